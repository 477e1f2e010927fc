//! What a check tells: how far it has come, what it looked at, what it found.

use std::fmt;

use serde::Serialize;

use super::Fault;

/// How far a check has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Photos looked at.
    pub done: u64,
    /// Photos there are.
    pub total: u64,
}

/// A fault, and whether it was put right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What was found.
    #[serde(flatten)]
    pub fault: Fault,
    /// Whether it is no more.
    pub mended: bool,
}

/// What a check looked at, and what it found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Checked {
    /// Records read.
    pub records: u64,
    /// Photos among them.
    pub photos: u64,
    /// Originals verified, each once whatever the number of its photos, and orphans.
    pub originals: u64,
    /// Renditions looked at.
    pub renditions: u64,
    /// What was found, in the order it was met.
    pub findings: Vec<Finding>,
}

impl fmt::Display for Finding {
    /// The fault, and what became of it or what would put it right: one line.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fault = &self.fault;
        match (self.mended, fault) {
            (_, fault) if fault.is_a_note() => write!(formatter, "note: {fault}"),
            (true, Fault::Orphan { .. }) => write!(formatter, "{fault}: moved to originals.set-aside"),
            (false, Fault::Orphan { .. }) => {
                write!(formatter, "{fault}; “zef check --repair” moves it to originals.set-aside")
            }
            (true, _) => write!(formatter, "{fault}: mended"),
            (false, Fault::StagingLeftovers { .. }) => write!(formatter, "{fault}; “zef check --repair” empties it"),
            (false, fault) if fault.can_be_mended() => {
                write!(formatter, "{fault}; “zef check --repair” puts it right if the original is good")
            }
            (false, fault) => fault.fmt(formatter),
        }
    }
}

impl Checked {
    /// Whether nothing is left to put right.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.findings.iter().all(|finding| finding.mended || finding.fault.is_a_note())
    }

    pub(super) fn found(&mut self, fault: Fault) {
        self.findings.push(Finding { fault, mended: false });
    }
}

//! The results of a check: its progress, what it read, what it found.

use std::fmt;

use serde::Serialize;

use super::Fault;

/// The progress of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Photos checked.
    pub done: u64,
    /// Photos to check.
    pub total: u64,
}

/// A fault, and whether it was repaired.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What was found.
    #[serde(flatten)]
    pub fault: Fault,
    /// Whether it was repaired.
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
    /// Renditions checked.
    pub renditions: u64,
    /// What was found, in the order it was met.
    pub findings: Vec<Finding>,
}

impl fmt::Display for Finding {
    /// The fault, and whether it was repaired or how to repair it: one line.
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
    /// Whether nothing is left to repair.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.findings.iter().all(|finding| finding.mended || finding.fault.is_a_note())
    }

    pub(super) fn found(&mut self, fault: Fault) {
        self.findings.push(Finding { fault, mended: false });
    }
}

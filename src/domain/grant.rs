//! Grants: who put a photo under which licence, when, which wording was shown, for which bytes.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{author::Author, hash::ContentHash, licence::LicenceId, person::Handle, provenance::Provenance};

/// The version of the words shown when a licence is chosen; it changes when they do.
pub const WORDING: &str = "2026-11-30";

/// The value instead of that version when no wording was shown: on the command line, or by a program.
pub const UNSEEN: &str = "unseen";

/// One entry of a photo's grant ledger. Irrevocable (CC BY 4.0 §2(a)(1)): entries are added, never changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// The licence.
    pub licence: LicenceId,
    /// Who granted it.
    pub grantor: Handle,
    /// When.
    pub at: Timestamp,
    /// The version of the words they were shown, or [`UNSEEN`].
    pub wording: String,
    /// The original it covers.
    pub blake3: ContentHash,
    /// What they said of the author with it; entries written before this was kept have nothing here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub declared: Option<Declared>,
}

/// What a grantor says of a photo's author while granting a licence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declared {
    /// Who is credited.
    pub author: Author,
    /// Who took it: where the right to give it comes from.
    pub source: Provenance,
}

impl Grant {
    /// Who took the photo, as declared with this grant; nothing where a program gave it and did not say, or where it
    /// was not kept.
    #[must_use]
    pub fn declared_source(&self) -> Option<Provenance> {
        let source = self.declared.as_ref()?.source;
        (source != Provenance::Own || self.wording != UNSEEN).then_some(source)
    }
}

/// The legal act of putting a photo under a licence or another tool, which decides the words used for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// A licence is granted.
    Licence,
    /// All rights are given up (CC0).
    Dedication,
    /// The photo is marked as free of known rights (Public Domain Mark).
    Mark,
}

impl Act {
    /// The act that goes with this licence.
    #[must_use]
    pub fn of(licence: LicenceId) -> Self {
        match licence.as_str() {
            "cc0-1.0" => Self::Dedication,
            _ if licence.is_public_domain() => Self::Mark,
            _ => Self::Licence,
        }
    }

    /// The act that all of these licences share, else that of granting a licence.
    #[must_use]
    pub fn of_all(licences: impl IntoIterator<Item = LicenceId>) -> Self {
        let mut acts = licences.into_iter().map(Self::of);
        let first = acts.next().unwrap_or(Self::Licence);
        if acts.all(|act| act == first) { first } else { Self::Licence }
    }
}

//! A licence granted is a fact: who, when, which words were shown, for which bytes.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{
    hash::ContentHash,
    licence::LicenceId,
    person::Handle,
    photo::{Author, PhotoRecord, Provenance, State},
};

/// The version of the words shown when a licence is chosen; it changes when they do.
pub const WORDING: &str = "2026-11";

/// What stands in place of that version when no words were shown: on the command line, or by a program.
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
    /// A licence that the contributor of a photo grants now, in the words of today; `unseen` when they were not shown.
    #[must_use]
    pub fn on(photo: &PhotoRecord, licence: LicenceId, at: Timestamp, unseen: bool) -> Self {
        Self {
            licence,
            grantor: photo.contributor.clone(),
            at,
            wording: if unseen { UNSEEN } else { WORDING }.to_owned(),
            blake3: photo.original.blake3,
            declared: Some(Declared { author: photo.author.clone(), source: photo.source }),
        }
    }

    /// Who took the photo, as said with this grant; nothing where a program gave it without a word and nobody was asked, or
    /// where it was not kept.
    #[must_use]
    pub fn declared_source(&self) -> Option<Provenance> {
        let source = self.declared.as_ref()?.source;
        (source != Provenance::Own || self.wording != UNSEEN).then_some(source)
    }
}

/// What stands in a photo's ledger beside the licence in force.
impl PhotoRecord {
    /// The licences of its ledger that let people do something that the one in force does not: they stand for whoever
    /// names them (CC BY 4.0 §2(a)(1)).
    #[must_use]
    pub fn freer_licences(&self) -> BTreeSet<LicenceId> {
        let Some(current) = self.licence() else { return BTreeSet::new() };
        let granted = self.grants.iter().map(|grant| grant.licence);
        granted.filter(|licence| !current.is_at_least_as_free_as(*licence)).collect()
    }

    /// Who took it, as its contributor said; nothing where a program gave it without a word, and nobody was asked.
    #[must_use]
    pub fn said_source(&self) -> Option<Provenance> {
        let was_asked = self.grants.first().is_none_or(|grant| grant.wording != UNSEEN);
        (self.source != Provenance::Own || was_asked).then_some(self.source)
    }

    /// The licence of its ledger that this text names, in any of the ways in which a licence is written.
    #[must_use]
    pub fn granted_as(&self, named: &str) -> Option<LicenceId> {
        LicenceId::parse(named).ok().filter(|licence| self.has_granted(*licence))
    }

    /// Whether it is public under a licence that nobody but its contributor has looked at: that of a trusted one, or one added
    /// after review, until a moderator publishes it in their turn.
    #[must_use]
    pub fn is_public_unseen(&self) -> bool {
        let looked = self.steps.iter().rfind(|step| step.state == State::Published && step.actor != self.contributor);
        let unseen = |grant: &Grant| looked.is_none_or(|step| grant.at > step.at);
        self.state == State::Published
            && self.grants.iter().any(|grant| grant.grantor == self.contributor && unseen(grant))
    }

    /// Whether its ledger has this licence, in force or earlier.
    #[must_use]
    pub fn has_granted(&self, licence: LicenceId) -> bool {
        self.grants.iter().any(|grant| grant.licence == licence)
    }
}

/// What is done with a photo by whoever puts it under a licence or another tool: it decides the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// A licence is granted.
    Licence,
    /// All rights are given up (CC0).
    Dedication,
    /// Nobody has rights any more, which is only pointed out (Public Domain Mark).
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

    /// The one that all of these have in common, else that of a licence.
    #[must_use]
    pub fn of_all(licences: impl IntoIterator<Item = LicenceId>) -> Self {
        let mut acts = licences.into_iter().map(Self::of);
        let first = acts.next().unwrap_or(Self::Licence);
        if acts.all(|act| act == first) { first } else { Self::Licence }
    }
}

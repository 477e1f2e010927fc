//! The grant ledger of a photo: the licence it is given under now, and those granted earlier, which stand.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::{PhotoRecord, Provenance, State};
use crate::domain::{
    grant::{Declared, Grant, UNSEEN, WORDING},
    licence::LicenceId,
};

impl Grant {
    /// A licence that the contributor of a photo grants now, with the current wording; `unseen` when it was not shown.
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
}

impl PhotoRecord {
    /// The licences of its ledger that allow something that the one in force does not; they remain valid (CC BY 4.0
    /// §2(a)(1)).
    #[must_use]
    pub fn freer_licences(&self) -> BTreeSet<LicenceId> {
        let Some(current) = self.licence() else { return BTreeSet::new() };
        let granted = self.grants.iter().map(|grant| grant.licence);
        granted.filter(|licence| !current.is_at_least_as_free_as(*licence)).collect()
    }

    /// Who took it, as its contributor said; nothing where a program gave it and did not say.
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

    /// Whether it is public under a licence that no moderator has reviewed: given by a trusted contributor, or added after the
    /// review.
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

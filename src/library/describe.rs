//! Describing a photo: title, texts, tags, date, place, credit, and adding a licence.

use jiff::Timestamp;

use super::{
    Library, StoreFault,
    browse::{LookError, VisiblePhoto},
    change::Gesture,
    tags::GivenTagError,
};
use crate::{
    catalog::{
        photos,
        store::{Expectation, Outcome},
    },
    domain::{
        grant::Grant,
        licence::LicenceId,
        person::Handle,
        photo::{PhotoId, PhotoRecord, State},
        protection::Loosening,
        reader::Reader,
        stored::Stored,
        tag::vocabulary::BannedTag,
    },
};

pub use crate::domain::rewording::Rewording;

/// Why a description was not changed.
#[derive(Debug, thiserror::Error)]
pub enum DescribeError {
    /// The photo is not there for this reader.
    #[error(transparent)]
    Look(#[from] LookError),
    /// They see it, and may not change it.
    #[error("only the contributor of a photo and curators describe it")]
    NotAllowed,
    /// Staff do not loosen what protects a person.
    #[error(transparent)]
    Loosening(#[from] Loosening),
    /// Only the photo's contributor grants licences on it.
    #[error("only its contributor grants a licence")]
    NotGrantor,
    /// This library does not offer that licence to this person.
    #[error("{} is not offered here", .0.label())]
    LicenceNotOffered(LicenceId),
    /// The ledger of its licences has no room: each one that was granted stays.
    #[error("the photo has no room for another licence")]
    LedgerFull,
    /// A public photo's licence cannot be revoked; adding a narrower one must be confirmed.
    #[error("{0} allows less than the licence granted on this public photo, which stays valid: confirm to add it")]
    Narrower(LicenceId),
    /// A tag may not be given.
    #[error(transparent)]
    Tag(BannedTag),
    /// Someone changed it meanwhile.
    #[error("the photo was changed meanwhile")]
    Stale,
    /// A store failed.
    #[error(transparent)]
    Fault(#[from] StoreFault),
}

impl From<GivenTagError> for DescribeError {
    fn from(error: GivenTagError) -> Self {
        match error {
            GivenTagError::Banned(banned) => Self::Tag(banned),
            GivenTagError::Fault(fault) => Self::Fault(fault),
        }
    }
}

impl Library {
    /// Changes a photo's description, if its revision is still the one expected.
    ///
    /// # Errors
    /// [`DescribeError`]; nothing was changed.
    pub async fn describe(
        &self,
        reader: &Reader,
        id: &PhotoId,
        changes: Rewording,
        expected: Option<u64>,
    ) -> Result<Stored<PhotoRecord>, DescribeError> {
        let VisiblePhoto { revision, record, .. } = self.whole_photo(reader, id).await?;
        let who = reader.handle().ok_or(DescribeError::NotAllowed)?;
        if !reader.may_describe(&record) {
            return Err(DescribeError::NotAllowed);
        }
        if expected.is_some_and(|expected| expected != revision) {
            return Err(DescribeError::Stale);
        }
        let mut changes = changes.asked_by(reader, &record)?;
        if let Some(tags) = changes.tags.take() {
            changes.tags = Some(self.as_given(tags, &record.tags).await?);
        }
        let (added, unseen, narrow) = (changes.licence, changes.unseen, changes.narrow);
        let added = added.filter(|licence| record.licence() != Some(*licence));
        if let Some(licence) = added {
            self.permit_grant(reader, &record, licence, narrow)?;
        }
        let mut changed = described(&record, changes, who, self.now());
        // With the author and the source of the same form.
        let granted = added.map(|licence| Grant::on(&changed, licence, self.now(), unseen));
        changed.grants.extend(granted);
        if changed == *record {
            // The same values again change nothing: no entry is written, and the revision stays.
            return Ok(Stored { revision, record: changed });
        }
        changed.updated = self.now();
        let expect = vec![Expectation::Revision(photos::key(id), revision)];
        let gesture = Gesture { actor: Some(who), name: "describe", note: None, expect };
        match self.put(photos::key(id), &changed, gesture).await? {
            Outcome::Done(revision) => Ok(Stored { revision, record: changed }),
            Outcome::Conflict(_) => Err(DescribeError::Stale),
        }
    }

    fn permit_grant(
        &self,
        reader: &Reader,
        photo: &PhotoRecord,
        licence: LicenceId,
        narrow: bool,
    ) -> Result<(), DescribeError> {
        if !reader.gave(photo) {
            return Err(DescribeError::NotGrantor);
        }
        if !self.offers(reader, licence) {
            return Err(DescribeError::LicenceNotOffered(licence));
        }
        if !photo.has_room_for_grant() {
            return Err(DescribeError::LedgerFull);
        }
        let narrows = photo.licence().is_some_and(|granted| !licence.is_at_least_as_free_as(granted));
        if matches!(photo.state, State::Published | State::Hidden) && narrows && !narrow {
            return Err(DescribeError::Narrower(licence));
        }
        Ok(())
    }
}

/// A photo after a change by this person, without its licence: what another person than its contributor changed stands in
/// its credit ledger and among the news of its contributor.
pub(super) fn described(photo: &PhotoRecord, change: Rewording, who: &Handle, at: Timestamp) -> PhotoRecord {
    let mut changed = photo.clone();
    if change.vouched {
        changed.vouched.get_or_insert(at);
    }
    change.apply(&mut changed, (photo.contributor == *who).then_some(at));
    changed.keep_change(photo, who, at);
    changed.keep_edit(photo, who, at);
    changed.fit();
    changed
}

/// A photo as this change would leave it, to check its doubts.
#[must_use]
pub fn reworded(photo: &PhotoRecord, changes: Rewording, at: Timestamp) -> PhotoRecord {
    let mut changed = photo.clone();
    let (licence, unseen) = (changes.licence, changes.unseen);
    changes.apply(&mut changed, Some(at));
    let granted = licence.map(|licence| Grant::on(&changed, licence, at, unseen));
    changed.grants.extend(granted);
    changed
}

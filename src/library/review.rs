//! Review: submitting a photo, and a moderator's decision, always with a reason its contributor can act on.

use jiff::Timestamp;

use super::{
    Library, StoreFault,
    browse::{LookError, VisiblePhoto},
    change::Gesture,
};
use crate::{
    catalog::{
        photos::{self, public_bytes, withdrawn_bytes},
        store::{Expectation, Outcome},
    },
    domain::{
        lengths,
        person::{Handle, Role},
        photo::{PhotoId, PhotoRecord, State},
        reader::Reader,
        stored::Stored,
        text::{self, TooLong},
    },
};

/// What a moderator decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Make it public.
    Publish,
    /// Send it back with what to change.
    RequestChange(String),
    /// Refuse it, and say why.
    Refuse(String),
}

/// A file that was public and was withdrawn: moderators see it when it comes back, since somebody may have asked for
/// it not to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WithdrawnBefore {
    /// The photo that it was, whose tombstone stays.
    pub photo: PhotoId,
    /// When it was withdrawn.
    pub at: Timestamp,
    /// Why, if it was said.
    pub reason: Option<String>,
}

/// An invalid decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnclearDecision {
    /// None of the three.
    #[error("decision is publish, request-change or refuse")]
    Unknown,
    /// Asking for a change and refusing need a reason.
    #[error("a reason is needed")]
    ReasonMissing,
    /// Too long a reason.
    #[error("a reason has at most {} characters", lengths::REASON)]
    ReasonTooLong,
}

impl Decision {
    /// Reads a decision and its reason as forms and the API write them.
    ///
    /// # Errors
    /// [`UnclearDecision`].
    pub fn parse(name: &str, reason: &str) -> Result<Self, UnclearDecision> {
        let reason = text::clean_block(reason);
        text::within(&reason, lengths::REASON).map_err(|_too_long| UnclearDecision::ReasonTooLong)?;
        let needed = || if reason.is_empty() { Err(UnclearDecision::ReasonMissing) } else { Ok(reason.clone()) };
        match name {
            "publish" => Ok(Self::Publish),
            "request-change" => Ok(Self::RequestChange(needed()?)),
            "refuse" => Ok(Self::Refuse(needed()?)),
            _ => Err(UnclearDecision::Unknown),
        }
    }

    fn outcome(self) -> (State, Option<String>) {
        match self {
            Self::Publish => (State::Published, None),
            Self::RequestChange(reason) => (State::ChangeRequested, Some(reason)),
            Self::Refuse(reason) => (State::Refused, Some(reason)),
        }
    }
}

/// An answer to the review; blank is none.
///
/// # Errors
/// [`TooLong`] past [`lengths::REASON`] characters.
pub fn reply(text: &str) -> Result<Option<String>, TooLong> {
    let reply = text::clean_block(text);
    text::within(&reply, lengths::REASON)?;
    Ok(Some(reply).filter(|reply| !reply.is_empty()))
}

/// Why a photo did not change state.
#[derive(Debug, thiserror::Error)]
pub enum StepError {
    /// The photo is not there for this reader.
    #[error(transparent)]
    Look(#[from] LookError),
    /// They see it, and may not do this.
    #[error("this person may not do this")]
    NotAllowed,
    /// The state does not allow it.
    #[error("a photo that is {} cannot become {}", .from.name(), .to.name())]
    NotFrom {
        /// The state it is in.
        from: State,
        /// The state asked for.
        to: State,
    },
    /// The text with it is too long.
    #[error(transparent)]
    Unclear(#[from] UnclearDecision),
    /// Submitting needs a licence.
    #[error("no licence was chosen")]
    MissingLicence,
    /// The same bytes are public already.
    #[error("the same photo is public already: {0}")]
    AlreadyPublished(PhotoId),
    /// Someone changed it meanwhile.
    #[error("the photo was changed meanwhile")]
    Stale,
    /// A store failed.
    #[error(transparent)]
    Fault(#[from] StoreFault),
}

impl Library {
    /// Submits a photo, by its contributor: to review, or public at once for a trusted person.
    ///
    /// # Errors
    /// [`StepError`]; nothing was changed.
    pub async fn submit(&self, reader: &Reader, id: &PhotoId) -> Result<Stored<PhotoRecord>, StepError> {
        self.submit_replying(reader, id, None).await
    }

    /// The same, with an answer to the review, for moderators to read.
    ///
    /// # Errors
    /// [`StepError`]; nothing was changed.
    pub async fn submit_replying(
        &self,
        reader: &Reader,
        id: &PhotoId,
        reply: Option<String>,
    ) -> Result<Stored<PhotoRecord>, StepError> {
        let found = self.whole_photo(reader, id).await?;
        let Reader::Person { handle, role, trusted, .. } = reader else { return Err(StepError::NotAllowed) };
        if *handle != found.contributor {
            return Err(StepError::NotAllowed);
        }
        if found.licence().is_none() {
            return Err(StepError::MissingLicence);
        }
        let at_once = *trusted || *role > Role::Contributor;
        let withdrawn = self.photos.withdrawn(found.original.blake3).await.map_err(StoreFault::from)?;
        // A refused or withdrawn photo is published again only by a moderator.
        let returns = withdrawn.is_some() || found.state == State::Refused;
        let next = if at_once && !returns { State::Published } else { State::Submitted };
        let reply = reply.filter(|_| next == State::Submitted);
        self.step(found, handle, next, "submit", reply).await
    }

    /// A moderator decides on the photo as they saw it: `seen` is its revision then, when they say so.
    ///
    /// # Errors
    /// [`StepError`], [`StepError::Stale`] when it was changed since; nothing was changed.
    pub async fn review(
        &self,
        reader: &Reader,
        id: &PhotoId,
        decision: Decision,
        seen: Option<u64>,
    ) -> Result<Stored<PhotoRecord>, StepError> {
        let found = self.whole_photo(reader, id).await?;
        let Some(handle) = reader.handle().filter(|_| reader.is_at_least(Role::Moderator)) else {
            return Err(StepError::NotAllowed);
        };
        if seen.is_some_and(|seen| seen != found.revision) {
            return Err(StepError::Stale);
        }
        let (next, reason) = decision.outcome();
        let is_looked_at_late = next == State::Published && found.is_public_unseen();
        if found.state != State::Submitted && !is_looked_at_late {
            return Err(StepError::NotFrom { from: found.state, to: next });
        }
        self.step(found, handle, next, "review", reason).await
    }

    /// The latest withdrawal of the same file, for moderators, until one of them publishes it again.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn withdrawn_before(
        &self,
        reader: &Reader,
        photo: &PhotoRecord,
    ) -> Result<Option<WithdrawnBefore>, StoreFault> {
        if !reader.is_at_least(Role::Moderator)
            || matches!(photo.state, State::Published | State::Withdrawn | State::Hidden)
        {
            return Ok(None);
        }
        let withdrawn = self.photos.withdrawn(photo.original.blake3).await?;
        // A hidden photo of the same file is among those of `same_file`.
        let withdrawn = withdrawn.filter(|stored| stored.record.state == State::Withdrawn);
        Ok(withdrawn.map(|Stored { record, .. }| WithdrawnBefore {
            at: record.updated,
            reason: record.reason().map(str::to_owned),
            photo: record.id,
        }))
    }

    /// Changes the state of a photo, against the revision that was read.
    pub(super) async fn step(
        &self,
        found: VisiblePhoto,
        actor: &Handle,
        next: State,
        gesture: &'static str,
        reason: Option<String>,
    ) -> Result<Stored<PhotoRecord>, StepError> {
        if !found.state.leads_to(next) {
            return Err(StepError::NotFrom { from: found.state, to: next });
        }
        let key = photos::key(&found.id);
        let hash = found.original.blake3;
        let mut expect = vec![Expectation::Revision(key.clone(), found.revision)];
        if next == State::Published && found.state != State::Published {
            expect.push(Expectation::Unclaimed(public_bytes(hash)));
            // A file that was withdrawn, even a moment ago, is published again only by a moderator.
            if found.state != State::Submitted {
                expect.push(Expectation::Unclaimed(withdrawn_bytes(hash)));
            }
        }
        let mut record = (*found.record).clone();
        record.step(next, actor.clone(), self.now(), reason.clone());
        if next == State::Published && found.state != State::Published {
            // Tags that were merged or banned since the photo was given.
            record.tags = self.vocabulary().await?.as_published(&record.tags);
        }
        let gesture = Gesture { actor: Some(actor), name: gesture, note: reason, expect };
        match self.put(key.clone(), &record, gesture).await? {
            Outcome::Done(revision) => Ok(Stored { revision, record }),
            Outcome::Conflict(unmet) if unmet.record() == Some(&key) => Err(StepError::Stale),
            Outcome::Conflict(_) => match self.photos.public(hash).await.map_err(StoreFault::from)? {
                Some(other) => Err(StepError::AlreadyPublished(other.record.id)),
                None => Err(StepError::Stale),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_refuses_says_why() {
        assert_eq!(Decision::parse("refuse", "  "), Err(UnclearDecision::ReasonMissing));
        assert_eq!(Decision::parse("request-change", "Floue."), Ok(Decision::RequestChange("Floue.".to_owned())));
        assert_eq!(Decision::parse("publish", ""), Ok(Decision::Publish));
        assert_eq!(Decision::parse("delete", ""), Err(UnclearDecision::Unknown));
    }
}

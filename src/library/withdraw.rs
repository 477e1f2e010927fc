//! Withdrawing a photo: a tombstone stays, because printed attributions point there.

use std::sync::Arc;

use super::{
    Library, StoreFault,
    browse::LookError,
    change::Gesture,
    review::{StepError, UnclearDecision},
};
use crate::{
    catalog::{
        photos,
        store::{Expectation, Outcome},
    },
    domain::{
        kept::Kept,
        lengths,
        photo::{PhotoId, PhotoRecord, State},
        reader::Reader,
        text,
    },
};

impl Library {
    /// Takes a photo away from the public, by its contributor or a moderator; and with it its words and names, where they
    /// tell of somebody who asked for it (`forget_words`), be it after the photo was withdrawn.
    ///
    /// # Errors
    /// [`StepError`]; nothing was changed.
    pub async fn withdraw(
        &self,
        reader: &Reader,
        id: &PhotoId,
        reason: &str,
        forget_words: bool,
    ) -> Result<Kept<PhotoRecord>, StepError> {
        let mut found = match self.whole_photo(reader, id).await {
            Err(LookError::Withdrawn(_)) if forget_words => return self.erase(reader, id).await,
            found => found?,
        };
        let Some(handle) = reader.handle().filter(|_| reader.is_involved(&found)) else {
            return Err(StepError::NotAllowed);
        };
        let reason = text::clean_block(reason);
        text::within(&reason, lengths::REASON).map_err(|_too_long| UnclearDecision::ReasonTooLong)?;
        let reason = (!reason.is_empty()).then_some(reason);
        if forget_words {
            Arc::make_mut(&mut found.record).forget_words();
        }
        self.step(found, handle, State::Withdrawn, "withdraw", reason).await
    }

    /// Takes away the words and names that the withdrawal of a photo left.
    async fn erase(&self, reader: &Reader, id: &PhotoId) -> Result<Kept<PhotoRecord>, StepError> {
        let kept = self.photos.get(id).await.map_err(StoreFault::from)?.ok_or(LookError::Unknown)?;
        let mut record = PhotoRecord::clone(&kept.record);
        let Some(handle) = reader.handle().filter(|_| reader.is_involved(&record)) else {
            return Err(LookError::Withdrawn(Box::new(record)).into());
        };
        record.forget_words();
        let key = photos::key(id);
        let expect = vec![Expectation::Revision(key.clone(), kept.revision)];
        let gesture = Gesture { actor: Some(handle), name: "erase", note: None, expect };
        match self.put(key, &record, gesture).await? {
            Outcome::Done(revision) => Ok(Kept { revision, record }),
            Outcome::Conflict(_) => Err(StepError::Stale),
        }
    }
}

//! Withdrawing a photo: a tombstone stays, because printed attributions point there.

use std::sync::Arc;

use super::{
    Library,
    review::{REASON_LIMIT, StepError, UnclearDecision},
};
use crate::{
    catalog::noun::Kept,
    domain::{
        person::Role,
        photo::{PhotoId, PhotoRecord, State},
        reader::Reader,
        text,
    },
};

impl Library {
    /// Takes a photo away from the public, by its contributor or a moderator; and with it its words and names, where they
    /// tell of somebody who asked for it (`forget_words`).
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
        let mut found = self.whole_photo(reader, id).await?;
        let Some(handle) = reader.handle().filter(|_| reader.gave(&found) || reader.is_at_least(Role::Moderator))
        else {
            return Err(StepError::NotAllowed);
        };
        let reason = text::clean_block(reason);
        text::within(&reason, REASON_LIMIT).map_err(|_too_long| UnclearDecision::ReasonTooLong)?;
        let reason = (!reason.is_empty()).then_some(reason);
        if forget_words {
            Arc::make_mut(&mut found.record).forget_words();
        }
        self.step(found, handle, State::Withdrawn, "withdraw", reason).await
    }
}

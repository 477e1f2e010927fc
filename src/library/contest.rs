//! Contesting what staff changed of a photo's credit: its contributor puts their own words back and says why; staff read it.

use super::{Library, browse::VisiblePhoto, change::Gesture, describe::DescribeError};
use crate::{
    catalog::{
        photos,
        store::{Expectation, Outcome},
    },
    domain::{
        kept::Kept,
        person::{Handle, Role},
        photo::{PhotoId, PhotoRecord},
        reader::Reader,
    },
};

impl Library {
    /// Puts back what its contributor had said of a photo's author and of what protects them. Where staff changed nothing
    /// that still stands, nothing is changed.
    ///
    /// # Errors
    /// [`DescribeError`]; nothing was changed.
    pub async fn contest(
        &self,
        reader: &Reader,
        id: &PhotoId,
        note: Option<String>,
    ) -> Result<Kept<PhotoRecord>, DescribeError> {
        let found = self.whole_photo(reader, id).await?;
        let Some(who) = reader.handle().filter(|_| reader.gave(&found)) else { return Err(DescribeError::NotAllowed) };
        let mut changed = (*found.record).clone();
        let is_contested = changed.contest(note.clone(), self.now());
        self.settle(found, changed, is_contested, (who, "contest", note)).await
    }

    /// Somebody of the staff has read the contests of a photo: they leave the list of what waits.
    ///
    /// # Errors
    /// [`DescribeError`]; nothing was changed.
    pub async fn read_contests(&self, reader: &Reader, id: &PhotoId) -> Result<Kept<PhotoRecord>, DescribeError> {
        let found = self.whole_photo(reader, id).await?;
        let is_staff = reader.is_at_least(Role::Curator) && !reader.gave(&found);
        let Some(who) = reader.handle().filter(|_| is_staff) else { return Err(DescribeError::NotAllowed) };
        let mut changed = (*found.record).clone();
        let is_read = changed.read_contests(who, self.now());
        self.settle(found, changed, is_read, (who, "read-contest", None)).await
    }

    async fn settle(
        &self,
        found: VisiblePhoto,
        mut changed: PhotoRecord,
        is_changed: bool,
        (actor, name, note): (&Handle, &'static str, Option<String>),
    ) -> Result<Kept<PhotoRecord>, DescribeError> {
        if !is_changed {
            return Ok(Kept { revision: found.revision, record: changed });
        }
        changed.updated = self.now();
        let key = photos::key(&found.id);
        let expect = vec![Expectation::Revision(key.clone(), found.revision)];
        match self.put(key, &changed, Gesture { actor: Some(actor), name, note, expect }).await? {
            Outcome::Done(revision) => Ok(Kept { revision, record: changed }),
            Outcome::Conflict(_) => Err(DescribeError::Stale),
        }
    }
}

//! Contesting what staff changed of a photo's credit: the contributor restores their values and says why; staff read
//! it.

use super::{Library, browse::VisiblePhoto, change::Gesture, describe::DescribeError};
use crate::{
    catalog::{
        photos,
        store::{Expectation, Outcome},
    },
    domain::{
        person::{Handle, Role},
        photo::{PhotoId, PhotoRecord},
        reader::Reader,
        stored::Stored,
    },
};

impl Library {
    /// Restores what the contributor had said of a photo's author and of what protects them, where staff changed it and
    /// it still has their value.
    ///
    /// # Errors
    /// [`DescribeError`]; nothing was changed.
    pub async fn contest(
        &self,
        reader: &Reader,
        id: &PhotoId,
        note: Option<String>,
    ) -> Result<Stored<PhotoRecord>, DescribeError> {
        let found = self.whole_photo(reader, id).await?;
        let Some(who) = reader.handle().filter(|_| reader.gave(&found)) else { return Err(DescribeError::NotAllowed) };
        let mut changed = (*found.record).clone();
        let is_contested = changed.contest(note.clone(), self.now());
        self.settle(found, changed, is_contested, (who, "contest", note)).await
    }

    /// Marks the contests of a photo as read by a staff member: they leave the list of contests to read.
    ///
    /// # Errors
    /// [`DescribeError`]; nothing was changed.
    pub async fn read_contests(&self, reader: &Reader, id: &PhotoId) -> Result<Stored<PhotoRecord>, DescribeError> {
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
    ) -> Result<Stored<PhotoRecord>, DescribeError> {
        if !is_changed {
            return Ok(Stored { revision: found.revision, record: changed });
        }
        changed.updated = self.now();
        let key = photos::key(&found.id);
        let expect = vec![Expectation::Revision(key.clone(), found.revision)];
        match self.put(key, &changed, Gesture { actor: Some(actor), name, note, expect }).await? {
            Outcome::Done(revision) => Ok(Stored { revision, record: changed }),
            Outcome::Conflict(_) => Err(DescribeError::Stale),
        }
    }
}

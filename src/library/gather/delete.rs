//! Deleting a collection: its photos leave it, then its record goes. One with many photos becomes a draft first, so that nobody
//! else sees it become less; what is interrupted is a draft with the photos that are left, which is deleted again.

use super::{GatherError, TRIES};
use crate::{
    catalog::{
        batch::Edit,
        collections::{item_key, key},
        entry::written_bytes,
        parts,
        spaces::collection::CHILD,
        store::{BatchId, Expectation, IndexKey, Key, Outcome},
    },
    domain::{
        collection::{CollectionRecord, CollectionState, Slug},
        reader::Reader,
    },
    library::{
        Library,
        change::{Gesture, around},
        collections::VisibleCollection,
    },
};

/// The name of the gesture.
const DELETE: &str = "delete-collection";

impl Library {
    /// Deletes a collection; its photos stay in the library.
    ///
    /// # Errors
    /// [`GatherError`]; nothing was deleted, unless a store failed or others put a collection into it meanwhile: then it may be
    /// a draft without some of its photos.
    pub async fn delete_collection(
        &self,
        reader: &Reader,
        slug: &Slug,
        expected: Option<u64>,
    ) -> Result<(), GatherError> {
        let VisibleCollection { mut revision, record } = self.collection(reader, slug).await?;
        if !record.is_managed_by(reader) {
            return Err(GatherError::NotAllowed);
        }
        if expected.is_some_and(|expected| expected != revision) {
            return Err(GatherError::Stale);
        }
        if !self.collections.inside(slug, 1).await?.is_empty() {
            return Err(GatherError::HasChildren);
        }
        let mut has_begun = false;
        for _ in 0..TRIES {
            match self.delete_at(reader, &record, revision, &mut has_begun).await? {
                None => return self.remove_stragglers(reader, slug).await,
                Some(Expectation::Unclaimed(_)) => return Err(GatherError::HasChildren),
                Some(_) if !has_begun => return Err(GatherError::Stale),
                Some(_) => {}
            }
            // Somebody changed it while its photos left it: it is deleted as it is now.
            match self.collections.get(slug).await? {
                Some(kept) => revision = kept.revision,
                None => return self.remove_stragglers(reader, slug).await,
            }
        }
        Err(GatherError::Stale)
    }

    /// Deletes a collection that has this revision, or returns the expectation that did not hold.
    async fn delete_at(
        &self,
        reader: &Reader,
        record: &CollectionRecord,
        mut revision: u64,
        has_begun: &mut bool,
    ) -> Result<Option<Expectation>, GatherError> {
        let slug = &record.slug;
        let parts = self.removals(reader, slug, Some(key(slug))).await?;
        let batch = (parts.len() > 1).then(|| BatchId::from_random(self.chance()));
        let gesture = |revision| {
            let none_inside = Expectation::Unclaimed(IndexKey::new(&CHILD, &format!("{slug}/")));
            let expect = vec![Expectation::Revision(key(slug), revision), none_inside];
            Gesture { actor: reader.handle(), name: DELETE, note: None, expect }
        };
        if batch.is_some() && record.is_public() && !*has_begun {
            let draft = CollectionRecord { state: CollectionState::Draft, updated: self.now(), ..record.clone() };
            let Edit { key, body, .. } = super::writing(key(slug), None, &draft)?;
            let put = body.map(|body| (key, body)).into_iter().collect();
            match self.commit_in(put, Vec::new(), gesture(revision), batch.as_ref()).await? {
                Outcome::Done(seq) => (revision, *has_begun) = (seq, true),
                Outcome::Conflict(unmet) => return Ok(Some(unmet)),
            }
        }
        for part in parts {
            if let Outcome::Conflict(unmet) =
                self.commit_in(Vec::new(), part, gesture(revision), batch.as_ref()).await?
            {
                return Ok(Some(unmet));
            }
            *has_begun = true;
        }
        Ok(None)
    }

    /// Removes photos that were added while their list was read: nobody adds any more.
    async fn remove_stragglers(&self, reader: &Reader, slug: &Slug) -> Result<(), GatherError> {
        loop {
            let parts = self.removals(reader, slug, None).await?;
            if parts.is_empty() {
                return Ok(());
            }
            for part in parts {
                let gesture = Gesture { actor: reader.handle(), name: DELETE, note: None, expect: Vec::new() };
                self.commit(Vec::new(), part, gesture).await?;
            }
        }
    }

    /// The photos of a collection, and what goes after them, in parts that are entries.
    async fn removals(&self, reader: &Reader, slug: &Slug, last: Option<Key>) -> Result<Vec<Vec<Key>>, GatherError> {
        let order = self.collections.order(slug).await?;
        let keys = order.iter().map(|(_, photo)| item_key(slug, photo)).chain(last).collect();
        Ok(parts::split(keys, around(reader.handle(), DELETE, None), usize::MAX, |key| written_bytes(key, None)))
    }
}

//! Photos that a batch puts into a collection: entries of the batch, so that undoing it takes them out again.

use std::collections::BTreeSet;

use super::{GatherError, TRIES};
use crate::{
    catalog::{
        batch::{self, Edit},
        collections::{item_key, key},
        entry::bytes_around,
        parts,
        store::{Change, Expectation, Key, Outcome},
    },
    domain::{
        collection::{MOST_PHOTOS, Slug},
        photo::PhotoId,
        reader::Reader,
    },
    library::{Library, StoreFault, collections::VisibleCollection},
};

impl Library {
    /// How many photos a collection takes still.
    ///
    /// # Errors
    /// [`GatherError`] for a reader who does not edit it.
    pub(in crate::library) async fn room_in_collection(
        &self,
        reader: &Reader,
        slug: &Slug,
    ) -> Result<usize, GatherError> {
        self.edited(reader, slug).await?;
        Ok(MOST_PHOTOS.saturating_sub(self.collections.count_items(slug).await?))
    }

    /// Those of these photos that a collection has.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub(in crate::library) async fn those_in_collection(
        &self,
        slug: &Slug,
        photos: &[PhotoId],
    ) -> Result<BTreeSet<PhotoId>, StoreFault> {
        Ok(self.collections.items(slug, photos).await?.into_iter().map(|kept| kept.record.photo).collect())
    }

    /// Adds public photos at the end of a collection, by a batch, and returns those that came into it.
    ///
    /// # Errors
    /// [`GatherError`]; what was added until then stays.
    pub(in crate::library) async fn gather_in_batch(
        &self,
        reader: &Reader,
        slug: &Slug,
        photos: &[PhotoId],
        gesture: &batch::Gesture,
    ) -> Result<Vec<PhotoId>, GatherError> {
        let mut came = None;
        for _ in 0..TRIES {
            let VisibleCollection { revision, record } = self.edited(reader, slug).await?;
            let has = self.those_in_collection(slug, photos).await?;
            let new: Vec<PhotoId> = photos.iter().filter(|photo| !has.contains(photo)).cloned().collect();
            // Of a later try, some are there since the first one.
            let came: &Vec<PhotoId> = came.get_or_insert_with(|| new.clone());
            if new.is_empty() {
                return Ok(came.clone());
            }
            let last = self.collections.last_rank(slug).await?;
            let items = self.new_items(&record, last, &new, reader).await?;
            if items.is_empty() {
                self.make_room_after_last(reader, slug).await?;
                continue;
            }
            let held = Expectation::Revision(key(slug), revision);
            if self.commit_in_batch(items, held, gesture).await? {
                return Ok(came.clone());
            }
        }
        Err(GatherError::Stale)
    }

    /// Commits photos of a collection as entries of a batch, or returns `false` when somebody else changed it meanwhile.
    async fn commit_in_batch(
        &self,
        items: Vec<Edit>,
        held: Expectation,
        gesture: &batch::Gesture,
    ) -> Result<bool, GatherError> {
        let around = bytes_around(&gesture.actor, &gesture.name, gesture.note.as_deref());
        for part in parts::split(items, around, usize::MAX, Edit::bytes) {
            let change = Change {
                expect: std::iter::once(held.clone()).chain(part.iter().map(Edit::expectation)).collect(),
                put: part.into_iter().filter_map(|edit| Some((edit.key, edit.body?))).collect(),
                remove: Vec::new(),
                at: gesture.at,
                actor: gesture.actor.clone(),
                gesture: gesture.name.clone(),
                batch: Some(gesture.batch.clone()),
                note: gesture.note.clone(),
            };
            if let Outcome::Conflict(_) = self.store.commit(change).await? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Those of these records, photos of collections, that a reader may put in and take out.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub(in crate::library) async fn editable_items<'a>(
        &self,
        reader: &Reader,
        keys: impl IntoIterator<Item = &'a Key>,
    ) -> Result<BTreeSet<Key>, StoreFault> {
        let mut editable = BTreeSet::new();
        let (mut allowed, mut refused) = (BTreeSet::new(), BTreeSet::new());
        for named in keys {
            let Some((slug, photo)) = named.name().split_once('/') else { continue };
            let (Ok(slug), Ok(photo)) = (slug.parse::<Slug>(), photo.parse::<PhotoId>()) else { continue };
            if item_key(&slug, &photo) != *named || refused.contains(&slug) {
                continue;
            }
            if !allowed.contains(&slug) {
                match self.edited(reader, &slug).await {
                    Ok(_) => {
                        allowed.insert(slug);
                    }
                    Err(GatherError::Fault(fault)) => return Err(fault),
                    Err(_) => {
                        refused.insert(slug);
                        continue;
                    }
                }
            }
            editable.insert(named.clone());
        }
        Ok(editable)
    }
}

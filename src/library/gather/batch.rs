//! Photos that a batch puts into a collection: entries of the batch, so that undoing it takes them out again.

use std::collections::BTreeSet;

use super::{GatherError, TRIES};
use crate::{
    catalog::{
        batch,
        collections::{item_key, key},
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

    /// Adds public photos at the end of a collection, as an entry of a batch, and returns those that came into it.
    ///
    /// # Errors
    /// [`GatherError`]; none of them was added.
    pub(in crate::library) async fn gather_in_batch(
        &self,
        reader: &Reader,
        slug: &Slug,
        photos: &[PhotoId],
        gesture: &batch::Gesture,
    ) -> Result<Vec<PhotoId>, GatherError> {
        for _ in 0..TRIES {
            let VisibleCollection { revision, record } = self.edited(reader, slug).await?;
            let has = self.those_in_collection(slug, photos).await?;
            let new: Vec<PhotoId> = photos.iter().filter(|photo| !has.contains(photo)).cloned().collect();
            if new.is_empty() {
                return Ok(new);
            }
            let last = self.collections.last_rank(slug).await?;
            let (put, mut expect) = self.new_items(&record, last, &new, reader).await?;
            if put.is_empty() {
                self.make_room_after_last(reader, slug).await?;
                continue;
            }
            expect.push(Expectation::Revision(key(slug), revision));
            let change = Change {
                expect,
                put,
                remove: Vec::new(),
                at: gesture.at,
                actor: gesture.actor.clone(),
                gesture: gesture.name.clone(),
                batch: Some(gesture.batch.clone()),
                note: gesture.note.clone(),
            };
            if let Outcome::Done(_) = self.store.commit(change).await? {
                return Ok(new);
            }
        }
        Err(GatherError::Stale)
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

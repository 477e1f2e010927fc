//! The photos of a collection that everyone may see, read from their records once and kept in memory until one of them,
//! or the collection's list, changes.

use std::{collections::HashMap, sync::Arc};

use jiff::Timestamp;
use quick_cache::{Weighter, sync::Cache};

use super::items_slot;
use crate::{
    catalog::{
        error::CatalogError,
        photos, records,
        spaces::collection::ITEMS,
        stamps::Slot,
        store::{Direction, Key, RecordStore, Seq},
    },
    domain::{
        collection::{CollectionItem, Slug, order::Rank},
        licence::LicenceId,
        photo::{PhotoId, PhotoRecord, State},
        stored::Stored,
    },
};

/// How many records are read at a time.
const PART: usize = 200;
/// The most photos kept of all collections together, some hundred bytes each.
const MOST_KEPT: u64 = 200_000;
/// How many collections are expected to be kept.
const EXPECTED: usize = 200;

/// A photo of a collection that everyone may see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownPhoto {
    /// Its place in the order.
    pub rank: Rank,
    /// The photo.
    pub id: PhotoId,
    /// Its licence in force.
    pub licence: LicenceId,
    /// When it was added.
    pub added: Timestamp,
}

/// The photos of a collection that everyone may see, in its order.
#[derive(Debug, Default)]
pub struct Contents {
    /// The photos.
    pub photos: Vec<ShownPhoto>,
    /// When the last of them was added.
    pub latest: Option<Timestamp>,
    /// The list of the collection, and every photo in it, public or not.
    slots: Box<[Slot]>,
    /// The number of the last entry before it was read.
    since: Seq,
}

impl Contents {
    /// The slots of what it shows: the list of the collection, and the record of each photo in it, public or not.
    #[must_use]
    pub fn slots(&self) -> &[Slot] {
        &self.slots
    }

    /// How many photos there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.photos.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.photos.is_empty()
    }

    /// The place of a photo, counted from 0.
    #[must_use]
    pub fn position(&self, photo: &PhotoId) -> Option<usize> {
        self.photos.iter().position(|shown| shown.id == *photo)
    }
}

#[derive(Clone)]
struct Weight;

impl Weighter<Slug, Arc<Contents>> for Weight {
    fn weight(&self, _: &Slug, contents: &Arc<Contents>) -> u64 {
        // An empty one takes room too.
        u64::try_from(contents.slots.len()).unwrap_or(u64::MAX).saturating_add(1)
    }
}

/// What was read of collections.
#[derive(Clone)]
pub(super) struct Cached(Arc<Cache<Slug, Arc<Contents>, Weight>>);

impl Default for Cached {
    fn default() -> Self {
        Self(Arc::new(Cache::with_weighter(EXPECTED, MOST_KEPT, Weight)))
    }
}

impl Cached {
    /// The photos of a collection, from memory while none of them changed.
    pub(super) async fn of(&self, store: &Arc<dyn RecordStore>, slug: &Slug) -> Result<Arc<Contents>, CatalogError> {
        let is_current = |kept: &Arc<Contents>| store.stamps().are_unchanged(&kept.slots, kept.since);
        if let Some(kept) = self.0.get(slug).filter(is_current) {
            return Ok(kept);
        }
        let contents = Arc::new(read(store, slug).await?);
        self.0.insert(slug.clone(), Arc::clone(&contents));
        Ok(contents)
    }
}

async fn read(store: &Arc<dyn RecordStore>, slug: &Slug) -> Result<Contents, CatalogError> {
    // Before the records: a change meanwhile makes it stale.
    let since = store.seq();
    let mut items = items(store, slug).await?;
    items.sort_unstable_by(|one, other| (one.rank, &one.photo).cmp(&(other.rank, &other.photo)));
    let mut licences: HashMap<PhotoId, LicenceId> = HashMap::with_capacity(items.len());
    for part in items.chunks(PART) {
        let keys: Vec<Key> = part.iter().map(|item| photos::key(&item.photo)).collect();
        let read: Vec<Stored<PhotoRecord>> = records::many(store, &keys).await?;
        let public = read.into_iter().map(|kept| kept.record).filter(|photo| photo.state == State::Published);
        licences.extend(public.filter_map(|photo| photo.licence().map(|licence| (photo.id, licence))));
    }
    let slots = items.iter().map(|item| Slot::record(&photos::key(&item.photo))).chain([items_slot(slug)]).collect();
    let shown = |item: CollectionItem| {
        let licence = *licences.get(&item.photo)?;
        Some(ShownPhoto { rank: item.rank, id: item.photo, licence, added: item.added })
    };
    let photos: Vec<ShownPhoto> = items.into_iter().filter_map(shown).collect();
    let latest = photos.iter().map(|shown| shown.added).max();
    Ok(Contents { photos, latest, slots, since })
}

/// The photos that a collection has, by their ids.
async fn items(store: &Arc<dyn RecordStore>, slug: &Slug) -> Result<Vec<CollectionItem>, CatalogError> {
    let prefix = ITEMS.key(&format!("{slug}/"));
    let mut items: Vec<CollectionItem> = Vec::new();
    let mut after: Option<Key> = None;
    loop {
        let start = after.as_ref().map(Key::as_str);
        let part = store.scan(prefix.as_str(), start, PART, Direction::Ascending).await?;
        let Some(last) = part.last() else { return Ok(items) };
        after = Some(last.key.clone());
        for record in &part {
            let item: Stored<CollectionItem> = records::read(record)?;
            items.push(item.record);
        }
    }
}

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
        stamps::{Slot, Stamps},
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
    /// Whether everyone may know where it was taken.
    pub placed: bool,
}

/// What is read of the record of a photo that everyone may see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShownFacts {
    /// Its licence in force.
    pub licence: LicenceId,
    /// When it was published.
    pub published: Timestamp,
    /// Whether everyone may know where it was taken.
    pub placed: bool,
}

impl ShownFacts {
    /// Those of a photo; nothing where not everyone may see it.
    #[must_use]
    pub fn of(photo: &PhotoRecord) -> Option<Self> {
        let licence = photo.licence().filter(|_| photo.state == State::Published)?;
        let placed = photo.place.as_ref().is_some_and(|place| place.public_coordinates().is_some());
        Some(Self { licence, published: photo.published.unwrap_or(photo.created), placed })
    }
}

/// The photos of a collection that everyone may see, in its order.
#[derive(Clone, Debug, Default)]
pub struct Contents {
    /// The photos.
    pub photos: Vec<ShownPhoto>,
    /// When the last of them was added.
    pub latest: Option<Timestamp>,
    /// How many of them, from the first, people put there; the others were found by the search of the collection.
    pub by_hand: usize,
    /// How many more photos the search finds than a collection shows.
    pub beyond: usize,
    /// Whether it stands in for what the search finds now, which could not be asked.
    pub stands_in: bool,
    /// What every answer that shows it depends on: the list of the collection, and of a living one all that is searched.
    lists: Box<[Slot]>,
    /// Every photo that people put into it, public or not.
    slots: Box<[Slot]>,
    /// The number of the last entry before it was read.
    since: Seq,
}

impl Contents {
    /// These photos, put there by people, with those that the search of a living collection finds, which `lists` change.
    /// `since` is the number of the last entry before either was read.
    #[must_use]
    pub fn filled(
        &self,
        found: impl IntoIterator<Item = (PhotoId, ShownFacts)>,
        beyond: usize,
        lists: impl IntoIterator<Item = Slot>,
        since: Seq,
    ) -> Self {
        let mut photos = self.photos.clone();
        let mut rank = photos.last().map_or(Rank::FIRST, |last| last.rank);
        photos.extend(found.into_iter().map(|(id, facts)| {
            rank = rank.following();
            let ShownFacts { licence, published, placed } = facts;
            ShownPhoto { rank, id, licence, added: published, placed }
        }));
        Self {
            latest: photos.iter().map(|shown| shown.added).max(),
            by_hand: self.photos.len(),
            photos,
            beyond,
            stands_in: false,
            lists: self.lists.iter().copied().chain(lists).collect(),
            slots: self.slots.clone(),
            since,
        }
    }

    /// The same, in the place of what the search finds now.
    #[must_use]
    pub fn standing_in(&self) -> Self {
        Self { stands_in: true, ..self.clone() }
    }

    /// The slots of the photos that people put into it, public or not.
    #[must_use]
    pub fn slots(&self) -> &[Slot] {
        &self.slots
    }

    /// The slots of the lists that it is read from.
    #[must_use]
    pub fn lists(&self) -> &[Slot] {
        &self.lists
    }

    /// Whether it is as it was read.
    #[must_use]
    pub fn is_current(&self, stamps: &Stamps) -> bool {
        stamps.are_unchanged(&self.lists, self.since) && stamps.are_unchanged(&self.slots, self.since)
    }

    /// The number of the last entry before it was read.
    #[must_use]
    pub const fn since(&self) -> Seq {
        self.since
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
        let kept = contents.slots.len().saturating_add(contents.photos.len().saturating_sub(contents.by_hand));
        u64::try_from(kept).unwrap_or(u64::MAX).saturating_add(1)
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
    /// What was kept of a collection, current or not.
    pub(super) fn get(&self, slug: &Slug) -> Option<Arc<Contents>> {
        self.0.get(slug)
    }

    /// Keeps what was read of a collection.
    pub(super) fn keep(&self, slug: &Slug, contents: Arc<Contents>) {
        self.0.insert(slug.clone(), contents);
    }

    /// The photos of a collection, from memory while none of them changed.
    pub(super) async fn of(&self, store: &Arc<dyn RecordStore>, slug: &Slug) -> Result<Arc<Contents>, CatalogError> {
        let is_current = |kept: &Arc<Contents>| kept.is_current(store.stamps());
        if let Some(kept) = self.0.get(slug).filter(is_current) {
            return Ok(kept);
        }
        let contents = Arc::new(read(store, slug).await?);
        self.keep(slug, Arc::clone(&contents));
        Ok(contents)
    }
}

async fn read(store: &Arc<dyn RecordStore>, slug: &Slug) -> Result<Contents, CatalogError> {
    // Before the records: a change meanwhile makes it stale.
    let since = store.seq();
    let mut items = items(store, slug).await?;
    items.sort_unstable_by(|one, other| (one.rank, &one.photo).cmp(&(other.rank, &other.photo)));
    let mut facts: HashMap<PhotoId, ShownFacts> = HashMap::with_capacity(items.len());
    for part in items.chunks(PART) {
        let keys: Vec<Key> = part.iter().map(|item| photos::key(&item.photo)).collect();
        let read: Vec<Stored<PhotoRecord>> = records::many(store, &keys).await?;
        facts.extend(read.into_iter().filter_map(|kept| Some((kept.record.id.clone(), ShownFacts::of(&kept.record)?))));
    }
    let slots = items.iter().map(|item| Slot::record(&photos::key(&item.photo))).collect();
    let shown = |item: CollectionItem| {
        let ShownFacts { licence, placed, .. } = *facts.get(&item.photo)?;
        Some(ShownPhoto { rank: item.rank, id: item.photo, licence, added: item.added, placed })
    };
    let photos: Vec<ShownPhoto> = items.into_iter().filter_map(shown).collect();
    let latest = photos.iter().map(|shown| shown.added).max();
    let lists = Box::new([items_slot(slug)]);
    Ok(Contents { by_hand: photos.len(), photos, latest, beyond: 0, stands_in: false, lists, slots, since })
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

//! Collections in the catalogue: lists of them, and their photos in order.

mod contents;
mod history;
mod titles;

use std::sync::Arc;

use self::{contents::Cached, titles::Titles};
pub use self::{
    contents::{Contents, ShownFacts, ShownPhoto},
    history::{CollectionVersion, CollectionVersions},
    titles::Titled,
};
use super::{
    error::CatalogError,
    recent::Recent,
    records,
    spaces::collection::{
        CHILD, COLLECTIONS_OF, DRAFT, MEMBER, PUBLIC, items_of, news_of, told, with_pair, with_photo,
    },
    stamps::Slot,
    store::{Direction, IndexHit, Key, RecordStore},
};
use crate::domain::{
    collection::{CollectionItem, CollectionRecord, MOST_PHOTOS, Slug, order::Rank},
    news::NewsPlace,
    person::Handle,
    photo::PhotoId,
    stored::Stored,
};

pub use super::spaces::collection::{ITEMS, SPACE, item_key, key};

/// Collections in memory, some kilobytes each.
const RECENT: usize = 500;
/// The collections of one photo that are read: more are a mistake of somebody's.
const MOST_OF_PHOTO: usize = 50;

/// A list of collections.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CollectionList {
    /// Published ones, the latest published first.
    Public,
    /// Drafts, the latest made first.
    Drafts,
    /// Those that a person made or edits as a member, the latest made first.
    Of(Handle),
    /// Those inside this one, in the order in which they were made.
    Inside(Slug),
}

impl CollectionList {
    fn prefix(&self) -> String {
        match self {
            Self::Public => PUBLIC.prefix(""),
            Self::Drafts => DRAFT.prefix(""),
            Self::Of(person) => MEMBER.prefix(&format!("{person}/")),
            Self::Inside(parent) => CHILD.prefix(&format!("{parent}/")),
        }
    }

    const fn direction(&self) -> Direction {
        match self {
            Self::Inside(_) => Direction::Ascending,
            Self::Public | Self::Drafts | Self::Of(_) => Direction::Descending,
        }
    }

    /// The slot of its stamp: it changes when a collection comes, goes or is written again.
    #[must_use]
    pub fn slot(&self) -> Slot {
        Slot::list(&self.prefix())
    }
}

/// The slot of the photos of a collection: it changes when one comes, goes or moves.
#[must_use]
pub fn items_slot(slug: &Slug) -> Slot {
    Slot::list(&items_of(slug))
}

/// The slot of the collections of a photo.
#[must_use]
pub fn with_photo_slot(photo: &PhotoId) -> Slot {
    Slot::list(&with_photo(photo))
}

/// The slot of the collections that show a photo in a pair.
#[must_use]
pub fn with_pair_slot(photo: &PhotoId) -> Slot {
    Slot::list(&with_pair(photo))
}

/// A part of a list of collections.
#[derive(Clone, Debug, Default)]
pub struct CollectionPage {
    /// The collections.
    pub collections: Vec<Stored<CollectionRecord>>,
    /// Where the next part begins, if there is one.
    pub next: Option<String>,
    /// How many the whole list has.
    pub total: usize,
}

/// The slot of all that is in collections: it changes when a photo comes into one, leaves it or moves.
#[must_use]
pub fn all_items_slot() -> Slot {
    Slot::list(&COLLECTIONS_OF.prefix(""))
}

/// The collection of a record's key, if it is the record of one.
#[must_use]
pub fn slug_of(key: &Key) -> Option<Slug> {
    (key.space() == SPACE.name).then(|| key.name().parse().ok())?
}

/// The photo of a record's key, if it is the record of a photo's place in a collection.
#[must_use]
pub fn photo_of_item(key: &Key) -> Option<PhotoId> {
    let (_, photo) = key.name().split_once('/').filter(|_| key.space() == ITEMS.name)?;
    photo.parse().ok()
}

/// Lookups of collections.
#[derive(Clone)]
pub struct Collections {
    store: Arc<dyn RecordStore>,
    recent: Recent<CollectionRecord>,
    contents: Cached,
    filled: Cached,
    titles: Titles,
}

impl Collections {
    /// Lookups in this store.
    #[must_use]
    pub fn new(store: Arc<dyn RecordStore>) -> Self {
        Self {
            store,
            recent: Recent::of(RECENT),
            contents: Cached::default(),
            filled: Cached::default(),
            titles: Titles::default(),
        }
    }

    /// A collection.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn get(&self, slug: &Slug) -> Result<Option<Stored<Arc<CollectionRecord>>>, CatalogError> {
        self.recent.one(&self.store, key(slug)).await
    }

    /// A part of a list, from the cursor of an earlier part on.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn list(
        &self,
        list: &CollectionList,
        after: Option<&str>,
        limit: usize,
    ) -> Result<CollectionPage, CatalogError> {
        let prefix = list.prefix();
        let start = after.map(|cursor| format!("{prefix}{cursor}"));
        let mut hits = self.store.lookup(&prefix, start.as_deref(), limit.saturating_add(1), list.direction()).await?;
        let more = hits.len() > limit;
        hits.truncate(limit);
        let next =
            hits.last().filter(|_| more).and_then(|hit| hit.index.as_str().strip_prefix(&prefix)).map(str::to_owned);
        let total = self.store.count(&prefix).await?;
        let keys: Vec<Key> = hits.into_iter().map(|hit| hit.key).collect();
        Ok(CollectionPage { collections: records::many(&self.store, &keys).await?, next, total })
    }

    /// How many collections a list has.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn count(&self, list: &CollectionList) -> Result<usize, CatalogError> {
        self.store.count(&list.prefix()).await
    }

    /// All collections by their titles, in no order.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn titled(&self) -> Result<Vec<Arc<Titled>>, CatalogError> {
        self.titles.all(&self.store).await
    }

    /// The names of the collections inside one, up to so many.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn inside(&self, parent: &Slug, limit: usize) -> Result<Vec<Slug>, CatalogError> {
        let prefix = CollectionList::Inside(parent.clone()).prefix();
        let hits = self.store.lookup(&prefix, None, limit, Direction::Ascending).await?;
        Ok(hits.iter().filter_map(|hit| hit.key.name().parse().ok()).collect())
    }

    /// The photos of a living collection as they were last read, current or not.
    #[must_use]
    pub fn filled(&self, slug: &Slug) -> Option<Arc<Contents>> {
        self.filled.get(slug)
    }

    /// Keeps the photos of a living collection in memory.
    pub fn keep_filled(&self, slug: &Slug, contents: Arc<Contents>) {
        self.filled.keep(slug, contents);
    }

    /// The photos that people put into a collection and that everyone may see.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn contents(&self, slug: &Slug) -> Result<Arc<Contents>, CatalogError> {
        self.contents.of(&self.store, slug).await
    }

    /// All the photos of a collection with their ranks, in its order, public or not.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn order(&self, slug: &Slug) -> Result<Vec<(Rank, PhotoId)>, CatalogError> {
        let prefix = items_of(slug);
        let hits = self.store.lookup(&prefix, None, MOST_PHOTOS.saturating_mul(2), Direction::Ascending).await?;
        Ok(placed(&prefix, &hits))
    }

    /// The rank of the last photo of a collection.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn last_rank(&self, slug: &Slug) -> Result<Option<Rank>, CatalogError> {
        let prefix = items_of(slug);
        let hits = self.store.lookup(&prefix, None, 1, Direction::Descending).await?;
        Ok(placed(&prefix, &hits).first().map(|(rank, _)| *rank))
    }

    /// How many photos a collection has, public or not.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn count_items(&self, slug: &Slug) -> Result<usize, CatalogError> {
        self.store.count(&items_of(slug)).await
    }

    /// Those of these photos that a collection has.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn items(&self, slug: &Slug, photos: &[PhotoId]) -> Result<Vec<Stored<CollectionItem>>, CatalogError> {
        let keys: Vec<Key> = photos.iter().map(|photo| item_key(slug, photo)).collect();
        records::many(&self.store, &keys).await
    }

    /// The collections that a photo is in, public or not.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn with_photo(&self, photo: &PhotoId) -> Result<Vec<Slug>, CatalogError> {
        let prefix = with_photo(photo);
        let hits = self.store.lookup(&prefix, None, MOST_OF_PHOTO, Direction::Ascending).await?;
        Ok(hits.iter().filter_map(|hit| hit.index.as_str().strip_prefix(&prefix)?.parse().ok()).collect())
    }

    /// The collections that show a photo in a pair, public or not.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn with_pair(&self, photo: &PhotoId) -> Result<Vec<Slug>, CatalogError> {
        let prefix = with_pair(photo);
        let hits = self.store.lookup(&prefix, None, MOST_OF_PHOTO, Direction::Ascending).await?;
        Ok(hits.iter().filter_map(|hit| hit.index.as_str().strip_prefix(&prefix)?.parse().ok()).collect())
    }

    /// The keys of all the places that a photo has in collections.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn item_keys_of(&self, photo: &PhotoId) -> Result<Vec<Key>, CatalogError> {
        let hits = self.store.lookup(&with_photo(photo), None, usize::MAX, Direction::Ascending).await?;
        Ok(hits.into_iter().map(|hit| hit.key).collect())
    }

    /// Whether a collection already told this person that a photo of theirs is in it.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn has_told(&self, slug: &Slug, person: &Handle) -> Result<bool, CatalogError> {
        Ok(!self.store.lookup(&told(slug, person), None, 1, Direction::Ascending).await?.is_empty())
    }

    /// The photo by which a collection told a person that one of theirs is in it, if it did.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn told_by(&self, slug: &Slug, person: &Handle) -> Result<Option<CollectionItem>, CatalogError> {
        let hits = self.store.lookup(&told(slug, person), None, 1, Direction::Ascending).await?;
        let Some(hit) = hits.into_iter().next() else { return Ok(None) };
        let kept: Option<Stored<CollectionItem>> = records::one(&self.store, hit.key).await?;
        Ok(kept.map(|kept| kept.record))
    }

    /// The collections that told a person of their photos, at this place among their news.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn news_at(&self, person: &Handle, place: &NewsPlace) -> Result<Vec<Slug>, CatalogError> {
        let prefix = format!("{}{place}/", news_of(person));
        let hits = self.store.lookup(&prefix, None, MOST_OF_PHOTO, Direction::Ascending).await?;
        Ok(hits.iter().filter_map(|hit| hit.index.as_str().strip_prefix(&prefix)?.parse().ok()).collect())
    }
}

/// The photos in these entries of the index of a collection.
fn placed(prefix: &str, hits: &[IndexHit]) -> Vec<(Rank, PhotoId)> {
    let read = |hit: &IndexHit| {
        let (rank, photo) = hit.index.as_str().strip_prefix(prefix)?.split_once('/')?;
        Some((rank.parse().ok()?, photo.parse().ok()?))
    };
    hits.iter().filter_map(read).collect()
}

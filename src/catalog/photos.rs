//! Photos in the catalogue: their keys, the indexes they are found by, and their lookups.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use super::{
    error::CatalogError,
    noun::{self, Kept},
    recent::Recent,
    stamps::Slot,
    store::{Direction, Key, RecordStore},
};
use crate::domain::{
    doubt,
    hash::ContentHash,
    page::Page,
    person::Handle,
    photo::{PhotoId, PhotoRecord, State},
    tag::Tag,
};

/// The space of photo keys.
pub const SPACE: &str = "photo";

/// The key of a photo's record.
#[must_use]
pub fn key(id: &PhotoId) -> Key {
    Key::new(SPACE, id.as_str())
}

/// The index key that one contributor's deposit of these bytes claims.
#[must_use]
pub fn own_bytes(contributor: &Handle, hash: ContentHash) -> Key {
    Key::new("own-bytes", &format!("{contributor}/{hash}"))
}

/// The index key of photos that had these bytes, were public and are no more: what was taken away does not come back
/// without a person having looked.
#[must_use]
pub fn withdrawn_bytes(hash: ContentHash) -> Key {
    Key::new("withdrawn-bytes", &hash.to_hex())
}

/// The index key that the one public photo of these bytes claims.
#[must_use]
pub fn public_bytes(hash: ContentHash) -> Key {
    Key::new("public-bytes", &hash.to_hex())
}

/// An instant that sorts as text: microseconds since 1970, twenty digits.
fn sortable(at: Timestamp) -> String {
    format!("{:020}", at.as_microsecond().max(0))
}

/// Every index key of a photo: defined here once, for all engines.
#[must_use]
pub fn index(photo: &PhotoRecord) -> Vec<Key> {
    let hash = photo.original.blake3;
    let id = &photo.id;
    let created = sortable(photo.created);
    let mut keys = vec![
        Key::new("bytes", &hash.to_hex()),
        Key::new("mine", &format!("{}/{created}/{id}", photo.contributor)),
        Key::new("state", &format!("{}/{}/{id}", photo.state.name(), sortable(photo.updated))),
    ];
    // What was taken back before anyone saw it leaves no claim: its file may be given again.
    if photo.state != State::Withdrawn || photo.published.is_some() {
        keys.push(own_bytes(&photo.contributor, hash));
    }
    match photo.state {
        State::Published => keys.push(public_bytes(hash)),
        State::Withdrawn if photo.published.is_some() => keys.push(withdrawn_bytes(hash)),
        _ => {}
    }
    if let (false, Some(contest)) = (photo.state == State::Withdrawn, photo.open_contests().next()) {
        keys.push(Key::new("contested", &format!("{}/{id}", sortable(contest.at))));
    }
    if let (State::Published, Some(published)) = (photo.state, photo.published) {
        let when = sortable(published);
        keys.push(Key::new("newest", &format!("{when}/{id}")));
        keys.extend(photo.named_contributor().map(|giver| Key::new("by", &format!("{giver}/{when}/{id}"))));
        keys.extend(photo.tags.iter().map(|tag| Key::new("tag", &format!("{tag}/{when}/{id}"))));
        if photo.is_public_unseen() && doubt::is_to_look_at(photo) {
            keys.push(Key::new("doubtful", &format!("{when}/{id}")));
        }
    }
    keys
}

/// A list of photos in an order of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shelf {
    /// Published photos, newest first.
    Newest,
    /// Published photos of one contributor, newest first.
    By(Handle),
    /// All photos of one contributor, latest received first.
    Mine(Handle),
    /// Published photos with one tag, newest first.
    Tagged(Tag),
    /// Photos that wait for a moderator, oldest first.
    Submitted,
    /// Public photos under a licence that no moderator looked at and whose file says something else than their contributor,
    /// oldest first.
    Doubtful,
    /// Photos whose contributor contests what staff changed of its credit, and nobody of the staff has read it, oldest first.
    Contested,
    /// Every photo that has these bytes.
    Bytes(ContentHash),
}

impl Shelf {
    fn prefix(&self) -> String {
        match self {
            Self::Newest => "newest/".to_owned(),
            Self::By(handle) => format!("by/{handle}/"),
            Self::Mine(handle) => format!("mine/{handle}/"),
            Self::Tagged(tag) => format!("tag/{tag}/"),
            Self::Submitted => format!("state/{}/", State::Submitted.name()),
            Self::Doubtful => "doubtful/".to_owned(),
            Self::Contested => "contested/".to_owned(),
            Self::Bytes(hash) => format!("bytes/{hash}"),
        }
    }

    /// The slot of its stamp: it changes when a photo comes, goes or is written again.
    #[must_use]
    pub fn slot(&self) -> Slot {
        Slot::list(&self.prefix())
    }

    const fn direction(&self) -> Direction {
        match self {
            Self::Submitted | Self::Doubtful | Self::Contested | Self::Bytes(_) => Direction::Ascending,
            _ => Direction::Descending,
        }
    }
}

/// Photos kept as they were read, some 4 KB each: those looked at now, their pages in each language, files and frames.
const RECENT: usize = 500;

/// Lookups of photos.
#[derive(Clone)]
pub struct Photos {
    store: Arc<dyn RecordStore>,
    recent: Recent<PhotoRecord>,
}

impl Photos {
    /// Looks photos up in this store.
    #[must_use]
    pub fn new(store: Arc<dyn RecordStore>) -> Self {
        Self { store, recent: Recent::of(RECENT) }
    }

    /// One photo.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn get(&self, id: &PhotoId) -> Result<Option<Kept<Arc<PhotoRecord>>>, CatalogError> {
        self.recent.one(&self.store, key(id)).await
    }

    /// Some photos, in the order asked, without those that are not there.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn get_many(&self, ids: &[PhotoId]) -> Result<Vec<Kept<PhotoRecord>>, CatalogError> {
        noun::many(&self.store, &ids.iter().map(key).collect::<Vec<_>>()).await
    }

    /// How many photos stand on a shelf.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn count(&self, shelf: &Shelf) -> Result<usize, CatalogError> {
        self.store.count(&shelf.prefix()).await
    }

    /// The photo that one contributor made of these bytes.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn own(&self, who: &Handle, hash: ContentHash) -> Result<Option<Kept<PhotoRecord>>, CatalogError> {
        self.first(own_bytes(who, hash).as_str()).await
    }

    /// The photo of these bytes that is or was public.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn public(&self, hash: ContentHash) -> Result<Option<Kept<PhotoRecord>>, CatalogError> {
        self.first(public_bytes(hash).as_str()).await
    }

    /// The photo of these bytes that was public and was withdrawn, if there is one; of several, the one withdrawn last.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn withdrawn(&self, hash: ContentHash) -> Result<Option<Kept<PhotoRecord>>, CatalogError> {
        // Each was looked at by a person before it came back: there are never many.
        const MOST: usize = 50;
        let index = withdrawn_bytes(hash);
        let hits = self.store.lookup(index.as_str(), None, MOST, Direction::Ascending).await?;
        let keys: Vec<Key> = hits.into_iter().map(|hit| hit.key).collect();
        let photos: Vec<Kept<PhotoRecord>> = noun::many(&self.store, &keys).await?;
        Ok(photos.into_iter().max_by_key(|kept| kept.record.updated))
    }

    async fn first(&self, index: &str) -> Result<Option<Kept<PhotoRecord>>, CatalogError> {
        let hits = self.store.lookup(index, None, 1, Direction::Ascending).await?;
        match hits.into_iter().next() {
            Some(hit) => noun::one(&self.store, hit.key).await,
            None => Ok(None),
        }
    }

    /// The photos that one person gave within this time of an instant, a hundred at most.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn given_around(
        &self,
        who: &Handle,
        at: Timestamp,
        within: SignedDuration,
    ) -> Result<Vec<PhotoRecord>, CatalogError> {
        /// What says where most of them were taken.
        const MOST: usize = 100;
        let (Ok(first), Ok(last)) = (at.checked_sub(within), at.checked_add(within)) else { return Ok(Vec::new()) };
        let prefix = Shelf::Mine(who.clone()).prefix();
        // `~` comes after every photo of that instant.
        let start = format!("{prefix}{}/~", sortable(last));
        let hits = self.store.lookup(&prefix, Some(&start), MOST, Direction::Descending).await?;
        let keys: Vec<Key> = hits.into_iter().map(|hit| hit.key).collect();
        let photos: Vec<Kept<PhotoRecord>> = noun::many(&self.store, &keys).await?;
        Ok(photos.into_iter().map(|kept| kept.record).filter(|photo| photo.created >= first).collect())
    }

    /// A page of a list, from a cursor that an earlier page gave.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn shelf(&self, shelf: &Shelf, after: Option<&str>, limit: usize) -> Result<Page, CatalogError> {
        self.listed(&shelf.prefix(), shelf.direction(), after, limit).await
    }

    async fn listed(
        &self,
        prefix: &str,
        direction: Direction,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Page, CatalogError> {
        let start = after.map(|cursor| format!("{prefix}{cursor}"));
        let mut hits = self.store.lookup(prefix, start.as_deref(), limit.saturating_add(1), direction).await?;
        let more = hits.len() > limit;
        hits.truncate(limit);
        let next = hits.last().filter(|_| more).and_then(|hit| hit.index.strip_prefix(prefix)).map(str::to_owned);
        let total = self.store.count(prefix).await?;
        let keys: Vec<Key> = hits.into_iter().map(|hit| hit.key).collect();
        Ok(Page { photos: noun::many(&self.store, &keys).await?, next, total })
    }
}

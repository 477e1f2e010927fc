//! Photos in the catalogue: lists of them, and lookups.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp, civil::Date};

use super::{
    error::CatalogError,
    recent::Recent,
    records,
    spaces::photo::{
        AUTHOR, BY, BYTES, CONTESTED, DAY, DOUBTFUL, GIVEN, LACKING, LOOK, MINE, NEWEST, PIXELS, PLACE, REPLACING,
        SQUARE, STATE, TAG, name, sortable,
    },
    stamps::Slot,
    store::{BatchId, Direction, Entry, IndexHit, IndexKey, Key, Record, RecordStore, Seq},
};
use crate::domain::{
    hash::ContentHash,
    lane::Lane,
    likeness::{LookAlike, MOST_DISTANT, distance, nearest},
    page::Page,
    person::Handle,
    photo::{PhotoId, PhotoRecord, State},
    square::Square,
    stored::Stored,
    tag::Tag,
};

pub use super::spaces::photo::{SPACE, key, own_bytes, public_bytes, withdrawn_bytes};

/// A list of photos, in its own order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shelf {
    /// Published photos, newest first.
    Newest,
    /// Published photos of one contributor who is their author, newest first.
    By(Handle),
    /// Published photos of other authors that one contributor gave, newest first.
    Given(Handle),
    /// All photos of one contributor, latest received first.
    Mine(Handle),
    /// Published photos with one tag, newest first.
    Tagged(Tag),
    /// Published photos of the place of this name, newest first; perhaps some of another place too.
    Placed(String),
    /// Published photos of a square of the Earth, newest first.
    Within(Square),
    /// Published photos that were taken on this day, newest first.
    Taken(Date),
    /// Published photos of the author of this name, newest first; perhaps some of another author too.
    Authored(String),
    /// Published photos that lack something, newest first.
    Lacking(Lane),
    /// Photos that wait for a moderator, oldest first.
    Submitted,
    /// Public photos under a licence that no moderator reviewed and whose file contradicts their contributor, oldest
    /// first.
    Doubtful,
    /// Photos with a contest of their credit that no staff member has read, oldest first.
    Contested,
    /// Published photos whose contributor sent a better file, oldest first.
    Replacing,
    /// Withdrawn photos, latest first, those that were never public too.
    Withdrawn,
    /// Every photo that has these bytes.
    Bytes(ContentHash),
    /// Every photo that has these decoded samples.
    Pixels(ContentHash),
}

impl Shelf {
    fn prefix(&self) -> String {
        match self {
            Self::Newest => NEWEST.prefix(""),
            Self::By(handle) => BY.prefix(&format!("{handle}/")),
            Self::Given(handle) => GIVEN.prefix(&format!("{handle}/")),
            Self::Mine(handle) => MINE.prefix(&format!("{handle}/")),
            Self::Tagged(tag) => TAG.prefix(&format!("{}/", tag.key())),
            Self::Placed(place) => PLACE.prefix(&format!("{}/", name(place))),
            Self::Within(square) => SQUARE.prefix(&format!("{square}/")),
            Self::Taken(day) => DAY.prefix(&format!("{day}/")),
            Self::Authored(author) => AUTHOR.prefix(&format!("{}/", name(author))),
            Self::Lacking(lane) => LACKING.prefix(&format!("{}/", lane.name())),
            Self::Submitted => STATE.prefix(&format!("{}/", State::Submitted.name())),
            Self::Withdrawn => STATE.prefix(&format!("{}/", State::Withdrawn.name())),
            Self::Doubtful => DOUBTFUL.prefix(""),
            Self::Contested => CONTESTED.prefix(""),
            Self::Replacing => REPLACING.prefix(""),
            Self::Bytes(hash) => BYTES.prefix(&hash.to_hex()),
            Self::Pixels(hash) => PIXELS.prefix(&hash.to_hex()),
        }
    }

    /// The slot of its stamp: it changes when a photo comes, goes or is written again.
    #[must_use]
    pub fn slot(&self) -> Slot {
        Slot::list(&self.prefix())
    }

    const fn direction(&self) -> Direction {
        match self {
            Self::Submitted | Self::Doubtful | Self::Contested | Self::Replacing | Self::Bytes(_) | Self::Pixels(_) => {
                Direction::Ascending
            }
            _ => Direction::Descending,
        }
    }
}

/// The photo that a key names, if it is that of one.
#[must_use]
pub fn id_of(key: &Key) -> Option<PhotoId> {
    key.as_str().strip_prefix(SPACE.name)?.strip_prefix('/')?.parse().ok()
}

/// What an entry made of a photo.
#[derive(Clone, Debug)]
pub struct PhotoVersion {
    /// The number of the entry.
    pub seq: Seq,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: String,
    /// The name of the gesture.
    pub gesture: String,
    /// The batch that the entry belongs to.
    pub batch: Option<BatchId>,
    /// Why, in words.
    pub note: Option<String>,
    /// The photo after it.
    pub photo: PhotoRecord,
}

/// Photos in memory, some 4 KB each: those that are read now, for their pages in each language, files and frames.
const RECENT: usize = 500;

/// Lookups of photos.
#[derive(Clone)]
pub struct Photos {
    store: Arc<dyn RecordStore>,
    recent: Recent<PhotoRecord>,
}

impl Photos {
    /// Lookups in this store.
    #[must_use]
    pub fn new(store: Arc<dyn RecordStore>) -> Self {
        Self { store, recent: Recent::of(RECENT) }
    }

    /// One photo.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn get(&self, id: &PhotoId) -> Result<Option<Stored<Arc<PhotoRecord>>>, CatalogError> {
        self.recent.one(&self.store, key(id)).await
    }

    /// Some photos, in the order asked, without those that are not there.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn get_many(&self, ids: &[PhotoId]) -> Result<Vec<Stored<PhotoRecord>>, CatalogError> {
        records::many(&self.store, &ids.iter().map(key).collect::<Vec<_>>()).await
    }

    /// Photos of every state whose ids begin so, in the order of their ids, from the one after this on.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn by_id(
        &self,
        beginning: &str,
        after: Option<&PhotoId>,
        limit: usize,
    ) -> Result<Vec<Stored<PhotoRecord>>, CatalogError> {
        let prefix = format!("{}/{beginning}", SPACE.name);
        let after = after.map(key);
        let after = after.as_ref().map(Key::as_str);
        let found = self.store.scan(&prefix, after, limit, Direction::Ascending).await?;
        found.iter().map(records::read).collect()
    }

    /// How many photos a list has.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn count(&self, shelf: &Shelf) -> Result<usize, CatalogError> {
        self.store.count(&shelf.prefix()).await
    }

    /// The hashes of the originals of all photos, those that they had or are to have among them, each with one of its photos: in
    /// their order, after one of them, `limit` at most. Empty at the end only.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn originals(
        &self,
        after: Option<ContentHash>,
        limit: usize,
    ) -> Result<Vec<(ContentHash, PhotoId)>, CatalogError> {
        let prefix = BYTES.prefix("");
        let after = after.map(|hash| BYTES.prefix(&hash.to_hex()));
        let hits = self.store.lookup(&prefix, after.as_deref(), limit, Direction::Ascending).await?;
        let read = |hit: &IndexHit| -> Option<(ContentHash, PhotoId)> {
            Some((hit.index.as_str().strip_prefix(&prefix)?.parse().ok()?, hit.key.name().parse().ok()?))
        };
        let mut originals: Vec<_> = hits.iter().filter_map(read).collect();
        originals.dedup_by_key(|(hash, _)| *hash);
        Ok(originals)
    }

    /// Whether any photo has, had or is to have these bytes.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn has_original(&self, hash: ContentHash) -> Result<bool, CatalogError> {
        let prefix = Shelf::Bytes(hash).prefix();
        Ok(!self.store.lookup(&prefix, None, 1, Direction::Ascending).await?.is_empty())
    }

    /// The photo that one contributor made of these bytes.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn own(&self, who: &Handle, hash: ContentHash) -> Result<Option<Stored<PhotoRecord>>, CatalogError> {
        self.first(&own_bytes(who, hash)).await
    }

    /// The photo of these bytes that is or was public.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn public(&self, hash: ContentHash) -> Result<Option<Stored<PhotoRecord>>, CatalogError> {
        self.first(&public_bytes(hash)).await
    }

    /// The photo of these bytes that was public and was withdrawn, if there is one; of several, the one withdrawn last.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn withdrawn(&self, hash: ContentHash) -> Result<Option<Stored<PhotoRecord>>, CatalogError> {
        // A person reviewed each before it came back: there are never many.
        const MOST: usize = 50;
        let index = withdrawn_bytes(hash);
        let hits = self.store.lookup(index.as_str(), None, MOST, Direction::Ascending).await?;
        let keys: Vec<Key> = hits.into_iter().map(|hit| hit.key).collect();
        let photos: Vec<Stored<PhotoRecord>> = records::many(&self.store, &keys).await?;
        Ok(photos.into_iter().max_by_key(|kept| kept.record.updated))
    }

    /// Photos that are not decided on yet and look alike, the nearest first. All hashes of such photos are compared: some
    /// thousands wait at most, also in a large library.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn unpublished_alike(&self, look: u64, limit: usize) -> Result<Vec<LookAlike>, CatalogError> {
        /// How many index keys are read at a time.
        const AT_A_TIME: usize = 5_000;
        let prefix = LOOK.prefix("");
        let mut found = Vec::new();
        let mut after: Option<String> = None;
        loop {
            let hits = self.store.lookup(&prefix, after.as_deref(), AT_A_TIME, Direction::Ascending).await?;
            found.extend(hits.iter().filter_map(|hit| {
                let (own, id) = hit.index.as_str().strip_prefix(&prefix)?.split_once('/')?;
                let distance = distance(look, u64::from_str_radix(own, 16).ok()?, MOST_DISTANT)?;
                Some(LookAlike { id: id.parse().ok()?, distance })
            }));
            match hits.last().filter(|_| hits.len() == AT_A_TIME) {
                Some(last) => after = Some(last.index.as_str().to_owned()),
                None => return Ok(nearest(found, limit)),
            }
        }
    }

    async fn first(&self, index: &IndexKey) -> Result<Option<Stored<PhotoRecord>>, CatalogError> {
        let hits = self.store.lookup(index.as_str(), None, 1, Direction::Ascending).await?;
        match hits.into_iter().next() {
            Some(hit) => records::one(&self.store, hit.key).await,
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
        /// Enough to tell where most of them were taken.
        const MOST: usize = 100;
        let (Ok(first), Ok(last)) = (at.checked_sub(within), at.checked_add(within)) else { return Ok(Vec::new()) };
        let prefix = Shelf::Mine(who.clone()).prefix();
        // `~` comes after every photo of that instant.
        let start = format!("{prefix}{}/~", sortable(last));
        let hits = self.store.lookup(&prefix, Some(&start), MOST, Direction::Descending).await?;
        let keys: Vec<Key> = hits.into_iter().map(|hit| hit.key).collect();
        let photos: Vec<Stored<PhotoRecord>> = records::many(&self.store, &keys).await?;
        Ok(photos.into_iter().map(|kept| kept.record).filter(|photo| photo.created >= first).collect())
    }

    /// Up to so many changes of a photo, the latest first, those before the entry of this number.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn history(
        &self,
        id: &PhotoId,
        before: Option<Seq>,
        limit: usize,
    ) -> Result<Vec<PhotoVersion>, CatalogError> {
        let own = key(id);
        let mut versions: Vec<PhotoVersion> = Vec::new();
        let mut before = before;
        // A page of entries is bounded by its bytes, and an entry of a batch has those of other photos too.
        while versions.len() < limit {
            let left = limit.saturating_sub(versions.len());
            let page = self.store.history(&own, before, left, Direction::Descending).await?;
            let Some(last) = page.last() else { break };
            before = Some(last.seq);
            for entry in page {
                versions.extend(version(entry, &own)?);
            }
        }
        Ok(versions)
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
        let next =
            hits.last().filter(|_| more).and_then(|hit| hit.index.as_str().strip_prefix(prefix)).map(str::to_owned);
        let keys: Vec<Key> = hits.into_iter().map(|hit| hit.key).collect();
        // A list that fits into its first page is counted already.
        let count = async { if after.is_none() && !more { Ok(keys.len()) } else { self.store.count(prefix).await } };
        let (total, photos) = tokio::try_join!(count, records::many(&self.store, &keys))?;
        Ok(Page { photos, next, total })
    }

    /// The first photos of a list, `limit` at most, without one of them. The list is not counted.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn others(
        &self,
        shelf: &Shelf,
        except: &PhotoId,
        limit: usize,
    ) -> Result<Vec<PhotoRecord>, CatalogError> {
        let hits = self.store.lookup(&shelf.prefix(), None, limit, shelf.direction()).await?;
        let except = key(except);
        let keys: Vec<Key> = hits.into_iter().map(|hit| hit.key).filter(|key| *key != except).collect();
        Ok(records::many(&self.store, &keys).await?.into_iter().map(|kept| kept.record).collect())
    }
}

/// What an entry made of this photo; nothing when it removed it.
fn version(entry: Entry, own: &Key) -> Result<Option<PhotoVersion>, CatalogError> {
    let Entry { seq, at, actor, gesture, batch, records: written, note } = entry;
    // The last one, where an entry writes it twice.
    let Some(body) = written.into_iter().rfind(|written| written.key == *own).and_then(|written| written.body) else {
        return Ok(None);
    };
    let Stored { record: photo, .. } = records::read(&Record { key: own.clone(), revision: seq, body })?;
    Ok(Some(PhotoVersion { seq, at, actor, gesture: gesture.into_owned(), batch, note, photo }))
}

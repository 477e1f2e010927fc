//! Tags in the catalogue: their records, and all of them together in memory.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

use jiff::Timestamp;
use tokio::sync::Mutex;

use super::{
    error::CatalogError,
    records,
    spaces::tag::{NAME, SPACE},
    stamps::Slot,
    store::{BatchId, Direction, Key, Record, RecordStore, Seq},
};
use crate::domain::{
    stored::Stored,
    tag::{
        TagKey,
        record::{MOST_RECORDS, TagRecord},
        vocabulary::Vocabulary,
    },
};

pub use super::spaces::tag::{key, named};

/// Records that are read at a time: some hundreds of kilobytes.
const PART: usize = 500;

/// What an entry made of a tag's record.
#[derive(Clone, Debug)]
pub struct TagVersion {
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
    /// The record after it; nothing where it was removed.
    pub record: Option<TagRecord>,
}

/// The records, as they were read at some entry of the journal.
#[derive(Default)]
struct Read {
    seq: Seq,
    records: HashMap<Key, (u64, Arc<TagRecord>)>,
    vocabulary: Arc<Vocabulary>,
}

/// Lookups of tags.
#[derive(Clone)]
pub struct Tags {
    store: Arc<dyn RecordStore>,
    // Locked to take it, never while it is made.
    read: Arc<RwLock<Option<Arc<Read>>>>,
    /// Held by the one who makes it.
    making: Arc<Mutex<()>>,
}

/// Whether a key is that of a tag's record.
#[must_use]
pub fn is_one(key: &Key) -> bool {
    key.space() == SPACE.name
}

/// The slot that changes with every record of a tag.
#[must_use]
pub fn slot() -> Slot {
    Slot::list(&NAME.prefix(""))
}

/// The slot of the record that has this word as its name or as a synonym.
#[must_use]
pub fn slot_of_name(word: &TagKey) -> Slot {
    Slot::list(named(word).as_str())
}

impl Tags {
    /// Lookups in this store.
    #[must_use]
    pub fn new(store: Arc<dyn RecordStore>) -> Self {
        Self { store, read: Arc::default(), making: Arc::default() }
    }

    /// What a record says of a tag, if there is one.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn get(&self, tag: &TagKey) -> Result<Option<Stored<TagRecord>>, CatalogError> {
        records::one(&self.store, key(tag)).await
    }

    /// What all records say together: from memory while none of them changed. Of those that changed, the others are not
    /// parsed again.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn vocabulary(&self) -> Result<Arc<Vocabulary>, CatalogError> {
        if let Some(read) = self.current() {
            return Ok(Arc::clone(&read.vocabulary));
        }
        let _one = self.making.lock().await;
        if let Some(read) = self.current() {
            return Ok(Arc::clone(&read.vocabulary));
        }
        let read = Arc::new(self.read_again().await?);
        let vocabulary = Arc::clone(&read.vocabulary);
        *self.read.write().unwrap_or_else(PoisonError::into_inner) = Some(read);
        Ok(vocabulary)
    }

    fn last(&self) -> Option<Arc<Read>> {
        self.read.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What was read, while no record changed since.
    fn current(&self) -> Option<Arc<Read>> {
        self.last().filter(|read| self.store.stamps().are_unchanged(&[slot()], read.seq))
    }

    async fn read_again(&self) -> Result<Read, CatalogError> {
        let before = self.last().unwrap_or_default();
        // Read before the records: a change meanwhile makes them stale.
        let seq = self.store.seq();
        let mut all: HashMap<Key, (u64, Arc<TagRecord>)> = HashMap::with_capacity(before.records.len());
        let mut after: Option<Key> = None;
        while all.len() < MOST_RECORDS {
            let after_key = after.as_ref().map(Key::as_str);
            let page = self.store.scan(&SPACE.prefix(), after_key, PART, Direction::Ascending).await?;
            let Some(last) = page.last() else { break };
            after = Some(last.key.clone());
            for record in &page {
                let known = before.records.get(&record.key).filter(|(revision, _)| *revision == record.revision);
                let parsed = match known {
                    Some((_, known)) => Arc::clone(known),
                    None => Arc::new(records::read(record)?.record),
                };
                all.insert(record.key.clone(), (record.revision, parsed));
            }
        }
        let vocabulary = Arc::new(Vocabulary::of(all.values().map(|(_, record)| Arc::clone(record))));
        Ok(Read { seq, records: all, vocabulary })
    }

    /// Up to `limit` changes of a tag's record before an entry, the latest first.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn history(
        &self,
        tag: &TagKey,
        before: Option<Seq>,
        limit: usize,
    ) -> Result<Vec<TagVersion>, CatalogError> {
        let own = key(tag);
        let mut versions: Vec<TagVersion> = Vec::new();
        let mut before = before;
        // A page of entries is bounded by its bytes, and an entry of a batch has those of other records too.
        while versions.len() < limit {
            let left = limit.saturating_sub(versions.len());
            let page = self.store.history(&own, before, left, Direction::Descending).await?;
            let Some(last) = page.last() else { break };
            before = Some(last.seq);
            for entry in page {
                let written = entry.records.into_iter().rfind(|written| written.key == own);
                let body = written.and_then(|written| written.body);
                let read = body.map(|body| records::read(&Record { key: own.clone(), revision: entry.seq, body }));
                versions.push(TagVersion {
                    seq: entry.seq,
                    at: entry.at,
                    actor: entry.actor,
                    gesture: entry.gesture.into_owned(),
                    batch: entry.batch,
                    note: entry.note,
                    record: read.transpose()?.map(|stored: Stored<TagRecord>| stored.record),
                });
            }
        }
        Ok(versions)
    }
}

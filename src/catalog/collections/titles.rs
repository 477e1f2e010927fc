//! The titles of all collections, read from their records once and kept in memory until a collection comes, goes or is written
//! again: people name a collection by its title, and no index has the titles.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

use tokio::sync::Mutex;

use super::{CollectionList, SPACE};
use crate::{
    catalog::{
        error::CatalogError,
        records,
        store::{Direction, Key, RecordStore, Seq},
    },
    domain::{collection::CollectionRecord, fold::fold},
};

/// Records that are read at a time: some hundreds of kilobytes.
const PART: usize = 500;
/// The most collections whose titles are kept, some hundred bytes each. Any others are named by their address.
const MOST_TITLES: usize = 20_000;

/// A collection by its title.
#[derive(Clone, Debug)]
pub struct Titled {
    /// The title, folded.
    pub folded: String,
    /// Its record, without its text and its lists of photos.
    pub record: CollectionRecord,
}

impl Titled {
    fn of(mut record: CollectionRecord) -> Self {
        (record.text, record.query) = (None, None);
        (record.except, record.pairs) = (Vec::new(), Vec::new());
        Self { folded: fold(record.title.as_str()), record }
    }
}

/// The titles, as they were read at some entry of the journal.
#[derive(Default)]
struct Read {
    seq: Seq,
    titles: HashMap<Key, (u64, Arc<Titled>)>,
}

/// The titles of all collections.
#[derive(Clone, Default)]
pub(super) struct Titles {
    // Locked to take it, never while it is made.
    read: Arc<RwLock<Arc<Read>>>,
    /// Held by the one who makes it.
    making: Arc<Mutex<()>>,
}

impl Titles {
    /// The titles, in no order. Of the records that did not change, none is parsed again.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub(super) async fn all(&self, store: &Arc<dyn RecordStore>) -> Result<Vec<Arc<Titled>>, CatalogError> {
        let slots = [CollectionList::Public.slot(), CollectionList::Drafts.slot()];
        let current = || {
            let read = Arc::clone(&self.read.read().unwrap_or_else(PoisonError::into_inner));
            (read.seq > 0 && store.stamps().are_unchanged(&slots, read.seq)).then_some(read)
        };
        let read = if let Some(read) = current() {
            read
        } else {
            let _one = self.making.lock().await;
            match current() {
                Some(read) => read,
                None => self.read_again(store).await?,
            }
        };
        Ok(read.titles.values().map(|(_, titled)| Arc::clone(titled)).collect())
    }

    async fn read_again(&self, store: &Arc<dyn RecordStore>) -> Result<Arc<Read>, CatalogError> {
        let before = Arc::clone(&self.read.read().unwrap_or_else(PoisonError::into_inner));
        // Read before the records: a change meanwhile makes them stale.
        let mut read = Read { seq: store.seq(), titles: HashMap::with_capacity(before.titles.len()) };
        let mut after: Option<Key> = None;
        while read.titles.len() < MOST_TITLES {
            let page = store.scan(&SPACE.prefix(), after.as_ref().map(Key::as_str), PART, Direction::Ascending).await?;
            let Some(last) = page.last() else { break };
            after = Some(last.key.clone());
            for record in &page {
                let known = before.titles.get(&record.key).filter(|(revision, _)| *revision == record.revision);
                let titled = match known {
                    Some((_, known)) => Arc::clone(known),
                    None => Arc::new(Titled::of(records::read(record)?.record)),
                };
                read.titles.insert(record.key.clone(), (record.revision, titled));
            }
        }
        let read = Arc::new(read);
        *self.read.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&read);
        Ok(read)
    }
}

//! The batches that somebody made last.

use std::collections::{BTreeMap, BTreeSet};

use super::{UNDO, is_undoable};
use crate::{
    catalog::{
        CatalogError,
        spaces::actor_key,
        store::{BatchId, Direction, Entry, Seq},
    },
    domain::{person::Handle, photo::PhotoId},
    library::{Library, StoreFault, curate::photo_of},
};

/// Entries that are read at a time, each with up to a hundred photos.
const PART: usize = 16;
/// The most entries that are read: who changed thousands of photos at once finds only the last of those batches.
const MOST_READ: usize = 160;

/// A batch, as a list has it.
#[derive(Clone, Debug)]
pub struct RecentBatch {
    /// Its id.
    pub batch: BatchId,
    /// When its last part was made.
    pub at: jiff::Timestamp,
    /// Whether it undoes another.
    pub is_undo: bool,
    /// Why, in words.
    pub note: Option<String>,
    /// How many photos it changed.
    pub changed: usize,
}

impl Library {
    /// The batches that this person made last, newest first.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn recent_batches(&self, who: &Handle, most: usize) -> Result<Vec<RecentBatch>, StoreFault> {
        let mut found = Found::default();
        let mut before: Option<Seq> = None;
        let mut read = 0_usize;
        // One more is begun before the last one is known to be whole.
        while found.order.len() <= most && read < MOST_READ {
            let part = self.entries_of(who, before).await?;
            let Some(last) = part.last() else { return Ok(found.list(most)) };
            before = Some(last.seq);
            read = read.saturating_add(part.len());
            part.iter().filter(|entry| is_undoable(&entry.gesture)).for_each(|entry| found.add(entry));
        }
        // The last one may have more parts that were not read.
        let whole = found.order.len().saturating_sub(1).max(1);
        Ok(found.list(most.min(whole)))
    }

    async fn entries_of(&self, who: &Handle, before: Option<Seq>) -> Result<Vec<Entry>, CatalogError> {
        self.store.history(&actor_key(who.as_str()), before, PART, Direction::Descending).await
    }
}

/// The batches found so far.
#[derive(Default)]
struct Found {
    /// In the order in which they were found.
    order: Vec<RecentBatch>,
    photos: BTreeMap<BatchId, BTreeSet<PhotoId>>,
}

impl Found {
    fn add(&mut self, entry: &Entry) {
        let Some(batch) = &entry.batch else { return };
        if !self.photos.contains_key(batch) {
            let (is_undo, note) = (entry.gesture == UNDO, entry.note.clone());
            self.order.push(RecentBatch { batch: batch.clone(), at: entry.at, is_undo, note, changed: 0 });
        }
        let photos = entry.records.iter().filter_map(|written| photo_of(&written.key));
        self.photos.entry(batch.clone()).or_default().extend(photos);
    }

    fn list(self, most: usize) -> Vec<RecentBatch> {
        let Self { order, photos } = self;
        let counted = |one: RecentBatch| {
            let changed = photos.get(&one.batch).map_or(0, BTreeSet::len);
            RecentBatch { changed, ..one }
        };
        order.into_iter().take(most).map(counted).collect()
    }
}

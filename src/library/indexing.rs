//! Brings the search index to the end of the journal, and keeps it there.
//!
//! 1. **open** the index, and check that it comes from this journal, by the digest of the entry it has reached;
//! 2. **write** what was entered since, page by page: a published photo is added, with the published collections that have
//!    it, any other is removed, also from what the archive keeps near; photos that came into a collection or left it are written again;
//! 3. **commit** once a search waits for it, or half a second later;
//! 4. **tell** waiting searches how far the index is.
//!
//! Where another node forgot something, the index is made again from the journal, which has nothing of it any more, and the
//! archive lets go of all that it keeps near.
//!
//! After any failure, it starts again from 1 after a pause: the index holds nothing that the journal does not.

use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};

use tokio::{
    sync::{Notify, watch},
    time::{Instant, sleep, sleep_until, timeout},
};

use super::{Library, StoreFault, briefly, forget};
use crate::{
    catalog::{
        CatalogError,
        collections::{self, CollectionList},
        photos,
        store::{Entry, Seq, Written},
    },
    domain::{
        causes::Causes,
        collection::Slug,
        photo::{PhotoId, PhotoRecord, State},
    },
    search::{Document, Position, SearchError, Update},
};

/// Entries indexed at a time: some megabytes of records.
const PART: usize = 1_000;
/// The gestures that show a collection to everyone, or to its members alone.
const SHOWING: [&str; 2] = ["publish-collection", "unpublish-collection"];
/// How long a change may wait to be indexed while nobody searches: one commit then covers many changes.
const LAG: Duration = Duration::from_millis(500);
/// How long a search waits for earlier changes to be indexed: longer than a commit on a slow disk, and than a small
/// library takes to open its index.
const PATIENCE: Duration = Duration::from_secs(3);
/// How long to wait before trying again what failed.
const PAUSE: Duration = Duration::from_secs(2);
/// How long to wait before checking the index again after a failed search: the query itself may be at fault.
const TRUST: Duration = Duration::from_mins(1);

/// How far the index has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IndexProgress {
    /// It cannot be searched.
    Closed,
    /// Everything up to this entry can be found.
    At(Seq),
    /// The disk is full: searches find what was committed before, until there is free space again.
    Stalled,
}

impl IndexProgress {
    /// Whether searches need not wait for this entry.
    fn is_enough_for(self, seq: Seq) -> bool {
        match self {
            Self::Closed => false,
            Self::At(reached) => reached >= seq,
            Self::Stalled => true,
        }
    }
}

/// How far the index follows the journal, and which entry searches wait for.
#[derive(Debug)]
pub(super) struct Indexing {
    reached: watch::Sender<IndexProgress>,
    /// The number of the last entry that a search waits for.
    wanted: watch::Sender<Seq>,
    /// A search failed: the files must be checked.
    suspected: Notify,
}

impl Default for Indexing {
    fn default() -> Self {
        Self {
            reached: watch::Sender::new(IndexProgress::Closed),
            wanted: watch::Sender::new(0),
            suspected: Notify::new(),
        }
    }
}

impl Indexing {
    /// Waits until this entry can be found.
    ///
    /// # Errors
    /// [`StoreFault::IndexBehind`] when that takes too long.
    pub(super) async fn reach(&self, seq: Seq) -> Result<(), StoreFault> {
        let mut reached = self.reached.subscribe();
        let is_there = |reached: &IndexProgress| reached.is_enough_for(seq);
        if is_there(&reached.borrow_and_update()) {
            return Ok(());
        }
        self.wanted.send_if_modified(|wanted| {
            let later = *wanted < seq;
            *wanted = seq.max(*wanted);
            later
        });
        match timeout(PATIENCE, reached.wait_for(is_there)).await {
            Ok(Ok(_)) => Ok(()),
            _ => Err(StoreFault::IndexBehind),
        }
    }

    /// How far the index has come.
    pub(super) fn progress(&self) -> IndexProgress {
        *self.reached.borrow()
    }

    /// The error of a search that failed. The index is then checked, and made again if it is damaged.
    pub(super) fn failed(&self, error: SearchError) -> StoreFault {
        if let SearchError::NotOpen = error {
            return StoreFault::IndexBehind;
        }
        self.suspected.notify_one();
        StoreFault::Search(error)
    }
}

/// How long to follow.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Until {
    /// Until the present end of the journal.
    End,
    /// Until the process ends.
    Ever,
}

/// Why the journal is followed no longer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ended {
    /// Its present end is reached.
    AtEnd,
    /// Another node forgot something that the index may have.
    Forgetting,
}

impl Library {
    /// Whether everything entered so far can be found.
    ///
    /// # Errors
    /// [`StoreFault::IndexBehind`] when it cannot.
    pub async fn search_is_ready(&self) -> Result<(), StoreFault> {
        self.indexing.reach(self.store.seq()).await
    }

    /// Keeps the search index at the end of the journal until the library is closed.
    pub async fn follow_journal(&self) {
        loop {
            let ended = self.follow(Until::Ever).await;
            let is_full = matches!(ended, Err(StoreFault::Search(SearchError::Full { .. })));
            self.indexing.reached.send_replace(if is_full { IndexProgress::Stalled } else { IndexProgress::Closed });
            match ended {
                Ok(()) | Err(StoreFault::Catalog(CatalogError::Closing)) => return,
                Err(fault) if is_full => {
                    tracing::warn!(cause = %Causes(&fault), "the search index follows the journal again once the disk has room");
                    sleep(PAUSE).await;
                }
                Err(fault) => {
                    tracing::error!(cause = %Causes(&fault), "the search index could not follow the journal and is opened again");
                    sleep(PAUSE).await;
                }
            }
        }
    }

    /// Brings the search index to the end of the journal, for a library that is not being served. Returns how many
    /// entries were read.
    ///
    /// # Errors
    /// [`StoreFault`].
    pub async fn index_whole_journal(&self) -> Result<(), StoreFault> {
        let ended = self.follow(Until::End).await;
        self.close_index().await?;
        ended
    }

    /// Closes the index.
    ///
    /// # Errors
    /// [`StoreFault::Worker`].
    pub async fn close_index(&self) -> Result<(), StoreFault> {
        let search = self.search.clone();
        briefly(move || search.close()).await
    }

    async fn follow(&self, until: Until) -> Result<(), StoreFault> {
        while self.follow_until(until).await? == Ended::Forgetting {
            self.indexing.reached.send_replace(IndexProgress::Closed);
            self.archive.let_everything_go().await?;
            self.start_index_again().await?;
        }
        Ok(())
    }

    async fn follow_until(&self, until: Until) -> Result<Ended, StoreFault> {
        let mut at = self.open_index().await?;
        let mut clean = self.clean_up_to(&at);
        let mut opened = Instant::now();
        let mut wanted = self.indexing.wanted.subscribe();
        // When to commit what was written; `None` while there is nothing to commit.
        let mut due: Option<Instant> = None;
        let mut part = self.store.changes(at.seq, PART).await?;
        loop {
            let ready = *self.indexing.reached.borrow();
            if part.iter().any(|entry| entry.seq > clean && forget::is_note(entry)) {
                return Ok(Ended::Forgetting);
            }
            if let Some(last) = part.last() {
                at = position(last);
                // The next page is read while this one is indexed.
                let (next, changed) = tokio::join!(self.store.changes(at.seq, PART), self.take_in(part));
                part = next?;
                if changed? {
                    due = due.or_else(|| Some(Instant::now() + LAG));
                }
                let is_late = matches!(ready, IndexProgress::At(_)) && due.is_some_and(|due| due <= Instant::now());
                if !part.is_empty() && !is_late {
                    continue;
                }
            }
            let is_wanted = !ready.is_enough_for(*wanted.borrow_and_update()) || ready == IndexProgress::Stalled;
            match due {
                Some(due) if !is_wanted && due > Instant::now() && until == Until::Ever => {}
                Some(_) => {
                    self.commit_index(at.clone()).await?;
                    due = None;
                }
                None => {}
            }
            if due.is_none() {
                self.indexing.reached.send_replace(IndexProgress::At(at.seq));
            }
            if !part.is_empty() {
                continue;
            }
            if until == Until::End {
                return Ok(Ended::AtEnd);
            }
            tokio::select! {
                entered = self.store.wait(at.seq) => {
                    entered?;
                    part = self.store.changes(at.seq, PART).await?;
                }
                () = sleep_until(due.unwrap_or_else(Instant::now)), if due.is_some() => {}
                _ = wanted.changed(), if due.is_some() => {}
                () = self.indexing.suspected.notified(), if opened.elapsed() >= TRUST => {
                    self.indexing.reached.send_replace(IndexProgress::Closed);
                    at = self.open_index().await?;
                    (clean, opened, due) = (self.clean_up_to(&at), Instant::now(), None);
                    part = self.store.changes(at.seq, PART).await?;
                }
            }
        }
    }

    /// The last forgetting of which the index has nothing: it comes from entries that were written after it, or from none yet.
    fn clean_up_to(&self, at: &Position) -> Seq {
        if at.seq == 0 { self.store.seq() } else { at.seq }
    }

    /// Step 1.
    async fn open_index(&self) -> Result<Position, StoreFault> {
        let search = self.search.clone();
        let at = briefly(move || search.open()).await??;
        if at.seq == 0 {
            return Ok(at);
        }
        let there = self.store.changes(at.seq - 1, 1).await?;
        if there.first().is_some_and(|entry| position(entry) == at) {
            return Ok(at);
        }
        tracing::warn!(seq = at.seq, "the search index comes from another journal and is made again");
        self.start_index_again().await?;
        Ok(Position::default())
    }

    async fn start_index_again(&self) -> Result<(), StoreFault> {
        let search = self.search.clone();
        Ok(briefly(move || search.start_again()).await??)
    }

    /// Step 2. Returns whether there is anything to commit.
    async fn take_in(&self, entries: Vec<Entry>) -> Result<bool, StoreFault> {
        let mut photos = photos_of(&entries);
        // Here, since every change of the journal comes by, whoever made it, and once more after a crash.
        for (_, photo) in &photos {
            if let Some(photo) = photo.as_ref().filter(|photo| photo.state != State::Published) {
                self.archive.let_go(photo.original.blake3).await?;
            }
        }
        self.add_gathered(&entries, &mut photos).await?;
        // Most libraries have few collections, and most photos are in none.
        let has_collections = self.collections.count(&CollectionList::Public).await? > 0;
        let mut gathered: HashMap<PhotoId, Vec<Slug>> = HashMap::new();
        for (id, _) in photos.iter().filter(|(_, photo)| has_collections && photo.is_some()) {
            let public = self.public_collections(self.collections.with_photo(id).await?).await?;
            if !public.is_empty() {
                gathered.insert(id.clone(), public.iter().map(|collection| collection.slug.clone()).collect());
            }
        }
        let search = self.search.clone();
        let updates = move || photos.into_iter().map(|(id, photo)| update(id, photo.as_ref(), &gathered)).collect();
        Ok(briefly(move || search.write(updates())).await??)
    }

    /// Adds the photos that these entries put into collections, took out of them, or left in a collection that became
    /// public or a draft, as they are now: what becomes of them later is written again by its own entries.
    async fn add_gathered(
        &self,
        entries: &[Entry],
        photos: &mut Vec<(PhotoId, Option<PhotoRecord>)>,
    ) -> Result<(), StoreFault> {
        let mut seen: HashSet<PhotoId> = photos.iter().map(|(id, _)| id.clone()).collect();
        let mut moved: Vec<PhotoId> = Vec::new();
        for entry in entries {
            let written = || entry.records.iter().map(|written| &written.key);
            moved.extend(written().filter_map(collections::photo_of_item));
            if SHOWING.contains(&&*entry.gesture) {
                for slug in written().filter_map(collections::slug_of) {
                    moved.extend(self.collections.order(&slug).await?.into_iter().map(|(_, photo)| photo));
                }
            }
        }
        moved.retain(|id| seen.insert(id.clone()));
        for part in moved.chunks(PART) {
            let kept = self.photos.get_many(part).await?;
            photos.extend(kept.into_iter().map(|kept| (kept.record.id.clone(), Some(kept.record))));
        }
        Ok(())
    }

    /// Step 3.
    async fn commit_index(&self, at: Position) -> Result<(), StoreFault> {
        let search = self.search.clone();
        Ok(briefly(move || search.commit(&at)).await??)
    }
}

/// The photos that some entries wrote or removed: of one written several times, the last version counts.
fn photos_of(entries: &[Entry]) -> Vec<(PhotoId, Option<PhotoRecord>)> {
    let written = entries.iter().flat_map(|entry| &entry.records).rev();
    let mut seen = HashSet::new();
    let mut photos: Vec<(PhotoId, Option<PhotoRecord>)> =
        written.filter_map(|written| photo(written).filter(|(id, _)| seen.insert(id.clone()))).collect();
    photos.reverse();
    photos
}

/// A photo's id, and its record if it has one still.
fn photo(written: &Written) -> Option<(PhotoId, Option<PhotoRecord>)> {
    let id = photos::id_of(&written.key)?;
    let record = written.body.as_ref().and_then(|body| match serde_json::from_str(body.get()) {
        Ok(record) => Some(record),
        Err(error) => {
            tracing::error!(key = %written.key, %error, "a photo does not read as one: search does not find it");
            None
        }
    });
    Some((id, record))
}

fn update(id: PhotoId, photo: Option<&PhotoRecord>, gathered: &HashMap<PhotoId, Vec<Slug>>) -> Update {
    let Some(document) = photo.and_then(Document::of) else { return Update::Remove(id) };
    let collections = gathered.get(&id).map(Vec::as_slice).unwrap_or_default();
    Update::Put(Box::new(document.gathered_in(collections)))
}

/// The position of an index that has everything up to this entry.
fn position(entry: &Entry) -> Position {
    let mut said = blake3::Hasher::new();
    said.update(format!("{} {} {}", entry.seq, entry.at, entry.actor).as_bytes());
    for written in &entry.records {
        let body = written.body.as_ref().map_or("", |body| body.get());
        said.update(format!("\n{} {body}", written.key).as_bytes());
    }
    Position { seq: entry.seq, mark: said.finalize().to_hex().chars().take(16).collect() }
}

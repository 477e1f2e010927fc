//! An engine in memory: records in ordered maps, for tests.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use async_trait::async_trait;
use jiff::Timestamp;
use serde_json::value::RawValue;
use tokio::sync::watch;

use super::{
    alone::Alone,
    error::CatalogError,
    forgetting::Forgetting,
    mark::Mark,
    order::{self, EntryPage, Span, Standing},
    spaces,
    stamps::Stamps,
    store::{Change, Direction, Entry, IndexHit, IndexKey, Key, Outcome, Record, RecordStore, Seq},
    volatile::{Rate, Volatile},
};

/// A catalogue in memory.
#[derive(Debug)]
pub struct Memory {
    // Never held across an await.
    kept: Mutex<Contents>,
    volatile: Mutex<Values>,
    alone: Alone,
    last: watch::Sender<Seq>,
    stamps: Stamps,
}

/// By space and key, the value and its expiry.
type Values = BTreeMap<(String, String), (Timestamp, Vec<u8>)>;

#[derive(Debug, Default)]
struct Contents {
    records: BTreeMap<Vec<u8>, (u64, Box<RawValue>)>,
    index: BTreeSet<Vec<u8>>,
    journal: Vec<Entry>,
    /// Which entries wrote which record.
    history: BTreeSet<(Key, Seq)>,
    /// What the last forgetting left to be done elsewhere.
    left: Option<String>,
    /// Whether the library moves.
    mark: Option<Mark>,
}

impl Contents {
    fn record(&self, key: &Key) -> Option<Record> {
        let (revision, body) = self.records.get(key.as_str().as_bytes())?;
        Some(Record { key: key.clone(), revision: *revision, body: body.clone() })
    }

    /// Removes a record, and returns the index entries that it had.
    fn forget(&mut self, key: &Key) -> Vec<Vec<u8>> {
        let Some((_, body)) = self.records.remove(key.as_str().as_bytes()) else { return Vec::new() };
        let entries = entries(key, &body);
        for entry in &entries {
            self.index.remove(entry);
        }
        entries
    }

    fn apply(&mut self, entry: Entry, stamps: &Stamps) {
        for written in &entry.records {
            let key = written.key.as_str().as_bytes();
            let mut touched = self.forget(&written.key);
            if let Some(body) = &written.body {
                let entries = entries(&written.key, body);
                self.index.extend(entries.iter().cloned());
                self.records.insert(key.to_vec(), (entry.seq, body.clone()));
                touched.extend(entries);
            }
            stamps.follow(entry.seq, [key], touched.iter().map(Vec::as_slice));
        }
        self.history.extend(order::in_history_of(&entry).into_iter().map(|key| (key, entry.seq)));
        self.journal.push(entry);
    }

    /// Whether the library does not move.
    fn stays(&self) -> Result<(), CatalogError> {
        self.mark.clone().map_or(Ok(()), |mark| Err(CatalogError::Moving(mark)))
    }

    fn seq(&self) -> Seq {
        self.journal.last().map_or(0, |entry| entry.seq)
    }

    /// The entries after this number.
    fn entries_after(&self, after: Seq) -> &[Entry] {
        // Numbers begin at 1 and have no gaps.
        usize::try_from(after).ok().and_then(|after| self.journal.get(after..)).unwrap_or_default()
    }
}

impl Standing for Contents {
    type Fault = CatalogError;

    fn revision(&self, key: &Key) -> Result<Option<u64>, CatalogError> {
        Ok(self.records.get(key.as_str().as_bytes()).map(|(revision, _)| *revision))
    }

    fn indexed(&self, prefix: &IndexKey) -> Result<bool, CatalogError> {
        let span = Span::of_prefix(prefix.as_str());
        Ok(self.index.range(span.start..span.end).next().is_some())
    }
}

impl Default for Memory {
    fn default() -> Self {
        Self {
            kept: Mutex::default(),
            volatile: Mutex::default(),
            alone: Alone::default(),
            last: watch::Sender::new(0),
            stamps: Stamps::default(),
        }
    }
}

impl Memory {
    // A panic while the lock was held can only come from a test's own assertion: the maps are whole after every line.
    fn kept(&self) -> MutexGuard<'_, Contents> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn values(&self) -> MutexGuard<'_, Values> {
        self.volatile.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The index entries of a record.
fn entries(key: &Key, body: &RawValue) -> Vec<Vec<u8>> {
    spaces::index_keys(key, body.get()).iter().map(|index| order::entry(index, key)).collect()
}

/// The first `limit` of a range, from either end.
fn taken<T>(range: impl DoubleEndedIterator<Item = T>, limit: usize, direction: Direction) -> Vec<T> {
    match direction {
        Direction::Ascending => range.take(limit).collect(),
        Direction::Descending => range.rev().take(limit).collect(),
    }
}

#[async_trait]
impl RecordStore for Memory {
    async fn get(&self, keys: &[Key]) -> Result<Vec<Option<Record>>, CatalogError> {
        let kept = self.kept();
        Ok(keys.iter().map(|key| kept.record(key)).collect())
    }

    async fn scan(
        &self,
        prefix: &str,
        after: Option<&str>,
        limit: usize,
        direction: Direction,
    ) -> Result<Vec<Record>, CatalogError> {
        let Some(span) = Span::of_records(prefix, after, direction) else { return Ok(Vec::new()) };
        let kept = self.kept();
        let keys = taken(kept.records.range(span.start..span.end), limit, direction);
        Ok(keys.into_iter().filter_map(|(key, _)| kept.record(&Key::written(&String::from_utf8_lossy(key)))).collect())
    }

    async fn lookup(
        &self,
        prefix: &str,
        after: Option<&str>,
        limit: usize,
        direction: Direction,
    ) -> Result<Vec<IndexHit>, CatalogError> {
        let Some(span) = Span::of_entries(prefix, after, direction) else { return Ok(Vec::new()) };
        let kept = self.kept();
        let entries = taken(kept.index.range(span.start..span.end), limit, direction);
        Ok(entries.into_iter().filter_map(|entry| order::hit(entry)).collect())
    }

    async fn count(&self, prefix: &str) -> Result<usize, CatalogError> {
        let span = Span::of_prefix(prefix);
        Ok(self.kept().index.range(span.start..span.end).count())
    }

    async fn commit(&self, change: Change) -> Result<Outcome, CatalogError> {
        let mut kept = self.kept();
        kept.stays()?;
        if let Some(unmet) = order::unmet(&*kept, &change)? {
            return Ok(Outcome::Conflict(unmet));
        }
        let seq = kept.seq() + 1;
        kept.apply(order::made(seq, &change)?, &self.stamps);
        self.last.send_replace(seq);
        Ok(Outcome::Done(seq))
    }

    async fn changes(&self, after: Seq, limit: usize) -> Result<Vec<Entry>, CatalogError> {
        let mut page = EntryPage::of(limit);
        // Each entry is copied before it is added to the page.
        let _ = self.kept().entries_after(after).iter().all(|entry| page.take(entry.clone()));
        Ok(page.into_entries())
    }

    async fn latest(&self, before: Option<Seq>, limit: usize) -> Result<Vec<Entry>, CatalogError> {
        let kept = self.kept();
        let mut page = EntryPage::of(limit);
        let range = order::latest(before, kept.seq(), limit);
        let many = usize::try_from(range.end.saturating_sub(range.start)).unwrap_or_default();
        page.take_newest(kept.entries_after(range.start - 1).iter().take(many).cloned());
        Ok(page.into_entries())
    }

    async fn history(
        &self,
        key: &Key,
        after: Option<Seq>,
        limit: usize,
        direction: Direction,
    ) -> Result<Vec<Entry>, CatalogError> {
        let Some(numbers) = order::numbers_beyond(key, after, direction) else { return Ok(Vec::new()) };
        let kept = self.kept();
        let (start, end) = (numbers.start, numbers.end);
        let rows = kept.history.range((key.clone(), start)..(key.clone(), end));
        let mut page = EntryPage::of(limit);
        let entries =
            taken(rows, limit, direction).into_iter().filter_map(|(_, seq)| kept.entries_after(seq - 1).first());
        let _ = entries.cloned().all(|entry| page.take(entry));
        Ok(page.into_entries())
    }

    async fn wait(&self, after: Seq) -> Result<Seq, CatalogError> {
        let mut last = self.last.subscribe();
        last.wait_for(|seq| *seq > after).await.map(|seq| *seq).map_err(|_closed| CatalogError::Closing)
    }

    async fn forget(&self, forgetting: Forgetting) -> Result<Option<Seq>, CatalogError> {
        let mut kept = self.kept();
        kept.stays()?;
        if kept.seq() != forgetting.seen {
            return Ok(None);
        }
        let number = forgetting.number();
        let Forgetting { mut rewrite, ends, note, afterwards, .. } = forgetting;
        let note = order::made(number, &note)?;
        let journal = std::mem::take(&mut *kept).journal;
        for entry in journal {
            let rewritten = rewrite(&entry).unwrap_or(entry);
            kept.apply(rewritten, &self.stamps);
        }
        kept.apply(note, &self.stamps);
        self.stamps.touch_all(number);
        kept.left = (!afterwards.is_empty()).then_some(afterwards);
        drop(kept);
        self.values().retain(|_, (_, value)| !ends(value));
        self.last.send_replace(number);
        Ok(Some(number))
    }

    async fn left_to_forget(&self) -> Result<Option<String>, CatalogError> {
        Ok(self.kept().left.clone())
    }

    async fn forgotten(&self) -> Result<(), CatalogError> {
        self.kept().left = None;
        Ok(())
    }

    async fn ready(&self) -> Result<(), CatalogError> {
        self.kept().stays()
    }

    async fn mark(&self, mark: Option<Mark>) -> Result<Seq, CatalogError> {
        let mut kept = self.kept();
        kept.mark = mark;
        Ok(kept.seq())
    }

    async fn marked(&self) -> Result<Option<Mark>, CatalogError> {
        Ok(self.kept().mark.clone())
    }

    fn seq(&self) -> Seq {
        *self.last.borrow()
    }

    fn stamps(&self) -> &Stamps {
        &self.stamps
    }
}

#[async_trait]
impl Volatile for Memory {
    async fn put(&self, space: &str, key: &str, value: Vec<u8>, ends: Timestamp) -> Result<(), CatalogError> {
        self.values().insert((space.to_owned(), key.to_owned()), (ends, value));
        Ok(())
    }

    async fn get(&self, space: &str, key: &str) -> Result<Option<Vec<u8>>, CatalogError> {
        Ok(self.values().get(&(space.to_owned(), key.to_owned())).map(|(_, value)| value.clone()))
    }

    async fn remove(&self, space: &str, key: &str) -> Result<(), CatalogError> {
        self.values().remove(&(space.to_owned(), key.to_owned()));
        Ok(())
    }

    async fn sweep(&self, now: Timestamp) -> Result<usize, CatalogError> {
        let mut values = self.values();
        let before = values.len();
        values.retain(|_, (ends, _)| *ends > now);
        Ok(before - values.len())
    }
    async fn count_try(&self, key: &str, rate: Rate) -> Result<Option<Duration>, CatalogError> {
        Ok(self.alone.count_try(key, rate))
    }

    async fn take_lease(&self, work: &str, holder: &str, lasts: Duration) -> Result<bool, CatalogError> {
        Ok(self.alone.take_lease(work, holder, lasts))
    }

    async fn leave_lease(&self, work: &str, holder: &str) -> Result<(), CatalogError> {
        self.alone.leave_lease(work, holder);
        Ok(())
    }
}

//! Rules shared by all engines: the bounds of a listing, whether an expectation holds, the entry that a change becomes,
//! and what followers get of it.

use std::{collections::BTreeSet, ops::Range};

use serde_json::value::RawValue;

use super::{
    error::CatalogError,
    spaces,
    store::{
        BatchId, Change, Direction, ENTRY_BYTES, Entry, Expectation, IndexHit, IndexKey, Key, PAGE_BYTES, Seq, Written,
    },
};

/// Separates an index key from the key of its record; less than any byte of a key, so that entries are ordered by index
/// key first.
const BETWEEN: u8 = 0;

/// The bytes of keys from `start`, included, to `end`, left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) start: Vec<u8>,
    pub(super) end: Vec<u8>,
}

impl Span {
    /// Every key that begins with this prefix.
    pub(super) fn of_prefix(prefix: &str) -> Self {
        let start = prefix.as_bytes().to_vec();
        // 0xFF is no byte of any text in UTF-8: it sorts after every key that begins with the prefix.
        let end = [prefix.as_bytes(), &[0xff]].concat();
        Self { start, end }
    }

    /// The record keys that begin with this prefix, beyond `after`.
    pub(super) fn of_records(prefix: &str, after: Option<&str>, direction: Direction) -> Option<Self> {
        Self::of_prefix(prefix).beyond(after, direction, &[BETWEEN], &[])
    }

    /// The index entries that begin with this prefix, beyond every entry of the index key `after`.
    pub(super) fn of_entries(prefix: &str, after: Option<&str>, direction: Direction) -> Option<Self> {
        Self::of_prefix(prefix).beyond(after, direction, &[BETWEEN + 1], &[BETWEEN])
    }

    /// `None` when nothing can be there: engines refuse a range that ends before it begins.
    fn beyond(mut self, after: Option<&str>, direction: Direction, next: &[u8], here: &[u8]) -> Option<Self> {
        if let Some(after) = after {
            match direction {
                Direction::Ascending => self.start = self.start.max([after.as_bytes(), next].concat()),
                Direction::Descending => self.end = self.end.min([after.as_bytes(), here].concat()),
            }
        }
        (self.start < self.end).then_some(self)
    }
}

/// The entry of an index: `index key, NUL, record key`.
pub(super) fn entry(index: &IndexKey, record: &Key) -> Vec<u8> {
    [index.as_str().as_bytes(), &[BETWEEN], record.as_str().as_bytes()].concat()
}

/// The index key of an entry of an index.
pub(super) fn index_key(entry: &[u8]) -> Option<&str> {
    std::str::from_utf8(entry.split(|byte| *byte == BETWEEN).next()?).ok()
}

/// Reads an entry of an index.
pub(super) fn hit(entry: &[u8]) -> Option<IndexHit> {
    let (index, key) = std::str::from_utf8(entry).ok()?.split_once(char::from(BETWEEN))?;
    Some(IndexHit { index: IndexKey::written(index), key: Key::written(key) })
}

/// The state that expectations are checked against.
pub(super) trait Standing {
    /// The error of reading.
    type Fault;

    /// The revision of a record, if there is one.
    fn revision(&self, key: &Key) -> Result<Option<u64>, Self::Fault>;

    /// Whether any index entry begins with this prefix.
    fn indexed(&self, prefix: &IndexKey) -> Result<bool, Self::Fault>;
}

/// The first expectation that does not hold.
pub(super) fn unmet<S: Standing>(standing: &S, change: &Change) -> Result<Option<Expectation>, S::Fault> {
    for expected in &change.expect {
        let holds = match expected {
            Expectation::RecordAbsent(key) => standing.revision(key)?.is_none(),
            Expectation::Revision(key, wanted) => standing.revision(key)? == Some(*wanted),
            Expectation::Unclaimed(index) => !standing.indexed(index)?,
        };
        if !holds {
            return Ok(Some(expected.clone()));
        }
    }
    Ok(None)
}

/// The entry that a change becomes once it has its number.
///
/// # Errors
/// [`CatalogError::Newer`] for a record of a version that this program does not know, [`CatalogError::TooLarge`].
pub(super) fn made(seq: Seq, change: &Change) -> Result<Entry, CatalogError> {
    let put = change.put.iter().map(|(key, body)| Written { key: key.clone(), body: Some(one_line(body)) });
    let removed = change.remove.iter().map(|key| Written { key: key.clone(), body: None });
    let entry = Entry {
        seq,
        at: change.at,
        actor: change.actor.clone(),
        gesture: change.gesture.clone(),
        batch: change.batch.clone(),
        records: spaces::present(put.chain(removed).collect())?,
        note: change.note.clone(),
    };
    let bytes = entry.line_bytes();
    if bytes < ENTRY_BYTES {
        Ok(entry)
    } else {
        Err(CatalogError::TooLarge { gesture: entry.gesture.into_owned(), bytes })
    }
}

/// An entry is one line of the journal. Outside strings, where they are always escaped, line breaks are only space
/// (RFC 8259 §2, §7).
fn one_line(body: &RawValue) -> Box<RawValue> {
    if body.get().contains(['\n', '\r']) {
        RawValue::from_string(body.get().replace(['\n', '\r'], " ")).unwrap_or_else(|_unchanged| body.to_owned())
    } else {
        body.to_owned()
    }
}

/// The keys whose history has an entry: those of its records, of their collections, of its actor, of its gesture and of its
/// batch.
pub(super) fn in_history_of(entry: &Entry) -> BTreeSet<Key> {
    let records = entry.records.iter().map(|written| &written.key);
    with_groups(records, &entry.actor, &entry.gesture, entry.batch.as_ref())
}

/// The keys of an entry's records, and those that group it with others.
pub(super) fn with_groups<'a>(
    records: impl Iterator<Item = &'a Key>,
    actor: &str,
    gesture: &str,
    batch: Option<&BatchId>,
) -> BTreeSet<Key> {
    let keys = records.flat_map(|key| [Some(key.clone()), spaces::collected_with(key)]);
    keys.flatten().chain(groups(actor, gesture, batch)).collect()
}

/// The keys that group an entry with others, whatever its records.
fn groups<'a>(actor: &str, gesture: &str, batch: Option<&'a BatchId>) -> impl Iterator<Item = Key> + use<'a> {
    [spaces::actor_key(actor), spaces::gesture_key(gesture)].into_iter().chain(batch.map(spaces::batch_key))
}

/// The numbers of entries beyond `after`, of a key with a history; `None` when it has none.
pub(super) fn numbers_beyond(key: &Key, after: Option<Seq>, direction: Direction) -> Option<Range<Seq>> {
    let (start, end) = match (after, direction) {
        (None, _) => (1, Seq::MAX),
        (Some(after), Direction::Ascending) => (after.saturating_add(1), Seq::MAX),
        (Some(after), Direction::Descending) => (1, after),
    };
    (start < end && !spaces::is_private(key)).then_some(start..end)
}

/// The numbers of the last entries before this one, of a journal whose last entry has this number.
pub(super) fn latest(before: Option<Seq>, last: Seq, limit: usize) -> Range<Seq> {
    let end = before.unwrap_or(Seq::MAX).clamp(1, last.saturating_add(1));
    let limit = Seq::try_from(limit).unwrap_or(Seq::MAX);
    end.saturating_sub(limit).max(1)..end
}

/// A page of entries for a follower, bounded by their number and by their bytes.
#[derive(Debug)]
pub(super) struct EntryPage {
    entries: Vec<Entry>,
    limit: usize,
    bytes: usize,
}

impl EntryPage {
    /// A page of so many entries at most.
    pub(super) const fn of(limit: usize) -> Self {
        Self { entries: Vec::new(), limit, bytes: 0 }
    }

    /// Adds the last of these entries, the newest first, as far as there is room.
    pub(super) fn take_newest(&mut self, entries: impl DoubleEndedIterator<Item = Entry>) {
        // Each entry is judged when it is added.
        let _ = entries.rev().all(|entry| self.take(entry));
    }

    /// Adds an entry, without its private records, and returns whether there is room for another.
    pub(super) fn take(&mut self, mut entry: Entry) -> bool {
        entry.records.retain(|written| !spaces::is_private(&written.key));
        self.bytes = self.bytes.saturating_add(entry.bytes());
        if self.limit == 0 || (self.bytes > PAGE_BYTES && !self.entries.is_empty()) {
            return false;
        }
        self.entries.push(entry);
        self.bytes < PAGE_BYTES && self.entries.len() < self.limit
    }

    /// The entries of the page.
    pub(super) fn into_entries(self) -> Vec<Entry> {
        self.entries
    }
}

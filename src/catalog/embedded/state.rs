//! The state derived from the journal, indexed by sled: records by key, index entries, and how far it has come.
//!
//! | tree | key | value |
//! | --- | --- | --- |
//! | `records` | record key | revision (8 bytes, big-endian), JSON |
//! | `index` | index key, NUL, record key | nothing |
//! | `history` | record key, NUL, number of an entry that wrote it (8 bytes, big-endian) | nothing |
//! | `volatile` | space, NUL, key | end (8 bytes, microseconds since 1970), value |
//! | `progress` | `progress` | version of this layout and of the indexes, last entry applied, digest of the two first trees |

use std::{
    io,
    ops::Range,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    thread::sleep,
    time::{Duration, Instant},
};

use serde_json::value::RawValue;
use sled::{
    Transactional,
    transaction::{ConflictableTransactionError, TransactionError},
};

use super::{
    digest::{Digest, Set},
    private,
};
use crate::catalog::{
    order::{self, Span},
    spaces,
    store::{Direction, Entry, IndexHit, Key, Record, Seq},
};

/// Bytes of pages that sled may keep, as they are on the disk; in memory they take three times as much, and the whole
/// server is meant to stay under 100 MB with 10,000 photos.
const CACHE_BYTES: u64 = 16 << 20;
/// The same for a state that is walked once and opened again: a walk needs no page twice, and what it held would stay
/// with the process.
const WALK_BYTES: u64 = 2 << 20;
/// How long a folder that is still held is asked for again: the threads of a state closed a moment ago let go late.
const PATIENCE: Duration = Duration::from_secs(1);
/// The version of the layout above.
const LAYOUT: u32 = 1;
const PROGRESS: &[u8] = b"progress";
/// What is said when sled gives up.
const STOPPED: &str = "its database engine stopped";

/// Why the state did not answer.
#[derive(Clone, Debug, thiserror::Error)]
pub(super) enum Fault {
    /// It is of no use any more: why, in words for a person. Those of sled are for its programmers, and go to the log when
    /// that is asked to tell everything.
    #[error("{0}")]
    Broken(String),
    /// There is no room on the disk; what is there is as good as it was.
    #[error("there is no room left on the disk")]
    Full,
}

impl From<sled::Error> for Fault {
    fn from(error: sled::Error) -> Self {
        tracing::debug!(?error, "sled failed");
        match error {
            sled::Error::Io(error)
                if matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) =>
            {
                Self::Full
            }
            sled::Error::Io(error) => Self::Broken(format!("its files cannot be read or written ({})", error.kind())),
            sled::Error::Corruption { .. } => Self::Broken("its files are not what was written to them".to_owned()),
            _ => Self::Broken(STOPPED.to_owned()),
        }
    }
}

/// How far a state has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Progress {
    /// Made by this code's indexes, in this code's layout.
    pub(super) current: bool,
    /// The last entry of the journal that it holds.
    pub(super) applied: Seq,
    /// The digest of its records and index entries.
    pub(super) digest: Digest,
}

/// What a batch of entries does to the state.
#[derive(Debug, Default)]
pub(super) struct Batch {
    pub(super) records: Vec<(Vec<u8>, Option<Vec<u8>>)>,
    pub(super) index: Vec<(Vec<u8>, bool)>,
    /// Rows of the history, which are only ever added.
    pub(super) history: Vec<Vec<u8>>,
    /// Index entries that stay as they were, of records that were written again.
    pub(super) rewritten: Vec<Vec<u8>>,
}

/// An open state.
#[derive(Debug)]
pub(super) struct State {
    database: sled::Db,
    records: sled::Tree,
    index: sled::Tree,
    history: sled::Tree,
    pub(super) volatile: sled::Tree,
    progress: sled::Tree,
}

/// Runs what sled does: on damaged files it panics as often as it answers an error.
pub(super) fn guarded<T>(work: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
    // The words of the panic are told by the hook below.
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_panic| Err(Fault::Broken(STOPPED.to_owned())))
}

/// Keeps the panics of sled out of standard error, for the whole process: they are expected on damaged files and on a full
/// disk, are caught above, and end in a sentence. The log has them when it is asked to tell everything.
pub fn quiet_panics() {
    let others = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if panic.location().is_some_and(|place| place.file().contains("/sled-")) {
            tracing::debug!(%panic, "sled panicked");
        } else {
            others(panic);
        }
    }));
}

impl State {
    /// Opens the state of a folder, new if there is none. For a second, waits for whoever still holds it.
    pub(super) fn open(folder: &Path) -> Result<Self, Fault> {
        Self::open_with(CACHE_BYTES, folder)
    }

    /// As [`State::open`], to be walked from end to end and opened again.
    pub(super) fn open_to_walk(folder: &Path) -> Result<Self, Fault> {
        Self::open_with(WALK_BYTES, folder)
    }

    fn open_with(cache_bytes: u64, folder: &Path) -> Result<Self, Fault> {
        private::make(folder).map_err(sled::Error::Io)?;
        let begun = Instant::now();
        loop {
            match guarded(|| Ok(sled::Config::new().path(folder).cache_capacity(cache_bytes).open())) {
                Ok(Err(sled::Error::Io(held))) if is_held(&held) && begun.elapsed() < PATIENCE => {
                    sleep(Duration::from_millis(20));
                }
                opened => {
                    let database = opened??;
                    return guarded(|| Self::with_trees(database));
                }
            }
        }
    }

    fn with_trees(database: sled::Db) -> Result<Self, Fault> {
        Ok(Self {
            records: database.open_tree("records")?,
            index: database.open_tree("index")?,
            history: database.open_tree("history")?,
            volatile: database.open_tree("volatile")?,
            progress: database.open_tree("progress")?,
            database,
        })
    }

    /// How far it has come; a state just made has come nowhere.
    pub(super) fn progress(&self) -> Result<Progress, Fault> {
        let Some(bytes) = self.progress.get(PROGRESS)? else {
            let current = self.records.is_empty() && self.index.is_empty();
            return Ok(Progress { current, applied: 0, digest: Digest::default() });
        };
        let unreadable = || Fault::Broken("its progress does not read".to_owned());
        let (version, rest) = bytes.split_first_chunk::<8>().ok_or_else(unreadable)?;
        let (applied, digest) = rest.split_first_chunk::<8>().ok_or_else(unreadable)?;
        let digest = Digest::from_bytes(digest.try_into().map_err(|_length| unreadable())?);
        // What another layout keeps there is not known.
        let is_readable = version.starts_with(&LAYOUT.to_be_bytes());
        let applied = if is_readable { Seq::from_be_bytes(*applied) } else { 0 };
        Ok(Progress { current: *version == self::version(), applied, digest })
    }

    /// Applies a batch whole, or not at all.
    pub(super) fn apply(&self, batch: &Batch, applied: Seq, digest: Digest) -> Result<(), Fault> {
        let progress = [&version()[..], &applied.to_be_bytes(), &digest.to_bytes()].concat();
        let trees = (&self.records, &self.index, &self.history, &self.progress);
        trees
            .transaction(|(records, index, history, place)| {
                for (key, value) in &batch.records {
                    match value {
                        Some(value) => records.insert(key.as_slice(), value.as_slice())?,
                        None => records.remove(key.as_slice())?,
                    };
                }
                for (entry, there) in &batch.index {
                    if *there {
                        index.insert(entry.as_slice(), &[])?
                    } else {
                        index.remove(entry.as_slice())?
                    };
                }
                for row in &batch.history {
                    history.insert(row.as_slice(), &[])?;
                }
                place.insert(PROGRESS, progress.as_slice())?;
                Ok::<(), ConflictableTransactionError<Fault>>(())
            })
            .map_err(|error| match error {
                TransactionError::Abort(fault) => fault,
                TransactionError::Storage(error) => error.into(),
            })
    }

    /// Applies a batch a write at a time: much quicker, and only for a state being made, which a crash leaves without
    /// progress, hence of no use.
    pub(super) fn pour(&self, batch: Batch) -> Result<(), Fault> {
        for (key, value) in batch.records {
            match value {
                Some(value) => self.records.insert(key, value)?,
                None => self.records.remove(key)?,
            };
        }
        for (entry, there) in batch.index {
            if there {
                self.index.insert(entry, &[])?
            } else {
                self.index.remove(entry)?
            };
        }
        for row in batch.history {
            self.history.insert(row, &[])?;
        }
        Ok(())
    }

    /// The value of a record: its revision and its JSON, as [`value`] writes them.
    pub(super) fn value(&self, key: &Key) -> Result<Option<sled::IVec>, Fault> {
        Ok(self.records.get(key.as_str())?)
    }

    pub(super) fn get(&self, key: &Key) -> Result<Option<Record>, Fault> {
        self.value(key)?.map(|value| record(key.clone(), &value)).transpose()
    }

    pub(super) fn scan(&self, span: &Span, limit: usize, direction: Direction) -> Result<Vec<Record>, Fault> {
        let mut found = Vec::new();
        for entry in walk(&self.records, span, direction).take(limit) {
            let (key, value) = entry?;
            found.push(record(Key::written(text(&key)?), &value)?);
        }
        Ok(found)
    }

    pub(super) fn lookup(&self, span: &Span, limit: usize, direction: Direction) -> Result<Vec<IndexHit>, Fault> {
        walk(&self.index, span, direction)
            .take(limit)
            .map(|entry| order::hit(&entry?.0).ok_or_else(|| Fault::Broken("an index entry does not read".to_owned())))
            .collect()
    }

    pub(super) fn count(&self, span: &Span) -> Result<usize, Fault> {
        walk(&self.index, span, Direction::Ascending)
            .try_fold(0, |count, entry| entry.map(|_| count + 1).map_err(Fault::from))
    }

    /// Up to `limit` numbers of entries that wrote a record, among these.
    pub(super) fn history(
        &self,
        key: &Key,
        numbers: &Range<Seq>,
        limit: usize,
        direction: Direction,
    ) -> Result<Vec<Seq>, Fault> {
        let span = Span { start: history_row(key, numbers.start), end: history_row(key, numbers.end) };
        walk(&self.history, &span, direction)
            .take(limit)
            .map(|row| {
                let (row, _) = row?;
                let seq = row.split_last_chunk::<8>().map(|(_, seq)| Seq::from_be_bytes(*seq));
                seq.ok_or_else(|| Fault::Broken("a row of its history does not read".to_owned()))
            })
            .collect()
    }

    /// Has the history after this entry say what these entries did, and nothing else.
    pub(super) fn replace_history(&self, after: Seq, entries: &[Entry]) -> Result<(), Fault> {
        for row in self.history_rows() {
            let row = row?;
            if row.split_last_chunk::<8>().is_some_and(|(_, seq)| Seq::from_be_bytes(*seq) > after) {
                self.history.remove(row)?;
            }
        }
        for entry in entries {
            for key in order::in_history_of(entry) {
                self.history.insert(history_row(&key, entry.seq), &[])?;
            }
        }
        Ok(())
    }

    /// Every row of the history.
    pub(super) fn history_rows(&self) -> impl Iterator<Item = Result<sled::IVec, Fault>> {
        self.history.iter().map(|row| Ok(row?.0))
    }

    /// The first index entries that begin so.
    pub(super) fn entries(&self, span: &Span) -> impl Iterator<Item = Result<sled::IVec, Fault>> {
        walk(&self.index, span, Direction::Ascending).map(|entry| Ok(entry?.0))
    }

    /// Every record, in order: key, then revision and JSON together.
    pub(super) fn all_records(&self) -> impl Iterator<Item = Result<(sled::IVec, sled::IVec), Fault>> {
        self.records.iter().map(|entry| Ok(entry?))
    }

    /// Walks the whole state and gives the digest of what is really there; nothing when told to stop before its end.
    pub(super) fn digest(&self, go_on: &(dyn Fn() -> bool + Sync)) -> Result<Option<Digest>, Fault> {
        let of = |tree: &sled::Tree, set| {
            guarded(|| {
                let mut digest = Digest::default();
                for (place, entry) in tree.iter().enumerate() {
                    if place.is_multiple_of(1024) && !go_on() {
                        return Ok(None);
                    }
                    let (key, value) = entry?;
                    digest.enter(set, &key, &value);
                }
                Ok(Some(digest))
            })
        };
        // The two trees at once: a start after a crash waits for this.
        std::thread::scope(|scope| {
            let records = scope.spawn(|| of(&self.records, Set::Records));
            let index = of(&self.index, Set::Index);
            let records = records.join().map_err(|_stopped| Fault::Broken("a thread stopped".to_owned()))??;
            Ok(index?.zip(records).map(|(mut both, records)| {
                both += records;
                both
            }))
        })
    }

    /// Puts everything in the files.
    pub(super) fn flush(&self) -> Result<(), Fault> {
        self.database.flush()?;
        Ok(())
    }
}

fn walk(tree: &sled::Tree, span: &Span, direction: Direction) -> Walk {
    let range = tree.range(span.start.as_slice()..span.end.as_slice());
    Walk { range, direction }
}

/// A range of a tree, from either end.
struct Walk {
    range: sled::Iter,
    direction: Direction,
}

impl Iterator for Walk {
    type Item = sled::Result<(sled::IVec, sled::IVec)>;

    fn next(&mut self) -> Option<Self::Item> {
        match self.direction {
            Direction::Ascending => self.range.next(),
            Direction::Descending => self.range.next_back(),
        }
    }
}

fn version() -> [u8; 8] {
    let mut version = [0; 8];
    let both = LAYOUT.to_be_bytes().into_iter().chain(spaces::derived_version().to_be_bytes());
    version.iter_mut().zip(both).for_each(|(to, from)| *to = from);
    version
}

/// A row of the history: an entry of this number wrote this record.
pub(super) fn history_row(key: &Key, seq: Seq) -> Vec<u8> {
    [key.as_str().as_bytes(), &[0], &seq.to_be_bytes()].concat()
}

/// A record as the state keeps it.
pub(super) fn value(revision: u64, body: &str) -> Vec<u8> {
    [&revision.to_be_bytes()[..], body.as_bytes()].concat()
}

/// The revision and the JSON of a value.
pub(super) fn parts(value: &[u8]) -> Result<(u64, &str), Fault> {
    let (revision, body) =
        value.split_first_chunk::<8>().ok_or_else(|| Fault::Broken("a record is cut short".to_owned()))?;
    Ok((u64::from_be_bytes(*revision), text(body)?))
}

fn record(key: Key, value: &[u8]) -> Result<Record, Fault> {
    let (revision, body) = parts(value)?;
    let body = RawValue::from_string(body.to_owned()).map_err(|error| Fault::Broken(error.to_string()))?;
    Ok(Record { key, revision, body })
}

fn text(bytes: &[u8]) -> Result<&str, Fault> {
    std::str::from_utf8(bytes).map_err(|error| Fault::Broken(error.to_string()))
}

/// sled wraps the system's “would block” in an error of its own words.
fn is_held(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::WouldBlock || error.to_string().contains("could not acquire lock")
}

//! The state derived from the journal, indexed by sled: where each record stands, index entries, and how far it has come.
//!
//! | tree | key | value |
//! | --- | --- | --- |
//! | `records` | [blocks](super::packed) of: record key | revision, and [where its JSON stands](super::place) in the journal |
//! | `index` | blocks of: index key, NUL, record key | nothing |
//! | `lengths` | blocks of: beginning of the keys of a list | how many index entries [the list](super::lengths) has |
//! | `history` | blocks of: record key, NUL, number of an entry that wrote it (8 bytes, big-endian) | nothing |
//! | `lines` | number of an entry (8 bytes, big-endian) | its line in the journal: the last [`LINES`] ones |
//! | `volatile` | space, NUL, key | end (8 bytes, microseconds since 1970), value |
//! | `progress` | `progress` | version of this layout and of the indexes, last entry applied, [digest](super::digest) of the blocks |

use std::{
    collections::BTreeMap,
    io,
    ops::Range,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::sleep,
    time::{Duration, Instant},
};

use serde_json::value::RawValue;
use sled::{
    Transactional,
    transaction::{ConflictableTransactionError, TransactionError},
};

use super::{
    digest::Digest,
    fault::{Fault, guarded},
    journal::Journal,
    lengths::Lengths,
    line,
    packed::{Edits, Packed},
    place::RecordPointer,
    private,
};
use crate::catalog::{
    order::{self, Span},
    spaces,
    store::{Direction, IndexHit, Key, Record, Seq},
};

/// Bytes of pages that sled may keep, as they are on the disk; in memory they take three times as much, and the whole
/// server is meant to stay under 100 MB with 10,000 photos.
const CACHE_BYTES: u64 = 16 << 20;
/// How long a folder that is still held is asked for again: the threads of a state closed a moment ago let go late.
const PATIENCE: Duration = Duration::from_secs(1);
/// The version of the layout above.
const LAYOUT: u32 = 3;
const PROGRESS: &[u8] = b"progress";
const PROGRESS_BYTES: usize = 32;
/// The last entries whose lines are kept beside the journal, to be put back when its end is lost: what a power cut, a full
/// disk or a slip of a hand takes from the end of a file is less.
pub(super) const LINES: u64 = 256;

/// How far a state has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Progress {
    /// Made by this code's indexes, in this code's layout.
    pub(super) current: bool,
    /// The last entry of the journal that it holds.
    pub(super) applied: Seq,
    /// The digest of all blocks.
    pub(super) digest: Digest,
}

/// What a batch of entries does to the state.
#[derive(Debug, Default)]
pub(super) struct Batch {
    pub(super) records: Edits,
    pub(super) index: Edits,
    /// Rows of the history, which are only ever added.
    pub(super) history: Edits,
    /// Index entries that stay as they were, of records that were written again.
    pub(super) rewritten: Vec<Vec<u8>>,
    /// The lines of these entries.
    pub(super) lines: Vec<(Seq, Vec<u8>)>,
    /// The last entry of the batch.
    pub(super) applied: Seq,
    /// The digest of the blocks that a new state was filled with.
    pub(super) filled: Digest,
}

/// An open state.
#[derive(Debug)]
pub(super) struct State {
    database: sled::Db,
    journal: Arc<Journal>,
    /// Whether its content is known to be what was written.
    trusted: AtomicBool,
    pub(super) records: Packed,
    pub(super) index: Packed,
    pub(super) lengths: Lengths,
    pub(super) history: Packed,
    lines: sled::Tree,
    pub(super) volatile: sled::Tree,
    progress: sled::Tree,
}

impl State {
    /// Opens the state of a folder, new if there is none. Waits up to a second for another handle to be closed.
    pub(super) fn open(folder: &Path, journal: &Arc<Journal>) -> Result<Self, Fault> {
        private::make(folder)?;
        let begun = Instant::now();
        loop {
            match guarded(|| Ok(sled::Config::new().path(folder).cache_capacity(CACHE_BYTES).open())) {
                Ok(Err(sled::Error::Io(held))) if is_held(&held) && begun.elapsed() < PATIENCE => {
                    sleep(Duration::from_millis(20));
                }
                opened => {
                    let database = opened??;
                    return guarded(|| Self::with_trees(database, Arc::clone(journal)));
                }
            }
        }
    }

    fn with_trees(database: sled::Db, journal: Arc<Journal>) -> Result<Self, Fault> {
        Ok(Self {
            records: Packed { tree: database.open_tree("records")? },
            index: Packed { tree: database.open_tree("index")? },
            lengths: Lengths { packed: Packed { tree: database.open_tree("lengths")? } },
            history: Packed { tree: database.open_tree("history")? },
            lines: database.open_tree("lines")?,
            volatile: database.open_tree("volatile")?,
            progress: database.open_tree("progress")?,
            database,
            journal,
            trusted: AtomicBool::new(true),
        })
    }

    /// Remembers that its content is not known to be what was written.
    pub(super) fn distrust(&self) {
        self.trusted.store(false, Ordering::Relaxed);
    }

    /// Whether its content is known to be what was written.
    pub(super) fn is_trusted(&self) -> bool {
        self.trusted.load(Ordering::Relaxed)
    }

    /// How far it has come; a state just made has come nowhere.
    pub(super) fn progress(&self) -> Result<Progress, Fault> {
        let Some(bytes) = self.progress.get(PROGRESS)? else {
            let current = self.records.is_empty() && self.index.is_empty();
            return Ok(Progress { current, applied: 0, digest: Digest::default() });
        };
        let read = bytes.split_first_chunk::<8>().and_then(|(version, rest)| Some((version, rest.first_chunk::<8>()?)));
        let (version, applied) = read.ok_or_else(|| Fault::Broken("its progress does not read".to_owned()))?;
        // The layout before this one begins the same way; what later ones keep there is not known.
        let is_readable = (1..=LAYOUT).any(|layout| version.starts_with(&layout.to_be_bytes()));
        let applied = if is_readable { Seq::from_be_bytes(*applied) } else { 0 };
        let digest = bytes.last_chunk::<16>().filter(|_| bytes.len() == PROGRESS_BYTES).copied();
        let current = *version == self::version() && digest.is_some();
        Ok(Progress { current, applied, digest: digest.map(Digest::from_bytes).unwrap_or_default() })
    }

    /// Applies a batch whole, or not at all. To be called by one thread at a time.
    pub(super) fn apply(&self, batch: &Batch) -> Result<(), Fault> {
        let (records, index) = (self.records.edited(&batch.records)?, self.index.edited(&batch.index)?);
        let (lengths, history) = (self.lengths.edited(&batch.index)?, self.history.edited(&batch.history)?);
        let edited = [&records, &index, &lengths, &history];
        let digest = edited
            .iter()
            .fold(self.progress()?.digest + batch.filled, |digest, edited| digest - edited.before + edited.after);
        let progress = [&version()[..], &batch.applied.to_be_bytes(), &digest.to_bytes()].concat();
        let old = batch.applied.saturating_sub(LINES);
        let gone = self.lines.range(..=old.to_be_bytes()).keys().collect::<Result<Vec<_>, _>>()?;
        let new = batch.lines.iter().filter(|(seq, _)| *seq > old);
        let lines: Vec<_> = new.map(|(seq, line)| (seq.to_be_bytes(), line.as_slice())).collect();
        let Self { records: in_records, index: in_index, lengths: in_lengths, history: in_history, .. } = self;
        let in_lengths = &in_lengths.packed;
        let trees = (&in_records.tree, &in_index.tree, &in_lengths.tree, &in_history.tree, &self.lines, &self.progress);
        trees
            .transaction(|(in_records, in_index, in_lengths, in_history, in_lines, place)| {
                for (tree, edited) in [in_records, in_index, in_lengths, in_history].into_iter().zip(edited) {
                    for (name, block) in &edited.blocks {
                        match block {
                            Some(block) => tree.insert(name.as_slice(), block.as_slice())?,
                            None => tree.remove(name.as_slice())?,
                        };
                    }
                }
                for seq in &gone {
                    in_lines.remove(seq.clone())?;
                }
                for (seq, line) in &lines {
                    in_lines.insert(seq.as_slice(), *line)?;
                }
                place.insert(PROGRESS, progress.as_slice())?;
                Ok::<(), ConflictableTransactionError<Fault>>(())
            })
            .map_err(|error| match error {
                TransactionError::Abort(fault) => fault,
                TransactionError::Storage(error) => error.into(),
            })
    }

    /// Says in the files that it is one to be made again, and how far it has come still.
    pub(super) fn outdate(&self) -> Result<(), Fault> {
        let applied = self.progress()?.applied;
        let outdated = [&LAYOUT.to_be_bytes()[..], &[0; 4], &applied.to_be_bytes()].concat();
        self.progress.insert(PROGRESS, outdated)?;
        self.flush()
    }

    /// Whether its blocks, read one by one, are those that the last change left, and so are the lines of the last entries.
    pub(super) fn is_whole(&self) -> Result<bool, Fault> {
        let Progress { applied, digest, .. } = self.progress()?;
        let mut read = self.lengths.packed.read_digest()?;
        for packed in [&self.records, &self.index, &self.history] {
            read += packed.read_digest()?;
        }
        let first = applied.saturating_sub(LINES) + 1;
        let lines = self.lines_from(0)?;
        let are_lines = lines.iter().map(|(seq, _)| *seq).eq(first..=applied)
            && lines.iter().all(|(seq, line)| line::verify(line) == Ok(*seq));
        Ok(read == digest && are_lines)
    }

    /// The lines of the last entries, from this number on.
    pub(super) fn lines_from(&self, seq: Seq) -> Result<Vec<(Seq, Vec<u8>)>, Fault> {
        let mut lines = Vec::new();
        for found in self.lines.range(seq.to_be_bytes()..) {
            let (key, line) = found?;
            let key =
                key.as_ref().try_into().map_err(|_length| Fault::Broken("a line's number is cut short".to_owned()))?;
            lines.push((Seq::from_be_bytes(key), line.to_vec()));
        }
        Ok(lines)
    }

    /// What is kept of a record.
    pub(super) fn kept(&self, key: &Key) -> Result<Option<RecordPointer>, Fault> {
        self.records.get(key.as_str().as_bytes())?.map(|value| RecordPointer::from_bytes(&value)).transpose()
    }

    /// The JSON of the record of this key, of which this is kept.
    pub(super) fn body(&self, key: &Key, kept: &RecordPointer) -> Result<Box<RawValue>, Fault> {
        let unreadable = |error: serde_json::Error| Fault::Broken(error.to_string());
        let Some(body) = self.journal.body_at(&kept.place)? else {
            // Either the state says a wrong place, or the journal is damaged there, which making the state again would not
            // mend.
            self.journal.examine(kept.revision)?;
            return Err(Fault::Broken("a record does not stand where it says".to_owned()));
        };
        let Some(source) = &kept.source else { return RawValue::from_string(body).map_err(unreadable) };
        let made = spaces::migrated(source, &body)?.unwrap_or_default();
        let body = made.into_iter().find(|made| made.key == *key).and_then(|made| made.body);
        body.ok_or_else(|| Fault::Broken("a record of an older version does not read".to_owned()))
    }

    pub(super) fn get(&self, key: &Key) -> Result<Option<Record>, Fault> {
        self.kept(key)?.map(|kept| self.record(key.clone(), &kept)).transpose()
    }

    fn record(&self, key: Key, kept: &RecordPointer) -> Result<Record, Fault> {
        let body = self.body(&key, kept)?;
        Ok(Record { key, revision: kept.revision, body })
    }

    pub(super) fn scan(&self, span: &Span, limit: usize, direction: Direction) -> Result<Vec<Record>, Fault> {
        let mut found = Vec::new();
        for entry in self.records.walk(span, direction).take(limit) {
            let (key, value) = entry?;
            found.push(self.record(self::key(&key)?, &RecordPointer::from_bytes(&value)?)?);
        }
        Ok(found)
    }

    pub(super) fn lookup(&self, span: &Span, limit: usize, direction: Direction) -> Result<Vec<IndexHit>, Fault> {
        self.index
            .walk(span, direction)
            .take(limit)
            .map(|entry| order::hit(&entry?.0).ok_or_else(|| Fault::Broken("an index entry does not read".to_owned())))
            .collect()
    }

    /// How many records of each space there are.
    pub(super) fn record_counts(&self) -> Result<BTreeMap<String, u64>, Fault> {
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        for record in self.records.all() {
            let (key, _) = record?;
            let space = key.split(|byte| *byte == b'/').next().unwrap_or_default();
            *counts.entry(String::from_utf8_lossy(space).into_owned()).or_default() += 1;
        }
        Ok(counts)
    }

    /// How many index entries begin so.
    pub(super) fn count(&self, prefix: &str) -> Result<usize, Fault> {
        match self.lengths.of(prefix)? {
            Some(length) => Ok(usize::try_from(length).unwrap_or(usize::MAX)),
            None => self.entries(&Span::of_prefix(prefix)).try_fold(0, |count, entry| entry.map(|_| count + 1)),
        }
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
        self.history
            .walk(&span, direction)
            .take(limit)
            .map(|row| {
                let seq = row?.0.split_last_chunk::<8>().map(|(_, seq)| Seq::from_be_bytes(*seq));
                seq.ok_or_else(|| Fault::Broken("a row of its history does not read".to_owned()))
            })
            .collect()
    }

    /// The first index entries that begin so.
    pub(super) fn entries(&self, span: &Span) -> impl Iterator<Item = Result<Vec<u8>, Fault>> {
        self.index.walk(span, Direction::Ascending).map(|entry| Ok(entry?.0))
    }

    /// Puts everything in the files.
    pub(super) fn flush(&self) -> Result<(), Fault> {
        self.database.flush()?;
        Ok(())
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

/// A record's key as the state has it.
pub(super) fn key(bytes: &[u8]) -> Result<Key, Fault> {
    std::str::from_utf8(bytes).map(Key::written).map_err(|error| Fault::Broken(error.to_string()))
}

/// sled wraps the system's “would block” in an error of its own words.
fn is_held(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::WouldBlock || error.to_string().contains("could not acquire lock")
}

//! A state made from the whole journal.
//!
//! 1. The journal is read **from its end**, so that the first words met of a record are its last: what was written before
//!    is not looked at.
//! 2. Threads read these records as what they are, and **sort** them and their index entries, a part at a time.
//! 3. The parts are **merged**, and the state is filled in order: each of its pages is written once.
//! 4. Its progress is written last: what a crash leaves of it is of no use, and known to be.

use std::{
    any::Any,
    collections::HashSet,
    fs::File,
    io::Read as _,
    ops::Range,
    path::Path,
    sync::{Arc, Mutex, PoisonError, mpsc},
    thread,
};

use super::{
    block,
    digest::Digest,
    fault::{Fault, guarded},
    here::{self, RecordHere},
    journal::{Journal, expect},
    lengths::Tally,
    line,
    packed::Packed,
    pending,
    segment::{LineAt, Segment},
    sorted_runs::Unsorted,
    state::{self, Batch, LINES, State},
};
use crate::catalog::{error::CatalogError, store::Seq};

/// Segments read and not yet worked on: 16 MB each.
const AHEAD: usize = 2;

/// The last words of some records, with the segment that they stand in.
struct Part {
    bytes: Arc<Vec<u8>>,
    segment: Seq,
    /// The number of each entry, where its line is, and which of its records are the last words about them.
    lines: Vec<(Seq, Range<usize>, Vec<usize>)>,
}

/// Fills an empty state. `folder` is where parts are sorted.
///
/// # Errors
/// [`Fault`]: [`Fault::Journal`] when the journal is damaged.
pub(super) fn fill(state: &State, journal: &Journal, folder: &Path) -> Result<(), Fault> {
    let (send, parts) = mpsc::sync_channel::<Part>(AHEAD);
    let parts = Mutex::new(parts);
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let sorted = thread::scope(|scope| {
        let work = |number: usize| {
            let parts = &parts;
            scope.spawn(move || sort(parts, folder, number))
        };
        let working: Vec<_> = (0..workers).map(work).collect();
        let read = read_back(journal, &send);
        drop(send);
        let sorted = working.into_iter().map(|worker| worker.join().map_err(stopped).flatten());
        let sorted = sorted.collect::<Result<Vec<_>, Fault>>();
        // What a worker says tells more than that it listens no more.
        let sorted = sorted?;
        read.map(|()| sorted)
    })?;
    let (mut records, mut index, mut history) = (Vec::new(), Vec::new(), Vec::new());
    for Sorting { records: some, index: of_them, history: rows } in sorted {
        records.push(some);
        index.push(of_them);
        history.push(rows);
    }
    // Two at a time: to merge and to pack takes as long as all of the above.
    let filled = thread::scope(|scope| {
        let others =
            scope.spawn(|| guarded(|| Ok(fill_tree(&state.records, records)? + fill_tree(&state.history, history)?)));
        let index = guarded(|| fill_index(state, index));
        let others = others.join().map_err(stopped).flatten();
        Ok::<_, Fault>(index? + others?)
    })?;
    let mut last = Batch { applied: journal.seq(), filled, ..Batch::default() };
    journal.replay_lines(last.applied.saturating_sub(LINES), |seq, line| {
        last.lines.push((seq, line::without_long_note(line.bytes)));
        Ok::<_, CatalogError>(true)
    })?;
    state.apply(&last)
}

fn stopped(_panic: Box<dyn Any + Send>) -> Fault {
    Fault::Broken("a thread stopped".to_owned())
}

/// Step 3, for records and for their history.
fn fill_tree(tree: &Packed, parts: Vec<Unsorted>) -> Result<Digest, Fault> {
    let mut merged = Unsorted::merge(parts)?;
    tree.fill(|| merged.next())
}

/// Step 3, for index entries, and for the lengths of the lists that they make.
fn fill_index(state: &State, parts: Vec<Unsorted>) -> Result<Digest, Fault> {
    let (mut merged, mut lengths) = (Unsorted::merge(parts)?, Tally::default());
    let index = state.index.fill(|| {
        let next = merged.next()?;
        if let Some((entry, _)) = &next {
            lengths.add(entry);
        }
        Ok::<_, Fault>(next)
    })?;
    Ok(index + state.lengths.fill(lengths)?)
}

/// Step 1.
fn read_back(journal: &Journal, parts: &mpsc::SyncSender<Part>) -> Result<(), Fault> {
    let mut seen = HashSet::new();
    for segment in journal.segments().iter().rev() {
        let bytes = Arc::new(read(segment)?);
        let lines: Vec<Range<usize>> = lines_of(&bytes).collect();
        let mut part = Part { bytes: Arc::clone(&bytes), segment: segment.first, lines: Vec::new() };
        // As many as were surveyed: what is missing since is damage.
        for seq in (segment.first..segment.next()).rev() {
            let place = usize::try_from(seq - segment.first).ok().and_then(|place| lines.get(place));
            let line = place.and_then(|place| bytes.get(place.clone())).unwrap_or_default();
            let damaged = |what| journal.damaged(segment.first, seq, what);
            line::verify(line).and_then(|number| expect(number, seq)).map_err(damaged)?;
            let entry = here::entry(line, damaged)?;
            // The last words about a record within an entry count.
            let mut last: Vec<usize> = Vec::new();
            for (number, record) in entry.records.iter().enumerate().rev() {
                if seen.insert(short_hash(record.key.as_str())) && record.body.is_some() {
                    last.push(number);
                }
            }
            part.lines.extend(place.map(|place| (seq, place.clone(), last)));
        }
        if parts.send(part).is_err() {
            return Err(Fault::Broken("a thread stopped".to_owned()));
        }
    }
    Ok(())
}

/// 128 bits of a key: of a billion keys, no two have the same by accident.
fn short_hash(key: &str) -> u128 {
    let mut half = [0; 16];
    half.iter_mut().zip(blake3::hash(key.as_bytes()).as_bytes()).for_each(|(to, from)| *to = *from);
    u128::from_be_bytes(half)
}

fn read(segment: &Segment) -> Result<Vec<u8>, CatalogError> {
    let mut bytes = Vec::with_capacity(usize::try_from(segment.bytes).unwrap_or_default());
    let read = File::open(&segment.path).and_then(|file| file.take(segment.bytes).read_to_end(&mut bytes));
    read.map_err(|source| CatalogError::io("reading", &segment.path, source))?;
    Ok(bytes)
}

fn lines_of(bytes: &[u8]) -> impl Iterator<Item = Range<usize>> {
    bytes.split_inclusive(|byte| *byte == b'\n').scan(0, |end, line| {
        let begin = *end;
        *end += line.len();
        Some(begin..*end)
    })
}

/// Records and index entries of one thread.
struct Sorting {
    records: Unsorted,
    index: Unsorted,
    history: Unsorted,
}

/// Step 2.
fn sort(parts: &Mutex<mpsc::Receiver<Part>>, folder: &Path, number: usize) -> Result<Sorting, Fault> {
    let names = ["records", "index", "history"];
    let [records, index, history] = names.map(|of| Unsorted::new(folder, &format!("{of}-{number}")));
    let mut sorting = Sorting { records, index, history };
    let mut sorted = Ok(());
    loop {
        let part = parts.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(part) = part else { break };
        // One that failed goes on to listen: the thread that reads would wait for it.
        if sorted.is_ok() {
            sorted = guarded(|| sorting.add(part));
        }
    }
    sorted.map(|()| sorting)
}

impl Sorting {
    fn add(&mut self, Part { bytes, segment, lines }: Part) -> Result<(), Fault> {
        for (seq, place, last) in lines {
            let offset = block::number(place.start);
            let line = LineAt { segment, offset, bytes: bytes.get(place).unwrap_or_default() };
            let entry = here::entry(line.bytes, |flaw| CatalogError::State { what: flaw.to_owned() })?;
            for key in entry.in_history_of() {
                self.history.push(&state::history_row(&key, seq), &[])?;
            }
            for RecordHere { key, body } in last.into_iter().filter_map(|number| entry.records.get(number)) {
                let Some(body) = body else { continue };
                self.records.push(key.as_str().as_bytes(), &body.kept(seq, &line).to_bytes())?;
                for entry in pending::entries(key, body.get()) {
                    self.index.push(&entry, &[])?;
                }
            }
        }
        Ok(())
    }
}

//! The whole catalogue of a stopped library compared with itself: for `zef check`.

use std::{collections::HashSet, fmt, path::Path, sync::Arc};

use super::{
    ending::{self, Survey, Untidy},
    fault::{Fault, guarded},
    here::{self, Body, RecordHere},
    journal::{self, Journal, journal_folder},
    lengths::Tally,
    pending,
    place::RecordPointer,
    recover,
    seal::{self, Seal},
    state::{self, State},
};
use crate::catalog::{
    error::CatalogError,
    store::{Key, Seq},
};

/// One thing that is wrong.
#[derive(Debug)]
pub enum Flaw {
    /// A line of the journal, or a missing segment.
    Journal(CatalogError),
    /// What a crash left at the end of the journal, or a line feed that is missing there: the next start puts it right.
    Untidy(Untidy),
    /// The state as a whole.
    State(String),
    /// One record in the state is not what the journal says.
    Record(Key),
}

impl fmt::Display for Flaw {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Journal(error) => write!(formatter, "{error}"),
            Self::Untidy(untidy) => {
                write!(formatter, "{untidy}: the next start, or “zef check --repair”, puts it right")
            }
            Self::State(why) => write!(formatter, "the catalogue's state: {why}"),
            Self::Record(key) => write!(formatter, "the record {key} is not what the journal says"),
        }
    }
}

pub(super) fn verify(storage: &Path) -> Result<Vec<Flaw>, CatalogError> {
    let mut flaws = Vec::new();
    let folder = journal_folder(storage);
    let journal = match ending::judged(storage, Survey::Whole, true) {
        Ok(journal) => journal,
        // What a damaged journal says is no measure for the state.
        Err(CatalogError::Damaged { .. }) => {
            journal::inspect(&folder, |error| flaws.push(Flaw::Journal(error)))?;
            return Ok(flaws);
        }
        Err(behind @ CatalogError::Behind { .. }) => return Ok(vec![Flaw::Journal(behind)]),
        Err(error) => return Err(error),
    };
    flaws.extend(ending::untidy(&journal).into_iter().map(Flaw::Untidy));
    let found = compare_with_state(storage, &journal);
    match found {
        // A state without seal tells so only once it is open.
        Err(behind @ CatalogError::Behind { .. }) => Ok(vec![Flaw::Journal(behind)]),
        found => {
            flaws.extend(found?);
            Ok(flaws)
        }
    }
}

fn compare_with_state(storage: &Path, journal: &Arc<Journal>) -> Result<Vec<Flaw>, CatalogError> {
    let state_folder = recover::folder(storage);
    match seal::look(&state_folder) {
        // There is none, or a crash left it: the next start makes it again.
        Seal::Absent => return Ok(Vec::new()),
        Seal::Broken => {
            return Ok(vec![Flaw::State("its files are not what they were when it was closed".to_owned())]);
        }
        Seal::Intact(_) => {}
    }
    seal::take_off(&state_folder)?;
    let state = match State::open(&state_folder, journal) {
        Ok(state) => state,
        Err(why) => return Ok(vec![Flaw::State(why.to_string())]),
    };
    let mut flaws = Vec::new();
    match guarded(|| compare(&state, journal, &mut flaws)) {
        Ok(Compared::Behind(seen)) => {
            recover::let_go(state);
            return Err(recover::behind(journal, seen));
        }
        Ok(Compared::Whole) if flaws.is_empty() => recover::close(storage, journal, state),
        Ok(_) => recover::let_go(state),
        Err(why) => {
            flaws.push(Flaw::State(why.to_string()));
            recover::let_go(state);
        }
    }
    Ok(flaws)
}

/// How far a state could be compared.
enum Compared {
    Whole,
    /// It has seen this entry, and the journal ends before it.
    Behind(Seq),
    /// It was made by another version, or does not come to the end of the journal: the next start sees to it.
    InPart,
}

fn compare(state: &State, journal: &Journal, flaws: &mut Vec<Flaw>) -> Result<Compared, Fault> {
    let progress = state.progress()?;
    if progress.applied > journal.seq() {
        return Ok(Compared::Behind(progress.applied));
    }
    if !progress.current || progress.applied < journal.seq() {
        return Ok(Compared::InPart);
    }
    let mut found = Comparison::default();
    journal.replay_lines(0, |seq, line| {
        let damaged = |what| journal.damaged(line.segment, seq, what);
        // The last words about a record within an entry count.
        let mut met = HashSet::new();
        let entry = here::entry(line.bytes, damaged)?;
        for row in entry.in_history_of().iter().map(|key| state::history_row(key, seq)) {
            found.rows += 1;
            found.lacks_rows |= state.history.get(&row)?.is_none();
        }
        for RecordHere { key, body } in entry.records.into_iter().rev() {
            if met.insert(key.clone()) {
                found.meet(state, key, body.as_ref().map(|body| (body.kept(seq, line), body)))?;
            }
        }
        Ok::<_, Fault>(true)
    })?;
    found.compare_with(state, flaws)?;
    Ok(Compared::Whole)
}

/// What was found in the state of what the journal says.
#[derive(Default)]
struct Comparison {
    /// Records that are as their last entry left them.
    records: u64,
    /// Their index entries that are there.
    entries: u64,
    /// Records that the state does not have, or has as an earlier entry left them.
    missing: HashSet<Key>,
    lacks_entries: bool,
    /// Rows of the history that the journal makes.
    rows: u64,
    lacks_rows: bool,
}

impl Comparison {
    /// Meets a record as an entry left it; nothing is kept of one that it removed.
    fn meet(&mut self, state: &State, key: Key, left: Option<(RecordPointer, &Body<'_>)>) -> Result<(), Fault> {
        let there = state.kept(&key)?;
        let Some((kept, body)) = left else {
            self.missing.remove(&key);
            return Ok(());
        };
        match there {
            // A later entry will tell.
            Some(there) if there.revision > kept.revision => {}
            Some(there) if there == kept => {
                self.records += 1;
                self.missing.remove(&key);
                for entry in pending::entries(&key, body.get()) {
                    if state.index.get(&entry)?.is_some() {
                        self.entries += 1;
                    } else {
                        self.lacks_entries = true;
                    }
                }
            }
            _ => drop(self.missing.insert(key)),
        }
        Ok(())
    }

    /// Compares with all that the state has.
    fn compare_with(self, state: &State, flaws: &mut Vec<Flaw>) -> Result<(), Fault> {
        let mut records = 0;
        for entry in state.records.all() {
            entry?;
            records += 1;
        }
        flaws.extend(self.missing.into_iter().map(Flaw::Record));
        if flaws.is_empty() && records != self.records {
            flaws.push(Flaw::State("it has records that the journal has not".to_owned()));
        }
        let (mut entries, mut lengths) = (0, Tally::default());
        for entry in state.index.all() {
            lengths.add(&entry?.0);
            entries += 1;
        }
        if flaws.is_empty() && (self.lacks_entries || entries != self.entries) {
            flaws.push(Flaw::State("its indexes are not those of its records".to_owned()));
        }
        if flaws.is_empty() && !state.lengths.are(lengths)? {
            flaws.push(Flaw::State("the lengths of its lists are not those of its indexes".to_owned()));
        }
        let mut rows = 0;
        for row in state.history.all() {
            row?;
            rows += 1;
        }
        if flaws.is_empty() && (self.lacks_rows || rows != self.rows) {
            flaws.push(Flaw::State("its history of records is not that of the journal".to_owned()));
        }
        Ok(())
    }
}

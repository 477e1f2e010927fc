//! The whole catalogue of a stopped library compared with itself: for `zef check`.

use std::{collections::BTreeMap, fmt, path::Path};

use super::{
    digest::{Digest, Set},
    ending::{self, Untidy},
    journal::{self, Journal},
    journal_folder, patrol, pending, recover,
    seal::{self, Seal},
    state::{self, Fault, State, guarded},
};
use crate::catalog::{
    error::CatalogError,
    order::{self, Span},
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

/// What the journal says when it is replayed to its end.
pub(super) struct Said {
    /// Of each record, its revision and JSON, hashed.
    pub(super) records: BTreeMap<Key, [u8; 32]>,
    /// The digest of the rows of the history.
    history: Digest,
}

pub(super) fn verify(storage: &Path) -> Result<Vec<Flaw>, CatalogError> {
    let mut flaws = Vec::new();
    let folder = journal_folder(storage);
    let journal = match ending::judged(storage, false) {
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

fn compare_with_state(storage: &Path, journal: &Journal) -> Result<Vec<Flaw>, CatalogError> {
    let mut flaws = Vec::new();
    let state_folder = recover::folder(storage);
    if !state_folder.exists() {
        return Ok(flaws);
    }
    if seal::look(&state_folder) == Seal::Broken {
        flaws.push(Flaw::State("its files are not what they were when it was closed".to_owned()));
        return Ok(flaws);
    }
    seal::take_off(&state_folder)?;
    let state = match State::open(&state_folder) {
        Ok(state) => state,
        Err(why) => return Ok(vec![Flaw::State(why.to_string())]),
    };
    match guarded(|| compare(&state, journal, &mut flaws)) {
        Ok(Compared::Behind(seen)) => {
            recover::let_go(state);
            return Err(recover::behind(journal, seen));
        }
        Ok(Compared::Whole) if flaws.is_empty() => recover::close(storage, state),
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
    /// It was left behind by a crash or made by another version: the next start sees to it.
    InPart,
}

fn compare(state: &State, journal: &Journal, flaws: &mut Vec<Flaw>) -> Result<Compared, Fault> {
    let progress = state.progress()?;
    if progress.applied > journal.seq() {
        return Ok(Compared::Behind(progress.applied));
    }
    if !progress.current {
        return Ok(Compared::InPart);
    }
    if progress.applied < journal.seq() {
        if patrol::is_sound(state, &|| true)? != Some(true) {
            flaws.push(Flaw::State("its content is not what was written".to_owned()));
        }
        return Ok(Compared::InPart);
    }
    let Said { records: mut said, history } = said(journal)?;
    let mut index = Digest::default();
    for entry in state.all_records() {
        let (name, value) = entry?;
        let key = Key::written(&String::from_utf8_lossy(&name));
        if said.remove(&key) == Some(*blake3::hash(&value).as_bytes()) {
            pending::entries(&key, Some(&value))?.iter().for_each(|entry| index.enter(Set::Index, entry, &[]));
        } else {
            flaws.push(Flaw::Record(key));
        }
    }
    flaws.extend(said.into_keys().map(Flaw::Record));
    if flaws.is_empty() {
        let mut there = Digest::default();
        for entry in state.entries(&Span::of_prefix("")) {
            there.enter(Set::Index, &entry?, &[]);
        }
        if there != index {
            flaws.push(Flaw::State("its indexes are not those of its records".to_owned()));
        }
        let mut rows = Digest::default();
        for row in state.history_rows() {
            rows.enter(Set::Index, &row?, &[]);
        }
        if rows != history {
            flaws.push(Flaw::State("its history of records is not that of the journal".to_owned()));
        }
    }
    Ok(Compared::Whole)
}

/// The journal replayed to its end.
pub(super) fn said(journal: &Journal) -> Result<Said, Fault> {
    let mut said = BTreeMap::new();
    let mut history = Digest::default();
    journal
        .replay(0, |entry| {
            for key in order::in_history_of(&entry) {
                history.enter(Set::Index, &state::history_row(&key, entry.seq), &[]);
            }
            for written in entry.records {
                match written.body {
                    Some(body) => {
                        let value = state::value(entry.seq, body.get());
                        said.insert(written.key, *blake3::hash(&value).as_bytes());
                    }
                    None => drop(said.remove(&written.key)),
                }
            }
            Ok::<_, CatalogError>(true)
        })
        .map_err(|error| Fault::Broken(error.to_string()))?;
    Ok(Said { records: said, history })
}

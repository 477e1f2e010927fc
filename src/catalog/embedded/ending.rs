//! The end of the journal, compared with the state that follows it: what may be there, what is refused, what is put right.
//!
//! 1. The state has seen **more** than the journal holds: entries that were answered are missing. Nothing is changed and
//!    nothing starts, since they are in the state alone; [`put_back`] writes them again from there.
//! 2. A last entry lacks its **line feed** alone: it is whole, and kept.
//! 3. After the last entry stands a line **cut short**: an answer waits until the disk has the line whole, so nobody was
//!    ever answered. It is moved aside.
//! 4. After the last entry stand **whole lines** that are no entries: a power cut may have garbled them before they were
//!    answered, or damage since. They are moved aside where a crash left a state that stands just before them, and refused
//!    elsewhere. (Such a state may lag half a second behind; a line answered within it and damaged since would be taken for
//!    one that was not, which is why what is moved is kept.)

use std::{collections::BTreeMap, fmt, path::Path};

use jiff::Timestamp;
use serde_json::value::RawValue;

use super::{
    journal::Journal,
    journal_folder, line, patrol, recover, seal,
    segment::{Beyond, Segment},
    state::{self, Fault, State, guarded},
    verify,
};
use crate::catalog::{
    error::CatalogError,
    spaces,
    store::{Entry, Key, Seq, Written},
};

/// Who acts when no person does.
const SYSTEM: &str = "zef";
/// The gesture of an entry that was put back.
const GESTURE: &str = "put-back";

/// Opens the journal of a storage folder and judges its end; nothing is changed. A state that was not closed well is only
/// asked how far it had come where the journal's end is not tidy, or where that is all that matters (`ask_state`): opening
/// it, which comes later, tells too.
///
/// # Errors
/// [`CatalogError::Damaged`], and [`CatalogError::Behind`] when the state has seen more.
pub(super) fn judged(storage: &Path, ask_state: bool) -> Result<Journal, CatalogError> {
    let journal = Journal::survey(&journal_folder(storage))?;
    let state = recover::folder(storage);
    let sealed = seal::applied(&state);
    let untidy = journal.untidy();
    let cut_off = if ask_state || !untidy.is_empty() { recover::cut_off_at(storage) } else { None };
    let seen = sealed.or(cut_off).unwrap_or_default();
    if seen > journal.seq() {
        return Err(recover::behind(&journal, seen));
    }
    for segment in untidy {
        if let Beyond::Garbled(flaw) = segment.beyond {
            // A state at its beginning may be one that lost everything.
            let is_of_a_crash = cut_off == Some(journal.seq()) && journal.seq() > 0;
            if !is_of_a_crash {
                return Err(segment.damaged(flaw));
            }
        }
    }
    Ok(journal)
}

/// What is to be put right at the end of a segment, without loss.
#[derive(Clone, Debug)]
pub struct Untidy(Segment);

impl fmt::Display for Untidy {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.0.path.display();
        match self.0.beyond {
            Beyond::Nothing => write!(formatter, "{path}: the last entry lacks its line feed and is whole"),
            _ => write!(
                formatter,
                "{path}: after the last entry stands a change that a crash cut short before it was answered"
            ),
        }
    }
}

/// What a start would put right at the end of this journal.
pub(super) fn untidy(journal: &Journal) -> Vec<Untidy> {
    journal.untidy().into_iter().map(Untidy).collect()
}

/// Puts the end of a stopped library's journal right: what a start would, and entries that the state alone has seen. Tells
/// what was done.
///
/// # Errors
/// [`CatalogError::Damaged`] when the journal is damaged elsewhere, [`CatalogError::NotPutBack`] when the state does not
/// hold what is missing.
pub(super) fn repair(storage: &Path, now: Timestamp) -> Result<Vec<String>, CatalogError> {
    match judged(storage, true) {
        Ok(journal) => {
            let done = untidy(&journal).iter().map(|untidy| format!("{untidy}: put right")).collect();
            journal.settle()?;
            Ok(done)
        }
        Err(CatalogError::Behind { segment, held, seen }) => {
            let because = |why: String| CatalogError::NotPutBack { segment: segment.clone(), held, seen, why };
            put_back(storage, seen, now).map_err(|failed| match failed {
                Failed::State(why) => because(why.to_string()),
                Failed::Journal(error) => error,
            })?;
            let first = held + 1;
            Ok(vec![format!(
                "{}: entries {first} to {seen} were missing or damaged and are put back from the state, with their \
                 records; who made each change, when and why is no longer known",
                segment.display()
            )])
        }
        Err(error) => Err(error),
    }
}

/// Why entries were not put back.
enum Failed {
    State(Fault),
    Journal(CatalogError),
}

impl From<Fault> for Failed {
    fn from(fault: Fault) -> Self {
        Self::State(fault)
    }
}

impl From<CatalogError> for Failed {
    fn from(error: CatalogError) -> Self {
        Self::Journal(error)
    }
}

/// Writes the entries that the state has seen and the journal lost, and seals the state again.
fn put_back(storage: &Path, seen: Seq, now: Timestamp) -> Result<(), Failed> {
    let folder = recover::folder(storage);
    if seal::look(&folder) == seal::Seal::Broken {
        return Err(Fault::Broken("its files are not what they were when it was closed".to_owned()).into());
    }
    let journal = Journal::survey(&journal_folder(storage))?;
    seal::take_off(&folder)?;
    let state = State::open(&folder)?;
    let entries = guarded(|| missing(&state, &journal, seen, now));
    let written = entries.map_err(Failed::from).and_then(|entries| {
        let lines = entries.iter().map(line::write).collect::<Result<Vec<_>, _>>();
        let lines = lines.map_err(|source| CatalogError::Record { key: GESTURE.to_owned(), source })?;
        journal.make()?;
        journal.settle()?;
        let mut tail = journal.tail(None, true)?;
        let held = journal.seq();
        journal.append(&mut tail, &lines)?;
        Ok(guarded(|| state.replace_history(held, &entries))?)
    });
    recover::close(storage, state);
    written
}

/// A record of the state as the present version has it, which an older program may have written.
fn present(name: &[u8], body: &str) -> Result<Vec<Written>, Fault> {
    let body = RawValue::from_string(body.to_owned()).map_err(|error| Fault::Broken(error.to_string()))?;
    let written = Written { key: Key::written(&String::from_utf8_lossy(name)), body: Some(body) };
    spaces::present(vec![written]).map_err(|error| Fault::Broken(error.to_string()))
}

/// The entries after the journal's last one, made from the records that they left in the state. One that was followed by
/// another on the same records leaves none; what was removed is so by the last one.
fn missing(state: &State, journal: &Journal, seen: Seq, now: Timestamp) -> Result<Vec<Entry>, Fault> {
    if patrol::is_sound(state, &|| true)? != Some(true) || state.progress()?.applied != seen {
        return Err(Fault::Broken("its content is not what was written".to_owned()));
    }
    let held = journal.seq();
    let mut said = verify::said(journal)?.records;
    let mut records: BTreeMap<Seq, Vec<Written>> = (held + 1..=seen).map(|seq| (seq, Vec::new())).collect();
    for found in state.all_records() {
        let (name, value) = found?;
        let (revision, body) = state::parts(&value)?;
        for Written { key, body } in present(&name, body)? {
            let before = said.remove(&key);
            let value = body.as_ref().map(|body| state::value(revision, body.get()));
            if let Some(records) = records.get_mut(&revision) {
                records.push(Written { key, body });
            } else if before != value.map(|value| *blake3::hash(&value).as_bytes()) {
                return Err(Fault::Broken(format!("its record {key} is not what the journal says")));
            }
        }
    }
    if let Some(last) = records.get_mut(&seen) {
        last.extend(said.into_keys().map(|key| Written { key, body: None }));
    }
    let entry = |(seq, records)| Entry {
        seq,
        at: now,
        actor: SYSTEM.to_owned(),
        gesture: GESTURE.into(),
        batch: None,
        records,
        note: Some("the journal had lost this entry: its records come from the state".to_owned()),
    };
    Ok(records.into_iter().map(entry).collect())
}

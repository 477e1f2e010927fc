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

use std::{fmt, path::Path, sync::Arc};

use super::{
    block::number,
    fault::{Fault, guarded},
    journal::{Journal, expect, journal_folder},
    line, recover, seal,
    segment::{Beyond, Segment},
    state::{LINES, State},
};
use crate::catalog::{error::CatalogError, store::Seq};

/// What is read of the journal.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Survey {
    /// Every line.
    Whole,
    /// The lines of its last file, and of those that are not what the state's seal says.
    End,
}

/// Opens the journal of a storage folder and judges its end; nothing is changed. A state that was not closed well is only
/// asked how far it had come where the journal's end is not tidy, or where that is all that matters (`ask_state`): opening
/// it, which comes later, tells too.
///
/// # Errors
/// [`CatalogError::Damaged`], and [`CatalogError::Behind`] when the state has seen more.
pub(super) fn judged(storage: &Path, survey: Survey, ask_state: bool) -> Result<Arc<Journal>, CatalogError> {
    let state = recover::folder(storage);
    let known = if survey == Survey::End { seal::segments(&state) } else { Vec::new() };
    let journal = Arc::new(Journal::survey(&journal_folder(storage), &known)?);
    let sealed = seal::applied(&state);
    let untidy = journal.untidy();
    let cut_off = if ask_state || !untidy.is_empty() { recover::cut_off_at(storage, &journal) } else { None };
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
pub(super) fn repair(storage: &Path) -> Result<Vec<String>, CatalogError> {
    match judged(storage, Survey::Whole, true) {
        Ok(journal) => {
            let done = untidy(&journal).iter().map(|untidy| format!("{untidy}: put right")).collect();
            journal.settle()?;
            Ok(done)
        }
        Err(CatalogError::Behind { segment, held, seen }) => {
            let because = |why: String| CatalogError::NotPutBack { segment: segment.clone(), held, seen, why };
            put_back(storage, seen).map_err(|failed| match failed {
                Failed::State(why) => because(why.to_string()),
                Failed::Journal(error) => error,
            })?;
            let first = held + 1;
            Ok(vec![format!(
                "{}: entries {first} to {seen} were missing or damaged and are put back from the state",
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

/// Writes the entries that the state has seen and the journal lost, and makes the state say where they stand now.
fn put_back(storage: &Path, seen: Seq) -> Result<(), Failed> {
    let folder = recover::folder(storage);
    if seal::look(&folder) == seal::Seal::Broken {
        return Err(Fault::Broken("its files are not what they were when it was closed".to_owned()).into());
    }
    let journal = Arc::new(Journal::survey(&journal_folder(storage), &[])?);
    seal::take_off(&folder)?;
    let state = State::open(&folder, &journal)?;
    // Where its records stand changes: before the first line is written, it is marked as one to be made again.
    let lines = guarded(|| {
        let lines = missing(&state, journal.seq(), seen)?;
        state.outdate()?;
        Ok(lines)
    });
    recover::let_go(state);
    let lines = lines?;
    journal.make()?;
    journal.settle()?;
    let mut tail = journal.tail(None, true)?;
    journal.append(&mut tail, &lines)?;
    let state = recover::open(storage, &journal)?;
    recover::close(storage, &journal, state);
    Ok(())
}

/// The lines of the entries after the journal's last one, as the state kept them.
fn missing(state: &State, held: Seq, seen: Seq) -> Result<Vec<Vec<u8>>, Fault> {
    let mut lines = Vec::new();
    for ((seq, line), wanted) in state.lines_from(held + 1)?.into_iter().zip(held + 1..) {
        let is_whole = line::verify(&line).and_then(|number| expect(number, seq)) == Ok(wanted);
        if !is_whole {
            return Err(Fault::Broken("its content is not what was written".to_owned()));
        }
        lines.push(line);
    }
    if number(lines.len()) != seen - held {
        return Err(Fault::Broken(format!("it keeps the last {LINES} entries only")));
    }
    Ok(lines)
}

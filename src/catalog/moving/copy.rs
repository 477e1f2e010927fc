//! Copies a journal into another one, and compares the two.
//!
//! 1. **compare** the lines that both have. Those that differ are of an entry that was rewritten, if something was forgotten
//!    at the source since; anything else is refused;
//! 2. **replace** them;
//! 3. **append** what follows;
//! 4. **finish**: derive what the target puts off until then.
//!
//! A crash anywhere leaves a target with which the same begins again: the note that something was forgotten comes after
//! what was replaced.

use super::{
    Line, Mark, ReadLines, WriteLines,
    walk::{Digested, Tally, Walk},
};
use crate::catalog::{error::CatalogError, store::Seq};

/// Why a journal was not copied, or is not the same.
#[derive(Debug, thiserror::Error)]
pub enum MoveError {
    /// One of the two cannot be read or written.
    #[error(transparent)]
    Catalog(#[from] CatalogError),
    /// The target is not a copy of the source.
    #[error("the target holds another library: its {theirs} is not {ours} of the source. Name an empty target")]
    Other {
        /// An entry of the target.
        theirs: String,
        /// The entry of the source with the same number.
        ours: String,
    },
    /// The target goes further than the source.
    #[error(
        "the target has entries that the source does not have: it ends with entry {held}, and the source with entry {ends}. \
         It was changed since it was filled; name an empty target, or move in the other direction"
    )]
    Beyond {
        /// The last entry of the target.
        held: Seq,
        /// The last entry of the source.
        ends: Seq,
    },
    /// A line differs, and nothing was forgotten since.
    #[error(
        "{what} is not at the target what it is at the source, and nothing was forgotten since it was copied: the target was \
         changed or is damaged. Empty it, and move again"
    )]
    Differs {
        /// The entry.
        what: String,
    },
    /// The target lacks an entry.
    #[error("{what} is missing at the target: run “zef migrate” again")]
    Missing {
        /// The entry.
        what: String,
    },
}

/// What was copied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Copied {
    /// The number of the last entry that both have.
    pub seq: Seq,
    /// How many were added.
    pub added: u64,
    /// How many were replaced, since something in them was forgotten.
    pub replaced: u64,
}

/// Copies the source into the target, which gets this mark if there is one. `progress` is called with the number of the last entry that was compared or added.
///
/// # Errors
/// [`MoveError`]. [`CatalogError::Rewriting`] when something was forgotten at the source meanwhile: the same begins again with
/// a new reader.
pub async fn copy(
    source: &mut dyn ReadLines,
    target: &mut dyn WriteLines,
    mark: Option<&Mark>,
    mut progress: impl FnMut(Seq) + Send,
) -> Result<Copied, MoveError> {
    let mut copied = Copied { seq: target.seq(), ..Copied::default() };
    let Changed { numbers, first } = changed(source, target, &mut progress).await?;
    if let Some(what) = &first
        && !has_forgotten_after(source, target.seq()).await?
    {
        return Err(MoveError::Differs { what: what.clone() });
    }
    // From here on it is known as a copy that is not whole.
    if mark.is_some() {
        target.mark(mark).await?;
    }
    if first.is_some() {
        copied.replaced = replace(source, target, &numbers).await?;
    }
    let mut lines = source.lines(copied.seq).await?;
    while let Some(last) = lines.last().map(|line| line.seq) {
        copied.added = copied.added.saturating_add(u64::try_from(lines.len()).unwrap_or(u64::MAX));
        // Each end works while the other one does.
        ((), lines) = tokio::try_join!(target.append(lines), source.lines(last))?;
        copied.seq = last;
        progress(last);
    }
    target.finish().await?;
    Ok(copied)
}

/// The lines of the target that are not those of the source.
#[derive(Default)]
struct Changed {
    numbers: Vec<Seq>,
    /// The first of them, in words.
    first: Option<String>,
}

async fn changed(
    source: &mut dyn ReadLines,
    target: &mut dyn WriteLines,
    progress: &mut (impl FnMut(Seq) + Send),
) -> Result<Changed, MoveError> {
    let held = target.seq();
    let (mut ours, mut theirs) = (Walk::after(source, 0), Walk::after(target, 0));
    let (mut changed, mut ends) = (Changed::default(), 0);
    while let Some(there) = theirs.next().await? {
        let Some(here) = ours.next().await? else { return Err(MoveError::Beyond { held, ends }) };
        ends = here.seq;
        if here != there {
            if !here.is_the_entry_of(&there) {
                return Err(MoveError::Other { theirs: there.in_words(), ours: here.in_words() });
            }
            changed.numbers.push(here.seq);
            changed.first.get_or_insert_with(|| here.in_words());
        }
        if ends.is_multiple_of(1_000) {
            progress(ends);
        }
    }
    Ok(changed)
}

/// Whether a note that something was forgotten stands after this number.
async fn has_forgotten_after(source: &mut dyn ReadLines, seq: Seq) -> Result<bool, CatalogError> {
    let mut walk = Walk::after(source, seq);
    while let Some(line) = walk.next().await? {
        if line.notes_a_forgetting() {
            return Ok(true);
        }
    }
    Ok(false)
}

async fn replace(
    source: &mut dyn ReadLines,
    target: &mut dyn WriteLines,
    mut numbers: &[Seq],
) -> Result<u64, CatalogError> {
    let mut replaced: u64 = 0;
    while let Some(first) = numbers.first().copied() {
        let last = target.replaced_with(first);
        let (part, rest) = numbers.split_at(numbers.partition_point(|seq| *seq <= last).max(1));
        let mut lines = Vec::with_capacity(part.len());
        let (mut walk, end) = (Walk::after(source, first - 1), part.last().copied().unwrap_or(first));
        while let Some(line) = walk.next().await? {
            let seq = line.seq;
            if part.binary_search(&seq).is_ok() {
                lines.push(line);
            }
            if seq >= end {
                break;
            }
        }
        target.replace(lines).await?;
        replaced = replaced.saturating_add(u64::try_from(part.len()).unwrap_or(u64::MAX));
        numbers = rest;
    }
    Ok(replaced)
}

/// Compares two journals from beginning to end, and gives what both say.
///
/// # Errors
/// [`MoveError`] with the first entry that differs.
pub async fn compare(source: &mut dyn ReadLines, target: &mut dyn ReadLines) -> Result<Digested, MoveError> {
    let (mut ours, mut theirs, mut tally) = (Walk::after(source, 0), Walk::after(target, 0), Tally::default());
    loop {
        match (ours.next().await?, theirs.next().await?) {
            (None, None) => return Ok(tally.digested()),
            (Some(here), Some(there)) if here == there => tally.add(&here)?,
            (Some(here), Some(_)) => return Err(MoveError::Differs { what: here.in_words() }),
            (Some(here), None) => return Err(MoveError::Missing { what: here.in_words() }),
            (None, Some(Line { seq, .. })) => return Err(MoveError::Beyond { held: seq, ends: seq - 1 }),
        }
    }
}

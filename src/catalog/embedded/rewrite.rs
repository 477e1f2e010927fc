//! Rewriting the journal: what is forgotten leaves its files, all of it or nothing.
//!
//! 1. **stage**: each segment that changes is written anew beside the old one (`….rewritten`), the note that tells of the
//!    forgetting at the end of the last one, and forced to the disk;
//! 2. **decide**: a file, `forgetting`, that names them gets its name. Before that a crash leaves the old journal, after it
//!    the new one;
//! 3. **finish**: each segment takes the place of the old one; what else may hold the old words is removed: tails set aside
//!    and the state, which is made again. A start that finds the file `forgetting` does this first; one that finds rewritten
//!    segments without it removes them;
//! 4. the file `forgetting` stays until the caller reports that the work outside the store is **done**.

use std::{
    fmt, fs,
    io::{self, BufWriter, Write},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use super::{
    journal::{Journal, journal_folder, sync_folder},
    line, recover,
    segment::Segment,
};
use crate::catalog::{
    error::CatalogError,
    forgetting::Rewrite,
    store::{Entry, Seq},
};

/// The file that decides.
const NAME: &str = "forgetting";
/// The same while it is written.
const UNNAMED: &str = "forgetting.part";
/// The extension of rewritten segments, and that of what was set aside from behind a segment's last entry.
const REWRITTEN: &str = "rewritten";
const TAIL: &str = "damaged-tail";
const UNREADABLE: line::Flaw = "the file does not say what is to be forgotten";
const LOST: line::Flaw = "the rewritten segment is missing, and this is not it";

/// What is decided.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Decision {
    /// Segments that are still to take the place of the old ones.
    segments: Vec<Staged>,
    /// What is to be done outside the store.
    afterwards: String,
}

/// A rewritten segment.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Staged {
    /// The number of its first entry.
    first: Seq,
    /// The hash of its bytes.
    blake3: String,
}

/// A forgetting that was cut short.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfinished {
    /// Nothing was forgotten: rewritten segments lie about that are of no use.
    Undecided,
    /// It is decided, and old words may still lie in files.
    Decided,
}

impl fmt::Display for Unfinished {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Undecided => "a forgetting was cut short before it was decided: nothing was forgotten",
            Self::Decided => "a forgetting was cut short: what was to be forgotten may still lie in files",
        })
    }
}

/// What an earlier run of the program left in this storage folder.
pub(super) fn unfinished(storage: &Path) -> Result<Option<Unfinished>, CatalogError> {
    let folder = journal_folder(storage);
    if read(&folder)?.is_some() {
        return Ok(Some(Unfinished::Decided));
    }
    Ok((!remains(&folder)?.is_empty()).then_some(Unfinished::Undecided))
}

/// Steps 1 and 2.
///
/// # Errors
/// [`CatalogError`]. Unless the decision stands by then, which [`finish`] finds out, nothing was changed.
pub(super) fn decide(
    storage: &Path,
    journal: &Journal,
    mut rewrite: Rewrite,
    note: &Entry,
    afterwards: String,
) -> Result<(), CatalogError> {
    let folder = journal_folder(storage);
    let mut segments = journal.segments();
    if segments.is_empty() {
        segments.push(Segment::new(&folder, note.seq));
    }
    let mut staged = Vec::new();
    for segment in &segments {
        let note = (segment.next() == note.seq).then_some(note);
        staged.extend(stage(segment, &mut rewrite, note)?);
    }
    sync_folder(&folder.join(NAME))?;
    write(&folder, &Decision { segments: staged, afterwards })
}

/// Writes a segment anew; gives nothing, and leaves nothing, when it stays as it is.
fn stage(segment: &Segment, rewrite: &mut Rewrite, note: Option<&Entry>) -> Result<Option<Staged>, CatalogError> {
    let path = segment.path.with_extension(REWRITTEN);
    let fault = |source| CatalogError::io("writing", &path, source);
    let mut writing = Hashed { file: BufWriter::new(create(&path).map_err(fault)?), hasher: blake3::Hasher::new() };
    let mut has_changed = note.is_some();
    if segment.entries > 0 {
        let (mut lines, ..) = segment.lines_from(segment.first)?;
        for number in 1..=segment.entries {
            let damaged = |what| CatalogError::Damaged { segment: segment.path.clone(), line: number, what };
            let old = lines.next()?.ok_or_else(|| damaged(line::TORN))?;
            let entry = line::verify(old).and_then(|_| line::read(old)).map_err(damaged)?;
            match rewrite(&entry) {
                Some(new) => {
                    has_changed = true;
                    writing.add(&to_line(&new)?).map_err(fault)?;
                }
                None => writing.add(old).map_err(fault)?,
            }
        }
    }
    if !has_changed {
        fs::remove_file(&path).map_err(fault)?;
        return Ok(None);
    }
    if let Some(note) = note {
        writing.add(&to_line(note)?).map_err(fault)?;
    }
    let Hashed { file, hasher } = writing;
    let file = file.into_inner().map_err(|error| fault(error.into_error()))?;
    file.sync_all().map_err(fault)?;
    Ok(Some(Staged { first: segment.first, blake3: hasher.finalize().to_hex().to_string() }))
}

/// A file that is hashed as it is written.
struct Hashed {
    file: BufWriter<fs::File>,
    hasher: blake3::Hasher,
}

impl Hashed {
    fn add(&mut self, line: &[u8]) -> io::Result<()> {
        self.hasher.update(line);
        self.file.write_all(line)
    }
}

fn to_line(entry: &Entry) -> Result<Vec<u8>, CatalogError> {
    line::write(entry).map_err(|source| CatalogError::Record { key: entry.gesture.to_string(), source })
}

/// Where a segment is written anew, to be renamed.
pub(super) fn beside(segment: &Path) -> PathBuf {
    segment.with_extension(REWRITTEN)
}

/// Removes what was set aside from behind the last entries of segments.
///
/// # Errors
/// [`CatalogError::Io`].
pub(super) fn remove_tails(folder: &Path) -> Result<(), CatalogError> {
    files_with(folder, TAIL)?.iter().try_for_each(|path| remove(path))
}

/// Only the account that runs the program reads it, as it does what is in the journal.
pub(super) fn create(path: &Path) -> io::Result<fs::File> {
    fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)
}

/// Step 3, if anything was decided; if not, removes what was staged. Nobody may read the journal or the state meanwhile.
///
/// # Errors
/// [`CatalogError`]; the same can be done again.
pub(super) fn finish(storage: &Path) -> Result<(), CatalogError> {
    let folder = journal_folder(storage);
    let Some(mut decision) = read(&folder)? else {
        return remains(&folder)?.iter().try_for_each(|path| remove(path));
    };
    if decision.segments.is_empty() {
        return Ok(());
    }
    for staged in &decision.segments {
        put_in_place(&folder, staged)?;
    }
    remove_tails(&folder)?;
    sync_folder(&folder.join(NAME))?;
    recover::throw_away(storage)?;
    sync_folder(&folder)?;
    if decision.afterwards.is_empty() {
        return done(storage);
    }
    decision.segments.clear();
    write(&folder, &decision)
}

fn put_in_place(folder: &Path, staged: &Staged) -> Result<(), CatalogError> {
    let old = Segment::new(folder, staged.first).path;
    match fs::rename(old.with_extension(REWRITTEN), &old) {
        Err(source) if source.kind() == io::ErrorKind::NotFound => {
            // It took its place before the crash, then.
            let bytes = fs::read(&old).map_err(|source| CatalogError::io("reading", &old, source))?;
            let is_it = blake3::hash(&bytes).to_hex().as_str() == staged.blake3;
            if is_it { Ok(()) } else { Err(CatalogError::Damaged { segment: old, line: 1, what: LOST }) }
        }
        renamed => renamed.map_err(|source| CatalogError::io("replacing", &old, source)),
    }
}

/// What is left to be done outside the store.
pub(super) fn afterwards(storage: &Path) -> Result<Option<String>, CatalogError> {
    Ok(read(&journal_folder(storage))?.map(|decision| decision.afterwards))
}

/// Step 4.
pub(super) fn done(storage: &Path) -> Result<(), CatalogError> {
    let path = journal_folder(storage).join(NAME);
    remove(&path)?;
    sync_folder(&path)
}

fn remove(path: &Path) -> Result<(), CatalogError> {
    match fs::remove_file(path) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => Err(CatalogError::io("removing", path, source)),
        _ => Ok(()),
    }
}

/// Gives a decision its name once it is on the disk.
fn write(folder: &Path, decision: &Decision) -> Result<(), CatalogError> {
    let (unnamed, path) = (folder.join(UNNAMED), folder.join(NAME));
    let fault = |source| CatalogError::io("writing", &unnamed, source);
    let text = serde_json::to_string(decision).map_err(|error| fault(error.into()))?;
    let check = blake3::hash(text.as_bytes()).to_hex();
    let mut file = create(&unnamed).map_err(fault)?;
    file.write_all(format!("{text}\n{check}\n").as_bytes()).and_then(|()| file.sync_all()).map_err(fault)?;
    fs::rename(&unnamed, &path).map_err(fault)?;
    sync_folder(&path)
}

fn read(folder: &Path) -> Result<Option<Decision>, CatalogError> {
    let path = folder.join(NAME);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            return Ok(None);
        }
        Err(source) => return Err(CatalogError::io("reading", &path, source)),
    };
    let whole = text.trim_end().rsplit_once('\n');
    let sound = whole.filter(|(text, check)| blake3::hash(text.as_bytes()).to_hex().as_str() == *check);
    let decision = sound.and_then(|(text, _)| serde_json::from_str(text).ok());
    decision.map(Some).ok_or(CatalogError::Damaged { segment: path, line: 1, what: UNREADABLE })
}

/// What was staged and never decided.
fn remains(folder: &Path) -> Result<Vec<PathBuf>, CatalogError> {
    let mut found = files_with(folder, REWRITTEN)?;
    found.extend(Some(folder.join(UNNAMED)).filter(|unnamed| unnamed.exists()));
    Ok(found)
}

fn files_with(folder: &Path, extension: &str) -> Result<Vec<PathBuf>, CatalogError> {
    let fault = |source| CatalogError::io("reading", folder, source);
    let listed = match fs::read_dir(folder) {
        Ok(listed) => listed,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(source) => return Err(fault(source)),
    };
    let paths = listed.map(|found| found.map(|found| found.path())).collect::<io::Result<Vec<_>>>().map_err(fault)?;
    Ok(paths.into_iter().filter(|path| path.extension().is_some_and(|there| there == extension)).collect())
}

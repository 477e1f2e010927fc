//! Copies the journal of a library into a backup, while another process may write to it.
//!
//! Segments only grow, so that what was read is the beginning of what stands there: a segment is copied up to its last whole
//! line, and one that has not changed since the last time is left alone. Only forgetting replaces segments; when it did meanwhile,
//! all that changed is copied once more.

use std::{
    fs::{self, File},
    io::{BufWriter, Write as _},
    os::unix::fs::MetadataExt as _,
    path::Path,
    thread::sleep,
    time::Duration,
};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{
    journal::{firsts, journal_folder, sync_folder},
    line, private,
    rewrite::{self, Unfinished},
    segment::{self, Lines, Segment, length},
};
use crate::catalog::{error::CatalogError, store::Seq};

/// How often a journal is copied that is being rewritten meanwhile, with this pause before each time but the first.
const TRIES: u32 = 10;
const PAUSE: Duration = Duration::from_secs(1);
/// The extension of a segment that is being copied.
const PART: &str = "part";

/// A segment of a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopiedSegment {
    /// The number of its first entry.
    pub first: Seq,
    /// Its length in bytes.
    pub bytes: u64,
    /// The BLAKE3 of these bytes, in hexadecimal.
    pub blake3: String,
    /// The file that was copied, as it was: the same length, inode and time of change mean that nothing is to be copied.
    source: FileFacts,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct FileFacts {
    bytes: u64,
    inode: u64,
    /// In nanoseconds since 1970.
    written: u64,
}

impl FileFacts {
    fn of(path: &Path) -> Result<Self, CatalogError> {
        let facts = fs::metadata(path).map_err(|source| CatalogError::io("reading", path, source))?;
        Ok(Self { bytes: facts.len(), inode: facts.ino(), written: segment::written(&facts) })
    }
}

/// What was copied.
#[derive(Clone, Debug, Default)]
pub struct CopiedJournal {
    /// All segments of the backup.
    pub segments: Vec<CopiedSegment>,
    /// How many bytes were written for it now.
    pub written: u64,
}

/// Copies the journal of one storage folder into another; `known` are the segments that it has from the last time.
///
/// # Errors
/// [`CatalogError::Rewriting`] when the journal is being rewritten all the time, [`CatalogError::Full`] or
/// [`CatalogError::Io`] when a file cannot be read or written.
pub(super) fn copy(from: &Path, to: &Path, known: &[CopiedSegment]) -> Result<CopiedJournal, CatalogError> {
    let (from_folder, to_folder) = (journal_folder(from), journal_folder(to));
    private::make(&to_folder).map_err(|source| CatalogError::io("making", &to_folder, source))?;
    for number in 0..TRIES {
        if number > 0 {
            sleep(PAUSE);
        }
        if rewrite::unfinished(from)? == Some(Unfinished::Decided) {
            continue;
        }
        let before = files(&from_folder)?;
        let mut copied = CopiedJournal::default();
        for (first, _) in &before {
            let segment = copy_segment(*first, &from_folder, &to_folder, known, &mut copied.written)?;
            copied.segments.push(segment);
        }
        sync_folder(&to_folder.join("segments"))?;
        let is_same = |(first, facts): &(Seq, FileFacts), after: &[(Seq, FileFacts)]| {
            after.iter().any(|(other, there)| other == first && there.inode == facts.inode)
        };
        let after = files(&from_folder)?;
        if rewrite::unfinished(from)?.is_none() && before.iter().all(|file| is_same(file, &after)) {
            return Ok(copied);
        }
    }
    Err(CatalogError::Rewriting)
}

fn files(folder: &Path) -> Result<Vec<(Seq, FileFacts)>, CatalogError> {
    let of = |first| Ok((first, FileFacts::of(&Segment::new(folder, first).path)?));
    firsts(folder)?.into_iter().map(of).collect()
}

fn copy_segment(
    first: Seq,
    from: &Path,
    to: &Path,
    known: &[CopiedSegment],
    written: &mut u64,
) -> Result<CopiedSegment, CatalogError> {
    let (source_path, path) = (Segment::new(from, first).path, Segment::new(to, first).path);
    // Before it is read: what is appended meanwhile makes it another file the next time.
    let source = FileFacts::of(&source_path)?;
    let known = known.iter().find(|known| known.first == first && known.source == source);
    if let Some(known) = known
        && fs::metadata(&path).is_ok_and(|there| there.len() == known.bytes)
    {
        return Ok(known.clone());
    }
    let part = path.with_extension(PART);
    let fault = |source| CatalogError::io("writing", &part, source);
    let mut file = BufWriter::new(File::create(&part).map_err(fault)?);
    let (mut hasher, mut bytes) = (blake3::Hasher::new(), 0);
    let mut lines = Lines::open(&source_path, 0, u64::MAX)?;
    while let Some(line) = lines.next()?.filter(|line| line.ends_with(b"\n")) {
        file.write_all(line).map_err(fault)?;
        hasher.update(line);
        bytes += length(line);
    }
    file.flush().and_then(|()| file.get_ref().sync_all()).map_err(fault)?;
    fs::rename(&part, &path).map_err(fault)?;
    *written += bytes;
    Ok(CopiedSegment { first, bytes, blake3: hasher.finalize().to_hex().to_string(), source })
}

/// The segments of a backup whose journal was copied from another engine, line by line.
///
/// # Errors
/// [`CatalogError::Io`].
pub fn segments_of(storage: &Path) -> Result<Vec<CopiedSegment>, CatalogError> {
    let folder = journal_folder(storage);
    let describe = |first| {
        let path = Segment::new(&folder, first).path;
        let source = FileFacts::of(&path)?;
        Ok(CopiedSegment { first, bytes: source.bytes, blake3: hash_of(&path)?, source })
    };
    firsts(&folder)?.into_iter().map(describe).collect()
}

/// Removes segments from a backup that its library does not have.
///
/// # Errors
/// [`CatalogError::Io`].
pub(super) fn keep_only(storage: &Path, segments: &[CopiedSegment]) -> Result<(), CatalogError> {
    let folder = journal_folder(storage);
    for first in firsts(&folder)? {
        if segments.iter().all(|segment| segment.first != first) {
            let path = Segment::new(&folder, first).path;
            fs::remove_file(&path).map_err(|source| CatalogError::io("removing", &path, source))?;
        }
    }
    sync_folder(&folder.join("segments"))
}

/// The instant of the entry of this number; none when the journal has no such entry.
///
/// # Errors
/// [`CatalogError`] when the journal cannot be read.
pub(super) fn instant_of(storage: &Path, seq: Seq) -> Result<Option<Timestamp>, CatalogError> {
    let folder = journal_folder(storage);
    if !folder.is_dir() {
        return Ok(None);
    }
    let Some(first) = firsts(&folder)?.into_iter().rfind(|first| *first <= seq) else { return Ok(None) };
    let mut lines = Lines::open(&Segment::new(&folder, first).path, 0, u64::MAX)?;
    while let Some(text) = lines.next()? {
        if line::verify(text) == Ok(seq) {
            return Ok(line::read(text).ok().map(|entry| entry.at));
        }
    }
    Ok(None)
}

/// The number and the instant of the last entry; none of an empty journal.
///
/// # Errors
/// [`CatalogError::Io`].
pub(super) fn last(storage: &Path) -> Result<Option<(Seq, Timestamp)>, CatalogError> {
    let folder = journal_folder(storage);
    let mut last = None;
    if let Some(first) = firsts(&folder)?.into_iter().next_back() {
        let mut lines = Lines::open(&Segment::new(&folder, first).path, 0, u64::MAX)?;
        while let Some(text) = lines.next()? {
            if line::verify(text).is_ok() {
                last = line::read(text).ok().map(|entry| (entry.seq, entry.at)).or(last);
            }
        }
    }
    Ok(last)
}

/// Whether the segments of a backup are the bytes that were copied.
///
/// # Errors
/// [`CatalogError::Io`] when one cannot be read.
pub(super) fn are_whole(storage: &Path, segments: &[CopiedSegment]) -> Result<bool, CatalogError> {
    let folder = journal_folder(storage);
    for segment in segments {
        let path = Segment::new(&folder, segment.first).path;
        if hash_of(&path)? != segment.blake3 {
            return Ok(false);
        }
    }
    Ok(true)
}

fn hash_of(path: &Path) -> Result<String, CatalogError> {
    let fault = |source| CatalogError::io("reading", path, source);
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(File::open(path).map_err(fault)?).map_err(fault)?;
    Ok(hasher.finalize().to_hex().to_string())
}

//! The journal: the library's facts, in segments of plain lines. Nothing here knows of any state derived from it.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Seek as _, SeekFrom, Write as _},
    path::{Path, PathBuf},
    sync::{PoisonError, RwLock},
};

use super::{
    line, private,
    segment::{Lines, Segment, length},
};
use crate::catalog::{
    error::CatalogError,
    store::{Entry, Seq},
};

/// A segment is closed once it has so many bytes: small enough to copy, check or rewrite in a moment, large enough that
/// a large library has hundreds of them, not thousands.
const SEGMENT_BYTES: u64 = 16 << 20;

/// The journal, open for reading by anyone.
#[derive(Debug)]
pub(super) struct Journal {
    folder: PathBuf,
    // Written by the one writer only, after its bytes are on the disk: readers never see a line half written.
    segments: RwLock<Vec<Segment>>,
}

/// The end of the journal, held by its one writer.
#[derive(Debug)]
pub(super) struct Tail {
    file: Option<File>,
    quota_bytes: Option<u64>,
    /// What a failed write may have left beyond the last good line is still there.
    untidy: bool,
}

impl Journal {
    /// Opens the journal of a folder, checks every line of it, and cuts what a crash left of a last line. A whole last
    /// line that is no entry is moved beside its segment if `stands_at` says that nothing after the entry before it was
    /// ever used.
    ///
    /// # Errors
    /// [`CatalogError::Damaged`] when a line elsewhere is not what was written, or such a last line may have been an entry.
    pub(super) fn open(
        folder: &Path,
        quota_bytes: Option<u64>,
        stands_at: impl FnOnce(Seq) -> bool,
    ) -> Result<(Self, Tail), CatalogError> {
        private::make(folder).map_err(|source| CatalogError::io("making", folder, source))?;
        // Its own name too: without it on the disk, a power cut would take every line in it.
        sync_folder(folder)?;
        let firsts = firsts(folder)?;
        let mut segments: Vec<Segment> = Vec::with_capacity(firsts.len());
        let mut damage = None;
        for (place, first) in firsts.iter().enumerate() {
            if *first != segments.last().map_or(1, Segment::next) {
                let segment = Segment::new(folder, *first).path;
                return Err(CatalogError::Damaged { segment, line: 1, what: MISSING });
            }
            let (segment, tail) = Segment::survey(folder, *first, place + 1 == firsts.len())?;
            segments.push(segment);
            damage = tail;
        }
        let mut tail = Tail { file: None, quota_bytes, untidy: false };
        if let Some(last) = segments.last() {
            if let Some(damage) = damage {
                if !stands_at(last.next() - 1) {
                    return Err(damage);
                }
                let aside = set_tail_aside(last)?;
                tracing::warn!(%damage, aside = %aside.display(), "moved what a crash garbled after the last entry");
            }
            let (file, cut) = tidy(last)?;
            if cut > 0 {
                tracing::warn!(segment = %last.path.display(), bytes = cut, "cut what a crash left of a last entry");
            }
            tail.file = Some(file);
        }
        Ok((Self { folder: folder.to_owned(), segments: RwLock::new(segments) }, tail))
    }

    /// The segments that have entries after this number.
    fn segments_after(&self, seq: Seq) -> Vec<Segment> {
        // A panic while the lock was held leaves a whole list: it is only ever pushed to.
        let segments = self.segments.read().unwrap_or_else(PoisonError::into_inner);
        segments.iter().filter(|segment| segment.next() > seq + 1).cloned().collect()
    }

    /// The number of the last entry; 0 before the first one.
    pub(super) fn seq(&self) -> Seq {
        let segments = self.segments.read().unwrap_or_else(PoisonError::into_inner);
        segments.last().map_or(0, |last| last.next() - 1)
    }

    /// How many bytes the journal takes.
    fn bytes(&self) -> u64 {
        self.segments.read().unwrap_or_else(PoisonError::into_inner).iter().map(|segment| segment.bytes).sum()
    }

    /// Gives every entry after this number, in order, until `each` says that it has enough.
    ///
    /// # Errors
    /// [`CatalogError::Damaged`], [`CatalogError::Io`], or what `each` answers.
    pub(super) fn replay<E: From<CatalogError>>(
        &self,
        after: Seq,
        mut each: impl FnMut(Entry) -> Result<bool, E>,
    ) -> Result<(), E> {
        for segment in self.segments_after(after) {
            let (mut lines, mut seq) = segment.lines_from(after + 1)?;
            while seq < segment.next() {
                let line = lines.next()?.ok_or(line::TORN);
                if seq > after {
                    let entry = line.and_then(line::read).and_then(|entry| expect_seq(entry, seq));
                    let line = seq - segment.first + 1;
                    let damaged = |what| CatalogError::Damaged { segment: segment.path.clone(), line, what };
                    if !each(entry.map_err(damaged)?)? {
                        return Ok(());
                    }
                }
                seq += 1;
            }
        }
        Ok(())
    }

    /// Writes entries, whose numbers follow the last one, and answers once the disk has them.
    ///
    /// # Errors
    /// [`CatalogError::Full`] when there is no room, [`CatalogError::Io`] when the disk fails; nothing is left of them.
    pub(super) fn append(&self, tail: &mut Tail, lines: &[Vec<u8>]) -> Result<(), CatalogError> {
        let added: u64 = lines.iter().map(|line| length(line)).sum();
        if tail.quota_bytes.is_some_and(|quota| self.bytes() + added > quota) {
            return Err(CatalogError::Full { folder: self.folder.clone() });
        }
        let (mut last, is_new) = self.last();
        if is_new || tail.file.is_none() || tail.untidy {
            tail.file = Some(tidy(&last)?.0);
            tail.untidy = false;
        }
        let written = tail.file.as_mut().ok_or(io::ErrorKind::NotFound.into()).and_then(|file| {
            file.write_all(&lines.concat())?;
            file.sync_data()
        });
        if let Err(source) = written {
            tail.untidy = tidy(&last).map(|(file, _)| tail.file = Some(file)).is_err();
            return Err(CatalogError::io("writing", &last.path, source));
        }
        for line in lines {
            last.add(length(line));
        }
        let mut segments = self.segments.write().unwrap_or_else(PoisonError::into_inner);
        if !is_new {
            segments.pop();
        }
        segments.push(last);
        Ok(())
    }

    /// The segment to write to, and whether it is a new one.
    fn last(&self) -> (Segment, bool) {
        let segments = self.segments.read().unwrap_or_else(PoisonError::into_inner);
        match segments.last() {
            Some(last) if last.bytes < SEGMENT_BYTES => (last.clone(), false),
            last => (Segment::new(&self.folder, last.map_or(1, Segment::next)), true),
        }
    }
}

const MISSING: line::Flaw = "the segment before this one is missing, or its last entries are";

fn expect_seq(entry: Entry, seq: Seq) -> Result<Entry, line::Flaw> {
    if entry.seq == seq { Ok(entry) } else { Err(line::OUT_OF_ORDER) }
}

/// The numbers that begin the segments of a folder, in order.
///
/// # Errors
/// [`CatalogError::Io`].
pub(super) fn firsts(folder: &Path) -> Result<Vec<Seq>, CatalogError> {
    let fault = |source| CatalogError::io("reading", folder, source);
    let mut firsts = Vec::new();
    for found in fs::read_dir(folder).map_err(fault)? {
        firsts.extend(Segment::first_of(&found.map_err(fault)?.path()));
    }
    firsts.sort_unstable();
    Ok(firsts)
}

/// Opens a segment to write at its end, without what stands beyond its last good line; a new one is made, and its name
/// is on the disk before anything is written to it. Tells how many bytes were cut.
fn tidy(segment: &Segment) -> Result<(File, u64), CatalogError> {
    let fault = |source| CatalogError::io("writing", &segment.path, source);
    let file = OpenOptions::new().create(true).append(true).open(&segment.path).map_err(fault)?;
    let beyond = file.metadata().map_err(fault)?.len().saturating_sub(segment.bytes);
    if beyond > 0 {
        file.set_len(segment.bytes).map_err(fault)?;
    }
    file.sync_all().map_err(fault)?;
    sync_folder(&segment.path)?;
    Ok((file, beyond))
}

/// Copies what stands beyond a segment's last good line to a file beside it, after what was moved there before.
fn set_tail_aside(segment: &Segment) -> Result<PathBuf, CatalogError> {
    let aside = segment.path.with_extension("damaged-tail");
    let copy = || {
        let mut from = File::open(&segment.path)?;
        from.seek(SeekFrom::Start(segment.bytes))?;
        let mut to = OpenOptions::new().create(true).append(true).open(&aside)?;
        io::copy(&mut from, &mut to)?;
        to.sync_all()
    };
    copy().map_err(|source| CatalogError::io("writing", &aside, source))?;
    sync_folder(&aside)?;
    Ok(aside)
}

/// Puts the names in the folder of this file on the disk.
///
/// # Errors
/// [`CatalogError::Io`].
pub(super) fn sync_folder(path: &Path) -> Result<(), CatalogError> {
    let folder = path.parent().unwrap_or(path);
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(|source| CatalogError::io("writing", folder, source))
}

/// Gives what is wrong on each line of the journal, without stopping at the first.
///
/// # Errors
/// [`CatalogError::Io`] when a file cannot be read at all.
pub(super) fn inspect(folder: &Path, mut found: impl FnMut(CatalogError)) -> Result<(), CatalogError> {
    let firsts = firsts(folder)?;
    let mut next = 1;
    for (place, first) in firsts.iter().enumerate() {
        let path = Segment::new(folder, *first).path;
        if *first != next {
            found(CatalogError::Damaged { segment: path.clone(), line: 1, what: MISSING });
        }
        next = *first;
        let (mut lines, mut number) = (Lines::open(&path, 0)?, 0);
        while let Some(line) = lines.next()? {
            number += 1;
            let what = match line::verify(line) {
                Ok(seq) if seq == next => None,
                Ok(seq) => {
                    next = seq;
                    Some(line::OUT_OF_ORDER)
                }
                // What a crash left of an entry never answered is no damage.
                Err(line::TORN) if place + 1 == firsts.len() => break,
                Err(flaw) => Some(flaw),
            };
            if let Some(what) = what {
                found(CatalogError::Damaged { segment: path.clone(), line: number, what });
            }
            next += 1;
        }
    }
    Ok(())
}

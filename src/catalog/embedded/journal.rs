//! The journal: the library's facts, in segments of plain lines. Nothing here knows of any state derived from it.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Seek as _, SeekFrom, Write as _},
    os::unix::fs::MetadataExt as _,
    path::{Path, PathBuf},
    sync::{
        Mutex, PoisonError, RwLock, RwLockWriteGuard,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use super::{
    files::OpenFiles,
    line,
    place::Place,
    private,
    segment::{self, Beyond, LineAt, Lines, Segment, Summary, length},
};
use crate::catalog::{
    error::CatalogError,
    spaces,
    store::{Entry, Seq},
};

/// A segment is closed once it has so many bytes: small enough to copy, check or rewrite in a moment, large enough that
/// a large library has hundreds of them, not thousands.
const SEGMENT_BYTES: u64 = 16 << 20;

/// The folder of the journal.
pub(super) fn journal_folder(storage: &Path) -> PathBuf {
    storage.join("journal")
}

/// The journal, open for reading by anyone.
#[derive(Debug)]
pub(super) struct Journal {
    folder: PathBuf,
    // Changed by the one writer only, after its bytes are on the disk: readers never see a line half written.
    segments: RwLock<Vec<Segment>>,
    files: OpenFiles,
    // Held for reading while lines are read, and for writing while files are replaced by rewritten ones.
    replacing: RwLock<()>,
}

/// The end of the journal, held by its one writer.
#[derive(Debug)]
pub(super) struct Tail {
    /// The journal's folder, as it was opened: another one may stand under its name since.
    folder: File,
    /// Its last segment; none in a new journal.
    file: Option<File>,
    quota_bytes: Option<u64>,
    /// Whether it may be written to.
    writable: bool,
    /// What a failed write may have left beyond the last good line is still there.
    is_untidy: bool,
}

impl Journal {
    /// Reads the journal of a folder, empty if there is none, and checks every line of it, but for the segments of which
    /// this is known and whose files have the length and the time of change that they had; the last one is always read.
    /// Nothing is changed: what stands after its last entry is for [`settle`](Self::settle).
    ///
    /// # Errors
    /// [`CatalogError::Damaged`] when a line elsewhere than at the end is not what was written.
    pub(super) fn survey(folder: &Path, known: &[Summary]) -> Result<Self, CatalogError> {
        let segments = RwLock::new(surveyed(folder, known)?);
        Ok(Self { folder: folder.to_owned(), segments, files: OpenFiles::of(folder), replacing: RwLock::default() })
    }

    /// Reads the folder again after its files were replaced.
    ///
    /// # Errors
    /// As [`survey`](Self::survey).
    pub(super) fn survey_again(&self) -> Result<(), CatalogError> {
        let segments = surveyed(&self.folder, &[])?;
        *self.segments.write().unwrap_or_else(PoisonError::into_inner) = segments;
        self.files.close_all();
        Ok(())
    }

    /// Keeps readers out as long as the guard is held.
    pub(super) fn keep_readers_out(&self) -> RwLockWriteGuard<'_, ()> {
        self.replacing.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes the folder, if it is not there.
    ///
    /// # Errors
    /// [`CatalogError::Io`].
    pub(super) fn make(&self) -> Result<(), CatalogError> {
        private::make(&self.folder).map_err(|source| CatalogError::io("making", &self.folder, source))?;
        // Its own name too: without it on the disk, a power cut would take every line in it.
        sync_folder(&self.folder)
    }

    /// The segments that do not end as an append leaves them.
    pub(super) fn untidy(&self) -> Vec<Segment> {
        let segments = self.segments.read().unwrap_or_else(PoisonError::into_inner);
        segments.iter().filter(|segment| !segment.is_tidy()).cloned().collect()
    }

    /// The last segment, for what is to be said of it; the folder while there is none.
    pub(super) fn end(&self) -> PathBuf {
        let segments = self.segments.read().unwrap_or_else(PoisonError::into_inner);
        segments.last().map_or_else(|| self.folder.clone(), |last| last.path.clone())
    }

    /// Gives each entry its line feed, and moves what stands after the last one to a file beside its segment.
    ///
    /// # Errors
    /// [`CatalogError::Full`] or [`CatalogError::Io`]; nothing is lost then, and the same can be done again.
    pub(super) fn settle(&self) -> Result<(), CatalogError> {
        let mut segments = self.segments.write().unwrap_or_else(PoisonError::into_inner);
        segments.iter_mut().filter(|segment| !segment.is_tidy()).try_for_each(settle)
    }

    /// The end to write at, of a journal that is settled; without `writable`, there is nothing to write at.
    ///
    /// # Errors
    /// [`CatalogError::Io`].
    pub(super) fn tail(&self, quota_bytes: Option<u64>, writable: bool) -> Result<Tail, CatalogError> {
        let folder = File::open(&self.folder).map_err(|source| CatalogError::io("reading", &self.folder, source))?;
        let segments = self.segments.read().unwrap_or_else(PoisonError::into_inner);
        let file = segments.last().filter(|_| writable).map(|last| to_append(&last.path)).transpose()?;
        Ok(Tail { folder, file, quota_bytes, writable, is_untidy: false })
    }

    /// Whether the journal on the disk is still the one that was opened. Its folder may have been moved, unmounted or
    /// replaced since: what is written to the open file would then be seen by nobody.
    ///
    /// # Errors
    /// [`CatalogError::Gone`].
    pub(super) fn is_there(&self, tail: &Tail) -> Result<(), CatalogError> {
        let end = self.end();
        let gone = |path: &Path| Err(CatalogError::Gone { path: path.to_owned() });
        if !leads_to(&self.folder, &tail.folder) {
            return gone(&self.folder);
        }
        match &tail.file {
            Some(file) if !leads_to(&end, file) => gone(&end),
            _ => Ok(()),
        }
    }

    /// The segments that have entries after this number.
    fn segments_after(&self, seq: Seq) -> Vec<Segment> {
        self.segments().into_iter().filter(|segment| segment.next() > seq + 1).collect()
    }

    /// Every segment, in order.
    pub(super) fn segments(&self) -> Vec<Segment> {
        // A panic while the lock was held leaves a whole list: it is only ever pushed to.
        self.segments.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What is known of the segments that nothing is written to any more, to be told to a later
    /// [survey](Self::survey).
    pub(super) fn closed(&self) -> Vec<Summary> {
        let mut segments = self.segments();
        segments.pop();
        segments.iter().map(Segment::summary).collect()
    }

    /// The segment and the place in it that the next line will have.
    pub(super) fn next_place(&self) -> (Seq, u64) {
        let (last, _) = self.last();
        (last.first, last.bytes)
    }

    /// The text that stands at a place; nothing when another one does.
    ///
    /// # Errors
    /// [`CatalogError::Gone`] when the file is not there or ends before it, [`CatalogError::Io`].
    pub(super) fn body_at(&self, place: &Place) -> Result<Option<String>, CatalogError> {
        let _files = self.replacing.read().unwrap_or_else(PoisonError::into_inner);
        self.files.body_at(place)
    }

    /// Looks whether the line of this entry is what was written.
    ///
    /// # Errors
    /// [`CatalogError::Damaged`] when it is not.
    pub(super) fn examine(&self, seq: Seq) -> Result<(), CatalogError> {
        self.replay_lines(seq.saturating_sub(1), |_, _| Ok(false))
    }

    /// The number of the last entry; 0 before the first one.
    pub(super) fn seq(&self) -> Seq {
        let segments = self.segments.read().unwrap_or_else(PoisonError::into_inner);
        segments.last().map_or(0, |last| last.next() - 1)
    }

    /// How many bytes the journal takes.
    pub(super) fn bytes(&self) -> u64 {
        self.segments.read().unwrap_or_else(PoisonError::into_inner).iter().map(|segment| segment.bytes).sum()
    }

    /// Gives every entry after this number, in order, until `each` says that it has enough. Records of older versions are
    /// given as the present version has them.
    ///
    /// # Errors
    /// [`CatalogError::Damaged`], [`CatalogError::Newer`], [`CatalogError::Io`], or what `each` answers.
    pub(super) fn replay<E: From<CatalogError>>(
        &self,
        after: Seq,
        mut each: impl FnMut(Entry) -> Result<bool, E>,
    ) -> Result<(), E> {
        self.replay_lines(after, |seq, line| {
            let entry = line::read(line.bytes).and_then(|entry| expect_seq(entry, seq));
            let mut entry = entry.map_err(|what| self.damaged(line.segment, seq, what))?;
            entry.records = spaces::present(entry.records)?;
            each(entry)
        })
    }

    /// Gives the line of every entry after this number, verified, until `each` says that it has enough.
    ///
    /// # Errors
    /// Those of [`replay`](Self::replay).
    pub(super) fn replay_lines<E: From<CatalogError>>(
        &self,
        after: Seq,
        mut each: impl FnMut(Seq, &LineAt<'_>) -> Result<bool, E>,
    ) -> Result<(), E> {
        let _files = self.replacing.read().unwrap_or_else(PoisonError::into_inner);
        for segment in self.segments_after(after) {
            let (mut lines, mut seq, mut offset) = segment.lines_from(after + 1)?;
            while seq < segment.next() {
                let bytes = lines.next()?.unwrap_or_default();
                if seq > after {
                    let number = line::verify(bytes).and_then(|number| expect(number, seq));
                    number.map_err(|what| self.damaged(segment.first, seq, what))?;
                    if !each(seq, &LineAt { segment: segment.first, offset, bytes })? {
                        return Ok(());
                    }
                }
                offset += length(bytes);
                seq += 1;
            }
        }
        Ok(())
    }

    /// The line of this entry is not what was written.
    pub(super) fn damaged(&self, segment: Seq, seq: Seq, what: line::Flaw) -> CatalogError {
        let path = Segment::new(&self.folder, segment).path;
        CatalogError::Damaged { segment: path, line: seq.saturating_sub(segment) + 1, what }
    }

    /// Writes entries, whose numbers follow the last one, and answers once the disk has them.
    ///
    /// # Errors
    /// [`CatalogError::Full`] when there is no room, [`CatalogError::Gone`] when the journal was taken away,
    /// [`CatalogError::Io`] when the disk fails; nothing is left of them.
    pub(super) fn append(&self, tail: &mut Tail, lines: &[Vec<u8>]) -> Result<(), CatalogError> {
        let added: u64 = lines.iter().map(|line| length(line)).sum();
        if tail.quota_bytes.is_some_and(|quota| self.bytes() + added > quota) {
            return Err(CatalogError::Full { folder: self.folder.clone() });
        }
        if !tail.writable {
            return Err(CatalogError::io("writing", &self.folder, io::ErrorKind::PermissionDenied.into()));
        }
        self.is_there(tail)?;
        let (mut last, is_new) = self.last();
        let opened = is_new.then(|| to_append(&last.path)).transpose()?;
        let gone = || CatalogError::Gone { path: last.path.clone() };
        let file = opened.as_ref().or(tail.file.as_ref()).ok_or_else(gone)?;
        if !tail.is_untidy && !has_length(file, last.bytes) {
            // Another program wrote to it or cut it: it is left as it is, and what would be added might follow nothing.
            return Err(gone());
        }
        let written = write(file, &last, lines, tail.is_untidy).and_then(|()| {
            // Taken away while it was written to, it is seen by nobody who opens the library later.
            if leads_to(&last.path, file) { Ok(()) } else { Err(gone()) }
        });
        if written.is_err() {
            // Through the open file: another one may stand under its name by now.
            let undone = file.set_len(last.bytes).and_then(|()| file.sync_all());
            tail.is_untidy = undone.is_err();
            return written;
        }
        tail.is_untidy = false;
        tail.file = opened.or(tail.file.take());
        for line in lines {
            last.add(length(line));
        }
        last.written =
            tail.file.as_ref().and_then(|file| file.metadata().ok()).map_or(0, |facts| segment::written(&facts));
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

/// Reads and checks the segments of a folder, but for those that are known and have not changed.
fn surveyed(folder: &Path, known: &[Summary]) -> Result<Vec<Segment>, CatalogError> {
    let firsts = if folder.exists() { firsts(folder)? } else { Vec::new() };
    let mut segments: Vec<Segment> = Vec::with_capacity(firsts.len());
    for (first, surveyed) in firsts.iter().zip(each_surveyed(folder, &firsts, known)) {
        if *first != segments.last().map_or(1, Segment::next) {
            let segment = Segment::new(folder, *first).path;
            return Err(CatalogError::Damaged { segment, line: 1, what: MISSING });
        }
        segments.push(surveyed?);
    }
    Ok(segments)
}

/// These segments, in order, read by as many threads as there are cores.
fn each_surveyed(folder: &Path, firsts: &[Seq], known: &[Summary]) -> Vec<Result<Segment, CatalogError>> {
    let survey = |place: usize, first: Seq| {
        let is_last = place + 1 == firsts.len();
        let known = known.iter().filter(|_| !is_last).find(|summary| summary.first() == first);
        let known = known.and_then(|summary| Segment::known(folder, summary));
        known.map_or_else(|| Segment::survey(folder, first, is_last), Ok)
    };
    let (next, done) = (AtomicUsize::new(0), Mutex::new(Vec::with_capacity(firsts.len())));
    let work = || {
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            let Some(first) = firsts.get(place) else { return };
            let segment = survey(place, *first);
            // Only ever pushed to.
            done.lock().unwrap_or_else(PoisonError::into_inner).push((place, segment));
        }
    };
    let threads = thread::available_parallelism().map_or(1, usize::from).min(firsts.len().saturating_sub(known.len()));
    thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(work);
        }
        work();
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_unstable_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, segment)| segment).collect()
}

const MISSING: line::Flaw = "the segment before this one is missing, or its last entries are";

fn expect_seq(entry: Entry, seq: Seq) -> Result<Entry, line::Flaw> {
    expect(entry.seq, seq).map(|_| entry)
}

pub(super) const fn expect(number: Seq, seq: Seq) -> Result<Seq, line::Flaw> {
    if number == seq { Ok(seq) } else { Err(line::OUT_OF_ORDER) }
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

/// Opens a segment to write at its end; a new one is made, and its name is on the disk before anything is written to it.
fn to_append(path: &Path) -> Result<File, CatalogError> {
    let fault = |source| CatalogError::io("writing", path, source);
    let file = OpenOptions::new().create(true).append(true).open(path).map_err(fault)?;
    file.sync_all().map_err(fault)?;
    sync_folder(path)?;
    Ok(file)
}

fn has_length(file: &File, bytes: u64) -> bool {
    file.metadata().is_ok_and(|facts| facts.len() == bytes)
}

/// Writes lines at the end of a segment, and waits for the disk.
fn write(mut file: &File, segment: &Segment, lines: &[Vec<u8>], is_untidy: bool) -> Result<(), CatalogError> {
    let fault = |source| CatalogError::io("writing", &segment.path, source);
    if is_untidy {
        // What an earlier write that failed left there.
        file.set_len(segment.bytes).map_err(fault)?;
    }
    file.write_all(&lines.concat()).map_err(fault)?;
    file.sync_data().map_err(fault)
}

/// Whether this path leads to this open file or folder.
fn leads_to(path: &Path, open: &File) -> bool {
    let identity = |facts: fs::Metadata| (facts.dev(), facts.ino());
    fs::metadata(path).ok().map(identity).is_some_and(|there| open.metadata().ok().map(identity) == Some(there))
}

fn settle(segment: &mut Segment) -> Result<(), CatalogError> {
    let fault = |source| CatalogError::io("writing", &segment.path, source);
    let mut file = OpenOptions::new().append(true).open(&segment.path).map_err(fault)?;
    if segment.beyond != Beyond::Nothing {
        let aside = set_tail_aside(segment)?;
        tracing::warn!(
            segment = %segment.path.display(), aside = %aside.display(),
            "moved an incomplete entry from the end of the journal to a file beside it"
        );
        file.set_len(segment.bytes).map_err(fault)?;
        segment.beyond = Beyond::Nothing;
    }
    if !segment.is_ended {
        tracing::warn!(segment = %segment.path.display(), "gave the last entry of the journal its line feed again");
        file.write_all(b"\n").map_err(fault)?;
        segment.bytes += 1;
        segment.is_ended = true;
    }
    file.sync_all().map_err(fault)?;
    segment.written = file.metadata().map_or(0, |facts| segment::written(&facts));
    Ok(())
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
        let (mut lines, mut number) = (Lines::open(&path, 0, u64::MAX)?, 0);
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

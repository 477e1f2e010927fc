//! One file of the journal: the entries from the number in its name on, a line each.

use std::{
    fs::File,
    io::{BufRead, BufReader, Read, Seek, SeekFrom, Take},
    path::{Path, PathBuf},
};

use super::line::{self, Flaw};
use crate::catalog::{error::CatalogError, store::Seq};

/// One place in so many entries is remembered, so that reading from a number on skips at most this many lines.
const STEP: u64 = 64;
/// Bytes read from a segment at a time.
const BUFFER: usize = 256 * 1024;
const EXTENSION: &str = "ndjson";

/// What stands after the last entry of a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beyond {
    Nothing,
    /// Bytes without a line feed: a line that was not written to its end, or lost its end since.
    Torn,
    /// Whole lines that are no entries.
    Garbled(Flaw),
}

/// A file of the journal, surveyed.
#[derive(Clone, Debug)]
pub(super) struct Segment {
    pub(super) path: PathBuf,
    /// The number of its first entry.
    pub(super) first: Seq,
    /// How many entries it has.
    pub(super) entries: u64,
    /// Its length, in bytes, up to the end of its last entry.
    pub(super) bytes: u64,
    /// Whether its last entry has its line feed.
    pub(super) is_ended: bool,
    /// What stands after its last entry.
    pub(super) beyond: Beyond,
    /// Where every [`STEP`]th entry begins.
    marks: Vec<u64>,
}

impl Segment {
    /// A segment that is about to receive the entry of this number.
    pub(super) fn new(folder: &Path, first: Seq) -> Self {
        let path = folder.join(format!("{first:020}.{EXTENSION}"));
        Self { path, first, entries: 0, bytes: 0, is_ended: true, beyond: Beyond::Nothing, marks: Vec::new() }
    }

    /// The number that a file's name gives to its first entry, if the file is a segment.
    pub(super) fn first_of(path: &Path) -> Option<Seq> {
        let digits = path.file_name()?.to_str()?.strip_suffix(EXTENSION)?.strip_suffix('.')?;
        digits.parse().ok().filter(|_| digits.len() == 20)
    }

    /// The number that the next entry will have.
    pub(super) const fn next(&self) -> Seq {
        self.first + self.entries
    }

    /// Counts an entry in, of so many bytes.
    pub(super) fn add(&mut self, bytes: u64) {
        if self.entries.is_multiple_of(STEP) {
            self.marks.push(self.bytes);
        }
        self.entries += 1;
        self.bytes += bytes;
    }

    /// Reads and checks every line, and changes nothing. An entry that lacks its line feed alone is an entry. What stands
    /// after the last entry of the last segment is not counted in: a crash may have left it, or it may be damage.
    ///
    /// # Errors
    /// [`CatalogError::Damaged`] at the first line that is no entry; where a crash cannot have cut it, a torn line too.
    pub(super) fn survey(folder: &Path, first: Seq, last: bool) -> Result<Self, CatalogError> {
        let mut segment = Self::new(folder, first);
        let mut lines = Lines::open(&segment.path, 0, u64::MAX)?;
        while let Some(line) = lines.next()? {
            match line::verify(line) {
                Ok(seq) if seq == segment.next() => {
                    let is_ended = line.ends_with(b"\n");
                    segment.add(length(line));
                    segment.is_ended = is_ended;
                }
                Ok(_) => return Err(segment.damaged(line::OUT_OF_ORDER)),
                Err(line::TORN) => {
                    // With another byte in the place of its line feed, an entry is whole too.
                    let entry = line.split_last().map_or(line, |(_, entry)| entry);
                    if line::verify(entry) == Ok(segment.next()) {
                        segment.add(length(entry));
                        segment.is_ended = false;
                    } else if !last {
                        return Err(segment.damaged(line::TORN));
                    }
                    segment.beyond = Beyond::Torn;
                    break;
                }
                Err(flaw) => {
                    if !last || holds_an_entry(&mut lines)? {
                        return Err(segment.damaged(flaw));
                    }
                    segment.beyond = Beyond::Garbled(flaw);
                    break;
                }
            }
        }
        Ok(segment)
    }

    /// Whether it ends as every append leaves it.
    pub(super) const fn is_tidy(&self) -> bool {
        self.is_ended && matches!(self.beyond, Beyond::Nothing)
    }

    /// Damage on the line of the next entry.
    pub(super) fn damaged(&self, what: Flaw) -> CatalogError {
        CatalogError::Damaged { segment: self.path.clone(), line: self.entries + 1, what }
    }

    /// The lines from this number's on, and the number of the first one.
    ///
    /// # Errors
    /// [`CatalogError::Io`].
    pub(super) fn lines_from(&self, seq: Seq) -> Result<(Lines, Seq), CatalogError> {
        let step = seq.saturating_sub(self.first) / STEP;
        let found = usize::try_from(step).ok().and_then(|step| self.marks.get(step));
        let (place, first) = found.map_or((0, self.first), |place| (*place, self.first + step * STEP));
        Ok((Lines::open(&self.path, place, self.bytes)?, first))
    }
}

/// Whether one of the lines left is an entry.
fn holds_an_entry(lines: &mut Lines) -> Result<bool, CatalogError> {
    while let Some(line) = lines.next()? {
        if line::verify(line).is_ok() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The length of a line in a file.
pub(super) fn length(line: &[u8]) -> u64 {
    u64::try_from(line.len()).unwrap_or(u64::MAX)
}

/// The lines of a segment, line feeds included, without a copy of each.
pub(super) struct Lines {
    path: PathBuf,
    file: BufReader<Take<File>>,
    line: Vec<u8>,
}

impl Lines {
    /// Opens a segment at a place where a line begins, to be read up to another place.
    ///
    /// # Errors
    /// [`CatalogError::Io`].
    pub(super) fn open(path: &Path, place: u64, end: u64) -> Result<Self, CatalogError> {
        let fault = |source| CatalogError::io("reading", path, source);
        let mut file = File::open(path).map_err(fault)?;
        file.seek(SeekFrom::Start(place)).map_err(fault)?;
        let file = BufReader::with_capacity(BUFFER, file.take(end.saturating_sub(place)));
        Ok(Self { path: path.to_owned(), file, line: Vec::new() })
    }

    /// The next line; the last one may lack its line feed.
    ///
    /// # Errors
    /// [`CatalogError::Io`].
    pub(super) fn next(&mut self) -> Result<Option<&[u8]>, CatalogError> {
        self.line.clear();
        let read = self.file.read_until(b'\n', &mut self.line);
        match read.map_err(|source| CatalogError::io("reading", &self.path, source))? {
            0 => Ok(None),
            _ => Ok(Some(&self.line)),
        }
    }
}

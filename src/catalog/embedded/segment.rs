//! One file of the journal: the entries from the number in its name on, a line each.

use std::{
    fs::{self, File},
    io::{BufRead, BufReader, Read, Seek, SeekFrom, Take},
    path::{Path, PathBuf},
    time::UNIX_EPOCH,
};

use serde::{Deserialize, Serialize};

use super::line::{self, Flaw};
use crate::catalog::{error::CatalogError, store::Seq};

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
    /// When it was last written, in nanoseconds since 1970, as far as this program has seen; 0 when that is not known.
    pub(super) written: u64,
}

/// What is known of a segment that nothing is written to any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Summary {
    /// The number of its first entry.
    first: Seq,
    entries: u64,
    bytes: u64,
    /// When it was last written, in nanoseconds since 1970.
    written: u64,
}

impl Summary {
    /// The number of its first entry.
    pub(super) const fn first(&self) -> Seq {
        self.first
    }
}

/// A line of the journal, and where it begins.
#[derive(Clone, Copy, Debug)]
pub(super) struct LineAt<'a> {
    /// The number that names its segment.
    pub(super) segment: Seq,
    /// Where it begins there.
    pub(super) offset: u64,
    /// Its bytes, line feed included.
    pub(super) bytes: &'a [u8],
}

impl Segment {
    /// A segment that is about to receive the entry of this number.
    pub(super) fn new(folder: &Path, first: Seq) -> Self {
        let path = folder.join(format!("{first:020}.{EXTENSION}"));
        Self { path, first, entries: 0, bytes: 0, is_ended: true, beyond: Beyond::Nothing, written: 0 }
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
        // Before it is read: what is written meanwhile makes it another one.
        segment.written = fs::metadata(&segment.path).map_or(0, |facts| written(&facts));
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

    /// A segment of which this was known, if its file has the same length and time of change still.
    pub(super) fn known(folder: &Path, summary: &Summary) -> Option<Self> {
        let Summary { first, entries, bytes, written } = *summary;
        let segment = Self { entries, bytes, written, ..Self::new(folder, first) };
        let facts = fs::metadata(&segment.path).ok()?;
        (written > 0 && facts.len() == bytes && self::written(&facts) == written).then_some(segment)
    }

    /// What is to be known of it at the next start.
    pub(super) const fn summary(&self) -> Summary {
        Summary { first: self.first, entries: self.entries, bytes: self.bytes, written: self.written }
    }

    /// The lines from this number's on or from a little before, and the number and the place of the first one.
    ///
    /// # Errors
    /// [`CatalogError::Io`].
    pub(super) fn lines_from(&self, seq: Seq) -> Result<(Lines, Seq, u64), CatalogError> {
        let (mut first, mut low, mut high) = (self.first, 0, self.bytes);
        if seq <= first {
            high = 0;
        }
        // A line names its number: the place is looked for by halves, until one read has it.
        while high.saturating_sub(low) > u64::try_from(BUFFER).unwrap_or(u64::MAX) {
            let middle = low + (high - low) / 2;
            match self.line_after(middle, high)? {
                Some((place, number)) if number <= seq => (low, first) = (place, number),
                _ => high = middle,
            }
        }
        Ok((Lines::open(&self.path, low, self.bytes)?, first, low))
    }

    /// Where the first line that begins after this place stands, and its number; nothing when there is none that reads.
    fn line_after(&self, place: u64, end: u64) -> Result<Option<(u64, Seq)>, CatalogError> {
        let mut lines = Lines::open(&self.path, place, end)?;
        let Some(skipped) = lines.next()?.map(length) else { return Ok(None) };
        let number = lines.next()?.and_then(|line| line::number(line).ok());
        Ok(number.map(|number| (place + skipped, number)))
    }
}

/// When a file was last written, in nanoseconds since 1970.
pub(super) fn written(facts: &fs::Metadata) -> u64 {
    let since = facts.modified().ok().and_then(|written| written.duration_since(UNIX_EPOCH).ok());
    since.and_then(|since| u64::try_from(since.as_nanos()).ok()).unwrap_or(0)
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

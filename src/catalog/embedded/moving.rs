//! The journal of a folder as the source or the target of a move, and the mark in that folder.
//!
//! The source may be in use by another process: only whole lines are read, and when something is forgotten, the inodes of its
//! segments tell. The target is locked; its state is removed, and made from the journal when the library is opened.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, BufWriter, Write as _},
    os::unix::fs::MetadataExt as _,
    path::{Path, PathBuf},
    sync::Arc,
};

use async_trait::async_trait;

use super::{
    ending::{self, Survey},
    journal::{Journal, Tail, firsts, journal_folder, sync_folder},
    line, recover,
    rewrite::{self, Unfinished},
    segment::{Lines, Segment},
};
use crate::catalog::{
    error::CatalogError,
    lock,
    moving::{Line, Mark, PAGE_BYTES, PAGE_LINES, ReadLines, WriteLines},
    store::Seq,
};

/// The file of the mark, and the same while it is written.
const MARK: &str = "move.json";
const UNNAMED: &str = "move.json.part";

/// The mark of a storage folder, if it has one.
///
/// # Errors
/// [`CatalogError::Io`] when it cannot be read.
pub(super) fn marked(storage: &Path) -> Result<Option<Mark>, CatalogError> {
    let path = storage.join(MARK);
    let fault = |source| CatalogError::io("reading", &path, source);
    match fs::read(&path) {
        Ok(text) => serde_json::from_slice(&text).map(Some).map_err(|error| fault(error.into())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(fault(source)),
    }
}

/// Sets the mark of a storage folder, or removes it: a power cut leaves the old one or the new one.
///
/// # Errors
/// [`CatalogError::Io`].
pub(super) fn mark(storage: &Path, mark: Option<&Mark>) -> Result<(), CatalogError> {
    let (path, part) = (storage.join(MARK), storage.join(UNNAMED));
    let write = |mark: &Mark| {
        let mut file = File::create(&part)?;
        serde_json::to_writer(&mut file, mark)?;
        file.sync_all()?;
        fs::rename(&part, &path)
    };
    let done = match mark {
        Some(mark) => write(mark),
        None => match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        },
    };
    done.map_err(|source| CatalogError::io("writing", &path, source))?;
    sync_folder(&path)
}

/// The lines of a folder's journal, which another process may have open.
pub struct FolderLines {
    storage: PathBuf,
    /// The inode of each segment that was seen.
    seen: BTreeMap<Seq, u64>,
    open: Option<Open>,
}

/// A segment that is being read.
struct Open {
    first: Seq,
    lines: Lines,
    /// The number of its next line.
    next: Seq,
}

impl FolderLines {
    /// Those of this storage folder.
    #[must_use]
    pub fn of(storage: &Path) -> Self {
        Self { storage: storage.to_owned(), seen: BTreeMap::new(), open: None }
    }

    /// Whether the segments are still the files that they were.
    fn look(&mut self) -> Result<(), CatalogError> {
        if rewrite::unfinished(&self.storage)? == Some(Unfinished::Decided) {
            return Err(CatalogError::Rewriting);
        }
        let folder = journal_folder(&self.storage);
        for first in firsts(&folder)? {
            let path = Segment::new(&folder, first).path;
            let inode = fs::metadata(&path).map_err(|source| CatalogError::io("reading", &path, source))?.ino();
            if *self.seen.entry(first).or_insert(inode) != inode {
                return Err(CatalogError::Rewriting);
            }
        }
        Ok(())
    }

    /// The segment with the line of this number, opened there; nothing where no segment can have it.
    fn opened_at(&self, seq: Seq) -> Result<Option<Open>, CatalogError> {
        let folder = journal_folder(&self.storage);
        let Some(first) = self.seen.range(..=seq).next_back().map(|(first, _)| *first) else { return Ok(None) };
        let mut open =
            Open { first, lines: Lines::open(&Segment::new(&folder, first).path, 0, u64::MAX)?, next: first };
        while open.next < seq {
            if open.lines.next()?.is_none_or(|line| !line.ends_with(b"\n")) {
                return Ok(None);
            }
            open.next += 1;
        }
        Ok(Some(open))
    }

    fn page(&mut self, after: Seq) -> Result<Vec<Line>, CatalogError> {
        self.look()?;
        let (mut page, mut bytes) = (Vec::new(), 0_usize);
        let mut open = match self.open.take().filter(|open| open.next == after + 1) {
            Some(open) => open,
            None => match self.opened_at(after + 1)? {
                Some(open) => open,
                None => return Ok(page),
            },
        };
        while page.len() < PAGE_LINES && bytes < PAGE_BYTES {
            let damaged = |what| CatalogError::Damaged {
                segment: Segment::new(&journal_folder(&self.storage), open.first).path,
                line: open.next - open.first + 1,
                what,
            };
            // A line that is being written is read once it is whole.
            let Some(text) = open.lines.next()?.filter(|line| line.ends_with(b"\n")) else {
                let follows = self.seen.contains_key(&open.next) && open.next != open.first;
                match follows.then(|| self.opened_at(open.next)).transpose()?.flatten() {
                    Some(next) => {
                        open = next;
                        continue;
                    }
                    None => return self.given(page, None),
                }
            };
            let number = line::verify(text).map_err(damaged)?;
            if number != open.next {
                return Err(damaged(line::OUT_OF_ORDER));
            }
            let (seq, text) = line::without_number(text).map_err(damaged)?;
            bytes = bytes.saturating_add(text.len());
            page.push(Line { seq, text });
            open.next += 1;
        }
        self.given(page, Some(open))
    }

    /// A page that was read, unless the files were replaced meanwhile.
    fn given(&mut self, page: Vec<Line>, open: Option<Open>) -> Result<Vec<Line>, CatalogError> {
        self.open = open;
        self.look()?;
        Ok(page)
    }
}

#[async_trait]
impl ReadLines for FolderLines {
    /// It blocks: a move has nothing else to do meanwhile.
    async fn lines(&mut self, after: Seq) -> Result<Vec<Line>, CatalogError> {
        if !journal_folder(&self.storage).is_dir() {
            return Ok(Vec::new());
        }
        self.page(after)
    }
}

/// A journal in a folder that is being filled, locked.
pub struct FolderTarget {
    storage: PathBuf,
    journal: Arc<Journal>,
    tail: Tail,
    reading: FolderLines,
    /// Whether the state is gone, which follows none of what is done here.
    is_bare: bool,
    /// Whether segments were replaced since the journal was surveyed.
    is_stale: bool,
    _lock: File,
}

impl FolderTarget {
    /// Opens the journal of a folder, new if there is none.
    ///
    /// # Errors
    /// [`CatalogError::InUse`] when another process has it, [`CatalogError::Damaged`] when it is damaged.
    pub fn open(storage: &Path) -> Result<Self, CatalogError> {
        let lock = lock::take(storage)?;
        rewrite::finish(storage)?;
        let journal = ending::judged(storage, Survey::Whole, false)?;
        journal.make()?;
        journal.settle()?;
        let tail = journal.tail(None, true)?;
        Ok(Self {
            storage: storage.to_owned(),
            journal,
            tail,
            reading: FolderLines::of(storage),
            is_bare: false,
            is_stale: false,
            _lock: lock,
        })
    }

    /// Removes the state: it may hold what is replaced, and sessions of another time.
    fn bare(&mut self) -> Result<(), CatalogError> {
        if !self.is_bare {
            recover::throw_away(&self.storage)?;
            self.is_bare = true;
        }
        Ok(())
    }
}

#[async_trait]
impl ReadLines for FolderTarget {
    async fn lines(&mut self, after: Seq) -> Result<Vec<Line>, CatalogError> {
        self.reading.lines(after).await
    }
}

#[async_trait]
impl WriteLines for FolderTarget {
    fn seq(&self) -> Seq {
        self.journal.seq()
    }

    async fn append(&mut self, lines: Vec<Line>) -> Result<(), CatalogError> {
        self.bare()?;
        if self.is_stale {
            self.journal.survey_again()?;
            self.tail = self.journal.tail(None, true)?;
            self.is_stale = false;
        }
        let lines: Vec<Vec<u8>> = lines.iter().map(|line| line::with_number(line.seq, &line.text)).collect();
        self.journal.append(&mut self.tail, &lines)
    }

    fn replaced_with(&self, seq: Seq) -> Seq {
        let segments = self.journal.segments();
        segments.iter().find(|segment| segment.next() > seq).map_or(seq, |segment| segment.next() - 1)
    }

    async fn replace(&mut self, lines: Vec<Line>) -> Result<(), CatalogError> {
        self.bare()?;
        self.is_stale = true;
        let new: BTreeMap<Seq, Vec<u8>> =
            lines.iter().map(|line| (line.seq, line::with_number(line.seq, &line.text))).collect();
        let segments = self.journal.segments();
        for segment in segments.iter().filter(|segment| new.range(segment.first..segment.next()).next().is_some()) {
            replace_in(segment, &new)?;
        }
        rewrite::remove_tails(&journal_folder(&self.storage))?;
        self.reading = FolderLines::of(&self.storage);
        Ok(())
    }

    /// Does nothing: the state of a folder is derived when it is opened.
    async fn finish(&mut self) -> Result<(), CatalogError> {
        Ok(())
    }

    async fn marked(&self) -> Result<Option<Mark>, CatalogError> {
        self::marked(&self.storage)
    }

    async fn mark(&mut self, mark: Option<&Mark>) -> Result<(), CatalogError> {
        self::mark(&self.storage, mark)
    }
}

/// Writes a segment anew with these lines in it, and puts it in the place of the old one.
fn replace_in(segment: &Segment, new: &BTreeMap<Seq, Vec<u8>>) -> Result<(), CatalogError> {
    let path = rewrite::beside(&segment.path);
    let fault = |source| CatalogError::io("writing", &path, source);
    let mut file = BufWriter::new(rewrite::create(&path).map_err(fault)?);
    let (mut lines, ..) = segment.lines_from(segment.first)?;
    for seq in segment.first..segment.next() {
        let old = lines.next()?.unwrap_or_default();
        file.write_all(new.get(&seq).map_or(old, Vec::as_slice)).map_err(fault)?;
    }
    let file = file.into_inner().map_err(|error| fault(error.into_error()))?;
    file.sync_all().map_err(fault)?;
    fs::rename(&path, &segment.path).map_err(|source| CatalogError::io("replacing", &segment.path, source))?;
    sync_folder(&segment.path)
}

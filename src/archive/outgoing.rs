//! Bytes on their way out: a copy is a list of what is its own and of runs of the file it is made of, read from that file
//! as they are sent. However many read slowly, a copy takes no room on the disk, and hardly any memory.

use std::{
    collections::VecDeque,
    fs::File,
    io::{self, Write},
    mem,
    os::unix::fs::FileExt as _,
    sync::Arc,
    time::Duration,
};

use bytes::Bytes;
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};

use super::{error::ArchiveError, on_blocking_thread};
use crate::domain::hash::ContentHash;

/// Bytes handed on at a time: what a slow reader holds in memory, once here and once in the server's buffer.
const PIECE: usize = 64 * 1024;
/// A run of the file is worth noting from so many bytes on: less than a few times a [`Part`] is kept as it is.
const WORTH_A_RUN: usize = 4 * size_of::<Part>();
/// What every copy may hold without asking: the metadata of nearly every photograph takes less, and a reader's
/// connection holds about as much.
const SMALL: u64 = 128 * KIB;
/// Bytes held by all copies that hold more: enough for four posters of 24 megapixels at a time, or for many large colour
/// profiles, and little beside what the server may take in all.
const HELD: u64 = 48 * KIB * KIB;
const KIB: u64 = 1024;
/// How long one waits for others to have their copies: as long as a person looks at a page that does not come.
const PATIENCE: Duration = Duration::from_secs(10);

/// A file that copies are made of: its bytes, read whole and found good, and the way back to them once they are let go.
#[derive(Clone, Debug)]
pub struct Source {
    bytes: Bytes,
    file: Arc<File>,
    /// The hash of its bytes, where it was taken already.
    hash: Option<ContentHash>,
}

impl Source {
    /// `bytes` are all that `file` holds. The file stays readable when its name goes or leads to another (POSIX unlink
    /// and rename).
    pub(super) fn new(bytes: Bytes, file: File) -> Self {
        Self { bytes, file: Arc::new(file), hash: None }
    }

    /// The same file, whose bytes have this hash.
    pub(super) fn known_as(self, hash: ContentHash) -> Self {
        Self { hash: Some(hash), ..self }
    }

    /// So many of its first bytes, the file being the same.
    pub(super) fn beginning(self, length: usize) -> Self {
        Self { bytes: self.bytes.slice(..length.min(self.bytes.len())), hash: None, ..self }
    }

    /// Its bytes.
    #[must_use]
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }
}

/// The memory that copies hold beyond what each may.
#[derive(Debug)]
pub(super) struct Holding(Arc<Semaphore>);

impl Default for Holding {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(permits_in(HELD))))
    }
}

/// One permit is one KiB: bytes would overflow tokio's 32-bit weights.
fn permits_in(bytes: u64) -> usize {
    usize::try_from(bytes.div_ceil(KIB)).unwrap_or(Semaphore::MAX_PERMITS)
}

impl Holding {
    /// Waits, for a while only, until a copy may hold so many bytes. One that is larger than all may hold waits until it
    /// is alone.
    pub(super) async fn allow(&self, bytes: u64) -> Result<Allowance, ArchiveError> {
        let permits = u32::try_from(permits_in(bytes.min(HELD))).unwrap_or(u32::MAX);
        let taken = timeout(PATIENCE, Arc::clone(&self.0).acquire_many_owned(permits)).await;
        match taken {
            Ok(Ok(permit)) => Ok(Allowance { bytes, _permit: permit }),
            Ok(Err(_closed)) => Err(ArchiveError::Stopped),
            Err(_elapsed) => Err(ArchiveError::Busy),
        }
    }
}

/// What a copy may hold in memory, for as long as it does.
#[derive(Debug)]
pub struct Allowance {
    bytes: u64,
    _permit: OwnedSemaphorePermit,
}

/// A copy being set down, as it is written. Dropped, it leaves nothing.
#[derive(Debug)]
pub struct SettingDown {
    source: Option<Source>,
    allowance: Option<Allowance>,
    parts: Vec<Part>,
    own: Vec<u8>,
    /// Where in the source the last run ends, while nothing else was written since.
    end: Option<usize>,
    length: u64,
    /// What the parts take in memory. Past what is allowed, nothing more is kept: it is only counted.
    weight: u64,
}

/// The next bytes of a copy.
#[derive(Clone, Copy, Debug)]
enum Part {
    /// So many of its own.
    Own(usize),
    /// A run of its source.
    Run { from: u64, length: usize },
}

/// How setting down a copy ends.
#[derive(Debug)]
pub enum Down {
    /// It can be handed on.
    Ready(Outgoing),
    /// It takes so many bytes of memory, which have to be allowed first ([`Archive::allow`](super::Archive::allow)):
    /// write it again.
    Needs(u64),
}

impl SettingDown {
    pub(super) const fn new(source: Option<Source>, allowance: Option<Allowance>) -> Self {
        Self { source, allowance, parts: Vec::new(), own: Vec::new(), end: None, length: 0, weight: 0 }
    }

    /// Ends the copy. Blocks for as long as hashing what it holds takes.
    #[must_use]
    pub fn done(self) -> Down {
        if !self.fits() {
            return Down::Needs(self.weight);
        }
        let identity = self.identity();
        let rest = Rest {
            parts: self.parts.into(),
            // Without the spare room of a list that grew.
            own: Bytes::from(self.own.into_boxed_slice()),
            file: self.source.map(|source| source.file),
        };
        Down::Ready(Outgoing { length: self.length, identity, rest, _allowance: self.allowance })
    }

    /// A hash of its own bytes, of the runs and of what they are runs of: copies that share it are the same bytes.
    fn identity(&self) -> ContentHash {
        let mut hasher = blake3::Hasher::new();
        if let Some(source) = &self.source {
            let hash = source.hash.map(|hash| *hash.as_bytes());
            hasher.update(&hash.unwrap_or_else(|| *blake3::hash(&source.bytes).as_bytes()));
        }
        for part in &self.parts {
            let (kind, from, length) = match *part {
                Part::Own(length) => (0_u64, 0, length),
                Part::Run { from, length } => (1, from, length),
            };
            for number in [kind, from, u64::try_from(length).unwrap_or(u64::MAX)] {
                hasher.update(&number.to_be_bytes());
            }
        }
        hasher.update(&self.own);
        ContentHash::from_bytes(*hasher.finalize().as_bytes())
    }

    fn fits(&self) -> bool {
        self.weight <= self.allowance.as_ref().map_or(SMALL, |allowance| allowance.bytes)
    }

    /// Where in the source these very bytes lie, if they go on from the last run or are worth one of their own.
    fn place(&self, bytes: &[u8]) -> Option<usize> {
        let source = self.source.as_ref()?.bytes.as_ref();
        let there = |from: usize| source.get(from..from.checked_add(bytes.len())?).filter(|there| *there == bytes);
        if let Some(end) = self.end.filter(|end| there(*end).is_some()) {
            return Some(end);
        }
        if bytes.len() < WORTH_A_RUN {
            return None;
        }
        // The address is a guess, and what lies there is compared: a copy that was not taken from the source itself is
        // only not found.
        let from = bytes.as_ptr().addr().checked_sub(source.as_ptr().addr())?;
        there(from).map(|_same| from)
    }

    fn run(&mut self, from: usize, length: usize) {
        let goes_on = self.end == Some(from);
        self.end = from.checked_add(length);
        if goes_on {
            if let Some(Part::Run { length: before, .. }) = self.parts.last_mut() {
                *before = before.saturating_add(length);
            }
        } else {
            let from = u64::try_from(from).unwrap_or(u64::MAX);
            self.weigh(size_of::<Part>());
            self.keep(Part::Run { from, length }, &[]);
        }
    }

    fn own(&mut self, bytes: &[u8]) {
        self.end = None;
        self.weigh(bytes.len());
        if let Some(Part::Own(before)) = self.parts.last_mut() {
            *before = before.saturating_add(bytes.len());
            if self.fits() {
                self.own.extend_from_slice(bytes);
            }
        } else {
            self.weigh(size_of::<Part>());
            self.keep(Part::Own(bytes.len()), bytes);
        }
    }

    fn weigh(&mut self, bytes: usize) {
        self.weight = self.weight.saturating_add(u64::try_from(bytes).unwrap_or(u64::MAX));
        if !self.fits() {
            drop((mem::take(&mut self.parts), mem::take(&mut self.own)));
        }
    }

    fn keep(&mut self, part: Part, own: &[u8]) {
        if self.fits() {
            self.parts.push(part);
            self.own.extend_from_slice(own);
        }
    }
}

impl Write for SettingDown {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !bytes.is_empty() {
            self.length = self.length.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
            match self.place(bytes) {
                Some(from) => self.run(from, bytes.len()),
                None => self.own(bytes),
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Bytes being handed on, piece by piece.
#[derive(Debug)]
pub struct Outgoing {
    rest: Rest,
    length: u64,
    identity: ContentHash,
    /// Given back with the copy.
    _allowance: Option<Allowance>,
}

#[derive(Clone, Debug)]
struct Rest {
    parts: VecDeque<Part>,
    own: Bytes,
    file: Option<Arc<File>>,
}

impl Rest {
    /// The next piece, empty after the last one. Blocks.
    fn piece(&mut self) -> Result<Vec<u8>, ArchiveError> {
        let mut piece = Vec::with_capacity(PIECE);
        while let Some(part) = self.parts.pop_front() {
            let room = PIECE.saturating_sub(piece.len());
            match part {
                Part::Own(length) => {
                    let taken = length.min(room).min(self.own.len());
                    piece.extend_from_slice(&self.own.split_to(taken));
                    self.put_back(length.saturating_sub(taken), Part::Own);
                }
                Part::Run { from, length } => {
                    let begin = piece.len();
                    let taken = length.min(room);
                    piece.resize(begin.saturating_add(taken), 0);
                    self.read(piece.get_mut(begin..).unwrap_or_default(), from).map_err(|source| ArchiveError::Io {
                        doing: "read again the original of a copy in",
                        path: "originals".into(),
                        source,
                    })?;
                    let from = from.saturating_add(u64::try_from(taken).unwrap_or(u64::MAX));
                    self.put_back(length.saturating_sub(taken), |length| Part::Run { from, length });
                }
            }
            if piece.len() >= PIECE {
                break;
            }
        }
        Ok(piece)
    }

    /// Leaves out so many bytes at the beginning.
    fn skip(&mut self, mut bytes: u64) {
        while bytes > 0
            && let Some(part) = self.parts.pop_front()
        {
            let skipped = usize::try_from(bytes).unwrap_or(usize::MAX);
            match part {
                Part::Own(length) => {
                    let skipped = skipped.min(length);
                    self.own = self.own.slice(skipped.min(self.own.len())..);
                    self.put_back(length - skipped, Part::Own);
                    bytes -= u64::try_from(skipped).unwrap_or(bytes);
                }
                Part::Run { from, length } => {
                    let skipped = skipped.min(length);
                    let further = u64::try_from(skipped).unwrap_or(bytes);
                    self.put_back(length - skipped, |length| Part::Run { from: from.saturating_add(further), length });
                    bytes -= further;
                }
            }
        }
    }

    /// Leaves out what follows so many bytes, and says how many are left.
    fn keep(&mut self, bytes: u64) -> u64 {
        let mut left = bytes;
        let mut kept = VecDeque::new();
        for part in mem::take(&mut self.parts) {
            let most = usize::try_from(left).unwrap_or(usize::MAX);
            let (part, length) = match part {
                Part::Own(length) => (Part::Own(length.min(most)), length.min(most)),
                Part::Run { from, length } => (Part::Run { from, length: length.min(most) }, length.min(most)),
            };
            if length == 0 {
                break;
            }
            left -= u64::try_from(length).unwrap_or(left);
            kept.push_back(part);
        }
        self.parts = kept;
        bytes - left
    }

    fn put_back(&mut self, length: usize, part: impl FnOnce(usize) -> Part) {
        if length > 0 {
            self.parts.push_front(part(length));
        }
    }

    fn read(&self, into: &mut [u8], from: u64) -> io::Result<()> {
        self.file.as_ref().map_or(Err(io::ErrorKind::NotFound.into()), |file| file.read_exact_at(into, from))
    }
}

impl Outgoing {
    /// What the whole copy is known by: another with the same identity has the same bytes.
    #[must_use]
    pub const fn identity(&self) -> ContentHash {
        self.identity
    }

    /// So many of its bytes from one on, the first being 0; fewer where it ends before.
    #[must_use]
    pub fn part(mut self, first: u64, length: u64) -> Self {
        self.rest.skip(first);
        self.length = self.rest.keep(length);
        self
    }

    /// How many bytes are still to be handed on.
    #[must_use]
    pub const fn length(&self) -> u64 {
        self.length
    }

    /// Shows them all before any is handed on: a checksum may have to be said first. Blocks.
    ///
    /// # Errors
    /// [`ArchiveError::Io`] when the disk does not give back what it gave before.
    pub fn look_through(&self, mut look: impl FnMut(&[u8])) -> Result<(), ArchiveError> {
        let mut rest = self.rest.clone();
        loop {
            let piece = rest.piece()?;
            if piece.is_empty() {
                return Ok(());
            }
            look(&piece);
        }
    }

    /// The next piece; none after the last one.
    ///
    /// # Errors
    /// [`ArchiveError::Io`] when the disk does not give back what it gave before.
    pub async fn next(mut self) -> Result<Option<(Bytes, Self)>, ArchiveError> {
        let (piece, mut this) = on_blocking_thread(move || Ok((self.rest.piece()?, self))).await?;
        this.length = this.length.saturating_sub(u64::try_from(piece.len()).unwrap_or(u64::MAX));
        Ok((!piece.is_empty()).then(|| (Bytes::from(piece), this)))
    }
}

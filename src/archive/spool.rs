//! Bytes on their way out: a large copy is set down in a file without a name, as it is written, so that neither making it
//! nor reading it slowly holds it in memory.

use std::{
    fs::File,
    io::{self, Read as _, Seek as _, SeekFrom, Write},
    path::Path,
    sync::Arc,
};

use bytes::Bytes;

use super::{error::ArchiveError, local::Shelves, on_blocking_thread, staging::Temporary};

/// Smaller copies stay in memory: a slow reader holds about as much in buffers anyway. Of a larger one, no more than this
/// waits for the disk.
const LARGE: usize = 1024 * 1024;
/// Bytes handed on at a time.
const PIECE: usize = 256 * 1024;

/// A copy being set down, as it is written. Writing blocks: it is for a thread that may. Dropped, it leaves nothing.
#[derive(Debug)]
pub struct SettingDown {
    shelves: Arc<Shelves>,
    /// What is not on the disk.
    memory: Vec<u8>,
    disk: Option<Disk>,
    /// Once the disk took no more, everything stays in memory: a full disk does not stop who only reads.
    stays_in_memory: bool,
}

/// A file without a name.
#[derive(Debug)]
struct Disk {
    written: File,
    read: File,
    length: u64,
}

impl Disk {
    fn new(shelves: &Arc<Shelves>) -> Option<Self> {
        let (temporary, written) = Temporary::create(Arc::clone(shelves)).ok()?;
        // Its name goes with `temporary`; what is open stays readable (POSIX unlink).
        let read = File::open(temporary.path()).ok()?;
        Some(Self { written, read, length: 0 })
    }

    /// Everything that was written whole.
    fn brought_back(&self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        (&self.read).take(self.length).read_to_end(&mut bytes)?;
        if length_of(&bytes) == self.length { Ok(bytes) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
    }
}

impl SettingDown {
    pub(super) const fn new(shelves: Arc<Shelves>) -> Self {
        Self { shelves, memory: Vec::new(), disk: None, stays_in_memory: false }
    }

    /// Ends the copy, which can now be handed on.
    ///
    /// # Errors
    /// [`ArchiveError::Io`] when the disk does not give back what it took.
    pub fn done(mut self) -> Result<Outgoing, ArchiveError> {
        if self.disk.is_some() {
            self.put_on_disk().map_err(unreadable())?;
        }
        Ok(match self.disk {
            Some(disk) => Outgoing { length: disk.length, kept: Kept::Disk(disk.read) },
            None => Outgoing { length: length_of(&self.memory), kept: Kept::Memory(self.memory.into()) },
        })
    }

    /// Puts what waits in memory on the disk; or brings back to memory what is there, when the disk takes no more.
    fn put_on_disk(&mut self) -> io::Result<()> {
        let Some(mut disk) = self.disk.take().or_else(|| Disk::new(&self.shelves)) else {
            self.stays_in_memory = true;
            return Ok(());
        };
        if disk.written.write_all(&self.memory).is_ok() {
            disk.length = disk.length.saturating_add(length_of(&self.memory));
            self.memory.clear();
            self.disk = Some(disk);
            return Ok(());
        }
        let mut whole = disk.brought_back()?;
        whole.append(&mut self.memory);
        self.memory = whole;
        self.stays_in_memory = true;
        Ok(())
    }
}

impl Write for SettingDown {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.memory.len() >= LARGE && !self.stays_in_memory {
            self.put_on_disk()?;
        }
        let room = if self.stays_in_memory { usize::MAX } else { LARGE.saturating_sub(self.memory.len()) };
        let taken = bytes.get(..room).unwrap_or(bytes);
        self.memory.extend_from_slice(taken);
        Ok(taken.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Bytes being handed on, piece by piece.
#[derive(Debug)]
pub struct Outgoing {
    kept: Kept,
    length: u64,
}

#[derive(Debug)]
enum Kept {
    Memory(Bytes),
    Disk(File),
}

impl Outgoing {
    /// How many bytes are still to be handed on.
    #[must_use]
    pub const fn length(&self) -> u64 {
        self.length
    }

    /// Shows them all before any is handed on: a checksum may have to be said first. Blocks.
    ///
    /// # Errors
    /// [`ArchiveError::Io`] when the disk does not give back what it took.
    pub fn look_through(&mut self, mut look: impl FnMut(&[u8])) -> Result<(), ArchiveError> {
        match &mut self.kept {
            Kept::Memory(bytes) => look(bytes),
            Kept::Disk(file) => {
                let here = file.stream_position().map_err(unreadable())?;
                loop {
                    let piece = read_piece(file)?;
                    if piece.is_empty() {
                        break;
                    }
                    look(&piece);
                }
                file.seek(SeekFrom::Start(here)).map_err(unreadable())?;
            }
        }
        Ok(())
    }

    /// The next piece; none after the last one.
    ///
    /// # Errors
    /// [`ArchiveError::Io`] when the disk does not give back what it took.
    pub async fn next(self) -> Result<Option<(Bytes, Self)>, ArchiveError> {
        let (piece, kept) = match self.kept {
            Kept::Memory(mut bytes) => (bytes.split_to(bytes.len().min(PIECE)), Kept::Memory(bytes)),
            Kept::Disk(mut file) => {
                on_blocking_thread(move || Ok((Bytes::from(read_piece(&mut file)?), Kept::Disk(file)))).await?
            }
        };
        let length = self.length.saturating_sub(length_of(&piece));
        Ok((!piece.is_empty()).then_some((piece, Self { kept, length })))
    }
}

fn read_piece(file: &mut File) -> Result<Vec<u8>, ArchiveError> {
    let mut piece = vec![0; PIECE];
    let length = file.read(&mut piece).map_err(unreadable())?;
    piece.truncate(length);
    Ok(piece)
}

fn unreadable() -> impl FnOnce(io::Error) -> ArchiveError {
    ArchiveError::at("read a file without a name in", Path::new("staging"))
}

fn length_of(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

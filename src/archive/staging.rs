//! Bytes on their way in: written to a temporary file and hashed as they come. Whatever is not kept leaves no trace.

use std::{
    fs::{self, File},
    io::{self, Write as _},
    mem,
    path::{Path, PathBuf},
    sync::Arc,
};

use sha2::Digest as _;

use super::{error::ArchiveError, local::Shelves, on_blocking_thread};
use crate::domain::hash::{ContentHash, Sha256};

/// Bytes gathered before they go to a blocking thread to be hashed and written: small enough to hold for every upload
/// at once, large enough that the way there (some 10 µs) weighs nothing beside the work.
const GATHERED: usize = 256 * 1024;

/// A temporary file, removed when dropped unless it became something.
#[derive(Debug)]
pub(super) struct Temporary {
    shelves: Arc<Shelves>,
    path: PathBuf,
    bytes: u64,
    became_something: bool,
}

impl Temporary {
    /// Makes an empty one, under a name that nothing has.
    pub(super) fn create(shelves: Arc<Shelves>) -> Result<(Self, File), ArchiveError> {
        loop {
            let path = shelves.new_staging_path();
            match File::create_new(&path) {
                Ok(file) => return Ok((Self { shelves, path, bytes: 0, became_something: false }, file)),
                // Left by an earlier process that had the same number: the next name.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    return Err(ArchiveError::Gone { folder: path.parent().unwrap_or(&path).to_owned() });
                }
                Err(error) => return Err(ArchiveError::at("make a file in staging", &path)(error)),
            }
        }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) const fn bytes(&self) -> u64 {
        self.bytes
    }

    pub(super) fn write(&mut self, file: &mut File, bytes: &[u8]) -> Result<(), ArchiveError> {
        file.write_all(bytes).map_err(ArchiveError::at("write to staging", &self.path))?;
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        self.bytes = self.bytes.saturating_add(length);
        self.shelves.room().took(length);
        Ok(())
    }

    /// Moves it to its place, over whatever is there.
    pub(super) fn become_file(mut self, place: &Path) -> Result<(), ArchiveError> {
        fs::rename(&self.path, place).map_err(ArchiveError::at("move a file to its place", place))?;
        self.became_something = true;
        Ok(())
    }
}

impl Drop for Temporary {
    /// Removes the file here and now, on whichever thread this is: one system call, and nothing is left to chance when
    /// the program ends.
    fn drop(&mut self) {
        if self.became_something {
            return;
        }
        self.shelves.room().gave_back(self.bytes);
        if let Err(error) = fs::remove_file(&self.path) {
            tracing::warn!(path = %self.path.display(), %error, "a staged file stays until the next start");
        }
    }
}

/// Bytes being received. Dropped, it leaves nothing.
#[derive(Debug)]
pub struct Staging {
    gathered: Vec<u8>,
    /// Absent once a write has failed or was given up half-way: what is on disk is then not what was sent.
    pen: Option<Box<Pen>>,
}

/// What moves to the blocking thread and back.
#[derive(Debug)]
struct Pen {
    file: File,
    temporary: Temporary,
    blake3: blake3::Hasher,
    sha256: sha2::Sha256,
}

impl Pen {
    fn write(&mut self, bytes: &[u8]) -> Result<(), ArchiveError> {
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        self.temporary.shelves.room().admit(length)?;
        self.blake3.update(bytes);
        self.sha256.update(bytes);
        self.temporary.write(&mut self.file, bytes)
    }
}

impl Staging {
    pub(super) fn new((temporary, file): (Temporary, File)) -> Self {
        let pen = Pen { file, temporary, blake3: blake3::Hasher::new(), sha256: sha2::Sha256::new() };
        Self { gathered: Vec::new(), pen: Some(Box::new(pen)) }
    }

    /// Takes the next bytes.
    ///
    /// # Errors
    /// [`ArchiveError::Full`] when nothing more may come in; after any error, nothing can be written any more.
    pub async fn write(&mut self, chunk: &[u8]) -> Result<(), ArchiveError> {
        if self.pen.is_none() {
            return Err(ArchiveError::Interrupted);
        }
        self.gathered.extend_from_slice(chunk);
        if self.gathered.len() >= GATHERED { self.flush().await } else { Ok(()) }
    }

    /// Ends the bytes: they have their two hashes now, and wait to be kept.
    ///
    /// # Errors
    /// [`ArchiveError::Full`] when there is no room for the last of them.
    pub async fn finish(mut self) -> Result<Staged, ArchiveError> {
        self.flush().await?;
        let pen = self.pen.take().ok_or(ArchiveError::Interrupted)?;
        Ok(Staged {
            bytes: pen.temporary.bytes(),
            blake3: ContentHash::from_bytes(*pen.blake3.finalize().as_bytes()),
            sha256: Sha256::from_bytes(pen.sha256.finalize().into()),
            temporary: pen.temporary,
        })
    }

    async fn flush(&mut self) -> Result<(), ArchiveError> {
        let mut pen = self.pen.take().ok_or(ArchiveError::Interrupted)?;
        let mut gathered = mem::take(&mut self.gathered);
        let (pen, gathered) = on_blocking_thread(move || {
            pen.write(&gathered)?;
            gathered.clear();
            Ok((pen, gathered))
        })
        .await?;
        self.pen = Some(pen);
        self.gathered = gathered;
        Ok(())
    }
}

/// Bytes received whole, with their hashes. Dropped without being kept, it leaves nothing.
#[derive(Debug)]
pub struct Staged {
    /// How many bytes.
    pub bytes: u64,
    /// Their identity.
    pub blake3: ContentHash,
    /// The alias that browsers can compute.
    pub sha256: Sha256,
    temporary: Temporary,
}

impl Staged {
    pub(super) fn path(&self) -> &Path {
        self.temporary.path()
    }

    pub(super) fn into_temporary(self) -> Temporary {
        self.temporary
    }
}

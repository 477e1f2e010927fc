//! Bytes on their way in: staged and hashed as they come. What is not kept leaves no trace.

use std::mem;

use sha2::Digest as _;

use super::{
    blocking::on_blocking_thread,
    error::ArchiveError,
    store::{Object, StagedObject},
};
use crate::domain::{
    hash::{ContentHash, Sha256},
    measure::OneUnderWay,
};

/// Bytes gathered before they go to a blocking thread to be hashed and written: small enough to hold for every upload
/// at once, large enough that the way there (some 10 µs) weighs nothing beside the work.
const GATHERED: usize = 256 * 1024;

/// Bytes being received. Dropped, it leaves nothing.
#[derive(Debug)]
pub struct Upload {
    gathered: Vec<u8>,
    /// Absent once a write has failed or was given up half-way: what is staged is then not what was sent.
    target: Option<Box<Target>>,
    _under_way: OneUnderWay,
}

/// What moves to the blocking thread and back.
#[derive(Debug)]
struct Target {
    staged: Box<dyn StagedObject>,
    bytes: u64,
    blake3: blake3::Hasher,
    sha256: sha2::Sha256,
}

impl Target {
    fn write(&mut self, bytes: &[u8]) -> Result<(), ArchiveError> {
        self.staged.write(bytes)?;
        self.bytes = self.bytes.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        self.blake3.update(bytes);
        self.sha256.update(bytes);
        Ok(())
    }
}

impl Upload {
    pub(super) fn new(staged: Box<dyn StagedObject>, under_way: OneUnderWay) -> Self {
        let target = Target { staged, bytes: 0, blake3: blake3::Hasher::new(), sha256: sha2::Sha256::new() };
        Self { gathered: Vec::new(), target: Some(Box::new(target)), _under_way: under_way }
    }

    /// Takes the next bytes.
    ///
    /// # Errors
    /// [`ArchiveError::Full`] when nothing more may come in; after any error, nothing can be written any more.
    pub async fn write(&mut self, chunk: &[u8]) -> Result<(), ArchiveError> {
        if self.target.is_none() {
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
        let target = self.target.take().ok_or(ArchiveError::Interrupted)?;
        Ok(Staged {
            bytes: target.bytes,
            blake3: ContentHash::from_bytes(*target.blake3.finalize().as_bytes()),
            sha256: Sha256::from_bytes(target.sha256.finalize().into()),
            object: target.staged,
        })
    }

    async fn flush(&mut self) -> Result<(), ArchiveError> {
        let mut target = self.target.take().ok_or(ArchiveError::Interrupted)?;
        let mut gathered = mem::take(&mut self.gathered);
        let (target, gathered) = on_blocking_thread(move || {
            target.write(&gathered)?;
            gathered.clear();
            Ok((target, gathered))
        })
        .await?;
        self.target = Some(target);
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
    object: Box<dyn StagedObject>,
}

impl Staged {
    pub(super) fn object(&self) -> Object {
        self.object.object()
    }

    pub(super) fn into_object(self) -> Box<dyn StagedObject> {
        self.object
    }
}

//! The memory that copies on their way out may hold.

use std::{sync::Arc, time::Duration};

use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};

use crate::archive::error::ArchiveError;

const KIB: u64 = 1024;
/// What every copy may hold without asking: the metadata of nearly every photograph takes less, and a connection holds
/// about as much.
pub(super) const FREE: u64 = 128 * KIB;
/// Bytes of memory for all copies that hold more: enough for four posters of 24 megapixels at a time, or for many large
/// colour profiles, and little beside what the server may take in all.
const BUDGET: u64 = 48 * KIB * KIB;
/// How long a copy waits for memory: as long as a person looks at a page that does not come.
const PATIENCE: Duration = Duration::from_secs(10);

/// The memory of all copies that hold more than [`FREE`] each.
#[derive(Debug)]
pub struct MemoryBudget(Arc<Semaphore>);

impl Default for MemoryBudget {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(permits_in(BUDGET))))
    }
}

/// One permit is one KiB: bytes would overflow tokio's 32-bit weights.
fn permits_in(bytes: u64) -> usize {
    usize::try_from(bytes.div_ceil(KIB)).unwrap_or(Semaphore::MAX_PERMITS)
}

impl MemoryBudget {
    /// Waits, for ten seconds at most, until so many bytes are free. For more than the whole budget it waits until all of
    /// it is free.
    ///
    /// # Errors
    /// [`ArchiveError::NoMemory`] when they were not free in time.
    pub async fn reserve(&self, bytes: u64) -> Result<MemoryPermit, ArchiveError> {
        let permits = u32::try_from(permits_in(bytes.min(BUDGET))).unwrap_or(u32::MAX);
        match timeout(PATIENCE, Arc::clone(&self.0).acquire_many_owned(permits)).await {
            Ok(Ok(permit)) => Ok(MemoryPermit { bytes, _permit: permit }),
            Ok(Err(_closed)) => Err(ArchiveError::Stopped),
            Err(_elapsed) => Err(ArchiveError::NoMemory),
        }
    }
}

/// Memory that a copy may hold until this is dropped.
#[derive(Debug)]
pub struct MemoryPermit {
    bytes: u64,
    _permit: OwnedSemaphorePermit,
}

impl MemoryPermit {
    pub(super) const fn bytes(&self) -> u64 {
        self.bytes
    }
}

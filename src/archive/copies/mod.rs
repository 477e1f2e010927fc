//! Copies on their way out: a copy is a list of bytes of its own and of ranges of the object that it is made of, read as
//! they are sent. However slowly it is downloaded, it takes no room on the disk, and hardly any memory.
//!
//! - [`writer`]: a copy is written once, which makes that list;
//! - [`parts`]: the list, read piece by piece;
//! - [`memory`]: what copies may hold.

mod memory;
mod parts;
mod writer;

use bytes::Bytes;

use self::parts::Parts;
pub use self::{
    memory::{MemoryBudget, MemoryPermit},
    writer::{CopyWriter, WrittenCopy},
};
use super::{error::ArchiveError, on_blocking_thread};
use crate::domain::hash::ContentHash;

/// Bytes sent at a time: what a slow download holds in memory, once here and once in the server's buffer.
const PIECE: usize = 64 * 1024;
/// Bytes read at a time where nobody waits for each: fewer ways to a thread and back, which cost some 10 µs each.
const LARGE_PIECE: usize = 1024 * 1024;

/// A copy that is being sent, piece by piece.
#[derive(Debug)]
pub struct OutgoingCopy {
    parts: Parts,
    length: u64,
    identity: ContentHash,
    /// Given back with the copy.
    _permit: Option<MemoryPermit>,
}

impl OutgoingCopy {
    const fn new(parts: Parts, length: u64, identity: ContentHash, permit: Option<MemoryPermit>) -> Self {
        Self { parts, length, identity, _permit: permit }
    }

    /// What the whole copy is known by: another with the same identity has the same bytes.
    #[must_use]
    pub const fn identity(&self) -> ContentHash {
        self.identity
    }

    /// `length` of its bytes from `first` on, which counts from 0; fewer where it ends before.
    #[must_use]
    pub fn part(mut self, first: u64, length: u64) -> Self {
        self.parts.skip(first);
        self.length = self.parts.truncate(length);
        self
    }

    /// How many bytes are still to be sent.
    #[must_use]
    pub const fn length(&self) -> u64 {
        self.length
    }

    /// Passes all its bytes to `add` before any is sent, for a checksum that must be sent first. `add` runs where it may
    /// take its time.
    ///
    /// # Errors
    /// [`ArchiveError`] when the source cannot be read again.
    pub async fn fold<T: Send + 'static>(&self, mut sum: T, add: fn(&mut T, &[u8])) -> Result<T, ArchiveError> {
        let mut parts = self.parts.clone();
        loop {
            let piece = parts.next(LARGE_PIECE).await?;
            if piece.is_empty() {
                return Ok(sum);
            }
            sum = on_blocking_thread(move || {
                add(&mut sum, &piece);
                Ok(sum)
            })
            .await?;
        }
    }

    /// The next piece; none after the last one.
    ///
    /// # Errors
    /// [`ArchiveError`] when the source cannot be read again.
    pub async fn next(mut self) -> Result<Option<(Bytes, Self)>, ArchiveError> {
        let piece = self.parts.next(PIECE).await?;
        self.length = self.length.saturating_sub(u64::try_from(piece.len()).unwrap_or(u64::MAX));
        Ok((!piece.is_empty()).then_some((piece, self)))
    }
}

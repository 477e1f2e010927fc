//! What can go wrong with the archive: what was being done, with which object, and the cause.

use std::error::Error;

use super::shortage::Shortage;
use crate::domain::hash::ContentHash;

/// Why the archive did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// Nothing more may come in until there is room again; what is there is still read.
    #[error(
        "there is no room left for photographs: {why}. Make room, then do the same again; what was taken in before is kept"
    )]
    Full {
        /// What there is too little of.
        why: Shortage,
    },
    /// An original was read, and is no longer the bytes that were kept.
    #[error("the original {hash} is damaged: restore it from a backup")]
    Damaged {
        /// The hash it should have.
        hash: ContentHash,
    },
    /// An object is there, and the disk has lost some of its bytes.
    #[error("some bytes of {place} cannot be read any more: restore it from a backup")]
    Unreadable {
        /// Which object.
        place: String,
    },
    /// A rendition cannot be called that.
    #[error("`{name}` cannot name a rendition: use a to z, 0 to 9 and -, 32 of them at most")]
    Name {
        /// The name refused.
        name: String,
    },
    /// Copies that are being sent hold all the memory that there is for them.
    #[error("not enough memory is free for this copy; try again in a minute")]
    NoMemory,
    /// The archive is not where it was opened, or does not answer. Nothing is wrong with what it holds.
    #[error("the archive is not available: {why}")]
    Unavailable {
        /// What is missing, and what to do.
        why: String,
    },
    /// The server of the archive does not answer, or refuses. It passes by itself, or once what the sentence says is put right.
    #[error("the archive is not available: {why}")]
    Away {
        /// What happened, and what to do.
        why: String,
    },
    /// An operation on an object or a folder failed.
    #[error("could not {doing}: {place}")]
    Failed {
        /// What was being done.
        doing: &'static str,
        /// With which object, or where.
        place: String,
        /// What the system or the service said.
        source: Box<dyn Error + Send + Sync>,
    },
    /// Writing the bytes of an upload failed earlier, so that they are not whole.
    #[error("the upload cannot go on: writing it to staging failed earlier; send the file again")]
    Interrupted,
    /// A thread ended before its work was done.
    #[error("a thread that worked for the archive stopped before it was done")]
    Stopped,
}

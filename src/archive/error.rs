//! What can go wrong with the archive: what was being done, where, and the cause.

use std::{
    io,
    path::{Path, PathBuf},
};

use super::room::Shortage;
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
    /// An original is no longer the bytes that were kept.
    #[error("the original {hash} is damaged: restore it from a backup")]
    Damaged {
        /// The hash it should have.
        hash: ContentHash,
    },
    /// A rendition cannot be called that.
    #[error("`{name}` is no name of a rendition")]
    Name {
        /// The name refused.
        name: String,
    },
    /// Others hold all the memory there is for copies.
    #[error("too many copies are on their way out")]
    Busy,
    /// The archive's folders are not where they were opened.
    #[error(
        "{} is not there any more: the storage folder was moved or unmounted. Put it back and Zef goes on at once",
        folder.display()
    )]
    Gone {
        /// The folder that is missed.
        folder: PathBuf,
    },
    /// The disk failed.
    #[error("could not {doing}: {}", path.display())]
    Io {
        /// What was being done.
        doing: &'static str,
        /// To which file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Writing went wrong earlier, so that the staged bytes are not whole.
    #[error("the bytes received are not whole")]
    Interrupted,
    /// The thread that did the work is gone.
    #[error("the archive's worker stopped before its work was done")]
    Stopped,
}

impl ArchiveError {
    /// The error of an operation on a path; a disk or an allowance that is used up is [`ArchiveError::Full`].
    pub(super) fn at(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full { why: Shortage::System },
            _ => Self::Io { doing, path: path.to_path_buf(), source },
        }
    }
}

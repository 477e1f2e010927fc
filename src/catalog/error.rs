//! What can go wrong in the catalogue.

use std::{io, path::PathBuf};

/// The catalogue could not do its work. A conflict between two changes is no error: it is an
/// [`Outcome`](super::store::Outcome).
#[derive(Debug, thiserror::Error)]
pub enum CatalogError {
    /// A record does not read, or cannot be written, as its type.
    #[error("the record “{key}” does not read as its type")]
    Record {
        /// The record's key.
        key: String,
        /// What serde says.
        #[source]
        source: serde_json::Error,
    },
    /// The disk, or the share of it that the catalogue may take, is full. Nothing was changed; the same change succeeds
    /// once there is room, without a restart.
    #[error("there is no room left for the catalogue in {}", folder.display())]
    Full {
        /// The folder that holds it.
        folder: PathBuf,
    },
    /// Another process holds the folder.
    #[error("{} is in use by another process: stop it, then try again", folder.display())]
    InUse {
        /// The folder.
        folder: PathBuf,
    },
    /// The journal itself is damaged, elsewhere than in a last line cut short by a crash.
    #[error(
        "the journal is damaged: {}, line {line}: {what}. Nothing was changed. Restore this file from a backup and start \
         again; “zef check” lists every damaged line",
        segment.display()
    )]
    Damaged {
        /// The file.
        segment: PathBuf,
        /// The line in it, counted from 1.
        line: u64,
        /// What is wrong there.
        what: &'static str,
    },
    /// A file could not be read or written.
    #[error("{doing} {}", path.display())]
    Io {
        /// What was being done.
        doing: &'static str,
        /// To which file or folder.
        path: PathBuf,
        /// What the system says.
        #[source]
        source: io::Error,
    },
    /// The state derived from the journal cannot be used, even after it was made again.
    #[error(
        "the catalogue's state cannot be used: {what}. The journal is untouched; “zef rebuild” makes the state again"
    )]
    State {
        /// What sled says.
        what: String,
    },
    /// The catalogue is being closed.
    #[error("the catalogue is being closed")]
    Closing,
}

impl CatalogError {
    /// An error of the file system, told apart when the disk is full.
    pub(super) fn io(doing: &'static str, path: &std::path::Path, source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                Self::Full { folder: path.parent().unwrap_or(path).to_owned() }
            }
            _ => Self::Io { doing, path: path.to_owned(), source },
        }
    }

    /// The same error, for another who waited for the same work.
    pub(super) fn again(&self) -> Self {
        match self {
            Self::Record { key, source } => {
                Self::State { what: format!("the record “{key}” does not read: {source}") }
            }
            Self::Full { folder } => Self::Full { folder: folder.clone() },
            Self::InUse { folder } => Self::InUse { folder: folder.clone() },
            Self::Damaged { segment, line, what } => Self::Damaged { segment: segment.clone(), line: *line, what },
            Self::Io { doing, path, source } => {
                Self::Io { doing, path: path.clone(), source: io::Error::new(source.kind(), source.to_string()) }
            }
            Self::State { what } => Self::State { what: what.clone() },
            Self::Closing => Self::Closing,
        }
    }
}

//! Errors of the catalogue.

use std::{io, path::PathBuf};

use super::{
    database_error::DatabaseError,
    entry::{ENTRY_BYTES, Seq},
    mark::Mark,
};

/// An error of the catalogue. A conflict between two changes is not an error but an [`Outcome`](super::store::Outcome).
#[derive(Debug, thiserror::Error)]
pub enum CatalogError {
    /// A record cannot be read or written as its type.
    #[error("the record “{key}” cannot be read as its type")]
    Record {
        /// The record's key.
        key: String,
        /// What serde says.
        #[source]
        source: serde_json::Error,
    },
    /// A record was written by a newer version of this program, which may have given its members another meaning.
    #[error(
        "the record “{key}” was written by a newer version of Zef (it has version {version}; this program knows versions up \
         to {known}): install that version or a later one"
    )]
    Newer {
        /// The record's key.
        key: String,
        /// The version of its layout.
        version: u64,
        /// The newest version that this program knows.
        known: u8,
    },
    /// An entry is too large: its gesture has to write several, which is a fault of this program.
    #[error(
        "an entry of the gesture “{gesture}” would have {bytes} bytes, and entries have less than {ENTRY_BYTES}. Nothing was \
         changed by it. This is a fault of Zef: please report it with the name of the gesture"
    )]
    TooLarge {
        /// The name of the gesture.
        gesture: String,
        /// The bytes of its line.
        bytes: usize,
    },
    /// The disk, or the catalogue's quota, is full. Nothing was changed; the same change succeeds once there is space,
    /// without a restart.
    #[error(
        "the disk that holds {} is full: there is no room left for the catalogue. Nothing was changed or lost: make room, \
         then do the same again", folder.display()
    )]
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
    /// The journal is damaged, other than by a crash at its end.
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
    /// The journal lacks its last entries: the state has seen them.
    #[error(
        "the last entries of the journal are missing or damaged: {} ends with entry {held}, and the state in the folder \
         “state” has seen entry {seen}. Nothing was changed. Restore the folder “journal” from a backup and start again; \
         without one, “zef check --repair” puts the missing entries back from the state. To go on without them instead, \
         move the folder “state” elsewhere first", segment.display()
    )]
    Behind {
        /// The last file of the journal, or its folder.
        segment: PathBuf,
        /// The last entry that is there.
        held: Seq,
        /// The last entry that the state has seen.
        seen: Seq,
    },
    /// The entries that the journal lacks could not be restored from the state.
    #[error(
        "the last entries of the journal are missing or damaged, and the state does not hold what is needed to put them \
         back: {why}. {} ends with entry {held}, and the state has seen entry {seen}. Nothing was changed. Restore the \
         folder “journal” from a backup; to go on without these entries instead, move the folder “state” elsewhere first",
        segment.display()
    )]
    NotPutBack {
        /// The last file of the journal, or its folder.
        segment: PathBuf,
        /// The last entry that is there.
        held: Seq,
        /// The last entry that the state has seen.
        seen: Seq,
        /// What is wrong with the state.
        why: String,
    },
    /// The journal on the disk is no longer the one that was opened.
    #[error(
        "{} is not there any more, or not as this program left it: the storage folder was moved, unmounted or changed. \
         Nothing was written. Put the same folder back and Zef goes on at once; after putting a copy in its place, start \
         Zef again", path.display()
    )]
    Gone {
        /// The file or folder.
        path: PathBuf,
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
        "the catalogue's state cannot be used: {what}. The journal is untouched and holds everything. Look whether the disk \
         is failing, then make the state again by “zef rebuild”"
    )]
    State {
        /// Why, in words.
        what: String,
    },
    /// The library moves, or has moved.
    #[error("{0}. Nothing was changed")]
    Moving(Mark),
    /// The journal is being rewritten by a forgetting, again and again.
    #[error("the journal is being rewritten, because something is being forgotten: try again once that is done")]
    Rewriting,
    /// The database that holds the catalogue.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// The catalogue is being closed.
    #[error("the catalogue is being closed")]
    Closing,
}

/// A mark of a database that does not read, or cannot be written.
#[cfg(feature = "postgres")]
pub(super) fn unreadable_mark(source: serde_json::Error) -> CatalogError {
    CatalogError::Record { key: "move".to_owned(), source }
}

impl CatalogError {
    /// An error of the file system; [`CatalogError::Full`] when the disk is full.
    pub(super) fn io(doing: &'static str, path: &std::path::Path, source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                Self::Full { folder: path.parent().unwrap_or(path).to_owned() }
            }
            _ => Self::Io { doing, path: path.to_owned(), source },
        }
    }

    /// The same error, for another caller who waited for the same work.
    pub(super) fn again(&self) -> Self {
        match self {
            Self::Record { key, source } => {
                Self::State { what: format!("the record “{key}” does not read: {source}") }
            }
            Self::Newer { key, version, known } => Self::Newer { key: key.clone(), version: *version, known: *known },
            Self::TooLarge { gesture, bytes } => Self::TooLarge { gesture: gesture.clone(), bytes: *bytes },
            Self::Full { folder } => Self::Full { folder: folder.clone() },
            Self::InUse { folder } => Self::InUse { folder: folder.clone() },
            Self::Damaged { segment, line, what } => Self::Damaged { segment: segment.clone(), line: *line, what },
            Self::Behind { segment, held, seen } => Self::Behind { segment: segment.clone(), held: *held, seen: *seen },
            Self::NotPutBack { segment, held, seen, why } => {
                Self::NotPutBack { segment: segment.clone(), held: *held, seen: *seen, why: why.clone() }
            }
            Self::Gone { path } => Self::Gone { path: path.clone() },
            Self::Io { doing, path, source } => {
                Self::Io { doing, path: path.clone(), source: io::Error::new(source.kind(), source.to_string()) }
            }
            Self::State { what } => Self::State { what: what.clone() },
            Self::Moving(mark) => Self::Moving(mark.clone()),
            Self::Rewriting => Self::Rewriting,
            Self::Database(error) => Self::Database(error.clone()),
            Self::Closing => Self::Closing,
        }
    }
}

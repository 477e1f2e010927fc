//! What can go wrong in search.

use std::{io, path::PathBuf};

/// An index could not do its work. It holds nothing that the journal does not: it can always be made again.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// It is not open yet, or no more.
    #[error("the search index is not open")]
    NotOpen,
    /// There is no room on the disk.
    #[error("there is no room left for the search index in {}", folder.display())]
    Full {
        /// Its folder.
        folder: PathBuf,
    },
    /// A folder could not be made, moved or removed.
    #[error("{doing} {}", path.display())]
    Io {
        /// What was being done.
        doing: &'static str,
        /// To which folder.
        path: PathBuf,
        /// What the system says.
        #[source]
        source: io::Error,
    },
    /// The engine failed: its words, or those of its panic.
    #[error("the search index failed: {what}")]
    Failed {
        /// What it says.
        what: String,
    },
}

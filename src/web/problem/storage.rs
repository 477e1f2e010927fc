//! Problems of the library's stores.

use actix_web::http::StatusCode;

use super::Explanation;
use crate::web::i18n::Messages;

/// How many seconds a client waits when the storage folder was taken away: somebody has to put it back.
const GONE_SECONDS: u64 = 300;

/// How many seconds a client waits while the library moves: the last entries are copied in less, the originals are compared in
/// more.
const MOVING_SECONDS: u64 = 60;

/// How many seconds a client waits for a database or an object server that is being started again.
const AWAY_SECONDS: u64 = 5;

/// What is wrong with the stores.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StorageProblem {
    /// The disk is full.
    Full,
    /// The storage folder is not where it was.
    Gone,
    /// The database does not answer.
    Away,
    /// The database stopped answering before it said whether it made the change.
    Unsure,
    /// The server that has the originals and the renditions does not answer.
    ArchiveAway,
    /// The library moves, and takes no changes here any more.
    Moving,
    /// The original is damaged or lost.
    Damaged,
}

impl StorageProblem {
    /// How many seconds to wait before the next try, where waiting helps (`Retry-After`, RFC 9110 §10.2.3).
    #[must_use]
    pub const fn retry_after(self) -> Option<u64> {
        match self {
            Self::Gone => Some(GONE_SECONDS),
            Self::Moving => Some(MOVING_SECONDS),
            Self::Away | Self::Unsure | Self::ArchiveAway => Some(AWAY_SECONDS),
            Self::Full | Self::Damaged => None,
        }
    }

    /// The sentence for somebody who only reads, and to whom it is no matter that nothing was saved.
    pub(super) fn sentence_of_reading(self, t: Messages) -> Option<&'static str> {
        match self {
            Self::Gone => Some(t.problem_storage_gone_reading()),
            Self::Away => Some(t.problem_database_away_reading()),
            Self::ArchiveAway => Some(t.problem_archive_away_reading()),
            Self::Full | Self::Unsure | Self::Moving | Self::Damaged => None,
        }
    }

    pub(super) fn explanation(self, t: Messages) -> Explanation {
        let (status, code, title, sentence) = match self {
            Self::Full => (StatusCode::INSUFFICIENT_STORAGE, "full", t.problem_full_title(), t.problem_full()),
            Self::Gone => (
                StatusCode::SERVICE_UNAVAILABLE,
                "storage-gone",
                t.problem_storage_gone_title(),
                t.problem_storage_gone(),
            ),
            Self::Away => (
                StatusCode::SERVICE_UNAVAILABLE,
                "database-away",
                t.problem_database_away_title(),
                t.problem_database_away(),
            ),
            Self::Unsure => (
                StatusCode::SERVICE_UNAVAILABLE,
                "database-unsure",
                t.problem_database_away_title(),
                t.problem_database_unsure(),
            ),
            Self::ArchiveAway => (
                StatusCode::SERVICE_UNAVAILABLE,
                "archive-away",
                t.problem_archive_away_title(),
                t.problem_archive_away(),
            ),
            Self::Moving => (
                StatusCode::SERVICE_UNAVAILABLE,
                "library-moving",
                t.problem_library_moving_title(),
                t.problem_library_moving(),
            ),
            Self::Damaged => {
                (StatusCode::INTERNAL_SERVER_ERROR, "damaged", t.problem_damaged_title(), t.problem_damaged())
            }
        };
        Explanation::new(status, code, title, sentence)
    }
}

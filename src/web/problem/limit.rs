//! Problems of limits: too much at once, from one client or from all together.

use actix_web::http::StatusCode;

use super::Explanation;
use crate::web::i18n::Messages;

/// How many seconds a client waits when memory was short: about as long as a copy takes to be read at a usual pace.
const BUSY_SECONDS: u64 = 10;
/// How many before it searches again: an index of 100,000 photos is made in some seconds, and searches are over within
/// one.
const SEARCH_SECONDS: u64 = 5;

/// How many before one more report of the same subject: moderators decide in hours, not in minutes.
const REPORT_SECONDS: u64 = 3_600;

/// Which limit was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LimitProblem {
    /// Too many requests from this address, device or account.
    TooManyRequests {
        /// Seconds to wait.
        retry_after: u64,
    },
    /// Too many reports from this address.
    TooManyReports {
        /// Seconds to wait.
        retry_after: u64,
    },
    /// Too many reports of the same subject wait for a decision.
    ManyReportsWait,
    /// Not enough memory is free for this upload or download.
    Busy,
    /// The search index is not ready yet.
    SearchNotReady,
    /// Too many searches run at once.
    SearchBusy,
}

impl LimitProblem {
    /// How many seconds to wait before the next try (`Retry-After`, RFC 9110 §10.2.3).
    #[must_use]
    pub const fn retry_after(self) -> u64 {
        match self {
            Self::TooManyRequests { retry_after } | Self::TooManyReports { retry_after } => retry_after,
            Self::ManyReportsWait => REPORT_SECONDS,
            Self::Busy => BUSY_SECONDS,
            Self::SearchNotReady | Self::SearchBusy => SEARCH_SECONDS,
        }
    }

    pub(super) fn explanation(self, t: Messages) -> Explanation {
        let (status, code, title, sentence) = match self {
            Self::TooManyRequests { .. } => (
                StatusCode::TOO_MANY_REQUESTS,
                "too-many-requests",
                t.problem_too_many_requests_title(),
                t.problem_too_many_requests(),
            ),
            Self::TooManyReports { .. } => (
                StatusCode::TOO_MANY_REQUESTS,
                "too-many-requests",
                t.problem_too_many_requests_title(),
                t.problem_too_many_reports(),
            ),
            Self::ManyReportsWait => (
                StatusCode::TOO_MANY_REQUESTS,
                "many-reports-wait",
                t.problem_many_reports_wait_title(),
                t.problem_many_reports_wait(),
            ),
            Self::Busy => (StatusCode::SERVICE_UNAVAILABLE, "busy", t.problem_busy_title(), t.problem_busy()),
            Self::SearchNotReady => (
                StatusCode::SERVICE_UNAVAILABLE,
                "search-not-ready",
                t.problem_search_title(),
                t.problem_search_not_ready(),
            ),
            Self::SearchBusy => {
                (StatusCode::SERVICE_UNAVAILABLE, "busy", t.problem_busy_title(), t.problem_search_busy())
            }
        };
        Explanation::new(status, code, title, sentence)
    }
}

//! Problems of limits: too much at once, from one client or from all together.

use actix_web::http::StatusCode;

use super::Explanation;
use crate::web::i18n::Messages;

/// How many seconds a client waits when memory was short: about as long as a copy takes to be read at a usual pace.
const BUSY_SECONDS: u64 = 10;
/// How many before it searches again: an index of 100,000 photos is made in some seconds, and searches are over within
/// one.
const SEARCH_SECONDS: u64 = 5;

/// How many before one more report or suggestion about the same subject: people decide in hours, not in minutes.
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
    /// Too many suggestions about the same photo wait for a decision.
    ManySuggestionsWait,
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
            Self::ManyReportsWait | Self::ManySuggestionsWait => REPORT_SECONDS,
            Self::Busy => BUSY_SECONDS,
            Self::SearchNotReady | Self::SearchBusy => SEARCH_SECONDS,
        }
    }

    pub(super) fn explanation(self, t: Messages) -> Explanation {
        let (status, code, title, sentence) = match self {
            Self::TooManyRequests { retry_after } => (
                StatusCode::TOO_MANY_REQUESTS,
                "too-many-requests",
                t.problem_too_many_requests_title(),
                t.problem_too_many_requests(&wait(retry_after, t)),
            ),
            Self::TooManyReports { retry_after } => (
                StatusCode::TOO_MANY_REQUESTS,
                "too-many-requests",
                t.problem_too_many_requests_title(),
                t.problem_too_many_reports(&wait(retry_after, t)),
            ),
            Self::ManyReportsWait => (
                StatusCode::TOO_MANY_REQUESTS,
                "many-reports-wait",
                t.problem_many_reports_wait_title(),
                t.problem_many_reports_wait().to_owned(),
            ),
            Self::ManySuggestionsWait => (
                StatusCode::TOO_MANY_REQUESTS,
                "many-suggestions-wait",
                t.problem_many_suggestions_wait_title(),
                t.problem_many_suggestions_wait().to_owned(),
            ),
            Self::Busy => {
                (StatusCode::SERVICE_UNAVAILABLE, "busy", t.problem_busy_title(), t.problem_busy().to_owned())
            }
            Self::SearchNotReady => (
                StatusCode::SERVICE_UNAVAILABLE,
                "search-not-ready",
                t.problem_search_title(),
                t.problem_search_not_ready().to_owned(),
            ),
            Self::SearchBusy => {
                (StatusCode::SERVICE_UNAVAILABLE, "busy", t.problem_busy_title(), t.problem_search_busy().to_owned())
            }
        };
        Explanation::new(status, code, title, sentence)
    }
}

/// When to try again, in the largest unit that is still exact enough: never earlier than the header says.
fn wait(seconds: u64, t: Messages) -> String {
    match seconds {
        0..100 => t.problem_wait_seconds(seconds),
        100..5_400 => t.problem_wait_minutes(seconds.div_ceil(60)),
        _ => t.problem_wait_hours(seconds.div_ceil(3_600)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::Language;

    #[test]
    fn how_long_to_wait_is_said_in_words() {
        let t = Messages::new(Language::English);
        for (seconds, words) in [
            (1, "Try again in one second."),
            (37, "Try again in 37 seconds."),
            (100, "Try again in 2 minutes."),
            (600, "Try again in 10 minutes."),
            (5_400, "Try again in 2 hours."),
        ] {
            assert_eq!(wait(seconds, t), words);
        }
    }
}

//! How a problem is explained: status, code, title and sentence.

use actix_web::http::StatusCode;

use crate::web::i18n::Messages;

/// What a reader is told of a problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The status code (RFC 9110 §15).
    pub status: StatusCode,
    /// Its name for programs (RFC 9457 §3.1.1), listed with all others on the page about this site.
    pub code: &'static str,
    /// In a few words.
    pub title: &'static str,
    /// One sentence: what happened and what to do.
    pub sentence: String,
}

impl Explanation {
    /// One line of a table of problems.
    pub(super) fn new(
        status: StatusCode,
        code: &'static str,
        title: &'static str,
        sentence: impl Into<String>,
    ) -> Self {
        Self { status, code, title, sentence: sentence.into() }
    }

    /// A request that is understood and asks for something that cannot be (RFC 9110 §15.5.21).
    pub(super) fn unprocessable(code: &'static str, title: &'static str, sentence: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, code, title, sentence)
    }

    /// A photo that was withdrawn.
    pub(super) fn gone(t: Messages) -> Self {
        Self::new(StatusCode::GONE, "withdrawn", t.problem_gone_title(), t.problem_gone())
    }
}

//! Problems of access: who may do it.

use actix_web::http::StatusCode;

use super::Explanation;
use crate::web::i18n::Messages;

/// Why this reader may not do it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccessProblem {
    /// An account is needed.
    NotSignedIn,
    /// The token of the API is unknown, revoked or expired.
    UnknownToken,
    /// The account's role does not allow it.
    NotAllowed,
    /// The form carries no valid anti-forgery token.
    Forged,
}

impl AccessProblem {
    /// Whether a sign-in, or another token, would help: the client is asked who it is.
    #[must_use]
    pub const fn needs_sign_in(self) -> bool {
        matches!(self, Self::NotSignedIn | Self::UnknownToken)
    }

    pub(super) fn explanation(self, t: Messages) -> Explanation {
        let (status, code, title, sentence) = match self {
            Self::NotSignedIn => {
                (StatusCode::UNAUTHORIZED, "not-signed-in", t.problem_not_signed_in_title(), t.problem_not_signed_in())
            }
            Self::UnknownToken => {
                (StatusCode::UNAUTHORIZED, "not-signed-in", t.problem_not_signed_in_title(), t.problem_unknown_token())
            }
            Self::NotAllowed => {
                (StatusCode::FORBIDDEN, "not-allowed", t.problem_not_allowed_title(), t.problem_not_allowed())
            }
            Self::Forged => (StatusCode::FORBIDDEN, "csrf", t.problem_forged_title(), t.problem_forged()),
        };
        Explanation::new(status, code, title, sentence)
    }
}

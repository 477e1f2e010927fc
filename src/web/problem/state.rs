//! Problems of state: what was changed meanwhile, what a photo's state does not allow.

use actix_web::http::StatusCode;

use jiff::Timestamp;

use super::Explanation;
use crate::{
    domain::{photo::PhotoId, taken::Taken},
    web::i18n::Messages,
};

/// Why something cannot be changed as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StateProblem {
    /// The same bytes are public already, as this photo.
    AlreadyHeld(PhotoId),
    /// Another photo has the file that is to take the place of this one's.
    HeldElsewhere(PhotoId),
    /// The photo has this file already.
    SameFile,
    /// Somebody else changed it meanwhile.
    Stale,
    /// Somebody else decided on the report meanwhile.
    ReportStale,
    /// Somebody else decided on the suggestion, or changed its photo, meanwhile.
    SuggestionStale,
    /// Who gave the photo decides first on what is suggested, until then.
    NotYet(Timestamp),
    /// Somebody else wrote another version of a text, or of the settings, meanwhile.
    Rewritten,
    /// `If-Match` names another revision (RFC 9110 §13.1.1).
    PreconditionFailed,
    /// The photo's state does not lead there.
    WrongState,
}

impl StateProblem {
    pub(super) const fn is_about_the_form(&self) -> bool {
        match self {
            Self::AlreadyHeld(_)
            | Self::HeldElsewhere(_)
            | Self::SameFile
            | Self::Stale
            | Self::ReportStale
            | Self::SuggestionStale
            | Self::NotYet(_)
            | Self::Rewritten
            | Self::WrongState => true,
            Self::PreconditionFailed => false,
        }
    }

    pub(super) fn explanation(&self, t: Messages) -> Explanation {
        let (status, code, title, sentence) = match self {
            Self::AlreadyHeld(_) => {
                (StatusCode::CONFLICT, "already-held", t.problem_already_held_title(), t.problem_already_held())
            }
            Self::HeldElsewhere(other) => {
                let sentence = t.problem_held_elsewhere(other.as_str());
                return Explanation::new(
                    StatusCode::CONFLICT,
                    "already-held",
                    t.problem_held_elsewhere_title(),
                    sentence,
                );
            }
            Self::SameFile => {
                (StatusCode::CONFLICT, "already-held", t.problem_held_elsewhere_title(), t.problem_same_file())
            }
            Self::Stale => (StatusCode::CONFLICT, "stale", t.problem_stale_title(), t.problem_stale()),
            Self::ReportStale => {
                (StatusCode::CONFLICT, "stale", t.problem_report_stale_title(), t.problem_report_stale())
            }
            Self::SuggestionStale => {
                (StatusCode::CONFLICT, "stale", t.problem_suggestion_stale_title(), t.problem_suggestion_stale())
            }
            Self::NotYet(until) => {
                let sentence = t.problem_suggestion_not_yet(&day(*until, t));
                return Explanation::new(
                    StatusCode::FORBIDDEN,
                    "not-yet",
                    t.problem_suggestion_not_yet_title(),
                    sentence,
                );
            }
            Self::Rewritten => (StatusCode::CONFLICT, "stale", t.problem_rewritten_title(), t.problem_rewritten()),
            Self::PreconditionFailed => {
                (StatusCode::PRECONDITION_FAILED, "stale", t.problem_stale_title(), t.problem_stale())
            }
            Self::WrongState => {
                (StatusCode::CONFLICT, "wrong-state", t.problem_wrong_state_title(), t.problem_wrong_state())
            }
        };
        Explanation::new(status, code, title, sentence)
    }
}

/// The day of an instant in UTC, as people read it.
fn day(at: Timestamp, t: Messages) -> String {
    let date = at.strftime("%Y-%m-%d").to_string();
    date.parse::<Taken>().map_or(date, |taken| t.taken(&taken))
}

//! Problems of a photo's credit: who took it, who is named, what only its contributor changes.

use actix_web::http::StatusCode;

use super::Explanation;
use crate::{domain::field::Field, web::i18n::Messages};

/// What is wrong with a credit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CreditProblem {
    /// Who took so many photos was not answered, on a page that asks it.
    MissingSource(u64),
    /// So many photos taken by somebody else are credited to their contributor.
    AuthorIsContributor(u64),
    /// A photo given with its author's permission does not name its author.
    MissingAuthor,
    /// The file contradicts its contributor, who has not answered yet.
    UnansweredDoubt,
    /// This field protects a person: only the photo's contributor loosens it.
    Protected(Field),
}

impl CreditProblem {
    /// The step of the upload page where it is corrected.
    pub(super) const fn step(self) -> Option<&'static str> {
        match self {
            Self::MissingSource(_) => Some("step-licence"),
            Self::AuthorIsContributor(_) | Self::MissingAuthor | Self::Protected(_) => Some("step-credit"),
            Self::UnansweredDoubt => None,
        }
    }

    pub(super) fn explanation(self, t: Messages) -> Explanation {
        let invalid =
            |sentence: String| Explanation::unprocessable("invalid-field", t.problem_invalid_field_title(), sentence);
        match self {
            Self::MissingSource(photos) => invalid(t.problem_source_unsaid(photos)),
            Self::AuthorIsContributor(photos) => invalid(t.problem_author_is_giver(photos)),
            Self::MissingAuthor => invalid(t.problem_author_unnamed().to_owned()),
            Self::UnansweredDoubt => invalid(t.problem_doubtful().to_owned()),
            Self::Protected(field) => Explanation::new(
                StatusCode::FORBIDDEN,
                "protected",
                t.problem_protected_title(),
                t.problem_protected(t.field_name_of(field)),
            ),
        }
    }
}

//! Problems of a photo's licence.

use actix_web::http::StatusCode;

use super::Explanation;
use crate::web::i18n::Messages;

/// Why a licence is not granted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LicenceProblem {
    /// No licence we know.
    Unknown,
    /// No licence was given.
    Missing,
    /// The questions that lead to a licence were not answered, on a page about so many photos.
    Unanswered(u64),
    /// Two ways of choosing a licence, used together, lead to different ones.
    Two {
        /// Whether the first is that of the last time, not that of the answers.
        last: bool,
        /// The licence of the answers, or of the last time.
        one: &'static str,
        /// The licence chosen beside it.
        other: &'static str,
    },
    /// A licence that this library does not offer, by its label.
    NotOffered(String),
    /// A licence that allows less than one already granted.
    Narrower,
    /// Another licence, on a photo that keeps as many as it has room for.
    LedgerFull,
}

impl LicenceProblem {
    /// The step of the upload page where it is corrected.
    pub(super) const fn step(&self) -> Option<&'static str> {
        match self {
            Self::Missing | Self::Unanswered(_) | Self::Two { .. } => Some("step-licence"),
            Self::Unknown | Self::NotOffered(_) | Self::Narrower | Self::LedgerFull => None,
        }
    }

    pub(super) fn explanation(&self, t: Messages) -> Explanation {
        match self {
            Self::Unknown => Explanation::unprocessable(
                "unknown-license",
                t.problem_unknown_license_title(),
                t.problem_unknown_license(),
            ),
            Self::Missing => Explanation::unprocessable(
                "missing-license",
                t.problem_missing_license_title(),
                t.problem_missing_license(),
            ),
            Self::Unanswered(photos) => Explanation::unprocessable(
                "missing-license",
                t.problem_invalid_field_title(),
                t.problem_unanswered(*photos),
            ),
            Self::Two { last, one, other } => {
                let sentence =
                    if *last { t.problem_two_licences_last(one, other) } else { t.problem_two_licences(one, other) };
                Explanation::unprocessable("invalid-field", t.problem_missing_license_title(), sentence)
            }
            Self::NotOffered(licence) => Explanation::unprocessable(
                "license-not-offered",
                t.problem_license_not_offered_title(),
                t.problem_license_not_offered(licence),
            ),
            Self::Narrower => Explanation::new(
                StatusCode::CONFLICT,
                "license-narrower",
                t.problem_license_narrower_title(),
                t.problem_license_narrower(),
            ),
            Self::LedgerFull => Explanation::new(
                StatusCode::CONFLICT,
                "license-ledger-full",
                t.problem_license_ledger_full_title(),
                t.problem_license_ledger_full(),
            ),
        }
    }
}

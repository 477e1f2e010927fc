//! Problems of tags: which names they may have, which stand above which, which may be given.

use actix_web::http::StatusCode;

use super::Explanation;
use crate::{
    domain::tag::{
        Tag,
        record::{MOST_CONTEXTS, MOST_RECORDS},
    },
    web::i18n::Messages,
};

/// Why a tag cannot be changed so, or given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TagProblem {
    /// No public photo has it, and no curator says anything of it.
    Unknown(Tag),
    /// Photos may not be given it.
    Banned {
        /// The tag.
        tag: Tag,
        /// What to use instead.
        instead: Option<Tag>,
    },
    /// Another tag has this name or synonym.
    Taken {
        /// The word.
        name: String,
        /// The tag that has it.
        by: Tag,
    },
    /// It is another tag, and not another spelling.
    OtherName(String),
    /// It would stand above itself.
    Circle(Tag),
    /// It would be close to itself, or used instead of itself.
    Itself,
    /// What is to be used instead may not be given either.
    InsteadBanned(Tag),
    /// A context would be banned.
    BannedContext,
    /// Too much of one field.
    TooMany(&'static str, usize),
    /// As many contexts as there may be.
    TooManyContexts,
    /// As many records as there may be.
    TooManyRecords,
    /// Somebody else changed it meanwhile.
    Stale,
    /// `If-Match` names another revision (RFC 9110 §13.1.1).
    PreconditionFailed,
}

impl TagProblem {
    pub(super) const fn is_about_the_form(&self) -> bool {
        !matches!(self, Self::PreconditionFailed | Self::Unknown(_))
    }

    /// The field that is wrong; empty when it is none in particular.
    pub(super) const fn field(&self) -> &'static str {
        match self {
            Self::Banned { .. } => "tags",
            Self::Taken { .. } => "synonyms",
            Self::OtherName(_) => "label",
            Self::Circle(_) => "broader",
            Self::InsteadBanned(_) => "instead",
            Self::BannedContext | Self::TooManyContexts => "context",
            Self::TooMany(field, _) => field,
            _ => "",
        }
    }

    pub(super) fn explanation(&self, t: Messages) -> Explanation {
        let title = t.problem_tag_title();
        match self {
            Self::Unknown(tag) => Explanation::new(
                StatusCode::NOT_FOUND,
                "not-found",
                t.problem_tag_unknown_title(),
                t.problem_tag_unknown(tag.as_str()),
            ),
            Self::Banned { tag, instead } => {
                let sentence = instead.as_ref().map_or_else(
                    || t.problem_tag_banned(tag.as_str()),
                    |instead| t.problem_tag_banned_instead(tag.as_str(), instead.as_str()),
                );
                Explanation::unprocessable("banned-tag", t.problem_tag_banned_title(), sentence)
            }
            Self::Taken { name, by } => {
                Explanation::new(StatusCode::CONFLICT, "tag-taken", title, t.problem_tag_taken(name, by.as_str()))
            }
            Self::OtherName(name) => Explanation::unprocessable("another-tag", title, t.problem_tag_other_name(name)),
            Self::Circle(tag) => Explanation::unprocessable("tag-circle", title, t.problem_tag_circle(tag.as_str())),
            Self::Itself => Explanation::unprocessable("tag-itself", title, t.problem_tag_itself()),
            Self::InsteadBanned(tag) => {
                Explanation::unprocessable("banned-tag", title, t.problem_tag_instead_banned(tag.as_str()))
            }
            Self::BannedContext => Explanation::unprocessable("banned-tag", title, t.problem_tag_banned_context()),
            Self::TooMany(_, most) => {
                Explanation::unprocessable("invalid-field", title, t.problem_tag_too_many(number(*most)))
            }
            Self::TooManyContexts => Explanation::new(
                StatusCode::CONFLICT,
                "too-many-contexts",
                title,
                t.problem_tag_contexts(number(MOST_CONTEXTS)),
            ),
            Self::TooManyRecords => Explanation::new(
                StatusCode::CONFLICT,
                "too-many-tags",
                title,
                t.problem_tag_records(number(MOST_RECORDS)),
            ),
            Self::Stale => Explanation::new(StatusCode::CONFLICT, "stale", title, t.problem_tag_stale()),
            Self::PreconditionFailed => {
                Explanation::new(StatusCode::PRECONDITION_FAILED, "stale", title, t.problem_tag_stale())
            }
        }
    }
}

/// A limit as messages take it.
fn number(most: usize) -> u64 {
    u64::try_from(most).unwrap_or(u64::MAX)
}

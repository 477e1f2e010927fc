//! Problems of collections: what they may hold, where they may stand, who may publish them.

use actix_web::http::StatusCode;

use super::Explanation;
use crate::{
    domain::{
        collection::{
            MOST_CHILDREN, MOST_DEPTH, MOST_EXCEPTIONS, MOST_OWN, MOST_PAIRS, MOST_PHOTOS, NotAPair, NotASavedSearch,
        },
        lengths,
        photo::PhotoId,
    },
    web::i18n::Messages,
};

/// Why a collection cannot be changed so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CollectionProblem {
    /// A photo is not public.
    NotPublic(PhotoId),
    /// A photo is not in it.
    NotInCollection(PhotoId),
    /// It has no room for more photos.
    Full,
    /// A contributor made as many as they may.
    TooManyOwn,
    /// Nobody has this handle.
    UnknownMember(String),
    /// None that the reader may change has this title or this address.
    NoneCalled(String),
    /// Several that the reader may change have the title that was typed: their addresses.
    SeveralCalled(Vec<String>),
    /// There is no collection of this name in which it may stand.
    NoSuchParent,
    /// It would stand inside itself.
    Circle,
    /// Too many levels.
    TooDeep,
    /// The other one has no room for more collections.
    ParentFull,
    /// Others stand inside it.
    HasChildren,
    /// A search that it cannot keep.
    Search(NotASavedSearch),
    /// Two photos that are no pair.
    Pair(NotAPair),
    /// It leaves out as many photos as it may.
    TooManyExceptions,
    /// A curator publishes it.
    NeedsCurator,
    /// Somebody else changed it meanwhile.
    Stale,
    /// `If-Match` names another revision (RFC 9110 §13.1.1).
    PreconditionFailed,
}

impl CollectionProblem {
    pub(super) const fn is_about_the_form(&self) -> bool {
        !matches!(self, Self::PreconditionFailed)
    }

    /// The field that is wrong; empty when it is none in particular.
    pub(super) const fn field(&self) -> &'static str {
        match self {
            Self::UnknownMember(_) => "members",
            Self::NoneCalled(_) | Self::SeveralCalled(_) => "collection_add",
            Self::Search(_) => "query",
            Self::Pair(_) => "pairs",
            Self::TooManyExceptions => "except",
            Self::NoSuchParent | Self::Circle | Self::TooDeep | Self::ParentFull => "parent",
            _ => "",
        }
    }

    pub(super) fn explanation(&self, t: Messages) -> Explanation {
        let title = t.problem_collection_title();
        match self {
            Self::NotPublic(photo) => {
                Explanation::unprocessable("not-public", title, t.problem_collection_not_public(photo.as_str()))
            }
            Self::NotInCollection(photo) => {
                Explanation::unprocessable("not-in-collection", title, t.problem_collection_without(photo.as_str()))
            }
            Self::Full => Explanation::new(
                StatusCode::CONFLICT,
                "collection-full",
                title,
                t.problem_collection_full(number(MOST_PHOTOS)),
            ),
            Self::TooManyOwn => Explanation::new(
                StatusCode::CONFLICT,
                "too-many-collections",
                title,
                t.problem_collection_too_many(number(MOST_OWN)),
            ),
            Self::UnknownMember(handle) => {
                Explanation::unprocessable("unknown-member", title, t.problem_collection_member(handle))
            }
            Self::NoneCalled(typed) => {
                Explanation::unprocessable("unknown-collection", title, t.problem_collection_unknown(typed))
            }
            Self::SeveralCalled(addresses) => Explanation::unprocessable(
                "several-collections",
                title,
                t.problem_collection_several(&addresses.join(" · ")),
            ),
            Self::NoSuchParent => Explanation::unprocessable("unknown-parent", title, t.problem_collection_parent()),
            Self::Circle => Explanation::unprocessable("collection-circle", title, t.problem_collection_circle()),
            Self::TooDeep => {
                Explanation::unprocessable("collection-too-deep", title, t.problem_collection_deep(number(MOST_DEPTH)))
            }
            Self::ParentFull => Explanation::new(
                StatusCode::CONFLICT,
                "collection-full",
                title,
                t.problem_collection_parent_full(number(MOST_CHILDREN)),
            ),
            Self::HasChildren => {
                Explanation::new(StatusCode::CONFLICT, "collection-not-empty", title, t.problem_collection_not_empty())
            }
            Self::Search(wrong) => Explanation::unprocessable("invalid-search", title, unsaved(wrong, t)),
            Self::Pair(NotAPair::TooMany) => {
                Explanation::unprocessable("too-many-pairs", title, t.problem_pairs_many(number(MOST_PAIRS)))
            }
            Self::Pair(NotAPair::Itself | NotAPair::Unreadable) => {
                Explanation::unprocessable("not-a-pair", title, t.problem_pair())
            }
            Self::TooManyExceptions => Explanation::unprocessable(
                "too-many-exceptions",
                title,
                t.problem_exceptions_many(number(MOST_EXCEPTIONS)),
            ),
            Self::NeedsCurator => {
                Explanation::new(StatusCode::FORBIDDEN, "not-allowed", title, t.problem_collection_curator())
            }
            Self::Stale => Explanation::new(StatusCode::CONFLICT, "stale", title, t.problem_collection_stale()),
            Self::PreconditionFailed => {
                Explanation::new(StatusCode::PRECONDITION_FAILED, "stale", title, t.problem_collection_stale())
            }
        }
    }
}

/// What is wrong with a search to keep.
fn unsaved(wrong: &NotASavedSearch, t: Messages) -> String {
    match wrong {
        NotASavedSearch::TooLong => t.problem_search_long(number(lengths::SAVED_SEARCH)),
        NotASavedSearch::NotUnderstood(what) => t.problem_search_unclear(what),
        NotASavedSearch::Everything => t.problem_search_everything().to_owned(),
        NotASavedSearch::Itself => t.problem_search_itself().to_owned(),
    }
}

/// A limit as messages take it.
fn number(most: usize) -> u64 {
    u64::try_from(most).unwrap_or(u64::MAX)
}

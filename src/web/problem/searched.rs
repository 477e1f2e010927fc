//! Problems of searches and of facts that people type: a parameter that is none, a search that a collection cannot keep, a
//! direction that is none.

use super::{CollectionProblem, FieldProblem, Problem, Why};
use crate::domain::{
    collection::{NotAPair, NotASavedSearch},
    direction::NotADirection,
    place::NotAPoint,
    search_query::NotAPart,
};

impl From<NotAPart> for Problem {
    fn from(wrong: NotAPart) -> Self {
        match wrong {
            NotAPart::Unknown(name) => Self::Field(FieldProblem::Unknown(name)),
            NotAPart::Tag(not_a_tag) => not_a_tag.into(),
            NotAPart::Licence(unknown) => unknown.into(),
            NotAPart::Invalid(name) => {
                let why = match name {
                    "tag" | "context" => Why::Tag,
                    "author" | "giver" => Why::Handle,
                    "bbox" => Why::Bounds,
                    "taken_after" | "taken_before" => Why::Date,
                    "year" => Why::Years,
                    _ => Why::Choice,
                };
                Self::Field(FieldProblem::Invalid(name, why))
            }
        }
    }
}

impl From<NotASavedSearch> for Problem {
    fn from(wrong: NotASavedSearch) -> Self {
        Self::Collection(CollectionProblem::Search(wrong))
    }
}

impl From<NotAPoint> for Problem {
    fn from(NotAPoint: NotAPoint) -> Self {
        Self::Field(FieldProblem::Invalid("coordinates", Why::Point))
    }
}

impl From<NotADirection> for Problem {
    fn from(NotADirection: NotADirection) -> Self {
        Self::Field(FieldProblem::Invalid("direction", Why::Direction))
    }
}

impl From<NotAPair> for Problem {
    fn from(wrong: NotAPair) -> Self {
        Self::Collection(CollectionProblem::Pair(wrong))
    }
}

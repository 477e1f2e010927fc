//! The fields of a collection whose changes its history tells.

use std::str::FromStr;

use super::CollectionRecord;
use crate::domain::photo::PhotoId;

/// A field of a collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CollectionField {
    /// Whether everyone sees it.
    State,
    /// Its title.
    Title,
    /// Its text.
    Text,
    /// The time that it is about.
    Dates,
    /// The place that it is about.
    Place,
    /// The photo that stands for it.
    Cover,
    /// The collection that it stands inside.
    Parent,
    /// Who edits it.
    Members,
    /// The search that fills it.
    Query,
    /// Photos that the search finds and that are left out.
    Except,
    /// Its pairs of then and now.
    Pairs,
}

/// A name that no field has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a collection has no such field")]
pub struct UnknownField;

impl CollectionField {
    /// All of them, in the order in which a history tells them.
    pub const ALL: [Self; 11] = [
        Self::State,
        Self::Title,
        Self::Text,
        Self::Dates,
        Self::Place,
        Self::Query,
        Self::Except,
        Self::Cover,
        Self::Pairs,
        Self::Parent,
        Self::Members,
    ];

    /// Its name in the API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::State => "state",
            Self::Title => "title",
            Self::Text => "text",
            Self::Dates => "dates",
            Self::Place => "place",
            Self::Cover => "cover",
            Self::Parent => "parent",
            Self::Members => "members",
            Self::Query => "query",
            Self::Except => "except",
            Self::Pairs => "pairs",
        }
    }

    /// Whether it is for those who edit the collection alone.
    #[must_use]
    pub const fn is_for_editors(self) -> bool {
        matches!(self, Self::Members | Self::Except)
    }

    /// What a collection says in it, as text; nothing where it is empty.
    #[must_use]
    pub fn of(self, record: &CollectionRecord) -> Option<String> {
        let list = |words: Vec<String>| Some(words.join(", ")).filter(|list| !list.is_empty());
        match self {
            Self::State => Some(record.state.name().to_owned()),
            Self::Title => Some(record.title.as_str().to_owned()),
            Self::Text => record.text.as_ref().map(|text| text.as_str().to_owned()),
            Self::Dates => record.dates.as_ref().map(|dates| dates.as_str().to_owned()),
            Self::Place => record.place.as_ref().map(|place| place.as_str().to_owned()),
            Self::Cover => record.cover.as_ref().map(PhotoId::to_string),
            Self::Parent => record.parent.as_ref().map(ToString::to_string),
            Self::Members => list(record.members.iter().map(ToString::to_string).collect()),
            Self::Query => record.query.as_ref().map(super::SavedSearch::typed),
            Self::Except => list(record.except.iter().map(PhotoId::to_string).collect()),
            Self::Pairs => list(record.pairs.iter().map(super::Pair::name).collect()),
        }
    }
}

impl FromStr for CollectionField {
    type Err = UnknownField;

    fn from_str(name: &str) -> Result<Self, UnknownField> {
        Self::ALL.into_iter().find(|field| field.name() == name).ok_or(UnknownField)
    }
}

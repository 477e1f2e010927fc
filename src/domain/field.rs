//! The fields of a photo that people change, each with its value as text: what a ledger keeps and a conflict shows.

use serde::{Deserialize, Serialize};

/// A field of a photo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Title.
    Title,
    /// Description.
    Description,
    /// Text alternative.
    Alt,
    /// Tags.
    Tags,
    /// Date.
    Taken,
    /// Name credited.
    AuthorName,
    /// Address credited.
    AuthorUrl,
    /// Whether the author is not to be named.
    AuthorWithheld,
    /// Where the right to give it comes from; `source` in records, forms and the API.
    #[serde(rename = "source")]
    Provenance,
    /// Name of the place.
    PlaceName,
    /// How precisely the place is published.
    PlacePrecision,
    /// Coordinates.
    Coordinates,
    /// In which direction it looks.
    Direction,
}

impl Field {
    /// Every field.
    pub const ALL: [Self; 13] = [
        Self::Title,
        Self::Description,
        Self::Alt,
        Self::Tags,
        Self::Taken,
        Self::AuthorName,
        Self::AuthorUrl,
        Self::AuthorWithheld,
        Self::Provenance,
        Self::PlaceName,
        Self::PlacePrecision,
        Self::Coordinates,
        Self::Direction,
    ];

    /// Those of the credit and of what protects a person: the credit ledger records what staff change of them.
    pub const GUARDED: [Self; 8] = [
        Self::AuthorName,
        Self::AuthorUrl,
        Self::AuthorWithheld,
        Self::Provenance,
        Self::PlacePrecision,
        Self::PlaceName,
        Self::Coordinates,
        Self::Direction,
    ];

    /// The name in forms and in the API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Description => "description",
            Self::Alt => "alt",
            Self::Tags => "tags",
            Self::Taken => "taken",
            Self::AuthorName => "author_name",
            Self::AuthorUrl => "author_url",
            Self::AuthorWithheld => "author_withheld",
            Self::Provenance => "source",
            Self::PlaceName => "place_name",
            Self::PlacePrecision => "place_precision",
            Self::Coordinates => "coordinates",
            Self::Direction => "direction",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_has_one_name_in_records_forms_and_the_api() {
        for field in Field::ALL {
            assert_eq!(serde_json::to_value(field).ok(), Some(serde_json::json!(field.name())), "{field:?}");
        }
    }
}

//! The fields of a photo that people change, each with its value as text: what a ledger keeps and a conflict shows.

use serde::{Deserialize, Serialize};

use super::{
    photo::{AltText, AuthorName, Description, PhotoRecord, Title},
    place::Coordinates,
    rewording::Rewording,
    tag::Tag,
    taken::Taken,
};

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
    /// Where the right to give it comes from.
    Provenance,
    /// Name of the place.
    PlaceName,
    /// What may be told of the place.
    PlacePrecision,
    /// Coordinates.
    Coordinates,
}

impl Field {
    /// Every field.
    pub const ALL: [Self; 12] = [
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
        }
    }

    /// What a photo says in this field, as text; nothing where it is empty.
    #[must_use]
    pub fn of(self, photo: &PhotoRecord) -> Option<String> {
        let place = photo.place.as_ref();
        match self {
            Self::Title => photo.title.as_ref().map(|title| title.as_str().to_owned()),
            Self::Description => photo.description.as_ref().map(|words| words.as_str().to_owned()),
            Self::Alt => photo.alt.as_ref().map(|alt| alt.as_str().to_owned()),
            Self::Tags => {
                let tags: Vec<&str> = photo.tags.iter().map(Tag::as_str).collect();
                Some(tags.join(", ")).filter(|tags| !tags.is_empty())
            }
            Self::Taken => photo.taken.as_ref().map(ToString::to_string),
            Self::AuthorName => photo.author.name.as_ref().map(|name| name.as_str().to_owned()),
            Self::AuthorUrl => photo.author.url.clone(),
            Self::AuthorWithheld => Some(photo.author_withheld.to_string()),
            Self::Provenance => Some(photo.source.name().to_owned()),
            Self::PlaceName => place.and_then(|place| place.name.clone()),
            Self::PlacePrecision => Some(photo.place_precision().name().to_owned()),
            Self::Coordinates => place.and_then(|place| place.coordinates).map(|point| point.to_string()),
        }
    }

    /// Puts a value, as [`Self::of`] writes it, into a change. One that does not read back changes nothing.
    pub fn say(self, value: Option<&str>, change: &mut Rewording) {
        match self {
            Self::Title => change.title = read(value, Title::parse),
            Self::Description => change.description = read(value, Description::parse),
            Self::Alt => change.alt = read(value, AltText::parse),
            Self::Tags => change.tags = Tag::parse_list(value.unwrap_or_default()).ok(),
            Self::Taken => change.taken = read(value, |text| text.parse::<Taken>().map(Some)),
            Self::AuthorName => change.author_name = read(value, AuthorName::parse),
            Self::AuthorUrl => change.author_url = Some(value.map(str::to_owned)),
            Self::AuthorWithheld => change.author_withheld = value.and_then(|text| text.parse().ok()),
            Self::Provenance => change.source = value.and_then(|text| text.parse().ok()),
            Self::PlaceName => change.place_name = Some(value.map(str::to_owned)),
            Self::PlacePrecision => change.precision = value.and_then(|text| text.parse().ok()),
            Self::Coordinates => change.coordinates = read(value, |text| text.parse::<Coordinates>().map(Some)),
        }
    }
}

#[expect(clippy::option_option, reason = "not changed, emptied, or given, as in a rewording")]
fn read<T, E>(value: Option<&str>, parse: impl FnOnce(&str) -> Result<Option<T>, E>) -> Option<Option<T>> {
    value.map_or(Some(None), |text| parse(text).ok())
}

//! What a photo says in each of its fields, as text.

use super::PhotoRecord;
use crate::domain::{field::Field, tag::Tag};

impl Field {
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
            Self::Direction => photo.direction.map(|direction| direction.to_string()),
        }
    }
}

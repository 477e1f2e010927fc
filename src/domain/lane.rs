//! Lanes: what published photos lack to be found, each a list that curators work through.

use std::str::FromStr;

use super::{doubt, photo::PhotoRecord, place::Precision};

/// What a photo lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Lane {
    /// A title.
    Title,
    /// Tags.
    Tags,
    /// The name of a place.
    Place,
    /// A date.
    Date,
    /// A text alternative.
    Alt,
    /// A place that its position does not contradict.
    Contradiction,
    /// A published collection that has it. Its record does not say: search knows.
    Collection,
}

/// A text that names no lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("lane is title, tags, place, date, alt, contradiction or collection")]
pub struct NotALane;

impl Lane {
    /// Every lane.
    pub const ALL: [Self; 7] =
        [Self::Title, Self::Tags, Self::Place, Self::Date, Self::Alt, Self::Contradiction, Self::Collection];

    /// The name in addresses and in the index.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Tags => "tags",
            Self::Place => "place",
            Self::Date => "date",
            Self::Alt => "alt",
            Self::Contradiction => "contradiction",
            Self::Collection => "collection",
        }
    }

    /// Whether a photo lacks it, as far as its record says. A place that is hidden is not asked for, since curators cannot name it, and they are not
    /// told whether its name and its position agree.
    #[must_use]
    pub fn has(self, photo: &PhotoRecord) -> bool {
        let is_hidden = photo.place_precision() == Precision::Hidden;
        match self {
            Self::Title => photo.title.is_none(),
            Self::Tags => photo.tags.is_empty(),
            Self::Place => !is_hidden && photo.place.as_ref().is_none_or(|place| place.name.is_none()),
            Self::Date => photo.taken.is_none(),
            Self::Alt => photo.alt.is_none(),
            Self::Contradiction => !is_hidden && photo.place_confirmed.is_none() && doubt::place_is_far(photo),
            Self::Collection => false,
        }
    }
}

impl FromStr for Lane {
    type Err = NotALane;

    fn from_str(text: &str) -> Result<Self, NotALane> {
        Self::ALL.into_iter().find(|lane| lane.name() == text).ok_or(NotALane)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where its example is wrong")]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::domain::doubt::published_distance;

    fn photo(fields: Value) -> PhotoRecord {
        let hash = "0".repeat(64);
        let instant = "2026-11-24T11:56:30Z";
        let mut photo = json!({
            "v": 1, "id": "m2v89dns", "contributor": "marc", "state": "published", "steps": [],
            "author": { "name": null, "url": null }, "source": "own", "grants": [], "tags": [],
            "original": { "blake3": hash, "sha256": hash, "bytes": 1, "media_type": "image/jpeg", "width": 1, "height": 1,
                "pixels": hash, "look": 1 },
            "camera": {}, "renditions": [], "dominant": "#000000", "suggestions": {}, "created": instant, "updated": instant,
        });
        let Value::Object(fields) = fields else { unreachable!("a list of fields is an object") };
        photo.as_object_mut().unwrap().extend(fields);
        serde_json::from_value(photo).unwrap()
    }

    fn lanes(fields: Value) -> Vec<Lane> {
        let photo = photo(fields);
        Lane::ALL.into_iter().filter(|lane| lane.has(&photo)).collect()
    }

    #[test]
    fn a_photo_is_in_the_lane_of_what_it_lacks() {
        assert_eq!(lanes(json!({})), [Lane::Title, Lane::Tags, Lane::Place, Lane::Date, Lane::Alt]);
        let whole = json!({
            "title": "Le port", "tags": ["port"], "taken": "1912", "alt": "Un port",
            "place": { "name": "Brest", "coordinates": { "latitude": 48.39, "longitude": -4.49 }, "precision": "exact" },
        });
        assert_eq!(lanes(whole.clone()), []);
        let mut far = whole;
        far["place"]["coordinates"] = json!({ "latitude": 43.3, "longitude": 5.37 });
        assert_eq!(lanes(far.clone()), [Lane::Contradiction]);
        assert_eq!(published_distance(&photo(far.clone())), Some(940));
        far["place_confirmed"] = json!("2026-11-24T11:56:30Z");
        assert_eq!(lanes(far.clone()), []);
        // Nor does a list call it far, once who gave it answered that both are right.
        assert_eq!(published_distance(&photo(far)), None);
    }

    #[test]
    fn a_hidden_place_is_in_no_lane() {
        let point = json!({ "latitude": 43.3, "longitude": 5.37 });
        for name in [json!("Brest"), Value::Null] {
            let place = json!({ "place": { "name": name, "coordinates": point, "precision": "hidden" } });
            assert_eq!(lanes(place), [Lane::Title, Lane::Tags, Lane::Date, Lane::Alt]);
        }
    }
}

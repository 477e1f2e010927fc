//! What protects a person in a photo: only who gave the photo loosens it, staff may only tighten it.
//!
//! | what | staff may | staff may not |
//! | --- | --- | --- |
//! | place precision | choose a less precise one | choose a more precise one |
//! | coordinates, published exactly | replace, remove | |
//! | coordinates, published as an area | move to another area, remove | refine inside the same area: that is read as unchanged |
//! | coordinates, hidden | remove | give |
//! | direction, published with exact coordinates | replace, remove | |
//! | direction otherwise | | give, or remove, since they do not see it: a blank one is read as unchanged |
//! | place name, while coordinates are hidden | remove | give another |
//! | a name | withhold | show again |
//! | a withheld name and its address | | change, since they do not see it |
//! | source, while it keeps the contributor unnamed | | change |
//! | the contributor's answer about the file | | give |

use super::{
    field::Field,
    photo::{Author, PhotoRecord, Provenance},
    place::{Place, Precision},
    reader::Reader,
    rewording::Rewording,
};

/// A change by staff that would loosen what protects a person, in this field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} protects a person: only who gave the photo loosens it", .0.name())]
pub struct Loosening(pub Field);

impl Reader {
    /// Whether they may read the name of a photo's author where it is withheld: only who gave the photo.
    #[must_use]
    pub fn reads_author_of(&self, photo: &PhotoRecord) -> bool {
        !photo.author_withheld || self.gave(photo)
    }

    /// Whether they may read whom a grant of a photo declared as its author. Not while the name is withheld; and a name
    /// that the contributor has replaced themselves, perhaps by a pseudonym, is for them and for moderators.
    #[must_use]
    pub fn reads_declared(&self, photo: &PhotoRecord, declared: &Author) -> bool {
        let name = declared.name.as_ref().map(|name| name.as_str().to_owned());
        let stands = photo.words_of_contributor(Field::AuthorName) == name
            && photo.words_of_contributor(Field::AuthorUrl) == declared.url;
        !photo.author_withheld && (stands || self.is_involved(photo))
    }
}

impl PhotoRecord {
    /// How precisely its place is published.
    #[must_use]
    pub fn place_precision(&self) -> Precision {
        self.place.as_ref().map_or_else(Precision::default, |place| place.precision)
    }
}

impl Rewording {
    /// This change as this reader may make it: whole for the contributor, for anyone else without values that only
    /// repeat what they see.
    ///
    /// # Errors
    /// [`Loosening`] names the first field that only the contributor may change so.
    pub fn asked_by(mut self, reader: &Reader, photo: &PhotoRecord) -> Result<Self, Loosening> {
        if reader.gave(photo) {
            return Ok(self);
        }
        self.vouched = false;
        let precision = photo.place_precision();
        if self.precision.is_some_and(|asked| asked < precision) {
            return Err(Loosening(Field::PlacePrecision));
        }
        let place = photo.place.as_ref();
        if let Some(Some(asked)) = self.coordinates {
            match precision {
                // Whether coordinates are known at all is not revealed either.
                Precision::Hidden => return Err(Loosening(Field::Coordinates)),
                // They see only the rounded point: sent back, it is not a change.
                Precision::Area => {
                    let seen = place.and_then(Place::public_coordinates);
                    self.coordinates = self.coordinates.filter(|_| seen != Some(asked.rounded()));
                }
                Precision::Exact => {}
            }
        }
        if photo.public_direction().is_none() {
            match self.direction {
                Some(Some(_)) if precision != Precision::Exact => return Err(Loosening(Field::Direction)),
                Some(None) => self.direction = None,
                _ => {}
            }
        }
        if precision == Precision::Hidden
            && let Some(Some(asked)) = &self.place_name
            && place.and_then(|place| place.name.as_ref()) != Some(asked)
        {
            return Err(Loosening(Field::PlaceName));
        }
        if photo.author_withheld {
            // Even the very name that is kept: an answer that differed would confirm a guess.
            let refused = [
                (self.author_withheld == Some(false), Field::AuthorWithheld),
                (self.author_name.is_some(), Field::AuthorName),
                (self.author_url.is_some(), Field::AuthorUrl),
                (
                    photo.source == Provenance::Own && self.source.is_some_and(|asked| asked != photo.source),
                    Field::Provenance,
                ),
            ];
            if let Some((_, field)) = refused.into_iter().find(|(refused, _)| *refused) {
                return Err(Loosening(field));
            }
        }
        Ok(self)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]
mod tests {
    use serde_json::json;

    use super::{
        super::{group::Groups, person::Role, place::Coordinates},
        *,
    };

    const STATIONS: [(f64, f64); 2] = [(48.390_394, -4.486_076), (47.5, -3.0)];

    fn point(number: usize) -> Coordinates {
        let (latitude, longitude) = STATIONS.get(number).copied().unwrap();
        Coordinates::new(latitude, longitude).unwrap()
    }

    fn photo(precision: Precision, withheld: bool) -> PhotoRecord {
        let hash = "d77fb18ee9518cd2ab55f4e809b906e8be3baa05fa06f8082e45171b51829275";
        let instant = "2026-11-24T11:56:30Z";
        serde_json::from_value(json!({
            "v": 1, "id": "m2v89dns", "contributor": "marc", "state": "published", "steps": [],
            "author": { "name": "Marc Kerleo", "url": null }, "author_withheld": withheld, "source": "own",
            "grants": [], "tags": [], "place": { "name": "Brest", "coordinates": point(0), "precision": precision },
            "original": { "blake3": hash, "sha256": hash, "bytes": 1, "media_type": "image/jpeg", "width": 1, "height": 1,
                "pixels": hash, "look": 1 },
            "camera": {}, "renditions": [], "dominant": "#000000", "suggestions": {}, "created": instant, "updated": instant,
        }))
        .unwrap()
    }

    fn person(handle: &str, role: Role) -> Reader {
        Reader::Person { handle: handle.parse().unwrap(), role, trusted: false, groups: Groups::NONE }
    }

    #[test]
    fn whoever_gave_a_photo_loosens_what_protects_them() {
        let hidden = photo(Precision::Hidden, true);
        let asked = Rewording {
            precision: Some(Precision::Exact),
            coordinates: Some(Some(point(1))),
            author_withheld: Some(false),
            vouched: true,
            ..Rewording::default()
        };
        assert_eq!(asked.clone().asked_by(&person("marc", Role::Contributor), &hidden), Ok(asked));
    }

    #[test]
    fn no_role_loosens_a_precision_and_every_role_may_tighten_it() {
        let all = [Precision::Exact, Precision::Area, Precision::Hidden];
        for role in [Role::Curator, Role::Moderator, Role::Admin] {
            for kept in all {
                for asked in all {
                    let change = Rewording { precision: Some(asked), ..Rewording::default() };
                    let may = change.asked_by(&person("louise", role), &photo(kept, false)).is_ok();
                    assert_eq!(may, asked >= kept, "{role:?}: {kept:?} to {asked:?}");
                }
            }
        }
    }

    #[test]
    fn staff_move_a_point_that_they_see_and_no_other() {
        let asked_by_staff = |kept, point| {
            let change = Rewording { coordinates: Some(point), ..Rewording::default() };
            change.asked_by(&person("louise", Role::Curator), &photo(kept, false)).map(|change| change.coordinates)
        };
        assert_eq!(asked_by_staff(Precision::Exact, Some(point(1))), Ok(Some(Some(point(1)))));
        assert_eq!(asked_by_staff(Precision::Area, Some(point(1))), Ok(Some(Some(point(1)))));
        // The point that they see, and any other of the same area: the exact one stays.
        assert_eq!(asked_by_staff(Precision::Area, Some(point(0).rounded())), Ok(None));
        assert_eq!(asked_by_staff(Precision::Area, Some(point(0))), Ok(None));
        assert_eq!(asked_by_staff(Precision::Hidden, Some(point(0))), Err(Loosening(Field::Coordinates)));
        assert_eq!(asked_by_staff(Precision::Hidden, None), Ok(Some(None)));
    }

    #[test]
    fn what_staff_say_again_is_no_loosening() {
        let same = Rewording {
            precision: Some(Precision::Hidden),
            place_name: Some(Some("Brest".to_owned())),
            source: Some(Provenance::Own),
            author_withheld: Some(true),
            ..Rewording::default()
        };
        let hidden = photo(Precision::Hidden, true);
        assert_eq!(same.clone().asked_by(&person("louise", Role::Moderator), &hidden), Ok(same));
    }

    #[test]
    fn nobody_answers_for_the_contributor_what_the_file_asks() {
        let change = Rewording { vouched: true, ..Rewording::default() };
        let asked = change.asked_by(&person("louise", Role::Admin), &photo(Precision::Area, false));
        assert_eq!(asked, Ok(Rewording::default()));
    }
}

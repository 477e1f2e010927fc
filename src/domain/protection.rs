//! What protects a person in a photo: only who gave the photo loosens it, staff may only tighten it.
//!
//! | what | staff may | staff may not |
//! | --- | --- | --- |
//! | place precision | choose a less precise one | choose a more precise one |
//! | coordinates, told exactly | replace, remove | |
//! | coordinates, told as an area | move to another area, remove | refine inside the same area: that is read as unchanged |
//! | coordinates, hidden | remove | give |
//! | place name, while coordinates are hidden | remove | give another |
//! | a name | withhold | show again |
//! | a withheld name and its address | | change, since they do not see it |
//! | source, while it keeps the contributor unnamed | | change |
//! | the contributor's answer about the file | | give |

use super::{
    field::Field,
    person::Role,
    photo::{Author, PhotoRecord, Source},
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

    /// Whether they may read whom a grant of a photo declared as its author. Not while the name is withheld; and a name that
    /// the contributor has replaced themselves, perhaps by a pseudonym, is for them and for moderators.
    #[must_use]
    pub fn reads_declared(&self, photo: &PhotoRecord, declared: &Author) -> bool {
        let name = declared.name.as_ref().map(|name| name.as_str().to_owned());
        let stands = photo.words_of_contributor(Field::AuthorName) == name
            && photo.words_of_contributor(Field::AuthorUrl) == declared.url;
        !photo.author_withheld && (stands || self.gave(photo) || self.is_at_least(Role::Moderator))
    }
}

impl PhotoRecord {
    /// What may be told of its place.
    #[must_use]
    pub fn place_precision(&self) -> Precision {
        self.place.as_ref().map_or_else(Precision::default, |place| place.precision)
    }
}

impl Rewording {
    /// This change as this reader may make it: whoever gave the photo as it is, anyone else without what would say again
    /// what they see.
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
                // Whether a point is known at all is not told either.
                Precision::Hidden => return Err(Loosening(Field::Coordinates)),
                // The rounded point is all they see: said again, it is not a new one.
                Precision::Area => {
                    let seen = place.and_then(Place::public_coordinates);
                    self.coordinates = self.coordinates.filter(|_| seen != Some(asked.rounded()));
                }
                Precision::Exact => {}
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
                (photo.source == Source::Own && self.source.is_some_and(|asked| asked != photo.source), Field::Source),
            ];
            if let Some((_, field)) = refused.into_iter().find(|(refused, _)| *refused) {
                return Err(Loosening(field));
            }
        }
        Ok(self)
    }
}

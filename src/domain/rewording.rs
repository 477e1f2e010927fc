//! A change to the fields of a photo, and the photo after it.

use jiff::Timestamp;

use super::{
    direction::Direction,
    field::Field,
    licence::LicenceId,
    photo::PhotoRecord,
    photo_text::{AltText, AuthorName, Description, Title},
    place::{Coordinates, Place, Precision},
    provenance::Provenance,
    tag::Tag,
    taken::Taken,
    text::uri,
};

/// The fields that change: `None` leaves a field as it is, `Some(None)` empties it.
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is an answer that a form or a call gives by itself")]
pub struct Rewording {
    /// Title.
    pub title: Option<Option<Title>>,
    /// Description.
    pub description: Option<Option<Description>>,
    /// Text alternative.
    pub alt: Option<Option<AltText>>,
    /// Name credited.
    pub author_name: Option<Option<AuthorName>>,
    /// Address credited.
    pub author_url: Option<Option<String>>,
    /// Whether the author is no longer to be named.
    pub author_withheld: Option<bool>,
    /// Where the right to give it comes from.
    pub source: Option<Provenance>,
    /// Which archive it comes from.
    pub archive: Option<Option<String>>,
    /// Tags.
    pub tags: Option<Vec<Tag>>,
    /// Date.
    pub taken: Option<Option<Taken>>,
    /// Name of the place.
    pub place_name: Option<Option<String>>,
    /// Coordinates.
    pub coordinates: Option<Option<Coordinates>>,
    /// In which direction it looks.
    pub direction: Option<Option<Direction>>,
    /// How precisely the place is published.
    pub precision: Option<Precision>,
    /// A licence to add to the ledger.
    pub licence: Option<LicenceId>,
    /// Whether the licence was chosen without its wording being shown, as by a program.
    pub unseen: bool,
    /// Whether the contributor, asked about what the file says, answers that they may give it.
    pub vouched: bool,
    /// Whether they answer that a place and a position far from one another are both right.
    pub place_confirmed: bool,
    /// Whether a licence that lets people do less may be added to a public photo: what was granted before still stands.
    pub narrow: bool,
}

impl Rewording {
    /// Writes the fields that change into a photo. Its licence and the contributor's answer are not fields: see
    /// `library/describe.rs`. `answered_at` is when its contributor says this, if it is them: an answer about the place
    /// counts from them alone.
    pub fn apply(self, photo: &mut PhotoRecord, answered_at: Option<Timestamp>) {
        replace(&mut photo.title, self.title);
        replace(&mut photo.description, self.description);
        replace(&mut photo.alt, self.alt);
        replace(&mut photo.author.name, self.author_name);
        // The API gives an address in ASCII: sent back so, it is the one that is kept.
        let in_ascii = |url: &Option<String>| url.as_deref().and_then(uri);
        let kept = in_ascii(&photo.author.url);
        replace(&mut photo.author.url, self.author_url.filter(|new| in_ascii(new) != kept));
        replace(&mut photo.author_withheld, self.author_withheld);
        replace(&mut photo.source, self.source);
        replace(&mut photo.archive, self.archive);
        if photo.source != Provenance::Archive {
            photo.archive = None;
        }
        replace(&mut photo.tags, self.tags);
        replace(&mut photo.taken, self.taken);
        if let Some(direction) = self.direction {
            photo.direction = direction.map(|direction| direction.after(photo.direction));
        }
        let before = photo.place.take();
        let mut place = before.clone().unwrap_or_default();
        replace(&mut place.name, self.place_name);
        replace(&mut place.coordinates, self.coordinates);
        replace(&mut place.precision, self.precision);
        photo.place = place.kept();
        // What was answered was about that name and that position.
        let where_is = |place: &Option<Place>| place.as_ref().map(|place| (place.name.clone(), place.coordinates));
        if where_is(&before) != where_is(&photo.place) {
            photo.place_confirmed = None;
        }
        if let (true, Some(at)) = (self.place_confirmed, answered_at) {
            photo.place_confirmed.get_or_insert(at);
        }
    }

    /// Sets a field from a value as [`Field::of`] writes it. One that cannot be read changes nothing.
    pub fn set(&mut self, field: Field, value: Option<&str>) {
        match field {
            Field::Title => self.title = read(value, Title::parse),
            Field::Description => self.description = read(value, Description::parse),
            Field::Alt => self.alt = read(value, AltText::parse),
            Field::Tags => self.tags = Tag::parse_list(value.unwrap_or_default()).ok(),
            Field::Taken => self.taken = read(value, |text| text.parse::<Taken>().map(Some)),
            Field::AuthorName => self.author_name = read(value, AuthorName::parse),
            Field::AuthorUrl => self.author_url = Some(value.map(str::to_owned)),
            Field::AuthorWithheld => self.author_withheld = value.and_then(|text| text.parse().ok()),
            Field::Provenance => self.source = value.and_then(|text| text.parse().ok()),
            Field::PlaceName => self.place_name = Some(value.map(str::to_owned)),
            Field::PlacePrecision => self.precision = value.and_then(|text| text.parse().ok()),
            Field::Coordinates => self.coordinates = read(value, |text| text.parse::<Coordinates>().map(Some)),
            Field::Direction => self.direction = read(value, Direction::parse),
        }
    }

    /// The change that takes this field back from what a photo says to what it said before.
    pub fn take_back(&mut self, field: Field, before: &PhotoRecord) {
        self.set(field, field.of(before).as_deref());
        if field == Field::Provenance {
            self.archive = Some(before.archive.clone());
        }
    }

    /// The change that takes a photo back to what it said before in all fields.
    #[must_use]
    pub fn back_to(before: &PhotoRecord, now: &PhotoRecord) -> Self {
        let mut change = Self::default();
        for field in Field::ALL.into_iter().filter(|field| field.of(before) != field.of(now)) {
            change.take_back(field, before);
        }
        if before.archive != now.archive {
            change.archive = Some(before.archive.clone());
        }
        change
    }

    /// Leaves this field as it is.
    pub fn leave(&mut self, field: Field) {
        match field {
            Field::Title => self.title = None,
            Field::Description => self.description = None,
            Field::Alt => self.alt = None,
            Field::Tags => self.tags = None,
            Field::Taken => self.taken = None,
            Field::AuthorName => self.author_name = None,
            Field::AuthorUrl => self.author_url = None,
            Field::AuthorWithheld => self.author_withheld = None,
            Field::Provenance => self.source = None,
            Field::PlaceName => self.place_name = None,
            Field::PlacePrecision => self.precision = None,
            Field::Coordinates => self.coordinates = None,
            Field::Direction => self.direction = None,
        }
    }

    /// The same change of this field alone.
    #[must_use]
    pub fn only(&self, field: Field) -> Self {
        let mut alone = Self { licence: None, vouched: false, place_confirmed: false, ..self.clone() };
        for other in Field::ALL.into_iter().filter(|other| *other != field) {
            alone.leave(other);
        }
        alone
    }

    /// The fields that this change would make different from what the photo says.
    #[must_use]
    pub fn differing(&self, photo: &PhotoRecord) -> Vec<Field> {
        let mut changed = photo.clone();
        self.clone().apply(&mut changed, None);
        Field::ALL.into_iter().filter(|field| field.of(photo) != field.of(&changed)).collect()
    }
}

fn replace<T>(old: &mut T, new: Option<T>) {
    if let Some(new) = new {
        *old = new;
    }
}

#[expect(clippy::option_option, reason = "not changed, emptied, or given")]
fn read<T, E>(value: Option<&str>, parse: impl FnOnce(&str) -> Result<Option<T>, E>) -> Option<Option<T>> {
    value.map_or(Some(None), |text| parse(text).ok())
}

//! What changed between two successive records of a photo, field by field, and what a reader may know of it.
//!
//! | reader | changes | values that protect a person |
//! | --- | --- | --- |
//! | the contributor | all | all |
//! | a moderator | all | as a curator, and names that the contributor replaced while nothing was withheld |
//! | a curator | those since the photo was last published | as everyone, and what staff replaced, while it still stands |
//! | everyone | those since the photo was last published | those that they read on the photo now |
//!
//! A hidden place and a withheld name count as soon as they are so now, or were so before or after the change. Coordinates
//! are rounded as the least precise of the three. A reader takes back a field only to a value that they may know
//! ([`FieldChange::may_revert`]).

use super::{
    field::Field,
    person::{Handle, Role},
    photo::{PhotoRecord, State},
    place::{Coordinates, Place, Precision},
    reader::Reader,
    rewording::Rewording,
};

/// What changes of a photo: a field that people write, or what becomes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangedField {
    /// Its state.
    State,
    /// The licence in force.
    Licence,
    /// Its file, by its hash.
    File,
    /// Which archive it comes from.
    Archive,
    /// A field of its description.
    Described(Field),
}

impl ChangedField {
    /// The name in the API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::State => "state",
            Self::Licence => "license",
            Self::File => "file",
            Self::Archive => "archive",
            Self::Described(field) => field.name(),
        }
    }

    /// What a photo says in this field, as text.
    #[must_use]
    pub fn of(self, photo: &PhotoRecord) -> Option<String> {
        match self {
            Self::State => Some(photo.state.name().to_owned()),
            Self::Licence => photo.licence().map(|licence| licence.as_str().to_owned()),
            Self::File => Some(photo.original.blake3.to_hex()),
            Self::Archive => photo.archive.clone(),
            Self::Described(field) => field.of(photo),
        }
    }

    fn all() -> impl Iterator<Item = Self> {
        [Self::State, Self::Licence, Self::File]
            .into_iter()
            .chain(Field::ALL.map(Self::Described))
            .chain([Self::Archive])
    }
}

/// A change of a field, as a reader may know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// Which field.
    pub field: ChangedField,
    /// What it said; nothing where it was empty or is not told.
    pub old: Option<String>,
    /// What it says since; nothing where it is empty or is not told.
    pub new: Option<String>,
    /// Whether the reader is told both.
    pub is_told: bool,
    /// Whether the reader may take the field back to what it said.
    pub may_revert: bool,
}

/// How much of a change is told.
enum Told {
    /// Not even that there was one.
    Nothing,
    /// That there was one, without its values.
    Change,
    /// Both values.
    Values(Option<String>, Option<String>),
}

impl Told {
    fn values_if(is_known: bool, old: Option<String>, new: Option<String>) -> Self {
        if is_known { Self::Values(old, new) } else { Self::Change }
    }
}

/// A change of a photo's record.
#[derive(Clone, Copy, Debug)]
pub struct Change<'a> {
    /// The record before; nothing where the change made it.
    pub before: Option<&'a PhotoRecord>,
    /// The record after.
    pub after: &'a PhotoRecord,
    /// The record as it is now.
    pub now: &'a PhotoRecord,
    /// Who made it, if it was a person.
    pub actor: Option<&'a Handle>,
}

impl Change<'_> {
    /// Whether the record after this change is one that this reader may know: all for those who follow the photo, for
    /// others those since it was last published.
    #[must_use]
    pub fn is_shown_to(&self, reader: &Reader) -> bool {
        reader.is_involved(self.now) || self.is_of_now(self.after)
    }

    /// Whether a record is of the time since the photo was last published. Steps are only ever added.
    fn is_of_now(&self, record: &PhotoRecord) -> bool {
        let is_public = |photo: &PhotoRecord| photo.state == State::Published;
        let since = self.now.steps.iter().skip(record.steps.len());
        is_public(self.now) && is_public(record) && since.map(|step| step.state).all(|state| state == State::Published)
    }

    /// Whether its photo came to another state by it.
    #[must_use]
    pub fn is_step(&self) -> bool {
        self.before.is_none_or(|before| before.steps.len() != self.after.steps.len())
    }

    /// Who made it, where this reader may know: not a contributor who is not named, nor who reviewed the photo.
    #[must_use]
    pub fn actor_for(&self, reader: &Reader) -> Option<&Handle> {
        let actor = self.actor.filter(|actor| !actor.is_nobody())?;
        let is_known = if *actor == self.now.contributor {
            reader.is_involved(self.now) || self.now.named_contributor().is_some()
        } else {
            !self.is_step() || reader.is_at_least(Role::Moderator) || reader.handle() == Some(actor)
        };
        is_known.then_some(actor)
    }

    /// The reason given with its step, for those who follow the photo.
    #[must_use]
    pub fn reason_for(&self, reader: &Reader) -> Option<&str> {
        let step = self.after.steps.last().filter(|_| self.is_step() && reader.is_involved(self.now))?;
        step.reason.as_deref()
    }

    /// The fields that it changed, as this reader may know them.
    #[must_use]
    pub fn fields_for(&self, reader: &Reader) -> Vec<FieldChange> {
        if !self.is_shown_to(reader) {
            return Vec::new();
        }
        // What was before the photo was published is told to nobody else than those who follow it.
        let is_begun = self.before.is_none_or(|before| !self.is_of_now(before));
        if is_begun && !reader.is_involved(self.now) {
            let new = ChangedField::State.of(self.after);
            let published =
                FieldChange { field: ChangedField::State, old: None, new, is_told: true, may_revert: false };
            return vec![published];
        }
        ChangedField::all().filter_map(|field| self.field_for(reader, field)).collect()
    }

    fn field_for(&self, reader: &Reader, field: ChangedField) -> Option<FieldChange> {
        let old = self.before.and_then(|before| field.of(before));
        let new = field.of(self.after);
        let is_default = self.before.is_none() && field.is_default(self.after);
        if old == new || is_default {
            return None;
        }
        let told = match field {
            ChangedField::Described(field) => self.told(reader, field, old, new),
            _ => Told::Values(old, new),
        };
        let untold = FieldChange { field, old: None, new: None, is_told: false, may_revert: false };
        match told {
            Told::Nothing => None,
            Told::Change => Some(untold),
            Told::Values(old, new) => {
                Some(FieldChange { old, new, is_told: true, may_revert: self.may_revert(reader, field), ..untold })
            }
        }
    }

    /// Both values as this reader may know them.
    fn told(&self, reader: &Reader, field: Field, old: Option<String>, new: Option<String>) -> Told {
        if reader.gave(self.now) || !Field::GUARDED.contains(&field) {
            return Told::Values(old, new);
        }
        let now = field.of(self.now);
        let stands = |value: &Option<String>| value.is_none() || *value == now;
        let is_replaced_by_staff = self.is_by_staff() && new == now && reader.is_at_least(Role::Curator);
        match field {
            Field::AuthorName | Field::AuthorUrl => {
                let is_known =
                    stands(&old) && stands(&new) || is_replaced_by_staff || reader.is_at_least(Role::Moderator);
                let is_withheld = self.records().any(|photo| photo.author_withheld);
                Told::values_if(is_known && !is_withheld, old, new)
            }
            // Whether its contributor once said that they took it tells who the author is.
            Field::Provenance => Told::values_if(!self.now.author_withheld, old, new),
            Field::PlaceName => {
                let is_known = stands(&old) && stands(&new) || is_replaced_by_staff && new.is_some();
                Told::values_if(is_known && self.precision() != Precision::Hidden, old, new)
            }
            Field::Coordinates => self.points_told(is_replaced_by_staff),
            _ => Told::Values(old, new),
        }
    }

    /// Coordinates as precisely as they are published and were; of hidden ones, not even that they changed is told.
    fn points_told(&self, is_replaced_by_staff: bool) -> Told {
        let precision = self.precision();
        let public = |photo: &PhotoRecord| {
            let place = photo.place.as_ref()?;
            Place { name: None, coordinates: place.coordinates, precision }.public_coordinates()
        };
        let (old, new, now) = (self.before.and_then(public), public(self.after), public(self.now));
        if precision == Precision::Hidden || old == new {
            return Told::Nothing;
        }
        let stands = |point: Option<Coordinates>| point.is_none() || point == now;
        let is_known = stands(old) && stands(new) || is_replaced_by_staff;
        let text = |point: Option<Coordinates>| point.map(|point| point.to_string());
        Told::values_if(is_known, text(old), text(new))
    }

    /// Whether the reader, who is told both values, may take this field back.
    fn may_revert(&self, reader: &Reader, field: ChangedField) -> bool {
        let (ChangedField::Described(field), Some(before)) = (field, self.before) else { return false };
        self.reverting(reader, field, before).is_some_and(|change| !change.differing(self.now).is_empty())
    }

    /// The change that takes this field back to what it said before; nothing where this reader may not make it.
    #[must_use]
    pub fn reverting(&self, reader: &Reader, field: Field, before: &PhotoRecord) -> Option<Rewording> {
        // What a contributor did to protect themselves is taken back by nobody else.
        let is_theirs = !reader.gave(self.now) && !self.is_by_staff() && Field::GUARDED.contains(&field);
        if is_theirs || !reader.may_describe(self.now) {
            return None;
        }
        let mut change = Rewording::default();
        change.take_back(field, before);
        change.asked_by(reader, self.now).ok()
    }

    fn is_by_staff(&self) -> bool {
        self.actor.is_some_and(|actor| *actor != self.now.contributor && !actor.is_nobody())
    }

    fn records(&self) -> impl Iterator<Item = &PhotoRecord> {
        self.before.into_iter().chain([self.after, self.now])
    }

    /// The least precise of how the place was, became and is published.
    fn precision(&self) -> Precision {
        self.records().map(PhotoRecord::place_precision).max().unwrap_or_default()
    }
}

impl ChangedField {
    /// Whether a photo says in this field what it says when nobody says anything.
    fn is_default(self, photo: &PhotoRecord) -> bool {
        match self {
            Self::Described(Field::AuthorWithheld) => !photo.author_withheld,
            Self::Described(Field::PlacePrecision) => photo.place.is_none(),
            // A photo has a file from its beginning.
            Self::File => true,
            _ => false,
        }
    }
}

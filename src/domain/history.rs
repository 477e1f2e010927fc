//! What changed between two successive records of a photo, field by field, and what a reader may know of it.
//!
//! | reader | changes | values that protect a person |
//! | --- | --- | --- |
//! | the contributor | all | all |
//! | a moderator | all | as a curator, and names that the contributor replaced while nothing was withheld |
//! | a curator | those since the photo was last published | as everyone, and what staff replaced, while it still stands |
//! | everyone | those since the photo was last published | those that they read on the photo now |
//!
//! Of a change, each of the two values is told by itself. A hidden position and a withheld name count as soon as they are so now,
//! or were so before or after the change. Coordinates are rounded as the least precise of the three. A reader takes back a field
//! only to a value that they may know ([`FieldChange::may_revert`]).

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
    /// What it said.
    pub old: Told,
    /// What it says since.
    pub new: Told,
    /// Whether the reader may take the field back to what it said.
    pub may_revert: bool,
}

/// A value of a field, as a reader may know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// The reader may know it; nothing where the field is empty.
    Value(Option<String>),
    /// The reader may not know it.
    Withheld,
}

impl Told {
    /// A value that everyone may know, or this reader for some other reason.
    fn value_if(is_known: bool, value: Option<String>) -> Self {
        if is_known { Self::Value(value) } else { Self::Withheld }
    }

    /// Whether the reader may know it.
    #[must_use]
    pub const fn is_value(&self) -> bool {
        matches!(self, Self::Value(_))
    }

    /// The text that the reader may know, if there is one.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Value(value) => value.as_deref(),
            Self::Withheld => None,
        }
    }
}

impl FieldChange {
    /// Whether the reader is told both values.
    #[must_use]
    pub const fn is_told(&self) -> bool {
        self.old.is_value() && self.new.is_value()
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

    /// Whether a record is of the time since the photo was last published. Steps are only ever added; of those that the
    /// journal alone has, it is not known here.
    fn is_of_now(&self, record: &PhotoRecord) -> bool {
        let is_public = |photo: &PhotoRecord| photo.state == State::Published;
        let Some(known) = record.step_count().checked_sub(self.now.earlier_steps) else { return false };
        let since = self.now.steps.iter().skip(known);
        is_public(self.now) && is_public(record) && since.map(|step| step.state).all(|state| state == State::Published)
    }

    /// Whether its photo came to another state by it.
    #[must_use]
    pub fn is_step(&self) -> bool {
        self.before.is_none_or(|before| before.step_count() != self.after.step_count())
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
            let (field, old, new) = (ChangedField::State, Told::Value(None), Told::Value(new));
            return vec![FieldChange { field, old, new, may_revert: false }];
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
        let (old, new) = match field {
            ChangedField::Described(field) => self.told(reader, field, old, new)?,
            _ => (Told::Value(old), Told::Value(new)),
        };
        let may_revert = old.is_value() && new.is_value() && self.may_revert(reader, field);
        Some(FieldChange { field, old, new, may_revert })
    }

    /// Both values as this reader may know them; nothing where not even that they changed is told.
    fn told(&self, reader: &Reader, field: Field, old: Option<String>, new: Option<String>) -> Option<(Told, Told)> {
        if reader.gave(self.now) || !Field::GUARDED.contains(&field) {
            return Some((Told::Value(old), Told::Value(new)));
        }
        let now = field.of(self.now);
        let stands = |value: &Option<String>| value.is_none() || *value == now;
        let is_replaced_by_staff = self.is_by_staff() && new == now && reader.is_at_least(Role::Curator);
        let is_known = match field {
            Field::AuthorName | Field::AuthorUrl => {
                let is_withheld = self.records().any(|photo| photo.author_withheld);
                let is_all_known = is_replaced_by_staff || reader.is_at_least(Role::Moderator);
                [&old, &new].map(|value| !is_withheld && (is_all_known || stands(value)))
            }
            // Whether its contributor once said that they took it tells who the author is.
            Field::Provenance => [!self.now.author_withheld; 2],
            // A name is published whatever the precision, which is of the position. What a contributor replaced while the place
            // was hidden, staff read no more than others.
            Field::PlaceName => {
                let is_all_known = is_replaced_by_staff && new.is_some() && self.precision() != Precision::Hidden;
                [&old, &new].map(|value| is_all_known || stands(value))
            }
            Field::Coordinates => return self.points_told(is_replaced_by_staff),
            // Beside an exact position only, as everywhere.
            Field::Direction if self.precision() != Precision::Exact => return None,
            Field::Direction => [&old, &new].map(|value| is_replaced_by_staff || stands(value)),
            _ => [true; 2],
        };
        let [is_old_known, is_new_known] = is_known;
        Some((Told::value_if(is_old_known, old), Told::value_if(is_new_known, new)))
    }

    /// Coordinates as precisely as they are published and were; of hidden ones, not even that they changed is told.
    fn points_told(&self, is_replaced_by_staff: bool) -> Option<(Told, Told)> {
        let precision = self.precision();
        let public = |photo: &PhotoRecord| {
            let place = photo.place.as_ref()?;
            Place { name: None, coordinates: place.coordinates, precision }.public_coordinates()
        };
        let (old, new, now) = (self.before.and_then(public), public(self.after), public(self.now));
        if precision == Precision::Hidden || old == new {
            return None;
        }
        let told = |point: Option<Coordinates>| {
            let is_known = is_replaced_by_staff || point.is_none() || point == now;
            Told::value_if(is_known, point.map(|point| point.to_string()))
        };
        Some((told(old), told(new)))
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

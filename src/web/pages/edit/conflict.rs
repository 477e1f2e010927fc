//! Edit conflicts: a form that was opened before somebody else changed the photo is saved once each difference is
//! settled.
//!
//! 1. the form sends `revision`, the one it was opened with; while that is the photo's, there is no conflict;
//! 2. otherwise each field in which the two differ is shown with both values, and `seen`, the photo's revision, goes
//!    with the form;
//! 3. the form is saved once `choice.FIELD` says `mine` or `now` of each of them, and `seen` is still the photo's
//!    revision.

use crate::{
    domain::{
        field::Field,
        photo::PhotoRecord,
        place::{Place, Precision},
        reader::Reader,
        rewording::Rewording,
    },
    library::browse::VisiblePhoto,
    web::{
        i18n::Messages,
        pages::credit::value_of,
        problem::{Problem, StateProblem},
        request::intake::ReceivedForm,
    },
};

/// Both sides of a conflict.
#[derive(Clone, Debug)]
pub struct Conflict {
    /// The photo's revision, which the choices are about.
    pub seen: u64,
    /// The fields in which the form and the photo differ.
    pub fields: Vec<Differing>,
}

/// A field in which the form and the photo differ.
#[derive(Clone, Debug)]
pub struct Differing {
    /// Its name in forms.
    pub name: &'static str,
    /// What it is called.
    pub label: &'static str,
    /// What the photo says now.
    pub now: String,
    /// What was typed.
    pub typed: String,
    /// Whether the reader may replace the one with the other: staff do not loosen what protects a person.
    pub may_replace: bool,
}

/// The revision that a form was opened with.
#[must_use]
pub fn opened_with(form: &ReceivedForm) -> Option<u64> {
    form.value("revision").and_then(|revision| revision.parse().ok())
}

/// Whether somebody may have changed the photo since the form was opened: a form that does not say which revision it
/// was opened with is old.
#[must_use]
pub fn is_old(form: &ReceivedForm, photo: &VisiblePhoto) -> bool {
    opened_with(form) != Some(photo.revision)
}

/// A change without the fields that were chosen to stay as they are now.
///
/// # Errors
/// [`StateProblem::Stale`] while a difference has not been settled, or was settled against another revision.
pub fn settle(
    form: &ReceivedForm,
    photo: &VisiblePhoto,
    change: Rewording,
    reader: &Reader,
) -> Result<Rewording, Problem> {
    if !is_old(form, photo) {
        return Ok(change);
    }
    let mut change = without_unread(change, photo, reader);
    let is_about_this = form.value("seen") == Some(photo.revision.to_string().as_str());
    for field in change.differing(photo) {
        match form.value(&format!("choice.{}", field.name())).filter(|_| is_about_this) {
            Some("mine") => {}
            Some("now") => change.leave(field),
            _ => return Err(Problem::State(StateProblem::Stale)),
        }
    }
    Ok(change)
}

/// The differences between a change and a photo; nothing where the form is not old.
#[must_use]
pub fn between(
    form: &ReceivedForm,
    photo: &VisiblePhoto,
    change: &Rewording,
    reader: &Reader,
    t: Messages,
) -> Option<Conflict> {
    if !is_old(form, photo) {
        return None;
    }
    let change = without_unread(change.clone(), photo, reader);
    let mut typed = (*photo.record).clone();
    change.clone().apply(&mut typed, None);
    // Others read the point as everyone does.
    let mut seen = (*photo.record).clone();
    if !reader.gave(photo) {
        seen.place = seen.place.and_then(Place::public);
    }
    let differing = |field: Field| {
        let may_replace = change.only(field).asked_by(reader, photo).is_ok();
        let now = if may_replace || reader.gave(photo) || is_told(field, photo) {
            text_of(field, &seen, t)
        } else {
            t.ledger_not_told().to_owned()
        };
        let typed = text_of(field, &typed, t);
        Differing { name: field.name(), label: t.field_name_of(field), now, typed, may_replace }
    };
    let fields: Vec<Differing> = change.differing(photo).into_iter().map(differing).collect();
    (!fields.is_empty()).then_some(Conflict { seen: photo.revision, fields })
}

/// A change without the author's name and address, the position and the direction, where the reader may not read them: whether they
/// differ from those kept would confirm a guess. A rounded position that is sent back as it is read is no change.
fn without_unread(mut change: Rewording, photo: &VisiblePhoto, reader: &Reader) -> Rewording {
    if !reader.reads_author_of(photo) {
        change.leave(Field::AuthorName);
        change.leave(Field::AuthorUrl);
    }
    if !reader.gave(photo) {
        let asked = Some(photo).filter(|photo| photo.place_precision() != Precision::Hidden);
        let asked = asked.and_then(|photo| change.only(Field::Coordinates).asked_by(reader, photo).ok());
        change.coordinates = asked.and_then(|asked| asked.coordinates);
    }
    if !reader.gave(photo) && photo.public_direction().is_none() {
        change.leave(Field::Direction);
    }
    change
}

/// The value of a field as people read it: texts that people typed are in quotation marks.
fn text_of(field: Field, photo: &PhotoRecord, t: Messages) -> String {
    let value = field.of(photo);
    let text = value_of(field, value.as_deref(), t);
    match field {
        Field::Title
        | Field::Description
        | Field::Alt
        | Field::Tags
        | Field::AuthorName
        | Field::AuthorUrl
        | Field::PlaceName
            if value.is_some() =>
        {
            t.title_quoted(&text)
        }
        _ => text,
    }
}

/// Whether everyone may read what a photo says in this field.
fn is_told(field: Field, photo: &VisiblePhoto) -> bool {
    match field {
        Field::AuthorName | Field::AuthorUrl => !photo.author_withheld,
        Field::Coordinates | Field::Direction => false,
        _ => true,
    }
}

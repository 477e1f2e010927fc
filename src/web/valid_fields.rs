//! What is right of a form that has mistakes: kept with the drafts while whoever typed it mends the rest.

use jiff::Timestamp;

use super::{form_fields, intake::Incoming};
use crate::{
    domain::photo::PhotoRecord,
    library::{deposit::Wishes, describe::Rewording},
};

/// What is right of a deposit's fields. Nothing is granted nor sent.
#[must_use]
pub fn wishes(form: &Incoming, now: Timestamp) -> Wishes {
    let blank = |name| form.word(name).unwrap_or_default();
    Wishes {
        title: form_fields::title(blank("title")).unwrap_or_default(),
        description: form_fields::description(blank("description")).unwrap_or_default(),
        alt: form_fields::alt(blank("alt")).unwrap_or_default(),
        author: form_fields::author(form).unwrap_or_default(),
        tags: form_fields::tags(form, "tags").unwrap_or_default(),
        taken: form_fields::taken(blank("taken"), now).unwrap_or_default(),
        place: form_fields::place(form).unwrap_or_default(),
        source: form_fields::source(form).unwrap_or_default(),
        ..Wishes::default()
    }
}

/// What is right of what changes about one photo, as [`words::rewording_of`] reads it.
#[must_use]
pub fn rewording(form: &Incoming, prefix: &str, photo: &PhotoRecord, now: Timestamp) -> Rewording {
    let mut sound = form.without(&[]);
    loop {
        let problem = match form_fields::rewording_of(&sound, prefix, photo, now) {
            Ok(change) => return change,
            Err(problem) => problem,
        };
        let (shared, own) = (problem.field(), format!("{prefix}{}", problem.field()));
        if sound.sent(shared).is_none() && sound.sent(&own).is_none() {
            // It is about no field that could be left out.
            return Rewording::default();
        }
        sound = sound.without(&[shared, &own]);
    }
}

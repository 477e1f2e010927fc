//! The valid fields of a form that has mistakes: they are kept with the drafts while the person corrects the others.

use jiff::Timestamp;

use super::{form_fields, intake::Incoming};
use crate::{
    domain::photo::PhotoRecord,
    library::{deposit::Wishes, describe::Rewording},
};

/// The valid fields of a deposit. No licence is granted, and nothing is submitted.
#[must_use]
pub fn wishes(form: &Incoming, now: Timestamp) -> Wishes {
    let blank = |name| form.value(name).unwrap_or_default();
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

/// The valid fields of a change to one photo, as [`form_fields::rewording_of`] reads them.
#[must_use]
pub fn rewording(form: &Incoming, prefix: &str, photo: &PhotoRecord, now: Timestamp) -> Rewording {
    let mut valid = form.without(&[]);
    loop {
        let problem = match form_fields::rewording_of(&valid, prefix, photo, now) {
            Ok(change) => return change,
            Err(problem) => problem,
        };
        let (shared, own) = (problem.field(), format!("{prefix}{}", problem.field()));
        if valid.sent(shared).is_none() && valid.sent(&own).is_none() {
            // It is about no field that could be left out.
            return Rewording::default();
        }
        valid = valid.without(&[shared, &own]);
    }
}

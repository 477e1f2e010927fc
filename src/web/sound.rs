//! What is right of a form that has mistakes: kept with the drafts while whoever typed it mends the rest.

use jiff::Timestamp;

use super::{intake::Incoming, words};
use crate::{
    domain::photo::PhotoRecord,
    library::{deposit::Wishes, describe::Rewording},
};

/// What is right of a deposit's fields. Nothing is granted nor sent.
#[must_use]
pub fn wishes(form: &Incoming, now: Timestamp) -> Wishes {
    let blank = |name| form.word(name).unwrap_or_default();
    Wishes {
        title: words::title(blank("title")).unwrap_or_default(),
        description: words::description(blank("description")).unwrap_or_default(),
        alt: words::alt(blank("alt")).unwrap_or_default(),
        author: words::author(form).unwrap_or_default(),
        tags: words::tags(form, "tags").unwrap_or_default(),
        taken: words::taken(blank("taken"), now).unwrap_or_default(),
        place: words::place(form).unwrap_or_default(),
        source: words::source(form).unwrap_or_default(),
        ..Wishes::default()
    }
}

/// What is right of what changes about one photo, as [`words::rewording_of`] reads it.
#[must_use]
pub fn rewording(form: &Incoming, prefix: &str, photo: &PhotoRecord, now: Timestamp) -> Rewording {
    let mut sound = form.without(&[]);
    loop {
        let problem = match words::rewording_of(&sound, prefix, photo, now) {
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

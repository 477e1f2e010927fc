//! What happened to a photo, in a word or two: on the page of news and in letters.

use crate::{
    domain::{field::Field, news::EventKind},
    web::i18n::Messages,
};

/// What happened, and the reason of the decision.
#[must_use]
pub fn title(kind: EventKind<'_>, t: Messages) -> (&'static str, Option<&str>) {
    match kind {
        EventKind::Published => (t.news_published(), None),
        EventKind::Restored => (t.news_restored(), None),
        EventKind::ChangeRequested(reason) => (t.news_change_requested(), reason),
        EventKind::Refused(reason) => (t.news_refused(), reason),
        EventKind::Withdrawn(reason) => (t.news_withdrawn(), reason),
        EventKind::Hidden(reason) => (t.news_hidden(), reason),
        EventKind::Changed(_) => (t.news_changed(), None),
        EventKind::FileAccepted => (t.news_file_accepted(), None),
        EventKind::FileRefused(reason) => (t.news_file_refused(), Some(reason)),
    }
}

/// The names of fields, in the middle of a sentence.
#[must_use]
pub fn field_names(fields: &[Field], t: Messages) -> String {
    let small = |field: &Field| {
        let name = t.field_name_of(*field);
        let mut letters = name.chars();
        letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
    };
    fields.iter().map(small).collect::<Vec<String>>().join(", ")
}

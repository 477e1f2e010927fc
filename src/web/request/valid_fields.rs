//! The valid fields of a form that has mistakes, and all of its mistakes: the former are kept with the drafts while the person
//! corrects the latter.

use jiff::Timestamp;

use super::{fill::filled, form_fields, intake::ReceivedForm};
use crate::{
    domain::{
        photo::{Author, PhotoRecord},
        provenance,
    },
    library::{deposit::Wishes, describe::Rewording},
    web::problem::Problem,
};

/// The valid fields of a deposit, and what is wrong with the others. No licence is granted, and nothing is submitted.
#[must_use]
pub fn wishes(form: &ReceivedForm, now: Timestamp) -> (Wishes, Vec<Problem>) {
    let mut problems = Vec::new();
    let blank = |name| form.value(name).unwrap_or_default();
    let valid = Wishes {
        title: or_blank(form_fields::title(blank("title")), &mut problems),
        description: or_blank(form_fields::description(blank("description")), &mut problems),
        alt: or_blank(form_fields::alt(blank("alt")), &mut problems),
        author: Author {
            name: or_blank(form_fields::author_name(blank("author_name")), &mut problems),
            url: or_blank(form_fields::author_url(blank("author_url")), &mut problems),
        },
        tags: or_blank(form_fields::tags(form, "tags"), &mut problems),
        taken: or_blank(form_fields::taken(blank("taken"), now), &mut problems),
        place: or_blank(form_fields::place(form), &mut problems),
        source: or_blank(form_fields::source(form), &mut problems),
        archive: or_blank(provenance::archive(blank("archive")).map_err(Problem::too_long("archive")), &mut problems),
        ..Wishes::default()
    };
    (valid, problems)
}

/// A valid value, or the blank one with its problem put down.
fn or_blank<T: Default>(value: Result<T, Problem>, problems: &mut Vec<Problem>) -> T {
    value.unwrap_or_else(|problem| {
        problems.push(problem);
        T::default()
    })
}

/// The valid fields of a change to one photo, as [`form_fields::rewording_of`] reads them, and what is wrong with the others.
#[must_use]
pub fn rewording(form: &ReceivedForm, prefix: &str, photo: &PhotoRecord, now: Timestamp) -> (Rewording, Vec<Problem>) {
    let mut valid = form.without(&[]);
    let mut problems = Vec::new();
    loop {
        let problem = match form_fields::rewording_of(&valid, prefix, photo, now) {
            Ok(change) => return (change, problems),
            Err(problem) => problem,
        };
        // What is filled in for several hides the photo's own, which is read once that is left out.
        let shared = problem.field();
        let is_shared = filled(&valid, prefix, shared).is_some();
        let wrong = if is_shared { shared.to_owned() } else { format!("{prefix}{shared}") };
        problems.push(problem);
        if valid.sent(&wrong).is_none() {
            // No field could be left out instead.
            return (Rewording::default(), problems);
        }
        valid = valid.without(&[&wrong]);
    }
}

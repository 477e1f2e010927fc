//! Fields that are filled in once for several photos of a form.

use super::intake::ReceivedForm;
use crate::{domain::tag::Tag, web::problem::Problem};

/// What is filled in for several photos, this one among them: a field without their prefix that is not blank. It is for the
/// photos picked (`pick`, their ids), or for all when none is.
#[must_use]
pub fn filled<'a>(form: &'a ReceivedForm, prefix: &str, name: &str) -> Option<&'a str> {
    if prefix.is_empty() {
        return None;
    }
    let mut picked = form.values("pick").peekable();
    let is_for_it = picked.peek().is_none() || picked.any(|id| prefix == format!("photo.{id}."));
    form.value(name).filter(|_| is_for_it)
}

/// What is typed as the tags of a photo, and those among them that were offered and picked: a context, a proposed tag.
#[must_use]
pub fn own_tags<'a>(form: &'a ReceivedForm, name: &str) -> Vec<&'a str> {
    let picked = format!("{name}_picked");
    let is_own = |field: &str| field == name || field == picked;
    let own = form.all().iter().filter(|(field, value)| is_own(field) && !value.trim().is_empty());
    own.map(|(_, value)| value.trim()).collect()
}

/// The tags of one photo: its own, and those filled in for several, which are added.
///
/// # Errors
/// [`Problem`] when one of them is no tag.
pub fn all_tags(form: &ReceivedForm, prefix: &str) -> Result<Vec<Tag>, Problem> {
    let name = format!("{prefix}tags");
    let own = own_tags(form, &name).into_iter();
    Ok(Tag::parse_list(&own.chain(filled(form, prefix, "tags")).collect::<Vec<_>>().join(","))?)
}

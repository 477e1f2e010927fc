//! The field that says inside which collection another one stands.

use super::named::{self, named};
use crate::{
    domain::collection::Slug,
    library::{Library, collections::VisibleCollection},
    web::{
        problem::Problem,
        request::{context::RequestContext, intake::ReceivedForm},
    },
};

/// The name of the field.
pub(super) const FIELD: &str = "parent";
/// How many collections of each kind the field proposes before anything is typed.
const OFFERED: usize = 100;

/// What the field holds at first: the title of the present parent, or its name in addresses where it is a draft that the
/// reader may not see, whose title says something of it.
pub(super) async fn shown(
    found: Option<&VisibleCollection>,
    context: &RequestContext,
    library: &Library,
) -> Result<String, Problem> {
    let Some(found) = found else { return Ok(String::new()) };
    let Some(present) = &found.parent else { return Ok(String::new()) };
    let around = library.collections_around(&context.reader, found).await?;
    Ok(around.last().map_or_else(|| present.to_string(), |parent| parent.title.as_str().to_owned()))
}

/// What the field proposes: what names a collection, and its title.
pub(super) async fn proposed(
    found: Option<&VisibleCollection>,
    context: &RequestContext,
    library: &Library,
) -> Result<Vec<(String, String)>, Problem> {
    let is_another = |slug: &Slug| found.is_none_or(|found| found.slug != *slug);
    let mut offered = named::proposed(&context.reader, OFFERED, is_another, library).await?;
    offered.sort_by(|one, other| one.1.cmp(&other.1));
    Ok(offered)
}

/// What a form says of it: nothing where it leaves the field as it was shown, so that a collection stays inside one that the
/// reader may not change.
pub(super) async fn sent(
    form: &ReceivedForm,
    found: Option<&VisibleCollection>,
    context: &RequestContext,
    library: &Library,
) -> Result<Option<Option<Slug>>, Problem> {
    let Some(typed) = form.sent(FIELD).map(str::trim) else { return Ok(None) };
    if typed == shown(found, context, library).await? {
        return Ok(None);
    }
    if typed.is_empty() {
        return Ok(Some(None));
    }
    named(typed, &context.reader, library).await.map(|slug| Some(Some(slug)))
}

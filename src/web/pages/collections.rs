//! Collections: the list of them, the page of each, and what those who edit one do there.

mod cards;
pub mod collect;
pub mod embed;
pub mod feed;
pub mod form;
pub mod history;
mod list;
mod living;
pub mod named;
pub mod order;
pub mod pairs;
mod parent;
mod show;
pub mod slideshow;
pub mod take;

pub use self::{
    cards::{CollectionCard, cards, newest},
    list::show as list,
    show::show,
};

use crate::{
    domain::collection::Slug,
    library::{Library, collections::VisibleCollection},
    web::{problem::Problem, request::context::RequestContext},
};

/// The collection of an address, if this reader may see it.
///
/// # Errors
/// [`Problem::NotFound`].
async fn found(name: &str, context: &RequestContext, library: &Library) -> Result<VisibleCollection, Problem> {
    let slug: Slug = name.parse().map_err(|_not_a_slug| Problem::NotFound)?;
    Ok(library.collection(&context.reader, &slug).await?)
}

/// The same, for those who may change it.
///
/// # Errors
/// [`Problem::NotFound`] where they may not see it, [`AccessProblem`](crate::web::problem::AccessProblem) where they may
/// not change it.
async fn edited(name: &str, context: &RequestContext, library: &Library) -> Result<VisibleCollection, Problem> {
    let found = found(name, context, library).await?;
    if found.is_edited_by(&context.reader) {
        return Ok(found);
    }
    context.person()?;
    Err(Problem::Access(crate::web::problem::AccessProblem::NotAllowed))
}

/// A number, as messages take it.
fn counted(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}

//! `GET /collections/{slug}/take?part=&form=`: leads to what a basket makes of up to two hundred photos of a collection:
//! the basket itself, with their attributions as one block; their files (`zip`), their `labels`, their `contact` sheet.

use actix_web::{
    HttpResponse,
    web::{Data, Path, Query},
};
use serde::Deserialize;

use super::found;
use crate::{
    domain::selection::{MOST, Selection},
    library::Library,
    web::{
        problem::{FieldProblem, Problem, Why},
        request::context::{RequestContext, see_other},
        site::Site,
    },
};

/// Which photos, and what is made of them.
#[derive(Deserialize)]
pub struct TakeQuery {
    /// The number of the part, from 1.
    part: Option<usize>,
    form: Option<String>,
}

/// `GET /collections/{slug}/take`.
///
/// # Errors
/// [`Problem::NotFound`] for a collection that is not there for this reader, or a part that it does not have.
pub async fn take(
    context: RequestContext,
    name: Path<String>,
    query: Query<TakeQuery>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let found = found(&name, &context, &library).await?;
    let contents = library.contents(&found.slug).await?;
    let part = contents.photos.chunks(MOST).nth(query.part.unwrap_or(1).saturating_sub(1)).ok_or(Problem::NotFound)?;
    let mut selection = Selection::default();
    for shown in part {
        selection.add(shown.id.clone());
    }
    let urls = site.frame_urls(context.language);
    Ok(see_other(&match query.form.as_deref() {
        None | Some("basket") => urls.basket_of(&selection),
        Some("zip") => urls.downloads(&selection, "original", context.language),
        Some(form @ ("labels" | "contact")) => urls.print(selection.ids(), form),
        Some(_) => return Err(Problem::Field(FieldProblem::Invalid("form", Why::Choice))),
    }))
}

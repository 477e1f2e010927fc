//! `POST /photos/{id}/collect`: `csrf`, `collection` (its name; without it, a new one is made). Puts a photo into a
//! collection from its page.

use actix_web::{
    HttpResponse,
    web::{Data, Form, Path},
};

use crate::{
    domain::{collection::Slug, photo::PhotoId},
    library::Library,
    web::{
        frame::flash::FlashCode,
        problem::{FormValues, Problem},
        request::{
            context::{RequestContext, see_other},
            intake::ReceivedForm,
            parameters::photo_id,
        },
        site::Site,
    },
};

/// How many collections the list on a photo's page offers, of each kind.
const OFFERED: usize = 100;

/// `POST /photos/{id}/collect`.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn collect(
    context: RequestContext,
    id: Path<String>,
    form: Form<FormValues>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let form = ReceivedForm::proved(&context, form.into_inner())?;
    let id = photo_id(&id)?;
    library.whole_photo(&context.reader, &id).await?;
    let urls = site.frame_urls(context.language);
    let Some(name) = form.value("collection") else {
        return Ok(see_other(&urls.collection_new_with(&id)));
    };
    let slug: Slug = name.parse().map_err(|_no_slug| Problem::NotFound)?;
    library.add_to_collection(&context.reader, &slug, std::slice::from_ref(&id)).await?;
    let address = urls.photo_within(&id, None, &urls.list_of_collection(&slug));
    Ok(FlashCode::Collected.see_other(&context, &address))
}

/// The collections into which a reader may put a photo, by their titles: those that have it already are left out.
///
/// # Errors
/// [`Problem`] when the library does not answer.
pub async fn offered(
    photo: &PhotoId,
    context: &RequestContext,
    library: &Library,
) -> Result<Vec<(Slug, String)>, Problem> {
    let has = library.collections_having(photo).await?;
    let editable = library.editable_collections(&context.reader, OFFERED).await?.into_iter().map(|kept| kept.record);
    let mut offered: Vec<(Slug, String)> = editable
        .filter(|collection| !has.contains(&collection.slug))
        .map(|collection| (collection.slug, collection.title.as_str().to_owned()))
        .collect();
    offered.sort_by(|one, other| one.1.cmp(&other.1));
    Ok(offered)
}

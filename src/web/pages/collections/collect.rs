//! `POST /photos/{id}/collect`: `csrf`, `collection_add` (its title or its address; without it, a new one is made). Puts a photo
//! into a collection from its page; a collection that is not found is asked for again, with what was typed.

use actix_web::{
    HttpResponse,
    web::{Data, Form, Path},
};
use askama::Template;

use super::named::{FIELD, named, proposed};
use crate::{
    domain::{collection::Slug, photo::PhotoId},
    library::{Library, browse::VisiblePhoto},
    web::{
        frame::{answer, flash::FlashCode, layout::Frame},
        pages::list,
        problem::{FormValues, Problem},
        request::{
            context::{RequestContext, see_other},
            intake::ReceivedForm,
            parameters::photo_id,
        },
        site::Site,
    },
};

/// How many collections of each kind the form proposes before anything is typed.
const OFFERED: usize = 100;

/// The form again, after a collection that the photo was not put into.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/collect.html")]
pub struct CollectPage {
    /// What every page has.
    pub frame: Frame,
    /// The photo.
    pub id: PhotoId,
    /// What it is called.
    pub heading: String,
    /// What was typed.
    pub named: String,
    /// Collections that are proposed: what names each, and its title.
    pub collections: Vec<(String, String)>,
    /// Whether what was typed is wrong, not what became of it.
    pub wrong: bool,
    /// What is wrong, and what to do.
    pub sentence: String,
}

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
    let photo = library.whole_photo(&context.reader, &id).await?;
    let urls = site.frame_urls(context.language);
    let Some(typed) = form.value(FIELD) else {
        return Ok(see_other(&urls.collection_new_with(&id)));
    };
    match put(&context, &id, typed, &library).await {
        Ok(slug) => {
            let address = urls.photo_within(&id, None, &urls.list_of_collection(&slug));
            Ok(FlashCode::Collected.see_other(&context, &address))
        }
        Err(problem) if problem.is_about_the_form() => {
            let page = page(&context, &photo, typed, &problem, &library, &site).await?;
            answer::personal(problem.status(), &page)
        }
        Err(problem) => Err(problem),
    }
}

async fn put(context: &RequestContext, id: &PhotoId, typed: &str, library: &Library) -> Result<Slug, Problem> {
    let slug = named(typed, &context.reader, library).await?;
    library.add_to_collection(&context.reader, &slug, std::slice::from_ref(id)).await?;
    Ok(slug)
}

async fn page(
    context: &RequestContext,
    photo: &VisiblePhoto,
    typed: &str,
    problem: &Problem,
    library: &Library,
    site: &Site,
) -> Result<CollectPage, Problem> {
    let mut frame = site.frame(context, "");
    frame.entitle(frame.t.collect_title());
    frame.indexed = false;
    Ok(CollectPage {
        id: photo.id.clone(),
        heading: list::card(photo).heading(frame.t).to_owned(),
        named: typed.to_owned(),
        collections: offered(&photo.id, context, library).await?,
        wrong: problem.field() == FIELD,
        sentence: problem.sentence(frame.t),
        frame,
    })
}

/// Collections into which a reader may put a photo, by their titles: those that have it already are left out.
///
/// # Errors
/// [`Problem`] when the library does not answer.
pub async fn offered(
    photo: &PhotoId,
    context: &RequestContext,
    library: &Library,
) -> Result<Vec<(String, String)>, Problem> {
    let has = library.collections_having(photo).await?;
    let mut offered = proposed(&context.reader, OFFERED, |slug| !has.contains(slug), library).await?;
    offered.sort_by(|one, other| one.1.cmp(&other.1));
    Ok(offered)
}

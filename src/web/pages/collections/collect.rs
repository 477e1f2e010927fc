//! `POST /photos/{id}/collect` and `POST /basket/collect`: `csrf`, `collection_add` (its title or its address; without it, a new
//! one is made), and of a basket `ids`. Puts photos into a collection; one that is not found is asked for again, with what was
//! typed.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use askama::Template;

use super::named::{FIELD, named, proposed};
use crate::{
    domain::{collection::Slug, photo::PhotoId, selection::Selection},
    library::Library,
    web::{
        frame::{answer, flash::FlashCode, layout::Frame},
        pages::list,
        problem::Problem,
        request::{
            context::{RequestContext, see_other},
            intake::ReceivedForm,
            parameters::photo_id,
            sent_form::SentForm,
        },
        site::Site,
    },
};

/// How many collections of each kind the form proposes before anything is typed.
const OFFERED: usize = 100;

/// The form again, after a collection that the photos were not put into.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/collect.html")]
pub struct CollectPage {
    /// What every page has.
    pub frame: Frame,
    /// The page that the form was on: its address, and what it is called.
    pub from: (String, String),
    /// The form.
    pub form: CollectForm,
    /// What was typed.
    pub named: String,
    /// Collections that are proposed: what names each, and its title.
    pub collections: Vec<(String, String)>,
    /// Whether what was typed is wrong, not what became of it.
    pub wrong: bool,
    /// What is wrong, and what to do.
    pub sentence: String,
}

/// Where the form leads.
#[derive(Clone, Debug)]
pub struct CollectForm {
    /// The address that it is sent to.
    pub action: String,
    /// The photos, where the address does not name them.
    pub ids: Option<Selection>,
    /// The address of the form for a new collection, where another one is not beside it.
    pub new: Option<String>,
}

impl CollectForm {
    /// Of a photo's page.
    #[must_use]
    pub fn of_photo(id: &PhotoId, frame: &Frame) -> Self {
        let urls = frame.urls;
        Self { action: urls.collect(id), ids: None, new: Some(urls.collection_new_with(std::slice::from_ref(id))) }
    }

    /// Of a basket.
    #[must_use]
    pub fn of_basket(ids: Selection, frame: &Frame) -> Self {
        Self { action: frame.urls.basket_collect(), ids: Some(ids), new: None }
    }
}

/// `POST /photos/{id}/collect`.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn collect(
    context: RequestContext,
    id: Path<String>,
    form: SentForm,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let form = ReceivedForm::proved(&context, form.into_inner())?;
    let id = photo_id(&id)?;
    let photo = library.whole_photo(&context.reader, &id).await?;
    let urls = site.frame_urls(context.language);
    let Some(typed) = form.value(FIELD) else {
        return Ok(see_other(&urls.collection_new_with(std::slice::from_ref(&id))));
    };
    match put(&context, std::slice::from_ref(&id), typed, &library).await {
        Ok(slug) => {
            let address = urls.photo_within(&id, None, &urls.list_of_collection(&slug));
            Ok(FlashCode::Collected.see_other(&context, &address))
        }
        Err(problem) if problem.is_about_the_form() => {
            let collections = offered(&id, &context, &library).await?;
            let frame = frame(&context, &site);
            let from = (urls.photo(&id), list::card(&photo).heading(frame.t).to_owned());
            let form = CollectForm::of_photo(&id, &frame);
            answer::personal(problem.status(), &CollectPage::of(frame, from, form, typed, collections, &problem))
        }
        Err(problem) => Err(problem),
    }
}

/// `POST /basket/collect`.
///
/// # Errors
/// [`Problem`]; nothing was changed, unless a store failed: then the first photos may be in the collection.
pub async fn collect_basket(
    context: RequestContext,
    form: SentForm,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let form = ReceivedForm::proved(&context, form.into_inner())?;
    let ids = Selection::read(form.sent("ids").unwrap_or_default());
    let urls = site.frame_urls(context.language);
    let Some(typed) = form.value(FIELD) else {
        return Ok(see_other(&urls.collection_new_with(ids.ids())));
    };
    match put(&context, ids.ids(), typed, &library).await {
        Ok(slug) => Ok(FlashCode::BasketCollected.see_other(&context, &urls.collection(&slug))),
        Err(problem) if problem.is_about_the_form() => {
            let collections = offered_to_basket(&context, &library).await?;
            let frame = frame(&context, &site);
            let from = (urls.basket_of(&ids), frame.t.basket_title().to_owned());
            let form = CollectForm::of_basket(ids, &frame);
            answer::personal(problem.status(), &CollectPage::of(frame, from, form, typed, collections, &problem))
        }
        Err(problem) => Err(problem),
    }
}

async fn put(context: &RequestContext, ids: &[PhotoId], typed: &str, library: &Library) -> Result<Slug, Problem> {
    let slug = named(typed, &context.reader, library).await?;
    library.add_to_collection(&context.reader, &slug, ids).await?;
    Ok(slug)
}

fn frame(context: &RequestContext, site: &Site) -> Frame {
    let mut frame = site.frame(context, "");
    frame.entitle(frame.t.collect_title());
    frame.indexed = false;
    frame
}

impl CollectPage {
    fn of(
        frame: Frame,
        from: (String, String),
        form: CollectForm,
        typed: &str,
        collections: Vec<(String, String)>,
        problem: &Problem,
    ) -> Self {
        let (wrong, sentence) = (problem.field() == FIELD, problem.sentence(frame.t));
        Self { frame, from, form, named: typed.to_owned(), collections, wrong, sentence }
    }
}

/// Collections that the form of a basket proposes: those that the reader may change.
///
/// # Errors
/// [`Problem`] when the library does not answer.
pub async fn offered_to_basket(context: &RequestContext, library: &Library) -> Result<Vec<(String, String)>, Problem> {
    if context.person.is_none() {
        return Ok(Vec::new());
    }
    proposed(&context.reader, OFFERED, |_| true, library).await
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

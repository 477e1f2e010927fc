//! The list on which the photos of a collection are moved, removed, and one chosen to stand for it.
//!
//! `POST /collections/{slug}/order`: `csrf`, `page`, and one of `up`, `down`, `remove`, `cover`, and of a living collection
//! `first` and `restore` (the id of a photo); without any of them, `to.ID.NUMBER` moves the photo that has this number to the
//! one that was typed, if it is another.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path, Query},
};
use askama::Template;

use super::{counted, edited, show::PageQuery};
use crate::{
    domain::{
        collection::Slug,
        photo::{PhotoId, PhotoRecord},
        reader::Reader,
    },
    library::{
        Library,
        collections::VisibleCollection,
        gather::{CollectionChange, Move},
    },
    web::{
        frame::{answer, flash::FlashCode, layout::Frame},
        pages::{
            card::{Card, Paging},
            list::card,
        },
        problem::Problem,
        request::{context::RequestContext, intake::ReceivedForm, parameters::photo_id, sent_form::SentForm},
        site::Site,
    },
};

/// How many photos a page of the list has.
const PART: usize = 100;

/// The list.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/collection_order.html")]
pub struct OrderPage {
    /// What every page has.
    pub frame: Frame,
    /// The collection's name in addresses.
    pub slug: Slug,
    /// Its title.
    pub title: String,
    /// The number of this page of the list, from 1.
    pub page: usize,
    /// The photos, each with its number.
    pub photos: Vec<(u64, Card)>,
    /// How many the collection has.
    pub total: u64,
    /// How many of them, from the first, people chose; a search found the others.
    pub by_hand: u64,
    /// Whether a search fills it.
    pub is_living: bool,
    /// The photos that are left out, on the first page.
    pub except: Vec<Card>,
    /// The photo that was chosen to stand for it.
    pub cover: Option<PhotoId>,
    /// The pages before and after.
    pub paging: Paging,
}

impl OrderPage {
    /// Whether people chose the photo of this number.
    #[must_use]
    pub const fn is_chosen(&self, number: &u64) -> bool {
        *number <= self.by_hand
    }

    /// Whether people chose photos of this page.
    #[must_use]
    pub fn has_chosen(&self) -> bool {
        self.photos.iter().any(|(number, _)| self.is_chosen(number))
    }

    /// Whether a search found photos of this page.
    #[must_use]
    pub fn has_found(&self) -> bool {
        self.photos.iter().any(|(number, _)| !self.is_chosen(number))
    }
}

/// `GET /collections/{slug}/order?page=`.
///
/// # Errors
/// [`Problem`] for readers who may not change it.
pub async fn show(
    context: RequestContext,
    name: Path<String>,
    query: Query<PageQuery>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let found = edited(&name, &context, &library).await?;
    let contents = library.contents(&found.slug).await?;
    let page = query.page.unwrap_or(1).clamp(1, contents.len().div_ceil(PART).max(1));
    let first = page.saturating_sub(1).saturating_mul(PART);
    let rest = contents.photos.get(first..).unwrap_or_default();
    let part = rest.get(..PART).unwrap_or(rest);
    let photos = library.shown_photos(part).await?;
    let row = |(number, photo): (u64, &PhotoRecord)| (number, card(photo));
    let mut frame = site.frame(&context, "");
    frame.indexed = false;
    let title = frame.t.collection_order_title(found.title.as_str());
    frame.entitle(&title);
    let except = if page == 1 { library.whole_photos(&Reader::Visitor, &found.except).await? } else { Vec::new() };
    let address = |page: usize| at_page(&frame.urls.collection_order(&found.slug), page);
    let page = OrderPage {
        photos: (counted(first).saturating_add(1)..).zip(photos.iter().map(|photo| &*photo.record)).map(row).collect(),
        paging: Paging {
            previous: (page > 1).then(|| address(page.saturating_sub(1))),
            next: (part.len() < rest.len()).then(|| address(page.saturating_add(1))),
        },
        slug: found.slug.clone(),
        title: found.title.as_str().to_owned(),
        page,
        total: counted(contents.len()),
        by_hand: counted(contents.by_hand),
        is_living: found.query.is_some(),
        except: except.iter().map(|photo| card(&photo.record)).collect(),
        cover: found.cover.clone(),
        frame,
    };
    answer::personal(StatusCode::OK, &page)
}

/// `POST /collections/{slug}/order`.
///
/// # Errors
/// [`Problem`]; what was moved before stays moved.
pub async fn change(
    context: RequestContext,
    name: Path<String>,
    form: SentForm,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let form = ReceivedForm::proved(&context, form.into_inner())?;
    let found = edited(&name, &context, &library).await?;
    let moved = apply(&form, &found, &context, &library).await?;
    let page = form.value("page").and_then(|page| page.parse().ok()).unwrap_or(1);
    let list = at_page(&site.frame_urls(context.language).collection_order(&found.slug), page);
    let at = moved.map(|id| format!("#p-{id}")).unwrap_or_default();
    Ok(FlashCode::Saved.see_other(&context, &format!("{list}{at}")))
}

/// Does what the form asks for, and returns the photo that it is about, if it is still there.
async fn apply(
    form: &ReceivedForm,
    found: &VisibleCollection,
    context: &RequestContext,
    library: &Library,
) -> Result<Option<PhotoId>, Problem> {
    let (reader, slug) = (&context.reader, &found.slug);
    for (name, to) in [("up", Move::Up), ("down", Move::Down)] {
        if let Some(id) = form.value(name) {
            let id = photo_id(id)?;
            library.move_in_collection(reader, slug, &id, to).await?;
            return Ok(Some(id));
        }
    }
    if let Some(id) = form.value("remove") {
        library.remove_from_collection(reader, slug, &[photo_id(id)?]).await?;
        return Ok(None);
    }
    if let Some(id) = form.value("first") {
        // What its search finds is put there by hand, before the others.
        let id = photo_id(id)?;
        library.add_to_collection(reader, slug, std::slice::from_ref(&id)).await?;
        library.order_collection(reader, slug, std::slice::from_ref(&id)).await?;
        return Ok(Some(id));
    }
    if let Some(id) = form.value("restore") {
        let id = photo_id(id)?;
        let except = found.except.iter().filter(|left_out| **left_out != id).cloned().collect();
        let change = CollectionChange { except: Some(except), ..CollectionChange::default() };
        library.change_collection(reader, slug, change, Some(found.revision)).await?;
        return Ok(Some(id));
    }
    if let Some(id) = form.value("cover") {
        let id = photo_id(id)?;
        let change = CollectionChange { cover: Some(Some(id.clone())), ..CollectionChange::default() };
        library.change_collection(reader, slug, change, None).await?;
        return Ok(Some(id));
    }
    let mut typed: Vec<(usize, PhotoId)> = form.all().iter().filter_map(|(name, value)| retyped(name, value)).collect();
    // Where two photos get neighbouring numbers, the first is put down first.
    typed.sort_unstable();
    for (number, id) in &typed {
        library.move_in_collection(reader, slug, id, Move::To(*number)).await?;
    }
    Ok(typed.into_iter().next().map(|(_, id)| id))
}

/// The number that was typed for a photo that has another one.
fn retyped(name: &str, value: &str) -> Option<(usize, PhotoId)> {
    let (id, present) = name.strip_prefix("to.")?.split_once('.')?;
    let (present, typed): (usize, usize) = (present.parse().ok()?, value.trim().parse().ok()?);
    Some((typed, id.parse().ok()?)).filter(|_| typed != present && typed > 0)
}

fn at_page(list: &str, page: usize) -> String {
    if page > 1 { format!("{list}?page={page}") } else { list.to_owned() }
}

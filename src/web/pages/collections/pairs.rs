//! Then and now: the page of a pair, one photo over the other, and the page on which those who edit a collection make and
//! separate pairs.
//!
//! `POST /collections/{slug}/pairs`: `csrf`, `photo` twice (ids), `other` (the address or the id of a photo), `note`; or
//! `turn` or `part`, the name of a pair.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path, Query},
};
use askama::Template;
use serde::Deserialize;

use super::{edited, found};
use crate::{
    domain::{
        attribution::{Format, snippet},
        collection::{CollectionRecord, NotAPair, Pair, Slug},
        photo::{PhotoId, PhotoRecord},
        reader::Reader,
        selection::Selection,
        taken::Taken,
    },
    library::{
        Library, StoreFault,
        collections::VisibleCollection,
        freshness::{Dependencies, Dependency},
        gather::CollectionChange,
        pairs::ShownPair,
        review,
    },
    web::{
        cache::PageCache,
        frame::{answer, flash::FlashCode, layout::Frame},
        pages::{
            card::{Card, Paging},
            list::card,
        },
        problem::{CollectionProblem, FieldProblem, Problem, Why},
        request::{context::RequestContext, intake::ReceivedForm, sent_form::SentForm},
        site::Site,
        view::attribution::attribution_of,
    },
};

/// How many photos a page of the form shows.
const PART: usize = 60;

/// A pair of a collection, in a list.
#[derive(Clone, Debug)]
pub struct PairCard {
    /// Which one.
    pub pair: Pair,
    /// The earlier photo, with when it was taken.
    pub then: Side,
    /// The later one.
    pub now: Side,
}

/// One photo of a pair.
#[derive(Clone, Debug)]
pub struct Side {
    /// The photo.
    pub card: Card,
    /// When it was taken, in words.
    pub date: String,
    /// The same as machines read it, where it is known.
    pub taken: Option<String>,
    /// Its attribution, as text.
    pub credit: String,
}

impl Side {
    fn of(photo: &PhotoRecord, frame: &Frame, site: &Site) -> Self {
        let date = photo.taken.as_ref().map(|taken| frame.t.taken(taken));
        Self {
            card: card(photo),
            date: date.unwrap_or_else(|| frame.t.pair_undated().to_owned()),
            taken: photo.taken.as_ref().map(ToString::to_string),
            credit: snippet(&attribution_of(photo, site), Format::Text, frame.t.language()),
        }
    }
}

impl PairCard {
    fn of(shown: &ShownPair, frame: &Frame, site: &Site) -> Self {
        Self {
            pair: shown.pair.clone(),
            then: Side::of(&shown.then.record, frame, site),
            now: Side::of(&shown.now.record, frame, site),
        }
    }

    /// Both photos, the earlier one first.
    #[must_use]
    pub const fn sides(&self) -> [&Side; 2] {
        [&self.then, &self.now]
    }

    /// Whether the earlier photo is the wider one: it then gives the place where both are shown its form.
    #[must_use]
    pub fn then_is_wider(&self) -> bool {
        let ratio = |card: &Card| f64::from(card.width) / f64::from(card.height.max(1));
        ratio(&self.then.card) >= ratio(&self.now.card)
    }

    /// What it is called: both dates where they differ, else both titles.
    #[must_use]
    pub fn name(&self, frame: &Frame) -> String {
        let t = frame.t;
        if self.then.taken.is_some() && self.now.taken.is_some() && self.then.date != self.now.date {
            return t.pair_dates(&self.then.date, &self.now.date);
        }
        t.pair_dates(self.then.card.heading(t), self.now.card.heading(t))
    }
}

/// The pairs that a collection shows.
///
/// # Errors
/// [`StoreFault`] when the catalogue fails.
pub async fn pairs_of(
    collection: &CollectionRecord,
    library: &Library,
    frame: &Frame,
    site: &Site,
) -> Result<Vec<PairCard>, StoreFault> {
    let shown = library.shown_pairs(collection).await?;
    Ok(shown.iter().map(|pair| PairCard::of(pair, frame, site)).collect())
}

/// A pair of then and now.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/pair.html")]
pub struct PairPage {
    /// What every page has.
    pub frame: Frame,
    /// The collection that shows it.
    pub slug: Slug,
    /// The title of the collection.
    pub collection: String,
    /// The pair.
    pub shown: PairCard,
    /// The other pairs of the collection, before and after it.
    pub paging: Paging,
}

impl PairPage {
    /// The basket that has both, with their attributions as one block.
    #[must_use]
    pub fn both(&self) -> String {
        let mut selection = Selection::default();
        selection.add(self.shown.pair.then.clone());
        selection.add(self.shown.pair.now.clone());
        format!("{}#block", self.frame.urls.basket_of(&selection))
    }
}

/// `GET /collections/{slug}/pairs/{pair}`.
///
/// # Errors
/// [`Problem::NotFound`] for a collection that is not there for this reader, and a pair that it does not show.
pub async fn show(
    context: RequestContext,
    path: Path<(String, String)>,
    library: Data<Library>,
    site: Data<Site>,
    kept: Data<PageCache>,
) -> Result<HttpResponse, Problem> {
    Box::pin(kept.page(&library, &context, async {
        let (name, pair) = &*path;
        let found = found(name, &context, &library).await?;
        let pair: Pair = pair.parse().map_err(|_no_pair| Problem::NotFound)?;
        let mut frame = site.frame(&context, "");
        let all = pairs_of(&found, &library, &frame, &site).await?;
        let at = all.iter().position(|shown| shown.pair == pair).ok_or(Problem::NotFound)?;
        let beside = |place: Option<usize>| Some(frame.urls.collection_pair(&found.slug, &all.get(place?)?.pair));
        let paging = Paging { previous: beside(at.checked_sub(1)), next: beside(at.checked_add(1)) };
        let shown = all.get(at).cloned().ok_or(Problem::NotFound)?;
        let title = shown.name(&frame);
        frame.entitle(&title);
        frame.indexed = found.is_public();
        let photos = found.pairs.iter().flat_map(|pair| [&pair.then, &pair.now]).map(Dependency::Photo);
        let depends: Vec<Dependency<'_>> = photos.chain([Dependency::Collection(&found.slug)]).collect();
        let depends = Dependencies::on(&depends);
        let collection = found.title.as_str().to_owned();
        let page = PairPage { slug: found.slug.clone(), collection, shown, paging, frame };
        Ok((answer::made(&page)?, depends))
    }))
    .await
}

/// The pairs of a collection, for those who edit it.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/collection_pairs.html")]
pub struct PairsPage {
    /// What every page has.
    pub frame: Frame,
    /// The collection's name in addresses.
    pub slug: Slug,
    /// Its title.
    pub title: String,
    /// The pairs that are shown.
    pub pairs: Vec<PairCard>,
    /// Those that are not: one of their photos is not public any more.
    pub unshown: Vec<Pair>,
    /// The photos to choose from, on this page.
    pub photos: Vec<Card>,
    /// The number of this page, from 1.
    pub page: usize,
    /// The pages before and after.
    pub paging: Paging,
    /// The photos that are ticked.
    pub ticked: Vec<PhotoId>,
    /// What is typed as the address of another photo.
    pub other: String,
    /// What is typed as the reason.
    pub note: String,
    /// What is wrong.
    pub error: Option<String>,
}

/// Which photos to choose from.
#[derive(Deserialize)]
pub struct PairsQuery {
    page: Option<usize>,
    /// A photo that is chosen already.
    photo: Option<String>,
}

/// `GET /collections/{slug}/pairs?page=&photo=`.
///
/// # Errors
/// [`Problem`] for readers who may not change it.
pub async fn list(
    context: RequestContext,
    name: Path<String>,
    query: Query<PairsQuery>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let found = edited(&name, &context, &library).await?;
    let mut page = page(&found, query.page.unwrap_or(1), &context, &library, &site).await?;
    page.ticked = query.photo.iter().filter_map(|id| id.parse().ok()).collect();
    answer::personal(StatusCode::OK, &page)
}

/// `POST /collections/{slug}/pairs`.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn change(
    context: RequestContext,
    name: Path<String>,
    form: SentForm,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let form = ReceivedForm::proved(&context, form.into_inner())?;
    let found = edited(&name, &context, &library).await?;
    let changed = match pairs(&form, &found, &library).await {
        Ok(pairs) => match review::reply(form.value("note").unwrap_or_default()).map_err(Problem::too_long("note")) {
            Ok(note) => {
                let change = CollectionChange { pairs: Some(pairs), note, ..CollectionChange::default() };
                library.change_collection(&context.reader, &found.slug, change, None).await.map_err(Problem::from)
            }
            Err(problem) => Err(problem),
        },
        Err(problem) => Err(problem),
    };
    match changed {
        Ok(_) => {
            let address = site.frame_urls(context.language).collection_pairs(&found.slug);
            Ok(FlashCode::Saved.see_other(&context, &address))
        }
        Err(problem) if problem.is_about_the_form() => {
            let number = form.value("page").and_then(|page| page.parse().ok()).unwrap_or(1);
            let mut page = page(&found, number, &context, &library, &site).await?;
            page.ticked = ticked(&form);
            form.value("other").unwrap_or_default().clone_into(&mut page.other);
            form.value("note").unwrap_or_default().clone_into(&mut page.note);
            page.error = Some(problem.sentence(page.frame.t));
            answer::personal(problem.status(), &page)
        }
        Err(problem) => Err(problem),
    }
}

/// The pairs that a collection has when the form is done.
async fn pairs(form: &ReceivedForm, found: &VisibleCollection, library: &Library) -> Result<Vec<Pair>, Problem> {
    let mut pairs = found.pairs.clone();
    let named = |field: &str| form.value(field).map(str::parse::<Pair>).transpose();
    if let Some(pair) = named("turn")? {
        for kept in pairs.iter_mut().filter(|kept| **kept == pair) {
            *kept = pair.turned();
        }
        return Ok(pairs);
    }
    if let Some(pair) = named("part")? {
        pairs.retain(|kept| *kept != pair);
        return Ok(pairs);
    }
    let mut chosen = ticked(form);
    if let Some(typed) = form.value("other").map(str::trim).filter(|typed| !typed.is_empty()) {
        let other = photo_named(typed).ok_or(Problem::Field(FieldProblem::Invalid("photos", Why::Photos)))?;
        chosen.push(other);
    }
    let [one, other] = chosen.as_slice() else {
        return Err(Problem::Collection(CollectionProblem::Pair(NotAPair::Itself)));
    };
    pairs.push(in_order(one, other, library).await?);
    Ok(Pair::all_of(pairs)?)
}

/// The photos that are ticked.
fn ticked(form: &ReceivedForm) -> Vec<PhotoId> {
    form.all().iter().filter(|(name, _)| name == "photo").filter_map(|(_, id)| id.parse().ok()).collect()
}

/// The photo of an address, or of an id.
fn photo_named(typed: &str) -> Option<PhotoId> {
    let path = typed.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    path.rsplit('/').next().unwrap_or_default().parse().ok()
}

/// Two photos, the one that was taken first before the other; as they are where that is not known.
async fn in_order(one: &PhotoId, other: &PhotoId, library: &Library) -> Result<Pair, Problem> {
    let photos = library.whole_photos(&Reader::Visitor, &[one.clone(), other.clone()]).await?;
    let begins = |id: &PhotoId| {
        photos.iter().find(|photo| photo.id == *id).and_then(|photo| photo.taken.as_ref().and_then(Taken::first))
    };
    let pair = Pair { then: one.clone(), now: other.clone() };
    let is_turned = begins(one).zip(begins(other)).is_some_and(|(one, other)| other < one);
    Ok(if is_turned { pair.turned() } else { pair })
}

async fn page(
    found: &VisibleCollection,
    number: usize,
    context: &RequestContext,
    library: &Library,
    site: &Site,
) -> Result<PairsPage, Problem> {
    let contents = library.contents(&found.slug).await?;
    let number = number.clamp(1, contents.len().div_ceil(PART).max(1));
    let first = number.saturating_sub(1).saturating_mul(PART);
    let rest = contents.photos.get(first..).unwrap_or_default();
    let part = rest.get(..PART).unwrap_or(rest);
    let photos = library.shown_photos(part).await?;
    let mut frame = site.frame(context, "");
    frame.indexed = false;
    let title = frame.t.pairs_of(found.title.as_str());
    frame.entitle(&title);
    let address = |page: usize| format!("{}?page={page}", frame.urls.collection_pairs(&found.slug));
    let pairs = pairs_of(found, library, &frame, site).await?;
    let is_unshown = |pair: &&Pair| pairs.iter().all(|shown| shown.pair != **pair);
    Ok(PairsPage {
        slug: found.slug.clone(),
        title: found.title.as_str().to_owned(),
        unshown: found.pairs.iter().filter(is_unshown).cloned().collect(),
        pairs,
        photos: photos.iter().map(|photo| card(&photo.record)).collect(),
        page: number,
        paging: Paging {
            previous: (number > 1).then(|| address(number.saturating_sub(1))),
            next: (part.len() < rest.len()).then(|| address(number.saturating_add(1))),
        },
        ticked: Vec::new(),
        other: String::new(),
        note: String::new(),
        error: None,
        frame,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_photo_is_named_by_its_address_or_its_id() {
        for typed in [
            "23456789",
            "https://photos.example.org/photos/23456789",
            "/en/photos/23456789?in=collection%3Dports#place",
            "/photos/23456789/",
        ] {
            assert_eq!(photo_named(typed).map(|id| id.to_string()), Some("23456789".to_owned()), "{typed}");
        }
        for typed in ["", "/photos/", "/collections/ports"] {
            assert_eq!(photo_named(typed), None, "{typed}");
        }
    }
}

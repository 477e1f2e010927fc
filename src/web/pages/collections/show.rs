//! `GET /collections/{slug}`: what a collection is, what its photos allow together, and the photos in their order.

use actix_web::{
    HttpResponse,
    web::{Data, Path, Query},
};
use askama::Template;
use serde::Deserialize;

use super::{
    CollectionCard, cards,
    cards::{about, cover_card, gathered_by},
    counted, found,
    living::KeptSearch,
    pairs::{PairCard, pairs_of},
};
use crate::{
    domain::{
        collection::{CollectionDates, CollectionPlace, Slug},
        compatibility::SideBySide,
        selection::MOST,
    },
    library::{
        Library,
        collections::{Contents, VisibleCollection},
        freshness::{Dependencies, Dependency},
    },
    web::{
        cache::PageCache,
        frame::{
            answer,
            layout::{Frame, ShareImage},
        },
        pages::{
            card::{Card, Paging},
            gallery::{Beside, Gallery},
            list::{PART, card},
        },
        problem::Problem,
        request::context::RequestContext,
        site::Site,
        view::{
            compatibility::side_by_side,
            embed::{self, COLLECTION_FRAME},
            prose::{Blanks, Prose, prose},
        },
    },
};

/// Characters of the text that search engines and other sites show.
const SUMMARY: usize = 200;

/// A collection.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/collection.html")]
pub struct CollectionPage {
    /// What every page has.
    pub frame: Frame,
    /// Its name in addresses.
    pub slug: Slug,
    /// The revision that its forms were opened with.
    pub revision: u64,
    /// The collections around it, the outermost first: title and address.
    pub around: Vec<(String, String)>,
    /// How many photos it has, and who gathered them.
    pub about: String,
    /// The place and the time that it is about.
    pub scope: Option<String>,
    /// Its text, on its first page.
    pub text: Option<Prose>,
    /// Its picture.
    pub cover: Option<Card>,
    /// What the licences of its photos allow together, in sentences.
    pub mix: Vec<String>,
    /// The search that fills it.
    pub search: Option<KeptSearch>,
    /// Its pairs of then and now, on its first page.
    pub pairs: Vec<PairCard>,
    /// The map of its photos, where one has a public place.
    pub map: Option<String>,
    /// The photos of this page, and the number of pages.
    pub gallery: Gallery,
    /// The pages before and after.
    pub paging: Paging,
    /// The collections inside it, on its first page.
    pub inside: Vec<CollectionCard>,
    /// Its photos in parts of two hundred.
    pub parts: Vec<PartView>,
    /// The code that shows it on other sites; empty for a draft.
    pub code: String,
    /// How many photos it has.
    pub total: u64,
    /// Whether it is a draft.
    pub is_draft: bool,
    /// Whether the reader may change it.
    pub may_edit: bool,
    /// Whether the reader may publish it.
    pub may_publish: bool,
}

/// As many photos of a collection as a basket has.
#[derive(Clone, Debug)]
pub struct PartView {
    /// Its number, from 1.
    pub number: usize,
    /// Which photos it has: the first and the last, from 1.
    pub from: u64,
    /// The last.
    pub to: u64,
}

/// Which page of its photos.
#[derive(Deserialize)]
pub struct PageQuery {
    /// From 1.
    pub page: Option<usize>,
}

/// `GET /collections/{slug}?page=`.
///
/// # Errors
/// [`Problem::NotFound`] for a collection that is not there for this reader, or a page that it does not have.
pub async fn show(
    context: RequestContext,
    name: Path<String>,
    query: Query<PageQuery>,
    library: Data<Library>,
    site: Data<Site>,
    kept: Data<PageCache>,
) -> Result<HttpResponse, Problem> {
    Box::pin(kept.page(&library, &context, async {
        let found = found(&name, &context, &library).await?;
        let contents = library.contents(&found.slug).await?;
        let number = query.page.unwrap_or(1).max(1);
        let (page, shown) = page(&found, &contents, number, &context, &library, &site).await?;
        Ok((answer::made(&page)?, shown))
    }))
    .await
}

async fn page(
    found: &VisibleCollection,
    contents: &Contents,
    number: usize,
    context: &RequestContext,
    library: &Library,
    site: &Site,
) -> Result<(CollectionPage, Dependencies), Problem> {
    let slug = &found.slug;
    let mut frame = site.frame(context, found.title.as_str());
    let cover = cover_card(found, contents, library).await?;
    frame.indexed = found.is_public();
    frame.description = Some(summary(found, contents, &frame));
    frame.share_image = cover.as_ref().filter(|_| found.is_public()).map(|cover| share_image(cover, &frame));
    let first = number.saturating_sub(1).saturating_mul(PART);
    let rest = contents.photos.get(first..).filter(|rest| number == 1 || !rest.is_empty()).ok_or(Problem::NotFound)?;
    let part = rest.get(..PART).unwrap_or(rest);
    let photos = library.shown_photos(part).await?;
    let plates = photos.iter().map(|photo| card(&photo.record)).collect();
    let shown = Dependencies::on(&[
        Dependency::Collection(slug),
        Dependency::Person(&found.by),
        Dependency::CollectionsInside(slug),
    ]);
    let mut shown = shown.and_contents(contents);
    let around = library.collections_around(&context.reader, found).await?;
    for parent in &around {
        shown = shown.and(&Dependency::Collection(&parent.slug));
    }
    if let Some(parent) = &found.parent {
        shown = shown.and(&Dependency::Collection(parent));
    }
    let mut inside = Vec::new();
    if number == 1 {
        let children = library.collections_inside(&context.reader, slug).await?;
        (inside, shown) = cards(&children, shown, library, &frame).await?;
    }
    let pairs = if number == 1 { pairs_of(found, library, &frame, site).await? } else { Vec::new() };
    for photo in found.pairs.iter().flat_map(|pair| [&pair.then, &pair.now]) {
        shown = shown.and(&Dependency::Photo(photo));
    }
    let search = KeptSearch::of(found, contents, library, &frame).await?;
    let by = gathered_by(found, library).await?;
    let address = |page: usize| match page {
        1 => frame.urls.collection(slug),
        page => format!("{}?page={page}", frame.urls.collection(slug)),
    };
    let may_edit = found.is_edited_by(&context.reader);
    let page = CollectionPage {
        slug: slug.clone(),
        revision: found.revision,
        around: around
            .iter()
            .map(|parent| (parent.title.as_str().to_owned(), frame.urls.collection(&parent.slug)))
            .collect(),
        about: about(contents.len(), by.as_deref(), &frame),
        scope: scope(found),
        text: found.text.as_ref().filter(|_| number == 1).map(|text| prose(text.as_str(), Blanks::Marked)),
        mix: side_by_side(&SideBySide::of(contents.photos.iter().map(|shown| shown.licence)), frame.t),
        gallery: Gallery::new(plates, Beside::Nothing).listed_by(&format!("?{}", frame.urls.list_of_collection(slug))),
        paging: Paging {
            previous: (number > 1).then(|| address(number.saturating_sub(1))),
            next: (part.len() < rest.len()).then(|| address(number.saturating_add(1))),
        },
        code: if found.is_public() {
            embed::collection_code(found, site, frame.t.language(), COLLECTION_FRAME)?
        } else {
            String::new()
        },
        parts: parts(contents.len()),
        total: counted(contents.len()),
        is_draft: !found.is_public(),
        may_edit,
        may_publish: found.is_published_by(&context.reader),
        map: (found.is_public() && contents.photos.iter().any(|shown| shown.placed))
            .then(|| frame.urls.map_of_collection(slug)),
        search,
        pairs,
        cover,
        inside,
        frame,
    };
    Ok((page, shown))
}

/// The place and the time that a collection is about.
fn scope(found: &VisibleCollection) -> Option<String> {
    let place = found.place.as_ref().map(CollectionPlace::as_str);
    let dates = found.dates.as_ref().map(CollectionDates::as_str);
    let both: Vec<&str> = place.into_iter().chain(dates).collect();
    (!both.is_empty()).then(|| both.join(", "))
}

/// The beginning of its text; without one, how many photos it has.
fn summary(found: &VisibleCollection, contents: &Contents, frame: &Frame) -> String {
    let Some(text) = &found.text else { return frame.t.photo_count(counted(contents.len())) };
    let plain: String = text.as_str().chars().filter(|c| !matches!(c, '#' | '*' | '_' | '`' | '>')).collect();
    let words = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(SUMMARY) {
        Some((end, _)) => format!("{}…", words.get(..end).unwrap_or_default().trim_end()),
        None => words,
    }
}

fn share_image(cover: &Card, frame: &Frame) -> ShareImage {
    // 1,280 px is the least that shared cards show sharp, and far from the weight that they refuse.
    let edge = cover.edges.iter().copied().filter(|edge| *edge <= 1_280).max().unwrap_or_else(|| cover.edge());
    let width = cover.width_at(&edge);
    let height = u64::from(width).saturating_mul(u64::from(cover.height)) / u64::from(cover.width.max(1));
    ShareImage {
        path: frame.urls.media(&cover.id, edge),
        width,
        height: u32::try_from(height).unwrap_or(edge),
        alt: cover.text_alternative(frame.t).to_owned(),
    }
}

/// So many photos in parts that a basket holds.
fn parts(count: usize) -> Vec<PartView> {
    let part = |number: usize| PartView {
        number,
        from: counted(number.saturating_sub(1).saturating_mul(MOST).saturating_add(1)),
        to: counted(number.saturating_mul(MOST).min(count)),
    };
    (1..=count.div_ceil(MOST)).map(part).collect()
}

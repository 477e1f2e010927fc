//! `GET /collections/{slug}/slideshow?photo=`: the photos of a collection one by one, for an exhibition. Each is a page that
//! leads to the next; a script shows the next one in its place, by the arrow keys or by itself. The attribution is always
//! there.

use actix_web::{
    HttpResponse,
    web::{Data, Path, Query},
};
use askama::Template;
use serde::Deserialize;

use super::{counted, found};
use crate::{
    domain::{
        attribution::{Format, snippet},
        collection::Slug,
        photo::PhotoRecord,
    },
    library::{
        Library,
        freshness::{Dependencies, Dependency},
    },
    web::{
        cache::PageCache,
        frame::{answer, layout::Frame},
        pages::{card::Card, list::card},
        problem::Problem,
        request::context::RequestContext,
        site::Site,
        view::{attribution::attribution_of, markup::Markup},
    },
};

/// A photo of the slideshow.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/slideshow.html")]
pub struct SlideshowPage {
    /// Language, addresses, style.
    pub frame: Frame,
    /// The collection.
    pub slug: Slug,
    /// Its title.
    pub collection: String,
    /// The photo, if the collection has one.
    pub slide: Option<Slide>,
}

/// A photo, and where the ones beside it are.
#[derive(Clone, Debug)]
pub struct Slide {
    /// The photo.
    pub card: Card,
    /// Its number and how many there are, in words.
    pub position: String,
    /// The address of the slide before it; the last one is before the first.
    pub previous: String,
    /// The address of the slide after it; the first one is after the last.
    pub next: String,
    /// Its attribution.
    pub attribution: Markup,
}

/// Which photo.
#[derive(Deserialize)]
pub struct SlideQuery {
    /// Its number, from 1.
    photo: Option<usize>,
}

/// `GET /collections/{slug}/slideshow`.
///
/// # Errors
/// [`Problem::NotFound`] for a collection that is not there for this reader, or a number that it does not have.
pub async fn show(
    context: RequestContext,
    name: Path<String>,
    query: Query<SlideQuery>,
    library: Data<Library>,
    site: Data<Site>,
    kept: Data<PageCache>,
) -> Result<HttpResponse, Problem> {
    kept.page(&library, &context, async {
        let found = found(&name, &context, &library).await?;
        let contents = library.contents(&found.slug).await?;
        let shown = Dependencies::on(&[Dependency::Collection(&found.slug)]).and_contents(&contents);
        let mut frame = site.frame(&context, "");
        let title = frame.t.slideshow_title(found.title.as_str());
        frame.entitle(&title);
        let number = query.photo.unwrap_or(1);
        let at = number.checked_sub(1).filter(|at| *at < contents.len() || (*at == 0 && contents.is_empty()));
        let at = at.ok_or(Problem::NotFound)?;
        let photos = library.shown_photos(contents.photos.get(at..=at).unwrap_or_default()).await?;
        let slide = photos.first().map(|photo| slide(&photo.record, at, contents.len(), &found.slug, &frame, &site));
        let collection = found.title.as_str().to_owned();
        let page = answer::made(&SlideshowPage { slug: found.slug.clone(), collection, slide, frame })?;
        Ok((page, shown))
    })
    .await
}

fn slide(photo: &PhotoRecord, at: usize, count: usize, slug: &Slug, frame: &Frame, site: &Site) -> Slide {
    let address = |at: usize| frame.urls.slideshow_at(slug, at.saturating_add(1));
    let next = at.saturating_add(1);
    Slide {
        card: card(photo),
        position: frame.t.walk_position(counted(next), counted(count)),
        previous: address(at.checked_sub(1).unwrap_or_else(|| count.saturating_sub(1))),
        next: address(if next < count { next } else { 0 }),
        attribution: Markup::from_encoder(snippet(&attribution_of(photo, site), Format::Html, frame.t.language())),
    }
}

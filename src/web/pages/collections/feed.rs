//! `GET /collections/{slug}/feed.atom`: the photos that a collection got last, as an Atom feed (RFC 4287), each with its
//! attribution, its licence (RFC 4946) and its picture (Media RSS).

use actix_web::{
    HttpResponse,
    http::header,
    web::{Data, Path},
};
use askama::Template;
use jiff::Timestamp;

use super::found;
use crate::{
    domain::{
        attribution::{Attribution, Format, snippet},
        licence::LicenceId,
        reader::Reader,
    },
    library::{
        Library,
        collections::{ShownPhoto, VisibleCollection},
        freshness::{Dependencies, Dependency},
    },
    web::{
        cache::{Made, PageCache},
        frame::layout::Frame,
        pages::list::card,
        problem::Problem,
        request::context::RequestContext,
        site::Site,
        view::attribution::attribution_of,
    },
};

/// How many photos a feed has.
const PART: usize = 50;

/// The feed.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/collection_feed.xml")]
pub struct CollectionFeed {
    /// The site, its addresses and its language.
    pub frame: Frame,
    /// The address of the collection.
    pub page: String,
    /// The address of the feed.
    pub address: String,
    /// The address of the collection without language, by which the feed is known (RFC 4287 §4.2.6).
    pub id: String,
    /// Its title.
    pub title: String,
    /// When it last changed.
    pub updated: Timestamp,
    /// The photos, the last added first.
    pub entries: Vec<FeedEntry>,
}

/// A photo of the feed.
#[derive(Clone, Debug)]
pub struct FeedEntry {
    /// The address of its page without language.
    pub id: String,
    /// The address of its page in the language of the feed.
    pub page: String,
    /// Its title, or that it has none.
    pub title: String,
    /// When it was last changed.
    pub updated: Timestamp,
    /// When the collection got it.
    pub added: Timestamp,
    /// Who is credited; nobody is named where its author asked for that.
    pub author: String,
    /// Its licence.
    pub licence: LicenceId,
    /// The address of its picture, its width and its height.
    pub picture: (String, u32, u32),
    /// What is seen on it.
    pub alt: String,
    /// Its attribution in HTML, escaped.
    pub attribution: String,
}

/// `GET /collections/{slug}/feed.atom`, of published collections.
///
/// # Errors
/// [`Problem::NotFound`] for others, whoever reads.
pub async fn show(
    context: RequestContext,
    name: Path<String>,
    library: Data<Library>,
    site: Data<Site>,
    kept: Data<PageCache>,
) -> Result<HttpResponse, Problem> {
    // Programs read feeds, without a session: every reader gets what visitors do.
    let mut context = context;
    context.reader = Reader::Visitor;
    context.person = None;
    kept.page(&library, &context, async {
        let found = found(&name, &context, &library).await?;
        let contents = library.contents(&found.slug).await?;
        let shown = Dependencies::on(&[Dependency::Collection(&found.slug)]).and_contents(&contents);
        let mut latest = contents.photos.clone();
        latest.sort_by_key(|shown| std::cmp::Reverse(shown.added));
        latest.truncate(PART);
        let feed = feed(&found, &latest, contents.latest, &context, &library, &site).await?;
        let body = feed.render().map_err(|error| Problem::Fault(Box::new(error)))?;
        let media_type = header::HeaderValue::from_static("application/atom+xml; charset=utf-8");
        Ok((Made { body: body.into(), headers: vec![(header::CONTENT_TYPE, media_type)] }, shown))
    })
    .await
}

async fn feed(
    found: &VisibleCollection,
    latest: &[ShownPhoto],
    added: Option<Timestamp>,
    context: &RequestContext,
    library: &Library,
    site: &Site,
) -> Result<CollectionFeed, Problem> {
    let frame = site.frame(context, found.title.as_str());
    let bare = site.frame_urls(crate::domain::language::Language::French);
    let mut entries = Vec::with_capacity(latest.len());
    for photo in library.shown_photos(latest).await? {
        let Some(shown) = latest.iter().find(|shown| shown.id == photo.id) else { continue };
        let card = card(&photo.record);
        let edge = card.edges.iter().copied().filter(|edge| *edge <= 1_280).max().unwrap_or_else(|| card.edge());
        let made = photo.renditions.iter().find(|made| made.edge == edge);
        let record = Attribution { licence: Some(shown.licence), ..attribution_of(&photo.record, site) };
        let unnamed = || {
            let t = frame.t;
            let unnamed = if photo.author_withheld { t.photo_author_withheld() } else { t.photo_author_unknown() };
            unnamed.to_owned()
        };
        entries.push(FeedEntry {
            id: site.photo_url(&photo.id),
            page: site.absolute(&frame.urls.photo(&photo.id)),
            title: card.heading(frame.t).to_owned(),
            updated: photo.updated,
            added: shown.added,
            author: card.author.clone().unwrap_or_else(unnamed),
            licence: shown.licence,
            picture: (
                site.absolute(&frame.urls.media(&photo.id, edge)),
                made.map_or(card.width, |made| made.width),
                made.map_or(card.height, |made| made.height),
            ),
            alt: card.text_alternative(frame.t).to_owned(),
            attribution: snippet(&record, Format::Html, frame.t.language()),
        });
    }
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.added));
    let photos = entries.iter().map(|entry| entry.updated).max();
    let updated = [Some(found.updated), added, photos].into_iter().flatten().max().unwrap_or(found.updated);
    Ok(CollectionFeed {
        page: site.absolute(&frame.urls.collection(&found.slug)),
        address: site.absolute(&frame.urls.collection_feed(&found.slug)),
        id: site.absolute(&bare.collection(&found.slug)),
        title: found.title.as_str().to_owned(),
        updated,
        entries,
        frame,
    })
}

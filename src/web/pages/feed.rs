//! `/feed.atom?…`: the newest photos, or those of a search, for feed readers (Atom, RFC 4287).
//!
//! Each entry has its picture (Media RSS), its licence (RFC 4946), its author, and the attribution ready to paste. The feed of all
//! new photos also tells which ones were withdrawn (RFC 6721).

use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{self, HeaderValue},
    web::{Data, Query},
};
use askama::Template;
use jiff::Timestamp;

use super::filters::SearchRequest;
use crate::{
    domain::{
        attribution::{Format, snippet},
        language::Language,
        licence::LicenceId,
        photo::{AltText, AuthorName, Description, PhotoRecord, Rendition, Title},
        query::{PhotoQuery, SortOrder},
        search_query::SearchQuery,
        tag::Tag,
    },
    library::{
        Library,
        freshness::{Dependencies, SEARCHED},
    },
    web::{
        cache::{Made, PageCache},
        i18n::Messages,
        problem::{FormValues, Problem, TagProblem},
        request::context::{RequestContext, from_address},
        site::Site,
        urls::{self, Urls},
        view::attribution::attribution_of,
    },
};

/// The media type of Atom (RFC 4287 §7).
const ATOM: HeaderValue = HeaderValue::from_static("application/atom+xml; charset=utf-8");
/// How many photos a part of a feed has, and how many withdrawn ones are told.
const PART: usize = 50;
/// The long edge of the picture of an entry, and of its thumbnail, where they exist.
const PICTURE: u32 = 1280;
const THUMBNAIL: u32 = 320;

/// A feed; `templates/feeds/feed.xml` writes it.
#[derive(Template)]
#[template(path = "feeds/feed.xml", escape = "html")]
struct Feed {
    language: &'static str,
    title: String,
    site: String,
    home: String,
    /// Its own address, which is its identity too.
    address: String,
    /// The page that shows the same photos.
    page: String,
    next: Option<String>,
    updated: String,
    entries: Vec<Entry>,
    withdrawn: Vec<Withdrawn>,
}

/// A photo of a feed.
struct Entry {
    address: String,
    title: String,
    published: String,
    updated: String,
    author: Option<String>,
    author_page: Option<String>,
    licence: Option<LicenceId>,
    attribution: String,
    description: Option<String>,
    tags: Vec<Tag>,
    picture: Option<Picture>,
    thumbnail: Option<Picture>,
    /// HTML: the picture and its attribution.
    content: String,
}

struct Picture {
    address: String,
    width: u32,
    height: u32,
    alt: String,
}

/// A photo that was public and is no more.
struct Withdrawn {
    address: String,
    at: String,
}

/// `GET /feed.atom`, with the parameters of a search.
///
/// # Errors
/// [`Problem`] names the parameter that is not understood.
pub async fn show(
    request: HttpRequest,
    context: RequestContext,
    parameters: Query<FormValues>,
    library: Data<Library>,
    site: Data<Site>,
    kept: Data<PageCache>,
) -> Result<HttpResponse, Problem> {
    let asked = SearchRequest::read(&parameters);
    asked.is_understood()?;
    kept.page(&library, &context, async {
        let SearchQuery { query, order, .. } = &asked.search;
        let cursor = asked.cursor.as_deref();
        let order = order.unwrap_or(SortOrder::Newest);
        let is_newest = query.is_empty() && order == SortOrder::Newest;
        let (page, withdrawn) = if is_newest {
            let withdrawn = if cursor.is_none() { library.withdrawn_lately(PART).await? } else { Vec::new() };
            (library.newest(cursor, PART).await?, withdrawn)
        } else {
            site.count_search(from_address(&request))?;
            if let Some(tag) =
                query.tag.as_ref().filter(|_| *query == PhotoQuery { tag: query.tag.clone(), ..PhotoQuery::default() })
                && !library.tag(tag).await?.is_known()
            {
                // The feed of the page of a tag, which is not there either.
                return Err(TagProblem::Unknown(tag.clone()).into());
            }
            (library.search(query, order, cursor, PART).await?, Vec::new())
        };
        let mut frame = site.frame(&context, "");
        // No marks of what is not yet in Breton.
        frame.t = Messages::new(context.language);
        let urls = frame.urls;
        let entry = |photo: &PhotoRecord| entry(photo, &site, context.language);
        let entries: Vec<Entry> = page.photos.iter().map(|kept| entry(&kept.record)).collect();
        let gone = |photo: &PhotoRecord| {
            Some(Withdrawn { address: site.photo_url(&photo.id), at: photo.withdrawn()?.to_string() })
        };
        let withdrawn: Vec<Withdrawn> = withdrawn.iter().filter_map(gone).collect();
        let instants = entries.iter().map(|entry| &entry.updated).chain(withdrawn.iter().map(|gone| &gone.at));
        let updated = instants.max().cloned().unwrap_or_else(|| Timestamp::UNIX_EPOCH.to_string());
        let said = asked.in_words(&frame);
        let listed = asked.query(urls);
        let name = site.name();
        let feed = Feed {
            language: context.language.code(),
            title: if said.is_empty() { name.clone() } else { format!("{said} · {name}") },
            home: frame.absolute(&urls.home()),
            address: frame.absolute(&urls.feed_of(&listed)),
            page: frame.absolute(&if is_newest { urls.home() } else { format!("{}?{listed}", urls.search_page()) }),
            next: page.next.map(|next| {
                let joint = if listed.is_empty() { "" } else { "&" };
                frame.absolute(&urls.feed_of(&format!("{listed}{joint}cursor={}", urls::encoded(&next))))
            }),
            site: name,
            updated,
            entries,
            withdrawn,
        };
        let body = feed.render().map_err(|error| Problem::Fault(Box::new(error)))?;
        let made = Made { body: body.into(), headers: vec![(header::CONTENT_TYPE, ATOM)] };
        Ok((made, Dependencies::on(&SEARCHED)))
    })
    .await
}

fn entry(photo: &PhotoRecord, site: &Site, language: Language) -> Entry {
    let (t, urls) = (Messages::new(language), Urls::new(language));
    let credited = photo.credited();
    let record = attribution_of(photo, site);
    let title = photo.title.as_ref().map_or_else(|| t.photo_untitled(), Title::as_str);
    let picture = |edge| {
        let at_most = photo.renditions.iter().filter(|made| made.edge <= edge).max_by_key(|made| made.edge);
        let made: &Rendition = at_most.or_else(|| photo.renditions.iter().min_by_key(|made| made.edge))?;
        Some(Picture {
            address: site.absolute(&urls.media(&photo.id, made.edge)),
            width: made.width,
            height: made.height,
            alt: photo.alt.as_ref().map_or(title, AltText::as_str).to_owned(),
        })
    };
    let shown = picture(PICTURE);
    let html = snippet(&record, Format::Html, language);
    let image = shown.as_ref().map(|picture| {
        format!(
            "<p><img src=\"{}\" width=\"{}\" height=\"{}\" alt=\"{}\"></p>",
            picture.address,
            picture.width,
            picture.height,
            attribute(&picture.alt)
        )
    });
    Entry {
        address: site.photo_url(&photo.id),
        title: in_xml(title),
        published: photo.published.unwrap_or(photo.created).to_string(),
        updated: photo.updated.to_string(),
        author: credited.name.as_ref().map(AuthorName::as_str).map(in_xml),
        author_page: credited.link().map(|link| link.to_uri()),
        licence: photo.licence(),
        attribution: in_xml(&snippet(&record, Format::Text, language)),
        description: photo.description.as_ref().map(Description::as_str).map(in_xml),
        tags: photo.tags.clone(),
        content: in_xml(&(image.unwrap_or_default() + &html)),
        thumbnail: picture(THUMBNAIL),
        picture: shown,
    }
}

/// As the value of an attribute of HTML (HTML Living Standard, §13.1.2.3).
fn attribute(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A text without the characters that no XML has (XML 1.0, §2.2).
fn in_xml(text: &str) -> String {
    let is_character =
        |c: &char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    text.chars().filter(is_character).collect()
}

//! `/sitemap.xml` and its parts: every public photo with its picture and its licence, for search engines (sitemaps.org 0.9, and
//! Google's image extension 1.1).
//!
//! A part has the photos whose ids begin with some digits, as many as keep it at some ten thousand: ids are random, and the
//! standard allows fifty thousand.

use actix_web::{
    HttpRequest, HttpResponse,
    http::header,
    web::{Bytes, Data, Path},
};
use futures_util::stream::try_unfold;

use crate::{
    domain::{
        language::Language,
        licence::LicenceId,
        photo::{PhotoId, PhotoRecord},
    },
    library::{Library, StoreFault},
    web::{
        problem::Problem,
        request::context::from_address,
        site::Site,
        urls::{self, Urls},
    },
};

/// Photos that a part has on average, at most.
const A_PART: usize = 10_000;
/// The most digits by which parts are told apart.
const MOST_DIGITS: usize = 3;
/// Photos read at a time.
const AT_ONCE: usize = 500;
const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
/// The part that has pages and no photos.
const PAGES: &str = "pages";
/// What the names of the other parts begin with.
const PHOTOS: &str = "photos";

/// `GET /sitemap.xml`: the addresses of the parts.
///
/// # Errors
/// [`Problem`] when the library does not answer.
pub async fn index(library: Data<Library>, site: Data<Site>) -> Result<HttpResponse, Problem> {
    let total = library.newest(None, 0).await?.total;
    let mut parts = vec![String::new()];
    while total / parts.len() > A_PART && parts.first().is_some_and(|part| part.len() < MOST_DIGITS) {
        let longer = parts.iter().flat_map(|part| PhotoId::digits().map(move |digit| format!("{part}{digit}")));
        parts = longer.collect();
    }
    let photos = parts.into_iter().map(|part| format!("{PHOTOS}{part}"));
    let mut body = format!("{DECLARATION}<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for part in [PAGES.to_owned()].into_iter().chain(photos) {
        let address = escaped(&site.absolute(&urls::sitemap_part(&part)));
        body.extend(["<sitemap><loc>", &address, "</loc></sitemap>\n"]);
    }
    body.push_str("</sitemapindex>\n");
    Ok(answer().body(body))
}

/// `GET /sitemap-{part}.xml`.
///
/// # Errors
/// [`Problem::NotFound`] for a part that cannot be; [`Problem`] when the library does not answer.
pub async fn part(
    request: HttpRequest,
    part: Path<String>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    if part.as_str() == PAGES {
        return Ok(answer().body(pages(&site)));
    }
    let digits = part.strip_prefix(PHOTOS).ok_or(Problem::NotFound)?.to_owned();
    if digits.len() > MOST_DIGITS || !digits.chars().all(|digit| PhotoId::digits().any(|known| known == digit)) {
        return Err(Problem::NotFound);
    }
    site.count_search(from_address(&request))?;
    // The first photos are read before the answer begins: a store that does not answer is told by its status.
    let first = library.public_photos_from(&digits, None, AT_ONCE).await?;
    let state = Some((first, String::from(DECLARATION) + OPENING));
    let body = try_unfold(state, move |state| {
        let (library, site, digits) = (library.clone(), site.clone(), digits.clone());
        async move {
            let Some((part, mut text)) = state else { return Ok::<_, StoreFault>(None) };
            part.photos.iter().for_each(|photo| text.push_str(&entry(photo, &site)));
            let rest = if let Some(last) = part.last {
                Some((library.public_photos_from(&digits, Some(&last), AT_ONCE).await?, String::new()))
            } else {
                text.push_str("</urlset>\n");
                None
            };
            Ok(Some((Bytes::from(text), rest)))
        }
    });
    Ok(answer().streaming(Box::pin(body)))
}

const OPENING: &str = "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:image=\"http://www.google.com/schemas/sitemap-image/1.1\">\n";

fn answer() -> actix_web::HttpResponseBuilder {
    let mut answer = HttpResponse::Ok();
    answer.insert_header((header::CONTENT_TYPE, "application/xml; charset=utf-8"));
    answer.insert_header((header::CACHE_CONTROL, "no-cache"));
    answer
}

/// The pages that every site has, in each language.
fn pages(site: &Site) -> String {
    let mut body = String::from(DECLARATION) + OPENING;
    for language in Language::ALL {
        let urls = Urls::new(language);
        for page in [urls.home(), urls.search_page(), urls.map(), urls.coverage(), urls.licences(), urls.about()] {
            body.extend(["<url><loc>", &escaped(&site.absolute(&page)), "</loc></url>\n"]);
        }
    }
    body.push_str("</urlset>\n");
    body
}

fn entry(photo: &PhotoRecord, site: &Site) -> String {
    let urls = Urls::new(Language::French);
    let largest = photo.renditions.iter().max_by_key(|made| made.edge);
    let licence = photo.licence().map(LicenceId::deed);
    let licence = licence.map(|deed| format!("<image:license>{}</image:license>", escaped(deed))).unwrap_or_default();
    let image = largest.map(|made| {
        let address = escaped(&site.absolute(&urls.media(&photo.id, made.edge)));
        format!("<image:image><image:loc>{address}</image:loc>{licence}</image:image>")
    });
    let address = escaped(&site.photo_url(&photo.id));
    let day = photo.updated.strftime("%Y-%m-%d");
    format!("<url><loc>{address}</loc><lastmod>{day}</lastmod>{}</url>\n", image.unwrap_or_default())
}

/// As the text of an element (XML 1.0, §2.4).
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

//! oEmbed 1.0: `GET /oembed?url=…&format=json&maxwidth=…&maxheight=…`, so that other software shows a photo and its
//! attribution from its address alone.
//!
//! The answer is of type `rich`: software that reads the `photo` type drops author and licence.

use actix_web::{
    HttpResponse,
    http::header,
    web::{Data, Query},
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    problem::{FieldProblem, Problem, RequestProblem, Why},
    site::Site,
    urls::{self, Urls},
    view::attribution::attribution_of,
    view::embed::{self, COLLECTION_FRAME},
};
use crate::{
    domain::{
        attribution::{Format, snippet},
        collection::Slug,
        language::Language,
        photo::{PhotoId, Rendition},
        reader::Reader,
    },
    library::Library,
};

/// The parameters (oEmbed §2.2).
#[derive(Deserialize)]
pub struct OembedQuery {
    url: Option<String>,
    format: Option<String>,
    maxwidth: Option<String>,
    maxheight: Option<String>,
}

/// `GET /oembed`.
///
/// # Errors
/// [`Problem::NotFound`] for an address that is no public photo of this site, [`RequestProblem::NotImplemented`] for
/// XML, [`FieldProblem::Invalid`] for a bound that is no number.
pub async fn answer(
    query: Query<OembedQuery>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    if query.format.as_deref().is_some_and(|format| format != "json") {
        return Err(Problem::Request(RequestProblem::NotImplemented));
    }
    let bound = |name, side: &Option<String>| {
        let number = side.as_deref().map(str::parse::<u32>).transpose();
        number.map_err(|_not_a_number| Problem::Field(FieldProblem::Invalid(name, Why::Number)))
    };
    let (maxwidth, maxheight) = (bound("maxwidth", &query.maxwidth)?, bound("maxheight", &query.maxheight)?);
    let url = query.url.as_deref().ok_or(Problem::Field(FieldProblem::Invalid("url", Why::Link)))?;
    let path = url.strip_prefix(site.public_url.as_str()).ok_or(Problem::NotFound)?;
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let (language, path) = urls::split_language(path);
    let language = language.unwrap_or_default();
    if let Some(slug) = path.strip_prefix("/collections/") {
        return collection(slug, language, (maxwidth, maxheight), &library, &site).await;
    }
    let id: PhotoId =
        path.strip_prefix("/photos/").unwrap_or_default().parse().map_err(|_not_an_id| Problem::NotFound)?;
    let photo = library.whole_photo(&Reader::Visitor, &id).await?;
    let record = attribution_of(&photo, &site);
    let (html, width, height) = embed::rich(&photo, &record, &site, language, (maxwidth, maxheight))?;
    let mut answer: Value = serde_json::from_str(&snippet(&record, Format::Oembed, language))
        .map_err(|error| Problem::Fault(Box::new(error)))?;
    if let Some(members) = answer.as_object_mut() {
        members.insert("html".to_owned(), json!(html));
        members.insert("width".to_owned(), json!(width));
        members.insert("height".to_owned(), json!(height));
        members.insert("provider_name".to_owned(), json!(site.name()));
        members.insert("provider_url".to_owned(), json!(site.public_url));
        // oEmbed §2.3.4: a thumbnail keeps within the same bounds, or is left out.
        let within = |most: Option<u32>, side: u32| most.is_none_or(|most| side <= most);
        let fits = |made: &&Rendition| within(maxwidth, made.width) && within(maxheight, made.height);
        let thumbnails = photo.renditions.iter().filter(|made| made.edge <= 640).filter(fits);
        if let Some(made) = thumbnails.max_by_key(|made| made.edge) {
            members
                .insert("thumbnail_url".to_owned(), json!(site.absolute(&Urls::new(language).media(&id, made.edge))));
            members.insert("thumbnail_width".to_owned(), json!(made.width));
            members.insert("thumbnail_height".to_owned(), json!(made.height));
        }
    }
    Ok(sent(&answer))
}

/// A published collection.
async fn collection(
    name: &str,
    language: Language,
    (maxwidth, maxheight): (Option<u32>, Option<u32>),
    library: &Library,
    site: &Site,
) -> Result<HttpResponse, Problem> {
    let slug: Slug = name.parse().map_err(|_not_a_slug| Problem::NotFound)?;
    let found = library.collection(&Reader::Visitor, &slug).await?;
    let within = |most: Option<u32>, usual: u32| most.map_or(usual, |most| most.clamp(1, usual));
    let (width, height) = (within(maxwidth, COLLECTION_FRAME.0), within(maxheight, COLLECTION_FRAME.1));
    let html = embed::collection_code(&found, site, language, (width, height))?;
    Ok(sent(&json!({
        "version": "1.0",
        "type": "rich",
        "title": found.title,
        "html": html,
        "width": width,
        "height": height,
        "provider_name": site.name(),
        "provider_url": site.public_url,
    })))
}

fn sent(answer: &Value) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .insert_header((header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"))
        .insert_header(("cross-origin-resource-policy", "cross-origin"))
        .json(answer)
}

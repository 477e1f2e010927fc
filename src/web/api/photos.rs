//! Photos: given, listed, read, described.

use actix_multipart::Multipart;
use actix_web::{
    HttpRequest, HttpResponse,
    http::header,
    web::{Bytes, Data, Path, Query},
};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::view::{self, List};
use crate::{
    catalog::{noun::Kept, photos::Page},
    domain::{
        licence::LicenceId,
        photo::{PhotoId, PhotoRecord},
        reader::Reader,
        tag::Tag,
    },
    library::{Library, deposit::Deposited, describe::Rewording},
    web::{
        asking::Asking,
        intake::Incoming,
        problem::{Problem, Why},
        site::Site,
        urls, words,
    },
};

/// How many photos one part of a list has unless asked otherwise, and at the most.
const PART: usize = 50;
const LARGEST_PART: usize = 200;
/// The largest JSON body of a description.
const MOST_JSON: usize = 256 * 1024;

/// `POST /photos`.
///
/// # Errors
/// [`Problem`] with the code of what was wrong.
pub async fn deposit(
    asking: Asking,
    body: Multipart,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let mut form = Incoming::receive(body, &asking, &library).await?;
    let wishes = words::wishes(&form);
    let Some((_, staged)) = form.files.pop() else { return Err(Problem::MissingFile) };
    let outcome = library.deposit(&asking.reader, staged?, wishes?).await?;
    match outcome {
        Deposited::New(photo) => {
            let view = view::photo(&photo.record, photo.revision, &site, &asking.reader);
            Ok(HttpResponse::Created().insert_header((header::LOCATION, api_url(&site, &photo.record.id))).json(view))
        }
        Deposited::AlreadyHeld(photo) => {
            let mut view = view::photo(&photo.record, photo.revision, &site, &asking.reader);
            if let Some(members) = view.as_object_mut() {
                members.insert("already_held".to_owned(), Value::Bool(true));
            }
            Ok(HttpResponse::Ok().json(view))
        }
        Deposited::AlreadyPublished(id) => Err(Problem::AlreadyHeld(id)),
    }
}

/// What a list is asked for.
#[derive(Deserialize)]
pub struct Asked {
    q: Option<String>,
    tag: Option<String>,
    author: Option<String>,
    cursor: Option<String>,
    limit: Option<usize>,
}

/// `GET /photos`.
///
/// # Errors
/// [`Problem`] when a value is not understood.
pub async fn list(
    asking: Asking,
    asked: Query<Asked>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let limit = asked.limit.unwrap_or(PART).clamp(1, LARGEST_PART);
    let after = asked.cursor.as_deref();
    let page = if let Some(tag) = asked.tag.as_deref() {
        let tag = Tag::parse(tag)?.ok_or(Problem::InvalidField("tag", Why::Tag))?;
        library.tagged(tag, after, limit).await?
    } else if let Some(author) = asked.author.as_deref() {
        let handle = author.parse().map_err(|_not_a_handle| Problem::InvalidField("author", Why::Handle))?;
        library.given_by(handle, after, limit).await?
    } else {
        library.search(asked.q.as_deref().unwrap_or_default(), after, limit).await?
    };
    let mut kept: Vec<(&str, &str)> = Vec::new();
    for (name, value) in [("q", &asked.q), ("tag", &asked.tag), ("author", &asked.author)] {
        kept.extend(value.as_deref().map(|value| (name, value)));
    }
    Ok(HttpResponse::Ok().json(part(&page, "/api/v1/photos", &kept, limit, &site, &asking.reader)))
}

/// A part of a list, with the address of the next one.
#[must_use]
pub fn part(page: &Page, path: &str, kept: &[(&str, &str)], limit: usize, site: &Site, reader: &Reader) -> List {
    let next = page.next.as_ref().map(|cursor| {
        let mut address = format!("{}{path}?limit={limit}&cursor={}", site.public_url, urls::encoded(cursor));
        for (name, value) in kept {
            address.push_str(&format!("&{name}={}", urls::encoded(value)));
        }
        address
    });
    let items = page.photos.iter().map(|kept| view::photo(&kept.record, kept.revision, site, reader)).collect();
    List { items, next, total: Some(page.total) }
}

/// `GET /photos/{id}`.
///
/// # Errors
/// [`Problem::NotFound`] for a photo that is not there for this reader.
pub async fn one(
    asking: Asking,
    id: Path<String>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let found = library.whole_photo(&asking.reader, &photo_id(&id)?).await?;
    let mut response = HttpResponse::Ok();
    response.insert_header((header::ETAG, format!("\"{}\"", found.revision)));
    if let Some(licence) = found.licence() {
        response.insert_header((header::LINK, format!("<{}>; rel=\"license\"", licence.deed())));
    }
    Ok(response.json(view::photo(&found.record, found.revision, &site, &asking.reader)))
}

/// `PATCH /photos/{id}`: a JSON merge patch (RFC 7396).
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn describe(
    request: HttpRequest,
    asking: Asking,
    id: Path<String>,
    body: Bytes,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    asking.person()?;
    asking.check_csrf(None)?;
    let expected = expected_revision(&request)?;
    if body.len() > MOST_JSON {
        return Err(Problem::BadRequest);
    }
    let patch: Map<String, Value> = serde_json::from_slice(&body).map_err(|_not_json| Problem::BadRequest)?;
    let changed = library.describe(&asking.reader, &photo_id(&id)?, rewording(&patch)?, expected).await;
    let changed = changed.map_err(|error| match Problem::from(error) {
        Problem::Stale if expected.is_some() => Problem::PreconditionFailed,
        problem => problem,
    })?;
    Ok(answer(&changed, &site, &asking.reader))
}

/// A photo after a change.
#[must_use]
pub fn answer(kept: &Kept<PhotoRecord>, site: &Site, reader: &Reader) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::ETAG, format!("\"{}\"", kept.revision)))
        .json(view::photo(&kept.record, kept.revision, site, reader))
}

/// An id from an address; a text that cannot be one is as unknown as one that never was.
///
/// # Errors
/// [`Problem::NotFound`].
pub fn photo_id(text: &str) -> Result<PhotoId, Problem> {
    text.parse().map_err(|_not_an_id| Problem::NotFound)
}

fn api_url(site: &Site, id: &PhotoId) -> String {
    site.absolute(&format!("/api/v1/photos/{id}"))
}

/// `If-Match` (RFC 9110 §13.1.1): the revision as a strong entity tag, or `*` for any.
fn expected_revision(request: &HttpRequest) -> Result<Option<u64>, Problem> {
    let Some(tag) = request.headers().get(header::IF_MATCH).and_then(|value| value.to_str().ok()) else { return Ok(None) };
    if tag.trim() == "*" {
        return Ok(None);
    }
    tag.trim().trim_matches('"').parse().map(Some).map_err(|_other_tag| Problem::PreconditionFailed)
}

/// Reads a merge patch: `null` empties, what is not there stays.
fn rewording(patch: &Map<String, Value>) -> Result<Rewording, Problem> {
    let text = |name: &'static str| match patch.get(name) {
        None => Ok(None),
        Some(Value::Null) => Ok(Some("")),
        Some(Value::String(text)) => Ok(Some(text.as_str())),
        Some(_) => Err(Problem::InvalidField(name, Why::Choice)),
    };
    let boolean = |name: &'static str| match patch.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Bool(on)) => Ok(Some(*on)),
        Some(_) => Err(Problem::InvalidField(name, Why::Choice)),
    };
    let nested = |object: &str, name: &str| patch.get(object).and_then(|value| value.get(name)).and_then(Value::as_str);
    let number = |name| patch.get(name).and_then(Value::as_f64);
    let tags = match patch.get("tags") {
        None => None,
        Some(Value::Null) => Some(Vec::new()),
        Some(Value::String(list)) => Some(Tag::parse_list(list)?),
        Some(Value::Array(list)) => {
            let list: Vec<&str> = list.iter().filter_map(Value::as_str).collect();
            Some(Tag::parse_list(&list.join(","))?)
        }
        Some(_) => return Err(Problem::InvalidField("tags", Why::Tag)),
    };
    let licence = match patch.get("license") {
        None | Some(Value::Null) => None,
        Some(Value::String(id)) => Some(LicenceId::parse(id)?),
        Some(object) => Some(LicenceId::parse(object.get("id").and_then(Value::as_str).unwrap_or_default())?),
    };
    let moved = patch.contains_key("latitude") || patch.contains_key("longitude");
    Ok(Rewording {
        title: text("title")?.map(words::title).transpose()?,
        description: text("description")?.map(words::description).transpose()?,
        alt: text("alt")?.map(words::alt).transpose()?,
        author_name: text("author_name")?.or(nested("author", "name")).map(words::author_name).transpose()?,
        author_url: text("author_url")?.or(nested("author", "url")).map(words::author_url).transpose()?,
        author_withheld: boolean("author_withheld")?,
        source: None,
        tags,
        taken: text("taken")?.map(words::taken).transpose()?,
        place_name: text("place_name")?.or(nested("place", "name")).map(words::place_name).transpose()?,
        coordinates: if moved { Some(words::coordinates(number("latitude"), number("longitude"))?) } else { None },
        precision: text("place_precision")?.or(nested("place", "precision")).map(words::precision).transpose()?,
        licence,
        narrow: boolean("narrow")?.unwrap_or(false),
    })
}

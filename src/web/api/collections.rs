//! Collections: listed, made, read, changed, and their photos.

mod photos;
mod written;

use actix_web::{
    HttpRequest, HttpResponse, HttpResponseBuilder,
    http::header,
    web::{Bytes, Data, Path},
};
use serde::Deserialize;
use serde_json::{Value, json};

pub use self::{
    photos::{ORDER, add, order, photos, remove},
    written::{CHANGEABLE, MAKE, READ_ONLY, collection},
};
use super::{
    body::{self, Body},
    photos::{named_revisions, part_length},
};
use crate::{
    domain::{
        collection::{CollectionRecord, Pair, Slug},
        person::Role,
        photo::{PhotoId, Title},
        stored::Stored,
    },
    library::{
        Library,
        collections::{CollectionPage, VisibleCollection},
        gather::GatherError,
        idempotency::IdempotencyKey,
    },
    web::{
        problem::{AccessProblem, CollectionProblem, FieldProblem, Problem, Why},
        request::{context::RequestContext, parameters::Parameters},
        site::Site,
        urls,
        view::json::List,
    },
};

/// The collections of one person that are listed: they have one part.
const MOST_OWN: usize = 200;

/// A collection's name from an address. Text that cannot be one answers as an unknown name does.
///
/// # Errors
/// [`Problem::NotFound`].
pub(super) fn slug(text: &str) -> Result<Slug, Problem> {
    text.parse().map_err(|_not_a_slug| Problem::NotFound)
}

/// The parameters of the list.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListQuery {
    state: Option<String>,
    own: Option<String>,
    cursor: Option<String>,
    limit: Option<String>,
}

/// `GET /collections`: published ones, drafts (for curators), or the reader's own.
///
/// # Errors
/// [`Problem`] when a value is not understood, or the reader may not see the list.
pub async fn list(
    context: RequestContext,
    query: Parameters<ListQuery>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let limit = part_length(query.limit.as_ref())?;
    let cursor = cursor(query.cursor.as_deref())?;
    let (page, kept) = match (query.own.as_deref(), query.state.as_deref()) {
        (None | Some("false"), None | Some("published")) => (library.newest_collections(cursor, limit).await?, ""),
        (None | Some("false"), Some("draft")) => {
            context.person()?;
            if !context.reader.is_at_least(Role::Curator) {
                return Err(Problem::Access(AccessProblem::NotAllowed));
            }
            (library.draft_collections(&context.reader, cursor, limit).await?, "&state=draft")
        }
        (Some("true"), None) => (library.own_collections(&context.person()?.handle, MOST_OWN).await?, ""),
        (None | Some("false"), Some(_)) => return Err(Problem::Field(FieldProblem::Invalid("state", Why::Choice))),
        (Some(_), _) => return Err(Problem::Field(FieldProblem::Invalid("own", Why::Choice))),
    };
    let CollectionPage { collections, next, total } = page;
    let mut items = Vec::with_capacity(collections.len());
    for kept in &collections {
        items.push(view(kept.revision, &kept.record, &context, &library, &site).await?);
    }
    let next = next.filter(|_| query.own.as_deref() != Some("true")).map(|next| {
        site.absolute(&format!("{}/collections?limit={limit}&cursor={}{kept}", urls::API, urls::encoded(&next)))
    });
    Ok(HttpResponse::Ok().json(List { items, next, total: Some(total) }))
}

/// Where a part of a list of collections begins: an instant, a slash and a name.
fn cursor(query: Option<&str>) -> Result<Option<&str>, Problem> {
    let Some(cursor) = query.filter(|cursor| !cursor.trim().is_empty()) else { return Ok(None) };
    let is_one = cursor.split_once('/').is_some_and(|(instant, name)| {
        instant.bytes().all(|digit| digit.is_ascii_digit()) && name.parse::<Slug>().is_ok()
    });
    if is_one { Ok(Some(cursor)) } else { Err(Problem::Field(FieldProblem::Invalid("cursor", Why::Cursor))) }
}

/// The header of an idempotency key.
const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// `POST /collections` with `{"title", "text", "photos", …}`; with an `Idempotency-Key`, as often as it is sent.
///
/// # Errors
/// [`Problem`]; nothing was made.
pub async fn make(
    request: HttpRequest,
    context: RequestContext,
    body: Bytes,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    context.person()?;
    context.check_csrf(None)?;
    let mut members = Body::read(&body, &MAKE)?;
    let photos: Vec<PhotoId> = members.take("photos", Why::Photos)?.unwrap_or_default();
    let title: Option<String> = members.take("title", Why::Text)?;
    let title = Title::parse(&title.unwrap_or_default()).map_err(Problem::too_long("title"))?;
    let title = title.ok_or(Problem::Field(FieldProblem::Invalid("title", Why::Empty)))?;
    let change = written::change(&body::object(&body)?)?;
    let made = library.make_collection(&context.reader, title, change, &photos, idempotency_key(&request)).await?;
    let mut response = HttpResponse::Created();
    response.insert_header((header::LOCATION, site.absolute(&api_path(&made.record.slug))));
    answer(response, &made, &context, &library, &site).await
}

/// `GET /collections/{slug}`.
///
/// # Errors
/// [`Problem::NotFound`] for a collection that is not there for this reader.
pub async fn one(
    context: RequestContext,
    name: Path<String>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let found = library.collection(&context.reader, &slug(&name)?).await?;
    let kept = Stored { revision: found.revision, record: CollectionRecord::clone(&found.record) };
    answer(HttpResponse::Ok(), &kept, &context, &library, &site).await
}

/// `PATCH /collections/{slug}`: a JSON merge patch (RFC 7396).
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn change(
    request: HttpRequest,
    context: RequestContext,
    name: Path<String>,
    body: Bytes,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    context.person()?;
    context.check_csrf(None)?;
    let slug = slug(&name)?;
    let found = library.collection(&context.reader, &slug).await?;
    let expected = expected_revision(&request, &found)?;
    let patch = body::object(&body)?;
    let change = written::change(&patch)?;
    let present = view(found.revision, &found, &context, &library, &site).await?;
    written::check_read_only(&patch, &present)?;
    let changed = library.change_collection(&context.reader, &slug, change, expected).await;
    let changed = changed.map_err(|error| conflict(error, expected))?;
    answer(HttpResponse::Ok(), &changed, &context, &library, &site).await
}

/// `DELETE /collections/{slug}`; its photos stay in the library.
///
/// # Errors
/// [`Problem`]; nothing was deleted.
pub async fn delete(
    request: HttpRequest,
    context: RequestContext,
    name: Path<String>,
    library: Data<Library>,
) -> Result<HttpResponse, Problem> {
    context.person()?;
    context.check_csrf(None)?;
    let slug = slug(&name)?;
    let found = library.collection(&context.reader, &slug).await?;
    let expected = expected_revision(&request, &found)?;
    let deleted = library.delete_collection(&context.reader, &slug, expected).await;
    deleted.map_err(|error| conflict(error, expected))?;
    Ok(HttpResponse::NoContent().finish())
}

fn idempotency_key(request: &HttpRequest) -> Option<IdempotencyKey> {
    let key = request.headers().get(IDEMPOTENCY_KEY)?.to_str().ok()?;
    Some(IdempotencyKey::of_header(key))
}

/// `If-Match` (RFC 9110 §13.1.1): the revision that a change expects.
///
/// # Errors
/// [`CollectionProblem::PreconditionFailed`] when it names others.
fn expected_revision(request: &HttpRequest, found: &VisibleCollection) -> Result<Option<u64>, Problem> {
    match named_revisions(request) {
        None => Ok(None),
        Some(named) if named.contains(&found.revision) => Ok(Some(found.revision)),
        Some(_) => Err(Problem::Collection(CollectionProblem::PreconditionFailed)),
    }
}

/// An error, where a change meanwhile is one that `If-Match` forbids.
fn conflict(error: GatherError, expected: Option<u64>) -> Problem {
    match error {
        GatherError::Stale if expected.is_some() => Problem::Collection(CollectionProblem::PreconditionFailed),
        error => error.into(),
    }
}

/// A collection after a change, with its revision as `ETag`.
pub(super) async fn answer(
    mut response: HttpResponseBuilder,
    kept: &Stored<CollectionRecord>,
    context: &RequestContext,
    library: &Library,
    site: &Site,
) -> Result<HttpResponse, Problem> {
    let view = view(kept.revision, &kept.record, context, library, site).await?;
    Ok(response.insert_header((header::ETAG, format!("\"{}\"", kept.revision))).json(view))
}

/// A collection as JSON, with what is read beside its record.
async fn view(
    revision: u64,
    record: &CollectionRecord,
    context: &RequestContext,
    library: &Library,
    site: &Site,
) -> Result<Value, Problem> {
    let contents = library.contents_at_hand(&record.slug).await?;
    let inside = library.collections_inside(&context.reader, &record.slug).await?;
    let around = library.collections_around(&context.reader, record).await?;
    let mut view = collection(record, revision, &contents, site, &context.reader);
    if let Some(members) = view.as_object_mut() {
        let inside: Vec<&Slug> = inside.iter().map(|kept| &kept.record.slug).collect();
        members.insert("children".to_owned(), json!(inside));
        if !record.is_edited_by(&context.reader) {
            let pairs: Vec<Pair> = library.shown_pairs(record).await?.into_iter().map(|shown| shown.pair).collect();
            members.insert("pairs".to_owned(), json!(pairs));
        }
        // The name of a draft that they may not see says something of it.
        members.insert("parent".to_owned(), json!(around.last().map(|parent| &parent.slug)));
    }
    Ok(view)
}

fn api_path(slug: &Slug) -> String {
    format!("{}/collections/{slug}", urls::API)
}

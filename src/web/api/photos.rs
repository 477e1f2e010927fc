//! Photos: given, listed, read, described.

use actix_multipart::Multipart;
use actix_web::{
    HttpRequest, HttpResponse, HttpResponseBuilder,
    http::header,
    web::{Bytes, Data, Path},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{body, patch};
use crate::{
    domain::{
        arrival::Arrival,
        page::{Page, is_cursor},
        photo::{PhotoId, PhotoRecord},
        query::PhotoQuery,
        reader::Reader,
        search_query::SearchQuery,
        stored::Stored,
    },
    library::{
        Library,
        browse::VisiblePhoto,
        deposit::{Deposited, Wishes},
        review::WithdrawnBefore,
    },
    web::{
        problem::{FieldProblem, Problem, StateProblem, Why},
        request::{
            context::{RequestContext, from_address},
            form_fields,
            intake::ReceivedForm,
            parameters::{self, Parameters, photo_id},
        },
        site::Site,
        urls,
        view::json::{self, List},
    },
};

/// How many photos one part of a list has unless asked otherwise, and at the most.
const PART: usize = 50;
const LARGEST_PART: usize = 200;

/// `POST /photos`.
///
/// # Errors
/// [`Problem`] with the code of what was wrong.
pub async fn deposit(
    context: RequestContext,
    body: Multipart,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    // One photo a call: further files would be lost.
    let mut form = ReceivedForm::receive(body, &context, &library, 1).await?;
    let wishes = form_fields::all_known(&form).and_then(|()| form_fields::wishes(&form, library.now()));
    let Some((file_name, staged)) = form.files.pop() else { return Err(Problem::Field(FieldProblem::MissingFile)) };
    // A program does not show the wording of our pages when a licence is chosen.
    let wishes = wishes.map(|wishes| Wishes { unseen: true, arrival: Arrival::named(&file_name), ..wishes });
    let outcome = library.deposit_in_turn(&context.reader, staged?, wishes?).await?;
    match outcome {
        Deposited::New(photo) => {
            let view = json::photo(&photo.record, photo.revision, &site, &context.reader);
            let mut response = HttpResponse::Created();
            response.insert_header((header::LOCATION, api_url(&site, &photo.record.id)));
            Ok(headed(response, &photo.record, photo.revision).json(view))
        }
        Deposited::AlreadyHeld(photo) => {
            let mut view = json::photo(&photo.record, photo.revision, &site, &context.reader);
            if let Some(members) = view.as_object_mut() {
                members.insert("already_held".to_owned(), Value::Bool(true));
            }
            Ok(headed(HttpResponse::Ok(), &photo.record, photo.revision).json(view))
        }
        Deposited::AlreadyPublished(id) => Err(Problem::State(StateProblem::AlreadyHeld(id))),
    }
}

/// The parameters of a list. An unknown filter is refused: if it were ignored, the list would have photos that were not
/// asked for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListQuery {
    q: Option<String>,
    tag: Option<String>,
    context: Option<String>,
    author: Option<String>,
    giver: Option<String>,
    license: Option<String>,
    collection: Option<String>,
    #[serde(rename = "use")]
    uses: Option<String>,
    place: Option<String>,
    bbox: Option<String>,
    taken_after: Option<String>,
    taken_before: Option<String>,
    orientation: Option<String>,
    year: Option<String>,
    author_name: Option<String>,
    place_name: Option<String>,
    print: Option<String>,
    colour: Option<String>,
    sort: Option<String>,
    cursor: Option<String>,
    limit: Option<String>,
}

impl ListQuery {
    /// How many photos a part has.
    #[must_use]
    pub const fn limit(&self) -> Option<&String> {
        self.limit.as_ref()
    }

    /// Where the part begins.
    #[must_use]
    pub const fn cursor(&self) -> Option<&String> {
        self.cursor.as_ref()
    }

    /// What the address of the next part says again.
    pub fn kept(&self) -> impl Iterator<Item = (&'static str, &str)> {
        [
            ("q", &self.q),
            ("tag", &self.tag),
            ("context", &self.context),
            ("author", &self.author),
            ("giver", &self.giver),
            ("license", &self.license),
            ("collection", &self.collection),
            ("use", &self.uses),
            ("place", &self.place),
            ("bbox", &self.bbox),
            ("taken_after", &self.taken_after),
            ("taken_before", &self.taken_before),
            ("orientation", &self.orientation),
            ("year", &self.year),
            ("author_name", &self.author_name),
            ("place_name", &self.place_name),
            ("print", &self.print),
            ("colour", &self.colour),
            ("sort", &self.sort),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some((name, value.as_deref()?)))
    }

    /// The search that is asked for.
    ///
    /// # Errors
    /// [`FieldProblem`] names the first parameter that is not understood.
    pub fn search(&self) -> Result<SearchQuery, Problem> {
        let mut search = SearchQuery::default();
        for (name, value) in self.kept() {
            search.add(name, value)?;
        }
        // If it were ignored, the list would have photos that were not asked for.
        if search.not_understood.is_empty() {
            Ok(search)
        } else {
            Err(FieldProblem::Invalid("q", Why::Operator).into())
        }
    }
}

/// A value that says something.
fn given(value: Option<&String>) -> Option<&str> {
    value.map(|value| value.trim()).filter(|value| !value.is_empty())
}

/// `GET /photos`.
///
/// # Errors
/// [`Problem`] when a value is not understood.
pub async fn list(
    request: HttpRequest,
    context: RequestContext,
    parameters: Parameters<ListQuery>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let limit = part_length(parameters.limit.as_ref())?;
    let SearchQuery { query, order, .. } = parameters.search()?;
    let cursor = cursor(parameters.cursor.as_ref())?;
    site.count_search(from_address(&request))?;
    known_context(&query, &library).await?;
    let (page, facets) = library.search_with_facets(&query, order.unwrap_or_default(), cursor, limit).await?;
    let did_you_mean = if page.total == 0 { library.suggestion(&query).await? } else { None };
    let kept: Vec<_> = parameters.kept().collect();
    let mut list = part(&page, "/api/v1/photos", &kept, limit, &site, &context);
    for (item, kept) in list.items.iter_mut().zip(&page.photos) {
        add_collections(item, &kept.record.id, &library).await?;
    }
    Ok(HttpResponse::Ok().json(SearchAnswer { list, facets: json::facets(&facets), did_you_mean }))
}

/// Refuses a context that there is not: the list would be empty, and its reader would not know why.
///
/// # Errors
/// [`FieldProblem::Invalid`] for it.
pub async fn known_context(query: &PhotoQuery, library: &Library) -> Result<(), Problem> {
    if library.lacks_context(query).await? {
        return Err(FieldProblem::Invalid("context", Why::NoContext).into());
    }
    Ok(())
}

/// The photos found, and what they divide into.
#[derive(Serialize)]
struct SearchAnswer {
    #[serde(flatten)]
    list: List,
    facets: Value,
    /// What `q` may have meant, when nothing is found.
    #[serde(skip_serializing_if = "Option::is_none")]
    did_you_mean: Option<String>,
}

/// Where a part begins: a cursor that an earlier part gave. One that says nothing is the beginning.
///
/// # Errors
/// [`FieldProblem::Invalid`] for any other text.
pub fn cursor(query: Option<&String>) -> Result<Option<&str>, Problem> {
    match given(query) {
        Some(cursor) if !is_cursor(cursor) => Err(Problem::Field(FieldProblem::Invalid("cursor", Why::Cursor))),
        cursor => Ok(cursor),
    }
}

/// How many photos a part has when so many are asked for: at least one, and no more than [`LARGEST_PART`].
///
/// # Errors
/// [`FieldProblem::Invalid`] for what is no whole number.
pub fn part_length(query: Option<&String>) -> Result<usize, Problem> {
    length_of(query, PART, LARGEST_PART)
}

/// The same of a list whose parts have this many unless asked otherwise, and that many at most.
///
/// # Errors
/// [`FieldProblem::Invalid`] for what is no whole number.
pub fn length_of(query: Option<&String>, usual: usize, most: usize) -> Result<usize, Problem> {
    let Some(query) = given(query) else { return Ok(usual) };
    if !query.bytes().all(|digit| digit.is_ascii_digit()) {
        return Err(Problem::Field(FieldProblem::Invalid("limit", Why::Number)));
    }
    // One too large for the machine is too large for a part.
    Ok(query.parse().unwrap_or(most).clamp(1, most))
}

/// A part of a list, with the address of the next one.
#[must_use]
pub fn part(
    page: &Page,
    path: &str,
    kept: &[(&str, &str)],
    limit: usize,
    site: &Site,
    context: &RequestContext,
) -> List {
    let next = page.next.as_ref().map(|cursor| {
        let mut address = format!("{}{path}?limit={limit}&cursor={}", site.public_url, urls::encoded(cursor));
        for (name, value) in kept {
            address.extend(["&", name, "=", &urls::encoded(value)]);
        }
        let query = context.path.split_once('?').map_or("", |(_, query)| query);
        if let Ok(Some(language)) = parameters::language(query) {
            address.extend(["&lang=", language.code()]);
        }
        address
    });
    let items = page.photos.iter().map(|kept| json::photo(&kept.record, kept.revision, site, &context.reader));
    let items = items.collect();
    List { items, next, total: Some(page.total) }
}

/// `GET /photos/{id}`; 304 when the client has this revision already.
///
/// # Errors
/// [`Problem::NotFound`] for a photo that is not there for this reader.
pub async fn one(
    request: HttpRequest,
    context: RequestContext,
    id: Path<String>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let id = photo_id(&id)?;
    let found = library.whole_photo(&context.reader, &id).await?;
    let before = library.withdrawn_before(&context.reader, &found.record).await?;
    let others = library.same_file(&context.reader, &found.record).await?;
    let mut view = whole_view(&found, before.as_ref(), &others, &site, &context.reader);
    add_collections(&mut view, &id, &library).await?;
    let tag = entity_tag(found.revision, &view);
    // Other photos of the same file may change while this one keeps its revision.
    if before.is_none() && others.is_empty() && is_held(&request, &tag) {
        return Ok(tagged(HttpResponse::NotModified(), &found.record, &tag).finish());
    }
    Ok(tagged(HttpResponse::Ok(), &found.record, &tag).json(view))
}

/// Writes in a photo the public collections that it is in.
///
/// # Errors
/// [`Problem`] when the catalogue fails.
pub async fn add_collections(view: &mut Value, id: &PhotoId, library: &Library) -> Result<(), Problem> {
    let found = library.collections_with(id).await?;
    let slugs: Vec<Value> = found.iter().map(|collection| collection.slug.as_str().into()).collect();
    if let Some(members) = view.get_mut("collections") {
        *members = Value::Array(slugs);
    }
    Ok(())
}

/// The entity tag of a photo: its revision, and a hash of its collections, which change while its revision stays.
fn entity_tag(revision: u64, view: &Value) -> String {
    match view.get("collections").and_then(Value::as_array).filter(|list| !list.is_empty()) {
        Some(list) => {
            let hash = blake3::hash(Value::Array(list.clone()).to_string().as_bytes()).to_hex();
            format!("\"{revision}.{}\"", hash.get(..8).unwrap_or_default())
        }
        None => format!("\"{revision}\""),
    }
}

/// A photo with what is known of other photos of the same file.
fn whole_view(
    found: &VisiblePhoto,
    before: Option<&WithdrawnBefore>,
    others: &[PhotoRecord],
    site: &Site,
    reader: &Reader,
) -> Value {
    let mut view = json::photo(&found.record, found.revision, site, reader);
    json::add_withdrawn_before(&mut view, before, site);
    json::add_same_file(&mut view, others, site);
    view
}

/// `PATCH /photos/{id}`: a JSON merge patch (RFC 7396).
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn describe(
    request: HttpRequest,
    context: RequestContext,
    id: Path<String>,
    body: Bytes,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    context.person()?;
    context.check_csrf(None)?;
    let id = photo_id(&id)?;
    let expected = expected_revision(&request, &context.reader, &id, &library).await?;
    let patch = body::object(&body)?;
    let change = patch::rewording(&patch, library.now())?;
    let found = library.whole_photo(&context.reader, &id).await?;
    let before = library.withdrawn_before(&context.reader, &found.record).await?;
    let others = library.same_file(&context.reader, &found.record).await?;
    let mut view = whole_view(&found, before.as_ref(), &others, &site, &context.reader);
    add_collections(&mut view, &id, &library).await?;
    json::add_contributor_suspended(&mut view, library.person(&found.record.contributor).await?.as_ref());
    if expected.is_some_and(|expected| expected != found.revision) {
        return Err(Problem::State(StateProblem::PreconditionFailed));
    }
    patch::check_read_only(&patch, &view)?;
    let changed = library.describe(&context.reader, &id, change, expected).await;
    let changed = changed.map_err(|error| match Problem::from(error) {
        Problem::State(StateProblem::Stale) if expected.is_some() => Problem::State(StateProblem::PreconditionFailed),
        problem => problem,
    })?;
    let mut view = json::photo(&changed.record, changed.revision, &site, &context.reader);
    add_collections(&mut view, &id, &library).await?;
    let tag = entity_tag(changed.revision, &view);
    Ok(tagged(HttpResponse::Ok(), &changed.record, &tag).json(view))
}

/// A photo after a change.
#[must_use]
pub fn answer(kept: &Stored<PhotoRecord>, site: &Site, reader: &Reader) -> HttpResponse {
    headed(HttpResponse::Ok(), &kept.record, kept.revision).json(json::photo(&kept.record, kept.revision, site, reader))
}

/// What the headers say of a photo: its revision (`ETag`) and the deed of its licence (`Link`, RFC 8288).
fn headed(response: HttpResponseBuilder, photo: &PhotoRecord, revision: u64) -> HttpResponseBuilder {
    tagged(response, photo, &format!("\"{revision}\""))
}

/// The same, with this entity tag.
fn tagged(mut response: HttpResponseBuilder, photo: &PhotoRecord, tag: &str) -> HttpResponseBuilder {
    response.insert_header((header::ETAG, tag));
    if let Some(licence) = photo.licence() {
        response.insert_header((header::LINK, format!("<{}>; rel=\"license\"", licence.deed())));
    }
    response
}

fn api_url(site: &Site, id: &PhotoId) -> String {
    site.absolute(&format!("/api/v1/photos/{id}"))
}

/// The entity tags of a header, as written; a tag of ours has no comma.
fn tags(request: &HttpRequest, name: header::HeaderName) -> impl Iterator<Item = &str> {
    request
        .headers()
        .get_all(name)
        .filter_map(|value| value.to_str().ok())
        .flat_map(|list| list.split(','))
        .map(str::trim)
}

/// The revision that a strong tag of ours names.
fn revision(tag: &str) -> Option<u64> {
    tag.trim_matches('"').split('.').next()?.parse().ok()
}

/// `If-None-Match` (RFC 9110 §13.1.2), whose comparison is weak.
fn is_held(request: &HttpRequest, current: &str) -> bool {
    tags(request, header::IF_NONE_MATCH).any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == current)
}

/// The revisions that `If-Match` names by strong entity tags; `None` for `*`, which is any, and without the header.
#[must_use]
pub fn named_revisions(request: &HttpRequest) -> Option<Vec<u64>> {
    if !request.headers().contains_key(header::IF_MATCH) || tags(request, header::IF_MATCH).any(|tag| tag == "*") {
        return None;
    }
    Some(tags(request, header::IF_MATCH).filter_map(revision).collect())
}

/// `If-Match` (RFC 9110 §13.1.1): the revision that a change expects, among those named by strong entity tags; none for
/// `*`, which is any.
///
/// # Errors
/// [`StateProblem::PreconditionFailed`] when no tag is one of ours; [`Problem`] for a photo that is not there.
pub async fn expected_revision(
    request: &HttpRequest,
    reader: &Reader,
    id: &PhotoId,
    library: &Library,
) -> Result<Option<u64>, Problem> {
    let Some(named) = named_revisions(request) else { return Ok(None) };
    let first = *named.first().ok_or(Problem::State(StateProblem::PreconditionFailed))?;
    if named.len() == 1 {
        return Ok(Some(first));
    }
    let current = library.whole_photo(reader, id).await?.revision;
    // Whichever of the others it is, it is not the current one.
    Ok(Some(if named.contains(&current) { current } else { first }))
}

//! A search as a table for spreadsheets (RFC 4180) and for maps (`GeoJSON`, RFC 7946), with the parameters of `GET /photos`.

use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, http::header, web::Data};
use serde_json::{Value, json};

use super::photos::{ListQuery, cursor, known_context, length_of};
use crate::{
    domain::{
        attribution::{Format, snippet},
        csv::{BOM, Cell, add_line},
        language::Language,
        licence::LicenceId,
        page::Page,
        photo::{AltText, AuthorName, Description, PhotoRecord, Title},
        place::{Coordinates, Place},
        search_query::SearchQuery,
        tag::Tag,
    },
    library::Library,
    web::{
        problem::Problem,
        request::{
            context::{RequestContext, from_address},
            parameters::Parameters,
        },
        site::Site,
        urls::{self, Urls},
        view::{attribution::attribution_of, json},
    },
};

/// How many photos a part has, unless fewer are asked for.
pub const PART: usize = 1_000;

/// The columns of the table.
const COLUMNS: [&str; 19] = [
    "id",
    "url",
    "title",
    "description",
    "alt",
    "author",
    "author_url",
    "license",
    "license_url",
    "attribution",
    "taken",
    "place",
    "latitude",
    "longitude",
    "tags",
    "width",
    "height",
    "published",
    "image",
];

/// A part of what a search finds.
struct Part {
    page: Page,
    /// The address of the next part.
    next: Option<String>,
}

/// `GET /photos.geojson`: a feature for each photo, without geometry where its place is not public.
///
/// # Errors
/// As for `GET /photos`.
pub async fn geojson(
    request: HttpRequest,
    context: RequestContext,
    parameters: Parameters<ListQuery>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let part = part("/photos.geojson", &request, &context, &parameters, &library, &site).await?;
    let features = part.page.photos.iter().map(|kept| feature(&kept.record, &site, context.language));
    let collection = json!({
        "type": "FeatureCollection",
        "features": features.collect::<Vec<_>>(),
        // Foreign members (RFC 7946 §6.1).
        "next": part.next,
        "total": part.page.total,
    });
    let mut answer = answer("application/geo+json", "geojson", &part);
    Ok(answer.body(collection.to_string()))
}

/// `GET /photos.csv`: a line for each photo.
///
/// # Errors
/// As for `GET /photos`.
pub async fn csv(
    request: HttpRequest,
    context: RequestContext,
    parameters: Parameters<ListQuery>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let part = part("/photos.csv", &request, &context, &parameters, &library, &site).await?;
    let mut table = String::from(BOM);
    add_line(&mut table, COLUMNS.map(|name| Cell::Text(name.to_owned())));
    for kept in &part.page.photos {
        add_line(&mut table, line(&kept.record, &site, context.language));
    }
    let mut answer = answer("text/csv; charset=utf-8; header=present", "csv", &part);
    Ok(answer.body(table))
}

async fn part(
    path: &str,
    request: &HttpRequest,
    context: &RequestContext,
    parameters: &ListQuery,
    library: &Library,
    site: &Site,
) -> Result<Part, Problem> {
    let limit = length_of(parameters.limit(), PART, PART)?;
    let SearchQuery { query, order, .. } = parameters.search()?;
    let cursor = cursor(parameters.cursor())?;
    site.count_search(from_address(request))?;
    known_context(&query, library).await?;
    let page = library.search(&query, order.unwrap_or_default(), cursor, limit).await?;
    let next = page.next.as_ref().map(|cursor| {
        let mut address = site.absolute(&format!("{}{path}?limit={limit}&cursor={}", urls::API, urls::encoded(cursor)));
        for (name, value) in parameters.kept() {
            address.extend(["&", name, "=", &urls::encoded(value)]);
        }
        address.extend(["&lang=", context.language.code()]);
        address
    });
    Ok(Part { page, next })
}

/// An answer that browsers save, with the address of the next part (RFC 8288).
fn answer(media_type: &'static str, extension: &str, part: &Part) -> HttpResponseBuilder {
    let mut answer = HttpResponse::Ok();
    answer.insert_header((header::CONTENT_TYPE, media_type));
    answer.insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"photos.{extension}\"")));
    if let Some(next) = &part.next {
        answer.insert_header((header::LINK, format!("<{next}>; rel=\"next\"")));
    }
    answer
}

fn point(photo: &PhotoRecord) -> Option<Coordinates> {
    photo.place.as_ref().and_then(Place::public_coordinates)
}

fn image(photo: &PhotoRecord, site: &Site) -> Option<String> {
    let largest = photo.renditions.iter().max_by_key(|made| made.edge)?;
    Some(site.absolute(&Urls::new(Language::French).media(&photo.id, largest.edge)))
}

fn feature(photo: &PhotoRecord, site: &Site, language: Language) -> Value {
    let author = photo.credited();
    json!({
        "type": "Feature",
        "id": photo.id,
        // Longitude comes first (RFC 7946 §3.1.1); null where there is none (§3.2).
        "geometry": point(photo).map(|at| json!({ "type": "Point", "coordinates": [at.longitude(), at.latitude()] })),
        "properties": {
            "url": site.photo_url(&photo.id),
            "title": photo.title,
            "alt": photo.alt,
            "author": author.name,
            "license": photo.licence().map(LicenceId::label),
            "license_url": photo.licence().map(LicenceId::deed),
            "attribution": snippet(&attribution_of(photo, site), Format::Text, language),
            "taken": photo.taken,
            "place": photo.place.as_ref().and_then(|place| place.name.as_ref()),
            "precision": photo.place.as_ref().map(|place| place.precision),
            "direction": photo.public_direction().map(json::direction),
            "tags": photo.tags,
            "image": image(photo, site),
        },
    })
}

fn line(photo: &PhotoRecord, site: &Site, language: Language) -> [Cell; COLUMNS.len()] {
    let author = photo.credited();
    let at = point(photo);
    let number = |degrees: Option<f64>| degrees.map_or(Cell::Empty, Cell::Number);
    [
        Cell::Text(photo.id.to_string()),
        Cell::Text(site.photo_url(&photo.id)),
        Cell::text(photo.title.as_ref().map(Title::as_str)),
        Cell::text(photo.description.as_ref().map(Description::as_str)),
        Cell::text(photo.alt.as_ref().map(AltText::as_str)),
        Cell::text(author.name.as_ref().map(AuthorName::as_str)),
        Cell::text(author.link().map(|link| link.to_uri())),
        Cell::text(photo.licence().map(LicenceId::label)),
        Cell::text(photo.licence().map(LicenceId::deed)),
        Cell::Text(snippet(&attribution_of(photo, site), Format::Text, language)),
        Cell::text(photo.taken.as_ref().map(ToString::to_string)),
        Cell::text(photo.place.as_ref().and_then(|place| place.name.as_deref())),
        number(at.map(Coordinates::latitude)),
        number(at.map(Coordinates::longitude)),
        // A tag has no comma.
        Cell::Text(photo.tags.iter().map(Tag::as_str).collect::<Vec<_>>().join(", ")),
        Cell::Number(f64::from(photo.original.width)),
        Cell::Number(f64::from(photo.original.height)),
        Cell::text(photo.published.map(|at| at.to_string())),
        Cell::text(image(photo, site)),
    ]
}

//! The map for programs: the photos of a view, put together where their marks would touch.

use std::collections::BTreeMap;

use actix_web::{HttpRequest, HttpResponse, web::Data};
use serde_json::{Value, json};

use super::photos::known_context;
use crate::{
    domain::{
        mercator::{MOST_ZOOM, zoom_to_fit},
        place::Bounds,
        search_query::SearchQuery,
    },
    library::Library,
    search::Cluster,
    web::{
        problem::{FieldProblem, Problem, RequestProblem, Why},
        request::{context::from_address, parameters::Parameters},
        site::Site,
    },
};

/// A map without a zoom has so many pixels from west to east, and from north to south.
const USUAL: (f64, f64) = (1_024.0, 640.0);

/// `GET /map/clusters`.
///
/// # Errors
/// [`Problem`] when a value is not understood.
pub async fn clusters(
    request: HttpRequest,
    parameters: Parameters<BTreeMap<String, String>>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let (search, zoom) = read(&parameters)?;
    site.count_search(from_address(&request))?;
    let query = &search.query;
    known_context(query, &library).await?;
    let zoom = zoom.unwrap_or_else(|| zoom_to_fit(query.bounds.unwrap_or(Bounds::EARTH), USUAL.0, USUAL.1));
    let found = library.clusters(query, zoom).await?;
    let clusters: Vec<Value> = found.clusters.iter().map(view).collect();
    Ok(HttpResponse::Ok().json(json!({ "clusters": clusters, "total": found.total })))
}

/// The search that is asked for, and the zoom.
fn read(parameters: &BTreeMap<String, String>) -> Result<(SearchQuery, Option<u8>), Problem> {
    let mut search = SearchQuery::default();
    let mut zoom = None;
    for (name, value) in parameters {
        match name.as_str() {
            "zoom" => zoom = self::zoom(value)?,
            "q" => search.add(name, value)?,
            filter if SearchQuery::FILTERS.contains(&filter) => search.add(filter, value)?,
            unknown => return Err(Problem::Request(RequestProblem::UnknownParameter(unknown.to_owned()))),
        }
    }
    // If they were ignored, the map would have photos that were not asked for.
    if search.not_understood.is_empty() {
        Ok((search, zoom))
    } else {
        Err(FieldProblem::Invalid("q", Why::Operator).into())
    }
}

/// A whole number; a greater one than there is stands for the greatest.
fn zoom(value: &str) -> Result<Option<u8>, FieldProblem> {
    match value.trim() {
        "" => Ok(None),
        digits if digits.bytes().all(|digit| digit.is_ascii_digit()) => {
            Ok(Some(digits.parse().unwrap_or(MOST_ZOOM).min(MOST_ZOOM)))
        }
        _ => Err(FieldProblem::Invalid("zoom", Why::Number)),
    }
}

fn view(cluster: &Cluster) -> Value {
    let (south_west, north_east) = cluster.bounds.corners();
    json!({
        "latitude": cluster.center.latitude(),
        "longitude": cluster.center.longitude(),
        "count": cluster.count,
        "bbox": [south_west.longitude(), south_west.latitude(), north_east.longitude(), north_east.latitude()],
        "photo": cluster.newest,
    })
}

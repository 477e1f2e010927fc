//! The OpenAPI document of the API (OpenAPI 3.1), hand-written in `openapi.json` beside this file.
//!
//! It is served with the site's own address in the place of the example's; the tests compare it with the routes, the
//! problems, and the answers of the code.

use actix_web::{HttpResponse, web::Data};

use crate::web::site::Site;

pub(super) const DOCUMENT: &str = include_str!("openapi.json");
/// The public address that the document is written with.
const EXAMPLE: &str = "https://photos.example.org";

/// `GET /openapi.json`.
pub async fn document(site: Data<Site>) -> HttpResponse {
    HttpResponse::Ok().content_type("application/json").body(written_for(&site.public_url))
}

/// The document for a site at this public address, which holds nothing that JSON would escape.
fn written_for(public_url: &str) -> String {
    DOCUMENT.replace(EXAMPLE, public_url)
}

#[cfg(test)]
#[path = "openapi_tests.rs"]
mod tests;

//! The licences that this library offers.

use actix_web::{HttpResponse, web::Data};
use serde_json::{Value, json};

use crate::{library::Library, web::view::json::List};

/// `GET /licenses`: those offered, the recommended one first.
pub async fn list(library: Data<Library>) -> HttpResponse {
    let items: Vec<Value> = library
        .settings()
        .offered
        .iter()
        .map(|id| {
            let licence = id.licence();
            json!({
                "id": id,
                "label": id.label(),
                "deed": id.deed(),
                "spdx": id.spdx(),
                "requires_attribution": licence.requires_attribution,
                "allows_commercial": licence.allows_commercial,
                "allows_sharing_derivatives": licence.allows_sharing_derivatives,
                "requires_share_alike": licence.requires_share_alike,
            })
        })
        .collect();
    let total = Some(items.len());
    HttpResponse::Ok().json(List { items, next: None, total })
}

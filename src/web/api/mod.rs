//! The HTTP API, `/api/v1`: what other programs rely on (the OpenAPI document beside it says it all).

pub mod attributions;
pub mod licences;
pub mod me;
pub mod openapi;
pub mod photos;
pub mod review;
pub mod view;

use actix_web::web::{self, ServiceConfig};

/// The calls, in one table.
pub fn routes(app: &mut ServiceConfig) {
    app.service(
        web::scope("/api/v1")
            .route("/openapi.json", web::get().to(openapi::document))
            .route("/photos", web::post().to(photos::deposit))
            .route("/photos", web::get().to(photos::list))
            .route("/photos/{id}", web::get().to(photos::one))
            .route("/photos/{id}", web::patch().to(photos::describe))
            .route("/photos/{id}/submit", web::post().to(review::submit))
            .route("/photos/{id}/withdraw", web::post().to(review::withdraw))
            .route("/photos/{id}/review", web::post().to(review::decide))
            .route("/photos/{id}/attribution", web::get().to(attributions::one))
            .route("/photos/{id}/download", web::get().to(attributions::download))
            .route("/review", web::get().to(review::list))
            .route("/licenses", web::get().to(licences::list))
            .route("/people/{handle}", web::get().to(me::person))
            .route("/me", web::get().to(me::me))
            .default_service(web::route().to(super::problem::nothing_here)),
    );
}

//! The HTTP API, `/api/v1`: what other programs rely on (the OpenAPI document beside it describes it).

pub mod attributions;
pub mod batches;
pub mod body;
pub mod changes;
pub mod collections;
pub mod completions;
pub mod contest;
pub mod exports;
pub mod history;
pub mod licences;
pub mod map;
pub mod me;
pub mod openapi;
pub mod patch;
pub mod photos;
pub mod replacing;
pub mod reports;
pub mod retag;
pub mod review;
pub mod selections;
pub mod similar;
pub mod suggestions;
pub mod tags;

use actix_web::{
    Route, guard,
    http::{Method, header},
    middleware::{DefaultHeaders, from_fn},
    web::{self, ServiceConfig},
};

use super::{request::parameters::check_language, urls};

/// Makes the routes of a table of calls, and keeps the table for the test that compares it with the document.
macro_rules! calls {
    ($($method:ident $path:literal => $call:path;)*) => {
        /// Every call: its method and its path.
        pub const CALLS: &[(Method, &str)] = &[$((Method::$method, $path)),*];

        /// The calls, in one table; `unmatched` answers every other address under the API's prefix.
        pub fn routes(app: &mut ServiceConfig, unmatched: Route) {
            app.service(
                web::scope(urls::API)
                    // An answer depends on the reader: no cache shows it to anyone else, nor after signing out.
                    .wrap(DefaultHeaders::new().add((header::CACHE_CONTROL, "private, no-store")))
                    .wrap(from_fn(check_language))
                    $(.route($path, by(Method::$method).to($call)))*
                    .default_service(unmatched),
            );
        }
    };
}

calls! {
    GET "/openapi.json" => openapi::document;
    POST "/photos" => photos::deposit;
    GET "/photos" => photos::list;
    GET "/photos.geojson" => exports::geojson;
    GET "/photos.csv" => exports::csv;
    GET "/photos/{id}" => photos::one;
    PATCH "/photos/{id}" => photos::describe;
    POST "/photos/{id}/submit" => review::submit;
    POST "/photos/{id}/withdraw" => review::withdraw;
    POST "/photos/{id}/review" => review::decide;
    PUT "/photos/{id}/file" => replacing::propose;
    DELETE "/photos/{id}/file" => replacing::give_up;
    POST "/photos/{id}/file/send" => replacing::send;
    POST "/photos/{id}/file/review" => replacing::decide;
    GET "/photos/{id}/similar" => similar::similar;
    GET "/photos/{id}/history" => history::list;
    POST "/photos/{id}/revert" => history::revert;
    POST "/photos/{id}/contest" => contest::contest;
    POST "/photos/{id}/contest/read" => contest::read;
    GET "/photos/{id}/attribution" => attributions::one;
    GET "/photos/{id}/download" => attributions::download;
    POST "/batches" => batches::make;
    POST "/batches/{batch}/undo" => batches::undo;
    POST "/attributions" => selections::attributions;
    GET "/downloads.zip" => selections::downloads;
    GET "/review" => review::list;
    POST "/reports" => reports::make;
    GET "/reports" => reports::list;
    POST "/reports/{report}/decide" => reports::decide;
    POST "/photos/{id}/suggestions" => suggestions::make;
    GET "/suggestions" => suggestions::list;
    POST "/suggestions/{suggestion}/decide" => suggestions::decide;
    GET "/map/clusters" => map::clusters;
    GET "/completions" => completions::list;
    GET "/changes" => changes::list;
    GET "/collections" => collections::list;
    POST "/collections" => collections::make;
    GET "/collections/{slug}" => collections::one;
    PATCH "/collections/{slug}" => collections::change;
    DELETE "/collections/{slug}" => collections::delete;
    GET "/collections/{slug}/photos" => collections::photos;
    PUT "/collections/{slug}/photos/{id}" => collections::add;
    DELETE "/collections/{slug}/photos/{id}" => collections::remove;
    PUT "/collections/{slug}/order" => collections::order;
    GET "/collections/{slug}/history" => history::of_collection;
    POST "/collections/{slug}/revert" => history::revert_collection;
    GET "/tags" => tags::list;
    GET "/tags.ttl" => tags::turtle;
    GET "/tags/{tag}" => tags::one;
    PATCH "/tags/{tag}" => tags::change;
    GET "/tags/{tag}/history" => history::of_tag;
    POST "/tags/{tag}/revert" => history::revert_tag;
    POST "/tags/merge" => retag::merge;
    POST "/tags/rename" => retag::rename;
    POST "/tags/split" => retag::split;
    POST "/tags/ban" => retag::ban;
    GET "/licenses" => licences::list;
    GET "/people/{handle}" => me::person;
    GET "/me" => me::me;
}

/// A route by its method; what GET reads, HEAD may ask about (RFC 9110 §9.3.2).
fn by(method: Method) -> Route {
    let reads = method == Method::GET;
    let wanted = guard::Any(guard::Method(method));
    web::route().guard(if reads { wanted.or(guard::Head()) } else { wanted })
}

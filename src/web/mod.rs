//! Floor 3: HTTP. actix and askama live here and nowhere else.

pub mod api;
pub mod assets;
pub mod body_timeout;
pub mod cache;
pub mod compatibility;
pub mod context;
pub mod flash;
pub mod form_fields;
pub mod i18n;
pub mod intake;
pub mod media;
pub mod oembed;
pub mod pages;
pub mod parameters;
pub mod problem;
pub mod range;
pub mod routes;
mod single_flight;
pub mod site;
pub mod typeset;
pub mod urls;
pub mod valid_fields;
pub mod zero_copy;

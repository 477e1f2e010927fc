//! Floor 3: HTTP. actix and askama live here and nowhere else. Inside, rooms look down only (`tests/floors.rs`), from
//! the table of routes at the top to addresses and messages at the bottom.

pub mod api;
pub mod assets;
pub mod cache;
pub mod closing;
pub mod compression;
mod fixed;
pub mod frame;
pub mod i18n;
pub mod letters;
pub mod media;
pub mod metrics;
pub mod oembed;
pub mod pages;
pub mod probes;
pub mod problem;
pub mod request;
pub mod routes;
mod single_flight;
pub mod site;
pub mod trusted_proxies;
pub mod typeset;
pub mod urls;
pub mod view;
pub mod zero_copy;

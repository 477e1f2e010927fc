//! Floor 3: HTTP. actix and askama live here and nowhere else.

pub mod api;
pub mod asking;
pub mod assets;
pub mod cache;
pub mod done;
pub mod i18n;
pub mod in_time;
pub mod intake;
pub mod media;
pub mod mix;
pub mod oembed;
pub mod pages;
pub mod parameters;
pub mod problem;
pub mod range;
pub mod routes;
pub mod site;
pub mod sound;
pub mod typeset;
pub mod urls;
pub mod wire;
pub mod words;

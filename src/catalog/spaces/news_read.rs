//! How far people have read their news: a private space.

use super::space::{Space, indexed};
use crate::{
    catalog::key::Key,
    domain::{
        news::{NEWS_READ_VERSION, NewsReadRecord},
        person::Handle,
    },
};

/// How far people have read.
pub const SPACE: Space = Space {
    name: "news-read",
    doc: "how far a person has read the news of their photos",
    private: true,
    version: NEWS_READ_VERSION,
    older: &[],
    indexes: &[],
    index: |body| indexed(body, |_: &NewsReadRecord| Vec::new()),
};

/// The key of a person's record.
#[must_use]
pub fn key(person: &Handle) -> Key {
    SPACE.key(person.as_str())
}

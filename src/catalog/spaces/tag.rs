//! What curators say of tags.

use super::space::{Space, indexed};
use crate::{
    catalog::key::{Index, IndexKey, Key},
    domain::tag::{
        TagKey,
        record::{TAG_VERSION, TagRecord},
    },
};

/// Tags that curators say something of.
pub const SPACE: Space = Space {
    name: "tag",
    doc: "what curators say of a tag: its names, the tags around it, whether it may be given",
    private: false,
    version: TAG_VERSION,
    older: &[],
    indexes: &[NAME],
    index: |body| indexed(body, index),
};

/// `tag-name/KEY/`.
pub const NAME: Index = Index {
    name: "tag-name",
    doc: "the one tag that has this name or this synonym, without case and accents",
    unique: true,
    list: None,
};

/// The key of a tag's record.
#[must_use]
pub fn key(tag: &TagKey) -> Key {
    SPACE.key(tag.as_str())
}

/// The index key that the tag of this name claims. It ends with a slash: otherwise `cale` would claim `cale sèche` too.
#[must_use]
pub fn named(name: &TagKey) -> IndexKey {
    IndexKey::new(&NAME, &format!("{name}/"))
}

fn index(record: &TagRecord) -> Vec<IndexKey> {
    record.claims().iter().map(named).collect()
}

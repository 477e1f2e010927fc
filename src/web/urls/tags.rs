//! The addresses of tags.

use super::{Urls, encoded};
use crate::{catalog::store::Seq, domain::tag::Tag};

/// All tags: `?prefix=` (GET, and POST of what to do with some).
pub const TAGS: &str = "/tags";
/// All that is said of them, for software (SKOS in Turtle).
pub const TAGS_TTL: &str = "/tags.ttl";
/// The photos of a tag, and what is said of it.
pub const TAG: &str = "/tags/{tag}";
/// The form that changes that (GET and POST).
pub const TAG_EDIT: &str = "/tags/{tag}/edit";
/// What was said of it: `?before=`.
pub const TAG_HISTORY: &str = "/tags/{tag}/history";
/// Taking one field of that back (POST).
pub const TAG_REVERT: &str = "/tags/{tag}/revert";

/// What a batch says of where it comes from: the list of tags.
pub const TAGS_LIST: &str = "tags";

impl Urls {
    /// All tags.
    #[must_use]
    pub fn tags(self) -> String {
        self.page(TAGS)
    }

    /// The tags that begin so, after this one.
    #[must_use]
    pub fn tags_from(self, prefix: &str, cursor: &str) -> String {
        format!("{}?prefix={}&cursor={}", self.tags(), encoded(prefix), encoded(cursor))
    }

    /// All that is said of tags, for software.
    #[must_use]
    pub fn tags_ttl(self) -> &'static str {
        TAGS_TTL
    }

    /// The photos of a tag.
    #[must_use]
    pub fn tag(self, tag: &Tag) -> String {
        self.of_tag(TAG, tag)
    }

    /// The form that changes what is said of a tag.
    #[must_use]
    pub fn tag_edit(self, tag: &Tag) -> String {
        self.of_tag(TAG_EDIT, tag)
    }

    /// What was said of a tag.
    #[must_use]
    pub fn tag_history(self, tag: &Tag) -> String {
        self.of_tag(TAG_HISTORY, tag)
    }

    /// The same, before the entry of this number.
    #[must_use]
    pub fn tag_history_before(self, tag: &Tag, before: Seq) -> String {
        format!("{}?before={before}", self.tag_history(tag))
    }

    /// Taking one field back.
    #[must_use]
    pub fn tag_revert(self, tag: &Tag) -> String {
        self.of_tag(TAG_REVERT, tag)
    }

    fn of_tag(self, pattern: &str, tag: &Tag) -> String {
        self.page(&pattern.replace("{tag}", &encoded(tag.as_str())))
    }
}

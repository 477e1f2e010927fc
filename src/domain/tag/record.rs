//! What curators say of a tag, as the journal keeps it.
//!
//! `broader` and `related` name other tags as they were written; what they lead to, and which tags are narrower, is in the
//! [`Vocabulary`](super::vocabulary::Vocabulary), since another tag may be merged or renamed meanwhile.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{
    Tag, TagKey,
    label::{TagLabel, TagLabels},
    link::TagLink,
};
use crate::domain::{
    language::Language,
    lengths,
    photo_text::text_type,
    stored::UnknownMembers,
    text::{self, TooLong},
};

/// The layout version of [`TagRecord`] that this code writes.
pub const TAG_VERSION: u8 = 1;
/// The most synonyms of one tag.
pub const MOST_SYNONYMS: usize = 100;
/// The most tags that one names as broader, and as related.
pub const MOST_RELATIONS: usize = 50;
/// The most links of one tag.
pub const MOST_LINKS: usize = 20;
/// The most contexts of a library: a list that people read at a glance.
pub const MOST_CONTEXTS: usize = 50;
/// The most tags that have a record: all of them are kept in memory.
pub const MOST_RECORDS: usize = 50_000;

text_type! {
    /// What a tag means and when it is used.
    TagText, lengths::TAG_TEXT, text::clean_block
}

/// What is said of a tag.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TagRecord {
    /// The version of this layout.
    pub v: u8,
    /// The tag, as photos carry it.
    pub tag: Tag,
    /// How it is written where no name in the reader's language is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<TagLabel>,
    /// Its names in the languages of the interface.
    #[serde(default)]
    pub labels: TagLabels,
    /// Other words for it: each is this tag, on photos and in searches.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub synonyms: Vec<TagLabel>,
    /// Tags that mean something wider.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub broader: Vec<Tag>,
    /// Tags that are close to it, each way.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Tag>,
    /// What it means and when it is used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<TagText>,
    /// The language of that text, where the thesaurus that it came from says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text_language: Option<Language>,
    /// Where else it is described.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<TagLink>,
    /// Whether photos may no longer be given it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub banned: bool,
    /// The tag to use instead of a banned one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead: Option<Tag>,
    /// Whether it is one of the few large subjects that curators chose.
    #[serde(default, skip_serializing_if = "is_false")]
    pub is_context: bool,
    /// When the record was made.
    pub created: Timestamp,
    /// When it was last changed.
    pub updated: Timestamp,
    /// Members of later versions.
    #[serde(flatten)]
    pub unknown: UnknownMembers,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
const fn is_false(flag: &bool) -> bool {
    !*flag
}

impl TagRecord {
    /// A record that says nothing yet.
    #[must_use]
    pub fn new(tag: Tag, at: Timestamp) -> Self {
        Self {
            v: TAG_VERSION,
            tag,
            label: None,
            labels: TagLabels::default(),
            synonyms: Vec::new(),
            broader: Vec::new(),
            related: Vec::new(),
            text: None,
            text_language: None,
            links: Vec::new(),
            banned: false,
            instead: None,
            is_context: false,
            created: at,
            updated: at,
            unknown: UnknownMembers::new(),
        }
    }

    /// The key of the tag.
    #[must_use]
    pub fn key(&self) -> TagKey {
        self.tag.key()
    }

    /// The keys that it claims: that of the tag, and those of its synonyms.
    #[must_use]
    pub fn claims(&self) -> Vec<TagKey> {
        let mut keys = vec![self.key()];
        for synonym in &self.synonyms {
            let key = synonym.key();
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        keys
    }

    /// How it is written in a language.
    #[must_use]
    pub fn shown_in(&self, language: Language) -> &str {
        let named = self.labels.of(language).or(self.label.as_ref());
        named.map_or_else(|| self.tag.as_str(), TagLabel::as_str)
    }

    /// Whether it says the same as another one, whenever they were written.
    #[must_use]
    pub fn says_the_same_as(&self, other: &Self) -> bool {
        let undated = Self { created: other.created, updated: other.updated, ..self.clone() };
        undated == *other
    }
}

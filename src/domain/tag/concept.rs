//! A concept of a thesaurus, as it is said of a tag: what an import adds to the tag's record.

use serde::{Deserialize, Serialize};

use super::{
    Tag, TagKey,
    label::{TagLabel, TagLabels},
    link::TagLink,
    record::TagText,
};
use crate::domain::language::Language;

/// A concept, where its file says it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Concept {
    /// The line of the file on which its name is.
    pub line: u64,
    /// The tag that it is.
    pub tag: Tag,
    /// How the tag is written.
    pub label: Option<TagLabel>,
    /// Its names in the languages of the interface.
    pub labels: TagLabels,
    /// Other words for it.
    pub synonyms: Vec<TagLabel>,
    /// Wider tags.
    pub broader: Vec<Tag>,
    /// Close tags.
    pub related: Vec<Tag>,
    /// What it means.
    pub text: Option<TagText>,
    /// The language of that text, where it is said.
    #[serde(default)]
    pub text_language: Option<Language>,
    /// Where else it is described.
    pub links: Vec<TagLink>,
    /// Whether photos may not be given it.
    pub banned: bool,
    /// What to use instead.
    pub instead: Option<Tag>,
    /// Whether it is a context.
    pub is_context: bool,
}

impl Concept {
    /// A concept of which only its name is known.
    #[must_use]
    pub const fn new(tag: Tag, line: u64) -> Self {
        Self {
            line,
            tag,
            label: None,
            labels: TagLabels { fr: None, br: None, en: None },
            synonyms: Vec::new(),
            broader: Vec::new(),
            related: Vec::new(),
            text: None,
            text_language: None,
            links: Vec::new(),
            banned: false,
            instead: None,
            is_context: false,
        }
    }

    /// The key of the tag.
    #[must_use]
    pub fn key(&self) -> TagKey {
        self.tag.key()
    }
}

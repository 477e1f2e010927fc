//! What the metadata of a file proposes for its photo: shown to the contributor, never applied silently.

use serde::{Deserialize, Serialize};

use super::{authorship::Authorship, licence::LicenceId, tag::Tag};

/// What stands after the names of authors for those who find no room.
pub const AND_OTHERS: &str = ", et al.";

/// What the file itself claims: proposed to the contributor, never applied silently.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestions {
    /// A title.
    pub title: Option<String>,
    /// An author's name.
    pub creator: Option<String>,
    /// A description.
    pub description: Option<String>,
    /// Keywords, without the names of people who are marked in the picture.
    #[serde(default)]
    pub keywords: Vec<String>,
    /// How many keywords the file has beyond those.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub more_keywords: usize,
    /// A rights sentence.
    pub rights: Option<String>,
    /// The licences recognised in the file's own metadata.
    #[serde(default)]
    pub licences: Vec<LicenceId>,
    /// Every statement about rights, in the order of their weight.
    #[serde(default)]
    pub statements: Vec<String>,
    /// Who made it and who holds rights in it, field by field: what copies made of renditions keep too.
    #[serde(default, skip_serializing_if = "Authorship::is_empty")]
    pub authorship: Authorship,
}

impl Suggestions {
    /// The tags that its keywords make.
    #[must_use]
    pub fn tags(&self) -> Vec<Tag> {
        Tag::of_keywords(&self.keywords).0
    }

    /// Whether the file names more authors than a photo can credit by name.
    #[must_use]
    pub fn has_more_authors(&self) -> bool {
        self.creator.as_ref().is_some_and(|names| names.ends_with(AND_OTHERS))
    }

    /// How many of the file's keywords make no tag: they are too long, or more than a photo has.
    #[must_use]
    pub fn keywords_left_out(&self) -> usize {
        Tag::of_keywords(&self.keywords).1.saturating_add(self.more_keywords)
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_zero(number: &usize) -> bool {
    *number == 0
}

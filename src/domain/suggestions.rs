//! What the metadata of a file proposes for its photo: shown to the contributor, never applied silently.

use serde::{Deserialize, Serialize};

use super::{authorship::Authorship, licence::LicenceId, tag::Tag, text::json_bytes};

/// What replaces the names of authors for whom there is no room.
pub const AND_OTHERS: &str = ", et al.";

/// The most bytes of the keywords of a file, of its statements about rights, of the names that it credits, and of its notices
/// of copyright. Real files have some hundreds of each; beyond that, a record of the photo would be too large for an entry.
const MOST_KEYWORDS: usize = 6_000;
const MOST_STATEMENTS: usize = 6_000;
const MOST_NAMES: usize = 5_000;
const MOST_NOTICES: usize = 3_000;

/// What the file itself claims: proposed to the contributor, never applied silently.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestions {
    /// A title.
    pub title: Option<String>,
    /// An author's name.
    pub creator: Option<String>,
    /// A description.
    pub description: Option<String>,
    /// Keywords, without the names of people who are tagged in the image.
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
    /// Every statement about rights, the most reliable first.
    #[serde(default)]
    pub statements: Vec<String>,
    /// Who made it and who holds rights in it, field by field: what copies made of renditions keep too.
    #[serde(default, skip_serializing_if = "Authorship::is_empty")]
    pub authorship: Authorship,
}

impl Suggestions {
    /// The same without the texts for which a record has no room.
    #[must_use]
    pub fn bounded(mut self) -> Self {
        let count = self.keywords.len();
        keep_within(MOST_KEYWORDS, [&mut self.keywords]);
        self.more_keywords = self.more_keywords.saturating_add(count.saturating_sub(self.keywords.len()));
        keep_within(MOST_STATEMENTS, [&mut self.statements]);
        let Authorship { creators, credits, owners, licensors, notices } = &mut self.authorship;
        keep_within(MOST_NAMES, creators.iter_mut().chain([credits, owners, licensors]));
        creators.retain(|field| !field.is_empty());
        keep_within(MOST_NOTICES, [notices]);
        self
    }

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

/// Removes the texts of these lists for which there is no room after those before them.
fn keep_within<'a>(most: usize, lists: impl IntoIterator<Item = &'a mut Vec<String>>) {
    let mut room = most;
    for list in lists {
        list.retain(|text| {
            let left = room.checked_sub(json_bytes(text));
            room = left.unwrap_or(room);
            left.is_some()
        });
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_zero(number: &usize) -> bool {
    *number == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_says_very_much_is_kept_in_part() {
        let names = |of: &str| (0..50).map(|number| format!("{of} {number} {}", "é".repeat(190))).collect::<Vec<_>>();
        let file = Suggestions {
            keywords: names("keyword"),
            more_keywords: 3,
            statements: vec!["x".repeat(5_000), "y".repeat(5_000), "z".to_owned()],
            authorship: Authorship {
                creators: vec![names("creator"), names("artist")],
                owners: names("owner"),
                notices: names("notice"),
                ..Authorship::default()
            },
            ..Suggestions::default()
        };
        let kept = file.clone().bounded();
        assert_eq!(kept.keywords.len() + kept.more_keywords, 53);
        assert_eq!(kept.statements, ["x".repeat(5_000), "z".to_owned()]);
        assert_eq!(kept.authorship.creators.len(), 1);
        assert_eq!(kept.authorship.notices.first(), file.authorship.notices.first());
        let bytes = serde_json::to_string(&kept).map(|json| json.len());
        assert!(bytes.is_ok_and(|bytes| bytes < 21_000));
        assert_eq!(kept.clone().bounded(), kept);
    }
}

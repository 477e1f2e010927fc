//! A tag (mot-clé): a shared word put on photos.
//!
//! Two tags that differ by case and accents alone are one: they have one [`TagKey`]. What curators say of a tag is its
//! [`TagRecord`](record::TagRecord); a tag without a record is a word that photos carry.

pub mod change;
pub mod concept;
pub mod label;
pub mod link;
pub mod record;
pub mod vocabulary;

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{fold::fold, lengths, text};

/// A tag: one to sixty characters, one line, no comma, lower case as the shared vocabulary writes it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Tag(String);

/// How many tags one photo may have.
pub const MOST_TAGS: usize = 50;
const LIMIT: usize = lengths::TAG;

/// What makes two tags one: the tag without case and accents.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TagKey(String);

impl TagKey {
    /// The key of a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        // Folding makes `a/c` of `℀`: a key is a part of the keys of records, which a slash divides.
        Self(fold(text).replace('/', " "))
    }

    /// The key as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The tag that is written as the key is, where nobody says how it is written.
    #[must_use]
    pub fn as_tag(&self) -> Tag {
        Tag(self.0.clone())
    }
}

impl fmt::Display for TagKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// A text that is not a tag.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a tag has at most {LIMIT} characters, and a photo at most {MOST_TAGS} tags")]
pub struct NotATag;

impl Tag {
    /// The most characters it may have.
    pub const LONGEST: usize = LIMIT;

    /// Cleans one tag; blank, `.` and `..` are `None`.
    ///
    /// # Errors
    /// [`NotATag`] when it is too long.
    pub fn parse(word: &str) -> Result<Option<Self>, NotATag> {
        let clean = text::clean_line(&word.replace(['#', '/', '\\', '?'], " ")).to_lowercase();
        text::within(&clean, LIMIT).map_err(|_too_long| NotATag)?;
        // In an address, `.` and `..` lead to another page (RFC 3986 §5.2.4).
        let is_word = !matches!(clean.as_str(), "" | "." | "..");
        Ok(is_word.then_some(Self(clean)))
    }

    /// Reads a comma-separated list, each tag once, in the order given.
    ///
    /// # Errors
    /// [`NotATag`] when one is too long or there are too many.
    pub fn parse_list(list: &str) -> Result<Vec<Self>, NotATag> {
        let mut tags: Vec<Self> = Vec::new();
        for word in list.split([',', ';', '\n']) {
            if let Some(tag) = Self::parse(word)?
                && !tag.is_among(&tags)
            {
                tags.push(tag);
            }
        }
        if tags.len() > MOST_TAGS { Err(NotATag) } else { Ok(tags) }
    }

    /// The tags that the keywords of a file make, each once, and how many of the keywords make none since they are too
    /// long, or more than a photo has. A keyword is one tag, whatever is in it: `Riga, Lettonie` is `riga lettonie`.
    #[must_use]
    pub fn of_keywords(keywords: &[String]) -> (Vec<Self>, usize) {
        let mut tags: Vec<Self> = Vec::new();
        let mut left_out = 0;
        for keyword in keywords {
            match Self::parse(&keyword.replace([',', ';', '\n'], " ")) {
                Ok(Some(tag)) if tag.is_among(&tags) => {}
                Ok(Some(tag)) if tags.len() < MOST_TAGS => tags.push(tag),
                Ok(None) => {}
                Ok(Some(_)) | Err(NotATag) => left_out += 1,
            }
        }
        (tags, left_out)
    }

    /// The tag as shown.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What makes it one tag with others: itself without case and accents.
    #[must_use]
    pub fn key(&self) -> TagKey {
        TagKey::of(&self.0)
    }

    /// Whether it is one of these tags, however each is written.
    #[must_use]
    pub fn is_among(&self, tags: &[Self]) -> bool {
        tags.contains(self) || {
            let key = self.key();
            tags.iter().any(|tag| tag.key() == key)
        }
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_once_each_in_order() {
        let tags = Tag::parse_list("Phare, mer ,, phare;Goulet de Brest")
            .map(|tags| tags.iter().map(Tag::to_string).collect::<Vec<_>>());
        assert_eq!(tags, Ok(vec!["phare".to_owned(), "mer".to_owned(), "goulet de brest".to_owned()]));
    }

    #[test]
    fn what_leads_elsewhere_in_an_address_is_no_tag() {
        for word in [".", "..", " .. ", "#", "./"] {
            assert_eq!(Tag::parse(word), Ok(None), "{word}");
        }
        assert!(Tag::parse("...").is_ok_and(|tag| tag.is_some()));
    }

    #[test]
    fn keywords_that_fit_are_tags_and_the_others_are_counted() {
        let of = |keywords: &[&str]| {
            let keywords: Vec<String> = keywords.iter().map(|keyword| (*keyword).to_owned()).collect();
            let (tags, left_out) = Tag::of_keywords(&keywords);
            (tags.iter().map(Tag::to_string).collect::<Vec<_>>().join("|"), left_out)
        };
        assert_eq!(of(&["Riga, Lettonie", "mer", "Mer", " ", "riga lettonie"]), ("riga lettonie|mer".to_owned(), 0));
        assert_eq!(of(&["phare", &"a".repeat(61), "mer"]), ("phare|mer".to_owned(), 1));
        let many: Vec<String> = (0..55).map(|n| format!("mot{n:02}")).collect();
        let (tags, left_out) = Tag::of_keywords(&many);
        assert_eq!((tags.len(), tags.last().map(Tag::as_str), left_out), (MOST_TAGS, Some("mot49"), 5));
    }

    #[test]
    fn too_long_or_too_many_is_said() {
        assert_eq!(Tag::parse_list(&"a".repeat(61)), Err(NotATag));
        let many: Vec<String> = (0..51).map(|n| format!("mot{n}")).collect();
        assert_eq!(Tag::parse_list(&many.join(",")), Err(NotATag));
    }
}

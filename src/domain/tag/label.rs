//! How a tag is written where people read it: a name in a language, a synonym. It may have capitals, which a [`Tag`] has not.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{NotATag, Tag, TagKey};
use crate::domain::{language::Language, lengths, text};

/// A name of a tag: one to sixty characters, one line, no comma.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TagLabel(String);

impl TagLabel {
    /// Cleans a name; blank is `None`. What separates tags in a list, or parts of an address, becomes a space.
    ///
    /// # Errors
    /// [`NotATag`] when it is too long.
    pub fn parse(typed: &str) -> Result<Option<Self>, NotATag> {
        let clean = text::clean_line(&typed.replace(['#', '/', '\\', '?', ',', ';'], " "));
        text::within(&clean, lengths::TAG).map_err(|_too_long| NotATag)?;
        // Lower case may be longer: a name must be a tag too.
        Ok(Tag::parse(&clean)?.map(|_tag| Self(clean)))
    }

    /// Reads names with commas between them, each once.
    ///
    /// # Errors
    /// [`NotATag`] when one is too long.
    pub fn parse_list(list: &str) -> Result<Vec<Self>, NotATag> {
        let mut labels: Vec<Self> = Vec::new();
        for word in list.split([',', ';', '\n']) {
            if let Some(label) = Self::parse(word)?
                && !labels.iter().any(|known| known.key() == label.key())
            {
                labels.push(label);
            }
        }
        Ok(labels)
    }

    /// The name as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The tag that it names.
    #[must_use]
    pub fn tag(&self) -> Tag {
        Tag(self.0.to_lowercase())
    }

    /// The key of that tag.
    #[must_use]
    pub fn key(&self) -> TagKey {
        TagKey::of(&self.0)
    }
}

impl From<&Tag> for TagLabel {
    fn from(tag: &Tag) -> Self {
        Self(tag.as_str().to_owned())
    }
}

impl fmt::Display for TagLabel {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// The names of a tag in the languages of the interface.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TagLabels {
    /// In French.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fr: Option<TagLabel>,
    /// In Breton.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub br: Option<TagLabel>,
    /// In English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<TagLabel>,
}

impl TagLabels {
    /// The name in a language.
    #[must_use]
    pub const fn of(&self, language: Language) -> Option<&TagLabel> {
        match language {
            Language::French => self.fr.as_ref(),
            Language::English => self.en.as_ref(),
            Language::Breton => self.br.as_ref(),
        }
    }

    /// Where the name in a language stands.
    pub const fn of_mut(&mut self, language: Language) -> &mut Option<TagLabel> {
        match language {
            Language::French => &mut self.fr,
            Language::English => &mut self.en,
            Language::Breton => &mut self.br,
        }
    }

    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = (Language, &TagLabel)> {
        Language::ALL.into_iter().filter_map(|language| Some((language, self.of(language)?)))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_keep_their_capitals_and_are_compared_without() {
        let labels = TagLabel::parse_list("Pont de Recouvrance, phare ; PHARE,, Île #1");
        let texts = labels.map(|labels| labels.iter().map(TagLabel::to_string).collect::<Vec<_>>().join("|"));
        assert_eq!(texts, Ok("Pont de Recouvrance|phare|Île 1".to_owned()));
        assert_eq!(TagLabel::parse(&"a".repeat(61)), Err(NotATag));
        assert_eq!(TagLabel::parse(" , "), Ok(None));
    }

    proptest! {
        #[test]
        fn a_name_is_read_back_as_itself_and_is_a_tag(typed in ".{0,80}") {
            if let Ok(Some(label)) = TagLabel::parse(&typed) {
                prop_assert_eq!(TagLabel::parse(label.as_str()), Ok(Some(label.clone())));
                prop_assert!(!label.key().as_str().contains('/'));
                prop_assert_eq!(Tag::parse_list(label.tag().as_str()).map(|tags| tags.len()), Ok(1));
            }
        }
    }
}

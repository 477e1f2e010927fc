//! The legal pages of a site, whose texts its administrators write in Markdown.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{
    language::Language,
    lengths,
    photo_text::text_type,
    stored::UnknownMembers,
    text::{self, TooLong},
};

/// The layout version of [`LegalRecord`] that this code writes.
pub const LEGAL_VERSION: u8 = 1;

/// The most bytes of a text as its record has it, which is one entry of the journal: those of as many accented letters as a
/// text may have characters, and quotes and ends of lines, which have two.
pub const MOST_BYTES: usize = 80_000;

text_type! {
    /// The text of a legal page, in Markdown.
    LegalText, lengths::LEGAL_TEXT, text::clean_markdown
}

impl LegalText {
    /// Whether it has more than [`MOST_BYTES`], as one of many emojis has, or one in a script whose letters have three bytes.
    #[must_use]
    pub fn is_too_large(&self) -> bool {
        text::json_bytes(self.as_str()) > MOST_BYTES
    }
}

/// A legal page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LegalPage {
    /// Who publishes and hosts the site.
    Legal,
    /// What is kept of people, and their rights.
    Privacy,
    /// The terms of giving and of reuse.
    Terms,
    /// How to write to the people who run the site.
    Contact,
}

impl LegalPage {
    /// Every page, in the order in which they are listed.
    pub const ALL: [Self; 4] = [Self::Legal, Self::Privacy, Self::Terms, Self::Contact];

    /// The languages in which each page has a text.
    pub const LANGUAGES: [Language; 2] = [Language::French, Language::English];

    /// Its name in addresses and in keys.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Legal => "legal",
            Self::Privacy => "privacy",
            Self::Terms => "terms",
            Self::Contact => "contact",
        }
    }

    /// The page of this name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|page| page.name() == name)
    }
}

/// The text of a legal page in one language, as the journal keeps it. Its earlier versions are in earlier entries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegalRecord {
    /// The version of this layout.
    pub v: u8,
    /// The number of this version of the text, from 1.
    pub version: u32,
    /// When it was written.
    pub at: Timestamp,
    /// The text.
    pub text: LegalText,
    /// Members that a later version added: a rewrite keeps them.
    #[serde(flatten)]
    pub unknown: UnknownMembers,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_found_by_its_name() {
        for page in LegalPage::ALL {
            assert_eq!(LegalPage::of_name(page.name()), Some(page));
        }
        assert_eq!(LegalPage::of_name("about"), None);
    }
}

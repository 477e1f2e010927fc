//! The name of a collection in addresses.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::domain::text;

/// The most characters of a name that a title makes: as many words as an address shows whole.
const MOST_OF_TITLE: usize = 50;
/// The most characters of any name.
const LIMIT: usize = 64;
/// Names of other pages under the same address.
const RESERVED: [&str; 1] = ["new"];
/// The name where a title has no letter that an address takes.
const NAMELESS: &str = "collection";

/// The name of a collection in addresses: 1 to 64 of `a-z`, `0-9` and `-`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Slug(String);

/// A text that cannot be the name of a collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the name of a collection has 1 to 64 letters without accents, digits or hyphens")]
pub struct NotASlug;

impl Slug {
    /// The name that a title makes: its words without accents, joined by hyphens.
    #[must_use]
    pub fn of_title(title: &str) -> Self {
        let mut name = String::new();
        for word in text::words(title) {
            let word: String = word.chars().filter(char::is_ascii_alphanumeric).collect();
            let length = name.len().saturating_add(word.len());
            if word.is_empty() || (length > MOST_OF_TITLE && !name.is_empty()) {
                continue;
            }
            if !name.is_empty() {
                name.push('-');
            }
            name.push_str(&word);
        }
        name.truncate(MOST_OF_TITLE);
        name.parse().unwrap_or_else(|_reserved_or_empty| Self(NAMELESS.to_owned()))
    }

    /// The same name with a number, for another collection of the same title.
    #[must_use]
    pub fn numbered(&self, number: usize) -> Self {
        Self(format!("{}-{number}", self.0.get(..MOST_OF_TITLE).unwrap_or(&self.0)))
    }

    /// As written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Slug {
    type Err = NotASlug;

    fn from_str(text: &str) -> Result<Self, NotASlug> {
        let is_plain = |byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
        let is_sound = (1..=LIMIT).contains(&text.len()) && text.bytes().all(is_plain) && !RESERVED.contains(&text);
        if is_sound { Ok(Self(text.to_owned())) } else { Err(NotASlug) }
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl From<Slug> for String {
    fn from(slug: Slug) -> Self {
        slug.0
    }
}

impl TryFrom<String> for Slug {
    type Error = NotASlug;

    fn try_from(text: String) -> Result<Self, NotASlug> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_title_makes_a_name_that_people_can_type() {
        for (title, name) in [
            ("Quais, cales et pontons", "quais-cales-et-pontons"),
            ("L’Œuvre d’Anne Le Gall", "l-oeuvre-d-anne-le-gall"),
            ("1944 : la Libération", "1944-la-liberation"),
            ("New", "collection"),
            ("写真", "collection"),
            ("!!!", "collection"),
        ] {
            assert_eq!(Slug::of_title(title).as_str(), name);
        }
        assert_eq!(Slug::of_title("Ports").numbered(2).as_str(), "ports-2");
    }

    proptest! {
        #[test]
        fn every_title_makes_a_name(title in ".{0,200}", number in 2_usize..10_000) {
            let slug = Slug::of_title(&title);
            prop_assert_eq!(slug.as_str().parse::<Slug>(), Ok(slug.clone()));
            let numbered = slug.numbered(number);
            prop_assert_eq!(numbered.as_str().parse::<Slug>(), Ok(numbered.clone()));
        }
    }
}

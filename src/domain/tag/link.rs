//! Where else a tag is described: an item of Wikidata, a tag of OpenStreetMap, or a web address.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::domain::text;

/// The addresses by which items of Wikidata are written.
const WIKIDATA: [&str; 4] = [
    "https://www.wikidata.org/wiki/",
    "http://www.wikidata.org/entity/",
    "https://www.wikidata.org/entity/",
    "http://www.wikidata.org/wiki/",
];
/// The page of a tag in the wiki of OpenStreetMap.
const OPENSTREETMAP: &str = "https://wiki.openstreetmap.org/wiki/Tag:";
/// The longest key or value of OpenStreetMap, as its database has them.
const LONGEST: usize = 255;
/// The most bytes of a web address: with all that may be said of it, a tag is within one entry of the journal.
const LONGEST_ADDRESS: usize = 1_000;

/// A link: `Q751876`, `leisure=slipway` or `https://…`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TagLink(String);

/// What a link leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    /// An item of Wikidata.
    Wikidata,
    /// A tag of OpenStreetMap.
    OpenStreetMap,
    /// Another page.
    Page,
}

impl TagLink {
    /// Reads a link; `None` for what is none of the three.
    #[must_use]
    pub fn parse(typed: &str) -> Option<Self> {
        let typed = text::clean_line(typed);
        let item = WIKIDATA.into_iter().find_map(|address| typed.strip_prefix(address)).unwrap_or(&typed);
        if is_item(item) {
            return Some(Self(item.to_owned()));
        }
        let tag = typed.strip_prefix(OPENSTREETMAP).unwrap_or(&typed);
        if is_map_tag(tag) {
            return Some(Self(tag.to_owned()));
        }
        text::link(&typed).filter(|address| address.len() <= LONGEST_ADDRESS).map(Self)
    }

    /// As it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What it leads to.
    #[must_use]
    pub fn kind(&self) -> LinkKind {
        if is_item(&self.0) {
            LinkKind::Wikidata
        } else if is_map_tag(&self.0) {
            LinkKind::OpenStreetMap
        } else {
            LinkKind::Page
        }
    }

    /// Its address.
    #[must_use]
    pub fn address(&self) -> String {
        match self.kind() {
            LinkKind::Wikidata => format!("https://www.wikidata.org/wiki/{}", self.0),
            LinkKind::OpenStreetMap => format!("{OPENSTREETMAP}{}", self.0),
            LinkKind::Page => self.0.clone(),
        }
    }

    /// The identifier of what it leads to, for software: Wikidata names its items by `http://www.wikidata.org/entity/`.
    #[must_use]
    pub fn identifier(&self) -> String {
        match self.kind() {
            LinkKind::Wikidata => format!("http://www.wikidata.org/entity/{}", self.0),
            LinkKind::OpenStreetMap | LinkKind::Page => text::uri(&self.address()).unwrap_or_default(),
        }
    }
}

impl fmt::Display for TagLink {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// `Q` and a number.
fn is_item(text: &str) -> bool {
    let number = text.strip_prefix('Q').unwrap_or_default();
    !number.is_empty() && number.len() <= 12 && !number.starts_with('0') && number.bytes().all(|it| it.is_ascii_digit())
}

/// `key=value` as OpenStreetMap writes it: nothing of it can be part of a web address.
fn is_map_tag(text: &str) -> bool {
    let is_key = |it: char| it.is_ascii_alphanumeric() || matches!(it, '_' | ':' | '-');
    let is_value = |it: char| it.is_alphanumeric() || matches!(it, '_' | '-' | '.' | ':' | '*');
    text.split_once('=').is_some_and(|(key, value)| {
        [key, value].iter().all(|part| (1..=LONGEST).contains(&part.len()))
            && key.chars().all(is_key)
            && value.chars().all(is_value)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_three_kinds_of_links_are_told_apart() {
        for (typed, kept, kind) in [
            (" Q751876 ", "Q751876", LinkKind::Wikidata),
            ("https://www.wikidata.org/wiki/Q751876", "Q751876", LinkKind::Wikidata),
            ("http://www.wikidata.org/entity/Q42", "Q42", LinkKind::Wikidata),
            ("leisure=slipway", "leisure=slipway", LinkKind::OpenStreetMap),
            ("https://wiki.openstreetmap.org/wiki/Tag:man_made=pier", "man_made=pier", LinkKind::OpenStreetMap),
            ("https://fr.wikipedia.org/wiki/Cale", "https://fr.wikipedia.org/wiki/Cale", LinkKind::Page),
            ("https://a.example/?q=1", "https://a.example/?q=1", LinkKind::Page),
        ] {
            let link = TagLink::parse(typed);
            assert_eq!(link.as_ref().map(|link| (link.as_str(), link.kind())), Some((kept, kind)), "{typed}");
        }
        let long = format!("https://a.example/{}", "a".repeat(LONGEST_ADDRESS));
        for typed in [&*long, "", "Q", "Q0", "q42", "slip way=x", "=x", "x=", "javascript:alert(1)", "cale", "a=b c"] {
            assert_eq!(TagLink::parse(typed), None, "{typed}");
        }
    }

    proptest! {
        #[test]
        fn a_link_is_read_back_as_itself(typed in "(Q[0-9]{1,4}|[a-z_:]{1,5}=[a-zé*]{1,5}|https://[a-z]{1,5}\\.example/[a-z?=é]{0,8}|.{0,20})") {
            if let Some(link) = TagLink::parse(&typed) {
                prop_assert_eq!(TagLink::parse(link.as_str()), Some(link.clone()));
                prop_assert!(link.address().starts_with("http"));
            }
        }
    }
}

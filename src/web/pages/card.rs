//! A photo as a card of a gallery, and the pages of a list.

use crate::{
    domain::{licence::LicenceId, photo::PhotoId},
    web::{i18n::Messages, urls::Urls, view::rows::ratio_class},
};

/// A photo in a gallery.
#[derive(Clone, Debug)]
pub struct Card {
    /// The photo.
    pub id: PhotoId,
    /// Its title, or nothing.
    pub title: Option<String>,
    /// Its text alternative; the title is used when there is none.
    pub alt: Option<String>,
    /// Its author's name.
    pub author: Option<String>,
    /// Its licence's short name, such as `CC BY-SA 4.0`.
    pub licence: Option<String>,
    /// That licence, where it is an earlier one than the one in force: the photo is downloaded under it.
    pub under: Option<LicenceId>,
    /// Width in pixels of the picture as seen.
    pub width: u32,
    /// Height in pixels of the picture as seen.
    pub height: u32,
    /// The long edges of the renditions that exist, in pixels, smallest first.
    pub edges: Vec<u32>,
    /// The dominant colour as `#rrggbb`, shown while the picture loads.
    pub colour: String,
}

impl Card {
    /// Where it leads.
    #[must_use]
    pub fn address(&self, urls: Urls) -> String {
        self.under.map_or_else(|| urls.photo(&self.id), |licence| urls.photo_under(&self.id, licence))
    }

    /// The same, with the list that it stands in (the query of a search): its page then leads to the photos beside it there.
    #[must_use]
    pub fn address_within(&self, urls: Urls, list: &str) -> String {
        if list.is_empty() { self.address(urls) } else { urls.photo_within(&self.id, self.under, list) }
    }

    /// Its title, or that it has none.
    #[must_use]
    pub fn heading(&self, t: Messages) -> &str {
        self.title.as_deref().unwrap_or_else(|| t.photo_untitled())
    }

    /// The class of its ratio, such as `r150`.
    #[must_use]
    pub fn ratio_class(&self) -> String {
        ratio_class(self.width, self.height)
    }

    /// What stands for the picture where it is not seen: the text alternative, else the title.
    #[must_use]
    pub fn text_alternative(&self, t: Messages) -> &str {
        self.alt.as_deref().unwrap_or_else(|| self.heading(t))
    }

    /// The text alternative where the title stands beside the picture: nothing when it says the same, which would be read
    /// twice.
    #[must_use]
    pub fn alternative_beside_title(&self) -> &str {
        let is_title =
            |alt: &&str| self.title.as_deref().is_some_and(|title| title.split_whitespace().eq(alt.split_whitespace()));
        self.alt.as_deref().filter(|alt| !is_title(alt)).unwrap_or_default()
    }

    /// Its licence's short name in three parts, of which the middle one suffices where there is little room:
    /// `CC `, `BY-SA`, ` 4.0`.
    #[must_use]
    pub fn licence_parts(&self) -> Option<(&str, &str, &str)> {
        self.licence.as_deref().map(parts)
    }

    /// The edge shown by default: the one nearest above 480 px, else the largest there is.
    #[must_use]
    pub fn edge(&self) -> u32 {
        self.edges.iter().copied().find(|edge| *edge >= 480).or_else(|| self.edges.last().copied()).unwrap_or(320)
    }

    /// The largest edge there is.
    #[must_use]
    pub fn largest(&self) -> u32 {
        self.edges.last().copied().unwrap_or(320)
    }

    /// The smallest edge there is.
    #[must_use]
    pub fn smallest(&self) -> u32 {
        self.edges.first().copied().unwrap_or(320)
    }

    /// The width in pixels of the rendition of that long edge.
    #[must_use]
    pub fn width_at(&self, edge: &u32) -> u32 {
        width_at(*edge, self.width, self.height)
    }
}

/// Of photos that are listed together, which ones have the title and the author of another: the number of each among those,
/// and how many there are. It tells their buttons apart where only titles are heard.
#[must_use]
pub fn namesakes(cards: &[Card]) -> Vec<Option<(u64, u64)>> {
    let is_alike = |one: &Card, other: &Card| one.title == other.title && one.author == other.author;
    let count = |cards: &[Card], card: &Card| cards.iter().filter(|other| is_alike(card, other)).count();
    let counted = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    let numbered = |(place, card): (usize, &Card)| {
        let before = count(cards.get(..place).unwrap_or_default(), card);
        let all = count(cards, card);
        (all > 1).then(|| (counted(before + 1), counted(all)))
    };
    cards.iter().enumerate().map(numbered).collect()
}

/// The title of a photo, with its number among those of the same title and author.
#[must_use]
pub fn told_apart(heading: &str, namesake: Option<(u64, u64)>, t: Messages) -> String {
    namesake.map_or_else(|| heading.to_owned(), |(number, all)| t.photo_namesake(all, number, heading))
}

/// The width in pixels of a rendition of that long edge, of a picture of these sides in pixels.
#[must_use]
pub fn width_at(edge: u32, width: u32, height: u32) -> u32 {
    let long = u64::from(width.max(height).max(1));
    let scaled = u64::from(width) * u64::from(edge) / long;
    u32::try_from(scaled).unwrap_or(edge).clamp(1, edge.max(1))
}

/// What may be left out at the beginning and the end of a licence's short name.
fn parts(label: &str) -> (&str, &str, &str) {
    let before = if label.starts_with("CC ") { 3 } else { 0 };
    let (family, rest) = label.split_at(before);
    let is_version = |text: &str| text.trim_start().starts_with(|first: char| first.is_ascii_digit());
    let version = rest.rfind(' ').filter(|at| rest.get(*at..).is_some_and(is_version));
    let (name, version) = rest.split_at(version.unwrap_or(rest.len()));
    (family, name, version)
}

/// The pages of a list: the addresses of the ones before and after, if any.
#[derive(Clone, Debug, Default)]
pub struct Paging {
    /// Newer photos.
    pub previous: Option<String>,
    /// Older photos.
    pub next: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_licence_keeps_its_letters() {
        for (label, expected) in [
            ("CC BY-SA 4.0", ("CC ", "BY-SA", " 4.0")),
            ("CC0 1.0", ("", "CC0", " 1.0")),
            ("Licence Ouverte 2.0", ("", "Licence Ouverte", " 2.0")),
            ("Domaine public", ("", "Domaine public", "")),
        ] {
            assert_eq!(parts(label), expected);
        }
    }

    #[test]
    fn a_rendition_s_width_follows_the_long_edge() {
        assert_eq!((width_at(640, 4000, 3000), width_at(640, 3000, 4000), width_at(640, 0, 0)), (640, 480, 1));
    }
}

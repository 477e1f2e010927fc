//! A selection: photographs that somebody gathers to take away together, in their order, each once.

use std::collections::HashSet;

use super::photo::PhotoId;

/// The most photographs of one selection: a bulletin's whole year, and an address that every browser takes (two thousand
/// characters).
pub const MOST: usize = 200;

/// The most photographs of a list that is read: no browser nor server takes an address as long.
const LONGEST_LIST: usize = 5_000;

/// Photographs gathered: at most [`MOST`], each once, in the order they were taken up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection(Vec<PhotoId>);

/// A list that is no selection.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotASelection {
    /// One of its words is no photo's id.
    #[error("“{0}” is not the id of a photo")]
    NotAnId(String),
    /// Too many.
    #[error("a selection has at most {MOST} photos")]
    TooMany,
}

impl Selection {
    /// Reads a list of ids as a program writes it.
    ///
    /// # Errors
    /// [`NotASelection`] when a word is no id, or there are too many. The same id twice counts once.
    pub fn parse<'a>(ids: impl IntoIterator<Item = &'a str>) -> Result<Self, NotASelection> {
        let mut selection = Self::default();
        for text in ids.into_iter().map(str::trim).filter(|text| !text.is_empty()) {
            let id: PhotoId =
                text.parse().map_err(|_not_an_id| NotASelection::NotAnId(text.chars().take(20).collect()))?;
            if !selection.0.contains(&id) && !selection.add(id) {
                return Err(NotASelection::TooMany);
            }
        }
        Ok(selection)
    }

    /// Reads the ids in an address or a cookie, however they are parted; what is no id is ignored, and what is past
    /// the limit is left.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let mut selection = Self::default();
        let words = text.split(|letter: char| !letter.is_ascii_alphanumeric());
        for id in words.filter_map(|word| word.parse().ok()) {
            if !selection.add(id) {
                break;
            }
        }
        selection
    }

    /// Reads the same, and the ids that do not fit, each once, in their order.
    #[must_use]
    pub fn read_with_rest(text: &str) -> (Self, Vec<PhotoId>) {
        let words = text.split(|letter: char| !letter.is_ascii_alphanumeric());
        let mut seen = HashSet::new();
        let mut all: Vec<PhotoId> = Vec::new();
        for id in words.filter_map(|word| word.parse::<PhotoId>().ok()) {
            if all.len() < LONGEST_LIST && seen.insert(id.clone()) {
                all.push(id);
            }
        }
        let rest = all.split_off(MOST.min(all.len()));
        (Self(all), rest)
    }

    /// Takes up one more, at the end; one that is there already stays where it is. False when it is full.
    pub fn add(&mut self, id: PhotoId) -> bool {
        if self.0.contains(&id) {
            return true;
        }
        let fits = self.0.len() < MOST;
        if fits {
            self.0.push(id);
        }
        fits
    }

    /// Puts one back.
    pub fn remove(&mut self, id: &PhotoId) {
        self.0.retain(|kept| kept != id);
    }

    /// The ids, in their order.
    #[must_use]
    pub fn ids(&self) -> &[PhotoId] {
        &self.0
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The ids with this between them.
    #[must_use]
    pub fn joined(&self, between: &str) -> String {
        self.0.iter().map(PhotoId::as_str).collect::<Vec<_>>().join(between)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;

    /// A photo's id unlike that of any other number below 21,952 (28³).
    fn id(number: u16) -> PhotoId {
        let digit = |of: u16| u8::try_from(of % 28).unwrap();
        PhotoId::from_random([0, 0, 0, 0, 0, digit(number / 784), digit(number / 28), digit(number)])
    }

    #[test]
    fn each_photo_is_there_once_in_the_order_it_was_taken_up() {
        let selection = Selection::parse(["23456789", " bcdfghjk", "23456789", ""]).unwrap();
        assert_eq!(selection.joined(","), "23456789,bcdfghjk");
        assert_eq!(Selection::read("x!23456789.bcdfghjk,,../../ab 23456789"), selection);
        let mut less = selection.clone();
        less.remove(&"23456789".parse().unwrap());
        assert_eq!(less.joined("."), "bcdfghjk");
    }

    #[test]
    fn a_program_hears_what_is_wrong_with_its_list() {
        assert_eq!(Selection::parse(["vowels"]), Err(NotASelection::NotAnId("vowels".to_owned())));
        let many: Vec<String> = (0..=200).map(|number| id(number).to_string()).collect();
        assert_eq!(Selection::parse(many.iter().map(String::as_str)), Err(NotASelection::TooMany));
        assert_eq!(Selection::parse(many.iter().take(MOST).map(String::as_str)).unwrap().ids().len(), MOST);
        assert!(Selection::parse([]).unwrap().is_empty());
    }

    #[test]
    fn a_full_selection_takes_no_more_and_keeps_what_it_has() {
        let mut full = Selection::default();
        assert!((0..200).all(|number| full.add(id(number))));
        assert!(!full.add(id(200)) && full.add(id(7)));
        assert_eq!(full.ids().len(), MOST);
    }

    #[test]
    fn what_does_not_fit_is_not_lost_in_silence() {
        let many: Vec<String> = (0..450).map(|number| id(number).to_string()).collect();
        let twice = [many.join(","), many.join(".")].join(",");
        let (first, rest) = Selection::read_with_rest(&twice);
        assert_eq!(first, Selection::read(&twice));
        assert_eq!((first.ids().len(), rest.len()), (MOST, 250));
        assert_eq!(rest.first(), Some(&id(200)));
        assert_eq!(Selection::read_with_rest("23456789").1, []);
    }

    proptest! {
        #[test]
        fn whatever_was_gathered_reads_back_from_address_and_cookie(numbers in vec(0_u16..900, 0..300)) {
            let mut selection = Selection::default();
            for number in numbers {
                selection.add(id(number));
            }
            prop_assert!(selection.ids().len() <= MOST);
            for between in [",", "."] {
                prop_assert_eq!(&Selection::read(&selection.joined(between)), &selection);
            }
        }

        #[test]
        fn any_text_reads_as_some_selection(text in ".{0,200}") {
            prop_assert!(Selection::read(&text).ids().len() <= MOST);
        }
    }
}

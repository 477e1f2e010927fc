//! Words, tags, places and authors that begin as a text does, for a search field that completes what one types.

use std::collections::BTreeMap;

use super::tokenizer::is_stop_word;
use crate::domain::fold::fold;

/// How many of each kind are proposed.
pub(super) const MOST_OF_A_KIND: usize = 4;
/// The fewest letters of a text that is completed: fewer begin very many words.
const FEWEST_LETTERS: usize = 2;

/// What a completion is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompletionKind {
    /// A word, folded.
    Word,
    /// A tag.
    Tag,
    /// A name of a place.
    Place,
    /// The name of an author.
    Author,
}

/// A completion, and how many published photos have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What it is.
    pub kind: CompletionKind,
    /// As it is written.
    pub text: String,
    /// How many photos have it.
    pub count: usize,
}

/// A text as it is compared; nothing for one that is too short to be completed.
pub(super) fn completed(text: &str) -> Option<String> {
    let text = fold(text);
    (text.chars().nth(FEWEST_LETTERS - 1).is_some()).then_some(text)
}

/// The text from each of its words on, folded.
pub(super) fn beginnings(text: &str) -> Vec<String> {
    let text = fold(text);
    let mut after_a_letter = false;
    let starts = text.char_indices().filter_map(|(place, letter)| {
        let is_start = letter.is_alphanumeric() && !after_a_letter;
        after_a_letter = letter.is_alphanumeric();
        is_start.then_some(place)
    });
    starts.filter_map(|place| text.get(place..).map(str::to_owned)).collect()
}

/// Whether a word is proposed: one that says something.
pub(super) fn is_proposed(word: &str) -> bool {
    word.chars().nth(FEWEST_LETTERS).is_some() && !is_stop_word(word)
}

/// The completions of all kinds: names first.
pub(super) fn all(kinds: impl IntoIterator<Item = (CompletionKind, Vec<(String, usize)>)>) -> Vec<Completion> {
    let of = |(kind, texts): (CompletionKind, Vec<(String, usize)>)| {
        let texts = texts.into_iter().take(MOST_OF_A_KIND);
        texts.map(move |(text, count)| Completion { kind, text, count })
    };
    kinds.into_iter().flat_map(of).collect()
}

/// The words that most photos have, from their counts.
pub(super) fn most_frequent(words: BTreeMap<String, usize>, most: usize) -> Vec<(String, usize)> {
    let mut words: Vec<(String, usize)> = words.into_iter().filter(|(_, count)| *count > 0).collect();
    words.sort_by(|(one, of_one), (other, of_other)| of_other.cmp(of_one).then_with(|| one.cmp(other)));
    words.truncate(most);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_begins_at_each_of_its_words() {
        assert_eq!(beginnings("Pont de l’Iroise"), ["pont de l'iroise", "de l'iroise", "l'iroise", "iroise"]);
        assert_eq!((completed("É"), completed("Ég").as_deref()), (None, Some("eg")));
    }
}

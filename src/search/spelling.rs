//! “Did you mean …?”: words of a query that no photo has, each corrected by one letter.

use super::{
    SearchError,
    tokenizer::{is_stop_word, words},
};
use crate::domain::query::PhotoQuery;

/// Shorter words are one letter away from too many others; longer ones take too much memory to be compared.
const LENGTHS: std::ops::RangeInclusive<usize> = 3..=32;
/// How many words are compared.
const MOST_WORDS: usize = 12;
/// How many spellings are tried.
const TRIES: usize = 3;

/// How many letters two words differ by: one inserted, removed, replaced, or two swapped, counts as one.
#[must_use]
pub fn letters_apart(one: &str, other: &str) -> usize {
    strsim::osa_distance(one, other)
}

/// The dictionary of an engine.
pub(super) trait Vocabulary {
    /// Whether a photo has this word, another form of it, or one that begins with it.
    fn has(&self, word: &str) -> Result<bool, SearchError>;

    /// The words one letter away (one inserted, removed, replaced, or two swapped), the most frequent first.
    fn near(&self, word: &str) -> Result<Vec<String>, SearchError>;

    /// Whether a query finds a photo.
    fn finds(&self, query: &PhotoQuery) -> Result<bool, SearchError>;
}

/// The same query with its unknown words corrected, if that finds something.
pub(super) fn suggest(query: &PhotoQuery, vocabulary: &impl Vocabulary) -> Result<Option<PhotoQuery>, SearchError> {
    // Each unknown word: its term, the word, and its corrections.
    let mut unknown: Vec<(usize, String, Vec<String>)> = Vec::new();
    let wanted = query.terms.iter().enumerate().filter(|(_, term)| !term.excluded);
    let asked = wanted.flat_map(|(place, term)| words(&term.text).into_iter().map(move |word| (place, word)));
    for (place, word) in asked.take(MOST_WORDS) {
        let may_be_misspelt = LENGTHS.contains(&word.chars().count()) && word.chars().all(char::is_alphabetic);
        if !may_be_misspelt || is_stop_word(&word) || vocabulary.has(&word)? {
            continue;
        }
        let near = vocabulary.near(&word)?;
        if near.is_empty() {
            return Ok(None);
        }
        unknown.push((place, word, near));
    }
    let tries = unknown.iter().map(|(_, _, near)| near.len()).max().unwrap_or(0).min(TRIES);
    for attempt in 0..tries {
        let mut suggested = query.clone();
        for (place, word, near) in &unknown {
            let (Some(term), Some(other)) = (suggested.terms.get_mut(*place), near.get(attempt.min(near.len() - 1)))
            else {
                continue;
            };
            let spelt = words(&term.text).into_iter().map(|known| if known == *word { other.clone() } else { known });
            term.text = spelt.collect::<Vec<_>>().join(" ");
        }
        if vocabulary.finds(&suggested)? {
            return Ok(Some(suggested));
        }
    }
    Ok(None)
}

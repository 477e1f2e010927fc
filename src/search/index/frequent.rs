//! The most frequent words of a segment by their first letters.

use std::{
    cmp::Reverse,
    collections::{BinaryHeap, HashMap},
};

use tantivy::InvertedIndexReader;

use crate::search::completion::is_proposed;

/// How many words are kept of those that begin alike. A word that is not among them in any segment is not proposed.
const MOST_KEPT: usize = 32;
/// The numbers of letters by which words are known: two are the fewest that are completed, and few words have five first
/// letters in common with many others.
const LETTERS: [usize; 3] = [2, 3, 4];
/// From so many words on, those that begin alike are known; fewer are read from the dictionary, 30 µs for so many.
const MANY_WORDS: usize = 512;
/// Sorts after every character of words: the noncharacter U+10FFFF.
const LAST: char = char::MAX;

/// Words and how many documents have each, deleted ones included.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    pub(super) most: Vec<(String, u32)>,
    /// Whether there are others, each in fewer documents.
    pub(super) has_others: bool,
}

/// The words of a segment that begin as many others do.
#[derive(Debug, Default)]
pub(super) struct FrequentWords(HashMap<String, Words>);

impl FrequentWords {
    /// Reads the whole dictionary once.
    pub(super) fn read(dictionary: &InvertedIndexReader) -> tantivy::Result<Self> {
        let mut many = HashMap::new();
        let mut groups = LETTERS.map(Group::of);
        let mut terms = dictionary.terms().stream()?;
        while terms.advance() {
            let Ok(word) = std::str::from_utf8(terms.key()) else { continue };
            let documents = terms.value().doc_freq;
            for group in &mut groups {
                group.add(word, documents, &mut many);
            }
        }
        for group in groups {
            group.end(&mut many);
        }
        Ok(Self(many))
    }

    /// The most frequent words that begin with this text.
    pub(super) fn beginning(&self, text: &str, dictionary: &InvertedIndexReader) -> tantivy::Result<Words> {
        if let Some(known) = self.0.get(text) {
            return Ok(known.clone());
        }
        let mut most = Most::default();
        let mut terms = dictionary.terms().range().ge(text).lt(format!("{text}{LAST}")).into_stream()?;
        while terms.advance() {
            if let Ok(word) = std::str::from_utf8(terms.key()) {
                most.add(word, terms.value().doc_freq);
            }
        }
        Ok(most.into_words())
    }
}

/// Words in order whose first letters are the same.
struct Group {
    letters: usize,
    beginning: String,
    most: Most,
}

impl Group {
    fn of(letters: usize) -> Self {
        Self { letters, beginning: String::new(), most: Most::default() }
    }

    fn add(&mut self, word: &str, documents: u32, many: &mut HashMap<String, Words>) {
        let end = word.char_indices().nth(self.letters).map_or(word.len(), |(place, _)| place);
        let beginning = word.get(..end).unwrap_or(word);
        if beginning != self.beginning {
            let next = Self { beginning: beginning.to_owned(), ..Self::of(self.letters) };
            std::mem::replace(self, next).end(many);
        }
        self.most.add(word, documents);
    }

    fn end(self, many: &mut HashMap<String, Words>) {
        if self.most.number >= MANY_WORDS {
            many.insert(self.beginning, self.most.into_words());
        }
    }
}

/// The words that most documents have, of those added in order; of two that as many have, the first one.
#[derive(Default)]
struct Most {
    number: usize,
    words: BinaryHeap<Reverse<(u32, Reverse<usize>, String)>>,
}

impl Most {
    fn add(&mut self, word: &str, documents: u32) {
        let is_full = self.words.len() >= MOST_KEPT;
        let is_less = self.words.peek().is_some_and(|Reverse((least, ..))| documents <= *least);
        if !is_proposed(word) {
            return;
        }
        self.number += 1;
        if is_full && is_less {
            return;
        }
        if is_full {
            self.words.pop();
        }
        self.words.push(Reverse((documents, Reverse(self.number), word.to_owned())));
    }

    fn into_words(self) -> Words {
        let has_others = self.number > self.words.len();
        Words {
            most: self.words.into_iter().map(|Reverse((documents, _, word))| (word, documents)).collect(),
            has_others,
        }
    }
}

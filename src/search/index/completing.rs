//! Completes what one types, from the dictionary of words and from the values that are counted. Only documents that are not
//! deleted count.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BinaryHeap},
    sync::Arc,
};

use tantivy::{Searcher, termdict::TermMerger};

use super::{Reading, guarded, matching::Segment, ranking::NameCounts};
use crate::domain::fold::fold;
use crate::search::{
    Completion, CompletionKind, SearchError,
    completion::{self, MOST_OF_A_KIND, completed, is_proposed, most_frequent},
};

/// Sorts after every character of words: the noncharacter U+10FFFF.
const LAST: char = char::MAX;
/// How many words are counted exactly: those that most documents have, deleted ones included.
const MOST_COUNTED: usize = 4 * MOST_OF_A_KIND;

impl Reading {
    pub(super) fn complete(&self, text: &str) -> Result<Vec<Completion>, SearchError> {
        let Some(text) = completed(text) else { return Ok(Vec::new()) };
        guarded(&self.folder, || {
            let searcher = self.reader.searcher();
            let counts = self.name_counts(&searcher)?;
            let names = &self.views.names;
            Ok(completion::all([
                (CompletionKind::Tag, names.tags.most_beginning(&text, &counts.tags)),
                (CompletionKind::Place, names.places.most_beginning(&text, &counts.places)),
                (CompletionKind::Author, names.authors.most_beginning(&text, &counts.authors)),
                (CompletionKind::Word, self.words(&searcher, &text)?),
            ]))
        })
    }

    pub(super) fn tags(&self, beginning: &str) -> Result<Vec<(String, usize)>, SearchError> {
        guarded(&self.folder, || {
            let counts = self.name_counts(&self.reader.searcher())?;
            let carried = self.views.names.tags.carried(&counts.tags).into_iter();
            Ok(carried
                .map(|(_, text, count)| (text, count))
                .filter(|(text, _)| fold(text).starts_with(beginning))
                .collect())
        })
    }

    /// How many documents have each name: counted once after each commit.
    fn name_counts(&self, searcher: &Searcher) -> tantivy::Result<Arc<NameCounts>> {
        let generation = searcher.generation().generation_id();
        if let Some(counts) = self.counted.of(generation) {
            return Ok(counts);
        }
        let mut counts = NameCounts::default();
        for segment in searcher.segment_readers() {
            let view = self.views.of(segment)?;
            counts.add(&view.alive, &view.columns);
        }
        Ok(self.counted.keep(generation, counts))
    }

    fn words(&self, searcher: &Searcher, text: &str) -> tantivy::Result<Vec<(String, usize)>> {
        let segments = searcher.segment_readers();
        let mut dictionaries = Vec::with_capacity(segments.len());
        for segment in segments {
            dictionaries.push(segment.inverted_index(self.fields.word)?);
        }
        let end = format!("{text}{LAST}");
        let mut ranges = Vec::with_capacity(segments.len());
        for dictionary in &dictionaries {
            ranges.push(dictionary.terms().range().ge(text).lt(&end).into_stream()?);
        }
        // In the order of words: of two that as many documents have, the first one stays.
        let mut terms = TermMerger::new(ranges);
        let mut most: BinaryHeap<Reverse<Having>> = BinaryHeap::new();
        for number in 0.. {
            if !terms.advance() {
                break;
            }
            let Ok(word) = std::str::from_utf8(terms.key()) else { continue };
            let (mut all, mut exact) = (0_usize, 0_usize);
            for (place, term) in terms.current_segment_ords_and_term_infos() {
                let documents = usize::try_from(term.doc_freq).unwrap_or(usize::MAX);
                all = all.saturating_add(documents);
                if segments.get(place).is_some_and(|segment| !segment.has_deletes()) {
                    exact = exact.saturating_add(documents);
                }
            }
            let is_full = most.len() >= MOST_COUNTED;
            let is_less = most.peek().is_some_and(|Reverse(least)| all <= least.all);
            if (is_full && is_less) || !is_proposed(word) {
                continue;
            }
            if is_full {
                most.pop();
            }
            most.push(Reverse(Having { all, number: Reverse(number), word: word.to_owned(), exact }));
        }
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for Reverse(Having { word, exact, .. }) in most {
            // Of a segment without deletions, the dictionary knows how many documents have a word.
            let mut count = exact;
            for reader in segments.iter().filter(|segment| segment.has_deletes()) {
                let view = self.views.of(reader)?;
                let segment = Segment { fields: self.fields, searcher, reader, view: &view };
                count = count.saturating_add(segment.having(&word)?);
            }
            counts.insert(word, count);
        }
        Ok(most_frequent(counts, MOST_OF_A_KIND))
    }
}

/// How many documents have a word: more than another one, or as many, and it comes first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Having {
    /// Deleted ones included.
    all: usize,
    /// The place of the word among those that begin so.
    number: Reverse<usize>,
    word: String,
    /// Those of segments without deletions.
    exact: usize,
}

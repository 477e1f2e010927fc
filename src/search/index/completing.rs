//! Completes what one types, from the dictionary of words and from the values that are counted. Only documents that are not
//! deleted count.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use tantivy::Searcher;

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
        let mut known: HashMap<String, Having> = HashMap::new();
        for segment in searcher.segment_readers() {
            let is_whole = !segment.has_deletes();
            let inverted = segment.inverted_index(self.fields.word)?;
            let mut terms = inverted.terms().range().ge(text).lt(format!("{text}{LAST}")).into_stream()?;
            while terms.advance() {
                let documents = usize::try_from(terms.value().doc_freq).unwrap_or(usize::MAX);
                if let Ok(word) = std::str::from_utf8(terms.key())
                    && is_proposed(word)
                {
                    match known.get_mut(word) {
                        Some(having) => having.add(documents, is_whole),
                        None => {
                            known.insert(word.to_owned(), Having::of(documents, is_whole));
                        }
                    }
                }
            }
        }
        let all = known.iter().map(|(word, having)| (word.clone(), having.all)).collect();
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for (word, _) in most_frequent(all, MOST_COUNTED) {
            // Of a segment without deletions, the dictionary knows how many documents have a word.
            let mut count = known.get(&word).map_or(0, |having| having.exact);
            for reader in searcher.segment_readers().iter().filter(|segment| segment.has_deletes()) {
                let view = self.views.of(reader)?;
                let segment = Segment { fields: self.fields, searcher, reader, view: &view };
                count = count.saturating_add(segment.having(&word)?);
            }
            counts.insert(word, count);
        }
        Ok(most_frequent(counts, MOST_OF_A_KIND))
    }
}

/// How many documents have a word.
struct Having {
    /// Deleted ones included.
    all: usize,
    /// Those of segments without deletions.
    exact: usize,
}

impl Having {
    const fn of(documents: usize, is_whole: bool) -> Self {
        Self { all: documents, exact: if is_whole { documents } else { 0 } }
    }

    const fn add(&mut self, documents: usize, is_whole: bool) {
        self.all = self.all.saturating_add(documents);
        if is_whole {
            self.exact = self.exact.saturating_add(documents);
        }
    }
}

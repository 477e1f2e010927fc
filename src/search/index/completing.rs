//! Completes what one types, from the dictionary of words and from the values that are counted. Only documents that are not
//! deleted count.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

use tantivy::{InvertedIndexReader, Searcher, SegmentReader, Term, schema::Field};

use super::{Reading, columns::SegmentView, frequent::Words, guarded, matching::Segment, ranking::NameCounts};
use crate::domain::fold::fold;
use crate::search::{
    Completion, CompletionKind, SearchError,
    completion::{self, MOST_OF_A_KIND, completed, most_frequent},
};

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

    /// The most frequent words that begin so. Those that many words begin like are known for each segment, so that a word
    /// is missed which is less frequent than others in every segment.
    fn words(&self, searcher: &Searcher, text: &str) -> tantivy::Result<Vec<(String, usize)>> {
        let mut segments = Vec::with_capacity(searcher.segment_readers().len());
        for reader in searcher.segment_readers() {
            let view = self.views.of(reader)?;
            let dictionary = reader.inverted_index(self.fields.word)?;
            let Words { most, has_others } = view.columns.frequent.beginning(text, &dictionary)?;
            segments.push(Beginning { reader, view, dictionary, most: most.into_iter().collect(), has_others });
        }
        let words: BTreeSet<&String> = segments.iter().flat_map(|segment| segment.most.keys()).collect();
        let mut counted = Vec::with_capacity(words.len());
        for word in words {
            let mut all = 0_u64;
            for segment in &segments {
                all = all.saturating_add(u64::from(segment.documents(self.fields.word, word)?));
            }
            counted.push((word, all));
        }
        // Stable: of two words that as many documents have, the first one stays.
        counted.sort_by_key(|(_, all)| Reverse(*all));
        counted.truncate(MOST_COUNTED);
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for (word, _) in counted {
            let mut count = 0_usize;
            for beginning @ Beginning { reader, view, .. } in &segments {
                // The dictionary counts deleted documents too.
                count = count.saturating_add(if reader.has_deletes() {
                    Segment { fields: self.fields, searcher, reader, view }.having(word)?
                } else {
                    usize::try_from(beginning.documents(self.fields.word, word)?).unwrap_or(usize::MAX)
                });
            }
            counts.insert(word.clone(), count);
        }
        Ok(most_frequent(counts, MOST_OF_A_KIND))
    }
}

/// The words of a segment that begin as a text does.
struct Beginning<'a> {
    reader: &'a SegmentReader,
    view: SegmentView,
    dictionary: Arc<InvertedIndexReader>,
    most: HashMap<String, u32>,
    has_others: bool,
}

impl Beginning<'_> {
    /// How many documents have a word, deleted ones included.
    fn documents(&self, field: Field, word: &str) -> tantivy::Result<u32> {
        match self.most.get(word) {
            Some(documents) => Ok(*documents),
            None if self.has_others => Ok(self.dictionary.doc_freq(&Term::from_field_text(field, word))?),
            None => Ok(0),
        }
    }
}

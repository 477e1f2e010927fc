//! Matches a plan with the documents of a segment: each clause gives a set of documents, and the sets are combined.
//!
//! tantivy combines clauses document by document, with a jump in a list for each. With hundreds of thousands of
//! documents that takes ten times as long as reading the lists from end to end.

use std::sync::Arc;

use tantivy::{
    DocSet as _, InvertedIndexReader, Searcher, SegmentReader, TERMINATED, Term,
    postings::TermInfo,
    query::{EnableScoring, PhraseQuery, Query as _},
    schema::{Field, IndexRecordOption},
};

use super::{
    columns::{Columns, SegmentView},
    document_set::DocumentSet,
    grades::Grades,
    schema::{Fields, LONGEST_START},
};
use crate::search::{
    plan::{Clause, Filled, Phrase, Plan, Word},
    tokenizer::stems,
    traits::WantedTraits,
};

/// Sorts after every character of words: the noncharacter U+10FFFF.
const LAST: char = char::MAX;

/// What a plan matches in a segment.
pub(super) struct Matches {
    pub(super) documents: DocumentSet,
    /// Their relevance, where it was asked for.
    pub(super) grades: Option<Grades>,
}

/// A segment, to match plans with.
pub(super) struct Segment<'a> {
    pub(super) fields: Fields,
    pub(super) searcher: &'a Searcher,
    pub(super) reader: &'a SegmentReader,
    pub(super) view: &'a SegmentView,
}

impl Segment<'_> {
    /// The documents that meet the whole plan. With `graded`, the grade of each is the sum of how well it matches each
    /// word: see [`grade`](crate::search::plan::grade).
    pub(super) fn matches(&self, plan: &Plan, graded: bool) -> tantivy::Result<Matches> {
        let mut grades = graded.then(Grades::default);
        if plan.impossible {
            return Ok(Matches { documents: self.columns().none(), grades });
        }
        let mut found = DocumentSet::clone(&self.view.alive);
        for clause in &plan.clauses {
            found.intersect(&self.clause(clause)?);
        }
        if let Some(bounds) = plan.bounds {
            found.intersect(&self.columns().within(bounds));
        }
        for keyword in &plan.keywords {
            found.intersect(&self.term(self.fields.keyword, keyword)?);
        }
        if plan.else_placed.is_empty() {
            for word in &plan.words {
                found.intersect(&self.word(word, grades.as_mut())?);
            }
        } else {
            let mut having = DocumentSet::clone(&self.view.alive);
            for word in &plan.words {
                having.intersect(&self.word(word, grades.as_mut())?);
            }
            having.unite(&self.placed(&plan.else_placed)?);
            found.intersect(&having);
        }
        for phrase in &plan.phrases {
            found.intersect(&self.wanted_phrase(phrase)?);
        }
        for words in &plan.excluded {
            found.subtract(&self.unwanted(words)?);
        }
        for clause in &plan.without {
            found.subtract(&self.clause(clause)?);
        }
        self.keep(&mut found, plan.traits);
        if let Some(filled) = &plan.filled {
            found.intersect(&self.filled(filled)?);
        }
        Ok(Matches { documents: found, grades })
    }

    /// How many documents have this very word.
    pub(super) fn having(&self, word: &str) -> tantivy::Result<usize> {
        let Some(deleted) = &self.view.few_deleted else {
            let mut found = self.term(self.fields.word, word)?;
            found.intersect(&self.view.alive);
            return Ok(found.len());
        };
        let inverted = self.reader.inverted_index(self.fields.word)?;
        let Some(term) = inverted.get_term_info(&Term::from_field_text(self.fields.word, word))? else { return Ok(0) };
        // The dictionary counts deleted documents too: those are looked for in the list, which is not read from end to end.
        let mut list = inverted.read_postings_from_terminfo(&term, IndexRecordOption::Basic)?;
        let mut having = usize::try_from(term.doc_freq).unwrap_or(usize::MAX);
        for document in deleted.iter().copied() {
            if list.doc() < document {
                list.seek(document);
            }
            having = having.saturating_sub(usize::from(list.doc() == document));
        }
        Ok(having)
    }

    fn columns(&self) -> &Columns {
        &self.view.columns
    }

    /// Documents of which a clause holds.
    fn clause(&self, clause: &Clause) -> tantivy::Result<DocumentSet> {
        let mut found = self.columns().none();
        match clause {
            Clause::Keyword(any) => {
                for keyword in any {
                    self.add_term(&mut found, self.fields.keyword, keyword)?;
                }
            }
            Clause::Place(names) => found = self.placed(names)?,
            Clause::Taken(range) => found.unite(&self.columns().taken_within(*range)),
        }
        Ok(found)
    }

    /// Documents of a living collection.
    fn filled(&self, filled: &Filled) -> tantivy::Result<DocumentSet> {
        let mut found = self.matches(&filled.search, false)?.documents;
        let inverted = self.reader.inverted_index(self.fields.id)?;
        let mut left_out = self.columns().none();
        for photo in &filled.except {
            if let Some(term) = inverted.get_term_info(&Term::from_field_u64(self.fields.id, photo.number()))? {
                add_all(&mut left_out, &inverted, &term)?;
            }
        }
        found.subtract(&left_out);
        self.add_term(&mut found, self.fields.keyword, &filled.keyword)?;
        Ok(found)
    }

    /// Documents whose place has one of these names.
    fn placed(&self, names: &[Vec<String>]) -> tantivy::Result<DocumentSet> {
        let mut any = self.columns().none();
        for words in names {
            let mut found = self.columns().none();
            for (number, word) in words.iter().enumerate() {
                let has = self.beginning(self.fields.place, word)?;
                if number == 0 { found.unite(&has) } else { found.intersect(&has) }
            }
            any.unite(&found);
        }
        Ok(any)
    }

    /// Documents that have a word, another form of it, or a longer word that begins with it.
    fn word(&self, word: &Word, grades: Option<&mut Grades>) -> tantivy::Result<DocumentSet> {
        let mut found = self.columns().none();
        for stem in &word.stems {
            self.add_term(&mut found, self.fields.stem, stem)?;
        }
        let mut named = self.columns().none();
        for keyword in &word.named {
            self.add_term(&mut named, self.fields.keyword, keyword)?;
        }
        found.unite(&named);
        if let Some(grades) = grades {
            let mut whole = self.term(self.fields.word, &word.text)?;
            // A tag of that name is as good as the word.
            whole.unite(&named);
            found.unite(&whole);
            // The word itself is worth 2, another form of it 1, a beginning nothing.
            grades.add_one(&whole);
            grades.add_one(&found);
        }
        // A short prefix has a term of its own; a long one begins few words.
        if word.text.chars().nth(LONGEST_START).is_none() {
            self.add_term(&mut found, self.fields.start, &word.text)?;
        } else {
            found.unite(&self.beginning(self.fields.word, &word.text)?);
        }
        Ok(found)
    }

    /// Words that follow one another, or a tag of that name.
    fn wanted_phrase(&self, phrase: &Phrase) -> tantivy::Result<DocumentSet> {
        let mut found = self.phrase(&phrase.words)?;
        for keyword in &phrase.named {
            self.add_term(&mut found, self.fields.keyword, keyword)?;
        }
        Ok(found)
    }

    /// Words that follow one another.
    fn phrase(&self, words: &[String]) -> tantivy::Result<DocumentSet> {
        if let [word] = words {
            return self.term(self.fields.word, word);
        }
        let terms = words.iter().map(|word| Term::from_field_text(self.fields.word, word));
        let weight = PhraseQuery::new(terms.collect()).weight(EnableScoring::disabled_from_searcher(self.searcher))?;
        let mut scorer = weight.scorer(self.reader, 1.0)?;
        let mut found = self.columns().none();
        while scorer.doc() != TERMINATED {
            found.insert(scorer.doc());
            scorer.advance();
        }
        Ok(found)
    }

    /// A word in any of its forms, or several that follow one another.
    fn unwanted(&self, words: &[String]) -> tantivy::Result<DocumentSet> {
        let [word] = words else { return self.phrase(words) };
        let mut found = self.term(self.fields.word, word)?;
        for stem in stems(word) {
            self.add_term(&mut found, self.fields.stem, &stem)?;
        }
        Ok(found)
    }

    fn keep(&self, found: &mut DocumentSet, wanted: WantedTraits) {
        if wanted.is_any() {
            return;
        }
        let is_wanted: Vec<bool> = self.columns().classes.iter().map(|class| wanted.are_met_by(class.traits)).collect();
        found.keep(&self.columns().class_of, |class| {
            usize::try_from(class).ok().and_then(|class| is_wanted.get(class)) == Some(&true)
        });
    }

    fn term(&self, field: Field, text: &str) -> tantivy::Result<DocumentSet> {
        let mut found = self.columns().none();
        self.add_term(&mut found, field, text)?;
        Ok(found)
    }

    fn add_term(&self, found: &mut DocumentSet, field: Field, text: &str) -> tantivy::Result<()> {
        let inverted = self.reader.inverted_index(field)?;
        match inverted.get_term_info(&Term::from_field_text(field, text))? {
            Some(term) => add_all(found, &inverted, &term),
            None => Ok(()),
        }
    }

    /// Words that begin with it: a range of the dictionary.
    fn beginning(&self, field: Field, word: &str) -> tantivy::Result<DocumentSet> {
        let inverted = self.reader.inverted_index(field)?;
        let mut terms = inverted.terms().range().ge(word).lt(format!("{word}{LAST}")).into_stream()?;
        let mut found = self.columns().none();
        while terms.advance() {
            add_all(&mut found, &inverted, terms.value())?;
        }
        Ok(found)
    }
}

fn add_all(found: &mut DocumentSet, inverted: &Arc<InvertedIndexReader>, term: &TermInfo) -> tantivy::Result<()> {
    let mut list = inverted.read_block_postings_from_terminfo(term, IndexRecordOption::Basic)?;
    while !list.docs().is_empty() {
        list.docs().iter().for_each(|document| found.insert(*document));
        list.advance();
    }
    Ok(())
}

//! A query as tantivy reads it.

use std::ops::Bound;

use tantivy::{
    Term,
    query::{
        AllQuery, BooleanQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery, Occur, PhraseQuery, Query,
        RangeQuery, TermQuery,
    },
    schema::{Field, IndexRecordOption},
};

use super::schema::{Fields, LONGEST_START};
use crate::{
    domain::place::Bounds,
    search::plan::{Plan, Word, grade},
};

/// Stands after every character that words hold: the noncharacter U+10FFFF.
const LAST: char = char::MAX;

type Clause = Box<dyn Query>;

impl Fields {
    /// The whole plan. With `graded`, the score of a photo is the sum of the grades of its words, and nothing else.
    pub(super) fn query(&self, plan: &Plan, graded: bool) -> Clause {
        if plan.impossible {
            return Box::new(EmptyQuery);
        }
        let mut clauses: Vec<(Occur, Clause)> = Vec::new();
        for word in &plan.words {
            clauses.push((Occur::Must, if graded { self.graded(word) } else { self.any_form(word) }));
        }
        let mut filters: Vec<Clause> = Vec::new();
        filters.extend(plan.phrases.iter().map(|phrase| self.phrase(phrase)));
        filters.extend(plan.place.iter().map(|word| beginning(self.place, word)));
        filters.extend(plan.keywords.iter().map(|keyword| term(self.keyword, keyword)));
        if let Some(taken) = &plan.taken {
            let [from, until] = [*taken.start(), *taken.end()].map(|instant| Term::from_field_u64(self.taken, instant));
            filters.push(Box::new(RangeQuery::new(Bound::Included(from), Bound::Included(until))));
        }
        filters.extend(plan.bounds.map(|bounds| self.within(bounds)));
        if clauses.is_empty() && filters.is_empty() {
            filters.push(Box::new(AllQuery));
        }
        clauses.extend(filters.into_iter().map(|filter| (Occur::Must, scored(filter, 0))));
        clauses.extend(plan.excluded.iter().map(|words| (Occur::MustNot, self.unwanted(words))));
        Box::new(BooleanQuery::new(clauses))
    }

    /// Photos that have a word, another form of it, or a longer one that begins so.
    pub(super) fn any_form(&self, word: &Word) -> Clause {
        let stems = word.stems.iter().map(|stem| term(self.stem, stem));
        let forms = stems.chain([self.word_beginning(&word.text)]);
        Box::new(BooleanQuery::union(forms.collect()))
    }

    fn graded(&self, word: &Word) -> Clause {
        let stems = word.stems.iter().map(|stem| scored(term(self.stem, stem), grade::STEM));
        let whole = scored(term(self.word, &word.text), grade::WORD);
        let beginning = scored(self.word_beginning(&word.text), grade::BEGINNING);
        Box::new(DisjunctionMaxQuery::new(stems.chain([whole, beginning]).collect()))
    }

    /// A short beginning has a term; a long one is that of few words.
    fn word_beginning(&self, word: &str) -> Clause {
        let is_short = word.chars().nth(LONGEST_START).is_none();
        if is_short { term(self.start, word) } else { beginning(self.word, word) }
    }

    fn phrase(&self, words: &[String]) -> Clause {
        match words {
            [word] => term(self.word, word),
            several => {
                let terms = several.iter().map(|word| Term::from_field_text(self.word, word));
                Box::new(PhraseQuery::new(terms.collect()))
            }
        }
    }

    fn unwanted(&self, words: &[String]) -> Clause {
        match words {
            [word] => {
                let stems = crate::search::tokenizer::stems(word).into_iter().map(|stem| term(self.stem, &stem));
                Box::new(BooleanQuery::union(stems.chain([term(self.word, word)]).collect()))
            }
            // An exclusion may ask a phrase for a document before its first one, which an assertion of tantivy 0.27 forbids; a
            // union, if only with itself, takes any order.
            phrase => Box::new(BooleanQuery::union(vec![self.phrase(phrase), self.phrase(phrase)])),
        }
    }

    fn within(&self, bounds: Bounds) -> Clause {
        let (south_west, north_east) = bounds.corners();
        let degrees = |field, from: Option<f64>, until: Option<f64>| -> Clause {
            let side = |degrees: Option<f64>| {
                degrees.map_or(Bound::Unbounded, |degrees| Bound::Included(Term::from_field_f64(field, degrees)))
            };
            Box::new(RangeQuery::new(side(from), side(until)))
        };
        let (west, east) = (south_west.longitude(), north_east.longitude());
        let longitude = if west <= east {
            degrees(self.longitude, Some(west), Some(east))
        } else {
            // It lies on both sides of the 180th meridian (RFC 7946 §5.2).
            let sides = [degrees(self.longitude, Some(west), None), degrees(self.longitude, None, Some(east))];
            Box::new(BooleanQuery::union(sides.into()))
        };
        let latitude = degrees(self.latitude, Some(south_west.latitude()), Some(north_east.latitude()));
        Box::new(BooleanQuery::intersection(vec![latitude, longitude]))
    }
}

fn term(field: Field, text: &str) -> Clause {
    Box::new(TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::Basic))
}

/// Words that begin so: a range of the dictionary.
fn beginning(field: Field, word: &str) -> Clause {
    let [from, until] = [word.to_owned(), format!("{word}{LAST}")].map(|text| Term::from_field_text(field, &text));
    Box::new(RangeQuery::new(Bound::Included(from), Bound::Excluded(until)))
}

fn scored(clause: Clause, score: u8) -> Clause {
    Box::new(ConstScoreQuery::new(clause, f32::from(score)))
}

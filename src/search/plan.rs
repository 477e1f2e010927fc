//! A query as engines read it: its words, and exact values.

use std::ops::RangeInclusive;

use super::{
    document::{Keyword, traits::WantedTraits},
    key,
    tokenizer::{is_stop_word, stems, words},
};
use crate::domain::{place::Bounds, query::PhotoQuery, taken::Taken};

/// The most words that are searched; a term may hold many, as `a-b-c` does.
const MOST_WORDS: usize = 12;
/// The most words of a phrase.
const MOST_OF_PHRASE: usize = 32;

/// All of it must hold.
#[derive(Clone, Debug, Default)]
pub(super) struct Plan {
    pub(super) words: Vec<Word>,
    /// Words that follow one another in one text.
    pub(super) phrases: Vec<Vec<String>>,
    /// What excludes a photo: a word in any of its forms, or several that follow one another.
    pub(super) excluded: Vec<Vec<String>>,
    /// Beginnings of words of the place's name.
    pub(super) place: Vec<String>,
    pub(super) keywords: Vec<String>,
    pub(super) traits: WantedTraits,
    pub(super) taken: Option<RangeInclusive<u64>>,
    pub(super) bounds: Option<Bounds>,
    /// No photo can be found: the query has no word.
    pub(super) impossible: bool,
}

/// A word to search: itself, another form of it, or a longer word that begins with it.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) stems: Vec<String>,
}

/// How well a photo matches a word: the sum is its relevance.
pub(super) mod grade {
    /// It has the word itself.
    pub(in crate::search) const WORD: u8 = 2;
    /// It has another form of it.
    pub(in crate::search) const STEM: u8 = 1;
    /// It has a longer word that begins with it.
    pub(in crate::search) const BEGINNING: u8 = 0;
}

impl Plan {
    pub(super) fn of(query: &PhotoQuery) -> Self {
        let mut plan = Self::default();
        let mut wanted: Vec<String> = Vec::new();
        for term in &query.terms {
            let mut found = words(&term.text);
            found.truncate(if term.excluded || term.quoted { MOST_OF_PHRASE } else { MOST_WORDS });
            match (found.is_empty(), term.excluded, term.quoted) {
                (true, true, _) => {}
                (true, false, _) => plan.impossible = true,
                (false, true, _) => plan.excluded.push(found),
                (false, false, true) => plan.phrases.push(found),
                (false, false, false) => wanted.extend(found),
            }
        }
        if !plan.phrases.is_empty() || wanted.iter().any(|word| !is_stop_word(word)) {
            wanted.retain(|word| !is_stop_word(word));
        }
        wanted.truncate(MOST_WORDS);
        plan.words = wanted.into_iter().map(|text| Word { stems: stems(&text), text }).collect();
        plan.place = words(&query.place);
        plan.place.truncate(MOST_WORDS);
        plan.impossible |= plan.place.is_empty() && !query.place.trim().is_empty();
        plan.keywords = (query.tag.iter().map(Keyword::Tag))
            .chain(query.author.iter().map(Keyword::Author))
            .chain(query.giver.iter().map(Keyword::Giver))
            .chain(query.licence.map(Keyword::Licence))
            .map(|keyword| keyword.to_string())
            .collect();
        plan.traits = WantedTraits { uses: query.uses, aspect: query.aspect };
        if query.taken_after.is_some() || query.taken_before.is_some() {
            // From 1 on: 0 is a date that is not known.
            let from = query.taken_after.as_ref().map_or(1, |after| key::instant(&Taken::sortable(after)));
            let until = query.taken_before.as_ref().map_or(u64::MAX, |before| key::end_of(before.day()));
            plan.taken = Some(from.max(1)..=until);
        }
        plan.bounds = query.bounds;
        plan
    }
}

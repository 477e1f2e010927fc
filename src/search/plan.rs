//! A query as engines read it: its words, and exact values.

use super::{
    document::Keyword,
    key,
    span::TakenSpan,
    tokenizer::{is_stop_word, stems, words},
    traits::WantedTraits,
};
use crate::domain::{
    condition::{Condition, Fact},
    fold::fold,
    photo::PhotoId,
    place::{Bounds, names_in},
    query::{PhotoQuery, Term},
    tag::{TagKey, vocabulary::Vocabulary},
    taken::Taken,
    years::Years,
};

/// The most words that are searched; a term may hold many, as `a-b-c` does.
const MOST_WORDS: usize = 12;
/// The most words of a phrase.
const MOST_OF_PHRASE: usize = 32;
/// The most words of a name of a tag that is found among others.
const MOST_OF_NAME: usize = 6;

/// All of it must hold.
#[derive(Clone, Debug, Default)]
pub(super) struct Plan {
    pub(super) words: Vec<Word>,
    /// Words that follow one another in one text.
    pub(super) phrases: Vec<Phrase>,
    /// What excludes a photo: a word in any of its forms, or several that follow one another.
    pub(super) excluded: Vec<Vec<String>>,
    /// Names of the place that the words may name: a photo of that place has all of them.
    pub(super) else_placed: Vec<Vec<String>>,
    pub(super) keywords: Vec<String>,
    pub(super) traits: WantedTraits,
    /// What else must hold.
    pub(super) clauses: Vec<Clause>,
    /// What must not hold.
    pub(super) without: Vec<Clause>,
    pub(super) bounds: Option<Bounds>,
    /// The living collection that it must be in.
    pub(super) filled: Option<Box<Filled>>,
    /// No photo can be found: the query has no word.
    pub(super) impossible: bool,
}

/// A living collection: the photos that have its keyword, and those of its search.
#[derive(Clone, Debug)]
pub(super) struct Filled {
    pub(super) keyword: String,
    pub(super) search: Plan,
    /// What its search finds and it leaves out.
    pub(super) except: Vec<PhotoId>,
}

/// One thing that holds of a photo or not.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Clause {
    /// It has one of these keywords.
    Keyword(Vec<String>),
    /// Each word of one of these names is the beginning of a word of its place's name.
    Place(Vec<Vec<String>>),
    /// It was taken in this range.
    Taken(TakenSpan),
}

/// A word to search: itself, another form of it, or a longer word that begins with it.
#[derive(Clone, Debug, Default)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) stems: Vec<String>,
    /// The keywords of tags that it is a name of: a photo that has one of them has the word.
    pub(super) named: Vec<String>,
}

/// Words that follow one another in one text.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    pub(super) words: Vec<String>,
    /// The keywords of tags that they are a name of.
    pub(super) named: Vec<String>,
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
    pub(super) fn of(query: &PhotoQuery, vocabulary: &Vocabulary) -> Self {
        let mut plan = Self::default();
        let mut wanted: Vec<(String, Vec<String>)> = Vec::new();
        for (term, named) in query.terms.iter().zip(named(&query.terms, vocabulary)) {
            let mut found = words(&term.text);
            found.truncate(if term.excluded || term.quoted { MOST_OF_PHRASE } else { MOST_WORDS });
            match (found.is_empty(), term.excluded, term.quoted) {
                (true, true, _) => {}
                (true, false, _) => plan.impossible = true,
                (false, true, _) => plan.excluded.push(found),
                (false, false, true) => plan.phrases.push(Phrase { words: found, named }),
                (false, false, false) => wanted.extend(found.into_iter().map(|word| (word, named.clone()))),
            }
        }
        if !plan.phrases.is_empty() || wanted.iter().any(|(word, _)| !is_stop_word(word)) {
            wanted.retain(|(word, _)| !is_stop_word(word));
        }
        wanted.truncate(MOST_WORDS);
        plan.words = wanted.into_iter().map(|(text, named)| Word { stems: stems(&text), text, named }).collect();
        if !query.place.trim().is_empty() {
            plan.clauses.push(placed(&query.place, query));
        }
        if let Some(typed) = query.words_alone().filter(|_| !plan.words.is_empty()) {
            plan.else_placed = query.other_names(&typed).iter().map(|name| beginnings(name)).collect();
        }
        plan.clauses.extend(query.tag.iter().map(|tag| tagged(&tag.key(), vocabulary)));
        if let Some(context) = query.context.as_ref().map(|context| vocabulary.canonical(&context.key())) {
            plan.impossible |= !vocabulary.contexts().contains(&context);
            plan.clauses.push(tagged(&context, vocabulary));
        }
        plan.keywords = (query.author.iter().map(Keyword::Author))
            .chain(query.giver.iter().map(Keyword::Giver))
            .chain(query.licence.map(Keyword::Licence))
            .chain(query.collection.as_ref().filter(|_| query.filled.is_none()).map(Keyword::Collection))
            .chain(query.uncollected.then_some(Keyword::NoCollection))
            .chain(query.without_point.then_some(Keyword::NoPoint))
            .chain(query.author_name.as_deref().map(Keyword::AuthorName))
            .map(|keyword| keyword.to_string())
            .collect();
        if let Some(place) = &query.place_name {
            let names = names_in(place);
            plan.impossible |= names.is_empty();
            let keyword = |name: &str| Keyword::PlaceName(name).to_string();
            match query.other_names(place) {
                [] => plan.keywords.extend(names.iter().map(|name| keyword(name))),
                others => {
                    let any = names.iter().chain(others).map(|name| keyword(name));
                    plan.clauses.push(Clause::Keyword(any.collect()));
                }
            }
        }
        plan.traits = WantedTraits { uses: query.uses, aspect: query.aspect, print: query.print, colour: query.colour };
        if query.taken_after.is_some() || query.taken_before.is_some() {
            // A day includes what was taken at any hour of it; so does an hour that ends a range, since pages show days.
            let day = |taken: &Taken| taken.without_hour().parse().ok();
            let after = query.taken_after.as_ref().map_or(1, |after| TakenSpan::of(Some(after)).first);
            let before = query.taken_before.as_ref();
            let before = before.map_or(u64::MAX, |before| TakenSpan::of(day(before).as_ref()).last);
            plan.clauses.push(Clause::Taken(TakenSpan { first: after, last: before }));
        }
        plan.clauses.extend(query.years.map(taken_in));
        for Condition { fact, excluded } in &query.conditions {
            let clauses = if *excluded { &mut plan.without } else { &mut plan.clauses };
            clauses.push(clause(fact, query, vocabulary));
        }
        plan.bounds = query.bounds;
        plan.filled = query.collection.as_ref().zip(query.filled.as_ref()).map(|(slug, filling)| {
            // Within its search, a collection is what people put into it: two of them never fill each other.
            let inner = PhotoQuery { filled: None, ..filling.query.clone() };
            Box::new(Filled {
                keyword: Keyword::Collection(slug).to_string(),
                search: Self::of(&inner, vocabulary),
                except: filling.except.clone(),
            })
        });
        plan
    }
}

/// For each term, the keywords of the tags that it is a name of, alone or with those beside it: `cale de mise à l'eau`.
fn named(terms: &[Term], vocabulary: &Vocabulary) -> Vec<Vec<String>> {
    let mut named: Vec<Vec<String>> = vec![Vec::new(); terms.len()];
    if vocabulary.is_empty() {
        return named;
    }
    for first in 0..terms.len() {
        let mut text = String::new();
        for (length, term) in terms.iter().skip(first).take(MOST_OF_NAME).enumerate() {
            if term.excluded || (term.quoted && length > 0) {
                break;
            }
            let gap = if text.is_empty() { "" } else { " " };
            text.extend([gap, &term.text]);
            let mut tags = vocabulary.covered_by_name(&text);
            if tags.is_empty() && !term.quoted {
                tags = in_other_number(&text).iter().flat_map(|text| vocabulary.covered_by_name(text)).collect();
            }
            let keywords = keywords(&tags);
            for of_term in named.iter_mut().skip(first).take(length.saturating_add(1)) {
                of_term.extend_from_slice(&keywords);
            }
            if term.quoted {
                break;
            }
        }
    }
    named
}

/// A name in the singular where it may be in the plural, and the other way round: of all its words, or of the first one
/// (`cales de mise à l'eau`), which carry the number in French; in English and for loanwords, the last one does.
fn in_other_number(name: &str) -> Vec<String> {
    let folded = fold(name);
    let words: Vec<&str> = folded.split(' ').collect();
    let last = words.len().saturating_sub(1);
    let turned = |turn: fn(&str) -> Option<String>, at: &dyn Fn(usize) -> bool| {
        let mut has_changed = false;
        let turned = words.iter().enumerate().map(|(place, word)| match turn(word).filter(|_| at(place)) {
            Some(other) => {
                has_changed = true;
                other
            }
            None => (*word).to_owned(),
        });
        let turned: Vec<String> = turned.collect();
        has_changed.then(|| turned.join(" "))
    };
    let mut names = Vec::new();
    for turn in [singular, singular_in_al, plural, plural_in_aux] {
        let places: [&dyn Fn(usize) -> bool; 3] = [&|_| true, &|place| place == 0, &|place| place == last];
        names.extend(places.into_iter().filter_map(|at| turned(turn, at)));
    }
    names.sort_unstable();
    names.dedup();
    names
}

/// `cales` → `cale`, `bateaux` → `bateau`.
fn singular(word: &str) -> Option<String> {
    let stem = word.strip_suffix(['s', 'x'])?;
    (stem.chars().count() > 1).then(|| stem.to_owned())
}

/// `chevaux` → `cheval`.
fn singular_in_al(word: &str) -> Option<String> {
    word.strip_suffix("aux").map(|stem| format!("{stem}al"))
}

/// `cale` → `cales`, `bateau` → `bateaux`.
fn plural(word: &str) -> Option<String> {
    let sign = if word.ends_with("eau") { 'x' } else { 's' };
    (word.chars().count() > 1 && !word.ends_with(['s', 'x', 'z'])).then(|| format!("{word}{sign}"))
}

/// `cheval` → `chevaux`.
fn plural_in_aux(word: &str) -> Option<String> {
    word.strip_suffix("al").map(|stem| format!("{stem}aux"))
}

fn keywords(tags: &[TagKey]) -> Vec<String> {
    tags.iter().map(|key| Keyword::Tag(key).to_string()).collect()
}

/// Photos of a tag, of its synonyms and of all narrower tags.
fn tagged(tag: &TagKey, vocabulary: &Vocabulary) -> Clause {
    Clause::Keyword(keywords(&vocabulary.covered(tag)))
}

fn clause(fact: &Fact, query: &PhotoQuery, vocabulary: &Vocabulary) -> Clause {
    match fact {
        Fact::Tag(tag) => tagged(&tag.key(), vocabulary),
        Fact::By(name) => {
            let account = name.parse().ok().map(|handle| Keyword::Author(&handle).to_string());
            Clause::Keyword(account.into_iter().chain([Keyword::AuthorName(name).to_string()]).collect())
        }
        Fact::Place(text) => placed(text, query),
        Fact::Years(years) => taken_in(*years),
    }
}

/// Photos of a place, by what names it and by its other names; none where there is no word.
fn placed(text: &str, query: &PhotoQuery) -> Clause {
    let names = std::iter::once(text).chain(query.other_names(text).iter().map(String::as_str));
    Clause::Place(names.map(beginnings).filter(|words| !words.is_empty()).collect())
}

fn beginnings(name: &str) -> Vec<String> {
    let mut beginnings = words(name);
    beginnings.truncate(MOST_WORDS);
    beginnings
}

fn taken_in(years: Years) -> Clause {
    let instant = |year: u16, at: fn(&str) -> u64| at(&format!("{year:04}"));
    // From 1 on: 0 is a date that is not known.
    let first = years.first().map_or(1, |first| instant(first, key::instant).max(1));
    Clause::Taken(TakenSpan { first, last: years.last().map_or(u64::MAX, |last| instant(last, key::end_of)) })
}

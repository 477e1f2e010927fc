//! Completes what one types in a search field: the words, tags, places and authors of published photos; and in a form, tags and
//! places to give.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use super::{Library, StoreFault, search::spelt_as};
use crate::{
    catalog::store::Seq,
    domain::{
        communes,
        condition::{Condition, Fact},
        fold::fold,
        known_places::KnownPlaces,
        query::{PhotoQuery, SortOrder},
        tag::{Tag, TagKey, vocabulary::Vocabulary},
        text::clean_line,
    },
    search::{Completion, CompletionKind},
};

/// Longer texts are not completed.
const LONGEST: usize = 100;
/// A name may have begun so many words ago.
const MOST_WORDS: usize = 4;
/// How many places of the gazetteer are proposed.
const MOST_KNOWN: usize = 3;
/// How many are proposed in all.
const MOST: usize = 8;

/// What may be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggested {
    /// What it is.
    pub kind: CompletionKind,
    /// As it is written.
    pub text: String,
    /// What would be typed to search it, after what was typed before.
    pub query: String,
    /// How many published photos have it.
    pub count: usize,
}

/// Words as photos write them, as they were found last: otherwise each word that is proposed is a search and a record read.
#[derive(Debug, Default)]
pub(super) struct Spellings(Mutex<HashMap<String, (Seq, String)>>);

/// How many words are kept: a hundred kilobytes or two. When there are more, all are found again.
const MOST_SPELT: usize = 2_000;
/// After so many changes, a word is found again: it may be written otherwise.
const SPELT_FOR: Seq = 1_000;

impl Spellings {
    fn of(&self, word: &str, now: Seq) -> Option<String> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (since, spelt) = kept.get(word)?;
        (now.saturating_sub(*since) < SPELT_FOR).then(|| spelt.clone())
    }

    fn keep(&self, word: String, spelt: &str, now: Seq) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST_SPELT {
            kept.clear();
        }
        kept.insert(word, (now, spelt.to_owned()));
    }
}

impl Library {
    /// What may be meant by a text of which the end is still being typed.
    ///
    /// # Errors
    /// Those of [`search`](Self::search).
    pub async fn completions(&self, typed: &str) -> Result<Vec<Suggested>, StoreFault> {
        if typed.chars().count() > LONGEST || typed.ends_with(char::is_whitespace) {
            return Ok(Vec::new());
        }
        let text = clean_line(typed);
        let starts = (text.char_indices()).filter(|(_, letter)| *letter == ' ').map(|(place, _)| place + 1);
        let starts: Vec<usize> = std::iter::once(0).chain(starts).collect();
        // From the longest text on: `pont de rec` begins a tag, and `rec` a word.
        let ends = starts.iter().rev().take(MOST_WORDS).rev();
        let tries: Vec<(String, String)> = ends
            .filter_map(|start| text.split_at_checked(*start))
            .map(|(before, rest)| (before.trim_end().to_owned(), rest.to_owned()))
            .collect();
        let asked = tries.clone();
        let found = self.ask_index(move |search| {
            asked.iter().map(|(_, rest)| search.complete(rest)).collect::<Result<Vec<_>, _>>()
        });
        let mut suggested: Vec<Suggested> = Vec::new();
        let last = tries.len().saturating_sub(1);
        let (imported, vocabulary) = (self.known_places().await?, self.vocabulary().await?);
        let known = if imported.all().is_empty() { communes::of_two_names() } else { &*imported };
        for (place, ((before, rest), completions)) in tries.iter().zip(found.await?).enumerate() {
            let completions = self.with_named_tags(rest, completions, &vocabulary).await?;
            for one in self.known_beginning(rest, known).await?.into_iter().chain(completions) {
                let is_known = suggested.iter().any(|known| known.kind == one.kind && known.text == one.text);
                // Of the words before the last one, names are proposed only.
                if suggested.len() < MOST && !is_known && (place == last || one.kind != CompletionKind::Word) {
                    suggested.push(self.suggested(before, one).await?);
                }
            }
        }
        Ok(suggested)
    }

    /// Tags that a photo may be given and that begin as a text does, by themselves or by another of their names: those of most
    /// photos first, then those that no photo has yet.
    ///
    /// # Errors
    /// Those of [`search`](Self::search).
    pub async fn tags_to_give(&self, typed: &str) -> Result<Vec<Suggested>, StoreFault> {
        let Some(text) = to_complete(typed) else { return Ok(Vec::new()) };
        let carried = self.found_beginning(&text, CompletionKind::Tag).await?;
        let vocabulary = self.vocabulary().await?;
        let mut keys: Vec<(TagKey, String)> = Vec::new();
        let known = vocabulary.beginning(&text).into_iter().map(|key| (key.clone(), key.to_string()));
        let carried = carried.into_iter().map(|one| (vocabulary.canonical(&TagKey::of(&one.text)), one.text));
        for (key, text) in carried.chain(known.take(2 * MOST)) {
            let record = vocabulary.record(&key);
            if record.is_none_or(|record| !record.banned) && !keys.iter().any(|(known, _)| *known == key) {
                keys.push((key, record.map_or(text, |record| record.tag.to_string())));
            }
        }
        let counts = self.count_tags(&vocabulary, &keys.iter().map(|(key, _)| key.clone()).collect::<Vec<_>>()).await?;
        Ok(most_first(CompletionKind::Tag, keys.into_iter().map(|(_, text)| text).zip(counts)))
    }

    /// Places that a photo may be said to be of, and that begin as a text does: those that photos have, and those of the
    /// gazetteer.
    ///
    /// # Errors
    /// Those of [`search`](Self::search).
    pub async fn places_to_give(&self, typed: &str) -> Result<Vec<Suggested>, StoreFault> {
        let Some(text) = to_complete(typed) else { return Ok(Vec::new()) };
        let mut places: Vec<(String, usize)> = Vec::new();
        for one in self.found_beginning(&text, CompletionKind::Place).await? {
            places.push((one.text, one.count));
        }
        let imported = self.known_places().await?;
        let known = if imported.all().is_empty() { communes::of_two_names() } else { &*imported };
        for place in known.beginning(&text, MOST) {
            let begins = place.names().find(|name| fold(name).starts_with(&fold(&text)));
            let name = begins.filter(|name| *name != place.name).map_or_else(|| place.in_full(), str::to_owned);
            if !places.iter().any(|(known, _)| fold(known) == fold(&name)) {
                places.push((name, 0));
            }
        }
        Ok(most_first(CompletionKind::Place, places.into_iter()))
    }

    /// What the index has of one kind.
    pub(super) async fn found_beginning(
        &self,
        text: &str,
        kind: CompletionKind,
    ) -> Result<Vec<Completion>, StoreFault> {
        let text = text.to_owned();
        let found = self.ask_index(move |search| search.complete(&text)).await?;
        Ok(found.into_iter().filter(|one| one.kind == kind).collect())
    }

    /// The places of the gazetteer that begin as a text does, and that photos have; photos may name them otherwise.
    async fn known_beginning(&self, text: &str, known: &KnownPlaces) -> Result<Vec<Completion>, StoreFault> {
        if text.chars().count() < 2 {
            return Ok(Vec::new());
        }
        let mut names: Vec<String> = Vec::new();
        for place in known.beginning(text, MOST_KNOWN) {
            let begins = place.names().find(|name| fold(name).starts_with(&fold(text)));
            names.push(begins.unwrap_or(&place.name).to_owned());
        }
        names.dedup();
        let queries = names.iter().map(|name| PhotoQuery { place: name.clone(), ..PhotoQuery::default() });
        let counts = self.count_found(queries.collect()).await?;
        let found = names.into_iter().zip(counts).filter(|(_, count)| *count > 0);
        Ok(found.map(|(text, count)| Completion { kind: CompletionKind::Place, text, count }).collect())
    }

    /// Completions with the tags that have a synonym, or a name in any language, that begins so. A tag is counted as the search
    /// for it counts, and one that finds nothing is not proposed.
    async fn with_named_tags(
        &self,
        rest: &str,
        found: Vec<Completion>,
        vocabulary: &Vocabulary,
    ) -> Result<Vec<Completion>, StoreFault> {
        if vocabulary.is_empty() || rest.chars().nth(1).is_none() {
            return Ok(found);
        }
        let (tags, others): (Vec<Completion>, Vec<Completion>) =
            found.into_iter().partition(|one| one.kind == CompletionKind::Tag);
        let mut keys: Vec<TagKey> = Vec::new();
        let carried = tags.iter().map(|one| vocabulary.canonical(&TagKey::of(&one.text)));
        for key in carried.chain(vocabulary.beginning(rest).into_iter().take(MOST)) {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        let written = |key: &TagKey| {
            let carried = tags.iter().find(|one| TagKey::of(&one.text) == *key).map(|one| one.text.clone());
            vocabulary.record(key).map(|record| record.tag.to_string()).or(carried).unwrap_or_else(|| key.to_string())
        };
        let counts = self.count_tags(vocabulary, &keys).await?;
        let mut named: Vec<Completion> = keys
            .iter()
            .zip(counts)
            .filter(|(_, count)| *count > 0)
            .map(|(key, count)| Completion { kind: CompletionKind::Tag, text: written(key), count })
            .collect();
        named.sort_by(|one, other| other.count.cmp(&one.count).then_with(|| one.text.cmp(&other.text)));
        named.truncate(MOST / 2);
        Ok(named.into_iter().chain(others).collect())
    }

    async fn suggested(&self, before: &str, one: Completion) -> Result<Suggested, StoreFault> {
        let Completion { kind, text, count } = one;
        let (text, said) = match kind {
            CompletionKind::Word => {
                let text = self.as_written(text).await?;
                (text.clone(), text)
            }
            CompletionKind::Tag => {
                let tag = Tag::parse(&text).ok().flatten();
                (text, tag.map(|tag| typed(Fact::Tag(tag))).unwrap_or_default())
            }
            CompletionKind::Place => (text.clone(), typed(Fact::Place(text))),
            CompletionKind::Author => (text.clone(), typed(Fact::By(text))),
        };
        let query = if before.is_empty() { said } else { format!("{before} {said}") };
        Ok(Suggested { kind, text, query, count })
    }

    /// A folded word with the accents that it has in a photo.
    async fn as_written(&self, word: String) -> Result<String, StoreFault> {
        let now = self.store.seq();
        if let Some(spelt) = self.spellings.of(&word, now) {
            return Ok(spelt);
        }
        let spelt = self.spelt(word.clone()).await?;
        self.spellings.keep(word, &spelt, now);
        Ok(spelt)
    }

    async fn spelt(&self, word: String) -> Result<String, StoreFault> {
        let query = PhotoQuery::of(&format!("\"{word}\""));
        let page = self.search(&query, SortOrder::Newest, None, 1).await?;
        Ok(page.photos.first().map(|photo| spelt_as(&word, &photo.record)).unwrap_or(word))
    }
}

/// A text that is completed as a whole; nothing for one that is too short or too long.
fn to_complete(typed: &str) -> Option<String> {
    let text = clean_line(typed);
    (text.chars().nth(1).is_some() && text.chars().count() <= LONGEST).then_some(text)
}

/// What may be given, those of most photos first; the others keep their order.
fn most_first(kind: CompletionKind, texts: impl Iterator<Item = (String, usize)>) -> Vec<Suggested> {
    let mut found: Vec<Suggested> =
        texts.map(|(text, count)| Suggested { kind, query: text.clone(), text, count }).collect();
    found.sort_by_key(|one| std::cmp::Reverse(one.count));
    found.truncate(MOST);
    found
}

fn typed(fact: Fact) -> String {
    Condition { fact, excluded: false }.to_string()
}

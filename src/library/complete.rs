//! Completes what one types in a search field: the words, tags, places and authors of published photos.

use super::{Library, StoreFault, search::spelt_as};
use crate::{
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
        let query = PhotoQuery::of(&format!("\"{word}\""));
        let page = self.search(&query, SortOrder::Newest, None, 1).await?;
        Ok(page.photos.first().map(|photo| spelt_as(&word, &photo.record)).unwrap_or(word))
    }
}

fn typed(fact: Fact) -> String {
    Condition { fact, excluded: false }.to_string()
}

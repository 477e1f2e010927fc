//! Words of a change that the library does not know yet: what is mistyped is noticed before it stands on a hundred photos.

use super::{Library, StoreFault};
use crate::{
    domain::{batch_change::BatchChange, communes, fold::fold, gazetteer, tag::Tag},
    search::{CompletionKind, letters_apart},
};

/// The letters of a new tag by which those it may be mistaken for are looked up.
const BEGINNING: usize = 3;
/// How many letters two tags that may be mistaken for one another differ by: `animal` and `animaux` differ by two.
const MOST_LETTERS: usize = 2;
/// Tags of fewer letters are never like another: `mer` and `mur` are two words.
const SHORTEST: usize = 5;

/// What a change names, and nothing else does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewWords {
    /// Tags that no curator described and no published photo has.
    pub tags: Vec<NewTag>,
    /// A place that is in no list and that no published photo has.
    pub place: Option<String>,
}

/// A new tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTag {
    /// As it was typed.
    pub tag: String,
    /// A known one that is written almost alike.
    pub like: Option<String>,
}

impl Library {
    /// The words of a change that are new. While the index is behind or busy, none is called new.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue or the index fails.
    pub async fn new_words(&self, change: &BatchChange) -> Result<NewWords, StoreFault> {
        match self.find_new_words(change).await {
            Err(StoreFault::IndexBehind | StoreFault::TooManySearches) => Ok(NewWords::default()),
            found => found,
        }
    }

    async fn find_new_words(&self, change: &BatchChange) -> Result<NewWords, StoreFault> {
        let vocabulary = self.vocabulary().await?;
        let mut words = NewWords::default();
        for tag in &change.tags_add {
            let key = vocabulary.canonical(&tag.key());
            let is_known = vocabulary.record(&key).is_some()
                || self.count_tags(&vocabulary, std::slice::from_ref(&key)).await?.iter().any(|count| *count > 0);
            if !is_known {
                words.tags.push(NewTag { tag: tag.to_string(), like: self.tag_written_like(tag).await? });
            }
        }
        if let Some(Some(name)) = &change.fields.place_name
            && !self.is_known_place(name.as_str()).await?
        {
            words.place = Some(name.as_str().to_owned());
        }
        Ok(words)
    }

    /// A known tag that is written almost as one that is not.
    async fn tag_written_like(&self, tag: &Tag) -> Result<Option<String>, StoreFault> {
        let typed = fold(&tag.to_string());
        if typed.chars().count() < SHORTEST {
            return Ok(None);
        }
        let beginning: String = typed.chars().take(BEGINNING).collect();
        let known = self.tags_to_give(&beginning).await?;
        let letters = |text: &str| letters_apart(&typed, &fold(text));
        let near = known.into_iter().map(|known| (letters(&known.text), known.text));
        let nearest = near.filter(|(letters, _)| *letters <= MOST_LETTERS).min_by_key(|(letters, _)| *letters);
        Ok(nearest.map(|(_, text)| text))
    }

    async fn is_known_place(&self, name: &str) -> Result<bool, StoreFault> {
        if !gazetteer::places_called(name).is_empty() || communes::of_two_names().called(name).is_some() {
            return Ok(true);
        }
        if self.known_places().await?.called(name).is_some() {
            return Ok(true);
        }
        let found = self.found_beginning(name, CompletionKind::Place).await?;
        Ok(found.iter().any(|place| fold(&place.text) == fold(name)))
    }
}

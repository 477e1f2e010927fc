//! Collections as people name them who change them: by a title, or by the beginning of one of its words while it is typed.

use std::{collections::BTreeMap, sync::Arc};

use super::{Library, StoreFault, browse::LookError};
use crate::{
    catalog::collections::Titled,
    domain::{collection::Slug, fold::fold, reader::Reader, text::clean_line},
};

/// How many collections are proposed while a title is typed.
const MOST: usize = 8;
/// The fewest letters that are completed: fewer begin very many words.
const FEWEST_LETTERS: usize = 2;

/// The collections that a reader may mean and may change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NamedCollection {
    /// This one.
    One(Slug),
    /// None.
    Unknown,
    /// All of these, which have the same title.
    Several(Vec<Slug>),
}

/// A collection that is proposed while its title is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposedCollection {
    /// Its name in addresses.
    pub slug: Slug,
    /// Its title.
    pub title: String,
    /// Whether it is a draft.
    pub is_draft: bool,
    /// Whether the reader may change another one of the same title.
    pub has_namesake: bool,
}

impl Library {
    /// The collection that a text names, among those that this reader may change: the one of this title, case and accents aside,
    /// else the one of this name in addresses.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn collection_called(&self, reader: &Reader, typed: &str) -> Result<NamedCollection, StoreFault> {
        let title = fold(&clean_line(typed));
        let titles = self.editable_titles(reader).await?;
        let called = titles.iter().filter(|titled| titled.folded == title);
        let mut called: Vec<Slug> = called.map(|titled| titled.record.slug.clone()).collect();
        called.sort();
        match (called.as_slice(), typed.trim().parse()) {
            ([one], _) => Ok(NamedCollection::One(one.clone())),
            ([], Ok(slug)) => self.collection_at(reader, &slug).await,
            ([], Err(_no_slug)) => Ok(NamedCollection::Unknown),
            _ => Ok(NamedCollection::Several(called)),
        }
    }

    /// The collection of this name in addresses, if this reader may change it.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn collection_at(&self, reader: &Reader, slug: &Slug) -> Result<NamedCollection, StoreFault> {
        match self.collection(reader, slug).await {
            Ok(found) if found.is_edited_by(reader) => Ok(NamedCollection::One(slug.clone())),
            Err(LookError::Fault(fault)) => Err(fault),
            Ok(_) | Err(_) => Ok(NamedCollection::Unknown),
        }
    }

    /// Collections that this reader may change and of whose title a word begins as a text does: those of which the first word
    /// does come first.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn collections_to_give(
        &self,
        reader: &Reader,
        typed: &str,
    ) -> Result<Vec<ProposedCollection>, StoreFault> {
        let text = fold(&clean_line(typed));
        if text.chars().nth(FEWEST_LETTERS - 1).is_none() {
            return Ok(Vec::new());
        }
        let titles = self.editable_titles(reader).await?;
        let mut namesakes: BTreeMap<&str, usize> = BTreeMap::new();
        for titled in &titles {
            let count = namesakes.entry(&titled.folded).or_default();
            *count = count.saturating_add(1);
        }
        let mut found: Vec<&Arc<Titled>> =
            titles.iter().filter(|titled| begins_a_word(&titled.folded, &text)).collect();
        found.sort_by_key(|titled| (!titled.folded.starts_with(&text), &titled.folded, &titled.record.slug));
        let proposed = |titled: &Arc<Titled>| ProposedCollection {
            slug: titled.record.slug.clone(),
            title: titled.record.title.as_str().to_owned(),
            is_draft: !titled.record.is_public(),
            has_namesake: namesakes.get(titled.folded.as_str()).is_some_and(|count| *count > 1),
        };
        Ok(found.into_iter().take(MOST).map(proposed).collect())
    }

    /// The collections that this reader may change, by their titles; none for a reader without an account.
    async fn editable_titles(&self, reader: &Reader) -> Result<Vec<Arc<Titled>>, StoreFault> {
        if reader.handle().is_none() {
            return Ok(Vec::new());
        }
        let mut titles = self.collections.titled().await?;
        titles.retain(|titled| titled.record.is_edited_by(reader));
        Ok(titles)
    }
}

/// Whether a word of a folded title begins as a folded text does.
fn begins_a_word(title: &str, text: &str) -> bool {
    let follows_a_letter = |at: usize| title.get(..at).is_some_and(|before| before.ends_with(char::is_alphanumeric));
    title.match_indices(text).any(|(at, _)| !follows_a_letter(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_found_by_the_beginning_of_each_of_its_words() {
        for (text, begins) in [("ports", true), ("soir", true), ("iroise", true), ("oir", false), ("ports du s", true)]
        {
            assert_eq!(begins_a_word("ports du soir en mer d'iroise", text), begins, "{text}");
        }
        assert!(begins_a_word("report et ports", "port"), "a later word may");
    }
}

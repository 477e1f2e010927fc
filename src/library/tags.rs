//! Tags as readers see them: what curators say of one, how many photos have it, and lists of tags.
//!
//! A word that is a synonym leads to its tag. Counts are those of a search for the tag: its synonyms and all narrower tags
//! count. Only published photos are counted, so that a word on photos that are not public answers as any other word.

mod change;
mod history;
mod import;
mod retag;
mod suggest;

use std::{collections::BTreeMap, sync::Arc};

pub use self::{
    change::TagError,
    history::{FieldTurn, TagEvent, TagHistory},
    import::Imported,
    retag::Retag,
    suggest::Offered,
};
pub(super) use self::{import::IMPORT, retag::RETAGS};
use super::{Library, StoreFault};
use crate::domain::{
    page::Page,
    query::{PhotoQuery, SortOrder},
    stored::Stored,
    tag::{
        Tag, TagKey,
        record::TagRecord,
        vocabulary::{BannedTag, Vocabulary},
    },
};

/// How many of the tags that stand most often beside one are told.
const MOST_NEIGHBOURS: usize = 12;

/// A tag and what is around it.
#[derive(Clone, Debug)]
pub struct TagView {
    /// What is said of it; its revision is 0 while nobody said anything.
    pub kept: Stored<TagRecord>,
    /// What is said of all tags.
    pub vocabulary: Arc<Vocabulary>,
    /// How many published photos are found by it.
    pub photos: usize,
}

impl TagView {
    /// The key of the tag.
    #[must_use]
    pub fn key(&self) -> TagKey {
        self.kept.record.key()
    }

    /// Whether it is a tag to everyone: published photos are found by it, or curators say something of it. Any other word is
    /// none, whether or not photos that are not public have it.
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.photos > 0 || self.vocabulary.knows(&self.key())
    }

    /// The tags of these keys, as photos carry them.
    fn tags<'a>(&self, keys: impl IntoIterator<Item = &'a TagKey>) -> Vec<Tag> {
        keys.into_iter().map(|key| self.vocabulary.tag(key)).collect()
    }

    /// The tags that are wider by one step.
    #[must_use]
    pub fn broader(&self) -> Vec<Tag> {
        self.tags(self.vocabulary.broader(&self.key()))
    }

    /// The tags that are narrower by one step.
    #[must_use]
    pub fn narrower(&self) -> Vec<Tag> {
        self.tags(self.vocabulary.narrower(&self.key()))
    }

    /// The tags that are close to it.
    #[must_use]
    pub fn related(&self) -> Vec<Tag> {
        self.tags(self.vocabulary.related(&self.key()))
    }
}

/// A part of the list of tags, in the order of their letters.
#[derive(Clone, Debug, Default)]
pub struct TagPage {
    /// The tags.
    pub tags: Vec<TagView>,
    /// The key of the last one, if there are more.
    pub next: Option<TagKey>,
    /// How many there are in all.
    pub total: usize,
}

impl Library {
    /// What curators say of all tags.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn vocabulary(&self) -> Result<Arc<Vocabulary>, StoreFault> {
        Ok(self.tags.vocabulary().await?)
    }

    /// The contexts, as photos carry them.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn contexts(&self) -> Result<Vec<String>, StoreFault> {
        let vocabulary = self.vocabulary().await?;
        Ok(vocabulary.contexts().iter().map(|key| vocabulary.tag(key).to_string()).collect())
    }

    /// A tag, or the one that a synonym leads to. A word of which nothing is said is answered too, so that curators say
    /// something of it: see [`TagView::is_known`].
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue or the index fails.
    pub async fn tag(&self, tag: &Tag) -> Result<TagView, StoreFault> {
        let vocabulary = self.vocabulary().await?;
        let key = vocabulary.canonical(&tag.key());
        let kept = self.kept_tag(&key, tag).await?;
        let photos = self.count_tags(&vocabulary, std::slice::from_ref(&key)).await?;
        Ok(TagView { kept, vocabulary, photos: photos.first().copied().unwrap_or_default() })
    }

    /// The record of a tag, or one that says nothing.
    async fn kept_tag(&self, key: &TagKey, typed: &Tag) -> Result<Stored<TagRecord>, StoreFault> {
        let kept = self.tags.get(key).await?;
        Ok(kept.unwrap_or_else(|| {
            let tag = if typed.key() == *key { typed.clone() } else { key.as_tag() };
            Stored { revision: 0, record: TagRecord::new(tag, self.now()) }
        }))
    }

    /// Published photos of a tag, of its synonyms and of all narrower tags, newest first.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue or the index fails.
    pub async fn tagged(&self, tag: &Tag, after: Option<&str>, limit: usize) -> Result<Page, StoreFault> {
        let vocabulary = self.vocabulary().await?;
        match vocabulary.covered(&tag.key()).as_slice() {
            // A list of the catalogue, which needs no index.
            [only] => Ok(self.with_tag(only.as_tag(), after, limit).await?),
            _ => self.search(&of_tag(tag), SortOrder::Newest, after, limit).await,
        }
    }

    /// The tags that stand most often on the same photos as one, without those that are wider or narrower.
    ///
    /// # Errors
    /// [`StoreFault`] when the index fails.
    pub async fn neighbours(&self, view: &TagView) -> Result<Vec<(Tag, usize)>, StoreFault> {
        if view.photos == 0 {
            return Ok(Vec::new());
        }
        let query = of_tag(&view.kept.record.tag);
        let facets = match self.search_with_facets(&query, SortOrder::Newest, None, 0).await {
            Ok((_, facets)) => facets,
            // A page of a tag is of use without them.
            Err(StoreFault::IndexBehind | StoreFault::TooManySearches) => return Ok(Vec::new()),
            Err(fault) => return Err(fault),
        };
        let own = view.key();
        let around = [view.vocabulary.with_wider(&own), view.vocabulary.with_narrower(&own)].concat();
        let others = facets.tags.into_iter().filter_map(|(text, count)| Some((Tag::parse(&text).ok()??, count)));
        let others = others.filter(|(tag, _)| !around.contains(&view.vocabulary.canonical(&tag.key())));
        Ok(others.take(MOST_NEIGHBOURS).collect())
    }

    /// A part of the tags that have photos or a record and a name that begins so, after the one of this key.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue or the index fails.
    pub async fn tags_beginning(
        &self,
        beginning: &str,
        after: Option<&TagKey>,
        limit: usize,
    ) -> Result<TagPage, StoreFault> {
        let vocabulary = self.vocabulary().await?;
        let wanted = TagKey::of(beginning.trim());
        let asked = wanted.clone();
        let carried = self.ask_index(move |search| search.tags(asked.as_str())).await?;
        let mut all: BTreeMap<TagKey, Tag> = BTreeMap::new();
        for (text, _) in carried {
            let Some(tag) = Tag::parse(&text).ok().flatten() else { continue };
            let key = vocabulary.canonical(&tag.key());
            let tag = vocabulary.record(&key).map_or(tag, |record| record.tag.clone());
            all.insert(key, tag);
        }
        all.extend(vocabulary.beginning(wanted.as_str()).into_iter().map(|key| (key.clone(), vocabulary.tag(&key))));
        let total = all.len();
        let mut rest = all.into_iter().filter(|(key, _)| after.is_none_or(|after| key > after));
        let part: Vec<(TagKey, Tag)> = rest.by_ref().take(limit).collect();
        let next = part.last().map(|(key, _)| key.clone()).filter(|_| rest.next().is_some());
        let keys: Vec<TagKey> = part.iter().map(|(key, _)| key.clone()).collect();
        let counts = self.count_tags(&vocabulary, &keys).await?;
        let mut tags = Vec::with_capacity(part.len());
        for ((key, tag), photos) in part.into_iter().zip(counts) {
            let kept = self.kept_tag(&key, &tag).await?;
            tags.push(TagView { kept, vocabulary: Arc::clone(&vocabulary), photos });
        }
        Ok(TagPage { tags, next, total })
    }

    /// Some records of tags, in the order of their keys, those after that of this tag.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn tag_records_after(&self, after: Option<&Tag>, limit: usize) -> Result<Vec<TagRecord>, StoreFault> {
        let vocabulary = self.vocabulary().await?;
        let after = after.map(Tag::key);
        let mut keys: Vec<&TagKey> =
            vocabulary.keys().filter(|key| after.as_ref().is_none_or(|after| *key > after)).collect();
        keys.sort_unstable();
        let records = keys.into_iter().take(limit).filter_map(|key| vocabulary.record(key));
        Ok(records.map(|record| TagRecord::clone(record)).collect())
    }

    /// How many published photos are found by each of these tags.
    pub(super) async fn count_tags(&self, vocabulary: &Vocabulary, keys: &[TagKey]) -> Result<Vec<usize>, StoreFault> {
        let mut counts = Vec::with_capacity(keys.len());
        let mut sought = Vec::new();
        for key in keys {
            if let [only] = vocabulary.covered(key).as_slice() {
                counts.push(Some(self.count_with_tag(only.as_tag()).await?));
            } else {
                sought.push(of_tag(&key.as_tag()));
                counts.push(None);
            }
        }
        let found = if sought.is_empty() { Vec::new() } else { self.count_found(sought).await? };
        let mut found = found.into_iter();
        Ok(counts.into_iter().map(|count| count.or_else(|| found.next()).unwrap_or_default()).collect())
    }

    /// Tags as a photo that has these may be given them.
    ///
    /// # Errors
    /// [`GivenTagError`].
    pub(super) async fn as_given(&self, tags: Vec<Tag>, had: &[Tag]) -> Result<Vec<Tag>, GivenTagError> {
        if tags.is_empty() {
            return Ok(tags);
        }
        Ok(self.vocabulary().await?.as_given(tags, had)?)
    }
}

/// Why a photo is not given its tags.
#[derive(Debug, thiserror::Error)]
pub enum GivenTagError {
    /// One of them may not be given.
    #[error(transparent)]
    Banned(#[from] BannedTag),
    /// A store failed.
    #[error(transparent)]
    Fault(#[from] StoreFault),
}

/// The search for a tag.
fn of_tag(tag: &Tag) -> PhotoQuery {
    PhotoQuery { tag: Some(tag.clone()), ..PhotoQuery::default() }
}

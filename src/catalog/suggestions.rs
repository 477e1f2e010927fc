//! Lookups of suggestions: those that wait, by their photo, by who made them, among the news of a person.

use std::sync::Arc;

use super::{
    error::CatalogError,
    records,
    spaces::photo::sortable,
    spaces::suggestion::{DECIDED, OPEN, about, decided_for, followed, made_by, news_of, waiting_for},
    store::{Direction, Key, RecordStore},
};
use crate::domain::{
    hash::ContentHash,
    news::NewsPlace,
    person::Handle,
    photo::PhotoId,
    report::Contact,
    stored::Stored,
    suggestion::{SuggestionId, SuggestionRecord},
};

pub use super::spaces::suggestion::{SPACE, key};

/// How many suggestions are read at a time.
const PAGE: usize = 200;

/// A list of suggestions: those that wait for a decision, and those that were decided on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SuggestionList {
    /// All of them.
    All,
    /// Those about the photos of a contributor.
    For(Handle),
    /// All that were decided on, the latest first.
    Decided,
    /// Those of them about the photos of a contributor.
    DecidedFor(Handle),
}

impl SuggestionList {
    fn prefix(&self) -> String {
        match self {
            Self::All => OPEN.prefix(""),
            Self::For(contributor) => waiting_for(contributor),
            Self::Decided => DECIDED.prefix(""),
            Self::DecidedFor(contributor) => decided_for(contributor),
        }
    }

    const fn direction(&self) -> Direction {
        match self {
            Self::All | Self::For(_) => Direction::Ascending,
            Self::Decided | Self::DecidedFor(_) => Direction::Descending,
        }
    }
}

/// Some suggestions of a list, in its order.
#[derive(Clone, Debug)]
pub struct SuggestionPage {
    /// The suggestions.
    pub suggestions: Vec<Stored<SuggestionRecord>>,
    /// Where the next part begins, if there is one.
    pub next: Option<String>,
}

/// The place of a suggestion among those that wait, as a cursor.
#[must_use]
pub fn place_of(suggestion: &SuggestionRecord) -> String {
    format!("{}/{}", sortable(suggestion.at), suggestion.id)
}

/// Lookups of suggestions.
#[derive(Clone)]
pub struct Suggestions {
    store: Arc<dyn RecordStore>,
}

impl Suggestions {
    /// Lookups in this store.
    #[must_use]
    pub fn new(store: Arc<dyn RecordStore>) -> Self {
        Self { store }
    }

    /// One suggestion.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn get(&self, id: &SuggestionId) -> Result<Option<Stored<SuggestionRecord>>, CatalogError> {
        records::one(&self.store, key(id)).await
    }

    /// Up to `limit` suggestions of a list, from the cursor of an earlier part on.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn list(
        &self,
        list: &SuggestionList,
        after: Option<&str>,
        limit: usize,
    ) -> Result<SuggestionPage, CatalogError> {
        let prefix = list.prefix();
        let start = after.map(|cursor| format!("{prefix}{cursor}"));
        let mut hits = self.store.lookup(&prefix, start.as_deref(), limit.saturating_add(1), list.direction()).await?;
        let more = hits.len() > limit;
        hits.truncate(limit);
        let next =
            hits.last().filter(|_| more).and_then(|hit| hit.index.as_str().strip_prefix(&prefix)).map(str::to_owned);
        let keys: Vec<Key> = hits.into_iter().map(|hit| hit.key).collect();
        Ok(SuggestionPage { suggestions: records::many(&self.store, &keys).await?, next })
    }

    /// How many suggestions of a list wait.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn count(&self, list: &SuggestionList) -> Result<usize, CatalogError> {
        self.store.count(&list.prefix()).await
    }

    /// The suggestions that a secret follows, by its hash.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn followed(&self, hash: ContentHash) -> Result<Vec<Stored<SuggestionRecord>>, CatalogError> {
        let hits = self.store.lookup(&followed(hash), None, PAGE, Direction::Ascending).await?;
        let keys: Vec<Key> = hits.into_iter().map(|hit| hit.key).collect();
        records::many(&self.store, &keys).await
    }

    /// The suggestions about a photo, newest first, two hundred at most.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn about(&self, photo: &PhotoId) -> Result<Vec<Stored<SuggestionRecord>>, CatalogError> {
        let hits = self.store.lookup(&about(photo), None, PAGE, Direction::Descending).await?;
        let keys: Vec<Key> = hits.into_iter().map(|hit| hit.key).collect();
        records::many(&self.store, &keys).await
    }

    /// The suggestions at this place among the news of a person.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn news_at(
        &self,
        person: &Handle,
        place: &NewsPlace,
    ) -> Result<Vec<Stored<SuggestionRecord>>, CatalogError> {
        let prefix = format!("{}{place}/", news_of(person));
        let hits = self.store.lookup(&prefix, None, PAGE, Direction::Ascending).await?;
        let keys: Vec<Key> = hits.into_iter().map(|hit| hit.key).collect();
        records::many(&self.store, &keys).await
    }

    /// The keys of all suggestions about a photo.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn keys_about(&self, photo: &PhotoId) -> Result<Vec<Key>, CatalogError> {
        self.keys(&about(photo)).await
    }

    /// The keys of all suggestions of a person.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn keys_by(&self, person: &Handle) -> Result<Vec<Key>, CatalogError> {
        self.keys(&made_by(person)).await
    }

    async fn keys(&self, prefix: &str) -> Result<Vec<Key>, CatalogError> {
        let mut keys = Vec::new();
        let mut after: Option<String> = None;
        loop {
            let page = self.store.lookup(prefix, after.as_deref(), PAGE, Direction::Ascending).await?;
            let Some(last) = page.last() else { return Ok(keys) };
            after = Some(last.index.as_str().to_owned());
            keys.extend(page.into_iter().map(|hit| hit.key));
        }
    }

    /// The keys of all suggestions with this contact.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn keys_from(&self, contact: &Contact) -> Result<Vec<Key>, CatalogError> {
        let mut found = Vec::new();
        let mut last: Option<Key> = None;
        loop {
            let after = last.as_ref().map(Key::as_str);
            let page = self.store.scan(&SPACE.prefix(), after, PAGE, Direction::Ascending).await?;
            let Some(end) = page.last() else { return Ok(found) };
            last = Some(end.key.clone());
            for record in page {
                let suggestion: Stored<SuggestionRecord> = records::read(&record)?;
                if suggestion.record.contact.is_some_and(|left| left.is_same(contact)) {
                    found.push(record.key);
                }
            }
        }
    }
}

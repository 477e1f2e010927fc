//! People in the catalogue.

use std::sync::Arc;

use super::{
    error::CatalogError,
    recent::Recent,
    records,
    store::{Direction, Key, RecordStore},
};
use crate::domain::{
    kept::Kept,
    person::{Handle, PersonRecord},
};

pub use super::spaces::person::{SPACE, any_admin, key};

/// People kept as they were read, less than 1 KB each: those signed in, and the contributors whom pages name.
const RECENT: usize = 1_000;

/// Lookups of people.
#[derive(Clone)]
pub struct People {
    store: Arc<dyn RecordStore>,
    recent: Recent<PersonRecord>,
}

impl People {
    /// Looks people up in this store.
    #[must_use]
    pub fn new(store: Arc<dyn RecordStore>) -> Self {
        Self { store, recent: Recent::of(RECENT) }
    }

    /// One person.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn get(&self, handle: &Handle) -> Result<Option<Kept<PersonRecord>>, CatalogError> {
        let kept = self.recent.one(&self.store, key(handle)).await?;
        Ok(kept.map(|Kept { revision, record }| Kept { revision, record: PersonRecord::clone(&record) }))
    }

    /// Those of these people who are there, in one question to the store.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn several<'a>(
        &self,
        handles: impl IntoIterator<Item = &'a Handle>,
    ) -> Result<Vec<Kept<PersonRecord>>, CatalogError> {
        let keys: Vec<Key> = handles.into_iter().map(key).collect();
        records::many(&self.store, &keys).await
    }

    /// Whether the library has an administrator yet.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn has_admin(&self) -> Result<bool, CatalogError> {
        Ok(self.store.count(any_admin().as_str()).await? > 0)
    }

    /// An administrator other than this person who is not suspended, if there is one.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn other_admin(&self, person: &Handle) -> Result<Option<Kept<PersonRecord>>, CatalogError> {
        // Of any two, one at least is another.
        let hits = self.store.lookup(any_admin().as_str(), None, 2, Direction::Ascending).await?;
        let own = key(person);
        match hits.into_iter().map(|hit| hit.key).find(|key| *key != own) {
            Some(other) => records::one(&self.store, other).await,
            None => Ok(None),
        }
    }

    /// Up to so many people by handle, after this one.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn after(&self, last: Option<&Handle>, limit: usize) -> Result<Vec<Kept<PersonRecord>>, CatalogError> {
        let last = last.map(key);
        let last = last.as_ref().map(Key::as_str);
        let records = self.store.scan(&SPACE.prefix(), last, limit, Direction::Ascending).await?;
        records.iter().map(records::read).collect()
    }
}

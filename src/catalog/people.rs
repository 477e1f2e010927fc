//! People in the catalogue.

use std::sync::Arc;

use super::{
    error::CatalogError,
    noun::{self, Kept},
    recent::Recent,
    store::{Direction, Key, RecordStore},
};
use crate::domain::person::{Handle, PersonRecord, Role};

/// The space of people's keys.
pub const SPACE: &str = "person";

/// The key of a person's record.
#[must_use]
pub fn key(handle: &Handle) -> Key {
    Key::new(SPACE, handle.as_str())
}

/// How the index keys of administrators who are not suspended begin.
#[must_use]
pub fn any_admin() -> Key {
    Key::new("role", &format!("{}/", Role::Admin.name()))
}

/// Every index key of a person: whoever is suspended is in no list of those who hold a role.
#[must_use]
pub fn index(person: &PersonRecord) -> Vec<Key> {
    if person.is_suspended() {
        return Vec::new();
    }
    vec![Key::new("role", &format!("{}/{}", person.role.name(), person.handle))]
}

/// People kept as they were read, less than 1 KB each: whoever is signed in, and the contributors whom pages name.
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
        noun::many(&self.store, &keys).await
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
            Some(other) => noun::one(&self.store, other).await,
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
        let records = self.store.scan(&format!("{SPACE}/"), last, limit, Direction::Ascending).await?;
        records.iter().map(noun::read).collect()
    }
}

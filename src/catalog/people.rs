//! People in the catalogue.

use std::sync::Arc;

use jiff::Timestamp;

use super::{
    error::CatalogError,
    recent::Recent,
    records,
    spaces::person::{ALL, LISTED, SUSPENDED, listed_name},
    store::{Direction, Entry, IndexHit, Key, Record, RecordStore, Seq},
};
use crate::domain::{
    person::{Handle, PersonRecord, Role},
    stored::Stored,
    text,
};

pub use super::spaces::person::{SPACE, any_admin, key};

/// People in memory, less than 1 KB each: those signed in, and the contributors whom pages name.
const RECENT: usize = 1_000;

/// Keys of a list read at a time while a person is looked for: their names stand in the keys, and no record is read.
const KEYS: usize = 1_000;

/// A list of people, by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeopleList {
    /// Everybody with an account.
    All,
    /// Those with this role who are not suspended.
    Of(Role),
    /// Those who are suspended.
    Suspended,
}

impl PeopleList {
    fn prefix(self) -> String {
        let list = match self {
            Self::All => ALL,
            Self::Of(role) => role.name(),
            Self::Suspended => SUSPENDED,
        };
        LISTED.prefix(&format!("{list}/"))
    }
}

/// A change of a person's record, as the journal has it.
#[derive(Debug)]
pub struct Version {
    /// The number of its entry.
    pub seq: Seq,
    /// When it was made.
    pub at: Timestamp,
    /// Who made it.
    pub actor: String,
    /// By which gesture.
    pub gesture: String,
    /// The record after it.
    pub person: PersonRecord,
}

/// Lookups of people.
#[derive(Clone)]
pub struct People {
    store: Arc<dyn RecordStore>,
    recent: Recent<PersonRecord>,
}

impl People {
    /// Lookups in this store.
    #[must_use]
    pub fn new(store: Arc<dyn RecordStore>) -> Self {
        Self { store, recent: Recent::of(RECENT) }
    }

    /// One person.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn get(&self, handle: &Handle) -> Result<Option<Stored<PersonRecord>>, CatalogError> {
        let kept = self.recent.one(&self.store, key(handle)).await?;
        Ok(kept.map(|Stored { revision, record }| Stored { revision, record: PersonRecord::clone(&record) }))
    }

    /// Those of these people who exist, by one read of the store.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn several<'a>(
        &self,
        handles: impl IntoIterator<Item = &'a Handle>,
    ) -> Result<Vec<Stored<PersonRecord>>, CatalogError> {
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
    pub async fn other_admin(&self, person: &Handle) -> Result<Option<Stored<PersonRecord>>, CatalogError> {
        // Of any two, at least one is another person.
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
    pub async fn after(&self, last: Option<&Handle>, limit: usize) -> Result<Vec<Stored<PersonRecord>>, CatalogError> {
        let last = last.map(key);
        let last = last.as_ref().map(Key::as_str);
        let records = self.store.scan(&SPACE.prefix(), last, limit, Direction::Ascending).await?;
        records.iter().map(records::read).collect()
    }

    /// How many people a list has.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn count(&self, list: PeopleList) -> Result<usize, CatalogError> {
        self.store.count(&list.prefix()).await
    }

    /// Up to so many people of a list whose name or handle has all of these words, whatever their case and accents, after
    /// this person.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn listed(
        &self,
        list: PeopleList,
        words: &str,
        after: Option<&PersonRecord>,
        limit: usize,
    ) -> Result<Vec<Stored<PersonRecord>>, CatalogError> {
        let prefix = list.prefix();
        let words: Vec<String> = text::words(words).collect();
        let is_sought = |hit: &IndexHit| {
            let name = hit.index.as_str().strip_prefix(&prefix).unwrap_or_default();
            words.iter().all(|word| name.contains(word))
        };
        let mut last = after.map(|person| format!("{prefix}{}", listed_name(person)));
        let mut found: Vec<Key> = Vec::new();
        loop {
            let page = self.store.lookup(&prefix, last.as_deref(), KEYS, Direction::Ascending).await?;
            last = page.last().map(|hit| hit.index.as_str().to_owned());
            found.extend(page.into_iter().filter(is_sought).map(|hit| hit.key).take(limit.saturating_sub(found.len())));
            if last.is_none() || found.len() >= limit {
                return records::many(&self.store, &found).await;
            }
        }
    }

    /// Up to so many changes of a person's record, the latest first, those before the entry of this number.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn history(
        &self,
        handle: &Handle,
        before: Option<Seq>,
        limit: usize,
    ) -> Result<Vec<Version>, CatalogError> {
        let own = key(handle);
        let entries = self.store.history(&own, before, limit, Direction::Descending).await?;
        entries.into_iter().filter_map(|entry| version(entry, &own).transpose()).collect()
    }
}

/// What an entry made of this record; nothing when it removed it.
fn version(entry: Entry, own: &Key) -> Result<Option<Version>, CatalogError> {
    let Entry { seq, at, actor, gesture, records: written, .. } = entry;
    // The last one, where an entry writes it twice.
    let Some(body) = written.into_iter().rfind(|written| written.key == *own).and_then(|written| written.body) else {
        return Ok(None);
    };
    let Stored { record: person, .. } = records::read(&Record { key: own.clone(), revision: seq, body })?;
    Ok(Some(Version { seq, at, actor, gesture: gesture.into_owned(), person }))
}

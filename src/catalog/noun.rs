//! What every noun of the catalogue shares: a record read as its type, with its revision, and the table of indexes.

use std::sync::Arc;

use serde::{Serialize, de::DeserializeOwned};
use serde_json::value::RawValue;

use super::{
    error::CatalogError,
    people, photos,
    store::{Key, Record, RecordStore},
    tokens,
};

pub use crate::domain::kept::Kept;

/// Raised whenever an index below changes: the engine then makes its indexes again from the journal.
pub const INDEX_VERSION: u32 = 6;

/// The index keys of any record. One that does not read as its type has none: no list finds it, and the log and
/// `zef check` name it.
#[must_use]
pub fn index(key: &Key, body: &str) -> Vec<Key> {
    match key.space() {
        photos::SPACE => indexed(key, body, photos::index),
        tokens::SPACE => indexed(key, body, tokens::index),
        people::SPACE => indexed(key, body, people::index),
        _ => Vec::new(),
    }
}

fn indexed<T: DeserializeOwned>(key: &Key, body: &str, index: impl FnOnce(&T) -> Vec<Key>) -> Vec<Key> {
    match serde_json::from_str(body) {
        Ok(record) => index(&record),
        Err(error) => {
            tracing::error!(%key, %error, "a record does not read as its type: no list finds it");
            Vec::new()
        }
    }
}

/// Reads a record as its type.
///
/// # Errors
/// [`CatalogError::Record`] when it does not read as one.
pub fn read<T: DeserializeOwned>(record: &Record) -> Result<Kept<T>, CatalogError> {
    let body = record.body.get();
    serde_json::from_str(body)
        .map(|parsed| Kept { revision: record.revision, record: parsed })
        .map_err(|source| CatalogError::Record { key: record.key.to_string(), source })
}

/// Writes a record for a change.
///
/// # Errors
/// [`CatalogError::Record`] when it cannot be written as JSON.
pub fn write<T: Serialize>(key: &Key, record: &T) -> Result<Box<RawValue>, CatalogError> {
    serde_json::value::to_raw_value(record).map_err(|source| CatalogError::Record { key: key.to_string(), source })
}

pub(super) async fn one<T: DeserializeOwned>(
    store: &Arc<dyn RecordStore>,
    key: Key,
) -> Result<Option<Kept<T>>, CatalogError> {
    Ok(many(store, &[key]).await?.into_iter().next())
}

pub(super) async fn many<T: DeserializeOwned>(
    store: &Arc<dyn RecordStore>,
    keys: &[Key],
) -> Result<Vec<Kept<T>>, CatalogError> {
    store.get(keys).await?.iter().flatten().map(read).collect()
}

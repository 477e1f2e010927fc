//! Reads records as their types, with their revision, and writes them.

use std::sync::Arc;

use serde::{Serialize, de::DeserializeOwned};
use serde_json::value::RawValue;

use super::{
    error::CatalogError,
    store::{Key, Record, RecordStore},
};
use crate::domain::stored::Stored;

/// Reads a record as its type.
///
/// # Errors
/// [`CatalogError::Record`] when it does not read as one.
pub fn read<T: DeserializeOwned>(record: &Record) -> Result<Stored<T>, CatalogError> {
    let body = record.body.get();
    serde_json::from_str(body)
        .map(|parsed| Stored { revision: record.revision, record: parsed })
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
) -> Result<Option<Stored<T>>, CatalogError> {
    Ok(many(store, &[key]).await?.into_iter().next())
}

pub(super) async fn many<T: DeserializeOwned>(
    store: &Arc<dyn RecordStore>,
    keys: &[Key],
) -> Result<Vec<Stored<T>>, CatalogError> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    store.get(keys).await?.iter().flatten().map(read).collect()
}

//! What is known of a space: its name, its records' versions, and what its records are found by.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::value::RawValue;

use crate::catalog::{
    entry::Written,
    key::{Index, IndexKey, Key},
};

/// A kind of records.
#[derive(Clone, Copy, Debug)]
pub struct Space {
    /// Its name, with which all its keys begin.
    pub name: &'static str,
    /// What one of its records is, in one line.
    pub doc: &'static str,
    /// Whether its records are left out of what followers of the journal are given.
    pub private: bool,
    /// The version of its records that this program writes.
    pub version: u8,
    /// The older versions that it reads, each with what makes the present version of such a record.
    pub older: &'static [(u8, Migration)],
    /// The indexes that its records stand in.
    pub indexes: &'static [Index],
    /// The index keys of a record, from its JSON.
    pub(super) index: fn(&str) -> Result<Vec<IndexKey>, serde_json::Error>,
}

/// Makes records of the present version, one or several, of an older record, given its key and its JSON.
pub type Migration = fn(&Key, &str) -> Result<Vec<Written>, serde_json::Error>;

impl Space {
    /// The key of a record of this space.
    #[must_use]
    pub fn key(&self, name: &str) -> Key {
        Key::new(self.name, name)
    }

    /// How the keys of all its records begin.
    #[must_use]
    pub fn prefix(&self) -> String {
        format!("{}/", self.name)
    }
}

/// Reads a record as its type and gives its index keys.
pub(super) fn indexed<T: DeserializeOwned>(
    body: &str,
    index: impl FnOnce(&T) -> Vec<IndexKey>,
) -> Result<Vec<IndexKey>, serde_json::Error> {
    serde_json::from_str(body).map(|record| index(&record))
}

/// A record as a migration writes it.
pub(super) fn written<T: Serialize>(key: Key, record: &T) -> Result<Written, serde_json::Error> {
    let body: Box<RawValue> = serde_json::value::to_raw_value(record)?;
    Ok(Written { key, body: Some(body) })
}

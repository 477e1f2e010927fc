//! The record store: about nine operations, the same for every engine.

use std::{borrow::Cow, fmt};

use async_trait::async_trait;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::{error::CatalogError, stamps::Stamps};

/// The place of an entry in the journal: 1 for the first one, and no number is left out.
pub type Seq = u64;

/// The key of a record or of an index: `space/name`, ordered by its bytes.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Key(String);

impl Key {
    /// A key in a space. A NUL, which separates keys where engines keep them, becomes U+FFFD.
    #[must_use]
    pub fn new(space: &str, name: &str) -> Self {
        Self(format!("{space}/{name}").replace('\0', "\u{fffd}"))
    }

    /// A key already written as `space/name`.
    pub(super) fn written(text: &str) -> Self {
        Self(text.replace('\0', "\u{fffd}"))
    }

    /// The key as text, `space/name`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The space: what stands before the first `/`.
    #[must_use]
    pub fn space(&self) -> &str {
        self.0.split_once('/').map_or(&self.0, |(space, _)| space)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// A record as it stands.
#[derive(Clone, Debug)]
pub struct Record {
    /// Its key.
    pub key: Key,
    /// The number of the entry that last wrote it.
    pub revision: u64,
    /// Its JSON text.
    pub body: Box<RawValue>,
}

/// What must be true of a key for a change to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// No record has this key, and no index entry begins with it.
    Absent,
    /// The record of this key was last written by this entry.
    Revision(u64),
}

/// A change, made whole or not at all.
#[derive(Clone, Debug)]
pub struct Change {
    /// What must be true for it to be made.
    pub expect: Vec<(Key, Expected)>,
    /// Records to write whole.
    pub put: Vec<(Key, Box<RawValue>)>,
    /// Records to remove, after those written.
    pub remove: Vec<Key>,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: String,
    /// Which gesture of theirs.
    pub gesture: Cow<'static, str>,
    /// Why, in words.
    pub note: Option<String>,
}

/// How a change ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is in the journal, on the disk, under this number.
    Done(Seq),
    /// Nothing was changed: the expectation about this key did not hold.
    Conflict(Key),
}

/// The order in which keys are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From the smallest.
    Ascending,
    /// From the greatest.
    Descending,
}

/// One entry of an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexHit {
    /// The index key, whole.
    pub index: String,
    /// The key of the record it stands for.
    pub key: Key,
}

/// What an entry of the journal did to one record.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Written {
    /// The record's key.
    pub key: Key,
    /// The whole record after the change; absent, the record was removed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Box<RawValue>>,
}

/// An entry of the journal.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Entry {
    /// Its number.
    pub seq: Seq,
    /// When the change was made.
    pub at: Timestamp,
    /// Who made it.
    pub actor: String,
    /// Which gesture it was.
    pub gesture: Cow<'static, str>,
    /// What it did, in order.
    pub records: Vec<Written>,
    /// Why, in words.
    pub note: Option<String>,
}

impl Entry {
    /// The entry that a change becomes once it has its number.
    pub(super) fn of(seq: Seq, change: &Change) -> Self {
        let put = change.put.iter().map(|(key, body)| Written { key: key.clone(), body: Some(one_line(body)) });
        let removed = change.remove.iter().map(|key| Written { key: key.clone(), body: None });
        Self {
            seq,
            at: change.at,
            actor: change.actor.clone(),
            gesture: change.gesture.clone(),
            records: put.chain(removed).collect(),
            note: change.note.clone(),
        }
    }
}

/// An entry is one line of the journal. Outside strings, where they are always escaped, line breaks are only space
/// (RFC 8259 §2, §7).
fn one_line(body: &RawValue) -> Box<RawValue> {
    if body.get().contains(['\n', '\r']) {
        RawValue::from_string(body.get().replace(['\n', '\r'], " ")).unwrap_or_else(|_unchanged| body.to_owned())
    } else {
        body.to_owned()
    }
}

/// Where records live.
///
/// Keys are ordered by their bytes. Whatever [`commit`](Self::commit) answered is seen by every later read.
#[async_trait]
pub trait RecordStore: Send + Sync {
    /// The records of these keys, in the order asked; `None` where there is none.
    ///
    /// # Errors
    /// [`CatalogError`] when the store cannot be read.
    async fn get(&self, keys: &[Key]) -> Result<Vec<Option<Record>>, CatalogError>;

    /// Up to `limit` records whose key begins with `prefix`, those beyond the key `after` in this direction.
    ///
    /// # Errors
    /// [`CatalogError`] when the store cannot be read.
    async fn scan(
        &self,
        prefix: &str,
        after: Option<&str>,
        limit: usize,
        direction: Direction,
    ) -> Result<Vec<Record>, CatalogError>;

    /// Up to `limit` index entries whose index key begins with `prefix`, those beyond the index key `after` in this
    /// direction. Entries that share one index key come in the order of their records' keys.
    ///
    /// # Errors
    /// [`CatalogError`] when the store cannot be read.
    async fn lookup(
        &self,
        prefix: &str,
        after: Option<&str>,
        limit: usize,
        direction: Direction,
    ) -> Result<Vec<IndexHit>, CatalogError>;

    /// How many index entries begin with `prefix`.
    ///
    /// # Errors
    /// [`CatalogError`] when the store cannot be read.
    async fn count(&self, prefix: &str) -> Result<usize, CatalogError>;

    /// Makes a change, or tells the first expectation that does not hold. Once answered, it outlives a crash.
    ///
    /// # Errors
    /// [`CatalogError::Full`] when there is no room, another one when the journal cannot be written.
    async fn commit(&self, change: Change) -> Result<Outcome, CatalogError>;

    /// Up to `limit` entries of the journal after this number, in order.
    ///
    /// # Errors
    /// [`CatalogError`] when the journal cannot be read.
    async fn changes(&self, after: Seq, limit: usize) -> Result<Vec<Entry>, CatalogError>;

    /// Waits until there is an entry after this number, and gives the number of the last one.
    ///
    /// # Errors
    /// [`CatalogError::Closing`] when no entry will come any more.
    async fn wait(&self, after: Seq) -> Result<Seq, CatalogError>;

    /// Looks whether a change could be committed now, without making one.
    ///
    /// # Errors
    /// [`CatalogError::Gone`] when what changes are written to was taken away.
    async fn ready(&self) -> Result<(), CatalogError>;

    /// The number of the last entry; 0 before the first one. Raised once that entry is seen by every read, and by the stamps.
    fn seq(&self) -> Seq;

    /// When each record and each list last changed.
    fn stamps(&self) -> &Stamps;
}

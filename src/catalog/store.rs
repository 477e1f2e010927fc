//! The record store: about a dozen operations, the same for every engine.

use async_trait::async_trait;
use serde_json::value::RawValue;

pub use super::{
    change::{Change, Expectation},
    entry::{BatchId, ENTRY_BYTES, Entry, Seq, Written},
    key::{Index, IndexKey, Key},
};
use super::{error::CatalogError, forgetting::Forgetting, mark::Mark, stamps::Stamps};

/// The most bytes of entries, as [`Entry::bytes`] counts them, that one page of [`RecordStore::changes`] or
/// [`RecordStore::history`] holds: those of a thousand photos or more. A follower holds two pages at a time.
pub const PAGE_BYTES: usize = 4 << 20;

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

/// The outcome of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is in the journal, on the disk, with this number.
    Done(Seq),
    /// Nothing was changed: this expectation did not hold.
    Conflict(Expectation),
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
    pub index: IndexKey,
    /// The key of its record.
    pub key: Key,
}

/// The store of records.
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

    /// Makes a change, or returns the first expectation that does not hold. Once answered, it survives a crash. Records
    /// of an older version that this program knows are written as the present version has them.
    ///
    /// # Errors
    /// [`CatalogError::Full`] when there is no room, [`CatalogError::Newer`] for a record of a version that this
    /// program does not know, [`CatalogError::TooLarge`] for an entry of [`ENTRY_BYTES`] or more, another one when the
    /// journal cannot be written.
    async fn commit(&self, change: Change) -> Result<Outcome, CatalogError>;

    /// Up to `limit` entries of the journal after this number, in order, and up to [`PAGE_BYTES`] of them; one at least
    /// where there is one. Records of private spaces are left out of them, and records of older versions are given as
    /// the present version has them.
    ///
    /// # Errors
    /// [`CatalogError`] when the journal cannot be read.
    async fn changes(&self, after: Seq, limit: usize) -> Result<Vec<Entry>, CatalogError>;

    /// The last `limit` entries of the journal before this number, or of all, in descending order; in all else as
    /// [`changes`](Self::changes).
    ///
    /// # Errors
    /// [`CatalogError`] when the journal cannot be read.
    async fn latest(&self, before: Option<Seq>, limit: usize) -> Result<Vec<Entry>, CatalogError>;

    /// The entries that wrote or removed the record of this key, as [`changes`](Self::changes) gives them and with the
    /// same bounds, those beyond the number `after` in this direction. The entries of a batch are those of the key that
    /// [`spaces::batch_key`](super::spaces::batch_key) gives, those of an actor or of a gesture those of
    /// [`spaces::actor_key`](super::spaces::actor_key) and [`spaces::gesture_key`](super::spaces::gesture_key). The record
    /// of a private space has none.
    ///
    /// # Errors
    /// [`CatalogError`] when the store cannot be read.
    async fn history(
        &self,
        key: &Key,
        after: Option<Seq>,
        limit: usize,
        direction: Direction,
    ) -> Result<Vec<Entry>, CatalogError>;

    /// Waits until there is an entry after this number, and returns the number of the last one.
    ///
    /// # Errors
    /// [`CatalogError::Closing`] when no entry will come any more.
    async fn wait(&self, after: Seq) -> Result<Seq, CatalogError>;

    /// Rewrites the journal without what is forgotten, and enters the note: both or neither, even over a crash. Returns
    /// the number of the note; `None`, without any change, when an entry was made since the number that was read.
    ///
    /// # Errors
    /// [`CatalogError::Full`] when there is no room for the rewritten part of the journal beside the old one, another
    /// one when files cannot be written. What was begun is finished before any other change, at the next start at the
    /// latest.
    async fn forget(&self, forgetting: Forgetting) -> Result<Option<Seq>, CatalogError>;

    /// What the last [forgetting](Self::forget) left to be done outside the store, if that is not done yet.
    ///
    /// # Errors
    /// [`CatalogError`] when it cannot be read.
    async fn left_to_forget(&self) -> Result<Option<String>, CatalogError>;

    /// Records that all that the last forgetting left to be done is done.
    ///
    /// # Errors
    /// [`CatalogError::Io`] when that cannot be noted.
    async fn forgotten(&self) -> Result<(), CatalogError>;

    /// Marks the library as one that moves, so that no more change is made and nothing forgotten, or takes the mark away;
    /// also for other programs that have it open. Gives the number of the last entry.
    ///
    /// # Errors
    /// [`CatalogError`] when that cannot be written.
    async fn mark(&self, mark: Option<Mark>) -> Result<Seq, CatalogError>;

    /// The mark of the library, if it moves.
    ///
    /// # Errors
    /// [`CatalogError`] when it cannot be read.
    async fn marked(&self) -> Result<Option<Mark>, CatalogError>;

    /// Checks whether a change could be committed now.
    ///
    /// # Errors
    /// [`CatalogError::Gone`] when the files of the journal are no longer there, [`CatalogError::Moving`].
    async fn ready(&self) -> Result<(), CatalogError>;

    /// The number of the last entry of the journal, that of another program too which this one has not learned of yet.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    async fn head(&self) -> Result<Seq, CatalogError> {
        Ok(self.seq())
    }

    /// The number of the last entry; 0 before the first one. Raised once every read, and the stamps, show that entry.
    fn seq(&self) -> Seq;

    /// Whether other programs may make entries too, which this one learns of a moment later.
    fn is_shared(&self) -> bool {
        false
    }

    /// Looks at once for entries of other programs, until those that are there are known, or cannot be.
    async fn look(&self) {}

    /// When each record and each list last changed.
    fn stamps(&self) -> &Stamps;
}

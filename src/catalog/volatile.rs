//! The volatile store: sessions and other values that may be lost, never in the journal. Where several programs have one
//! catalogue, they share it: it counts tries for all of them, and says which of them does what one does at a time.

use std::time::Duration;

use async_trait::async_trait;
use jiff::Timestamp;

use super::error::CatalogError;

/// How often something may be tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// So many times at once,
    pub burst: u32,
    /// and then once more in this time.
    pub pause: Duration,
}

/// A store of values that expire. A crash may lose its last second, and rebuilding the state may lose all of it.
#[async_trait]
pub trait Volatile: Send + Sync {
    /// Stores a value until `ends`, in place of the key's earlier one.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    async fn put(&self, space: &str, key: &str, value: Vec<u8>, ends: Timestamp) -> Result<(), CatalogError>;

    /// The value of a key. An expired one is returned until it is swept: the caller compares the time of its end with
    /// its own clock.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    async fn get(&self, space: &str, key: &str) -> Result<Option<Vec<u8>>, CatalogError>;

    /// Removes a key. A crash does not bring it back, so that people who signed out stay signed out.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    async fn remove(&self, space: &str, key: &str) -> Result<(), CatalogError>;

    /// Removes every value that ended at this instant or before, and returns how many.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    async fn sweep(&self, now: Timestamp) -> Result<usize, CatalogError>;

    /// Counts a try under this key, which has one rate. Gives nothing, or, when it is one too many, how long to wait for the next
    /// one; it is then not counted.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    async fn count_try(&self, key: &str, rate: Rate) -> Result<Option<Duration>, CatalogError>;

    /// Takes a work that one holder does at a time, or goes on with it, for so long; `false`, and nothing was changed, while
    /// another one has it. The store measures the time.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    async fn take_lease(&self, work: &str, holder: &str, lasts: Duration) -> Result<bool, CatalogError>;

    /// Leaves a work to others, if this holder has it.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    async fn leave_lease(&self, work: &str, holder: &str) -> Result<(), CatalogError>;
}

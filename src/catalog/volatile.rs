//! The volatile store: sessions and other values that may be lost, never in the journal.

use async_trait::async_trait;
use jiff::Timestamp;

use super::error::CatalogError;

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
}

//! What may be lost with no harm: sessions and other short-lived values, never in the journal.

use async_trait::async_trait;
use jiff::Timestamp;

use super::error::CatalogError;

/// A store of values that end. A crash may lose the last second of it, and making the state again may lose it all.
#[async_trait]
pub trait Volatile: Send + Sync {
    /// Keeps a value until `ends`, in place of what the key had.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    async fn put(&self, space: &str, key: &str, value: Vec<u8>, ends: Timestamp) -> Result<(), CatalogError>;

    /// The value of a key. One that has ended is returned until it is swept: the caller compares the time of its end with its own clock.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    async fn get(&self, space: &str, key: &str) -> Result<Option<Vec<u8>>, CatalogError>;

    /// Forgets a key. A crash does not bring it back: who signed out stays signed out.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    async fn remove(&self, space: &str, key: &str) -> Result<(), CatalogError>;

    /// Forgets every value that ended at this instant or before, and tells how many.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    async fn sweep(&self, now: Timestamp) -> Result<usize, CatalogError>;
}

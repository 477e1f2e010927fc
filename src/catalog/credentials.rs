//! Credentials in the catalogue.

use std::sync::Arc;

pub use super::spaces::credential::key;
use super::{
    error::CatalogError,
    recent::Recent,
    records,
    spaces::credential::reset_link,
    store::{Direction, RecordStore},
};
use crate::domain::{credential::CredentialRecord, hash::ContentHash, person::Handle, stored::Stored};

/// Credentials in memory, less than 300 bytes each: those of the people signed in.
const RECENT: usize = 1_000;

/// Lookups of credentials.
#[derive(Clone)]
pub struct Credentials {
    store: Arc<dyn RecordStore>,
    recent: Recent<CredentialRecord>,
}

impl Credentials {
    /// Lookups in this store.
    #[must_use]
    pub fn new(store: Arc<dyn RecordStore>) -> Self {
        Self { store, recent: Recent::of(RECENT) }
    }

    /// The credential of one person.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn get(&self, handle: &Handle) -> Result<Option<Stored<CredentialRecord>>, CatalogError> {
        let kept = self.recent.one(&self.store, key(handle)).await?;
        Ok(kept.map(|Stored { revision, record }| Stored { revision, record: CredentialRecord::clone(&record) }))
    }

    /// The credential that has the reset link whose secret has this hash.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn of_reset_link(&self, hash: ContentHash) -> Result<Option<Stored<CredentialRecord>>, CatalogError> {
        let hits = self.store.lookup(reset_link(hash).as_str(), None, 1, Direction::Ascending).await?;
        match hits.into_iter().next() {
            Some(hit) => records::one(&self.store, hit.key).await,
            None => Ok(None),
        }
    }
}

//! Credentials in the catalogue.

use std::sync::Arc;

pub use super::spaces::credential::key;
use super::{error::CatalogError, recent::Recent, store::RecordStore};
use crate::domain::{credential::CredentialRecord, kept::Kept, person::Handle};

/// Credentials kept as they were read, less than 300 bytes each: those of the people signed in.
const RECENT: usize = 1_000;

/// Lookups of credentials.
#[derive(Clone)]
pub struct Credentials {
    store: Arc<dyn RecordStore>,
    recent: Recent<CredentialRecord>,
}

impl Credentials {
    /// Looks credentials up in this store.
    #[must_use]
    pub fn new(store: Arc<dyn RecordStore>) -> Self {
        Self { store, recent: Recent::of(RECENT) }
    }

    /// The credential of one person.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn get(&self, handle: &Handle) -> Result<Option<Kept<CredentialRecord>>, CatalogError> {
        let kept = self.recent.one(&self.store, key(handle)).await?;
        Ok(kept.map(|Kept { revision, record }| Kept { revision, record: CredentialRecord::clone(&record) }))
    }
}

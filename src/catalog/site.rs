//! The settings of the site in the catalogue.

use std::sync::Arc;

pub use super::spaces::site::{codes_key, key};
use super::{
    error::CatalogError,
    records,
    stamps::Slot,
    store::{RecordStore, Seq},
};
use crate::domain::{
    site::{InvitationCodes, SiteRecord},
    stored::Stored,
};

/// Lookups of the settings.
#[derive(Clone)]
pub struct SiteRecords {
    store: Arc<dyn RecordStore>,
}

impl SiteRecords {
    /// Lookups in this store.
    #[must_use]
    pub fn new(store: Arc<dyn RecordStore>) -> Self {
        Self { store }
    }

    /// What administrators changed, if they changed anything.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn settings(&self) -> Result<Option<Stored<SiteRecord>>, CatalogError> {
        records::one(&self.store, key()).await
    }

    /// The invitation codes that administrators chose.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn codes(&self) -> Result<Option<Stored<InvitationCodes>>, CatalogError> {
        records::one(&self.store, codes_key()).await
    }

    /// Whether neither changed after this entry.
    #[must_use]
    pub fn are_unchanged(&self, since: Seq) -> bool {
        self.store.stamps().are_unchanged(&[Slot::record(&key()), Slot::record(&codes_key())], since)
    }
}

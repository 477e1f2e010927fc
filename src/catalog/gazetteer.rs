//! The gazetteer in the catalogue.

use std::sync::Arc;

pub use super::spaces::gazetteer::key;
use super::{
    error::CatalogError,
    records,
    stamps::Slot,
    store::{Key, RecordStore, Seq},
};
use crate::domain::{known_places::PlacesRecord, stored::Stored};

/// Lookups of the gazetteer.
#[derive(Clone)]
pub struct Gazetteer {
    store: Arc<dyn RecordStore>,
}

/// What an answer that shows the gazetteer depends on: every change writes its first record.
#[must_use]
pub fn slot() -> Slot {
    Slot::record(&key(0))
}

impl Gazetteer {
    /// Lookups in this store.
    #[must_use]
    pub fn new(store: Arc<dyn RecordStore>) -> Self {
        Self { store }
    }

    /// Its records, in order.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn records(&self) -> Result<Vec<Stored<PlacesRecord>>, CatalogError> {
        let Some(first) = records::one::<PlacesRecord>(&self.store, key(0)).await? else { return Ok(Vec::new()) };
        let rest: Vec<Key> = (1..first.record.records).map(key).collect();
        let mut all = vec![first];
        all.extend(records::many(&self.store, &rest).await?);
        Ok(all)
    }

    /// Whether it did not change after this entry.
    #[must_use]
    pub fn is_unchanged(&self, since: Seq) -> bool {
        self.store.stamps().are_unchanged(&[slot()], since)
    }
}

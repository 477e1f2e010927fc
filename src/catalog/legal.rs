//! The texts of legal pages in the catalogue, with their earlier versions.

use std::sync::Arc;

use jiff::Timestamp;

pub use super::spaces::legal::key;
use super::{
    entry::Entry,
    error::CatalogError,
    key::Key,
    records,
    store::{Direction, RecordStore, Seq},
};
use crate::domain::{
    language::Language,
    legal::{LegalPage, LegalRecord},
    stored::Stored,
};

/// One version of a text.
#[derive(Clone, Debug)]
pub struct LegalVersion {
    /// The number of the entry that wrote it.
    pub seq: Seq,
    /// When.
    pub at: Timestamp,
    /// Who wrote it.
    pub actor: String,
    /// The text.
    pub record: LegalRecord,
}

/// Lookups of legal texts.
#[derive(Clone)]
pub struct LegalTexts {
    store: Arc<dyn RecordStore>,
}

impl LegalTexts {
    /// Lookups in this store.
    #[must_use]
    pub fn new(store: Arc<dyn RecordStore>) -> Self {
        Self { store }
    }

    /// The present text of a page, if one was written.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn get(&self, page: LegalPage, language: Language) -> Result<Option<Stored<LegalRecord>>, CatalogError> {
        records::one(&self.store, key(page, language)).await
    }

    /// Up to so many versions of a text, the newest first, those before this entry.
    ///
    /// # Errors
    /// [`CatalogError`] when the journal does not answer.
    pub async fn versions(
        &self,
        page: LegalPage,
        language: Language,
        before: Option<Seq>,
        limit: usize,
    ) -> Result<Vec<LegalVersion>, CatalogError> {
        let key = key(page, language);
        let mut versions = Vec::new();
        let mut before = before;
        // A page of entries is bounded by bytes too.
        while versions.len() < limit {
            let entries =
                self.store.history(&key, before, limit.saturating_sub(versions.len()), Direction::Descending).await?;
            let Some(last) = entries.last() else { break };
            before = Some(last.seq);
            for entry in &entries {
                versions.extend(version(entry, &key)?);
            }
        }
        Ok(versions)
    }
}

/// The version that an entry wrote; none where it removed the text.
fn version(entry: &Entry, key: &Key) -> Result<Option<LegalVersion>, CatalogError> {
    let Some(body) = entry.records.iter().find(|written| written.key == *key).and_then(|written| written.body.as_ref())
    else {
        return Ok(None);
    };
    let record =
        serde_json::from_str(body.get()).map_err(|source| CatalogError::Record { key: key.to_string(), source })?;
    Ok(Some(LegalVersion { seq: entry.seq, at: entry.at, actor: entry.actor.clone(), record }))
}

//! API tokens in the catalogue, found by the hash of their secret.

use std::sync::Arc;

use super::{
    error::CatalogError,
    records,
    spaces::token::TOKEN_OF,
    store::{Direction, IndexHit, Key, RecordStore},
};
use crate::domain::{hash::ContentHash, kept::Kept, person::Handle, token::TokenRecord};

pub use super::spaces::token::{SPACE, key};

/// One person's tokens shown on one page; nobody needs more.
const MOST_TOKENS: usize = 200;

/// Lookups of tokens.
#[derive(Clone)]
pub struct Tokens {
    store: Arc<dyn RecordStore>,
}

impl Tokens {
    /// Looks tokens up in this store.
    #[must_use]
    pub fn new(store: Arc<dyn RecordStore>) -> Self {
        Self { store }
    }

    /// The token whose secret has this hash.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn get(&self, hash: ContentHash) -> Result<Option<Kept<TokenRecord>>, CatalogError> {
        records::one(&self.store, key(hash)).await
    }

    /// A person's tokens.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn of(&self, person: &Handle) -> Result<Vec<Kept<TokenRecord>>, CatalogError> {
        let prefix = TOKEN_OF.prefix(&format!("{person}/"));
        let hits = self.store.lookup(&prefix, None, MOST_TOKENS, Direction::Ascending).await?;
        let keys: Vec<Key> = hits.into_iter().map(|hit| hit.key).collect();
        records::many(&self.store, &keys).await
    }

    /// The keys of all of a person's tokens, however many.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn keys_of(&self, person: &Handle) -> Result<Vec<Key>, CatalogError> {
        let prefix = TOKEN_OF.prefix(&format!("{person}/"));
        let mut hits: Vec<IndexHit> = Vec::new();
        loop {
            let after = hits.last().map(|hit| hit.index.as_str());
            let page = self.store.lookup(&prefix, after, MOST_TOKENS, Direction::Ascending).await?;
            if page.is_empty() {
                return Ok(hits.into_iter().map(|hit| hit.key).collect());
            }
            hits.extend(page);
        }
    }
}

//! Invitations in the catalogue, found by the hash of their secret.

use std::sync::Arc;

use super::{
    error::CatalogError,
    records,
    spaces::invitation::{INVITED, UNUSED},
    store::{Direction, Key, RecordStore},
};
use crate::domain::{hash::ContentHash, invitation::InvitationRecord, person::Handle, stored::Stored};

pub use super::spaces::invitation::{SPACE, key};

/// The most invitations of one person that are read: one is what there is.
const MOST: usize = 10;

/// Lookups of invitations.
#[derive(Clone)]
pub struct Invitations {
    store: Arc<dyn RecordStore>,
}

impl Invitations {
    /// Lookups in this store.
    #[must_use]
    pub fn new(store: Arc<dyn RecordStore>) -> Self {
        Self { store }
    }

    /// The invitation whose secret has this hash.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn get(&self, hash: ContentHash) -> Result<Option<Stored<InvitationRecord>>, CatalogError> {
        records::one(&self.store, key(hash)).await
    }

    /// Up to so many invitations that nobody used, those that expire first before the others.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn unused(&self, limit: usize) -> Result<Vec<Stored<InvitationRecord>>, CatalogError> {
        let hits = self.store.lookup(&UNUSED.prefix(""), None, limit, Direction::Ascending).await?;
        let keys: Vec<Key> = hits.into_iter().map(|hit| hit.key).collect();
        records::many(&self.store, &keys).await
    }

    /// The keys of the invitations by which this person joined: one, if they did.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn keys_of(&self, person: &Handle) -> Result<Vec<Key>, CatalogError> {
        let prefix = INVITED.prefix(&format!("{person}/"));
        let hits = self.store.lookup(&prefix, None, MOST, Direction::Ascending).await?;
        Ok(hits.into_iter().map(|hit| hit.key).collect())
    }

    /// The invitation by which this person joined.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn of(&self, person: &Handle) -> Result<Option<InvitationRecord>, CatalogError> {
        let keys = self.keys_of(person).await?;
        Ok(records::many(&self.store, &keys).await?.pop().map(|kept: Stored<InvitationRecord>| kept.record))
    }
}

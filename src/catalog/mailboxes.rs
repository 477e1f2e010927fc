//! Mailboxes in the catalogue, and the letters that are due.

use std::sync::Arc;

use jiff::Timestamp;

use super::{
    error::CatalogError,
    records,
    spaces::mailbox::{CLAIMED, DIGEST, DUE, at},
    spaces::photo::sortable,
    store::{Direction, IndexHit, Key, RecordStore},
};
use crate::domain::{email::EmailAddress, mailbox::MailboxRecord, person::Handle, stored::Stored};

pub use super::spaces::mailbox::{SPACE, key};

/// Mailboxes read at a time.
const PART: usize = 100;
/// The most accounts that share an address: an association may have one for its members.
const SHARING: usize = 5;

/// Lookups of mailboxes.
#[derive(Clone)]
pub struct Mailboxes {
    store: Arc<dyn RecordStore>,
}

impl Mailboxes {
    /// Lookups in this store.
    #[must_use]
    pub fn new(store: Arc<dyn RecordStore>) -> Self {
        Self { store }
    }

    /// The mailbox of one person.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn get(&self, person: &Handle) -> Result<Option<Stored<MailboxRecord>>, CatalogError> {
        records::one(&self.store, key(person)).await
    }

    /// The mailboxes with this confirmed address, a few at most.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn at(&self, address: &EmailAddress) -> Result<Vec<Stored<MailboxRecord>>, CatalogError> {
        let hits = self.store.lookup(&at(address), None, SHARING, Direction::Ascending).await?;
        self.of(hits).await
    }

    /// Some mailboxes with a letter to send at this instant, those that wait longest first.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn due(&self, now: Timestamp) -> Result<Vec<Stored<MailboxRecord>>, CatalogError> {
        let mut hits = self.store.lookup(&DUE.prefix(""), None, PART, Direction::Ascending).await?;
        // `~` comes after every handle.
        let end = DUE.prefix(&format!("{}/~", sortable(now)));
        hits.retain(|hit| hit.index.as_str() <= end.as_str());
        self.of(hits).await
    }

    /// How many mailboxes have a letter to send, now or later.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn count_due(&self) -> Result<usize, CatalogError> {
        self.store.count(&DUE.prefix("")).await
    }

    /// Some mailboxes with a letter that is claimed.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn claimed(&self) -> Result<Vec<Stored<MailboxRecord>>, CatalogError> {
        let hits = self.store.lookup(&CLAIMED.prefix(""), None, PART, Direction::Ascending).await?;
        self.of(hits).await
    }

    /// Some mailboxes of people who are sent news, in the order of their handles, after this one.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn with_digests(&self, after: Option<&Handle>) -> Result<Vec<Stored<MailboxRecord>>, CatalogError> {
        let after = after.map(|handle| DIGEST.prefix(handle.as_str()));
        let hits = self.store.lookup(&DIGEST.prefix(""), after.as_deref(), PART, Direction::Ascending).await?;
        self.of(hits).await
    }

    async fn of(&self, hits: Vec<IndexHit>) -> Result<Vec<Stored<MailboxRecord>>, CatalogError> {
        let keys: Vec<Key> = hits.into_iter().map(|hit| hit.key).collect();
        records::many(&self.store, &keys).await
    }
}

//! Idempotency keys: a form or a call that is sent twice has the effect of one, whether by a second click or since its answer was
//! lost.
//!
//! Each form gets a random key when it is rendered, and a program sends its own. What a request made is found again by its key: the
//! secret of a report is the key, and the batch of a collection has its id from it.

use std::fmt;

use super::sessions::Secret;
use crate::{
    catalog::store::BatchId,
    domain::{hash::ContentHash, person::Handle},
};

/// The key of one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdempotencyKey(ContentHash);

impl IdempotencyKey {
    /// A new key, of these random bytes.
    #[must_use]
    pub const fn from_chance(chance: [u8; 32]) -> Self {
        Self(ContentHash::from_bytes(chance))
    }

    /// Reads the key of a form; `None` for any other text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        text.parse().ok().map(Self)
    }

    /// The key that a program chose, any text (draft-ietf-httpapi-idempotency-key-header).
    #[must_use]
    pub fn of_header(key: &str) -> Self {
        Self(ContentHash::from_bytes(*blake3::hash(key.as_bytes()).as_bytes()))
    }

    /// The id of the batch in which this person makes this. Another content has another id: who goes back in the browser gets the
    /// same form, with the same key, and may send something else.
    pub(super) fn batch(self, who: &Handle, what: &impl fmt::Debug) -> BatchId {
        let text = format!("{self} {who} {what:?}");
        BatchId::from_random(*blake3::hash(text.as_bytes()).as_bytes())
    }

    /// The secret of the report that is made with it: only the browser that got the form knows the key.
    pub(super) fn secret(self) -> Secret {
        Secret::from_chance(*self.0.as_bytes())
    }
}

impl fmt::Display for IdempotencyKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

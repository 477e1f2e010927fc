//! What is sent twice is done once: a form that is sent again since nobody knows whether it arrived, or by a second click.
//!
//! Each form has a mark of its own, drawn at random when it is shown. What it makes is found again by that mark: a report has its
//! secret from it, and a collection is made by an entry whose batch has its id from it.

use std::fmt;

use super::sessions::Secret;
use crate::{
    catalog::store::BatchId,
    domain::{hash::ContentHash, person::Handle},
};

/// The mark of one sending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Once(ContentHash);

impl Once {
    /// The mark of a form that is shown now.
    #[must_use]
    pub const fn from_chance(chance: [u8; 32]) -> Self {
        Self(ContentHash::from_bytes(chance))
    }

    /// Reads a mark from a form; `None` for any other text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        text.parse().ok().map(Self)
    }

    /// The mark that a program chose, any text (draft-ietf-httpapi-idempotency-key-header).
    #[must_use]
    pub fn of_key(key: &str) -> Self {
        Self(ContentHash::from_bytes(*blake3::hash(key.as_bytes()).as_bytes()))
    }

    /// The batch of this, which this person makes by it. Something else is another batch: a browser that goes back shows the
    /// same form again.
    pub(super) fn batch(self, who: &Handle, what: &impl fmt::Debug) -> BatchId {
        let text = format!("{self} {who} {what:?}");
        BatchId::from_random(*blake3::hash(text.as_bytes()).as_bytes())
    }

    /// The secret of the report that is made by it, as secret as the form was.
    pub(super) fn secret(self) -> Secret {
        Secret::from_chance(*self.0.as_bytes())
    }
}

impl fmt::Display for Once {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

//! An API token: a secret that stands for a person, kept only as its hash.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{hash::ContentHash, kept::UnknownMembers, person::Handle};

/// The layout version that this code writes.
pub const TOKEN_VERSION: u8 = 1;

/// A token as the journal keeps it: its BLAKE3 hash, never the secret. The secret holds 256 bits of chance, so a fast
/// hash is enough.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenRecord {
    /// The version of this layout.
    pub v: u8,
    /// BLAKE3 of the secret.
    pub hash: ContentHash,
    /// Whom it stands for.
    pub person: Handle,
    /// What it is for, in its owner's words.
    pub label: String,
    /// When it was made.
    pub created: Timestamp,
    /// When it ends, if it does.
    pub expires: Option<Timestamp>,
    /// Members that a later version added: a rewrite keeps them.
    #[serde(flatten)]
    pub unknown: UnknownMembers,
}

impl TokenRecord {
    /// Whether it still stands for its person at this instant.
    #[must_use]
    pub fn is_valid_at(&self, now: Timestamp) -> bool {
        self.expires.is_none_or(|end| now < end)
    }
}

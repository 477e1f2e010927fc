//! An API token: a secret that stands for a person, kept only as its hash.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{hash::ContentHash, person::Handle};

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
    /// The generation of its person's sessions when it was made. Earlier versions wrote none: such a token ends when its
    /// record is removed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub generation: Option<u32>,
}

impl TokenRecord {
    /// Whether it still stands for its person at this instant, when their sessions are of this generation.
    #[must_use]
    pub fn is_valid_at(&self, now: Timestamp, generation: u32) -> bool {
        self.expires.is_none_or(|end| now < end) && self.is_of(generation)
    }

    /// Whether it was not ended with the sessions of an earlier generation.
    #[must_use]
    pub fn is_of(&self, generation: u32) -> bool {
        self.generation.is_none_or(|own| own == generation)
    }
}

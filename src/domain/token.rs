//! An API token: a secret with which a program acts for a person, kept only as its hash.

use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{
    hash::ContentHash,
    kept::UnknownMembers,
    lengths,
    person::Handle,
    text::{self, TooLong},
};

/// The layout version that this code writes.
pub const TOKEN_VERSION: u8 = 1;

/// A token as the journal keeps it: its BLAKE3 hash, never the secret. The secret has 256 random bits, so a fast
/// hash is enough.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenRecord {
    /// The version of this layout.
    pub v: u8,
    /// BLAKE3 of the secret.
    pub hash: ContentHash,
    /// The person for whom it acts.
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
    /// Members that a later version added: a rewrite keeps them.
    #[serde(flatten)]
    pub unknown: UnknownMembers,
}

/// The most days that a token may be given: ten years.
pub const MOST_DAYS: u32 = 3650;

impl TokenRecord {
    /// Whether it is valid at this instant, when its person's sessions are of this generation.
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

/// What a token is for, in its owner's words: one line, perhaps empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TokenLabel(String);

impl TokenLabel {
    /// The label.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for TokenLabel {
    type Err = TooLong;

    /// Cleans a label from outside, of at most [`lengths::TOKEN_LABEL`] characters.
    fn from_str(text: &str) -> Result<Self, TooLong> {
        let clean = text::clean_line(text);
        text::within(&clean, lengths::TOKEN_LABEL)?;
        Ok(Self(clean))
    }
}

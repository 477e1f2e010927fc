//! What the journal holds: entries, each with its number and the records that it wrote.

use std::{borrow::Cow, fmt};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::key::Key;

/// The place of an entry in the journal: 1 for the first one, and no number is left out.
pub type Seq = u64;

/// What an entry of the journal did to one record.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Written {
    /// The record's key.
    pub key: Key,
    /// The whole record after the change; absent, the record was removed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Box<RawValue>>,
}

/// The name that the entries of one batch share.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BatchId(String);

/// Digits of a batch's name: 48 bits of chance, enough for a library's life.
const BATCH_DIGITS: usize = 12;

impl BatchId {
    /// The name that these random bytes make.
    #[must_use]
    pub fn from_random(bytes: [u8; 32]) -> Self {
        let number = bytes.iter().take(BATCH_DIGITS / 2).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        Self(format!("{number:0BATCH_DIGITS$x}"))
    }

    /// Reads a name; nothing when it cannot be one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let is_one = text.len() == BATCH_DIGITS && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        is_one.then(|| Self(text.to_owned()))
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for BatchId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// An entry of the journal.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Entry {
    /// Its number.
    pub seq: Seq,
    /// When the change was made.
    pub at: Timestamp,
    /// Who made it.
    pub actor: String,
    /// Which gesture it was.
    pub gesture: Cow<'static, str>,
    /// The batch that it is a part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub batch: Option<BatchId>,
    /// What it did, in order.
    pub records: Vec<Written>,
    /// Why, in words.
    pub note: Option<String>,
}

impl Entry {
    /// About how many bytes it takes: its texts, without what JSON puts around them.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let records = self.records.iter().map(|written| {
            written.key.as_str().len().saturating_add(written.body.as_ref().map_or(0, |body| body.get().len()))
        });
        let note = self.note.as_ref().map_or(0, String::len);
        records.fold(note.saturating_add(self.actor.len()), usize::saturating_add)
    }
}

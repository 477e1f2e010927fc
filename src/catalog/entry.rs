//! Journal entries, each with its number and the records that it wrote.

use std::{borrow::Cow, fmt};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::key::Key;
use crate::domain::text::json_bytes;

/// Every entry that is committed has fewer bytes, as a [line](Entry::line_bytes) of the journal. In PostgreSQL, all changes
/// that wait are one call of one function: a larger entry makes one change hold up the queue of a node. A page of
/// [`changes`](super::store::RecordStore::changes), which has one entry at least, is bounded by it too. Entries that an earlier version made may be
/// larger: they are read, moved and undone as all others.
pub const ENTRY_BYTES: usize = 90_000;

/// The number of an entry in the journal, from 1 without gaps.
pub type Seq = u64;

/// A record as an entry wrote or removed it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Written {
    /// The record's key.
    pub key: Key,
    /// The whole record after the change; `None` when it was removed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Box<RawValue>>,
}

/// The id that the entries of one batch share.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BatchId(String);

/// Digits of the id of a batch: 48 random bits, so that ids do not collide.
const BATCH_DIGITS: usize = 12;

impl BatchId {
    /// The id made of these random bytes.
    #[must_use]
    pub fn from_random(bytes: [u8; 32]) -> Self {
        let number = bytes.iter().take(BATCH_DIGITS / 2).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        Self(format!("{number:0BATCH_DIGITS$x}"))
    }

    /// Reads an id; `None` for another text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let is_one = text.len() == BATCH_DIGITS && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        is_one.then(|| Self(text.to_owned()))
    }

    /// The id as text.
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
    /// The batch that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub batch: Option<BatchId>,
    /// The records it wrote and removed, in order.
    pub records: Vec<Written>,
    /// Why, in words.
    pub note: Option<String>,
}

impl Entry {
    /// Its approximate size in bytes: its texts, without the syntax of JSON.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let records = self.records.iter().map(|written| {
            written.key.as_str().len().saturating_add(written.body.as_ref().map_or(0, |body| body.get().len()))
        });
        let note = self.note.as_ref().map_or(0, String::len);
        records.fold(note.saturating_add(self.actor.len()), usize::saturating_add)
    }

    /// The bytes of its line in a journal, of the engine whose lines are longest, with the longest number.
    #[must_use]
    pub fn line_bytes(&self) -> usize {
        let records = self.records.iter().map(|written| written_bytes(&written.key, written.body.as_deref()));
        records.fold(self.bytes_around(), usize::saturating_add)
    }

    /// The bytes of its line beside those of its records.
    fn bytes_around(&self) -> usize {
        bytes_around(&self.actor, &self.gesture, self.note.as_deref())
    }
}

/// The bytes of a record in the line of an entry: `{"key":…,"body":…},`.
#[must_use]
pub fn written_bytes(key: &Key, body: Option<&RawValue>) -> usize {
    const NAMES: usize = r#"{"key":,"body":},"#.len();
    NAMES.saturating_add(json_bytes(key.as_str())).saturating_add(body.map_or(0, |body| body.get().len()))
}

/// The bytes of the line of an entry of this actor and gesture, with this note, without its records; at most.
#[must_use]
pub fn bytes_around(actor: &str, gesture: &str, note: Option<&str>) -> usize {
    // With a checksum, a number of twenty digits, an instant and the id of a batch.
    const LONGEST: usize = concat!(
        r#"{"check":"0123456789abcdef","seq":18446744073709551615,"at":"2026-12-01T04:00:00.123456789Z","actor":,"#,
        r#""gesture":,"batch":"0123456789ab","records":[],"note":null}"#,
        "\n"
    )
    .len();
    [Some(actor), Some(gesture), note].into_iter().flatten().map(json_bytes).fold(LONGEST, usize::saturating_add)
}

//! Changes: what is to be written, and what must be true for it.

use std::borrow::Cow;

use jiff::Timestamp;
use serde_json::value::RawValue;

use super::{
    entry::BatchId,
    key::{IndexKey, Key},
};

/// What must be true for a change to be made. Each speaks of one thing: of a record, or of an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expectation {
    /// No record has this key.
    RecordAbsent(Key),
    /// The record of this key was last written by this entry.
    Revision(Key, u64),
    /// No index entry begins with this key.
    Unclaimed(IndexKey),
}

impl Expectation {
    /// The record that it speaks of, if it speaks of one.
    #[must_use]
    pub const fn record(&self) -> Option<&Key> {
        match self {
            Self::RecordAbsent(key) | Self::Revision(key, _) => Some(key),
            Self::Unclaimed(_) => None,
        }
    }
}

/// A change, made whole or not at all.
#[derive(Clone, Debug)]
pub struct Change {
    /// What must be true for it to be made.
    pub expect: Vec<Expectation>,
    /// Records to write whole.
    pub put: Vec<(Key, Box<RawValue>)>,
    /// Records to remove, after those written.
    pub remove: Vec<Key>,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: String,
    /// Which gesture of theirs.
    pub gesture: Cow<'static, str>,
    /// The batch that it is a part of.
    pub batch: Option<BatchId>,
    /// Why, in words.
    pub note: Option<String>,
}

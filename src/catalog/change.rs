//! Changes: records to write, and the expectations that must hold.

use std::borrow::Cow;

use jiff::Timestamp;
use serde_json::value::RawValue;

use super::{
    entry::BatchId,
    key::{IndexKey, Key},
};

/// A condition of a change, about one record or one index key.
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
    /// The record that it is about, if it is about one.
    #[must_use]
    pub const fn record(&self) -> Option<&Key> {
        match self {
            Self::RecordAbsent(key) | Self::Revision(key, _) => Some(key),
            Self::Unclaimed(_) => None,
        }
    }
}

/// An atomic change.
#[derive(Clone, Debug)]
pub struct Change {
    /// The conditions that must hold.
    pub expect: Vec<Expectation>,
    /// Records to write whole.
    pub put: Vec<(Key, Box<RawValue>)>,
    /// Records to remove, after those written.
    pub remove: Vec<Key>,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: String,
    /// The name of the gesture.
    pub gesture: Cow<'static, str>,
    /// The batch that it belongs to.
    pub batch: Option<BatchId>,
    /// Why, in words.
    pub note: Option<String>,
}

//! A record as it stands, with the revision to expect when changing it; and what every record keeps for later versions.

use serde_json::{Map, Value};

/// A record, and which entry of the journal wrote it.
#[derive(Clone, Debug)]
pub struct Kept<T> {
    /// The sequence number of the entry that last wrote it.
    pub revision: u64,
    /// The record.
    pub record: T,
}

/// Members of a record that this version does not know: they are written again with the record.
pub type UnknownMembers = Map<String, Value>;

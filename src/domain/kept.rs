//! A record as it stands, with the revision to expect when changing it.

/// A record, and which entry of the journal wrote it.
#[derive(Clone, Debug)]
pub struct Kept<T> {
    /// The sequence number of the entry that last wrote it.
    pub revision: u64,
    /// The record.
    pub record: T,
}

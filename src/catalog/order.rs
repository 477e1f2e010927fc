//! Where a listing begins and ends, and whether an expectation holds: the same rules for every engine.

use super::store::{Change, Direction, Expected, IndexHit, Key};

/// Separates an index key from the key of its record; less than any byte of a key, so that entries are ordered by index
/// key first.
const BETWEEN: u8 = 0;

/// The bytes of keys from `start`, included, to `end`, left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) start: Vec<u8>,
    pub(super) end: Vec<u8>,
}

impl Span {
    /// Every key that begins so.
    pub(super) fn of_prefix(prefix: &str) -> Self {
        let start = prefix.as_bytes().to_vec();
        // 0xFF is no byte of any text in UTF-8: it stands after every key that begins so.
        let end = [prefix.as_bytes(), &[0xff]].concat();
        Self { start, end }
    }

    /// The record keys that begin so, beyond `after`.
    pub(super) fn of_records(prefix: &str, after: Option<&str>, direction: Direction) -> Option<Self> {
        Self::of_prefix(prefix).beyond(after, direction, &[BETWEEN], &[])
    }

    /// The index entries that begin so, beyond every entry of the index key `after`.
    pub(super) fn of_entries(prefix: &str, after: Option<&str>, direction: Direction) -> Option<Self> {
        Self::of_prefix(prefix).beyond(after, direction, &[BETWEEN + 1], &[BETWEEN])
    }

    /// `None` when nothing can be there: engines refuse a range that ends before it begins.
    fn beyond(mut self, after: Option<&str>, direction: Direction, next: &[u8], here: &[u8]) -> Option<Self> {
        if let Some(after) = after {
            match direction {
                Direction::Ascending => self.start = self.start.max([after.as_bytes(), next].concat()),
                Direction::Descending => self.end = self.end.min([after.as_bytes(), here].concat()),
            }
        }
        (self.start < self.end).then_some(self)
    }
}

/// The entry of an index: `index key, NUL, record key`.
pub(super) fn entry(index: &Key, record: &Key) -> Vec<u8> {
    [index.as_str().as_bytes(), &[BETWEEN], record.as_str().as_bytes()].concat()
}

/// Reads an entry of an index.
pub(super) fn hit(entry: &[u8]) -> Option<IndexHit> {
    let (index, key) = std::str::from_utf8(entry).ok()?.split_once(char::from(BETWEEN))?;
    Some(IndexHit { index: index.to_owned(), key: Key::written(key) })
}

/// What expectations are checked against.
pub(super) trait Standing {
    /// What reading may meet.
    type Fault;

    /// The revision of a record, if there is one.
    fn revision(&self, key: &Key) -> Result<Option<u64>, Self::Fault>;

    /// Whether any index entry begins so.
    fn indexed(&self, prefix: &Key) -> Result<bool, Self::Fault>;
}

/// The first key whose expectation does not hold.
pub(super) fn unmet<S: Standing>(standing: &S, change: &Change) -> Result<Option<Key>, S::Fault> {
    for (key, expected) in &change.expect {
        let revision = standing.revision(key)?;
        let holds = match expected {
            Expected::Revision(wanted) => revision == Some(*wanted),
            Expected::Absent => revision.is_none() && !standing.indexed(key)?,
        };
        if !holds {
            return Ok(Some(key.clone()));
        }
    }
    Ok(None)
}

//! Forgetting: entries of the journal are rewritten without what they said of a photo or a person.
//!
//! An entry keeps its number, its instant and its gesture, on which followers rely. A forgotten record in it becomes an
//! [erased record](erased), which holds nothing and changes nothing.

use super::{
    change::Change,
    entry::{Entry, Seq, Written},
    key::Key,
};

/// The space of the keys of erased records in the journal. No record has one.
pub const SPACE: &str = "forgotten";

/// Returns an entry without what is forgotten; `None` where it stays as it is. It is called with the entries in order.
pub type Rewrite = Box<dyn FnMut(&Entry) -> Option<Entry> + Send>;

/// Whether a volatile value, such as a session, is forgotten too.
pub type Ends = Box<dyn Fn(&[u8]) -> bool + Send>;

/// Whether an entry with this gesture notes that something was forgotten.
#[must_use]
pub fn is_note(gesture: &str) -> bool {
    gesture.starts_with("forget-")
}

/// What is to be forgotten.
pub struct Forgetting {
    /// The number of the last entry that was read to decide what to forget; no entry may have been made since.
    pub seen: Seq,
    /// How to rewrite each entry.
    pub rewrite: Rewrite,
    /// Which volatile values to remove.
    pub ends: Ends,
    /// The note that something was forgotten, as a change without expectations. It is entered with the number after
    /// `seen`.
    pub note: Change,
    /// The work that is left outside the store. The store keeps this text, even over a crash, until the caller reports
    /// that the work is [done](super::store::RecordStore::forgotten).
    pub afterwards: String,
}

impl Forgetting {
    /// The number of the entry that tells of it.
    #[must_use]
    pub const fn number(&self) -> Seq {
        self.seen + 1
    }
}

/// What replaces a forgotten record in an entry: the removal of a record that never existed, named after the entry that
/// notes the forgetting.
#[must_use]
pub fn erased(number: Seq) -> Written {
    Written { key: Key::new(SPACE, &number.to_string()), body: None }
}

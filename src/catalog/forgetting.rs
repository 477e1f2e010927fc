//! Forgetting: entries of the journal are rewritten, so that what they said of a photo or of somebody is gone from them.
//!
//! An entry keeps its number, its instant and its gesture: followers count on them. What is forgotten of it becomes an
//! [erased record](erased), which says nothing and changes nothing.

use super::{
    change::Change,
    entry::{Entry, Seq, Written},
    key::Key,
};

/// The space of the keys that stand in the journal for what was forgotten. No record has one.
pub const SPACE: &str = "forgotten";

/// Gives an entry without what is to be forgotten of it; nothing where it stays as it is. It is given the entries in order.
pub type Rewrite = Box<dyn FnMut(&Entry) -> Option<Entry> + Send>;

/// Tells whether a short-lived value, such as a session, is to be forgotten too.
pub type Ends = Box<dyn Fn(&[u8]) -> bool + Send>;

/// What is to be forgotten.
pub struct Forgetting {
    /// The number of the last entry that was looked at to tell what is to be forgotten: nothing may have been entered since.
    pub seen: Seq,
    /// What becomes of each entry.
    pub rewrite: Rewrite,
    /// What becomes of short-lived values.
    pub ends: Ends,
    /// The change that tells that something was forgotten. It is entered with the number after `seen`, and expects nothing.
    pub note: Change,
    /// What is to be done outside the store afterwards. The store keeps it, over a crash too, until it is told that all is
    /// [done](super::store::RecordStore::forgotten).
    pub afterwards: String,
}

impl Forgetting {
    /// The number of the entry that tells of it.
    #[must_use]
    pub const fn number(&self) -> Seq {
        self.seen + 1
    }
}

/// What stands in an entry in place of a record that was forgotten: the removal of a record that never was, named after the
/// entry that tells of the forgetting.
#[must_use]
pub fn erased(number: Seq) -> Written {
    Written { key: Key::new(SPACE, &number.to_string()), body: None }
}

//! When each record and each list last changed, so that a cache knows whether its entries are current.
//!
//! A table of numbers of a fixed size: each record and each list has a slot in it, chosen by a hash, and the slot holds
//! the number of the last entry that touched any of those that share it. An answer made at entry `n` is current as long
//! as none of its slots holds a greater number. Two names that share a slot make each other's answers stale too early,
//! never too late; nothing is evicted, and reading a stamp takes no lock.
//!
//! A list is named by the first one or two parts of its index keys: `newest/`, `tag/phare/`. It changes when an entry
//! comes or goes, and when the record of an entry that stays is written again.

use std::{
    hash::{DefaultHasher, Hasher as _},
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
};

use super::{entry::Seq, key::Key};

/// Slots of the table, one megabyte. While 100 photos a second come in, each with two slots that nothing else has, an
/// answer that depends on two is made again needlessly once in five minutes.
const SLOTS: u64 = 1 << 17;
/// The parts of an index key that name a list; what follows is the order within it.
const PARTS: usize = 2;

/// The place of a record's stamp, or of a list's, in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot(usize);

impl Slot {
    /// The slot of a record.
    #[must_use]
    pub fn record(key: &Key) -> Self {
        Self::of(Kind::Record, key.as_str().as_bytes())
    }

    /// The slot of the list whose index keys begin with this prefix. A longer prefix has the slot of the list that it
    /// is part of.
    #[must_use]
    pub fn list(prefix: &str) -> Self {
        Self::of(Kind::List, lists(prefix.as_bytes()).last().unwrap_or_default())
    }

    fn of(kind: Kind, name: &[u8]) -> Self {
        // The same in every process. A person who chose tags that share a slot with a list would only make that list's
        // pages stale, as each photo that they give does.
        let mut hasher = DefaultHasher::new();
        hasher.write_u8(match kind {
            Kind::Record => 0,
            Kind::List => 1,
        });
        hasher.write(name);
        // A power of two: every place is as likely as another.
        Self(usize::try_from(hasher.finish() % SLOTS).unwrap_or_default())
    }
}

/// The stamps of one engine's records and lists.
#[derive(Debug)]
pub struct Stamps {
    numbers: Box<[AtomicU64]>,
    /// The number of the last entry that touched everything.
    all: AtomicU64,
    /// Whether other programs may have made entries that are not known here.
    is_doubted: AtomicBool,
}

impl Default for Stamps {
    fn default() -> Self {
        let numbers = (0..SLOTS).map(|_| AtomicU64::default()).collect();
        Self { numbers, all: AtomicU64::default(), is_doubted: AtomicBool::default() }
    }
}

impl Stamps {
    /// Whether nothing in these slots changed after this entry. Read the number of the last entry before reading what
    /// is cached: a change meanwhile then makes it stale.
    #[must_use]
    pub fn are_unchanged(&self, slots: &[Slot], since: Seq) -> bool {
        let is_old = |number: &AtomicU64| number.load(Ordering::Acquire) <= since;
        !self.are_doubted()
            && is_old(&self.all)
            && slots.iter().all(|Slot(place)| self.numbers.get(*place).is_some_and(is_old))
    }

    /// Whether other programs may have made entries that are not known here. Nothing counts as unchanged then.
    #[must_use]
    pub fn are_doubted(&self) -> bool {
        self.is_doubted.load(Ordering::Acquire)
    }

    /// Records the effects of entries up to this number: the records they wrote or removed, and the index entries
    /// (index key, NUL, record key) that were added, removed, or kept for records written again.
    ///
    /// An engine calls this before it publishes this number.
    pub(super) fn follow<'a>(
        &self,
        seq: Seq,
        records: impl IntoIterator<Item = &'a [u8]>,
        entries: impl IntoIterator<Item = &'a [u8]>,
    ) {
        for key in records {
            self.touch(Slot::of(Kind::Record, key), seq);
        }
        for entry in entries {
            let index = entry.split(|byte| *byte == 0).next().unwrap_or_default();
            for list in lists(index) {
                self.touch(Slot::of(Kind::List, list), seq);
            }
        }
    }

    /// Records an entry that may have changed anything, as a forgetting does.
    pub(super) fn touch_all(&self, seq: Seq) {
        self.all.fetch_max(seq, Ordering::AcqRel);
    }

    /// As long as it is doubted, nothing counts as unchanged.
    #[cfg(feature = "postgres")]
    pub(super) fn doubt(&self, is_doubted: bool) {
        self.is_doubted.store(is_doubted, Ordering::Release);
    }

    fn touch(&self, Slot(place): Slot, seq: Seq) {
        if let Some(number) = self.numbers.get(place) {
            number.fetch_max(seq, Ordering::AcqRel);
        }
    }
}

/// A record and a list may be written the same way.
#[derive(Clone, Copy)]
enum Kind {
    Record,
    List,
}

/// The lists that an index key is in, from the shortest prefix: `tag/phare/1/a` is in that of everything, in `tag/` and
/// in `tag/phare/`.
fn lists(index: &[u8]) -> impl Iterator<Item = &[u8]> {
    let slashes = index.iter().enumerate().filter(|(_, byte)| **byte == b'/').take(PARTS);
    let ends = std::iter::once(0).chain(slashes.map(|(slash, _)| slash.saturating_add(1)));
    ends.filter_map(|end| index.get(..end))
}

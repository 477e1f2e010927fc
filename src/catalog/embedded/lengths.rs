//! The lengths of lists, kept beside the index and changed with it in one transaction: pages tell them, and to count a list
//! is to read it all.

use std::collections::BTreeMap;

use super::{
    block::{Pair, read_number, write_number},
    digest::Digest,
    fault::Fault,
    packed::{Edited, Edits, Packed},
};
use crate::catalog::{order, spaces};

/// The lengths, by the beginning of a list's keys; one that is not there is 0.
#[derive(Clone, Debug)]
pub(super) struct Lengths {
    pub(super) packed: Packed,
}

impl Lengths {
    /// The length of a list; nothing when no length is kept of what begins so.
    pub(super) fn of(&self, prefix: &str) -> Result<Option<u64>, Fault> {
        if spaces::list_of(prefix) == Some(prefix) { self.get(prefix).map(Some) } else { Ok(None) }
    }

    fn get(&self, list: &str) -> Result<u64, Fault> {
        let Some(bytes) = self.packed.get(list.as_bytes())? else { return Ok(0) };
        read_number(&mut bytes.as_slice()).ok_or_else(|| Fault::Broken("the length of a list does not read".to_owned()))
    }

    /// The blocks that are written when these entries of the index come or go: none of those that come is there yet, and
    /// all of those that go are.
    pub(super) fn edited(&self, index: &Edits) -> Result<Edited, Fault> {
        let mut changes: BTreeMap<&str, i64> = BTreeMap::new();
        for (entry, value) in index {
            if let Some(list) = list_of(entry) {
                *changes.entry(list).or_default() += if value.is_some() { 1 } else { -1 };
            }
        }
        let mut edits = Edits::new();
        for (list, change) in changes {
            let length = self.get(list)?.checked_add_signed(change);
            let length = length.ok_or_else(|| Fault::Broken("the length of a list is wrong".to_owned()))?;
            edits.insert(list.as_bytes().to_vec(), (length > 0).then(|| to_bytes(length)));
        }
        self.packed.edited(&edits)
    }

    /// Fills the lengths of a new state, and gives the digest of them.
    pub(super) fn fill(&self, counted: Tally) -> Result<Digest, Fault> {
        let mut pairs = counted.into_pairs();
        self.packed.fill(|| Ok::<_, Fault>(pairs.next()))
    }

    /// Whether the lengths kept are those that were counted.
    pub(super) fn are(&self, counted: Tally) -> Result<bool, Fault> {
        let mut pairs = counted.into_pairs();
        for kept in self.packed.all() {
            if pairs.next() != Some(kept?) {
                return Ok(false);
            }
        }
        Ok(pairs.next().is_none())
    }
}

/// Lengths counted from all entries of the index, taken in their order.
#[derive(Debug, Default)]
pub(super) struct Tally(Vec<(String, u64)>);

impl Tally {
    /// Counts the next entry.
    pub(super) fn add(&mut self, entry: &[u8]) {
        let Some(list) = list_of(entry) else { return };
        match self.0.last_mut() {
            Some((last, length)) if last == list => *length += 1,
            _ => self.0.push((list.to_owned(), 1)),
        }
    }

    fn into_pairs(self) -> impl Iterator<Item = Pair> {
        self.0.into_iter().map(|(list, length)| (list.into_bytes(), to_bytes(length)))
    }
}

fn to_bytes(length: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_number(&mut bytes, length);
    bytes
}

/// The list that an entry of the index stands in, if its length is kept.
fn list_of(entry: &[u8]) -> Option<&str> {
    spaces::list_of(order::index_key(entry)?)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// An entry of an index, and whether a length is kept of the list that it stands in.
    fn entry(kind: u8, number: u8) -> Vec<u8> {
        let index = match kind % 4 {
            0 => "newest".to_owned(),
            1 => format!("tag/t{}", number % 3),
            2 => "bytes".to_owned(),
            _ => format!("by/p{}", number % 2),
        };
        format!("{index}/{number:03}/x\0photo/{number}").into_bytes()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]

        #[test]
        fn lengths_are_those_of_the_entries_that_came_and_did_not_go(changes: Vec<Vec<(u8, u8)>>) {
            let folder = tempfile::tempdir().unwrap();
            let database = sled::open(folder.path()).unwrap();
            let lengths = Lengths { packed: Packed { tree: database.open_tree("lengths").unwrap() } };
            let mut there = std::collections::BTreeSet::new();
            for change in changes {
                let mut edits = Edits::new();
                for entry in change.into_iter().map(|(kind, number)| entry(kind, number)) {
                    let comes = !there.contains(&entry);
                    edits.insert(entry, comes.then(Vec::new));
                }
                for (name, block) in lengths.edited(&edits).unwrap().blocks {
                    match block {
                        Some(block) => drop(lengths.packed.tree.insert(name, block).unwrap()),
                        None => drop(lengths.packed.tree.remove(name).unwrap()),
                    }
                }
                for (entry, value) in edits {
                    if value.is_some() { there.insert(entry); } else { there.remove(&entry); }
                }
                let mut tally = Tally::default();
                for entry in &there {
                    tally.add(entry);
                }
                prop_assert!(lengths.are(tally).unwrap());
            }
            let of = |list: &str| there.iter().filter(|entry| entry.starts_with(list.as_bytes())).count();
            for list in ["newest/", "tag/t1/", "by/p0/"] {
                prop_assert_eq!(lengths.of(list).unwrap(), Some(u64::try_from(of(list)).unwrap()));
            }
            prop_assert_eq!((lengths.of("bytes/").unwrap(), lengths.of("tag/").unwrap()), (None, None));
        }
    }
}

//! An ordered map in a tree of sled that keeps its entries in [blocks](super::block).
//!
//! A block stands under a key that is not greater than any of its own, and holds every entry from there to the key of the
//! next block. One thread writes; each of its writes replaces whole blocks in one transaction. Blocks are split and never
//! joined, so that a reader on its way meets each entry once: at worst the second half of a block again, which it skips.

use std::{
    collections::{BTreeMap, VecDeque},
    ops::Bound,
};

use super::{
    block::{self, Entries, Packer, Pair},
    digest::Digest,
    fault::Fault,
};
use crate::catalog::{order::Span, store::Direction};

/// The most bytes of a block. A change rewrites the blocks that it touches, ten for a photo; a lookup reads one of them.
const MOST: usize = 2_048;
/// Bytes of a block when a tree is made at once: room for a few more entries before it is split.
const FILL: usize = 1_700;

/// What changes: each key with its new value, or nothing where it goes.
pub(super) type Edits = BTreeMap<Vec<u8>, Option<Vec<u8>>>;
/// Blocks to be written, by the key that each stands under; nothing where one goes.
type Blocks = Vec<(Vec<u8>, Option<Vec<u8>>)>;

/// What a change writes.
#[derive(Debug, Default)]
pub(super) struct Edited {
    pub(super) blocks: Blocks,
    /// The digest of the blocks that are replaced, and that of those that replace them.
    pub(super) before: Digest,
    pub(super) after: Digest,
}

/// The map.
#[derive(Clone, Debug)]
pub(super) struct Packed {
    pub(super) tree: sled::Tree,
}

impl Packed {
    /// Whether it has no entry.
    pub(super) fn is_empty(&self) -> bool {
        self.tree.is_empty()
    }

    /// The value of a key.
    ///
    /// # Errors
    /// [`Fault`].
    pub(super) fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, Fault> {
        let Some((_, block)) = self.block_of(key)? else { return Ok(None) };
        let mut entries = Entries::of(&block);
        while let Some((found, value)) = entries.next()? {
            if found >= key {
                return Ok((found == key).then(|| value.to_vec()));
            }
        }
        Ok(None)
    }

    /// The block that would hold this key, with its own key.
    fn block_of(&self, key: &[u8]) -> Result<Option<(sled::IVec, sled::IVec)>, Fault> {
        Ok(self.tree.range::<&[u8], _>(..=key).next_back().transpose()?)
    }

    /// The entries of a range, from either end.
    pub(super) fn walk(&self, span: &Span, direction: Direction) -> Walk {
        let begin = match direction {
            // The block of the first key may stand under a smaller one.
            Direction::Ascending => self.block_of(&span.start).map(|block| block.map(|(key, _)| key.to_vec())),
            Direction::Descending => Ok(None),
        };
        let (begin, failed) = match begin {
            Ok(begin) => (begin.unwrap_or_default(), None),
            Err(why) => (Vec::new(), Some(why)),
        };
        let blocks = self.tree.range::<&[u8], _>(begin.as_slice()..span.end.as_slice());
        Walk { blocks, span: span.clone(), direction, ready: VecDeque::new(), last: None, failed, ended: false }
    }

    /// All entries, in order.
    pub(super) fn all(&self) -> Walk {
        self.walk(&Span::of_prefix(""), Direction::Ascending)
    }

    /// The blocks that these changes write. Nothing is written yet.
    ///
    /// # Errors
    /// [`Fault`].
    pub(super) fn edited(&self, edits: &Edits) -> Result<Edited, Fault> {
        let (mut blocks, mut before) = (Blocks::new(), Digest::default());
        let mut edits = edits.iter().peekable();
        while let Some((first, _)) = edits.peek() {
            let found = self.block_of(first)?;
            before += found.iter().map(|(name, block)| self.digest(name, block)).sum::<Digest>();
            let name = found.as_ref().map(|(name, _)| name.to_vec()).unwrap_or_default();
            let mut pairs = found.map_or_else(|| Ok(Vec::new()), |(_, block)| block::unpack(&block))?;
            let beyond = (Bound::Excluded(name.as_slice()), Bound::Unbounded);
            let next = self.tree.range::<&[u8], _>(beyond).next().transpose()?.map(|(next, _)| next);
            let was_last = pairs.last().map(|(key, _)| key.clone());
            let mut added = 0;
            while let Some((key, value)) =
                edits.next_if(|(key, _)| next.as_ref().is_none_or(|next| key.as_slice() < next.as_ref()))
            {
                match (pairs.binary_search_by(|(known, _)| known.cmp(key)), value) {
                    (Ok(place), Some(value)) => {
                        if let Some(pair) = pairs.get_mut(place) {
                            pair.1.clone_from(value);
                        }
                    }
                    (Ok(place), None) => drop(pairs.remove(place)),
                    (Err(place), Some(value)) => {
                        pairs.insert(place, (key.clone(), value.clone()));
                        added += 1;
                    }
                    (Err(_), None) => {}
                }
            }
            // Lists grow at their end: a block that did is left full, where one that grew elsewhere is cut in the middle.
            let at_end = pairs.len().checked_sub(added).and_then(|place| pairs.get(place));
            let is_appended =
                added > 0 && at_end.is_some_and(|(key, _)| was_last.as_ref().is_none_or(|last| key > last));
            repack(name, &pairs, is_appended, &mut blocks);
        }
        let after = blocks.iter().filter_map(|(name, block)| Some(self.digest(name, block.as_ref()?))).sum();
        Ok(Edited { blocks, before, after })
    }

    fn digest(&self, name: &[u8], block: &[u8]) -> Digest {
        Digest::of(&self.tree.name(), name, block)
    }

    /// The digest of all blocks, as they are read from the files.
    ///
    /// # Errors
    /// [`Fault`].
    pub(super) fn read_digest(&self) -> Result<Digest, Fault> {
        let of_each = |read: sled::Result<(sled::IVec, sled::IVec)>| -> Result<Digest, Fault> {
            let (name, block) = read?;
            Ok(self.digest(&name, &block))
        };
        self.tree.iter().map(of_each).sum()
    }

    /// Fills an empty map with entries in order, and gives the digest of it; of several entries with the same key, the first
    /// counts.
    ///
    /// # Errors
    /// [`Fault`], or what `next` answers.
    pub(super) fn fill<E: From<Fault>>(&self, mut next: impl FnMut() -> Result<Option<Pair>, E>) -> Result<Digest, E> {
        let (mut packer, mut name, mut last) = (Packer::default(), Vec::new(), None);
        let mut digest = Digest::default();
        while let Some((key, value)) = next()? {
            if last.as_ref() == Some(&key) {
                continue;
            }
            if packer.len() >= FILL {
                digest += self.put(&name, packer.take())?;
                name.clone_from(&key);
            }
            packer.push(&key, &value);
            last = Some(key);
        }
        Ok(digest + self.put(&name, packer.take())?)
    }

    fn put(&self, name: &[u8], block: Option<Vec<u8>>) -> Result<Digest, Fault> {
        let Some(block) = block else { return Ok(Digest::default()) };
        let digest = self.digest(name, &block);
        self.tree.insert(name, block)?;
        Ok(digest)
    }
}

/// Entries as blocks, the first of them under this key.
fn repack(name: Vec<u8>, pairs: &[Pair], is_appended: bool, blocks: &mut Blocks) {
    let mut whole = Packer::default();
    for (key, value) in pairs {
        whole.push(key, value);
    }
    let bytes = whole.len();
    if bytes <= MOST {
        return blocks.push((name, whole.take()));
    }
    let at = if is_appended { FILL } else { bytes / bytes.div_ceil(MOST) };
    let (mut packer, mut name) = (Packer::default(), name);
    for (key, value) in pairs {
        if packer.len() >= at {
            blocks.push((std::mem::replace(&mut name, key.clone()), packer.take()));
        }
        packer.push(key, value);
    }
    blocks.push((name, packer.take()));
}

/// A range of entries, from either end.
pub(super) struct Walk {
    blocks: sled::Iter,
    span: Span,
    direction: Direction,
    /// The entries of the block at hand that are still to be given.
    ready: VecDeque<Pair>,
    /// The key given last.
    last: Option<Vec<u8>>,
    failed: Option<Fault>,
    ended: bool,
}

impl Walk {
    fn read(&mut self) -> Result<bool, Fault> {
        let block = match self.direction {
            Direction::Ascending => self.blocks.next(),
            Direction::Descending => self.blocks.next_back(),
        };
        let Some((name, block)) = block.transpose()? else { return Ok(false) };
        let mut entries = Entries::of(&block);
        while let Some((key, value)) = entries.next()? {
            if key >= self.span.end.as_slice() {
                break;
            }
            // A block that was split meanwhile gives its second half again.
            let is_given =
                self.direction == Direction::Ascending && self.last.as_ref().is_some_and(|last| key <= last.as_slice());
            if key >= self.span.start.as_slice() && !is_given {
                self.ready.push_back((key.to_vec(), value.to_vec()));
            }
        }
        // What stands before this block is smaller than its key.
        self.ended = self.direction == Direction::Descending && name.as_ref() <= self.span.start.as_slice();
        Ok(true)
    }
}

impl Iterator for Walk {
    type Item = Result<Pair, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(why) = self.failed.take() {
            self.ended = true;
            return Some(Err(why));
        }
        loop {
            let pair = match self.direction {
                Direction::Ascending => self.ready.pop_front(),
                Direction::Descending => self.ready.pop_back(),
            };
            if let Some(pair) = pair {
                if self.direction == Direction::Ascending {
                    self.last = Some(pair.0.clone());
                }
                return Some(Ok(pair));
            }
            if self.ended {
                return None;
            }
            match self.read() {
                Ok(true) => {}
                Ok(false) => self.ended = true,
                Err(why) => {
                    self.ended = true;
                    return Some(Err(why));
                }
            }
        }
    }
}

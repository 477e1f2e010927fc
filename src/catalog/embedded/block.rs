//! A block: many keys in order, each with its value, as one value of sled.
//!
//! sled keeps some ten keys a page and rewrites a page every ten changes, whatever their size: small entries kept one by one
//! take several times their bytes on the disk. In a block, each key leaves out what it shares with the one before it.
//!
//! | bytes | of each entry |
//! | --- | --- |
//! | number | bytes that its key shares with the key before it |
//! | number | bytes that its key has beyond these |
//! | number | bytes of its value |
//! | as said | the end of its key, then its value |
//!
//! A number is written in groups of seven bits, the lowest first; the highest bit of a byte says that another one follows.

use super::fault::Fault;

/// A key and its value.
pub(super) type Pair = (Vec<u8>, Vec<u8>);

/// Appends a number.
pub(super) fn write_number(bytes: &mut Vec<u8>, number: u64) {
    let mut rest = number;
    loop {
        let [low, ..] = rest.to_le_bytes();
        rest >>= 7;
        if rest == 0 {
            bytes.push(low & 0x7f);
            return;
        }
        bytes.push(low | 0x80);
    }
}

/// Takes a number from the front.
pub(super) fn read_number(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

fn read_length(bytes: &mut &[u8]) -> Option<usize> {
    read_number(bytes).and_then(|length| usize::try_from(length).ok())
}

/// A length as it is written.
pub(super) fn number(length: usize) -> u64 {
    // No memory holds more.
    u64::try_from(length).unwrap_or(u64::MAX)
}

/// A block being written.
#[derive(Debug, Default)]
pub(super) struct Packer {
    bytes: Vec<u8>,
    last: Vec<u8>,
}

impl Packer {
    /// Adds an entry, whose key comes after all those before it.
    pub(super) fn push(&mut self, key: &[u8], value: &[u8]) {
        let shared = key.iter().zip(&self.last).take_while(|(new, old)| new == old).count();
        let end = key.get(shared..).unwrap_or_default();
        write_number(&mut self.bytes, number(shared));
        write_number(&mut self.bytes, number(end.len()));
        write_number(&mut self.bytes, number(value.len()));
        self.bytes.extend_from_slice(end);
        self.bytes.extend_from_slice(value);
        self.last.truncate(shared);
        self.last.extend_from_slice(end);
    }

    /// How many bytes it has.
    pub(super) const fn len(&self) -> usize {
        self.bytes.len()
    }

    /// The block, or nothing when it has no entry; another may then be begun.
    pub(super) fn take(&mut self) -> Option<Vec<u8>> {
        self.last.clear();
        let bytes = std::mem::take(&mut self.bytes);
        (!bytes.is_empty()).then_some(bytes)
    }
}

/// The entries of a block, one after the other without a copy of each.
pub(super) struct Entries<'a> {
    rest: &'a [u8],
    key: Vec<u8>,
}

impl<'a> Entries<'a> {
    /// Of this block.
    pub(super) const fn of(block: &'a [u8]) -> Self {
        Self { rest: block, key: Vec::new() }
    }

    /// The next key and its value.
    ///
    /// # Errors
    /// [`Fault::Broken`] when these are not the bytes of a block.
    pub(super) fn next(&mut self) -> Result<Option<Entry<'_, 'a>>, Fault> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        let value = self.step().ok_or_else(|| Fault::Broken("a block of its entries does not read".to_owned()))?;
        Ok(Some((&self.key, value)))
    }

    fn step(&mut self) -> Option<&'a [u8]> {
        let shared = read_length(&mut self.rest)?;
        let (end, value) = (read_length(&mut self.rest)?, read_length(&mut self.rest)?);
        let (end, rest) = self.rest.split_at_checked(end)?;
        let (value, rest) = rest.split_at_checked(value)?;
        self.rest = rest;
        if shared > self.key.len() {
            return None;
        }
        self.key.truncate(shared);
        self.key.extend_from_slice(end);
        Some(value)
    }
}

/// A key, which is overwritten by the next one, and its value in the block.
pub(super) type Entry<'k, 'v> = (&'k [u8], &'v [u8]);

/// All entries of a block.
///
/// # Errors
/// [`Fault::Broken`] when these are not the bytes of a block.
pub(super) fn unpack(block: &[u8]) -> Result<Vec<Pair>, Fault> {
    let mut entries = Entries::of(block);
    let mut pairs = Vec::new();
    while let Some((key, value)) = entries.next()? {
        pairs.push((key.to_vec(), value.to_vec()));
    }
    Ok(pairs)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_block_gives_back_what_was_put_in(
            pairs in prop::collection::btree_map(prop::collection::vec(0..4_u8, 0..9), prop::collection::vec(0..4_u8, 0..200), 0..40)
        ) {
            let pairs: BTreeMap<Vec<u8>, Vec<u8>> = pairs;
            let mut packer = Packer::default();
            for (key, value) in &pairs {
                packer.push(key, value);
            }
            let block = packer.take().unwrap_or_default();
            prop_assert_eq!(unpack(&block).unwrap(), pairs.into_iter().collect::<Vec<_>>());
        }

        #[test]
        fn any_bytes_read_as_a_block_or_as_none(bytes: Vec<u8>) {
            drop(unpack(&bytes));
        }

        #[test]
        fn a_number_gives_itself_back(number: u64) {
            let mut bytes = Vec::new();
            write_number(&mut bytes, number);
            let mut rest = bytes.as_slice();
            prop_assert_eq!((read_number(&mut rest), rest.len()), (Some(number), 0));
        }
    }
}

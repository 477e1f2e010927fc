//! A digest of all that a state's blocks hold, kept up to date by each change: after a crash it tells whether the state is
//! exactly what some change left.
//!
//! It is the sum of the hashes of all blocks, so that a change subtracts those it replaces and adds its own. 128 bits tell
//! every accident apart; it is no defence against somebody who may write to the files, since they could write any digest.

use std::{
    iter::Sum,
    ops::{Add, AddAssign, Sub},
};

/// The sum of the hashes of some blocks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Digest(u128);

impl Digest {
    /// That of one block, which stands under this key in this tree.
    pub(super) fn of(tree: &[u8], key: &[u8], block: &[u8]) -> Self {
        let mut hasher = blake3::Hasher::new();
        for part in [tree, key] {
            hasher.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes()).update(part);
        }
        hasher.update(block);
        let mut half = [0; 16];
        half.iter_mut().zip(hasher.finalize().as_bytes()).for_each(|(to, from)| *to = *from);
        Self(u128::from_be_bytes(half))
    }

    /// As it is kept.
    pub(super) const fn to_bytes(self) -> [u8; 16] {
        self.0.to_be_bytes()
    }

    /// Read back.
    pub(super) const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(u128::from_be_bytes(bytes))
    }
}

impl Add for Digest {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.wrapping_add(other.0))
    }
}

impl AddAssign for Digest {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sum for Digest {
    fn sum<I: Iterator<Item = Self>>(digests: I) -> Self {
        digests.fold(Self::default(), Add::add)
    }
}

impl Sub for Digest {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0.wrapping_sub(other.0))
    }
}

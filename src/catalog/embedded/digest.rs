//! A digest of a whole set that follows each change at the cost of that change alone.
//!
//! It is the sum, modulo 2¹²⁸, of 128 bits of the BLAKE3 of each member: the order does not count, a member put in and
//! taken out again leaves no trace, and a set that lost or changed a member by accident does not keep its sum.

use std::ops::AddAssign;

/// The digest of records and index entries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Digest(u128);

/// Which set a member belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Set {
    Records,
    Index,
}

impl Digest {
    /// Counts a member in.
    pub(super) fn enter(&mut self, set: Set, key: &[u8], value: &[u8]) {
        self.0 = self.0.wrapping_add(member(set, key, value));
    }

    /// Counts a member out.
    pub(super) fn leave(&mut self, set: Set, key: &[u8], value: &[u8]) {
        self.0 = self.0.wrapping_sub(member(set, key, value));
    }

    pub(super) const fn to_bytes(self) -> [u8; 16] {
        self.0.to_be_bytes()
    }

    pub(super) const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(u128::from_be_bytes(bytes))
    }
}

impl AddAssign for Digest {
    fn add_assign(&mut self, other: Self) {
        self.0 = self.0.wrapping_add(other.0);
    }
}

fn member(set: Set, key: &[u8], value: &[u8]) -> u128 {
    let mut hasher = blake3::Hasher::new();
    // The length stands before the key: no two members have the same bytes in another division.
    let length = u64::try_from(key.len()).unwrap_or(u64::MAX).to_be_bytes();
    hasher.update(if set == Set::Records { b"r" } else { b"i" });
    hasher.update(&length).update(key).update(value);
    let mut half = [0; 16];
    hasher.finalize_xof().fill(&mut half);
    u128::from_be_bytes(half)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_that_left_leaves_no_trace_and_order_does_not_count() {
        let mut one = Digest::default();
        one.enter(Set::Records, b"a", b"1");
        one.enter(Set::Index, b"b", b"");
        one.enter(Set::Records, b"c", b"3");
        one.leave(Set::Records, b"c", b"3");
        let mut other = Digest::default();
        other.enter(Set::Index, b"b", b"");
        other.enter(Set::Records, b"a", b"1");
        assert_eq!(one, other);
        assert_eq!(Digest::from_bytes(one.to_bytes()), one);
    }

    #[test]
    fn members_that_differ_only_in_division_or_set_differ() {
        let of = |set, key, value| {
            let mut digest = Digest::default();
            digest.enter(set, key, value);
            digest
        };
        assert_ne!(of(Set::Records, b"ab", b"c"), of(Set::Records, b"a", b"bc"));
        assert_ne!(of(Set::Records, b"a", b""), of(Set::Index, b"a", b""));
    }
}

//! Integers at a place in a slice; past the end there is nothing, never a panic.

/// The byte order of a TIFF structure (TIFF 6.0, section 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// `II`, least significant byte first.
    Little,
    /// `MM`, most significant byte first.
    Big,
}

fn array<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..at.checked_add(N)?)?.try_into().ok()
}

pub(super) fn u16_be(bytes: &[u8], at: usize) -> Option<u16> {
    array(bytes, at).map(u16::from_be_bytes)
}

pub(super) fn u32_be(bytes: &[u8], at: usize) -> Option<u32> {
    array(bytes, at).map(u32::from_be_bytes)
}

pub(super) fn u16_le(bytes: &[u8], at: usize) -> Option<u16> {
    array(bytes, at).map(u16::from_le_bytes)
}

pub(super) fn u32_le(bytes: &[u8], at: usize) -> Option<u32> {
    array(bytes, at).map(u32::from_le_bytes)
}

/// Three bytes, least significant first (WebP writes sizes so).
pub(super) fn u24_le(bytes: &[u8], at: usize) -> Option<u32> {
    let [low, middle, high] = array(bytes, at)?;
    Some(u32::from_le_bytes([low, middle, high, 0]))
}

/// `length` bytes from `at`.
pub(super) fn run(bytes: &[u8], at: usize, length: u32) -> Option<&[u8]> {
    bytes.get(at..at.checked_add(index(length))?)
}

/// A 32-bit number as a place in memory: larger than any slice where it does not fit.
pub(super) fn index(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

impl Order {
    pub(super) fn u16(self, bytes: &[u8], at: usize) -> Option<u16> {
        match self {
            Self::Little => u16_le(bytes, at),
            Self::Big => u16_be(bytes, at),
        }
    }

    pub(super) fn u32(self, bytes: &[u8], at: usize) -> Option<u32> {
        match self {
            Self::Little => u32_le(bytes, at),
            Self::Big => u32_be(bytes, at),
        }
    }

    pub(super) fn of_u16(self, number: u16) -> [u8; 2] {
        match self {
            Self::Little => number.to_le_bytes(),
            Self::Big => number.to_be_bytes(),
        }
    }

    pub(super) fn of_u32(self, number: u32) -> [u8; 4] {
        match self {
            Self::Little => number.to_le_bytes(),
            Self::Big => number.to_be_bytes(),
        }
    }
}

//! Why a file is not taken in.

use super::sniff::Named;

/// Why a file is not taken in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// There are no bytes.
    #[error("the file is empty")]
    Empty,
    /// A format that is recognised and not taken in.
    #[error("{name} is not taken in: {}", name.kind.way_out())]
    Unsupported {
        /// Its name, and what can be done about it.
        name: Named,
    },
    /// Not a format that is recognised.
    #[error("the file is of no known format")]
    Unknown,
    /// More bytes than [`super::limits::Limits::file_bytes`].
    #[error("the file is too large: it has more than {most} bytes")]
    TooLarge {
        /// The limit.
        most: u64,
    },
    /// More pixels than [`super::limits::Limits::pixels`].
    #[error("{pixels} pixels are more than {limit}")]
    TooManyPixels {
        /// How many it has.
        pixels: u64,
        /// How many are accepted.
        limit: u64,
    },
    /// A side longer than [`super::limits::Limits::side`].
    #[error("a side of {side} pixels is longer than {limit}")]
    TooWide {
        /// The longer side.
        side: u32,
        /// The longest accepted.
        limit: u32,
    },
    /// The file ends before its picture does.
    #[error("the file is truncated")]
    Truncated,
    /// Several pictures, shown one after the other.
    #[error("the image is animated")]
    Animated,
    /// The file contradicts its own format.
    #[error("the file is broken: {why}")]
    Undecodable {
        /// What is wrong with it.
        why: &'static str,
    },
}

//! Why a file is not accepted.

use super::sniff::Named;

/// Why a file is not accepted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// There are no bytes.
    #[error("the file is empty")]
    Empty,
    /// A format that is recognised and not accepted.
    #[error("{name} is not accepted: {}", name.kind.advice())]
    Unsupported {
        /// Its name, and what can be done about it.
        name: Named,
    },
    /// Not a format that is recognised.
    #[error("the format of the file is not recognised")]
    Unknown,
    /// More bytes than [`super::limits::Limits::file_bytes`].
    #[error("the file is too large: it has more than {most} bytes")]
    TooLarge {
        /// The limit.
        most: u64,
    },
    /// More pixels than [`super::limits::Limits::pixels`].
    #[error("the image has {pixels} pixels, {limit} at most")]
    TooManyPixels {
        /// How many it has.
        pixels: u64,
        /// How many are accepted.
        limit: u64,
    },
    /// A side longer than [`super::limits::Limits::side`].
    #[error("a side of the image has {side} pixels, {limit} at most")]
    TooWide {
        /// The longer side.
        side: u32,
        /// The longest accepted.
        limit: u32,
    },
    /// The file ends before its image data does.
    #[error("the file is truncated")]
    Truncated,
    /// The image is animated.
    #[error("the image is animated")]
    Animated,
    /// The file contradicts its own format.
    #[error("the file is invalid: {why}")]
    Undecodable {
        /// What is wrong with it.
        why: &'static str,
    },
}

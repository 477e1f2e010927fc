//! What a decoder's error means.

use std::error::Error;

use super::{EncodedImage, PixelsError};
use crate::imaging::{limits::Limits, open::open, refusal::Refusal};

/// The decoders have many words for what is cut; the walk through the container has one.
pub(super) fn wrong(source: &EncodedImage<'_>, error: impl Into<Box<dyn Error + Send + Sync>>) -> PixelsError {
    match open(source.bytes, &Limits::default()) {
        Err(Refusal::Truncated) => PixelsError::Truncated,
        _ => PixelsError::undecodable(error),
    }
}

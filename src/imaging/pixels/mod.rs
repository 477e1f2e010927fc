//! Pixels: one decode, and everything made from it: renditions, fingerprints, dominant colour, placeholder.
//!
//! 1. **decode** the stored picture once, to 8 bits a sample, alpha over white ([`decode`]);
//! 2. **fingerprint** those samples, before anything changes them;
//! 3. **scale** to the largest rendition, and let the decoded picture go: all that follows is small;
//! 4. **colour**: its profile is applied, so that every rendition is sRGB;
//! 5. **orient** it as it is to be seen;
//! 6. **cascade**: each smaller size is made from the one above it, and each is **encoded** as JPEG;
//! 7. the smallest gives the perceptual hash, the dominant colour and the **placeholder**.

mod bits;
mod coded;
mod colour;
mod cost;
mod decode;
mod encode;
mod error;
mod fingerprint;
mod gif;
mod jpeg;
mod jpeg_stream;
mod older;
mod orient;
mod placeholder;
mod rows;
mod samples;
mod scale;
mod tiff;
#[cfg(feature = "turbo")]
mod turbo;
mod whole;

use std::fmt;

use self::scale::Scaler;
use super::{camera::Orientation, sniff::Format};
use crate::domain::hash::ContentHash;

pub use cost::decode_bytes;
pub use whole::Whole;

/// The long edges of the renditions, in pixels, largest first. 2000 and not 2048: a camera's 4000 pixels are then
/// exactly twice the largest size.
pub const EDGES: [u32; 4] = [2000, 1280, 640, 320];

/// A photograph's bytes and what its inspection found: all that decoding needs.
#[derive(Clone, Copy, Debug)]
pub struct EncodedImage<'a> {
    /// The whole file.
    pub bytes: &'a [u8],
    /// What it is.
    pub format: Format,
    /// Width and height as stored, before the orientation is applied.
    pub stored: (u32, u32),
    /// How it is turned to be seen.
    pub orientation: Orientation,
    /// Its colour profile (ICC.1); sRGB without one.
    pub icc: Option<&'a [u8]>,
}

/// Why a photograph gives no pixels.
#[derive(Debug, thiserror::Error)]
pub enum PixelsError {
    /// Its data ends before its picture does.
    #[error("the picture's data ends early")]
    Truncated,
    /// Its data is broken, or of a kind that is not read.
    #[error("the picture does not decode")]
    Undecodable {
        /// What the decoder said.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl PixelsError {
    fn undecodable(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Undecodable { source: source.into() }
    }

    fn another_size() -> Self {
        Self::undecodable("its size is not the one it was inspected with")
    }
}

/// What was made of one photograph.
#[derive(Clone, Debug)]
pub struct Derived {
    /// The sizes of [`EDGES`], largest first, none larger than the original; before them its own size, where it is a small
    /// one.
    pub renditions: Vec<Made>,
    /// BLAKE3 of the decoded samples with their dimensions and channel layout: the same picture in another wrapping has
    /// the same hash.
    pub pixels: ContentHash,
    /// Perceptual hash: the 64-bit difference hash (dHash, 9 × 8 grey values, row by row). Advice only.
    pub look: u64,
    /// The colour to show before the picture comes.
    pub dominant: Dominant,
    /// A tiny blurred JPEG, shown until the picture comes.
    pub placeholder: Vec<u8>,
}

/// One size, as JPEG in sRGB without metadata.
#[derive(Clone, Debug)]
pub struct Made {
    /// In pixels, as seen.
    pub width: u32,
    /// In pixels, as seen.
    pub height: u32,
    /// The file.
    pub bytes: Vec<u8>,
}

/// A colour in sRGB, written `#rrggbb`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dominant(pub [u8; 3]);

impl fmt::Display for Dominant {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(formatter, "#{red:02x}{green:02x}{blue:02x}")
    }
}

/// What the samples of a [`Picture`] mean; always 8 bits each, interleaved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Layout {
    /// One: grey.
    Grey,
    /// Three: red, green, blue.
    Rgb,
    /// Four: cyan, magenta, yellow, black, as the file stores them.
    Ink {
        /// The first three are luminance and chrominance (Adobe's YCCK).
        ycck: bool,
        /// 255 is no ink (all that Adobe's programs write) and not full ink.
        inverted: bool,
    },
}

impl Layout {
    const fn channels(self) -> usize {
        match self {
            Self::Grey => 1,
            Self::Rgb => 3,
            Self::Ink { .. } => 4,
        }
    }
}

/// Samples in memory. `samples` holds exactly width × height × channels bytes.
#[derive(Clone, Debug)]
struct Picture {
    width: u32,
    height: u32,
    layout: Layout,
    samples: Vec<u8>,
}

/// Decodes a photograph once and derives everything shown of it.
///
/// # Errors
/// [`PixelsError`]; hostile bytes are an error like any other.
pub fn derive(source: &EncodedImage<'_>) -> Result<Derived, PixelsError> {
    let (decoded, pixels) = decode::decode(source)?;

    let mut scaler = Scaler::default();
    let sizes = sizes(source.stored);
    let (first, smaller) = sizes.split_first().ok_or_else(|| PixelsError::undecodable("no pixels"))?;
    let largest = scaler.scaled(decoded, *first)?;
    let largest = colour::to_srgb(largest, source.icc);
    let mut picture = orient::as_seen(largest, source.orientation);

    let mut renditions = vec![encode::rendition(&picture)?];
    for (width, height) in smaller {
        let seen = if source.orientation.swaps_sides() { (*height, *width) } else { (*width, *height) };
        picture = scaler.scaled(picture, seen)?;
        renditions.push(encode::rendition(&picture)?);
    }
    let tiny = placeholder::shrink(&mut scaler, picture.clone())?;
    Ok(Derived {
        renditions,
        pixels,
        look: fingerprint::look(&mut scaler, picture)?,
        dominant: fingerprint::dominant(&tiny),
        placeholder: encode::placeholder(&tiny)?,
    })
}

/// The sides of each rendition of a picture with these.
fn sizes(whole: (u32, u32)) -> Vec<(u32, u32)> {
    let long = whole.0.max(whole.1);
    let mut sizes: Vec<_> =
        EDGES.into_iter().filter(|edge| *edge <= long).map(|edge| scale::fitted(whole, edge)).collect();
    // A page shows some 1,280 pixels: it shows what is smaller as sharp as it came.
    let [_, shown, ..] = EDGES;
    if long < shown && !EDGES.contains(&long) && whole.0.min(whole.1) > 0 {
        sizes.insert(0, whole);
    }
    sizes
}

/// A side as a place in memory.
fn index(side: u32) -> usize {
    usize::try_from(side).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_size_is_larger_than_the_original_and_a_small_one_is_there_whole() {
        assert_eq!(sizes((4000, 3000)), [(2000, 1500), (1280, 960), (640, 480), (320, 240)]);
        assert_eq!(sizes((1200, 1999)), [(768, 1280), (384, 640), (192, 320)]);
        assert_eq!(sizes((1000, 600)), [(1000, 600), (640, 384), (320, 192)]);
        assert_eq!(sizes((400, 500)), [(400, 500), (256, 320)]);
        assert_eq!(sizes((320, 10)), [(320, 10)]);
        assert_eq!(sizes((319, 10)), [(319, 10)]);
        assert_eq!(sizes((1, 1)), [(1, 1)]);
        assert!(sizes((0, 0)).is_empty());
    }

    #[test]
    fn a_colour_is_written_as_the_web_writes_it() {
        assert_eq!(Dominant([0, 171, 255]).to_string(), "#00abff");
    }
}

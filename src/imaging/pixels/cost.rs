//! What decoding costs in memory, known before anything is allocated.

use super::{EDGES, EncodedImage, jpeg_stream::Shape, rows, tiff::canvas::kept};
use crate::imaging::{
    sniff::Format,
    tiff::{Coding, Packing},
    webp,
};

/// A JPEG or PNG whose decoding whole would hold more than that many bytes is made smaller while it is read: a photograph
/// of 50 megapixels is held whole, one of 80 is not.
const LARGE: u64 = 256 * 1024 * 1024;
/// What each decoding holds whatever the size: rows of coded units, tables, the smaller renditions and their files.
const WORKING: u64 = 12 * 1024 * 1024;

/// An upper bound of the memory that [`derive`](super::derive) holds at its peak, in bytes, beside the file itself.
///
/// `channels` and `depth` are those stored: 1 for grey or a palette, 2 to 4 for colours, inks, transparency; bits a sample.
#[must_use]
pub fn decode_bytes(source: &EncodedImage<'_>, channels: u8, depth: u8) -> u64 {
    let (width, height) = source.stored;
    let pixels = u64::from(width) * u64::from(height);
    let channels = u64::from(channels).clamp(1, 4);
    let value = u64::from(depth.div_ceil(8).max(1));
    let decoded = match source.format {
        Format::Jpeg => {
            return Shape::read(source.bytes).map_or(0, |shape| jpeg(source.stored, &shape));
        }
        Format::Webp => pixels * webp(source.bytes),
        // The palette's indices beside the colours; they are gone when scaling begins.
        Format::Gif => return pixels * 3 + pixels.max(scaling(source.stored, 3)) + WORKING,
        Format::Png if comes_in_rows(source) => return in_rows(source.stored),
        // A palette is spread to colours and perhaps transparency while it is read.
        Format::Png if depth <= 8 => pixels * channels.max(4),
        Format::Png => pixels * channels * value,
        Format::Tiff => return Coding::of(source.bytes).map_or(0, |coding| tiff(&coding)),
    };
    decoded + scaling(source.stored, 3) + WORKING
}

/// Bytes a pixel of a WebP: a lossy one has planes of luma and chroma beside its samples and, where a plane of opacity comes
/// with it, that one's four channels while it is unpacked (RFC 9649, 2.7.1.2); a lossless one has four, and three of them again
/// where nothing is transparent.
fn webp(bytes: &[u8]) -> u64 {
    let chunks = webp::chunks(bytes).unwrap_or_default();
    if chunks.iter().any(|chunk| &chunk.name == b"ALPH") { 11 } else { 7 }
}

/// Rows go straight into the picture. A part inside JPEG is decoded whole, which may be the whole picture; so is a part
/// whose bits are turned.
fn tiff(coding: &Coding<'_>) -> u64 {
    let pixels = u64::from(coding.size.0) * u64::from(coding.size.1);
    let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    let longest = coding.places.iter().map(|(_, length)| u64::from(*length)).max().unwrap_or_default();
    let part = match coding.packing {
        // Its samples, and planes beside them where the older decoder reads it.
        Packing::Jpeg => longest + 2 * in_units(coding.part) * count(coding.channels_together()),
        _ if coding.bits_reversed => longest,
        _ => 0,
    };
    pixels * count(kept(coding)) + part.max(scaling(coding.size, count(coding.colours.seen()))) + WORKING
}

/// Whether a photograph is read row by row: a PNG too large to be held whole. Interlaced ones can't be, each row of theirs
/// is spread over the whole file.
pub(super) fn comes_in_rows(source: &EncodedImage<'_>) -> bool {
    // The header comes first (W3C PNG, 11.2.1): depth, and whether it is interlaced, are its bytes 8 and 12.
    let (Format::Png, Some(depth), Some(0)) = (source.format, source.bytes.get(24), source.bytes.get(28)) else {
        return false;
    };
    // Four channels, as the most that there may be.
    let bytes = if *depth > 8 { 8 } else { 4 };
    let (width, height) = source.stored;
    u64::from(width) * u64::from(height) * bytes + scaling(source.stored, 3) + WORKING > LARGE
}

/// The averaged picture, and what is made of it.
fn in_rows(stored: (u32, u32)) -> u64 {
    let smaller = rows::averaged(stored);
    3 * u64::from(smaller.0) * u64::from(smaller.1) + scaling(smaller, 3) + WORKING
}

/// Whether a JPEG is decoded smaller than it is. Inks never are: the decoder for that mixes them its own way.
pub(super) fn is_too_large_to_hold(stored: (u32, u32), shape: &Shape) -> bool {
    shape.components != 4 && whole(stored, shape) > LARGE
}

/// What a decoder of `image` may allocate for a picture of that size: eight bytes a pixel are its largest samples, and as
/// much again is its working memory.
pub(super) fn most_bytes((width, height): (u32, u32)) -> u64 {
    u64::from(width) * u64::from(height) * 16 + WORKING
}

fn jpeg(stored: (u32, u32), shape: &Shape) -> u64 {
    if !is_too_large_to_hold(stored, shape) {
        return whole(stored, shape);
    }
    let [edge, ..] = EDGES;
    // At the scale that its decoder chooses: planes, and the pixels made of them.
    let step: u64 = match stored.0.max(stored.1) / edge {
        0..=3 => 2,
        4..=7 => 4,
        _ => 8,
    };
    let smaller = in_units(stored) / (step * step) * (u64::from(shape.components) + 3);
    coefficients(stored, shape) + smaller + WORKING
}

fn whole(stored: (u32, u32), shape: &Shape) -> u64 {
    let pixels = u64::from(stored.0) * u64::from(stored.1);
    let channels = u64::from(shape.components);
    // The older decoder keeps a plane of each component until all are there.
    let planes = if shape.is_usual() { 0 } else { in_units(stored) * shape.per_sixteen / 16 };
    // Both are gone when scaling begins.
    pixels * channels + (coefficients(stored, shape) + planes).max(scaling(stored, channels)) + WORKING
}

/// Two bytes for each sample stored, all at once where they come in passes.
fn coefficients(stored: (u32, u32), shape: &Shape) -> u64 {
    if shape.in_passes { in_units(stored) * shape.per_sixteen / 8 } else { 0 }
}

/// Pixels of whole coded units: these have 32 pixels a side at most (ITU-T T.81, B.2.2: factors up to 4).
fn in_units((width, height): (u32, u32)) -> u64 {
    u64::from(width).next_multiple_of(32) * u64::from(height).next_multiple_of(32)
}

/// The largest rendition is made in two steps: its width at the full height, then the size itself. What is made of it,
/// turned or in other colours, fits where the decoded picture was.
fn scaling((width, height): (u32, u32), channels: u64) -> u64 {
    let [edge, ..] = EDGES.map(u64::from);
    let (width, height) = (u64::from(width).min(edge), u64::from(height));
    channels * (width * height + width * height.min(edge))
}

//! What decoding costs in memory, known before anything is allocated.

use super::EDGES;
use crate::imaging::sniff::Format;

/// An upper bound of the memory that [`derive`](super::derive) holds at its peak, in bytes, beside the file itself.
///
/// `channels` and `depth` are those stored (1 for a palette, 4 for inks or transparency; bits per sample), `progressive`
/// says that the data comes in several passes (progressive JPEG, or a JPEG of several scans).
#[must_use]
pub fn decode_bytes(format: Format, (width, height): (u32, u32), channels: u8, depth: u8, progressive: bool) -> u64 {
    let pixels = u64::from(width) * u64::from(height);
    let channels = u64::from(channels).clamp(1, 4);
    let value = u64::from(depth.div_ceil(8).max(1));
    let decoded = match format {
        // Every coefficient of every component waits as 16 bits, beside the samples.
        Format::Jpeg if progressive => pixels * channels * 3,
        Format::Jpeg => pixels * channels,
        // Planes of luma and chroma beside the samples, or the lossless transform's own copy.
        Format::Webp => pixels * 8,
        // Colours and transparency, beside the palette's indices.
        Format::Gif => pixels * 5,
        // A palette is spread to colours and perhaps transparency while it is read.
        Format::Png if depth <= 8 => pixels * channels.max(4),
        Format::Png => pixels * channels * value,
        // A strip or tile may be the whole picture, held once packed and once spread.
        Format::Tiff => pixels * channels.max(3) * value * 2,
    };
    decoded + scaling(width, height)
}

/// The largest size in two steps: its width at the full height, then the size itself; twice, for the colours' conversion
/// and the turning. What is smaller fits in what these leave.
fn scaling(width: u32, height: u32) -> u64 {
    let [edge, ..] = EDGES.map(u64::from);
    let (width, height) = (u64::from(width), u64::from(height));
    4 * (width.min(edge) * height + 2 * width.min(edge) * height.min(edge))
}

/// What a decoder of `image` may allocate for a picture of that size: eight bytes a pixel are its largest samples, and as
/// much again is its working memory.
pub(super) fn most_bytes((width, height): (u32, u32)) -> u64 {
    const WORKING: u64 = 16 * 1024 * 1024;
    u64::from(width) * u64::from(height) * 16 + WORKING
}

//! A JPEG too large to be held whole, decoded at a half or a quarter of its size.
//!
//! jpeg-decoder transforms each block of 8 × 8 coefficients straight to 4 × 4 or 2 × 2 pixels: 120 megapixels pass through
//! 60 megabytes. It is the older decoder of `image`, slower than the present one at full size and stricter about broken
//! files, hence for these alone.

use jpeg_decoder::{Decoder, PixelFormat};

use super::{EDGES, Layout, Picture, PixelsError, Source};

/// Decodes at the smallest scale that the largest rendition can be made from.
pub(super) fn decode(source: &Source<'_>) -> Result<Picture, PixelsError> {
    let [edge, ..] = EDGES;
    let mut decoder = Decoder::new(source.bytes);
    decoder.read_info().map_err(PixelsError::undecodable)?;
    if decoder.info().map(|shape| (u32::from(shape.width), u32::from(shape.height))) != Some(source.stored) {
        return Err(PixelsError::another_size());
    }
    // It wants both sides and is content with one: the long one is what counts.
    let (width, height) = super::scale::fitted(source.stored, edge);
    let side = |side: u32| u16::try_from(side).map_err(PixelsError::undecodable);
    let (width, height) = decoder.scale(side(width)?, side(height)?).map_err(PixelsError::undecodable)?;
    let samples = decoder.decode().map_err(PixelsError::undecodable)?;
    let layout = match decoder.info().map(|shape| shape.pixel_format) {
        Some(PixelFormat::L8) => Layout::Grey,
        Some(PixelFormat::RGB24) => Layout::Rgb,
        _ => return Err(PixelsError::undecodable("inks, of a picture this large")),
    };
    let (width, height) = (u32::from(width), u32::from(height));
    Ok(Picture { width, height, layout, samples })
}

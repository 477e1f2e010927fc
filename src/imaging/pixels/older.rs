//! JPEG by jpeg-decoder, the older decoder of `image`: slower than the present one and stricter about broken files, hence for
//! what that one misreads, and for pictures too large to be held whole.
//!
//! For those it transforms each block of 8 × 8 coefficients straight to 4 × 4 or 2 × 2 pixels: 120 megapixels pass through
//! 60 megabytes.

use jpeg_decoder::{ColorTransform, Decoder, Error, PixelFormat};

use super::{EDGES, EncodedImage, Layout, Picture, PixelsError, coded, jpeg_stream::Stream};

/// Decodes at all its pixels.
pub(super) fn decode(stream: &Stream<'_>) -> Result<Picture, PixelsError> {
    let layout = stream.layout()?;
    let mut decoder = Decoder::new(stream.bytes);
    // Named so, components pass as they are; inks, which are mixed by their profile later, come upside down. Its own name for
    // no transform panics.
    match layout {
        Layout::Rgb if stream.as_stored => decoder.set_color_transform(ColorTransform::RGB),
        Layout::Ink { .. } => decoder.set_color_transform(ColorTransform::CMYK),
        _ => {}
    }
    let mut samples = decoder.decode().map_err(|error| wrong(stream.bytes, error))?;
    let (width, height) = stream.shape.size;
    let channels = decoder.info().map(|info| info.pixel_format.pixel_bytes());
    if channels != Some(layout.channels()) || decoder.info().map(size) != Some((width, height)) {
        return Err(PixelsError::another_size());
    }
    if let Layout::Ink { .. } = layout {
        for sample in &mut samples {
            *sample = !*sample;
        }
    }
    Ok(Picture { width, height, layout, samples })
}

/// Decodes at the smallest scale that the largest rendition can be made from.
pub(super) fn decode_smaller(source: &EncodedImage<'_>) -> Result<Picture, PixelsError> {
    let [edge, ..] = EDGES;
    let mut decoder = Decoder::new(source.bytes);
    decoder.read_info().map_err(PixelsError::undecodable)?;
    if decoder.info().map(size) != Some(source.stored) {
        return Err(PixelsError::another_size());
    }
    // It wants both sides and is content with one: the long one is what counts.
    let (width, height) = super::scale::fitted(source.stored, edge);
    let side = |side: u32| u16::try_from(side).map_err(PixelsError::undecodable);
    let (width, height) = decoder.scale(side(width)?, side(height)?).map_err(PixelsError::undecodable)?;
    let samples = decoder.decode().map_err(|error| wrong(source.bytes, error))?;
    let layout = match decoder.info().map(|shape| shape.pixel_format) {
        Some(PixelFormat::L8) => Layout::Grey,
        Some(PixelFormat::RGB24) => Layout::Rgb,
        _ => return Err(PixelsError::undecodable("inks, of a picture this large")),
    };
    let (width, height) = (u32::from(width), u32::from(height));
    Ok(Picture { width, height, layout, samples })
}

fn size(info: jpeg_decoder::ImageInfo) -> (u32, u32) {
    (u32::from(info.width), u32::from(info.height))
}

/// It has many words for data that ends early; the walk over the codes has one.
fn wrong(bytes: &[u8], error: Error) -> PixelsError {
    if coded::is_short(bytes) { PixelsError::Truncated } else { PixelsError::undecodable(error) }
}

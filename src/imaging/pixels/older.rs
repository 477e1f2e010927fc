//! JPEG by jpeg-decoder, the older decoder of `image`: slower than zune-jpeg and stricter about invalid files, hence
//! used for files that zune-jpeg misreads, and for images too large to be held whole.
//!
//! For those, it transforms each block of 8 × 8 coefficients straight to 4 × 4 or 2 × 2 pixels: 120 megapixels take 60
//! megabytes.

use jpeg_decoder::{ColorTransform, Decoder, Error, PixelFormat};

use super::{EDGES, EncodedImage, Layout, Picture, PixelsError, coded, jpeg_stream::Stream};

/// Decodes at full size.
pub(super) fn decode(stream: &Stream<'_>) -> Result<Picture, PixelsError> {
    let layout = stream.layout()?;
    let mut decoder = Decoder::new(stream.bytes);
    // With this transform, components are not converted; CMYK, which its profile converts later, is inverted. Its
    // transform named `None` panics.
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
    // It asks for both sides and stops at either; only the long one matters.
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

/// It has many errors for truncated data; ours has one.
fn wrong(bytes: &[u8], error: Error) -> PixelsError {
    if coded::is_short(bytes) { PixelsError::Truncated } else { PixelsError::undecodable(error) }
}

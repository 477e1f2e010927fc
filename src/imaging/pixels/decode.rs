//! Bytes to samples: one decoder a format, one shape for all that follows.

use std::io::Cursor;

use image::{
    ColorType, ImageDecoder, ImageError, ImageFormat, ImageReader, ImageResult,
    error::{LimitError, LimitErrorKind},
};

use super::{
    EncodedImage, Picture, PixelsError, cost, error::wrong, fingerprint, gif, jpeg, rows, samples::to_eight_bits, tiff,
};
use crate::{domain::hash::ContentHash, imaging::sniff::Format};

/// Decodes a photograph to 8 bits a sample; what is transparent becomes white. With it comes the hash of its samples.
pub(super) fn decode(source: &EncodedImage<'_>) -> Result<(Picture, ContentHash), PixelsError> {
    if cost::comes_in_rows(source) {
        return rows::decode(source);
    }
    let picture = whole(source)?;
    let hash = fingerprint::of_samples(&picture);
    Ok((picture, hash))
}

pub(super) fn whole(source: &EncodedImage<'_>) -> Result<Picture, PixelsError> {
    let format = match source.format {
        Format::Jpeg => return jpeg::decode(source),
        Format::Png => ImageFormat::Png,
        Format::Webp => ImageFormat::WebP,
        Format::Gif => return gif::decode(source),
        Format::Tiff => return tiff::decode(source),
    };
    let (colour, mut samples) = read(source, format).map_err(|error| wrong(source, error))?;
    let layout = to_eight_bits(colour, &mut samples)?;
    let (width, height) = source.stored;
    Ok(Picture { width, height, layout, samples })
}

fn read(source: &EncodedImage<'_>, format: ImageFormat) -> ImageResult<(ColorType, Vec<u8>)> {
    let mut reader = ImageReader::with_format(Cursor::new(source.bytes), format);
    let mut limits = image::Limits::default();
    limits.max_alloc = Some(cost::most_bytes(source.stored));
    reader.limits(limits);
    let decoder = reader.into_decoder()?;
    // `image` keeps to its limits in one of its two ways in, and this is the other: the size is checked here.
    let length = usize::try_from(decoder.total_bytes()).ok().filter(|_| decoder.dimensions() == source.stored);
    let length = length.ok_or_else(|| ImageError::Limits(LimitError::from_kind(LimitErrorKind::DimensionError)))?;
    let colour = decoder.color_type();
    let mut samples = vec![0; length];
    decoder.read_image(&mut samples)?;
    Ok((colour, samples))
}

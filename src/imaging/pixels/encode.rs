//! Renditions as JPEG: baseline, 4:2:0, no metadata.

use jpeg_encoder::{ChromaSubsamplingMethod, ColorType, Encoder, SamplingFactor};

use super::{Layout, Made, Picture, PixelsError};

/// Where a further step no longer shows on a photograph, and what most peers use.
const QUALITY: u8 = 80;
/// The placeholder is shown blurred and for a moment.
const PLACEHOLDER_QUALITY: u8 = 50;

/// A rendition of a picture in sRGB or grey.
pub(super) fn rendition(picture: &Picture) -> Result<Made, PixelsError> {
    Ok(Made { width: picture.width, height: picture.height, bytes: jpeg(picture, QUALITY)? })
}

/// The bytes of a placeholder.
pub(super) fn placeholder(picture: &Picture) -> Result<Vec<u8>, PixelsError> {
    jpeg(picture, PLACEHOLDER_QUALITY)
}

fn jpeg(picture: &Picture, quality: u8) -> Result<Vec<u8>, PixelsError> {
    let colour = match picture.layout {
        Layout::Grey => ColorType::Luma,
        Layout::Rgb => ColorType::Rgb,
        Layout::Ink { .. } => return Err(PixelsError::undecodable("ink was not converted to light")),
    };
    let side = |side: u32| u16::try_from(side).map_err(PixelsError::undecodable);
    // A photograph takes about a quarter of a byte a pixel.
    let mut bytes = Vec::with_capacity(picture.samples.len() / 12 + 1024);
    let mut encoder = Encoder::new(&mut bytes, quality);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    encoder.set_chroma_subsampling_method(ChromaSubsamplingMethod::Average);
    encoder
        .encode(&picture.samples, side(picture.width)?, side(picture.height)?, colour)
        .map_err(PixelsError::undecodable)?;
    Ok(bytes)
}

//! Bytes to samples: one decoder a format, one shape for all that follows.

use std::{error::Error, io::Cursor};

use image::{
    ColorType, ImageDecoder, ImageError, ImageFormat, ImageReader, ImageResult,
    error::{LimitError, LimitErrorKind},
};

use super::{EncodedImage, Layout, Picture, PixelsError, cost, fingerprint, gif, jpeg, rows, tiff};
use crate::{
    domain::hash::ContentHash,
    imaging::{
        inspect::{self, Refusal},
        limits::Limits,
        sniff::Format,
    },
};

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

/// The decoders have many words for what is cut; the walk through the container has one.
pub(super) fn wrong(source: &EncodedImage<'_>, error: impl Into<Box<dyn Error + Send + Sync>>) -> PixelsError {
    match inspect::open(source.bytes, &Limits::default()) {
        Err(Refusal::Truncated) => PixelsError::Truncated,
        _ => PixelsError::undecodable(error),
    }
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

/// Eight bits, no transparency. The work is done in place: a copy of a large picture would not fit the estimate.
pub(super) fn to_eight_bits(colour: ColorType, samples: &mut Vec<u8>) -> Result<Layout, PixelsError> {
    let (layout, has_alpha) = match colour {
        ColorType::L8 | ColorType::L16 => (Layout::Grey, false),
        ColorType::La8 | ColorType::La16 => (Layout::Grey, true),
        ColorType::Rgb8 | ColorType::Rgb16 => (Layout::Rgb, false),
        ColorType::Rgba8 | ColorType::Rgba16 => (Layout::Rgb, true),
        _ => return Err(PixelsError::undecodable("samples are floating-point numbers")),
    };
    if matches!(colour, ColorType::L16 | ColorType::La16 | ColorType::Rgb16 | ColorType::Rgba16) {
        narrow(samples);
    }
    match (layout, has_alpha) {
        (Layout::Grey, true) => over_white::<2>(samples),
        (_, true) => over_white::<4>(samples),
        _ => {}
    }
    Ok(layout)
}

/// Sixteen bits in this machine's order to the nearest eight.
pub(super) fn nearest_eight(sixteen: [u8; 2]) -> u8 {
    u8::try_from((u32::from(u16::from_ne_bytes(sixteen)) + 128) / 257).unwrap_or(u8::MAX)
}

/// Each sample's sixteen bits to the nearest eight.
fn narrow(samples: &mut Vec<u8>) {
    let count = samples.len() / 2;
    for at in 0..count {
        let Some(pair) = samples.get(2 * at..2 * at + 2).and_then(|pair| <[u8; 2]>::try_from(pair).ok()) else { break };
        if let Some(sample) = samples.get_mut(at) {
            *sample = nearest_eight(pair);
        }
    }
    samples.truncate(count);
}

/// Paints each pixel of `CHANNELS` samples, the last being its opacity, over white.
fn over_white<const CHANNELS: usize>(samples: &mut Vec<u8>) {
    let count = samples.len() / CHANNELS;
    let kept = CHANNELS - 1;
    for at in 0..count {
        let Some(pixel) =
            samples.get(CHANNELS * at..CHANNELS * (at + 1)).and_then(|pixel| <[u8; CHANNELS]>::try_from(pixel).ok())
        else {
            break;
        };
        let opacity = u32::from(pixel.last().copied().unwrap_or(u8::MAX));
        let seen = samples.get_mut(kept * at..kept * (at + 1)).unwrap_or_default();
        for (to, from) in seen.iter_mut().zip(pixel) {
            let painted = (u32::from(from) * opacity + 255 * (255 - opacity) + 127) / 255;
            *to = u8::try_from(painted).unwrap_or(u8::MAX);
        }
    }
    samples.truncate(count * kept);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_transparent_is_white() {
        let mut samples = vec![10, 20, 30, 255, 10, 20, 30, 0, 0, 0, 0, 128];
        over_white::<4>(&mut samples);
        assert_eq!(samples, [10, 20, 30, 255, 255, 255, 127, 127, 127]);
        let mut grey = vec![7, 255, 7, 0];
        over_white::<2>(&mut grey);
        assert_eq!(grey, [7, 255]);
    }

    #[test]
    fn sixteen_bits_become_the_nearest_eight() {
        let mut samples: Vec<u8> =
            [0_u16, 257, 128, 129, 65_535].iter().flat_map(|sample| sample.to_ne_bytes()).collect();
        narrow(&mut samples);
        assert_eq!(samples, [0, 1, 0, 1, 255]);
    }
}

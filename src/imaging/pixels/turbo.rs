//! A large JPEG at a half, a quarter or an eighth of its size by libjpeg-turbo, in C: the feature `turbo`.
//!
//! A photograph decoded this way has another pixel hash than one decoded whole: after a change between builds with and
//! without the feature, the same picture in another wrapping is no longer recognised among those given before. The same
//! bytes always are.

use turbojpeg::{Colorspace, Decompressor, Image, PixelFormat, ScalingFactor};

use super::{EDGES, EncodedImage, Layout, Picture, index};

/// More passes than any encoder makes; a hostile file has as many as it likes.
const MOST_PASSES: u32 = 100;

/// The picture, if it is large enough for this to gain anything and libjpeg-turbo has not the least doubt about it:
/// otherwise nothing, and the usual decoder has the last word.
pub(super) fn decode(source: &EncodedImage<'_>) -> Option<Picture> {
    let scale = scale(source.stored)?;
    let mut decoder = Decompressor::new().ok()?;
    let header = decoder.read_header(source.bytes).ok()?;
    if (header.width, header.height) != (index(source.stored.0), index(source.stored.1)) {
        return None;
    }
    let (layout, format) = match header.colorspace {
        Colorspace::Gray => (Layout::Grey, PixelFormat::GRAY),
        Colorspace::RGB | Colorspace::YCbCr => (Layout::Rgb, PixelFormat::RGB),
        _ => return None,
    };
    decoder.set_scaling_factor(scale).ok()?;
    decoder.set_scan_limit(MOST_PASSES).ok()?;
    let (width, height) = (scale.scale(header.width), scale.scale(header.height));
    let pitch = width * layout.channels();
    let mut samples = vec![0; pitch * height];
    let picture = Image { pixels: samples.as_mut_slice(), width, pitch, height, format };
    // A warning is an error here: libjpeg fills what is missing with grey and goes on.
    decoder.decompress(source.bytes, picture).ok()?;
    Some(Picture { width: u32::try_from(width).ok()?, height: u32::try_from(height).ok()?, layout, samples })
}

/// The smallest scale that still has all the pixels of the largest rendition; nothing at full size.
fn scale((width, height): (u32, u32)) -> Option<ScalingFactor> {
    let [edge, ..] = EDGES;
    match width.max(height) / edge {
        0 | 1 => None,
        2 | 3 => Some(ScalingFactor::ONE_HALF),
        4..=7 => Some(ScalingFactor::ONE_QUARTER),
        _ => Some(ScalingFactor::ONE_EIGHTH),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_decoded_smaller_is_still_as_large_as_the_largest_rendition() {
        assert_eq!(scale((3999, 3000)), None);
        assert_eq!(scale((3000, 4000)), Some(ScalingFactor::ONE_HALF));
        assert_eq!(scale((8660, 5774)), Some(ScalingFactor::ONE_QUARTER));
        assert_eq!(scale((30_000, 2000)), Some(ScalingFactor::ONE_EIGHTH));
    }
}

//! Samples of every kind to what all that follows reads: eight bits, no transparency.

use image::ColorType;

use super::{Layout, PixelsError};

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

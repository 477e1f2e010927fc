//! A PNG too large to be held whole, read row by row: each is hashed as it comes, and averaged into a smaller picture.

use std::io::Cursor;

use image::ColorType;
use png::{BitDepth, Decoder, Limits, Transformations};

use super::{
    EDGES, EncodedImage, Layout, Picture, PixelsError, error::wrong, fingerprint::Samples, index,
    samples::to_eight_bits,
};
use crate::domain::hash::ContentHash;

/// What the decoder may hold beside its window: two rows of 65,535 pixels of eight bytes, and a block of metadata.
const MOST_BYTES: usize = 4 * 1024 * 1024;

/// How many pixels a side of a box has. What remains is twice as large as the largest rendition, if it can be: the scaler
/// then still sees detail to weigh.
fn side(stored: (u32, u32)) -> u32 {
    let [edge, ..] = EDGES;
    (stored.0.max(stored.1) / (2 * edge)).max(2)
}

/// The sides of what a picture is averaged to.
pub(super) fn averaged(stored: (u32, u32)) -> (u32, u32) {
    let side = side(stored);
    (stored.0.div_ceil(side), stored.1.div_ceil(side))
}

/// The picture made smaller, and the hash that its samples have as they are.
pub(super) fn decode(source: &EncodedImage<'_>) -> Result<(Picture, ContentHash), PixelsError> {
    let mut decoder = Decoder::new_with_limits(Cursor::new(source.bytes), Limits { bytes: MOST_BYTES });
    decoder.set_ignore_text_chunk(true);
    decoder.set_ignore_iccp_chunk(true);
    // As `image` does: palettes become colours, and less than eight bits become eight.
    decoder.set_transformations(Transformations::EXPAND);
    let mut reader = decoder.read_info().map_err(|error| wrong(source, error))?;
    if reader.info().size() != source.stored {
        return Err(PixelsError::another_size());
    }
    if reader.info().interlaced {
        return Err(PixelsError::undecodable("interlaced, of a picture this large"));
    }
    let colour =
        colour(reader.output_color_type()).ok_or_else(|| PixelsError::undecodable("an unknown colour type"))?;
    let mut made: Option<(Boxes, Samples)> = None;
    let mut samples = Vec::new();
    while let Some(row) = reader.next_row().map_err(|error| wrong(source, error))? {
        samples.clear();
        samples.extend_from_slice(row.data());
        if matches!(colour, ColorType::L16 | ColorType::La16 | ColorType::Rgb16 | ColorType::Rgba16) {
            // Stored highest byte first (W3C PNG, 7.1).
            for sample in samples.as_chunks_mut::<2>().0 {
                *sample = u16::from_be_bytes(*sample).to_ne_bytes();
            }
        }
        let layout = to_eight_bits(colour, &mut samples)?;
        let (boxes, hasher) =
            made.get_or_insert_with(|| (Boxes::new(source.stored, layout), Samples::new(source.stored, layout)));
        hasher.add(&samples);
        boxes.add(&samples);
    }
    let (boxes, hasher) = made.ok_or_else(|| PixelsError::undecodable("no pixels"))?;
    Ok((boxes.picture(), hasher.hash()))
}

fn colour((colour, depth): (png::ColorType, BitDepth)) -> Option<ColorType> {
    match (colour, depth) {
        (png::ColorType::Grayscale, BitDepth::Eight) => Some(ColorType::L8),
        (png::ColorType::Grayscale, BitDepth::Sixteen) => Some(ColorType::L16),
        (png::ColorType::GrayscaleAlpha, BitDepth::Eight) => Some(ColorType::La8),
        (png::ColorType::GrayscaleAlpha, BitDepth::Sixteen) => Some(ColorType::La16),
        (png::ColorType::Rgb, BitDepth::Eight) => Some(ColorType::Rgb8),
        (png::ColorType::Rgb, BitDepth::Sixteen) => Some(ColorType::Rgb16),
        (png::ColorType::Rgba, BitDepth::Eight) => Some(ColorType::Rgba8),
        (png::ColorType::Rgba, BitDepth::Sixteen) => Some(ColorType::Rgba16),
        _ => None,
    }
}

/// Rows averaged by boxes; those at the right and lower edges may be smaller.
struct Boxes {
    side: usize,
    width: usize,
    /// Of each box of the present row of boxes, and each channel.
    sums: Vec<u32>,
    rows: usize,
    picture: Picture,
}

impl Boxes {
    fn new(stored: (u32, u32), layout: Layout) -> Self {
        let (width, height) = averaged(stored);
        let row = index(width) * layout.channels();
        let picture = Picture { width, height, layout, samples: Vec::with_capacity(row * index(height)) };
        Self { side: index(side(stored)), width: index(stored.0), sums: vec![0; row], rows: 0, picture }
    }

    fn add(&mut self, row: &[u8]) {
        match self.picture.layout {
            Layout::Grey => self.sum::<1>(row),
            Layout::Rgb => self.sum::<3>(row),
            Layout::Ink { .. } => self.sum::<4>(row),
        }
        self.rows += 1;
        if self.rows == self.side {
            self.finish();
        }
    }

    fn sum<const CHANNELS: usize>(&mut self, row: &[u8]) {
        let boxes = row.as_chunks::<CHANNELS>().0.chunks(self.side);
        for (sums, pixels) in self.sums.as_chunks_mut::<CHANNELS>().0.iter_mut().zip(boxes) {
            for pixel in pixels {
                for (sum, sample) in sums.iter_mut().zip(pixel) {
                    *sum += u32::from(*sample);
                }
            }
        }
    }

    /// A row of boxes becomes one of pixels, each the nearest to the mean.
    fn finish(&mut self) {
        let mut left = self.width;
        for sums in self.sums.chunks_exact_mut(self.picture.layout.channels()) {
            let pixels = u32::try_from(self.rows * self.side.min(left)).unwrap_or(u32::MAX).max(1);
            left = left.saturating_sub(self.side);
            for sum in sums {
                self.picture.samples.push(u8::try_from((*sum + pixels / 2) / pixels).unwrap_or(u8::MAX));
                *sum = 0;
            }
        }
        self.rows = 0;
    }

    fn picture(mut self) -> Picture {
        if self.rows > 0 {
            self.finish();
        }
        self.picture
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;
    use crate::imaging::{
        camera::Orientation,
        pixels::{decode, fingerprint},
        sniff::Format,
    };

    /// A PNG of 601 × 403 pixels of noise, as the format's every kind may be.
    fn noise(colour: png::ColorType, depth: BitDepth, transparent: Option<&[u8]>) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, 601, 403);
        encoder.set_color(colour);
        encoder.set_depth(depth);
        if colour == png::ColorType::Indexed {
            encoder.set_palette((0..=255_u8).flat_map(|step| [step, !step, step / 2]).collect::<Vec<_>>());
        }
        if let Some(opacities) = transparent {
            encoder.set_trns(opacities.to_vec());
        }
        let bits = match depth {
            BitDepth::One => 1,
            BitDepth::Two => 2,
            BitDepth::Four => 4,
            BitDepth::Eight => 8,
            BitDepth::Sixteen => 16,
        };
        let row = (601 * colour.samples() * bits).div_ceil(8);
        let mut state = 1_u32;
        let samples: Vec<u8> = std::iter::repeat_with(|| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state.to_be_bytes().first().copied().unwrap_or_default()
        })
        .take(row * 403)
        .collect();
        encoder.write_header().unwrap().write_image_data(&samples).unwrap();
        bytes
    }

    fn source(bytes: &[u8]) -> EncodedImage<'_> {
        EncodedImage { bytes, format: Format::Png, stored: (601, 403), orientation: Orientation::Normal, icc: None }
    }

    #[test]
    fn every_kind_has_in_rows_the_hash_and_the_means_it_has_whole() {
        use png::ColorType::{Grayscale, GrayscaleAlpha, Indexed, Rgb, Rgba};
        for (colour, depth, transparent) in [
            (Grayscale, BitDepth::One, None),
            (Grayscale, BitDepth::Four, Some(&[0, 3][..])),
            (Grayscale, BitDepth::Eight, None),
            (Grayscale, BitDepth::Sixteen, None),
            (GrayscaleAlpha, BitDepth::Eight, None),
            (GrayscaleAlpha, BitDepth::Sixteen, None),
            (Rgb, BitDepth::Eight, None),
            (Rgb, BitDepth::Eight, Some(&[0, 1, 0, 2, 0, 3])),
            (Rgb, BitDepth::Sixteen, None),
            (Rgba, BitDepth::Eight, None),
            (Rgba, BitDepth::Sixteen, None),
            (Indexed, BitDepth::Two, None),
            (Indexed, BitDepth::Eight, None),
            (Indexed, BitDepth::Eight, Some(&[0, 128, 255])),
        ] {
            let bytes = noise(colour, depth, transparent);
            let whole = decode::whole(&source(&bytes)).unwrap();
            let (small, hash) = decode(&source(&bytes)).unwrap();
            assert_eq!(hash, fingerprint::of_samples(&whole), "{colour:?} {depth:?} {transparent:?}");
            assert_eq!((small.width, small.height, small.layout), (301, 202, whole.layout));
            let channels = whole.layout.channels();
            let at = |x: usize, y: usize, channel: usize| whole.samples.get((y * 601 + x) * channels + channel);
            let mut means = Vec::new();
            for (y, x) in (0..202).flat_map(|y| (0..301).map(move |x| (y, x))) {
                for channel in 0..channels {
                    let places = [(0, 0), (1, 0), (0, 1), (1, 1)].map(|(right, down)| (2 * x + right, 2 * y + down));
                    let inside = places.into_iter().filter(|(x, y)| *x < 601 && *y < 403);
                    let found: Vec<_> =
                        inside.filter_map(|(x, y)| at(x, y, channel)).map(|at| u32::from(*at)).collect();
                    let count = u32::try_from(found.len()).unwrap();
                    means.push(u8::try_from((found.iter().sum::<u32>() + count / 2) / count).unwrap());
                }
            }
            assert!(small.samples == means, "{colour:?} {depth:?} {transparent:?}");
        }
    }

    #[test]
    fn what_is_cut_is_truncated() {
        let whole = noise(png::ColorType::Rgb, BitDepth::Eight, None);
        for tenth in 1..10 {
            let outcome = decode(&source(whole.get(..whole.len() * tenth / 10).unwrap())).map(|(_, hash)| hash);
            assert!(matches!(outcome, Err(PixelsError::Truncated)), "{tenth}: {outcome:?}");
        }
    }

    #[test]
    fn what_remains_is_twice_the_largest_rendition() {
        assert_eq!(averaged((12_649, 9487)), (4217, 3163));
        assert_eq!(averaged((7000, 9000)), (3500, 4500));
        assert_eq!(averaged((65_535, 1831)), (4096, 115));
    }
}

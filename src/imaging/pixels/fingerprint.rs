//! Fingerprints of an image: exact, by its samples; perceptual, by its look; and its dominant colour.

use std::collections::BTreeMap;

use zef_scaling::FilterType;

use super::{Dominant, Layout, Picture, PixelsError, scale::Scaler};
use crate::domain::hash::ContentHash;

/// The context of this hash; its number changes when decoding gives other samples.
const KEY: &str = "Zef pixels 1";

/// BLAKE3 of a decoded picture: its sides, its layout, its samples; these may come in parts.
pub(super) struct Samples(blake3::Hasher);

impl Samples {
    pub(super) fn new((width, height): (u32, u32), layout: Layout) -> Self {
        let layout = match layout {
            Layout::Grey => 1,
            Layout::Rgb => 3,
            Layout::Ink { ycck, inverted } => 4 + 8 * u8::from(ycck) + 16 * u8::from(inverted),
        };
        let mut hasher = blake3::Hasher::new_derive_key(KEY);
        hasher.update(&width.to_le_bytes()).update(&height.to_le_bytes()).update(&[layout]);
        Self(hasher)
    }

    pub(super) fn add(&mut self, samples: &[u8]) {
        self.0.update(samples);
    }

    pub(super) fn hash(&self) -> ContentHash {
        ContentHash::from_bytes(*self.0.finalize().as_bytes())
    }
}

/// The hash of a picture held whole.
pub(super) fn of_samples(picture: &Picture) -> ContentHash {
    let mut samples = Samples::new((picture.width, picture.height), picture.layout);
    samples.add(&picture.samples);
    samples.hash()
}

/// The difference hash (dHash, 64 bits): 9 × 8 grey values, a bit for each that is darker than its right neighbour,
/// row by row from the top left, most significant first.
pub(super) fn look(scaler: &mut Scaler, picture: Picture) -> Result<u64, PixelsError> {
    let small = scaler.resized(picture, 9, 8, FilterType::Box)?;
    let grey: Vec<u32> = small.samples.chunks_exact(small.layout.channels()).map(luma).collect();
    let pairs = grey.chunks_exact(9).flat_map(|row| row.windows(2));
    Ok(pairs.fold(0, |hash, pair| (hash << 1) | u64::from(pair.first() < pair.last())))
}

/// Luma of ITU-R BT.601, in thousandths.
fn luma(pixel: &[u8]) -> u32 {
    match *pixel {
        [red, green, blue] => 299 * u32::from(red) + 587 * u32::from(green) + 114 * u32::from(blue),
        [grey, ..] => 1000 * u32::from(grey),
        [] => 0,
    }
}

/// The mean of the most frequent colours of a tiny picture: each channel in four steps makes 64 families, and the
/// family with the most pixels gives its mean.
pub(super) fn dominant(tiny: &Picture) -> Dominant {
    let mut families: BTreeMap<[u8; 3], (u32, [u32; 3])> = BTreeMap::new();
    for pixel in tiny.samples.chunks_exact(tiny.layout.channels()) {
        let colour = match *pixel {
            [red, green, blue] => [red, green, blue],
            [grey, ..] => [grey; 3],
            [] => continue,
        };
        let (count, sums) = families.entry(colour.map(|channel| channel >> 6)).or_default();
        *count += 1;
        for (sum, channel) in sums.iter_mut().zip(colour) {
            *sum += u32::from(channel);
        }
    }
    let largest = families.into_values().max_by_key(|(count, _)| *count);
    let (count, sums) = largest.unwrap_or((1, [0; 3]));
    Dominant(sums.map(|sum| u8::try_from(sum / count).unwrap_or(u8::MAX)))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    fn grey(width: u32, height: u32, samples: Vec<u8>) -> Picture {
        Picture { width, height, layout: Layout::Grey, samples }
    }

    #[test]
    fn a_wall_brighter_to_the_right_has_every_bit_and_its_mirror_none() {
        let wall = |row: Vec<u8>| grey(9, 8, row.iter().copied().cycle().take(72).collect());
        let brighter: Vec<u8> = (0..9).map(|step| step * 20).collect();
        let darker = brighter.iter().rev().copied().collect();
        assert_eq!(look(&mut Scaler::default(), wall(brighter)).unwrap(), u64::MAX);
        assert_eq!(look(&mut Scaler::default(), wall(darker)).unwrap(), 0);
    }

    #[test]
    fn the_same_samples_in_another_shape_are_another_picture() {
        let wide = of_samples(&grey(6, 1, vec![7; 6]));
        assert_eq!(wide, of_samples(&grey(6, 1, vec![7; 6])));
        assert_ne!(wide, of_samples(&grey(1, 6, vec![7; 6])));
        assert_ne!(wide, of_samples(&Picture { width: 2, height: 1, layout: Layout::Rgb, samples: vec![7; 6] }));
    }

    #[test]
    fn the_colour_most_seen_wins_over_the_mean() {
        let sea = [20, 60, 200].repeat(6);
        let sand = [240, 220, 160].repeat(3);
        let picture = Picture { width: 9, height: 1, layout: Layout::Rgb, samples: [sea, sand].concat() };
        assert_eq!(dominant(&picture), Dominant([20, 60, 200]));
        assert_eq!(dominant(&grey(2, 1, vec![9, 9])), Dominant([9; 3]));
    }
}

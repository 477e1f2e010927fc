//! A JPEG to be decoded, and what its segments say of the way it is coded.

use super::{Layout, PixelsError};
use crate::imaging::{
    jpeg::{self, APP14, Piece},
    octets::u16_be,
    refusal::Refusal,
};

/// What the segments of a JPEG say of the way it is coded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Shape {
    /// Width and height.
    pub(super) size: (u32, u32),
    /// Adobe's own segment is there, with its colour transform: inks are stored inverted.
    pub(super) adobe: Option<u8>,
    /// Several scans: coefficients wait until the last one is read.
    pub(super) in_passes: bool,
    /// Each scan refines what those before it gave (T.81, G).
    progressive: bool,
    /// How many components.
    pub(super) components: u8,
    /// Samples stored of each 16 pixels: 48 for full colour, 24 where both colours are halved both ways.
    pub(super) per_sixteen: u64,
    /// The sampling factors are those of nearly every encoder.
    usual_factors: bool,
}

impl Shape {
    /// Walks the segments. Without an end-of-image marker the file was cut.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        let mut shape = Self::default();
        let mut scans = 0;
        for piece in jpeg::pieces(bytes)? {
            match piece {
                Piece::Scan(_) => scans += 1,
                Piece::Segment(APP14, payload) if payload.starts_with(b"Adobe") => {
                    // Version, two flags of two bytes each, then the transform.
                    shape.adobe = Some(payload.get(11).copied().unwrap_or_default());
                }
                Piece::Segment(marker @ 0xC0..=0xC2, frame) => {
                    let side = |at| u16_be(frame, at).map_or(0, u32::from);
                    let components = frame.get(6..).unwrap_or_default();
                    shape.size = (side(3), side(1));
                    shape.progressive = marker == 0xC2;
                    shape.components = frame.get(5).copied().unwrap_or_default();
                    shape.per_sixteen = per_sixteen(components);
                    shape.usual_factors = usual_factors(components);
                }
                Piece::Segment(..) => {}
            }
        }
        shape.in_passes = shape.progressive || scans > 1;
        Ok(shape)
    }

    /// Whether zune-jpeg 0.5 shows it right: compared with libjpeg-turbo on 1,255 encodings. It does not where a baseline file
    /// has a scan for each component (T.81, A.2), nor with factors that are not usual.
    pub(super) const fn is_usual(&self) -> bool {
        (self.progressive || !self.in_passes) && self.usual_factors
    }

    /// What the samples of four components mean.
    fn ink(&self) -> Layout {
        Layout::Ink { ycck: self.adobe == Some(2), inverted: self.adobe.is_some() }
    }
}

/// The sampling factors of each component of a frame header, across and down (T.81, B.2.2).
fn factors(components: &[u8]) -> impl Iterator<Item = (u8, u8)> {
    components.chunks_exact(3).filter_map(|component| component.get(1).map(|both| (both >> 4, both & 15)))
}

/// Whether the first component, luminance, has one, two or four samples for one of each other, or as many.
fn usual_factors(components: &[u8]) -> bool {
    let first = factors(components).next().unwrap_or_default();
    let usual = |factor: u8, first: u8| matches!(first, 1 | 2 | 4) && (factor == 1 || factor == first);
    factors(components).all(|(across, down)| usual(across, first.0) && usual(down, first.1))
}

fn per_sixteen(components: &[u8]) -> u64 {
    let most =
        |values: fn((u8, u8)) -> u8| factors(components).map(values).max().map_or(1, |most| u64::from(most.max(1)));
    let unit = most(|(across, _)| across) * most(|(_, down)| down);
    let stored: u64 = factors(components).map(|(across, down)| u64::from(across) * u64::from(down)).sum();
    (16 * stored).div_ceil(unit)
}

/// A JPEG to be decoded at all its pixels.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stream<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) shape: Shape,
    /// The components are wanted as they are: what they mean is said elsewhere.
    pub(super) as_stored: bool,
}

impl Stream<'_> {
    /// The layout of the samples, if there are as many components as any picture has.
    pub(super) fn layout(&self) -> Result<Layout, PixelsError> {
        match self.shape.components {
            1 => Ok(Layout::Grey),
            3 => Ok(Layout::Rgb),
            4 => Ok(self.shape.ink()),
            _ => Err(PixelsError::undecodable("an unknown number of components")),
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    #[test]
    fn the_shape_of_real_photographs_is_read() {
        let leaf = Shape::read(include_bytes!("../../../tests/fixtures/leaf.jpg")).unwrap();
        assert_eq!((leaf.in_passes, leaf.components, leaf.per_sixteen), (false, 3, 24));
        let boats = Shape::read(include_bytes!("../../../tests/fixtures/boats-progressive.jpg")).unwrap();
        assert!(boats.in_passes);
        let ladybird = Shape::read(include_bytes!("../../../tests/fixtures/ladybird-cmyk.jpg")).unwrap();
        assert_eq!((ladybird.components, ladybird.per_sixteen), (4, 40));
        assert!(leaf.is_usual() && boats.is_usual() && ladybird.is_usual());
    }

    #[test]
    fn factors_of_cameras_are_usual_and_those_that_are_misread_are_not() {
        let usual = |[luma, blue, red]: [u8; 3]| usual_factors(&[1, luma, 0, 2, blue, 1, 3, red, 1]);
        for factors in
            [[0x11; 3], [0x22; 3], [0x21, 0x11, 0x11], [0x22, 0x12, 0x12], [0x41, 0x11, 0x11], [0x22, 0x21, 0x11]]
        {
            assert!(usual(factors), "{factors:x?}");
        }
        for factors in [[0x11, 0x22, 0x22], [0x21, 0x12, 0x11], [0x31, 0x11, 0x11], [0x14, 0x12, 0x12], [0; 3]] {
            assert!(!usual(factors), "{factors:x?}");
        }
    }

    #[test]
    fn samples_are_counted_by_their_factors() {
        assert_eq!(per_sixteen(&[1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1]), 24);
        assert_eq!(per_sixteen(&[1, 0x21, 0, 2, 0x11, 1, 3, 0x11, 1]), 32);
        assert_eq!(per_sixteen(&[1, 0x11, 0]), 16);
        assert_eq!(per_sixteen(&[1, 0x00, 0]), 0);
        assert_eq!(per_sixteen(&[]), 0);
    }
}

//! JPEG to samples: which decoder, and whether the data is all there.
//!
//! zune-jpeg, the decoder inside `image`, does it, asked directly so that inks stay inks and the file is not copied. What it
//! misreads, and a picture too large to be held whole, are for jpeg-decoder ([`older`]); a large one may be for libjpeg-turbo
//! in a build with `turbo`.

use zune_jpeg::{
    JpegDecoder,
    errors::DecodeErrors,
    zune_core::{bytestream::ZCursor, colorspace::ColorSpace, options::DecoderOptions},
};

use super::{EncodedImage, Layout, Picture, PixelsError, coded, cost, index, older};
use crate::imaging::{
    inspect::Refusal,
    jpeg::{self, APP14, Piece},
    octets::u16_be,
};

/// What the decoder fills the rest of a picture with when its data stops making sense.
const FILLING: u8 = 128;
/// The last rows of that many pixels are looked at for the filling: a row of the largest coded units.
const UNIT_ROWS: usize = 16;
/// The longest side of a coded unit (T.81, B.2.2: factors up to 4).
const MOST_UNIT: u32 = 32;
/// A multiple of the width of every usual unit: 8, 16 or 32 pixels.
const UNIT_COLUMNS: usize = 32;
/// Rounding makes units of the same codes differ by so much.
const MOST_UNLIKE: i16 = 4;

/// What the segments of a JPEG say of the way it is coded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Shape {
    /// Width and height.
    pub(super) size: (u32, u32),
    /// Adobe's own segment is there, with its colour transform: inks are stored inverted.
    adobe: Option<u8>,
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

/// Decodes a JPEG whose data is all there.
pub(super) fn decode(source: &EncodedImage<'_>) -> Result<Picture, PixelsError> {
    let shape = shape(source.bytes)?;
    if shape.size != source.stored {
        return Err(PixelsError::another_size());
    }
    let stream = Stream { bytes: source.bytes, shape, as_stored: false };
    let picture = match quickly(source) {
        Some(picture) => picture,
        None if cost::is_too_large_to_hold(source.stored, &shape) => older::decode_smaller(source)?,
        None => carefully(&stream)?,
    };
    unless_short(&stream, picture)
}

/// Decodes a JPEG that is a part of another file, its components as they are.
pub(super) fn decode_part(bytes: &[u8], most: (u32, u32), components: usize) -> Result<Picture, PixelsError> {
    let shape = shape(bytes)?;
    // The memory was estimated for one of that size; some writers fill up their last coded unit.
    let fits = |side: u32, most: u32| side <= most.next_multiple_of(MOST_UNIT);
    if !fits(shape.size.0, most.0) || !fits(shape.size.1, most.1) || shape.in_passes {
        return Err(PixelsError::another_size());
    }
    if usize::from(shape.components) != components {
        return Err(PixelsError::undecodable("a part with other components"));
    }
    let stream = Stream { bytes, shape, as_stored: true };
    let picture = carefully(&stream)?;
    unless_short(&stream, picture)
}

fn shape(bytes: &[u8]) -> Result<Shape, PixelsError> {
    Shape::read(bytes).map_err(|refusal| match refusal {
        Refusal::Truncated => PixelsError::Truncated,
        other => PixelsError::undecodable(other),
    })
}

/// The picture, if its data was all there.
fn unless_short(stream: &Stream<'_>, picture: Picture) -> Result<Picture, PixelsError> {
    // To count the units takes a third of a decoding: it is done where the decoder may have made up the last ones, which
    // are then alike, and where they can't be told, coming in several passes. One or two units in the last corner, missing
    // and unlike, are let pass: nobody would see them.
    if (stream.shape.in_passes || repeats_at_its_end(&picture)) && coded::is_short(stream.bytes) {
        return Err(PixelsError::Truncated);
    }
    Ok(picture)
}

#[cfg(feature = "turbo")]
fn quickly(source: &EncodedImage<'_>) -> Option<Picture> {
    super::turbo::decode(source)
}

#[cfg(not(feature = "turbo"))]
const fn quickly(_source: &EncodedImage<'_>) -> Option<Picture> {
    None
}

fn carefully(stream: &Stream<'_>) -> Result<Picture, PixelsError> {
    if !stream.shape.is_usual() {
        return older::decode(stream);
    }
    let picture = whole(stream, false)?;
    if is_filled_below(&picture) {
        // Grey below may be a wall as well: the strict decoder tells, and is not asked about other files since it refuses
        // many that every program shows. The first picture goes before: two would not fit the estimate.
        drop(picture);
        return whole(stream, true).map_err(|_unfinished| PixelsError::Truncated);
    }
    Ok(picture)
}

fn whole(stream: &Stream<'_>, strict: bool) -> Result<Picture, PixelsError> {
    let options = DecoderOptions::default()
        .set_strict_mode(strict)
        // The limits on size are the inspection's, made before.
        .set_max_width(usize::from(u16::MAX))
        .set_max_height(usize::from(u16::MAX));
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(stream.bytes), options);
    decoder.decode_headers().map_err(|error| wrong(&error))?;
    let (width, height) = stream.shape.size;
    if decoder.dimensions() != Some((index(width), index(height))) {
        return Err(PixelsError::another_size());
    }
    let (space, layout) = match decoder.input_colorspace() {
        Some(ColorSpace::Luma) => (ColorSpace::Luma, Layout::Grey),
        // Asked for what they are, components pass as they are.
        Some(space @ (ColorSpace::YCbCr | ColorSpace::RGB)) if stream.as_stored => (space, Layout::Rgb),
        Some(ColorSpace::YCbCr | ColorSpace::RGB) => (ColorSpace::RGB, Layout::Rgb),
        Some(space @ (ColorSpace::CMYK | ColorSpace::YCCK)) => {
            (space, Layout::Ink { ycck: space == ColorSpace::YCCK, inverted: stream.shape.adobe.is_some() })
        }
        _ => return Err(PixelsError::undecodable("an unknown number of components")),
    };
    decoder.set_options(options.jpeg_set_out_colorspace(space));
    let mut samples = vec![0; index(width) * index(height) * layout.channels()];
    decoder.decode_into(&mut samples).map_err(|error| wrong(&error))?;
    Ok(Picture { width, height, layout, samples })
}

fn wrong(error: &DecodeErrors) -> PixelsError {
    match error {
        DecodeErrors::ExhaustedData => PixelsError::Truncated,
        other => PixelsError::undecodable(other.to_string()),
    }
}

fn is_filled_below(picture: &Picture) -> bool {
    let row = picture.samples.len() / index(picture.height).max(1);
    let last = picture.samples.len().saturating_sub(row * UNIT_ROWS);
    picture.samples.get(last..).is_some_and(|below| below.iter().all(|sample| *sample == FILLING))
}

/// Whether the last units of the last row are alike but for their brightness. Where data ends, decoders go on with zeros:
/// each unit is then made of the same codes, whatever the tables. A wall or a night is alike as well.
fn repeats_at_its_end(picture: &Picture) -> bool {
    let (row, channels) = (index(picture.width) * picture.layout.channels(), picture.layout.channels());
    let shift = UNIT_COLUMNS * channels;
    if row < 3 * shift {
        return true;
    }
    let rows = picture.samples.rchunks_exact(row).take(4);
    let mut steps = vec![(i16::MAX, i16::MIN); channels];
    for row in rows {
        let ends = row.rchunks_exact(shift);
        let mut ends = ends.take(2);
        let (Some(end), Some(before)) = (ends.next(), ends.next()) else { return true };
        for (at, (one, other)) in before.iter().zip(end).enumerate() {
            // What is as dark or as bright as can be may be more so.
            if [*one, *other].iter().all(|sample| (1..=254).contains(sample))
                && let Some((least, most)) = steps.get_mut(at % channels)
            {
                let step = i16::from(*other) - i16::from(*one);
                (*least, *most) = ((*least).min(step), (*most).max(step));
            }
        }
    }
    // One of the colours is enough: in the others, some samples may just have come to their bounds.
    steps.iter().any(|(least, most)| most.saturating_sub(*least) <= MOST_UNLIKE)
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
    fn both_decoders_give_the_same_samples() {
        for bytes in [
            &include_bytes!("../../../tests/fixtures/leaf.jpg")[..],
            include_bytes!("../../../tests/fixtures/boats-progressive.jpg"),
            include_bytes!("../../../tests/fixtures/ladybird-cmyk.jpg"),
        ] {
            for as_stored in [false, true] {
                let stream = Stream { bytes, shape: Shape::read(bytes).unwrap(), as_stored };
                let (one, other) = (whole(&stream, false).unwrap(), older::decode(&stream).unwrap());
                assert_eq!((one.width, one.height, one.layout), (other.width, other.height, other.layout));
                let apart: u64 =
                    one.samples.iter().zip(&other.samples).map(|(one, other)| u64::from(one.abs_diff(*other))).sum();
                // They round differently; less than half a level apart in the mean.
                assert!(apart * 2 < u64::try_from(one.samples.len()).unwrap(), "{apart} of {}", one.samples.len());
            }
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

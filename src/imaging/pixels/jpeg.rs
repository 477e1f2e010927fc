//! JPEG to samples: which decoder, and whether the data is all there.
//!
//! zune-jpeg, the decoder inside `image`, does it, asked directly so that inks stay inks and the file is not copied. Only a
//! picture too large to be held whole goes another way ([`large`]), and so may a large one in a build with `turbo`.

use zune_jpeg::{
    JpegDecoder,
    errors::DecodeErrors,
    zune_core::{bytestream::ZCursor, colorspace::ColorSpace, options::DecoderOptions},
};

use super::{Layout, Picture, PixelsError, Source, coded, cost, index, large};
use crate::imaging::{
    inspect::Refusal,
    jpeg::{self, APP14, Piece},
};

/// What the decoder fills the rest of a picture with when its data stops making sense.
const FILLING: u8 = 128;
/// The last rows of that many pixels are looked at for the filling: a row of the largest coded units.
const UNIT_ROWS: usize = 16;
/// A multiple of the width of every usual unit: 8, 16 or 32 pixels.
const UNIT_COLUMNS: usize = 32;
/// Rounding makes units of the same codes differ by so much.
const MOST_UNLIKE: i16 = 4;

/// What the segments of a JPEG say of the way it is coded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Shape {
    /// Adobe's own segment is there: inks are stored inverted.
    has_adobe: bool,
    /// Several scans: coefficients wait until the last one is read.
    pub(super) in_passes: bool,
    /// How many components.
    pub(super) components: u8,
    /// Samples stored of each 16 pixels: 48 for full colour, 24 where both colours are halved both ways.
    pub(super) per_sixteen: u64,
}

impl Shape {
    /// Walks the segments. Without an end-of-image marker the file was cut.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        let mut shape = Self::default();
        let mut scans = 0;
        for piece in jpeg::pieces(bytes)? {
            match piece {
                Piece::Scan(_) => scans += 1,
                Piece::Segment(APP14, payload) if payload.starts_with(b"Adobe") => shape.has_adobe = true,
                Piece::Segment(marker @ 0xC0..=0xC2, frame) => {
                    shape.in_passes |= marker == 0xC2;
                    shape.components = frame.get(5).copied().unwrap_or_default();
                    shape.per_sixteen = per_sixteen(frame.get(6..).unwrap_or_default());
                }
                Piece::Segment(..) => {}
            }
        }
        shape.in_passes |= scans > 1;
        Ok(shape)
    }
}

/// Each component of a frame header has an identifier, its two sampling factors in one byte, and a table (B.2.2).
fn per_sixteen(components: &[u8]) -> u64 {
    let factors =
        || components.chunks_exact(3).filter_map(|component| component.get(1).map(|both| (both >> 4, both & 15)));
    let most = |values: fn((u8, u8)) -> u8| factors().map(values).max().map_or(1, |most| u64::from(most.max(1)));
    let unit = most(|(across, _)| across) * most(|(_, down)| down);
    let stored: u64 = factors().map(|(across, down)| u64::from(across) * u64::from(down)).sum();
    (16 * stored).div_ceil(unit)
}

/// Decodes a JPEG whose data is all there.
pub(super) fn decode(source: &Source<'_>) -> Result<Picture, PixelsError> {
    let shape = Shape::read(source.bytes).map_err(|refusal| match refusal {
        Refusal::Truncated => PixelsError::Truncated,
        other => PixelsError::undecodable(other),
    })?;
    let picture = quickly(source).map_or_else(|| carefully(source, shape), Ok)?;
    // To count the units takes a third of a decoding: it is done where the decoder may have made up the last ones, which
    // are then alike, and where they can't be told, coming in several passes. One or two units in the last corner, missing
    // and unlike, are let pass: nobody would see them.
    if (shape.in_passes || repeats_at_its_end(&picture)) && coded::is_short(source.bytes) {
        return Err(PixelsError::Truncated);
    }
    Ok(picture)
}

#[cfg(feature = "turbo")]
fn quickly(source: &Source<'_>) -> Option<Picture> {
    super::turbo::decode(source)
}

#[cfg(not(feature = "turbo"))]
const fn quickly(_source: &Source<'_>) -> Option<Picture> {
    None
}

fn carefully(source: &Source<'_>, shape: Shape) -> Result<Picture, PixelsError> {
    if cost::is_too_large_to_hold(source.stored, &shape) {
        return large::decode(source);
    }
    let picture = whole(source, shape, false)?;
    if is_filled_below(&picture) {
        // Grey below may be a wall as well: the strict decoder tells, and is not asked about other files since it refuses
        // many that every program shows. The first picture goes before: two would not fit the estimate.
        drop(picture);
        return whole(source, shape, true).map_err(|_unfinished| PixelsError::Truncated);
    }
    Ok(picture)
}

fn whole(source: &Source<'_>, shape: Shape, strict: bool) -> Result<Picture, PixelsError> {
    let options = DecoderOptions::default()
        .set_strict_mode(strict)
        // The limits on size are the inspection's, made before.
        .set_max_width(usize::from(u16::MAX))
        .set_max_height(usize::from(u16::MAX));
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(source.bytes), options);
    decoder.decode_headers().map_err(|error| wrong(&error))?;
    let stored = decoder.dimensions().ok_or_else(|| PixelsError::undecodable("no dimensions"))?;
    if (u32::try_from(stored.0), u32::try_from(stored.1)) != (Ok(source.stored.0), Ok(source.stored.1)) {
        return Err(PixelsError::another_size());
    }
    let (space, layout) = match decoder.input_colorspace() {
        Some(ColorSpace::Luma) => (ColorSpace::Luma, Layout::Grey),
        Some(ColorSpace::YCbCr | ColorSpace::RGB) => (ColorSpace::RGB, Layout::Rgb),
        Some(space @ (ColorSpace::CMYK | ColorSpace::YCCK)) => {
            (space, Layout::Ink { ycck: space == ColorSpace::YCCK, inverted: shape.has_adobe })
        }
        _ => return Err(PixelsError::undecodable("an unknown number of components")),
    };
    decoder.set_options(options.jpeg_set_out_colorspace(space));
    let mut samples = vec![0; stored.0 * stored.1 * layout.channels()];
    decoder.decode_into(&mut samples).map_err(|error| wrong(&error))?;
    Ok(Picture { width: source.stored.0, height: source.stored.1, layout, samples })
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

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

use super::{
    EncodedImage, Layout, Picture, PixelsError, coded, cost, index,
    jpeg_stream::{Shape, Stream},
    older,
};
use crate::imaging::refusal::Refusal;

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
}

//! Decodes JPEG: chooses the decoder, and checks that the data is complete.
//!
//! zune-jpeg, the decoder inside `image`, is called directly, so that CMYK stays CMYK and the file is not copied. Files
//! that it misreads, and images too large to be held whole, are for jpeg-decoder ([`older`]); in a build with `turbo`,
//! large ones may be for libjpeg-turbo.

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

/// What the decoder fills the rest of an image with when its data becomes invalid.
const FILLING: u8 = 128;
/// The last rows that are checked for the filling: the height of the largest units.
const UNIT_ROWS: usize = 16;
/// The longest side of a coded unit (T.81, B.2.2: factors up to 4).
const MOST_UNIT: u32 = 32;
/// A multiple of the width of every usual unit: 8, 16 or 32 pixels.
const UNIT_COLUMNS: usize = 32;
/// Rounding makes units of the same codes differ by so much.
const MOST_UNLIKE: i16 = 4;

/// Decodes a JPEG whose data is complete.
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

/// The image, if its data was complete.
fn unless_short(stream: &Stream<'_>, picture: Picture) -> Result<Picture, PixelsError> {
    // Counting the units takes a third of the time of decoding. It is done where the decoder may have invented the last
    // ones, which are then alike, and where that cannot be seen, in several passes. One or two missing units in the
    // last corner are accepted: nobody would see them.
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
        // Grey at the bottom may also be a wall: the strict decoder decides. It is not used for other files, since it
        // refuses many that every program shows. The first image is dropped before: two would exceed the estimated
        // memory.
        drop(picture);
        return whole(stream, true).map_err(|_unfinished| PixelsError::Truncated);
    }
    Ok(picture)
}

fn whole(stream: &Stream<'_>, strict: bool) -> Result<Picture, PixelsError> {
    let options = DecoderOptions::default()
        .set_strict_mode(strict)
        // The size was checked by the inspection before.
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
        // With the same output as input colour space, components are not converted.
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

/// Whether the last units of the last row differ only in brightness. Where data ends, decoders go on with zeros, so
/// that each unit has the same codes. A wall or a night sky looks alike as well.
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

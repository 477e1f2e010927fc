//! JPEG to samples, by zune-jpeg: the decoder inside `image`, asked directly so that inks stay inks and bytes are not copied.

use zune_jpeg::{
    JpegDecoder,
    errors::DecodeErrors,
    zune_core::{bytestream::ZCursor, colorspace::ColorSpace, options::DecoderOptions},
};

use super::{Layout, Picture, PixelsError, Source};
use crate::imaging::{
    inspect::Refusal,
    jpeg::{self, APP14, Piece},
};

/// What the decoder fills the rest of a picture with when its data stops making sense.
const FILLING: u8 = 128;
/// The last rows of that many pixels are looked at for the filling: a row of the largest coded units.
const UNIT_ROWS: usize = 16;

/// Decodes a JPEG whose data is all there.
pub(super) fn decode(source: &Source<'_>) -> Result<Picture, PixelsError> {
    let has_adobe = has_adobe_segment(source.bytes)?;
    let picture = samples(source, has_adobe, false)?;
    if is_filled_below(&picture) {
        // Grey below may be a wall as well: the strict decoder tells, and is not asked about other files since it refuses
        // many that every program shows.
        samples(source, has_adobe, true).map_err(|_unfinished| PixelsError::Truncated)?;
    }
    Ok(picture)
}

/// Walks the segments: without an end-of-image marker the file was cut. Adobe's own segment says that inks are inverted.
fn has_adobe_segment(bytes: &[u8]) -> Result<bool, PixelsError> {
    let pieces = jpeg::pieces(bytes).map_err(|refusal| match refusal {
        Refusal::Truncated => PixelsError::Truncated,
        other => PixelsError::undecodable(other),
    })?;
    Ok(pieces.iter().any(|piece| matches!(piece, Piece::Segment(APP14, payload) if payload.starts_with(b"Adobe"))))
}

fn samples(source: &Source<'_>, has_adobe: bool, strict: bool) -> Result<Picture, PixelsError> {
    let options = DecoderOptions::default()
        .set_strict_mode(strict)
        // The limits on size are the inspection's, made before.
        .set_max_width(usize::from(u16::MAX))
        .set_max_height(usize::from(u16::MAX));
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(source.bytes), options);
    decoder.decode_headers().map_err(|error| wrong(&error))?;
    let stored = decoder.dimensions().ok_or_else(|| PixelsError::undecodable("no dimensions"))?;
    if (u32::try_from(stored.0), u32::try_from(stored.1)) != (Ok(source.stored.0), Ok(source.stored.1)) {
        return Err(PixelsError::undecodable("its size is not the one it was inspected with"));
    }
    let (space, layout) = match decoder.input_colorspace() {
        Some(ColorSpace::Luma) => (ColorSpace::Luma, Layout::Grey),
        Some(ColorSpace::YCbCr | ColorSpace::RGB) => (ColorSpace::RGB, Layout::Rgb),
        Some(space @ (ColorSpace::CMYK | ColorSpace::YCCK)) => {
            (space, Layout::Ink { ycck: space == ColorSpace::YCCK, inverted: has_adobe })
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
    let row = picture.samples.len() / usize::try_from(picture.height).unwrap_or(usize::MAX).max(1);
    let last = picture.samples.len().saturating_sub(row * UNIT_ROWS);
    picture.samples.get(last..).is_some_and(|below| below.iter().all(|sample| *sample == FILLING))
}

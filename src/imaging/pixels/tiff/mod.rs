//! TIFF to samples: part by part, row by row, straight into the picture.
//!
//! The decoder inside `image` holds the picture up to three times and misreads some kinds: channels beyond the colours behind
//! a predictor, tiles in planes, premultiplied opacity, bits in reverse order. Which kinds are read at all is decided in
//! [`Coding`].

pub(super) mod canvas;
mod unpack;

use self::{canvas::Canvas, unpack::Rows};
use super::{EncodedImage, Picture, PixelsError, jpeg};
use crate::imaging::{
    octets::{index, run},
    refusal::Refusal,
    tiff::{Coding, Packing},
};

/// Decodes the first picture of a TIFF.
pub(super) fn decode(source: &EncodedImage<'_>) -> Result<Picture, PixelsError> {
    let coding = Coding::of(source.bytes).map_err(|refusal| match refusal {
        Refusal::Truncated => PixelsError::Truncated,
        other => PixelsError::undecodable(other),
    })?;
    if coding.size != source.stored {
        return Err(PixelsError::another_size());
    }
    let mut canvas = Canvas::new(&coding);
    let (across, down) = coding.grid();
    let a_plane = (index(across) * index(down)).max(1);
    for (number, (offset, count)) in coding.places.iter().enumerate() {
        // Each plane has its parts after those of the plane before (TIFF 6.0, section 8, PlanarConfiguration).
        let (plane, place) = (number / a_plane, number % a_plane);
        let planes = if coding.in_planes { coding.channels } else { 1 };
        if plane >= planes {
            break;
        }
        if !canvas.wants(plane) {
            continue;
        }
        let (column, row) = (place % index(across.max(1)), place / index(across.max(1)));
        let corner = (column * index(coding.part.0), row * index(coding.part.1));
        let data = run(source.bytes, index(*offset), *count).ok_or(PixelsError::Truncated)?;
        if coding.packing == Packing::Jpeg {
            part_of_jpeg(&coding, data, &mut canvas, plane, corner)?;
        } else {
            part(&coding, data, &mut canvas, plane, corner)?;
        }
    }
    Ok(canvas.finish())
}

/// How many rows of a part beginning there are in the picture.
fn rows_within(coding: &Coding<'_>, top: usize) -> usize {
    index(coding.part.1).min(index(coding.size.1).saturating_sub(top))
}

fn part(
    coding: &Coding<'_>,
    data: &[u8],
    canvas: &mut Canvas<'_>,
    plane: usize,
    corner: (usize, usize),
) -> Result<(), PixelsError> {
    let reversed: Vec<u8>;
    let data = if coding.bits_reversed {
        reversed = data.iter().map(|byte| byte.reverse_bits()).collect();
        &reversed
    } else {
        data
    };
    let mut rows = Rows::new(coding, data)?;
    let mut row = vec![0; coding.row_bytes()];
    for y in 0..rows_within(coding, corner.1) {
        rows.next_into(&mut row)?;
        unpack::resolve(coding, &mut row);
        canvas.put_stored(plane, (corner.0, corner.1 + y), &row);
    }
    Ok(())
}

fn part_of_jpeg(
    coding: &Coding<'_>,
    data: &[u8],
    canvas: &mut Canvas<'_>,
    plane: usize,
    corner: (usize, usize),
) -> Result<(), PixelsError> {
    let stream = coding.jpeg(data);
    let decoded = jpeg::decode_part(&stream, coding.part, coding.channels_together())?;
    let width = index(coding.part.0).min(index(coding.size.0).saturating_sub(corner.0));
    let rows = rows_within(coding, corner.1);
    if index(decoded.width) < width || index(decoded.height) < rows {
        return Err(PixelsError::another_size());
    }
    let stride = index(decoded.width) * coding.channels_together();
    for (y, row) in decoded.samples.chunks_exact(stride.max(1)).take(rows).enumerate() {
        canvas.put(plane, (corner.0, corner.1 + y), row);
    }
    Ok(())
}

//! A JPEG wrapped anew: its tables and scans as they were, its metadata replaced.

use std::io::Write;

use super::{
    super::jpeg::{self, APP0, APP1, APP2, APP13, APP14, APP15, COM, Piece},
    Blocks, EmbedError, iim,
};

const JFIF: &[u8] = b"JFIF\0";
/// JFIF's own fields, before its thumbnail (ISO/IEC 10918-5, 10.1).
const JFIF_FIELDS: usize = 12;

pub(super) fn wrap(bytes: &[u8], blocks: &Blocks, out: &mut dyn Write) -> Result<(), EmbedError> {
    let pieces = jpeg::pieces(bytes)?;
    out.write_all(&[0xFF, 0xD8])?;
    let mut jfif = pieces.iter().filter_map(|piece| match piece {
        Piece::Segment(APP0, payload) if payload.starts_with(JFIF) => payload.get(..JFIF_FIELDS),
        _ => None,
    });
    if let Some(fields) = jfif.next() {
        // The two bytes that follow are the size of its thumbnail.
        segment(out, APP0, &[fields, &[0, 0]])?;
    }
    segment(out, APP1, &[jpeg::EXIF, &[0], &blocks.exif])?;
    segment(out, APP1, &[jpeg::XMP, blocks.xmp.as_bytes()])?;
    segment(out, APP13, &[jpeg::PHOTOSHOP, &iim::as_resource(&blocks.iim)])?;
    for piece in pieces {
        match piece {
            Piece::Segment(APP2, payload) if payload.starts_with(jpeg::ICC) => segment(out, APP2, &[payload])?,
            // Says whether colours are transformed: without it CMYK and RGB are seen wrong.
            Piece::Segment(APP14, payload) if payload.starts_with(b"Adobe") => segment(out, APP14, &[payload])?,
            Piece::Segment(APP0..=APP15 | COM, _) => {}
            Piece::Segment(marker, payload) => segment(out, marker, &[payload])?,
            Piece::Scan(scan) => out.write_all(scan)?,
        }
    }
    out.write_all(&[0xFF, 0xD9])?;
    Ok(())
}

/// A segment of these parts (B.1.1.4). The lengths of texts are such that all fit.
fn segment(out: &mut dyn Write, marker: u8, parts: &[&[u8]]) -> Result<(), EmbedError> {
    let length = 2 + parts.iter().map(|part| part.len()).sum::<usize>();
    let length = u16::try_from(length).map_err(|_larger| EmbedError::TooLarge)?;
    out.write_all(&[0xFF, marker])?;
    out.write_all(&length.to_be_bytes())?;
    for part in parts {
        out.write_all(part)?;
    }
    Ok(())
}

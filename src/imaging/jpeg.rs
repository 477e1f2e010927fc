//! JPEG taken apart into segments (ISO/IEC 10918-1, annex B), without decoding.

use std::borrow::Cow;

use super::{
    container::{Container, bare_exif},
    iptc,
    octets::u16_be,
    refusal::Refusal,
    sniff::{Kind, Named},
};

const TEM: u8 = 0x01;
const RST0: u8 = 0xD0;
const RST7: u8 = 0xD7;
const SOI: u8 = 0xD8;
const EOI: u8 = 0xD9;
const SOS: u8 = 0xDA;
pub(super) const APP0: u8 = 0xE0;
pub(super) const APP1: u8 = 0xE1;
pub(super) const APP2: u8 = 0xE2;
pub(super) const APP13: u8 = 0xED;
pub(super) const APP14: u8 = 0xEE;
pub(super) const APP15: u8 = 0xEF;
pub(super) const COM: u8 = 0xFE;

pub(super) const EXIF: &[u8] = b"Exif\0";
pub(super) const XMP: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
pub(super) const ICC: &[u8] = b"ICC_PROFILE\0";
pub(super) const PHOTOSHOP: &[u8] = b"Photoshop 3.0\0";

/// Real files have some dozens; hostile ones have millions of empty segments, each of which would cost memory here.
const MOST_PIECES: usize = 20_000;
/// Encoders make some dozen; a hostile file of a few kilobytes has thousands, each of which is walked over the whole
/// picture. The decoders that have a limit, zune-jpeg and libjpeg-turbo, are held to as many.
const MOST_SCANS: usize = 100;

/// A part of a JPEG file, in order.
#[derive(Clone, Copy, Debug)]
pub(super) enum Piece<'a> {
    /// A marker segment: marker, and payload after its length.
    Segment(u8, &'a [u8]),
    /// Entropy-coded data, restart markers included.
    Scan(&'a [u8]),
}

/// The pieces between the start-of-image and the first end-of-image marker; whatever follows is not the photograph.
pub(super) fn pieces(bytes: &[u8]) -> Result<Vec<Piece<'_>>, Refusal> {
    let mut pieces = Vec::new();
    let mut scans = 0;
    let mut rest = bytes.strip_prefix(&[0xFF, SOI]).ok_or(Refusal::Unknown)?;
    loop {
        if pieces.len() > MOST_PIECES {
            return Err(Refusal::Undecodable { why: "too many segments" });
        }
        // Stray bytes before a marker are skipped, as every decoder does.
        let start = memchr::memchr(0xFF, rest).ok_or(Refusal::Truncated)?;
        let after = after_fill(rest.get(start..).unwrap_or_default());
        let (marker, body) = after.split_first().ok_or(Refusal::Truncated)?;
        match *marker {
            EOI => return Ok(pieces),
            0 | TEM | RST0..=SOI => rest = body,
            marker => {
                let length = usize::from(u16_be(body, 0).ok_or(Refusal::Truncated)?);
                let payload = body.get(2..length.max(2)).ok_or(Refusal::Truncated)?;
                pieces.push(Piece::Segment(marker, payload));
                rest = body.get(length.max(2)..).unwrap_or_default();
                if marker == SOS {
                    scans += 1;
                    if scans > MOST_SCANS {
                        return Err(Refusal::Undecodable { why: "too many scans" });
                    }
                    let end = scan_end(rest).ok_or(Refusal::Truncated)?;
                    let (scan, next) = rest.split_at_checked(end).ok_or(Refusal::Truncated)?;
                    pieces.push(Piece::Scan(scan));
                    rest = next;
                }
            }
        }
    }
}

/// What follows the `0xFF` that begin a marker: one, or several as fill (B.1.1.2).
fn after_fill(bytes: &[u8]) -> &[u8] {
    let fill = bytes.iter().take_while(|byte| **byte == 0xFF).count();
    bytes.get(fill..).unwrap_or_default()
}

/// Where a scan's data ends: at the next marker that is neither stuffing nor a restart.
fn scan_end(bytes: &[u8]) -> Option<usize> {
    memchr::memchr_iter(0xFF, bytes)
        .find(|at| bytes.get(at + 1).is_some_and(|next| !matches!(next, 0 | 0xFF | RST0..=RST7)))
}

/// Reads a JPEG's frame header and the places of its metadata.
pub(super) fn read(bytes: &[u8]) -> Result<Container<'_>, Refusal> {
    let pieces = pieces(bytes)?;
    let mut container = Container::default();
    let mut frame = None;
    let mut scans = 0_u32;
    let mut profile = Vec::new();
    let mut photoshop = Vec::new();
    for piece in &pieces {
        match piece {
            Piece::Scan(_) => scans += 1,
            Piece::Segment(marker @ (0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF), payload)
                if frame.is_none() =>
            {
                frame = Some((*marker, *payload));
            }
            Piece::Segment(APP1, payload) if payload.starts_with(EXIF) && container.exif.is_none() => {
                container.exif = Some(Cow::Borrowed(bare_exif(payload)));
            }
            Piece::Segment(APP1, payload) if container.xmp.is_none() => {
                container.xmp = payload.strip_prefix(XMP).map(Cow::Borrowed);
            }
            Piece::Segment(APP2, payload) => profile.extend(payload.strip_prefix(ICC)),
            Piece::Segment(APP13, payload) => {
                photoshop.extend_from_slice(payload.strip_prefix(PHOTOSHOP).unwrap_or_default());
            }
            Piece::Segment(..) => {}
        }
    }
    let (marker, header) = frame.ok_or(Refusal::Undecodable { why: "no frame header" })?;
    if scans == 0 {
        return Err(Refusal::Undecodable { why: "no scan" });
    }
    container.progressive = marker == 0xC2 || scans > 1;
    read_frame(marker, header, &mut container)?;
    container.icc = join_profile(profile);
    container.iptc = iptc::in_photoshop(&photoshop).map(|block| Cow::Owned(block.to_vec()));
    Ok(container)
}

/// The frame header (B.2.2): precision, lines, samples a line, components.
fn read_frame(marker: u8, header: &[u8], container: &mut Container<'_>) -> Result<(), Refusal> {
    let unsupported = |name| Err(Refusal::Unsupported { name: Named { name, kind: Kind::Coding } });
    match marker {
        0xC0..=0xC2 => {}
        0xC3 | 0xCB => return unsupported("lossless JPEG"),
        0xC9 | 0xCA => return unsupported("arithmetic-coded JPEG"),
        _ => return unsupported("hierarchical JPEG"),
    }
    let (Some(depth), Some(height), Some(width), Some(channels)) =
        (header.first(), u16_be(header, 1), u16_be(header, 3), header.get(5))
    else {
        return Err(Refusal::Undecodable { why: "a short frame header" });
    };
    if *depth != 8 {
        return unsupported("12-bit JPEG");
    }
    if !matches!(channels, 1 | 3 | 4) {
        return unsupported("JPEG (number of components)");
    }
    // Neither decoder in use spreads one sample over one pixel and a half.
    if has_fractions(header.get(6..).unwrap_or_default()) {
        return unsupported("JPEG (sampling factors)");
    }
    container.depth = *depth;
    container.channels = *channels;
    container.stored = (u32::from(width), u32::from(height));
    Ok(())
}

/// Whether some component has a sample for a number of pixels that is not whole, across or down (B.2.2).
fn has_fractions(components: &[u8]) -> bool {
    let factors = || components.chunks_exact(3).filter_map(|component| component.get(1)).copied();
    let is_fraction = |side: fn(u8) -> u8| {
        let most = factors().map(side).max().unwrap_or(1);
        factors().map(side).any(|factor| factor > 0 && most % factor != 0)
    };
    is_fraction(|both| both >> 4) || is_fraction(|both| both & 15)
}

/// A profile comes in numbered chunks, in any order (ICC.1, B.4); with one missing there is no profile.
fn join_profile(mut chunks: Vec<&[u8]>) -> Option<Cow<'_, [u8]>> {
    chunks.sort_by_key(|chunk| chunk.first().copied());
    let count = usize::from(*chunks.first()?.get(1)?);
    let numbered = chunks.iter().zip(1..=u8::MAX).all(|(chunk, number)| chunk.first() == Some(&number));
    if !numbered || chunks.len() != count {
        return None;
    }
    match chunks.as_slice() {
        [only] => only.get(2..).map(Cow::Borrowed),
        _ => Some(Cow::Owned(chunks.iter().filter_map(|chunk| chunk.get(2..)).flatten().copied().collect())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fill_bytes_strays_and_restarts_do_not_mislead_the_walk() {
        let jpeg = b"\xff\xd8\xff\xff\xfe\0\x04hi\x12\xff\xda\0\x02data\xff\0more\xff\xd0rest\xff\xff\xd9after";
        let expected: [&[u8]; 3] = [b"hi", b"", b"data\xff\0more\xff\xd0rest\xff"];
        let found = pieces(jpeg).unwrap_or_default();
        let contents: Vec<&[u8]> = found
            .iter()
            .map(|piece| match piece {
                Piece::Segment(_, bytes) | Piece::Scan(bytes) => *bytes,
            })
            .collect();
        assert_eq!(contents, expected);
    }

    #[test]
    fn a_profile_in_pieces_is_joined_in_the_order_of_their_numbers() {
        assert_eq!(join_profile(vec![b"\x02\x02world", b"\x01\x02hello "]).as_deref(), Some(b"hello world".as_slice()));
        assert_eq!(join_profile(vec![b"\x01\x02hello "]), None);
        assert_eq!(join_profile(vec![b"\x01\x02a", b"\x01\x02b"]), None);
        assert_eq!(join_profile(Vec::new()), None);
    }
}

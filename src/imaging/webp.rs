//! WebP taken apart into RIFF chunks (RFC 9649), without decoding.

use std::borrow::Cow;

use super::{
    container::{Container, bare_exif},
    octets::{index, run, u16_le, u24_le, u32_le},
    refusal::Refusal,
};

/// The flags of a VP8X chunk (RFC 9649, 2.7.1).
pub(super) const FLAG_ICC: u8 = 0x20;
pub(super) const FLAG_ALPHA: u8 = 0x10;
pub(super) const FLAG_EXIF: u8 = 0x08;
pub(super) const FLAG_XMP: u8 = 0x04;
pub(super) const FLAG_ANIMATION: u8 = 0x02;
/// Hostile files hold millions of empty chunks.
const MOST_CHUNKS: usize = 10_000;

/// A chunk: its four-character code and its content, without padding.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chunk<'a> {
    pub(super) name: [u8; 4],
    pub(super) content: &'a [u8],
}

/// The chunks of the RIFF form; bytes after its declared size are not the photograph.
pub(super) fn chunks(bytes: &[u8]) -> Result<Vec<Chunk<'_>>, Refusal> {
    let size = u32_le(bytes, 4).ok_or(Refusal::Truncated)?;
    let mut rest = bytes.get(12..index(size).saturating_add(8)).ok_or(Refusal::Truncated)?;
    let mut chunks = Vec::new();
    while !rest.is_empty() && chunks.len() < MOST_CHUNKS {
        let name = rest.get(..4).and_then(|name| <[u8; 4]>::try_from(name).ok()).ok_or(Refusal::Truncated)?;
        let content = u32_le(rest, 4).and_then(|length| run(rest, 8, length)).ok_or(Refusal::Truncated)?;
        chunks.push(Chunk { name, content });
        // Chunks begin at even places; the last one's padding is sometimes missing.
        rest = rest.get(8 + content.len().next_multiple_of(2)..).unwrap_or_default();
    }
    Ok(chunks)
}

/// The size of the picture a `VP8 ` or `VP8L` chunk holds, and whether a `VP8L` one uses alpha.
pub(super) fn picture(chunk: &Chunk<'_>) -> Option<((u32, u32), bool)> {
    match &chunk.name {
        // RFC 6386, 9.1: a three-byte frame tag, a start code, then two 14-bit sizes.
        b"VP8 " if chunk.content.get(3..6) == Some(&[0x9d, 0x01, 0x2a]) => {
            let side = |at| u16_le(chunk.content, at).map(|side| u32::from(side & 0x3fff));
            Some(((side(6)?, side(8)?), false))
        }
        // RFC 9649, 3.4: a signature byte, then two 14-bit sizes less one, and the alpha bit.
        b"VP8L" if chunk.content.first() == Some(&0x2f) => {
            let bits = u32_le(chunk.content, 1)?;
            Some((((bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1), bits & (1 << 28) != 0))
        }
        _ => None,
    }
}

/// Reads a WebP's size and the places of its metadata.
pub(super) fn read(bytes: &[u8]) -> Result<Container<'_>, Refusal> {
    let mut container = Container { depth: 8, channels: 3, ..Container::default() };
    let mut canvas = None;
    for chunk in chunks(bytes)? {
        match &chunk.name {
            b"VP8X" => {
                let flags = chunk.content.first().copied().unwrap_or_default();
                container.animated |= flags & FLAG_ANIMATION != 0;
                canvas = u24_le(chunk.content, 4)
                    .zip(u24_le(chunk.content, 7))
                    .map(|(width, height)| (width + 1, height + 1));
            }
            b"ANIM" | b"ANMF" => container.animated = true,
            b"ALPH" => container.channels = 4,
            b"VP8 " | b"VP8L" if container.stored == (0, 0) => {
                let (size, alpha) = picture(&chunk).ok_or(Refusal::Undecodable { why: "no picture header" })?;
                container.stored = size;
                if alpha {
                    container.channels = 4;
                }
                // Lossless decoding keeps four bytes a pixel before anything else.
                container.progressive = &chunk.name == b"VP8L";
            }
            b"ICCP" if container.icc.is_none() => container.icc = Some(Cow::Borrowed(chunk.content)),
            b"EXIF" if container.exif.is_none() => container.exif = Some(Cow::Borrowed(bare_exif(chunk.content))),
            b"XMP " if container.xmp.is_none() => container.xmp = Some(Cow::Borrowed(chunk.content)),
            _ => {}
        }
    }
    if container.animated {
        container.stored = canvas.unwrap_or(container.stored);
    } else if container.stored == (0, 0) {
        return Err(Refusal::Undecodable { why: "no picture data" });
    } else if canvas.is_some_and(|canvas| canvas != container.stored) {
        return Err(Refusal::Undecodable { why: "two sizes that differ" });
    }
    Ok(container)
}

//! PNG taken apart into chunks (W3C PNG, third edition, clause 5), without decoding.

use std::{borrow::Cow, io::Read};

use super::{
    container::{Container, bare_exif},
    inspect::Refusal,
    limits::Limits,
    octets::{run, u32_be},
    words,
};

pub(super) const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
/// The keyword of an XMP packet in an iTXt chunk (XMP specification, part 3, 1.1.5).
pub(super) const XMP_KEYWORD: &[u8] = b"XML:com.adobe.xmp";
/// Hostile files hold millions of empty chunks.
const MOST_CHUNKS: usize = 100_000;

/// A chunk: its type and its content. Checksums are the decoder's affair.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chunk<'a> {
    pub(super) name: [u8; 4],
    pub(super) content: &'a [u8],
}

/// The chunks up to and with IEND.
pub(super) fn chunks(bytes: &[u8]) -> Result<Vec<Chunk<'_>>, Refusal> {
    let mut rest = bytes.strip_prefix(SIGNATURE).ok_or(Refusal::Unknown)?;
    let mut chunks = Vec::new();
    while chunks.len() < MOST_CHUNKS {
        let length = u32_be(rest, 0).ok_or(Refusal::Truncated)?;
        let name = rest.get(4..8).and_then(|name| <[u8; 4]>::try_from(name).ok()).ok_or(Refusal::Truncated)?;
        let content = run(rest, 8, length).ok_or(Refusal::Truncated)?;
        // Four bytes of checksum follow; IEND's are sometimes cut off without harm.
        rest = rest.get(12 + content.len()..).unwrap_or_default();
        chunks.push(Chunk { name, content });
        if &name == b"IEND" {
            return Ok(chunks);
        }
    }
    Err(Refusal::Undecodable { why: "too many chunks" })
}

/// Reads a PNG's header and its metadata; what is compressed is inflated within the limit or ignored.
pub(super) fn read<'a>(bytes: &'a [u8], limits: &Limits) -> Result<Container<'a>, Refusal> {
    let chunks = chunks(bytes)?;
    let mut container = Container::default();
    let header = chunks.first().filter(|chunk| &chunk.name == b"IHDR").ok_or(Refusal::Undecodable { why: "no header" })?;
    read_header(header.content, &mut container)?;
    if !chunks.iter().any(|chunk| &chunk.name == b"IDAT") {
        return Err(Refusal::Undecodable { why: "no picture data" });
    }
    for chunk in &chunks {
        match &chunk.name {
            b"acTL" => container.animated = true,
            b"tRNS" => container.channels = container.channels.saturating_add(1),
            b"iCCP" if container.icc.is_none() => container.icc = profile(chunk.content, limits).map(Cow::Owned),
            b"eXIf" if container.exif.is_none() => container.exif = Some(Cow::Borrowed(bare_exif(chunk.content))),
            b"iTXt" => read_international_text(chunk.content, limits, &mut container),
            b"tEXt" if limits.admits_metadata(chunk.content) => {
                if let Some((keyword, text)) = split_nul(chunk.content) {
                    container.texts.push((words::from_latin1(keyword), words::from_latin1(text)));
                }
            }
            _ => {}
        }
    }
    Ok(container)
}

/// IHDR (11.2.1): width, height, depth, colour type, compression, filter, interlace.
fn read_header(content: &[u8], container: &mut Container<'_>) -> Result<(), Refusal> {
    let (Some(width), Some(height), Some([depth, colour, _, _, interlace])) =
        (u32_be(content, 0), u32_be(content, 4), content.get(8..13))
    else {
        return Err(Refusal::Undecodable { why: "a short header" });
    };
    container.stored = (width, height);
    container.depth = *depth;
    // A palette (3) is decoded to colours.
    container.channels = match colour {
        0 => 1,
        2 | 3 => 3,
        4 => 2,
        6 => 4,
        _ => return Err(Refusal::Undecodable { why: "an unknown colour type" }),
    };
    container.progressive = *interlace != 0;
    Ok(())
}

/// iTXt (11.3.3.4): keyword, compression flag and method, language, translated keyword, UTF-8 text.
fn read_international_text(content: &[u8], limits: &Limits, container: &mut Container<'_>) {
    let text = || {
        let (keyword, rest) = split_nul(content)?;
        let (compressed, rest) = rest.split_first()?;
        let (_language, rest) = split_nul(rest.get(1..)?)?;
        let (_translated, text) = split_nul(rest)?;
        let text = if *compressed == 0 { limits.admits_metadata(text).then(|| text.to_vec())? } else { inflate(text, limits)? };
        Some((keyword, text))
    };
    match text() {
        Some((XMP_KEYWORD, packet)) if container.xmp.is_none() => container.xmp = Some(Cow::Owned(packet)),
        Some((keyword, text)) if keyword != XMP_KEYWORD && container.texts.len() < 100 => {
            container.texts.push((words::from_latin1(keyword), String::from_utf8_lossy(&text).into_owned()));
        }
        _ => {}
    }
}

/// iCCP (11.3.2.3): profile name, compression method, profile.
fn profile(content: &[u8], limits: &Limits) -> Option<Vec<u8>> {
    let (_name, rest) = split_nul(content)?;
    inflate(rest.get(1..)?, limits)
}

/// Inflates at most [`Limits::metadata_bytes`]; a larger block is as if absent.
fn inflate(compressed: &[u8], limits: &Limits) -> Option<Vec<u8>> {
    let mut inflated = Vec::new();
    let bounded = limits.metadata_bytes.saturating_add(1);
    flate2::read::ZlibDecoder::new(compressed).take(bounded).read_to_end(&mut inflated).ok()?;
    limits.admits_metadata(&inflated).then_some(inflated)
}

fn split_nul(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let nul = memchr::memchr(0, bytes)?;
    Some((bytes.get(..nul)?, bytes.get(nul + 1..)?))
}

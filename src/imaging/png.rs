//! PNG taken apart into chunks (W3C PNG, third edition, clause 5), without decoding.

use std::{borrow::Cow, io::Read};

use super::{
    container::{Container, bare_exif},
    limits::Limits,
    octets::{run, u32_be},
    raw_profile::{Profile, RawProfiles},
    refusal::Refusal,
    text,
};

pub(super) const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
/// The keyword of an XMP packet in an iTXt chunk (XMP specification, part 3, 1.1.5); older writers put it in the other two.
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
    let header =
        chunks.first().filter(|chunk| &chunk.name == b"IHDR").ok_or(Refusal::Undecodable { why: "no header" })?;
    read_header(header.content, &mut container)?;
    if !chunks.iter().any(|chunk| &chunk.name == b"IDAT") {
        return Err(Refusal::Undecodable { why: "no picture data" });
    }
    let mut texts = Texts::new(&mut container, limits);
    for chunk in &chunks {
        match &chunk.name {
            b"iTXt" => texts.international(chunk.content),
            b"tEXt" => texts.plain(chunk.content),
            b"zTXt" => texts.compressed(chunk.content),
            _ => {}
        }
    }
    let profiles = texts.profiles;
    let first = |name: &[u8; 4]| chunks.iter().find(|chunk| chunk.name == *name).map(|chunk| chunk.content);
    if first(b"tRNS").is_some() {
        container.channels += 1;
    }
    container.animated = first(b"acTL").is_some();
    container.exif = first(b"eXIf").map(|block| Cow::Borrowed(bare_exif(block)));
    add(&mut container, profiles);
    container.icc = first(b"iCCP").and_then(|content| profile(content, limits)).map(Cow::Owned);
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

/// Adds what stands in the profiles of `ImageMagick` where the chunks of the standard say nothing.
fn add(container: &mut Container<'_>, profiles: RawProfiles) {
    if container.exif.is_none()
        && let Some(exif) = profiles.exif
    {
        container.exif = Some(Cow::Owned(bare_exif(&exif).to_vec()));
        container.exif_turns_nothing = true;
    }
    container.xmp = container.xmp.take().or_else(|| profiles.xmp.map(Cow::Owned));
    container.iptc = profiles.iptc.map(Cow::Owned);
}

/// The texts read so far. All of them together stay within the limit, or a file of many would hold memory and time
/// without end.
struct Texts<'c, 'a> {
    /// How many bytes of texts may still be read.
    left: u64,
    limits: &'c Limits,
    container: &'c mut Container<'a>,
    /// Only the first XMP packet is looked at.
    has_packet: bool,
    profiles: RawProfiles,
}

impl<'c, 'a> Texts<'c, 'a> {
    fn new(container: &'c mut Container<'a>, limits: &'c Limits) -> Self {
        Self { left: limits.metadata_bytes, limits, container, has_packet: false, profiles: RawProfiles::default() }
    }

    /// tEXt (11.3.3.2): keyword, text in Latin-1.
    fn plain(&mut self, content: &'a [u8]) {
        if let Some((keyword, text)) = split_nul(content) {
            self.read(keyword, text, false, text::from_latin1);
        }
    }

    /// zTXt (11.3.3.3): keyword, compression method, text in Latin-1.
    fn compressed(&mut self, content: &'a [u8]) {
        if let Some((keyword, rest)) = split_nul(content)
            && let Some(text) = rest.get(1..)
        {
            self.read(keyword, text, true, text::from_latin1);
        }
    }

    /// iTXt (11.3.3.4): keyword, compression flag and method, language, translated keyword, text in UTF-8.
    fn international(&mut self, content: &'a [u8]) {
        let parts = || {
            let (keyword, rest) = split_nul(content)?;
            let (compressed, rest) = rest.split_first()?;
            let (_language, rest) = split_nul(rest.get(1..)?)?;
            let (_translated, text) = split_nul(rest)?;
            Some((keyword, *compressed != 0, text))
        };
        if let Some((keyword, is_compressed, text)) = parts() {
            self.read(keyword, text, is_compressed, text::from_bytes);
        }
    }

    /// A text by its keyword: an XMP packet, a profile of `ImageMagick`, or words.
    fn read(&mut self, keyword: &[u8], text: &'a [u8], is_compressed: bool, letters: fn(&[u8]) -> String) {
        let inflated =
            |most| if is_compressed { inflate(text, most).map(Cow::Owned) } else { Some(Cow::Borrowed(text)) };
        if keyword == XMP_KEYWORD {
            if !self.has_packet {
                self.has_packet = true;
                let packet = inflated(self.limits.metadata_bytes);
                self.container.xmp = packet.filter(|packet| self.limits.admits_metadata(packet));
            }
        } else if let Some(profile) = Profile::named(keyword) {
            // Only the first of each is looked at, which bounds what all of them may take.
            if self.profiles.is_first(profile)
                && let Some(text) = inflated(raw_profile_bytes(self.limits))
            {
                self.profiles.read(profile, &text);
            }
        } else if let Some(text) = inflated(self.left)
            && self.admits(&text)
        {
            self.keep(keyword, letters(&text));
        }
    }

    /// Whether a text still fits; one that does not ends the reading of texts.
    fn admits(&mut self, text: &[u8]) -> bool {
        let length = u64::try_from(text.len()).unwrap_or(u64::MAX);
        let left = self.left.checked_sub(length);
        self.left = left.unwrap_or(0);
        left.is_some() && length > 0
    }

    fn keep(&mut self, keyword: &[u8], text: String) {
        // A keyword has 79 bytes at most (11.3.3.1).
        if keyword.len() < 80 {
            self.container.texts.push((text::from_latin1(keyword), text));
        }
    }
}

/// iCCP (11.3.2.3): profile name, compression method, profile.
fn profile(content: &[u8], limits: &Limits) -> Option<Vec<u8>> {
    let (_name, rest) = split_nul(content)?;
    inflate(rest.get(1..)?, limits.profile_bytes).filter(|profile| limits.admits_profile(profile))
}

/// How long the text of a profile may be: two digits a byte, a line end after 36 bytes or fewer, and its own first lines.
const fn raw_profile_bytes(limits: &Limits) -> u64 {
    limits.metadata_bytes.saturating_mul(5).saturating_div(2)
}

/// Inflates a block, and stops one byte after `most`: what is longer is then seen to be.
fn inflate(compressed: &[u8], most: u64) -> Option<Vec<u8>> {
    let mut inflated = Vec::new();
    flate2::read::ZlibDecoder::new(compressed).take(most.saturating_add(1)).read_to_end(&mut inflated).ok()?;
    Some(inflated)
}

fn split_nul(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let nul = memchr::memchr(0, bytes)?;
    Some((bytes.get(..nul)?, bytes.get(nul + 1..)?))
}

//! A WebP wrapped anew: its picture's chunks as they were, its metadata replaced (RFC 9649, 2.7).

use std::io::Write;

use super::{
    super::{
        container::Container,
        webp::{self, FLAG_ALPHA, FLAG_EXIF, FLAG_ICC, FLAG_XMP},
    },
    Blocks, EmbedError,
};

pub(super) fn wrap(
    bytes: &[u8],
    container: &Container<'_>,
    blocks: &Blocks,
    out: &mut dyn Write,
) -> Result<(), EmbedError> {
    let chunks = webp::chunks(bytes)?;
    let named = |name: &[u8; 4]| chunks.iter().find(|chunk| chunk.name == *name).map(|chunk| chunk.content);
    let profile = named(b"ICCP");
    let mut flags = FLAG_EXIF | FLAG_XMP;
    if profile.is_some() {
        flags |= FLAG_ICC;
    }
    if container.channels == 4 {
        flags |= FLAG_ALPHA;
    }
    let (width, height) = container.stored;
    // Flags, three reserved bytes, then width and height less one, in 24 bits each.
    let mut header = vec![flags, 0, 0, 0];
    for side in [width, height] {
        header.extend(side.saturating_sub(1).to_le_bytes().into_iter().take(3));
    }
    let written = [
        (b"VP8X", Some(header.as_slice())),
        (b"ICCP", profile),
        (b"ALPH", named(b"ALPH")),
        (b"VP8 ", named(b"VP8 ")),
        (b"VP8L", named(b"VP8L")),
        (b"EXIF", Some(blocks.exif.as_slice())),
        (b"XMP ", Some(blocks.xmp.as_bytes())),
    ];
    let written = || written.iter().filter_map(|(name, content)| Some((*name, (*content)?)));
    // The form says its length before anything else: its own name, then each chunk with its name and its length.
    let length = 4 + written().map(|(_, content)| 8 + content.len().next_multiple_of(2)).sum::<usize>();
    out.write_all(b"RIFF")?;
    out.write_all(&number(length)?)?;
    out.write_all(b"WEBP")?;
    for (name, content) in written() {
        out.write_all(name)?;
        out.write_all(&number(content.len())?)?;
        out.write_all(content)?;
        // Chunks begin at even places.
        if content.len() % 2 == 1 {
            out.write_all(&[0])?;
        }
    }
    Ok(())
}

fn number(length: usize) -> Result<[u8; 4], EmbedError> {
    u32::try_from(length).map(u32::to_le_bytes).map_err(|_larger| EmbedError::TooLarge)
}

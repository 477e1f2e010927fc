//! A WebP wrapped anew: its picture's chunks as they were, its metadata replaced (RFC 9649, 2.7).

use super::{
    super::{
        container::Container,
        webp::{self, FLAG_ALPHA, FLAG_EXIF, FLAG_ICC, FLAG_XMP},
    },
    Blocks, EmbedError,
};

pub(super) fn wrap(bytes: &[u8], container: &Container<'_>, blocks: &Blocks) -> Result<Vec<u8>, EmbedError> {
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
    let mut form = b"WEBP".to_vec();
    form.reserve(bytes.len() + 16_384);
    let (width, height) = container.stored;
    // Flags, three reserved bytes, then width and height less one, in 24 bits each.
    let mut header = vec![flags, 0, 0, 0];
    for side in [width, height] {
        header.extend(side.saturating_sub(1).to_le_bytes().into_iter().take(3));
    }
    chunk(&mut form, *b"VP8X", &header)?;
    for (name, content) in
        [(b"ICCP", profile), (b"ALPH", named(b"ALPH")), (b"VP8 ", named(b"VP8 ")), (b"VP8L", named(b"VP8L"))]
    {
        if let Some(content) = content {
            chunk(&mut form, *name, content)?;
        }
    }
    chunk(&mut form, *b"EXIF", &blocks.exif)?;
    chunk(&mut form, *b"XMP ", blocks.xmp.as_bytes())?;
    let mut out = b"RIFF".to_vec();
    out.extend(u32::try_from(form.len()).map_err(|_larger| EmbedError::TooLarge)?.to_le_bytes());
    out.append(&mut form);
    Ok(out)
}

fn chunk(form: &mut Vec<u8>, name: [u8; 4], content: &[u8]) -> Result<(), EmbedError> {
    form.extend(name);
    form.extend(u32::try_from(content.len()).map_err(|_larger| EmbedError::TooLarge)?.to_le_bytes());
    form.extend_from_slice(content);
    // Chunks begin at even places; the form itself does, after its eight bytes.
    form.resize(form.len().next_multiple_of(2), 0);
    Ok(())
}

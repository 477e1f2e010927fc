//! A PNG wrapped anew: its picture's chunks as they were, its texts replaced.

use std::io::{self, Write};

use super::{
    super::png::{self, SIGNATURE, XMP_KEYWORD},
    Blocks, EmbedError,
    wording::Wording,
};

/// The chunks that the picture needs to be seen as it was (W3C PNG, clause 5.6).
const KEPT: [&[u8; 4]; 17] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"mDCV",
    b"cLLI", b"bKGD", b"hIST", b"pHYs", b"sPLT",
];

pub(super) fn wrap(bytes: &[u8], blocks: &Blocks, wording: &Wording, out: &mut dyn Write) -> Result<(), EmbedError> {
    out.write_all(SIGNATURE)?;
    let mut is_said = false;
    for piece in png::chunks(bytes)?.into_iter().filter(|piece| KEPT.contains(&&piece.name)) {
        // Before the picture, where readers that stop at it still see them.
        if &piece.name == b"IDAT" && !is_said {
            is_said = true;
            say(out, blocks, wording)?;
        }
        chunk(out, piece.name, &[piece.content])?;
    }
    Ok(())
}

fn say(out: &mut dyn Write, blocks: &Blocks, wording: &Wording) -> io::Result<()> {
    chunk(out, *b"eXIf", &[&blocks.exif])?;
    text(out, XMP_KEYWORD, &blocks.xmp)?;
    // Keywords of 11.3.3.2, for readers that know no XMP.
    let creators = wording.creators.join(", ");
    let own = [
        (b"Title".as_slice(), wording.title()),
        (b"Author", Some(creators.as_str()).filter(|creators| !creators.is_empty())),
        (b"Description", wording.description()),
        (b"Copyright", wording.rights()),
        (b"EncodedImage", wording.page.as_deref()),
    ];
    for (keyword, words) in own {
        if let Some(words) = words {
            text(out, keyword, words)?;
        }
    }
    Ok(())
}

/// An iTXt chunk (11.3.3.4), not compressed, of no particular language.
fn text(out: &mut dyn Write, keyword: &[u8], text: &str) -> io::Result<()> {
    chunk(out, *b"iTXt", &[keyword, &[0; 5], text.as_bytes()])
}

fn chunk(out: &mut dyn Write, name: [u8; 4], parts: &[&[u8]]) -> io::Result<()> {
    let length = parts.iter().map(|part| part.len()).sum::<usize>();
    out.write_all(&u32::try_from(length).unwrap_or(u32::MAX).to_be_bytes())?;
    let mut sum = crc32fast::Hasher::new();
    for part in [name.as_slice()].iter().chain(parts) {
        sum.update(part);
        out.write_all(part)?;
    }
    out.write_all(&sum.finalize().to_be_bytes())
}

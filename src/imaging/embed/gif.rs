//! A GIF wrapped anew: its picture as it was, its extensions replaced. GIF holds XMP alone.

use super::{
    super::gif::{self, Block, XMP_APPLICATION},
    EmbedError,
};

/// The extension of GIF 89a that says which colour is transparent.
const GRAPHIC_CONTROL: u8 = 0xF9;
/// The application extension that holds a colour profile (ICC.1, B.5).
const PROFILE_APPLICATION: &[u8] = b"ICCRGBG1012";

pub(super) fn wrap(bytes: &[u8], packet: &str) -> Result<Vec<u8>, EmbedError> {
    let parts = gif::blocks(bytes)?;
    let mut out = Vec::with_capacity(bytes.len() + packet.len() + 512);
    // Version 87a has no extensions.
    out.extend(b"GIF89a");
    out.extend(parts.head.iter().skip(6));
    out.extend([0x21, 0xFF, 11]);
    out.extend(XMP_APPLICATION);
    out.extend(packet.as_bytes());
    // Leads a reader that takes the packet for sub-blocks to their end (XMP specification, part 3, 1.1.2).
    out.push(1);
    out.extend((0..=u8::MAX).rev());
    out.push(0);
    for block in parts.blocks {
        match block {
            Block::Picture(picture) => out.extend_from_slice(picture),
            Block::Extension(GRAPHIC_CONTROL, control) => out.extend_from_slice(control),
            Block::Extension(0xFF, profile) if profile.get(3..14) == Some(PROFILE_APPLICATION) => {
                out.extend_from_slice(profile);
            }
            Block::Extension(..) => {}
        }
    }
    out.push(0x3B);
    Ok(out)
}

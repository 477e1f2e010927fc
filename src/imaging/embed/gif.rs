//! A GIF wrapped anew: its picture as it was, its extensions replaced. GIF holds XMP alone.

use std::io::Write;

use super::{
    super::gif::{self, Block, XMP_APPLICATION},
    EmbedError,
};

/// The extension of GIF 89a that says which colour is transparent.
const GRAPHIC_CONTROL: u8 = 0xF9;
/// The application extension that holds a colour profile (ICC.1, B.5).
const PROFILE_APPLICATION: &[u8] = b"ICCRGBG1012";

pub(super) fn wrap(bytes: &[u8], packet: &str, out: &mut dyn Write) -> Result<(), EmbedError> {
    let parts = gif::blocks(bytes)?;
    // Version 87a has no extensions.
    out.write_all(b"GIF89a")?;
    out.write_all(parts.head.get(6..).unwrap_or_default())?;
    out.write_all(&[0x21, 0xFF, 11])?;
    out.write_all(XMP_APPLICATION)?;
    out.write_all(packet.as_bytes())?;
    // Leads a reader that takes the packet for sub-blocks to their end (XMP specification, part 3, 1.1.2).
    out.write_all(&[1])?;
    out.write_all(&(0..=u8::MAX).rev().collect::<Vec<_>>())?;
    out.write_all(&[0])?;
    for block in parts.blocks {
        match block {
            Block::Picture(picture) => out.write_all(picture)?,
            Block::Extension(GRAPHIC_CONTROL, control) => out.write_all(control)?,
            Block::Extension(0xFF, profile) if profile.get(3..14) == Some(PROFILE_APPLICATION) => {
                out.write_all(profile)?;
            }
            Block::Extension(..) => {}
        }
    }
    out.write_all(&[0x3B])?;
    Ok(())
}

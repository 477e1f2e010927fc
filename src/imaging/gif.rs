//! GIF taken apart into blocks (GIF 89a specification), without decoding.

use std::borrow::Cow;

use super::{container::Container, octets::u16_le, refusal::Refusal};

/// The application extension that holds XMP (XMP specification, part 3, 1.1.2).
pub(super) const XMP_APPLICATION: &[u8] = b"XMP DataXMP";
/// Real files have a few; hostile ones millions.
const MOST_BLOCKS: usize = 10_000;

/// A block after the header and the global colours.
#[derive(Clone, Copy, Debug)]
pub(super) enum Block<'a> {
    /// An extension: its label, and all of it from the introducer to the terminator.
    Extension(u8, &'a [u8]),
    /// A picture: its descriptor, its colours and its data.
    Picture(&'a [u8]),
}

/// A GIF file's head (header, screen descriptor, global colours) and its blocks up to the trailer.
pub(super) struct Blocks<'a> {
    pub(super) head: &'a [u8],
    pub(super) blocks: Vec<Block<'a>>,
}

/// Cuts a GIF into its blocks.
pub(super) fn blocks(bytes: &[u8]) -> Result<Blocks<'_>, Refusal> {
    let packed = bytes.get(10).ok_or(Refusal::Truncated)?;
    let (head, mut rest) = bytes.split_at_checked(13 + colours(*packed)).ok_or(Refusal::Truncated)?;
    let mut blocks = Vec::new();
    while blocks.len() < MOST_BLOCKS {
        let length = match rest {
            [0x3b, ..] => return Ok(Blocks { head, blocks }),
            [0x21, _, data @ ..] => 2 + sub_blocks(data).ok_or(Refusal::Truncated)?,
            [0x2c, ..] => {
                let packed = rest.get(9).ok_or(Refusal::Truncated)?;
                // Nine more bytes of descriptor, local colours, the code size, then data.
                let before = 11 + colours(*packed);
                before + rest.get(before..).and_then(sub_blocks).ok_or(Refusal::Truncated)?
            }
            // Some writers forget the trailer; a whole picture is a whole picture.
            [] if blocks.iter().any(|block| matches!(block, Block::Picture(_))) => return Ok(Blocks { head, blocks }),
            [] => return Err(Refusal::Truncated),
            _ => return Err(Refusal::Undecodable { why: "an unknown block" }),
        };
        let (block, next) = rest.split_at_checked(length).ok_or(Refusal::Truncated)?;
        blocks.push(match block {
            [0x21, label, ..] => Block::Extension(*label, block),
            _ => Block::Picture(block),
        });
        rest = next;
    }
    Err(Refusal::Undecodable { why: "too many blocks" })
}

/// Reads a GIF's size, how many pictures it holds, and its XMP.
pub(super) fn read(bytes: &[u8]) -> Result<Container<'_>, Refusal> {
    let parts = blocks(bytes)?;
    let side = |at| u16_le(bytes, at).map(u32::from).ok_or(Refusal::Truncated);
    let mut container = Container { stored: (side(6)?, side(8)?), depth: 8, channels: 4, ..Container::default() };
    let mut pictures = 0_u32;
    for block in &parts.blocks {
        match block {
            Block::Picture(block) => {
                pictures += 1;
                let end = |at| {
                    let both = u16_le(block, at).zip(u16_le(block, at + 4));
                    both.map(|(start, side)| u32::from(start) + u32::from(side)).ok_or(Refusal::Truncated)
                };
                // A picture beyond the declared screen is shown whole, as browsers do.
                let (right, bottom) = (end(1)?, end(3)?);
                container.stored = (container.stored.0.max(right), container.stored.1.max(bottom));
                container.progressive |= block.get(9).is_some_and(|packed| packed & 0x40 != 0);
            }
            Block::Extension(0xff, block) if container.xmp.is_none() && block.get(3..14) == Some(XMP_APPLICATION) => {
                container.xmp = block.get(14..).and_then(packet).map(Cow::Borrowed);
            }
            Block::Extension(..) => {}
        }
    }
    container.animated = pictures > 1;
    if pictures == 0 {
        return Err(Refusal::Undecodable { why: "no picture data" });
    }
    Ok(container)
}

/// The packet lies bare among what a reader takes for sub-blocks, before a trailer `0x01 0xff 0xfe … 0x00` of 257 bytes.
fn packet(data: &[u8]) -> Option<&[u8]> {
    let trailer = data.len().checked_sub(258)?;
    (data.get(trailer..trailer + 2) == Some(&[0x01, 0xff])).then(|| data.get(..trailer)).flatten()
}

/// The length of a colour table whose packed field is this, in bytes.
fn colours(packed: u8) -> usize {
    if packed & 0x80 == 0 { 0 } else { 3 << ((packed & 7) + 1) }
}

/// The length of a run of sub-blocks, its empty terminator included.
fn sub_blocks(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        let length = usize::from(*bytes.get(at)?);
        at += 1 + length;
        if length == 0 {
            return Some(at);
        }
    }
}

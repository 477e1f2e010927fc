//! A file opened: its format by its first bytes, and what its container holds.

use super::{
    container::Container,
    gif, jpeg,
    limits::Limits,
    png,
    refusal::Refusal,
    sniff::{Format, Sniffed, sniff},
    tiff, webp,
};

/// The format of a file, and what its container holds.
pub(super) fn open<'a>(bytes: &'a [u8], limits: &Limits) -> Result<(Format, Container<'a>), Refusal> {
    let format = match sniff(bytes) {
        Sniffed::Photo(format) => format,
        Sniffed::Unsupported(name) => return Err(Refusal::Unsupported { name }),
        Sniffed::Unknown => return Err(Refusal::Unknown),
        Sniffed::Empty => return Err(Refusal::Empty),
    };
    let container = match format {
        Format::Jpeg => jpeg::read(bytes),
        Format::Png => png::read(bytes, limits),
        Format::Webp => webp::read(bytes),
        Format::Gif => gif::read(bytes),
        Format::Tiff => tiff::read(bytes),
    }?;
    Ok((format, container))
}

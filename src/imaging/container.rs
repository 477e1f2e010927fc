//! What every format's reader finds in its file: the picture's shape and the blocks of metadata, not yet understood.

use std::borrow::Cow;

/// The shape of a picture and its metadata, as its file holds them.
#[derive(Debug, Default)]
pub(super) struct Container<'a> {
    /// Width and height as stored, before any orientation.
    pub(super) stored: (u32, u32),
    /// More than one picture, shown one after the other.
    pub(super) animated: bool,
    /// Several scans or passes (progressive JPEG, interlaced PNG and GIF): decoding keeps the whole picture at once.
    pub(super) progressive: bool,
    /// Values per pixel: 1 grey or palette, 2 with alpha, 3 colour, 4 colour with alpha or CMYK.
    pub(super) channels: u8,
    /// Bits per value.
    pub(super) depth: u8,
    /// The colour profile (ICC.1).
    pub(super) icc: Option<Cow<'a, [u8]>>,
    /// EXIF, from its TIFF header on.
    pub(super) exif: Option<Cow<'a, [u8]>>,
    /// Whether the orientation in EXIF is no matter: browsers do not look into the old profiles of PNG, and a photograph is
    /// turned for everyone or for nobody.
    pub(super) exif_turns_nothing: bool,
    /// An XMP packet (ISO 16684-1).
    pub(super) xmp: Option<Cow<'a, [u8]>>,
    /// IPTC-IIM datasets.
    pub(super) iptc: Option<Cow<'a, [u8]>>,
    /// PNG's own texts: keyword and value.
    pub(super) texts: Vec<(String, String)>,
}

/// EXIF from its TIFF header on: some writers put JPEG's `Exif\0\0` before it in every format.
pub(super) fn bare_exif(block: &[u8]) -> &[u8] {
    block.strip_prefix(b"Exif\0\0").or_else(|| block.strip_prefix(b"Exif\0\xff")).unwrap_or(block)
}

//! Writes the attribution into a copy of a photograph: the compressed image data is unchanged, and personal metadata is
//! left out.
//!
//! 1. **open** the file as [`inspect`](super::inspect) does, and read what it already says;
//! 2. **compose** the copy's metadata: what the author wrote is kept, what Zef knows is added (`wording`);
//! 3. **write** it as XMP (`packet`), IPTC-IIM (`iim`) and EXIF (`exif`);
//! 4. **rebuild** the file around the same compressed image data, with these blocks and what is needed to display it.
//!    It is written piece by piece, without a second copy in memory.
//!
//! All metadata is written from an allowlist, so that nothing unforeseen stays: maker notes, serial numbers, owners'
//! names, faces, thumbnails, editing histories, comments, bytes after the end.

mod exif;
mod gif;
mod iim;
mod jpeg;
mod packet;
mod png;
mod retained;
mod tiff;
mod webp;
mod weight;
mod wording;

use std::io::Write;

use super::{container::Container, limits::Limits, metadata::Metadata, open::open, refusal::Refusal, sniff::Format};
use crate::domain::authorship::Authorship;
use wording::Wording;

/// What is written into a copy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Embedding {
    /// The title; without one, the file's own stays.
    pub title: Option<String>,
    /// The name to credit. Without one, nobody is named, not even by the file's own metadata.
    pub creator: Option<String>,
    /// Whether the author chose that name for their own photo: then the name stored by their camera is left out.
    pub creator_alone: bool,
    /// What the original says of its authors, where the file is a rendition that says nothing.
    pub before: Authorship,
    /// Where the creator's name leads.
    pub creator_url: Option<String>,
    /// The description; without one, the file's own stays.
    pub description: Option<String>,
    /// The statement of rights, as a sentence for people.
    pub rights: Option<String>,
    /// The address of the licence's deed.
    pub licence_deed: Option<String>,
    /// The address of the photo's page.
    pub photo_page: Option<String>,
    /// Whether the photo is in the public domain (CC0, Public Domain Mark): then an older copyright notice is quoted
    /// after the statement.
    pub public_domain: bool,
    /// The keywords: those of the file that nobody confirmed are left out, since they may name people.
    pub keywords: Vec<String>,
}

/// Whether the copy tells where the photo was taken, as exactly as the file does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeepPlace {
    /// The place is public.
    Yes,
    /// The place is public, and in the file as it is; the direction of view there is not the one that is public.
    WithoutDirection,
    /// Coordinates, names of places and directions are left out.
    No,
}

/// Why nothing could be written.
#[derive(Debug, thiserror::Error)]
pub enum EmbedError {
    /// The file is not a photograph that Zef accepts.
    #[error("the file cannot be read")]
    Unreadable(#[from] Refusal),
    /// The copy, or a block of it, would be larger than its format allows.
    #[error("the copy would be too large for its format")]
    TooLarge,
    /// Writing the copy failed.
    #[error("the copy could not be written")]
    Write(#[from] std::io::Error),
}

/// The blocks of metadata of the copy.
struct Blocks {
    exif: Vec<u8>,
    xmp: String,
    iim: Vec<u8>,
}

/// Writes a copy of a photograph with its attribution and without personal metadata; the compressed image data is the
/// same, byte for byte, and goes straight from `bytes` to `out`.
///
/// # Errors
/// [`EmbedError`], for a file that [`inspect`](super::inspect::inspect) would not accept either, or when `out` fails:
/// what was written is then incomplete.
pub fn embed(bytes: &[u8], embedding: &Embedding, place: KeepPlace, out: &mut dyn Write) -> Result<(), EmbedError> {
    let limits = Limits::of_kept();
    let (format, container) = open(bytes, &limits)?;
    if container.animated {
        return Err(Refusal::Animated.into());
    }
    let said = Metadata::of(&container, &limits);
    let wording = Wording::of(embedding, &said, &container.texts, place);
    match format {
        Format::Jpeg => jpeg::wrap(bytes, &blocks(&wording, &container, &said, place), out),
        Format::Png => png::wrap(bytes, &blocks(&wording, &container, &said, place), &wording, out),
        Format::Webp => webp::wrap(bytes, &container, &blocks(&wording, &container, &said, place), out),
        Format::Gif => gif::wrap(bytes, &packet::write(&wording), out),
        Format::Tiff => tiff::wrap(bytes, &wording, &said, place, out),
    }
}

fn blocks(wording: &Wording, container: &Container<'_>, said: &Metadata, place: KeepPlace) -> Blocks {
    Blocks { exif: exif::write(wording, container, said, place), xmp: packet::write(wording), iim: iim::write(wording) }
}

//! The attribution written into a copy of a photograph, its compressed picture untouched, and what is personal left out.
//!
//! 1. **open** the file as [`inspect`](super::inspect) does, and read what it already says;
//! 2. **word** the copy's metadata: what the author had written is kept, what Zef knows is added (`wording`);
//! 3. **write** it as XMP (`packet`), IPTC-IIM (`iim`) and EXIF (`exif`);
//! 4. **wrap** the very same compressed picture with these blocks, and with nothing else that is not needed to show it,
//!    written piece by piece: no second copy of the file is held.
//!
//! Everything is written anew from a list of what may stay, so that what nobody thought of (maker notes, serial numbers,
//! owners' names, faces, thumbnails, editing histories, comments, bytes after the end) does not.

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
    /// The name to credit. Without one nobody is named: neither here nor by what the file said before.
    pub creator: Option<String>,
    /// Whether its bearer chose that name for their own photo: then the one name that the camera knows is hidden.
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
    /// Whether the photo is in the public domain (CC0, Public Domain Mark): then an older notice of copyright is told as
    /// what the file said, after the statement.
    pub public_domain: bool,
    /// The keywords: those of the file that nobody confirmed are left out, since they may name people.
    pub keywords: Vec<String>,
}

/// Whether the copy tells where the photo was taken, as exactly as the file does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeepPlace {
    /// Its author lets everyone know.
    Yes,
    /// Coordinates and names of places are left out.
    No,
}

/// Why nothing could be written.
#[derive(Debug, thiserror::Error)]
pub enum EmbedError {
    /// The file is not a photograph that Zef takes in.
    #[error("the file cannot be read")]
    Unreadable(#[from] Refusal),
    /// The copy, or a block of it, would be larger than its format can say.
    #[error("the copy would be too large for its format")]
    TooLarge,
    /// What it is written to takes no more.
    #[error("the copy cannot be written down")]
    Write(#[from] std::io::Error),
}

/// The blocks of metadata to wrap the picture with.
struct Blocks {
    exif: Vec<u8>,
    xmp: String,
    iim: Vec<u8>,
}

/// Writes a copy of a photograph with its attribution inside and its personal facts gone; the compressed picture is the
/// same, byte for byte, and goes straight from `bytes` to `out`.
///
/// # Errors
/// [`EmbedError`], for a file that [`inspect`](super::inspect::inspect) would not take in either, or when `out` fails: what
/// was written before is then no copy.
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

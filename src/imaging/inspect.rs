//! A stranger's bytes to what they are and say, without decoding: type, limits, orientation, camera, place, suggestions.
//!
//! 1. **sniff**: what the first bytes say; anything but a photograph is refused by its name;
//! 2. **walk** the container: the picture's shape, the blocks of metadata, whether its data is all there;
//! 3. **limit** the shape, before anything is allocated for it;
//! 4. **read** the metadata, each block within its limit, as far as it holds.

use super::{
    container::Container,
    exif::Exif,
    facts::{self, Camera, Orientation, Suggestions},
    gif,
    iptc::Iim,
    jpeg,
    limits::Limits,
    pixels::{self, EncodedImage},
    png,
    sniff::{Format, Named, Sniffed, sniff},
    tiff, webp, when,
    xmp::{self, Packet},
};

/// A photograph that can be taken in, and what its file says.
#[derive(Clone, Debug, PartialEq)]
pub struct Inspected {
    /// What it is, by its bytes.
    pub format: Format,
    /// In pixels, as seen: the orientation is applied.
    pub width: u32,
    /// In pixels, as seen.
    pub height: u32,
    /// How the stored picture is turned to be seen.
    pub orientation: Orientation,
    /// Width and height as stored.
    pub stored: (u32, u32),
    /// Its colour profile (ICC.1), if it has one.
    pub icc: Option<Vec<u8>>,
    /// The camera and the exposure.
    pub camera: Camera,
    /// When it was taken, as EDTF, with the offset to UTC where the camera wrote it.
    pub taken: Option<String>,
    /// Latitude and longitude in degrees (WGS 84).
    pub coordinates: Option<(f64, f64)>,
    /// What the file proposes for its description and its rights.
    pub suggestions: Suggestions,
    /// An upper estimate of the memory that decoding takes at its peak, in bytes.
    pub decode_bytes: u64,
}

impl Inspected {
    /// All that decoding needs; `bytes` are those that were inspected.
    #[must_use]
    pub fn source<'a>(&'a self, bytes: &'a [u8]) -> EncodedImage<'a> {
        EncodedImage {
            bytes,
            format: self.format,
            stored: self.stored,
            orientation: self.orientation,
            icc: self.icc.as_deref(),
        }
    }
}

/// Why a file is not taken in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// There are no bytes.
    #[error("the file is empty")]
    Empty,
    /// A format that is recognised and not taken in.
    #[error("{name} is not taken in: {}", name.kind.way_out())]
    Unsupported {
        /// Its name, and what can be done about it.
        name: Named,
    },
    /// Not a format that is recognised.
    #[error("the file is of no known format")]
    Unknown,
    /// More bytes than [`Limits::file_bytes`].
    #[error("the file is too large: it has more than {most} bytes")]
    TooLarge {
        /// The limit.
        most: u64,
    },
    /// More pixels than [`Limits::pixels`].
    #[error("{pixels} pixels are more than {limit}")]
    TooManyPixels {
        /// How many it has.
        pixels: u64,
        /// How many are accepted.
        limit: u64,
    },
    /// A side longer than [`Limits::side`].
    #[error("a side of {side} pixels is longer than {limit}")]
    TooWide {
        /// The longer side.
        side: u32,
        /// The longest accepted.
        limit: u32,
    },
    /// The file ends before its picture does.
    #[error("the file is truncated")]
    Truncated,
    /// Several pictures, shown one after the other.
    #[error("the image is animated")]
    Animated,
    /// The file contradicts its own format.
    #[error("the file is broken: {why}")]
    Undecodable {
        /// What is wrong with it.
        why: &'static str,
    },
}

/// Inspects a file held whole in memory.
///
/// # Errors
/// [`Refusal`] says why it is not taken in; metadata that cannot be read is never a reason.
pub fn inspect(bytes: &[u8], limits: &Limits) -> Result<Inspected, Refusal> {
    if u64::try_from(bytes.len()).is_ok_and(|length| length > limits.file_bytes) {
        return Err(Refusal::TooLarge { most: limits.file_bytes });
    }
    let (format, container) = open(bytes, limits)?;
    if container.animated {
        return Err(Refusal::Animated);
    }
    admit(container.stored, limits)?;
    Ok(read(bytes, format, &container, limits))
}

/// Steps 1 and 2: the format, and what its container holds.
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

/// Step 3.
fn admit((width, height): (u32, u32), limits: &Limits) -> Result<(), Refusal> {
    let side = width.max(height);
    let pixels = u64::from(width) * u64::from(height);
    if pixels == 0 {
        Err(Refusal::Undecodable { why: "no pixels" })
    } else if side > limits.side {
        Err(Refusal::TooWide { side, limit: limits.side })
    } else if pixels > limits.pixels {
        Err(Refusal::TooManyPixels { pixels, limit: limits.pixels })
    } else {
        Ok(())
    }
}

/// What a container's metadata say, each block as far as it holds.
#[derive(Debug, Default)]
pub(super) struct Said {
    pub(super) exif: Exif,
    pub(super) xmp: Packet,
    pub(super) iim: Iim,
}

impl Said {
    pub(super) fn of(container: &Container<'_>, limits: &Limits) -> Self {
        let is_within = |block: &&[u8]| limits.admits_metadata(block);
        let mut exif = container.exif.as_deref().filter(is_within).map(Exif::read).unwrap_or_default();
        if container.exif_turns_nothing {
            exif.orientation = Orientation::Normal;
        }
        Self {
            exif,
            xmp: container.xmp.as_deref().filter(is_within).map(Packet::read).unwrap_or_default(),
            iim: container.iptc.as_deref().filter(is_within).map(Iim::read).unwrap_or_default(),
        }
    }
}

/// Step 4.
fn read(bytes: &[u8], format: Format, container: &Container<'_>, limits: &Limits) -> Inspected {
    let said = Said::of(container, limits);
    let stored = container.stored;
    let (width, height) = if said.exif.orientation.swaps_sides() { (stored.1, stored.0) } else { stored };
    let source = EncodedImage { bytes, format, stored, orientation: said.exif.orientation, icc: None };
    Inspected {
        format,
        width,
        height,
        orientation: said.exif.orientation,
        stored,
        icc: container.icc.as_deref().filter(|profile| limits.admits_profile(profile)).map(<[u8]>::to_vec),
        taken: when::taken(&said),
        coordinates: said.exif.coordinates.or_else(|| xmp::coordinates(&said.xmp)),
        suggestions: facts::suggest(&said.xmp, &said.iim, &said.exif, &container.texts),
        decode_bytes: pixels::decode_bytes(&source, container.channels, container.depth),
        camera: facts::camera(&said.xmp, &said.exif),
    }
}

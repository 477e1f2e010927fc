//! A stranger's bytes to what they are and say, without decoding: type, limits, orientation, camera, place, suggestions.
//!
//! 1. **sniff**: what the first bytes say; anything but a photograph is refused by its name;
//! 2. **walk** the container: the picture's shape, the blocks of metadata, whether its data is all there;
//! 3. **limit** the shape, before anything is allocated for it;
//! 4. **read** the metadata, each block within its limit, as far as it holds.

use std::borrow::Cow;

use super::{
    container::Container,
    exif::Exif,
    facts::{self, Camera, Orientation, Suggestions},
    gif,
    iptc::Iim,
    jpeg,
    limits::Limits,
    pixels::Source,
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
    pub fn source<'a>(&'a self, bytes: &'a [u8]) -> Source<'a> {
        Source { bytes, format: self.format, stored: self.stored, orientation: self.orientation, icc: self.icc.as_deref() }
    }
}

/// Why a file is not taken in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// There are no bytes.
    #[error("the file is empty")]
    Empty,
    /// A format that is recognised and not taken in.
    #[error("{name} is not taken in")]
    Unsupported {
        /// Its name, and what can be done about it.
        name: Named,
    },
    /// Not a format that is recognised.
    #[error("the file is of no known format")]
    Unknown,
    /// More bytes than [`Limits::file_bytes`].
    #[error("the file is too large")]
    TooLarge,
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
    #[error("the picture moves")]
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
        return Err(Refusal::TooLarge);
    }
    let (format, container) = open(bytes, limits)?;
    if container.animated {
        return Err(Refusal::Animated);
    }
    admit(container.stored, limits)?;
    Ok(read(format, &container, limits))
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
        fn within<'a>(block: &'a Option<Cow<'_, [u8]>>, limits: &Limits) -> Option<&'a [u8]> {
            block.as_deref().filter(|block| limits.admits_metadata(block))
        }
        Self {
            exif: within(&container.exif, limits).map(Exif::read).unwrap_or_default(),
            xmp: within(&container.xmp, limits).map(Packet::read).unwrap_or_default(),
            iim: within(&container.iptc, limits).map(Iim::read).unwrap_or_default(),
        }
    }
}

/// Step 4.
fn read(format: Format, container: &Container<'_>, limits: &Limits) -> Inspected {
    let said = Said::of(container, limits);
    let stored = container.stored;
    let (width, height) = if said.exif.orientation.swaps_sides() { (stored.1, stored.0) } else { stored };
    Inspected {
        format,
        width,
        height,
        orientation: said.exif.orientation,
        stored,
        icc: container.icc.as_deref().filter(|profile| limits.admits_metadata(profile)).map(<[u8]>::to_vec),
        taken: when::taken(&said),
        coordinates: said.exif.coordinates.or_else(|| xmp::coordinates(&said.xmp)),
        suggestions: facts::suggest(&said.xmp, &said.iim, &said.exif, &container.texts),
        decode_bytes: decode_bytes(format, container),
        camera: said.exif.camera,
    }
}

/// Memory for decoding, from what was measured: a full JPEG decode takes 3.7 bytes a pixel in one scan. In several, all
/// coefficients (two bytes a value) are held beside the pixels. What is not eight-bit colour is converted once more.
fn decode_bytes(format: Format, container: &Container<'_>) -> u64 {
    let pixels = u64::from(container.stored.0) * u64::from(container.stored.1);
    let channels = u64::from(container.channels.max(1));
    let value = u64::from(container.depth.div_ceil(8).max(1));
    let decoded = match format {
        Format::Jpeg if container.progressive => channels * 3 + 1,
        Format::Jpeg => channels + 1,
        // Planes of the lossy decoder, or the cache of the lossless one, beside the pixels.
        Format::Webp => channels + 4,
        // The frame, and the screen it is drawn on.
        Format::Gif => 8,
        Format::Png | Format::Tiff => channels * value,
    };
    let is_plain_colour = channels == 3 && value == 1;
    let converted = if is_plain_colour { 0 } else { 3 };
    // The largest renditions: 2000 × 2000, twice, four bytes a pixel at most.
    const RENDITIONS: u64 = 32_000_000;
    pixels * (decoded + converted) + RENDITIONS.min(pixels * 8)
}

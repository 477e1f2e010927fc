//! Inspects an untrusted file without decoding it: format, limits, orientation, camera, place, suggestions.
//!
//! 1. **sniff** the format from the first bytes; anything but a photograph is refused by its name;
//! 2. **walk** the container: the size of the image, the blocks of metadata, whether the data is complete;
//! 3. **check** the size against the limits, before anything is allocated for it;
//! 4. **read** the metadata, each block within its limit, as far as it is valid.

use super::{
    camera::{Camera, Orientation},
    container::Container,
    facts::{self, Suggestions},
    limits::Limits,
    metadata::Metadata,
    open::open,
    pixels::{self, EncodedImage},
    sniff::Format,
    when, xmp,
};

use crate::domain::direction::Direction;

pub use super::refusal::Refusal;

/// A photograph that is accepted, and what its file says.
#[derive(Clone, Debug, PartialEq)]
pub struct Inspected {
    /// Its format, by its bytes.
    pub format: Format,
    /// In pixels, as seen: the orientation is applied.
    pub width: u32,
    /// In pixels, as seen.
    pub height: u32,
    /// Its orientation.
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
    /// In which direction it looks.
    pub direction: Option<Direction>,
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

/// Inspects a file held whole in memory.
///
/// # Errors
/// [`Refusal`] says why it is not accepted; metadata that cannot be read is never a reason.
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

/// Step 4.
fn read(bytes: &[u8], format: Format, container: &Container<'_>, limits: &Limits) -> Inspected {
    let said = Metadata::of(container, limits);
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
        direction: said.exif.direction.or_else(|| xmp::direction(&said.xmp)),
        suggestions: facts::suggest(&said.xmp, &said.iim, &said.exif, &container.texts),
        decode_bytes: pixels::decode_bytes(&source, container.channels, container.depth),
        camera: facts::camera(&said.xmp, &said.exif),
    }
}

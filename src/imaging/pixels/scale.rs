//! Scaling down, by convolution.

use std::mem;

use zef_scaling::{Channels, FilterType};

use super::{Layout, Picture, PixelsError};

/// Keeps its working memory from one size to the next.
#[derive(Default)]
pub(super) struct Scaler {
    scaler: zef_scaling::Scaler,
}

impl Scaler {
    /// The picture as a rendition of these sides.
    pub(super) fn scaled(&mut self, picture: Picture, (width, height): (u32, u32)) -> Result<Picture, PixelsError> {
        // A slightly sharpening filter; Lanczos3 takes half as much time again and makes halos around roofs and masts.
        self.resized(picture, width, height, FilterType::CatmullRom)
    }

    /// The picture with exactly those sides.
    pub(super) fn resized(
        &mut self,
        mut picture: Picture,
        width: u32,
        height: u32,
        filter: FilterType,
    ) -> Result<Picture, PixelsError> {
        if (width, height) == (picture.width, picture.height) {
            return Ok(picture);
        }
        let channels = match picture.layout {
            Layout::Grey => Channels::One,
            Layout::Rgb => Channels::Three,
            // The fourth is black ink.
            Layout::Ink { .. } => Channels::Four,
        };
        let from = (picture.width, picture.height);
        let scaled = self.scaler.scale(&picture.samples, channels, from, (width, height), filter);
        let samples = scaled.map_err(PixelsError::undecodable)?;
        (picture.width, picture.height) = (width, height);
        drop(mem::replace(&mut picture.samples, samples));
        Ok(picture)
    }
}

/// The sides that fit a long edge, which is exact; the other is rounded, and one pixel at least.
pub(super) fn fitted((width, height): (u32, u32), edge: u32) -> (u32, u32) {
    let long = width.max(height).max(1);
    let scaled = |side: u32| {
        let rounded = (u64::from(side) * u64::from(edge) + u64::from(long) / 2) / u64::from(long);
        u32::try_from(rounded).unwrap_or(edge).max(1)
    };
    (scaled(width), scaled(height))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_long_edge_is_exact_and_the_other_in_proportion() {
        assert_eq!(fitted((4000, 3000), 2000), (2000, 1500));
        assert_eq!(fitted((3000, 4001), 2000), (1500, 2000));
        assert_eq!(fitted((65_535, 1), 2000), (2000, 1));
        assert_eq!(fitted((1, 65_535), 320), (1, 320));
    }
}

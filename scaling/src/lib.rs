//! Scales 8-bit images by convolution, with SIMD.
//!
//! The functions of `fast_image_resize` are generic, so the crate that calls them compiles them: 5 MB of machine code, more
//! than all the code of Zef. In a crate of their own they are compiled once and optimised, instead of again with each change of
//! Zef, with its unit tests and with each of its features.

use fast_image_resize::{
    ImageBufferError, PixelTrait, ResizeAlg, ResizeError, ResizeOptions, Resizer,
    images::{TypedImage, TypedImageRef},
    pixels::{U8, U8x3, U8x4},
};

pub use fast_image_resize::FilterType;

/// The number of samples of a pixel, a byte each; every channel is scaled by itself, none is transparency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channels {
    /// Grey.
    One,
    /// Red, green and blue.
    Three,
    /// Four inks.
    Four,
}

/// Why an image is not scaled.
#[derive(Debug, thiserror::Error)]
pub enum ScalingError {
    /// There are fewer samples than its sides need.
    #[error("an image with too few samples")]
    Samples(#[from] ImageBufferError),
    /// It has no pixels to read.
    #[error("an image that cannot be scaled")]
    Resize(#[from] ResizeError),
    /// The scaled image has more samples than memory has addresses.
    #[error("an image too large to be addressed")]
    TooLarge,
}

/// Keeps its working memory from one image to the next.
#[derive(Default)]
pub struct Scaler {
    resizer: Resizer,
}

impl Scaler {
    /// The samples of an image scaled to these sides, in pixels, row by row.
    ///
    /// # Errors
    /// [`ScalingError`] when there are fewer samples than `from` needs.
    pub fn scale(
        &mut self,
        samples: &[u8],
        channels: Channels,
        from: (u32, u32),
        to: (u32, u32),
        filter: FilterType,
    ) -> Result<Vec<u8>, ScalingError> {
        match channels {
            Channels::One => self.scale_pixels::<U8>(samples, from, to, filter),
            Channels::Three => self.scale_pixels::<U8x3>(samples, from, to, filter),
            Channels::Four => self.scale_pixels::<U8x4>(samples, from, to, filter),
        }
    }

    fn scale_pixels<P: PixelTrait>(
        &mut self,
        samples: &[u8],
        from: (u32, u32),
        to: (u32, u32),
        filter: FilterType,
    ) -> Result<Vec<u8>, ScalingError> {
        let bytes =
            [to.0, to.1].iter().try_fold(P::size(), |bytes, side| bytes.checked_mul(usize::try_from(*side).ok()?));
        let mut scaled = vec![0; bytes.ok_or(ScalingError::TooLarge)?];
        let source = TypedImageRef::<P>::from_buffer(from.0, from.1, samples)?;
        let mut target = TypedImage::<P>::from_buffer(to.0, to.1, &mut scaled)?;
        let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(filter)).use_alpha(false);
        self.resizer.resize_typed(&source, &mut target, &options)?;
        Ok(scaled)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_channel_keeps_its_value() {
        for (channels, pixel) in [
            (Channels::One, &[7_u8][..]),
            (Channels::Three, &[7, 80, 200]),
            // What stands for black ink is no transparency: nothing else depends on it.
            (Channels::Four, &[7, 80, 200, 0]),
        ] {
            let image = pixel.repeat(40 * 30);
            let scaled =
                Scaler::default().scale(&image, channels, (40, 30), (8, 6), FilterType::CatmullRom).expect("scaled");
            assert_eq!(scaled, pixel.repeat(8 * 6));
        }
    }

    #[test]
    fn an_image_with_too_few_samples_is_refused() {
        let scaled = Scaler::default().scale(&[0; 10], Channels::Three, (2, 2), (1, 1), FilterType::Box);
        assert!(matches!(scaled, Err(ScalingError::Samples(_))), "{scaled:?}");
    }
}

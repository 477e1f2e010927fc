//! The tiny image shown until the real one loads.

use zef_scaling::FilterType;

use super::{
    Picture, PixelsError,
    scale::{Scaler, fitted},
};

/// Its long edge in pixels: about 700 bytes as JPEG.
const EDGE: u32 = 32;
/// The size that it is reduced to before it is enlarged again, which blurs it: a browser enlarging it then shows soft
/// colours and no squares.
const BLUR: u32 = 16;

/// The image, tiny and blurred; one that is tiny already is only blurred.
pub(super) fn shrink(scaler: &mut Scaler, picture: Picture) -> Result<Picture, PixelsError> {
    let sides = (picture.width, picture.height);
    let long = picture.width.max(picture.height);
    let (width, height) = fitted(sides, BLUR.min(long));
    let blurred = scaler.resized(picture, width, height, FilterType::Box)?;
    let (width, height) = fitted(sides, EDGE.min(long));
    scaler.resized(blurred, width, height, FilterType::Bilinear)
}

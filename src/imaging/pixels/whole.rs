//! A picture at every pixel that its decoding gives, for copies that are drawn on. It is turned while it is encoded, and
//! what is drawn under it comes from rows of its own: a second canvas of a large photograph would not fit the budget.

use jpeg_encoder::{Encoder, ImageBuffer, JpegColorType, rgb_to_ycbcr};

use super::{EncodedImage, Layout, Picture, PixelsError, colour, decode, index, orient};
use crate::imaging::camera::Orientation;

/// Neither blue nor red, as JPEG says it (ITU-T T.871, 7).
const NO_COLOUR: u8 = 128;

/// A decoded picture in sRGB, and how it is to be seen.
pub struct Whole {
    /// As stored: grey, or red, green and blue.
    picture: Picture,
    orientation: Orientation,
}

impl Whole {
    /// Decodes a photograph at all its pixels; one too large to be held whole is as much smaller as its decoding makes it,
    /// and never smaller than its largest rendition (docs/decisions/4).
    ///
    /// # Errors
    /// [`PixelsError`]; hostile bytes are an error like any other.
    pub fn decode(source: &EncodedImage<'_>) -> Result<Self, PixelsError> {
        let (decoded, _hash) = decode::decode(source)?;
        Ok(Self { picture: colour::to_srgb(decoded, source.icc), orientation: source.orientation })
    }

    /// Width and height as it is to be seen.
    #[must_use]
    pub const fn sides(&self) -> (u32, u32) {
        orient::sides_seen(&self.picture, self.orientation)
    }

    /// The picture with rows of grey under it, one byte a pixel, as JPEG without metadata.
    ///
    /// # Errors
    /// [`PixelsError`] when both together have a side that JPEG cannot say.
    pub fn with_below(&self, rows: &[u8], quality: u8) -> Result<Vec<u8>, PixelsError> {
        let (width, height) = self.sides();
        let below = rows.len() / index(width).max(1);
        let side = |side: usize| u16::try_from(side).map_err(PixelsError::undecodable);
        let sheet = Sheet { whole: self, rows, width: side(index(width))?, height: side(index(height) + below)? };
        // A photograph takes about a third of a byte a pixel at the qualities asked for.
        let mut bytes = Vec::with_capacity(index(width) * index(height) / 3 + 1024);
        Encoder::new(&mut bytes, quality).encode_image(sheet).map_err(PixelsError::undecodable)?;
        Ok(bytes)
    }
}

/// The picture as it is to be seen and what is under it, row by row.
struct Sheet<'a> {
    whole: &'a Whole,
    rows: &'a [u8],
    width: u16,
    height: u16,
}

impl ImageBuffer for Sheet<'_> {
    fn get_jpeg_color_type(&self) -> JpegColorType {
        if self.whole.picture.layout == Layout::Grey { JpegColorType::Luma } else { JpegColorType::Ycbcr }
    }

    fn width(&self) -> u16 {
        self.width
    }

    fn height(&self) -> u16 {
        self.height
    }

    fn fill_buffers(&self, y: u16, [luma, blue, red, _black]: &mut [Vec<u8>; 4]) {
        let Whole { picture, orientation } = self.whole;
        let grey = picture.layout == Layout::Grey;
        let (_, height) = self.whole.sides();
        match u32::from(y).checked_sub(height) {
            None if grey => luma.extend(orient::row_seen::<1>(picture, *orientation, y.into()).flatten()),
            None => {
                for [r, g, b] in orient::row_seen::<3>(picture, *orientation, y.into()) {
                    let (y, cb, cr) = rgb_to_ycbcr(*r, *g, *b);
                    luma.push(y);
                    blue.push(cb);
                    red.push(cr);
                }
            }
            Some(below) => {
                let row = self.rows.chunks_exact(usize::from(self.width).max(1)).nth(index(below)).unwrap_or_default();
                luma.extend_from_slice(row);
                if !grey {
                    blue.resize(blue.len() + row.len(), NO_COLOUR);
                    red.resize(red.len() + row.len(), NO_COLOUR);
                }
            }
        }
    }
}

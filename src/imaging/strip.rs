//! The attribution drawn under a picture, in a white strip: for posters, where a file's metadata is not seen.
//!
//! Only for our own renditions: they are JPEG, sRGB, at most 2,000 px a side.

use ab_glyph::{Font, FontRef, PxScale, ScaleFont, point};
use image::{ImageFormat, Rgb, RgbImage};
use jpeg_encoder::{ColorType, Encoder};

/// `DejaVu` Sans Condensed (Bitstream Vera licence): Latin with every Breton and French letter, Greek, Cyrillic.
const FONT: &[u8] = include_bytes!("../../assets/vendor/DejaVuSansCondensed.ttf");
/// Letters are a sixtieth of the picture's width high, and never too small to be read on a screen.
const WIDTH_IN_LETTERS: u32 = 60;
const SMALLEST: f32 = 13.0;
/// Where a further step no longer shows on a photograph; a little above renditions, for the edges of letters.
const QUALITY: u8 = 88;

/// Why no strip could be drawn.
#[derive(Debug, thiserror::Error)]
pub enum StripError {
    /// The rendition does not decode.
    #[error("the rendition does not decode")]
    Decoding(#[source] image::ImageError),
    /// The font that the program carries does not read.
    #[error("the font does not read")]
    Font(#[source] ab_glyph::InvalidFont),
    /// The copy cannot be written.
    #[error("the copy cannot be written")]
    Encoding(#[source] jpeg_encoder::EncodingError),
    /// The picture would be larger than JPEG can say.
    #[error("the picture would be too large")]
    TooLarge,
}

/// A copy of a rendition with a sentence under it, as JPEG without metadata.
///
/// # Errors
/// [`StripError`].
pub fn draw_under(rendition: &[u8], sentence: &str) -> Result<Vec<u8>, StripError> {
    let picture =
        image::load_from_memory_with_format(rendition, ImageFormat::Jpeg).map_err(StripError::Decoding)?.into_rgb8();
    let font = FontRef::try_from_slice(FONT).map_err(StripError::Font)?;
    let (width, height) = picture.dimensions();
    let letters = pixels(width / WIDTH_IN_LETTERS).max(SMALLEST);
    let scaled = font.as_scaled(PxScale::from(letters));
    let margin = letters * 0.8;
    let lines = wrapped(sentence, pixels(width) - 2.0 * margin, |text| {
        text.chars().map(|letter| scaled.h_advance(scaled.glyph_id(letter))).sum()
    });
    let line_height = letters * 1.35;
    let strip = whole(line_height * pixels(u32::try_from(lines.len()).unwrap_or(u32::MAX)) + 2.0 * margin);
    let mut canvas = RgbImage::from_pixel(width, height.saturating_add(strip), Rgb([255; 3]));
    image::imageops::replace(&mut canvas, &picture, 0, 0);
    let mut baseline = pixels(height) + margin + scaled.ascent();
    for line in &lines {
        let mut left = margin;
        for letter in line.chars() {
            let glyph = scaled.glyph_id(letter).with_scale_and_position(letters, point(left, baseline));
            left += scaled.h_advance(glyph.id);
            let Some(outline) = font.outline_glyph(glyph) else { continue };
            let corner = outline.px_bounds().min;
            outline.draw(|x, y, cover| {
                let (x, y) = (x.saturating_add(whole(corner.x)), y.saturating_add(whole(corner.y)));
                if let Some(pixel) = canvas.get_pixel_mut_checked(x, y) {
                    *pixel = Rgb([shade(cover); 3]);
                }
            });
        }
        baseline += line_height;
    }
    let side = |side: u32| u16::try_from(side).map_err(|_beyond| StripError::TooLarge);
    let mut bytes = Vec::new();
    Encoder::new(&mut bytes, QUALITY)
        .encode(canvas.as_raw(), side(canvas.width())?, side(canvas.height())?, ColorType::Rgb)
        .map_err(StripError::Encoding)?;
    Ok(bytes)
}

/// Lines that fit, broken at spaces; a word longer than a line is broken anywhere, as long addresses must be.
fn wrapped(sentence: &str, most: f32, width: impl Fn(&str) -> f32) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in sentence.split_whitespace() {
        let joined = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if width(&joined) <= most {
            line = joined;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for letter in word.chars() {
            line.push(letter);
            if width(&line) > most && line.chars().count() > 1 {
                line.pop();
                lines.push(std::mem::take(&mut line));
                line.push(letter);
            }
        }
    }
    lines.extend((!line.is_empty()).then_some(line));
    lines
}

/// Ink over white, by how much of the pixel a letter covers (0 to 1).
fn shade(cover: f32) -> u8 {
    /// Nearly black: softer than black beside a photograph.
    const INK: f32 = 24.0;
    u8::try_from(whole((255.0 - cover.clamp(0.0, 1.0) * (255.0 - INK)).round())).unwrap_or(u8::MAX)
}

#[expect(
    clippy::as_conversions,
    clippy::cast_precision_loss,
    reason = "sides of a rendition: whole numbers far below 2²⁴"
)]
const fn pixels(side: u32) -> f32 {
    side as f32
}

#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a float becomes the nearest whole number of its kind: negative ones 0, too large ones the largest"
)]
const fn whole(side: f32) -> u32 {
    side as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fit_and_long_words_are_broken() {
        let width = |text: &str| pixels(u32::try_from(text.chars().count()).unwrap_or(u32::MAX));
        assert_eq!(wrapped("Photo : le pont, par Anne", 10.0, width), ["Photo : le", "pont, par", "Anne"]);
        assert_eq!(wrapped("zef.example/photos/1", 8.0, width), ["zef.exam", "ple/phot", "os/1"]);
    }
}

//! The attribution drawn under a picture, in a white strip: for posters, where a file's metadata is not seen.
//!
//! The picture keeps every pixel that its decoding gives, upright and in sRGB, and the letters are in proportion to it.

mod lettering;
mod lines;

use self::lettering::{Sentence, Typeface};
use super::pixels::{EncodedImage, PixelsError, Whole};

/// Letters are a sixtieth of the picture's width high, a twentieth of its height where it is a panorama, and never too
/// small to be read on a screen.
const WIDTH_IN_LETTERS: u32 = 60;
const HEIGHT_IN_LETTERS: u32 = 20;
const SMALLEST: f32 = 13.0;
/// Where a further step no longer shows on a photograph; a little above renditions, for the edges of letters.
const QUALITY: u8 = 88;
/// The longest side that JPEG can say (ITU-T T.81, B.2.2: 16 bits).
const LONGEST_SIDE: u32 = 65_535;

/// Why no strip could be drawn.
#[derive(Debug, thiserror::Error)]
pub enum PosterError {
    /// The picture does not decode, or the copy cannot be encoded.
    #[error("the picture does not decode, or cannot be encoded again")]
    Pixels(#[from] PixelsError),
    /// The font that the program carries does not read.
    #[error("the font does not read")]
    Font(#[source] ab_glyph::InvalidFont),
    /// The font that the program carries gives its letters no form.
    #[error("the font gives its letters no form")]
    Shapes,
    /// The font that the program carries has no form for some of the letters.
    #[error("the font lacks some of the letters")]
    Letters,
    /// The picture would be larger than JPEG can say.
    #[error("the picture would be too large")]
    TooLarge,
}

/// A copy of a picture with a sentence under it, as JPEG without metadata. At its peak it holds no more than deriving the
/// renditions of the same picture does ([`decode_bytes`](super::pixels::decode_bytes)), beside the copy itself.
///
/// # Errors
/// [`PosterError`].
pub fn draw_under(source: &EncodedImage<'_>, sentence: &str) -> Result<Vec<u8>, PosterError> {
    let picture = Whole::decode(source)?;
    let (width, height) = picture.sides();
    let strip = Strip::drawn(width, height, sentence)?;
    if height.saturating_add(strip.height) > LONGEST_SIDE {
        return Err(PosterError::TooLarge);
    }
    Ok(picture.with_below(&strip.shades, QUALITY)?)
}

/// Whether every letter of a sentence has a form in the font that the program carries: Latin, Greek, Cyrillic, Armenian,
/// Georgian, Hebrew and Arabic, not Chinese, Japanese, Korean or Indic scripts, nor most emoji. A name drawn as empty boxes
/// credits nobody.
///
/// # Errors
/// [`PosterError::Font`].
pub fn has_letters_for(sentence: &str) -> Result<bool, PosterError> {
    if sentence.chars().all(is_usual) {
        return Ok(true);
    }
    Typeface::of_size(SMALLEST)?.has_letters_for(sentence)
}

/// The letters and signs of the languages of Europe that are written in Latin letters, which the font has.
const fn is_usual(c: char) -> bool {
    c < '\u{250}' || matches!(c, '\u{2010}'..='\u{2027}' | '\u{202f}' | '€')
}

/// Rows of grey, as wide as the picture.
struct Strip {
    width: usize,
    height: u32,
    shades: Vec<u8>,
}

impl Strip {
    fn drawn(width: u32, height: u32, sentence: &str) -> Result<Self, PosterError> {
        let size = pixels((width / WIDTH_IN_LETTERS).min(height / HEIGHT_IN_LETTERS)).max(SMALLEST);
        let typeface = Typeface::of_size(size)?;
        let sentence = Sentence::new(sentence, &typeface);
        let (margin, line_height) = (size * 0.8, size * 1.35);
        let most = pixels(width) - 2.0 * margin;
        let lines = lines::wrapped(sentence.text(), |part| sentence.width(part).is_ok_and(|width| width <= most));
        let mut strip = Self::blank(width, line_height * count(lines.len()) + 2.0 * margin)?;
        let mut baseline = margin + typeface.ascent();
        for line in lines {
            for letter in sentence.letters(line)? {
                if let Some(outline) = typeface.outline(&letter, (margin, baseline)) {
                    strip.ink(&outline);
                }
            }
            baseline += line_height;
        }
        Ok(strip)
    }

    /// White, if it is no higher than a picture may be.
    fn blank(width: u32, height: f32) -> Result<Self, PosterError> {
        let height = whole(height);
        if height > LONGEST_SIDE {
            return Err(PosterError::TooLarge);
        }
        let side = |side: u32| usize::try_from(side).map_err(|_beyond| PosterError::TooLarge);
        let (width, rows) = (side(width)?, side(height)?);
        Ok(Self { width, height, shades: vec![255; width.saturating_mul(rows)] })
    }

    fn ink(&mut self, outline: &ab_glyph::OutlinedGlyph) {
        let corner = outline.px_bounds().min;
        outline.draw(|x, y, cover| {
            let place = |at: u32, corner: f32| usize::try_from(at.saturating_add(whole(corner))).ok();
            let (Some(x), Some(y)) = (place(x, corner.x), place(y, corner.y)) else { return };
            let row = self.shades.chunks_exact_mut(self.width).nth(y);
            if let Some(shade) = row.and_then(|row| row.get_mut(x)) {
                // Joined letters overlap: none takes ink away from its neighbour.
                *shade = (*shade).min(shade_of(cover));
            }
        });
    }
}

/// Ink over white, by how much of the pixel a letter covers (0 to 1).
fn shade_of(cover: f32) -> u8 {
    /// Nearly black: softer than black beside a photograph.
    const INK: f32 = 24.0;
    u8::try_from(whole((255.0 - cover.clamp(0.0, 1.0) * (255.0 - INK)).round())).unwrap_or(u8::MAX)
}

fn count(lines: usize) -> f32 {
    pixels(u32::try_from(lines).unwrap_or(u32::MAX))
}

#[expect(
    clippy::as_conversions,
    clippy::cast_precision_loss,
    reason = "sides of a picture: whole numbers far below 2²⁴"
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
#[expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]
mod tests {
    use super::*;

    #[test]
    fn letters_are_in_proportion_and_those_of_a_panorama_to_its_height() {
        let height = |width, height| Strip::drawn(width, height, "Le pont").unwrap().height;
        let (small, large, wide) = (height(1_200, 800), height(6_000, 4_000), height(12_000, 800));
        assert!(large.abs_diff(small * 5) < 10, "{small} {large}");
        assert!(wide.abs_diff(small * 2) < 10, "{small} {wide}");
    }

    #[test]
    fn a_sentence_is_drawn_when_every_letter_has_a_form() {
        for drawn in ["L’Abbaye, « vue du quai »\u{202f}: 12 €", "Ἀθήνα, Москва", "e\u{301}te\u{301}", "جسر", "שלום"]
        {
            assert!(has_letters_for(drawn).unwrap(), "{drawn}");
        }
        for lacking in ["桜", "पुल", "Le pont 🏴\u{200d}☠\u{fe0f}"] {
            assert!(!has_letters_for(lacking).unwrap(), "{lacking}");
        }
        let typeface = Typeface::of_size(SMALLEST).unwrap();
        let usual: String = (' '..'\u{2030}').chain(['€']).filter(|c| is_usual(*c) && !c.is_control()).collect();
        for c in usual.chars() {
            assert!(typeface.has_letters_for(&c.to_string()).unwrap(), "{c:?}");
        }
    }

    #[test]
    fn a_strip_higher_than_a_picture_may_be_is_refused() {
        assert!(matches!(Strip::blank(1, 65_536.0), Err(PosterError::TooLarge)));
    }
}

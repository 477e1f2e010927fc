//! Letters in their places: each line in the order in which it is seen, each letter in the form that its neighbours give it.
//!
//! A letter that the typeface lacks is an empty box, and no sentence with one is drawn ([`super::has_letters_for`]).

use std::ops::Range;

use ab_glyph::{Font as _, FontRef, Glyph, GlyphId, OutlinedGlyph, point};
use harfrust::{Buffer, Direction, Font, ShapeOptions, ShaperFont, shape};
use unicode_bidi::{Level, ParagraphBidiInfo};

use super::PosterError;

/// `DejaVu` Sans Condensed (Bitstream Vera licence): Latin with every Breton and French letter, Greek, Cyrillic, Armenian,
/// Georgian, Hebrew, and Arabic with its joined forms.
const FONT: &[u8] = include_bytes!("../../../assets/vendor/DejaVuSansCondensed.ttf");

/// The typeface, at a size.
pub(super) struct Typeface {
    outlines: FontRef<'static>,
    shapes: Font,
    /// From the top of the highest letter to the bottom of the lowest one, in pixels.
    size: f32,
}

impl Typeface {
    pub(super) fn of_size(size: f32) -> Result<Self, PosterError> {
        let outlines = FontRef::try_from_slice(FONT).map_err(PosterError::Font)?;
        let shapes = Font::new(FONT, 0).ok_or(PosterError::Shapes)?;
        Ok(Self { outlines, shapes, size })
    }

    /// Whether each letter has a form in it, alone or with its neighbours, as accents and what joins emoji have.
    pub(super) fn has_letters_for(&self, text: &str) -> Result<bool, PosterError> {
        let letters = Sentence::new(text, self).letters(0..text.len())?;
        Ok(letters.iter().all(|letter| letter.form != GlyphId(0)))
    }

    /// The font's own units in pixels.
    fn pixels(&self, units: i32) -> f32 {
        // No letter is wider than a hundred and twenty-eight lines of its text are high.
        let units = f32::from(i16::try_from(units).unwrap_or_default());
        units * self.size / self.outlines.height_unscaled()
    }

    /// How far above the baseline its highest letter reaches.
    pub(super) fn ascent(&self) -> f32 {
        self.outlines.ascent_unscaled() * self.size / self.outlines.height_unscaled()
    }

    /// The outline of a letter whose line begins at this point of its baseline; spaces have none.
    pub(super) fn outline(&self, letter: &Letter, (left, baseline): (f32, f32)) -> Option<OutlinedGlyph> {
        let place = point(left + letter.right, baseline - letter.up);
        self.outlines.outline_glyph(Glyph { id: letter.form, scale: self.size.into(), position: place })
    }
}

/// A letter of a line, from where the line begins.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Letter {
    form: GlyphId,
    right: f32,
    up: f32,
}

/// A sentence to be set in a typeface.
pub(super) struct Sentence<'a> {
    text: &'a str,
    order: ParagraphBidiInfo<'a>,
    typeface: &'a Typeface,
    shapes: ShaperFont<'a, 'a>,
}

impl<'a> Sentence<'a> {
    /// The words around titles and names are French, English or Breton: it begins at the left.
    pub(super) fn new(text: &'a str, typeface: &'a Typeface) -> Self {
        let order = ParagraphBidiInfo::new(text, Some(Level::ltr()));
        Self { text, order, typeface, shapes: ShaperFont::new(&typeface.shapes) }
    }

    pub(super) const fn text(&self) -> &'a str {
        self.text
    }

    /// How wide a part of it is on a line of its own.
    pub(super) fn width(&self, line: Range<usize>) -> Result<f32, PosterError> {
        Ok(self.set(line)?.1)
    }

    /// The letters of a line from left to right. What reads from right to left was ordered within the whole sentence
    /// (Unicode Standard Annex 9), and is turned around within its line (its rule L2).
    pub(super) fn letters(&self, line: Range<usize>) -> Result<Vec<Letter>, PosterError> {
        Ok(self.set(line)?.0)
    }

    fn set(&self, line: Range<usize>) -> Result<(Vec<Letter>, f32), PosterError> {
        let (levels, runs) = self.order.visual_runs(line);
        let mut letters = Vec::new();
        let mut pen = 0.0;
        for run in runs {
            let leftwards = levels.get(run.start).is_some_and(Level::is_rtl);
            let direction = if leftwards { Direction::RightToLeft } else { Direction::LeftToRight };
            // Word by word, since letters join within words only, and each word's first letter tells its script.
            let mut words: Vec<&str> = self.text.get(run).unwrap_or_default().split_inclusive(' ').collect();
            if leftwards {
                words.reverse();
            }
            for word in words {
                self.set_word(word, direction, &mut letters, &mut pen)?;
            }
        }
        Ok((letters, pen))
    }

    fn set_word(
        &self,
        word: &str,
        direction: Direction,
        letters: &mut Vec<Letter>,
        pen: &mut f32,
    ) -> Result<(), PosterError> {
        let mut buffer = Buffer::new();
        buffer.push_str(word);
        buffer.set_direction(direction);
        buffer.guess_segment_properties();
        shape(&self.shapes, &mut buffer, ShapeOptions::new()).map_err(|_unshaped| PosterError::Shapes)?;
        for (glyph, place) in buffer.glyph_infos().iter().zip(buffer.glyph_positions()) {
            let form = GlyphId(u16::try_from(glyph.glyph_id).unwrap_or_default());
            let (right, up) = (self.typeface.pixels(place.x_offset), self.typeface.pixels(place.y_offset));
            letters.push(Letter { form, right: *pen + right, up });
            *pen += self.typeface.pixels(place.x_advance);
        }
        Ok(())
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]
mod tests {
    use super::*;

    /// The forms of a text's letters from left to right.
    fn forms(text: &str) -> Vec<GlyphId> {
        let typeface = Typeface::of_size(20.0).unwrap();
        let letters = Sentence::new(text, &typeface).letters(0..text.len()).unwrap();
        assert!(letters.is_sorted_by(|one, next| one.right <= next.right), "{text}: {letters:?}");
        letters.into_iter().map(|letter| letter.form).collect()
    }

    /// The forms of the same letters, each alone, in the order in which they are read.
    fn alone(text: &str) -> Vec<GlyphId> {
        let typeface = Typeface::of_size(20.0).unwrap();
        text.chars().map(|c| typeface.outlines.glyph_id(c)).collect()
    }

    #[test]
    fn latin_is_set_as_it_is_read() {
        assert_eq!(forms("Pont de Brest"), alone("Pont de Brest"));
    }

    #[test]
    fn hebrew_runs_from_right_to_left() {
        let mut read = alone("שלום עולם");
        read.reverse();
        assert_eq!(forms("שלום עולם"), read);
        // Within a French sentence, its numbers and the words around stay as they are.
        let (before, title, number, after) = ("Photo «\u{a0}", "גשר ", "2024", "\u{a0}», par Anne");
        let mut seen = alone(title);
        seen.reverse();
        let expected = [alone(before), alone(number), seen, alone(after)].concat();
        assert_eq!(forms(&[before, title, number, after].concat()), expected);
    }

    #[test]
    fn arabic_letters_join() {
        let word = "جسر";
        let joined = forms(word);
        let mut apart = alone(word);
        apart.reverse();
        // The last letter of the word, seen first, joins the one before it only; the first one joins the second.
        assert_eq!(joined.len(), 3);
        assert!(joined.iter().zip(&apart).all(|(joined, apart)| joined != apart), "{joined:?} {apart:?}");
        let typeface = Typeface::of_size(20.0).unwrap();
        // U+FE9F, U+FEB4 and U+FEAE are these very forms (Unicode, Arabic Presentation Forms-B).
        assert_eq!(joined, ['\u{feae}', '\u{feb4}', '\u{fe9f}'].map(|c| typeface.outlines.glyph_id(c)));
    }

    #[test]
    fn what_reads_leftwards_is_turned_line_by_line() {
        let typeface = Typeface::of_size(20.0).unwrap();
        let text = "אחת שתיים";
        let sentence = Sentence::new(text, &typeface);
        let (first, second) = text.split_once(' ').unwrap();
        for (word, place) in [(first, 0..first.len()), (second, first.len() + 1..text.len())] {
            let mut read = alone(word);
            read.reverse();
            let seen: Vec<GlyphId> = sentence.letters(place).unwrap().into_iter().map(|letter| letter.form).collect();
            assert_eq!(seen, read, "{word}");
        }
    }

    #[test]
    fn a_letter_that_the_typeface_lacks_is_a_box() {
        let typeface = Typeface::of_size(20.0).unwrap();
        let letters = Sentence::new("桜", &typeface).letters(0..3).unwrap();
        let [letter] = letters.as_slice() else { unreachable!("one letter") };
        assert_eq!(letter.form, GlyphId(0));
        assert!(typeface.outline(letter, (0.0, 20.0)).is_some(), "nothing is seen of it");
    }
}

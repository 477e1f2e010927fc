//! Texts from outside before anything else is done with them.

use unicode_normalization::UnicodeNormalization;

use crate::domain::characters::{is_hostile, is_invisible};

/// The text on one line, composed (NFC), without controls and direction overrides; `None` when nothing visible is left.
///
/// U+200D stays: it joins emoji and Indic letters. Typographic spaces stay too.
pub(super) fn text(raw: &str) -> Option<String> {
    let is_space =
        |c: char| matches!(c, '\t' | '\n' | '\u{b}' | '\u{c}' | '\r' | ' ' | '\u{85}' | '\u{2028}' | '\u{2029}');
    let mut clean = String::with_capacity(raw.len());
    for c in raw.chars().filter(|c| is_space(*c) || !is_hostile(*c)).nfc() {
        if !is_space(c) {
            clean.push(c);
        } else if !clean.ends_with(' ') {
            clean.push(' ');
        }
    }
    let trimmed = clean.trim();
    (!trimmed.chars().all(is_invisible)).then(|| trimmed.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_means_absent() {
        for blank in ["", " ", "\n\t", "\u{200b}\u{a0}", "\u{202e}\u{0}", "\u{200d}"] {
            assert_eq!(text(blank), None, "{blank:?}");
        }
    }

    #[test]
    fn one_line_without_controls_or_overrides_comes_out() {
        assert_eq!(text(" a\r\n\r\nb\tc\u{0}\u{1b}\u{9b}d ").as_deref(), Some("a b cd"));
        assert_eq!(text("photo\u{202e}gpj.exe\u{2066}").as_deref(), Some("photogpj.exe"));
        assert_eq!(text("\u{2028}une\u{2029}deux").as_deref(), Some("une deux"));
    }

    #[test]
    fn accents_written_apart_are_composed() {
        assert_eq!(text("Marche\u{301} de Noe\u{308}l").as_deref(), Some("Marché de Noël"));
    }

    #[test]
    fn joined_emoji_and_typographic_spaces_stay() {
        let family = "👩\u{200d}👧 à\u{a0}Brest\u{202f}!";
        assert_eq!(text(family).as_deref(), Some(family));
    }
}

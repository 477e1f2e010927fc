//! Texts of metadata: bytes of doubtful encoding to clean, bounded words.

use crate::domain::text::{clean_block, clean_line};

/// The most characters of a suggestion that is one line.
const LINE: usize = 200;
/// The most characters of a description or a statement of rights.
const BLOCK: usize = 5_000;

/// The characters that Windows-1252 puts where ISO 8859-1 has C1 controls, from 0x80 (WHATWG Encoding, index windows-1252).
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// Reads ISO 8859-1 as everyone writes it: as Windows-1252.
pub(super) fn from_latin1(bytes: &[u8]) -> String {
    let letter = |byte: &u8| {
        let windows = byte.checked_sub(0x80).and_then(|place| WINDOWS.get(usize::from(place)));
        windows.copied().unwrap_or(char::from(*byte))
    };
    bytes.iter().map(letter).collect()
}

/// Reads UTF-8 where it is valid, else Windows-1252: text in a Latin encoding is hardly ever valid UTF-8 by chance.
pub(super) fn from_bytes(bytes: &[u8]) -> String {
    let bytes = bytes.split(|byte| *byte == 0).next().unwrap_or_default();
    std::str::from_utf8(bytes).map_or_else(|_latin| from_latin1(bytes), str::to_owned)
}

/// One clean line of at most 200 characters, or nothing.
pub(super) fn line(text: &str) -> Option<String> {
    bounded(&clean_line(text), LINE)
}

/// Clean lines of at most 5,000 characters, or nothing.
pub(super) fn block(text: &str) -> Option<String> {
    bounded(&clean_block(text), BLOCK)
}

fn bounded(text: &str, limit: usize) -> Option<String> {
    let kept: String = text.chars().take(limit).collect();
    let kept = kept.trim_end();
    (!kept.is_empty()).then(|| kept.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_encodings_are_read_as_they_were_written() {
        assert_eq!(from_bytes("Feuille d’automne".as_bytes()), "Feuille d’automne");
        assert_eq!(from_bytes(b"Feuille d\x92automne \xe0 Brest\0rest"), "Feuille d’automne à Brest");
    }

    #[test]
    fn blanks_and_controls_are_nothing() {
        assert_eq!(line(" \0\u{7} \t"), None);
        assert_eq!(line(&"é".repeat(300)).map(|text| text.chars().count()), Some(LINE));
    }
}

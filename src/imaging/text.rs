//! Texts of metadata: bytes of doubtful encoding to clean, bounded words.

use super::octets::Order;
use crate::domain::{
    photo::AuthorName,
    suggestions::AND_OTHERS,
    text::{clean_block, clean_line},
};

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

/// Reads UTF-8 where it is valid, else Windows-1252, whatever the file declares: text in a Latin encoding is hardly ever
/// valid UTF-8 by chance. A last letter that was cut in its middle, as a limit in bytes does to UTF-8, is left out.
pub(super) fn from_bytes(bytes: &[u8]) -> String {
    let bytes = bytes.split(|byte| *byte == 0).next().unwrap_or_default();
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(error) => {
            let begun = bytes.get(..error.valid_up_to()).and_then(|begun| std::str::from_utf8(begun).ok());
            let is_cut = error.error_len().is_none();
            let whole = begun.filter(|begun| is_cut && !begun.is_ascii());
            whole.map_or_else(|| from_latin1(bytes), str::to_owned)
        }
    }
}

/// Reads a long text that should be UTF-8: the bytes of it that are not, as Windows-1252.
pub(super) fn from_mixed(bytes: &[u8]) -> String {
    let chunks = bytes.utf8_chunks();
    chunks.flat_map(|chunk| [chunk.valid().to_owned(), from_latin1(chunk.invalid())]).collect()
}

/// Reads UTF-16 in an order of bytes, up to the first NUL; half a pair of surrogates is left out.
pub(super) fn from_utf16(bytes: &[u8], order: Order) -> String {
    let units = bytes.chunks_exact(2).filter_map(|pair| order.u16(pair, 0)).take_while(|unit| *unit != 0);
    char::decode_utf16(units).filter_map(Result::ok).collect()
}

/// One clean line of at most 200 characters, or nothing.
pub(super) fn line(text: &str) -> Option<String> {
    bounded(&clean_line(text), LINE)
}

/// Clean lines of at most 5,000 characters, or nothing.
pub(super) fn block(text: &str) -> Option<String> {
    bounded(&clean_block(text), BLOCK)
}

/// A name to credit, or several in one line, as many as an author's name may have characters: whole ones, and a sign where
/// there are more.
pub(super) fn names<'a>(names: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let mut joined = String::new();
    // Names that one field has in one text are apart by commas or semicolons.
    let each = names.into_iter().flat_map(|name| name.split_inclusive([',', ';'])).map(clean_line);
    for name in each.filter(|name| !name.is_empty()) {
        // A comma belongs to what is before it: `Kermarrec, Alice` stays as it is.
        let between = if joined.is_empty() || joined.ends_with([',', ';']) { "" } else { "," };
        let space = if joined.is_empty() { "" } else { " " };
        let longer = format!("{joined}{between}{space}{name}");
        if longer.trim_end_matches([',', ';']).chars().count() > AuthorName::LIMIT {
            return and_others(&joined, &name);
        }
        joined = longer;
    }
    let joined = joined.trim_end_matches([',', ';']);
    (!joined.is_empty()).then(|| joined.to_owned())
}

/// The names so far that leave room for the sign; of one that is no name but an essay, its beginning.
fn and_others(joined: &str, next: &str) -> Option<String> {
    let room = AuthorName::LIMIT - AND_OTHERS.len();
    let mut names = joined.trim_end_matches([',', ';']);
    while names.chars().count() > room {
        names = names.rsplit_once([',', ';']).map_or("", |(names, _)| names);
    }
    if names.is_empty() { bounded(next, AuthorName::LIMIT) } else { Some(format!("{names}{AND_OTHERS}")) }
}

/// The text where it fits; else its whole words that do, and an ellipsis.
fn bounded(text: &str, limit: usize) -> Option<String> {
    if text.is_empty() {
        return None;
    }
    if text.chars().count() <= limit {
        return Some(text.to_owned());
    }
    let kept: String = text.chars().take(limit - 1).collect();
    let is_between_words = text.chars().nth(limit - 1).is_some_and(char::is_whitespace);
    // A language without spaces, or no language, is cut anywhere.
    let words = if is_between_words { None } else { kept.rsplit_once(char::is_whitespace) };
    let words = words.map_or(kept.as_str(), |(words, _)| words).trim_end();
    Some(format!("{words}…"))
}

/// Whether a letter was lost before the text came here: U+FFFD stands for what a program could not read.
pub(super) fn lacks_letters(text: &str) -> bool {
    text.contains(char::REPLACEMENT_CHARACTER)
}

#[cfg(test)]
#[expect(clippy::indexing_slicing, reason = "a test stops where its example is wrong")]
mod tests {
    use super::*;

    #[test]
    fn old_encodings_are_read_as_they_were_written() {
        assert_eq!(from_bytes("Feuille d’automne".as_bytes()), "Feuille d’automne");
        assert_eq!(from_bytes(b"Feuille d\x92automne \xe0 Brest\0rest"), "Feuille d’automne à Brest");
        assert_eq!(from_bytes(b"Beaut\xe9"), "Beauté");
        assert_eq!(from_mixed(b"\xc3\xa9t\xe9"), "été");
        assert_eq!(from_utf16(b"\xd8\x00\0a\0\xe9\0\0\0b", Order::Big), "aé");
    }

    #[test]
    fn a_letter_cut_in_its_middle_is_left_out() {
        assert_eq!(from_bytes(&"Éloïse".as_bytes()[..5]), "Élo");
    }

    #[test]
    fn names_are_whole_and_a_sign_says_that_there_are_more() {
        assert_eq!(names(["Anne", " ", "Yann Le Gall"]).as_deref(), Some("Anne, Yann Le Gall"));
        assert_eq!(names(["Kermarrec, Alice; Bob;"]).as_deref(), Some("Kermarrec, Alice; Bob"));
        assert_eq!(names([" ; "]), None);
        let many: Vec<String> = (0..60).map(|i| format!("Prénom Nom-{i:02}")).collect();
        for several in [names(many.iter().map(String::as_str)), names([many.join("; ").as_str()])] {
            let several = several.unwrap_or_default();
            assert!((380..=AuthorName::LIMIT).contains(&several.chars().count()), "{several}");
            let last = several.strip_suffix(AND_OTHERS).and_then(|names| names.rsplit([',', ';']).next());
            assert!(many.iter().any(|name| Some(name.as_str()) == last.map(str::trim)), "{several}");
        }
        assert_eq!(names(["a".repeat(900).as_str()]).map(|name| name.chars().count()), Some(AuthorName::LIMIT));
    }

    #[test]
    fn what_is_too_long_ends_at_a_word() {
        let long = format!("{}fin", "mot ".repeat(60));
        assert_eq!(line(&long), Some(format!("{}mot…", "mot ".repeat(49))));
        assert_eq!(line(&line(&long).unwrap_or_default()), line(&long));
    }

    #[test]
    fn blanks_and_controls_are_nothing() {
        assert_eq!(line(" \0\u{7} \t"), None);
        assert_eq!(line(&"é".repeat(300)).map(|text| text.chars().count()), Some(LINE));
    }
}

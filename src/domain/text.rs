//! Cleaning of untrusted texts, and the words of a text for search.

use unicode_normalization::UnicodeNormalization;

pub use super::fold::fold;

use super::{
    characters::{is_hostile, is_invisible},
    lengths,
    link::Link,
};

/// A text that is too long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{length} characters, {limit} at most")]
pub struct TooLong {
    /// How many characters it has.
    pub length: usize,
    /// How many are allowed.
    pub limit: usize,
}

/// Refuses a text of more than `limit` characters.
///
/// # Errors
/// [`TooLong`], with both numbers.
pub fn within(text: &str, limit: usize) -> Result<(), TooLong> {
    let length = text.chars().count();
    if length > limit { Err(TooLong { length, limit }) } else { Ok(()) }
}

/// The bytes of a text as JSON, with its quotes and escapes (RFC 8259 §7).
#[must_use]
pub fn json_bytes(text: &str) -> usize {
    let escaped = |byte: u8| match byte {
        b'"' | b'\\' | b'\n' | b'\r' | b'\t' | 8 | 12 => 1,
        0..0x20 => 5,
        _ => 0,
    };
    text.bytes().map(escaped).fold(text.len().saturating_add(2), usize::saturating_add)
}

/// One line: controls and direction overrides out, white space folded, ends trimmed, composed (NFC); empty when nothing
/// of it can be seen.
#[must_use]
pub fn clean_line(text: &str) -> String {
    let kept: String = text
        .chars()
        .map(|c| if c.is_whitespace() && c != '\u{a0}' && c != '\u{202f}' { ' ' } else { c })
        .filter(|c| !is_hostile(*c))
        .nfc()
        .collect();
    if kept.chars().all(is_invisible) {
        return String::new();
    }
    kept.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Several lines: as [`clean_line`], with line ends kept and at most one empty line between two.
#[must_use]
pub fn clean_block(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut empty_lines = 0;
    for line in text.lines().map(clean_line) {
        if line.is_empty() {
            empty_lines += 1;
            continue;
        }
        if !clean.is_empty() {
            clean.push_str(if empty_lines > 0 { "\n\n" } else { "\n" });
        }
        empty_lines = 0;
        clean.push_str(&line);
    }
    clean
}

/// A text in Markdown: as [`clean_line`], with its lines and all white space kept, since they mean something there; empty
/// when nothing of it can be seen.
#[must_use]
pub fn clean_markdown(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for line in text.lines() {
        clean.extend(line.replace('\t', "    ").chars().filter(|c| !is_hostile(*c)).nfc());
        clean.push('\n');
    }
    if clean.chars().all(is_invisible) {
        return String::new();
    }
    clean.trim_start_matches('\n').trim_end().to_owned()
}

/// The words of a text as search compares them: lower case, no accents, letters and digits only.
pub fn words(text: &str) -> impl Iterator<Item = String> {
    fold(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect::<Vec<_>>()
        .into_iter()
}

/// Reads a web address as a person gives it: http or https, at most 2,000 characters, without white space or quotes,
/// which no address has. The result is a valid IRI.
#[must_use]
pub fn link(text: &str) -> Option<String> {
    let text = text.trim();
    let plain = !text.chars().any(|c| c.is_whitespace() || is_hostile(c) || matches!(c, '<' | '>' | '"'));
    let link = Link::parse(text).filter(|link| plain && link.as_str().len() <= lengths::LINK)?;
    Some(link.as_str().to_owned())
}

/// A stored address as a valid URI, in ASCII; nothing where it is not an address.
#[must_use]
pub fn uri(kept: &str) -> Option<String> {
    Link::parse(kept).map(|link| link.to_uri())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_and_ligatures_do_not_hide_a_word() {
        assert_eq!(words("L’Église du Sacré-Cœur").collect::<Vec<_>>(), ["l", "eglise", "du", "sacre", "coeur"]);
    }

    #[test]
    fn letters_that_a_reader_takes_for_the_same_are_the_same() {
        for (written, sought) in [
            ("Łódź, rynek", "lodz rynek"),
            ("Ørsted i København", "orsted i kobenhavn"),
            ("Đorđe", "dorde"),
            ("Diyarbakır", "diyarbakir"),
            ("İstanbul", "istanbul"),
            ("Ħal Qormi", "hal qormi"),
            ("Þingvellir", "thingvellir"),
            ("GROẞE STRAßE", "grosse strasse"),
            ("Ærø", "aero"),
            ("Œuvre, cœur, ŒUVRE", "oeuvre coeur oeuvre"),
            ("ǾRE", "ore"),
            ("Sápmi, Kárášjohka, Ŧ", "sapmi karasjohka t"),
        ] {
            assert_eq!(words(written).collect::<Vec<_>>().join(" "), sought, "{written}");
        }
        let breton: Vec<String> = ["c'h", "c’h", "cʼh", "c‘h", "C\u{2bb}H", "c＇h"]
            .map(|written| words(written).collect::<Vec<_>>().join("|"))
            .into();
        assert_eq!(breton, ["c|h"; 6]);
    }

    #[test]
    fn bytes_of_json_are_counted_with_their_escapes() {
        for text in ["", "port", "\"é\"\\\n\r\t\u{8}\u{c}\u{1}\u{1f}\u{7f}😀"] {
            assert_eq!(json_bytes(text), serde_json::Value::from(text).to_string().len(), "{text:?}");
        }
    }

    #[test]
    fn what_nobody_can_see_is_nothing() {
        for unseen in ["\u{200b}\u{200c}\u{2060}", " \u{ad} ", "\u{a0}", "\u{3164}\u{2800}", "\u{e0041}"] {
            assert_eq!(clean_line(unseen), "", "{unseen:?}");
        }
        assert_eq!(clean_line("👩\u{200d}👧"), "👩\u{200d}👧");
    }

    #[test]
    fn only_web_addresses_become_links() {
        assert_eq!(link(" https://anne.example/ "), Some("https://anne.example/".to_owned()));
        for text in ["javascript:alert(1)", "data://x", "https://", "http://a b.fr/", "anne.example"] {
            assert_eq!(link(text), None, "{text}");
        }
    }

    #[test]
    fn markdown_keeps_its_white_space() {
        assert_eq!(clean_markdown("\r\n- un\r\n\t- deux\u{7}\u{202e}\n\n\n  fin  \n\n"), "- un\n    - deux\n\n\n  fin");
        assert_eq!(clean_markdown(" \n\u{200b}\n"), "");
    }

    #[test]
    fn a_block_keeps_its_paragraphs() {
        assert_eq!(clean_block("un \r\n\r\n\r\n\u{7}deux\ntrois\n"), "un\n\ndeux\ntrois");
    }
}

//! The name of a copy that is taken away: words of every script, and an ASCII spelling for readers that know no other.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The most bytes of a name: file systems stop at 255 (ext4, APFS, NTFS), and copies get `(1)` or `.part` added.
const LONGEST: usize = 200;
/// The most characters of a title or a name in it: what file managers show of a line.
const PART: usize = 60;
/// The most words of one of them.
const WORDS: usize = 10;

/// The name of a file: letters, digits, hyphens and dots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileName {
    unicode: String,
    ascii: String,
}

impl FileName {
    /// A name that begins with these texts, in order, and ends with `end` as it is, which is ASCII.
    #[must_use]
    pub fn new(texts: &[&str], end: &str) -> Self {
        // Each text may take its share of what the end leaves, with the hyphen after it.
        let share = LONGEST.saturating_sub(end.len()) / texts.len().max(1);
        let words: Vec<Vec<String>> = texts.iter().map(|text| words(text)).collect();
        let named = |of: fn(&str) -> String| {
            let parts = words.iter().map(|words| joined(words.iter().map(|word| of(word)), share.saturating_sub(1)));
            parts.filter(|part| !part.is_empty()).flat_map(|part| [part, "-".to_owned()]).collect::<String>() + end
        };
        Self {
            unicode: named(str::to_owned),
            ascii: named(|word| word.chars().filter(char::is_ascii_alphanumeric).collect()),
        }
    }

    /// The name, in UTF-8.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.unicode
    }

    /// What ASCII can say of it.
    #[must_use]
    pub fn ascii(&self) -> &str {
        &self.ascii
    }
}

/// Words in lower case with their letters and digits; Latin letters lose their accents, marks of other scripts are letters
/// of theirs (a vowel of Devanagari, the breve of й) and stay.
fn words(text: &str) -> Vec<String> {
    let mut on_latin = false;
    let mut plain = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !super::characters::is_hostile(*c) && *c != '\u{200d}') {
        if !is_combining_mark(c) {
            on_latin = c.is_ascii();
        } else if on_latin {
            continue;
        }
        for c in c.to_lowercase() {
            match c {
                'œ' => plain.push_str("oe"),
                'æ' => plain.push_str("ae"),
                'ß' => plain.push_str("ss"),
                c => plain.push(c),
            }
        }
    }
    let composed: String = plain.nfc().collect();
    composed
        .split(|c: char| !c.is_alphanumeric() && !is_combining_mark(c))
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .map(str::to_owned)
        .collect()
}

/// Words with hyphens between them, cut where a letter would not fit.
fn joined(words: impl Iterator<Item = String>, bytes: usize) -> String {
    let words: Vec<String> = words.filter(|word| !word.is_empty()).take(WORDS).collect();
    let mut name = String::new();
    for c in words.join("-").chars().take(PART) {
        if name.len() + c.len_utf8() > bytes {
            break;
        }
        name.push(c);
    }
    name.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_french_name_is_the_same_in_both_spellings() {
        let name = FileName::new(&["L’Église du Sacré-Cœur", "Anne Le Gall"], "cc-by-4.0-k7m2b9xq.jpg");
        assert_eq!(name.as_str(), "l-eglise-du-sacre-coeur-anne-le-gall-cc-by-4.0-k7m2b9xq.jpg");
        assert_eq!(name.ascii(), name.as_str());
    }

    #[test]
    fn every_script_keeps_its_letters_and_ascii_begins_with_what_it_can_say() {
        for (title, unicode, ascii) in [
            ("東京タワー 1958", "東京タワー-1958-", "1958-"),
            ("Мост й Ё", "мост-й-ё-", ""),
            ("हिन्दी", "हिन्दी-", ""),
            ("جسر \u{202e}روكوفرانس", "جسر-روكوفرانس-", ""),
            ("가나다", "가나다-", ""),
            ("--- !? ---", "", ""),
            ("👩\u{200d}👧", "", ""),
        ] {
            let name = FileName::new(&[title, "Anne Le Gall"], "cc0-1.0-k7m2b9xq.webp");
            assert_eq!(name.as_str(), format!("{unicode}anne-le-gall-cc0-1.0-k7m2b9xq.webp"), "{title}");
            assert_eq!(name.ascii(), format!("{ascii}anne-le-gall-cc0-1.0-k7m2b9xq.webp"), "{title}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_name_fits_a_file_system_and_needs_no_escape(title: String, author: String) {
            for title in [title.clone(), "東".repeat(300) + &title] {
                let name = FileName::new(&[&title, &author], "cc-by-nc-nd-3.0-igo-k7m2b9xq.tif");
                proptest::prop_assert!(name.as_str().len() <= LONGEST && name.ascii().is_ascii());
                for name in [name.as_str(), name.ascii()] {
                    proptest::prop_assert!(!name.starts_with('-') && !name.contains("--"));
                    proptest::prop_assert!(!name.chars().any(|c| c.is_control() || "\"'/\\<>&%:;*?|".contains(c)));
                }
            }
        }
    }
}

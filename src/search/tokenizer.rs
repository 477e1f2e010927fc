//! Texts taken apart in words, the same way for what is looked for and for what is found.
//!
//! 1. letters that look alike are one, lower case, without accents ([`fold`]);
//! 2. a word is a run of letters and digits. An elided article is dropped (`l’église` → `eglise`), and Breton's `c’h` is
//!    one letter of its word (`c’hoari` → `choari`);
//! 3. a word has stems, in French and in English, that its plural shares (`forêts` and `forêt`).

use std::cell::RefCell;

use frostem::{Algorithm, Stemmer};

use crate::domain::fold::fold;

/// What is elided before a vowel in French.
const ELIDED: [&str; 13] = ["l", "d", "j", "m", "n", "s", "t", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"];
/// What remains of a word after an English apostrophe: `harbour’s`, `don’t`.
const CLIPPED: [&str; 6] = ["s", "t", "re", "ve", "ll", "d"];
/// Words that photos are not looked for by when there are others: they link, or say that a photo is a photo. Those that
/// also name something one may photograph (`son`, `est`, `or`, `sous`) are none of them.
const STOP_WORDS: [&str; 49] = [
    // French.
    "a",
    "au",
    "aux",
    "avec",
    "ce",
    "ces",
    "cet",
    "cette",
    "dans",
    "de",
    "des",
    "du",
    "en",
    "et",
    "la",
    "le",
    "les",
    "ou",
    "par",
    "pour",
    "que",
    "qui",
    "un",
    "une",
    // English.
    "and",
    "at",
    "by",
    "for",
    "from",
    "in",
    "of",
    "the",
    "to",
    "with",
    "an",
    // Breton articles, beside those above.
    "ar",
    "al",
    "ur",
    "ul",
    // What all of them are.
    "photo",
    "photos",
    "photographie",
    "photographies",
    "photograph",
    "photographs",
    "image",
    "images",
    "picture",
    "pictures",
];

/// The words of a text, in its order.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    let folded = fold(text);
    let mut words = Vec::new();
    for run in folded.split(|c: char| !c.is_alphanumeric() && c != '\'') {
        let run = run.trim_matches('\'');
        if run.is_empty() {
            continue;
        }
        if !run.contains('\'') {
            words.push(run.to_owned());
            continue;
        }
        let run = run.replace("c'h", "ch");
        let mut parts = run.split('\'').filter(|part| !part.is_empty()).peekable();
        let mut is_first = true;
        while let Some(part) = parts.next() {
            let is_last = parts.peek().is_none();
            let is_elided = !is_last && ELIDED.contains(&part);
            let is_clipped = is_last && !is_first && CLIPPED.contains(&part);
            if !is_elided && !is_clipped {
                words.push(part.to_owned());
            }
            is_first = false;
        }
    }
    words
}

/// Whether a word is not looked for when there are others.
#[must_use]
pub fn is_stop_word(word: &str) -> bool {
    STOP_WORDS.contains(&word)
}

thread_local! {
    static STEMMERS: RefCell<[Stemmer; 2]> =
        RefCell::new([Stemmer::new(Algorithm::French), Stemmer::new(Algorithm::English)]);
}

/// What a word shares with its plural and other forms: its stem in French, and that in English where it is another one. A
/// word of one or two letters, or with a digit, is its own stem.
#[must_use]
pub fn stems(word: &str) -> Vec<String> {
    if word.len() < 3 || !word.chars().all(char::is_alphabetic) {
        return vec![word.to_owned()];
    }
    STEMMERS.with_borrow(|[french, english]| {
        let mut stems = vec![french.stem(word).into_owned()];
        let other = english.stem(word);
        if stems.first().is_none_or(|stem| stem.as_str() != other) {
            stems.push(other.into_owned());
        }
        stems
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elided_articles_go_and_breton_letters_stay() {
        for (text, expected) in [
            ("L’Église du Sacré-Cœur", vec!["eglise", "du", "sacre", "coeur"]),
            ("Ar cʼhoari war an aod", vec!["ar", "choari", "war", "an", "aod"]),
            ("c'hoari C’HOARI sac’h", vec!["choari", "choari", "sach"]),
            ("aujourd'hui jusqu'à presqu’île", vec!["aujourd", "hui", "a", "presqu", "ile"]),
            ("The harbour’s boats don't 'sink'", vec!["the", "harbour", "boats", "don", "sink"]),
            ("Łódź, rynek n° 3", vec!["lodz", "rynek", "n", "3"]),
            ("l'", vec!["l"]),
            ("' — '", vec![]),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn singular_and_plural_share_a_stem() {
        for (one, other) in [
            ("foret", "forets"),
            ("plage", "plages"),
            ("fleur", "fleurs"),
            ("dune", "dunes"),
            ("bateau", "bateaux"),
            ("cheval", "chevaux"),
            ("boat", "boats"),
            ("church", "churches"),
            ("city", "cities"),
        ] {
            let (one_stems, other_stems) = (stems(one), stems(other));
            assert!(one_stems.iter().any(|stem| other_stems.contains(stem)), "{one_stems:?} {other_stems:?}");
        }
        assert_eq!((stems("a4"), stems("le")), (vec!["a4".to_owned()], vec!["le".to_owned()]));
    }
}

//! Rules of the messages: the right plural, the right spaces, no message forgotten.

use std::{fs, path::Path};

use super::*;
use crate::domain::taken::Taken;

const FRENCH: Messages = Messages::new(Language::French);
const ENGLISH: Messages = Messages::new(Language::English);

#[test]
fn numbers_and_weights_are_written_as_the_language_writes_them() {
    assert_eq!(
        (FRENCH.number(1_234_567), ENGLISH.number(999)),
        ("1\u{202f}234\u{202f}567".to_owned(), "999".to_owned())
    );
    assert_eq!((FRENCH.decimals("f/2.8"), ENGLISH.decimals("0.8 s")), ("f/2,8".to_owned(), "0.8 s".to_owned()));
    assert_eq!((FRENCH.weight(4_249_000), ENGLISH.weight(12_300)), ("4,2\u{a0}Mo".to_owned(), "13\u{a0}KB".to_owned()));
    assert_eq!(
        (FRENCH.weight(1_499_000_000), ENGLISH.weight(2_000_000_000_000)),
        ("1,5\u{a0}Go".to_owned(), "2\u{a0}TB".to_owned())
    );
    assert_eq!((FRENCH.weight(1_000_000), ENGLISH.weight(2_960_000)), ("1\u{a0}Mo".to_owned(), "3\u{a0}MB".to_owned()));
}

#[test]
fn zero_is_singular_in_french_and_plural_in_english() {
    assert_eq!(Messages::category(Language::French, 0), PluralCategory::One);
    assert_eq!(Messages::category(Language::English, 0), PluralCategory::Other);
}

#[test]
fn a_date_is_as_precise_as_it_is_known() {
    let said = |messages: Messages, text: &str| text.parse().map(|taken| messages.taken(&taken)).ok();
    assert_eq!(said(FRENCH, "1912-07-01").as_deref(), Some("1er\u{a0}juillet 1912"));
    assert_eq!(said(ENGLISH, "1912-07").as_deref(), Some("July 1912"));
    assert_eq!(said(FRENCH, "1912~").as_deref(), Some("vers 1912"));
    assert_eq!(said(ENGLISH, "2024-05-03T14:22:10").as_deref(), Some("3\u{a0}May 2024"));
    for (date, french, english) in [
        ("1912?", "1912\u{202f}?", "1912?"),
        ("1912%", "vers 1912\u{202f}?", "about 1912?"),
        ("1912-07-01~", "vers le 1er\u{a0}juillet 1912", "about 1\u{a0}July 1912"),
        ("195X", "années 1950", "1950s"),
        ("195X~", "vers les années 1950", "about the 1950s"),
        ("18XX", "XIXe siècle", "19th century"),
        ("20XX?", "XXIe siècle\u{202f}?", "21st century?"),
        ("1962-22", "été 1962", "summer 1962"),
        ("1962-21~", "vers le printemps 1962", "about spring 1962"),
        ("1905/1910", "entre 1905 et 1910", "between 1905 and 1910"),
        ("1962-22/197X", "entre l’été 1962 et les années 1970", "between summer 1962 and the 1970s"),
        (
            "1912-07-14/1912-07-20",
            "entre le 14\u{a0}juillet 1912 et le 20\u{a0}juillet 1912",
            "between 14\u{a0}July 1912 and 20\u{a0}July 1912",
        ),
        ("../1913", "avant 1914", "before 1914"),
        ("../1912-02-29", "avant le 1er\u{a0}mars 1912", "before 1\u{a0}March 1912"),
        ("../194X", "avant les années 1950", "before the 1950s"),
        ("1946/..", "après 1945", "after 1945"),
        ("../1913~", "vers 1913 au plus tard", "about 1913 at the latest"),
        ("1962-21/..", "le printemps 1962 au plus tôt", "spring 1962 at the earliest"),
    ] {
        assert_eq!(said(FRENCH, date).as_deref(), Some(french), "{date}");
        assert_eq!(said(ENGLISH, date).as_deref(), Some(english), "{date}");
    }
}

#[test]
fn a_date_shown_in_a_form_is_read_back_as_it_was() {
    assert_eq!(FRENCH.typed_date("2019-10-21"), "21/10/2019");
    assert_eq!(FRENCH.typed_date("1912-07~"), "vers 07/1912");
    assert_eq!(ENGLISH.typed_date("1912-07~"), "about 1912-07");
    for kept in [
        "1912",
        "1912-07",
        "1912-07-14",
        "1912~",
        "1912-07-14~",
        "1912?",
        "1912%",
        "2024-05-03T14:22:10",
        "195X",
        "195X~",
        "18XX",
        "19XX?",
        "1962-21",
        "1962-24~",
        "1905/1910",
        "1905~/1910?",
        "1912-07/1912-08",
        "1962-22/197X",
        "1912-07-14%/1912-07-20%",
        "../1913",
        "../1913?",
        "../1913~",
        "../1912-02-29",
        "../194X",
        "../1962-23",
        "1946/..",
        "1962-21/..",
        "1946%/..",
    ] {
        for language in Language::ALL {
            let typed = Messages::new(language).typed_date(kept);
            assert_eq!(
                typed.parse().map(|taken: Taken| taken.to_string()).as_deref(),
                Ok(kept),
                "{language:?} {typed}"
            );
        }
    }
    assert_eq!(FRENCH.typed_date("hier"), "hier");
}

#[test]
fn the_browser_is_heard() {
    assert_eq!(preferred("de, en-GB;q=0.7, fr;q=0.9"), Some(Language::French));
    assert_eq!(preferred("br"), Some(Language::Breton));
    assert_eq!(preferred("de;q=1, *"), None);
    assert_eq!(preferred("en;q=0, fr;q=junk"), None);
}

/// The files of a folder that end so, one after another.
fn texts(folder: &str, ending: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = String::new();
    let mut folders = vec![root.join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            if entry.path().is_dir() {
                folders.push(entry.path());
            } else if entry.path().extension().is_some_and(|found| ending.is_empty() || found == ending) {
                all.push_str(&fs::read_to_string(entry.path()).unwrap_or_default());
            }
        }
    }
    all
}

#[test]
fn french_keeps_its_punctuation_on_the_line() {
    let texts = texts("locales/fr", "ftl");
    assert!(texts.len() > 1_000);
    for line in texts.lines().filter(|line| !line.starts_with('#')) {
        let said = line.split_once(" = ").map_or(line, |(_, said)| said);
        for mark in [" :", " ;", " !", " ?", "« ", " »", "'"] {
            assert!(!said.contains(mark), "“{mark}” in: {line}");
        }
    }
}

#[test]
fn every_message_is_said_somewhere() {
    let said = texts("templates", "") + &texts("src", "");
    let forgotten: Vec<String> = texts("locales/en", "ftl")
        .lines()
        .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
        .filter_map(|line| line.split_once(" =").map(|(name, _)| name.replace('-', "_")))
        // Called, or named for who calls it.
        .filter(|name| {
            ![format!(".{name}("), format!("Messages::{name},"), format!("Messages::{name})")]
                .iter()
                .any(|call| said.contains(call))
        })
        .collect();
    assert!(forgotten.is_empty(), "said nowhere: {forgotten:?}");
}

/// The text of each message of a language, by its name, without comments.
fn said_in(language: &str) -> Vec<(String, String)> {
    let mut said: Vec<(String, String)> = Vec::new();
    for line in texts(&format!("locales/{language}"), "ftl").lines().filter(|line| !line.starts_with('#')) {
        match line.split_once(" =") {
            Some((name, text)) if line.starts_with(|c: char| c.is_ascii_lowercase()) => {
                said.push((name.to_owned(), text.to_owned()));
            }
            _ => said.last_mut().into_iter().for_each(|(_, text)| text.push_str(line)),
        }
    }
    said
}

fn words(text: &str) -> Vec<String> {
    text.to_lowercase().split(|c: char| !c.is_alphanumeric() && c != '-').map(str::to_owned).collect()
}

#[test]
fn messages_keep_to_the_words_of_the_glossary() {
    // *Réutiliser* is what one does with a photo and *définitive* what a licence is; a photo is no *photographie*; money is a
    // *revenu*. Messages do not shout, and do not beg.
    let never = [
        ("fr", &["photographie", "photographies", "veuillez", "merci de", "vendre", "vendue", "commercial"][..]),
        ("en", &["photograph", "photographs", "please", "non-commercial", "sold", "e-mail", "ready reason"][..]),
    ];
    for (language, never) in never {
        let said = said_in(language);
        assert!(said.len() > 500, "{language}: {}", said.len());
        for (name, text) in said {
            let (all, lower) = (words(&text), text.to_lowercase());
            let found = never.iter().find(|word| {
                if word.contains(' ') { lower.contains(*word) } else { all.iter().any(|said| said == *word) }
            });
            assert_eq!(found, None, "{language}: {name}: {text}");
            assert!(!text.contains('!'), "{language}: {name}: {text}");
            let takes_up =
                language == "fr" && all.iter().any(|word| word.starts_with("repren") || word.starts_with("repris"));
            assert!(!takes_up, "{name}: {text}");
        }
    }
}

#[test]
fn breton_counts_in_five_forms() {
    let category = |count| Messages::category(Language::Breton, count);
    assert_eq!(category(1), PluralCategory::One);
    assert_eq!(category(2), PluralCategory::Two);
    assert_eq!(category(3), PluralCategory::Few);
    assert_eq!(category(1_000_000), PluralCategory::Many);
    assert_eq!(category(5), PluralCategory::Other);
    // Eleven and twelve are no one and no two: *unnek*, *daouzek*.
    assert_eq!(
        (category(11), category(21), category(72)),
        (PluralCategory::Other, PluralCategory::One, PluralCategory::Other)
    );
}

#[test]
fn what_breton_lacks_is_said_in_french_between_marks() {
    let (page, alone) = (Messages::of_page(Language::Breton), Messages::new(Language::Breton));
    assert_eq!(alone.problem_not_found(), FRENCH.problem_not_found());
    assert_eq!(page.problem_not_found(), format!("{FRENCH_BEGINS}{}{FRENCH_ENDS}", FRENCH.problem_not_found()));
    assert_eq!(page.search_button(), "Klask");
    // French has one plural, whatever the page speaks.
    assert_eq!(alone.basket_gone_unknown(2), FRENCH.basket_gone_unknown(2));
    assert_eq!(Messages::of_page(Language::French), FRENCH);
}

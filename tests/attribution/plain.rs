//! The formats that only people read, text, print, short and spoken: one line that says what went in, word for word, and
//! nothing else. The expected sentences are written out here, apart from the encoders.

use proptest::prelude::*;
use zef::domain::attribution::{Attribution, Format};

use super::{
    address::decoded,
    hostile,
    read_back::{DEED, french, record},
};

/// `« Title », par Author`, with our words for what is not known.
fn title_and_author(record: &Attribution) -> String {
    let title =
        clean(record.title.as_deref()).map_or_else(|| "Photographie".to_owned(), |title| format!("« {title} »"));
    format!("{title}, par {}", author(record))
}

fn author(record: &Attribution) -> String {
    clean(record.author_name.as_deref()).unwrap_or_else(|| "auteur inconnu".to_owned())
}

fn clean(text: Option<&str>) -> Option<String> {
    text.and_then(hostile::cleaned)
}

/// The photo page's address at the end of `snippet`, after exactly `before`.
fn address_after<'a>(snippet: &'a str, before: &str) -> &'a str {
    let address = snippet.strip_prefix(before).unwrap_or_else(|| panic!("{snippet}\ndoes not begin with\n{before}"));
    assert!(!address.contains(char::is_whitespace), "an address is one word: {address}");
    address
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn text_says_everything_in_one_sentence_with_its_addresses(record in record()) {
        let text = french(&record, Format::Text);
        let before = format!("{}, sous licence CC BY-SA 4.0 ({DEED}).{} Source : ", title_and_author(&record), hostile::changes(&record));
        prop_assert_eq!(decoded(address_after(&text, &before)), decoded(record.source_url.as_deref().unwrap()));
    }

    #[test]
    fn print_says_everything_with_addresses_to_type(record in record()) {
        let printed = french(&record, Format::Print);
        let announced = if clean(record.title.as_deref()).is_some() { "Photo : " } else { "" };
        let before = format!("{announced}{}, sous licence CC BY-SA 4.0 – creativecommons.org/licenses/by-sa/4.0.{} ", title_and_author(&record), hostile::changes(&record));
        prop_assert_eq!(format!("https://{}", decoded(address_after(&printed, &before))), decoded(record.source_url.as_deref().unwrap()));
    }

    #[test]
    fn spoken_says_everything_without_an_address(record in record()) {
        let title = clean(record.title.as_deref()).map(|title| format!(" : {title}")).unwrap_or_default();
        let expected = format!(
            "Photographie{title}, par {}{} Licence Creative Commons Attribution, Partage dans les mêmes conditions, version 4.0.{} À retrouver sur zef.example.",
            author(&record),
            if author(&record).ends_with('.') { "" } else { "." },
            hostile::changes(&record),
        );
        prop_assert_eq!(french(&record, Format::Spoken), expected);
    }

    #[test]
    fn the_short_form_cuts_nothing_that_has_room(mut record in record(), longer in 0..300_usize) {
        record.source_url = record.source_url.map(|address| address + &"a".repeat(longer));
        let short = french(&record, Format::Short);
        let text = french(&record, Format::Text);
        let address = text.rsplit_once(" Source : ").unwrap().1;
        let title = clean(record.title.as_deref()).unwrap_or_else(|| "Photographie".to_owned());
        let changed = if hostile::changes(&record).is_empty() { "" } else { " — modifiée" };
        let without_address = format!("{title} — {} — CC BY-SA 4.0{changed}", author(&record));
        let whole = format!("{without_address} — {address}");
        if whole.chars().count() <= 280 {
            prop_assert_eq!(short, whole);
        } else {
            prop_assert!(short.contains('…') || short == without_address, "{}", short);
        }
    }
}

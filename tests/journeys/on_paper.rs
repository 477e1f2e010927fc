//! Photos on paper: what is read and typed again from there is whole, and what is missing is said.

use scraper::{Html, Selector};

use crate::zef::{House, Zef};

fn all(page: &Html, selector: &str) -> Vec<String> {
    let selector = Selector::parse(selector).unwrap();
    page.select(&selector).map(|one| one.text().collect::<String>().trim().to_owned()).collect()
}

#[tokio::test]
async fn an_address_is_cut_after_its_slashes_and_no_sign_begins_a_line() {
    let zef = House::new().known_as("https://photos.example").serve();
    let id = zef.trusted.gives("leaf.jpg").under("cc-by-nc-nd-4.0").titled("Le port : où ?").await.created().id();
    for (form, title) in [("labels", ".paper h2"), ("contact", ".paper p")] {
        let page = zef.visitor.reads(&format!("/print?form={form}&ids={id}")).await.is(200).text();
        let page = Html::parse_document(&page);
        let parts = all(&page, ".part");
        assert!(parts.iter().any(|part| part == "by-nc-nd/"), "{form}: {parts:?}");
        assert!(parts.iter().all(|part| part.find('/').is_none_or(|at| at + 1 == part.len())), "{form}: {parts:?}");
        assert!(all(&page, title)[0].contains("Le port\u{a0}: où\u{a0}?"), "{form}: {:?}", all(&page, title));
        let read = all(&page, ".paper li").concat();
        assert!(read.contains("creativecommons.org/licenses/by-nc-nd/4.0"), "{form}: {read}");
        // Nor is the name of a licence, which is one word to the reader.
        let whole = read.contains("CC\u{a0}BY\u{2011}NC\u{2011}ND\u{a0}4.0") || form == "labels";
        assert!(whole, "{form}: {read}");
    }
    // On screen too, and as it was typed in all that is copied.
    let page = Html::parse_document(&zef.visitor.reads(&format!("/photos/{id}")).await.is(200).text());
    assert_eq!(all(&page, "h1"), ["Le port\u{a0}: où\u{a0}?"]);
    assert!(zef.visitor.copies(&id, "text", "fr").await.is(200).text().contains("Le port : où ?"));
    zef.ends_well();
}

#[tokio::test]
async fn what_is_missing_from_a_sheet_is_said_above_it() {
    let zef = Zef::serve();
    let there = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").titled("Feuille").await.created().id();
    let gone = zef.trusted.gives("storm.webp").under("cc-by-4.0").titled("Tempête").await.created().id();
    zef.trusted.withdraws(&gone, "").await;
    for form in ["labels", "contact"] {
        let path = format!("/print?form={form}&ids={there},{gone},zzzz2222");
        let page = Html::parse_document(&zef.visitor.reads(&path).await.is(200).text());
        let told = all(&page, ".screen .wrong");
        assert!(told.len() == 2 && told[0].contains("Tempête"), "{told:?}");
        assert_eq!(all(&page, ".paper li").len(), 1);
    }
    zef.ends_well();
}

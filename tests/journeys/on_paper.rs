//! Photos on paper: printed addresses can be typed, and missing photos are named.

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
    for (form, title) in [("labels", "main h2"), ("contact", "main li p")] {
        let page = zef.visitor.reads(&format!("/print?form={form}&ids={id}")).await.is(200).text();
        let page = Html::parse_document(&page);
        let parts = all(&page, ".part");
        assert!(parts.iter().any(|part| part == "by-nc-nd/"), "{form}: {parts:?}");
        assert!(parts.iter().all(|part| part.find('/').is_none_or(|at| at + 1 == part.len())), "{form}: {parts:?}");
        assert!(all(&page, title)[0].contains("Le port\u{a0}: où\u{a0}?"), "{form}: {:?}", all(&page, title));
        let read = all(&page, "main li").concat();
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
        let told = all(&page, "main .say.bad");
        assert!(told.len() == 2 && told[0].contains("Tempête"), "{told:?}");
        assert_eq!(all(&page, "main li").len(), 1);
    }
    zef.ends_well();
}

#[tokio::test]
async fn a_list_that_is_too_long_for_a_sheet_says_so_and_leads_to_the_rest() {
    let zef = Zef::serve();
    let there = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").titled("Feuille").await.created().id();
    let last = zef.trusted.gives("storm.webp").under("cc-by-4.0").titled("Tempête").await.created().id();
    // One there, 199 that are not, and two more than one sheet holds.
    let digits = "23456789bcdfghjkmnpqrstvwxyz".chars();
    let mut ids: Vec<String> =
        digits.flat_map(|one| "23456789".chars().map(move |two| format!("zzzzzz{one}{two}"))).take(200).collect();
    ids.insert(0, there.clone());
    ids.push(last.clone());
    assert_eq!(ids.len(), 202);
    for form in ["labels", "contact"] {
        let path = format!("/print?form={form}&ids={}", ids.join(","));
        let text = zef.visitor.reads(&path).await.is(200).text();
        let page = Html::parse_document(&text);
        assert_eq!(all(&page, "main li").len(), 1);
        let told = all(&page, "main .say.bad").concat();
        assert!(told.contains("au plus 200") && told.contains("les 2 dernières"), "{told}");
        let link = Selector::parse("main .say.bad a").unwrap();
        let rest = page.select(&link).next().unwrap().attr("href").unwrap().to_owned();
        let page = Html::parse_document(&zef.visitor.reads(&rest).await.is(200).text());
        assert!(all(&page, "main li").concat().contains("Tempête"), "{rest}");
        assert!(!all(&page, "main .say.bad").concat().contains("200"));
    }
    let whole = format!("/print?form=labels&ids={}", ids[..200].join(","));
    let page = Html::parse_document(&zef.visitor.reads(&whole).await.is(200).text());
    assert!(!all(&page, "main .say.bad").concat().contains("au plus"));

    // A basket of as many says the same, keeps all of the list, and the API refuses it.
    let page = Html::parse_document(&zef.visitor.reads(&format!("/basket?ids={}", ids.join(","))).await.is(200).text());
    let told = all(&page, ".say").concat();
    assert!(told.contains("au plus 200") && told.contains("les 2 dernières"), "{told}");
    let lists = Selector::parse(".lot input[name=ids]").unwrap();
    assert_eq!(page.select(&lists).next().unwrap().attr("value"), Some(ids.join(",").as_str()));
    let downloads = format!("/api/v1/downloads.zip?ids={}", ids.join(","));
    zef.visitor.reads(&downloads).await.refused(422, "invalid-field");
    zef.ends_well();
}

//! What stands around a photo: the list that the reader came from, photos of the same author and of the same place.

use scraper::{Html, Selector};

use crate::zef::{House, Zef};

/// The paths that links lead to, as a selector finds them.
fn links(page: &str, selector: &str) -> Vec<String> {
    let page = Html::parse_document(page);
    let selector = Selector::parse(selector).unwrap();
    page.select(&selector).filter_map(|link| link.attr("href")).map(str::to_owned).collect()
}

#[tokio::test]
async fn a_page_leads_to_the_photos_beside_it_and_never_to_one_that_is_gone() {
    let zef = House::new().known_as("https://photos.example").serve();
    let mut ids = Vec::new();
    for fixture in ["leaf.jpg", "kermesse.jpg", "storm.webp"] {
        ids.push(zef.trusted.gives(fixture).under("cc-by-4.0").with("tags", "port").await.created().id());
    }
    let page = async |id: &str| zef.visitor.reads(&format!("/photos/{id}?in=tag%3Dport")).await.is(200).text();
    let [oldest, middle, newest] = [0, 1, 2].map(|place| ids[place].as_str());
    let address = |id: &str| format!("/photos/{id}?in=tag%3Dport");
    let told = page(middle).await;
    assert_eq!(links(&told, "a[rel=prev]"), [address(newest)]);
    assert_eq!(links(&told, "a[rel=next]"), [address(oldest)]);
    assert_eq!(links(&told, "link[rel=canonical]"), [format!("https://photos.example/photos/{middle}")]);
    assert_eq!(links(&page(newest).await, "a[rel=prev]"), Vec::<String>::new());
    zef.trusted.withdraws(oldest, "").await;
    let told = page(middle).await;
    assert_eq!(links(&told, "a[rel=next]"), Vec::<String>::new());
    assert!(!told.contains(oldest), "{told}");
    zef.ends_well();
}

#[tokio::test]
async fn photos_of_the_same_author_and_the_same_place_follow_and_those_of_others_do_not() {
    let zef = Zef::serve();
    let gives = |fixture: &str, author: &str, place: &str| {
        let gift = zef.trusted.gives(fixture).under("cc-by-4.0").with("place_name", place);
        let source = if author.is_empty() { "own" } else { "permission" };
        let gift = gift.with("source", source);
        if author.is_empty() { gift } else { gift.with("author_name", author) }
    };
    let own = gives("leaf.jpg", "", "Brest").await.created().id();
    let own_too = gives("storm.webp", "", "Ouessant").await.created().id();
    let bran = gives("kermesse.jpg", "Bran Kerhervé", "Brest").await.created().id();
    let bran_too = gives("path-portrait.jpg", "Bran Kerhervé", "Molène").await.created().id();
    let both = gives("boats-progressive.jpg", "", "Brest").await.created().id();
    // A photo of the same author and of the same place is shown once.
    for (id, author, strips) in [
        (&own, "/people/tina", vec![&both, &own_too, &bran]),
        (&bran, "/search?author_name=Bran%20Kerherv%C3%A9", vec![&bran_too, &both, &own]),
        (&own_too, "/people/tina", vec![&both, &own]),
    ] {
        let page = zef.visitor.reads(&format!("/photos/{id}")).await.is(200).text();
        assert_eq!(links(&page, ".by a"), [author]);
        let wanted: Vec<String> = strips.into_iter().map(|other| format!("/photos/{other}")).collect();
        assert_eq!(links(&page, ".strip a"), wanted, "{author}");
    }
    zef.ends_well();
}

#[tokio::test]
async fn photos_of_the_same_day_follow_and_lead_to_all_of_that_day() {
    let zef = Zef::serve();
    let mut ids = Vec::new();
    for (fixture, taken) in [
        ("leaf.jpg", "2024-05-03T14:22:10"),
        ("storm.webp", "2024-05-03"),
        ("kermesse.jpg", "2024-05-03~"),
        ("path-portrait.jpg", "2024-05-04"),
    ] {
        let gift = zef.trusted.gives(fixture).under("cc-by-4.0").with("taken", taken);
        // Of authors of their own, so that no strip of an author has them.
        let gift = gift.with("source", "permission").with("author_name", fixture);
        ids.push(gift.await.created().id());
    }
    let page = async |id: &str| zef.visitor.reads(&format!("/photos/{id}")).await.is(200).text();
    let told = page(&ids[0]).await;
    assert_eq!(links(&told, ".strip a"), [format!("/photos/{}", ids[1])]);
    assert!(
        told.contains("Le même jour") && told.contains("taken_after=2024-05-03&#38;taken_before=2024-05-03"),
        "{told}"
    );
    assert_eq!(links(&page(&ids[2]).await, ".strip a"), Vec::<String>::new());
    zef.trusted.withdraws(&ids[1], "").await;
    assert_eq!(links(&page(&ids[0]).await, ".strip a"), Vec::<String>::new());
    zef.ends_well();
}

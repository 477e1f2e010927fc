//! A person's page has the photos that they took; those of other authors that they gave are counted there, and listed
//! apart under their own heading.

use scraper::{Html, Selector};

use crate::zef::{House, Zef};

/// The paths that links lead to, as a selector finds them.
fn links(page: &str, selector: &str) -> Vec<String> {
    let selector = Selector::parse(selector).unwrap();
    Html::parse_document(page).select(&selector).filter_map(|link| link.attr("href")).map(str::to_owned).collect()
}

/// The words of what a selector finds first, with single spaces.
fn words(page: &str, selector: &str) -> String {
    let selector = Selector::parse(selector).unwrap();
    let page = Html::parse_document(page);
    let found = page.select(&selector).next().map(|found| found.text().collect::<String>()).unwrap_or_default();
    found.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn photos_of_others_are_listed_apart_and_never_as_their_giver_s() {
    let zef = Zef::serve();
    let gives = async |fixture: &str, source: &str, author: &str| {
        let gift = zef.trusted.gives(fixture).under("cc-by-4.0").with("source", source);
        let gift = if author.is_empty() { gift } else { gift.with("author_name", author) };
        gift.await.created().id()
    };
    let own = gives("leaf.jpg", "own", "").await;
    let own_too = gives("storm.webp", "own", "").await;
    let bran = gives("kermesse.jpg", "permission", "Bran Kerhervé").await;
    let page = zef.visitor.reads("/people/tina").await.is(200).text();
    assert_eq!(words(&page, "header.title p:last-child"), "2 photos", "{page}");
    let photo = |id: &str, list: &str| format!("/photos/{id}?in={list}%3Dtina");
    assert_eq!(links(&page, "main > .gallery li > a"), [photo(&own_too, "author"), photo(&own, "author")], "{page}");
    assert_eq!(words(&page, ".part h2"), "1 photo d’un autre auteur, confiée par Tina Morvan");
    assert_eq!(links(&page, ".part header a"), ["/people/tina/given"]);
    assert_eq!(links(&page, ".part li > a"), [photo(&bran, "giver")]);

    let unknown = gives("path-portrait.jpg", "archive", "").await;
    let page = zef.visitor.reads("/en/people/tina").await.is(200).text();
    assert_eq!(words(&page, ".part h2"), "2 photos by other authors, given by Tina Morvan");
    let page = zef.visitor.reads("/people/tina/given").await.is(200).text();
    assert_eq!(words(&page, "h1"), "Photos d’autres auteurs, confiées par Tina Morvan");
    assert_eq!(links(&page, ".crumb a"), ["/people/tina"]);
    assert_eq!(links(&page, ".plates li > a"), [photo(&unknown, "giver"), photo(&bran, "giver")]);
    // A person who gave none of others has no such heading; who has no account has no such page.
    let page = zef.visitor.reads("/people/anne").await.is(200).text();
    assert_eq!(links(&page, ".part header a"), Vec::<String>::new());
    // Search engines are shown those who gave something: anyone may open an account under any name.
    let hidden = |page: &str| page.contains("<meta name=\"robots\" content=\"noindex\">");
    assert!(hidden(&page) && !hidden(&zef.visitor.reads("/people/tina").await.is(200).text()), "{page}");
    zef.visitor.reads("/people/nobody/given").await.is(404);
    zef.ends_well();
}

#[tokio::test]
async fn the_api_search_and_the_walk_follow_the_two_lists() {
    let zef = House::new().serve();
    let gives = async |fixture: &str, source: &str| {
        let gift = zef.trusted.gives(fixture).under("cc-by-4.0").with("source", source);
        let gift = if source == "own" { gift } else { gift.with("author_name", "Bran Kerhervé") };
        gift.await.created().id()
    };
    let own = gives("leaf.jpg", "own").await;
    let old = gives("kermesse.jpg", "archive").await;
    let lent = gives("path-portrait.jpg", "permission").await;
    for (list, wanted) in [("author", vec![&own]), ("giver", vec![&lent, &old])] {
        let found = zef.visitor.reads(&format!("/api/v1/photos?{list}=tina")).await.is(200).json();
        let ids: Vec<&str> =
            found["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap()).collect();
        assert_eq!(ids, wanted, "{list}");
        let page = zef.visitor.reads(&format!("/search?{list}=tina")).await.is(200).text();
        assert_eq!(links(&page, ".plates li > a").len(), wanted.len(), "{list}: {page}");
    }
    let page = zef.visitor.reads(&format!("/photos/{lent}?in=giver%3Dtina")).await.is(200).text();
    assert_eq!(links(&page, "a[rel=next]"), [format!("/photos/{old}?in=giver%3Dtina")]);
    assert_eq!(links(&page, ".walk .of a"), ["/people/tina/given"]);
    let page = zef.visitor.reads(&format!("/photos/{own}?in=author%3Dtina")).await.is(200).text();
    assert_eq!(links(&page, "a[rel=next], a[rel=prev]"), Vec::<String>::new());
    assert_eq!(links(&page, ".walk .of a"), ["/people/tina"]);
    zef.ends_well();
}

#[tokio::test]
async fn a_photo_moves_to_the_other_list_with_its_source() {
    let zef = House::new().serve();
    let id = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").await.created().id();
    let lists = async || {
        let mut lists = Vec::new();
        for page in ["/people/tina", "/people/tina/given"] {
            lists.push(links(&zef.visitor.reads(page).await.is(200).text(), "main > .gallery li > a").len());
        }
        lists
    };
    assert_eq!(lists().await, [1, 0]);
    let others = serde_json::json!({ "source": "permission", "author_name": "Bran Kerhervé" });
    zef.trusted.changes(&id, others).await.is(200);
    assert_eq!(lists().await, [0, 1]);
    let page = zef.visitor.reads("/people/tina").await.is(200).text();
    assert!(page.contains("Aucune photo prise par Tina Morvan n’est publiée"), "{page}");
    zef.ends_well();
}

//! What a photo's page tells machines in its own HTML (`RDFa`), beside what it tells people.

use std::collections::BTreeMap;

use scraper::{ElementRef, Html, Selector};

use crate::{
    files, metadata,
    zef::{House, Zef},
};

/// The statements of the page's article about the photo: its subject, then each relation with its address and each
/// property with its text (`RDFa` Core 1.1 §7.5: beside a relation, a property's value is its `content`, else the text).
async fn stated(zef: &Zef, path: &str) -> BTreeMap<String, String> {
    let page = Html::parse_document(&zef.visitor.reads(path).await.is(200).text());
    let article = page.select(&Selector::parse("article[about]").unwrap()).next().unwrap();
    let mut stated = BTreeMap::from([("about".to_owned(), article.attr("about").unwrap().to_owned())]);
    for element in article.descendants().filter_map(ElementRef::wrap) {
        let address = element.attr("resource").or_else(|| element.attr("href")).unwrap_or_default();
        for relation in element.attr("rel").into_iter().flat_map(str::split_whitespace) {
            if relation.contains(':') || relation == "license" {
                stated.insert(relation.to_owned(), address.to_owned());
            }
        }
        if let Some(property) = element.attr("property") {
            let text = || element.attr("content").map_or_else(|| element.text().collect(), str::to_owned);
            let value = if element.attr("rel").is_none() && !address.is_empty() { address.to_owned() } else { text() };
            stated.insert(property.to_owned(), value);
        }
    }
    stated
}

#[tokio::test]
async fn a_page_states_the_same_of_its_photo_in_every_language() {
    let zef = House::new().known_as("https://photos.example").serve();
    let gift = zef.trusted.gives("leaf.jpg").under("cc-by-sa-4.0").titled("Feuille & houx : où ?");
    let gift = gift.with("author_name", "Anne Le Gall").with("author_url", "https://anne.example/");
    let id = gift.await.created().id();
    let address = format!("https://photos.example/photos/{id}");
    for path in [format!("/photos/{id}"), format!("/en/photos/{id}"), format!("/photos/{id}?snippet=en")] {
        let stated = stated(&zef, &path).await;
        for (name, value) in [
            ("about", address.as_str()),
            ("cc:attributionURL", &address),
            ("dct:title", "Feuille & houx : où ?"),
            ("dct:creator", "https://anne.example/"),
            ("cc:attributionName", "Anne Le Gall"),
            ("license", "https://creativecommons.org/licenses/by-sa/4.0/"),
        ] {
            assert_eq!(stated.get(name).map(String::as_str), Some(value), "{path} {name}");
        }
    }
    zef.ends_well();
}

#[tokio::test]
async fn search_engines_are_told_the_notice_that_the_file_has() {
    let zef = Zef::serve();
    for (number, facts, notice) in [
        (
            21,
            ["-EXIF:Copyright=© 2015 Risto. All rights reserved", "-EXIF:DateTimeOriginal=2024:05:03 10:00:00"],
            "© 2015 Risto",
        ),
        (22, ["-EXIF:Software=Zef", "-EXIF:DateTimeOriginal=2024:05:03 10:00:00"], "© 2024 Anne"),
    ] {
        let bytes = metadata::written(&files::small_photograph(number), &facts);
        let gift = zef.trusted.gives_bytes("rade.jpg", bytes).under("cc-by-4.0").with("author_name", "Anne");
        let id = gift.await.created().id();
        let told = zef.visitor.copies(&id, "jsonld", "fr").await.is(200).json();
        assert_eq!(told["copyrightNotice"], notice, "{told}");
    }
    zef.ends_well();
}

#[tokio::test]
async fn a_photo_without_a_title_states_none() {
    let zef = House::new().known_as("https://photos.example").serve();
    let id = zef.trusted.gives("storm.webp").under("cc-by-4.0").await.created().id();
    let stated = stated(&zef, &format!("/photos/{id}")).await;
    assert_eq!(stated.get("dct:title"), None, "{stated:?}");
    assert_eq!(stated.get("cc:attributionURL"), Some(&format!("https://photos.example/photos/{id}")));
    zef.ends_well();
}

#[tokio::test]
async fn a_page_says_of_itself_what_open_graph_requires() {
    let zef = House::new().known_as("https://photos.example").serve();
    let id = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").titled("Feuille").await.created().id();
    for (path, kind) in [(format!("/photos/{id}"), "article"), ("/".to_owned(), "website")] {
        let page = Html::parse_document(&zef.visitor.reads(&path).await.is(200).text());
        let said = |property: &str| {
            let named = Selector::parse(&format!("meta[property='{property}']")).unwrap();
            page.select(&named).next().and_then(|meta| meta.attr("content")).map(str::to_owned)
        };
        // https://ogp.me, Basic Metadata.
        assert_eq!(said("og:type").as_deref(), Some(kind), "{path}");
        assert_eq!(said("og:url"), Some(format!("https://photos.example{path}")), "{path}");
        assert!(said("og:title").is_some_and(|title| !title.is_empty()), "{path}");
        assert!(said("og:image").is_some() || kind == "website", "{path}");
    }
    zef.ends_well();
}

#[tokio::test]
async fn an_author_s_address_is_a_valid_one_wherever_it_goes() {
    let zef = Zef::serve();
    let gives = |address: &str| {
        zef.trusted.gives("leaf.jpg").under("cc-by-4.0").with("author_name", "Anne").with("author_url", address)
    };
    for wrong in ["exemple.bzh", "javascript:alert(1)", "https://exa|mple.bzh/", "https:///galerie", "https://a b.bzh/"]
    {
        let answer = gives(wrong).await;
        assert_eq!(answer.json()["field"], "author_url", "{wrong}");
        answer.refused(422, "invalid-field");
    }
    let id = gives("https://exemple.bzh/équipe[1]/{b}|c^d`e\\?100%").await.created().id();
    let uri = "https://exemple.bzh/%C3%A9quipe%5B1%5D/%7Bb%7D%7Cc%5Ed%60e%5C?100%25";
    let iri = uri.replace("%C3%A9", "é");
    let seen = zef.visitor.sees(&id).await.photo().0;
    assert_eq!(seen["author"]["url"], uri);
    assert_eq!(stated(&zef, &format!("/photos/{id}")).await["dct:creator"], iri);
    assert_eq!(zef.visitor.copies(&id, "jsonld", "fr").await.json()["creator"]["url"], iri);
    assert_eq!(zef.visitor.copies(&id, "oembed", "fr").await.json()["author_url"], uri);
    let copy = zef.visitor.takes(&id, "original").await.is(200);
    assert_eq!(metadata::read(&copy.bytes)["CreatorWorkURL"], uri);
    // A Photo sent back whole changes nothing of what is kept.
    let sent_back = serde_json::json!({ "author": seen["author"] });
    zef.trusted.changes(&id, sent_back).await.photo();
    assert_eq!(stated(&zef, &format!("/photos/{id}")).await["dct:creator"], iri);
    zef.ends_well();
}

//! Doubts: what a file says that its contributor did not is asked at once, and shown to moderators.

use serde_json::json;

use crate::{browser::Browser, files, metadata, zef::Zef};

#[tokio::test]
async fn a_file_of_another_author_under_another_licence_is_asked_about() {
    let zef = Zef::serve();
    let bytes = metadata::written(
        &files::small_photograph(1),
        &["-XMP-dc:Creator=Maïwenn Quéméneur", "-XMP-cc:License=https://creativecommons.org/licenses/by-nc/4.0/"],
    );
    let anne = Browser::of(&zef, "anne").await;
    let answer = anne.uploads("rade.jpg", bytes.clone()).await.is(200).json();
    assert_eq!(answer["outcome"], "received");
    let asked = answer["doubts"].to_string();
    assert!(asked.contains("Maïwenn Quéméneur") && asked.contains("CC BY-NC 4.0"), "{answer}");

    // Whoever reviews is told as much.
    let gift = zef.other.gives_bytes("rade.jpg", bytes).under("cc-by-4.0").with("author_name", "Bran Kerhervé");
    let id = gift.await.created().id();
    let warned = warnings(&zef, &id).await;
    assert!(warned.contains("Maïwenn Quéméneur") && warned.contains("CC BY-NC 4.0"), "{warned}");

    // A file that says what its contributor says leaves nothing to ask.
    let alike = metadata::written(
        &files::small_photograph(2),
        &["-XMP-dc:Creator=Bran Kerhervé", "-XMP-cc:License=https://creativecommons.org/licenses/by/4.0/"],
    );
    let gift = zef.other.gives_bytes("autre.jpg", alike).under("cc-by-4.0").with("author_name", "Kerhervé Bran");
    assert_eq!(warnings(&zef, &gift.await.created().id()).await, "");
    zef.ends_well();
}

#[tokio::test]
async fn a_licence_that_all_files_name_is_proposed() {
    let zef = Zef::serve();
    let anne = Browser::of(&zef, "anne").await;
    let by = "-XMP-cc:License=https://creativecommons.org/licenses/by/4.0/";
    let reserved = "-XMP-dc:Rights=All rights reserved";
    let mut ids = Vec::new();
    for (number, facts) in [(3, vec![by]), (4, vec![by]), (5, vec![by, reserved]), (6, vec![])] {
        let bytes = metadata::written(&files::small_photograph(number), &facts);
        let answer = anne.uploads("rade.jpg", bytes).await.is(200).json();
        let proposed = if number < 5 { "cc-by-4.0".into() } else { serde_json::Value::Null };
        assert_eq!(answer["license"], proposed, "{answer}");
        ids.push(answer["id"].as_str().unwrap().to_owned());
    }
    let shown = |page: String| {
        let page = scraper::Html::parse_document(&page);
        let ticks = scraper::Selector::parse("[data-proposes]:not([hidden]) input[name=license]").unwrap();
        page.select(&ticks).filter_map(|tick| tick.value().attr("value").map(str::to_owned)).collect::<Vec<_>>()
    };
    let alike = format!("/upload?ids={},{}", ids[0], ids[1]);
    assert_eq!(shown(anne.opens(&alike).await.is(200).text()), ["cc-by-4.0"]);
    // The form of one of them asks the same.
    let one = |id: &String| format!("/photos/{id}/edit");
    assert_eq!(shown(anne.opens(&one(&ids[0])).await.is(200).text()), ["cc-by-4.0"]);
    assert!(shown(anne.opens(&one(&ids[2])).await.is(200).text()).is_empty());
    for other in [&ids[2], &ids[3]] {
        assert!(shown(anne.opens(&format!("{alike},{other}")).await.is(200).text()).is_empty());
    }

    // One tick grants it, once it is said who took the photos.
    let form = anne.form_on(&alike, "/upload/details").await;
    anne.fills(&form, &[("source", "own"), ("license", "cc-by-4.0"), ("submit", "true")]).await.is(303);
    let sent = zef.moderator.sees(&ids[0]).await.photo();
    assert_eq!(sent.0["license"]["id"], "cc-by-4.0");
    zef.ends_well();
}

#[tokio::test]
async fn rights_claimed_for_someone_else_are_asked_about() {
    let zef = Zef::serve();
    for (number, fact, claim) in [
        (11, "-EXIF:Copyright=(c) Studio Ancien 2019", "(c) Studio Ancien 2019"),
        (12, "-XMP-photoshop:Credit=AFP", "AFP"),
        (13, "-XMP-plus:LicensorName=Agence Iroise", "Agence Iroise"),
    ] {
        let bytes = metadata::written(&files::small_photograph(number), &[fact]);
        let anne = Browser::of(&zef, "anne").await;
        let asked = anne.uploads("rade.jpg", bytes.clone()).await.is(200).json()["doubts"].to_string();
        assert!(asked.contains(claim), "{fact}: {asked}");
        let gift = zef.other.gives_bytes("rade.jpg", bytes).under("cc-by-4.0").with("author_name", "Bran Kerhervé");
        let warned = warnings(&zef, &gift.await.created().id()).await;
        assert!(warned.contains(claim), "{fact}: {warned}");
    }
    // A notice in one's own name, or in nobody's, is no claim of another.
    let own = ["-EXIF:Copyright=© 2019 Bran Kerhervé. Tous droits cédés", "-XMP-dc:Rights=© 2019"];
    let bytes = metadata::written(&files::small_photograph(14), &own);
    let gift = zef.other.gives_bytes("sienne.jpg", bytes).under("cc-by-4.0").with("author_name", "Bran Kerhervé");
    assert_eq!(warnings(&zef, &gift.await.created().id()).await, "");
    zef.ends_well();
}

#[tokio::test]
async fn a_reservation_is_quoted_and_the_licence_beside_it_named() {
    let zef = Zef::serve();
    let facts = ["-XMP-cc:License=https://creativecommons.org/licenses/by/4.0/", "-EXIF:Copyright=All Rights Reserved"];
    let bytes = metadata::written(&files::small_photograph(16), &facts);
    let gift = zef.other.gives_bytes("rade.jpg", bytes).under("cc-by-4.0").with("author_name", "Bran Kerhervé");
    let warned = warnings(&zef, &gift.await.created().id()).await;
    assert!(warned.contains("«\u{a0}All Rights Reserved\u{a0}»") && warned.contains("CC BY 4.0"), "{warned}");
    assert!(!warned.contains("creativecommons.org"), "{warned}");
    zef.ends_well();
}

#[tokio::test]
async fn a_licence_that_was_never_published_is_asked_about() {
    let zef = Zef::serve();
    let fact = "-XMP-cc:License=http://creativecommons.org/licenses/by/2.5/fr/";
    let bytes = metadata::written(&files::small_photograph(15), &[fact]);
    let answer = Browser::of(&zef, "anne").await.uploads("rade.jpg", bytes).await.is(200).json();
    assert!(answer["doubts"].to_string().contains("by/2.5/fr"), "{answer}");
    zef.ends_well();
}

#[tokio::test]
async fn a_licence_added_after_review_is_looked_at_where_the_file_says_otherwise() {
    let zef = Zef::serve();
    let fact = "-XMP-cc:License=https://creativecommons.org/licenses/by-nc/4.0/";
    let bytes = metadata::written(&files::small_photograph(17), &[fact]);
    let id = zef.contributor.gives_bytes("rade.jpg", bytes).under("cc-by-nc-4.0").await.created().id();
    zef.moderator.publishes(&id).await;
    let listed = async || {
        let page = Browser::of(&zef, "mona").await.reviews(&id).await.is(200).text();
        page.contains(&format!("id=\"photo-{id}\""))
    };
    assert!(!listed().await, "the file says what its contributor says");

    zef.contributor.changes(&id, json!({ "license": "cc0-1.0" })).await.photo();
    assert!(listed().await && warnings(&zef, &id).await.contains("CC BY-NC 4.0"));
    zef.moderator.publishes(&id).await;
    assert!(!listed().await, "a moderator has looked");
    zef.ends_well();
}

/// What the review page warns of about a photo.
async fn warnings(zef: &Zef, id: &str) -> String {
    let page = Browser::of(zef, "mona").await.reviews(id).await.is(200).text();
    let page = scraper::Html::parse_document(&page);
    let warnings = scraper::Selector::parse(&format!("#photo-{id} .say.bad")).unwrap();
    assert!(page.select(&scraper::Selector::parse(&format!("#photo-{id}")).unwrap()).next().is_some());
    page.select(&warnings).flat_map(|warning| warning.text()).collect()
}

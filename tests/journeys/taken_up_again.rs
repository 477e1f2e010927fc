//! Drafts that are taken up again, and pages that two people have open at once: nobody's words are lost in silence.

use serde_json::json;

use crate::{browser::Browser, zef::Zef};

#[tokio::test]
async fn drafts_taken_up_again_keep_their_authors_and_their_places() {
    let zef = Zef::serve();
    let mut ids = Vec::new();
    for (fixture, author, place) in
        [("leaf.jpg", "Yann Riou", "Ouessant"), ("kermesse.jpg", "Lena Rolland", "Ouessant")]
    {
        let gift = zef.contributor.gives(fixture).in_draft().under("cc-by-4.0");
        let gift = gift.with("source", "permission").with("author_name", author).with("alt", "Vue du port");
        let gift = gift.with("place_name", place).with("latitude", "48.4571").with("longitude", "-5.0951");
        ids.push(gift.with("place_precision", "hidden").await.created().id());
    }
    let anne = Browser::of(&zef, "anne").await;
    let page = format!("/upload?ids={}", ids.join(","));
    let form = anne.form_on(&page, "/upload/details").await;
    anne.fills(&form, &[("submit", "true")]).await.is(303);
    for (id, author) in ids.iter().zip(["Yann Riou", "Lena Rolland"]) {
        let photo = zef.moderator.sees(id).await.photo().0;
        assert_eq!(photo["state"], "submitted");
        assert_eq!(photo["author"]["name"], author);
        assert_eq!(photo["alt"], "Vue du port");
        assert_eq!(
            photo["place"],
            json!({ "name": "Ouessant", "precision": "hidden", "latitude": null, "longitude": null })
        );
    }
    zef.ends_well();
}

#[tokio::test]
async fn what_is_said_again_of_all_drafts_is_said_of_each() {
    let zef = Zef::serve();
    let mut ids = Vec::new();
    for (fixture, author) in [("leaf.jpg", "Yann Riou"), ("kermesse.jpg", "Lena Rolland")] {
        let gift = zef.contributor.gives(fixture).in_draft().under("cc-by-4.0").with("source", "archive");
        ids.push(gift.with("author_name", author).with("place_name", "Molène").await.created().id());
    }
    let anne = Browser::of(&zef, "anne").await;
    let page = format!("/upload?ids={}", ids.join(","));
    let form = anne.form_on(&page, "/upload/details").await;
    // Credited to herself, though others took them, they are not sent.
    let own = [("author_name", "Anne Le Gall"), ("submit", "true")];
    assert!(anne.fills(&form, &own).await.is(422).text().contains("Anne Le Gall"));
    anne.fills(&form, &[("author_name", "Fonds Riou"), ("place_name", ""), ("submit", "true")]).await.is(303);
    for id in &ids {
        let photo = zef.moderator.sees(id).await.photo().0;
        assert_eq!((&photo["author"]["name"], &photo["place"]["name"]), (&json!("Fonds Riou"), &json!(null)));
    }
    zef.ends_well();
}

#[tokio::test]
async fn of_two_who_edit_at_once_the_second_is_told() {
    let zef = Zef::serve();
    let id = zef.contributor.gives("leaf.jpg").under("cc-by-4.0").titled("Feuille").await.created().id();
    let (anne, mona) = (Browser::of(&zef, "anne").await, Browser::of(&zef, "mona").await);
    let path = format!("/photos/{id}/edit");
    let (hers, theirs) = (anne.form_on(&path, &path).await, mona.form_on(&path, &path).await);
    mona.fills(&theirs, &[("tags", "chêne, automne")]).await.is(303);
    let page = anne.fills(&hers, &[("title", "La feuille morte")]).await.is(409).text();
    assert!(page.contains("La feuille morte"), "what was typed is still there");
    let photo = zef.moderator.sees(&id).await.photo().0;
    assert_eq!((&photo["title"], &photo["tags"]), (&json!("Feuille"), &json!(["chêne", "automne"])));
    zef.ends_well();
}

#[tokio::test]
async fn words_that_were_not_shown_are_not_said_to_have_been() {
    let zef = Zef::serve();
    let by_program = zef.contributor.gives("leaf.jpg").under("cc-by-4.0").await.created();
    assert_eq!(by_program.0["licenses"][0]["wording"], "unseen");
    let more = zef.contributor.changes(&by_program.id(), json!({ "license": "cc0-1.0" })).await.photo();
    assert_eq!(more.0["licenses"][1]["wording"], "unseen");

    let draft = zef.contributor.gives("kermesse.jpg").in_draft().await.created().id();
    let anne = Browser::of(&zef, "anne").await;
    let form = anne.form_on(&format!("/upload?ids={draft}"), "/upload/details").await;
    let answers = [("source", "own"), ("modify", "alike"), ("sell", "yes"), ("submit", "true")];
    anne.fills(&form, &answers).await.is(303);
    let shown = zef.moderator.sees(&draft).await.photo();
    assert_eq!(shown.0["licenses"][0]["license"]["id"], "cc-by-sa-4.0");
    assert_ne!(shown.0["licenses"][0]["wording"], "unseen");
    zef.ends_well();
}

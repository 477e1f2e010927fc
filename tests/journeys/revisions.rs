//! Revisions: programs name those they know, and only what changes something makes a new one.

use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use crate::{
    answer::Answer,
    browser::{Browser, forms},
    zef::Zef,
};

async fn sent(request: RequestBuilder) -> Answer {
    Answer::read(request.send().await).await.unwrap()
}

#[tokio::test]
async fn who_has_the_current_revision_is_not_sent_it_again() {
    let zef = Zef::serve();
    let id = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").await.created().id();
    let tag = zef.visitor.sees(&id).await.header("etag").to_owned();
    let path = format!("/api/v1/photos/{id}");
    let knowing = |tags: String| sent(zef.visitor.asks(Method::GET, &path).header("if-none-match", tags));
    for tags in [tag.clone(), format!("W/{tag}"), format!("\"other\", {tag}"), "*".to_owned()] {
        let answer = knowing(tags.clone()).await.is(304);
        assert!(answer.bytes.is_empty() && answer.header("etag") == tag, "{tags}");
    }
    knowing("\"other\"".to_owned()).await.is(200);
    zef.trusted.changes(&id, json!({ "title": "Feuille" })).await.is(200);
    knowing(tag).await.is(200);
    // What one may not see is never “not modified”.
    let draft = zef.contributor.gives("storm.webp").in_draft().await.created().id();
    let path = format!("/api/v1/photos/{draft}");
    sent(zef.visitor.asks(Method::GET, &path).header("if-none-match", "*")).await.refused(404, "not-found");
    zef.ends_well();
}

#[tokio::test]
async fn a_change_may_name_several_revisions() {
    let zef = Zef::serve();
    let id = zef.contributor.gives("leaf.jpg").in_draft().await.created().id();
    let tag = zef.contributor.sees(&id).await.header("etag").to_owned();
    let path = format!("/api/v1/photos/{id}");
    let change = |tags: String, title: &str| {
        let request = zef.contributor.asks(Method::PATCH, &path).header("if-match", tags);
        sent(request.json(&json!({ "title": title })))
    };
    change(format!("\"1\", {tag}"), "Feuille").await.is(200);
    change(format!("\"1\", {tag}"), "Trop tard").await.refused(412, "stale");
    // The comparison is strong.
    let now = zef.contributor.sees(&id).await.header("etag").to_owned();
    change(format!("W/{now}"), "Trop faible").await.refused(412, "stale");
    change("\"of another\", \"making\"".to_owned(), "Inconnu").await.refused(412, "stale");
    change("\"1\", *".to_owned(), "Houx").await.is(200);
    assert_eq!(zef.contributor.sees(&id).await.photo().0["title"], "Houx");
    zef.ends_well();
}

#[tokio::test]
async fn what_changes_nothing_makes_no_revision() {
    let zef = Zef::serve();
    let photo = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").titled("Feuille").await.created();
    let said = json!({ "title": " Feuille ", "license": "cc-by-4.0" });
    let again = zef.trusted.changes(&photo.id(), said).await.photo();
    assert_eq!(again.0, zef.trusted.sees(&photo.id()).await.photo().0);
    assert_eq!((&again.0["revision"], &again.0["updated"]), (&photo.0["revision"], &photo.0["updated"]));
    // A member that no photo has would look kept.
    zef.trusted.changes(&photo.id(), json!({ "titel": "Houx" })).await.refused(422, "invalid-field");
    // More words than a call takes are not spoken of as a photo.
    let endless = json!({ "description": "a".repeat(300_000) });
    let sentence = zef.trusted.changes(&photo.id(), endless).await.refused(413, "too-large");
    assert!(!sentence.to_lowercase().contains("photo"), "{sentence}");
    let changed = zef.trusted.changes(&photo.id(), json!({ "title": "Houx" })).await.photo();
    assert_ne!(changed.0["revision"], photo.0["revision"]);
    zef.ends_well();
}

#[tokio::test]
async fn a_program_is_told_how_to_add_a_narrower_licence() {
    let zef = Zef::serve();
    let id = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").await.created().id();
    for speaking in ["fr", "en"] {
        let by = zef.trusted.speaking(speaking);
        let sentence = by.changes(&id, json!({ "license": "cc-by-nc-4.0" })).await.refused(409, "license-narrower");
        assert!(sentence.contains("\"narrow\": true"), "{sentence}");
    }
    zef.trusted.changes(&id, json!({ "license": "cc-by-nc-4.0", "narrow": true })).await.is(200);
    zef.ends_well();
}

#[tokio::test]
async fn too_long_a_reason_is_refused_and_nothing_is_withdrawn() {
    let zef = Zef::serve();
    let id = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").await.created().id();
    let path = format!("/api/v1/photos/{id}/withdraw");
    let because = |length: usize| json!({ "reason": "é".repeat(length) });
    zef.trusted.posts(&path, because(2_001)).await.refused(422, "invalid-field");
    zef.visitor.sees(&id).await.is(200);
    let withdrawn = zef.trusted.posts(&path, because(2_000)).await.photo();
    assert_eq!(withdrawn.state(), "withdrawn");
    zef.ends_well();
}

#[tokio::test]
async fn a_cursor_that_no_list_gave_is_refused() {
    let zef = Zef::serve();
    for name in ["leaf.jpg", "storm.webp"] {
        zef.trusted.gives(name).under("cc-by-4.0").await.created();
        zef.contributor
            .gives_bytes(name, crate::files::small_photograph(u64::try_from(name.len()).unwrap()))
            .under("cc-by-4.0")
            .await
            .created();
    }
    for list in ["/api/v1/photos?", "/api/v1/photos?q=jpg&sort=relevance&", "/api/v1/review?"] {
        for cursor in ["garbage", "%2F%2F", "00000000000000000001%2F", "99999999999999999999999%2Fk7m2b9xq"] {
            zef.moderator.reads(&format!("{list}cursor={cursor}")).await.refused(422, "invalid-field");
        }
        zef.moderator.reads(&format!("{list}cursor=")).await.is(200);
    }
    for list in ["/api/v1/photos?limit=1", "/api/v1/photos?limit=1&sort=taken", "/api/v1/review?limit=1"] {
        let first: Value = zef.moderator.reads(list).await.is(200).json();
        let next = first["next"].as_str().unwrap();
        let second = zef.moderator.reads(&next[next.find("/api/").unwrap()..]).await.is(200).json();
        assert_ne!(first["items"], second["items"], "{list}");
    }
    zef.ends_well();
}

#[tokio::test]
async fn a_form_that_names_no_revision_overwrites_nothing() {
    let zef = Zef::serve();
    let id = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").titled("Feuille").await.created().id();
    let tina = Browser::of(&zef, "tina").await;
    let address = format!("/photos/{id}/edit");
    let mut form = tina.form_on(&address, &address).await;
    form.fields.retain(|(name, _)| name != "revision");
    let refused = tina.fills(&form, &[("title", "Houx")]).await.is(409).text();
    assert_eq!(zef.visitor.sees(&id).await.photo().0["title"], "Feuille");
    // What was typed is kept, and passes once the two titles were compared.
    let shown = forms(&refused).into_iter().find(|form| form.action == address).unwrap();
    assert!(shown.fields.contains(&("title".to_owned(), "Houx".to_owned())), "{:?}", shown.fields);
    tina.fills(&shown, &[("choice.title", "mine")]).await.is(303);
    assert_eq!(zef.visitor.sees(&id).await.photo().0["title"], "Houx");
    zef.ends_well();
}

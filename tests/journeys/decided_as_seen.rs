//! A moderator decides on what they saw: words changed meanwhile are looked at first.

use reqwest::Method;
use serde_json::json;

use crate::{answer::Answer, browser::Browser, zef::Zef};

#[tokio::test]
async fn a_decision_on_another_revision_is_not_taken() {
    let zef = Zef::serve();
    let id = zef.contributor.gives("leaf.jpg").under("cc-by-4.0").titled("Feuille").await.created().id();
    let path = format!("/api/v1/photos/{id}/review");
    let decides = |seen: String| {
        let request = zef.moderator.asks(Method::POST, &path).header("if-match", seen);
        async move { Answer::read(request.json(&json!({ "decision": "publish" })).send().await).await.unwrap() }
    };
    let seen = zef.moderator.sees(&id).await.header("etag").to_owned();
    zef.contributor.changes(&id, json!({ "title": "Tout autre chose" })).await.photo();
    decides(seen).await.refused(412, "stale");
    assert_eq!(zef.moderator.sees(&id).await.photo().state(), "submitted");
    zef.visitor.sees(&id).await.refused(404, "not-found");

    let now = zef.moderator.sees(&id).await.header("etag").to_owned();
    assert_eq!(decides(now).await.photo().state(), "published");
    zef.ends_well();
}

#[tokio::test]
async fn a_page_opened_before_a_change_decides_nothing() {
    let zef = Zef::serve();
    let id = zef.contributor.gives("leaf.jpg").under("cc-by-4.0").titled("Feuille").await.created().id();
    let mona = Browser::of(&zef, "mona").await;
    let action = format!("/photos/{id}/review");
    let opened = mona.form_on("/review", &action).await;
    zef.contributor.changes(&id, json!({ "title": "Tout autre chose" })).await.photo();
    mona.fills(&opened, &[("decision", "publish")]).await.is(409);
    assert_eq!(zef.moderator.sees(&id).await.photo().state(), "submitted");

    let opened = mona.form_on("/review", &action).await;
    mona.fills(&opened, &[("decision", "publish")]).await.is(303);
    zef.visitor.sees(&id).await.photo();
    zef.ends_well();
}

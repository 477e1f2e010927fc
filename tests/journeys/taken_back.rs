//! A photo taken back by who gave it: it comes back through a moderator alone, and its receipt stays.

use crate::{browser::Browser, zef::Zef};

const LICENCE: &str = "cc-by-sa-4.0";

#[tokio::test]
async fn what_was_taken_back_is_public_again_only_after_review() {
    let zef = Zef::serve();
    let first = zef.trusted.gives("leaf.jpg").under(LICENCE).await.created();
    assert_eq!(first.state(), "published");
    // While it is public, nobody else gives it, not even a moderator.
    zef.contributor.gives("leaf.jpg").under(LICENCE).await.refused(409, "already-held");
    zef.moderator.gives("leaf.jpg").under(LICENCE).await.refused(409, "already-held");

    zef.trusted.withdraws(&first.id(), "Une personne reconnaissable l’a demandé.").await;
    let receipt = format!("/photos/{}/receipt", first.id());
    assert!(zef.visitor.reads(&receipt).await.is(200).text().contains(first.blake3()));
    zef.visitor.reads(&format!("/photos/{}", first.id())).await.is(410);

    // Anne's photos wait for review; Mona's are public at once, but for this one.
    let again = zef.contributor.gives("leaf.jpg").under(LICENCE).await.created();
    assert_eq!(again.state(), "submitted");
    let trusted = zef.moderator.gives("leaf.jpg").under(LICENCE).await.created();
    assert_eq!(trusted.state(), "submitted");
    // Nor by the detour of a draft.
    let draft = zef.moderator.gives("storm.webp").under(LICENCE).in_draft().await.created();
    let path = format!("/api/v1/photos/{}/submit", draft.id());
    assert_eq!(zef.moderator.posts(&path, serde_json::json!({})).await.photo().state(), "published");
    assert!(zef.visitor.browses().await.iter().all(|photo| photo.blake3() != first.blake3()));

    zef.moderator.publishes(&again.id()).await;
    zef.visitor.reads(&format!("/photos/{}", again.id())).await.is(200);
    zef.visitor.reads(&receipt).await.is(200);
    zef.visitor.reads(&format!("/photos/{}", first.id())).await.is(410);
    zef.ends_well();
}

#[tokio::test]
async fn whoever_decides_on_a_file_withdrawn_before_is_told_so() {
    let zef = Zef::serve();
    let first = zef.trusted.gives("leaf.jpg").under(LICENCE).await.created().id();
    zef.trusted.withdraws(&first, "Une personne reconnaissable l’a demandé.").await;
    let again = zef.contributor.gives("leaf.jpg").under(LICENCE).await.created().id();

    let list = zef.moderator.reads("/api/v1/review").await.is(200).json();
    let told = zef.moderator.sees(&again).await.photo().0["withdrawn_before"].clone();
    assert_eq!(list["items"][0]["withdrawn_before"], told);
    assert_eq!(told["reason"], "Une personne reconnaissable l’a demandé.");
    assert!(told["photo"].as_str().is_some_and(|url| url.ends_with(&format!("/photos/{first}"))), "{told}");
    let mona = Browser::of(&zef, "mona").await;
    for page in ["/review", &format!("/photos/{again}")] {
        let page = mona.opens(page).await.is(200).text();
        assert!(page.contains("l’a demandé") && page.contains(&format!("href=\"/photos/{first}\"")), "{page}");
    }
    // Nobody else is told, nor is anyone once a moderator has decided.
    assert!(zef.contributor.sees(&again).await.photo().0["withdrawn_before"].is_null());
    zef.moderator.publishes(&again).await;
    assert!(zef.moderator.sees(&again).await.photo().0["withdrawn_before"].is_null());
    zef.ends_well();
}

#[tokio::test]
async fn a_draft_kept_before_the_withdrawal_waits_for_review_too() {
    let zef = Zef::serve();
    let draft = zef.moderator.gives("leaf.jpg").under(LICENCE).in_draft().await.created();
    let first = zef.trusted.gives("leaf.jpg").under(LICENCE).await.created();
    zef.trusted.withdraws(&first.id(), "").await;
    let path = format!("/api/v1/photos/{}/submit", draft.id());
    assert_eq!(zef.moderator.posts(&path, serde_json::json!({})).await.photo().state(), "submitted");
    zef.ends_well();
}

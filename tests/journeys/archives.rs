//! A photo from an archive says which one, and that is kept wherever its source is told.

use serde_json::json;

use crate::{browser::Browser, zef::Zef};

#[tokio::test]
async fn the_archive_of_a_photo_is_kept_and_told() {
    let zef = Zef::serve();
    let draft = zef.contributor.gives("leaf.jpg").in_draft().await.created();
    let (anne, mona) = (Browser::of(&zef, "anne").await, Browser::of(&zef, "mona").await);
    let form = anne.form_on(&format!("/upload?ids={}", draft.id()), "/upload/details").await;
    let shelf = "Archives municipales de Brest, fonds Le Bihan, 3 Fi 112";
    let vouched = format!("photo.{}.vouched", draft.id());
    let told = [
        ("source", "archive"),
        ("archive", shelf),
        ("author_name", "Jean Le Bihan"),
        ("modify", "yes"),
        ("sell", "yes"),
        (vouched.as_str(), "yes"),
        ("submit", "true"),
    ];
    anne.fills(&form, &told).await.is(303);
    assert_eq!(zef.contributor.sees(&draft.id()).await.photo().0["archive"], shelf);
    for page in [format!("/photos/{}/edit", draft.id()), format!("/photos/{}/receipt", draft.id())] {
        assert!(anne.opens(&page).await.is(200).text().contains(shelf), "{page}");
    }
    assert!(mona.reviews(&draft.id()).await.is(200).text().contains(shelf));
    let receipt = anne.opens(&format!("/photos/{}/receipt.json", draft.id())).await.is(200).json();
    assert_eq!(receipt["archive"], shelf);

    let long = json!({ "archive": "a".repeat(301) });
    zef.contributor.changes(&draft.id(), long).await.refused(422, "invalid-field");
    // A photo that comes from no archive has none.
    let changed = zef.contributor.changes(&draft.id(), json!({ "source": "permission" })).await.photo();
    assert!(changed.0["archive"].is_null(), "{changed:?}");
    zef.ends_well();
}

#[tokio::test]
async fn an_archive_is_forgotten_with_the_other_words() {
    let zef = Zef::serve();
    let gift = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").with("source", "archive").with("author_name", "Jean");
    let photo = gift.with("archive", "Fonds Le Bihan").await.created();
    assert_eq!(photo.0["archive"], "Fonds Le Bihan");
    let withdrawn = json!({ "reason": "Demande de la famille", "forget_words": true });
    zef.trusted.posts(&format!("/api/v1/photos/{}/withdraw", photo.id()), withdrawn).await.is(200);
    let receipt = zef.visitor.reads(&format!("/photos/{}/receipt", photo.id())).await.is(200).text();
    assert!(!receipt.contains("Le Bihan"), "{receipt}");
    zef.ends_well();
}

//! What is not public is not there: for a visitor and for another contributor, at every address.

use crate::{
    actors::Actor,
    answer::{Answer, Photo},
    browser::Browser,
    zef::Zef,
};

/// An id that no photo has.
const UNKNOWN: &str = "zzzz2222";

#[tokio::test]
async fn a_photo_that_is_not_public_answers_like_one_that_never_was() {
    let zef = Zef::serve();
    let draft = zef.contributor.gives("drop.gif").under("cc-by-4.0").titled("Brouillon").in_draft().await.created();
    let submitted = zef.contributor.gives("leaf.jpg").under("cc-by-4.0").titled("Relecture").await.created();
    let to_change = zef.contributor.gives("storm.webp").under("cc-by-4.0").titled("Correction").await.created();
    zef.moderator.decides(&to_change.id(), "request-change", "Le titre dit autre chose.").await.photo();
    let refused = zef.contributor.gives("pier.tif").under("cc-by-4.0").titled("Refus").await.created();
    zef.moderator.decides(&refused.id(), "refuse", "Une personne y est reconnaissable.").await.photo();

    let (anne, bran, mona) =
        (Browser::of(&zef, "anne").await, Browser::of(&zef, "bran").await, Browser::of(&zef, "mona").await);
    for photo in [&draft, &submitted, &to_change, &refused] {
        for stranger in [&zef.visitor, &zef.other] {
            is_nowhere(stranger, photo).await;
        }
        // Its contributor and who reviews see it everywhere.
        for path in addresses(&photo.id(), photo) {
            let seen = anne.opens(&path).await.is(200);
            // For their own pages alone, and in no cache.
            assert_eq!(seen.header("cross-origin-resource-policy"), "same-origin", "{path}");
            assert_eq!(seen.header("cache-control"), "private, no-store", "{path}");
            mona.opens(&path).await.is(200);
            bran.opens(&path).await.is(404);
        }
    }
    for word in ["brouillon", "relecture", "correction", "refus", "anne"] {
        assert!(zef.visitor.finds(word).await.is_empty(), "{word}");
    }
    assert!(zef.visitor.browses().await.is_empty());
    zef.ends_well();
}

#[tokio::test]
async fn a_stranger_changes_nothing_and_learns_nothing() {
    let zef = Zef::serve();
    let photo = zef.contributor.gives("leaf.jpg").under("cc-by-4.0").await.created();
    for gesture in ["submit", "withdraw", "review"] {
        let path = |id: &str| format!("/api/v1/photos/{id}/{gesture}");
        let said = serde_json::json!({ "decision": "publish", "reason": "Pour voir." });
        let there = zef.other.posts(&path(&photo.id()), said.clone()).await;
        let nowhere = zef.other.posts(&path(UNKNOWN), said).await;
        assert_same(&there, &nowhere, &photo.id());
    }
    assert_eq!(zef.contributor.sees(&photo.id()).await.photo().state(), "submitted");
    zef.ends_well();
}

#[tokio::test]
async fn a_withdrawn_photo_leaves_a_tombstone_and_no_picture() {
    let zef = Zef::serve();
    let photo = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").titled("Feuille").await.created();
    let path = format!("/photos/{}", photo.id());
    let rendition = photo.renditions()[0].clone();
    let picture = zef.visitor.reads(&rendition).await.is(200);
    // Other sites show it, from where it is, and caches ask again soon whether it is still there.
    assert_eq!(picture.header("cross-origin-resource-policy"), "cross-origin");
    assert_eq!(picture.header("cache-control"), "public, max-age=600, must-revalidate");
    assert_eq!(zef.visitor.takes(&photo.id(), "640").await.header("cross-origin-resource-policy"), "cross-origin");
    let asked_again = async || {
        let request =
            zef.visitor.asks(reqwest::Method::GET, &rendition).header("if-none-match", picture.header("etag"));
        Answer::read(request.send().await).await.unwrap()
    };
    let same = asked_again().await.is(304);
    assert!(same.bytes.is_empty() && same.header("cache-control") == picture.header("cache-control"));
    let reason = serde_json::json!({ "reason": "Demande d’une personne reconnaissable." });
    zef.trusted.posts(&format!("/api/v1{path}/withdraw"), reason).await.photo();

    let tombstone = zef.visitor.reads(&path).await.is(410).text();
    assert!(
        tombstone.contains("Feuille") && tombstone.contains("Demande d’une personne reconnaissable."),
        "{tombstone}"
    );
    zef.visitor.sees(&photo.id()).await.refused(410, "withdrawn");
    zef.visitor.takes(&photo.id(), "640").await.refused(410, "withdrawn");
    zef.visitor.reads(&rendition).await.is(410);
    let gone = asked_again().await.is(410);
    assert_eq!(gone.header("cache-control"), "no-store");
    assert!(zef.visitor.finds("feuille").await.is_empty());
    zef.ends_well();
}

#[tokio::test]
async fn a_photo_withdrawn_for_somebody_s_sake_tells_of_them_no_more() {
    let zef = Zef::serve();
    let gift = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").titled("Yann Kervella au marché");
    let id = gift.with("author_name", "Tina Morvan").with("description", "Yann au marché").await.created().id();
    let wish = serde_json::json!({ "reason": "À sa demande.", "forget_words": true });
    zef.trusted.posts(&format!("/api/v1/photos/{id}/withdraw"), wish).await.photo();

    let page = zef.visitor.reads(&format!("/photos/{id}")).await.is(410).text();
    let receipt = zef.visitor.reads(&format!("/photos/{id}/receipt")).await.is(200).text();
    let document = zef.visitor.reads(&format!("/photos/{id}/receipt.json")).await.is(200);
    for told in [&page, &receipt, &document.text()] {
        assert!(!told.contains("Yann") && !told.contains("Tina"), "{told}");
    }
    // Nobody is said to have asked for what they did not.
    assert!(
        receipt.contains("Nom effacé") && receipt.contains("Titre effacé") && !receipt.contains("a demandé"),
        "{receipt}"
    );
    assert_eq!((&document.json()["erased"], &document.json()["author"]["withheld"]), (&true.into(), &false.into()));
    // What was granted can still be proved, and that it is published no more.
    assert!(page.contains("À sa demande.") && receipt.contains("CC BY 4.0") && receipt.contains("retirée le"));
    assert!(document.json()["withdrawn"].is_string() && !receipt.contains("la plus récente"));

    // Who asks a week later is heard too, by the same people and by nobody else; a name misspelt is no wish.
    let gift = zef.trusted.gives("storm.webp").under("cc-by-4.0").titled("Yann Kervella en mer");
    let id = gift.await.created().id();
    zef.trusted.withdraws(&id, "").await;
    let withdraw = format!("/api/v1/photos/{id}/withdraw");
    let wish = || serde_json::json!({ "forget_words": true });
    let misspelt = serde_json::json!({ "forget_word": true });
    zef.moderator.posts(&withdraw, misspelt).await.refused(422, "invalid-field");
    zef.contributor.posts(&withdraw, wish()).await.refused(410, "withdrawn");
    assert!(zef.visitor.reads(&format!("/photos/{id}")).await.is(410).text().contains("Yann"));
    let mona = crate::browser::Browser::of(&zef, "mona").await;
    let forms = crate::browser::forms(&mona.opens(&format!("/photos/{id}")).await.is(410).text());
    let form = forms.iter().find(|form| form.action == format!("/photos/{id}/withdraw")).unwrap();
    mona.fills(form, &[]).await.is(303);
    assert!(!zef.visitor.reads(&format!("/photos/{id}")).await.is(410).text().contains("Yann"));
    zef.ends_well();
}

/// Every address of a photo, under this id.
fn addresses(id: &str, photo: &Photo) -> Vec<String> {
    let mut paths: Vec<String> = photo.renditions().iter().map(|path| path.replace(&photo.id(), id)).collect();
    paths.extend(
        ["/photos/ID", "/en/photos/ID", "/photos/ID/download?size=640", "/api/v1/photos/ID"].map(str::to_owned),
    );
    paths.extend(["/api/v1/photos/ID/download", "/api/v1/photos/ID/attribution?format=text"].map(str::to_owned));
    paths.into_iter().map(|path| path.replace("ID", id)).collect()
}

async fn is_nowhere(stranger: &Actor, photo: &Photo) {
    let id = photo.id();
    for (there, nowhere) in addresses(&id, photo).iter().zip(addresses(UNKNOWN, photo)) {
        let answer = stranger.reads(there).await.is(404);
        assert_same(&answer, &stranger.reads(&nowhere).await, &id);
    }
}

/// The same answer to the byte, but for the id that was asked.
#[track_caller]
fn assert_same(there: &Answer, nowhere: &Answer, id: &str) {
    assert_eq!(there.status, nowhere.status);
    assert_eq!(there.text().replace(id, "ID"), nowhere.text().replace(UNKNOWN, "ID"));
    let headers = |answer: &Answer| {
        let mut lines: Vec<String> = answer.headers.iter().map(|(name, value)| format!("{name}: {value:?}")).collect();
        // Whether the connection is kept depends on how much of the request had come by then, not on what was asked.
        lines.retain(|line| !["date:", "set-cookie:", "connection:"].iter().any(|name| line.starts_with(name)));
        lines.sort();
        lines
    };
    assert_eq!(headers(there), headers(nowhere));
}

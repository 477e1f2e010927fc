//! A better file of a published photo: its address, its words, its licence and its history stay; whatever shows it follows.

use std::slice;

use reqwest::{
    Method,
    multipart::{Form, Part},
};
use serde_json::json;

use crate::{
    actors::Actor,
    answer::Answer,
    browser::Browser,
    files::{self, fixture},
    zef::Zef,
};

/// Gives a better file of a photo.
async fn replaces(who: &Actor, id: &str, bytes: Vec<u8>, send: bool) -> Answer {
    let form = Form::new().text("send", send.to_string()).part("file", Part::bytes(bytes).file_name("scan.jpg"));
    let request = who.asks(Method::PUT, &format!("/api/v1/photos/{id}/file")).multipart(form);
    Answer::read(request.send().await).await.unwrap()
}

async fn deletes(who: &Actor, id: &str) -> Answer {
    Answer::read(who.asks(Method::DELETE, &format!("/api/v1/photos/{id}/file")).send().await).await.unwrap()
}

#[tokio::test]
async fn a_trusted_person_replaces_a_file_and_everything_follows() {
    let zef = Zef::serve();
    let old = fixture("leaf.jpg");
    let gift = zef.trusted.gives_bytes("leaf.jpg", old.clone()).under("cc-by-sa-4.0").titled("Une feuille");
    let photo = gift.with("tags", "feuille").with("taken", "2019").await.created();
    let id = photo.id();
    let address = photo.renditions().into_iter().next().unwrap();
    let before = zef.visitor.reads(&address).await.is(200);
    let page_before = zef.visitor.reads(&format!("/photos/{id}")).await.is(200).text();

    let new = fixture("path-portrait.jpg");
    let told = replaces(&zef.trusted, &id, new.clone(), true).await.photo();
    assert_eq!((told.id(), told.state()), (id.clone(), "published"));
    let seen = zef.visitor.sees(&id).await.photo();
    assert_ne!(seen.blake3(), photo.blake3());
    for member in ["title", "tags", "taken", "author", "license", "created", "published", "url"] {
        assert_eq!(seen.0[member], photo.0[member], "{member} stays");
    }
    assert_eq!(seen.0["original"]["earlier"][0]["blake3"], photo.blake3());
    // The licence was granted on these bytes, by who gave them.
    let grants = seen.0["licenses"].as_array().unwrap();
    assert_eq!((grants.len(), grants[1]["blake3"].as_str()), (2, Some(seen.blake3())), "{grants:?}");

    // Renditions, downloads, the page and searches follow.
    let after = zef.visitor.reads(&address).await;
    assert!(after.status.as_u16() == 404 || after.bytes != before.bytes, "no old picture at an old address");
    let copy = zef.visitor.takes(&id, "original").await.is(200);
    assert_eq!(files::pixels(&copy.bytes), files::pixels(&new), "the copy has the new pixels");
    let page = zef.visitor.reads(&format!("/photos/{id}")).await.is(200).text();
    assert_ne!(page, page_before);
    let tall = zef.visitor.lists("orientation=portrait").await;
    assert_eq!(tall, slice::from_ref(&id), "searches know its new shape");

    // The old file is still this photo's, for who gave it and for anybody else.
    assert_eq!(zef.trusted.gives_bytes("leaf.jpg", old.clone()).under("cc-by-4.0").await.already_held().id(), id);
    let refused = zef.contributor.gives_bytes("leaf.jpg", old.clone()).under("cc-by-4.0").await.is(409).json();
    assert!(refused["photo"].as_str().unwrap().ends_with(&id), "{refused}");
    assert_eq!(zef.trusted.gives_bytes("x.jpg", new.clone()).under("cc-by-4.0").await.already_held().id(), id);

    // The history says it to everyone.
    let history = zef.visitor.reads(&format!("/api/v1/photos/{id}/history")).await.is(200).json();
    let change = &history["items"][0];
    assert_eq!(
        (change["gesture"].as_str(), change["fields"][0]["field"].as_str()),
        (Some("replace-file"), Some("file"))
    );
    assert_eq!(change["fields"][0]["old"], photo.blake3());
    assert!(zef.visitor.reads(&format!("/photos/{id}/history")).await.is(200).text().contains("Fichier"));

    // Going back to the old file works too.
    let back = replaces(&zef.trusted, &id, old, true).await.photo();
    assert_eq!(back.blake3(), photo.blake3());
    assert_eq!(back.0["original"]["earlier"].as_array().unwrap().len(), 1);

    // Both originals are checked, kept by a rebuild, and forgotten with the photo.
    let house = zef.ends_well();
    house.run(&["check"]).well();
    house.run(&["rebuild"]).well();
    let zef = house.serve();
    assert_eq!(zef.visitor.sees(&id).await.photo().blake3(), photo.blake3());
    let house = zef.ends_well();
    house.run(&["forget", "photo", &id, "--yes"]).well();
    let left = crate::zef::files_in(&house.storage.join("originals"));
    assert!(left.is_empty(), "{left:?}");
}

#[tokio::test]
async fn a_file_that_is_here_already_is_refused_by_the_name_of_its_photo() {
    let zef = Zef::serve();
    let photo = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").await.created();
    let other = zef.trusted.gives("pier.tif").under("cc-by-4.0").await.created();
    let theirs = zef.moderator.gives("storm.webp").under("cc-by-4.0").await.created();
    for (file, held) in [("pier.tif", &other), ("storm.webp", &theirs)] {
        let answer = replaces(&zef.trusted, &photo.id(), fixture(file), true).await.is(409);
        let problem = answer.json();
        assert_eq!(problem["code"], "already-held");
        assert!(problem["detail"].as_str().unwrap().contains(&held.id()), "{problem}");
        assert!(problem["photo"].as_str().unwrap().ends_with(&held.id()), "{problem}");
    }
    let same = replaces(&zef.trusted, &photo.id(), fixture("leaf.jpg"), true).await.refused(409, "already-held");
    assert!(same.contains("déjà"), "{same}");
    // Drafts of others are not told of.
    zef.other.gives("boats-progressive.jpg").in_draft().await.created();
    replaces(&zef.trusted, &photo.id(), fixture("boats-progressive.jpg"), false).await.photo();
    // What is no photograph is refused as when it is given.
    replaces(&zef.trusted, &photo.id(), b"no picture".to_vec(), true).await.refused(415, "unsupported-format");
    // Nobody else replaces it, whatever their role; nor is the file of a draft replaced.
    replaces(&zef.moderator, &photo.id(), fixture("flower-portrait.png"), true).await.refused(403, "not-allowed");
    replaces(&zef.visitor, &photo.id(), fixture("flower-portrait.png"), true).await.refused(401, "not-signed-in");
    let draft = zef.trusted.gives("drop.gif").in_draft().await.created();
    replaces(&zef.trusted, &draft.id(), fixture("flower-portrait.png"), true).await.refused(409, "wrong-state");
    zef.ends_well();
}

#[tokio::test]
async fn the_file_of_a_new_person_waits_for_a_moderator() {
    let zef = Zef::serve();
    let photo = zef.contributor.gives("leaf.jpg").under("cc-by-4.0").titled("Feuille").await.created();
    zef.moderator.publishes(&photo.id()).await;
    let id = photo.id();
    // Only proposed: for its contributor alone.
    let proposed = replaces(&zef.contributor, &id, fixture("path-portrait.jpg"), false).await.photo();
    assert_eq!((proposed.blake3(), &proposed.0["replacement"]["sent"]), (photo.blake3(), &json!(false)));
    assert_eq!(proposed.0["replacement"]["looks_alike"], json!(false));
    let picture = proposed.0["replacement"]["renditions"][0]["url"].as_str().unwrap();
    let picture = picture[picture.find("/photos/").unwrap()..].to_owned();
    zef.contributor.reads(&picture).await.is(200);
    for stranger in [&zef.visitor, &zef.other, &zef.moderator] {
        assert_eq!(stranger.sees(&id).await.photo().0.get("replacement"), None);
        stranger.reads(&picture).await.is(404);
    }
    // An address is that of one file: another one, one of nobody and one of another photo are not there.
    let (address, file) = picture.split_once("?file=").unwrap();
    zef.contributor.reads(address).await.is(200);
    let theirs = zef.other.gives("storm.webp").in_draft().await.created();
    for other in ["", "00000000", "..", &photo.blake3()[..8], &theirs.blake3()[..8], &file[..4]] {
        zef.contributor.reads(&format!("{address}?file={other}")).await.is(404);
    }
    assert_eq!(zef.moderator.reads("/api/v1/review?files=true").await.is(200).json()["total"], 0);

    let sent = zef.contributor.posts(&format!("/api/v1/photos/{id}/file/send"), json!({})).await.photo();
    assert_eq!((sent.blake3(), &sent.0["replacement"]["sent"]), (photo.blake3(), &json!(true)));
    assert_eq!(zef.visitor.sees(&id).await.photo().blake3(), photo.blake3(), "nothing is public before a review");
    zef.visitor.reads(&picture).await.is(404);
    let waiting = zef.moderator.reads("/api/v1/review?files=true").await.is(200).json();
    assert_eq!(waiting["items"][0]["id"], id.as_str());
    zef.other.reads("/api/v1/review?files=true").await.refused(403, "not-allowed");
    let decide = format!("/api/v1/photos/{id}/file/review");
    zef.contributor.posts(&decide, json!({ "decision": "publish" })).await.refused(403, "not-allowed");
    zef.moderator.posts(&decide, json!({ "decision": "refuse" })).await.refused(422, "missing-reason");
    let reason = json!({ "decision": "refuse", "reason": "C’est une autre feuille." });
    zef.moderator.posts(&decide, reason).await.photo();
    let mine = zef.contributor.sees(&id).await.photo();
    assert_eq!((mine.blake3(), mine.0.get("replacement")), (photo.blake3(), None));
    let anne = Browser::of(&zef, "anne").await;
    let news = anne.opens("/account/news").await.is(200).text();
    assert!(news.contains("C’est une autre feuille."), "{news}");

    // Another one is taken.
    replaces(&zef.contributor, &id, fixture("boats-progressive.jpg"), true).await.photo();
    zef.moderator.posts(&decide, json!({ "decision": "publish" })).await.photo();
    let seen = zef.visitor.sees(&id).await.photo();
    assert_ne!(seen.blake3(), photo.blake3());
    assert_eq!(seen.0["licenses"].as_array().unwrap().len(), 2);
    assert!(anne.opens("/account/news").await.is(200).text().contains("a pris la place de l’ancien"));
    assert!(!deletes(&zef.contributor, &id).await.refused(409, "wrong-state").is_empty());
    let house = zef.ends_well();
    house.run(&["check"]).well();
}

#[tokio::test]
async fn both_files_stand_side_by_side_before_one_takes_the_place_of_the_other() {
    let zef = Zef::serve();
    let photo = zef.contributor.gives("leaf.jpg").under("cc-by-sa-4.0").titled("Feuille").await.created();
    zef.moderator.publishes(&photo.id()).await;
    let before = zef.visitor.sees(&photo.id()).await.photo();
    let address = format!("/photos/{}/replace", photo.id());
    let anne = Browser::of(&zef, "anne").await;
    let page = anne.opens(&format!("/photos/{}", photo.id())).await.is(200).text();
    assert!(page.contains(&address) && page.contains("Remplacer le fichier"), "{page}");
    assert!(!zef.visitor.reads(&format!("/photos/{}", photo.id())).await.text().contains(&address));
    Browser::of(&zef, "bran").await.opens(&address).await.is(403);
    let form = anne.form_on(&address, &address).await;
    let csrf = form.fields.iter().find(|(name, _)| name == "csrf").unwrap().1.clone();
    let send =
        |bytes: Vec<u8>| Form::new().text("csrf", csrf.clone()).part("file", Part::bytes(bytes).file_name("scan.jpg"));
    let refused = anne.uploads_to(&address, send(b"rien".to_vec())).await.is(415).text();
    assert!(refused.contains("role=\"alert\"") && refused.contains("type=\"file\""), "{refused}");
    anne.uploads_to(&address, send(fixture("path-portrait.jpg"))).await.is(303);
    let both = anne.opens(&address).await.is(200).text();
    assert_eq!(both.matches("<figure>").count(), 2);
    assert!(both.contains("ne se ressemblent pas") && both.contains("sous CC\u{a0}BY"), "{both}");
    let sending = anne.form_on(&address, &format!("{address}/send")).await;
    anne.fills(&sending, &[]).await.is(303);
    assert!(anne.opens(&address).await.is(200).text().contains("attend sa relecture"));

    let mona = Browser::of(&zef, "mona").await;
    assert!(mona.opens("/review").await.is(200).text().contains("Un fichier à relire"));
    assert!(mona.opens("/review/files").await.is(200).text().contains(&address));
    Browser::of(&zef, "bran").await.opens("/review/files").await.is(404);
    let page = mona.opens(&address).await.is(200).text();
    assert_eq!(page.matches("<figure>").count(), 2, "{page}");
    let forms: Vec<_> =
        crate::browser::forms(&page).into_iter().filter(|form| form.action == format!("{address}/decide")).collect();
    let refusal =
        forms.iter().find(|form| form.fields.iter().any(|field| *field == ("decision".into(), "refuse".into())));
    mona.fills(refusal.unwrap(), &[("reason", " ")]).await.is(422);
    let accept =
        forms.iter().find(|form| form.fields.iter().any(|field| *field == ("decision".into(), "publish".into())));
    mona.fills(accept.unwrap(), &[]).await.is(303);
    // Decided on as it was seen: the same form sent again changes nothing.
    mona.fills(accept.unwrap(), &[]).await.is(409);
    let seen = zef.visitor.sees(&photo.id()).await.photo();
    assert_ne!(seen.blake3(), photo.blake3());
    assert_eq!(seen.0["original"]["earlier"].as_array().map(Vec::len), Some(1));
    assert_eq!(seen.0["place"], before.0["place"], "the place of the new file is not read");
    zef.ends_well();
}

#[tokio::test]
async fn a_refused_file_is_removed_by_who_sent_it_or_gives_way_to_another() {
    let zef = Zef::serve();
    let photo = zef.contributor.gives("leaf.jpg").under("cc-by-4.0").titled("Feuille").await.created();
    let id = photo.id();
    zef.moderator.publishes(&id).await;
    let address = format!("/photos/{id}/replace");
    let (anne, mona) = (Browser::of(&zef, "anne").await, Browser::of(&zef, "mona").await);
    let refuse = async |reason: &str| {
        replaces(&zef.contributor, &id, fixture("path-portrait.jpg"), true).await.photo();
        let body = json!({ "decision": "refuse", "reason": reason });
        zef.moderator.posts(&format!("/api/v1/photos/{id}/file/review"), body).await.photo();
    };
    refuse("C’est une autre feuille.").await;
    let told = async |browser: &Browser, path: &str| {
        browser.opens(path).await.is(200).text().contains("C’est une autre feuille.")
    };
    assert!(told(&anne, &address).await && told(&anne, "/account/news").await);
    mona.opens(&address).await.is(403);
    // Its giver removes it.
    let form = anne.form_on(&address, &format!("{address}/drop")).await;
    anne.fills(&form, &[]).await.is(303);
    assert!(anne.opens(&format!("/photos/{id}")).await.text().contains("Le refus n’est plus affiché."));
    assert!(!told(&anne, &address).await && !told(&anne, "/account/news").await);
    anne.fills(&form, &[]).await.is(409);

    // A program removes it too, and another file that is offered takes its place.
    refuse("C’est une autre feuille.").await;
    deletes(&zef.other, &id).await.refused(403, "not-allowed");
    deletes(&zef.contributor, &id).await.photo();
    assert!(!told(&anne, &address).await);
    refuse("C’est une autre feuille.").await;
    assert!(told(&anne, &address).await);
    replaces(&zef.contributor, &id, fixture("boats-progressive.jpg"), false).await.photo();
    assert!(!told(&anne, &address).await && !told(&anne, "/account/news").await);
    zef.ends_well();
}

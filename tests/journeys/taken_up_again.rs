//! Drafts continued later, and a page open in two browsers: no typed text is silently lost.

use serde_json::json;

use crate::{
    browser::{Browser, PageForm, forms},
    files, metadata,
    zef::{PASSWORD, Zef},
};

/// The form with the box ticked below what each file says, when it says something else than its giver.
fn vouched(form: &PageForm, ids: &[String]) -> PageForm {
    let mut form = form.clone();
    form.fields.extend(ids.iter().map(|id| (format!("photo.{id}.vouched"), "yes".to_owned())));
    form
}

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
    anne.fills(&vouched(&form, &ids), &[("submit", "true")]).await.is(303);
    for (id, author) in ids.iter().zip(["Yann Riou", "Lena Rolland"]) {
        let photo = zef.moderator.sees(id).await.photo().0;
        assert_eq!(photo["state"], "submitted");
        assert_eq!(photo["author"]["name"], author);
        assert_eq!(photo["alt"], "Vue du port");
        assert_eq!(
            photo["place"],
            json!({ "name": "Ouessant", "precision": "hidden", "latitude": null, "longitude": null, "direction": null })
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
    let places: Vec<String> = ids.iter().map(|id| format!("photo.{id}.place_name")).collect();
    let others =
        [("author_name", "Fonds Riou"), (places[0].as_str(), ""), (places[1].as_str(), ""), ("submit", "true")];
    anne.fills(&vouched(&form, &ids), &others).await.is(303);
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
    anne.fills(&vouched(&form, std::slice::from_ref(&draft)), &answers).await.is(303);
    let shown = zef.moderator.sees(&draft).await.photo();
    assert_eq!(shown.0["licenses"][0]["license"]["id"], "cc-by-sa-4.0");
    assert_ne!(shown.0["licenses"][0]["wording"], "unseen");
    zef.ends_well();
}

#[tokio::test]
async fn what_is_typed_outlives_the_session_and_comes_through_a_sign_in() {
    let zef = Zef::serve();
    let id = zef.contributor.gives("leaf.jpg").under("cc-by-4.0").titled("Feuille").await.created().id();
    let path = format!("/photos/{id}/edit");
    let anne = Browser::of(&zef, "anne").await;
    let form = anne.form_on(&path, &path).await;
    let out = anne.form_on("/account", "/account/sign-out-everywhere").await;
    anne.fills(&out, &[]).await.is(303);

    // A browser that asks another machine over http sends no Fetch Metadata, but the origin of its page.
    let told = anne.over_http().fills(&form, &[("title", "La feuille perdue")]).await.is(401).text();
    assert!(told.contains("La feuille perdue") && forms(&told).iter().any(|form| form.action == "/login"), "{told}");
    let page = anne.fills(&form, &[("title", "La feuille d’« automne »")]).await.is(401);
    let sign_in = forms(&page.text()).into_iter().find(|form| form.action == "/login").unwrap();
    let again = anne.fills(&sign_in, &[("handle", "anne"), ("password", "certainly not this one")]).await.is(422);
    let sign_in = forms(&again.text()).into_iter().find(|form| form.action == "/login").unwrap();
    let page = anne.fills(&sign_in, &[("handle", "anne"), ("password", PASSWORD)]).await.is(200);
    let waiting = forms(&page.text()).into_iter().find(|form| form.action == path).unwrap();
    anne.fills(&waiting, &[]).await.is(303);
    // Signing out everywhere ended their token too.
    assert_eq!(zef.moderator.sees(&id).await.photo().0["title"], "La feuille d’« automne »");

    // A page that is older than the session is sent again by one button as well.
    let page = anne.fills(&form, &[("title", "Feuille de chêne")]).await.is(403);
    let waiting = forms(&page.text()).into_iter().find(|form| form.action == path).unwrap();
    // Meanwhile the photo was changed: that is said as well, and nothing is overwritten.
    anne.fills(&waiting, &[]).await.is(409);

    // What another site sends is refused outright, with nothing to confirm.
    let forged = anne.elsewhere().fills(&form, &[("title", "Piège")]).await.is(403).text();
    assert!(!forged.contains("Piège"), "{forged}");
    zef.ends_well();
}

#[tokio::test]
async fn one_wrong_word_does_not_cost_the_others() {
    let zef = Zef::serve();
    let mut ids = Vec::new();
    for fixture in ["leaf.jpg", "kermesse.jpg"] {
        ids.push(zef.contributor.gives(fixture).in_draft().under("cc-by-4.0").await.created().id());
    }
    let anne = Browser::of(&zef, "anne").await;
    let form = vouched(&anne.form_on(&format!("/upload?ids={}", ids.join(",")), "/upload/details").await, &ids);
    let [title, taken] = [format!("photo.{}.title", ids[0]), format!("photo.{}.taken", ids[1])];
    let words = [(title.as_str(), "Une feuille"), (taken.as_str(), "31/02/2020"), ("submit", "true")];
    let page = anne.fills(&form, &words).await.is(422).text();
    assert!(page.contains(&format!("href=\"#taken-{}\"", ids[1])), "the page leads to the photo to mend");
    assert_eq!(page.matches("aria-invalid=\"true\"").count(), 1);
    // Whoever leaves now finds again what was right.
    let kept = zef.contributor.sees(&ids[0]).await.photo().0;
    assert_eq!((&kept["state"], &kept["title"]), (&json!("draft"), &json!("Une feuille")));
    zef.ends_well();
}

#[tokio::test]
async fn all_that_is_to_mend_is_told_at_once_and_what_is_put_aside_is_not_asked_about() {
    let zef = Zef::serve();
    let mut ids = Vec::new();
    for number in 1..=3 {
        let reserved = ["-EXIF:Copyright=© Paul Autre. All rights reserved"];
        let bytes = metadata::written(&files::small_photograph(number), &reserved);
        ids.push(zef.contributor.gives_bytes("a.jpg", bytes).in_draft().await.created().id());
    }
    let anne = Browser::of(&zef, "anne").await;
    // Drafts taken up again come in the order in which they were given.
    let resume = anne.opens("/upload").await.is(200).text();
    assert!(resume.contains(&format!("?ids={}", ids.join(","))), "{resume}");

    let form = anne.form_on(&format!("/upload?ids={}", ids.join(",")), "/upload/details").await;
    let [wrong_date, aside] = [format!("photo.{}.taken", ids[0]), format!("photo.{}.aside", ids[2])];
    let words = [("source", "own"), ("license", "cc-by-4.0"), ("submit", "true"), (aside.as_str(), "yes")];
    let with_date = [words.as_slice(), &[(wrong_date.as_str(), "31/02/2020")]].concat();
    let page = anne.fills(&form, &with_date).await.is(422).text();
    assert!(page.contains("2 photos sont à revoir"), "{page}");
    assert_eq!(
        page.matches("Vérifiez, puis cochez la case").count(),
        2,
        "the photo of the wrong date lacks its tick too"
    );

    anne.fills(&vouched(&form, &ids[..2]), &words).await.is(303);
    for (id, state) in ids.iter().zip(["submitted", "submitted", "draft"]) {
        assert_eq!(zef.contributor.sees(id).await.photo().state(), state);
    }
    assert!(zef.contributor.sees(&ids[2]).await.photo().0["license"].is_null(), "granted once it is sent");
    zef.ends_well();
}

#[tokio::test]
async fn whoever_gives_what_a_file_reserves_is_asked_and_moderators_are_told() {
    let zef = Zef::serve();
    let reserved = metadata::written(
        &files::fixture("dune-display-p3.jpg"),
        &["-all=", "-EXIF:Copyright=© Paul Autre. All rights reserved"],
    );
    let draft = zef.trusted.gives_bytes("dune.jpg", reserved).in_draft().under("cc-by-4.0").await.created().id();
    let (tina, mona) = (Browser::of(&zef, "tina").await, Browser::of(&zef, "mona").await);
    let page = format!("/upload?ids={draft}");
    let form = tina.form_on(&page, "/upload/details").await;
    assert!(tina.fills(&form, &[("submit", "true")]).await.is(422).text().contains("Paul Autre"));
    assert_eq!(zef.trusted.sees(&draft).await.photo().state(), "draft");
    let form = vouched(&tina.form_on(&page, "/upload/details").await, std::slice::from_ref(&draft));
    tina.fills(&form, &[("submit", "true")]).await.is(303);
    assert_eq!(zef.trusted.sees(&draft).await.photo().state(), "published");

    // Public, as trusted people's photos are, and before a moderator's eyes.
    assert!(mona.opens("/review").await.is(200).text().contains("Paul Autre"));
    // The page tells search engines the file's notice; what it reserves is a question for moderators alone.
    assert!(mona.opens(&format!("/photos/{draft}")).await.is(200).text().contains("All rights reserved"));
    assert!(!tina.opens(&format!("/photos/{draft}")).await.is(200).text().contains("All rights reserved"));
    let action = format!("/photos/{draft}/review");
    mona.fills(&mona.form_on("/review", &action).await, &[("decision", "publish")]).await.is(303);
    assert!(!mona.opens("/review").await.is(200).text().contains("Paul Autre"));
    assert_eq!(zef.visitor.sees(&draft).await.photo().state(), "published");
    zef.ends_well();
}

#[tokio::test]
async fn a_refused_photo_is_corrected_and_looked_at_again() {
    let zef = Zef::serve();
    let id = zef.contributor.gives("leaf.jpg").under("cc-by-4.0").titled("Feuille").await.created().id();
    zef.moderator.decides(&id, "refuse", "Dites ce que c’est.").await.photo();
    zef.contributor.changes(&id, json!({ "title": "Feuille de chêne" })).await.photo();
    let again = zef.contributor.posts(&format!("/api/v1/photos/{id}/submit"), json!({})).await.photo();
    assert_eq!(again.state(), "submitted");
    let mona = Browser::of(&zef, "mona").await;
    assert!(mona.opens("/review").await.is(200).text().contains("Dites ce que c’est."), "the earlier reason is shown");
    zef.moderator.publishes(&id).await;
    zef.ends_well();
}

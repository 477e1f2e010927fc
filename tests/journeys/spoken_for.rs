//! Programs that act for people: tokens, their end, and the attribution of a record without a library.

use reqwest::Method;
use serde_json::json;

use crate::{
    actors::{Actor, client},
    answer::Answer,
    browser::Browser,
    zef::{House, Zef},
};

#[tokio::test]
async fn a_token_speaks_for_its_person_until_it_is_revoked() {
    let zef = Zef::serve();
    let me = zef.contributor.reads("/api/v1/me").await.is(200).json();
    assert_eq!((&me["handle"], &me["role"]), (&json!("anne"), &json!("contributor")));
    assert!(!me.to_string().contains("password"), "{me}");

    let anne = Browser::of(&zef, "anne").await;
    let form = anne.form_on("/account", "/account/tokens/revoke").await;
    anne.fills(&form, &[]).await.is(303);
    let sentence = zef.contributor.reads("/api/v1/me").await.refused(401, "not-signed-in");
    assert!(sentence.contains("Ce jeton n’est pas reconnu"), "{sentence}");
    zef.contributor.gives("leaf.jpg").under("cc-by-4.0").await.refused(401, "not-signed-in");
    zef.visitor.reads("/api/v1/me").await.refused(401, "not-signed-in");
    zef.ends_well();
}

#[tokio::test]
async fn a_token_is_shown_once_and_the_page_loaded_again_makes_no_other() {
    let zef = Zef::serve();
    let anne = Browser::of(&zef, "anne").await;
    let form = anne.form_on("/account", "/account/tokens").await;
    let made = anne.fills(&form, &[("label", "Rédaction")]).await.is(303);
    assert!(made.text().is_empty() && made.header("location") == "/account", "{made:?}");
    let shown = anne.opens("/account").await.is(200).text();
    let secret = shown.split("id=\"fresh-token\" readonly value=\"").nth(1).and_then(|rest| rest.split('"').next());
    zef.visitor.bearing(secret.unwrap()).reads("/api/v1/me").await.is(200);
    let again = anne.opens("/account").await.is(200).text();
    assert!(!again.contains(secret.unwrap()) && !again.contains("class=\"secret\""), "{again}");
    assert_eq!(again.matches("Rédaction").count(), shown.matches("Rédaction").count());
    zef.ends_well();
}

#[tokio::test]
async fn a_token_opens_the_api_alone() {
    let zef = Zef::serve();
    let client = client().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let answered = |actor: &Actor, method: Method, path: &str| {
        let form = "label=Pour moi&handle=anne&csrf=0";
        let request = actor.asks(method, path).header("content-type", "application/x-www-form-urlencoded").body(form);
        let sent = client.execute(request.build().unwrap());
        async move {
            let answer = Answer::read(sent.await).await.unwrap();
            (answer.status.as_u16(), answer.header("location").to_owned())
        }
    };
    for (method, path) in [
        (Method::GET, "/account"),
        (Method::GET, "/account/photos"),
        (Method::GET, "/upload"),
        (Method::GET, "/review"),
        (Method::POST, "/account/tokens"),
        (Method::POST, "/account/password"),
        (Method::POST, "/upload"),
        (Method::POST, "/upload/file"),
    ] {
        let nobody = answered(&zef.visitor, method.clone(), path).await;
        assert!([303, 400, 401, 403].contains(&nobody.0), "{path}: {nobody:?}");
        assert_eq!(answered(&zef.moderator, method, path).await, nobody, "{path}");
    }
    // What it is for.
    zef.moderator.reads("/api/v1/review").await.is(200);
    zef.ends_well();
}

#[tokio::test]
async fn whoever_reviews_nothing_sees_no_review() {
    let zef = Zef::serve();
    zef.visitor.reads("/api/v1/review").await.refused(401, "not-signed-in");
    zef.trusted.reads("/api/v1/review").await.refused(403, "not-allowed");
    let photo = zef.contributor.gives("leaf.jpg").under("cc-by-4.0").await.created();
    // Its contributor sees it and does not decide on it.
    zef.contributor.decides(&photo.id(), "publish", "").await.refused(403, "not-allowed");
    zef.moderator.decides(&photo.id(), "refuse", " ").await.refused(422, "missing-reason");
    zef.moderator.decides(&photo.id(), "refuse", "Une personne y est reconnaissable.").await.photo();
    let told = Browser::of(&zef, "anne").await.opens("/account/photos").await.is(200).text();
    assert!(told.contains("Une personne y est reconnaissable."), "its contributor reads why");
    zef.ends_well();
}

#[tokio::test]
async fn words_are_changed_against_what_was_seen() {
    let zef = Zef::serve();
    let id = zef.contributor.gives("leaf.jpg").under("cc-by-4.0").titled("Feuille").await.created().id();
    let path = format!("/api/v1/photos/{id}");
    let etag = zef.contributor.sees(&id).await.header("etag").to_owned();
    let patch = |title: &'static str| {
        let request = zef.contributor.asks(Method::PATCH, &path).header("if-match", &etag);
        async move { Answer::read(request.json(&json!({ "title": title })).send().await).await.unwrap() }
    };
    assert_eq!(patch("Feuille de houx").await.photo().0["title"], "Feuille de houx");
    patch("Feuille morte").await.refused(412, "stale");
    assert_eq!(zef.contributor.sees(&id).await.photo().0["title"], "Feuille de houx");
    zef.ends_well();
}

#[tokio::test]
async fn changes_are_told_for_every_photo_that_may_be_changed_and_refused_for_others() {
    let zef = Zef::serve();
    let free = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").titled("Feuille").await.created().id();
    let firm = zef.trusted.gives("storm.webp").under("cc-by-nd-4.0").titled("Orage").await.created().id();
    let path = |id: &str, query: &str| format!("/api/v1/photos/{id}/attribution?lang=fr&{query}");
    let told = zef.visitor.reads(&path(&free, "changes=recadr%C3%A9e&by=Penn%20ar%20Bed")).await.is(200).text();
    assert!(told.contains("Modifications : recadrée par Penn ar Bed."), "{told}");
    for query in ["changes=recadr%C3%A9e", "by=Penn%20ar%20Bed"] {
        zef.visitor.reads(&path(&firm, query)).await.refused(422, "invalid-field");
    }
    zef.visitor.reads(&path(&firm, "changes=")).await.is(200);
    // A parameter that is not known would be left out in silence.
    let answer = zef.visitor.reads(&path(&free, "change=recadr%C3%A9e")).await;
    assert_eq!(answer.json()["field"], "change");
    let sentence = answer.refused(422, "invalid-field");
    assert!(sentence.contains("“change”") || sentence.contains("«\u{a0}change\u{a0}»"), "{sentence}");

    let asks = |ids: serde_json::Value, changes: serde_json::Value| {
        let asked = json!({ "ids": ids, "lang": "fr", "format": "text", "changes": changes, "by": "Penn ar Bed" });
        let request = zef.visitor.asks(Method::POST, "/api/v1/attributions").json(&asked);
        async move { Answer::read(request.send().await).await.unwrap() }
    };
    asks(json!([free, firm]), json!(["recadrée"])).await.refused(422, "invalid-field");
    let each = asks(json!([free, firm]), json!({ free.clone(): ["recadrée"] })).await.is(200).json();
    let block = each["attribution"].as_str().unwrap().to_owned();
    assert_eq!(block.matches("Modifications : recadrée par Penn ar Bed.").count(), 1, "{block}");
    assert!(block.lines().any(|line| line.contains("Orage") && !line.contains("Modifications")), "{block}");
    asks(json!([free]), json!({ firm: ["recadrée"] })).await.refused(422, "invalid-field");
    zef.ends_well();
}

#[tokio::test]
async fn a_field_that_is_none_of_a_deposit_is_named_and_nobody_else_is_credited() {
    let zef = Zef::serve();
    let gift = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").with("author", "Somebody Else").await;
    assert_eq!(gift.json()["field"], "author");
    let sentence = gift.refused(422, "invalid-field");
    assert!(sentence.contains("author"), "{sentence}");
    assert!(zef.visitor.browses().await.is_empty());
    zef.ends_well();
}

#[test]
fn an_attribution_needs_no_library() {
    let house = House::empty();
    let record = r#"{"title":"La jetée","author_name":"Anne Le Gall","license":"CC-BY-SA-4.0","source_url":"https://photos.example/photos/1"}"#;
    let ran = house.run_reading(&["attribution", "--format", "text", "--lang", "fr"], record).well();
    assert_eq!(
        ran.stdout,
        "« La jetée », par Anne Le Gall, sous licence CC BY-SA 4.0 \
         (https://creativecommons.org/licenses/by-sa/4.0/). Source : https://photos.example/photos/1\n"
    );
    assert!(!house.storage.exists(), "nothing was made on the disk");
    let wrong = house.run_reading(&["attribution"], r#"{"license":"cc-by"}"#);
    assert_eq!((wrong.code, wrong.stderr.lines().count()), (1, 1), "{wrong:?}");
}

#[test]
fn what_is_wrong_with_a_record_is_said_in_the_language_of_its_attribution() {
    let house = House::empty();
    let refused = |language: &str, record: &str| {
        let ran = house.run_reading(&["attribution", "--lang", language], record);
        assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.lines().count()), (1, "", 1), "{ran:?}");
        ran.stderr.trim_end().to_owned()
    };
    let slip = r#"{"title":"La jetée","licence":"cc-by-sa-4.0"}"#;
    let in_french = "zef: une fiche n’a pas de clé «\u{a0}licence\u{a0}»\u{a0}: écrivez «\u{a0}license\u{a0}».";
    assert_eq!(refused("fr", slip), in_french);
    assert_eq!(refused("br", slip), in_french);
    assert_eq!(refused("en", slip), "zef: a record has no key “licence”: write “license”.");
    // A list would be read as a record by the order of its values alone.
    for record in ["[]", r#"["La jetée"]"#, "null", "", "{"] {
        refused("fr", record);
    }
    // What another program writes beside the record is passed over, and told.
    let beside = house.run_reading(&["attribution"], r#"{"title":"La jetée","rating":5}"#).well();
    assert!(beside.stdout.contains("La jetée") && beside.stderr.contains("rating"), "{beside:?}");
    let ran = house.run_reading(&["attribution", "--lang", "en", "--json"], "[]");
    let said: serde_json::Value = serde_json::from_str(&ran.stderr).unwrap();
    assert!(ran.code == 1 && said["error"].as_str().unwrap().contains("object"), "{ran:?}");
}

#[test]
fn an_attribution_for_a_program_is_json_and_warns_of_changes_that_may_not_be_shared() {
    let house = House::empty();
    let record = r#"{"title":"Orage","license":"cc-by-nd-4.0","modifications":["recadrée"]}"#;
    let plain = house.run_reading(&["attribution"], record).well();
    assert!(plain.stdout.contains("Modifications : recadrée."), "{plain:?}");
    assert_eq!(plain.stderr.lines().count(), 1, "{plain:?}");
    let ran = house.run_reading(&["attribution", "--json", "--format", "text"], record).well();
    let answer: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(answer, json!({ "attribution": plain.stdout.trim_end(), "format": "text", "lang": "fr" }));
    let warning: serde_json::Value = serde_json::from_str(&ran.stderr).unwrap();
    assert_eq!(plain.stderr.trim_end(), format!("zef: {}", warning["warning"].as_str().unwrap()));
    let may_be_changed = record.replace("-nd", "");
    assert_eq!(house.run_reading(&["attribution"], &may_be_changed).well().stderr, "");
}

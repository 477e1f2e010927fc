//! Invalid values and names in a request are named, in the requested language.

use reqwest::Method;
use serde_json::{Value, json};

use crate::{actors::Actor, answer::Answer, zef::Zef};

/// A field that is wrong, in a problem of status 422.
#[track_caller]
fn wrong(answer: Answer, what: &str) -> Value {
    let problem = answer.json();
    answer.refused(422, "invalid-field");
    assert!(problem["field"].is_string(), "{what}: {problem}");
    problem["field"].clone()
}

async fn posts(actor: &Actor, path: &str, body: &Value) -> Answer {
    Answer::read(actor.asks(Method::POST, path).json(body).send().await).await.unwrap()
}

#[tokio::test]
async fn a_wrong_value_is_refused_by_the_name_of_its_field() {
    let zef = Zef::serve();
    let id = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").await.created().id();
    let waits = zef.contributor.gives("storm.webp").under("cc-by-4.0").await.created().id();
    let photo = format!("/api/v1/photos/{id}");
    for (path, field) in [
        ("/api/v1/photos?limit=abc", "limit"),
        ("/api/v1/photos?limit=-1", "limit"),
        ("/api/v1/photos?limit=2&limit=3", "limit"),
        ("/api/v1/photos?cursor=zzz", "cursor"),
        ("/api/v1/photos?page=2", "page"),
        ("/api/v1/photos?sort=best", "sort"),
        ("/api/v1/photos?lang=AAA", "lang"),
        ("/api/v1/licenses?lang=AAA", "lang"),
        ("/api/v1/people/tina?lang=AAA", "lang"),
        ("/api/v1/openapi.json?lang=AAA", "lang"),
        (&format!("{photo}?lang=AAA"), "lang"),
        (&format!("{photo}/attribution?lang=AAA"), "lang"),
        (&format!("{photo}/attribution?format=word"), "format"),
        (&format!("{photo}/download?strip=maybe"), "strip"),
        (&format!("{photo}/download?lang=AAA"), "lang"),
        (&format!("{photo}/download?strip=false&lang=AAA"), "lang"),
        (&format!("{photo}/download?size=3"), "size"),
        (&format!("{photo}/download?sise=640"), "sise"),
        (&format!("/photos/{id}/download?lang=AAA"), "lang"),
        (&format!("/downloads.zip?ids={id}&lang=AAA"), "lang"),
        (&format!("/api/v1/downloads.zip?ids={id}&langue=fr"), "langue"),
        ("/api/v1/downloads.zip?ids=,é", "ids"),
        ("/oembed?maxwidth=abc&url=x", "maxwidth"),
        ("/oembed", "url"),
    ] {
        let answer =
            Answer::read(zef.visitor.asks(Method::GET, path).header("accept", "application/json").send().await);
        assert_eq!(wrong(answer.await.unwrap(), path), field, "{path}");
    }
    for (path, field) in [("/api/v1/review?limit=abc", "limit"), ("/api/v1/review?cursor=zzz", "cursor")] {
        assert_eq!(wrong(zef.moderator.reads(path).await, path), field, "{path}");
    }
    for (body, field) in [
        (json!({ "ids": "x" }), "ids"),
        (json!({ "ids": ["é"] }), "ids"),
        (json!({ "ids": null }), "ids"),
        (json!({ "ids": [&id], "format": 3 }), "format"),
        (json!({ "ids": [&id], "lang": "AAA" }), "lang"),
        (json!({ "ids": [&id], "lang": [] }), "lang"),
        (json!({ "ids": [&id], "changes": "cropped" }), "changes"),
        (json!({ "ids": [&id], "by": 3 }), "by"),
        (json!({ "ids": [&id], "idz": 3 }), "idz"),
    ] {
        let answer = posts(&zef.visitor, "/api/v1/attributions", &body).await;
        assert_eq!(wrong(answer, &body.to_string()), field, "{body}");
    }
    let (review, withdraw) = (format!("/api/v1/photos/{waits}/review"), format!("{photo}/withdraw"));
    for (actor, path, body, field) in [
        (&zef.moderator, &review, json!({ "decision": 3 }), "decision"),
        (&zef.moderator, &review, json!({ "decision": "publish", "reason": [] }), "reason"),
        (&zef.trusted, &withdraw, json!({ "forget_words": "yes" }), "forget_words"),
        (&zef.trusted, &withdraw, json!({ "reason": 3 }), "reason"),
    ] {
        assert_eq!(wrong(posts(actor, path, &body).await, path), field, "{body}");
    }
    // What is no JSON object has no field to name.
    let broken = zef.visitor.asks(Method::POST, "/api/v1/attributions").body("{\"ids\":").send().await;
    Answer::read(broken).await.unwrap().refused(400, "bad-request");
    zef.ends_well();
}

#[tokio::test]
async fn every_call_is_told_the_language_of_its_reader() {
    let zef = Zef::serve();
    let id = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").titled("Feuille").await.created().id();
    let photo = format!("/api/v1/photos/{id}");
    for path in [
        "/api/v1/photos",
        "/api/v1/photos?limit=1",
        &photo,
        &format!("{photo}/attribution"),
        &format!("{photo}/download?size=640"),
        &format!("/api/v1/downloads.zip?ids={id}"),
        "/api/v1/review",
        "/api/v1/licenses",
        "/api/v1/people/tina",
        "/api/v1/me",
        "/api/v1/openapi.json",
    ] {
        let between = if path.contains('?') { '&' } else { '?' };
        zef.moderator.reads(&format!("{path}{between}lang=en")).await.is(200);
    }
    // The sentence is in the language of the address, whatever the browser prefers.
    for (language, words) in [("en", "give a whole number"), ("fr", "un nombre entier est attendu")] {
        let other = zef.visitor.speaking(if language == "en" { "fr" } else { "en" });
        let answer = other.reads(&format!("/api/v1/photos?limit=abc&lang={language}")).await;
        assert_eq!(answer.header("content-language"), language);
        assert!(answer.refused(422, "invalid-field").contains(words));
    }
    // The next part is asked for in the same language.
    zef.trusted.gives("storm.webp").under("cc-by-4.0").await.created();
    let list = zef.visitor.reads("/api/v1/photos?limit=1&lang=en").await.is(200).json();
    assert!(list["next"].as_str().is_some_and(|next| next.ends_with("&lang=en")), "{list}");
    zef.ends_well();
}

#[tokio::test]
async fn french_words_that_stand_for_breton_are_called_french() {
    let zef = Zef::serve();
    let id = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").titled("Feuille").await.created().id();
    for (asked, written) in [("br", "fr"), ("fr", "fr"), ("en", "en")] {
        let copied = zef.visitor.copies(&id, "html", asked).await.is(200);
        assert_eq!(copied.header("content-language"), written);
        assert!(copied.text().contains(&format!("lang=\"{written}\"")), "{}", copied.text());
        let together = json!({ "ids": [&id], "lang": asked });
        let together = zef.visitor.posts("/api/v1/attributions", together).await.is(200).json();
        assert_eq!(together["lang"], written);
        let page = zef.visitor.reads(&format!("/photos/{id}?snippet={asked}")).await.is(200).text();
        assert!(page.contains(&format!("id=\"text-text\" translate=\"no\" lang=\"{written}\"")), "{asked}");
        let embedded = zef.visitor.reads(&format!("/embed/{id}?lang={asked}")).await.is(200).text();
        // A page in Breton says so, and marks in itself what is French.
        assert!(embedded.contains(&format!("<html lang=\"{asked}\">")), "{asked}");
        let package = zef.visitor.reads(&format!("/downloads.zip?ids={id}&size=640&lang={asked}")).await.is(200);
        let papers = String::from_utf8_lossy(&package.bytes).into_owned();
        assert!(papers.contains(&format!("<html lang=\"{written}\">")), "{asked}");
    }
    zef.ends_well();
}

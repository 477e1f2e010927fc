//! A form that is sent twice, by a second click or since its answer was lost, has the effect of one; with other words it is another.

use std::collections::BTreeSet;

use futures_util::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};

use super::workbench::{presses, public, sends, with_curator};
use crate::{
    actors::Actor,
    answer::Answer,
    browser::{self, Browser},
    zef::Zef,
};

async fn collections(zef: &Zef) -> Vec<Value> {
    let list = zef.moderator.reads("/api/v1/collections?state=draft").await.is(200).json();
    list["items"].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_collection_whose_form_is_sent_again_is_the_one_that_was_made() {
    let (zef, _cora) = with_curator();
    let photo = public(&zef, 1, &[]).await;
    let tina = Browser::of(&zef, "tina").await;
    let form = tina.form_on(&format!("/collections/new?ids={photo}"), "/collections").await;
    let fill = async |title: &str| -> String {
        let made = tina.fills(&form, &[("title", title)]).await.is(303);
        made.header("location").to_owned()
    };
    assert_eq!([fill("Les phares").await, fill("Les phares").await], ["/collections/les-phares"; 2]);
    // Who goes back in the browser and types another title makes another collection.
    assert_eq!(fill("Les cales").await, "/collections/les-cales");
    let another = tina.form_on("/collections/new", "/collections").await;
    let another = tina.fills(&another, &[("title", "Les phares")]).await.is(303);
    assert_eq!(another.header("location"), "/collections/les-phares-2");
    let counts: Vec<Value> = collections(&zef).await.iter().map(|one| json!([one["slug"], one["count"]])).collect();
    let expected = [json!(["les-phares-2", 0]), json!(["les-cales", 1]), json!(["les-phares", 1])];
    assert_eq!(counts, expected);
    // A key is that of one person.
    let cora = Browser::of(&zef, "cora").await;
    let mut own = cora.form_on("/collections/new", "/collections").await;
    own.fields.retain(|(name, _)| name != "idempotency_key");
    own.fields.extend(form.fields.iter().filter(|(name, _)| name == "idempotency_key").cloned());
    let other = cora.fills(&own, &[("title", "Les phares")]).await.is(303);
    assert_eq!(other.header("location"), "/collections/les-phares-3");
    zef.ends_well();
}

#[tokio::test]
async fn a_program_marks_what_it_sends_again_by_a_key() {
    let zef = Zef::serve();
    let make = async |by: &Actor, title: &str, key: Option<&str>| -> String {
        let mut sent = by.asks(Method::POST, "/api/v1/collections").json(&json!({ "title": title }));
        if let Some(key) = key {
            sent = sent.header("idempotency-key", key);
        }
        let made = Answer::read(sent.send().await).await.unwrap().is(201);
        made.json()["slug"].as_str().unwrap().to_owned()
    };
    let key = Some("\"8e03978e-40d5-43dd-bc93-6894a57f9324\"");
    assert_eq!(make(&zef.trusted, "Phares", key).await, "phares");
    assert_eq!(make(&zef.trusted, "Phares", key).await, "phares");
    assert_eq!(make(&zef.trusted, "Cales", key).await, "cales");
    assert_eq!(make(&zef.trusted, "Phares", None).await, "phares-2");
    assert_eq!(make(&zef.contributor, "Phares", key).await, "phares-3");
    zef.ends_well();
}

#[tokio::test]
async fn a_batch_that_is_sent_again_makes_no_second_collection() {
    let (zef, _cora) = with_curator();
    let ids = [public(&zef, 1, &[]).await, public(&zef, 2, &[]).await];
    let cora = Browser::of(&zef, "cora").await;
    let list = "/curate?lane=title";
    let preview =
        sends(&cora, list, &ids, &[("collection_new", "Les phares"), ("tags_add", "phare")]).await.is(200).text();
    for _ in 0..2 {
        presses(&cora, &preview, "/curate", Some(("step", "make"))).await.is(303);
    }
    let made = collections(&zef).await;
    assert_eq!(made.iter().map(|one| &one["count"]).collect::<Vec<_>>(), [&json!(2)], "{made:?}");
    // It is one batch, which is undone whole.
    let page = cora.opens("/curate/batches").await.is(200).text();
    assert!(page.contains("2 photos changées"), "{page}");
    zef.ends_well();
}

#[tokio::test]
async fn a_report_that_is_sent_again_is_the_same_report() {
    let zef = Zef::serve();
    let id = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").await.created().id();
    let passer_by = Browser::before(&zef);
    let page = format!("/report?photo={id}");
    let form = passer_by.form_on(&page, "/report").await;
    let fill = async |text: &str| -> String {
        let sent = passer_by.fills(&form, &[("reason", "other"), ("text", text)]).await.is(303);
        sent.header("location").to_owned()
    };
    let first = fill("On me voit à la fenêtre.").await;
    assert_eq!(fill("On me voit à la fenêtre.").await, first);
    let more = fill("On me voit à la fenêtre, au premier.").await;
    assert_ne!(more, first);
    let open = zef.moderator.reads("/api/v1/reports").await.is(200).json();
    assert_eq!(open["total"], json!(2));
    // Nobody chooses for others the secret by which a report is read.
    let chosen = "5".repeat(64);
    let shown = passer_by.opens(&format!("{page}&idempotency_key={chosen}")).await.is(200).text();
    let keys: Vec<String> = browser::forms(&shown)
        .into_iter()
        .flat_map(|form| form.fields)
        .filter_map(|(name, value)| (name == "idempotency_key").then_some(value))
        .collect();
    assert!(keys.len() == 1 && keys[0].len() == 64 && keys[0] != chosen, "{keys:?}");
    zef.ends_well();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn forms_that_are_sent_at_the_same_moment_have_the_effect_of_one() {
    let zef = Zef::serve();
    let id = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").await.created().id();
    let tina = Browser::of(&zef, "tina").await;
    for (page, action, words) in [
        ("/collections/new".to_owned(), "/collections", [("title", "Les phares"), ("text", "Du Léon")]),
        (format!("/report?photo={id}"), "/report", [("reason", "other"), ("text", "On me voit à la fenêtre.")]),
    ] {
        let form = tina.form_on(&page, action).await;
        let sent = join_all((0..8).map(|_| tina.fills(&form, &words))).await;
        let leads_to: BTreeSet<String> =
            sent.into_iter().map(|answer| answer.is(303).header("location").to_owned()).collect();
        assert_eq!(leads_to.len(), 1, "{leads_to:?}");
    }
    assert_eq!(collections(&zef).await.len(), 1);
    assert_eq!(zef.moderator.reads("/api/v1/reports").await.is(200).json()["total"], json!(1));
    zef.ends_well();
}

//! Tags as records: what curators say of them, what searches find by them, what photos are given; merging, renaming, splitting
//! and banning them.

use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    actors::Actor,
    answer::Answer,
    browser::{Browser, forms},
    files,
    zef::{House, PASSWORD, Zef},
};

/// A library with a curator, and her.
fn with_curator() -> (Zef, Actor) {
    let (house, token) = House::new().with_curator();
    let zef = house.serve();
    let cora = zef.visitor.bearing(&token);
    (zef, cora)
}

/// A photo with these tags, public when Tina gives it.
async fn given(who: &Actor, number: u64, tags: &str) -> String {
    let gift = who.gives_bytes("rade.jpg", files::small_photograph(number)).under("cc-by-4.0");
    gift.with("tags", tags).await.created().id()
}

async fn says(who: &Actor, tag: &str, patch: Value) -> Answer {
    let path = format!("/api/v1/tags/{tag}");
    Answer::read(who.asks(Method::PATCH, &path).json(&patch).send().await).await.unwrap()
}

async fn tag(who: &Actor, tag: &str) -> Value {
    who.reads(&format!("/api/v1/tags/{tag}")).await.is(200).json()
}

async fn tags_of(who: &Actor, id: &str) -> Value {
    who.sees(id).await.photo().0["tags"].clone()
}

/// The photos that a query finds, and that they are as many as its facets say of this tag.
async fn found(who: &Actor, query: &str) -> Vec<String> {
    let mut ids = who.lists(query).await;
    ids.sort();
    ids
}

async fn facet(who: &Actor, query: &str, facet: &str) -> Value {
    who.reads(&format!("/api/v1/photos?{query}")).await.is(200).json()["facets"][facet].clone()
}

fn sorted(ids: &[&String]) -> Vec<String> {
    let mut ids: Vec<String> = ids.iter().map(|id| (*id).clone()).collect();
    ids.sort();
    ids
}

#[tokio::test]
async fn a_curator_says_what_a_tag_means_and_no_circle_nor_second_name_is_made() {
    let (zef, cora) = with_curator();
    zef.visitor.reads("/api/v1/tags/Cale").await.refused(404, "not-found");
    says(&zef.trusted, "cale", json!({ "text": "Non." })).await.refused(403, "not-allowed");
    says(&zef.visitor, "cale", json!({ "text": "Non." })).await.refused(401, "not-signed-in");

    let patch = json!({
        "labels": { "br": "kal", "en": "Slipway" }, "synonyms": ["slip", "Rampe"], "broader": ["port"], "related": ["quai"],
        "text": "Plan incliné qui descend dans l’eau.", "links": ["https://www.wikidata.org/wiki/Q751876", "leisure=slipway"],
    });
    let said = says(&cora, "cale", patch).await.is(200);
    let (etag, cale) = (said.header("etag").to_owned(), said.json());
    assert_eq!(cale["labels"], json!({ "br": "kal", "en": "Slipway" }));
    assert_eq!(cale["links"], json!(["Q751876", "leisure=slipway"]));
    assert_eq!((&cale["label"], &cale["broader"], &cale["narrower"]), (&json!("cale"), &json!(["port"]), &json!([])));
    assert_eq!(tag(&zef.visitor.speaking("en"), "cale").await["label"], json!("Slipway"));
    // A synonym is the tag; broader and related are read from the other end too.
    assert_eq!(tag(&zef.visitor, "SLIP").await["tag"], json!("cale"));
    assert_eq!(tag(&zef.visitor, "port").await["narrower"], json!(["cale"]));
    assert_eq!(tag(&zef.visitor, "quai").await["related"], json!(["cale"]));
    // What was read and sent back changes nothing.
    let again = says(&cora, "cale", cale.clone()).await.is(200);
    assert_eq!((again.header("etag"), again.json()), (etag.as_str(), cale.clone()));

    // Read in another language, the label is another word: sent back as it was read, it changes nothing either.
    let english = zef.visitor.speaking("en");
    let read = tag(&english, "cale").await;
    let sent = cora.speaking("en").asks(Method::PATCH, "/api/v1/tags/cale").json(&read).send();
    assert_eq!(Answer::read(sent.await).await.unwrap().is(200).header("etag"), etag);

    // One word is one tag's.
    says(&cora, "ponton", json!({ "synonyms": ["RAMPE"] })).await.refused(409, "tag-taken");
    says(&cora, "ponton", json!({ "synonyms": ["Cale"] })).await.refused(409, "tag-taken");
    says(&cora, "cale", json!({ "label": "Grève" })).await.refused(422, "another-tag");
    says(&cora, "cale", json!({ "label": "Câle" })).await.is(200);
    assert_eq!(tag(&zef.visitor, "cale").await["tag"], json!("câle"));
    // Nothing stands above itself.
    says(&cora, "port", json!({ "broader": ["slip"] })).await.refused(422, "tag-circle");
    says(&cora, "port", json!({ "broader": ["port"] })).await.refused(422, "tag-circle");
    says(&cora, "cale", json!({ "related": ["cale"] })).await.refused(422, "tag-itself");
    // An earlier revision is refused, and so is what cannot be read.
    let stale =
        cora.asks(Method::PATCH, "/api/v1/tags/cale").header("if-match", &etag).json(&json!({ "text": "Autre." }));
    Answer::read(stale.send().await).await.unwrap().refused(412, "stale");
    says(&cora, "cale", json!({ "revision": cale["revision"], "text": "Autre." })).await.refused(409, "stale");
    says(&cora, "cale", json!({ "links": ["slipway"] })).await.refused(422, "invalid-field");
    // What is no longer close is not, from both ends.
    says(&cora, "quai", json!({ "related": ["grève"] })).await.is(200);
    assert_eq!(tag(&zef.visitor, "cale").await["related"], json!([]));
    zef.ends_well();
}

#[tokio::test]
async fn what_is_said_of_a_tag_stands_on_the_page_of_each_photo_that_has_it() {
    let (zef, cora) = with_curator();
    let (first, second) = (given(&zef.trusted, 1, "slip, mer").await, given(&zef.trusted, 2, "quai").await);
    let page = async |path: &str| zef.visitor.reads(path).await.is(200).text();
    let (of_first, in_english) = (format!("/photos/{first}"), format!("/en/photos/{first}"));
    assert!(!page(&of_first).await.contains("Plan incliné"));
    let patch = json!({ "labels": { "en": "Slipway" }, "synonyms": ["slip"], "text": "Plan incliné.\n\nOn y hale les bateaux." });
    says(&cora, "cale", patch).await.is(200);
    let told = page(&of_first).await;
    assert!(told.contains("Plan incliné.") && told.contains("<p class=\"told\">On y hale les bateaux.</p>"), "{told}");
    assert!(page(&in_english).await.contains(">Slipway</a></h2>"));
    assert!(!page(&format!("/photos/{second}")).await.contains("Plan incliné"));
    says(&cora, "cale", json!({ "text": "Une pente vers l’eau." })).await.is(200);
    let told = page(&of_first).await;
    assert!(told.contains("Une pente vers l’eau.") && !told.contains("Plan incliné"), "{told}");
    zef.ends_well();
}

#[tokio::test]
async fn a_search_goes_down_and_through_synonyms_and_counts_agree() {
    let (zef, cora) = with_curator();
    let cale = given(&zef.trusted, 1, "cale, mer").await;
    let slip = given(&zef.trusted, 2, "Slip").await;
    let canots = given(&zef.trusted, 3, "cale à canots").await;
    let other = given(&zef.trusted, 4, "Église").await;
    let accent = given(&zef.trusted, 5, "eglise, mer").await;
    // Case and accents do not count.
    assert_eq!(found(&zef.visitor, "tag=eglise").await, sorted(&[&other, &accent]));
    assert_eq!(tag(&zef.visitor, "Eglise").await["photos"], json!(2));
    assert_eq!(found(&zef.visitor, "tag=cale").await, sorted(&[&cale]));

    says(&cora, "cale", json!({ "synonyms": ["slip"], "broader": ["port"], "labels": { "en": "slipway" } }))
        .await
        .is(200);
    says(&cora, "cale à canots", json!({ "broader": ["cale"] })).await.is(200);
    says(&cora, "port", json!({ "context": true, "labels": { "fr": "Ports et cales" } })).await.is(200);
    let all = sorted(&[&cale, &slip, &canots]);
    for query in
        ["tag=port", "tag=cale", "tag=SLIP", "q=tag%3Aport", "context=port", "q=slipway", "q=ports%20et%20cales"]
    {
        assert_eq!(found(&zef.visitor, query).await, all, "{query}");
    }
    assert_eq!(found(&zef.visitor, "q=%22ports%20et%20cales%22").await, all);
    assert_eq!(found(&zef.visitor, "q=slipway%20canots").await, sorted(&[&canots]));
    assert_eq!(found(&zef.visitor, "q=-tag%3Aport").await, sorted(&[&other, &accent]));
    assert_eq!(found(&zef.visitor, "tag=cale%20%C3%A0%20canots").await, sorted(&[&canots]));
    // What is no context gets a sentence that says so.
    zef.visitor.reads("/api/v1/photos?context=cale").await.refused(422, "invalid-field");
    // Each count is what the search for it finds.
    let tags = facet(&zef.visitor, "", "tag").await;
    for (name, count) in tags.as_object().unwrap() {
        let there = found(&zef.visitor, &format!("tag={}", name.replace(' ', "%20"))).await.len();
        assert_eq!(json!(there), *count, "{name}");
    }
    assert_eq!((&tags["port"], &tags["cale"], &tags["mer"]), (&json!(3), &json!(3), &json!(2)), "{tags}");
    assert_eq!(facet(&zef.visitor, "", "context").await, json!({ "port": 3 }));
    assert_eq!(facet(&zef.visitor, "tag=mer", "context").await, json!({ "port": 1 }));
    let listed = zef.visitor.reads("/api/v1/tags?prefix=CA").await.is(200).json();
    let rows: Vec<(&Value, &Value)> =
        listed["items"].as_array().unwrap().iter().map(|tag| (&tag["tag"], &tag["photos"])).collect();
    assert_eq!(rows, [(&json!("cale"), &json!(3)), (&json!("cale à canots"), &json!(1))]);
    assert_eq!(zef.visitor.reads("/api/v1/tags?prefix=sli").await.json()["items"][0]["tag"], json!("cale"));
    // What one types is completed to the tag that a synonym or a name in another language means.
    for typed in ["sli", "slipw"] {
        let answer = zef.visitor.reads(&format!("/api/v1/completions?q={typed}")).await.is(200).json();
        let tag = answer["items"].as_array().unwrap().iter().find(|one| one["kind"] == "tag").unwrap();
        assert_eq!((&tag["text"], &tag["photos"]), (&json!("cale"), &json!(3)), "{answer}");
    }
    // The page of the tag shows the same photos, and a synonym leads to it.
    let page = zef.visitor.reads("/tags/port").await.is(200).text();
    assert!(page.contains("Ports et cales") && page.contains("/tags/cale"), "{page}");
    for id in [&cale, &slip, &canots] {
        assert!(page.contains(&format!("/photos/{id}")), "{id}");
    }
    assert!(zef.visitor.reads("/tags/slip").await.text().contains("cale"));
    zef.ends_well();
}

#[tokio::test]
async fn a_photo_is_given_the_tag_for_its_synonym_and_no_banned_one() {
    let (zef, cora) = with_curator();
    let waiting = given(&zef.contributor, 1, "slip, photo, mer").await;
    says(&cora, "cale", json!({ "synonyms": ["slip"] })).await.is(200);
    says(&cora, "photo", json!({ "banned": true, "instead": "slip" })).await.is(200);
    assert_eq!(tag(&cora, "photo").await["instead"], json!("cale"));
    let id = given(&zef.trusted, 2, "Slip, mer, CALE").await;
    assert_eq!(tags_of(&zef.visitor, &id).await, json!(["cale", "mer"]));
    let refused = zef.trusted.gives_bytes("a.jpg", files::small_photograph(3)).under("cc-by-4.0").with("tags", "photo");
    let sentence = refused.await.refused(422, "banned-tag");
    assert!(sentence.contains("cale"));
    zef.trusted.changes(&id, json!({ "tags": ["Photo"] })).await.refused(422, "banned-tag");
    zef.trusted.changes(&id, json!({ "tags": ["rampe", "slip"] })).await.photo();
    assert_eq!(tags_of(&zef.visitor, &id).await, json!(["rampe", "cale"]));
    let batch = json!({ "ids": [id], "change": { "tags_add": ["photo"] } });
    cora.posts("/api/v1/batches", batch).await.refused(422, "banned-tag");
    let batch = json!({ "ids": [id], "change": { "tags_remove": ["slip"] } });
    assert_eq!(cora.posts("/api/v1/batches", batch).await.is(200).json()["changed"], json!(1));
    assert_eq!(tags_of(&zef.visitor, &id).await, json!(["rampe"]));
    // What was given before keeps its words until it is published; its contributor may change anything else of it.
    assert_eq!(tags_of(&zef.contributor, &waiting).await, json!(["slip", "photo", "mer"]));
    zef.contributor.changes(&waiting, json!({ "title": "La cale" })).await.photo();
    zef.moderator.publishes(&waiting).await;
    assert_eq!(tags_of(&zef.visitor, &waiting).await, json!(["cale", "mer"]));
    zef.ends_well();
}

#[tokio::test]
async fn tags_are_merged_as_one_batch_that_is_undone() {
    let (zef, cora) = with_curator();
    let slip = given(&zef.trusted, 1, "mer, slip, nuit").await;
    let both = given(&zef.trusted, 2, "rampe, cale").await;
    let waiting = given(&zef.contributor, 3, "slip").await;
    says(&cora, "slip", json!({ "synonyms": ["descente"], "broader": ["port"], "text": "Une cale." })).await.is(200);
    let merge = json!({ "from": ["slip", "Rampe"], "into": "cale" });
    zef.trusted.posts("/api/v1/tags/merge", merge.clone()).await.refused(403, "not-allowed");
    let before = tag(&cora, "slip").await;
    let preview = cora.posts("/api/v1/tags/merge?preview=true", merge.clone()).await.is(200).json();
    assert_eq!((&preview["changed"], &preview["batch"]), (&json!(2), &Value::Null));
    assert_eq!(preview["examples"].as_array().unwrap().len(), 2);
    assert_eq!(tags_of(&zef.visitor, &slip).await, json!(["mer", "slip", "nuit"]));

    let merged = cora.posts("/api/v1/tags/merge", merge.clone()).await.is(200).json();
    assert_eq!((&merged["changed"], &merged["refused"]), (&json!(2), &json!([])));
    assert_eq!(tags_of(&zef.visitor, &slip).await, json!(["mer", "cale", "nuit"]));
    assert_eq!(tags_of(&zef.visitor, &both).await, json!(["cale"]));
    let cale = tag(&zef.visitor, "descente").await;
    assert_eq!(cale["tag"], json!("cale"));
    assert_eq!(cale["synonyms"], json!(["slip", "descente", "rampe"]));
    assert_eq!((&cale["broader"], &cale["text"], &cale["photos"]), (&json!(["port"]), &json!("Une cale."), &json!(2)));
    // A photo that the curator may not see is as it was, and is found by the tag once it is published.
    assert_eq!(tags_of(&zef.contributor, &waiting).await, json!(["slip"]));
    assert_eq!(cora.posts("/api/v1/tags/merge", merge).await.is(200).json()["batch"], Value::Null);

    let undo = format!("/api/v1/batches/{}/undo", merged["batch"].as_str().unwrap());
    let undone = cora.posts(&undo, Value::Null).await.is(200).json();
    assert_eq!((&undone["undone"], &undone["kept"]), (&json!(2), &json!([])));
    assert_eq!(tags_of(&zef.visitor, &slip).await, json!(["mer", "slip", "nuit"]));
    assert_eq!(tags_of(&zef.visitor, &both).await, json!(["rampe", "cale"]));
    let after = tag(&cora, "slip").await;
    assert_eq!((&after["synonyms"], &after["broader"]), (&before["synonyms"], &before["broader"]));
    assert_eq!(tag(&cora, "cale").await["synonyms"], json!([]));
    zef.ends_well();
}

#[tokio::test]
async fn a_tag_is_renamed_split_and_banned() {
    let (zef, cora) = with_curator();
    let first = given(&zef.trusted, 1, "bar, mer").await;
    let second = given(&zef.trusted, 2, "bar").await;
    let rename = json!({ "tag": "mer", "to": "Océan" });
    let renamed = cora.posts("/api/v1/tags/rename", rename).await.is(200).json();
    assert_eq!(renamed["changed"], json!(1));
    let ocean = tag(&zef.visitor, "mer").await;
    assert_eq!(
        (&ocean["tag"], &ocean["label"], &ocean["synonyms"]),
        (&json!("océan"), &json!("Océan"), &json!(["mer"]))
    );
    assert_eq!(tags_of(&zef.visitor, &first).await, json!(["bar", "océan"]));
    // Another spelling of the same word.
    cora.posts("/api/v1/tags/rename", json!({ "tag": "mer", "to": "ocean" })).await.is(200);
    assert_eq!(tags_of(&zef.visitor, &first).await, json!(["bar", "ocean"]));
    says(&cora, "port", json!({ "text": "Un port." })).await.is(200);
    cora.posts("/api/v1/tags/rename", json!({ "tag": "mer", "to": "Port" })).await.refused(409, "tag-taken");

    let split = json!({ "tag": "bar", "into": ["poisson", "pêche"], "ids": [second] });
    assert_eq!(cora.posts("/api/v1/tags/split", split).await.is(200).json()["changed"], json!(1));
    assert_eq!(tags_of(&zef.visitor, &second).await, json!(["poisson", "pêche"]));
    assert_eq!(tags_of(&zef.visitor, &first).await, json!(["bar", "ocean"]));
    cora.posts("/api/v1/tags/split", json!({ "tag": "bar", "into": ["a"], "ids": [] }))
        .await
        .refused(422, "invalid-field");
    let split = cora.posts("/api/v1/tags/split", json!({ "tag": "bar", "into": ["café"] })).await.is(200).json();
    assert_eq!(tags_of(&zef.visitor, &first).await, json!(["café", "ocean"]));
    let undo = format!("/api/v1/batches/{}/undo", split["batch"].as_str().unwrap());
    assert_eq!(cora.posts(&undo, Value::Null).await.is(200).json()["undone"], json!(1));

    let ban = json!({ "tags": ["bar"], "instead": "café" });
    let banned = cora.posts("/api/v1/tags/ban", ban).await.is(200).json();
    assert_eq!(banned["changed"], json!(1));
    assert_eq!(tags_of(&zef.visitor, &first).await, json!(["café", "ocean"]));
    let refused = zef.trusted.changes(&first, json!({ "tags": ["BAR"] })).await;
    assert!(refused.refused(422, "banned-tag").contains("café"));
    let undo = format!("/api/v1/batches/{}/undo", banned["batch"].as_str().unwrap());
    cora.posts(&undo, Value::Null).await.is(200);
    assert_eq!(tag(&cora, "bar").await["banned"], json!(false));
    assert_eq!(tags_of(&zef.visitor, &first).await, json!(["bar", "ocean"]));
    zef.ends_well();
}

#[tokio::test]
async fn a_curator_works_with_plain_forms_and_takes_a_field_back() {
    let (zef, _) = with_curator();
    let id = given(&zef.trusted, 1, "slip").await;
    let browser = Browser::before(&zef);
    browser.signs_in("cora", PASSWORD).await;
    let form = browser.form_on("/tags/cale/edit", "/tags/cale/edit").await;
    let wrong = browser.fills(&form, &[("text", "Plan incliné."), ("links", "Q1\nslipway")]).await;
    assert_eq!(wrong.status.as_u16(), 422);
    assert!(wrong.text().contains("Plan incliné.") && wrong.text().contains("slipway"), "nothing typed is lost");
    let saved = browser.fills(&form, &[("text", "Plan incliné."), ("links", "Q1"), ("context", "yes")]).await;
    assert_eq!(saved.status.as_u16(), 303);
    let page = browser.opens("/tags/cale").await.is(200);
    assert!(page.text().contains("Plan incliné.") && page.text().contains("wikidata.org/wiki/Q1"));
    assert!(zef.visitor.reads("/tags/cale").await.text().contains("Plan incliné."));
    let revert = browser.form_on("/tags/cale/history", "/tags/cale/revert").await;
    assert_eq!(browser.fills(&revert, &[("field", "text")]).await.status.as_u16(), 303);
    assert!(!zef.visitor.reads("/tags/cale").await.text().contains("Plan incliné."));
    assert_eq!(tag(&zef.visitor, "cale").await["context"], json!(true));

    // Merging from the list: shown, then made, then undone.
    let form = browser.form_on("/tags", "/tags").await;
    let nothing = browser.fills(&form, &[("what", "merge"), ("into", "cale")]).await;
    assert_eq!(nothing.status.as_u16(), 422);
    let preview = browser.fills(&form, &[("tag", "slip"), ("what", "merge"), ("into", "cale")]).await.is(200);
    assert_eq!(tags_of(&zef.visitor, &id).await, json!(["slip"]));
    let form = forms(&preview.text()).into_iter().find(|form| form.action == "/tags").unwrap();
    let made = browser.fills(&form, &[("step", "make")]).await;
    assert_eq!(made.status.as_u16(), 303);
    assert_eq!(tags_of(&zef.visitor, &id).await, json!(["cale"]));
    let batch = browser.opens(made.header("location")).await.is(200);
    assert!(batch.text().contains("href=\"/tags\""));
    // Visitors see the list without the form, and may not change anything.
    let seen = zef.visitor.reads("/tags").await.is(200);
    assert!(seen.text().contains("/tags/cale") && !seen.text().contains("name=\"what\""));
    assert!(zef.visitor.reads("/tags/cale/edit").await.text().contains("Se connecter"));
    zef.ends_well();
}

#[tokio::test]
async fn tags_are_offered_with_their_reason_and_never_applied_by_themselves() {
    let (zef, cora) = with_curator();
    says(&cora, "cale", json!({ "synonyms": ["slip"] })).await.is(200);
    let public = async |number: u64, fields: &[(&'static str, &str)]| {
        let mut gift = zef.trusted.gives_bytes("rade.jpg", files::small_photograph(number)).under("cc-by-4.0");
        for (field, value) in fields {
            gift = gift.with(field, value);
        }
        gift.await.created().id()
    };
    public(1, &[("tags", "phare, mer"), ("place_name", "Le Conquet"), ("author_name", "Yann Kermor")]).await;
    public(2, &[("tags", "bateau"), ("author_name", "Zoé Tanguy"), ("taken", "2024-05-03")]).await;
    // What waits is known to nobody else.
    let waiting = zef.contributor.gives_bytes("rade.jpg", files::small_photograph(3)).under("cc-by-4.0");
    waiting.with("tags", "secret").with("place_name", "Le Conquet").titled("Secret").await.created();
    let fields = [
        ("title", "Le slip et le secret du Conquet"),
        ("place_name", "Le Conquet"),
        ("author_name", "Zoé Tanguy"),
        ("taken", "2024-05-03"),
    ];
    let id = public(4, &fields).await;
    let browser = Browser::before(&zef);
    browser.signs_in("cora", PASSWORD).await;
    let path = format!("/photos/{id}/edit");
    let page = browser.opens(&path).await.is(200).text();
    for (tag, why) in [("cale", "dans le titre"), ("phare", "au même endroit"), ("bateau", "le même jour")] {
        let box_of_it = page.split("name=\"tags_picked\"").find(|part| part.starts_with(&format!(" value=\"{tag}\"")));
        assert!(box_of_it.is_some_and(|part| part.split("</label>").next().unwrap().contains(why)), "{tag}: {page}");
    }
    assert!(!page.contains("value=\"secret\""), "{page}");
    assert_eq!(tags_of(&zef.visitor, &id).await, json!([]));
    let form = browser.form_on(&path, &path).await;
    let mut fields = form.fields.clone();
    fields.extend(
        [("tags_picked", "cale"), ("tags_picked", "phare")].map(|(name, tag)| (name.to_owned(), tag.to_owned())),
    );
    assert_eq!(browser.posts(&path, &fields).await.status.as_u16(), 303);
    assert_eq!(tags_of(&zef.visitor, &id).await, json!(["cale", "phare"]));
    zef.ends_well();
}

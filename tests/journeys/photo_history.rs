//! The history of a photo: who changed what, and nothing that its reader may not know; one field is taken back at a time.

use serde_json::{Value, json};

use crate::{
    actors::Actor,
    answer::{Answer, without_instants},
    browser::Browser,
    files,
    zef::{House, Zef},
};

/// A library with a curator, and her.
fn with_curator() -> (Zef, Actor) {
    let (house, token) = House::new().with_curator();
    let zef = house.serve();
    let cora = zef.visitor.bearing(&token);
    (zef, cora)
}

/// A public photo of Tina's with this beside.
async fn public(zef: &Zef, fields: &[(&'static str, &str)]) -> String {
    let mut gift = zef.trusted.gives_bytes("rade.jpg", files::small_photograph(1)).under("cc-by-4.0");
    for (field, value) in fields {
        gift = gift.with(field, value);
    }
    gift.await.created().id()
}

/// All of a history, which is the same read part by part.
async fn history(who: &Actor, id: &str) -> Vec<Value> {
    let path = format!("/api/v1/photos/{id}/history");
    let whole = who.reads(&format!("{path}?limit=200")).await.is(200).json();
    assert_eq!(whole["next"], Value::Null);
    let whole = whole["items"].as_array().unwrap().clone();
    let mut parts = Vec::new();
    let mut next = Some(format!("{path}?limit=2"));
    while let Some(path) = next {
        let part = who.reads(&path).await.is(200).json();
        parts.extend(part["items"].as_array().unwrap().clone());
        next = part["next"].as_str().map(|url| url[url.find("/api/").unwrap()..].to_owned());
    }
    assert_eq!(parts, whole);
    whole
}

/// Its fields, each as `field: old → new`, latest change first.
fn told(history: &[Value]) -> Vec<String> {
    let fields = history.iter().flat_map(|item| item["fields"].as_array().unwrap());
    fields
        .map(|field| {
            let value = |name: &str| field[name].as_str().unwrap_or("–").to_owned();
            let name = field["field"].as_str().unwrap();
            if field["told"] == true {
                format!("{name}: {} → {}", value("old"), value("new"))
            } else {
                name.to_owned()
            }
        })
        .collect()
}

async fn revert(who: &Actor, id: &str, seq: &Value, field: &str) -> Answer {
    who.posts(&format!("/api/v1/photos/{id}/revert"), json!({ "seq": seq, "field": field })).await
}

/// The entry that changed this field last, as its contributor reads it.
async fn last_of(zef: &Zef, id: &str, field: &str) -> Value {
    let history = history(&zef.trusted, id).await;
    let changed = |item: &&Value| item["fields"].as_array().unwrap().iter().any(|changed| changed["field"] == field);
    history.iter().find(changed).unwrap()["seq"].clone()
}

/// Nowhere in its history, by the API or on its page, does this reader find any of these; not even by asking for parts
/// that begin at entries which they are not shown.
async fn never_says(zef: &Zef, who: &Actor, browser: Option<&Browser>, id: &str, secrets: &[&str]) {
    let mut all = who.reads(&format!("/api/v1/photos/{id}/history")).await.is(200).text();
    let entries: Vec<String> = history(&zef.moderator, id).await.iter().map(|item| item["seq"].to_string()).collect();
    for seq in &entries {
        all += &who.reads(&format!("/api/v1/photos/{id}/history?cursor={seq}")).await.is(200).text();
    }
    for before in ["", &format!("?before={}", entries[entries.len() / 2])] {
        let path = format!("/photos/{id}/history{before}");
        all += &match browser {
            Some(browser) => browser.opens(&path).await.is(200).text(),
            None => who.reads(&path).await.is(200).text(),
        };
    }
    let all = without_instants(&all);
    for secret in secrets {
        assert!(!all.contains(secret), "{secret}: {all}");
    }
}

#[tokio::test]
async fn what_was_said_before_publication_is_for_those_who_follow_the_photo() {
    let (zef, cora) = with_curator();
    let gift = zef.contributor.gives_bytes("a.jpg", files::small_photograph(1)).under("cc-by-4.0");
    let id = gift.titled("Chez Mme Kerbrat").in_draft().await.created().id();
    let nothing = zef.visitor.reads(&format!("/api/v1/photos/{id}/history")).await;
    nothing.refused(404, "not-found");
    zef.visitor.reads(&format!("/photos/{id}/history")).await.is(404);
    zef.contributor.posts(&format!("/api/v1/photos/{id}/submit"), json!({})).await.photo();
    zef.moderator.decides(&id, "request-change", "Cette dame est-elle d’accord ?").await.photo();
    zef.contributor.changes(&id, json!({ "title": "Une ferme" })).await.photo();
    let body = json!({ "reply": "Elle n’y est plus nommée." });
    zef.contributor.posts(&format!("/api/v1/photos/{id}/submit"), body).await.photo();
    zef.moderator.publishes(&id).await;
    cora.changes(&id, json!({ "title": "Une ferme à Hanvec", "tags": ["ferme"] })).await.photo();

    let public = history(&zef.visitor, &id).await;
    assert_eq!(told(&public), ["title: Une ferme → Une ferme à Hanvec", "tags: – → ferme", "state: – → published"]);
    assert_eq!((&public[0]["actor"], &public[0]["gesture"]), (&json!("cora"), &json!("describe")));
    assert_eq!((&public[1]["actor"], &public[1]["gesture"]), (&Value::Null, &json!("publish")));
    assert_eq!(history(&cora, &id).await.len(), 2);
    let secrets = ["Kerbrat", "cette dame", "Cette dame", "plus nommée", "mona", "Mona", "change-requested"];
    for who in [&zef.visitor, &zef.other, &cora] {
        never_says(&zef, who, None, &id, &secrets).await;
    }
    let browser = Browser::of(&zef, "cora").await;
    never_says(&zef, &cora, Some(&browser), &id, &secrets).await;
    let edit = browser.opens(&format!("/photos/{id}/edit")).await.is(200).text();
    assert!(secrets.iter().all(|secret| !edit.contains(secret)), "{edit}");

    // Its contributor reads all of it, but for who reviewed it; a moderator that too.
    let own = history(&zef.contributor, &id).await;
    let said = told(&own);
    assert!(said.contains(&"title: Chez Mme Kerbrat → Une ferme".to_owned()), "{said:?}");
    assert!(said.contains(&"state: submitted → change-requested".to_owned()), "{said:?}");
    assert!(own.iter().any(|item| item["note"] == "Cette dame est-elle d’accord ?" && item["actor"] == Value::Null));
    let theirs = history(&zef.moderator, &id).await;
    assert!(theirs.iter().any(|item| item["note"] == "Cette dame est-elle d’accord ?" && item["actor"] == "mona"));
    assert!(zef.contributor.reads(&format!("/photos/{id}/history")).await.is(200).text().len() > 100);
    let anne = Browser::of(&zef, "anne").await;
    let page = anne.opens(&format!("/photos/{id}/history")).await.is(200).text();
    assert!(page.contains("Chez Mme Kerbrat") && page.contains("Cora Bihan") && !page.contains("Mona"), "{page}");
    zef.ends_well();
}

#[tokio::test]
async fn a_history_begins_anew_when_a_photo_is_public_again() {
    let (zef, cora) = with_curator();
    let id = public(&zef, &[("title", "Marie Quéré devant chez elle")]).await;
    zef.trusted.changes(&id, json!({ "description": "Au 12, rue de Siam." })).await.photo();
    let report = json!({ "photo": id, "reason": "personal-image", "text": "C’est moi." });
    zef.visitor.posts("/api/v1/reports", report).await.is(201);
    let reports = zef.moderator.reads("/api/v1/reports").await.is(200).json();
    let decide = format!("/api/v1/reports/{}/decide", reports["items"][0]["id"].as_str().unwrap());
    let decided = async |decision: &str| {
        zef.moderator.posts(&decide, json!({ "decision": decision, "reason": "Demandé par elle." })).await.is(200)
    };
    decided("hide").await;
    zef.trusted.changes(&id, json!({ "title": "Devant une porte", "description": null })).await.photo();
    decided("restore").await;
    cora.changes(&id, json!({ "tags": ["porte"] })).await.photo();
    for who in [&zef.visitor, &cora] {
        assert_eq!(told(&history(who, &id).await), ["tags: – → porte", "state: – → published"]);
        never_says(&zef, who, None, &id, &["Marie", "Siam", "Demandé", "C’est moi"]).await;
    }
    assert!(told(&history(&zef.trusted, &id).await).len() > 5);
    zef.ends_well();
}

#[tokio::test]
async fn nobody_but_the_contributor_reads_a_withheld_name_or_a_hidden_place_in_what_it_was() {
    let (zef, cora) = with_curator();
    let (latitude, longitude) = ("48.390394", "-4.486076");
    let at = [("latitude", latitude), ("longitude", longitude), ("place_precision", "exact")];
    let named = [("author_name", "Maïwenn Quéméneur"), ("author_url", "https://quemeneur.example/")];
    let id = public(&zef, &[&at[..], &named, &[("place_name", "12, rue de Siam")]].concat()).await;
    // She first makes the place less precise, moves it, and takes a pseudonym; then hides both.
    for change in [
        json!({ "place_precision": "area", "place_name": "Brest" }),
        json!({ "latitude": 48.4571, "longitude": -4.4112 }),
        json!({ "author_name": "Mouette", "author_url": null }),
    ] {
        zef.trusted.changes(&id, change).await.photo();
    }
    let exact = ["48.39", "4.48", "48,39", "48.457", "4.4112", "Siam", "Quéméneur", "quemeneur"];
    never_says(&zef, &zef.visitor, None, &id, &exact).await;
    never_says(&zef, &cora, None, &id, &exact).await;
    let public = told(&history(&zef.visitor, &id).await);
    assert!(public.contains(&"place_precision: exact → area".to_owned()), "{public:?}");
    assert!(public.contains(&"place_name".to_owned()) && public.contains(&"author_name".to_owned()), "{public:?}");
    // A moderator may know the name that she replaced, as in the ledger of grants, and no place.
    let theirs = told(&history(&zef.moderator, &id).await);
    assert!(theirs.contains(&"author_name: Maïwenn Quéméneur → Mouette".to_owned()), "{theirs:?}");
    never_says(&zef, &zef.moderator, None, &id, &exact[..6]).await;

    zef.trusted.changes(&id, json!({ "author_withheld": true })).await.photo();
    zef.trusted.changes(&id, json!({ "author_name": "Goéland" })).await.photo();
    zef.trusted.changes(&id, json!({ "place_precision": "hidden" })).await.photo();
    zef.trusted.changes(&id, json!({ "latitude": 48.6, "longitude": -4.3 })).await.photo();
    let all = [&exact[..], &["Mouette", "Goéland", "tina", "48.46", "48.6"]].concat();
    for who in [&zef.visitor, &cora, &zef.other] {
        never_says(&zef, who, None, &id, &all).await;
        // Of hidden coordinates, not even that they changed.
        let told = told(&history(who, &id).await);
        assert!(!told.iter().any(|line| line.starts_with("coordinates")), "{told:?}");
    }
    never_says(&zef, &zef.moderator, None, &id, &all[..all.len() - 3]).await;
    let mona = Browser::of(&zef, "mona").await;
    never_says(&zef, &zef.moderator, Some(&mona), &id, &exact).await;

    // Named again, she is not named as before; what changed while she was not named stays untold.
    zef.trusted.changes(&id, json!({ "author_withheld": false, "place_precision": "area" })).await.photo();
    let secrets = [&exact[..], &["Mouette"]].concat();
    for who in [&zef.visitor, &cora] {
        never_says(&zef, who, None, &id, &secrets).await;
    }
    never_says(&zef, &zef.moderator, None, &id, &exact[..6]).await;
    let own = told(&history(&zef.trusted, &id).await);
    for line in [
        "coordinates: 48.390394,-4.486076 → 48.4571,-4.4112",
        "author_name: Mouette → Goéland",
        "place_name: 12, rue de Siam → Brest",
    ] {
        assert!(own.contains(&line.to_owned()), "{line}: {own:?}");
    }
    zef.ends_well();
}

#[tokio::test]
async fn one_field_is_taken_back_and_who_gave_the_photo_is_told() {
    let (zef, cora) = with_curator();
    let id = public(&zef, &[("title", "Le port"), ("place_name", "Brest"), ("author_name", "Tina Morvan")]).await;
    let change = json!({ "title": "Vendez vos vélos", "place_name": "Lyon", "author_name": "Personne" });
    cora.changes(&id, change).await.photo();
    zef.trusted.changes(&id, json!({ "description": "Vu du quai." })).await.photo();
    let seq = last_of(&zef, &id, "title").await;
    revert(&zef.visitor, &id, &seq, "title").await.refused(401, "not-signed-in");
    revert(&zef.other, &id, &seq, "title").await.refused(403, "not-allowed");
    let back = revert(&zef.moderator, &id, &seq, "title").await.photo();
    assert_eq!((&back.0["title"], &back.0["description"]), (&json!("Le port"), &json!("Vu du quai.")));
    // What staff replaced, and still stands, staff may take back; the other fields stay as they are.
    let back = revert(&cora, &id, &seq, "place_name").await.photo();
    assert_eq!((&back.0["place"]["name"], &back.0["author"]["name"]), (&json!("Brest"), &json!("Personne")));
    let back = revert(&zef.trusted, &id, &seq, "author_name").await.photo();
    assert_eq!(back.0["author"]["name"], "Tina Morvan");
    let revision = back.0["revision"].clone();
    assert_eq!(revert(&zef.trusted, &id, &seq, "title").await.photo().0["revision"], revision, "it says so already");
    let latest = &history(&zef.visitor, &id).await[0];
    assert_eq!((&latest["gesture"], &latest["actor"]), (&json!("revert"), &json!("tina")));
    let tina = Browser::of(&zef, "tina").await;
    let news = tina.opens("/account/news").await.is(200).text();
    assert!(news.contains("Mona Quéré") && news.contains("Cora Bihan"), "{news}");

    for (seq, field, status, code) in [
        (json!(9_999), "title", 404, "not-found"),
        (json!(1), "title", 404, "not-found"),
        (seq.clone(), "description", 404, "not-found"),
        (seq.clone(), "state", 422, "invalid-field"),
        (json!("1"), "title", 422, "invalid-field"),
        (json!(-1), "title", 422, "invalid-field"),
    ] {
        revert(&cora, &id, &seq, field).await.refused(status, code);
    }
    zef.ends_well();
}

#[tokio::test]
async fn taking_back_loosens_nothing() {
    let (zef, cora) = with_curator();
    let at = [("latitude", "48.390394"), ("longitude", "-4.486076"), ("place_precision", "exact")];
    let id = public(&zef, &[&at[..], &[("place_name", "12, rue de Siam"), ("author_name", "Maïwenn")]].concat()).await;
    // What the contributor replaced or removed to protect themselves, no staff brings back.
    for (change, field) in [
        (json!({ "place_name": "Brest" }), "place_name"),
        (json!({ "author_name": "Mouette" }), "author_name"),
        (json!({ "place_precision": "area" }), "place_precision"),
        (json!({ "latitude": null, "longitude": null }), "coordinates"),
        (json!({ "author_withheld": true }), "author_withheld"),
    ] {
        zef.trusted.changes(&id, change).await.photo();
        let seq = last_of(&zef, &id, field).await;
        let before = zef.trusted.sees(&id).await.photo();
        for staff in [&cora, &zef.moderator] {
            revert(staff, &id, &seq, field).await.refused(403, "protected");
        }
        assert_eq!(zef.trusted.sees(&id).await.photo(), before, "{field}");
    }
    // Nor what staff tightened.
    let hidden = json!({ "place_precision": "hidden" });
    cora.changes(&id, hidden).await.photo();
    let seq = last_of(&zef, &id, "place_precision").await;
    revert(&cora, &id, &seq, "place_precision").await.refused(403, "protected");
    // What staff once replaced does not come back over what the contributor wrote since.
    zef.trusted.changes(&id, json!({ "place_precision": "area", "place_name": "3, quai Malbert" })).await.photo();
    cora.changes(&id, json!({ "place_name": "Port de commerce" })).await.photo();
    let seq = last_of(&zef, &id, "place_name").await;
    zef.trusted.changes(&id, json!({ "place_name": "Finistère" })).await.photo();
    revert(&cora, &id, &seq, "place_name").await.refused(403, "protected");
    never_says(&zef, &cora, None, &id, &["Malbert", "Siam", "48.39"]).await;
    // The contributor takes back what they like.
    let back = revert(&zef.trusted, &id, &seq, "place_name").await.photo();
    assert_eq!(back.0["place"]["name"], "3, quai Malbert");
    zef.ends_well();
}

#[tokio::test]
async fn what_a_photo_says_now_is_told_though_what_it_said_is_not() {
    let (zef, _cora) = with_curator();
    let at = [("latitude", "48.390394"), ("longitude", "-4.486076"), ("place_precision", "area")];
    let id = public(&zef, &[&at[..], &[("place_name", "12, rue de Siam"), ("author_name", "Maïwenn")]].concat()).await;
    let brest = json!({ "place_name": "Brest", "author_name": "Mouette", "latitude": 48.4571, "longitude": -4.4112 });
    zef.trusted.changes(&id, brest).await.photo();
    let path = format!("/photos/{id}/history");
    let reads = |page: &str, new: &str| {
        page.contains(&format!("non montré</span> <span aria-hidden=\"true\">→</span> <ins>{new}</ins>"))
    };
    let page = zef.visitor.reads(&path).await.is(200).text();
    assert!(["Brest", "Mouette", "48,46°\u{a0}N, 4,41°\u{a0}O"].iter().all(|new| reads(&page, new)), "{page}");
    never_says(&zef, &zef.visitor, None, &id, &["Siam", "Maïwenn", "48.39", "4.49"]).await;
    // The name of a hidden place stands on its page, so in its history too.
    zef.trusted.changes(&id, json!({ "place_precision": "hidden" })).await.photo();
    let page = zef.visitor.reads(&path).await.is(200).text();
    assert!(reads(&page, "Brest") && !page.contains("48.4"), "{page}");
    zef.ends_well();
}

#[tokio::test]
async fn a_field_is_taken_back_on_the_page_without_script() {
    let (zef, cora) = with_curator();
    let id = public(&zef, &[("title", "Le port")]).await;
    cora.changes(&id, json!({ "title": "Le quai", "tags": ["quai"] })).await.photo();
    let path = format!("/photos/{id}/history");
    let photo = zef.visitor.reads(&format!("/photos/{id}")).await.is(200).text();
    assert!(photo.contains(&format!("href=\"{path}\"")), "its page leads there");
    let page = zef.visitor.reads(&path).await.is(200).text();
    assert!(page.contains("<del>Le port</del>") && page.contains("noindex") && !page.contains("/revert"), "{page}");
    let english = zef.visitor.reads(&format!("/en{path}")).await.is(200).text();
    assert!(english.contains("Title") && english.contains("Edited"), "{english}");
    let browser = Browser::of(&zef, "mona").await;
    let form = browser.form_on(&path, &format!("/photos/{id}/revert")).await;
    let answer = browser.fills(&form, &[("field", "title")]).await.is(303);
    assert!(answer.header("location").starts_with(&path), "{}", answer.header("location"));
    assert_eq!(zef.visitor.sees(&id).await.photo().0["title"], "Le port");
    let page = browser.opens(answer.header("location")).await.is(200).text();
    assert!(page.contains("C’est rétabli") && page.contains("par Mona Quéré"), "{page}");
    zef.ends_well();
}

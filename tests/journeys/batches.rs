//! One change of many photos: shown before it is made, refused where it may not be, undone where nothing changed since.

use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    actors::Actor,
    answer::Answer,
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

/// So many public photos of Tina's, with this beside.
async fn public(zef: &Zef, first: u64, many: u64, fields: &[(&'static str, &str)]) -> Vec<String> {
    let mut ids = Vec::new();
    for number in first..first + many {
        let mut gift = zef.trusted.gives_bytes("rade.jpg", files::small_photograph(number)).under("cc-by-4.0");
        for (field, value) in fields {
            gift = gift.with(field, value);
        }
        ids.push(gift.await.created().id());
    }
    ids
}

async fn batch(who: &Actor, ids: &[String], change: Value) -> Answer {
    who.posts("/api/v1/batches", json!({ "ids": ids, "change": change })).await
}

/// The batch made of a change that changes at least one photo.
async fn made(who: &Actor, ids: &[String], change: Value) -> String {
    batch(who, ids, change).await.is(200).json()["batch"].as_str().unwrap().to_owned()
}

async fn undo(who: &Actor, batch: &str) -> Answer {
    who.posts(&format!("/api/v1/batches/{batch}/undo"), Value::Null).await
}

async fn seen(who: &Actor, id: &str) -> Value {
    who.sees(id).await.photo().0
}

#[tokio::test]
async fn a_change_of_many_photos_is_shown_made_found_and_undone() {
    let (zef, cora) = with_curator();
    let ids = public(&zef, 1, 4, &[("tags", "mer")]).await;
    cora.changes(&ids[0], json!({ "tags": ["mer", "phare"], "place_name": "Le Conquet" })).await.photo();
    let change = json!({ "tags_add": ["Phare"], "place_name": "Le Conquet" });
    let before: Vec<Value> = [seen(&zef.trusted, &ids[0]).await, seen(&zef.trusted, &ids[1]).await].into();
    let preview = cora.posts("/api/v1/batches?preview=true", json!({ "ids": ids, "change": change })).await;
    assert_eq!(preview.is(200).json(), json!({ "batch": null, "changed": 3, "unchanged": 1, "refused": [] }));
    assert_eq!(seen(&zef.trusted, &ids[0]).await, before[0]);
    assert_eq!(seen(&zef.trusted, &ids[1]).await, before[1]);

    // The same photo twice counts once.
    let twice: Vec<String> = ids.iter().chain(&ids[..2]).cloned().collect();
    let answer = batch(&cora, &twice, change.clone()).await.is(200).json();
    assert_eq!((&answer["changed"], &answer["unchanged"], &answer["refused"]), (&json!(3), &json!(1), &json!([])));
    assert_eq!(seen(&zef.visitor, &ids[1]).await["tags"], json!(["mer", "phare"]));
    assert_eq!(zef.visitor.finds("phare").await.len(), 4, "search knows it at once");
    assert_eq!(zef.visitor.lists("tag=phare").await.len(), 4);
    let again = batch(&cora, &ids, change).await.is(200).json();
    assert_eq!(again, json!({ "batch": null, "changed": 0, "unchanged": 4, "refused": [] }));

    // One of them changed since: it is left as it is.
    zef.trusted.changes(&ids[2], json!({ "title": "Le phare de Kermorvan" })).await.photo();
    let undone = undo(&cora, answer["batch"].as_str().unwrap()).await.is(200).json();
    assert_eq!((&undone["undone"], &undone["kept"]), (&json!(2), &json!([ids[2]])));
    let back = seen(&zef.trusted, &ids[1]).await;
    assert_eq!((&back["tags"], &back["place"]), (&before[1]["tags"], &before[1]["place"]));
    assert_eq!(seen(&zef.visitor, &ids[0]).await["place"]["name"], "Le Conquet", "it said so before");
    assert_eq!(zef.visitor.finds("phare").await.len(), 2);
    // An undo is a batch too.
    let redone = undo(&cora, undone["batch"].as_str().unwrap()).await.is(200).json();
    assert_eq!(redone["undone"], 2);
    assert_eq!(zef.visitor.finds("phare").await.len(), 4);

    let removed = batch(&cora, &ids, json!({ "tags_remove": "phare, mer", "title": "Sans mot-clé" })).await;
    assert_eq!(removed.is(200).json()["changed"], 4);
    assert_eq!(seen(&zef.visitor, &ids[3]).await["tags"], json!([]));
    zef.ends_well();
}

#[tokio::test]
async fn each_photo_of_a_batch_keeps_what_protects_a_person() {
    let (zef, cora) = with_curator();
    let at = [("latitude", "48.390394"), ("longitude", "-4.486076"), ("place_name", "Kerhuon")];
    let plain = public(&zef, 1, 1, &at).await;
    let hidden = public(&zef, 2, 1, &[&at[..], &[("place_precision", "hidden")]].concat()).await;
    let unnamed = public(&zef, 3, 1, &[("author_name", "Maïwenn Quéméneur")]).await;
    zef.trusted.changes(&unnamed[0], json!({ "author_withheld": true })).await.photo();
    let all: Vec<String> = [&plain[..], &hidden, &unnamed].concat();
    let kept = [seen(&zef.trusted, &hidden[0]).await, seen(&zef.trusted, &unnamed[0]).await];
    for staff in [&cora, &zef.moderator] {
        let refusals = |answer: Answer| answer.is(200).json()["refused"].clone();
        for preview in ["?preview=true", ""] {
            let asked = async |change: Value| {
                let body = json!({ "ids": all, "change": change });
                refusals(staff.posts(&format!("/api/v1/batches{preview}"), body).await)
            };
            let protected = |id: &String| json!([{ "id": id, "code": "protected" }]);
            assert_eq!(asked(json!({ "place_name": "12, rue de Siam" })).await, protected(&hidden[0]));
            assert_eq!(asked(json!({ "author_name": "Quelqu’un" })).await, protected(&unnamed[0]));
            let exact = asked(json!({ "place_precision": "exact", "tags_add": ["port"] })).await;
            assert_eq!(exact.as_array().map(Vec::len), Some(3), "{exact}");
        }
    }
    assert_eq!(seen(&zef.trusted, &hidden[0]).await["place"], kept[0]["place"]);
    assert_eq!(seen(&zef.trusted, &unnamed[0]).await["author"], kept[1]["author"]);
    // What they may do goes through, also for the others.
    assert_eq!(batch(&cora, &all, json!({ "title": "La rade" })).await.is(200).json()["changed"], 3);
    assert_eq!(seen(&zef.visitor, &hidden[0]).await["title"], "La rade");
    zef.ends_well();
}

#[tokio::test]
async fn an_undo_loosens_nothing() {
    let (zef, cora) = with_curator();
    let at = [("latitude", "48.390394"), ("longitude", "-4.486076"), ("place_name", "12, rue de Siam")];
    let ids = public(&zef, 1, 3, &at).await;
    // Staff named another place; then the contributor hides it: the first name does not come back.
    let named = made(&cora, &ids, json!({ "place_name": "Brest" })).await;
    zef.trusted.changes(&ids[0], json!({ "place_precision": "hidden" })).await.photo();
    let undone = undo(&cora, &named).await.is(200).json();
    assert_eq!((&undone["undone"], &undone["kept"]), (&json!(2), &json!([ids[0]])));
    assert_eq!(seen(&zef.visitor, &ids[0]).await["place"]["name"], "Brest");

    // What staff tightened, even by mistake, only the contributor shows again.
    let hidden = made(&cora, &ids[1..], json!({ "place_precision": "hidden" })).await;
    for staff in [&cora, &zef.moderator] {
        let undone = undo(staff, &hidden).await.is(200).json();
        assert_eq!((&undone["undone"], &undone["kept"]), (&json!(0), &json!([ids[1], ids[2]])));
    }
    assert_eq!(seen(&zef.moderator, &ids[1]).await["place"]["latitude"], Value::Null);

    // What a contributor removed in a batch of their own, no moderator brings back; they themselves may.
    zef.trusted.changes(&ids[1], json!({ "place_precision": "exact" })).await.photo();
    for change in [
        json!({ "place": null }),
        json!({ "author_name": "Mouette" }),
        json!({ "latitude": null, "longitude": null }),
        json!({ "author_withheld": true }),
    ] {
        let before = seen(&zef.trusted, &ids[1]).await;
        let own = made(&zef.trusted, &ids[1..2], change.clone()).await;
        let undone = undo(&zef.moderator, &own).await.is(200).json();
        assert_eq!((&undone["undone"], &undone["kept"]), (&json!(0), &json!([ids[1]])), "{change}");
        assert_eq!(undo(&zef.trusted, &own).await.is(200).json()["undone"], 1, "{change}");
        let after = seen(&zef.trusted, &ids[1]).await;
        assert_eq!((&after["place"], &after["author"]), (&before["place"], &before["author"]), "{change}");
    }
    // The other fields of such a batch are a moderator's to undo.
    let titled = made(&zef.trusted, &ids[1..2], json!({ "title": "Vendez mes vélos" })).await;
    assert_eq!(undo(&zef.moderator, &titled).await.is(200).json()["undone"], 1);
    zef.ends_well();
}

#[tokio::test]
async fn everybody_changes_together_what_they_may_change_one_by_one() {
    let (zef, cora) = with_curator();
    let tinas = public(&zef, 1, 1, &[]).await.remove(0);
    let gift = |number| zef.contributor.gives_bytes("a.jpg", files::small_photograph(number)).under("cc-by-4.0");
    let draft = gift(10).in_draft().await.created().id();
    let gone = gift(11).await.created().id();
    zef.moderator.publishes(&gone).await;
    zef.contributor.withdraws(&gone, "").await;
    let unknown = "zzzzzzzz".to_owned();
    let all = vec![tinas.clone(), draft.clone(), gone.clone(), unknown.clone()];
    let codes = async |who: &Actor, change: Value| {
        let refused = batch(who, &all, change).await.is(200).json()["refused"].clone();
        let mut refused: Vec<(String, String)> = refused
            .as_array()
            .unwrap()
            .iter()
            .map(|one| (one["id"].as_str().unwrap().to_owned(), one["code"].as_str().unwrap().to_owned()))
            .collect();
        refused.sort();
        refused
    };
    let are = |mut expected: Vec<(&String, &str)>| {
        expected.sort();
        expected.into_iter().map(|(id, code)| (id.clone(), code.to_owned())).collect::<Vec<_>>()
    };
    let nowhere = (&unknown, "not-found");
    assert_eq!(
        codes(&zef.contributor, json!({ "title": "À moi" })).await,
        are(vec![(&tinas, "not-allowed"), (&gone, "withdrawn"), nowhere])
    );
    // A curator does not see drafts: to her, one is like no photo at all.
    assert_eq!(
        codes(&cora, json!({ "title": "À nous" })).await,
        are(vec![(&draft, "not-found"), (&gone, "withdrawn"), nowhere])
    );
    assert_eq!(codes(&zef.moderator, json!({ "title": "À tous" })).await, are(vec![(&gone, "withdrawn"), nowhere]));
    let many: Vec<String> = (0..50).map(|number| format!("mot{number}")).collect();
    zef.trusted.changes(&tinas, json!({ "tags": many })).await.photo();
    let more = codes(&zef.moderator, json!({ "tags_add": "encore" })).await;
    assert!(more.contains(&(tinas.clone(), "too-many-tags".to_owned())), "{more:?}");

    // Undone by who made it, or by a moderator.
    let own = made(&zef.contributor, std::slice::from_ref(&draft), json!({ "title": "Le mien" })).await;
    let coras = made(&cora, std::slice::from_ref(&tinas), json!({ "title": "De Cora" })).await;
    undo(&zef.visitor, &coras).await.refused(401, "not-signed-in");
    undo(&zef.trusted, &coras).await.refused(403, "not-allowed");
    undo(&cora, &own).await.refused(403, "not-allowed");
    undo(&cora, "0123456789ab").await.refused(404, "not-found");
    undo(&cora, "nothing").await.is(404);
    assert_eq!(undo(&zef.moderator, &coras).await.is(200).json()["undone"], 1);
    assert_eq!(undo(&zef.contributor, &own).await.is(200).json()["undone"], 1);
    zef.ends_well();
}

#[tokio::test]
async fn a_batch_that_cannot_be_read_changes_nothing_and_says_why() {
    let (zef, cora) = with_curator();
    let ids = public(&zef, 1, 1, &[]).await;
    let before = seen(&zef.trusted, &ids[0]).await;
    batch(&zef.visitor, &ids, json!({ "title": "Non" })).await.refused(401, "not-signed-in");
    for (change, field) in [
        (json!({ "taken": "hier" }), Some("taken")),
        (json!({ "tags_add": ["phare", 3] }), Some("tags")),
        (json!({ "title": "x".repeat(300) }), Some("title")),
        (json!({ "place_precision": "near" }), Some("place_precision")),
        (json!({ "license": "cc0-1.0" }), None),
        (json!({ "state": "withdrawn" }), None),
        (json!({ "collection": "ports" }), None),
    ] {
        let answer = batch(&cora, &ids, change.clone()).await;
        if let Some(field) = field {
            assert_eq!(answer.json()["field"], field, "{change}");
        }
        answer.refused(422, "invalid-field");
    }
    for body in [
        json!({ "ids": [], "change": {} }),
        json!({ "ids": ["not-an-id"], "change": {} }),
        json!({ "ids": vec!["m2v89dns"; 2_001], "change": {} }),
        json!({ "ids": ids }),
        json!({ "ids": ids, "change": "title" }),
        json!({ "ids": ids, "change": {}, "why": "x" }),
        json!({ "ids": ids, "change": {}, "note": "x".repeat(2_001) }),
    ] {
        cora.posts("/api/v1/batches", body).await.refused(422, "invalid-field");
    }
    cora.posts("/api/v1/batches?preview=maybe", json!({ "ids": ids, "change": {} })).await.is(422);
    let answer = Answer::read(cora.asks(Method::POST, "/api/v1/batches").body("[").send().await).await.unwrap();
    answer.is(400);
    assert_eq!(seen(&zef.trusted, &ids[0]).await, before);
    zef.ends_well();
}

#[tokio::test]
async fn who_gave_the_photos_is_told() {
    let (zef, cora) = with_curator();
    let ids = public(&zef, 1, 2, &[("author_name", "Tina Morvan")]).await;
    made(&cora, &ids, json!({ "author_name": "Tina Morvan-Le Bris", "tags_add": "rade" })).await;
    let ledger = seen(&zef.trusted, &ids[0]).await["credit_ledger"].clone();
    let change = json!([{ "field": "author_name", "old": "Tina Morvan", "new": "Tina Morvan-Le Bris" }]);
    assert_eq!((&ledger[0]["actor"], &ledger[0]["changed"]), (&json!("cora"), &change));
    let tina = crate::browser::Browser::of(&zef, "tina").await;
    let news = tina.opens("/account/news").await.is(200).text();
    assert!(news.contains("Cora Bihan") && news.matches("class=\"new\"").count() == 2, "{news}");
    // A contributor's own batch is no news to them.
    made(&zef.trusted, &ids, json!({ "title": "La rade" })).await;
    assert_eq!(tina.opens("/account/news").await.is(200).text().matches("class=\"new\"").count(), 2);
    zef.ends_well();
}

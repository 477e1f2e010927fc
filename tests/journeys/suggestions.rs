//! Suggestions by anyone: who gave the photo decides first, then curators; an accepted one changes the photo in one entry,
//! which names who suggested it, and nothing that protects a person is loosened or told by it.

use serde_json::{Value, json};

use crate::{
    actors::Actor,
    answer::Answer,
    browser::Browser,
    zef::{House, Zef, files_in},
};

async fn suggests(actor: &Actor, photo: &str, field: &str, new: &str, why: &str) -> Answer {
    let body = json!({ "field": field, "new": new, "why": why });
    actor.posts(&format!("/api/v1/photos/{photo}/suggestions"), body).await
}

async fn suggested(actor: &Actor, photo: &str, field: &str, new: &str) -> String {
    suggests(actor, photo, field, new, "J’habite au-dessus.").await.is(201).json()["id"].as_str().unwrap().to_owned()
}

async fn decides(actor: &Actor, suggestion: &str, decision: Value) -> Answer {
    actor.posts(&format!("/api/v1/suggestions/{suggestion}/decide"), decision).await
}

async fn accepts(actor: &Actor, suggestion: &str) -> Answer {
    decides(actor, suggestion, json!({ "decision": "accept", "reason": "Merci." })).await
}

async fn list(actor: &Actor, query: &str) -> Vec<Value> {
    let list = actor.reads(&format!("/api/v1/suggestions{query}")).await.is(200).json();
    assert_eq!(list["total"], list["items"].as_array().unwrap().len());
    list["items"].as_array().unwrap().clone()
}

async fn published(zef: &Zef) -> String {
    let gift = zef.trusted.gives("leaf.jpg").under("cc-by-sa-4.0").titled("Sur le quai").with("tags", "quai, mer");
    gift.with("place_name", "Le Conquet").await.created().id()
}

#[tokio::test]
async fn who_gave_a_photo_decides_first_and_its_history_names_who_suggested() {
    let zef = Zef::serve();
    let id = published(&zef).await;
    let made = suggests(&zef.other, &id, "place_name", "Le Conquet, cale du Bilou", "J’habite au-dessus.").await;
    let made = made.is(201).json();
    assert_eq!((&made["state"], &made["old"], &made["by"]), (&json!("open"), &json!("Le Conquet"), &json!("bran")));
    let suggestion = made["id"].as_str().unwrap();

    // Nothing of it is told to others.
    for reader in [&zef.visitor, &zef.contributor] {
        for path in
            [format!("/api/v1/photos/{id}"), format!("/api/v1/photos/{id}/history"), "/api/v1/changes".to_owned()]
        {
            assert!(!reader.reads(&path).await.is(200).text().contains("Bilou"), "{path}");
        }
    }
    zef.visitor.reads("/api/v1/suggestions").await.refused(401, "not-signed-in");
    assert!(list(&zef.contributor, "").await.is_empty());
    accepts(&zef.contributor, suggestion).await.refused(404, "not-found");
    accepts(&zef.other, suggestion).await.refused(404, "not-found");

    // Curators wait for some days.
    assert!(list(&zef.moderator, "").await.is_empty());
    let waits = list(&zef.moderator, "?waiting=true").await;
    assert_eq!((waits.len(), &waits[0]["may_decide"]), (1, &json!(false)));
    assert!(waits[0]["curators_from"].as_str() > waits[0]["at"].as_str());
    accepts(&zef.moderator, suggestion).await.refused(403, "not-yet");

    let own = list(&zef.trusted, "").await;
    assert_eq!((own.len(), &own[0]["new"]), (1, &json!("Le Conquet, cale du Bilou")));
    assert!(list(&zef.trusted, "?field=title").await.is_empty());
    let decided = accepts(&zef.trusted, suggestion).await.is(200).json();
    assert_eq!((&decided["state"], &decided["decision"]["by"]), (&json!("accepted"), &json!("tina")));
    let photo = zef.visitor.sees(&id).await.photo();
    assert_eq!(photo.0["place"]["name"], "Le Conquet, cale du Bilou");
    accepts(&zef.trusted, suggestion).await.refused(409, "stale");
    assert!(list(&zef.trusted, "").await.is_empty());

    let history = zef.visitor.reads(&format!("/api/v1/photos/{id}/history")).await.is(200).json();
    let last = &history["items"][0];
    assert_eq!((&last["gesture"], &last["suggested_by"]), (&json!("accept-suggestion"), &json!("bran")));
    // The name that a place had is told to those who follow the photo.
    assert_eq!((&last["actor"], &last["fields"][0]["old"]), (&json!("tina"), &Value::Null));
    let whole = zef.trusted.reads(&format!("/api/v1/photos/{id}/history")).await.is(200).json();
    assert_eq!(whole["items"][0]["fields"][0]["old"], "Le Conquet");
    let page = zef.visitor.reads(&format!("/photos/{id}/history")).await.is(200).text();
    assert!(page.contains("Proposée par Bran Kerhervé</b>, acceptée par Tina Morvan"), "{page}");

    // Who suggested it learns it, and nobody else.
    let bran = Browser::of(&zef, "bran").await;
    let news = bran.opens("/account/news").await.is(200).text();
    assert!(news.contains("Proposition acceptée") && news.contains("Merci.") && !news.contains("Modifiée"), "{news}");
    let anne = Browser::of(&zef, "anne").await;
    assert!(!anne.opens("/account/news").await.is(200).text().contains("Proposition acceptée"));
    let house = zef.ends_well();
    house.run(&["rebuild"]).well();
    house.run(&["check"]).well();
    let zef = house.serve();
    let history = zef.visitor.reads(&format!("/api/v1/photos/{id}/history")).await.is(200).json();
    assert_eq!(history["items"][0]["suggested_by"], "bran");
    zef.ends_well();
}

#[tokio::test]
async fn everyone_reads_who_suggested_what_was_accepted_of_a_reviewed_photo() {
    let zef = Zef::serve();
    let id = zef.contributor.gives("leaf.jpg").under("cc-by-4.0").titled("Une feuile").await.created().id();
    zef.moderator.publishes(&id).await;
    let title = suggested(&zef.other, &id, "title", "Une feuille").await;
    accepts(&zef.contributor, &title).await.is(200);
    for reader in [&zef.visitor, &zef.other, &zef.moderator, &zef.contributor] {
        let history = reader.reads(&format!("/api/v1/photos/{id}/history")).await.is(200).json();
        let last = &history["items"][0];
        assert_eq!((&last["gesture"], &last["suggested_by"]), (&json!("accept-suggestion"), &json!("bran")));
    }
    zef.ends_well();
}

#[tokio::test]
async fn curators_decide_later_or_at_once_and_loosen_nothing() {
    let zef = House::new().configured("suggestion_days = 0").serve();
    let gift = zef.trusted.gives("leaf.jpg").under("cc-by-sa-4.0").titled("Ma rue").with("author_name", "Tina Morvan");
    let gift = gift.with("place_name", "Penmarch").with("place_precision", "hidden");
    let id = gift.with("latitude", "47.8123").with("longitude", "-4.3456").await.created().id();
    let title = suggested(&zef.other, &id, "title", "La rue").await;
    let point = suggested(&zef.other, &id, "coordinates", "47.81,-4.35").await;
    let place = suggested(&zef.other, &id, "place_name", "Penmarch, rue du Port").await;

    // What is said about a hidden place is for who gave the photo.
    let told: Vec<Value> = list(&zef.moderator, "").await;
    assert_eq!((told.len(), &told[0]["field"]), (1, &json!("title")));
    for suggestion in [&point, &place] {
        accepts(&zef.moderator, suggestion).await.refused(403, "protected");
        decides(&zef.moderator, suggestion, json!({ "decision": "refuse" })).await.refused(403, "protected");
    }
    assert_eq!(list(&zef.trusted, "").await.len(), 3);
    accepts(&zef.moderator, &title).await.is(200);
    let photo = zef.visitor.sees(&id).await.photo();
    assert_eq!((&photo.0["title"], &photo.0["place"]["precision"]), (&json!("La rue"), &json!("hidden")));
    // Their contributor is told that somebody changed it.
    let tina = Browser::of(&zef, "tina").await;
    let news = tina.opens("/account/news").await.is(200).text();
    assert!(news.contains("Mona Quéré a modifié") && news.contains("Correction proposée"), "{news}");
    accepts(&zef.trusted, &place).await.is(200);
    assert_eq!(zef.visitor.sees(&id).await.photo().0["place"]["precision"], "hidden");

    // An author is a note, and none can be made while the name is withheld.
    let note = suggested(&zef.other, &id, "author_name", "Yann Riou").await;
    let people = suggested(&zef.other, &id, "people", "Yann Riou, à gauche").await;
    for suggestion in [&note, &people] {
        let before = zef.visitor.sees(&id).await.photo();
        assert_eq!(accepts(&zef.moderator, suggestion).await.is(200).json()["state"], "accepted");
        assert_eq!(zef.visitor.sees(&id).await.photo(), before);
    }
    let open = suggested(&zef.other, &id, "author_name", "Yann Le Riou").await;
    zef.trusted.changes(&id, json!({ "author_withheld": true })).await.is(200);
    suggests(&zef.other, &id, "author_name", "Tina Morvan", "").await.refused(403, "protected");
    let own = list(&zef.trusted, "").await;
    let withheld = own.iter().find(|one| one["id"] == open.as_str()).unwrap();
    assert_eq!(withheld["new"], "Yann Le Riou");
    assert!(list(&zef.moderator, "").await.iter().all(|one| one["field"] != "author_name"));
    zef.ends_well();
}

#[tokio::test]
async fn a_field_that_changed_meanwhile_is_shown_and_a_part_can_be_accepted() {
    let zef = Zef::serve();
    let id = published(&zef).await;
    let title = suggested(&zef.contributor, &id, "title", "La cale du Bilou").await;
    let tags = suggested(&zef.contributor, &id, "tags", "quai, cale").await;
    zef.trusted.changes(&id, json!({ "title": "Le quai", "tags": ["quai", "mer", "hiver"] })).await.is(200);
    let own = list(&zef.trusted, "?field=title").await;
    let said = (&own[0]["old"], &own[0]["current"], &own[0]["new"]);
    assert_eq!(said, (&json!("Sur le quai"), &json!("Le quai"), &json!("La cale du Bilou")));
    let tina = Browser::of(&zef, "tina").await;
    let page = tina.opens("/suggestions").await.is(200).text();
    for words in
        ["<del>Sur le quai</del>", "Le quai</dd>", "<ins>La cale du Bilou</ins>", "<del>mer</del>", "<ins>cale</ins>"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    let part = json!({ "decision": "accept", "value": "La cale", "reason": "Le nom n’est pas sûr." });
    let decided = decides(&zef.trusted, &title, part).await.is(200).json();
    assert_eq!((&decided["state"], &decided["decision"]["value"]), (&json!("accepted-in-part"), &json!("La cale")));
    // Tags that others added since stay.
    accepts(&zef.trusted, &tags).await.is(200);
    let photo = zef.visitor.sees(&id).await.photo();
    assert_eq!((&photo.0["title"], &photo.0["tags"]), (&json!("La cale"), &json!(["quai", "hiver", "cale"])));
    let news = Browser::of(&zef, "anne").await.opens("/account/news").await.is(200).text();
    assert!(news.contains("Proposition acceptée en partie") && news.contains("Le nom n’est pas sûr."), "{news}");
    zef.ends_well();
}

#[tokio::test]
async fn suggestions_are_bounded_and_about_public_photos() {
    let zef = Zef::serve();
    let id = published(&zef).await;
    let draft = zef.trusted.gives("flower-portrait.png").under("cc-by-4.0").in_draft().await.created().id();
    for reader in [&zef.other, &zef.moderator, &zef.visitor] {
        suggests(reader, &draft, "title", "Fleur", "Si.").await.refused(404, "not-found");
        suggests(reader, "22222222", "title", "Fleur", "Si.").await.refused(404, "not-found");
    }
    suggests(&zef.trusted, &id, "title", "Le quai", "").await.refused(403, "not-allowed");
    suggests(&zef.other, &id, "title", "Sur le quai ", "").await.refused(422, "invalid-field");
    suggests(&zef.other, &id, "licence", "cc0-1.0", "").await.refused(422, "invalid-field");
    suggests(&zef.other, &id, "taken", "hier", "").await.refused(422, "invalid-field");
    suggests(&zef.other, &id, "title", &"a".repeat(201), "").await.refused(422, "invalid-field");
    // Named as the caller wrote it.
    let long = suggests(&zef.other, &id, "title", "Le quai", &"a".repeat(2_001)).await.is(422).json();
    assert_eq!((&long["code"], &long["field"]), (&json!("invalid-field"), &json!("why")));
    for number in 0..20 {
        suggested(&zef.other, &id, "title", &format!("Quai {number}")).await;
    }
    suggests(&zef.other, &id, "title", "Quai 20", "").await.refused(429, "many-suggestions-wait");
    suggested(&zef.contributor, &id, "title", "Quai 20").await;

    // Of a photo that is withdrawn, only who gave it reads them, and may refuse them.
    zef.trusted.withdraws(&id, "Floue.").await;
    assert!(list(&zef.moderator, "?waiting=true").await.is_empty());
    let own = list(&zef.trusted, "").await;
    assert_eq!(own.len(), 21);
    let first = own[0]["id"].as_str().unwrap();
    accepts(&zef.moderator, first).await.refused(404, "not-found");
    accepts(&zef.trusted, first).await.refused(409, "wrong-state");
    decides(&zef.trusted, first, json!({ "decision": "refuse" })).await.is(200);
    let bran = Browser::of(&zef, "bran").await;
    let news = bran.opens("/account/news").await.is(200).text();
    assert!(news.contains("Proposition refusée") && !news.contains("Sur le quai"), "{news}");
    zef.ends_well();
}

#[tokio::test]
async fn where_who_gave_the_photo_cannot_decide_curators_do_at_once() {
    let zef = Zef::serve();
    let id = published(&zef).await;
    let suggestion = suggested(&zef.other, &id, "title", "Le quai").await;
    let house = zef.ends_well();
    house.run(&["person", "suspend", "tina"]).well();
    let zef = house.serve();
    assert_eq!(list(&zef.moderator, "").await.len(), 1);
    accepts(&zef.moderator, &suggestion).await.is(200);
    let house = zef.ends_well();
    // Forgotten, a contributor decides nothing either, and the photo stays.
    house.run(&["forget", "person", "tina", "--keep-published", "--yes"]).well();
    let zef = house.serve();
    let other = suggested(&zef.other, &id, "alt", "Un quai vide").await;
    decides(&zef.moderator, &other, json!({ "decision": "accept" })).await.is(200);
    zef.ends_well();
}

#[tokio::test]
async fn forgetting_a_person_or_a_photo_forgets_what_was_suggested() {
    let holds = |house: &House, words: &str| {
        let read = |path: &std::path::PathBuf| std::fs::read(path).unwrap();
        files_in(&house.storage).iter().any(|path| read(path).windows(words.len()).any(|part| part == words.as_bytes()))
    };
    let zef = Zef::serve();
    let id = published(&zef).await;
    let accepted = suggested(&zef.other, &id, "title", "Le quai de Bran").await;
    suggests(&zef.other, &id, "people", "Yann Riou, à gauche", "Mon frère Yann.").await.is(201);
    let body = json!({ "field": "alt", "new": "Un quai", "why": "On le voit.", "contact": "Soizic@Example.org" });
    zef.visitor.posts(&format!("/api/v1/photos/{id}/suggestions"), body).await.is(201);
    suggested(&zef.contributor, &id, "description", "Vu de la digue d’Anne.").await;
    accepts(&zef.trusted, &accepted).await.is(200);
    let house = zef.ends_well();
    assert!(holds(&house, "Mon frère Yann") && holds(&house, "Soizic@Example.org"));
    house.run(&["forget", "contact", "soizic@example.org", "--yes"]).well();
    assert!(!holds(&house, "Soizic@Example.org"));
    let forgot = house.run(&["forget", "person", "bran", "--yes"]).well();
    assert!(forgot.stdout.contains("forgot 2 suggestions"), "{forgot:?}");
    assert!(!holds(&house, "Mon frère Yann") && !holds(&house, "\"bran\""));
    let zef = house.serve();
    // The photo says what was accepted, and names nobody.
    assert_eq!(zef.visitor.sees(&id).await.photo().0["title"], "Le quai de Bran");
    let history = zef.visitor.reads(&format!("/api/v1/photos/{id}/history")).await.is(200).json();
    assert_eq!((&history["items"][0]["suggested"], &history["items"][0]["actor"]), (&json!(false), &json!("tina")));
    assert_eq!(list(&zef.trusted, "").await.len(), 1);
    let house = zef.ends_well();
    house.run(&["forget", "photo", &id, "--yes"]).well();
    assert!(!holds(&house, "Vu de la digue"));
    let zef = house.serve();
    assert!(list(&zef.trusted, "").await.is_empty());
    zef.ends_well().run(&["check"]).well();
}

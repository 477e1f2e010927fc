//! Collections by the API: made, filled, put in order, published, deleted; who may do what; what drafts keep to themselves.

use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    actors::Actor,
    answer::Answer,
    files,
    zef::{House, Zef},
};

async fn sends(actor: &Actor, method: Method, path: &str, body: Option<Value>) -> Answer {
    let request = actor.asks(method, path);
    let request = match &body {
        Some(body) => request.json(body),
        None => request,
    };
    Answer::read(request.send().await).await.unwrap()
}

/// Public photos of Tina, whose photos are public at once.
async fn public_photos(zef: &Zef, titles: &[&str]) -> Vec<String> {
    let mut ids = Vec::new();
    for (number, title) in titles.iter().enumerate() {
        let bytes = files::small_photograph(u64::try_from(number).unwrap() + 1);
        let gift = zef.trusted.gives_bytes("a.jpg", bytes).under("cc-by-4.0").titled(title);
        ids.push(gift.await.created().id());
    }
    ids
}

async fn makes(actor: &Actor, body: Value) -> String {
    actor.posts("/api/v1/collections", body).await.is(201).json()["slug"].as_str().unwrap().to_owned()
}

/// The photos that a collection shows, page by page.
async fn shown(actor: &Actor, slug: &str) -> Vec<String> {
    let mut ids = Vec::new();
    let mut next = Some(format!("/api/v1/collections/{slug}/photos?limit=2"));
    while let Some(path) = next {
        let list = actor.reads(&path).await.is(200).json();
        ids.extend(list["items"].as_array().unwrap().iter().map(|photo| photo["id"].as_str().unwrap().to_owned()));
        next = list["next"].as_str().map(|url| url[url.find("/api/").unwrap()..].to_owned());
    }
    ids
}

#[tokio::test]
async fn a_collection_is_made_filled_published_and_deleted() {
    let (house, cora) = House::new().with_curator();
    let zef = house.serve();
    let cora = zef.visitor.bearing(&cora);
    let photos = public_photos(&zef, &["Quai", "Cale", "Ponton"]).await;
    let made = json!({ "title": "Quais, cales et pontons", "text": "Là où l’on *embarque*.", "photos": photos[..2] });
    let made = zef.contributor.posts("/api/v1/collections", made).await.is(201);
    let path = "/api/v1/collections/quais-cales-et-pontons";
    assert!(made.header("location").ends_with(path), "{}", made.header("location"));
    let made = made.json();
    assert_eq!((&made["state"], &made["count"], &made["by"]), (&json!("draft"), &json!(2), &json!("anne")));
    assert_eq!(made["cover"], json!(photos[0]));
    assert_eq!(made["rights"]["licenses"], json!({ "cc-by-4.0": 2 }));
    assert_eq!(made["members"], json!([]));

    // A photo comes last, once.
    for _ in 0..2 {
        let added = sends(&zef.contributor, Method::PUT, &format!("{path}/photos/{}", photos[2]), None).await;
        assert_eq!(added.is(200).json()["count"], json!(3));
    }
    assert_eq!(shown(&zef.contributor, "quais-cales-et-pontons").await, photos);
    let order = json!({ "ids": [&photos[2], &photos[0], &photos[2]] });
    sends(&zef.contributor, Method::PUT, &format!("{path}/order"), Some(order)).await.is(200);
    let ordered = [&photos[2], &photos[0], &photos[1]].map(String::clone);
    assert_eq!(shown(&zef.contributor, "quais-cales-et-pontons").await, ordered);

    // Anne's own photos wait for review: so does what she writes.
    let publish = json!({ "state": "published" });
    let refused = sends(&zef.contributor, Method::PATCH, path, Some(publish.clone())).await;
    refused.refused(403, "not-allowed");
    assert_eq!(zef.visitor.sees(&photos[0]).await.json()["collections"], json!([]));
    let before = zef.visitor.sees(&photos[0]).await;
    let read = sends(&cora, Method::GET, path, None).await.is(200);
    let (tag, revision) = (read.header("etag").to_owned(), read.json()["revision"].clone());
    let patch = cora.asks(Method::PATCH, path).header("if-match", &tag).json(&publish);
    let published = Answer::read(patch.send().await).await.unwrap().is(200).json();
    assert_eq!(published["state"], json!("published"));
    // The same tag again names an earlier revision.
    let again = cora.asks(Method::PATCH, path).header("if-match", &tag).json(&json!({ "title": "Autre" }));
    Answer::read(again.send().await).await.unwrap().refused(412, "stale");
    let stale = json!({ "revision": revision, "title": "Autre" });
    sends(&cora, Method::PATCH, path, Some(stale)).await.refused(409, "stale");

    // Everyone reads it, and its photos say so; a program that keeps a photo hears of it.
    assert_eq!(shown(&zef.visitor, "quais-cales-et-pontons").await, ordered);
    let seen = zef.visitor.sees(&photos[0]).await;
    assert_eq!(seen.json()["collections"], json!(["quais-cales-et-pontons"]));
    assert_ne!(seen.header("etag"), before.header("etag"));
    for (tag, status) in [(before.header("etag"), 200), (seen.header("etag"), 304)] {
        let path = format!("/api/v1/photos/{}", photos[0]);
        let asked = zef.visitor.asks(Method::GET, &path).header("if-none-match", tag).send().await;
        assert_eq!(asked.unwrap().status().as_u16(), status);
    }
    let list = zef.visitor.reads("/api/v1/photos?limit=9").await.is(200).json();
    assert!(list["items"].as_array().unwrap().iter().all(|photo| photo["collections"] == seen.json()["collections"]));
    let public = zef.visitor.reads("/api/v1/collections").await.is(200).json();
    assert_eq!(
        (public["total"].clone(), public["items"][0]["slug"].clone()),
        (json!(1), json!("quais-cales-et-pontons"))
    );
    assert_eq!(public["items"][0].get("members"), None, "who works on it is for those who do");
    // A photo read and sent back with its collections changes nothing.
    let whole = seen.json();
    assert_eq!(zef.trusted.changes(&photos[0], whole).await.is(200).json()["revision"], seen.json()["revision"]);

    // Its name stays when its title changes; another of the same title gets a number.
    sends(&zef.contributor, Method::PATCH, path, Some(json!({ "title": "Embarcadères" }))).await.is(200);
    assert_eq!(makes(&cora, json!({ "title": "Quais, cales et pontons" })).await, "quais-cales-et-pontons-2");

    sends(&zef.other, Method::DELETE, path, None).await.refused(403, "not-allowed");
    sends(&zef.contributor, Method::DELETE, path, None).await.is(204);
    zef.visitor.reads(path).await.refused(404, "not-found");
    assert_eq!(zef.visitor.sees(&photos[0]).await.json()["collections"], json!([]));
    assert_eq!(zef.visitor.sees(&photos[0]).await.header("etag"), before.header("etag"));
    zef.ends_well();
}

#[tokio::test]
async fn a_draft_answers_as_a_collection_that_never_was() {
    let zef = Zef::serve();
    let photos = public_photos(&zef, &["Quai"]).await;
    let photo = &photos[0];
    let slug = makes(&zef.contributor, json!({ "title": "Secret", "photos": [photo] })).await;
    assert_eq!(slug, "secret");
    for stranger in [&zef.visitor, &zef.other, &zef.trusted] {
        let mut answers = Vec::new();
        for name in ["secret", "nothing"] {
            let api = format!("/api/v1/collections/{name}");
            let mut here = Vec::new();
            for path in [
                api.clone(),
                format!("{api}/photos"),
                format!("/collections/{name}"),
                format!("/collections/{name}/take"),
                format!("/collections/{name}/feed.atom"),
                format!("/collections/{name}/edit"),
                format!("/collections/{name}/order"),
                format!("/photos/{photo}?in=collection%3D{name}"),
            ] {
                let answer = stranger.reads(&path).await;
                here.push((answer.status.as_u16(), answer.text().replace(name, "")));
            }
            for (method, path, body) in [
                (Method::PATCH, api.clone(), Some(json!({ "title": "Pris" }))),
                (Method::DELETE, api.clone(), None),
                (Method::PUT, format!("{api}/photos/{photo}"), None),
                (Method::DELETE, format!("{api}/photos/{photo}"), None),
                (Method::PUT, format!("{api}/order"), Some(json!({ "ids": [photo] }))),
                (Method::POST, "/api/v1/collections".to_owned(), Some(json!({ "title": "Dedans", "parent": name }))),
            ] {
                let answer = sends(stranger, method, &path, body).await;
                here.push((answer.status.as_u16(), answer.text().replace(name, "")));
            }
            answers.push(here);
        }
        assert_eq!(answers[0], answers[1]);
        assert!(answers[0].iter().all(|(status, _)| *status != 500));
        for path in ["/", "/collections", "/api/v1/collections", &format!("/photos/{photo}")] {
            let page = stranger.reads(path).await.is(200).text();
            assert!(!page.contains("secret") && !page.contains("Secret"), "{path}");
        }
        assert_eq!(stranger.sees(photo).await.json()["collections"], json!([]));
    }
    zef.visitor.reads("/api/v1/collections?state=draft").await.refused(401, "not-signed-in");
    zef.other.reads("/api/v1/collections?state=draft").await.refused(403, "not-allowed");
    assert_eq!(zef.other.reads("/api/v1/collections?own=true").await.is(200).json()["items"], json!([]));
    let own = zef.contributor.reads("/api/v1/collections?own=true").await.is(200).json();
    assert_eq!(own["items"][0]["slug"], json!("secret"));
    let drafts = zef.moderator.reads("/api/v1/collections?state=draft").await.is(200).json();
    assert_eq!(drafts["items"][0]["slug"], json!("secret"));
    zef.ends_well();
}

#[tokio::test]
async fn only_public_photos_are_added_and_those_that_leave_the_public_leave_at_once() {
    let zef = Zef::serve();
    let photos = public_photos(&zef, &["Quai", "Cale", "Ponton"]).await;
    let draft = zef.contributor.gives("leaf.jpg").in_draft().await.created().id();
    let others = zef.other.gives("storm.webp").in_draft().await.created().id();
    let slug = makes(&zef.trusted, json!({ "title": "Ports", "state": "published", "photos": photos })).await;
    let path = format!("/api/v1/collections/{slug}");
    let own = makes(&zef.contributor, json!({ "title": "À moi" })).await;
    let add = async |id: &str| {
        sends(&zef.contributor, Method::PUT, &format!("/api/v1/collections/{own}/photos/{id}"), None).await
    };
    add(&draft).await.refused(422, "not-public");
    // The draft of somebody else answers as a photo that never was.
    let unknown = add("22222222").await;
    let hidden = add(&others).await;
    assert_eq!((hidden.status.as_u16(), hidden.text()), (404, unknown.text()));
    let make = json!({ "title": "Ports", "photos": [&others] });
    zef.contributor.posts("/api/v1/collections", make).await.refused(422, "not-public");

    let page = || async { zef.visitor.reads(&format!("/collections/{slug}")).await.is(200).text() };
    assert!(page().await.contains("Cale") && page().await.contains("3 photos"));
    sends(&zef.trusted, Method::PATCH, &path, Some(json!({ "cover": &photos[1] }))).await.is(200);
    let refused = sends(&zef.trusted, Method::PATCH, &path, Some(json!({ "cover": &draft }))).await;
    refused.refused(422, "not-in-collection");
    zef.moderator.withdraws(&photos[1], "Une personne l’a demandé.").await;
    let page = page().await;
    assert!(!page.contains("Cale") && !page.contains(&photos[1]) && page.contains("2 photos"), "{page}");
    let read = zef.visitor.reads(&path).await.is(200).json();
    assert_eq!((&read["count"], &read["cover"]), (&json!(2), &json!(photos[0])));
    assert_eq!(shown(&zef.visitor, &slug).await, [photos[0].clone(), photos[2].clone()]);
    for form in ["basket", "labels", "contact", "zip"] {
        let taken =
            zef.visitor.asks(Method::GET, &format!("/collections/{slug}/take?form={form}")).send().await.unwrap();
        assert!(!taken.url().as_str().contains(&photos[1]), "{form}: {}", taken.url());
        assert!(taken.url().as_str().contains(&photos[2]), "{form}: {}", taken.url());
    }
    let feed = zef.visitor.reads(&format!("/collections/{slug}/feed.atom")).await.is(200);
    assert!(feed.header("content-type").starts_with("application/atom+xml"));
    assert!(!feed.text().contains(&photos[1]) && feed.text().contains(&photos[0]), "{}", feed.text());
    zef.ends_well();
}

#[tokio::test]
async fn collections_stand_inside_one_another_without_a_circle() {
    let zef = Zef::serve();
    let tina = &zef.trusted;
    let mut names = vec![makes(tina, json!({ "title": "Niveau 1" })).await];
    for level in 2..=8 {
        let parent = names.last().unwrap();
        names.push(makes(tina, json!({ "title": format!("Niveau {level}"), "parent": parent })).await);
    }
    let deeper = json!({ "title": "Niveau 9", "parent": names[7] });
    tina.posts("/api/v1/collections", deeper).await.refused(422, "collection-too-deep");
    let path = |name: &str| format!("/api/v1/collections/{name}");
    let moves = async |name: &str, parent: Value| {
        sends(tina, Method::PATCH, &path(name), Some(json!({ "parent": parent }))).await
    };
    for below in [0, 3, 7] {
        moves(&names[0], json!(names[below])).await.refused(422, "collection-circle");
    }
    // A pile of two, under the seventh, would have nine levels.
    let top = makes(tina, json!({ "title": "Pile" })).await;
    makes(tina, json!({ "title": "Pile, suite", "parent": &top })).await;
    moves(&top, json!(names[6])).await.refused(422, "collection-too-deep");
    moves(&top, json!(names[5])).await.is(200);
    moves(&top, json!("nowhere")).await.refused(422, "unknown-parent");
    sends(tina, Method::DELETE, &path(&names[0]), None).await.refused(409, "collection-not-empty");
    moves(&names[1], Value::Null).await.is(200);
    sends(tina, Method::DELETE, &path(&names[0]), None).await.is(204);

    // Nobody puts theirs into one that they may not change; its readers see what is public inside.
    for name in [&names[1], &names[2]] {
        sends(tina, Method::PATCH, &path(name), Some(json!({ "state": "published" }))).await.is(200);
    }
    let refused = zef.other.posts("/api/v1/collections", json!({ "title": "Chez Tina", "parent": &names[1] })).await;
    refused.refused(422, "unknown-parent");
    let read = zef.visitor.reads(&path(&names[2])).await.is(200).json();
    assert_eq!((&read["parent"], &read["children"]), (&json!(names[1]), &json!([])), "the fourth is a draft");
    let page = zef.visitor.reads(&format!("/collections/{}", names[1])).await.is(200).text();
    assert!(page.contains("Niveau 3") && !page.contains("Niveau 4"));
    // Two moves at once, each under the other, make no circle.
    let (one, other) = (makes(tina, json!({ "title": "Un" })).await, makes(tina, json!({ "title": "Deux" })).await);
    let (first, second) = tokio::join!(moves(&one, json!(other)), moves(&other, json!(one)));
    assert!(first.status != 200 || second.status != 200, "{} {}", first.status, second.status);
    zef.ends_well();
}

#[tokio::test]
async fn members_choose_the_photos_and_their_maker_the_members() {
    let zef = Zef::serve();
    let photos = public_photos(&zef, &["Quai", "Cale"]).await;
    let made = json!({ "title": "Ports", "members": ["bran", "bran"], "photos": [&photos[0]] });
    let slug = makes(&zef.contributor, made).await;
    let path = format!("/api/v1/collections/{slug}");
    let patch = async |actor: &Actor, body: Value| sends(actor, Method::PATCH, &path, Some(body)).await;
    assert_eq!(zef.other.reads(&path).await.is(200).json()["members"], json!(["bran"]));
    sends(&zef.other, Method::PUT, &format!("{path}/photos/{}", photos[1]), None).await.is(200);
    patch(&zef.other, json!({ "title": "Ports et quais", "cover": &photos[1], "dates": "1950" })).await.is(200);
    for body in [json!({ "members": [] }), json!({ "parent": "x" }), json!({ "state": "published" })] {
        let answer = patch(&zef.other, body.clone()).await;
        assert_eq!(answer.status, 403, "{body}: {}", answer.text());
    }
    sends(&zef.other, Method::DELETE, &path, None).await.refused(403, "not-allowed");
    patch(&zef.contributor, json!({ "members": ["nobody-here"] })).await.refused(422, "unknown-member");
    patch(&zef.contributor, json!({ "members": ["~9"] })).await.refused(422, "unknown-member");
    patch(&zef.contributor, json!({ "title": "" })).await.refused(422, "invalid-field");
    patch(&zef.contributor, json!({ "slug": "other" })).await.refused(422, "invalid-field");
    patch(&zef.contributor, json!({ "colour": "red" })).await.refused(422, "invalid-field");
    let crowd: Vec<String> = (0..51).map(|number| format!("person-{number}")).collect();
    patch(&zef.contributor, json!({ "members": crowd })).await.refused(422, "invalid-field");
    patch(&zef.contributor, json!({ "members": [] })).await.is(200);
    zef.other.reads(&path).await.refused(404, "not-found");
    zef.ends_well();
}

#[tokio::test]
async fn an_order_names_photos_of_the_collection_and_each_move_writes_little() {
    let zef = Zef::serve();
    let titles: Vec<String> = (1..=9).map(|number| format!("Photo {number}")).collect();
    let photos = public_photos(&zef, &titles.iter().map(String::as_str).collect::<Vec<_>>()).await;
    let slug = makes(&zef.trusted, json!({ "title": "Neuf", "state": "published", "photos": photos[..8] })).await;
    let path = format!("/api/v1/collections/{slug}");
    let order = async |ids: Value| {
        sends(&zef.trusted, Method::PUT, &format!("{path}/order"), Some(json!({ "ids": ids }))).await
    };
    order(json!(["22222222"])).await.refused(422, "not-in-collection");
    order(json!([&photos[8]])).await.refused(422, "not-in-collection");
    order(json!("x")).await.refused(422, "invalid-field");
    let journal = || -> Vec<String> {
        let mut segments = files_of(&zef.storage().join("journal"));
        segments.sort();
        segments.iter().flat_map(|file| file.lines().map(str::to_owned).collect::<Vec<_>>()).collect()
    };
    let lines = journal().len();
    // One photo moved by a list of all of them is one record; one more photo too.
    let mut wanted = photos[..8].to_vec();
    let moved = wanted.remove(6);
    wanted.insert(1, moved);
    order(json!(wanted)).await.is(200);
    sends(&zef.trusted, Method::PUT, &format!("{path}/photos/{}", photos[8]), None).await.is(200);
    order(json!(wanted)).await.is(200);
    let written = journal().split_off(lines);
    assert_eq!(written.len(), 2, "the same order again writes nothing: {written:?}");
    for line in written {
        assert_eq!(line.matches("\"key\":\"collection-item/").count(), 1, "{line}");
        assert!(line.len() < 600, "{line}");
    }
    wanted.push(photos[8].clone());
    assert_eq!(shown(&zef.visitor, &slug).await, wanted);

    // It is the same over a restart, and over a state that is made again.
    let house = zef.ends_well();
    house.run(&["check"]).well();
    house.run(&["rebuild"]).well();
    let zef = house.serve();
    assert_eq!(shown(&zef.visitor, &slug).await, wanted);
    zef.ends_well();
}

/// The texts of the files of a folder, by their names.
fn files_of(folder: &std::path::Path) -> Vec<String> {
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|found| found.unwrap().path()).collect();
    files.sort();
    files.iter().filter_map(|file| std::fs::read_to_string(file).ok()).collect()
}

#[tokio::test]
async fn what_is_forgotten_leaves_its_collections() {
    let zef = Zef::serve();
    let photos = public_photos(&zef, &["Quai", "Cale"]).await;
    let own = zef.contributor.gives("leaf.jpg").under("cc-by-4.0").await.created().id();
    zef.moderator.publishes(&own).await;
    let made = json!({ "title": "Ports", "state": "published", "photos": [&photos[0], &own, &photos[1]], "members": ["anne"] });
    let slug = makes(&zef.trusted, made).await;
    let annes = makes(&zef.contributor, json!({ "title": "D’Anne", "photos": [&photos[0]] })).await;
    let house = zef.ends_well();
    house.run(&["forget", "photo", &photos[1], "--yes"]).well();
    house.run(&["forget", "person", "anne", "--yes"]).well();
    house.run(&["check"]).well();
    let zef = house.serve();
    assert_eq!(shown(&zef.visitor, &slug).await, [photos[0].clone()]);
    let read = zef.trusted.reads(&format!("/api/v1/collections/{slug}")).await.is(200).json();
    assert!(!read.to_string().contains("anne"), "{read}");
    let annes = zef.moderator.reads(&format!("/api/v1/collections/{annes}")).await.is(200).json();
    assert_eq!((&annes["by"], &annes["count"]), (&Value::Null, &json!(1)));
    let journal = files_of(&zef.storage().join("journal")).concat();
    assert!(!journal.contains("\"anne\""));
    zef.ends_well();
}

//! Photos found by the published collections that have them: at once, in every form of a search, and never by a draft; and
//! photos put into a collection many at a time, and taken out again.

use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    actors::Actor,
    answer::Answer,
    browser::Browser,
    files,
    zef::{House, Zef},
};

async fn public_photos(zef: &Zef, titles: &[&str]) -> Vec<String> {
    let mut ids = Vec::new();
    for (number, title) in titles.iter().enumerate() {
        let bytes = files::small_photograph(u64::try_from(number).unwrap() + 1);
        let gift = zef.trusted.gives_bytes("a.jpg", bytes).under("cc-by-4.0").titled(title);
        ids.push(gift.await.created().id());
    }
    ids
}

async fn sends(actor: &Actor, method: Method, path: &str, body: Value) -> Answer {
    Answer::read(actor.asks(method, path).json(&body).send().await).await.unwrap()
}

async fn makes(actor: &Actor, title: &str, photos: &[String]) -> String {
    let body = json!({ "title": title, "photos": photos });
    actor.posts("/api/v1/collections", body).await.is(201).json()["slug"].as_str().unwrap().to_owned()
}

async fn becomes(actor: &Actor, slug: &str, state: &str) {
    sends(actor, Method::PATCH, &format!("/api/v1/collections/{slug}"), json!({ "state": state })).await.is(200);
}

/// The titles found, latest first, and the facet of collections.
async fn found(actor: &Actor, query: &str) -> (Vec<String>, Value) {
    let list = actor.reads(&format!("/api/v1/photos?{query}")).await.is(200).json();
    let titles = list["items"].as_array().unwrap().iter().map(|photo| photo["title"].as_str().unwrap().to_owned());
    (titles.collect(), list["facets"]["collection"].clone())
}

#[tokio::test]
async fn a_search_is_narrowed_to_a_published_collection_at_once() {
    let (house, token) = House::new().with_curator();
    let zef = house.serve();
    let cora = zef.visitor.bearing(&token);
    let photos = public_photos(&zef, &["Quai", "Cale", "Ponton"]).await;
    let slug = makes(&cora, "Ports du soir", &photos[..2]).await;
    let of = format!("collection={slug}");

    // A draft is found by nobody, and is no facet.
    for reader in [&zef.visitor, &cora] {
        assert_eq!(found(reader, &of).await, (Vec::new(), json!({})));
        assert_eq!(found(reader, "").await.1, json!({}));
    }
    let page = zef.visitor.reads("/search").await.is(200).text();
    assert!(!page.contains("Ports du soir"), "{page}");

    becomes(&cora, &slug, "published").await;
    let both = vec!["Cale".to_owned(), "Quai".to_owned()];
    assert_eq!(found(&zef.visitor, &of).await, (both, json!({ slug.clone(): 2 })));
    assert_eq!(found(&zef.visitor, "").await.1, json!({ slug.clone(): 2 }));
    let page = zef.visitor.reads("/search").await.is(200).text();
    assert!(page.contains("Ports du soir") && page.contains(&of), "{page}");
    let narrowed = zef.visitor.reads(&format!("/search?q=&{of}")).await.is(200).text();
    assert!(narrowed.contains("Collection\u{a0}: Ports du soir") && !narrowed.contains("Ponton"), "{narrowed}");
    for path in [format!("/feed.atom?{of}"), format!("/api/v1/photos.csv?{of}"), format!("/api/v1/photos.geojson?{of}")]
    {
        let text = zef.visitor.reads(&path).await.is(200).text();
        assert!(!text.contains("Ponton"), "{path}: {text}");
        assert!(path.contains("geojson") || text.contains("Quai"), "{path}: {text}");
    }
    zef.visitor.reads("/api/v1/photos?collection=A%20b").await.refused(422, "invalid-field");
    assert_eq!(found(&zef.visitor, "collection=none").await.0, Vec::<String>::new());

    // What comes and goes is found so at once, on pages that are kept too.
    let item = |photo: &str| format!("/api/v1/collections/{slug}/photos/{photo}");
    sends(&cora, Method::PUT, &item(&photos[2]), json!({})).await.is(200);
    assert_eq!(found(&zef.visitor, &of).await.0, ["Ponton", "Cale", "Quai"]);
    assert!(zef.visitor.reads(&format!("/search?q=&{of}")).await.text().contains("Ponton"));
    sends(&cora, Method::DELETE, &item(&photos[0]), json!({})).await;
    assert_eq!(
        found(&zef.visitor, &of).await,
        (vec!["Ponton".to_owned(), "Cale".to_owned()], json!({ slug.clone(): 2 }))
    );
    zef.trusted.withdraws(&photos[1], "Floue.").await;
    assert_eq!(found(&zef.visitor, &of).await.0, ["Ponton"]);
    // A description changes nothing of where a photo is.
    zef.trusted.changes(&photos[2], json!({ "title": "Le ponton" })).await.is(200);
    assert_eq!(found(&zef.visitor, &of).await.0, ["Le ponton"]);
    let house = zef.ends_well();
    house.run(&["rebuild"]).well();
    let zef = house.serve();
    let cora = zef.visitor.bearing(&token);
    assert_eq!(found(&zef.visitor, &of).await.0, ["Le ponton"]);
    becomes(&cora, &slug, "draft").await;
    assert_eq!(found(&zef.visitor, &of).await, (Vec::new(), json!({})));
    becomes(&cora, &slug, "published").await;
    assert_eq!(found(&zef.visitor, &of).await.0, ["Le ponton"]);
    sends(&cora, Method::DELETE, &format!("/api/v1/collections/{slug}"), json!({})).await;
    assert_eq!(found(&zef.visitor, &of).await, (Vec::new(), json!({})));
    zef.ends_well();
}

#[tokio::test]
async fn many_photos_are_put_into_a_collection_and_taken_out_again() {
    let (house, token) = House::new().with_curator();
    let zef = house.serve();
    let cora = zef.visitor.bearing(&token);
    let photos = public_photos(&zef, &["Quai", "Cale", "Ponton"]).await;
    let draft = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").in_draft().await.created().id();
    let slug = makes(&cora, "Ports", &photos[..1]).await;
    becomes(&cora, &slug, "published").await;
    let ids = [photos.clone(), vec![draft.clone(), "22222222".to_owned()]].concat();
    let body = json!({ "ids": ids, "change": { "collection_add": slug, "tags_add": ["port"] } });
    let expected = |made: &Value| {
        assert_eq!((&made["changed"], &made["unchanged"]), (&json!(3), &json!(0)), "{made}");
        let refused = made["refused"].as_array().unwrap();
        assert_eq!(refused.len(), 2, "{made}");
        assert!(refused.iter().all(|one| one["code"] == "not-found"), "{made}");
    };
    let preview = cora.posts("/api/v1/batches?preview=true", body.clone()).await.is(200).json();
    expected(&preview);
    assert_eq!(found(&zef.visitor, &format!("collection={slug}")).await.0, ["Quai"]);
    let made = cora.posts("/api/v1/batches", body.clone()).await.is(200).json();
    expected(&made);
    assert_eq!(found(&zef.visitor, &format!("collection={slug}&tag=port")).await.0, ["Ponton", "Cale", "Quai"]);
    // Again, they say so already.
    let again = cora.posts("/api/v1/batches", body).await.is(200).json();
    assert_eq!((&again["changed"], &again["unchanged"], &again["batch"]), (&json!(0), &json!(3), &Value::Null));
    let undo = format!("/api/v1/batches/{}/undo", made["batch"].as_str().unwrap());
    let undone = cora.posts(&undo, json!({})).await.is(200).json();
    assert_eq!((&undone["undone"], &undone["kept"]), (&json!(3), &json!([])));
    assert_eq!(found(&zef.visitor, &format!("collection={slug}")).await.0, ["Quai"]);
    assert_eq!(found(&zef.visitor, "tag=port").await.0, Vec::<String>::new());
    // An undo is undone, too.
    let redo = format!("/api/v1/batches/{}/undo", undone["batch"].as_str().unwrap());
    assert_eq!(cora.posts(&redo, json!({})).await.is(200).json()["undone"], 3);
    assert_eq!(found(&zef.visitor, &format!("collection={slug}")).await.0, ["Ponton", "Cale", "Quai"]);

    // A contributor's own draft is not public; a collection that one may not change is refused.
    let own = makes(&zef.trusted, "À moi", &[]).await;
    let body = json!({ "ids": [draft, photos[0]], "change": { "collection_add": own } });
    let made = zef.trusted.posts("/api/v1/batches", body).await.is(200).json();
    assert_eq!((&made["changed"], &made["refused"][0]["code"]), (&json!(1), &json!("not-public")));
    let body = |slug: &str| json!({ "ids": [photos[0]], "change": { "collection_add": slug } });
    zef.other.posts("/api/v1/batches", body(&slug)).await.refused(403, "not-allowed");
    zef.other.posts("/api/v1/batches", body(&own)).await.refused(404, "not-found");
    cora.posts("/api/v1/batches", body("none")).await.refused(404, "not-found");
    cora.posts("/api/v1/batches", body("A b")).await.refused(422, "invalid-field");
    zef.ends_well().run(&["check"]).well();
}

#[tokio::test]
async fn the_workbench_has_a_lane_of_photos_in_no_collection() {
    let (house, token) = House::new().with_curator();
    let zef = house.serve();
    let cora = zef.visitor.bearing(&token);
    let photos = public_photos(&zef, &["Quai", "Cale"]).await;
    let slug = makes(&cora, "Ports", &[]).await;
    becomes(&cora, &slug, "published").await;
    let browser = Browser::of(&zef, "cora").await;
    let lane = "/curate?lane=collection";
    let page = browser.opens(lane).await.is(200).text();
    assert!(page.contains("Dans aucune collection <i>2</i>") && page.contains(&photos[0]), "{page}");
    let form = browser.form_on(lane, "/curate").await;
    let picked = [("photo", photos[0].as_str()), ("collection_add", &slug), ("place_precision", "hidden")];
    let preview = browser.fills(&form, &picked).await.is(200).text();
    assert!(preview.contains("Mettre dans une collection") && preview.contains("Ports"), "{preview}");
    let form = crate::browser::forms(&preview).into_iter().find(|form| form.action == "/curate").unwrap();
    browser.fills(&form, &[("step", "make")]).await.is(303);
    assert_eq!(found(&zef.visitor, &format!("collection={slug}")).await.0, ["Quai"]);
    assert_eq!(zef.trusted.sees(&photos[0]).await.photo().0["place"]["precision"], "hidden");
    let page = browser.opens(lane).await.is(200).text();
    assert!(page.contains("Dans aucune collection <i>1</i>") && !page.contains(&photos[0]), "{page}");
    zef.ends_well();
}

//! Living collections: a search made into one, what it shows as photos come and go, photos left out and put in by hand, what
//! is typed wrongly, and who may do what.

use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    actors::Actor,
    answer::Answer,
    browser::{Browser, forms},
    files,
    zef::{House, Zef},
};

async fn sends(actor: &Actor, method: Method, path: &str, body: Value) -> Answer {
    Answer::read(actor.asks(method, path).json(&body).send().await).await.unwrap()
}

/// A public photo of Tina.
async fn given(zef: &Zef, number: u64, title: &str) -> String {
    let gift = zef.trusted.gives_bytes("a.jpg", files::small_photograph(number)).under("cc-by-4.0").titled(title);
    gift.await.created().id()
}

/// The titles of the photos that a collection shows, page by page.
async fn shown(actor: &Actor, slug: &str) -> Vec<String> {
    let mut titles = Vec::new();
    let mut next = Some(format!("/api/v1/collections/{slug}/photos?limit=2"));
    while let Some(path) = next {
        let list = actor.reads(&path).await.is(200).json();
        let items = list["items"].as_array().unwrap();
        titles.extend(items.iter().map(|photo| photo["title"].as_str().unwrap().to_owned()));
        next = list["next"].as_str().map(|url| url[url.find("/api/").unwrap()..].to_owned());
    }
    titles
}

#[tokio::test]
async fn a_search_becomes_a_collection_that_follows_it() {
    let zef = Zef::serve();
    let mut phares = Vec::new();
    for (number, title) in (1..).zip(["Phare du Minou", "Phare du Portzic", "Phare de la Jument"]) {
        phares.push(given(&zef, number, title).await);
    }
    let quai = given(&zef, 9, "Quai").await;

    // In one step from the search page: the form comes with the words as its title.
    let tina = Browser::of(&zef, "tina").await;
    let search = tina.opens("/search?q=phare").await.is(200).text();
    assert!(search.contains("/collections/new?query=q%3Dphare"), "{search}");
    assert!(!zef.visitor.reads("/search?q=phare").await.text().contains("/collections/new"));
    assert!(!tina.opens("/search").await.text().contains("/collections/new?query"));
    let form = tina.form_on("/collections/new?query=q%3Dphare", "/collections").await;
    assert!(form.fields.contains(&("title".to_owned(), "Phare".to_owned())), "{:?}", form.fields);
    assert!(form.fields.contains(&("query".to_owned(), "phare".to_owned())));
    let made = tina.fills(&form, &[("title", "Les phares"), ("state", "published")]).await.is(303);
    assert_eq!(made.header("location"), "/collections/les-phares");

    let page = || async { zef.visitor.reads("/collections/les-phares").await.is(200).text() };
    let first = page().await;
    assert!(first.contains("3 photos, réunies par Tina Morvan"), "{first}");
    assert!(first.contains("Collection vivante") && first.contains("/search?q=phare"), "{first}");
    assert!(first.contains("Phare du Minou") && !first.contains("Quai") && first.contains("Côte à côte"));
    assert_eq!(shown(&zef.visitor, "les-phares").await, ["Phare de la Jument", "Phare du Portzic", "Phare du Minou"]);

    // What is published later is there at once, everywhere; what is withdrawn no longer.
    let late = given(&zef, 20, "Phare de Kermorvan").await;
    assert!(page().await.contains("4 photos"));
    for path in ["/collections", "/", "/embed/collections/les-phares", "/collections/les-phares/feed.atom"] {
        let answer = zef.visitor.reads(path).await.is(200).text();
        assert!(answer.contains(&late), "{path}: {answer}");
    }
    zef.moderator.withdraws(&late, "Une personne l’a demandé.").await;
    for path in ["/collections/les-phares", "/collections", "/", "/embed/collections/les-phares"] {
        let answer = zef.visitor.reads(path).await.is(200).text();
        assert!(!answer.contains(&late) && !answer.contains("4 photos, réunies"), "{path}: {answer}");
    }
    let read = zef.visitor.reads("/api/v1/collections/les-phares").await.is(200).json();
    assert_eq!((&read["count"], &read["query"], &read["beyond"]), (&json!(3), &json!("q=phare"), &json!(0)));
    assert_eq!(read["rights"]["licenses"], json!({ "cc-by-4.0": 3 }));
    assert_eq!((read.get("except"), &read["cover"]), (None, &json!(phares[2])));

    // All that other collections have: papers, files, slides, a walk from photo to photo.
    for form in ["basket", "labels", "contact", "zip"] {
        let path = format!("/collections/les-phares/take?form={form}");
        let taken = zef.visitor.asks(Method::GET, &path).send().await.unwrap();
        let address = taken.url().to_string();
        assert!(phares.iter().all(|id| address.contains(id)) && !address.contains(&quai), "{form}: {address}");
    }
    let slide = zef.visitor.reads("/collections/les-phares/slideshow?photo=3").await.is(200).text();
    assert!(slide.contains("Phare du Minou") && slide.contains("3 sur 3"), "{slide}");
    zef.visitor.reads("/collections/les-phares/slideshow?photo=4").await.is(404);
    let walk = zef.visitor.reads(&format!("/photos/{}?in=collection%3Dles-phares", phares[1])).await.is(200).text();
    assert!(walk.contains("2 sur 3") && walk.contains("Les phares"), "{walk}");
    zef.ends_well();
}

#[tokio::test]
async fn photos_are_left_out_and_put_in_by_hand() {
    let zef = Zef::serve();
    let minou = given(&zef, 1, "Phare du Minou").await;
    let portzic = given(&zef, 2, "Phare du Portzic").await;
    let quai = given(&zef, 3, "Quai").await;
    let body = json!({ "title": "Phares", "query": "phare", "state": "published", "photos": [&quai] });
    zef.trusted.posts("/api/v1/collections", body).await.is(201);
    let path = "/api/v1/collections/phares";
    assert_eq!(shown(&zef.visitor, "phares").await, ["Quai", "Phare du Portzic", "Phare du Minou"]);

    // Left out, by the API and by the list on which it is arranged.
    let out =
        sends(&zef.trusted, Method::DELETE, &format!("{path}/photos/{portzic}"), Value::Null).await.is(200).json();
    assert_eq!((&out["count"], &out["except"]), (&json!(2), &json!([portzic])));
    let tina = Browser::of(&zef, "tina").await;
    let list = "/collections/phares/order";
    let form = tina.form_on(list, list).await;
    tina.fills(&form, &[("remove", &minou)]).await.is(303);
    assert_eq!(shown(&zef.visitor, "phares").await, ["Quai"]);
    let page = tina.opens(list).await.is(200).text();
    assert!(page.contains("Photos écartées") && page.contains("Remettre"), "{page}");
    tina.fills(&form, &[("restore", &minou)]).await.is(303);
    assert_eq!(shown(&zef.visitor, "phares").await, ["Quai", "Phare du Minou"]);
    // Put first by hand, though the search finds it too: it is there once.
    tina.fills(&form, &[("first", &minou)]).await.is(303);
    assert_eq!(shown(&zef.visitor, "phares").await, ["Phare du Minou", "Quai"]);
    // What is put in by hand is shown, exception or not.
    sends(&zef.trusted, Method::PUT, &format!("{path}/photos/{portzic}"), Value::Null).await.is(200);
    assert_eq!(shown(&zef.visitor, "phares").await, ["Phare du Minou", "Quai", "Phare du Portzic"]);
    sends(&zef.trusted, Method::PATCH, path, json!({ "cover": &portzic, "except": [] })).await.is(200);

    // Searches narrowed to it find the same photos; facets count what people chose alone.
    let of = zef.visitor.reads("/api/v1/photos?collection=phares").await.is(200).json();
    assert_eq!(of["total"], json!(3));
    let facets = zef.visitor.reads("/api/v1/photos?q=phare").await.is(200).json();
    assert_eq!(facets["facets"]["collection"], json!({}));
    let late = given(&zef, 30, "Phare de Kermorvan").await;
    let of = zef.visitor.reads("/api/v1/photos?collection=phares&q=kermorvan").await.is(200).json();
    assert_eq!(of["items"][0]["id"], json!(late));

    // Without its search, it keeps what people chose.
    sends(&zef.trusted, Method::PATCH, path, json!({ "query": null })).await.is(200);
    assert_eq!(shown(&zef.visitor, "phares").await, ["Phare du Minou", "Quai", "Phare du Portzic"]);
    let of = zef.visitor.reads("/api/v1/photos?collection=phares").await.is(200).json();
    assert_eq!(of["total"], json!(3));
    zef.ends_well();
}

#[tokio::test]
async fn a_collection_does_not_search_inside_itself() {
    let zef = Zef::serve();
    given(&zef, 1, "Phare du Minou").await;
    let body = json!({ "title": "Phares", "query": "phare", "state": "published" });
    zef.trusted.posts("/api/v1/collections", body).await.is(201);
    let body = json!({ "title": "Quais", "state": "published" });
    zef.trusted.posts("/api/v1/collections", body).await.is(201);
    let tina = Browser::of(&zef, "tina").await;
    let form = tina.form_on("/collections/phares/edit", "/collections/phares/edit").await;
    let typed = "/search?q=minou&collection=phares";
    let page = tina.fills(&form, &[("text", "Mot à mot"), ("query", typed)]).await.is(422).text();
    assert!(page.contains("la collection même qu’elle remplirait"), "{page}");
    let again = forms(&page).into_iter().find(|form| form.fields.iter().any(|(name, _)| name == "query")).unwrap();
    for (name, value) in [("text", "Mot à mot"), ("query", typed)] {
        assert!(again.fields.contains(&(name.to_owned(), value.to_owned())), "{name}: {:?}", again.fields);
    }
    let patch = json!({ "query": "collection=phares" });
    sends(&zef.trusted, Method::PATCH, "/api/v1/collections/phares", patch).await.refused(422, "invalid-search");
    // Nor does one that is being made, whatever its name will be; another one is searched.
    let body = json!({ "title": "Ports", "query": "collection=ports" });
    zef.trusted.posts("/api/v1/collections", body).await.refused(422, "invalid-search");
    let patch = json!({ "query": "collection=quais" });
    sends(&zef.trusted, Method::PATCH, "/api/v1/collections/phares", patch).await.is(200);
    zef.ends_well();
}

#[tokio::test]
async fn a_search_that_cannot_be_kept_is_explained_and_nothing_typed_is_lost() {
    let zef = Zef::serve();
    given(&zef, 1, "Phare du Minou").await;
    let tina = Browser::of(&zef, "tina").await;
    let form = tina.form_on("/collections/new", "/collections").await;
    for (query, said) in [
        ("year=abc", "year=abc"),
        ("phare year:abc", "year:abc"),
        ("/search?sort=taken", "toutes les photos"),
        ("https://example.org/collections/ports", "example.org"),
    ] {
        let page =
            tina.fills(&form, &[("title", "Gardée"), ("text", "Mot à mot"), ("query", query)]).await.is(422).text();
        assert!(page.contains(said) && page.contains("aria-invalid"), "{query}: {page}");
        let typed = forms(&page).into_iter().find(|form| form.fields.iter().any(|(name, _)| name == "query")).unwrap();
        for (name, value) in [("title", "Gardée"), ("text", "Mot à mot"), ("query", query)] {
            assert!(typed.fields.contains(&(name.to_owned(), value.to_owned())), "{name}: {:?}", typed.fields);
        }
        let body = json!({ "title": "Gardée", "query": query });
        zef.trusted.posts("/api/v1/collections", body).await.refused(422, "invalid-search");
    }
    let page = tina.opens("/collections/new?query=year%3Dabc").await.is(200).text();
    assert!(page.contains("n’est pas comprise") && page.contains("year=abc"), "{page}");
    zef.ends_well();
}

#[tokio::test]
async fn a_draft_that_follows_a_search_is_for_those_who_work_on_it() {
    let (house, token) = House::new().with_curator();
    let zef = house.serve();
    let cora = zef.visitor.bearing(&token);
    let minou = given(&zef, 1, "Phare du Minou").await;
    let hidden = zef.contributor.gives("leaf.jpg").titled("Phare caché").in_draft().await.created().id();
    let body = json!({ "title": "Secret", "query": "phare", "members": ["bran"] });
    zef.contributor.posts("/api/v1/collections", body).await.is(201);
    for stranger in [&zef.visitor, &zef.trusted] {
        stranger.reads("/collections/secret").await.is(404);
        stranger.reads("/collections/secret/pairs").await.is(404);
        assert_eq!(stranger.reads("/api/v1/photos?collection=secret").await.is(200).json()["total"], json!(0));
        assert!(!stranger.reads("/map?collection=secret").await.is(200).text().contains("Secret"));
    }
    // Nobody sees through a search what is not public, not even in their own collection.
    for member in [&zef.contributor, &zef.other, &cora] {
        assert_eq!(shown(member, "secret").await, ["Phare du Minou"]);
        assert!(!member.reads("/api/v1/collections/secret").await.text().contains(&hidden));
    }
    sends(&zef.other, Method::PATCH, "/api/v1/collections/secret", json!({ "query": "quai" })).await.is(200);
    assert_eq!(shown(&zef.contributor, "secret").await, Vec::<String>::new());
    let many: Vec<&String> = std::iter::repeat_n(&minou, 600).collect();
    // The same photo many times is one exception.
    sends(&zef.other, Method::PATCH, "/api/v1/collections/secret", json!({ "except": many })).await.is(200);
    zef.ends_well();
}

#[tokio::test]
async fn a_collection_leads_to_the_map_of_its_photos_where_they_have_places() {
    let zef = Zef::serve();
    let minou = given(&zef, 1, "Phare du Minou").await;
    let body = json!({ "title": "Les phares", "query": "phare", "state": "published" });
    zef.trusted.posts("/api/v1/collections", body).await.is(201);
    let map = "/map?collection=les-phares";
    let page = || async { zef.visitor.reads("/collections/les-phares").await.is(200).text() };
    assert!(!page().await.contains(map));
    // A hidden place is none.
    let place = |precision: &str| json!({ "place_name": "Plouzané", "latitude": 48.3366, "longitude": -4.6146, "place_precision": precision });
    zef.trusted.changes(&minou, place("hidden")).await.is(200);
    assert!(!page().await.contains(map));
    zef.trusted.changes(&minou, place("exact")).await.is(200);
    assert!(page().await.contains(map));
    let drawn = zef.visitor.reads(map).await.is(200).text();
    assert!(drawn.contains("Phare du Minou") && drawn.contains("Les phares"), "{drawn}");
    // What is left out is on the map no longer.
    let path = format!("/api/v1/collections/les-phares/photos/{minou}");
    sends(&zef.trusted, Method::DELETE, &path, Value::Null).await.is(200);
    let drawn = zef.visitor.reads(map).await.is(200).text();
    assert!(!drawn.contains("Phare du Minou"), "{drawn}");
    zef.ends_well();
}

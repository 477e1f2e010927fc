//! Collections named by a title or an address where photos are put into one: any that one may change, however many there are.

use scraper::{Html, Selector};
use serde_json::{Value, json};

use crate::{
    actors::Actor,
    answer::Answer,
    browser::Browser,
    files,
    zef::{House, Zef},
};

/// More than the field proposes before anything is typed.
const MANY: usize = 33;

async fn makes(actor: &Actor, title: &str) -> String {
    let made = actor.posts("/api/v1/collections", json!({ "title": title })).await.is(201).json();
    made["slug"].as_str().unwrap().to_owned()
}

async fn photo(zef: &Zef, number: u64) -> String {
    let gift = zef.trusted.gives_bytes("rade.jpg", files::small_photograph(number)).under("cc-by-4.0");
    gift.await.created().id()
}

/// Sends the form of the workbench with one photo picked.
async fn sends(browser: &Browser, list: &str, photo: &str, words: &[(&str, &str)]) -> Answer {
    let form = browser.form_on(list, "/curate").await;
    browser.fills(&form, &[&[("photo", photo)][..], words].concat()).await
}

/// What the field for a collection proposes before anything is typed, and what is typed.
fn field(page: &str) -> (Vec<String>, String) {
    let page = Html::parse_document(page);
    let values = |selector: &str| -> Vec<String> {
        let found = Selector::parse(selector).unwrap();
        page.select(&found).map(|element| element.attr("value").unwrap().to_owned()).collect()
    };
    (values("#collections option"), values("#collection_add").concat())
}

async fn proposed(actor: &Actor, typed: &str) -> Vec<Value> {
    let answer = actor.reads(&format!("/api/v1/completions?kind=collection&q={typed}")).await.is(200).json();
    answer["items"].as_array().unwrap().clone()
}

#[tokio::test]
async fn any_collection_that_one_may_change_is_named_by_its_title_or_its_address() {
    let (house, token) = House::new().with_curator();
    let zef = house.serve();
    let cora = zef.visitor.bearing(&token);
    let oldest = makes(&cora, "L’Étoile des mers").await;
    for number in 0..MANY {
        makes(&cora, &format!("Quai numéro {number}")).await;
    }
    let (id, browser, list) = (photo(&zef, 1).await, Browser::of(&zef, "cora").await, "/curate?lane=collection");
    let (options, _) = field(&browser.opens(list).await.is(200).text());
    assert!(options.contains(&"Quai numéro 32".to_owned()) && !options.contains(&"L’Étoile des mers".to_owned()));
    let address = format!("{}/en/collections/{oldest}/edit", zef.url);
    for name in
        ["L’Étoile des mers", "l'etoile  des MERS", oldest.as_str(), &format!("/collections/{oldest}"), &address]
    {
        let preview = sends(&browser, list, &id, &[("collection_add", name)]).await.is(200).text();
        assert!(preview.contains("<dd>L’Étoile des mers</dd>"), "{name}: {preview}");
    }
    let step = [("collection_add", "l'étoile des mers"), ("step", "make")];
    sends(&browser, list, &id, &step).await.is(303);
    assert_eq!(cora.reads(&format!("/api/v1/collections/{oldest}")).await.is(200).json()["count"], 1);

    // One that there is not: the sentence says so, and what was typed and picked stays.
    let other = photo(&zef, 2).await;
    let words = [("collection_add", "L’Étoile des marées"), ("tags_add", "port")];
    let page = sends(&browser, list, &other, &words).await.is(422).text();
    assert!(
        page.contains("Aucune collection que vous pouvez modifier ne s’appelle «\u{a0}L’Étoile des marées\u{a0}»"),
        "{page}"
    );
    assert_eq!(field(&page).1, "L’Étoile des marées");
    assert!(page.contains("name=\"tags_add\" value=\"port\"") && page.contains("checked"), "{page}");

    // Two of one title are told apart by their addresses.
    let twin = makes(&cora, "L’étoile des mers").await;
    let page = sends(&browser, list, &other, &[("collection_add", "L’Étoile des mers")]).await.is(422).text();
    assert!(page.contains(&format!("/collections/{oldest} · /collections/{twin}")), "{page}");
    let preview = sends(&browser, list, &other, &[("collection_add", &format!("/collections/{twin}"))]).await;
    assert!(preview.is(200).text().contains("<dd>L’étoile des mers</dd>"));
    let both: Vec<Value> = proposed(&cora, "mers").await.iter().map(|one| one["query"].clone()).collect();
    assert_eq!(both, [json!(format!("/collections/{oldest}")), json!(format!("/collections/{twin}"))]);
    zef.ends_well();
}

#[tokio::test]
async fn nobody_learns_of_collections_that_they_may_not_change() {
    let (house, token) = House::new().with_curator();
    let zef = house.serve();
    let cora = zef.visitor.bearing(&token);
    makes(&cora, "Secret de Cora").await;
    makes(&zef.trusted, "Secret de Tina").await;
    let id = photo(&zef, 1).await;
    let titles = async |actor: &Actor| -> Vec<Value> {
        proposed(actor, "secret").await.iter().map(|one| one["text"].clone()).collect()
    };
    assert_eq!(titles(&cora).await, ["Secret de Cora", "Secret de Tina"]);
    assert_eq!(titles(&zef.trusted).await, ["Secret de Tina"]);
    assert_eq!(titles(&zef.contributor).await, [""; 0]);
    assert_eq!(titles(&zef.visitor).await, [""; 0]);
    assert_eq!(proposed(&cora, "s").await, [json!(null); 0], "one letter begins too many");
    assert_eq!(proposed(&cora, "ecret").await, [json!(null); 0], "no word begins so");
    let tina = Browser::of(&zef, "tina").await;
    let list = "/curate?mine=yes";
    let refusals = [
        sends(&tina, list, &id, &[("collection_add", "Secret de Cora")]).await.is(422).text(),
        sends(&tina, list, &id, &[("collection_add", "secret-de-cora")]).await.is(422).text(),
        sends(&tina, list, &id, &[("collection_add", "Rien de tel")]).await.is(422).text(),
    ];
    assert!(refusals.iter().all(|page| page.contains("Aucune collection que vous pouvez modifier")), "{refusals:?}");
    // A title that changes is known by its new words at once.
    let renamed = json!({ "title": "Mystère de Tina" });
    let patch = zef.trusted.asks(reqwest::Method::PATCH, "/api/v1/collections/secret-de-tina").json(&renamed);
    Answer::read(patch.send().await).await.unwrap().is(200);
    assert_eq!(titles(&cora).await, ["Secret de Cora"]);
    let preview = sends(&tina, list, &id, &[("collection_add", "mystère de tina")]).await.is(200).text();
    assert!(preview.contains("Mystère de Tina"), "{preview}");
    zef.ends_well();
}

#[tokio::test]
async fn a_basket_goes_into_a_collection_that_there_is() {
    let zef = Zef::serve();
    let photos = [photo(&zef, 1).await, photo(&zef, 2).await];
    let basket = format!("/basket?ids={}", photos.join(","));
    let (tina, path) = (Browser::of(&zef, "tina").await, "/api/v1/collections/la-rade");
    let page = tina.opens(&basket).await.is(200).text();
    assert!(!page.contains("/basket/collect"), "she can change none yet: {page}");
    assert_eq!(makes(&zef.trusted, "La rade").await, "la-rade");
    let put = zef.trusted.asks(reqwest::Method::PUT, &format!("{path}/photos/{}", photos[1]));
    Answer::read(put.send().await).await.unwrap().is(200);
    let (options, _) = field(&tina.opens(&basket).await.is(200).text());
    assert_eq!(options, ["La rade"]);
    let form = tina.form_on(&basket, "/basket/collect").await;

    // A title that there is not: what was typed stays, and so does the basket.
    let page = tina.fills(&form, &[("collection_add", "La plage")]).await.is(422).text();
    assert!(page.contains("Aucune collection que vous pouvez modifier ne s’appelle «\u{a0}La plage\u{a0}»"), "{page}");
    assert_eq!(field(&page).1, "La plage");
    assert!(page.contains(&format!("name=\"ids\" value=\"{}\"", photos.join(","))), "{page}");
    let new = tina.fills(&form, &[("collection_add", "")]).await.is(303);
    assert!(new.header("location").ends_with(&format!("/collections/new?ids={}", photos.join(","))));

    let done = tina.fills(&form, &[("collection_add", "la rade")]).await.is(303);
    assert!(done.header("location").contains("/collections/la-rade"), "{}", done.header("location"));
    let page = tina.opens("/collections/la-rade").await.is(200).text();
    assert!(page.contains("Les photos du panier sont dans la collection."), "{page}");
    let listed = zef.trusted.reads(&format!("{path}/photos")).await.is(200).json();
    let listed: Vec<&Value> = listed["items"].as_array().unwrap().iter().map(|item| &item["id"]).collect();
    assert_eq!(listed, [&json!(photos[1]), &json!(photos[0])], "the one that it had stays where it was");

    // Somebody else’s collection is none of theirs.
    makes(&zef.contributor, "À Anne").await;
    let page = tina.fills(&form, &[("collection_add", "À Anne")]).await.is(422).text();
    assert!(page.contains("Aucune collection que vous pouvez modifier"), "{page}");
    zef.ends_well();
}

#[tokio::test]
async fn a_collection_is_put_inside_another_by_its_title() {
    let (house, token) = House::new().with_curator();
    let zef = house.serve();
    let (tina, cora) = (Browser::of(&zef, "tina").await, zef.visitor.bearing(&token));
    let (inner, outer) = (makes(&zef.trusted, "Le Stiff").await, makes(&zef.trusted, "Phares d’Ouessant").await);
    let (edit, path) = (format!("/collections/{inner}/edit"), format!("/api/v1/collections/{inner}"));
    let parent = async || cora.reads(&path).await.is(200).json()["parent"].clone();
    let saves = async |words: &[(&str, &str)]| {
        let form = tina.form_on(&edit, &edit).await;
        tina.fills(&form, words).await
    };
    saves(&[("parent", "phares d'ouessant")]).await.is(303);
    assert_eq!(parent().await, json!(outer));
    assert!(tina.opens(&edit).await.text().contains("name=\"parent\" value=\"Phares d’Ouessant\""));
    let page = saves(&[("parent", "Phares de Molène")]).await.is(422).text();
    assert!(page.contains("ne s’appelle «\u{a0}Phares de Molène\u{a0}»"), "{page}");
    assert!(
        page.contains("value=\"Phares de Molène\"") && page.contains("data-kind=\"collection\" aria-invalid"),
        "{page}"
    );

    // A curator puts it inside a draft of theirs, whose title Tina does not read: it stays there when she saves something else.
    let hidden = makes(&cora, "Réserve de Cora").await;
    let moved = json!({ "parent": hidden });
    let patch = cora.asks(reqwest::Method::PATCH, &path).json(&moved);
    Answer::read(patch.send().await).await.unwrap().is(200);
    assert!(!tina.opens(&edit).await.is(200).text().contains("Réserve de Cora"));
    saves(&[("text", "Le premier phare de l’île.")]).await.is(303);
    assert_eq!(parent().await, json!(hidden));
    saves(&[("parent", "")]).await.is(303);
    assert_eq!(parent().await, json!(null));
    zef.ends_well();
}

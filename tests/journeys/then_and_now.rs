//! Then and now: two photos put together by who edits a collection, shown to everyone, linked from both, gone with either.

use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    actors::Actor,
    answer::Answer,
    browser::{Browser, forms},
    files,
    zef::Zef,
};

async fn sends(actor: &Actor, method: Method, path: &str, body: Value) -> Answer {
    Answer::read(actor.asks(method, path).json(&body).send().await).await.unwrap()
}

async fn taken_in(zef: &Zef, number: u64, title: &str, year: &str) -> String {
    let gift = zef.trusted.gives_bytes("a.jpg", files::small_photograph(number)).under("cc-by-sa-4.0").titled(title);
    gift.with("taken", year).await.created().id()
}

#[tokio::test]
async fn two_photos_are_put_together_on_a_page_and_seen_one_over_the_other() {
    let zef = Zef::serve();
    let now = taken_in(&zef, 1, "Le pont, reconstruit", "2024").await;
    let then = taken_in(&zef, 2, "Le pont, avant guerre", "1904").await;
    let other = taken_in(&zef, 3, "La rade", "1950").await;
    let body = json!({ "title": "Le pont", "state": "published", "photos": [&now, &then, &other] });
    zef.trusted.posts("/api/v1/collections", body).await.is(201);
    let tina = Browser::of(&zef, "tina").await;
    let list = "/collections/le-pont/pairs";
    let form = tina.form_on(list, list).await;
    let ticks = |ids: &[&String], more: &[(&str, &str)]| {
        let csrf = form.fields.iter().find(|(name, _)| name == "csrf").unwrap().clone();
        let ticked = ids.iter().map(|id| ("photo".to_owned(), (*id).clone()));
        let more = more.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        [csrf].into_iter().chain(ticked).chain(more).collect::<Vec<_>>()
    };
    // One, or three, are no pair: said in a sentence, and the ticks stay.
    for chosen in [vec![&now], vec![&now, &then, &other], vec![]] {
        let page = tina.posts(list, &ticks(&chosen, &[("note", "Même quai.")])).await.is(422).text();
        assert!(page.contains("deux photos différentes") && page.contains("Même quai."), "{page}");
        assert_eq!(page.matches(" checked").count(), chosen.len());
    }
    // The older one comes first, however they were ticked; the second may be named by its address.
    let named = [("other", format!("https://example.org/photos/{then}?in=x"))];
    let named: Vec<(&str, &str)> = named.iter().map(|(name, value)| (*name, value.as_str())).collect();
    tina.posts(list, &ticks(&[&now], &named)).await.is(303);
    let pair = format!("{then}-{now}");
    let address = format!("/collections/le-pont/pairs/{pair}");
    let page = zef.visitor.reads(&address).await.is(200).text();
    assert!(page.contains("1904 / 2024") && page.contains("type=\"range\""), "{page}");
    let (old, new) = (page.find("avant guerre"), page.find("reconstruit"));
    assert!(old < new, "{page}");
    // Both credits, ready to copy.
    assert_eq!(page.matches("<textarea").count(), 2, "{page}");
    assert!(page.matches("CC BY-SA 4.0").count() >= 2 && page.contains("/basket?ids="), "{page}");
    assert!(!page.contains("style="), "{page}");
    for path in ["/collections/le-pont".to_owned(), format!("/photos/{then}"), format!("/photos/{now}")] {
        let linked = zef.visitor.reads(&path).await.is(200).text();
        assert!(linked.contains(&address), "{path}: {linked}");
    }
    assert!(!zef.visitor.reads(&format!("/photos/{other}")).await.text().contains("/pairs/"));

    // Exchanged, and separated.
    let form = forms(&tina.opens(list).await.is(200).text()).into_iter().find(|form| form.action == list).unwrap();
    tina.fills(&form, &[("turn", &pair)]).await.is(303);
    zef.visitor.reads(&address).await.is(404);
    let turned = format!("{now}-{then}");
    zef.visitor.reads(&format!("/collections/le-pont/pairs/{turned}")).await.is(200);
    tina.fills(&form, &[("part", &turned)]).await.is(303);
    zef.visitor.reads(&format!("/collections/le-pont/pairs/{turned}")).await.is(404);
    for path in ["/collections/le-pont".to_owned(), format!("/photos/{then}")] {
        assert!(!zef.visitor.reads(&path).await.is(200).text().contains(&turned), "{path}");
    }
    zef.ends_well();
}

#[tokio::test]
async fn a_pair_is_written_by_the_api_and_goes_with_either_photo() {
    let zef = Zef::serve();
    let now = taken_in(&zef, 1, "Maintenant", "2024").await;
    let then = taken_in(&zef, 2, "Avant", "1904").await;
    let third = taken_in(&zef, 3, "Ailleurs", "1950").await;
    let body = json!({ "title": "Face", "photos": [&now, &then], "pairs": [{ "then": &then, "now": &now }] });
    zef.contributor.posts("/api/v1/collections", body).await.is(201);
    let path = "/api/v1/collections/face";
    let read = zef.contributor.reads(path).await.is(200).json();
    assert_eq!(read["pairs"], json!([{ "then": then, "now": now }]));
    let address = format!("/collections/face/pairs/{then}-{now}");

    // A draft: nobody else sees that there is one.
    zef.visitor.reads(&address).await.is(404);
    assert!(!zef.visitor.reads(&format!("/photos/{then}")).await.text().contains("/pairs/"));
    zef.contributor.reads(path).await.is(200);
    let patch = async |body: Value| sends(&zef.contributor, Method::PATCH, path, body).await;
    patch(json!({ "pairs": [{ "then": &then, "now": &third }] })).await.refused(422, "not-in-collection");
    patch(json!({ "pairs": [{ "then": &then, "now": &then }] })).await.refused(422, "not-a-pair");
    patch(json!({ "pairs": ["x"] })).await.refused(422, "invalid-field");
    // The same two twice are one.
    let twice = json!({ "pairs": [{ "then": &then, "now": &now }, { "then": &now, "now": &then }] });
    assert_eq!(patch(twice).await.is(200).json()["pairs"].as_array().unwrap().len(), 1);
    sends(&zef.other, Method::PATCH, path, json!({ "pairs": [] })).await.refused(404, "not-found");

    let publish = json!({ "state": "published" });
    sends(&zef.moderator, Method::PATCH, path, publish).await.is(200);
    zef.visitor.reads(&address).await.is(200);
    assert!(zef.visitor.reads(&format!("/photos/{now}")).await.text().contains(&address));
    // One is withdrawn: the pair is gone at once, everywhere, and the other stays.
    zef.moderator.withdraws(&then, "Une personne l’a demandé.").await;
    zef.visitor.reads(&address).await.is(404);
    for page in [format!("/photos/{now}"), "/collections/face".to_owned()] {
        assert!(!zef.visitor.reads(&page).await.is(200).text().contains(&address), "{page}");
    }
    assert_eq!(zef.visitor.reads(path).await.is(200).json()["pairs"], json!([]));
    // Who edits the collection is told, and may separate them.
    let anne = Browser::of(&zef, "anne").await;
    let list = anne.opens("/collections/face/pairs").await.is(200).text();
    let part = format!("name=\"part\" value=\"{then}-{now}\"");
    assert!(list.contains("n’est plus publique") && list.contains(&part), "{list}");
    // Taken out of the collection, it leaves its pair.
    sends(&zef.contributor, Method::DELETE, &format!("{path}/photos/{now}"), Value::Null).await.is(200);
    assert_eq!(zef.contributor.reads(path).await.is(200).json()["pairs"], json!([]));
    zef.ends_well();
}

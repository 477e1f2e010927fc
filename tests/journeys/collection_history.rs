//! The history of a collection: what those who edit it read, what visitors read, and a field taken back; that of a tag by the
//! API.

use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    actors::Actor,
    answer::Answer,
    browser::Browser,
    files,
    zef::{House, Zef},
};

async fn sends(actor: &Actor, method: Method, path: &str, body: Value) -> Answer {
    Answer::read(actor.asks(method, path).json(&body).send().await).await.unwrap()
}

async fn given(zef: &Zef, number: u64, title: &str) -> String {
    let gift = zef.trusted.gives_bytes("a.jpg", files::small_photograph(number)).under("cc-by-4.0").titled(title);
    gift.await.created().id()
}

async fn history(actor: &Actor, slug: &str) -> Vec<Value> {
    let list = actor.reads(&format!("/api/v1/collections/{slug}/history")).await.is(200).json();
    list["items"].as_array().unwrap().clone()
}

/// The gestures of a history, and the fields of each.
fn told(history: &[Value]) -> Vec<String> {
    let said = |item: &Value| {
        let fields = item["fields"].as_array().unwrap().iter().map(|field| field["field"].as_str().unwrap());
        format!("{}: {}", item["gesture"].as_str().unwrap(), fields.collect::<Vec<_>>().join(" "))
    };
    history.iter().map(said).collect()
}

#[tokio::test]
async fn who_edits_a_collection_reads_all_of_it_and_takes_a_field_back() {
    let zef = Zef::serve();
    let (quai, cale) = (given(&zef, 1, "Quai").await, given(&zef, 2, "Cale").await);
    let body = json!({ "title": "Ports", "text": "Les ports.", "members": ["bran"], "photos": [&quai] });
    zef.contributor.posts("/api/v1/collections", body).await.is(201);
    let path = "/api/v1/collections/ports";
    sends(&zef.other, Method::PUT, &format!("{path}/photos/{cale}"), Value::Null).await.is(200);
    let why = json!({ "text": "Tous les ports.", "dates": "1950", "note": "Le titre promettait plus." });
    sends(&zef.other, Method::PATCH, path, why).await.is(200);
    sends(&zef.other, Method::PUT, &format!("{path}/order"), json!({ "ids": [&cale] })).await.is(200);
    sends(&zef.other, Method::DELETE, &format!("{path}/photos/{quai}"), Value::Null).await.is(200);

    let all = history(&zef.contributor, "ports").await;
    assert_eq!(
        told(&all),
        [
            "remove-from-collection: ",
            "order-collection: ",
            "change-collection: text dates",
            "add-to-collection: ",
            "make-collection: state title text members",
        ]
    );
    assert_eq!(
        (&all[0]["removed"], &all[3]["added"], &all[4]["added"]),
        (&json!([quai]), &json!([cale]), &json!([quai]))
    );
    assert_eq!((&all[2]["actor"], &all[2]["note"]), (&json!("bran"), &json!("Le titre promettait plus.")));
    let text = &all[2]["fields"][0];
    assert_eq!((&text["old"], &text["new"]), (&json!("Les ports."), &json!("Tous les ports.")));
    assert_eq!(text["may_revert"], json!(true));
    // In parts, the same.
    let part = zef.contributor.reads(&format!("{path}/history?limit=3")).await.is(200).json();
    let next = part["next"].as_str().unwrap();
    let rest = zef.contributor.reads(&next[next.find("/api/").unwrap()..]).await.is(200).json();
    assert_eq!([part["items"].as_array().unwrap().clone(), rest["items"].as_array().unwrap().clone()].concat(), all);

    // Strangers read nothing of a draft, and change nothing.
    for stranger in [&zef.visitor, &zef.trusted] {
        stranger.reads(&format!("{path}/history")).await.refused(404, "not-found");
        stranger.reads("/collections/ports/history").await.is(404);
    }
    let back = json!({ "seq": all[2]["seq"], "field": "text" });
    zef.trusted.posts(&format!("{path}/revert"), back.clone()).await.refused(404, "not-found");
    zef.visitor.posts(&format!("{path}/revert"), back).await.refused(401, "not-signed-in");

    // On the page, by its button.
    let anne = Browser::of(&zef, "anne").await;
    let page = anne.opens("/collections/ports/history").await.is(200).text();
    for said in ["Photos ajoutées", "Photos retirées", "Photos mises en ordre", "Le titre promettait plus.", "Quai"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let form = anne.form_on("/collections/ports/history", "/collections/ports/revert").await;
    let seq = all[2]["seq"].to_string();
    anne.fills(&form, &[("seq", &seq), ("field", "text")]).await.is(303);
    let now = zef.contributor.reads(path).await.is(200).json();
    assert_eq!((&now["text"], &now["dates"]), (&json!("Les ports."), &json!("1950")));
    assert_eq!(history(&zef.contributor, "ports").await[0]["gesture"], json!("revert-collection"));
    // Members are chosen by who made it: nobody else takes them back.
    let made = json!({ "seq": all[4]["seq"], "field": "members" });
    zef.other.posts(&format!("{path}/revert"), made).await.refused(404, "not-found");
    anne.fills(&form, &[("seq", &seq), ("field", "nothing")]).await.is(422);
    zef.ends_well();
}

#[tokio::test]
async fn a_visitor_reads_what_changed_since_it_was_published_and_no_more_than_the_page_says() {
    let (house, token) = House::new().with_curator();
    let zef = house.serve();
    let cora = zef.visitor.bearing(&token);
    let (quai, cale) = (given(&zef, 1, "Quai").await, given(&zef, 2, "Cale").await);
    let secret = json!({ "title": "Réserve", "text": "Brouillon secret." });
    zef.contributor.posts("/api/v1/collections", secret).await.is(201);
    let body = json!({ "title": "Nom provisoire", "members": ["bran"], "photos": [&quai] });
    zef.contributor.posts("/api/v1/collections", body).await.is(201);
    let path = "/api/v1/collections/nom-provisoire";
    sends(&zef.contributor, Method::PATCH, path, json!({ "title": "Ports" })).await.is(200);
    sends(&cora, Method::PATCH, path, json!({ "state": "published" })).await.is(200);
    sends(&zef.other, Method::PATCH, path, json!({ "text": "Ouverts.", "note": "Pour tous." })).await.is(200);
    sends(&zef.contributor, Method::PATCH, path, json!({ "parent": "reserve", "members": [] })).await.is(200);
    sends(&zef.contributor, Method::PUT, &format!("{path}/photos/{cale}"), Value::Null).await.is(200);
    zef.moderator.withdraws(&cale, "Une personne l’a demandé.").await;

    let public = history(&zef.visitor, "nom-provisoire").await;
    assert_eq!(told(&public), ["change-collection: parent", "change-collection: text", "publish-collection: state"]);
    let parent = &public[0]["fields"][0];
    assert_eq!((&parent["told"], &parent["new"]), (&json!(false), &Value::Null));
    // Bran is a member, which is for those who edit it.
    assert_eq!((&public[1]["actor"], &public[1]["note"]), (&Value::Null, &json!("Pour tous.")));
    assert_eq!(public[0]["actor"], json!("anne"));
    assert!(
        public
            .iter()
            .flat_map(|item| item["fields"].as_array().unwrap())
            .all(|field| field["may_revert"] == json!(false))
    );
    for path in ["/collections/nom-provisoire/history", "/en/collections/nom-provisoire/history"] {
        let page = zef.visitor.reads(path).await.is(200).text();
        let told = page.split_once("class=\"registry\"").unwrap().1.split_once("</ol>").unwrap().0;
        for private in ["Nom provisoire", "bran", "Bran", "reserve", "Réserve", "Cale", &cale, "cora", "Cora"] {
            assert!(!told.contains(private), "{private}: {told}");
        }
        assert!(!page.contains("/revert"), "{page}");
    }
    // A cursor into the time before leads nowhere.
    let before = zef.visitor.reads(&format!("{path}/history?cursor=9")).await.is(200).json();
    assert_eq!((&before["items"], &before["next"]), (&json!([]), &Value::Null));

    // Made a draft, it has no history for visitors; a new one of the same name does not have that of the old one.
    sends(&zef.contributor, Method::PATCH, path, json!({ "state": "draft" })).await.is(200);
    zef.visitor.reads(&format!("{path}/history")).await.refused(404, "not-found");
    sends(&zef.contributor, Method::DELETE, path, Value::Null).await.is(204);
    zef.contributor.posts("/api/v1/collections", json!({ "title": "Nom provisoire" })).await.is(201);
    assert_eq!(told(&history(&zef.contributor, "nom-provisoire").await), ["make-collection: state title"]);
    zef.ends_well();
}

#[tokio::test]
async fn the_history_of_a_tag_is_read_and_taken_back_by_the_api() {
    let (house, token) = House::new().with_curator();
    let zef = house.serve();
    let cora = zef.visitor.bearing(&token);
    let path = "/api/v1/tags/cale";
    for text in ["Un plan incliné.", "Un plan incliné dans l’eau."] {
        sends(&cora, Method::PATCH, path, json!({ "text": text })).await.is(200);
    }
    let read = zef.visitor.reads(&format!("{path}/history?limit=1")).await.is(200).json();
    let last = &read["items"][0];
    assert_eq!((&last["actor"], &last["fields"][0]["field"]), (&json!("cora"), &json!("text")));
    assert_eq!(last["fields"][0]["old"], json!("Un plan incliné."));
    assert_eq!(last["fields"][0]["may_revert"], json!(false));
    assert!(read["next"].as_str().unwrap().contains("/tags/cale/history?limit=1&cursor="), "{read}");
    let back = json!({ "seq": last["seq"], "field": "text" });
    zef.contributor.posts(&format!("{path}/revert"), back.clone()).await.refused(403, "not-allowed");
    let now = cora.posts(&format!("{path}/revert"), back).await.is(200).json();
    assert_eq!(now["text"], json!("Un plan incliné."));
    let odd = json!({ "seq": last["seq"], "field": "colour" });
    cora.posts(&format!("{path}/revert"), odd).await.refused(422, "invalid-field");
    zef.ends_well();
}

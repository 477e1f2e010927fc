//! Lengths: the `maxlength` of each field is exactly what is accepted.

use std::collections::BTreeMap;

use scraper::{Html, Selector};
use serde_json::json;

use crate::{
    actors::Actor,
    answer::Answer,
    browser::{Browser, forms},
    files,
    zef::Zef,
};

/// How many characters the fields of a page take, by their names; those of one photo without its id before them.
fn announced(page: Answer) -> BTreeMap<String, usize> {
    let page = Html::parse_document(&page.is(200).text());
    let limited = Selector::parse("[maxlength]").unwrap();
    let fields = page.select(&limited).map(|field| {
        let name = field.attr("name").unwrap().rsplit('.').next().unwrap().to_owned();
        (name, field.attr("maxlength").unwrap().parse().unwrap())
    });
    fields.collect()
}

/// So many characters, of which each takes two bytes.
fn letters(length: usize) -> String {
    "é".repeat(length)
}

fn address(length: usize) -> String {
    let start = "https://anne.example/";
    format!("{start}{}", "a".repeat(length - start.len()))
}

async fn refused_past(limit: usize, by: &Actor, id: &str, member: &str, text: fn(usize) -> String) {
    by.changes(id, json!({ member: text(limit + 1) })).await.refused(422, "invalid-field");
    by.changes(id, json!({ member: text(limit) })).await.is(200);
}

#[tokio::test]
async fn what_pages_announce_is_what_is_refused() {
    let zef = Zef::serve();
    let (anne, tina, mona) =
        (Browser::of(&zef, "anne").await, Browser::of(&zef, "tina").await, Browser::of(&zef, "mona").await);
    let draft = zef.contributor.gives("leaf.jpg").in_draft().await.created().id();
    let waiting = zef.contributor.gives("storm.webp").under("cc-by-4.0").await.created().id();
    let another = zef.contributor.gives_bytes("b.jpg", files::small_photograph(2)).under("cc-by-4.0");
    let to_withdraw = another.await.created().id();
    let public = zef.trusted.gives_bytes("a.jpg", files::small_photograph(1)).under("cc-by-4.0").await.created().id();
    zef.moderator.changes(&public, json!({ "author_name": "Studio Ancien" })).await.photo();
    let mut all = BTreeMap::new();
    let mut opens = async |page: Answer| {
        for (name, limit) in announced(page) {
            assert_eq!(*all.entry(name.clone()).or_insert(limit), limit, "{name} has two limits");
        }
    };
    opens(anne.opens(&format!("/upload?ids={draft}")).await).await;
    opens(anne.opens("/account").await).await;
    opens(tina.opens(&format!("/photos/{public}")).await).await;
    opens(mona.opens("/review").await).await;
    opens(Browser::before(&zef).opens("/join").await).await;
    zef.moderator.decides(&waiting, "request-change", "Le titre manque.").await.photo();
    opens(anne.opens(&format!("/photos/{waiting}/edit")).await).await;

    for (name, limit) in all {
        match name.as_str() {
            "title" | "description" | "alt" | "author_name" | "place_name" | "archive" => {
                refused_past(limit, &zef.contributor, &draft, &name, letters).await;
            }
            "author_url" => refused_past(limit, &zef.contributor, &draft, &name, address).await,
            // A date and a direction that can be read are shorter.
            "taken" | "direction" => {}
            "reason" => {
                let path = format!("/api/v1/photos/{to_withdraw}/withdraw");
                let because = |length| json!({ "reason": letters(length) });
                zef.contributor.posts(&path, because(limit + 1)).await.refused(422, "invalid-field");
                zef.contributor.posts(&path, because(limit)).await.is(200);
            }
            "reply" => taken_once(&zef.contributor, &waiting, "submit", "reply", limit).await,
            "note" => taken_once(&zef.trusted, &public, "contest", "note", limit).await,
            "other" | "by" => {
                let member = if name == "by" { "by" } else { "changes" };
                let path = |length| format!("/api/v1/photos/{public}/attribution?{member}={}", "a".repeat(length));
                zef.visitor.reads(&path(limit + 1)).await.refused(422, "invalid-field");
                zef.visitor.reads(&path(limit)).await.is(200);
            }
            "label" => {
                let form = anne.form_on("/account", "/account/tokens").await;
                let page = anne.fills(&form, &[("label", &letters(limit + 1)), ("days", "30")]).await.is(422).text();
                let kept = forms(&page).into_iter().find(|form| form.action == "/account/tokens").unwrap();
                assert!(kept.fields.contains(&("label".to_owned(), letters(limit + 1))), "what was typed is kept");
                assert!(kept.fields.contains(&("days".to_owned(), "30".to_owned())), "what was typed is kept");
                anne.fills(&form, &[("label", &letters(limit))]).await.is(303);
            }
            "name" | "handle" => {
                let browser = Browser::before(&zef);
                let form = browser.form_on("/join", "/join").await;
                let typed = |length: usize| if name == "name" { letters(length) } else { "a".repeat(length) };
                let words = |length| {
                    let mut words = vec![("name", "Yann".to_owned()), ("handle", "yann-le-bras".to_owned())];
                    words.retain(|(field, _)| *field != name);
                    words.push((if name == "name" { "name" } else { "handle" }, typed(length)));
                    words.push(("password", "quatre phoques au large".to_owned()));
                    words
                };
                for (length, status) in [(limit + 1, 422), (limit, 303)] {
                    let words = words(length);
                    let words: Vec<(&str, &str)> = words.iter().map(|(name, word)| (*name, word.as_str())).collect();
                    browser.fills(&form, &words).await.is(status);
                }
            }
            unknown => panic!("a page announces how long {unknown} may be: say here where it is refused"),
        }
    }
    zef.ends_well();
}

/// Refused one character longer, accepted at its limit.
async fn taken_once(by: &Actor, id: &str, gesture: &str, member: &str, limit: usize) {
    let path = format!("/api/v1/photos/{id}/{gesture}");
    by.posts(&path, json!({ member: letters(limit + 1) })).await.refused(422, "invalid-field");
    by.posts(&path, json!({ member: letters(limit) })).await.is(200);
}

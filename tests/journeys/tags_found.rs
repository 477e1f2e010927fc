//! Tags as people look for them and put them in order: plurals of synonyms, contexts that there are not, limits that are said, what is
//! shown before contexts change, and merges of many words taken back whole.

use std::slice;

use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    actors::Actor,
    answer::Answer,
    browser::{Browser, forms},
    files,
    zef::{House, Zef},
};

fn with_curator() -> (Zef, Actor) {
    let (house, token) = House::new().with_curator();
    let zef = house.serve();
    let cora = zef.visitor.bearing(&token);
    (zef, cora)
}

async fn given(zef: &Zef, number: u64, tags: &str) -> String {
    let gift = zef.trusted.gives_bytes("rade.jpg", files::small_photograph(number)).under("cc-by-4.0");
    gift.with("tags", tags).await.created().id()
}

async fn says(who: &Actor, tag: &str, patch: Value) -> Answer {
    let path = format!("/api/v1/tags/{tag}");
    Answer::read(who.asks(Method::PATCH, &path).json(&patch).send().await).await.unwrap()
}

#[tokio::test]
async fn the_plural_of_a_synonym_finds_what_its_singular_finds() {
    let (zef, cora) = with_curator();
    let id = given(&zef, 1, "cale").await;
    given(&zef, 2, "phare").await;
    says(&cora, "cale", json!({ "synonyms": ["slip", "plan d’eau", "chevaux"] })).await.is(200);
    for words in ["slip", "slips", "plans d’eau", "cheval", "SLIPS"] {
        let query = format!("q={}", words.replace(' ', "%20"));
        assert_eq!(zef.visitor.lists(&query).await, slice::from_ref(&id), "{words}");
    }
    assert!(zef.visitor.lists("q=slipss").await.is_empty());
    zef.ends_well();
}

#[tokio::test]
async fn an_unknown_context_and_too_many_tags_are_said() {
    let (zef, cora) = with_curator();
    given(&zef, 1, "port").await;
    says(&cora, "port", json!({ "context": true })).await.is(200);
    assert_eq!(zef.visitor.lists("context=port").await.len(), 1);
    for path in [
        "photos?context=porte",
        "photos.geojson?context=porte",
        "photos.csv?context=porte",
        "map/clusters?context=porte",
    ] {
        let told = zef.visitor.reads(&format!("/api/v1/{path}")).await.refused(422, "invalid-field");
        assert!(told.contains("contexte"), "{told}");
    }
    let page = zef.visitor.reads("/search?context=porte").await.is(200).text();
    assert!(page.contains("«\u{a0}porte\u{a0}» n’est pas un contexte") && page.contains("href=\"/tags\""), "{page}");
    assert!(!zef.visitor.reads("/search?context=port").await.text().contains("n’est pas un contexte"));

    let many: Vec<String> = (0..51).map(|number| format!("mot{number}")).collect();
    let told =
        cora.posts("/api/v1/tags/merge", json!({ "from": many, "into": "port" })).await.refused(422, "invalid-field");
    assert!(told.contains("50 mots-clés"), "{told}");
    let browser = Browser::of(&zef, "mona").await;
    let form = forms(&browser.opens("/tags").await.is(200).text()).into_iter().find(|form| form.action == "/tags");
    let csrf = form.unwrap().fields.iter().find(|(name, _)| name == "csrf").unwrap().1.clone();
    let mut fields = vec![("csrf".to_owned(), csrf), ("what".to_owned(), "ban".to_owned())];
    fields.extend(many.into_iter().map(|tag| ("tag".to_owned(), tag)));
    let refused = browser.posts("/tags", &fields).await.is(422).text();
    assert!(refused.contains("50 mots-clés"), "{refused}");
    zef.ends_well();
}

#[tokio::test]
async fn contexts_are_shown_before_they_change() {
    let (zef, _) = with_curator();
    given(&zef, 1, "port, mer").await;
    let mona = Browser::of(&zef, "mona").await;
    let list = mona.opens("/tags").await.is(200).text();
    let form = forms(&list).into_iter().find(|form| form.action == "/tags").unwrap();
    let preview = mona.fills(&form, &[("tag", "port"), ("what", "context-add")]).await.is(200).text();
    assert!(preview.contains("Il y aura un contexte") && preview.contains("Aucune photo ne change"), "{preview}");
    assert_eq!(zef.visitor.reads("/api/v1/tags/port").await.is(200).json()["context"], json!(false));
    let confirm = forms(&preview).into_iter().find(|form| form.action == "/tags").unwrap();
    mona.fills(&confirm, &[("step", "make")]).await.is(303);
    assert_eq!(zef.visitor.reads("/api/v1/tags/port").await.is(200).json()["context"], json!(true));
    zef.ends_well();
}

#[tokio::test]
async fn a_merge_of_many_words_is_taken_back_whole() {
    let (zef, cora) = with_curator();
    let id = given(&zef, 1, "mot0, mot49").await;
    // Fifty tags with records of their own, and as many synonyms: they all pass to one record in one entry.
    let tags: Vec<String> = (0..50).map(|number| format!("mot{number}")).collect();
    for tag in &tags {
        says(&cora, tag, json!({ "synonyms": [format!("autre {tag}")] })).await.is(200);
    }
    let merged = cora.posts("/api/v1/tags/merge", json!({ "from": tags, "into": "mot" })).await.is(200).json();
    assert_eq!(zef.visitor.sees(&id).await.photo().0["tags"], json!(["mot"]));
    assert_eq!(zef.visitor.reads("/api/v1/tags/mot49").await.is(200).json()["tag"], "mot");
    let undo = format!("/api/v1/batches/{}/undo", merged["batch"].as_str().unwrap());
    let undone = cora.posts(&undo, json!({})).await.is(200).json();
    assert_eq!(undone["kept"], json!([]), "{undone}");
    for tag in [&tags[0], &tags[25], &tags[49]] {
        let record = zef.visitor.reads(&format!("/api/v1/tags/{tag}")).await.is(200).json();
        assert_eq!((&record["tag"], &record["synonyms"]), (&json!(tag), &json!([format!("autre {tag}")])));
    }
    assert_eq!(zef.visitor.sees(&id).await.photo().0["tags"], json!(["mot0", "mot49"]));
    zef.ends_well();
}

#[tokio::test]
async fn tags_are_offered_on_the_workbench_and_to_who_gives_files_with_scripts() {
    let zef = Zef::serve();
    given(&zef, 1, "phare").await;
    let gift = zef.trusted.gives_bytes("nuit.jpg", files::small_photograph(2)).under("cc-by-4.0");
    gift.titled("Le phare du Petit Minou").await.created();
    let mona = Browser::of(&zef, "mona").await;
    let page = mona.opens("/curate?lane=tags").await.is(200).text();
    assert!(page.contains("name=\"tags_add\" value=\"phare\"") && page.contains("dans le titre"), "{page}");
    let tina = Browser::of(&zef, "tina").await;
    let answer = tina.uploads("phare.jpg", files::small_photograph(3)).await.is(200).json();
    assert_eq!(answer["offered"][0], json!(["phare", "du même auteur"]), "{answer}");
    zef.ends_well();
}

#[tokio::test]
async fn a_word_that_is_no_tag_is_not_there_and_its_page_leads_on() {
    let (zef, cora) = with_curator();
    let id = given(&zef, 1, "port").await;
    zef.contributor.gives("leaf.jpg").with("tags", "secret").under("cc-by-4.0").await.created();
    says(&cora, "cale", json!({ "broader": ["rivage"], "related": ["grève"] })).await.is(200);
    let curator = Browser::of(&zef, "cora").await;
    // Neither does a photo tell that is not public.
    for word in ["inconnu", "secret"] {
        for path in [format!("/tags/{word}"), format!("/tags/{word}/history"), format!("/feed.atom?tag={word}")] {
            let page = zef.visitor.reads(&path).await.is(404).text();
            assert!(page.contains(&format!("mot-clé «\u{a0}{word}\u{a0}»")), "{path}: {page}");
            assert!(page.contains(&format!("href=\"/search?q={word}\"")) && page.contains("href=\"/tags\""), "{page}");
            assert!(!page.contains("/edit\""), "{page}");
        }
        let told = zef.visitor.reads(&format!("/api/v1/tags/{word}")).await.refused(404, "not-found");
        assert!(told.contains(word), "{told}");
        zef.visitor.reads(&format!("/api/v1/tags/{word}/history")).await.refused(404, "not-found");
    }
    let page = curator.opens("/en/tags/inconnu").await.is(404).text();
    assert!(page.contains("Unknown tag") && page.contains("href=\"/en/tags/inconnu/edit\""), "{page}");

    // What curators say something of is there without a photo, and so is what another tag leads to.
    for word in ["cale", "rivage", "gr%C3%A8ve"] {
        zef.visitor.reads(&format!("/tags/{word}")).await.is(200);
        zef.visitor.reads(&format!("/api/v1/tags/{word}")).await.is(200);
        zef.visitor.reads(&format!("/feed.atom?tag={word}")).await.is(200);
    }
    // A curator makes a word a tag; the last photo of another goes, and its page with it.
    curator.opens("/tags/inconnu/edit").await.is(200);
    says(&cora, "inconnu", json!({ "text": "Un mot neuf." })).await.is(200);
    assert!(zef.visitor.reads("/tags/inconnu").await.is(200).text().contains("Un mot neuf."));
    zef.visitor.reads("/tags/port").await.is(200);
    zef.trusted.withdraws(&id, "").await;
    zef.visitor.reads("/tags/port").await.is(404);
    zef.ends_well();
}

//! Giving without scripts, in four steps: files, what several photos share, what each shows, sending. A second press of a button
//! and a session that ended lose nothing.

use reqwest::multipart::{Form, Part};
use serde_json::json;

use crate::{
    browser::{Browser, PageForm, forms},
    files,
    zef::{PASSWORD, Zef},
};

const ANSWERS: [(&str, &str); 4] = [("source", "own"), ("modify", "alike"), ("sell", "yes"), ("submit", "true")];

/// Files as the first step sends them.
fn chosen(names: &[&str]) -> Form {
    let form = Form::new().text("step", "files");
    let part = |name: &&str| {
        Part::bytes(files::small_photograph(u64::try_from(name.len()).unwrap())).file_name((*name).to_owned())
    };
    names.iter().fold(form, |form, name| form.part("file", part(name)))
}

/// The form of the second step, without the fields of its `<template>`, which browsers do not send.
fn details(page: &str) -> PageForm {
    let mut form = forms(page).into_iter().find(|form| form.action == "/upload/details").unwrap();
    form.fields.retain(|(name, value)| !name.contains(".ID.") && value != "ID");
    form
}

fn ids(form: &PageForm) -> Vec<String> {
    form.fields.iter().filter(|(name, _)| name == "ids").map(|(_, id)| id.clone()).collect()
}

#[tokio::test]
async fn four_steps_without_scripts_lead_from_files_to_the_review_list() {
    let zef = Zef::serve();
    let anne = Browser::of(&zef, "anne").await;
    let names = ["marche-st-louis_2019 (2).jpg", "IMG_20311.jpg", "DSC_0412.JPG"];
    let to = anne.uploads_to("/upload", chosen(&names)).await.is(303).header("location").to_owned();
    let form = details(&anne.opens(&to).await.is(200).text());
    let ids = ids(&form);
    let title = |form: &PageForm, id: &str| {
        let name = format!("photo.{id}.title");
        form.fields.iter().find(|(field, _)| *field == name).unwrap().1.clone()
    };
    assert_eq!(ids.iter().map(|id| title(&form, id)).collect::<Vec<_>>(), ["Marche st louis 2019", "", ""]);

    // For two of the three, then for all: what is said of several goes into the fields of each, and tags are added.
    let mut some = form.clone();
    some.fields.extend(ids[1..].iter().map(|id| ("pick".to_owned(), id.clone())));
    let own_tags = format!("photo.{}.tags", ids[1]);
    let words =
        [("title", "Le marché"), ("tags", "marché, halles"), (own_tags.as_str(), "halles, 2019"), ("apply", "yes")];
    let page = anne.fills(&some, &words).await.is(200).text();
    let form = details(&page);
    assert_eq!(
        ids.iter().map(|id| title(&form, id)).collect::<Vec<_>>(),
        ["Marche st louis 2019", "Le marché", "Le marché"]
    );
    let mut all = form.clone();
    all.fields.retain(|(name, _)| name != "pick");
    let words = [("place_name", "Brest"), ("taken", "2019"), ("author_name", "A. Le Gall"), ("apply", "yes")];
    let page = anne.fills(&all, &words).await.is(200).text();
    // Whoever leaves now finds it again.
    assert_eq!(zef.contributor.sees(&ids[1]).await.photo().0["title"], "Le marché");

    let mut form = details(&page);
    form.fields.retain(|(name, _)| name != "pick");
    anne.fills(&form, &ANSWERS).await.is(303);
    for (id, tags) in ids.iter().zip([json!([]), json!(["halles", "2019", "marché"]), json!(["marché", "halles"])]) {
        let photo = zef.moderator.sees(id).await.photo().0;
        assert_eq!((&photo["state"], &photo["tags"]), (&json!("submitted"), &tags));
        assert_eq!((&photo["place"]["name"], &photo["taken"]), (&json!("Brest"), &json!("2019")));
        assert_eq!(photo["author"]["name"], "A. Le Gall");
    }
    zef.ends_well();
}

#[tokio::test]
async fn what_is_typed_for_several_and_not_filled_in_yet_is_sent_with_them() {
    let zef = Zef::serve();
    let anne = Browser::of(&zef, "anne").await;
    let to = anne.uploads_to("/upload", chosen(&["a.jpg", "bb.jpg"])).await.is(303).header("location").to_owned();
    let form = details(&anne.opens(&to).await.is(200).text());
    let words = [ANSWERS.as_slice(), &[("title", "La fête"), ("place_name", "Le Faou")]].concat();
    anne.fills(&form, &words).await.is(303);
    for id in ids(&form) {
        let photo = zef.moderator.sees(&id).await.photo().0;
        assert_eq!((&photo["title"], &photo["place"]["name"]), (&json!("La fête"), &json!("Le Faou")));
    }
    zef.ends_well();
}

#[tokio::test]
async fn everything_that_is_wrong_is_told_at_once_and_each_at_its_field() {
    let zef = Zef::serve();
    let anne = Browser::of(&zef, "anne").await;
    let to = anne.uploads_to("/upload", chosen(&["a.jpg", "bb.jpg"])).await.is(303).header("location").to_owned();
    let form = details(&anne.opens(&to).await.is(200).text());
    let ids = ids(&form);
    let [date, address] = [format!("photo.{}.taken", ids[0]), format!("photo.{}.author_url", ids[0])];
    let other = format!("photo.{}.taken", ids[1]);
    let words =
        [(date.as_str(), "31/02/2020"), (address.as_str(), "ici"), (other.as_str(), "hier"), ("submit", "true")];
    let page = anne.fills(&form, &words).await.is(422).text();
    for (field, id) in [("taken", &ids[0]), ("author_url", &ids[0]), ("taken", &ids[1])] {
        assert!(page.contains(&format!("href=\"#{field}-{id}\"")), "{field} of {id} is not told above: {page}");
        assert!(page.contains(&format!("id=\"wrong-{field}-{id}\"")), "{field} of {id} is not told at the field");
    }
    assert!(page.contains("#step-licence"), "nor is the licence");
    assert!(page.contains("31/02/2020") && page.contains("value=\"ici\"") && page.contains("value=\"hier\""));

    // A common field that is wrong is told once, and stays where it was typed.
    let page = anne.fills(&form, &[("taken", "31/02/2020"), ("apply", "yes")]).await.is(422).text();
    assert_eq!(page.matches("id=\"wrong-taken\"").count(), 1);
    assert_eq!(page.matches("31/02/2020").count(), 1, "{page}");
    zef.ends_well();
}

#[tokio::test]
async fn the_same_form_sent_twice_is_answered_twice_alike() {
    let zef = Zef::serve();
    let anne = Browser::of(&zef, "anne").await;
    let to = anne.uploads_to("/upload", chosen(&["a.jpg", "bb.jpg"])).await.is(303).header("location").to_owned();
    let form = details(&anne.opens(&to).await.is(200).text());
    let once = anne.fills(&form, &ANSWERS).await.is(303).header("location").to_owned();
    assert_eq!(anne.fills(&form, &ANSWERS).await.is(303).header("location"), once);
    let (one, other) = tokio::join!(anne.fills(&form, &ANSWERS), anne.fills(&form, &ANSWERS));
    assert_eq!((one.status.as_u16(), other.status.as_u16()), (303, 303));
    // Somebody else's form of the same photos is not done, and says nothing of them.
    let bran = Browser::of(&zef, "bran").await;
    let theirs = bran.form_on("/upload", "/upload").await;
    let csrf = theirs.fields.iter().find(|(name, _)| name == "csrf").unwrap().1.clone();
    bran.fills(&form, &[("csrf", csrf.as_str()), ("submit", "true")]).await.is(422);
    zef.ends_well();
}

#[tokio::test]
async fn words_sent_with_files_after_the_session_ended_are_not_lost() {
    let zef = Zef::serve();
    let anne = Browser::of(&zef, "anne").await;
    let out = anne.form_on("/account", "/account/sign-out-everywhere").await;
    let words = || Form::new().text("title", "Le pardon").text("description", "Sur la place.");
    let file = || Part::bytes(files::small_photograph(1)).file_name("a.jpg");
    // A page that is older than the session: its words come back, and its files are chosen again.
    let stale = anne.sends_parts(
        "/upload",
        Form::new().text("csrf", "0".repeat(64)).text("title", "Le lavoir").part("file", file()),
    );
    let page = stale.await.is(403).text();
    let waiting = forms(&page).into_iter().find(|form| form.action == "/upload").unwrap();
    assert!(waiting.fields.contains(&("title".to_owned(), "Le lavoir".to_owned())), "{waiting:?}");
    assert!(page.contains("enctype=\"multipart/form-data\"") && page.contains("name=\"file\""), "{page}");

    anne.fills(&out, &[]).await.is(303);
    // Words before the file and after it.
    let page = anne.sends_parts("/upload", words().part("file", file()).text("tags", "pardon")).await.is(401);
    let sign_in = forms(&page.text()).into_iter().find(|form| form.action == "/login").unwrap();
    let page = anne.fills(&sign_in, &[("handle", "anne"), ("password", PASSWORD)]).await.is(200).text();
    let waiting = forms(&page).into_iter().find(|form| form.action == "/upload").unwrap();
    let again = waiting.fields.iter().filter(|(name, _)| name != "file");
    let form = again.fold(Form::new(), |form, (name, value)| form.text(name.clone(), value.clone()));
    let page = anne.sends_parts("/upload", form.part("file", file())).await.is(422).text();
    assert!(
        page.contains("Le pardon") && page.contains("Sur la place.") && page.contains("value=\"pardon\""),
        "{page}"
    );
    zef.ends_well();
}

//! A place and a position that contradict each other: the contributor is asked, and moderators see it.

use reqwest::multipart::{Form, Part};
use scraper::{Html, Selector};
use serde_json::json;

use crate::{
    answer::Answer,
    browser::{Browser, PageForm},
    files, metadata,
    zef::Zef,
};

/// A photograph whose camera stood here, in degrees north and east.
fn taken_at(number: u64, latitude: f64, longitude: f64) -> Vec<u8> {
    let facts = [
        format!("-EXIF:GPSLatitude={}", latitude.abs()),
        format!("-EXIF:GPSLatitudeRef={}", if latitude < 0.0 { "S" } else { "N" }),
        format!("-EXIF:GPSLongitude={}", longitude.abs()),
        format!("-EXIF:GPSLongitudeRef={}", if longitude < 0.0 { "W" } else { "E" }),
    ];
    metadata::written(&files::small_photograph(number), &facts.each_ref().map(String::as_str))
}

const BREST: (f64, f64) = (48.3904, -4.4861);
const PARIS: (f64, f64) = (48.8566, 2.3522);

/// The answers with which a form is sent, in place of the fields of the same names.
const SENT: [(&str, &str); 3] = [("source", "own"), ("license", "cc-by-4.0"), ("submit", "true")];

/// What stands in the page under this selector.
fn all(page: &Answer, selector: &str) -> Vec<String> {
    let page = Html::parse_document(&page.text());
    let selector = Selector::parse(selector).unwrap();
    page.select(&selector).map(|one| one.text().collect::<String>().trim().to_owned()).collect()
}

/// What the review page warns of about a photo.
async fn told(moderator: &Browser, id: &str) -> Vec<String> {
    let page = moderator.reviews(id).await.is(200);
    assert_eq!(all(&page, &format!("#photo-{id} h2")).len(), 1, "{id} does not wait");
    all(&page, &format!("#photo-{id} .say.bad"))
}

/// What is asked of a place on this page: the sentences of the fields that are shown.
fn asked(page: &Answer) -> Vec<String> {
    all(page, "fieldset.where:not([hidden]) .of-place li")
}

/// The form after these words, as the page shows it again.
async fn sends(browser: &Browser, form: &PageForm, words: &[(&str, &str)]) -> Answer {
    browser.fills(form, &[&SENT[..], words].concat()).await
}

#[tokio::test]
async fn a_place_far_from_the_position_is_asked_about_and_answered() {
    let zef = Zef::serve();
    let (anne, mona) = (Browser::of(&zef, "anne").await, Browser::of(&zef, "mona").await);
    let mut ids = Vec::new();
    for number in 1..=3 {
        let answer = anne.uploads("a.jpg", taken_at(number, BREST.0, BREST.1)).await.is(200).json();
        assert_eq!(answer["outcome"], "received", "{answer}");
        ids.push(answer["id"].as_str().unwrap().to_owned());
    }
    let form_of = async |id: &str| anne.form_on(&format!("/upload?ids={id}"), "/upload/details").await;
    let answer_of = |id: &str| format!("photo.{id}.place_answer");

    let form = form_of(&ids[0]).await;
    let page = sends(&anne, &form, &[("place_name", "Paris")]).await.is(422);
    assert_eq!(asked(&page), ["«\u{a0}Paris\u{a0}» est à plus de 500\u{a0}km de la position GPS de la photo."]);
    assert!(page.text().contains("value=\"Paris\""), "what was typed is still there");
    // The place corrected, nothing is asked any more: names of streets, postcodes and unknown places ask nothing.
    for place in ["Rue de Siam, 29200 Brest", "Au fond du jardin", "Bretagne", ""] {
        let page = sends(&anne, &form, &[("place_name", place), ("license", ""), ("submit", "true")]).await.is(422);
        assert_eq!(asked(&page), Vec::<String>::new(), "{place}");
    }
    sends(&anne, &form, &[("place_name", "Landerneau")]).await.is(303);

    // The position is wrong: it goes.
    let form = form_of(&ids[1]).await;
    let drop = answer_of(&ids[1]);
    sends(&anne, &form, &[("place_name", "Paris"), (drop.as_str(), "drop")]).await.is(303);
    let photo = zef.moderator.sees(&ids[1]).await.photo().0;
    assert_eq!(
        photo["place"],
        json!({ "name": "Paris", "precision": "area", "latitude": null, "longitude": null, "direction": null })
    );

    // Both are right, she says: the moderator is told, and what she answered.
    let form = form_of(&ids[2]).await;
    let right = answer_of(&ids[2]);
    sends(&anne, &form, &[("place_name", "Paris"), (right.as_str(), "right")]).await.is(303);
    assert_eq!(
        told(&mona, &ids[2]).await,
        ["«\u{a0}Paris\u{a0}» est à plus de 500\u{a0}km de la position GPS de la photo."]
    );
    let review = mona.reviews(&ids[2]).await.is(200);
    assert!(all(&review, ".answered")[0].contains("le lieu et la position sont justes"));
    for id in &ids[..2] {
        assert_eq!(told(&mona, id).await, Vec::<String>::new());
    }

    // Another place is another question, on the page of one photo too.
    zef.moderator.decides(&ids[2], "request-change", "Où est-ce ?").await.photo();
    let path = format!("/photos/{}/edit", ids[2]);
    let edit = anne.form_on(&path, &path).await;
    assert_eq!(asked(&anne.opens(&path).await.is(200)), Vec::<String>::new(), "it was answered");
    let page = anne.fills(&edit, &[("place_name", "Marseille"), ("submit", "true")]).await.is(422);
    assert!(asked(&page)[0].contains("Marseille"), "{:?}", asked(&page));
    let page = page.text();
    let edit = crate::browser::forms(&page).into_iter().find(|form| form.action == path).unwrap();
    anne.fills(&edit, &[("place_answer", "right"), ("submit", "true")]).await.is(303);
    zef.ends_well();
}

#[tokio::test]
async fn a_photo_far_from_the_others_of_one_place_is_asked_about() {
    let zef = Zef::serve();
    let (anne, mona) = (Browser::of(&zef, "anne").await, Browser::of(&zef, "mona").await);
    let mut files = Form::new();
    for (number, (latitude, longitude)) in (11..).zip([BREST, (48.41, -4.5), PARIS, (48.38, -4.47)]) {
        let part = Part::bytes(taken_at(number, latitude, longitude)).file_name(format!("{number}.jpg"));
        files = files.part("file", part);
    }
    let page = anne.uploads_to("/upload", files.text("place_name", "Lavoir de la fête")).await.is(200);
    assert_eq!(
        asked(&page),
        [
            "La position GPS de la photo est à plus de 500\u{a0}km de celle des autres photos du même lieu, «\u{a0}Lavoir de la \
          fête\u{a0}»."
        ]
    );
    let page = page.text();
    let form = crate::browser::forms(&page).into_iter().find(|form| form.action == "/upload/details").unwrap();
    let ids: Vec<String> =
        form.fields.iter().filter(|(name, id)| name == "ids" && id != "ID").map(|(_, id)| id.clone()).collect();
    assert_eq!(ids.len(), 4);
    let again = sends(&anne, &form, &[]).await.is(422);
    assert!(again.text().contains(&format!("href=\"#check-{}\"", ids[2])), "the page leads to the photo in question");
    let right = format!("photo.{}.place_answer", ids[2]);
    sends(&anne, &form, &[(right.as_str(), "right")]).await.is(303);
    for (at, id) in ids.iter().enumerate() {
        let told = told(&mona, id).await;
        assert_eq!(told.len(), usize::from(at == 2), "{told:?}");
    }
    zef.ends_well();
}

#[tokio::test]
async fn a_position_that_is_told_to_nobody_is_not_told_by_its_distance() {
    let zef = Zef::serve();
    let mona = Browser::of(&zef, "mona").await;
    let gift = zef.contributor.gives_bytes("a.jpg", taken_at(21, BREST.0, BREST.1)).under("cc-by-4.0");
    let id = gift.with("place_name", "Paris").with("place_precision", "hidden").await.created().id();
    assert_eq!(
        told(&mona, &id).await,
        ["«\u{a0}Paris\u{a0}» est à plus de 50\u{a0}km de la position GPS de la photo."]
    );

    // Public at once by a program, where nobody was asked: a moderator looks at it.
    let gift = zef.trusted.gives_bytes("b.jpg", taken_at(22, BREST.0, BREST.1)).under("cc-by-4.0");
    let id = gift.with("place_name", "Paris").await.created().id();
    let told = told(&mona, &id).await;
    assert_eq!(told.len(), 1, "{told:?}");
    zef.ends_well();
}

#[tokio::test]
async fn a_distance_says_no_more_of_a_position_than_everyone_may_read() {
    let zef = Zef::serve();
    // At two ends of one square kilometre: both are shown as 48.4, -4.49.
    let mut ids = Vec::new();
    for (number, point) in [(21, (48.395_02, -4.494_99)), (22, (48.404_98, -4.485_01))] {
        let gift = zef.contributor.gives_bytes("a.jpg", taken_at(number, point.0, point.1)).under("cc-by-4.0");
        ids.push(gift.titled("Le port").await.created().id());
    }
    let mona = Browser::of(&zef, "mona").await;
    // From Madrid, one is 880 km away and the other 890: staff who try many names would find the point.
    for town in ["Madrid", "Berlin", "Marseille", "Toulouse"] {
        for id in &ids {
            zef.moderator.changes(id, json!({ "place_name": town })).await.photo();
        }
        let (one, other) = (told(&mona, &ids[0]).await, told(&mona, &ids[1]).await);
        assert!(one[0].contains(town), "{one:?}");
        assert_eq!(one, other);
    }
    zef.ends_well();
}

#[tokio::test]
async fn a_photo_that_staff_may_move_does_not_measure_where_a_hidden_one_was_taken() {
    let zef = Zef::serve();
    let mut ids = Vec::new();
    for (number, precision) in [(31, "hidden"), (32, "area")] {
        let gift = zef.contributor.gives_bytes("a.jpg", taken_at(number, BREST.0, BREST.1)).under("cc-by-4.0");
        let gift = gift.with("place_name", "Lavoir de la fête").with("place_precision", precision);
        ids.push(gift.await.created().id());
    }
    let mona = Browser::of(&zef, "mona").await;
    for (latitude, longitude) in [(48.0, 2.0), (44.0, -1.0)] {
        zef.moderator.changes(&ids[1], json!({ "latitude": latitude, "longitude": longitude })).await.photo();
        for id in &ids {
            assert_eq!(told(&mona, id).await, Vec::<String>::new(), "{latitude}, {longitude}");
        }
    }
    zef.ends_well();
}

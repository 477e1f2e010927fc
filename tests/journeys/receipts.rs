//! The receipt of a photo's licences: its file by its hashes, and every licence ever granted, in order.

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::{
    files,
    zef::{House, Zef},
};

#[tokio::test]
async fn a_receipt_names_the_file_and_every_licence() {
    let zef = House::new().known_as("https://photos.example").serve();
    let photo = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").titled("Feuille").await.created();
    let bytes = files::fixture("leaf.jpg");
    let sha256 = zef::domain::hash::Sha256::from_bytes(Sha256::digest(&bytes).into()).to_string();
    let blake3 = blake3::hash(&bytes).to_hex().to_string();

    let path = format!("/photos/{}/receipt", photo.id());
    let page = zef.visitor.reads(&path).await.is(200).text();
    let receipt = zef.visitor.reads(&format!("{path}.json")).await.is(200).json();
    for hash in [&sha256, &blake3] {
        assert!(page.contains(hash.as_str()), "{hash}");
    }
    assert_eq!(receipt["original"]["sha256"], sha256.as_str());
    assert_eq!(receipt["original"]["blake3"], blake3.as_str());
    assert_eq!(receipt["original"]["bytes"], bytes.len());
    assert_eq!(receipt["photo"], format!("https://photos.example/photos/{}", photo.id()));
    assert_eq!(licences(&receipt), ["cc-by-4.0"]);
    assert_eq!(receipt["licenses"][0]["grantor"], "tina");
    assert!(page.contains("Tina Morvan (tina)") && page.contains("CC BY 4.0"));
    zef.ends_well();
}

#[tokio::test]
async fn a_narrower_licence_is_added_knowingly_and_takes_nothing_back() {
    let zef = Zef::serve();
    let id = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").await.created().id();
    let narrower = json!({ "license": "cc-by-sa-4.0" });
    zef.trusted.changes(&id, narrower).await.refused(409, "license-narrower");
    let receipt = format!("/photos/{id}/receipt");
    assert_eq!(licences(&zef.visitor.reads(&format!("{receipt}.json")).await.is(200).json()), ["cc-by-4.0"]);

    let knowingly = json!({ "license": "cc-by-sa-4.0", "narrow": true });
    let photo = zef.trusted.changes(&id, knowingly).await.photo();
    assert_eq!(photo.0["license"]["id"], "cc-by-sa-4.0");
    let both = ["cc-by-4.0", "cc-by-sa-4.0"];
    assert_eq!(licences(&photo.0), both);
    assert_eq!(licences(&zef.visitor.reads(&format!("{receipt}.json")).await.is(200).json()), both);
    for path in [receipt.clone(), format!("/photos/{id}")] {
        // Names of licences may be written so that no line breaks inside.
        let page = zef.visitor.reads(&path).await.is(200).text().replace('\u{a0}', " ").replace('\u{2011}', "-");
        assert!(page.contains("CC BY 4.0") && page.contains("CC BY-SA 4.0"), "{path}");
    }
    // Neither is lost when the photo is.
    zef.trusted.withdraws(&id, "").await;
    assert_eq!(licences(&zef.visitor.reads(&format!("{receipt}.json")).await.is(200).json()), both);
    zef.ends_well();
}

#[tokio::test]
async fn a_receipt_of_what_is_not_public_is_for_who_gave_it() {
    let zef = Zef::serve();
    let id = zef.contributor.gives("leaf.jpg").under("cc-by-4.0").await.created().id();
    for path in [format!("/photos/{id}/receipt"), format!("/photos/{id}/receipt.json")] {
        zef.visitor.reads(&path).await.is(404);
        crate::browser::Browser::of(&zef, "bran").await.opens(&path).await.is(404);
        crate::browser::Browser::of(&zef, "anne").await.opens(&path).await.is(200);
    }
    zef.ends_well();
}

fn licences(of: &Value) -> Vec<&str> {
    of["licenses"].as_array().unwrap().iter().map(|grant| grant["license"]["id"].as_str().unwrap()).collect()
}

//! The same picture in another file, and pictures that look alike: told to those who give, to moderators, and of public photos to
//! everyone.

use std::io::Cursor;

use image::{ImageFormat, codecs::jpeg::JpegEncoder, imageops::FilterType};
use serde_json::{Value, json};

use crate::{actors::Actor, browser::Browser, files, zef::Zef};

/// A photograph made smaller and compressed again, as messengers do.
fn sent_on(jpeg: &[u8]) -> Vec<u8> {
    let picture = image::load_from_memory_with_format(jpeg, ImageFormat::Jpeg).unwrap();
    let smaller = picture.resize(picture.width() * 2 / 3, picture.height() * 2 / 3, FilterType::Lanczos3);
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(Cursor::new(&mut bytes), 60).encode_image(&smaller).unwrap();
    bytes
}

async fn similar(actor: &Actor, id: &str) -> Value {
    actor.reads(&format!("/api/v1/photos/{id}/similar")).await.is(200).json()
}

/// The ids of the look-alikes.
fn alike(told: &Value) -> Vec<&str> {
    told["look_alikes"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_picture_that_is_there_already_is_told_to_giver_and_moderator() {
    let zef = Zef::serve();
    let leaf = files::fixture("leaf.jpg");
    let public = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").titled("Feuille").await.created().id();
    let other = zef.trusted.gives("kermesse.jpg").under("cc-by-4.0").await.created().id();
    let again = files::with_comment(&leaf, "found on a stick");
    let same = zef.contributor.gives_bytes("b.jpg", again).under("cc-by-4.0").await.created().id();
    let smaller = zef.contributor.gives_bytes("c.jpg", sent_on(&leaf)).under("cc-by-4.0").await.created().id();

    // Nobody else learns of what waits.
    let nothing = json!({ "same_pixels": [], "look_alikes": [] });
    assert_eq!(similar(&zef.visitor, &public).await, nothing);
    assert_eq!(similar(&zef.other, &public).await, nothing);
    zef.visitor.reads(&format!("/api/v1/photos/{same}/similar")).await.is(404);
    for reader in [&zef.contributor, &zef.moderator] {
        let told = similar(reader, &same).await;
        assert_eq!(told["same_pixels"], json!([public]));
        assert_eq!(alike(&told), [&smaller]);
        let told = similar(reader, &smaller).await;
        assert_eq!(told["same_pixels"], json!([]));
        let mut found = alike(&told);
        found.sort_unstable();
        let mut both = [public.as_str(), same.as_str()];
        both.sort_unstable();
        assert_eq!(found, both);
    }
    assert_eq!(similar(&zef.moderator, &other).await, nothing);

    let anne = Browser::of(&zef, "anne").await;
    let page = anne.opens(&format!("/photos/{same}")).await.is(200).text();
    assert!(page.contains("Des photos semblables") && page.contains("même image"), "{page}");
    let mona = Browser::of(&zef, "mona").await;
    let page = mona.reviews(&smaller).await.is(200).text();
    assert!(page.contains("image ressemblante") && page.contains(&format!("/photos/{public}")), "{page}");
    let answer = anne.uploads("d.jpg", files::with_comment(&leaf, "once more")).await.is(200).json();
    assert_eq!(answer["alike"]["sentence"], "Même image que «\u{a0}Feuille\u{a0}»", "{answer}");

    // A public look-alike is shown beside the photo to everyone, as long as it is public.
    zef.moderator.publishes(&smaller).await;
    let told = similar(&zef.visitor, &public).await;
    assert_eq!(alike(&told), [&smaller]);
    let page = async || zef.visitor.reads(&format!("/photos/{public}")).await.is(200).text();
    zef.trusted.changes(&public, json!({ "title": "Une feuille" })).await.is(200);
    let told = page().await;
    assert!(told.contains("Des photos qui lui ressemblent") && told.contains(&smaller), "{told}");
    zef.contributor.withdraws(&smaller, "").await;
    assert!(!page().await.contains(&smaller));
    assert_eq!(similar(&zef.visitor, &public).await, nothing);
    zef.ends_well();
}

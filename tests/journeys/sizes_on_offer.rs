//! Sizes to take away: those that are named, and never fewer pixels than a photo has for it.

use image::GenericImageView as _;

use crate::{files, zef::Zef};

#[tokio::test]
async fn a_photo_of_another_format_is_offered_as_jpeg_too() {
    let zef = Zef::serve();
    let id = zef.trusted.gives("pier.tif").under("cc-by-4.0").await.created().id();
    let page = zef.visitor.reads(&format!("/photos/{id}")).await.is(200).text();
    let (_, offered) = page.split_once("class=\"sizes\"").unwrap();
    assert!(offered.contains("px · TIFF") && offered.contains("px · JPEG"), "{offered}");
    assert_eq!(zef.visitor.takes(&id, "original").await.header("content-type"), "image/tiff");
    assert_eq!(zef.visitor.takes(&id, "640").await.header("content-type"), "image/jpeg");
    zef.ends_well();
}

#[tokio::test]
async fn a_photo_smaller_than_the_size_asked_comes_with_all_its_pixels() {
    let zef = Zef::serve();
    let png = files::black_png(1_200, 800);
    let id = zef.trusted.gives_bytes("nuit.png", png).under("cc-by-4.0").await.created().id();
    for (size, sides) in [("2000", (1_200, 800)), ("1280", (1_200, 800)), ("640", (640, 427))] {
        let copy = zef.visitor.takes(&id, size).await.is(200);
        assert_eq!(image::load_from_memory(&copy.bytes).unwrap().dimensions(), sides, "{size}");
    }
    for size in ["1279", "320", "0", "large"] {
        zef.visitor.takes(&id, size).await.refused(422, "invalid-field");
        let package = format!("/api/v1/downloads.zip?ids={id}&size={size}");
        zef.visitor.reads(&package).await.refused(422, "invalid-field");
    }
    zef.ends_well();
}

//! Pictures that other sites show: from 1,280 px on they carry title, author and licence, today's ones.

use image::{GenericImageView as _, Rgb};
use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    answer::{Answer, Photo},
    files, metadata,
    zef::{House, Zef},
};

const DEED: &str = "https://creativecommons.org/licenses/by/4.0/";

async fn given(zef: &Zef) -> Photo {
    let gift = zef.trusted.gives_bytes("baie.jpg", files::large_photograph()).under("cc-by-4.0").titled("La baie");
    gift.with("author_name", "Maïwenn Quéméneur").await.created()
}

#[tokio::test]
async fn a_large_rendition_says_whose_it_is() {
    let zef = House::new().known_as("https://photos.example").serve();
    let photo = given(&zef).await;
    let mut large = 0;
    for rendition in photo.renditions() {
        let picture = zef.visitor.reads(&rendition).await.is(200);
        assert_eq!(picture.header("link"), format!("<{DEED}>; rel=\"license\""), "{rendition}");
        let (width, height) = image::load_from_memory(&picture.bytes).unwrap().dimensions();
        if width.max(height) >= 1_280 {
            says(&metadata::read(&picture.bytes), "La baie", &format!("https://photos.example/photos/{}", photo.id()));
            large += 1;
        }
    }
    assert_eq!(large, 2, "2000 and 1280");
    zef.ends_well();
}

#[tokio::test]
async fn a_corrected_title_is_in_the_picture_and_in_its_tag() {
    let zef = House::new().known_as("https://photos.example").serve();
    let photo = given(&zef).await;
    let path = format!("/media/{}/1280.jpg", photo.id());
    let first = zef.visitor.reads(&path).await.is(200);
    let tag = first.header("etag").to_owned();
    let again = |tag: String| {
        let request = zef.visitor.asks(Method::GET, &path).header("if-none-match", tag);
        async move { Answer::read(request.send().await).await.unwrap() }
    };
    again(tag.clone()).await.is(304);

    zef.trusted.changes(&photo.id(), json!({ "title": "La rade" })).await.photo();
    let second = again(tag.clone()).await.is(200);
    assert_ne!(second.header("etag"), tag);
    says(&metadata::read(&second.bytes), "La rade", &format!("https://photos.example/photos/{}", photo.id()));
    assert!(files::pixels(&first.bytes) == files::pixels(&second.bytes), "the picture itself changed");
    zef.ends_well();
}

#[tokio::test]
async fn an_attribution_drawn_under_the_picture_makes_it_taller() {
    let zef = House::new().known_as("https://photos.example").serve();
    let photo = given(&zef).await;
    for size in ["original", "1280", "640"] {
        let plain = zef.visitor.takes(&photo.id(), size).await.is(200);
        let path = format!("/api/v1/photos/{}/download?size={size}&strip=true&lang=fr", photo.id());
        let drawn = zef.visitor.reads(&path).await.is(200);
        let [plain, taller] = [&plain, &drawn].map(|copy| image::load_from_memory(&copy.bytes).unwrap().to_rgb8());
        assert!(taller.width() == plain.width() && taller.height() > plain.height(), "{size}");
        // The picture is above, as it was but for JPEG's own losses; below is white paper.
        let alike = |(x, y, pixel): (u32, u32, &Rgb<u8>)| {
            pixel.0.iter().zip(taller.get_pixel(x, y).0).all(|(was, is)| was.abs_diff(is) < 40)
        };
        assert!(plain.enumerate_pixels().all(alike), "{size}: the picture is another");
        assert!(taller.get_pixel(taller.width() - 1, taller.height() - 1).0.iter().all(|shade| *shade > 250), "{size}");
        says(&metadata::read(&drawn.bytes), "La baie", &format!("https://photos.example/photos/{}", photo.id()));
        assert_eq!(drawn.header("link"), format!("<{DEED}>; rel=\"license\""));
    }
    zef.ends_well();
}

#[tokio::test]
async fn an_attribution_in_letters_that_the_font_lacks_is_not_drawn() {
    let zef = Zef::serve();
    let id = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").titled("桜の橋").await.created().id();
    let drawn = format!("/photos/{id}/download?size=original&strip=true&lang=fr");
    // Neither on offer nor given, and said in the language of the attribution, whatever the reader's own.
    let page = zef.visitor.reads(&format!("/photos/{id}")).await.is(200).text();
    assert!(!page.contains("strip=true") && page.contains("La mention n’est pas dessinée"), "{page}");
    let path = format!("/api/v1{drawn}");
    let told = zef.visitor.speaking("en").reads(&path).await.refused(422, "invalid-field");
    assert!(told.contains("la police de ce site"), "{told}");
    let english = drawn.replace("lang=fr", "lang=en");
    assert!(zef.visitor.reads(&english).await.is(422).text().contains("<html lang=\"en\">"));

    zef.trusted.changes(&id, json!({ "title": "Le pont — “Ἀθήνα”" })).await.photo();
    let page = zef.visitor.reads(&format!("/photos/{id}")).await.is(200).text();
    assert!(page.contains("strip=true"), "{page}");
    zef.visitor.reads(&path).await.is(200);
    zef.ends_well();
}

#[track_caller]
fn says(facts: &Value, title: &str, page: &str) {
    let expected = [("Title", title), ("Creator", "Maïwenn Quéméneur"), ("License", DEED), ("WebStatement", page)];
    for (name, value) in expected {
        assert_eq!(facts[name], value, "{name}: {facts}");
    }
    assert!(facts["UsageTerms"].as_str().unwrap().contains("CC BY 4.0"), "{facts}");
}

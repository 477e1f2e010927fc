//! In which direction a photo looks: read in its file, told beside an exact position, and with nothing less.

use serde_json::{Value, json};

use crate::{files, metadata, zef::Zef};

/// A photograph that looks to the north-east, as a telephone writes it.
fn looking(number: u64, north: &str) -> Vec<u8> {
    let facts = [
        "-EXIF:GPSLatitude=48.39",
        "-EXIF:GPSLatitudeRef=N",
        "-EXIF:GPSLongitude=4.486",
        "-EXIF:GPSLongitudeRef=W",
        "-EXIF:GPSImgDirection=47.25",
        &format!("-EXIF:GPSImgDirectionRef={north}"),
        "-XMP-exif:GPSImgDirection=47.25",
    ];
    metadata::written(&files::small_photograph(number), &facts)
}

#[tokio::test]
async fn a_direction_is_told_beside_an_exact_position() {
    let zef = Zef::serve();
    let gift = zef.trusted.gives_bytes("quai.jpg", looking(1, "M")).under("cc-by-4.0");
    let photo = gift.with("place_precision", "exact").with("place_name", "Brest").await.created();
    assert_eq!(photo.0["place"]["direction"], json!({ "degrees": 47.25, "north": "magnetic" }));
    let page = zef.visitor.reads(&format!("/photos/{}", photo.id())).await.is(200).text();
    assert!(page.contains("Regarde vers le nord-est (47") && page.contains("boussole"), "{page}");
    let english = zef.visitor.reads(&format!("/en/photos/{}", photo.id())).await.is(200).text();
    assert!(english.contains("Looks towards the north-east"), "{english}");
    let list = zef.visitor.reads("/api/v1/photos.geojson").await.is(200).json();
    assert_eq!(list["features"][0]["properties"]["direction"]["degrees"], 47.25);
    // It goes with the copy, as the position does.
    let copy = metadata::read(&zef.visitor.takes(&photo.id(), "original").await.is(200).bytes);
    assert_eq!(copy["GPSImgDirection"], 47.25, "{copy}");
    // Near enough, the map shows what a photo looks at; from afar, it does not.
    let near = zef.visitor.reads("/map?bbox=-4.4870,48.3895,-4.4850,48.3905&lang=fr").await.is(200).text();
    assert!(near.contains("data-looks=\"47.25\"") && near.contains("class=\"look\""), "{near}");
    assert!(!zef.visitor.reads("/map?bbox=-5,48,-4,49").await.is(200).text().contains("data-looks"));
    // A client that sends a photo back whole changes nothing by it; and cannot turn it.
    let place = photo.0["place"].clone();
    zef.trusted.changes(&photo.id(), json!({ "place": place })).await.photo();
    let turned = json!({ "place": { "direction": { "degrees": 90, "north": "true" } } });
    zef.trusted.changes(&photo.id(), turned).await.refused(422, "invalid-field");
    zef.ends_well();
}

#[tokio::test]
async fn a_direction_goes_with_what_would_tell_where_somebody_stood() {
    let zef = Zef::serve();
    for (number, precision) in [(1, "area"), (2, "hidden")] {
        let gift = zef.trusted.gives_bytes("quai.jpg", looking(number, "T")).under("cc-by-4.0");
        let photo = gift.with("place_precision", "exact").await.created();
        assert_eq!(photo.0["place"]["direction"]["north"], "true");
        zef.trusted.changes(&photo.id(), json!({ "place_precision": precision })).await.photo();
        nothing_tells_it(&zef, &photo.id()).await;
    }
    // Without a word, the position is rounded, and nothing is told.
    let photo = zef.trusted.gives_bytes("quai.jpg", looking(3, "T")).under("cc-by-4.0").await.created();
    nothing_tells_it(&zef, &photo.id()).await;
    zef.ends_well();
}

async fn nothing_tells_it(zef: &Zef, id: &str) {
    let photo = zef.visitor.sees(id).await.photo();
    assert_eq!(photo.0["place"].get("direction").unwrap_or(&Value::Null), &Value::Null);
    for path in
        [format!("/photos/{id}"), "/api/v1/photos.geojson".to_owned(), "/map?bbox=-4.50,48.38,-4.48,48.40".to_owned()]
    {
        let told = zef.visitor.reads(&path).await.is(200).text();
        assert!(
            !told.contains("47.25") && !told.contains("nord-est") && !told.contains("data-looks"),
            "{path}: {told}"
        );
    }
    let copy = metadata::read(&zef.visitor.takes(id, "original").await.is(200).bytes);
    assert_eq!(copy["GPSImgDirection"], Value::Null, "{copy}");
}

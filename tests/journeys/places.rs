//! A place that is told, taken back, corrected, or never told: copies say no more than their contributor lets them.

use std::{fs, process::Command};

use serde_json::json;

use crate::{files, metadata, zef::Zef};

/// The same facts about one place, in EXIF and in XMP, as cameras and software write them.
const BREST: [&str; 6] = [
    "-EXIF:GPSLatitude=48.39",
    "-EXIF:GPSLatitudeRef=N",
    "-EXIF:GPSLongitude=4.486",
    "-EXIF:GPSLongitudeRef=W",
    "-XMP-exif:GPSLatitude=48.39",
    "-XMP-exif:GPSLongitude=-4.486",
];

fn placed(number: u64) -> Vec<u8> {
    let bytes = metadata::written(&files::small_photograph(number), &BREST);
    assert!(!metadata::places(&bytes).is_empty());
    bytes
}

#[tokio::test]
async fn a_place_told_exactly_is_taken_away_until_it_is_taken_back_or_corrected() {
    let zef = Zef::serve();
    let change = [
        json!({ "latitude": null, "longitude": null }),
        json!({ "latitude": 47.5, "longitude": -3.0 }),
        json!({ "place_precision": "area" }),
        json!({ "place_precision": "hidden" }),
        json!({ "place": null }),
    ];
    for (number, patch) in (1..).zip(change) {
        let gift = zef.trusted.gives_bytes("rade.jpg", placed(number)).under("cc-by-4.0");
        let photo = gift.with("place_precision", "exact").await.created();
        let told = zef.visitor.takes(&photo.id(), "original").await.is(200);
        let facts = metadata::read(&told.bytes);
        let degrees = |name: &str| facts[name].as_f64().unwrap();
        let near = (degrees("GPSLatitude") - 48.39).abs() + (degrees("GPSLongitude") + 4.486).abs();
        assert!(near < 0.001, "a place that is told goes with the copy: {facts}");
        // Nor does the page promise otherwise.
        let page = zef.visitor.reads(&format!("/photos/{}", photo.id())).await.is(200).text();
        assert!(
            !page.contains("Ni coordonnées GPS") && page.contains("les coordonnées GPS n’y restent que si"),
            "{page}"
        );

        zef.trusted.changes(&photo.id(), patch.clone()).await.photo();
        nothing_tells_where(&zef, &photo.id(), &patch.to_string()).await;
    }
    zef.ends_well();
}

#[tokio::test]
async fn a_place_never_told_exactly_is_in_no_copy() {
    let zef = Zef::serve();
    for (number, precision) in (1..).zip(["area", "hidden"]) {
        let gift = zef.trusted.gives_bytes("rade.jpg", placed(number)).under("cc-by-4.0");
        let photo = gift.with("place_precision", precision).await.created();
        nothing_tells_where(&zef, &photo.id(), precision).await;
    }
    // Without a word about it, neither.
    let photo = zef.trusted.gives_bytes("rade.jpg", placed(3)).under("cc-by-4.0").await.created();
    nothing_tells_where(&zef, &photo.id(), "nothing was said").await;
    zef.ends_well();
}

#[tokio::test]
async fn another_point_told_does_not_tell_the_one_in_the_file() {
    let zef = Zef::serve();
    let gift = zef.trusted.gives_bytes("rade.jpg", placed(1)).under("cc-by-4.0").with("place_precision", "exact");
    let photo = gift.with("latitude", "47.5").with("longitude", "-3.0").await.created();
    nothing_tells_where(&zef, &photo.id(), "another point was told").await;
    zef.ends_well();
}

/// No download, no file of a package and no rendition holds a place.
async fn nothing_tells_where(zef: &Zef, id: &str, when: &str) {
    for size in ["original", "2000", "640"] {
        let copy = zef.visitor.takes(id, size).await.is(200);
        assert_eq!(metadata::places(&copy.bytes), Vec::<String>::new(), "{when}: {size}");
    }
    for rendition in zef.visitor.sees(id).await.photo().renditions() {
        let picture = zef.visitor.reads(&rendition).await.is(200);
        assert_eq!(metadata::places(&picture.bytes), Vec::<String>::new(), "{when}: {rendition}");
    }
    let package = zef.visitor.reads(&format!("/downloads.zip?ids={id}&size=original")).await.is(200);
    let packed = unpacked(zef, &package.bytes);
    assert_eq!(metadata::places(&packed), Vec::<String>::new(), "{when}: in the package");
}

/// The one JPEG of a package.
fn unpacked(zef: &Zef, package: &[u8]) -> Vec<u8> {
    let path = zef.house().desk().join("package.zip");
    fs::write(&path, package).unwrap();
    let output = Command::new("unzip").arg("-p").arg(&path).arg("*.jpg").output();
    let output = output.expect("unzip is installed by ./test");
    assert!(output.status.success() && output.stdout.starts_with(b"\xff\xd8"), "{output:?}");
    output.stdout
}

//! The metadata of files, in all the ways that cameras and programs write it: given by the API and by `zef import`, and
//! compared with `tests/vectors/facts.json`; and the metadata of copies.

use std::{collections::BTreeMap, fs, path::Path};

use serde_json::{Map, Value};

use crate::{
    answer::Photo,
    browser::Browser,
    files, metadata,
    zef::{House, Zef},
};

/// The sizes that a photo is taken away in.
const SIZES: [&str; 4] = ["original", "2000", "1280", "640"];

/// The cases: each a file of `tests/fixtures/cases`, and what is to be known of it.
fn cases() -> Vec<Map<String, Value>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/facts.json");
    let cases: Vec<Map<String, Value>> = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    assert!(cases.len() > 30);
    cases
}

fn file_of(case: &Map<String, Value>) -> String {
    case["file"].as_str().unwrap().to_owned()
}

/// The bytes of a case.
fn bytes_of(name: &str) -> Vec<u8> {
    files::fixture(&format!("cases/{name}"))
}

/// Says of each member that a case has whether it is what was found.
fn compare(case: &Map<String, Value>, found: &[(&str, &Value)], wrong: &mut Vec<String>) {
    for (member, found) in found {
        let Some(expected) = case.get(*member) else { continue };
        let is_right = match (*member, expected) {
            ("camera", Value::Object(facts)) => facts.iter().all(|(fact, value)| found[fact] == *value),
            ("place", Value::Array(place)) => ["latitude", "longitude"].iter().zip(place).all(|(name, degrees)| {
                found[name].as_f64().is_some_and(|found| (found - degrees.as_f64().unwrap()).abs() < 0.0001)
            }),
            _ => *found == expected,
        };
        if !is_right {
            wrong.push(format!("{} ({}): {member} is {found}, not {expected}", file_of(case), case["case"]));
        }
    }
}

/// What is known of a photo whether its giver said it or not: date, place, camera, size.
fn facts(photo: &Photo) -> [(&'static str, Value); 4] {
    let original = &photo.0["original"];
    [
        ("taken", photo.0["taken"].clone()),
        ("place", photo.0["place"].clone()),
        ("camera", photo.0["camera"].clone()),
        ("size", serde_json::json!([original["width"], original["height"]])),
    ]
}

#[tokio::test]
async fn what_files_say_is_known_and_proposed_when_they_are_given_by_the_api() {
    let zef = Zef::serve();
    let mut wrong = Vec::new();
    for case in cases() {
        let name = file_of(&case);
        let gift = zef.contributor.gives_bytes(&name, bytes_of(&name)).under("cc-by-4.0");
        let photo = gift.with("place_precision", "exact").await.created();
        let said = &photo.0["suggestions"];
        let licences: Value =
            said["licenses"].as_array().unwrap().iter().map(|licence| licence["id"].clone()).collect();
        let proposed = [
            ("title", &said["title"]),
            ("author", &said["creator"]),
            ("description", &said["description"]),
            ("tags", &said["tags"]),
            ("left_out", &said["left_out"]["keywords"]),
            ("licenses", &licences),
        ];
        let facts = facts(&photo);
        let found: Vec<(&str, &Value)> =
            proposed.into_iter().chain(facts.iter().map(|(member, value)| (*member, value))).collect();
        compare(&case, &found, &mut wrong);
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
    zef.ends_well();
}

/// The files of all cases in a folder beside the storage.
fn folder_of_cases(house: &House) -> String {
    let folder = house.desk().join("cases");
    fs::create_dir_all(&folder).unwrap();
    for case in cases() {
        fs::write(folder.join(file_of(&case)), bytes_of(&file_of(&case))).unwrap();
    }
    folder.to_str().unwrap().to_owned()
}

#[tokio::test]
async fn what_files_say_is_taken_when_they_are_imported_as_they_describe_themselves() {
    let house = House::new();
    let folder = folder_of_cases(&house);
    let cases = cases();
    let import = ["import", &folder, "--as", "tina", "--license", "cc-by-4.0", "--described", "--source", "permission"];
    let ran = house.run(&import).well();
    assert!(ran.stdout.contains(&format!("new {}, already held 0, refused 0", cases.len())), "{ran:?}");
    let told: Vec<&str> = ran.stdout.lines().filter(|line| line.starts_with("left out of ")).collect();
    assert_eq!(told.len(), cases.iter().filter(|case| case.contains_key("left_out")).count(), "{told:?}");
    let told_of = |name: &str| told.iter().find(|line| line.contains(name)).copied().unwrap_or_default();
    assert!(told_of("xmp-fifty-five-keywords.jpg").contains(": 5 keywords, "), "{told:?}");
    assert!(told_of("xmp-one-keyword-too-long.jpg").contains(": 1 keyword, "), "{told:?}");

    let zef = house.serve();
    let photos: BTreeMap<String, Photo> =
        zef.visitor.browses().await.into_iter().map(|photo| (photo.blake3().to_owned(), photo)).collect();
    let mut wrong = Vec::new();
    for case in &cases {
        let photo = &photos[&blake3::hash(&bytes_of(&file_of(case))).to_string()];
        let words = [
            ("title", &photo.0["title"]),
            ("author", &photo.0["author"]["name"]),
            ("description", &photo.0["description"]),
            ("tags", &photo.0["tags"]),
        ];
        let facts = facts(photo);
        // Told to everyone, a place is rounded.
        let facts = facts.iter().filter(|(member, _)| *member != "place").map(|(member, value)| (*member, value));
        let found: Vec<(&str, &Value)> = words.into_iter().chain(facts).collect();
        compare(case, &found, &mut wrong);
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
    zef.ends_well();
}

#[test]
fn what_somebody_else_made_is_not_imported_as_the_giver_s_own() {
    let house = House::new();
    let folder = folder_of_cases(&house);
    let ran = house.run(&["import", &folder, "--as", "tina", "--license", "cc-by-4.0", "--described"]);
    let refused = |name: &str| ran.stdout.lines().any(|line| line.starts_with("refused ") && line.contains(name));
    for case in cases() {
        // Whatever else they lack, those that name an author are somebody's.
        let is_held = case.contains_key("held") || case.contains_key("author");
        assert_eq!(refused(&file_of(&case)), is_held, "{}: {}", file_of(&case), ran.stdout);
    }
}

/// Whether bytes hold a text, in UTF-8, Latin-1 or UTF-16.
fn tell(bytes: &[u8], text: &str) -> bool {
    let latin: Vec<u8> = text.chars().filter_map(|letter| u8::try_from(letter).ok()).collect();
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    [text.as_bytes(), &latin, &wide].iter().any(|needle| bytes.windows(needle.len()).any(|window| window == *needle))
}

#[tokio::test]
async fn copies_have_the_tags_of_a_photo_and_no_keyword_or_name_that_nobody_confirmed() {
    const NAME: &str = "Personne Inventée";
    let given = bytes_of("face-name-is-a-keyword-too.jpg");
    assert!(tell(&given, NAME) && tell(&given, "phare"));
    let zef = Zef::serve();
    let photo = zef.trusted.gives_bytes("visage.jpg", given).under("cc-by-4.0").await.created();
    assert_eq!(photo.0["suggestions"]["keywords"], serde_json::json!(["phare"]));
    let page = zef.visitor.reads(&format!("/photos/{}", photo.id())).await.is(200);
    assert!(!tell(&page.bytes, NAME));
    for size in SIZES {
        let copy = zef.visitor.takes(&photo.id(), size).await.is(200).bytes;
        assert!(!tell(&copy, NAME) && !tell(&copy, "phare"), "{size}");
    }
    for path in photo.renditions() {
        assert!(!tell(&zef.visitor.reads(&path).await.is(200).bytes, NAME), "{path}");
    }
    zef.trusted.changes(&photo.id(), serde_json::json!({ "tags": ["phare", NAME] })).await.is(200);
    let copy = zef.visitor.takes(&photo.id(), "original").await.is(200).bytes;
    assert_eq!(metadata::read(&copy)["Subject"], serde_json::json!(["phare", NAME.to_lowercase()]));
    zef.ends_well();
}

#[tokio::test]
async fn a_panorama_is_still_one_in_its_original_and_not_in_smaller_sizes() {
    let zef = Zef::serve();
    let given = bytes_of("xmp-panorama-360.jpg");
    let photo = zef.trusted.gives_bytes("panorama.jpg", given).under("cc-by-4.0").await.created();
    let original = metadata::read(&zef.visitor.takes(&photo.id(), "original").await.is(200).bytes);
    assert_eq!(original["ProjectionType"], "equirectangular", "{original}");
    assert_eq!((&original["FullPanoWidthPixels"], &original["CroppedAreaTopPixels"]), (&1200.into(), &0.into()));
    // A heading tells in which direction it looks, which is public with an exact position only.
    assert!(original["PoseHeadingDegrees"].is_null(), "{original}");
    let smaller = metadata::read(&zef.visitor.takes(&photo.id(), "640").await.is(200).bytes);
    assert!(smaller["ProjectionType"].is_null() && smaller["FullPanoWidthPixels"].is_null(), "{smaller}");
    zef.ends_well();
}

#[tokio::test]
async fn letters_that_were_lost_are_no_title_author_or_tag() {
    let zef = Zef::serve();
    let lost = metadata::written(
        &files::small_photograph(7),
        &[
            "-charset",
            "utf8",
            "-codedcharacterset=utf8",
            "-XMP-dc:Title=Chim\u{fffd}re",
            "-XMP-dc:Creator=Ga\u{fffd}lle",
            "-XMP-dc:Subject=p\u{fffd}che",
            "-XMP-dc:Subject=mer",
            "-IPTC:ObjectName=Chimère",
            "-IFD0:Artist=Ga\u{fffd}lle",
        ],
    );
    let photo = zef.contributor.gives_bytes("perdu.jpg", lost).under("cc-by-4.0").await.created();
    let said = &photo.0["suggestions"];
    assert_eq!((&said["title"], &said["tags"]), (&"Chimère".into(), &serde_json::json!(["mer"])), "{said}");
    assert!(said["creator"].is_null(), "{said}");
    // Somebody is named all the same, and whoever reviews is told.
    let page = Browser::of(&zef, "mona").await.opens("/review").await.is(200).text();
    assert!(page.contains("Ga\u{fffd}lle"), "{page}");
    zef.ends_well();
}

#[tokio::test]
async fn who_describes_photos_is_told_of_the_keywords_that_a_photo_cannot_have() {
    let zef = Zef::serve();
    let anne = Browser::of(&zef, "anne").await;
    let told = "5 mots-clés du fichier sont laissés de côté";
    let bytes = bytes_of("xmp-fifty-five-keywords.jpg");
    let answer = anne.uploads("mots.jpg", bytes).await.is(200).json();
    assert!(answer["left_out"].as_str().is_some_and(|sentence| sentence.starts_with(told)), "{answer}");
    assert!(answer["tags"].as_str().is_some_and(|tags| tags.ends_with("mot48, mot49")), "{answer}");
    let id = answer["id"].as_str().unwrap();
    for path in [format!("/upload?ids={id}"), format!("/photos/{id}/edit")] {
        assert!(anne.opens(&path).await.is(200).text().contains(told), "{path}");
    }
    // Once its tags are chosen, there is nothing to tell.
    zef.contributor.changes(id, serde_json::json!({ "tags": ["mer"] })).await.is(200);
    assert!(!anne.opens(&format!("/photos/{id}/edit")).await.is(200).text().contains(told));
    let answer = anne.uploads("virgule.jpg", bytes_of("xmp-keyword-with-comma.jpg")).await.is(200).json();
    assert_eq!((&answer["left_out"], &answer["tags"]), (&Value::Null, &"riga lettonie, mer".into()));
    zef.ends_well();
}

#[test]
fn an_import_credits_whole_names_and_says_that_there_are_more() {
    let house = House::new();
    let names: Vec<String> =
        (0..40).map(|number| format!("-XMP-dc:Creator=Prénom Nom-de-famille{number:02}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let file = house.desk().join("chorale.jpg");
    fs::write(&file, metadata::written(&files::small_photograph(8), &names)).unwrap();
    let path = file.to_str().unwrap();
    let import = ["import", path, "--as", "tina", "--license", "cc-by-4.0", "--described", "--source", "archive"];
    let ran = house.run(&[&import[..], &["--json"]].concat()).well();
    let told: Value = serde_json::from_str(&ran.stdout).unwrap();
    let what = told["left_out"][0]["what"].as_str().unwrap();
    assert!(what.contains("authors") && told["left_out"][0]["path"] == path, "{told}");
}

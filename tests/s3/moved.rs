//! Ada moves her library out of its folder for good: records into a database, photographs into a bucket; and back.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::{Value, json};

use super::{server, stories::archive};
use crate::{
    actors::Actor,
    files,
    postgres::cluster,
    zef::{House, Zef, files_in},
};

async fn gives(giver: &Actor, number: u64) {
    let gift = giver.gives_bytes("photo.jpg", files::small_photograph(number)).under("cc-by-4.0");
    gift.titled(&format!("Vague {number}")).await.created();
}

/// What people see of it.
async fn all_of(zef: &Zef) -> [Value; 2] {
    let read = async |path: &str| zef.visitor.reads(path).await.is(200).json();
    [read("/api/v1/photos?limit=200").await, read("/api/v1/changes?after=0&limit=500").await]
}

/// What every engine keeps as it is: the lines of the journal, and the originals by their names.
fn sacred(storage: &Path) -> (String, Vec<(PathBuf, Vec<u8>)>) {
    let all = |folder: &str| {
        let mut files = files_in(&storage.join(folder));
        files.sort();
        files
    };
    let lines = all("journal").iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    let original = |path: PathBuf| {
        let bytes = fs::read(&path).unwrap();
        (path.strip_prefix(storage).unwrap().to_owned(), bytes)
    };
    (lines, all("originals").into_iter().map(original).collect())
}

fn moves(house: &House, from: &str, to: &str, folder: &str, more: &[&str]) -> Value {
    let storage = house.desk().join(folder);
    let arguments = ["migrate", "--json", "--from", from, "--to", to, "--to-storage", storage.to_str().unwrap()];
    let ran = house.run(&[&arguments, more].concat()).well();
    serde_json::from_str(ran.stdout.lines().last().unwrap()).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_library_moves_into_a_database_and_a_bucket_and_back() {
    let (place, prefix, database) = (server::shared(), server::new_prefix(), cluster::fresh().await);
    let zef = House::new().known_as("https://photos.example").serve();
    for number in 0..3 {
        gives(&zef.trusted, number).await;
    }
    let house = zef.house();
    let bucket = archive(house, (&place.key, &place.secret), &place.bucket, place.address, &prefix);
    let away = format!("[catalog]\nengine = \"postgres\"\nurl = \"{}\"\n\n{bucket}", database.url);
    let file = |name: &str, toml: &str| {
        let path = house.desk().join(name);
        fs::write(&path, toml).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let (here, there) = (file("here.toml", ""), file("there.toml", &away));
    assert_eq!(moves(house, &here, &there, "beside", &[])["originals"], json!(3));
    gives(&zef.trusted, 3).await;
    let before = all_of(&zef).await;
    let finished = moves(zef.house(), &here, &there, "beside", &["--finish"]);
    assert_eq!((&finished["originals"], &finished["records"]["photo"]), (&json!(4), &json!(4)));
    let first = sacred(zef.storage());

    // The same library, from the database and the bucket.
    let zef = zef.ends_well().at_an_empty("beside").configured(&away).serve();
    assert_eq!(all_of(&zef).await, before);
    assert!(!zef.storage().join("originals").exists() && !zef.storage().join("journal").exists());
    gives(&zef.trusted, 4).await;
    let after = all_of(&zef).await;
    let finished = moves(zef.house(), &there, &here, "back", &["--finish"]);
    assert_eq!((&finished["originals"], &finished["records"]["photo"]), (&json!(5), &json!(5)));
    let zef = zef.ends_well().at_an_empty("back").configured("").serve();
    assert_eq!(all_of(&zef).await, after);
    let (lines, originals) = sacred(zef.storage());
    assert!(lines.starts_with(&first.0), "each line is the same");
    assert!(first.1.iter().all(|original| originals.contains(original)) && originals.len() == 5);
    zef.ends_well().run(&["check"]).well();
}

//! The indexed state is derived: deleted, or damaged in any of its files, it is made again and the library is the same.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

use crate::{
    files,
    zef::{House, Zef, copy_folder, files_in},
};

/// What a library is, as its people see it: published photos, one's own, what waits, who has an account.
async fn all_of(zef: &Zef) -> Vec<Value> {
    let mut seen = Vec::new();
    for path in [
        "/api/v1/photos?limit=200",
        "/api/v1/photos?q=photo%20breton",
        "/api/v1/photos?tag=mer",
        "/api/v1/photos?author=tina",
    ] {
        seen.push(zef.visitor.reads(path).await.is(200).json());
    }
    seen.push(zef.moderator.reads("/api/v1/review").await.is(200).json());
    seen.push(zef.contributor.reads("/api/v1/me").await.is(200).json());
    seen
}

/// A library with photos in several states, stopped, and what it is.
async fn lived_in() -> (House, Vec<Value>) {
    let zef = House::new().known_as("https://photos.example").serve();
    for number in 0..12 {
        let bytes = files::small_photograph(number);
        let giver = if number % 3 == 0 { &zef.contributor } else { &zef.trusted };
        let gift = giver.gives_bytes("photo.jpg", bytes).under("cc-by-4.0").with("tags", "mer, granit");
        gift.titled(&format!("Photo bretonne {number}")).await.created();
    }
    let withdrawn = zef.visitor.browses().await[0].id();
    zef.trusted
        .posts(&format!("/api/v1/photos/{withdrawn}/withdraw"), serde_json::json!({ "reason": "Doublon." }))
        .await
        .photo();
    let before = all_of(&zef).await;
    (zef.ends_well(), before)
}

/// The folder of sled in a storage folder: the one that holds its configuration and its log.
fn state_folder(storage: &Path) -> PathBuf {
    let folder =
        files_in(storage).into_iter().find(|path| path.ends_with("conf") && path.with_file_name("db").exists());
    folder.expect("sled keeps its state in the storage folder").parent().unwrap().to_path_buf()
}

#[tokio::test]
async fn the_state_deleted_the_library_is_the_same() {
    let (house, before) = lived_in().await;
    fs::remove_dir_all(state_folder(&house.storage)).unwrap();
    let zef = house.serve();
    assert_eq!(all_of(&zef).await, before);
    // And it goes on from there.
    zef.trusted.gives("leaf.jpg").under("cc-by-4.0").await.created();
    zef.ends_well().run(&["check"]).well();
}

#[tokio::test]
async fn any_file_of_the_state_damaged_the_library_is_the_same() {
    let (mut house, before) = lived_in().await;
    let sound = house.desk().join("sound");
    let state = state_folder(&house.storage);
    copy_folder(&state, &sound);
    let files = files_in(&sound);
    assert!(files.len() >= 3, "{files:?}");
    for file in files {
        let name = file.strip_prefix(&sound).unwrap();
        for (how, damage) in DAMAGES {
            fs::remove_dir_all(&state).unwrap();
            copy_folder(&sound, &state);
            let bytes = fs::read(&file).unwrap();
            fs::write(state.join(name), damage(bytes)).unwrap();
            let zef = house.serve();
            assert_eq!(all_of(&zef).await, before, "{} {how}", name.display());
            zef.contributor
                .gives_bytes("encore.jpg", files::small_photograph(0))
                .under("cc-by-4.0")
                .await
                .already_held();
            house = zef.ends_well();
        }
        fs::remove_dir_all(&state).unwrap();
        copy_folder(&sound, &state);
        fs::remove_file(state.join(name)).unwrap();
        let zef = house.serve();
        assert_eq!(all_of(&zef).await, before, "{} deleted", name.display());
        house = zef.ends_well();
    }
    house.run(&["check"]).well();
}

#[tokio::test]
async fn rebuild_makes_the_same_library_again() {
    let (house, before) = lived_in().await;
    let told = house.run(&["rebuild"]).well().stdout;
    assert!(told.contains("everybody signs in again"), "{told}");
    let zef = house.serve();
    assert_eq!(all_of(&zef).await, before);
    zef.ends_well();
}

/// What damage makes of a file's bytes.
type Damage = fn(Vec<u8>) -> Vec<u8>;

/// Ways for a file to be damaged, and their names.
const DAMAGES: [(&str, Damage); 5] = [
    ("emptied", |_bytes| Vec::new()),
    ("cut in the middle", |mut bytes| {
        bytes.truncate(bytes.len() / 2);
        bytes
    }),
    ("with one bit flipped", |mut bytes| {
        // In the middle of what was written: most of sled's log is zeros.
        let written: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at] != 0).collect();
        if let Some(at) = written.get(written.len() / 2) {
            bytes[*at] ^= 1;
        }
        bytes
    }),
    ("with a block of zeros", |mut bytes| {
        let length = bytes.len().min(4096);
        bytes[..length].fill(0);
        bytes
    }),
    ("with rubbish throughout", |mut bytes| {
        let mut rubbish = blake3::Hasher::new().finalize_xof();
        rubbish.fill(&mut bytes);
        bytes
    }),
];

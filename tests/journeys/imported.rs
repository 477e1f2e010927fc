//! `zef import`: a folder of real files, twice; and the commands that need the library for themselves.

use std::fs;

use crate::{
    files,
    zef::{House, PASSWORD, Zef},
};

/// A folder of photographs with a folder in it, beside the storage.
fn folder_of_photographs(house: &House) -> String {
    let folder = house.desk().join("photos");
    fs::create_dir_all(folder.join("été")).unwrap();
    for (i, name) in files::PHOTOGRAPHS.iter().enumerate() {
        let place = if i % 2 == 0 { folder.clone() } else { folder.join("été") };
        fs::write(place.join(name), files::fixture(name)).unwrap();
    }
    folder.to_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_folder_is_imported_once_however_often_it_is_asked() {
    let house = House::new();
    let folder = folder_of_photographs(&house);
    let import = ["import", &folder, "--as", "anne", "--license", "cc-by-sa-4.0", "--publish", "--recursive"];
    let first = house.run(&import).well();
    assert!(first.stdout.contains("new 10, already held 0, refused 0"), "{first:?}");
    let second = house.run(&import).well();
    assert!(second.stdout.contains("new 0, already held 10, refused 0"), "{second:?}");
    house.run(&["check"]).well();

    let zef = house.serve();
    let photos = zef.visitor.browses().await;
    assert_eq!(photos.len(), 10);
    assert!(photos.iter().all(|photo| photo.0["license"]["id"] == "cc-by-sa-4.0" && photo.0["contributor"] == "anne"));
    zef.ends_well();
}

#[tokio::test]
async fn without_publish_a_contributor_s_photos_wait_and_folders_are_not_entered_unasked() {
    let house = House::new();
    let folder = folder_of_photographs(&house);
    let ran = house.run(&["import", &folder, "--as", "anne", "--license", "cc-by-4.0"]).well();
    assert!(ran.stdout.contains("new 5, already held 0, refused 0"), "{ran:?}");
    let zef = house.serve();
    assert!(zef.visitor.browses().await.is_empty());
    assert_eq!(zef.moderator.reads("/api/v1/review").await.is(200).json()["total"], 5);
    zef.ends_well();
}

#[tokio::test]
async fn what_is_refused_is_said_line_by_line_and_the_rest_is_imported() {
    let house = House::new();
    let folder = folder_of_photographs(&house);
    let leaf = files::fixture("leaf.jpg");
    fs::write(format!("{folder}/cut.jpg"), &leaf[..leaf.len() / 2]).unwrap();
    fs::write(format!("{folder}/notes.jpg"), "à trier").unwrap();
    let ran = house.run(&["import", &folder, "--as", "anne", "--license", "cc-by-4.0", "--recursive"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.stdout.contains("new 10, already held 0, refused 2"), "{ran:?}");
    for name in ["cut.jpg", "notes.jpg"] {
        let lines: Vec<&str> = ran.stdout.lines().filter(|line| line.contains(name)).collect();
        assert_eq!(lines.len(), 1, "one line tells of {name}: {ran:?}");
    }
    for wrong in [
        ["import", &folder, "--as", "nobody", "--license", "cc-by-4.0"],
        ["import", "/nowhere", "--as", "anne", "--license", "cc-by-4.0"],
    ] {
        let ran = house.run(&wrong);
        assert_eq!((ran.code, ran.stderr.lines().count()), (1, 1), "{ran:?}");
    }
    assert_ne!(house.run(&["import", &folder, "--as", "anne", "--license", "cc-by"]).code, 0);
}

#[tokio::test]
async fn a_served_library_is_left_alone_by_commands_that_need_it_whole() {
    let zef = Zef::serve();
    let folder = folder_of_photographs(zef.house());
    let commands: [&[&str]; 8] = [
        &["import", &folder, "--as", "anne", "--license", "cc-by-4.0"],
        &["check"],
        &["rebuild"],
        &["person", "add", "yann", "--name", "Yann", "--role", "contributor", "--password-stdin"],
        &["person", "list"],
        &["person", "set", "anne", "--trusted"],
        &["person", "password", "anne", "--password-stdin"],
        &["token", "add", "anne"],
    ];
    for command in commands {
        let ran = zef.house().run(command);
        assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.lines().count()), (2, "", 1), "{command:?}: {ran:?}");
    }
    zef.trusted.gives("leaf.jpg").under("cc-by-4.0").await.created();
    zef.ends_well().run(&["check"]).well();
}

#[tokio::test]
async fn an_account_is_made_once() {
    let house = House::new();
    let add = ["person", "add", "yann", "--name", "Yann Abgrall", "--role", "curator", "--password-stdin"];
    house.run_reading(&add, PASSWORD).well();
    let again = house.run_reading(&add, PASSWORD);
    assert_eq!((again.code, again.stderr.lines().count()), (1, 1), "{again:?}");
    assert!(again.stderr.contains("yann"), "{again:?}");
    // Nor with a password that everybody tries first.
    let weak = house.run_reading(&["person", "add", "yves", "--name", "Yves", "--password-stdin"], "motdepasse123");
    assert_eq!((weak.code, weak.stderr.lines().count()), (1, 1), "{weak:?}");
}

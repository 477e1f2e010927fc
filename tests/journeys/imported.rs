//! `zef import`: a folder of real files, twice; and the commands that need the library for themselves.

use std::fs;

use crate::{
    browser::Browser,
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
async fn what_a_command_gives_in_the_name_of_a_person_is_no_news_to_them() {
    for described in [&[][..], &["--described", "--source", "archive"]] {
        let house = House::new();
        let folder = folder_of_photographs(&house);
        let import = ["import", &folder, "--as", "anne", "--license", "cc-by-sa-4.0", "--publish", "--recursive"];
        house.run(&[&import[..], described].concat()).well();
        let zef = house.serve();
        assert_eq!(zef.visitor.browses().await.len(), 10);
        let anne = Browser::of(&zef, "anne").await;
        let account = scraper::Html::parse_document(&anne.opens("/account").await.is(200).text());
        let badge = scraper::Selector::parse(".doors a.wide[href='/account/news'] .count").unwrap();
        assert_eq!(account.select(&badge).count(), 0, "{described:?}");
        let news = scraper::Html::parse_document(&anne.opens("/account/news").await.is(200).text());
        assert_eq!(news.select(&scraper::Selector::parse(".lines > li").unwrap()).count(), 0, "{described:?}");
        zef.ends_well();
    }
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
async fn what_was_withdrawn_is_not_published_by_an_import_which_says_so() {
    let zef = Zef::serve();
    let withdrawn = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").await.created().id();
    zef.trusted.withdraws(&withdrawn, "").await;
    let house = zef.ends_well();
    let folder = folder_of_photographs(&house);
    let import = ["import", &folder, "--as", "anne", "--license", "cc-by-4.0", "--publish", "--recursive"];
    let ran = house.run(&import).well();
    let summary = "new 10, already held 0, refused 0; 1 waits for review: withdrawn earlier";
    assert!(ran.stdout.contains(summary), "{ran:?}");
    let zef = house.serve();
    assert_eq!(zef.visitor.browses().await.len(), 9);
    assert_eq!(zef.moderator.reads("/api/v1/review").await.is(200).json()["total"], 1);
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
    let ran = house.run(&["import", &folder, "--as", "nobody", "--license", "cc-by-4.0"]);
    assert_eq!((ran.code, ran.stderr.lines().count()), (1, 1), "{ran:?}");
    assert_ne!(house.run(&["import", &folder, "--as", "anne", "--license", "cc-by"]).code, 0);
}

#[tokio::test]
async fn what_stands_beside_photographs_is_passed_over_and_said_in_one_line() {
    let house = House::new();
    let folder = folder_of_photographs(&house);
    let aside = |path: &str, bytes: &[u8]| {
        let path = format!("{folder}/{path}");
        fs::create_dir_all(std::path::Path::new(&path).parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    };
    let thumbnail = aside("@eaDir/leaf.jpg/SYNOPHOTO_THUMB_M.jpg", &files::small_photograph(1));
    aside(".thumbnails/leaf.jpg", &files::small_photograph(2));
    for name in ["Thumbs.db", "desktop.ini", ".DS_Store", "leaf.xmp", "LEAF.AAE", ".hidden.jpg", "été/Leaf.XMP"] {
        aside(name, b"no photograph");
    }
    let import = ["import", &folder, "--as", "anne", "--license", "cc-by-4.0", "--recursive"];
    let ran = house.run(&import).well();
    let lines: Vec<&str> = ran.stdout.lines().collect();
    let summary = "new 10, already held 0, refused 0";
    assert_eq!(lines, ["passed over 9: hidden files, thumbnails and files of other programs", summary]);
    let told: serde_json::Value =
        serde_json::from_str(&house.run(&[&import[..], &["--json"]].concat()).stdout).unwrap();
    assert_eq!((&told["passed_over"], &told["refused"]), (&9.into(), &serde_json::json!([])));
    // Without --recursive, subfolders are counted, but not the folders of thumbnails that systems make.
    let ran = house.run(&import[..import.len() - 1]).well();
    let lines: Vec<&str> = ran.stdout.lines().collect();
    assert_eq!(lines[1], "1 subfolder was skipped: --recursive imports it", "{ran:?}");
    // A file that is named is tried, whatever its name.
    let named = aside("leaf.xmp", b"no photograph");
    let ran = house.run(&["import", &thumbnail, &named, "--as", "anne", "--license", "cc-by-4.0"]);
    assert!(ran.code == 1 && ran.stdout.contains("new 1, already held 0, refused 1"), "{ran:?}");
}

#[tokio::test]
async fn a_path_that_is_not_there_keeps_no_other_from_being_imported() {
    let house = House::new();
    let folder = folder_of_photographs(&house);
    let (leaf, missing) = (format!("{folder}/leaf.jpg"), format!("{folder}/missing.jpg"));
    fs::write(&leaf, files::fixture("leaf.jpg")).unwrap();
    let import = ["import", &missing, &leaf, "--as", "anne", "--license", "cc-by-4.0"];
    let ran = house.run(&import);
    assert_eq!((ran.code, ran.stdout.lines().count()), (1, 2), "{ran:?}");
    assert!(ran.stdout.contains(&missing) && ran.stdout.contains("new 1, already held 0, refused 1"), "{ran:?}");
    let ran = house.run(&[&import[..], &["--json"]].concat());
    let told: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!((ran.code, &told["already_held"], &told["refused"][0]["path"]), (1, &1.into(), &missing.into()));
}

#[tokio::test]
async fn a_draft_made_elsewhere_is_sent_under_the_licence_of_the_import() {
    let zef = Zef::serve();
    let draft = |name| zef.contributor.gives(name).in_draft();
    let leaf = draft("leaf.jpg").await.created().id();
    let storm = draft("storm.webp").await.created().id();
    // Someone else's is public already when the import comes to it: nothing to do, and no reason to stop.
    let public = zef.trusted.gives("storm.webp").under("cc-by-4.0").await.created().id();
    let house = zef.ends_well();
    let desk = house.desk().join("drafts");
    fs::create_dir_all(&desk).unwrap();
    for name in ["leaf.jpg", "storm.webp"] {
        fs::write(desk.join(name), files::fixture(name)).unwrap();
    }
    let folder = desk.to_str().unwrap();
    let ran = house.run(&[
        "import",
        folder,
        "--as",
        "anne",
        "--license",
        "cc-by-sa-4.0",
        "--described",
        "--publish",
        "--source",
        "archive",
    ]);
    assert!(ran.stdout.contains("new 1, already held 1, refused 0"), "{ran:?}");
    ran.well();
    let zef = house.serve();
    assert_eq!(zef.visitor.sees(&leaf).await.photo().0["license"]["id"], "cc-by-sa-4.0");
    assert_eq!(zef.contributor.sees(&storm).await.photo().state(), "draft");
    zef.visitor.sees(&public).await.is(200);
    zef.ends_well();
}

#[tokio::test]
async fn a_picture_that_is_there_in_another_file_is_imported_and_named() {
    let zef = Zef::serve();
    let leaf = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").await.created().id();
    let house = zef.ends_well();
    let folder = house.desk().join("stick");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("again.jpg"), files::with_comment(&files::fixture("leaf.jpg"), "found again")).unwrap();
    fs::write(folder.join("storm.webp"), files::fixture("storm.webp")).unwrap();
    let folder = folder.to_str().unwrap();
    let import = ["import", folder, "--as", "anne", "--license", "cc-by-4.0"];
    let ran = house.run(&import).well();
    assert_eq!(
        ran.stdout,
        format!("new, and the same picture as {leaf}: {folder}/again.jpg\nnew 2, already held 0, refused 0\n")
    );
    let told: serde_json::Value =
        serde_json::from_str(&house.run(&[&import[..], &["--json"]].concat()).well().stdout).unwrap();
    assert_eq!((&told["new"], &told["same_picture"]), (&0.into(), &serde_json::json!([])));
}

#[tokio::test]
async fn programs_are_told_what_went_wrong_in_json() {
    let house = House::new();
    let commands: [&[&str]; 3] = [
        &["token", "add", "nobody", "--json"],
        &["person", "set", "nobody", "--trusted", "--json"],
        &["import", "/nowhere", "--as", "nobody", "--license", "cc-by-4.0", "--json"],
    ];
    for command in commands {
        let ran = house.run(command);
        let told: serde_json::Value = serde_json::from_str(&ran.stderr).unwrap();
        assert!(ran.code == 1 && told["error"].as_str().is_some_and(|error| error.contains("nobody")), "{ran:?}");
    }
    let zef = house.serve();
    let ran = zef.house().run(&["check", "--json"]);
    let told: serde_json::Value = serde_json::from_str(&ran.stderr).unwrap();
    assert!(ran.code == 2 && told["error"].is_string(), "{ran:?}");
    zef.ends_well();
}

#[tokio::test]
async fn a_served_library_is_left_alone_by_commands_that_need_it_whole() {
    let zef = Zef::serve();
    let folder = folder_of_photographs(zef.house());
    let commands: [&[&str]; 4] = [
        &["import", &folder, "--as", "anne", "--license", "cc-by-4.0"],
        &["check"],
        &["rebuild"],
        &["forget", "person", "anne", "--yes"],
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

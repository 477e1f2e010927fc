//! Ada asks what is wrong around her library, and is told what to do.

use std::{
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt as _,
};

use serde_json::Value;

use crate::zef::{House, Zef};

/// What is told of one thing: its verdicts and sentences.
fn told(house: &House, arguments: &[&str], about: &str) -> Vec<(String, String)> {
    let ran = house.run(&[&["doctor", "--json"], arguments].concat());
    let told: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(ran.code, i32::from(told["wrong"] != 0), "{ran:?}");
    let findings = told["findings"].as_array().unwrap().iter().filter(|finding| finding["about"] == about);
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    findings.map(|finding| (text(&finding["verdict"]), text(&finding["told"]))).collect()
}

#[tokio::test]
async fn what_is_wrong_is_told_with_what_to_do() {
    let zef = Zef::serve();
    let one = |about: &str| told(zef.house(), &[], about).pop().unwrap();
    assert_eq!(one("server").0, "good");
    let (verdict, sentence) = one("backup");
    assert!(verdict == "wrong" && sentence.contains("zef backup DIR"), "{sentence}");
    let backup = zef.house().desk().join("backup");
    zef.house().run(&["backup", backup.to_str().unwrap()]).well();
    assert_eq!(one("backup").0, "good");
    assert_eq!(one("clock").0, "good");

    // Folders that others may read, as a copy of them is.
    let with_mode = |mode| {
        for name in ["journal", "originals", "renditions", "state"] {
            fs::set_permissions(zef.storage().join(name), Permissions::from_mode(mode)).unwrap();
        }
    };
    with_mode(0o755);
    let (verdict, sentence) = one("storage");
    assert!(verdict == "wrong" && sentence.contains("chmod go= "), "{sentence}");
    with_mode(0o700);
    assert_eq!(one("storage").0, "good");

    // Another one, not served, with settings that do not fit.
    let house = zef.ends_well();
    assert_eq!(told(&house, &[], "server")[0].0, "note");
    let config = house.desk().join("zef.toml");
    let configured = |text: &str| {
        fs::write(&config, text).unwrap();
        ["--config", config.to_str().unwrap()]
    };
    let arguments = configured("public_url = \"http://photos.example.org\"\ninvitations = [\"zwqcode\"]\n");
    assert_eq!(told(&house, &arguments, "address")[0].0, "wrong");
    let ran = house.run(&["doctor", "--config", config.to_str().unwrap()]);
    assert!(ran.stdout.contains("megapixels = 120 (default)") && ran.stdout.contains("sign_up = open (default)"));
    assert!(ran.stdout.contains("public_url = http://photos.example.org\n") && !ran.stdout.contains("zwqcode"));
    let arguments = configured("listen = \"0.0.0.0:80\"\npublic_url = \"https://photos.example.org\"\n");
    assert_eq!(told(&house, &arguments, "address")[0].0, "note");
    let arguments = configured("[mail]\nsmtp = \"smtp://127.0.0.1:1\"\nfrom = \"zef@example.org\"\n");
    assert_eq!(told(&house, &arguments, "mail")[0].0, "wrong");
}

#[tokio::test]
async fn how_originals_are_read_again_is_told_and_a_backup_that_cannot_be_read_is_wrong() {
    let house = House::new();
    let config = house.desk().join("zef.toml");
    let backup = house.desk().join("backup");
    let scrub = |text: &str| {
        fs::write(&config, format!("[scrub]\n{text}")).unwrap();
        told(&house, &["--config", config.to_str().unwrap()], "scrub").pop().unwrap()
    };
    let (verdict, sentence) = scrub("");
    assert!(verdict == "good" && sentence.contains("within 30 days, at night from 1:00 UTC"), "{sentence}");
    let (verdict, sentence) = scrub("days = 0\n");
    assert!(verdict == "note" && sentence.contains("zef check"), "{sentence}");
    let named = format!("days = 1\nbackup = \"{}\"\n", backup.display());
    let (verdict, sentence) = scrub(&named);
    assert!(verdict == "wrong" && sentence.contains("cannot be read") && sentence.contains("zef backup"), "{sentence}");
    house.run(&["backup", backup.to_str().unwrap()]).well();
    let (verdict, sentence) = scrub(&named);
    assert!(
        verdict == "good" && sentence.contains("within 1 day,") && sentence.contains("is copied from"),
        "{sentence}"
    );
    let (verdict, sentence) = scrub(&format!("backup = \"{}\"\n", house.storage.display()));
    assert!(verdict == "wrong" && sentence.contains("inside the storage folder"), "{sentence}");
    // An hour that there is not.
    fs::write(&config, "[scrub]\nhour = 24\n").unwrap();
    let refused = house.run(&["doctor", "--config", config.to_str().unwrap()]);
    assert!(refused.code == 1 && refused.stderr.contains("hour is 24: it goes from 0 to 23"), "{refused:?}");
}

#[tokio::test]
async fn a_folder_without_library_stays_as_it_is() {
    let house = House::empty();
    fs::create_dir(&house.storage).unwrap();
    // A library begins so,
    let (verdict, sentence) = told(&house, &[], "storage").pop().unwrap();
    assert!(verdict == "note" && sentence.contains("is empty"), "{sentence}");
    // and a node of one in a database.
    let config = house.desk().join("zef.toml");
    fs::write(&config, "[catalog]\nengine = \"postgres\"\nurl = \"postgres://zef@127.0.0.1:1/zef\"\n").unwrap();
    let (verdict, sentence) = told(&house, &["--config", config.to_str().unwrap()], "storage").pop().unwrap();
    assert!(verdict == "note" && sentence.contains("is empty"), "{sentence}");
    assert_eq!(fs::read_dir(&house.storage).unwrap().count(), 0);
    // Something else is there.
    fs::write(house.storage.join("letter.txt"), "Dear Ada").unwrap();
    let (verdict, sentence) = told(&house, &[], "storage").pop().unwrap();
    assert!(verdict == "wrong" && sentence.contains("holds no library"), "{sentence}");
}

#[test]
fn a_file_of_secrets_that_others_may_read_is_wrong() {
    let house = House::empty();
    fs::create_dir(&house.storage).unwrap();
    let config = house.desk().join("zef.toml");
    let arguments = ["--config", config.to_str().unwrap()];
    let told_with = |text: &str, mode| {
        fs::write(&config, text).unwrap();
        fs::set_permissions(&config, Permissions::from_mode(mode)).unwrap();
        told(&house, &arguments, "configuration").pop()
    };
    let secret = "[mail]\nsmtp = \"smtps://zef:hush@127.0.0.1:1\"\nfrom = \"zef@example.org\"\n";
    let (verdict, sentence) = told_with(secret, 0o644).unwrap();
    assert!(verdict == "wrong" && sentence.contains("mail.smtp") && sentence.contains("chmod 640"), "{sentence}");
    assert!(!sentence.contains("hush"), "{sentence}");
    assert_eq!(told_with(secret, 0o640), None);
    assert_eq!(told_with("name = \"Zef\"\n", 0o644), None);
}

/// As on a fresh Debian.
#[test]
fn a_machine_without_certificates_of_authorities_is_told_what_to_install() {
    let house = House::empty()
        .told("SSL_CERT_FILE", "/dev/null")
        .told("SSL_CERT_DIR", "/nonexistent")
        .told("ZEF_ARCHIVE_KEY", "zef")
        .told("ZEF_ARCHIVE_SECRET", "hush");
    fs::create_dir(&house.storage).unwrap();
    let config = house.desk().join("zef.toml");
    fs::write(&config, "[archive]\nengine = \"s3\"\nendpoint = \"http://127.0.0.1:1\"\nbucket = \"photos\"\n").unwrap();
    let refused = house.run_as_told(&["doctor", "--config", config.to_str().unwrap()]);
    assert!(refused.code == 1 && refused.stderr.contains("apt install ca-certificates"), "{refused:?}");
}

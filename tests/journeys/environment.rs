//! What a container or a service manager says to the program: settings by the environment, and that it is awaited.

use std::{fs, os::unix::net::UnixDatagram, process::Command};

use serde_json::Value;

use crate::zef::House;

#[tokio::test]
async fn the_environment_says_what_the_file_does_not() {
    let house = House::new();
    let secret = house.desk().join("smtp");
    fs::write(&secret, "smtp://zef:zwqsecret@127.0.0.1:2525\n").unwrap();
    let house = house
        .configured("name = \"La rade\"\nsuggestion_days = 3\n[mail]\nfrom = \"zef@example.org\"\nfolder = \"mail\"\n")
        .told("ZEF_NAME", "Photos du Ponant")
        .told("ZEF_PUBLIC_URL", "https://photos.example.org");
    let zef = house.serve();
    let home = zef.visitor.reads("/").await.is(200);
    assert!(home.text().contains("Photos du Ponant") && !home.text().contains("La rade"), "it goes before the file");
    // A site that is known by https is asked for by nothing else.
    assert_eq!(home.header("strict-transport-security"), "max-age=31536000");
    let house = zef.ends_well();
    let config = house.desk().join("zef.toml");
    let settings = |house: &House| {
        let told = house.run_as_told(&["doctor", "--json", "--config", config.to_str().unwrap()]);
        let told: Value = serde_json::from_str(&told.stdout).unwrap_or_else(|error| panic!("{error}: {told:?}"));
        told["settings"].as_array().unwrap().clone()
    };
    let from = |settings: &[Value], name: &str| -> Value {
        settings.iter().find(|setting| setting["name"] == name).unwrap()["from"].clone()
    };
    let told = settings(&house);
    assert_eq!(
        ["name", "suggestion_days", "megapixels"].map(|name| from(&told, name)),
        ["environment", "file", "default"]
    );

    // A secret in a file of its own is read from there, and told to nobody.
    let house = house.told("ZEF_MAIL_SMTP_FILE", secret.to_str().unwrap());
    fs::write(&config, "[mail]\nfrom = \"zef@example.org\"\n").unwrap();
    let told = settings(&house);
    assert!(from(&told, "mail.smtp") == "environment" && !format!("{told:?}").contains("zwqsecret"), "{told:?}");

    // A mistake is told with the name of the variable, or with the line of the file.
    let house = house.told("ZEF_FORM_SECONDS", "soon");
    let refused = house.run_as_told(&["doctor"]);
    assert!(refused.code == 1 && refused.stderr.contains("ZEF_FORM_SECONDS"), "{refused:?}");
    assert!(refused.stderr.contains("form_seconds takes a whole number of seconds"), "{refused:?}");
    let house = house.told("ZEF_FORM_SECONDS", "60");
    fs::write(&config, "\nmegapixels = \"many\"\n[mail]\nfrom = \"zef@example.org\"\n").unwrap();
    let refused = house.run_as_told(&["doctor", "--config", config.to_str().unwrap()]);
    assert!(refused.code == 1 && refused.stderr.contains("line 2: megapixels takes"), "{refused:?}");
    let house = house.told("ZEF_MAIL_SMTP_FILE", "/nowhere/smtp");
    let refused = house.run_as_told(&["doctor"]);
    assert!(refused.code == 1 && refused.stderr.contains("ZEF_MAIL_SMTP_FILE names /nowhere/smtp"), "{refused:?}");
}

#[tokio::test]
async fn a_service_manager_is_told_when_the_server_answers_and_when_it_stops() {
    let house = House::new();
    let socket = house.desk().join("notify");
    let manager = UnixDatagram::bind(&socket).unwrap();
    let told = || {
        let mut read = [0; 64];
        let length = manager.recv(&mut read).unwrap();
        String::from_utf8_lossy(&read[..length]).trim().to_owned()
    };
    let zef = house.told("NOTIFY_SOCKET", socket.to_str().unwrap()).serve();
    assert_eq!(told(), "READY=1");
    let home = zef.visitor.reads("/").await.is(200);
    assert_eq!(home.header("strict-transport-security"), "", "its address is http");
    zef.ends_well();
    assert_eq!(told(), "STOPPING=1");
}

#[tokio::test]
async fn the_log_is_written_for_programs_where_they_read_it() {
    let house = House::new().told("ZEF_LOG_FORMAT", "json").told("NOTIFY_SOCKET", "/nowhere/notify");
    let zef = house.serve();
    zef.logs("could not be told").await;
    let log = zef.log();
    let first: Value =
        serde_json::from_str(log.lines().next().unwrap()).unwrap_or_else(|error| panic!("{error}: {log}"));
    assert_eq!(first["level"], "WARN", "{log}");
    assert_eq!(first["message"], "the service manager could not be told", "{log}");
    zef.ends_well();
}

#[test]
fn the_service_of_the_package_may_do_little_on_its_machine() {
    let unit = concat!(env!("CARGO_MANIFEST_DIR"), "/build/debian/zef.service");
    // The threshold is in tenths; what it prints says what each setting is worth.
    let judged = Command::new("systemd-analyze").args(["security", "--offline=true", "--threshold=20", unit]).output();
    let judged = judged.unwrap();
    assert!(judged.status.success(), "{}", String::from_utf8_lossy(&judged.stdout));
}

#[test]
fn the_manual_and_the_completions_of_shells_are_written_for_packages() {
    let house = House::empty();
    let folder = house.desk().join("manual");
    house.run(&["manual", folder.to_str().unwrap()]).well();
    let page = fs::read_to_string(folder.join("zef-backup.1")).unwrap();
    assert!(page.contains("Copy the library into a folder") && page.contains(".SH OPTIONS"), "{page}");
    assert!(!folder.join("zef-help-backup.1").exists() && !folder.join("zef-person-help.1").exists());
    for file in ["zef.1", "zef.bash", "_zef", "zef.fish"] {
        assert!(fs::read_to_string(folder.join(file)).unwrap().contains("backup"), "{file}");
    }
}

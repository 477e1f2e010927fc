//! Ada backs the library up while people use it, loses the machine, and restores it: nothing that was acknowledged is lost.

use std::{
    env, fs,
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::Duration,
};

use serde_json::{Value, json};
use tokio::{join, time::sleep};

use crate::{
    actors::Actor,
    answer::Photo,
    browser::Browser,
    files,
    zef::{House, Ran, Zef, copy_folder, files_in},
};

/// How often each is killed. Before a release, `ZEF_KILL_ROUNDS` is 50.
const ROUNDS: u32 = 6;

/// What a library is, as its people see it.
async fn all_of(zef: &Zef) -> Vec<Value> {
    let mut seen = Vec::new();
    for path in ["/api/v1/photos?limit=200", "/api/v1/photos?tag=mer", "/api/v1/collections"] {
        seen.push(zef.visitor.reads(path).await.is(200).json());
    }
    seen.push(zef.moderator.reads("/api/v1/review").await.is(200).json());
    seen.push(zef.contributor.reads("/api/v1/me").await.is(200).json());
    seen
}

async fn gives(giver: &Actor, number: u64) -> Photo {
    let gift = giver.gives_bytes("photo.jpg", files::small_photograph(number)).under("cc-by-4.0").with("tags", "mer");
    gift.titled(&format!("Vague {number}")).await.created()
}

/// A library with photos in several states.
async fn lived_in() -> Zef {
    let zef = House::new().known_as("https://photos.example").serve();
    for number in 0..9 {
        gives(if number % 3 == 0 { &zef.contributor } else { &zef.trusted }, number).await;
    }
    zef
}

/// The folder of backups of a library.
fn folder(house: &House) -> String {
    house.desk().join("backup").to_str().unwrap().to_owned()
}

fn backs_up(house: &House) -> Value {
    told(&house.run(&["backup", &folder(house), "--json"]).well())
}

fn told(ran: &Ran) -> Value {
    serde_json::from_str(ran.stdout.lines().last().unwrap()).unwrap()
}

/// The library in a new folder, restored from this backup.
fn restored(house: House, backup: &str) -> House {
    let house = house.at_an_empty("restored");
    let told = told(&house.run(&["restore", backup, "--json"]).well());
    assert_eq!(told["faults"], json!([]));
    house
}

fn original_of(storage: &Path, photo: &str, zef_photo: &Value) -> PathBuf {
    let hash = zef_photo["original"]["blake3"].as_str().unwrap_or_else(|| panic!("{photo} has no hash"));
    let found = files_in(&storage.join("originals")).into_iter().find(|path| path.to_str().unwrap().contains(hash));
    found.unwrap_or_else(|| panic!("the original of {photo} is not there"))
}

#[tokio::test]
async fn a_backup_made_while_people_give_restores_all_that_was_acknowledged() {
    let zef = lived_in().await;
    let first = backs_up(zef.house());
    assert_eq!((&first["photos"], &first["copied"], &first["verified"]), (&json!(9), &json!(9), &json!(true)));
    // People go on giving while the next one is made.
    let (giving, backing_up) = (
        async {
            for number in 100..110 {
                gives(&zef.trusted, number).await;
            }
        },
        async {
            let mut backup = zef.house().begin(&["backup", &folder(zef.house())]);
            while backup.try_wait().unwrap().is_none() {
                sleep(Duration::from_millis(20)).await;
            }
            assert!(backup.wait().unwrap().success());
        },
    );
    join!(giving, backing_up);
    let last = backs_up(zef.house());
    assert_eq!((&last["photos"], &last["verified"]), (&json!(19), &json!(true)));
    let before = all_of(&zef).await;
    let admin = zef.house().run(&["backup", &folder(zef.house())]).well().stdout;
    assert!(admin.contains("19 photos") && admin.contains("0 originals copied: verified"), "{admin}");
    let backup = folder(zef.house());
    let house = zef.killed();
    fs::remove_dir_all(&house.storage).unwrap();
    let zef = restored(house, &backup).serve();
    assert_eq!(all_of(&zef).await, before);
    gives(&zef.trusted, 200).await;
    zef.ends_well().run(&["check"]).well();
}

#[tokio::test]
async fn a_backup_is_told_to_administrators() {
    let zef = lived_in().await;
    let ada = Browser::of(&zef, "ada").await;
    let page = ada.opens("/admin/state").await.is(200).text();
    assert!(page.contains("Aucune sauvegarde n’a encore été faite."), "{page}");
    backs_up(zef.house());
    let page = ada.opens("/admin/state").await.is(200).text();
    assert!(page.contains("Dernière sauvegarde") && page.contains("Originaux\u{a0}: 9"), "{page}");
    zef.ends_well();
}

#[tokio::test]
async fn damage_on_either_side_is_named_and_put_right() {
    let zef = lived_in().await;
    backs_up(zef.house());
    let backup = folder(zef.house());
    let photo = zef.visitor.browses().await[0].id();
    let record = zef.visitor.reads(&format!("/api/v1/photos/{photo}")).await.is(200).json();

    // A copy that rots is found by --verify, and copied again.
    let copy = original_of(Path::new(&backup), &photo, &record);
    let bytes = fs::read(&copy).unwrap();
    let mut rotten = bytes.clone();
    rotten[20] ^= 1;
    fs::write(&copy, &rotten).unwrap();
    assert_eq!(backs_up(zef.house())["copied"], json!(0));
    let verified = told(&zef.house().run(&["backup", &backup, "--verify", "--json"]).well());
    assert_eq!((&verified["copied"], &verified["verified"]), (&json!(1), &json!(true)));
    assert_eq!(fs::read(&copy).unwrap(), bytes);

    // A copied segment of the journal that rots is copied again.
    let segment = files_in(&Path::new(&backup).join("journal")).into_iter().next().unwrap();
    let mut journal = fs::read(&segment).unwrap();
    let middle = journal.len() / 2;
    journal[middle] ^= 1;
    fs::write(&segment, &journal).unwrap();
    assert_eq!(backs_up(zef.house())["verified"], json!(true));

    // An original lost here stays in the backup, from which it is put back; one that is damaged here and new is named.
    let own = original_of(zef.storage(), &photo, &record);
    fs::remove_file(&own).unwrap();
    assert_eq!(backs_up(zef.house())["verified"], json!(true));
    assert_eq!(fs::read(&copy).unwrap(), bytes);
    let house = zef.ends_well();
    assert_eq!(house.run(&["check", "--repair"]).code, 1);
    house.run(&["check", "--repair", "--backup", &backup]).well();
    assert_eq!(fs::read(&own).unwrap(), bytes);
    house.run(&["check"]).well();
    let zef = house.serve();
    let newer = gives(&zef.trusted, 300).await;
    let record = zef.visitor.reads(&format!("/api/v1/photos/{}", newer.id())).await.is(200).json();
    fs::write(original_of(zef.storage(), &newer.id(), &record), b"something else").unwrap();
    let ran = zef.house().run(&["backup", &backup]);
    assert!(ran.code == 1 && ran.stdout.contains(&newer.id()), "{}", ran.stdout);
    assert!(ran.stdout.contains("1 fault, so it is not verified"), "{}", ran.stdout);
    zef.ends_well();
}

/// Begins a command and kills it after a while.
fn killed_after(house: &House, pause: Duration, arguments: &[&str]) {
    let mut begun = house.begin(arguments);
    thread::sleep(pause);
    begun.kill().unwrap();
    begun.wait().unwrap();
}

#[tokio::test]
async fn a_backup_and_a_restore_that_are_killed_go_on() {
    let rounds = env::var("ZEF_KILL_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(ROUNDS);
    let zef = lived_in().await;
    let backup = folder(zef.house());
    for round in 0..rounds {
        gives(&zef.trusted, 400 + u64::from(round)).await;
        killed_after(zef.house(), Duration::from_millis(u64::from(round * 97 % 331)), &["backup", &backup]);
    }
    let told = backs_up(zef.house());
    assert_eq!((&told["photos"], &told["verified"]), (&json!(9 + rounds), &json!(true)));
    let before = all_of(&zef).await;
    let mut house = zef.ends_well().at_an_empty("restored");
    for round in 0..rounds {
        killed_after(&house, Duration::from_millis(u64::from(round * 97 % 331)), &["restore", &backup]);
        if house.storage.exists() && !house.storage.join("restoring").exists() {
            // It came to its end.
            fs::remove_dir_all(&house.storage).unwrap();
        }
    }
    if !house.storage.exists() {
        house = house.at_an_empty("restored again");
    }
    house.run(&["restore", &backup]).well();
    let zef = house.serve();
    assert_eq!(all_of(&zef).await, before);
    zef.ends_well().run(&["check"]).well();
}

#[tokio::test]
async fn what_is_forgotten_leaves_the_backup_with_the_next_one() {
    let zef = lived_in().await;
    backs_up(zef.house());
    let backup = folder(zef.house());
    let photo = zef.visitor.browses().await[0].id();
    let record = zef.visitor.reads(&format!("/api/v1/photos/{photo}")).await.is(200).json();
    let title = record["title"].as_str().unwrap().to_owned();
    let copy = original_of(Path::new(&backup), &photo, &record);
    let house = zef.ends_well();
    house.run(&["forget", "photo", &photo, "--yes"]).well();
    assert_eq!(backs_up(&house)["removed"], json!(1));
    assert!(!copy.exists());
    for file in files_in(Path::new(&backup)) {
        let bytes = fs::read(&file).unwrap();
        assert!(!bytes.windows(title.len()).any(|part| part == title.as_bytes()), "{}", file.display());
    }
}

#[tokio::test]
async fn a_backup_that_is_served_as_a_library_is_not_written_to() {
    let zef = lived_in().await;
    let backup = folder(zef.house());
    backs_up(zef.house());
    let mut command = Command::new(env!("CARGO_BIN_EXE_zef"));
    command.args(["serve", "--listen", "127.0.0.1:0", "--storage", &backup]).stdout(Stdio::piped());
    let mut served = command.spawn().unwrap();
    let mut said = String::new();
    BufReader::new(served.stdout.take().unwrap()).read_line(&mut said).unwrap();
    assert!(said.starts_with("listening on"), "{said}");
    let ran = zef.house().run(&["backup", &backup]);
    assert!(ran.code == 2 && ran.stderr.contains("is being served: stop it first"), "{ran:?}");
    served.kill().unwrap();
    served.wait().unwrap();
    // What the server left there is no harm.
    assert_eq!(backs_up(zef.house())["verified"], json!(true));
    zef.ends_well();
}

#[tokio::test]
async fn folders_that_would_be_overwritten_are_refused() {
    let zef = lived_in().await;
    let backup = folder(zef.house());
    let refused = |house: &House, arguments: &[&str], sentence: &str| {
        let ran = house.run(arguments);
        assert!(ran.code == 1 && ran.stderr.contains(sentence), "{arguments:?}: {}", ran.stderr);
    };
    let inside = zef.storage().join("backup");
    refused(zef.house(), &["backup", inside.to_str().unwrap()], "is inside the storage folder");
    assert!(!inside.exists());
    let other = zef.house().desk().join("other");
    fs::create_dir(&other).unwrap();
    fs::write(other.join("thesis.txt"), "mine").unwrap();
    refused(zef.house(), &["backup", other.to_str().unwrap()], "is neither empty nor a backup");
    refused(zef.house(), &["restore", other.to_str().unwrap()], "is no backup");
    backs_up(zef.house());
    let house = zef.ends_well();
    refused(&house, &["restore", &backup], "is not empty");
    let house = house.at_an_empty("backup/within");
    refused(&house, &["restore", &backup], "is inside the backup");
    assert!(!house.storage.exists());
    // The backup of one library is not taken for that of another.
    let stranger = lived_in().await;
    refused(stranger.house(), &["backup", &backup], "is a backup of another library");
    stranger.ends_well();

    // A restore that was interrupted goes on, and nothing else begins meanwhile.
    let house = house.at_an_empty("restored");
    fs::create_dir(&house.storage).unwrap();
    fs::write(house.storage.join("restoring"), "").unwrap();
    copy_folder(&Path::new(&backup).join("originals"), &house.storage.join("originals"));
    refused(&house, &["check"], "run it again with the same backup");
    house.run(&["restore", &backup]).well();
    house.run(&["check"]).well();

    // A backup whose journal was damaged restores nothing.
    let segment = files_in(&Path::new(&backup).join("journal")).into_iter().next().unwrap();
    fs::write(&segment, fs::read_to_string(&segment).unwrap().replace("Vague", "Vogue")).unwrap();
    let house = house.at_an_empty("again");
    refused(&house, &["restore", &backup], "the journal in");
}

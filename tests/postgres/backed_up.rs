//! Backups of a library in a database: the folder is the same as that of any library, and becomes one on either engine.

use std::{env, fs, path::Path, thread, time::Duration};

use serde_json::{Value, json};
use tokio::{join, time::sleep};

use super::{
    cluster,
    stories::{catalog, house},
};
use crate::{
    actors::Actor,
    answer::Photo,
    files,
    zef::{House, Ran, Zef, files_in},
};

/// How often each is killed. Before a release, `ZEF_KILL_ROUNDS` is 50.
const ROUNDS: u32 = 6;

/// What a library is, as its people see it.
async fn all_of(zef: &Zef) -> Vec<Value> {
    let mut seen = Vec::new();
    for path in ["/api/v1/photos?limit=200", "/api/v1/photos?tag=mer", "/api/v1/changes?after=0&limit=500"] {
        seen.push(zef.visitor.reads(path).await.is(200).json());
    }
    seen.push(zef.contributor.reads("/api/v1/me").await.is(200).json());
    seen
}

async fn gives(giver: &Actor, number: u64) -> Photo {
    let gift = giver.gives_bytes("photo.jpg", files::small_photograph(number)).under("cc-by-4.0").with("tags", "mer");
    gift.titled(&format!("Vague {number}")).await.created()
}

async fn lived_in(url: &str) -> Zef {
    let zef = house(url).known_as("https://photos.example").serve();
    for number in 0..5 {
        gives(&zef.trusted, number).await;
    }
    zef
}

fn told(ran: &Ran) -> Value {
    serde_json::from_str(ran.stdout.lines().last().unwrap()).unwrap()
}

fn backs_up(house: &House, folder: &str) -> Value {
    told(&house.run_as_configured(&["backup", folder, "--json"], "").well())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_of_a_database_becomes_a_library_on_either_engine() {
    let database = cluster::fresh().await;
    let zef = lived_in(&database.url).await;
    let doctor = || zef.house().run_as_configured(&["doctor"], "").stdout;
    assert!(doctor().contains("none by `zef backup` is known"), "{}", doctor());
    let backup = zef.house().desk().join("backup").to_str().unwrap().to_owned();
    let first = backs_up(zef.house(), &backup);
    assert_eq!((&first["photos"], &first["copied"], &first["verified"]), (&json!(5), &json!(5), &json!(true)));
    assert!(doctor().contains("the last one, verified, is of"), "{}", doctor());
    // People go on giving while the next one is made; only what is new is copied.
    let config = zef.house().desk().join("zef.toml").to_str().unwrap().to_owned();
    let arguments = ["backup", &backup, "--config", &config];
    let (giving, backing_up) = (
        async {
            for number in 100..106 {
                gives(&zef.trusted, number).await;
            }
        },
        async {
            let mut run = zef.house().begin(&arguments);
            while run.try_wait().unwrap().is_none() {
                sleep(Duration::from_millis(20)).await;
            }
            assert!(run.wait().unwrap().success());
        },
    );
    join!(giving, backing_up);
    let last = backs_up(zef.house(), &backup);
    assert_eq!((&last["photos"], &last["verified"]), (&json!(11), &json!(true)));
    assert_eq!(backs_up(zef.house(), &backup)["copied"], json!(0));

    // A line that rots in the backup is copied again.
    let segment = files_in(&Path::new(&backup).join("journal")).into_iter().next().unwrap();
    let mut journal = fs::read(&segment).unwrap();
    let middle = journal.len() / 2;
    journal[middle] ^= 1;
    fs::write(&segment, &journal).unwrap();
    assert_eq!(backs_up(zef.house(), &backup)["verified"], json!(true));
    let before = all_of(&zef).await;
    let house = zef.ends_well();

    // On the other engine,
    let house = house.at_an_empty("in a folder").configured("");
    assert_eq!(told(&house.run(&["restore", &backup, "--json"]).well())["faults"], json!([]));
    let zef = house.serve();
    assert_eq!(all_of(&zef).await, before);
    gives(&zef.trusted, 200).await;
    let house = zef.ends_well();
    house.run(&["check"]).well();
    // whose backup goes on in the same folder, and comes back into a database.
    let told_of = told(&house.run(&["backup", &backup, "--json"]).well());
    assert_eq!((&told_of["photos"], &told_of["verified"]), (&json!(12), &json!(true)));
    let other = cluster::fresh().await;
    let house = house.at_an_empty("beside").configured(&catalog(&other.url));
    let restored = told(&house.run_as_configured(&["restore", &backup, "--json"], "").well());
    assert_eq!((&restored["photos"], &restored["faults"]), (&json!(12), &json!([])));
    house.run_as_configured(&["check"], "").well();
    let zef = house.serve();
    assert_eq!(all_of(&zef).await[3], before[3]);
    gives(&zef.trusted, 201).await;
    let house = zef.ends_well();
    // The first database is another library by now.
    let earlier = house.at_an_empty("storage").configured(&catalog(&database.url));
    let refused = earlier.run_as_configured(&["backup", &backup], "");
    assert!(refused.code == 1 && refused.stderr.contains("is a backup of another library"), "{refused:?}");
    // Nothing is restored over a library.
    let earlier = earlier.at_an_empty("new");
    let refused = earlier.run_as_configured(&["restore", &backup], "");
    assert!(refused.code == 1 && refused.stderr.contains("has a library already"), "{refused:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_and_a_restore_of_a_database_that_are_killed_go_on() {
    let rounds = env::var("ZEF_KILL_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(ROUNDS);
    let database = cluster::fresh().await;
    let zef = lived_in(&database.url).await;
    let backup = zef.house().desk().join("backup").to_str().unwrap().to_owned();
    let config = zef.house().desk().join("zef.toml").to_str().unwrap().to_owned();
    let kill = |house: &House, arguments: &[&str], round: u32| {
        let mut begun = house.begin(&[arguments, &["--config", &config]].concat());
        thread::sleep(Duration::from_millis(u64::from(round * 97 % 331)));
        begun.kill().unwrap();
        begun.wait().unwrap();
    };
    for round in 0..rounds {
        gives(&zef.trusted, 400 + u64::from(round)).await;
        kill(zef.house(), &["backup", &backup], round);
    }
    assert_eq!(backs_up(zef.house(), &backup)["photos"], json!(5 + rounds));
    let before = all_of(&zef).await;
    let house = zef.ends_well();
    let other = cluster::fresh().await;
    let house = house.at_an_empty("beside").configured(&catalog(&other.url));
    for round in 0..rounds {
        let is_done = house.storage.exists() && !house.storage.join("restoring").exists();
        if !is_done {
            kill(&house, &["restore", &backup], round);
        }
    }
    if !house.storage.exists() || house.storage.join("restoring").exists() {
        house.run_as_configured(&["restore", &backup], "").well();
    }
    let zef = house.serve();
    assert_eq!(all_of(&zef).await, before);
    zef.ends_well().run_as_configured(&["check"], "").well();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_forgotten_in_a_database_leaves_the_backup_with_the_next_one() {
    let database = cluster::fresh().await;
    let zef = lived_in(&database.url).await;
    let backup = zef.house().desk().join("backup").to_str().unwrap().to_owned();
    backs_up(zef.house(), &backup);
    let photo = zef.visitor.browses().await[0].id();
    let record = zef.visitor.reads(&format!("/api/v1/photos/{photo}")).await.is(200).json();
    let title = record["title"].as_str().unwrap().to_owned();
    let house = zef.ends_well();
    house.run_as_configured(&["forget", "photo", &photo, "--yes"], "").well();
    assert_eq!(backs_up(&house, &backup)["removed"], json!(1));
    for file in files_in(Path::new(&backup)) {
        let bytes = fs::read(&file).unwrap();
        assert!(!bytes.windows(title.len()).any(|part| part == title.as_bytes()), "{}", file.display());
    }
}

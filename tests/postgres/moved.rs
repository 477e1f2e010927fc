//! Ada moves her library into a database and back while people use it: the built program, killed, and with damage on its way.

use std::{
    env, fs,
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use serde_json::{Value, json};
use tokio::{join, time::sleep};
use zef::catalog::{
    moving::{Mark, MoveStage},
    postgres::Postgres,
    store::RecordStore as _,
};

use super::{
    cluster::{self, Database},
    stories::{catalog, house},
};
use crate::{
    actors::Actor,
    answer::Photo,
    files,
    zef::{House, Ran, Zef, files_in},
};

/// How often it is killed on each way. Before a release, `ZEF_KILL_ROUNDS` is 50.
const ROUNDS: u32 = 6;

/// What a library is, as its people see it.
async fn all_of(zef: &Zef) -> Vec<Value> {
    let mut seen = Vec::new();
    for path in ["/api/v1/photos?limit=200", "/api/v1/photos?tag=mer", "/api/v1/changes?after=0&limit=500"] {
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

async fn lived_in() -> Zef {
    let zef = House::new().known_as("https://photos.example").serve();
    for number in 0..6 {
        gives(if number % 3 == 0 { &zef.contributor } else { &zef.trusted }, number).await;
    }
    zef
}

/// A file with this configuration, beside the library.
fn config(house: &House, name: &str, toml: &str) -> String {
    let path = house.desk().join(name);
    fs::write(&path, toml).unwrap();
    path.to_str().unwrap().to_owned()
}

/// The arguments of a move of this library into a database, with another storage folder.
fn into_database(house: &House, database: &Database) -> Vec<String> {
    let (from, to) = (config(house, "folder.toml", ""), config(house, "base.toml", &catalog(&database.url)));
    let storage = house.desk().join("beside").to_str().unwrap().to_owned();
    ["migrate", "--json", "--from", &from, "--to", &to, "--to-storage", &storage].map(str::to_owned).to_vec()
}

/// Those of a move from a database into a folder.
fn into_folder(house: &House, database: &Database, folder: &Path) -> Vec<String> {
    let (from, to) = (config(house, "base.toml", &catalog(&database.url)), config(house, "folder.toml", ""));
    let storage = folder.to_str().unwrap();
    ["migrate", "--json", "--from", &from, "--to", &to, "--to-storage", storage].map(str::to_owned).to_vec()
}

fn with<'a>(arguments: &'a [String], more: &[&'a str]) -> Vec<&'a str> {
    arguments.iter().map(String::as_str).chain(more.iter().copied()).collect()
}

fn told(ran: &Ran) -> Value {
    serde_json::from_str(ran.stdout.lines().last().unwrap()).unwrap()
}

fn refused(ran: &Ran, words: &[&str]) {
    assert!(ran.code == 1 && words.iter().all(|word| ran.stderr.contains(word)), "{words:?}: {ran:?}");
}

/// Every line of a folder's journal, in order.
fn journal(storage: &Path) -> String {
    let mut segments = files_in(&storage.join("journal"));
    segments.sort();
    segments.iter().map(|path| fs::read_to_string(path).unwrap()).collect()
}

/// Every original of a folder with its bytes.
fn originals(storage: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = storage.join("originals");
    let mut found: Vec<_> = files_in(&folder)
        .into_iter()
        .map(|path| (path.strip_prefix(&folder).unwrap().to_owned(), fs::read(&path).unwrap()))
        .collect();
    found.sort();
    found
}

async fn waits_for(house: &House, arguments: &[&str]) {
    let mut run = house.begin(arguments);
    while run.try_wait().unwrap().is_none() {
        sleep(Duration::from_millis(20)).await;
    }
    assert!(run.wait().unwrap().success());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_library_moves_into_a_database_and_back_while_people_give() {
    let database = cluster::fresh().await;
    let zef = lived_in().await;
    let first = zef.storage().to_owned();
    let arguments = into_database(zef.house(), &database);
    let run = with(&arguments, &[]);
    let (giving, moving) = (
        async {
            for number in 100..106 {
                gives(&zef.trusted, number).await;
            }
        },
        waits_for(zef.house(), &run),
    );
    join!(giving, moving);
    let copied = told(&zef.house().run(&with(&arguments, &[])).well());
    assert_eq!((&copied["finished"], &copied["originals"]), (&json!(false), &json!(12)));
    // Until it is finished, the target is not served.
    let unfinished = zef.house().run(&["serve", "--listen", "127.0.0.1:0", "--config", &arguments[5]]);
    assert!(unfinished.code != 0);
    gives(&zef.trusted, 200).await;
    let before = all_of(&zef).await;
    let finished = told(&zef.house().run(&with(&arguments, &["--finish"])).well());
    assert_eq!((&finished["originals"], &finished["records"]["photo"]), (&json!(13), &json!(13)));

    // The source is read, and takes nothing any more.
    assert_eq!(all_of(&zef).await, before);
    let refusal = zef.trusted.gives_bytes("a.jpg", files::small_photograph(300)).under("cc-by-4.0").await;
    assert!(refusal.refused(503, "library-moving").contains("déménage"));
    let photo = zef.visitor.browses().await[0].id();
    zef.trusted.changes(&photo, json!({ "title": "Autre" })).await.refused(503, "library-moving");
    let house = zef.ends_well();
    refused(&house.run(&["serve", "--listen", "127.0.0.1:0"]), &["this library moved to the database"]);
    assert!(house.run(&["doctor"]).stdout.contains("this library moved to the database"));

    // The target is the library, with its people.
    let house = house.at_an_empty("beside").configured(&catalog(&database.url));
    let zef = house.serve();
    assert_eq!(all_of(&zef).await, before);
    gives(&zef.trusted, 400).await;
    let (last, back) =
        (zef.house().desk().join("back"), into_folder(zef.house(), &database, &zef.house().desk().join("back")));
    zef.house().run(&with(&back, &[])).well();
    gives(&zef.trusted, 401).await;
    let after = all_of(&zef).await;
    let finished = told(&zef.house().run(&with(&back, &["--finish"])).well());
    assert_eq!(finished["records"]["photo"], json!(15));
    assert!(journal(&last).starts_with(&journal(&first)));
    assert_eq!(journal(&last).lines().count() - journal(&first).lines().count(), 2);
    let kept = originals(&last);
    assert!(originals(&first).iter().all(|original| kept.contains(original)) && kept.len() == 15);
    zef.trusted.changes(&photo, json!({ "title": "Autre" })).await.refused(503, "library-moving");
    let house = zef.ends_well();
    house.run_as_configured(&["check"], "").well();
    let zef = house.at_an_empty("back").configured("").serve();
    assert_eq!(all_of(&zef).await, after);
    gives(&zef.trusted, 500).await;
    zef.ends_well().run(&["check", "--repair"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_move_that_is_killed_goes_on() {
    let rounds = env::var("ZEF_KILL_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(ROUNDS);
    let database = cluster::fresh().await;
    let zef = lived_in().await;
    let first = zef.storage().to_owned();
    let arguments = into_database(zef.house(), &database);
    let kill = |house: &House, arguments: &[&str], round: u32| {
        let mut begun = house.begin(arguments);
        thread::sleep(Duration::from_millis(u64::from(round * 89 % 401)));
        begun.kill().unwrap();
        begun.wait().unwrap();
    };
    for round in 0..rounds {
        gives(&zef.trusted, 600 + u64::from(round)).await;
        kill(zef.house(), &with(&arguments, &[]), round);
    }
    let before = all_of(&zef).await;
    for round in 0..rounds {
        kill(zef.house(), &with(&arguments, &["--finish"]), round + 3);
    }
    let finished = told(&zef.house().run(&with(&arguments, &["--finish"])).well());
    assert_eq!(finished["records"]["photo"], json!(6 + rounds));
    let house = zef.ends_well().at_an_empty("beside").configured(&catalog(&database.url));
    house.run_as_configured(&["check"], "");
    let zef = house.serve();
    assert_eq!(all_of(&zef).await, before);
    let last = zef.house().desk().join("back");
    let back = into_folder(zef.house(), &database, &last);
    for round in 0..rounds {
        kill(zef.house(), &with(&back, if round % 2 == 0 { &[] } else { &["--finish"] }), round + 1);
    }
    told(&zef.house().run(&with(&back, &["--finish"])).well());
    assert_eq!(journal(&last), journal(&first));
    assert_eq!(originals(&last), originals(&first));
    zef.ends_well();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_difference_at_the_target_ends_the_move_with_its_name() {
    let database = cluster::fresh().await;
    let zef = lived_in().await;
    let arguments = into_database(zef.house(), &database);
    zef.house().run(&with(&arguments, &[])).well();
    let target = zef.house().desk().join("beside");
    let (name, bytes) = originals(&target).into_iter().next().unwrap();
    let hash = name.file_name().unwrap().to_str().unwrap().to_owned();
    let copy = target.join("originals").join(&name);
    let finish = || zef.house().run(&with(&arguments, &["--finish"]));

    // One that rotted there, one that the disk lost at the source, and a line that somebody changed.
    let mut rotten = bytes.clone();
    rotten[30] ^= 1;
    fs::write(&copy, &rotten).unwrap();
    refused(&finish(), &["the original", &hash, "of the photo", "is damaged at the target"]);
    // The source takes changes again.
    gives(&zef.trusted, 700).await;
    fs::remove_file(&copy).unwrap();
    let own = zef.storage().join("originals").join(&name);
    fs::write(&own, &rotten).unwrap();
    refused(&finish(), &["the original", &hash, "is damaged at the source", "zef check --repair --backup DIR"]);
    fs::remove_file(&own).unwrap();
    refused(&finish(), &["the original", &hash, "is missing at the target"]);
    fs::write(&own, &bytes).unwrap();

    let client = cluster::shared().client(&database.name).await;
    let row = client.query_one("select seq, line from journal where line like '%Vague 2%' limit 1", &[]).await.unwrap();
    let (seq, line): (i64, String) = (row.get(0), row.get(1));
    let put = |line: String| {
        let digest: String = blake3::hash(line.as_bytes()).to_hex().chars().take(16).collect();
        (line, digest)
    };
    let (changed, digest) = put(line.replace("Vague 2", "Vogue 2"));
    let update = "update journal set line = $2, digest = $3 where seq = $1";
    client.execute(update, &[&seq, &changed, &digest]).await.unwrap();
    refused(&finish(), &[&format!("entry {seq} ("), "is not at the target what it is at the source"]);
    let (line, digest) = put(line);
    client.execute(update, &[&seq, &line, &digest]).await.unwrap();
    client
        .execute("delete from record where key = (select max(key) from record where key like 'photo/%')", &[])
        .await
        .unwrap();
    refused(&finish(), &["the target has", "records in “photo”"]);
    gives(&zef.trusted, 701).await;
    // Another library is not overwritten, nor is the library moved to itself.
    let stranger = lived_in().await;
    refused(&stranger.house().run(&with(&into_database(stranger.house(), &database), &[])), &["holds another library"]);
    let same = config(stranger.house(), "folder.toml", "");
    refused(&stranger.house().run(&["migrate", "--from", &same, "--to", &same]), &["both configurations"]);
    stranger.ends_well();
    zef.ends_well();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_forgotten_between_two_runs_leaves_the_target() {
    let database = cluster::fresh().await;
    let zef = lived_in().await;
    let arguments = into_database(zef.house(), &database);
    zef.house().run(&with(&arguments, &[])).well();
    let target = zef.house().desk().join("beside");
    let photo = zef.visitor.browses().await[0].id();
    let record = zef.visitor.reads(&format!("/api/v1/photos/{photo}")).await.is(200).json();
    let (title, hash) = (record["title"].as_str().unwrap(), record["original"]["blake3"].as_str().unwrap());
    let has = |storage: &Path| originals(storage).iter().any(|(name, _)| name.ends_with(hash));
    assert!(has(&target));
    let house = zef.ends_well();
    house.run(&["forget", "photo", &photo, "--yes"]).well();
    let told_of = told(&house.run(&with(&arguments, &[])).well());
    assert_eq!((&told_of["rewritten_entries"], &told_of["removed_originals"]), (&json!(1), &json!(1)));
    assert!(!has(&target));
    let client = cluster::shared().client(&database.name).await;
    let named = format!("%\"{title}\"%");
    let lines =
        "select (select count(*) from journal where line like $1) + (select count(*) from record where body like $1)";
    assert_eq!(client.query_one(lines, &[&named]).await.unwrap().get::<_, i64>(0), 0);
    // On the way back, too; into the folder that the library came from.
    house.run(&with(&arguments, &["--finish"])).well();
    let house = house.at_an_empty("beside").configured(&catalog(&database.url));
    let back = into_folder(&house, &database, &house.desk().join("storage"));
    house.run(&with(&back, &[])).well();
    let zef = house.configured(&catalog(&database.url)).serve();
    let photo = zef.visitor.browses().await[0].id();
    let record = zef.visitor.reads(&format!("/api/v1/photos/{photo}")).await.is(200).json();
    let (title, hash) = (record["title"].as_str().unwrap().to_owned(), record["original"]["blake3"].as_str().unwrap());
    let house = zef.ends_well();
    house.run_as_configured(&["forget", "photo", &photo, "--yes"], "").well();
    let told_of = told(&house.run(&with(&back, &["--finish"])).well());
    assert_eq!(told_of["records"]["photo"], json!(4));
    let storage = house.desk().join("storage");
    assert!(!originals(&storage).iter().any(|(name, _)| name.ends_with(hash)));
    for file in files_in(&storage) {
        let bytes = fs::read(&file).unwrap();
        assert!(!bytes.windows(title.len()).any(|part| part == title.as_bytes()), "{}", file.display());
    }
    let zef = house.at_an_empty("storage").configured("").serve();
    gives(&zef.trusted, 800).await;
    zef.ends_well().run(&["check"]).well();
}

/// Records move alone where both have one storage folder; and what was stopped by mistake goes on.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn records_move_alone_within_one_storage_folder() {
    let database = cluster::fresh().await;
    let zef = lived_in().await;
    let before = all_of(&zef).await;
    let (from, to) =
        (config(zef.house(), "folder.toml", ""), config(zef.house(), "base.toml", &catalog(&database.url)));
    let arguments = ["migrate", "--from", &from, "--to", &to];
    let copied = zef.house().run(&arguments).well().stdout;
    assert!(
        copied.contains("0 originals to the database") && copied.contains("run the same with --finish"),
        "{copied}"
    );
    let moved = zef.house().run(&[&arguments[..], &["--finish"]].concat()).well().stdout;
    assert!(moved.contains("moved to the database") && moved.contains("6 originals"), "{moved}");
    zef.trusted.changes("abc", json!({ "title": "Autre" })).await;
    let undone = zef.house().run(&["migrate", "--from", &from, "--undo"]).well().stdout;
    assert!(undone.contains("takes changes again"), "{undone}");
    gives(&zef.trusted, 900).await;
    refused(&zef.house().run(&["migrate", "--from", &from, "--undo"]), &["takes changes already"]);
    zef.house().run(&[&arguments[..], &["--finish"]].concat()).well();
    let zef = zef.ends_well().configured(&catalog(&database.url)).serve();
    assert_eq!(
        all_of(&zef).await[0]["items"].as_array().unwrap().len(),
        before[0]["items"].as_array().unwrap().len() + 1
    );
    gives(&zef.trusted, 901).await;
    let house = zef.ends_well();
    house.run_as_configured(&["check"], "").well();
    // And back into the journal that is still there.
    house.run(&["migrate", "--from", &to, "--to", &from, "--finish"]).well();
    let doctor = house.run_as_configured(&["doctor"], "").stdout;
    assert!(doctor.lines().any(|line| line.contains("move: ") && line.contains("this library moved to")), "{doctor}");
    let zef = house.configured("").serve();
    gives(&zef.trusted, 902).await;
    zef.ends_well().run(&["check"]).well();
}

/// Behind a proxy that asks for it, a node is ready while changes are stopped: it is read.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_is_ready_while_its_library_moves_and_not_once_it_has_moved() {
    let database = cluster::fresh().await;
    let zef = house(&database.url).serve();
    let photo = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").titled("Feuille").await.created();
    let store = Postgres::open(&database.url, None).await.unwrap();
    let mark = |stage| Mark { stage, other: "the folder /b".to_owned(), since: jiff::Timestamp::UNIX_EPOCH };
    let ready = async |status: u16, words: &str| {
        let told = zef.visitor.reads("/readyz").await.is(status).text();
        assert!(told.contains(words), "{told}");
    };
    store.mark(Some(mark(MoveStage::Stopped))).await.unwrap();
    ready(200, "takes no changes here").await;
    zef.visitor.reads(&format!("/photos/{}", photo.id())).await.is(200);
    let gift = zef.trusted.gives_bytes("a.jpg", files::small_photograph(1)).under("cc-by-4.0").await;
    assert_eq!(gift.status, 503, "{}", gift.text());
    store.mark(Some(mark(MoveStage::Moved))).await.unwrap();
    ready(503, "moved and is not served here").await;
    store.mark(None).await.unwrap();
    ready(200, "ok").await;
    gives(&zef.trusted, 1).await;
    store.close().await;
    zef.ends_well();
}

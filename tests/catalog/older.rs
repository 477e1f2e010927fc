//! A library that the first version of the records wrote (`tests/fixtures/library-v1`) opens with nothing lost.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use serde_json::{Value, json, value::to_raw_value};
use zef::{
    archive::{self, Archive},
    catalog::{
        CatalogError,
        embedded::{Embedded, Settings},
        store::{Change, Direction, Key, RecordStore as _},
    },
    domain::{
        group::Groups,
        person::Role,
        photo::{Author, AuthorName, State, Title},
        reader::Reader,
        rewording::Rewording,
    },
    library::{
        self, Library, SignUp,
        check::Repairs,
        sessions::{Secret, SignIn},
    },
    search,
};

use crate::catalog::{
    making::change,
    shelf::{self, every_entry},
};

/// Handle, name, role, password and API token of everybody who had an account.
const PEOPLE: [(&str, &str, Role, &str, &str); 4] = [
    (
        "anne",
        "Anne Le Gall",
        Role::Admin,
        "pluie fine sur la rade",
        "7080c994b375046a40075d8510f3b036a7efc14c1280865e176c9c1539d1ab8f",
    ),
    (
        "cora",
        "Cora Kerbrat",
        Role::Contributor,
        "goémon bleu sur le quai",
        "7cbc12314a1cd7bcc60c47e45230225a3fc9dd7fd70b20d2987659e42fe26f5a",
    ),
    (
        "mona",
        "Mona Tanguy",
        Role::Moderator,
        "trois mouettes au large",
        "57a57011f913431b3a284e791497d2d36facde663b0ead0e6527142bac05938d",
    ),
    (
        "yann",
        "Yann Ar Gall",
        Role::Contributor,
        "lanterne verte du phare",
        "eb0ae731ff1dca07c24cbd0b6c4397464514a666f0daa5f55b2dff13a15923e8",
    ),
];
/// Entries of its journal.
const ENTRIES: u64 = 21;

fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/library-v1")
}

/// A copy of it, to be opened and written to.
fn copied() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    shelf::copy(&fixture(), folder.path());
    folder
}

fn library(folder: &Path, store: &Arc<Embedded>) -> Library {
    let settings = library::Settings {
        sign_up: SignUp::Closed,
        offered: Vec::new(),
        idle: Duration::ZERO,
        ..library::Settings::default()
    };
    let archive = archive::Settings { quota_bytes: None, reserve_bytes: 0, reserve_percent: 0 };
    Library::new(
        Arc::<Embedded>::clone(store),
        Arc::<Embedded>::clone(store),
        Archive::open(folder, archive).unwrap(),
        Arc::new(search::memory::Memory::default()),
        Arc::new(|| "2026-12-24T12:00:00Z".parse().unwrap()),
        Arc::new(|| [7; 32]),
        settings,
    )
}

/// Every line of its journal, as the file has it.
fn lines(folder: &Path) -> Vec<Value> {
    let files = shelf::files(&folder.join("journal")).into_iter();
    let texts = files.map(|file| fs::read_to_string(file).unwrap());
    texts.flat_map(|text| text.lines().map(|line| serde_json::from_str(line).unwrap()).collect::<Vec<_>>()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everybody_signs_in_and_their_tokens_work() {
    let folder = copied();
    let store = shelf::open(folder.path()).unwrap();
    let library = library(folder.path(), &store);
    for (handle, name, role, password, token) in PEOPLE {
        let SignIn::Opened(session) = library.log_in(handle, password.to_owned()).await.unwrap() else {
            panic!("{handle} is not signed in");
        };
        let person = library.session(&session).await.unwrap().unwrap();
        assert_eq!((person.v, person.name.as_str(), person.role), (2, name, role));
        let by_token = library.person_of_token(&Secret::parse(token).unwrap()).await.unwrap().unwrap();
        assert_eq!(by_token, person);
        let reader = library::sessions::reader(&person);
        assert_eq!(library.own_tokens(&reader).await.unwrap().len(), 1);
        let other = library.log_in(handle, "ancien mot de passe oublié".to_owned()).await.unwrap();
        assert!(matches!(other, SignIn::Wrong));
        // And from here on as ever: a new password ends what the old one opened, and the tokens.
        library.change_password(&reader, password.to_owned(), "une marée de vives-eaux").await.unwrap();
        assert!(library.session(&session).await.unwrap().is_none());
        assert!(library.person_of_token(&Secret::parse(token).unwrap()).await.unwrap().is_none());
        let new = library.log_in(handle, "une marée de vives-eaux".to_owned()).await.unwrap();
        assert!(matches!(new, SignIn::Opened(_)));
    }
    assert!(!library.awaits_administrator().await.unwrap());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_photo_and_its_history_are_there() {
    let folder = copied();
    let said = lines(folder.path());
    let mut last: BTreeMap<String, (u64, Value)> = BTreeMap::new();
    for line in &said {
        for record in line["records"].as_array().unwrap() {
            let key = record["key"].as_str().unwrap().to_owned();
            last.insert(key, (line["seq"].as_u64().unwrap(), record["body"].clone()));
        }
    }
    let photos: Vec<(&String, &(u64, Value))> = last.iter().filter(|(key, _)| key.starts_with("photo/")).collect();
    assert_eq!(photos.len(), 5);

    let store = shelf::open(folder.path()).unwrap();
    assert_eq!(store.seq(), ENTRIES);
    let library = library(folder.path(), &store);
    let moderator =
        Reader::Person { handle: "mona".parse().unwrap(), role: Role::Moderator, trusted: false, groups: Groups::NONE };
    let mut states = Vec::new();
    for (name, (revision, body)) in photos {
        let key = Key::new("photo", name.trim_start_matches("photo/"));
        let record = store.get(std::slice::from_ref(&key)).await.unwrap().remove(0).unwrap();
        let now: Value = serde_json::from_str(record.body.get()).unwrap();
        assert_eq!((record.revision, &now), (*revision, body), "{key}");
        let history = store.history(&key, None, 99, Direction::Ascending).await.unwrap();
        let expected: Vec<u64> = said
            .iter()
            .filter(|line| line["records"].as_array().unwrap().iter().any(|record| record["key"] == name.as_str()))
            .map(|line| line["seq"].as_u64().unwrap())
            .collect();
        assert_eq!(history.iter().map(|entry| entry.seq).collect::<Vec<_>>(), expected, "{key}");
        states
            .extend(library.whole_photo(&moderator, &key.name().parse().unwrap()).await.ok().map(|found| found.state));
    }
    states.sort_by_key(|state| state.name());
    assert_eq!(states, [State::Draft, State::Published, State::Published, State::Published]);
    assert_eq!(library.newest(None, 9).await.unwrap().total, 3);
    let cora: Vec<_> = store.history(&Key::new("person", "yann"), None, 9, Direction::Ascending).await.unwrap();
    assert_eq!(cora.iter().map(|entry| &*entry.gesture).collect::<Vec<_>>(), ["join", "set-password", "set-person"]);

    // What is not kept beside the journal and the originals is made again, and all is well then.
    assert!(library.check(Repairs { made_again: true, backup: None }, |_| {}).await.unwrap().is_sound());
    let checked = library.check(Repairs::NONE, |_| {}).await.unwrap();
    assert!(checked.findings.is_empty(), "{:?}", checked.findings);
    // Four people with a credential each, four tokens, five photos.
    assert_eq!((checked.records, checked.photos), (17, 5));
    drop(library);
    drop(store);
    assert!(Embedded::verify(folder.path()).unwrap().is_empty());
    assert_eq!(Embedded::rebuild(folder.path(), Settings::default()).unwrap(), ENTRIES);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn followers_are_given_no_secret_of_it() {
    let folder = copied();
    let on_disk = serde_json::to_string(&lines(folder.path())).unwrap();
    assert!(on_disk.contains("$argon2") && on_disk.contains("token/") && on_disk.contains("session_generation"));
    let store = shelf::open(folder.path()).unwrap();
    let entries = every_entry(&*store).await;
    assert_eq!(entries.len(), 21);
    let mut given: String = entries.iter().map(|entry| serde_json::to_string(entry).unwrap()).collect();
    for person in ["anne", "cora", "mona", "yann"] {
        for space in ["person", "credential", "token"] {
            let key = Key::new(space, person);
            let history = store.history(&key, None, 99, Direction::Ascending).await.unwrap();
            given.extend(history.iter().map(|entry| serde_json::to_string(entry).unwrap()));
        }
    }
    for secret in ["$argon2", "token/", "credential/", "session_generation", "password\":"] {
        assert!(!given.contains(secret), "{secret}");
    }
    for (handle, _, _, _, token) in PEOPLE {
        let hash = blake3::hash(token.as_bytes()).to_hex();
        assert!(on_disk.contains(hash.as_str()), "{handle}");
        assert!(!given.contains(hash.as_str()) && given.contains(&format!("person/{handle}")), "{handle}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn members_of_a_later_version_survive_the_gestures_of_this_one() {
    let folder = copied();
    let store = shelf::open(folder.path()).unwrap();
    let library = library(folder.path(), &store);
    let keys = ["photo/6qy27jtb", "person/cora", "credential/cora"].map(|key| key.split_once('/').unwrap());
    let keys = keys.map(|(space, name)| Key::new(space, name));
    let bodies = async || -> Vec<Value> {
        let there = store.get(&keys).await.unwrap().into_iter();
        there.map(|record| serde_json::from_str(record.unwrap().body.get()).unwrap()).collect()
    };
    let later = json!({ "shades": [1.5, "bleu", null], "of": { "deep": true } });
    let put = keys.iter().zip(bodies().await).map(|(key, mut body)| {
        body["later"] = later.clone();
        (key.clone(), to_raw_value(&body).unwrap())
    });
    shelf::done(&*store, Change { put: put.collect(), ..change() }).await;

    let cora = Reader::Person {
        handle: "cora".parse().unwrap(),
        role: Role::Contributor,
        trusted: false,
        groups: Groups::NONE,
    };
    let title = Title::parse("Le phare, la nuit").unwrap();
    let words = Rewording { title: Some(title), ..Rewording::default() };
    library.describe(&cora, &"6qy27jtb".parse().unwrap(), words, None).await.unwrap();
    library.set_credit(&cora, Author { name: AuthorName::parse("C. K.").unwrap(), url: None }).await.unwrap();
    let (old, new) = ("goémon bleu sur le quai".to_owned(), "une marée de vives-eaux");
    library.change_password(&cora, old, new).await.unwrap();
    let [photo, person, credential] = bodies().await.try_into().unwrap();
    assert_eq!((&photo["title"], &person["author"]["name"]), (&json!("Le phare, la nuit"), &json!("C. K.")));
    assert_eq!(credential["session_generation"], 1);
    for body in [photo, person, credential] {
        assert_eq!(body["later"], later, "{body}");
    }
}

#[tokio::test]
async fn a_journal_with_records_of_a_newer_version_is_refused_and_left_as_it_is() {
    let folder = copied();
    let segment = shelf::files(&folder.path().join("journal")).pop().unwrap();
    let text = fs::read_to_string(&segment).unwrap();
    let newer = text.lines().map(|line| {
        let (_, rest) = line.split_once(',').unwrap();
        let rest =
            if rest.starts_with("\"seq\":12,") { rest.replace("{\"v\":1,", "{\"v\":2,") } else { rest.to_owned() };
        format!("{{\"check\":\"{}\",{rest}\n", &blake3::hash(rest.as_bytes()).to_hex().as_str()[..16])
    });
    let newer: String = newer.collect();
    assert_ne!(newer, text);
    fs::write(&segment, &newer).unwrap();
    for _ in 0..2 {
        let refused = shelf::open(folder.path()).unwrap_err();
        assert!(matches!(refused, CatalogError::Newer { version: 2, known: 1, .. }), "{refused:?}");
        assert!(refused.to_string().contains("was written by a newer version of Zef"), "{refused}");
        assert_eq!(fs::read_to_string(&segment).unwrap(), newer);
    }
}

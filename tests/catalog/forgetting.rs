//! Forgetting: what is forgotten is in no file any more, the rest is unchanged, and a crash leaves all or nothing of
//! the change.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use jiff::Timestamp;
use serde_json::{json, value::RawValue};
use zef::catalog::{
    embedded::{Embedded, Settings, Unfinished},
    forgetting::{Forgetting, erased},
    memory::Memory,
    store::{Change, Entry, Key, RecordStore, Seq},
    volatile::Volatile,
};

use super::{
    making::change,
    shelf::{self, content, copy, done, files},
};

/// In every record that is to be forgotten, and in nothing else.
const WORD: &str = "Kerbonne";
/// What the store keeps until all is done.
const LEFT: &str = "an original is to be removed";

fn named(name: &str) -> Key {
    Key::new("note", name)
}

fn writing(name: &str, words: &str) -> Change {
    let body = RawValue::from_string(json!({ "words": words }).to_string()).unwrap();
    Change { put: vec![(named(name), body)], note: Some(format!("of {words}")), ..change() }
}

/// Forgets one record, after this entry.
fn of(name: &str, seen: Seq) -> Forgetting {
    let key = named(name);
    let rewrite = move |entry: &Entry| {
        let records = entry.records.iter();
        let records =
            records.map(|written| if written.key == key { erased(seen + 1) } else { written.clone() }).collect();
        let concerned = entry.records.iter().any(|written| written.key == key);
        concerned.then(|| Entry { records, note: None, actor: "~1".to_owned(), ..entry.clone() })
    };
    Forgetting {
        seen,
        rewrite: Box::new(rewrite),
        ends: Box::new(|value| value == WORD.as_bytes()),
        note: Change { gesture: "forget".into(), remove: vec![named(name)], ..change() },
        afterwards: LEFT.to_owned(),
    }
}

/// Two records, one of them written twice; gives the number of the last entry.
async fn few(store: &dyn RecordStore) -> Seq {
    done(store, writing("gone", WORD)).await;
    done(store, writing("stays", "Recouvrance")).await;
    let both = Change { put: [writing("gone", WORD).put, writing("third", "Capucins").put].concat(), ..change() };
    done(store, both).await
}

async fn forgets(store: Arc<dyn RecordStore>, volatile: Arc<dyn Volatile>) {
    let seen = few(&*store).await;
    volatile.put("session", "theirs", WORD.into(), Timestamp::MAX).await.unwrap();
    volatile.put("session", "anothers", b"anne".to_vec(), Timestamp::MAX).await.unwrap();
    assert_eq!(store.forget(of("gone", seen - 1)).await.unwrap(), None, "an entry was not looked at");
    assert_eq!((store.seq(), store.left_to_forget().await.unwrap()), (seen, None));

    assert_eq!(store.forget(of("gone", seen)).await.unwrap(), Some(seen + 1));
    assert_eq!(store.seq(), seen + 1);
    let all = content(&*store).await;
    assert!(!all.iter().any(|line| line.contains(WORD)), "{all:?}");
    let found = store.get(&[named("gone"), named("stays"), named("third")]).await.unwrap();
    let revisions: Vec<Option<u64>> = found.iter().map(|found| found.as_ref().map(|record| record.revision)).collect();
    assert_eq!(revisions, [None, Some(2), Some(3)]);
    let entries = store.changes(0, 99).await.unwrap();
    let told: Vec<String> = entries
        .iter()
        .map(|entry| {
            let keys: Vec<&str> = entry.records.iter().map(|written| written.key.as_str()).collect();
            format!("{} {} {} {:?} {}", entry.seq, entry.actor, entry.gesture, entry.note, keys.join(" "))
        })
        .collect();
    assert_eq!(
        told,
        [
            "1 ~1 test None forgotten/4",
            "2 zef test Some(\"of Recouvrance\") note/stays",
            "3 ~1 test None forgotten/4 note/third",
            "4 zef forget None note/gone",
        ]
    );
    assert_eq!(volatile.get("session", "theirs").await.unwrap(), None);
    assert_eq!(volatile.get("session", "anothers").await.unwrap(), Some(b"anne".to_vec()));

    assert_eq!(store.left_to_forget().await.unwrap().as_deref(), Some(LEFT));
    store.forgotten().await.unwrap();
    assert_eq!(store.left_to_forget().await.unwrap(), None);
    assert_eq!(done(&*store, writing("gone", "another of that name")).await, seen + 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn memory_forgets_what_it_is_told_to_and_nothing_else() {
    let store = Arc::new(Memory::default());
    forgets(store.clone(), store).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_embedded_engine_forgets_what_it_is_told_to_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let store = shelf::open(folder.path()).unwrap();
    forgets(store.clone(), store.clone()).await;
    let before = content(&*store).await;
    drop(store);
    assert!(Embedded::verify(folder.path()).unwrap().is_empty());
    assert_eq!(content(&*shelf::open(folder.path()).unwrap()).await, before);
    Embedded::rebuild(folder.path(), Settings::default()).unwrap();
    assert_eq!(content(&*shelf::open(folder.path()).unwrap()).await, before);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_byte_of_what_was_forgotten_is_left_in_any_file() {
    let folder = tempfile::tempdir().unwrap();
    let store = shelf::open(folder.path()).unwrap();
    let seen = few(&*store).await;
    drop(store);
    // A state that was set aside, and a line cut short by a crash, hold it too.
    copy(&folder.path().join("state"), &folder.path().join("state.set-aside"));
    let tail = folder.path().join("journal/00000000000000000001.damaged-tail");
    fs::write(&tail, format!("{{\"words\":\"{WORD}\"")).unwrap();
    assert!(holding(folder.path(), WORD).len() >= 3, "{:?}", holding(folder.path(), WORD));

    let store = shelf::open(folder.path()).unwrap();
    store.forget(of("gone", seen)).await.unwrap().unwrap();
    assert_eq!(holding(folder.path(), WORD), Vec::<PathBuf>::new());
    store.forgotten().await.unwrap();
    drop(store);
    assert_eq!(holding(folder.path(), WORD), Vec::<PathBuf>::new());
    assert!(!tail.exists());
    let journal = files(&folder.path().join("journal"));
    assert_eq!(journal.len(), 1, "{journal:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn readers_and_writers_go_on_while_it_forgets() {
    let folder = tempfile::tempdir().unwrap();
    let store = shelf::open(folder.path()).unwrap();
    few(&*store).await;
    let writing_on = {
        let store = Arc::clone(&store);
        tokio::spawn(async move {
            for number in 0..60 {
                done(&*store, writing(&format!("n{number}"), "Lambézellec")).await;
                let entries = store.changes(0, usize::MAX).await.unwrap();
                assert!(entries.iter().map(|entry| entry.seq).eq(1..=entries.last().unwrap().seq));
                assert!(RecordStore::get(&*store, &[named("stays")]).await.unwrap().iter().all(Option::is_some));
            }
        })
    };
    let mut tries = 0;
    while store.forget(of("gone", store.seq())).await.unwrap().is_none() {
        tries += 1;
        assert!(tries < 10_000);
        tokio::task::yield_now().await;
    }
    writing_on.await.unwrap();
    store.forgotten().await.unwrap();
    let all = content(&*store).await;
    assert!(!all.iter().any(|line| line.contains(WORD)));
    drop(store);
    assert!(Embedded::verify(folder.path()).unwrap().is_empty());
    assert_eq!(content(&*shelf::open(folder.path()).unwrap()).await, all);
}

/// Each instant of a forgetting that a crash may leave: the rewritten segments that have taken their places so far, and
/// whether it was decided.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_crash_at_any_point_leaves_all_of_it_or_nothing() {
    let (before, after) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    // Some segments of 16 MiB, of which the second does not change.
    let long = "Pontaniou ".repeat(300_000);
    let large = |name| writing(name, &(if name == "gone" { WORD.to_owned() } else { String::new() } + &long));
    shelf::entered_earlier(before.path(), ["gone", "a", "b", "c", "d", "e", "f", "gone", "g"].map(large)).await;
    let store = shelf::open(before.path()).unwrap();
    let seen = store.seq();
    let all_before = content(&*store).await;
    drop(store);
    copy(before.path(), after.path());
    let store = shelf::open(after.path()).unwrap();
    store.forget(of("gone", seen)).await.unwrap().unwrap();
    let all_after = content(&*store).await;
    drop(store);

    let segments = |folder: &Path| -> Vec<PathBuf> {
        let all = files(&folder.join("journal")).into_iter();
        all.filter(|path| path.extension().is_some_and(|extension| extension == "ndjson")).collect()
    };
    let changed: Vec<(String, Vec<u8>)> = segments(after.path())
        .into_iter()
        .map(|path| (path.file_stem().unwrap().to_str().unwrap().to_owned(), fs::read(&path).unwrap()))
        .filter(|(name, bytes)| fs::read(before.path().join(format!("journal/{name}.ndjson"))).unwrap() != *bytes)
        .collect();
    assert_eq!((segments(before.path()).len(), changed.len()), (3, 2), "the one between is as it was");
    let staged: Vec<_> = changed
        .iter()
        .map(|(name, bytes)| {
            json!({ "first": name.parse::<u64>().unwrap(), "blake3": blake3::hash(bytes).to_hex().as_str() })
        })
        .collect();
    let decision = json!({ "segments": staged, "afterwards": LEFT }).to_string();
    let decision = format!("{decision}\n{}\n", blake3::hash(decision.as_bytes()).to_hex());

    for (written, decided, in_place, has_state) in [
        (1, false, 0, true),
        (2, false, 0, true),
        (2, true, 0, true),
        (2, true, 1, true),
        (2, true, 2, true),
        (2, true, 2, false),
    ] {
        let folder = tempfile::tempdir().unwrap();
        copy(before.path(), folder.path());
        let journal = folder.path().join("journal");
        for (number, (name, bytes)) in changed.iter().take(written).enumerate() {
            let extension = if number < in_place { "ndjson" } else { "rewritten" };
            fs::write(journal.join(format!("{name}.{extension}")), bytes).unwrap();
        }
        let name = if decided { "forgetting" } else { "forgetting.part" };
        fs::write(journal.join(name), &decision).unwrap();
        if !has_state {
            fs::remove_dir_all(folder.path().join("state")).unwrap();
        }
        let unfinished = Embedded::unfinished(folder.path()).unwrap();
        assert_eq!(unfinished, Some(if decided { Unfinished::Decided } else { Unfinished::Undecided }));

        let store = shelf::open(folder.path()).unwrap();
        let expected = if decided { &all_after } else { &all_before };
        assert!(content(&*store).await == *expected, "{written} {decided} {in_place} {has_state}");
        assert_eq!(store.left_to_forget().await.unwrap().is_some(), decided);
        store.forgotten().await.unwrap();
        drop(store);
        assert_eq!(Embedded::unfinished(folder.path()).unwrap(), None);
        assert!(Embedded::verify(folder.path()).unwrap().is_empty());
        assert_eq!(holding(folder.path(), WORD).is_empty(), decided);
        assert_eq!(files(&journal).len(), 3, "{:?}", files(&journal));
    }
}

#[tokio::test]
async fn a_decision_that_does_not_read_is_told_and_nothing_is_touched() {
    let folder = tempfile::tempdir().unwrap();
    let store = shelf::open(folder.path()).unwrap();
    few(&*store).await;
    drop(store);
    fs::write(folder.path().join("journal/forgetting"), "{\"segments\":[]").unwrap();
    let refused = shelf::open(folder.path()).unwrap_err().to_string();
    assert!(refused.contains("journal/forgetting"), "{refused}");
    assert!(Embedded::unfinished(folder.path()).is_err());
    fs::remove_file(folder.path().join("journal/forgetting")).unwrap();
    assert_eq!(shelf::open(folder.path()).unwrap().seq(), 3);
}

/// The files that hold this word, under their names or in their bytes.
fn holding(folder: &Path, word: &str) -> Vec<PathBuf> {
    let holds = |path: &PathBuf| memchr::memmem::find(&fs::read(path).unwrap(), word.as_bytes()).is_some();
    files(folder).into_iter().filter(holds).collect()
}

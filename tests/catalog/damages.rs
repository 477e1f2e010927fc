//! A journal that lost its end: no answered entry is ever dropped.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use zef::catalog::{
    CatalogError,
    embedded::{Embedded, Flaw, Settings},
    store::{Change, Direction, Expectation, Key, RecordStore as _},
};

use super::shelf::{self, a_person, done};

/// Entries in the first segment, which they fill, and in the second one.
const FIRST: usize = 6;
const SECOND: usize = 5;
const ENTRIES: u64 = 11;

/// A library of two segments, as it is closed and as a crash leaves it, and its records and indexes.
struct Libraries {
    _folder: tempfile::TempDir,
    closed: PathBuf,
    crashed: PathBuf,
    records: Vec<String>,
}

impl Libraries {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (closed, crashed) = (folder.path().join("closed"), folder.path().join("crashed"));
        // A segment is full with 16 MB.
        let large = |number| Change { note: Some("x".repeat(3 << 20)), ..a_person(number) };
        shelf::entered_earlier(&closed, (0..FIRST).map(large)).await;
        let store = shelf::open(&closed).unwrap();
        done(&*store, a_person(FIRST)).await;
        done(&*store, a_person(FIRST + 1)).await;
        // The last three: a record written again, one removed, a new one.
        let gone = Key::new("person", "p00001");
        done(&*store, a_person(2)).await;
        let removal = Change { expect: vec![Expectation::Revision(gone.clone(), 2)], put: Vec::new(), ..a_person(1) };
        done(&*store, Change { remove: vec![gone], ..removal }).await;
        done(&*store, a_person(FIRST + SECOND)).await;
        let records = records(&store).await;
        drop(store);
        // Opened and not closed: as kill -9 leaves it, its state without seal.
        let store = shelf::open(&closed).unwrap();
        shelf::copy(&closed, &crashed);
        drop(store);
        assert!(closed.join("state/seal").exists() && !crashed.join("state/seal").exists());
        assert_eq!(shelf::files(&closed.join("journal")).len(), 2);
        Self { _folder: folder, closed, crashed, records }
    }
}

async fn records(store: &Embedded) -> Vec<String> {
    let records = store.scan("", None, usize::MAX, Direction::Ascending).await.unwrap();
    let index = store.lookup("", None, usize::MAX, Direction::Ascending).await.unwrap();
    let records = records.into_iter().map(|record| format!("{} {} {}", record.key, record.revision, record.body));
    records.chain(index.into_iter().map(|hit| format!("{} → {}", hit.index, hit.key))).collect()
}

/// Every file of a journal, and what it holds.
fn journal(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let folder = folder.join("journal");
    if !folder.exists() {
        return BTreeMap::new();
    }
    shelf::files(&folder).into_iter().map(|path| (path.clone(), fs::read(path).unwrap())).collect()
}

/// What is done to the last segment, given its bytes and where its lines begin.
type Damage = fn(&Path, &[u8], &[usize]);

const KEPT: [(&str, Damage); 2] = [
    ("its last byte, which is its line feed, is cut", |path, bytes, _| {
        fs::write(path, &bytes[..bytes.len() - 1]).unwrap();
    }),
    ("its last byte is another", |path, bytes, _| {
        fs::write(path, [&bytes[..bytes.len() - 1], b"~"].concat()).unwrap();
    }),
];

const LOST: [(&str, Damage); 8] = [
    ("its last two bytes are cut", |path, bytes, _| fs::write(path, &bytes[..bytes.len() - 2]).unwrap()),
    ("its last line is cut in the middle", |path, bytes, lines| {
        fs::write(path, &bytes[..usize::midpoint(lines[SECOND - 1], bytes.len())]).unwrap();
    }),
    ("a byte of its last line is another", |path, bytes, _| {
        let mut bytes = bytes.to_vec();
        let place = bytes.len() - 2;
        bytes[place] ^= 1;
        fs::write(path, bytes).unwrap();
    }),
    ("its last entry is gone", |path, bytes, lines| fs::write(path, &bytes[..lines[SECOND - 1]]).unwrap()),
    ("its last three entries are gone", |path, bytes, lines| fs::write(path, &bytes[..lines[SECOND - 3]]).unwrap()),
    ("it is empty", |path, _, _| fs::write(path, b"").unwrap()),
    ("it is gone", |path, _, _| fs::remove_file(path).unwrap()),
    ("the whole journal is gone", |path, _, _| fs::remove_dir_all(path.parent().unwrap()).unwrap()),
];

/// A copy of a library with this damage.
fn damaged(library: &Path, damage: Damage) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    shelf::copy(library, folder.path());
    let segment = shelf::files(&folder.path().join("journal")).pop().unwrap();
    let bytes = fs::read(&segment).unwrap();
    let feeds = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(place, _)| place + 1);
    let lines: Vec<usize> = std::iter::once(0).chain(feeds).collect();
    assert_eq!(lines.len(), SECOND + 1);
    damage(&segment, &bytes, &lines);
    folder
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_whole_entry_whose_line_feed_is_missing_or_wrong_is_kept() {
    let libraries = Libraries::new().await;
    for library in [&libraries.closed, &libraries.crashed] {
        let whole = journal(library);
        for (what, damage) in KEPT {
            let folder = damaged(library, damage);
            let before = journal(folder.path());
            let flaws = Embedded::verify(folder.path()).unwrap();
            assert!(matches!(flaws[..], [Flaw::Untidy(_)]), "{what}: {flaws:?}");
            assert!(journal(folder.path()) == before, "{what}: looking changes nothing");
            // Opened to be looked at, it says the same and stays as it is.
            let look_only = Settings { look_only: true, ..Settings::default() };
            let store = Embedded::open(folder.path(), look_only).unwrap();
            assert_eq!((store.seq(), records(&store).await), (ENTRIES, libraries.records.clone()), "{what}");
            assert!(store.commit(a_person(77)).await.is_err(), "{what}");
            drop(store);
            assert!(journal(folder.path()) == before, "{what}: looking changes nothing");

            let store = shelf::open(folder.path()).unwrap();
            assert_eq!(records(&store).await, libraries.records, "{what}");
            assert_eq!(shelf::every_entry(&*store).await.len(), 11, "{what}");
            let after = journal(folder.path());
            let after: Vec<_> = after.iter().filter(|(path, _)| path.extension().unwrap() == "ndjson").collect();
            assert!(after.iter().map(|(_, bytes)| bytes).eq(&whole.values().collect::<Vec<_>>()), "{what}");
            assert_eq!(done(&*store, a_person(77)).await, ENTRIES + 1, "{what}");
            drop(store);
            assert!(Embedded::verify(folder.path()).unwrap().is_empty(), "{what}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn entries_that_the_state_alone_has_seen_are_refused_then_put_back() {
    let libraries = Libraries::new().await;
    for library in [&libraries.closed, &libraries.crashed] {
        for (what, damage) in LOST {
            let folder = damaged(library, damage);
            let before = journal(folder.path());
            let flaws = Embedded::verify(folder.path()).unwrap();
            let told = matches!(flaws[..], [Flaw::Journal(CatalogError::Behind { seen: ENTRIES, .. })]);
            assert!(told, "{what}: {flaws:?}");
            let refused = [
                shelf::open(folder.path()).map(drop).unwrap_err(),
                Embedded::rebuild(folder.path(), Settings::default()).map(drop).unwrap_err(),
            ];
            for error in refused {
                assert!(matches!(error, CatalogError::Behind { seen: ENTRIES, .. }), "{what}: {error}");
                let told = error.to_string();
                assert!(told.contains("backup") && told.contains("zef check --repair"), "{told}");
            }
            assert!(journal(folder.path()) == before, "{what}: nothing is cut");
            let done_to_it = Embedded::repair(folder.path()).unwrap();
            assert!(done_to_it.len() == 1 && done_to_it[0].contains("put back"), "{what}: {done_to_it:?}");
            assert!(Embedded::verify(folder.path()).unwrap().is_empty(), "{what}");

            let store = shelf::open(folder.path()).unwrap();
            assert_eq!((store.seq(), records(&store).await), (ENTRIES, libraries.records.clone()), "{what}");
            drop(store);
            // The journal alone says the same: the state is made again from it.
            fs::remove_dir_all(folder.path().join("state")).unwrap();
            let store = shelf::open(folder.path()).unwrap();
            assert_eq!(records(&store).await, libraries.records, "{what}");
            assert_eq!(done(&*store, a_person(77)).await, ENTRIES + 1, "{what}");
            drop(store);

            // What was left of the damaged lines was moved, not deleted.
            let after = journal(folder.path());
            for (path, bytes) in before {
                let aside = after.get(&path.with_extension("damaged-tail")).cloned().unwrap_or_default();
                let kept = &after[&path];
                let cut = bytes.len() - aside.len();
                assert!(kept.starts_with(&bytes[..cut]) && aside == bytes[cut..], "{what}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_state_does_not_hold_is_not_put_back_and_this_is_said() {
    let libraries = Libraries::new().await;
    let (_, last_is_gone) = LOST[3];
    let folder = damaged(&libraries.closed, last_is_gone);
    let database = folder.path().join("state/db");
    let mut bytes = fs::read(&database).unwrap();
    bytes.truncate(bytes.len() / 2);
    fs::write(&database, &bytes).unwrap();
    let before = journal(folder.path());
    for _ in 0..2 {
        let refused = Embedded::repair(folder.path()).unwrap_err();
        assert!(matches!(refused, CatalogError::NotPutBack { held: 10, seen: ENTRIES, .. }), "{refused}");
        assert!(refused.to_string().contains("Restore the folder “journal” from a backup"), "{refused}");
        assert!(matches!(shelf::open(folder.path()), Err(CatalogError::Behind { .. })));
        assert!(journal(folder.path()) == before);
    }
    // Who has no backup may do without: the state out of the way, the journal is what it is.
    fs::rename(folder.path().join("state"), folder.path().join("elsewhere")).unwrap();
    assert_eq!(shelf::open(folder.path()).unwrap().seq(), 10);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_damaged_seal_is_no_witness() {
    let libraries = Libraries::new().await;
    let folder = tempfile::tempdir().unwrap();
    shelf::copy(&libraries.closed, folder.path());
    let seal = folder.path().join("state/seal");
    // One bit of the number that it has seen: 11 becomes 19.
    let text = fs::read_to_string(&seal).unwrap();
    let changed = text.replace("\"applied\":11,", "\"applied\":19,");
    assert_ne!(changed, text);
    fs::write(&seal, changed).unwrap();
    let store = shelf::open(folder.path()).unwrap();
    assert_eq!(records(&store).await, libraries.records);
}

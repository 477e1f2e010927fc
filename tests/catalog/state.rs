//! Whatever happens to the state's files, the same library starts from the journal.

use std::{
    fs,
    path::{Path, PathBuf},
};

use zef::catalog::{
    CatalogError,
    embedded::{Embedded, Settings},
    store::{Key, RecordStore as _},
};

use super::shelf::{self, a_person, content, copy, done, files, fill};

const PEOPLE: usize = 400;

/// A library whose state has several segments of sled, closed well; and what a crash would have left of it.
async fn library(well: &Path, crashed: &Path) -> Vec<String> {
    let store = shelf::open(well).unwrap();
    fill(&store, 0..PEOPLE).await;
    fill(&store, 0..PEOPLE / 2).await;
    let content = content(&*store).await;
    drop(store);
    // A crash after sled had written all: the same files, not sealed.
    copy(well, crashed);
    fs::remove_file(crashed.join("state/seal")).unwrap();
    content
}

/// Every way to damage one file that this test knows.
fn damages(bytes: &[u8]) -> Vec<(String, Option<Vec<u8>>)> {
    let mut damages = vec![("removed".to_owned(), None), ("emptied".to_owned(), Some(Vec::new()))];
    for quarter in 1..4 {
        let place = bytes.len() * quarter / 4;
        damages.push((format!("cut at {place}"), Some(bytes[..place].to_vec())));
    }
    for part in 0..8 {
        let place = bytes.len().saturating_sub(1) * part / 7;
        let mut flipped = bytes.to_vec();
        if let Some(byte) = flipped.get_mut(place) {
            *byte ^= 0x55;
            damages.push((format!("byte {place} changed"), Some(flipped)));
        }
        let mut zeroed = bytes.to_vec();
        zeroed.iter_mut().skip(place).take(4096).for_each(|byte| *byte = 0);
        damages.push((format!("4 KB of zeros at {place}"), Some(zeroed)));
    }
    damages.push(("longer".to_owned(), Some([bytes, &[7; 1000]].concat())));
    damages
}

/// How the damage shows from outside.
#[derive(Clone, Copy, PartialEq)]
enum Trace {
    /// The file was written, as tools do.
    Written,
    /// The disk changed it behind everyone's back: its time of change is what it was.
    None,
}

async fn starts_the_same_whatever_is_damaged(library: &Path, before: &[String], trace: Trace) {
    let work = tempfile::tempdir().unwrap();
    for file in files(&library.join("state")) {
        let name: PathBuf = file.strip_prefix(library).unwrap().to_owned();
        for (what, bytes) in damages(&fs::read(&file).unwrap()) {
            let what = format!("{} {what}", name.display());
            let folder = work.path().join("library");
            copy(library, &folder);
            let written = |path: PathBuf| fs::File::options().write(true).open(path).unwrap();
            if trace == Trace::None {
                for file in files(library) {
                    let copied = written(folder.join(file.strip_prefix(library).unwrap()));
                    copied.set_modified(fs::metadata(&file).unwrap().modified().unwrap()).unwrap();
                }
            }
            match bytes {
                Some(bytes) => {
                    fs::write(folder.join(&name), bytes).unwrap();
                    if trace == Trace::None {
                        let was = fs::metadata(&file).unwrap().modified().unwrap();
                        written(folder.join(&name)).set_modified(was).unwrap();
                    }
                }
                None => fs::remove_file(folder.join(&name)).unwrap(),
            }
            let store = Embedded::open(&folder, Settings::default()).unwrap();
            let after = content(&store).await;
            assert!(after == before, "{what}: {} lines of {}", after.len(), before.len());
            assert_eq!(done(&store, a_person(0)).await, u64::try_from(PEOPLE + PEOPLE / 2 + 1).unwrap(), "{what}");
            drop(store);
            let flaws = Embedded::verify(&folder).unwrap();
            assert!(flaws.is_empty(), "{what}: {}", flaws[0]);
            fs::remove_dir_all(&folder).unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn any_one_file_may_be_damaged_after_a_good_end() {
    let (well, crashed) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let before = library(well.path(), crashed.path()).await;
    starts_the_same_whatever_is_damaged(well.path(), &before, Trace::Written).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn any_one_file_may_be_damaged_without_a_trace_after_a_good_end() {
    let (well, crashed) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let before = library(well.path(), crashed.path()).await;
    starts_the_same_whatever_is_damaged(well.path(), &before, Trace::None).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn any_one_file_may_be_damaged_after_a_crash() {
    let (well, crashed) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let before = library(well.path(), crashed.path()).await;
    starts_the_same_whatever_is_damaged(crashed.path(), &before, Trace::Written).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_library_closed_well_keeps_its_state_and_one_set_aside_at_most() {
    let folder = tempfile::tempdir().unwrap();
    let store = shelf::open(folder.path()).unwrap();
    fill(&store, 0..50).await;
    drop(store);
    drop(shelf::open(folder.path()).unwrap());
    assert!(!folder.path().join("state.set-aside").exists());
    for _ in 0..2 {
        fs::write(folder.path().join("state/db"), b"not what sled wrote").unwrap();
        drop(shelf::open(folder.path()).unwrap());
    }
    let folders: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|found| found.unwrap().file_name()).collect();
    assert_eq!(folders.iter().filter(|name| name.to_string_lossy().starts_with("state")).count(), 2, "{folders:?}");
}

/// What a crash leaves of a library that is in use: some people are in the state, and others in the journal alone.
async fn cut_off(well: &Path, crashed: &Path, in_state: usize, in_all: usize) -> Vec<String> {
    use zef::catalog::volatile::Volatile;
    drop(shelf::open(well).unwrap());
    let store = shelf::open(well).unwrap();
    fill(&store, 0..in_state).await;
    // Short-lived values are forced to the files, and all that came before with them.
    Volatile::remove(&*store, "session", "none").await.unwrap();
    copy(well, crashed);
    fill(&store, 0..in_all).await;
    let content = content(&*store).await;
    drop(store);
    fs::remove_dir_all(crashed.join("journal")).unwrap();
    copy(&well.join("journal"), &crashed.join("journal"));
    content
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_state_that_is_whole_after_a_crash_goes_on_from_where_it_stood() {
    let (well, crashed) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let before = cut_off(well.path(), crashed.path(), 300, 500).await;
    // A state that is made again is made in a new folder.
    let mark = crashed.path().join("state/mark");
    fs::write(&mark, b"").unwrap();
    let store = shelf::open(crashed.path()).unwrap();
    assert!(content(&*store).await == before);
    drop(store);
    assert!(mark.exists());
    fs::remove_file(&mark).unwrap();
    // Sealed with the mark, it is not what it was.
    let store = shelf::open(crashed.path()).unwrap();
    assert!(content(&*store).await == before);
    drop(store);
    let flaws = Embedded::verify(crashed.path()).unwrap();
    assert!(flaws.is_empty(), "{}", flaws[0]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sessions_outlive_a_crash() {
    use zef::catalog::volatile::Volatile;
    let (well, crashed) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let store = shelf::open(well.path()).unwrap();
    fill(&store, 0..5).await;
    store.put("session", "a", b"anne".to_vec(), jiff::Timestamp::MAX).await.unwrap();
    drop(store);
    // Opened and not closed: as kill -9 leaves it.
    let store = shelf::open(well.path()).unwrap();
    let before = content(&*store).await;
    copy(well.path(), crashed.path());
    drop(store);
    let store = shelf::open(crashed.path()).unwrap();
    assert_eq!(content(&*store).await, before);
    assert_eq!(Volatile::get(&*store, "session", "a").await.unwrap(), Some(b"anne".to_vec()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_record_that_the_journal_lost_while_it_was_in_use_is_told_and_the_others_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let store = shelf::open(folder.path()).unwrap();
    for number in 0..5 {
        done(&*store, a_person(number)).await;
    }
    let segment = files(&folder.path().join("journal")).pop().unwrap();
    let whole = fs::read(&segment).unwrap();
    let mut flipped = whole.clone();
    let place = whole.len() / 2;
    flipped[place] ^= 1;
    let keys: Vec<_> = (0..5).map(|number| Key::new("person", &format!("p{number:05}"))).collect();
    for _ in 0..2 {
        fs::write(&segment, &flipped).unwrap();
        let read = store.get(&keys[2..3]).await;
        assert!(matches!(read, Err(CatalogError::Damaged { line: 3, .. })), "{read:?}");
        let others = [&keys[..2], &keys[3..]].concat();
        assert_eq!(store.get(&others).await.unwrap().iter().flatten().count(), 4);
        // Put right, it is read again.
        fs::write(&segment, &whole).unwrap();
        assert_eq!(store.get(&keys).await.unwrap().iter().flatten().count(), 5);
    }
}

#[tokio::test]
async fn the_check_names_what_is_wrong_with_the_state_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = shelf::open(folder.path()).unwrap();
    done(&*store, a_person(1)).await;
    drop(store);
    assert!(Embedded::verify(folder.path()).unwrap().is_empty());
    let database = folder.path().join("state/db");
    let mut bytes = fs::read(&database).unwrap();
    bytes.truncate(bytes.len() / 2);
    fs::write(&database, &bytes).unwrap();
    for _ in 0..2 {
        let flaws = Embedded::verify(folder.path()).unwrap();
        assert_eq!(flaws.len(), 1);
        assert!(matches!(flaws[0], zef::catalog::embedded::Flaw::State(_)), "{}", flaws[0]);
        assert_eq!(fs::read(&database).unwrap(), bytes);
    }
    assert_eq!(Embedded::rebuild(folder.path(), Settings::default()).unwrap(), 1);
    assert!(Embedded::verify(folder.path()).unwrap().is_empty());
}

#[tokio::test]
async fn nobody_else_on_the_machine_enters_the_catalogue() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let mode = |part: &str| fs::metadata(folder.path().join(part)).unwrap().permissions().mode() & 0o777;
    for _ in 0..2 {
        drop(shelf::open(folder.path()).unwrap());
        assert_eq!((mode("journal"), mode("state")), (0o700, 0o700));
        // The state made again too, in the place of one that was set aside.
        fs::write(folder.path().join("state/db"), b"not what sled wrote").unwrap();
    }
}

#[tokio::test]
async fn one_process_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let store = shelf::open(folder.path()).unwrap();
    assert!(matches!(shelf::open(folder.path()), Err(CatalogError::InUse { .. })));
    assert!(matches!(Embedded::verify(folder.path()), Err(CatalogError::InUse { .. })));
    assert!(matches!(Embedded::rebuild(folder.path(), Settings::default()), Err(CatalogError::InUse { .. })));
    done(&*store, a_person(1)).await;
    drop(store);
    assert_eq!(shelf::open(folder.path()).unwrap().seq(), 1);
}

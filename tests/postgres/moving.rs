//! A journal moves from a folder into a database and back: each line is what it was, whatever is forgotten meanwhile.

use std::{fs, path::Path, sync::Arc};

use zef::{
    catalog::{
        embedded::{Embedded, FolderLines, FolderTarget, Settings},
        forgetting::{Forgetting, erased},
        moving::{self, Copied, Mark, MoveError, MoveStage, ReadLines as _, WriteLines as _, digest_of},
        postgres::Postgres,
        store::{Change, Entry, Key, RecordStore as _},
    },
    domain::person::{PersonRecord, Role},
};

use super::cluster;
use crate::catalog::{
    making::{change, person, putting},
    photographs::{in_every_index, putting_photos},
    shelf::{self, done},
};

const SECRET: &str = "Ermengarde-de-Kergoat";

fn mark() -> Mark {
    Mark { stage: MoveStage::Filling, other: "the folder /a".to_owned(), since: jiff::Timestamp::UNIX_EPOCH }
}

/// A library with something in every index, and people.
async fn lived_in(folder: &Path) -> Arc<Embedded> {
    let store = shelf::open(folder).unwrap();
    done(&*store, putting_photos(&in_every_index())).await;
    shelf::fill(&store, 0..300).await;
    let secret = PersonRecord { name: SECRET.to_owned(), ..person("anne", Role::Contributor) };
    done(&*store, putting(&secret)).await;
    done(&*store, Change { remove: vec![Key::new("person", "p00007")], ..change() }).await;
    store
}

async fn into_database(from: &Path, postgres: &Postgres) -> Result<Copied, MoveError> {
    let mut target = postgres.filled().await.unwrap();
    moving::copy(&mut FolderLines::of(from), &mut target, Some(&mark()), |_| {}).await
}

async fn into_folder(postgres: &Postgres, to: &Path) -> Result<Copied, MoveError> {
    let mut lines = postgres.lines().await.unwrap();
    moving::copy(&mut lines, &mut FolderTarget::open(to).unwrap(), Some(&mark()), |_| {}).await
}

/// Every line of a folder's journal.
fn lines(storage: &Path) -> String {
    let mut segments = shelf::files(&storage.join("journal"));
    segments.sort();
    segments.iter().map(|path| fs::read_to_string(path).unwrap()).collect()
}

async fn forgets_anne(store: &Embedded) {
    let (seen, key) = (store.seq(), Key::new("person", "anne"));
    let gone = key.clone();
    let rewrite = move |entry: &Entry| {
        let mut new = entry.clone();
        let named = new.records.iter_mut().filter(|written| written.key == gone);
        let count = named.map(|written| *written = erased(seen + 1)).count();
        (count > 0).then_some(new)
    };
    let forgetting = Forgetting {
        seen,
        rewrite: Box::new(rewrite),
        ends: Box::new(|_| false),
        note: Change { gesture: "forget-person".into(), remove: vec![key], ..change() },
        afterwards: String::new(),
    };
    assert_eq!(store.forget(forgetting).await.unwrap(), Some(seen + 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_journal_comes_back_byte_for_byte() {
    let (first, last) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let database = cluster::fresh().await;
    let source = lived_in(first.path()).await;
    let postgres = Postgres::open(&database.url, None).await.unwrap();
    // While the source is open, and goes on.
    let copied = into_database(first.path(), &postgres).await.unwrap();
    assert_eq!((copied.seq, copied.added, copied.replaced), (source.seq(), source.seq(), 0));
    shelf::fill(&source, 400..420).await;
    let copied = into_database(first.path(), &postgres).await.unwrap();
    assert_eq!((copied.seq, copied.added), (source.seq(), 20));
    assert_eq!(postgres.verify().await.unwrap(), []);
    assert_eq!(shelf::content(&postgres).await, shelf::content(&*source).await);
    assert_eq!(postgres.record_counts().await.unwrap(), source.record_counts().await.unwrap());
    let (mut ours, mut theirs) = (FolderLines::of(first.path()), postgres.lines().await.unwrap());
    let same = moving::compare(&mut ours, &mut theirs).await.unwrap();
    assert_eq!(same.counts, source.record_counts().await.unwrap());
    assert_eq!(digest_of(&mut FolderLines::of(first.path())).await.unwrap(), same);

    into_folder(&postgres, last.path()).await.unwrap();
    assert_eq!(lines(last.path()), lines(first.path()));
    let there = shelf::open(last.path()).unwrap();
    assert_eq!(shelf::content(&*there).await, shelf::content(&*source).await);
    // It is not served before it is whole.
    assert!(!there.marked().await.unwrap().unwrap().may_be_served());
    assert!(there.commit(putting(&person("yann", Role::Admin))).await.unwrap_err().to_string().contains("--finish"));
    assert!(postgres.commit(putting(&person("yann", Role::Admin))).await.unwrap_err().to_string().contains("--finish"));
    there.mark(None).await.unwrap();
    done(&*there, putting(&person("yann", Role::Admin))).await;
}

/// A move that stops before the target is derived: the next program that opens the target derives it first.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_target_that_was_left_underived_is_derived_when_it_is_opened() {
    let first = tempfile::tempdir().unwrap();
    let database = cluster::fresh().await;
    let source = lived_in(first.path()).await;
    let postgres = Postgres::open(&database.url, None).await.unwrap();
    let mut target = postgres.filled().await.unwrap();
    let half = source.seq() / 2;
    let mut journal = FolderLines::of(first.path()).lines(0).await.unwrap();
    journal.retain(|line| line.seq <= half);
    target.append(journal).await.unwrap();
    drop(target);
    postgres.close().await;

    let postgres = Postgres::open(&database.url, None).await.unwrap();
    assert_eq!((postgres.seq(), postgres.verify().await.unwrap()), (half, vec![]));
    let copied = into_database(first.path(), &postgres).await.unwrap();
    assert_eq!((copied.seq, copied.added), (source.seq(), source.seq() - half));
    assert_eq!(postgres.verify().await.unwrap(), []);
    assert_eq!(shelf::content(&postgres).await, shelf::content(&*source).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_forgotten_between_two_runs_is_forgotten_at_the_target() {
    let (first, last) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let database = cluster::fresh().await;
    let source = lived_in(first.path()).await;
    let postgres = Postgres::open(&database.url, None).await.unwrap();
    into_database(first.path(), &postgres).await.unwrap();
    into_folder(&postgres, last.path()).await.unwrap();
    assert!(lines(last.path()).contains(SECRET));
    forgets_anne(&source).await;
    let copied = into_database(first.path(), &postgres).await.unwrap();
    assert_eq!((copied.added, copied.replaced), (1, 1));
    assert!(postgres.left_to_forget().await.unwrap().is_some());
    postgres.forgotten().await.unwrap();
    assert_eq!(postgres.verify().await.unwrap(), []);
    assert_eq!(shelf::content(&postgres).await, shelf::content(&*source).await);
    let copied = into_folder(&postgres, last.path()).await.unwrap();
    assert_eq!((copied.added, copied.replaced), (1, 1));
    assert_eq!(lines(last.path()), lines(first.path()));
    for path in shelf::files(last.path()) {
        let bytes = fs::read(&path).unwrap();
        assert!(!bytes.windows(SECRET.len()).any(|part| part == SECRET.as_bytes()), "{}", path.display());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_target_that_is_no_copy_is_refused_and_a_changed_line_is_named() {
    let (first, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let database = cluster::fresh().await;
    let source = lived_in(first.path()).await;
    let postgres = Postgres::open(&database.url, None).await.unwrap();
    into_database(first.path(), &postgres).await.unwrap();
    let refused = |error: MoveError, words: &str| assert!(error.to_string().contains(words), "{error}");

    // Another library, and one that the target is ahead of.
    let stranger = shelf::open(other.path()).unwrap();
    let at = jiff::Timestamp::from_second(9).unwrap();
    done(&*stranger, Change { at, ..putting(&person("yann", Role::Admin)) }).await;
    refused(into_database(other.path(), &postgres).await.unwrap_err(), "holds another library");
    drop(stranger);
    let behind = tempfile::tempdir().unwrap();
    drop(shelf::open(behind.path()).unwrap());
    refused(into_database(behind.path(), &postgres).await.unwrap_err(), "entries that the source does not have");

    // A line that was changed with its digest is named, and so is one without.
    let client = cluster::shared().client(&database.name).await;
    let row = client.query_one("select line from journal where seq = 5", &[]).await.unwrap();
    let line: String = row.get(0);
    let changed = line.replacen("\"name\":\"", "\"name\":\"x", 1);
    assert_ne!(line, changed);
    let digest: String = blake3::hash(changed.as_bytes()).to_hex().chars().take(16).collect();
    let put = "update journal set line = $1, digest = $2 where seq = 5";
    client.execute(put, &[&changed, &digest]).await.unwrap();
    refused(into_database(first.path(), &postgres).await.unwrap_err(), "entry 5 (test of ");
    let (mut ours, mut theirs) = (FolderLines::of(first.path()), postgres.lines().await.unwrap());
    refused(moving::compare(&mut ours, &mut theirs).await.unwrap_err(), "entry 5 (test of ");
    client.execute("update journal set digest = 'x' where seq = 5", &[]).await.unwrap();
    refused(
        into_database(first.path(), &postgres).await.unwrap_err(),
        "entry 5 of the journal does not match its digest",
    );
    drop(source);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_entered_in_a_database_that_moves_whoever_writes() {
    let database = cluster::fresh().await;
    let (one, other) =
        (Postgres::open(&database.url, None).await.unwrap(), Postgres::open(&database.url, None).await.unwrap());
    done(&other, putting(&person("anne", Role::Admin))).await;
    let moved = Mark { stage: MoveStage::Moved, ..mark() };
    assert_eq!(one.mark(Some(moved.clone())).await.unwrap(), 1);
    for store in [&one, &other] {
        let refused = store.commit(putting(&person("yann", Role::Admin))).await.unwrap_err();
        assert!(refused.to_string().contains("moved to the folder /a"), "{refused}");
        assert_eq!(store.marked().await.unwrap(), Some(moved.clone()));
        assert!(store.ready().await.is_err());
    }
    other.mark(None).await.unwrap();
    done(&one, putting(&person("yann", Role::Admin))).await;
    assert!(one.filled().await.unwrap().seq() == 2);
    let folder = tempfile::tempdir().unwrap();
    assert!(Embedded::open(folder.path(), Settings::default()).unwrap().marked().await.unwrap().is_none());
}

//! Shared by the tests: a library of people in a folder, and its content as text.

use std::{collections::BTreeMap, fs, path::Path, sync::Arc};

use zef::{
    catalog::{
        CatalogError,
        embedded::{Embedded, FolderTarget, Settings},
        moving::{Line, WriteLines as _},
        spaces,
        store::{Change, Direction, Entry, Outcome, RecordStore, Seq, Written},
    },
    domain::person::Role,
};

use crate::catalog::making::{person, putting};

pub fn open(folder: &Path) -> Result<Arc<Embedded>, CatalogError> {
    Embedded::open(folder, Settings::default()).map(Arc::new)
}

pub fn a_person(number: usize) -> Change {
    let role = [Role::Contributor, Role::Curator, Role::Moderator][number % 3];
    let mut person = person(&format!("p{number:05}"), role);
    // As long as a photo's record, so that a few hundred fill pages and segments of sled.
    person.name = format!("{number} ").repeat(400);
    putting(&person)
}

pub async fn done(store: &dyn RecordStore, change: Change) -> Seq {
    match store.commit(change).await.unwrap() {
        Outcome::Done(seq) => seq,
        Outcome::Conflict(unmet) => panic!("{unmet:?} does not hold"),
    }
}

/// Makes a change as several, of so many records each at most.
pub async fn done_in_parts(store: &dyn RecordStore, change: Change, most: usize) {
    for put in change.put.chunks(most) {
        done(store, Change { put: put.to_vec(), ..change.clone() }).await;
    }
}

/// Enters changes into the journal of a closed library as an earlier version did, whose entries could be larger.
pub async fn entered_earlier(folder: &Path, changes: impl IntoIterator<Item = Change>) {
    let mut target = FolderTarget::open(folder).unwrap();
    for change in changes {
        let seq = target.seq() + 1;
        let put = change.put.into_iter().map(|(key, body)| Written { key, body: Some(body) });
        let removed = change.remove.into_iter().map(|key| Written { key, body: None });
        let (at, actor, gesture, batch, note) = (change.at, change.actor, change.gesture, change.batch, change.note);
        let entry = Entry { seq, at, actor, gesture, batch, records: put.chain(removed).collect(), note };
        let json = serde_json::to_string(&entry).unwrap();
        let text = json.strip_prefix(&format!("{{\"seq\":{seq},")).unwrap();
        target.append(vec![Line { seq, text: format!("{{{text}") }]).await.unwrap();
    }
}

/// Puts these people in, many at once.
pub async fn fill(store: &Arc<Embedded>, numbers: std::ops::Range<usize>) {
    let mut working = tokio::task::JoinSet::new();
    for number in numbers {
        let store = Arc::clone(store);
        working.spawn(async move { done(&*store, a_person(number)).await });
    }
    while let Some(done) = working.join_next().await {
        done.unwrap();
    }
}

/// Every entry of a store, page by page.
pub async fn every_entry(store: &dyn RecordStore) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    loop {
        let page = store.changes(entries.last().map_or(0, |last| last.seq), usize::MAX).await.unwrap();
        if page.is_empty() {
            return entries;
        }
        entries.extend(page);
    }
}

/// Everything that a store says, as text: records with revisions, index entries, entries of the journal.
pub async fn content(store: &dyn RecordStore) -> Vec<String> {
    let records = store.scan("", None, usize::MAX, Direction::Ascending).await.unwrap();
    let index = store.lookup("", None, usize::MAX, Direction::Ascending).await.unwrap();
    let entries = every_entry(store).await;
    assert_eq!(store.count("").await.unwrap(), index.len());
    let mut lists: BTreeMap<&str, usize> = BTreeMap::new();
    for list in index.iter().filter_map(|hit| spaces::list_of(hit.index.as_str())) {
        *lists.entry(list).or_default() += 1;
    }
    for (list, length) in lists {
        assert_eq!(store.count(list).await.unwrap(), length, "{list}");
    }
    let records = records.into_iter().map(|record| format!("{} {} {}", record.key, record.revision, record.body));
    let index = index.into_iter().map(|hit| format!("{} → {}", hit.index, hit.key));
    let entries = entries.into_iter().map(|entry| format!("{entry:?}"));
    records.chain(index).chain(entries).collect()
}

/// Copies a folder as it is at this moment, as a crash would leave it: the journal last, since an entry is on the disk
/// before the state hears of it.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    let mut all: Vec<_> = fs::read_dir(from).unwrap().map(Result::unwrap).collect();
    all.sort_by_key(|found| found.file_name() == "journal");
    for found in all {
        let target = to.join(found.file_name());
        if found.file_type().unwrap().is_dir() {
            copy(&found.path(), &target);
        } else if let Err(error) = fs::copy(found.path(), &target) {
            // sled makes and removes files meanwhile.
            assert_eq!(error.kind(), std::io::ErrorKind::NotFound, "{error}");
        }
    }
}

/// Every file under a folder.
pub fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut files = Vec::new();
    for found in fs::read_dir(folder).unwrap() {
        let found = found.unwrap();
        if found.file_type().unwrap().is_dir() {
            files.extend(self::files(&found.path()));
        } else {
            files.push(found.path());
        }
    }
    files.sort();
    files
}

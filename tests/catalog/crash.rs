//! A crash at any moment loses nothing that was answered.

use std::{
    collections::BTreeSet,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use zef::catalog::{
    embedded::{Embedded, Settings},
    store::{Direction, RecordStore as _},
};

use super::shelf::{self, a_person, content, copy, done};

/// Copies the folder while many write, as often as asked; then starts each copy.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_answered_before_a_crash_is_there_after_it() {
    const CRASHES: usize = 12;
    let (live, copies) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let store = shelf::open(live.path()).unwrap();
    let ended = Arc::new(AtomicBool::new(false));
    let answered = Arc::new(std::sync::Mutex::new(BTreeSet::new()));
    let mut working = tokio::task::JoinSet::new();
    for worker in 0..4_usize {
        let (store, ended, answered) = (Arc::clone(&store), Arc::clone(&ended), Arc::clone(&answered));
        working.spawn(async move {
            let mut number = worker;
            while !ended.load(Ordering::Relaxed) {
                done(&*store, a_person(number)).await;
                answered.lock().unwrap().insert(format!("person/p{number:05}"));
                number += 4;
            }
        });
    }
    let mut promised = Vec::new();
    for crash in 0..CRASHES {
        // Another few are answered between two crashes, whatever the pace of the disk.
        store.wait(store.seq() + 16).await.unwrap();
        promised.push(answered.lock().unwrap().clone());
        let (from, to) = (live.path().to_owned(), copies.path().join(crash.to_string()));
        tokio::task::spawn_blocking(move || copy(&from, &to)).await.unwrap();
    }
    ended.store(true, Ordering::Relaxed);
    while let Some(worker) = working.join_next().await {
        worker.unwrap();
    }
    for (crash, promised) in promised.into_iter().enumerate() {
        let folder = copies.path().join(crash.to_string());
        let store = shelf::open(&folder).unwrap();
        let there = store.scan("person/", None, usize::MAX, Direction::Ascending).await.unwrap();
        let there: BTreeSet<String> = there.iter().map(|record| record.key.to_string()).collect();
        assert!(promised.is_subset(&there), "crash {crash}");
        let before = content(&*store).await;
        done(&*store, a_person(99_999)).await;
        drop(store);
        Embedded::rebuild(&folder, Settings::default()).unwrap();
        let store = shelf::open(&folder).unwrap();
        assert_eq!(usize::try_from(store.seq()).unwrap(), there.len() + 1);
        assert_eq!(content(&*store).await.len(), before.len() + 5, "a record, its three index entries, its entry");
        drop(store);
        assert!(Embedded::verify(&folder).unwrap().is_empty());
    }
}

//! A full disk is told, changes nothing, and passes.

use std::sync::Arc;

use zef::catalog::{
    CatalogError,
    embedded::{Embedded, Settings},
    store::RecordStore as _,
};

use super::shelf::{a_person, content, done};

fn with_quota(folder: &std::path::Path, quota_bytes: u64) -> Arc<Embedded> {
    let settings = Settings { quota_bytes: Some(quota_bytes), ..Settings::default() };
    Arc::new(Embedded::open(folder, settings).unwrap())
}

#[tokio::test]
async fn a_change_that_finds_no_room_leaves_nothing_and_a_smaller_one_passes() {
    let folder = tempfile::tempdir().unwrap();
    let store = with_quota(folder.path(), 10_000);
    let mut seq = 0;
    let refused = loop {
        match store.commit(a_person(usize::try_from(seq).unwrap())).await {
            Ok(_) => seq += 1,
            Err(error) => break error,
        }
    };
    assert!(matches!(refused, CatalogError::Full { .. }), "{refused}");
    assert!(seq > 2);
    let before = content(&*store).await;
    assert!(matches!(store.commit(a_person(77)).await, Err(CatalogError::Full { .. })));
    assert_eq!((store.seq(), content(&*store).await), (seq, before.clone()));
    let mut small = a_person(0);
    small.put.clear();
    assert_eq!(done(&*store, small).await, seq + 1);
    drop(store);

    let store = with_quota(folder.path(), 100_000);
    assert_eq!(content(&*store).await.len(), before.len() + 1);
    assert_eq!(done(&*store, a_person(77)).await, seq + 2);
    drop(store);
    assert!(Embedded::verify(folder.path()).unwrap().is_empty());
}

#[tokio::test]
async fn a_disk_with_less_than_the_reserve_takes_nothing_more() {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings { reserve_bytes: u64::MAX, ..Settings::default() };
    let store = Embedded::open(folder.path(), settings).unwrap();
    assert!(matches!(store.commit(a_person(1)).await, Err(CatalogError::Full { .. })));
    assert!(content(&store).await.is_empty());
}

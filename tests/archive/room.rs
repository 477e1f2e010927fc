//! A full archive: uploads stop with a clear answer, reading goes on, and it recovers without a restart.

use std::fs;

use zef::archive::{Archive, ArchiveError, Settings, Shortage};

use super::{
    contract::{Engine as _, kept, some_bytes, some_rendition, staged},
    local::{Folder, NO_RESERVE},
};

fn with_quota(folder: &Folder, bytes: u64) -> Archive {
    Archive::open(folder.path(), Settings { quota_bytes: Some(bytes), ..NO_RESERVE }).unwrap()
}

fn over_quota(refused: &Result<impl Sized, ArchiveError>) -> bool {
    matches!(refused, Err(ArchiveError::Full { why: Shortage::Quota { .. } }))
}

#[test]
fn by_default_a_gigabyte_or_a_twentieth_of_the_disk_stays_free() {
    let Settings { quota_bytes, reserve_bytes, reserve_percent } = Settings::default();
    assert_eq!((quota_bytes, reserve_bytes, reserve_percent), (None, 1_000_000_000, 5));
}

#[tokio::test]
async fn under_the_reserve_uploads_stop_and_reading_goes_on() {
    let folder = Folder::new();
    let hash = kept(&folder.open(), b"Le Conquet").await;
    for nearly_all in [
        Settings { reserve_bytes: u64::MAX, ..NO_RESERVE },
        // More than the whole disk cannot be free.
        Settings { reserve_percent: 101, ..NO_RESERVE },
    ] {
        let archive = Archive::open(folder.path(), nearly_all).unwrap();
        let refused = archive.stage().await;
        assert!(
            matches!(refused, Err(ArchiveError::Full { why: Shortage::Disk { free, reserve } }) if free < reserve),
            "{refused:?}"
        );
        assert!(archive.original(hash).await.unwrap().is_some());
        archive
            .put_rendition(hash, "640", some_rendition(1))
            .await
            .expect("a lost rendition is made again from the reserve");
        assert!(archive.rendition(hash, "640").await.unwrap().is_some());
    }
}

#[tokio::test]
async fn past_the_quota_uploads_stop_until_there_is_room_again() {
    let folder = Folder::new();
    let archive = with_quota(&folder, 1_000_000);
    let first = kept(&archive, &some_bytes(1, 600_000)).await;

    let refused = staged(&archive, &some_bytes(2, 600_000)).await;
    assert!(over_quota(&refused), "{refused:?}");
    assert_eq!(folder.files("staging").len(), 0, "what was refused leaves nothing");
    assert!(archive.original(first).await.unwrap().is_some(), "reading goes on");
    kept(&archive, &some_bytes(3, 300_000)).await;

    archive.remove(first).await.unwrap();
    kept(&archive, &some_bytes(2, 600_000)).await;
}

#[tokio::test]
async fn room_made_by_hand_is_noticed() {
    let folder = Folder::new();
    let archive = with_quota(&folder, 1_000_000);
    let first = kept(&archive, &some_bytes(1, 900_000)).await;
    assert!(over_quota(&staged(&archive, &some_bytes(2, 600_000)).await));
    fs::remove_file(folder.original(first)).unwrap();
    kept(&archive, &some_bytes(2, 600_000)).await;
}

#[tokio::test]
async fn what_is_there_counts_from_the_start() {
    let folder = Folder::new();
    let archive = folder.open();
    let hash = kept(&archive, &some_bytes(1, 500_000)).await;
    archive.put_rendition(hash, "640", some_rendition(1)).await.unwrap();
    // The rendition weighs 3,004 bytes, and 32 more for its checksum.
    assert!(over_quota(&staged(&with_quota(&folder, 503_036), b"one byte or more").await));
    assert!(staged(&with_quota(&folder, 503_036 + 16), b"one byte or more").await.is_ok());
}

#[tokio::test]
async fn what_did_not_stay_does_not_count() {
    let folder = Folder::new();
    let archive = with_quota(&folder, 1_000_000);
    let bytes = some_bytes(1, 700_000);
    let hash = kept(&archive, &bytes[..200_000]).await;
    for _ in 0..5 {
        drop(staged(&archive, &bytes).await.unwrap());
        kept(&archive, &bytes[..200_000]).await;
        archive.put_rendition(hash, "640", some_rendition(1)).await.unwrap();
    }
    assert!(staged(&archive, &bytes).await.is_ok());
}

#[tokio::test]
async fn an_upload_that_met_a_full_archive_cannot_be_finished() {
    let folder = Folder::new();
    let archive = with_quota(&folder, 100_000);
    let mut staging = archive.stage().await.unwrap();
    assert!(over_quota(&staging.write(&some_bytes(1, 300_000)).await));
    assert!(matches!(staging.write(b"more").await, Err(ArchiveError::Interrupted)));
    assert!(matches!(staging.finish().await, Err(ArchiveError::Interrupted)));
}

#[tokio::test]
async fn the_space_and_what_each_folder_takes_are_told() {
    let folder = Folder::new();
    let archive = with_quota(&folder, 1_000_000);
    kept(&archive, &some_bytes(1, 600_000)).await;
    let space = archive.space().await.unwrap().unwrap();
    assert!(space.free <= space.total && space.reserve == 0, "{space:?}");
    assert_eq!(space.quota, Some((600_000, 1_000_000)));
    assert_eq!(folder.open().space().await.unwrap().unwrap().quota, None);

    fs::create_dir(folder.path().join("journal")).unwrap();
    fs::write(folder.path().join("journal/1"), [0; 77]).unwrap();
    let mut weights: Vec<_> = archive.weigh().await.unwrap().into_iter().map(|it| (it.name, it.bytes)).collect();
    weights.sort();
    let named = |name: &str, bytes| (name.to_owned(), bytes);
    let expected = [named("journal", 77), named("originals", 600_000), named("renditions", 0), named("staging", 0)];
    assert_eq!(weights, expected);
    // An engine that cannot tell says so.
    let memory = Archive::in_memory();
    assert!(memory.space().await.unwrap().is_none() && memory.weigh().await.unwrap().is_empty());
}

//! The archive in a folder: the contract, and what lies where.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use tempfile::TempDir;
use zef::{
    archive::{ArchiveStore, LocalStore, Settings},
    domain::hash::ContentHash,
};

use super::contract::{Engine, bytes_of, kept, passes_the_contract, some_bytes, some_rendition, staged};

/// A library's folder that goes away with the test. No reserve is asked of the disk of whoever runs the tests.
pub struct Folder(pub TempDir);

pub const NO_RESERVE: Settings = Settings { quota_bytes: None, reserve_bytes: 0, reserve_percent: 0 };

impl Folder {
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn original(&self, hash: ContentHash) -> PathBuf {
        let hex = hash.to_hex();
        self.path().join("originals").join(&hex[..2]).join(&hex[2..4]).join(&hex)
    }

    /// Changes one bit of a stored original behind the archive's back.
    pub fn flip_a_bit(&self, hash: ContentHash) {
        let path = self.original(hash);
        let mut bytes = fs::read(&path).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        fs::write(path, bytes).unwrap();
    }

    /// Every file under one of its folders, by path.
    pub fn files(&self, part: &str) -> Vec<PathBuf> {
        let mut folders = vec![self.path().join(part)];
        let mut files = Vec::new();
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() { folders.push(path) } else { files.push(path) }
            }
        }
        files.sort();
        files
    }
}

impl Engine for Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn store(&self) -> Arc<dyn ArchiveStore> {
        Arc::new(LocalStore::open(self.path(), NO_RESERVE).unwrap())
    }

    async fn change_a_bit(&self, hash: ContentHash) {
        self.flip_a_bit(hash);
    }

    fn set_available(&self, available: bool) {
        for part in ["originals", "renditions", "staging"] {
            let (here, elsewhere) = (self.path().join(part), self.path().join(format!("{part}.elsewhere")));
            let (from, to) = if available { (elsewhere, here) } else { (here, elsewhere) };
            fs::rename(from, to).unwrap();
        }
    }
}

passes_the_contract!(Folder);

#[tokio::test]
async fn every_file_lies_where_the_storage_readme_says() {
    let folder = Folder::new();
    let archive = folder.open();
    let hash = kept(&archive, b"Roscoff").await;
    archive.put_rendition(hash, "tiny", some_rendition(1)).await.unwrap();
    let hex = hash.to_hex();
    let (ab, cd) = (&hex[..2], &hex[2..4]);
    assert_eq!(folder.files("originals"), [folder.path().join(format!("originals/{ab}/{cd}/{hex}"))]);
    assert_eq!(folder.files("renditions"), [folder.path().join(format!("renditions/{ab}/{cd}/{hex}/tiny.jpg"))]);
    assert_eq!(folder.files("staging").len(), 0);
    assert_eq!(fs::read(folder.original(hash)).unwrap(), b"Roscoff", "an original is its bytes, nothing else");
}

#[tokio::test]
async fn a_rendition_cut_short_or_changed_counts_as_absent() {
    let folder = Folder::new();
    let archive = folder.open();
    let hash = kept(&archive, b"Sein").await;
    archive.put_rendition(hash, "640", some_rendition(1)).await.unwrap();
    let path = folder.files("renditions").remove(0);
    let whole = fs::read(&path).unwrap();
    assert!(whole.starts_with(&some_rendition(1)), "whoever opens the file sees the picture");
    let mut flipped = whole.clone();
    flipped[1_500] ^= 1;
    for spoilt in [&whole[..whole.len() - 1], &whole[..1_000], &whole[..10], &[], &vec![0; 2_000], &flipped] {
        fs::write(&path, spoilt).unwrap();
        assert!(archive.rendition(hash, "640").await.unwrap().is_none());
    }
    fs::write(&path, &whole).unwrap();
    assert_eq!(bytes_of(archive.rendition(hash, "640").await), Some(some_rendition(1)));
}

#[tokio::test]
async fn an_upload_given_up_half_way_leaves_no_file() {
    let folder = Folder::new();
    let archive = folder.open();
    let mut staging = archive.stage().await.unwrap();
    staging.write(&some_bytes(1, 600_000)).await.unwrap();
    assert_eq!(folder.files("staging").len(), 1, "it is being received");
    drop(staging);
    assert_eq!(folder.files("staging").len(), 0);
}

#[tokio::test]
async fn what_a_crash_left_in_staging_is_counted_then_swept() {
    let folder = Folder::new();
    let archive = folder.open();
    // A crash runs no destructor.
    std::mem::forget(staged(&archive, &some_bytes(1, 5_000)).await.unwrap());
    std::mem::forget(staged(&archive, &some_bytes(2, 6_000)).await.unwrap());
    let hash = kept(&archive, b"Plouescat").await;

    let archive = folder.open();
    let left = archive.staging_leftovers().await.unwrap();
    assert_eq!((left.files, left.bytes), (2, 11_000));
    assert_eq!(archive.sweep_staging().await.unwrap(), left);
    assert_eq!(folder.files("staging").len(), 0);
    assert!(archive.original(hash).await.unwrap().is_some(), "originals are not swept");
}

#[tokio::test]
async fn a_name_left_in_staging_is_not_taken_again() {
    let folder = Folder::new();
    std::mem::forget(staged(&folder.open(), b"left").await.unwrap());
    // The same process number, counting from the beginning: as in a container that starts again.
    let archive = folder.open();
    let hash = kept(&archive, b"new").await;
    assert_eq!(bytes_of(archive.original(hash).await).unwrap(), b"new"[..]);
    assert_eq!(fs::read(&folder.files("staging")[0]).unwrap(), b"left");
}

#[tokio::test]
async fn a_file_that_is_no_original_is_not_listed() {
    let folder = Folder::new();
    let archive = folder.open();
    let hash = kept(&archive, b"Carantec").await;
    fs::write(folder.path().join("originals/Thumbs.db"), "").unwrap();
    fs::write(folder.original(hash).with_file_name(".DS_Store"), "").unwrap();
    // A good name in the wrong place would not be found by its hash.
    fs::write(folder.original(hash).with_file_name("0".repeat(64)), "").unwrap();
    let listed: Vec<_> = archive.originals(None, 10).await.unwrap().into_iter().map(|original| original.hash).collect();
    assert_eq!(listed, [hash]);
}

#[tokio::test]
async fn nobody_else_on_the_machine_enters_the_archive() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new();
    folder.open();
    for part in ["originals", "renditions", "staging"] {
        let mode = fs::metadata(folder.path().join(part)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700, "{part}");
    }
}

#[tokio::test]
async fn a_disk_that_fails_is_told_with_the_path() {
    let folder = Folder::new();
    let archive = folder.open();
    let hash = ContentHash::from_bytes([9; 32]);
    // A folder where the original should be: it opens and does not read.
    fs::create_dir_all(folder.original(hash)).unwrap();
    let told = archive.original(hash).await.unwrap_err().to_string();
    assert!(told.contains(&hash.to_hex()), "{told}");
}

//! Copies on their way out: set down as they are written, handed on whole, and no disk that is full or gone stops them.

use std::{fs, io::Write, path::PathBuf, process::Command};

use zef::archive::{Archive, Outgoing};

use super::{
    contract::{Engine, some_bytes},
    local::{Folder, NO_RESERVE},
};

fn set_down(archive: &Archive, bytes: &[u8]) -> Outgoing {
    let mut out = archive.set_down();
    for piece in bytes.chunks(700_001) {
        out.write_all(piece).unwrap();
    }
    out.done().unwrap()
}

async fn handed_on(mut outgoing: Outgoing) -> Vec<u8> {
    let mut bytes = Vec::new();
    while let Some((piece, rest)) = outgoing.next().await.unwrap() {
        bytes.extend_from_slice(&piece);
        outgoing = rest;
    }
    bytes
}

#[tokio::test]
async fn a_copy_is_handed_on_as_it_was_written_and_has_no_name() {
    let folder = Folder::new();
    let archive = folder.open();
    for length in [0, 1, 200_000, 1_048_575, 1_048_576, 1_048_577, 5_000_000] {
        let bytes = some_bytes(1, length);
        let mut outgoing = set_down(&archive, &bytes);
        assert_eq!(outgoing.length(), u64::try_from(length).unwrap());
        assert_eq!(folder.files("staging").len(), 0, "{length}");
        let mut seen = Vec::new();
        outgoing.look_through(|piece| seen.extend_from_slice(piece)).unwrap();
        assert!(seen == bytes, "{length}: looked through");
        assert!(handed_on(outgoing).await == bytes, "{length}: handed on");
    }
}

#[tokio::test]
async fn without_a_place_on_the_disk_a_copy_stays_in_memory() {
    let folder = Folder::new();
    let archive = folder.open();
    fs::remove_dir(folder.path().join("staging")).unwrap();
    let bytes = some_bytes(2, 5_000_000);
    assert!(handed_on(set_down(&archive, &bytes)).await == bytes);
}

/// A disk of three megabytes, where root may mount one.
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn mounted_at(path: PathBuf) -> Option<Self> {
        fs::create_dir_all(&path).unwrap();
        let mount = Command::new("mount").args(["-t", "tmpfs", "-o", "size=3m", "tmpfs"]).arg(&path).output().ok()?;
        mount.status.success().then_some(Self(path))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        Command::new("umount").arg("-l").arg(&self.0).status().ok();
    }
}

#[tokio::test]
async fn a_disk_that_fills_half_way_gives_back_what_it_took() {
    let folder = Folder::new();
    let Some(disk) = SmallDisk::mounted_at(folder.path().join("disk")) else {
        eprintln!("only root can mount a small disk: a staging folder that is gone stands in");
        return;
    };
    let archive = Archive::open(&disk.0, NO_RESERVE).unwrap();
    let bytes = some_bytes(3, 5_000_000);
    assert!(handed_on(set_down(&archive, &bytes)).await == bytes);
    // What was given up takes no room any more.
    let small = some_bytes(4, 2_000_000);
    assert!(handed_on(set_down(&archive, &small)).await == small);
}

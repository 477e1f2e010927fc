//! Copies on their way out: handed on as they were written, held by hardly anything however large they are.

use std::{fs, io::Write};

use futures_util::FutureExt as _;
use zef::archive::{Archive, ArchiveError, Down, Outgoing, SettingDown, Source};

use super::{
    contract::{Engine, kept, some_bytes, some_rendition},
    local::Folder,
};

/// More than a copy may hold without asking.
const MUCH: usize = 5_000_000;

async fn source(archive: &Archive, bytes: &[u8]) -> Source {
    let hash = kept(archive, bytes).await;
    archive.original_to_copy(hash).await.unwrap().unwrap()
}

fn ready(down: Down) -> Outgoing {
    match down {
        Down::Ready(outgoing) => outgoing,
        Down::Needs(bytes) => panic!("it asks for {bytes} bytes"),
    }
}

fn needs(down: Down) -> u64 {
    match down {
        Down::Ready(outgoing) => panic!("{} bytes are held without having been allowed", outgoing.length()),
        Down::Needs(bytes) => bytes,
    }
}

async fn handed_on(mut outgoing: Outgoing) -> Vec<u8> {
    let mut bytes = Vec::new();
    while let Some((piece, rest)) = outgoing.next().await.unwrap() {
        bytes.extend_from_slice(&piece);
        outgoing = rest;
    }
    bytes
}

fn written<'a>(mut out: SettingDown, pieces: impl IntoIterator<Item = &'a [u8]>) -> Down {
    for piece in pieces {
        out.write_all(piece).unwrap();
    }
    out.done()
}

#[tokio::test]
async fn a_copy_is_handed_on_as_it_was_written_and_takes_no_room() {
    let folder = Folder::new();
    let archive = folder.open();
    let source = source(&archive, &some_bytes(1, MUCH)).await;
    let all: &[u8] = source.bytes();
    let (repeated, elsewhere) = (some_bytes(1, 300), some_bytes(2, 300));
    let copies: [&[&[u8]]; 7] = [
        &[],
        &[b"", b"words alone"],
        &[all],
        &[b"head", &all[700..65_000], &all[65_000..65_003], &all[65_003..4_000_000], b"tail"],
        // Backwards, twice, next to each other, and once more at the end.
        &[&all[4_000_000..], &all[..1_000_000], &all[..1_000_000], &all[1_000_000..1_000_200], &all[MUCH - 1..]],
        // What only looks like the source, and what follows there without having been taken from it.
        &[&repeated, &elsewhere, &all[..200], &repeated[200..], &elsewhere],
        &[&all[..65_536], b"x", &all[65_536..131_072], b"y", &all[131_072..131_136]],
    ];
    for pieces in copies {
        let whole = pieces.concat();
        let outgoing = ready(written(archive.set_down(Some(source.clone()), None), pieces.iter().copied()));
        assert_eq!(outgoing.length(), u64::try_from(whole.len()).unwrap());
        assert_eq!(folder.files("staging").len(), 0);
        let mut seen = Vec::new();
        outgoing.look_through(|piece| seen.extend_from_slice(piece)).unwrap();
        assert!(seen == whole, "{} pieces: looked through", pieces.len());
        assert!(handed_on(outgoing).await == whole, "{} pieces: handed on", pieces.len());
    }
}

#[tokio::test]
async fn a_copy_under_way_ends_well_when_its_file_is_replaced_or_gone() {
    let folder = Folder::new();
    let archive = folder.open();
    let bytes = some_bytes(3, MUCH);
    let hash = kept(&archive, &bytes).await;
    archive.put_rendition(hash, "640", some_rendition(1)).await.unwrap();
    let copy_of =
        |source: Source| ready(written(archive.set_down(Some(source.clone()), None), [source.bytes().as_ref()]));
    let original = copy_of(archive.original_to_copy(hash).await.unwrap().unwrap());
    let rendition = copy_of(archive.rendition_to_copy(hash, "640").await.unwrap().unwrap());
    archive.put_rendition(hash, "640", some_rendition(2)).await.unwrap();
    archive.remove(hash).await.unwrap();
    assert!(handed_on(original).await == bytes);
    assert!(handed_on(rendition).await == some_rendition(1));
}

#[tokio::test]
async fn a_file_cut_short_meanwhile_is_an_error_and_never_the_end() {
    let folder = Folder::new();
    let archive = folder.open();
    let bytes = some_bytes(4, MUCH);
    let hash = kept(&archive, &bytes).await;
    let source = archive.original_to_copy(hash).await.unwrap().unwrap();
    let outgoing = ready(written(archive.set_down(Some(source.clone()), None), [source.bytes().as_ref()]));
    fs::OpenOptions::new().write(true).open(folder.original(hash)).unwrap().set_len(100).unwrap();
    assert!(matches!(outgoing.next().await, Err(ArchiveError::Io { .. })));
}

#[tokio::test]
async fn what_a_copy_has_of_its_own_is_held_only_when_allowed_and_for_as_long_as_it_is_there() {
    let folder = Folder::new();
    let archive = folder.open();
    let own = some_bytes(5, 30_000_000);
    let pieces = || own.chunks(70_001);
    let bytes = needs(written(archive.set_down(None, None), pieces()));
    assert!(bytes >= 30_000_000);
    let allowance = archive.allow(bytes).await.unwrap();
    let first = ready(written(archive.set_down(None, Some(allowance)), pieces()));

    // No room for two such: the next one waits for the first, and small ones do not.
    let mut second = Box::pin(archive.allow(bytes));
    assert!(second.as_mut().now_or_never().is_none(), "sixty megabytes are held");
    let small = ready(written(archive.set_down(None, None), pieces().take(1)));
    assert!(handed_on(small).await == own[..70_001]);
    assert!(handed_on(first).await == own);
    let second = ready(written(archive.set_down(None, Some(second.await.unwrap())), pieces()));
    assert!(handed_on(second).await == own);

    // What is larger than all that may be held is allowed alone.
    let alone = archive.allow(u64::MAX).await.unwrap();
    assert!(archive.allow(1).now_or_never().is_none());
    drop(alone);
}

#[tokio::test]
async fn a_copy_in_very_many_runs_asks_for_what_they_take() {
    let folder = Folder::new();
    let archive = folder.open();
    let source = source(&archive, &some_bytes(6, MUCH)).await;
    let every_other: Vec<&[u8]> = source.bytes().chunks(200).step_by(2).collect();
    let bytes = needs(written(archive.set_down(Some(source.clone()), None), every_other.iter().copied()));
    let allowance = archive.allow(bytes).await.unwrap();
    let outgoing = ready(written(archive.set_down(Some(source.clone()), Some(allowance)), every_other.iter().copied()));
    assert!(handed_on(outgoing).await == every_other.concat());
}

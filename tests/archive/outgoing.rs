//! Copies on their way out: sent as they were written, and holding hardly any memory however large they are.

use std::{fs, io::Write};

use futures_util::FutureExt as _;
use zef::archive::{Archive, ArchiveError, CopyWriter, OutgoingCopy, VerifiedObject, WrittenCopy};

use super::{
    contract::{Engine, kept, some_bytes, some_rendition},
    local::Folder,
};

/// More than a copy may hold without a permit.
const MUCH: usize = 5_000_000;

async fn source(archive: &Archive, bytes: &[u8]) -> VerifiedObject {
    let hash = kept(archive, bytes).await;
    archive.original(hash).await.unwrap().unwrap()
}

fn ready(written: WrittenCopy) -> OutgoingCopy {
    match written {
        WrittenCopy::Ready(outgoing) => outgoing,
        WrittenCopy::NeedsMemory(bytes) => panic!("it asks for {bytes} bytes"),
    }
}

fn needs(written: WrittenCopy) -> u64 {
    match written {
        WrittenCopy::Ready(outgoing) => panic!("{} bytes are held without a permit", outgoing.length()),
        WrittenCopy::NeedsMemory(bytes) => bytes,
    }
}

async fn sent(mut outgoing: OutgoingCopy) -> Vec<u8> {
    let mut bytes = Vec::new();
    while let Some((piece, rest)) = outgoing.next().await.unwrap() {
        bytes.extend_from_slice(&piece);
        outgoing = rest;
    }
    bytes
}

fn written<'a>(mut copy: CopyWriter, pieces: impl IntoIterator<Item = &'a [u8]>) -> WrittenCopy {
    for piece in pieces {
        copy.write_all(piece).unwrap();
    }
    copy.finish()
}

#[tokio::test]
async fn a_copy_is_sent_as_it_was_written_and_takes_no_room() {
    let folder = Folder::new();
    sends_what_was_written(&folder.open()).await;
    assert_eq!(folder.files("staging").len(), 0);
}

#[tokio::test]
async fn a_copy_from_memory_is_sent_as_it_was_written() {
    sends_what_was_written(&Archive::in_memory()).await;
}

async fn sends_what_was_written(archive: &Archive) {
    let source = source(archive, &some_bytes(1, MUCH)).await;
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
        let outgoing = ready(written(archive.copy_writer(Some(source.clone()), None), pieces.iter().copied()));
        assert_eq!(outgoing.length(), u64::try_from(whole.len()).unwrap());
        assert_eq!(archive.staging_leftovers().await.unwrap().files, 0);
        let seen = outgoing.fold(Vec::new(), Vec::extend_from_slice).await.unwrap();
        assert!(seen == whole, "{} pieces: folded", pieces.len());
        for (first, length) in [(0, 1), (1, 70_000), (64_999, 10), (whole.len() / 2, whole.len()), (whole.len(), 1)] {
            let part = ready(written(archive.copy_writer(Some(source.clone()), None), pieces.iter().copied()));
            let part = part.part(u64::try_from(first).unwrap(), u64::try_from(length).unwrap());
            let from = first.min(whole.len());
            let expected = &whole[from..(from + length).min(whole.len())];
            assert_eq!(part.length(), u64::try_from(expected.len()).unwrap());
            assert!(sent(part).await == expected, "{} pieces: {length} bytes from {first} on", pieces.len());
        }
        assert!(sent(outgoing).await == whole, "{} pieces: sent", pieces.len());
    }
}

#[tokio::test]
async fn a_copy_under_way_ends_well_when_its_file_is_replaced_or_gone() {
    let folder = Folder::new();
    let archive = folder.open();
    let bytes = some_bytes(3, MUCH);
    let hash = kept(&archive, &bytes).await;
    archive.put_rendition(hash, "640", some_rendition(1)).await.unwrap();
    let copy_of = |source: VerifiedObject| {
        ready(written(archive.copy_writer(Some(source.clone()), None), [source.bytes().as_ref()]))
    };
    let original = copy_of(archive.original(hash).await.unwrap().unwrap());
    let rendition = copy_of(archive.rendition(hash, "640").await.unwrap().unwrap());
    archive.put_rendition(hash, "640", some_rendition(2)).await.unwrap();
    archive.remove(hash).await.unwrap();
    assert!(sent(original).await == bytes);
    assert!(sent(rendition).await == some_rendition(1));
}

#[tokio::test]
async fn a_file_cut_short_meanwhile_is_an_error_and_never_the_end() {
    let folder = Folder::new();
    let archive = folder.open();
    let bytes = some_bytes(4, MUCH);
    let hash = kept(&archive, &bytes).await;
    let source = archive.original(hash).await.unwrap().unwrap();
    let outgoing = ready(written(archive.copy_writer(Some(source.clone()), None), [source.bytes().as_ref()]));
    fs::OpenOptions::new().write(true).open(folder.original(hash)).unwrap().set_len(100).unwrap();
    assert!(matches!(outgoing.next().await, Err(ArchiveError::Failed { .. })));
}

#[tokio::test]
async fn a_copy_holds_bytes_of_its_own_only_with_a_permit_and_gives_it_back() {
    let archive = Archive::in_memory();
    let own = some_bytes(5, 30_000_000);
    let pieces = || own.chunks(70_001);
    let bytes = needs(written(archive.copy_writer(None, None), pieces()));
    assert!(bytes >= 30_000_000);
    let permit = archive.reserve_memory(bytes).await.unwrap();
    let first = ready(written(archive.copy_writer(None, Some(permit)), pieces()));

    // No room for two such: the next one waits for the first, and small ones do not.
    let mut second = Box::pin(archive.reserve_memory(bytes));
    assert!(second.as_mut().now_or_never().is_none(), "sixty megabytes are held");
    let small = ready(written(archive.copy_writer(None, None), pieces().take(1)));
    assert!(sent(small).await == own[..70_001]);
    assert!(sent(first).await == own);
    let second = ready(written(archive.copy_writer(None, Some(second.await.unwrap())), pieces()));
    assert!(sent(second).await == own);

    // More than the whole budget is all of the budget.
    let alone = archive.reserve_memory(u64::MAX).await.unwrap();
    assert!(archive.reserve_memory(1).now_or_never().is_none());
    drop(alone);
}

#[tokio::test]
async fn a_copy_in_very_many_ranges_asks_for_what_they_take() {
    let archive = Archive::in_memory();
    let source = source(&archive, &some_bytes(6, MUCH)).await;
    let every_other: Vec<&[u8]> = source.bytes().chunks(200).step_by(2).collect();
    let bytes = needs(written(archive.copy_writer(Some(source.clone()), None), every_other.iter().copied()));
    let permit = archive.reserve_memory(bytes).await.unwrap();
    let outgoing = ready(written(archive.copy_writer(Some(source.clone()), Some(permit)), every_other.iter().copied()));
    assert!(sent(outgoing).await == every_other.concat());
}

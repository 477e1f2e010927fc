//! Readers who ask for a large original and then hardly read: they hold neither memory nor disk, and keep nobody out.

use std::time::Duration;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

use super::full_disk::SmallDisk;
use crate::{
    alone::alone,
    files,
    zef::{House, Zef},
};

/// The most memory the whole server may ever take.
const CEILING: u64 = 512 * 1024 * 1024;
/// So many copies of thirty megabytes are more than the ceiling.
const READERS: usize = 20;
/// How long one may wait before the story gives up: a guard against waiting for ever, not a measure.
const PATIENCE: Duration = Duration::from_mins(1);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn slow_readers_of_a_large_original_hold_neither_memory_nor_disk() {
    let _alone = alone();
    let house = House::new();
    let disk = SmallDisk::mounted_at(house.desk().join("disk"));
    let zef = match &disk {
        Some(disk) => house.moved_to(disk.0.join("storage")).serve(),
        // Only root can mount a small disk: the memory is measured all the same.
        None => house.serve(),
    };
    let noise = files::noisy_png(3_170);
    assert!(noise.len() > 30_000_000);
    let given = zef.trusted.gives_bytes("bruit.png", noise).under("cc-by-4.0").await.created();
    // Above the reserve of a gigabyte, room for one more photograph, and for no copy.
    let _filler = disk.as_ref().map(|disk| disk.filled_but(1_020_000_000));
    let mut readers = Vec::new();
    for _ in 0..READERS {
        // The head and the first bytes have come: the copy is made, and held somewhere.
        let reader = timeout(PATIENCE, reads_a_little(&zef, &given.id())).await;
        readers.push(reader.expect("one reader waits for the others"));
    }
    let most = zef.most_memory();
    assert!(most <= CEILING, "it took {} MiB", most / 1024 / 1024);
    // Nobody else waits for them, and a copy is whole for whoever reads on.
    zef.trusted.gives("storm.webp").under("cc-by-4.0").await.created();
    let copy = zef.visitor.takes(&given.id(), "original").await.is(200);
    assert_eq!(copy.header("content-length"), copy.bytes.len().to_string());
    let last = readers.pop().unwrap();
    assert_eq!(reads_to_the_end(last).await, copy.bytes.len());
    drop(readers);
    zef.ends_well();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn copies_that_must_be_held_are_few_and_who_comes_after_them_is_told_when_to_come_back() {
    let zef = Zef::serve();
    let given =
        zef.trusted.gives_bytes("profil.tif", files::tiff_with_profile(12_000_000)).under("cc-by-4.0").await.created();
    let other = zef.trusted.gives("pier.tif").under("cc-by-4.0").await.created();
    // Four hold nearly all that copies may hold together.
    let mut readers = Vec::new();
    for _ in 0..4 {
        readers.push(reads_a_little(&zef, &given.id()).await);
    }

    let english = zef.visitor.speaking("en");
    let id = given.id();
    let (refused, also_refused) = tokio::join!(zef.visitor.takes(&id, "original"), english.takes(&id, "original"));
    assert_eq!(refused.header("retry-after"), "10");
    assert_ne!(refused.refused(503, "busy"), also_refused.refused(503, "busy"));
    // Other copies, and uploads, go on.
    zef.visitor.takes(&other.id(), "original").await.is(200);
    zef.trusted.gives("storm.webp").under("cc-by-4.0").await.created();

    // One leaves: the next one is served at once.
    drop(readers.pop());
    let copy = zef.visitor.takes(&given.id(), "original").await.is(200);
    for stays in readers {
        assert_eq!(reads_to_the_end(stays).await, copy.bytes.len());
    }
    zef.ends_well();
}

/// A connection with one request, read to the first bytes of the body, and those bytes' number.
async fn reads_a_little(zef: &Zef, id: &str) -> (TcpStream, usize) {
    let address = zef.url.trim_start_matches("http://").to_owned();
    let mut stream = TcpStream::connect(&address).await.unwrap();
    let request =
        format!("GET /photos/{id}/download?size=original HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.unwrap());
    }
    assert!(head.starts_with(b"HTTP/1.1 200 "), "{}", String::from_utf8_lossy(&head));
    let mut first = [0; 4_096];
    stream.read_exact(&mut first).await.unwrap();
    (stream, first.len())
}

/// The length of the whole body.
async fn reads_to_the_end((mut stream, before): (TcpStream, usize)) -> usize {
    let mut rest = Vec::new();
    before + stream.read_to_end(&mut rest).await.unwrap()
}

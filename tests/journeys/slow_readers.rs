//! Readers who ask for a large original and then hardly read: each holds a place on the disk, none in memory.

use std::time::Duration;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

use crate::{files, zef::Zef};

/// The most memory the whole server may ever take.
const CEILING: u64 = 512 * 1024 * 1024;
/// So many copies of thirty megabytes are more than the ceiling.
const READERS: usize = 20;
/// How long one may wait before the story gives up: a guard against waiting for ever, not a measure.
const PATIENCE: Duration = Duration::from_mins(1);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn slow_readers_of_a_large_original_hold_no_memory() {
    let zef = Zef::serve();
    let noise = files::noisy_png(3_170);
    assert!(noise.len() > 30_000_000);
    let given = zef.trusted.gives_bytes("bruit.png", noise).under("cc-by-4.0").await.created();
    let mut readers = Vec::new();
    for _ in 0..READERS {
        // The head and the first bytes have come: the copy is made, and held somewhere.
        let reader = timeout(PATIENCE, reads_a_little(&zef, &given.id())).await;
        readers.push(reader.expect("one reader waits for the others"));
    }
    let most = zef.most_memory();
    assert!(most <= CEILING, "it took {} MiB", most / 1024 / 1024);
    // Nobody else waits for them, and a copy is whole for whoever reads on.
    let copy = zef.visitor.takes(&given.id(), "original").await.is(200);
    assert_eq!(copy.header("content-length"), copy.bytes.len().to_string());
    let last = readers.pop().unwrap();
    assert_eq!(reads_to_the_end(last).await, copy.bytes.len());
    drop(readers);
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

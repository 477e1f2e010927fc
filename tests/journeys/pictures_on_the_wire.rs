//! Large pictures leave another way than the rest of what is sent: whole, in order, and at the pace of whoever reads.

use std::time::Duration;

use reqwest::Method;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpSocket, TcpStream},
    time::sleep,
};

use crate::{
    answer::{Answer, Photo},
    files,
    zef::Zef,
};

/// A picture of some hundred kilobytes, a small one, and a page, with what a reader got of each.
async fn answers(zef: &Zef) -> (Photo, Vec<(String, Vec<u8>)>) {
    let photo = zef.trusted.gives_bytes("bruit.png", files::noisy_png(1_500)).under("cc-by-4.0").await.created();
    let paths =
        [format!("/media/{}/1280.jpg", photo.id()), format!("/media/{}/320.jpg", photo.id()), "/healthz".to_owned()];
    let mut answers = Vec::new();
    for path in paths {
        let made = zef.visitor.reads(&path).await.is(200).bytes;
        // The second time it comes from memory.
        assert_eq!(zef.visitor.reads(&path).await.is(200).bytes, made, "{path}");
        answers.push((path, made));
    }
    assert!(answers[0].1.len() > 300_000 && answers[1].1.len() < 65_536, "one is large, one is small");
    (photo, answers)
}

#[tokio::test]
async fn answers_asked_for_at_once_come_whole_and_in_order() {
    let zef = Zef::serve();
    let (_, answers) = answers(&zef).await;
    let [large, small, page] = [0, 1, 2].map(|place: usize| &answers[place]);
    let order = [large, small, large, large, page, large, page];
    let address = zef.url.trim_start_matches("http://").to_owned();
    let mut stream = TcpStream::connect(&address).await.unwrap();
    for (path, _) in order {
        stream.write_all(format!("GET {path} HTTP/1.1\r\nhost: {address}\r\n\r\n").as_bytes()).await.unwrap();
    }
    for (path, body) in order {
        let length = head(&mut stream).await;
        assert_eq!(length, body.len(), "{path}");
        let mut got = vec![0; length];
        stream.read_exact(&mut got).await.unwrap();
        assert!(got == *body, "{path} came otherwise");
    }
    zef.ends_well();
}

#[tokio::test]
async fn a_large_picture_waits_for_a_slow_reader_and_not_for_one_who_leaves() {
    let zef = Zef::serve();
    let (photo, answers) = answers(&zef).await;
    let (path, body) = &answers[0];
    let address = zef.url.trim_start_matches("http://").to_owned();
    let mut slow = reads_slowly(&address, path, body.len()).await;
    drop(reads_slowly(&address, path, body.len()).await);
    // Withdrawn meanwhile, it is whole for whoever was reading it, and gone for the next.
    let mut got = vec![0; 1_000];
    slow.read_exact(&mut got).await.unwrap();
    zef.trusted.withdraws(&photo.id(), "Doublon.").await;
    zef.visitor.reads(path).await.is(410);
    sleep(Duration::from_millis(300)).await;
    got.resize(body.len(), 0);
    slow.read_exact(&mut got[1_000..]).await.unwrap();
    assert!(got == *body, "the slow reader got something else");
    zef.ends_well();
}

#[tokio::test]
async fn a_picture_under_way_is_finished_when_the_server_is_asked_to_end_and_no_connection_holds_it() {
    let zef = Zef::serve();
    let (_, answers) = answers(&zef).await;
    let (path, body) = &answers[0];
    let address = zef.url.trim_start_matches("http://").to_owned();
    let asks_again = format!("GET /healthz HTTP/1.1\r\nhost: {address}\r\n\r\n").into_bytes();
    let mut reading = reads_slowly(&address, path, body.len()).await;
    let mut asking = TcpStream::connect(&address).await.unwrap();
    asking.write_all(&asks_again).await.unwrap();
    let length = head(&mut asking).await;
    asking.read_exact(&mut vec![0; length]).await.unwrap();

    zef.asked_to_end();
    // Whoever would ask for ever is let go: the connection is closed, or the next answer is its last.
    let mut heard = 0;
    while heard < 40 && asking.write_all(&asks_again).await.is_ok() {
        let mut answer = vec![0; 4_096];
        match asking.read(&mut answer).await {
            Ok(1..) => heard += 1,
            Ok(0) | Err(_) => break,
        }
        sleep(Duration::from_millis(100)).await;
    }
    assert!(heard < 40, "it went on answering");
    let mut got = Vec::new();
    reading.read_to_end(&mut got).await.unwrap();
    assert!(got == *body, "the picture under way was cut");
    zef.ends_well();
}

#[tokio::test]
async fn the_head_of_a_large_picture_comes_alone() {
    let zef = Zef::serve();
    let (_, answers) = answers(&zef).await;
    let (path, body) = &answers[0];
    for _ in 0..2 {
        let head = Answer::read(zef.visitor.asks(Method::HEAD, path).send().await).await.unwrap().is(200);
        assert_eq!(head.header("content-length"), body.len().to_string());
        assert!(head.bytes.is_empty());
    }
    zef.ends_well();
}

/// Asks for a picture of this length, reads the head of its answer, and has room for little more.
async fn reads_slowly(address: &str, path: &str, length: usize) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(4_096).unwrap();
    let mut stream = socket.connect(address.parse().unwrap()).await.unwrap();
    let asked = format!("GET {path} HTTP/1.1\r\nhost: {address}\r\n\r\n");
    stream.write_all(asked.as_bytes()).await.unwrap();
    assert_eq!(head(&mut stream).await, length);
    stream
}

/// Reads the head of an answer; how long its body is.
async fn head(stream: &mut TcpStream) -> usize {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.unwrap());
    }
    let head = String::from_utf8(head).unwrap().to_lowercase();
    assert!(head.starts_with("http/1.1 200 "), "{head}");
    head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap().parse().unwrap()
}

#[tokio::test]
async fn a_very_long_address_is_refused_and_the_log_stays_clean() {
    let zef = Zef::serve();
    let address = zef.url.trim_start_matches("http://").to_owned();
    let mut stream = TcpStream::connect(&address).await.unwrap();
    let path = "a".repeat(70_000);
    stream.write_all(format!("GET /{path} HTTP/1.1\r\nhost: {address}\r\n\r\n").as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 400 "), "{answer}");
    zef.ends_well();
}

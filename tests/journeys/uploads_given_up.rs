//! Uploads that are given up before their end: what is too large, and what does not come any more.

use futures_util::stream;
use reqwest::{
    Body, Method,
    multipart::{Form, Part},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::{
    answer::Answer,
    browser::Browser,
    zef::{House, Zef, files_in},
};

/// A body of one file that never ends.
fn endless() -> Form {
    let pieces = stream::repeat_with(|| Ok::<_, std::io::Error>(vec![7_u8; 64 * 1024]));
    Form::new().part("file", Part::stream(Body::wrap_stream(pieces)).file_name("sans-fin.jpg"))
}

#[tokio::test]
async fn a_body_that_never_ends_is_refused_once_it_is_too_large() {
    let zef = House::new().configured("file_megabytes = 1").serve();
    let answer = Answer::read(zef.contributor.asks(Method::POST, "/api/v1/photos").multipart(endless()).send().await);
    answer.await.unwrap().refused(413, "too-large");
    let browser = Browser::of(&zef, "anne").await;
    for path in ["/upload", "/upload/file"] {
        let answer = browser.uploads_to(path, endless()).await.is(413);
        assert!(answer.text().contains("dépasse 1\u{a0}Mo"), "{path}: {}", answer.text());
    }
    assert!(files_in(&zef.storage().join("staging")).is_empty(), "something of it is left");
    zef.ends_well();
}

#[tokio::test]
async fn a_body_announced_too_large_is_refused_before_it_comes() {
    let zef = House::new().configured("file_megabytes = 1").serve();
    let answer = only_the_head(&zef, 3_000_000, "").await;
    assert!(answer.starts_with("HTTP/1.1 413 ") && answer.contains("too-large"), "{answer}");
    zef.ends_well();
}

#[tokio::test]
async fn an_upload_that_stands_still_is_given_up_and_leaves_nothing() {
    let zef = House::new().configured("upload_idle_seconds = 1").serve();
    let begun = "--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.jpg\"\r\n\r\nquelques octets";
    let answer = only_the_head(&zef, 100_000, begun).await;
    assert!(answer.starts_with("HTTP/1.1 408 ") && answer.contains("\"timeout\""), "{answer}");
    assert!(files_in(&zef.storage().join("staging")).is_empty(), "something of it is left");
    zef.ends_well();
}

#[tokio::test]
async fn a_form_that_trickles_is_given_up() {
    let zef = House::new().configured("form_seconds = 1").serve();
    let given = zef.contributor.asks(Method::POST, "/").build().unwrap();
    let token = given.headers()["authorization"].to_str().unwrap().to_owned();
    let (form, json) = ("application/x-www-form-urlencoded", "application/json");
    for (method, path, kind) in [
        ("POST", "/login", form),
        ("POST", "/basket", form),
        ("POST", "/upload/details", form),
        // It says that it brings files, where none is taken.
        ("POST", "/join", "multipart/form-data; boundary=b"),
        ("PATCH", "/api/v1/photos/m2v89Dns", json),
        ("POST", "/api/v1/attributions", json),
    ] {
        let address = zef.url.trim_start_matches("http://");
        let mut stream = TcpStream::connect(address).await.unwrap();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nhost: {address}\r\nauthorization: {token}\r\naccept: application/json\r\n\
             content-type: {kind}\r\ncontent-length: 1000\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        let (mut reading, mut writing) = stream.into_split();
        // A byte each tenth of a second: never idle, and never done.
        let trickle = tokio::spawn(async move {
            while writing.write_all(b"a").await.is_ok() {
                tokio::time::sleep(std::time::Duration::from_millis(100)).await;
            }
        });
        let mut answer = Vec::new();
        let read = tokio::time::timeout(std::time::Duration::from_secs(20), reading.read_to_end(&mut answer));
        let ended = read.await.expect("it was waited for");
        trickle.abort();
        let answer = String::from_utf8_lossy(&answer).into_owned();
        assert!(answer.starts_with("HTTP/1.1 408 "), "{path}: {ended:?} {answer}");
        assert!(answer.to_lowercase().contains("connection: close"), "{path}: {answer}");
    }
    // Forms that come are read as before.
    Browser::of(&zef, "anne").await;
    zef.ends_well();
}

/// The answer to a photo of which only the head and these bytes are sent, while the connection stays open.
async fn only_the_head(zef: &Zef, announced: usize, begun: &str) -> String {
    let given = zef.contributor.asks(Method::POST, "/api/v1/photos").build().unwrap();
    let token = given.headers()["authorization"].to_str().unwrap();
    let address = zef.url.trim_start_matches("http://");
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head = format!(
        "POST /api/v1/photos HTTP/1.1\r\nhost: {address}\r\nauthorization: {token}\r\n\
         content-type: multipart/form-data; boundary=b\r\ncontent-length: {announced}\r\n\r\n{begun}"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    while !answer.ends_with(b"}") {
        answer.push(stream.read_u8().await.unwrap());
    }
    String::from_utf8(answer).unwrap()
}

//! Forms made of endless words: refused early, whatever their number, and never held whole.

use std::convert::Infallible;

use bytes::Bytes;
use futures_util::{future::join_all, stream};
use reqwest::{Body, Method};

use crate::{alone::alone, zef::Zef};

/// The most memory that refusing words may ever take.
const CEILING: u64 = 256 * 1024 * 1024;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_million_fields_are_too_many() {
    let _alone = alone();
    let zef = Zef::serve();
    let body = Bytes::from("a&".repeat(1_000_000));
    let posts = (0..16).map(|_| {
        let post = zef.visitor.on_a_new_connection().asks(Method::POST, "/login").body(body.clone());
        post.header("content-type", "application/x-www-form-urlencoded").send()
    });
    for answer in join_all(posts).await {
        assert_eq!(answer.unwrap().status(), 413);
    }
    let most = zef.most_memory();
    assert!(most <= CEILING, "it took {} MiB", most / 1024 / 1024);
    zef.visitor.reads("/login").await.is(200);
    zef.ends_well();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_long_fields_are_refused_together() {
    let _alone = alone();
    let zef = Zef::serve();
    let posts = (0..16).map(|_| {
        let post = zef.contributor.on_a_new_connection().asks(Method::POST, "/api/v1/photos");
        post.header("content-type", "multipart/form-data; boundary=mark").body(endless(1_900, 60_000)).send()
    });
    // It stops listening long before the end: its answer may be lost to whoever is still talking.
    for answer in join_all(posts).await.into_iter().flatten() {
        assert!(matches!(answer.status().as_u16(), 400 | 413), "{}", answer.status());
    }
    let most = zef.most_memory();
    assert!(most <= CEILING, "it took {} MiB", most / 1024 / 1024);
    // And it still listens to honest people, at their usual length.
    let words = "Une longue histoire. ".repeat(200);
    let gift = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").with("description", &words);
    gift.await.created();
    zef.ends_well();
}

/// A multipart body of so many fields of so many bytes (RFC 7578), written as it is sent.
fn endless(fields: usize, length: usize) -> Body {
    let field = move |i: usize| {
        let head = format!("--mark\r\ncontent-disposition: form-data; name=\"field{i}\"\r\n\r\n");
        Ok::<_, Infallible>(Bytes::from(format!("{head}{:x>length$}\r\n", "")))
    };
    Body::wrap_stream(stream::iter((0..fields).map(field)))
}

//! SIGTERM while a photograph is on its way: what can be finished is finished, and the end is a good one either way.

use std::time::Duration;

use futures_util::stream;
use reqwest::{
    Body, Method,
    multipart::{Form, Part},
};
use tokio::sync::mpsc;

use crate::{
    answer::Answer,
    files,
    zef::{Zef, files_in},
};

/// A photograph that is sent as its holder lets it go, and its sender.
fn slow_gift() -> (Form, mpsc::Sender<Vec<u8>>) {
    let (hand, slow) = mpsc::channel::<Vec<u8>>(1);
    let body = stream::unfold(slow, |mut slow| async {
        let piece = slow.recv().await?;
        Some((Ok::<_, std::io::Error>(piece), slow))
    });
    let part = Part::stream(Body::wrap_stream(body)).file_name("leaf.jpg");
    (Form::new().text("license", "cc-by-4.0").part("file", part), hand)
}

/// Waits until the first bytes are in staging.
async fn has_begun(zef: &Zef) {
    while files_in(&zef.storage().join("staging")).is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

#[tokio::test]
async fn a_photograph_on_its_way_arrives_before_the_end() {
    let zef = Zef::serve();
    let (form, hand) = slow_gift();
    let sending = tokio::spawn(zef.trusted.asks(Method::POST, "/api/v1/photos").multipart(form).send());
    let leaf = files::fixture("leaf.jpg");
    hand.send(leaf[..60_000].to_vec()).await.unwrap();
    has_begun(&zef).await;
    zef.asked_to_end();
    for piece in leaf[60_000..].chunks(20_000) {
        hand.send(piece.to_vec()).await.unwrap();
    }
    drop(hand);
    let photo = Answer::read(sending.await.unwrap()).await.unwrap().created();
    let zef = zef.ends_well().serve();
    assert_eq!(zef.visitor.sees(&photo.id()).await.photo().blake3(), photo.blake3());
    zef.ends_well().run(&["check"]).well();
}

#[tokio::test]
async fn a_photograph_that_never_arrives_keeps_nobody_waiting() {
    let zef = Zef::serve();
    let (form, hand) = slow_gift();
    let sending = tokio::spawn(zef.trusted.asks(Method::POST, "/api/v1/photos").multipart(form).send());
    hand.send(files::fixture("leaf.jpg")[..60_000].to_vec()).await.unwrap();
    has_begun(&zef).await;
    let house = zef.ends_well();
    assert!(sending.await.unwrap().is_err());
    drop(hand);
    let zef = house.serve();
    assert!(zef.visitor.browses().await.is_empty());
    zef.ends_well().run(&["check"]).well();
}

//! HEAD: the same headers as GET, and no body (RFC 9110 §9.3.2).

use reqwest::Method;

use crate::{answer::Answer, zef::House};

#[tokio::test]
async fn whoever_asks_for_the_head_alone_gets_the_head_of_the_whole() {
    let zef = House::new().known_as("https://photos.example").serve();
    let photo = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").titled("Feuille").await.created();
    let gone = zef.trusted.gives("storm.webp").under("cc-by-4.0").await.created();
    zef.trusted.withdraws(&gone.id(), "Doublon.").await;
    let page = zef.visitor.reads("/").await.is(200).text();
    let style = page.split('"').find(|part| part.starts_with("/assets/")).unwrap();
    let id = photo.id();
    for (path, status) in [
        ("/".to_owned(), 200),
        ("/en".to_owned(), 200),
        ("/licenses".to_owned(), 200),
        (format!("/photos/{id}"), 200),
        (format!("/photos/{id}/receipt"), 200),
        (format!("/photos/{id}/download?size=640"), 200),
        (format!("/embed/{id}"), 200),
        (photo.renditions()[0].clone(), 200),
        (style.to_owned(), 200),
        ("/api/v1/photos".to_owned(), 200),
        (format!("/api/v1/photos/{id}"), 200),
        (format!("/api/v1/photos/{id}/attribution?format=text"), 200),
        (format!("/oembed?url=https%3A%2F%2Fphotos.example%2Fphotos%2F{id}"), 200),
        ("/charts/2767-1755.svg".to_owned(), 200),
        ("/healthz".to_owned(), 200),
        (format!("/photos/{}", gone.id()), 410),
        ("/photos/zzzz2222".to_owned(), 404),
        ("/api/v1/photos/zzzz2222".to_owned(), 404),
    ] {
        let whole = zef.visitor.reads(&path).await.is(status);
        let head = Answer::read(zef.visitor.asks(Method::HEAD, &path).send().await).await.unwrap();
        assert_eq!(head.status, whole.status, "{path}");
        assert!(head.bytes.is_empty() && !whole.bytes.is_empty(), "{path}");
        assert_eq!(lines(&head), lines(&whole), "{path}");
    }
    zef.ends_well();
}

fn lines(answer: &Answer) -> Vec<String> {
    let lines = answer.headers.iter().map(|(name, value)| format!("{name}: {value:?}"));
    let mut lines: Vec<String> = lines.filter(|line| !line.starts_with("date:")).collect();
    lines.sort();
    lines
}

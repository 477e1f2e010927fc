//! A download that broke goes on where it did, and only within the very same file.

use std::{fs, process::Command};

use reqwest::{Method, header::HeaderMap};

use crate::{
    answer::Answer,
    files,
    zef::{House, Zef},
};

async fn asked(zef: &Zef, path: &str, headers: &[(&str, &str)]) -> Answer {
    let headers = headers.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()));
    let request = zef.visitor.asks(Method::GET, path).headers(headers.collect::<HeaderMap>());
    Answer::read(request.send().await).await.unwrap()
}

#[tokio::test]
async fn a_part_of_a_download_is_that_part_of_its_bytes() {
    let zef = Zef::serve();
    let photograph = files::large_photograph();
    let id = zef.trusted.gives_bytes("rade.jpg", photograph).under("cc-by-4.0").titled("La rade").await.created().id();
    for path in [
        format!("/photos/{id}/download"),
        format!("/api/v1/photos/{id}/download?size=640"),
        format!("/api/v1/photos/{id}/download?size=640&strip=true"),
    ] {
        let whole = asked(&zef, &path, &[]).await.is(200);
        let (tag, length) = (whole.header("etag").to_owned(), whole.bytes.len());
        assert!(tag.starts_with('"') && tag.len() > 20, "{path}: {tag} is no strong tag");
        assert_eq!(whole.header("accept-ranges"), "bytes");
        for (range, first, last) in [
            ("bytes=0-0", 0, 0),
            ("bytes=0-", 0, length - 1),
            ("bytes=20-2019", 20, 2_019),
            (&format!("bytes={}-", length / 3), length / 3, length - 1),
            (
                &format!("bytes={}-{}", length / 2, length / 2 + 70_000),
                length / 2,
                (length / 2 + 70_000).min(length - 1),
            ),
            ("bytes=-1", length - 1, length - 1),
        ] {
            let part = asked(&zef, &path, &[("range", range), ("if-range", &tag)]).await.is(206);
            assert_eq!(part.header("content-range"), format!("bytes {first}-{last}/{length}"), "{path} {range}");
            assert_eq!(part.header("content-length"), (last - first + 1).to_string(), "{path} {range}");
            assert_eq!(
                (part.header("etag"), part.header("content-type")),
                (tag.as_str(), whole.header("content-type"))
            );
            assert!(part.bytes == whole.bytes[first..=last], "{path} {range}");
        }
        // Another file, several parts at once, or what is no range: the whole.
        for headers in [
            &[("range", "bytes=5-"), ("if-range", "\"another\"")][..],
            &[("range", "bytes=5-"), ("if-range", "Mon, 30 Nov 2026 00:00:00 GMT")],
            &[("range", "bytes=0-1,5-6")],
            &[("range", "bytes=9-2")],
            &[("range", "lines=1-2")],
        ] {
            let answer = asked(&zef, &path, headers).await.is(200);
            assert!(answer.bytes == whole.bytes, "{path} {headers:?}");
        }
        let beyond =
            asked(&zef, &path, &[("range", &format!("bytes={length}-")), ("accept", "application/json")]).await;
        assert_eq!(beyond.header("content-range"), format!("bytes */{length}"));
        beyond.refused(416, "range-not-satisfiable");
        // Who has it is told so, without its bytes.
        assert!(asked(&zef, &path, &[("if-none-match", &tag)]).await.is(304).bytes.is_empty());
        let head = Answer::read(zef.visitor.asks(Method::HEAD, &path).header("range", "bytes=5-9").send().await);
        let head = head.await.unwrap().is(200);
        assert_eq!((head.header("content-length"), head.header("etag")), (length.to_string().as_str(), tag.as_str()));
    }
    zef.ends_well();
}

#[tokio::test]
async fn a_copy_made_again_has_the_same_tag_until_what_it_says_changes() {
    let zef = House::new().known_as("https://photos.example").serve();
    let id = zef.trusted.gives_bytes("rade.jpg", files::large_photograph()).under("cc-by-4.0").await.created().id();
    let path = format!("/photos/{id}/download");
    let before = asked(&zef, &path, &[]).await.is(200);
    // The same after another start, from a file that is read again.
    let zef = zef.ends_well().serve();
    let again = asked(&zef, &path, &[]).await.is(200);
    assert_eq!(before.header("etag"), again.header("etag"));
    assert!(before.bytes == again.bytes);

    zef.trusted.changes(&id, serde_json::json!({ "title": "Un autre titre" })).await.photo();
    let headers = [("range", "bytes=1000-"), ("if-range", before.header("etag"))];
    let changed = asked(&zef, &path, &headers).await.is(200);
    assert_ne!(changed.header("etag"), before.header("etag"));
    assert!(changed.bytes != before.bytes);
    zef.ends_well();
}

#[tokio::test]
async fn curl_goes_on_where_it_broke() {
    let zef = Zef::serve();
    let id = zef.trusted.gives_bytes("rade.jpg", files::large_photograph()).under("cc-by-4.0").await.created().id();
    let path = format!("/photos/{id}/download");
    let whole = asked(&zef, &path, &[]).await.is(200).bytes;
    let begun = zef.house().desk().join("rade.jpg");
    fs::write(&begun, &whole[..whole.len() / 2]).unwrap();
    let curl =
        Command::new("curl").args(["-sS", "-C", "-", "-o"]).arg(&begun).arg(format!("{}{path}", zef.url)).output();
    let curl = curl.expect("curl is installed");
    assert!(curl.status.success(), "{}", String::from_utf8_lossy(&curl.stderr));
    assert!(fs::read(&begun).unwrap() == whole);
    zef.ends_well();
}

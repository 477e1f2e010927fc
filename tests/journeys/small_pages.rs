//! Compression: pages of visitors for clients that accept it, and never pages with secrets.

use std::{collections::BTreeSet, io::Read as _};

use flate2::read::GzDecoder;
use reqwest::Method;

use crate::{answer::Answer, browser::Browser, files, zef::Zef};

/// The page as whoever takes these codings gets it.
async fn compressed(zef: &Zef, path: &str, codings: &'static str) -> Answer {
    let asked = zef.visitor.asks(Method::GET, path).header("accept-encoding", codings);
    Answer::read(asked.send().await).await.unwrap()
}

/// The page behind its coding.
fn read(small: &Answer) -> Vec<u8> {
    let mut whole = Vec::new();
    match small.header("content-encoding") {
        "br" => brotli::Decompressor::new(small.bytes.as_slice(), 4_096).read_to_end(&mut whole).unwrap(),
        "gzip" => GzDecoder::new(small.bytes.as_slice()).read_to_end(&mut whole).unwrap(),
        _ => return small.bytes.clone(),
    };
    whole
}

#[tokio::test]
async fn a_visitor_gets_the_same_page_in_fewer_bytes() {
    let zef = Zef::serve();
    let id = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").titled("Feuille").await.created().id();
    for path in ["/".to_owned(), format!("/photos/{id}"), "/search?q=feuille".to_owned()] {
        let whole = zef.visitor.reads(&path).await.is(200);
        // Made first for whoever takes it whole or for whoever does not, it is the same.
        for (taken, coding) in
            [("deflate, gzip;q=0.8", "gzip"), ("gzip, deflate, br", "br"), ("br", "br"), ("gzip", "gzip")]
        {
            let small = compressed(&zef, &path, taken).await;
            assert_eq!((small.header("content-encoding"), small.header("vary")), (coding, "Accept-Encoding"));
            assert!(small.bytes.len() * 2 < whole.bytes.len(), "{path}: {} bytes", small.bytes.len());
            assert!(read(&small) == whole.bytes, "{path}: another page");
        }
        assert!(whole.header("content-encoding").is_empty() && whole.header("vary") == "Accept-Encoding");
    }
    for refused in ["gzip;q=0", "deflate, gzip; q=0.000", "br;q=0", "zstd"] {
        let asked = zef.visitor.asks(Method::GET, "/").header("accept-encoding", refused);
        let answer = Answer::read(asked.send().await).await.unwrap().is(200);
        assert!(answer.header("content-encoding").is_empty(), "{refused}");
    }
    // Beside a secret, the length of what is sent may give it away (CVE-2013-3587).
    let browser = Browser::of(&zef, "anne").await;
    let asked = browser.asks(&format!("/photos/{id}")).header("accept-encoding", "gzip, br");
    let signed_in = Answer::read(asked.send().await).await.unwrap().is(200);
    assert!(signed_in.header("content-encoding").is_empty() && signed_in.text().contains("Anne Le Gall"));
    // What the API told its contributor alone is not found in the browser once they signed out.
    assert_eq!(zef.trusted.sees(&id).await.is(200).header("cache-control"), "private, no-store");
    zef.ends_well();
}

#[tokio::test]
async fn pages_that_are_not_kept_are_compressed_too() {
    let zef = Zef::serve();
    for path in ["/login", "/join", "/basket", "/nowhere"] {
        for coding in ["br", "gzip"] {
            for _again in 0..4 {
                let small = compressed(&zef, path, coding).await;
                assert_eq!(
                    (small.header("content-encoding"), small.header("vary")),
                    (coding, "Accept-Encoding"),
                    "{path}"
                );
                let whole = read(&small);
                assert!(small.bytes.len() * 2 < whole.len(), "{path}: {} of {}", small.bytes.len(), whole.len());
                assert!(String::from_utf8(whole).unwrap().ends_with("</html>"), "{path}");
            }
        }
        assert!(zef.visitor.reads(path).await.header("content-encoding").is_empty(), "{path}");
    }
    // Each form has another token, and each is believed: the length of a page tells nothing of the browser's secret.
    let browser = Browser::before(&zef);
    browser.opens("/login").await.is(200);
    let mut tokens = BTreeSet::new();
    for _again in 0..3 {
        let form = browser.form_on("/login", "/login").await;
        tokens.extend(form.fields.iter().filter(|(name, _)| name == "csrf").map(|(_, token)| token.clone()));
        let wrong = browser.fills(&form, &[("handle", "nobody"), ("password", "not the password")]).await;
        assert_eq!(wrong.status, 422, "not refused as forged");
    }
    assert_eq!(tokens.len(), 3);
    zef.ends_well();
}

#[tokio::test]
async fn home_and_photo_reach_a_telephone_in_one_round_trip() {
    let zef = Zef::serve();
    let mut id = String::new();
    for number in 0..30 {
        let gift = zef.trusted.gives_bytes("photo.jpg", files::small_photograph(number)).under("cc-by-sa-4.0");
        id = gift.titled(&format!("Le port à marée basse, vue {number} depuis la jetée")).await.created().id();
    }
    // RFC 6928: ten packets come before the first acknowledgement.
    for path in ["/".to_owned(), format!("/photos/{id}"), "/br/".to_owned(), format!("/en/photos/{id}")] {
        let page = compressed(&zef, &path, "br").await.is(200);
        assert_eq!(page.header("content-encoding"), "br");
        assert!(page.bytes.len() <= 9 * 1024, "{path}: {} bytes", page.bytes.len());
    }
    zef.ends_well();
}

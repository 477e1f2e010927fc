//! Pages on a slow line: compressed for whoever reads that, the same page otherwise, and never beside a secret.

use std::io::Read as _;

use flate2::read::GzDecoder;
use reqwest::Method;

use crate::{answer::Answer, browser::Browser, zef::Zef};

#[tokio::test]
async fn a_visitor_gets_the_same_page_in_fewer_bytes() {
    let zef = Zef::serve();
    let id = zef.trusted.gives("leaf.jpg").under("cc-by-4.0").titled("Feuille").await.created().id();
    for path in ["/".to_owned(), format!("/photos/{id}"), "/search?q=feuille".to_owned()] {
        let whole = zef.visitor.reads(&path).await.is(200);
        // Made first for whoever takes it whole or for whoever does not, it is the same.
        for _again in 0..2 {
            let asked = zef.visitor.asks(Method::GET, &path).header("accept-encoding", "deflate, gzip;q=0.8, br");
            let small = Answer::read(asked.send().await).await.unwrap().is(200);
            assert_eq!((small.header("content-encoding"), small.header("vary")), ("gzip", "Accept-Encoding"));
            assert!(small.bytes.len() * 2 < whole.bytes.len(), "{path}: {} bytes", small.bytes.len());
            let mut read = Vec::new();
            GzDecoder::new(small.bytes.as_slice()).read_to_end(&mut read).unwrap();
            assert!(read == whole.bytes, "{path}: another page");
        }
        assert!(whole.header("content-encoding").is_empty() && whole.header("vary") == "Accept-Encoding");
    }
    for refused in ["gzip;q=0", "deflate, gzip; q=0.000", "br"] {
        let asked = zef.visitor.asks(Method::GET, "/").header("accept-encoding", refused);
        let answer = Answer::read(asked.send().await).await.unwrap().is(200);
        assert!(answer.header("content-encoding").is_empty(), "{refused}");
    }
    // Beside a secret, the length of what is sent may give it away (CVE-2013-3587).
    let browser = Browser::of(&zef, "anne").await;
    let asked = browser.asks(&format!("/photos/{id}")).header("accept-encoding", "gzip");
    let signed_in = Answer::read(asked.send().await).await.unwrap().is(200);
    assert!(signed_in.header("content-encoding").is_empty() && signed_in.text().contains("Anne Le Gall"));
    // What the API told its contributor alone is not found in the browser once they signed out.
    assert_eq!(zef.trusted.sees(&id).await.is(200).header("cache-control"), "private, no-store");
    zef.ends_well();
}

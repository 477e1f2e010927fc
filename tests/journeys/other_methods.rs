//! An address requested with a wrong method names its methods (RFC 9110 §15.5.6).

use reqwest::Method;

use crate::{answer::Answer, browser::Browser, zef::Zef};

#[tokio::test]
async fn a_known_address_asked_another_way_says_which_ways_it_has() {
    let zef = Zef::serve();
    for (method, path, allowed) in [
        ("PUT", "/api/v1/photos", "POST, GET, HEAD"),
        ("DELETE", "/api/v1/photos/abcdefgh", "GET, PATCH, HEAD"),
        ("GET", "/api/v1/attributions", "POST"),
        ("DELETE", "/", "GET, HEAD"),
        ("POST", "/about", "GET, HEAD"),
        ("PATCH", "/en/login", "GET, POST, HEAD"),
        ("GET", "/logout", "POST"),
        ("HEAD", "/upload/details", "POST"),
        ("POST", "/media/abcdefgh/320.jpg", "GET, HEAD"),
        ("POST", "/charts/2767-1755.svg", "GET, HEAD"),
        ("POST", "/healthz", "GET, HEAD"),
    ] {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        let answer = asked(&zef, &method, path, "*/*").await.is(405);
        assert_eq!(answer.header("allow"), allowed, "{method} {path}");
        if path.starts_with("/api/") {
            answer.refused(405, "method-not-allowed");
        }
    }
    let page = asked(&zef, &Method::PUT, "/about", "text/html").await.is(405);
    assert!(page.header("content-type").starts_with("text/html"), "{}", page.text());
    // What is nowhere is nowhere for every method.
    for path in ["/nothing", "/en/nothing", "/api/v1/nothing", "/media/nothing"] {
        let answer = asked(&zef, &Method::DELETE, path, "*/*").await.is(404);
        assert_eq!(answer.header("allow"), "", "{path}");
    }
    zef.ends_well();
}

#[tokio::test]
async fn the_type_of_a_problem_leads_to_words_about_it() {
    let zef = Zef::serve();
    let problem = zef.visitor.reads("/api/v1/photos/zzzz2222").await.is(404).json();
    let (page, anchor) = problem["type"].as_str().unwrap().split_once('#').unwrap();
    let page = zef.visitor.reads(page.strip_prefix(&zef.url).unwrap()).await.is(200).text();
    assert!(page.contains(&format!("id=\"{anchor}\"")), "{anchor}");
    zef.ends_well();
}

#[tokio::test]
async fn the_licences_are_found_as_they_are_spelt_here_too() {
    let zef = Zef::serve();
    for prefix in ["", "/en", "/br"] {
        let answer = Browser::before(&zef).opens(&format!("{prefix}/licences")).await.is(301);
        assert_eq!(answer.header("location"), format!("{prefix}/licenses"));
    }
    zef.ends_well();
}

async fn asked(zef: &Zef, method: &Method, path: &str, accept: &str) -> Answer {
    let request = zef.visitor.asks(method.clone(), path).header("accept", accept);
    Answer::read(request.send().await).await.unwrap()
}

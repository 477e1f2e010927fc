//! HTTP answers, read whole, and assertions about them.

use reqwest::{StatusCode, header::HeaderMap};
use serde_json::Value;

/// An answer, read whole.
#[derive(Debug)]
pub struct Answer {
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// Reads an answer to its end.
    ///
    /// # Errors
    /// When the server stopped before.
    pub async fn read(answer: Result<reqwest::Response, reqwest::Error>) -> Result<Self, reqwest::Error> {
        let answer = answer?;
        Ok(Self { status: answer.status(), headers: answer.headers().clone(), bytes: answer.bytes().await?.to_vec() })
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// The body as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|error| panic!("{error}: {}: {}", self.status, self.text()))
    }

    /// A header's text, or nothing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// It has this status.
    #[track_caller]
    pub fn is(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.text().chars().take(2_000).collect::<String>());
        self
    }

    /// A photo was made.
    #[track_caller]
    pub fn created(self) -> Photo {
        Photo(self.is(201).json())
    }

    /// A photo, in an answer that went well.
    #[track_caller]
    pub fn photo(self) -> Photo {
        Photo(self.is(200).json())
    }

    /// The same person sent the same bytes before.
    #[track_caller]
    pub fn already_held(self) -> Photo {
        let photo = self.photo();
        assert_eq!(photo.0["already_held"], true);
        photo
    }

    /// A problem of this status and code, said in a sentence (RFC 9457): the sentence.
    #[track_caller]
    pub fn refused(self, status: u16, code: &str) -> String {
        let answer = self.is(status);
        assert_eq!(answer.header("content-type"), "application/problem+json");
        let problem = answer.json();
        assert_eq!(
            (problem["status"].as_u64(), problem["code"].as_str()),
            (Some(u64::from(status)), Some(code)),
            "{problem}"
        );
        assert!(problem["type"].is_string() && problem["title"].is_string(), "{problem}");
        let sentence = problem["detail"].as_str().unwrap().to_owned();
        assert!(sentence.contains(' ') && sentence.ends_with(['.', '!', '?']), "“{sentence}” is no sentence");
        sentence
    }
}

/// A photo as the API tells of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Photo(pub Value);

impl Photo {
    /// Its id.
    pub fn id(&self) -> String {
        self.0["id"].as_str().unwrap().to_owned()
    }

    /// Its state.
    pub fn state(&self) -> &str {
        self.0["state"].as_str().unwrap()
    }

    /// The hash of its original.
    pub fn blake3(&self) -> &str {
        self.0["original"]["blake3"].as_str().unwrap()
    }

    /// The paths of its renditions, on any host.
    pub fn renditions(&self) -> Vec<String> {
        let paths: Vec<String> =
            self.0["renditions"].as_array().unwrap().iter().map(|made| path_of(&made["url"])).collect();
        assert!(!paths.is_empty(), "{}", self.0);
        paths
    }
}

/// The path of an absolute address.
fn path_of(url: &Value) -> String {
    reqwest::Url::parse(url.as_str().unwrap()).unwrap().path().to_owned()
}

/// A text without its instants, whose seconds may be the digits of a place.
pub fn without_instants(text: &str) -> String {
    let is_of_instant = |letter: char| letter.is_ascii_digit() || ":.-TZ".contains(letter);
    let words = text.split_inclusive(|letter| !is_of_instant(letter));
    let is_instant = |word: &str| {
        let word = word.trim_end_matches(|letter| !is_of_instant(letter));
        word.ends_with('Z') && word.contains('T') && word.contains(':')
    };
    words.filter(|word| !is_instant(word)).collect()
}

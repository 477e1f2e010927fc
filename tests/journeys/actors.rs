//! The people of the tests, as clients of the API.

use std::{
    future::{Future, IntoFuture},
    pin::Pin,
    time::Duration,
};

use reqwest::{
    Client, ClientBuilder, Method, RequestBuilder,
    multipart::{Form, Part},
};
use serde_json::{Value, json};

use crate::{
    answer::{Answer, Photo},
    files,
};

/// The API tokens of everybody, in the order of the actors.
#[derive(Clone, Default)]
pub struct Crowd {
    tokens: Option<[String; 4]>,
}

impl Crowd {
    /// Everybody, from the tokens of Anne, Bran, Tina and Mona.
    pub fn of(tokens: [String; 4]) -> Self {
        Self { tokens: Some(tokens) }
    }

    /// The actors on a server, a visitor first.
    pub fn at(&self, url: &str) -> [Actor; 5] {
        let token = |i: usize| self.tokens.as_ref().map(|tokens| tokens[i].clone());
        [None, token(0), token(1), token(2), token(3)].map(|token| Actor::new(url, token))
    }
}

/// A client that leaves no connection idle until the server closes it, after five seconds: a request sent at that
/// instant is lost, and only what changes nothing may be sent again unasked (RFC 9110 §9.2.2).
pub fn client() -> ClientBuilder {
    // The S3 client's HTTP, which is the same crate, has TLS: it takes that of the process. An error says that it is there.
    rustls::crypto::ring::default_provider().install_default().ok();
    // An answer that never comes fails its story; the slowest ones take a minute or two on a busy machine.
    Client::builder().pool_idle_timeout(Duration::from_secs(2)).timeout(Duration::from_mins(5))
}

/// A client, with a token or without.
#[derive(Clone)]
pub struct Actor {
    url: String,
    token: Option<String>,
    client: Client,
    language: &'static str,
}

impl Actor {
    fn new(url: &str, token: Option<String>) -> Self {
        Self { url: url.to_owned(), token, client: client().build().unwrap(), language: "fr" }
    }

    /// The same person, reading this language.
    pub fn speaking(&self, language: &'static str) -> Self {
        Self { language, ..self.clone() }
    }

    /// A client with this token, on the same site.
    pub fn bearing(&self, token: &str) -> Self {
        Self { token: Some(token.to_owned()), ..self.clone() }
    }

    /// The same person, who asks at another address.
    pub fn at(&self, url: &str) -> Self {
        Self { url: url.to_owned(), ..self.clone() }
    }

    /// The same person, who keeps no connection open from one request to the next.
    pub fn on_a_new_connection(&self) -> Self {
        Self { client: client().build().unwrap(), ..self.clone() }
    }

    /// A request in their name, not sent yet.
    pub fn asks(&self, method: Method, path: &str) -> RequestBuilder {
        let request =
            self.client.request(method, format!("{}{path}", self.url)).header("accept-language", self.language);
        match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    /// Reads an address.
    pub async fn reads(&self, path: &str) -> Answer {
        Answer::read(self.asks(Method::GET, path).send().await).await.unwrap()
    }

    /// Posts JSON to an address of the API.
    pub async fn posts(&self, path: &str, body: Value) -> Answer {
        Answer::read(self.asks(Method::POST, path).json(&body).send().await).await.unwrap()
    }

    /// Changes a photo by a JSON merge patch (RFC 7396).
    pub async fn changes(&self, id: &str, patch: Value) -> Answer {
        let path = format!("/api/v1/photos/{id}");
        Answer::read(self.asks(Method::PATCH, &path).json(&patch).send().await).await.unwrap()
    }

    /// The ids of the photos that a list has: page by page of one, and all of them at once, which is the same.
    pub async fn lists(&self, question: &str) -> Vec<String> {
        let mut ids = Vec::new();
        let mut next = Some(format!("/api/v1/photos?limit=1&{question}"));
        while let Some(path) = next {
            let list = self.reads(&path).await.is(200).json();
            ids.extend(list["items"].as_array().unwrap().iter().cloned().map(|photo| Photo(photo).id()));
            next = list["next"].as_str().map(|url| url[url.find("/api/").unwrap()..].to_owned());
            assert!(list["total"].as_u64() >= Some(u64::try_from(ids.len()).unwrap()), "{}", list["total"]);
        }
        let all = self.reads(&format!("/api/v1/photos?limit=200&{question}")).await.is(200).json();
        let all: Vec<Value> = all["items"].as_array().unwrap().clone();
        assert_eq!(all.into_iter().map(|photo| Photo(photo).id()).collect::<Vec<_>>(), ids, "{question}");
        ids
    }

    /// Takes a photo back, and says why.
    pub async fn withdraws(&self, id: &str, reason: &str) -> Photo {
        self.posts(&format!("/api/v1/photos/{id}/withdraw"), json!({ "reason": reason })).await.photo()
    }

    /// Gives a photograph of the fixtures, submitted unless it is kept as a draft.
    pub fn gives(&self, fixture: &str) -> Gift {
        self.gives_bytes(fixture, files::fixture(fixture))
    }

    /// Gives these bytes under this file name.
    pub fn gives_bytes(&self, name: &str, bytes: Vec<u8>) -> Gift {
        Gift { by: self.clone(), name: name.to_owned(), bytes, fields: Vec::new() }
    }

    /// A photo of the API.
    pub async fn sees(&self, id: &str) -> Answer {
        self.reads(&format!("/api/v1/photos/{id}")).await
    }

    /// Decides on a photo that waits.
    pub async fn decides(&self, id: &str, decision: &str, reason: &str) -> Answer {
        self.posts(&format!("/api/v1/photos/{id}/review"), json!({ "decision": decision, "reason": reason })).await
    }

    /// Publishes a photo that waits.
    pub async fn publishes(&self, id: &str) -> Photo {
        let photo = self.decides(id, "publish", "").await.photo();
        assert_eq!(photo.state(), "published");
        photo
    }

    /// The published photos that have these words.
    pub async fn finds(&self, words: &str) -> Vec<Photo> {
        let path = format!("/api/v1/photos?q={}", words.replace(' ', "%20"));
        self.list(&path).await
    }

    /// Every published photo, newest first.
    pub async fn browses(&self) -> Vec<Photo> {
        self.list("/api/v1/photos?limit=200").await
    }

    async fn list(&self, path: &str) -> Vec<Photo> {
        let list = self.reads(path).await.is(200).json();
        assert_eq!(list["next"], Value::Null, "the story expects one part");
        list["items"].as_array().unwrap().iter().cloned().map(Photo).collect()
    }

    /// A copy of a photo: `original`, `2000`, `1280` or `640`.
    pub async fn takes(&self, id: &str, size: &str) -> Answer {
        self.reads(&format!("/api/v1/photos/{id}/download?size={size}")).await
    }

    /// A photo's attribution in a format and a language.
    pub async fn copies(&self, id: &str, format: &str, language: &str) -> Answer {
        self.reads(&format!("/api/v1/photos/{id}/attribution?format={format}&lang={language}")).await
    }
}

/// A photograph to upload: awaiting it sends it.
pub struct Gift {
    by: Actor,
    name: String,
    bytes: Vec<u8>,
    fields: Vec<(&'static str, String)>,
}

impl Gift {
    /// With this field of the API.
    pub fn with(mut self, field: &'static str, value: &str) -> Self {
        self.fields.push((field, value.to_owned()));
        self
    }

    /// Under this licence.
    pub fn under(self, licence: &str) -> Self {
        self.with("license", licence)
    }

    /// With this title.
    pub fn titled(self, title: &str) -> Self {
        self.with("title", title)
    }

    /// Kept as a draft.
    pub fn in_draft(self) -> Self {
        self.with("submit", "false")
    }

    /// Sends it.
    ///
    /// # Errors
    /// When the server stopped before it answered.
    pub async fn sent(self) -> Result<Answer, reqwest::Error> {
        let mut form = Form::new();
        for (field, value) in self.fields {
            form = form.text(field, value);
        }
        form = form.part("file", Part::bytes(self.bytes).file_name(self.name));
        Answer::read(self.by.asks(Method::POST, "/api/v1/photos").multipart(form).send().await).await
    }
}

impl IntoFuture for Gift {
    type Output = Answer;
    type IntoFuture = Pin<Box<dyn Future<Output = Answer> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async { self.sent().await.unwrap() })
    }
}

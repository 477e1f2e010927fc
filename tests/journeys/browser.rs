//! A browser: pages, cookies and forms, as the pages write them.

use std::sync::Arc;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::{
    Client,
    cookie::Jar,
    multipart::{Form, Part},
    redirect::Policy,
};
use scraper::{Html, Selector};

use crate::{
    actors::client,
    answer::Answer,
    zef::{PASSWORD, Zef},
};

/// A browser: it keeps its cookies, and follows no redirection by itself.
pub struct Browser {
    url: String,
    client: Client,
    from: String,
    /// Whose page a request comes from (Fetch Metadata); empty where the origin of the page is said in its place.
    site: &'static str,
}

/// A form as a page has it: where it goes, and what its fields hold.
#[derive(Clone, Debug)]
pub struct PageForm {
    /// Where it is sent.
    pub action: String,
    /// The names of its fields and what they hold already.
    pub fields: Vec<(String, String)>,
}

impl Browser {
    /// A browser nobody used yet, in front of this library. Each comes from an address of its own.
    pub fn before(zef: &Zef) -> Self {
        Self::coming_from(zef, "192.0.2.1")
    }

    /// A browser behind the reverse proxy of this machine, which says where it comes from.
    pub fn coming_from(zef: &Zef, address: &str) -> Self {
        let client = client().cookie_provider(Arc::new(Jar::default())).redirect(Policy::none()).build().unwrap();
        Self { url: zef.url.clone(), client, from: address.to_owned(), site: "same-origin" }
    }

    /// The same browser, its cookies with it, at another address.
    pub fn moved_to(&self, address: &str) -> Self {
        Self { url: self.url.clone(), client: self.client.clone(), from: address.to_owned(), site: "same-origin" }
    }

    /// The same browser, its cookies with it, on a page of another site.
    pub fn elsewhere(&self) -> Self {
        Self { url: self.url.clone(), client: self.client.clone(), from: self.from.clone(), site: "cross-site" }
    }

    /// The same browser, its cookies with it, over http to another machine: it says the origin of its page and no more.
    pub fn over_http(&self) -> Self {
        Self { url: self.url.clone(), client: self.client.clone(), from: self.from.clone(), site: "" }
    }

    /// The same browser, its cookies with it, in front of a library that was started again.
    pub fn now_before(&self, zef: &Zef) -> Self {
        Self { url: zef.url.clone(), client: self.client.clone(), from: self.from.clone(), site: "same-origin" }
    }

    /// A browser in which this person signed in.
    pub async fn of(zef: &Zef, handle: &str) -> Self {
        let browser = Self::before(zef);
        browser.signs_in(handle, PASSWORD).await.is(303);
        browser
    }

    /// Opens a page.
    pub async fn opens(&self, path: &str) -> Answer {
        self.sends(self.asks(path)).await
    }

    /// Opens the review list where it shows this photo.
    pub async fn reviews(&self, id: &str) -> Answer {
        self.opens(&format!("/review?photo={id}")).await
    }

    /// A request for a page, not sent yet.
    pub fn asks(&self, path: &str) -> reqwest::RequestBuilder {
        self.client.get(format!("{}{path}", self.url))
    }

    /// Sends a form of words to an address, as it is given.
    pub async fn posts(&self, path: &str, fields: &[(String, String)]) -> Answer {
        let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let pairs: Vec<String> =
            fields.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
        let post = self.client.post(format!("{}{path}", self.url)).body(pairs.join("&"));
        self.sends(post.header("content-type", "application/x-www-form-urlencoded")).await
    }

    /// Sends a form of a page after filling these fields.
    pub async fn fills(&self, form: &PageForm, words: &[(&str, &str)]) -> Answer {
        let mut fields = form.fields.clone();
        for (name, word) in words {
            fields.retain(|(field, _)| field != name);
            fields.push(((*name).to_owned(), (*word).to_owned()));
        }
        self.posts(&form.action, &fields).await
    }

    /// Sends one file as the script of the upload page does.
    pub async fn uploads(&self, name: &str, bytes: Vec<u8>) -> Answer {
        let form = Form::new().part("file", Part::bytes(bytes).file_name(name.to_owned()));
        self.uploads_to("/upload/file", form).await
    }

    /// Sends files to an address of the upload page, with the proof that the page gives.
    pub async fn uploads_to(&self, path: &str, files: Form) -> Answer {
        let page = self.opens("/upload").await.is(200).text();
        let forms = forms(&page);
        let csrf = forms.iter().flat_map(|form| &form.fields).find(|(name, _)| name == "csrf").unwrap().1.clone();
        let post = self.client.post(format!("{}{path}", self.url)).header("x-csrf-token", csrf);
        self.sends(post.multipart(files)).await
    }

    /// Sends a form with files as it is given, without any other proof.
    pub async fn sends_parts(&self, path: &str, parts: Form) -> Answer {
        self.sends(self.client.post(format!("{}{path}", self.url)).multipart(parts)).await
    }

    /// Opens the sign-in page and sends its form.
    pub async fn signs_in(&self, handle: &str, password: &str) -> Answer {
        let form = self.form_on("/login", "/login").await;
        self.fills(&form, &[("handle", handle), ("password", password)]).await
    }

    /// The form of a page that goes to this address.
    pub async fn form_on(&self, page: &str, action: &str) -> PageForm {
        let opened = self.opens(page).await.is(200);
        let forms = forms(&opened.text());
        let found = forms.iter().find(|form| form.action == action);
        found.unwrap_or_else(|| panic!("no form of {page} goes to {action}: {forms:?}")).clone()
    }

    async fn sends(&self, request: reqwest::RequestBuilder) -> Answer {
        let request = request.header("accept", "text/html").header("x-forwarded-for", &self.from);
        let request = match self.site {
            "" => request.header("origin", &self.url),
            site => request.header("sec-fetch-site", site),
        };
        Answer::read(request.send().await).await.unwrap()
    }
}

/// The forms of a page that change something, filled as the page fills them.
pub fn forms(page: &str) -> Vec<PageForm> {
    let page = Html::parse_document(page);
    let form = Selector::parse("form[method=post]").unwrap();
    let field = Selector::parse("input[name], textarea[name]").unwrap();
    page.select(&form)
        .map(|form| PageForm {
            action: form.attr("action").unwrap_or_default().to_owned(),
            fields: form.select(&field).filter_map(sent).collect(),
        })
        .collect()
}

/// What a field sends: nothing, for a box that is not ticked.
fn sent(field: scraper::ElementRef<'_>) -> Option<(String, String)> {
    let named = |name| field.attr(name).unwrap_or_default().to_owned();
    let value = match field.attr("type") {
        Some("radio" | "checkbox") => field.attr("checked").map(|_ticked| named("value"))?,
        _ if field.value().name() == "textarea" => field.text().collect(),
        _ => named("value"),
    };
    Some((named("name"), value))
}

/// The cookies that an answer sets, each as it is written.
pub fn cookies(answer: &Answer) -> Vec<&str> {
    answer.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap()).collect()
}

//! An oEmbed answer of type `rich`: readers of the `photo` type throw author and licence away.

use serde::Serialize;

use super::{address::Address, html, json, parts::Credit, phrases::Phrases};
use crate::domain::licence::LicenceId;

#[derive(Serialize)]
struct Oembed<'a> {
    /// A string, always this one (oEmbed §2.3.4).
    version: &'a str,
    #[serde(rename = "type")]
    kind: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    author_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    author_url: Option<String>,
    /// The whole attribution, which is still there where a frame is refused.
    html: String,
    width: u32,
    height: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    license: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    license_url: Option<&'a str>,
}

/// What `rich` must announce where the picture's own size is unknown, in pixels.
const USUAL_SIZE: (u32, u32) = (640, 480);

pub(super) fn encode(credit: &Credit, words: &Phrases) -> String {
    let (width, height) = credit.size.unwrap_or(USUAL_SIZE);
    json::encode(&Oembed {
        version: "1.0",
        kind: "rich",
        title: credit.title.as_deref(),
        author_name: credit.author_name(),
        author_url: credit.author_address().map(Address::to_uri),
        html: format!("<blockquote>{}</blockquote>", html::encode(credit, words)),
        width,
        height,
        license: credit.licence.map(LicenceId::label),
        license_url: credit.licence.map(LicenceId::deed),
    })
}

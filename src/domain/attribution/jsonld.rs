//! schema.org `ImageObject` in JSON-LD: what search engines read to show a licence beside a picture.

use serde::Serialize;

use super::{address::Address, json, parts::Credit, phrases::Phrases, text};
use crate::domain::licence::LicenceId;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ImageObject<'a> {
    #[serde(rename = "@context")]
    context: &'a str,
    #[serde(rename = "@type")]
    kind: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    creator: Option<Creator<'a>>,
    credit_text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    copyright_notice: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    license: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    acquire_license_page: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    width: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    height: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_created: Option<&'a str>,
}

#[derive(Serialize)]
struct Creator<'a> {
    #[serde(rename = "@type")]
    kind: &'a str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

pub(super) fn encode(credit: &Credit, words: &Phrases) -> String {
    let source = credit.source.as_ref().map(Address::as_str);
    json::encode(&ImageObject {
        context: "https://schema.org",
        kind: "ImageObject",
        name: credit.title.as_deref(),
        description: credit.description.as_deref(),
        creator: credit.author_name().map(|name| Creator {
            kind: "Person",
            name,
            url: credit.author_address().map(Address::as_str),
        }),
        credit_text: text::encode(credit, words),
        copyright_notice: credit.copyright_notice(),
        license: credit.licence.map(LicenceId::deed),
        acquire_license_page: source,
        url: source,
        content_url: credit.image.as_ref().map(Address::as_str),
        width: credit.size.map(|(width, _)| width),
        height: credit.size.map(|(_, height)| height),
        date_created: credit.plain_date(),
    })
}

//! The descriptive properties of a IIIF Presentation 3 resource, to be merged into a manifest.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{
    json,
    parts::{Credit, When},
    phrases::Phrases,
    text,
};

/// Texts by language (IIIF Presentation 3.0 §4.1).
type ByLanguage<'a> = BTreeMap<&'a str, Vec<String>>;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptive<'a> {
    label: ByLanguage<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<ByLanguage<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    metadata: Vec<Pair<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rights: Option<String>,
    required_statement: Pair<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    homepage: Vec<Homepage<'a>>,
}

#[derive(Serialize)]
struct Pair<'a> {
    label: ByLanguage<'a>,
    value: ByLanguage<'a>,
}

#[derive(Serialize)]
struct Homepage<'a> {
    id: String,
    #[serde(rename = "type")]
    kind: &'a str,
    label: ByLanguage<'a>,
    format: &'a str,
}

pub(super) fn encode(credit: &Credit, words: &Phrases) -> String {
    let said = |text: &str| ByLanguage::from([(words.code, vec![text.to_owned()])]);
    let label = credit.title.as_ref().map_or_else(|| said(words.photograph), |title| in_no_language(title.clone()));
    let metadata = credit.date.iter().map(When::as_str);
    // Validators know Creative Commons' addresses with http only, and no other licence (§3.2, rights).
    let rights = credit.licence.filter(|licence| licence.is_creative_commons());
    json::encode(&Descriptive {
        label,
        summary: credit.description.as_deref().map(|description| in_no_language(plain(description))),
        metadata: metadata.map(|date| Pair { label: said(words.date), value: in_no_language(plain(date)) }).collect(),
        rights: rights.map(|licence| licence.deed().replacen("https://", "http://", 1)),
        required_statement: Pair { label: said(words.attribution), value: said(&text::encode(credit, words)) },
        homepage: credit
            .source
            .iter()
            .map(|source| Homepage {
                id: source.to_uri(),
                kind: "Text",
                label: said(words.photo_page),
                format: "text/html",
            })
            .collect(),
    })
}

/// Nobody said which language a title or a description is in.
fn in_no_language<'a>(text: String) -> ByLanguage<'a> {
    ByLanguage::from([("none", vec![text])])
}

/// A text from `<` to `>` would be read as HTML; a space at its end says that it is not (§4.5, HTML Markup in Property
/// Values).
fn plain(text: &str) -> String {
    let end = if text.starts_with('<') && text.ends_with('>') { " " } else { "" };
    format!("{text}{end}")
}

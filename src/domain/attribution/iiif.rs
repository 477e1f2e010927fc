//! The descriptive properties of a IIIF Presentation 3 resource, to be merged into a manifest.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{json, parts::Credit, text, words::Words};

/// Texts by language (IIIF Presentation 3.0 §4.1).
type ByLanguage<'a> = BTreeMap<&'a str, Vec<String>>;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptive<'a> {
    label: ByLanguage<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rights: Option<String>,
    required_statement: RequiredStatement<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    homepage: Vec<Homepage<'a>>,
}

#[derive(Serialize)]
struct RequiredStatement<'a> {
    label: ByLanguage<'a>,
    value: ByLanguage<'a>,
}

#[derive(Serialize)]
struct Homepage<'a> {
    id: &'a str,
    #[serde(rename = "type")]
    kind: &'a str,
    label: ByLanguage<'a>,
    format: &'a str,
}

pub(super) fn encode(credit: &Credit, words: &Words) -> String {
    let said = |text: &str| ByLanguage::from([(words.code, vec![text.to_owned()])]);
    let label = credit.title.as_ref().map_or_else(
        || said(words.photograph),
        // Nobody said which language the title is in.
        |title| ByLanguage::from([("none", vec![title.clone()])]),
    );
    // Validators know Creative Commons' addresses with http only, and no other licence (§3.2, rights).
    let rights = credit.licence.filter(|licence| licence.is_creative_commons());
    json::encode(&Descriptive {
        label,
        rights: rights.map(|licence| licence.deed().replacen("https://", "http://", 1)),
        required_statement: RequiredStatement {
            label: said(words.attribution),
            value: said(&text::encode(credit, words)),
        },
        homepage: credit
            .source
            .iter()
            .map(|source| Homepage {
                id: source.as_str(),
                kind: "Text",
                label: said(words.photo_page),
                format: "text/html",
            })
            .collect(),
    })
}

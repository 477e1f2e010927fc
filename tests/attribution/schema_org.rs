//! JSON-LD against the vocabulary: every property is one of schema.org's, on a type that may carry it.

use std::{collections::BTreeMap, fs};

use serde_json::Value;
use zef::domain::{
    attribution::{Attribution, Format, snippet},
    language::Language,
};

use super::the_bridge;

fn vocabulary() -> BTreeMap<String, Vec<String>> {
    let text = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/schema-org.json")).unwrap();
    let all: BTreeMap<String, Value> = serde_json::from_str(&text).unwrap();
    all.into_iter()
        .filter(|(_, value)| value.is_array())
        .map(|(name, list)| (name, serde_json::from_value(list).unwrap()))
        .collect()
}

fn check(node: &Value, vocabulary: &BTreeMap<String, Vec<String>>) {
    let members = node.as_object().unwrap();
    let kind = members.get("@type").and_then(Value::as_str).unwrap();
    let known = vocabulary.get(kind).unwrap_or_else(|| panic!("no type of schema.org here: {kind}"));
    for (name, value) in members.iter().filter(|(name, _)| !name.starts_with('@')) {
        assert!(known.contains(name), "{kind} has no property {name}");
        assert!(!value.is_null() && value != "", "{name} says nothing");
        if value.is_object() {
            check(value, vocabulary);
        }
    }
}

#[test]
fn every_property_belongs_to_its_type() {
    let whole = Attribution {
        image_url: Some("https://zef.example/media/1001/2000.jpg".to_owned()),
        width: Some(2000),
        height: Some(1333),
        date: Some("1998-07-14".to_owned()),
        description: Some("Vu du quai.".to_owned()),
        modifications: vec!["recadrée".to_owned()],
        ..the_bridge()
    };
    for record in [whole, the_bridge(), Attribution::default()] {
        let written: Value = serde_json::from_str(&snippet(&record, Format::Jsonld, Language::French)).unwrap();
        assert_eq!(written.get("@context").and_then(Value::as_str), Some("https://schema.org"));
        check(&written, &vocabulary());
    }
}

#[test]
fn a_search_engine_finds_what_it_needs_to_show_a_licence() {
    let record = Attribution { image_url: Some("https://zef.example/media/1001/2000.jpg".to_owned()), ..the_bridge() };
    let written: Value = serde_json::from_str(&snippet(&record, Format::Jsonld, Language::English)).unwrap();
    for needed in ["contentUrl", "license", "acquireLicensePage", "creditText", "creator", "copyrightNotice"] {
        assert!(written.get(needed).is_some(), "{needed} is missing");
    }
}

//! The reviewed examples of `tests/vectors`: what each format must answer, letter for letter.

use std::{collections::BTreeMap, fs, path::Path};

use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, json};
use zef::domain::{
    attribution::{Attribution, Format, obligations_of_licence_in_words, snippet},
    compatibility::{Remix, remix},
    language::Language,
    licence::{LicenceId, UnknownLicence},
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Example {
    case: String,
    lang: Language,
    record: Attribution,
    snippets: BTreeMap<String, Pasted>,
}

/// A text, or its lines.
#[derive(Deserialize)]
#[serde(untagged)]
enum Pasted {
    Line(String),
    Lines(Vec<String>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Naming {
    written: String,
    means: Option<String>,
    unknown: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Combined {
    case: String,
    licences: Vec<LicenceId>,
    allowed: Option<Value>,
    refused: Option<Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    licence: LicenceId,
    medium: String,
    lang: Language,
    asks: String,
}

fn examples<T: DeserializeOwned>(file: &str) -> Vec<T> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors").join(file);
    serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap_or_else(|error| panic!("{error} in {file}"))
}

#[test]
fn every_reviewed_snippet_comes_out_letter_for_letter() {
    for file in ["reference", "licences", "commons", "escaping", "dates"] {
        let examples: Vec<Example> = examples(&format!("attribution/{file}.json"));
        assert!(!examples.is_empty());
        for Example { case, lang, record, snippets } in examples {
            assert!(!snippets.is_empty(), "“{case}” of {file} expects nothing");
            for (format, expected) in snippets {
                let expected = match expected {
                    Pasted::Line(line) => line,
                    Pasted::Lines(lines) => lines.join("\n"),
                };
                assert_eq!(snippet(&record, format.parse().unwrap(), lang), expected, "{format} of “{case}” in {file}");
            }
        }
    }
}

#[test]
fn every_format_is_reviewed_in_french_and_in_english() {
    let examples: Vec<Example> = examples("attribution/reference.json");
    for language in [Language::French, Language::English] {
        for format in Format::ALL {
            let reviewed = |example: &Example| example.lang == language && example.snippets.contains_key(format.name());
            assert!(examples.iter().any(reviewed), "{format} in {language}");
        }
    }
}

#[test]
fn every_reviewed_way_to_write_a_licence_is_understood() {
    for Naming { written, means, unknown } in examples("licences.json") {
        let came = LicenceId::parse(&written);
        let why = came.as_ref().err().map(|unknown| match unknown {
            UnknownLicence::VersionMissing { .. } => "version missing",
            UnknownLicence::NeverPublished { .. } => "never published",
            UnknownLicence::Statement(_) => "statement",
            UnknownLicence::Unrecognised { .. } => "unrecognised",
        });
        assert_eq!(came.as_ref().ok().map(|licence| licence.as_str()), means.as_deref(), "{written}");
        assert_eq!(why, unknown.as_deref(), "{written}");
    }
}

#[test]
fn every_reviewed_mix_is_judged_as_reviewed() {
    for Combined { case, licences, allowed, refused } in examples("remix.json") {
        let (came_allowed, came_refused) = match remix(licences) {
            Remix::Allowed(terms) => (Some(json!(terms)), None),
            Remix::Refused(obstacles) => (None, Some(json!(obstacles))),
        };
        assert_eq!((came_allowed, came_refused), (allowed, refused), "{case}");
    }
}

#[test]
fn what_each_licence_asks_is_said_as_reviewed() {
    for Asked { licence, medium, lang, asks } in examples("obligations.json") {
        assert_eq!(
            obligations_of_licence_in_words(licence, medium.parse().unwrap(), lang),
            asks,
            "{licence} in {medium}"
        );
    }
}

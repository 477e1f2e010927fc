//! The record as people and programs write it: one JSON object. A misspelt key is refused, since the attribution would say
//! too little; keys of other programs are ignored, with a warning.

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor},
};
use serde_json::{Map, Value, error::Category};

use crate::{
    domain::{
        attribution::Attribution,
        licence::{LicenceId, UnknownLicence},
        text::clean_line,
    },
    web::i18n::Messages,
};

/// The most characters of somebody's key or value that a sentence repeats.
const LONGEST_QUOTE: usize = 60;
/// How similar to a known key another must be to count as misspelt (Jaro-Winkler, 1 is the same): `licence` and
/// `tittle` are, `tags` is not.
const A_SLIP: f64 = 0.85;

/// What is wrong with a record.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// Nothing came.
    Empty,
    /// It is not JSON from here on.
    NotJson { line: usize, column: usize },
    /// It is JSON, and no object.
    NotAnObject,
    /// A key that no record has, and the one that was meant.
    Slip { key: String, meant: String },
    /// A key that is given twice.
    Repeated { key: String },
    /// A value of another type than its key needs.
    Value { key: String },
    /// The licence is none that is known.
    Licence(UnknownLicence),
}

/// A record, and the keys beside it that mean nothing here, each in words for a sentence.
#[derive(Debug, PartialEq)]
pub(super) struct Understood {
    pub(super) record: Attribution,
    pub(super) ignored: Vec<String>,
}

/// Reads a record.
pub(super) fn read(json: &str) -> Result<Understood, Fault> {
    // Editors on Windows put a byte order mark before UTF-8.
    let json = json.trim_start_matches('\u{feff}');
    if json.trim().is_empty() {
        return Err(Fault::Empty);
    }
    let Entries(entries) = serde_json::from_str(json).map_err(|error| Fault::of(&error))?;
    let known = known_keys();
    let (mut record, mut ignored) = (Map::new(), Vec::new());
    for (key, value) in entries {
        if !known.contains(&key) {
            let Some(meant) = meant_by(&key, &known) else {
                ignored.push(quoted(&key));
                continue;
            };
            return Err(Fault::Slip { key, meant });
        }
        // Each key alone first: serde says where an error is, and not for which key.
        if attribution(Map::from_iter([(key.clone(), value.clone())])).is_err() {
            return Err(Fault::at(key, &value));
        }
        if record.insert(key.clone(), value).is_some() {
            return Err(Fault::Repeated { key });
        }
    }
    // Right one by one, they are right together.
    let record = attribution(record).map_err(|error| Fault::of(&error))?;
    Ok(Understood { record, ignored })
}

fn attribution(record: Map<String, Value>) -> serde_json::Result<Attribution> {
    Attribution::deserialize(Value::Object(record))
}

/// Every key of a record, as the record itself writes them.
fn known_keys() -> Vec<String> {
    match serde_json::to_value(Attribution::default()) {
        Ok(Value::Object(record)) => record.into_iter().map(|(key, _)| key).collect(),
        _ => Vec::new(),
    }
}

/// The known key that one that is not known begins (`author`), or else is most like.
fn meant_by(key: &str, known: &[String]) -> Option<String> {
    let begins = |whole: &&String| whole.strip_prefix(key).is_some_and(|rest| rest.starts_with('_'));
    if let Some(whole) = known.iter().find(begins) {
        return Some(whole.clone());
    }
    // Other programs write `authorName` or `Author-Name`.
    let folded = |key: &str| key.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    let wrong = folded(key);
    let likeness = |key: &str| strsim::jaro_winkler(&wrong, &folded(key));
    let alike = known.iter().map(|key| (likeness(key), key)).filter(|(likeness, _)| *likeness >= A_SLIP);
    alike.max_by(|(one, _), (other, _)| one.total_cmp(other)).map(|(_, key)| key.clone())
}

impl Fault {
    fn of(error: &serde_json::Error) -> Self {
        match error.classify() {
            Category::Data => Self::NotAnObject,
            Category::Syntax | Category::Eof | Category::Io => {
                // serde counts columns from 0 at the start of a line, people and editors from 1.
                Self::NotJson { line: error.line(), column: error.column().max(1) }
            }
        }
    }

    fn at(key: String, value: &Value) -> Self {
        let licence = value.as_str().filter(|_| key == "license").map(LicenceId::parse);
        if let Some(Err(unknown)) = licence { Self::Licence(unknown) } else { Self::Value { key } }
    }

    /// One sentence that says what to do.
    pub(super) fn sentence(&self, t: Messages) -> String {
        match self {
            Self::Empty => t.record_empty().to_owned(),
            Self::NotJson { line, column } => t.record_not_json(&column.to_string(), &line.to_string()),
            Self::NotAnObject => t.record_not_an_object().to_owned(),
            Self::Slip { key, meant } => t.record_key_meant(&quoted(key), meant),
            Self::Repeated { key } => t.record_key_repeated(key),
            Self::Value { key } => t.record_value(key, wanted(key, t)),
            Self::Licence(unknown) => licence(unknown, t),
        }
    }
}

/// The type that a key needs.
fn wanted(key: &str, t: Messages) -> &'static str {
    match key {
        "width" | "height" => t.record_wants_number(),
        "year" => t.record_wants_year(),
        "modifications" => t.record_wants_texts(),
        "author_withheld" | "uploader_is_author" => t.record_wants_truth(),
        _ => t.record_wants_text(),
    }
}

fn licence(unknown: &UnknownLicence, t: Messages) -> String {
    match unknown {
        UnknownLicence::VersionMissing { name, example } => t.record_licence_version(example, &quoted(name)),
        UnknownLicence::NeverPublished { name } => t.record_licence_never(&quoted(name)),
        UnknownLicence::Statement(statement) => t.record_licence_statement(statement.name()),
        UnknownLicence::Unrecognised { text } => t.record_licence_unknown(&quoted(text)),
    }
}

/// Somebody's words in a sentence for a terminal: one line, no controls, and not a whole page.
fn quoted(words: &str) -> String {
    let clean = clean_line(words);
    match clean.char_indices().nth(LONGEST_QUOTE) {
        Some((end, _)) => format!("{}…", clean.get(..end).unwrap_or_default()),
        None => clean,
    }
}

/// The keys and values of one object, in their order, twins included. Nothing but an object is one.
struct Entries(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Entries {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;
        impl<'de> Visitor<'de> for Object {
            type Value = Entries;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Entries, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = object.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }
        deserializer.deserialize_map(Object)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]
mod tests {
    use super::*;
    use crate::domain::language::Language;

    fn refused(json: &str) -> (Fault, String) {
        let fault = read(json).unwrap_err();
        let sentence = fault.sentence(Messages::new(Language::English));
        (fault, sentence)
    }

    #[test]
    fn every_key_of_a_record_is_accepted_and_may_be_null() {
        let nulls: Map<String, Value> = known_keys().into_iter().map(|key| (key, Value::Null)).collect();
        assert_eq!(nulls.len(), 16);
        let nothing = || Ok(Understood { record: Attribution::default(), ignored: Vec::new() });
        assert_eq!(read(&Value::Object(nulls).to_string()), nothing());
        assert_eq!(read("{}"), nothing());
    }

    #[test]
    fn nothing_but_an_object_is_a_record() {
        for json in ["[]", "[\"title\"]", "null", "1", "true", "\"title\""] {
            assert_eq!(refused(json).0, Fault::NotAnObject, "{json}");
        }
        for nothing in ["", " \n", "\u{feff}"] {
            assert_eq!(refused(nothing).0, Fault::Empty, "{nothing:?}");
        }
        assert_eq!(refused("{\n\"title\":}").0, Fault::NotJson { line: 2, column: 9 });
        assert_eq!(refused("{\n").0, Fault::NotJson { line: 2, column: 1 });
        for json in ["{", "{} {}", "title", "{\"title\":\"a\",}"] {
            assert!(matches!(refused(json).0, Fault::NotJson { .. }), "{json}");
        }
    }

    #[test]
    fn a_slip_in_a_key_is_named_with_the_key_that_was_meant() {
        for (slip, right) in [
            ("licence", "license"),
            ("License", "license"),
            ("tittle", "title"),
            ("authorName", "author_name"),
            ("author", "author_name"),
            ("source", "source_url"),
            ("modification", "modifications"),
        ] {
            let (fault, sentence) = refused(&format!("{{\"{slip}\":null}}"));
            assert_eq!(fault, Fault::Slip { key: slip.to_owned(), meant: right.to_owned() });
            assert!(sentence.contains(&format!("“{slip}”")) && sentence.contains(right), "{sentence}");
        }
    }

    #[test]
    fn any_other_key_is_passed_over_and_cannot_touch_the_terminal() {
        let Understood { record, ignored } = read("{\"ta\\u001b[31mgs\\n\":[],\"title\":\"a\"}").unwrap();
        assert_eq!((record.title.as_deref(), ignored), (Some("a"), vec!["ta[31mgs".to_owned()]));
        let long = read(&format!("{{\"{}\":1}}", "é".repeat(1_000))).unwrap();
        assert_eq!(long.ignored, [format!("{}…", "é".repeat(60))]);
    }

    #[test]
    fn a_key_given_twice_is_refused() {
        assert_eq!(refused("{\"title\":\"a\",\"title\":\"b\"}").0, Fault::Repeated { key: "title".to_owned() });
    }

    #[test]
    fn a_value_of_another_kind_is_named_by_its_key() {
        for (json, key, wanted) in [
            ("{\"title\":1}", "title", "a text"),
            ("{\"width\":\"2000\"}", "width", "number"),
            ("{\"year\":[]}", "year", "number or a text"),
            ("{\"modifications\":\"cropped\"}", "modifications", "a list"),
            ("{\"uploader_is_author\":\"yes\"}", "uploader_is_author", "true or false"),
            ("{\"license\":4}", "license", "a text"),
        ] {
            let (fault, sentence) = refused(json);
            assert_eq!(fault, Fault::Value { key: key.to_owned() });
            assert!(sentence.contains(&format!("“{key}”")) && sentence.contains(wanted), "{sentence}");
        }
    }

    #[test]
    fn a_licence_that_is_not_known_is_named_in_both_languages() {
        for (written, in_english, in_french) in [
            ("CC BY-SA", "version", "version"),
            ("cc-by-2.5-fr", "never published", "n’a jamais été publiée"),
            ("http://rightsstatements.org/vocab/InC/1.0/", "not a licence", "pas une licence"),
            ("free", "not a licence Zef knows", "n’est pas une licence"),
        ] {
            let fault = read(&format!("{{\"license\":\"{written}\"}}")).unwrap_err();
            for (language, expected) in [(Language::English, in_english), (Language::French, in_french)] {
                let sentence = fault.sentence(Messages::new(language));
                assert!(sentence.contains(expected), "{sentence}");
            }
        }
    }
}

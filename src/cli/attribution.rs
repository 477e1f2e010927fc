//! `zef attribution`: one record as JSON on standard input, its snippet on standard output. Needs no storage.
//!
//! Its messages are in the language of the snippet.

mod record;

use std::{
    io::{self, Read, Write},
    process::ExitCode,
};

use clap::Args;
use serde_json::json;

use self::record::Understood;
use super::{Failure, Invocation, warn};
use crate::{
    domain::{
        attribution::{Attribution, Format, snippet, tells_of_unshareable_changes, written_in},
        language::Language,
        link::Link,
    },
    web::i18n::Messages,
};

/// The longest record accepted, in bytes: far more than any title needs, far less than a mistaken file.
const LONGEST_RECORD: u64 = 1024 * 1024;

#[derive(Clone, Copy, Debug, Args)]
pub(super) struct Options {
    /// The format, such as text, html, markdown, wikitext.
    #[arg(long, default_value = "text")]
    format: Format,
    /// The language: fr, en or br.
    #[arg(long, default_value = "fr")]
    lang: Language,
}

/// Reads one record from standard input and writes its attribution on standard output.
pub(super) fn run(invocation: &Invocation, options: Options) -> Result<ExitCode, Failure> {
    for sentence in answer(options, invocation.json, io::stdin().lock(), io::stdout().lock())? {
        warn(&sentence, invocation.json);
    }
    Ok(ExitCode::SUCCESS)
}

/// The attribution of the record in `input`, with a line end, on `output`; and warnings for the person who pastes it.
fn answer(
    Options { format, lang }: Options,
    as_json: bool,
    input: impl Read,
    mut output: impl Write,
) -> Result<Vec<String>, Failure> {
    let t = Messages::new(lang);
    let json = read(input, t)?;
    let Understood { record, ignored } = record::read(&json).map_err(|fault| Failure::Message(fault.sentence(t)))?;
    let text = snippet(&record, format, lang);
    let line = if as_json {
        json!({ "attribution": text, "format": format.name(), "lang": written_in(lang) }).to_string()
    } else {
        text
    };
    writeln!(output, "{line}")?;
    let beside = (!ignored.is_empty()).then(|| t.record_keys_passed_over(&ignored.join(", ")));
    let unalterable = tells_of_unshareable_changes(&record).then(|| t.record_unalterable().to_owned());
    let no_address = no_addresses(&record);
    let no_address = (!no_address.is_empty()).then(|| t.record_no_address(&no_address.join(", ")));
    Ok(beside.into_iter().chain(no_address).chain(unalterable).collect())
}

/// The keys whose addresses lead nowhere.
fn no_addresses(record: &Attribution) -> Vec<&'static str> {
    let addresses =
        [("author_url", &record.author_url), ("source_url", &record.source_url), ("image_url", &record.image_url)];
    let is_none = |text: &Option<String>| {
        text.as_deref().is_some_and(|text| !text.trim().is_empty() && Link::parse(text).is_none())
    };
    addresses.into_iter().filter(|(_, text)| is_none(text)).map(|(key, _)| key).collect()
}

/// The input as text.
fn read(input: impl Read, t: Messages) -> Result<String, Failure> {
    let mut json = String::new();
    match input.take(LONGEST_RECORD + 1).read_to_string(&mut json) {
        Err(error) if error.kind() == io::ErrorKind::InvalidData => {
            return Err(Failure::Message(t.record_not_text().to_owned()));
        }
        Err(error) => return Err(error.into()),
        Ok(_) => {}
    }
    if u64::try_from(json.len()).is_ok_and(|length| length > LONGEST_RECORD) {
        return Err(Failure::Message(t.record_too_long().to_owned()));
    }
    Ok(json)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]
mod tests {
    use super::*;

    const ENGLISH: Options = Options { format: Format::Text, lang: Language::English };
    const BRETON: Options = Options { format: Format::Text, lang: Language::Breton };

    fn answered(options: Options, as_json: bool, input: &[u8]) -> Result<(String, Vec<String>), String> {
        let mut output = Vec::new();
        let warnings = answer(options, as_json, input, &mut output).map_err(|failure| failure.to_string())?;
        Ok((String::from_utf8(output).unwrap(), warnings))
    }

    #[test]
    fn a_record_becomes_its_snippet_and_a_line_end() {
        let record = "\u{feff}{\"title\":\"The bridge\",\"author_name\":\"Anne\",\"license\":\"CC0-1.0\"}";
        let text = "“The bridge” by Anne, public domain: CC0 1.0 (https://creativecommons.org/publicdomain/zero/1.0/).";
        assert_eq!(answered(ENGLISH, false, record.as_bytes()).unwrap(), (format!("{text}\n"), vec![]));
        let (line, _) = answered(ENGLISH, true, record.as_bytes()).unwrap();
        let read: serde_json::Value = serde_json::from_str(&line).unwrap();
        assert_eq!(read, json!({ "attribution": text, "format": "text", "lang": "en" }));
    }

    #[test]
    fn changes_that_may_not_be_shared_are_written_with_a_warning() {
        let said = |licence: &str, changes: &str| {
            let record = format!("{{\"license\":\"{licence}\",\"modifications\":[\"{changes}\"]}}");
            answered(ENGLISH, false, record.as_bytes()).unwrap()
        };
        let (text, warnings) = said("cc-by-nd-4.0", "cropped");
        assert!(text.contains("Changes: cropped."), "{text}");
        assert!(matches!(warnings.as_slice(), [sentence] if sentence.contains("permission")), "{warnings:?}");
        assert_eq!(said("cc-by-nd-4.0", " ").1, Vec::<String>::new());
        assert_eq!(said("cc-by-sa-4.0", "cropped").1, Vec::<String>::new());
    }

    #[test]
    fn an_address_that_leads_nowhere_is_told_and_one_that_can_be_mended_is_mended() {
        let said = |url: &str| {
            let record = json!({ "title": "T", "author_name": "A", "author_url": url, "license": "cc-by-4.0" });
            answered(Options { format: Format::Markdown, ..ENGLISH }, false, record.to_string().as_bytes()).unwrap()
        };
        let (text, warnings) = said("zef.example");
        assert!(text.contains("by A,"), "{text}");
        assert!(matches!(warnings.as_slice(), [sentence] if sentence.contains("author_url")), "{warnings:?}");
        let (text, warnings) = said("https://zef.example/{a}");
        assert!(text.contains("[A](https://zef.example/%7Ba%7D)"), "{text}");
        assert_eq!(warnings, Vec::<String>::new());
        assert_eq!(said(" ").1, Vec::<String>::new());
    }

    #[test]
    fn words_that_stand_for_another_language_are_named_by_their_own() {
        let (line, _) = answered(BRETON, true, b"{\"license\":\"CC0-1.0\"}").unwrap();
        assert!(line.contains("\"lang\":\"fr\""), "{line}");
    }

    #[test]
    fn what_cannot_be_read_is_said_in_the_language_asked_for() {
        let refused = |options, input: &[u8]| answered(options, false, input).unwrap_err();
        assert_eq!(refused(ENGLISH, b"\xff"), Messages::new(Language::English).record_not_text());
        assert_eq!(refused(BRETON, b"\xff"), Messages::new(Language::French).record_not_text());
        assert_eq!(
            refused(ENGLISH, " ".repeat(2_000_000).as_bytes()),
            Messages::new(Language::English).record_too_long()
        );
    }
}

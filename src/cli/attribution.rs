//! `zef attribution`: one record as JSON on standard input, its snippet on standard output. Needs no storage.

use std::io::{self, Read, Write};

use crate::domain::{
    attribution::{Attribution, Format, snippet},
    language::Language,
};

/// The longest record accepted, in bytes: far more than any title needs, far less than a mistaken file.
const LONGEST_RECORD: u64 = 1024 * 1024;

/// Why no snippet came out.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Standard input could not be read as text.
    #[error("the record could not be read from standard input")]
    Reading(#[source] io::Error),
    /// More than a mebibyte came.
    #[error("the record is longer than 1 MiB: give one record, as JSON")]
    TooLong,
    /// It is no record.
    #[error("standard input holds no record of an attribution")]
    NotARecord(#[source] serde_json::Error),
    /// Standard output is closed.
    #[error("the snippet could not be written")]
    Writing(#[source] io::Error),
}

/// Reads one record from `input` and writes its attribution and a line end to `output`.
///
/// # Errors
/// [`Error`] says what is wrong with the record, the licence's name included, or with the streams.
pub fn run(format: Format, language: Language, input: impl Read, mut output: impl Write) -> Result<(), Error> {
    let mut json = String::new();
    input.take(LONGEST_RECORD + 1).read_to_string(&mut json).map_err(Error::Reading)?;
    if u64::try_from(json.len()).is_ok_and(|length| length > LONGEST_RECORD) {
        return Err(Error::TooLong);
    }
    // Editors on Windows put a byte order mark before UTF-8.
    let record: Attribution = serde_json::from_str(json.trim_start_matches('\u{feff}')).map_err(Error::NotARecord)?;
    writeln!(output, "{}", snippet(&record, format, language)).map_err(Error::Writing)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]
mod tests {
    use std::error::Error as _;

    use super::*;

    fn answer(input: &str) -> Result<String, Error> {
        let mut output = Vec::new();
        run(Format::Text, Language::English, input.as_bytes(), &mut output)?;
        Ok(String::from_utf8(output).unwrap())
    }

    #[test]
    fn a_record_becomes_its_snippet_and_a_line_end() {
        let snippet =
            answer("\u{feff}{\"title\":\"The bridge\",\"author_name\":\"Anne\",\"license\":\"CC0-1.0\"}").unwrap();
        assert_eq!(
            snippet,
            "“The bridge” by Anne, public domain: CC0 1.0 (https://creativecommons.org/publicdomain/zero/1.0/).\n"
        );
    }

    #[test]
    fn what_is_wrong_is_said() {
        let refusal = answer("{\"license\":\"CC BY\"}").unwrap_err();
        assert!(refusal.source().is_some_and(|why| why.to_string().contains("without its version")));
        assert!(matches!(answer("not json"), Err(Error::NotARecord(_))));
        assert!(matches!(answer(&" ".repeat(2_000_000)), Err(Error::TooLong)));
        assert!(matches!(run(Format::Text, Language::French, &b"\xff"[..], io::sink()), Err(Error::Reading(_))));
    }
}

//! Derives what follows from many entries at once (`migrations/5-filling.sql`): of each record, its last words alone are written.

use std::collections::BTreeMap;

use tokio_postgres::Transaction;

use super::{
    encode::{self, Wrote},
    server::Server,
};
use crate::catalog::{CatalogError, order, store::Entry};

/// What entries leave, a column each, as the function takes it.
#[derive(Default)]
struct Columns<'a> {
    keys: Vec<&'a str>,
    revisions: Vec<i64>,
    bodies: Vec<Option<&'a str>>,
    index_keys: Vec<String>,
    letters: Vec<String>,
    history: Vec<String>,
    numbers: Vec<i64>,
}

/// Applies entries, which follow those that were applied before, to what is derived.
pub(super) async fn apply(
    server: &Server,
    transaction: &Transaction<'_>,
    entries: &[Entry],
) -> Result<(), CatalogError> {
    let Columns { keys, revisions, bodies, index_keys, letters, history, numbers } = columns(entries);
    let filled = transaction
        .execute(
            "select fill_records($1, $2, $3, $4, $5, $6, $7)",
            &[&keys, &revisions, &bodies, &index_keys, &letters, &history, &numbers],
        )
        .await;
    filled.map(drop).map_err(|error| server.fault(&error).into())
}

fn columns(entries: &[Entry]) -> Columns<'_> {
    let (mut columns, mut last) = (Columns::default(), BTreeMap::new());
    for entry in entries {
        let number = encode::number(entry.seq);
        for Wrote(key, body, index_keys, letters) in encode::wrote(entry) {
            last.insert(key.as_str(), (number, body, index_keys, letters));
        }
        for key in order::in_history_of(entry) {
            columns.history.push(key.as_str().to_owned());
            columns.numbers.push(number);
        }
    }
    for (key, (number, body, index_keys, letters)) in last {
        columns.keys.push(key);
        columns.revisions.push(number);
        columns.bodies.push(body);
        columns.index_keys.push(array(index_keys.iter().map(|key| quoted(key))));
        columns.letters.push(array(letters.iter().map(ToString::to_string)));
    }
    columns
}

/// An array as PostgreSQL writes it.
fn array(elements: impl Iterator<Item = String>) -> String {
    format!("{{{}}}", elements.collect::<Vec<_>>().join(","))
}

/// A text in an array as PostgreSQL writes it (Arrays, § 8.15.6 of its manual).
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_with_a_meaning_in_arrays_are_escaped() {
        let texts = ["tag/a,b", "{}", "\"é\"", "back\\slash", "NULL", ""];
        let written = array(texts.iter().map(|text| quoted(text)));
        assert_eq!(written, r#"{"tag/a,b","{}","\"é\"","back\\slash","NULL",""}"#);
        assert_eq!(array(std::iter::empty()), "{}");
    }
}

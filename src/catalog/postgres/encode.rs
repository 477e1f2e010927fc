//! Changes and entries as the functions of the database take them, and entries as it gives them back.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::value::RawValue;
use tokio_postgres::Row;

use crate::catalog::{
    CatalogError, DatabaseError, order, spaces,
    store::{Change, Entry, Expectation, Key, Seq, Written},
};

/// Hexadecimal digits of a digest: 64 bits tell every accident apart.
const DIGITS: usize = 16;

/// A change: see `migrations/2-functions.sql`.
#[derive(Serialize)]
struct Sent<'a> {
    e: Vec<Expected<'a>>,
    w: Vec<Wrote<'a>>,
    h: BTreeSet<Key>,
    l: &'a str,
    d: String,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Expected<'a> {
    Revision(&'static str, &'a str, u64),
    Other(&'static str, &'a str),
}

/// Key, body, index keys, letters of each that name a list.
#[derive(Serialize)]
pub(super) struct Wrote<'a>(
    pub(super) &'a Key,
    pub(super) Option<&'a str>,
    pub(super) Vec<String>,
    pub(super) Vec<usize>,
);

/// A change ready to be sent.
#[derive(Debug)]
pub(super) struct Ready {
    pub(super) text: String,
    pub(super) expect: Vec<Expectation>,
    /// The records that it writes.
    pub(super) keys: Vec<Key>,
    /// Their index keys.
    pub(super) index_keys: Vec<String>,
}

/// Makes a change ready.
///
/// # Errors
/// [`CatalogError::Newer`].
pub(super) fn ready(change: Change) -> Result<Ready, CatalogError> {
    let entry = order::made(0, &change)?;
    let line = line(&entry)?;
    let wrote = wrote(&entry);
    let index_keys = wrote.iter().flat_map(|Wrote(_, _, keys, _)| keys.iter().cloned()).collect();
    let expected = change.expect.iter().map(|expectation| match expectation {
        Expectation::RecordAbsent(key) => Expected::Other("absent", key.as_str()),
        Expectation::Revision(key, revision) => Expected::Revision("revision", key.as_str(), *revision),
        Expectation::Unclaimed(key) => Expected::Other("unclaimed", key.as_str()),
    });
    let sent = Sent { e: expected.collect(), w: wrote, h: order::in_history_of(&entry), l: &line, d: digest(&line) };
    let text = serde_json::to_string(&sent).map_err(|source| unwritable(&entry, source))?;
    let keys = entry.records.iter().map(|written| written.key.clone()).collect();
    Ok(Ready { text, expect: change.expect, keys, index_keys })
}

fn unwritable(entry: &Entry, source: serde_json::Error) -> CatalogError {
    CatalogError::Record { key: entry.gesture.to_string(), source }
}

pub(super) fn wrote(entry: &Entry) -> Vec<Wrote<'_>> {
    let one = |written: &'_ Written| -> (Vec<String>, Vec<usize>) {
        let body = written.body.as_ref().map(|body| body.get());
        let keys = body.map_or_else(Vec::new, |body| spaces::index_keys(&written.key, body));
        let keys: BTreeSet<String> = keys.iter().map(|key| key.as_str().to_owned()).collect();
        let letters = |key: &String| spaces::list_of(key).map_or(0, |list| list.chars().count());
        let letters = keys.iter().map(letters).collect();
        (keys.into_iter().collect(), letters)
    };
    let records = entry.records.iter().map(|written| {
        let (keys, letters) = one(written);
        Wrote(&written.key, written.body.as_ref().map(|body| RawValue::get(body)), keys, letters)
    });
    records.collect()
}

/// The line of an entry, without its number, which stands beside it.
pub(super) fn line(entry: &Entry) -> Result<String, CatalogError> {
    let numbered = serde_json::to_string(entry).map_err(|source| unwritable(entry, source))?;
    let rest = numbered.split_once(',').map_or("", |(_number, rest)| rest);
    Ok(format!("{{{rest}"))
}

pub(super) fn digest(line: &str) -> String {
    blake3::hash(line.as_bytes()).to_hex().chars().take(DIGITS).collect()
}

/// Reads an entry from its number, its line and its digest, with its records as the present version has them.
///
/// # Errors
/// [`DatabaseError::Damaged`], [`CatalogError::Newer`].
pub(super) fn entry(row: &Row) -> Result<Entry, CatalogError> {
    let (seq, line, its_digest): (i64, String, String) = (get(row, 0)?, get(row, 1)?, get(row, 2)?);
    let mut entry = verified(seq, &line, &its_digest).ok_or_else(|| DatabaseError::Damaged {
        what: format!("entry {seq} of the journal does not match its digest"),
    })?;
    entry.records = spaces::present(entry.records)?;
    Ok(entry)
}

/// The entry of a line as it was written; `None` where it does not match its digest, or is none.
pub(super) fn verified(seq: i64, line: &str, its_digest: &str) -> Option<Entry> {
    if digest(line) == its_digest { read(seq, line) } else { None }
}

/// The entry of a line as it was written; `None` where it is none.
pub(super) fn read(seq: i64, line: &str) -> Option<Entry> {
    let rest = line.strip_prefix('{')?;
    serde_json::from_str(&format!("{{\"seq\":{seq},{rest}")).ok()
}

/// A value of a row.
///
/// # Errors
/// [`DatabaseError::Damaged`] where the column has another type.
pub(super) fn get<'a, T: tokio_postgres::types::FromSql<'a>>(row: &'a Row, place: usize) -> Result<T, CatalogError> {
    Ok(row.try_get(place).map_err(|error| DatabaseError::Damaged { what: error.to_string() })?)
}

/// A number of an entry as PostgreSQL has it.
pub(super) fn number(seq: Seq) -> i64 {
    i64::try_from(seq).unwrap_or(i64::MAX)
}

/// A number of an entry, as it came from PostgreSQL.
pub(super) fn seq(number: i64) -> Seq {
    Seq::try_from(number).unwrap_or_default()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]
mod tests {
    use super::*;

    #[test]
    fn an_entry_reads_back_and_one_that_was_changed_does_not() {
        let body = RawValue::from_string("{\"v\":1,\"title\":\"Le \\u0000 port\",\"b\":[1.50]}".to_owned()).unwrap();
        let entry = Entry {
            seq: 7,
            at: jiff::Timestamp::UNIX_EPOCH,
            actor: "anne, \"seq\":9".to_owned(),
            gesture: "describe".into(),
            batch: None,
            records: vec![Written { key: Key::new("word", "a"), body: Some(body) }],
            note: Some("une\nligne".to_owned()),
        };
        let line = line(&entry).unwrap();
        assert!(!line.contains("\"seq\":7") && serde_json::from_str::<serde_json::Value>(&line).is_ok());
        let read = verified(7, &line, &digest(&line)).unwrap();
        assert_eq!(format!("{read:?}"), format!("{entry:?}"));
        assert!(verified(7, &line.replace("port", "quai"), &digest(&line)).is_none());
    }
}

//! What readers ask for: each answer is one statement, but for pages of entries, which are bounded by their bytes.

use tokio_postgres::{Row, types::ToSql};

use super::{
    encode::{self, get},
    range::Range,
    readers::Readers,
};
use crate::catalog::{
    CatalogError,
    order::EntryPage,
    store::{Direction, Entry, IndexHit, IndexKey, Key, Record, Seq},
};

/// Entries asked for at a time: with the longest ones, a few megabytes more than a page.
const PART: usize = 100;

pub(super) async fn records(readers: &Readers, keys: &[Key]) -> Result<Vec<Option<Record>>, CatalogError> {
    let asked: Vec<&str> = keys.iter().map(Key::as_str).collect();
    // In the order asked, one that is asked twice twice.
    let sql = "select asked.place, record.key, record.revision, record.body \
               from unnest($1::text[]) with ordinality as asked (key, place) join record on record.key = asked.key collate \"C\"";
    let mut found = vec![None; keys.len()];
    for row in readers.rows(sql, &[&asked]).await? {
        let place: i64 = get(&row, 0)?;
        let place = usize::try_from(place).ok().and_then(|place| place.checked_sub(1));
        if let Some(slot) = place.and_then(|place| found.get_mut(place)) {
            *slot = Some(record(&row, 1)?);
        }
    }
    Ok(found)
}

fn record(row: &Row, first: usize) -> Result<Record, CatalogError> {
    let (key, revision, body): (&str, i64, String) = (get(row, first)?, get(row, first + 1)?, get(row, first + 2)?);
    let body = serde_json::value::RawValue::from_string(body)
        .map_err(|source| CatalogError::Record { key: key.to_owned(), source })?;
    Ok(Record { key: Key::written(key), revision: encode::seq(revision), body })
}

/// A statement over a range of a column: `$1` is its start, `$2` its end where there is one, the last one the limit.
fn over(range: &Range, select: &str, column: &str, order: &str, is_limited: bool) -> String {
    let from = if range.start_is_out { ">" } else { ">=" };
    let to = if range.end.is_some() { format!(" and {column} < $2") } else { String::new() };
    let limit = match (is_limited, range.end.is_some()) {
        (false, _) => "",
        (true, true) => " limit $3",
        (true, false) => " limit $2",
    };
    format!("{select} where {column} {from} $1{to}{order}{limit}")
}

fn values<'a>(range: &'a Range, limit: Option<&'a i64>) -> Vec<&'a (dyn ToSql + Sync)> {
    let mut values: Vec<&(dyn ToSql + Sync)> = vec![&range.start];
    if let Some(end) = &range.end {
        values.push(end);
    }
    if let Some(limit) = limit {
        values.push(limit);
    }
    values
}

const fn word(direction: Direction) -> &'static str {
    match direction {
        Direction::Ascending => "",
        Direction::Descending => " desc",
    }
}

pub(super) async fn scan(
    readers: &Readers,
    range: &Range,
    limit: usize,
    direction: Direction,
) -> Result<Vec<Record>, CatalogError> {
    let (order, limit) = (format!(" order by key{}", word(direction)), limit_of(limit));
    let sql = over(range, "select key, revision, body from record", "key", &order, true);
    readers.rows(&sql, &values(range, Some(&limit))).await?.iter().map(|row| record(row, 0)).collect()
}

pub(super) async fn lookup(
    readers: &Readers,
    range: &Range,
    limit: usize,
    direction: Direction,
) -> Result<Vec<IndexHit>, CatalogError> {
    let word = word(direction);
    let (order, limit) = (format!(" order by index_key{word}, key{word}"), limit_of(limit));
    let sql = over(range, "select index_key, key from index_entry", "index_key", &order, true);
    let rows = readers.rows(&sql, &values(range, Some(&limit))).await?;
    let hit = |row: &Row| Ok(IndexHit { index: IndexKey::written(get(row, 0)?), key: Key::written(get(row, 1)?) });
    rows.iter().map(hit).collect()
}

/// How many index entries there are in a range.
pub(super) async fn count(readers: &Readers, range: &Range) -> Result<usize, CatalogError> {
    let sql = over(range, "select count(*) from index_entry", "index_key", "", false);
    number_of(&readers.rows(&sql, &values(range, None)).await?)
}

/// The length of a list that is kept.
pub(super) async fn length(readers: &Readers, list: &str) -> Result<usize, CatalogError> {
    number_of(&readers.rows("select length from list_length where list = $1", &[&list]).await?)
}

fn number_of(rows: &[Row]) -> Result<usize, CatalogError> {
    let number: i64 = rows.first().map_or(Ok(0), |row| get(row, 0))?;
    Ok(usize::try_from(number).unwrap_or_default())
}

fn limit_of(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}

/// Entries of the journal from this number to before that one, in this direction: a page of them.
pub(super) async fn entries(
    readers: &Readers,
    numbers: std::ops::Range<Seq>,
    limit: usize,
    direction: Direction,
) -> Result<Vec<Entry>, CatalogError> {
    let sql = format!(
        "select seq, line, digest from journal where seq >= $1 and seq < $2 order by seq{} limit $3",
        word(direction)
    );
    page(readers, None, &sql, numbers, limit, direction).await
}

/// The same, of the history of a key.
pub(super) async fn history(
    readers: &Readers,
    key: &Key,
    numbers: std::ops::Range<Seq>,
    limit: usize,
    direction: Direction,
) -> Result<Vec<Entry>, CatalogError> {
    let sql = format!(
        "select seq, line, digest from history join journal using (seq) \
         where history.key = $4 and seq >= $1 and seq < $2 order by seq{} limit $3",
        word(direction)
    );
    page(readers, Some(key.as_str()), &sql, numbers, limit, direction).await
}

async fn page(
    readers: &Readers,
    key: Option<&str>,
    sql: &str,
    mut numbers: std::ops::Range<Seq>,
    limit: usize,
    direction: Direction,
) -> Result<Vec<Entry>, CatalogError> {
    let (mut page, mut left) = (EntryPage::of(limit), limit);
    while left > 0 && !numbers.is_empty() {
        let (start, end, part) = (encode::number(numbers.start), encode::number(numbers.end), limit_of(left.min(PART)));
        let mut values: Vec<&(dyn ToSql + Sync)> = vec![&start, &end, &part];
        if let Some(key) = &key {
            values.push(key);
        }
        let rows = readers.rows(sql, &values).await?;
        let is_last = rows.len() < left.min(PART);
        left = left.saturating_sub(rows.len());
        for row in &rows {
            let entry = encode::entry(row)?;
            match direction {
                Direction::Ascending => numbers.start = entry.seq + 1,
                Direction::Descending => numbers.end = entry.seq,
            }
            if !page.take(entry) {
                return Ok(page.into_entries());
            }
        }
        if is_last {
            break;
        }
    }
    Ok(page.into_entries())
}

//! Derives everything from a whole journal, from its end: the first entry that is met with a record is the last that wrote it, so
//! that each record is written once.
//!
//! Records and histories are copied into tables without indexes. Index entries, lengths of lists and indexes follow when all
//! records stand: PostgreSQL makes an index of what it can sort in half the time, and two thirds of the bytes, of one that grows
//! row by row. While it takes in a page, the next one is read here, and the one after that is on its way.

use std::{collections::HashSet, pin::pin};

use tokio::task::spawn_blocking;
use tokio_postgres::{
    Row, Transaction,
    binary_copy::BinaryCopyInWriter,
    types::{ToSql, Type},
};

use super::{
    encode::{self, Wrote},
    server::Server,
};
use crate::catalog::{CatalogError, DatabaseError, order, store::Key};

/// Entries of a page: with the longest ones, 45 MB.
const PART: i64 = 500;
/// Takes the indexes from tables that are empty.
const WITHOUT_INDEXES: &str = "\
    alter table record drop constraint record_pkey; \
    alter table index_entry drop constraint index_entry_pkey; \
    alter table history drop constraint history_pkey";
/// Derives what follows from the records, and makes the indexes. 256 MB sort some millions of index keys in memory.
const WITH_INDEXES: &str = "\
    set local maintenance_work_mem = '256MB'; \
    insert into index_entry (index_key, key) select unnest(index_keys), key from record; \
    insert into list_length (list, length) \
      select left(k, n) collate \"C\", count(*) from record, unnest(index_keys, list_letters) as its (k, n) \
      where n > 0 group by 1; \
    alter table record add primary key (key); \
    alter table index_entry add primary key (index_key, key); \
    alter table history add primary key (key, seq)";

/// What a page of entries leaves.
#[derive(Default)]
struct Derived {
    records: Vec<Record>,
    /// Keys of histories, with the numbers of entries.
    histories: Vec<(Key, i64)>,
}

impl Derived {
    const fn is_empty(&self) -> bool {
        self.records.is_empty() && self.histories.is_empty()
    }
}

struct Record {
    key: Key,
    revision: i64,
    body: String,
    index_keys: Vec<String>,
    letters: Vec<i32>,
}

/// The records that later entries wrote or removed, by the hashes of their keys, which may be long: a million take 60 MB.
#[derive(Default)]
struct Written(HashSet<blake3::Hash>);

impl Written {
    /// Whether no later entry wrote this record.
    fn is_last(&mut self, key: &Key) -> bool {
        self.0.insert(blake3::hash(key.as_str().as_bytes()))
    }
}

/// Applies the whole journal to tables that are empty.
pub(super) async fn replay(server: &Server, transaction: &Transaction<'_>) -> Result<(), CatalogError> {
    let fault = |error: tokio_postgres::Error| CatalogError::from(server.fault(&error));
    transaction.batch_execute(WITHOUT_INDEXES).await.map_err(fault)?;
    let page = "select seq, line, digest from journal where seq < $1 order by seq desc limit $2";
    let page = transaction.prepare(page).await.map_err(fault)?;
    let read = async |before: i64| -> Result<Vec<Row>, CatalogError> {
        transaction.query(&page, &[&before, &PART]).await.map_err(fault)
    };
    let (mut rows, mut derived, mut written) = (read(i64::MAX).await?, Derived::default(), Written::default());
    while !rows.is_empty() || !derived.is_empty() {
        let next = rows.last().map_or(Ok(0), |row| encode::get(row, 0))?;
        let deriving = async {
            let derived = spawn_blocking(move || derive(&rows, written)).await;
            derived.map_err(|stopped| DatabaseError::Failed { what: stopped.to_string() })?
        };
        ((), rows, (derived, written)) = tokio::try_join!(put(server, transaction, derived), read(next), deriving)?;
    }
    transaction.batch_execute(WITH_INDEXES).await.map_err(fault)
}

/// What entries leave, of which the last one comes first.
fn derive(rows: &[Row], mut written: Written) -> Result<(Derived, Written), CatalogError> {
    let mut derived = Derived::default();
    for row in rows {
        let mut entry = encode::entry(row)?;
        let number = encode::number(entry.seq);
        derived.histories.extend(order::in_history_of(&entry).into_iter().map(|key| (key, number)));
        // The last one, where an entry writes a record twice.
        entry.records.reverse();
        entry.records.retain(|record| written.is_last(&record.key));
        for Wrote(key, body, index_keys, letters) in encode::wrote(&entry) {
            let Some(body) = body else { continue };
            let letters = letters.into_iter().map(|letters| i32::try_from(letters).unwrap_or_default()).collect();
            derived.records.push(Record {
                key: key.clone(),
                revision: number,
                body: body.to_owned(),
                index_keys,
                letters,
            });
        }
    }
    Ok((derived, written))
}

async fn put(server: &Server, transaction: &Transaction<'_>, derived: Derived) -> Result<(), CatalogError> {
    let Derived { records, histories } = derived;
    if !records.is_empty() {
        let types = [Type::TEXT, Type::INT8, Type::TEXT, Type::TEXT_ARRAY, Type::INT4_ARRAY];
        let copy = "copy record (key, revision, body, index_keys, list_letters) from stdin (format binary)";
        let sink = transaction.copy_in(copy).await.map_err(|error| server.fault(&error))?;
        let mut writer = pin!(BinaryCopyInWriter::new(sink, &types));
        for Record { key, revision, body, index_keys, letters } in &records {
            let row: [&(dyn ToSql + Sync); 5] = [&key.as_str(), revision, body, index_keys, letters];
            writer.as_mut().write(&row).await.map_err(|error| server.fault(&error))?;
        }
        writer.finish().await.map_err(|error| server.fault(&error))?;
    }
    if !histories.is_empty() {
        let copy = "copy history (key, seq) from stdin (format binary)";
        let sink = transaction.copy_in(copy).await.map_err(|error| server.fault(&error))?;
        let mut writer = pin!(BinaryCopyInWriter::new(sink, &[Type::TEXT, Type::INT8]));
        for (key, number) in &histories {
            let row: [&(dyn ToSql + Sync); 2] = [&key.as_str(), number];
            writer.as_mut().write(&row).await.map_err(|error| server.fault(&error))?;
        }
        writer.finish().await.map_err(|error| server.fault(&error))?;
    }
    Ok(())
}

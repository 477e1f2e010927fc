//! What is derived from the journal: records, indexes, histories and lengths of lists, made again from it.

use tokio_postgres::Transaction;

use super::{encode, fill, server::Server};
use crate::catalog::{
    CatalogError, DatabaseError, spaces,
    store::{Entry, Seq},
};

/// Entries read and applied at a time.
const PART: i64 = 200;
/// Takes the indexes from tables that are empty. `removed` is for the keys of records that a later entry removed.
const WITHOUT_INDEXES: &str = "\
    alter table index_entry drop constraint index_entry_pkey; \
    alter table history drop constraint history_pkey; \
    create temp table removed (key text collate \"C\" primary key) on commit drop";
/// Derives what follows from the records, and makes the indexes. 256 MB sort some millions of index keys in memory.
const WITH_INDEXES: &str = "\
    set local maintenance_work_mem = '256MB'; \
    insert into index_entry (index_key, key) select unnest(index_keys), key from record; \
    alter table index_entry add primary key (index_key, key); \
    alter table history add primary key (key, seq); \
    insert into list_length (list, length) \
      select left(k, n) collate \"C\", count(*) from record, unnest(index_keys, list_letters) as its (k, n) \
      where n > 0 group by 1; \
    drop table removed";

/// The version of what this program derives.
pub(super) fn version() -> i64 {
    i64::from(spaces::derived_version())
}

/// Makes what is derived again where another version of Zef derived it. Gives the number of the last entry.
///
/// # Errors
/// [`DatabaseError::Newer`] where a newer program did.
pub(super) async fn bring_up(server: &Server, transaction: &Transaction<'_>) -> Result<Seq, CatalogError> {
    let fault = |error: tokio_postgres::Error| CatalogError::from(server.fault(&error));
    let head = transaction.query_one("select seq, derived from head for update", &[]).await.map_err(fault)?;
    let (seq, derived): (i64, i64) = (encode::get(&head, 0)?, encode::get(&head, 1)?);
    if derived > version() {
        return Err(DatabaseError::Newer { found: derived, known: version() }.into());
    }
    if derived < version() {
        if seq > 0 {
            tracing::info!("records and indexes are made again from the journal");
        }
        derive(server, transaction).await?;
    }
    Ok(encode::seq(seq))
}

/// Makes it again.
pub(super) async fn derive(server: &Server, transaction: &Transaction<'_>) -> Result<(), CatalogError> {
    let fault = |error: tokio_postgres::Error| CatalogError::from(server.fault(&error));
    transaction.batch_execute("truncate record, index_entry, history, list_length").await.map_err(fault)?;
    replay(server, transaction).await?;
    transaction.execute("update head set derived = $1", &[&version()]).await.map_err(fault)?;
    Ok(())
}

/// Says that what is derived does not follow from the journal, until it is made again.
pub(super) async fn outdate(server: &Server, transaction: &Transaction<'_>) -> Result<(), CatalogError> {
    let outdated = transaction.execute("update head set derived = 0", &[]).await;
    outdated.map(drop).map_err(|error| server.fault(&error).into())
}

/// Applies the whole journal to tables that are empty, from its end: the first entry that is met with a record is the last
/// that wrote it, so that each record is written once. Indexes, histories and lengths follow when all records stand, because
/// PostgreSQL makes an index of what it can sort in half the time, and two thirds of the bytes, of one that grows row by row.
pub(super) async fn replay(server: &Server, transaction: &Transaction<'_>) -> Result<(), CatalogError> {
    let fault = |error: tokio_postgres::Error| CatalogError::from(server.fault(&error));
    transaction.batch_execute(WITHOUT_INDEXES).await.map_err(fault)?;
    let mut before = Seq::MAX;
    loop {
        let page = page_before(server, transaction, before).await?;
        let Some(first) = page.first() else { break };
        before = first.seq;
        fill::put_earlier(server, transaction, &page).await?;
    }
    transaction.batch_execute(WITH_INDEXES).await.map_err(fault)
}

/// The last entries before this number, the earliest first.
async fn page_before(server: &Server, transaction: &Transaction<'_>, before: Seq) -> Result<Vec<Entry>, CatalogError> {
    let asked = "select seq, line, digest from journal where seq < $1 order by seq desc limit $2";
    let rows = transaction.query(asked, &[&encode::number(before), &PART]).await;
    rows.map_err(|error| server.fault(&error))?.iter().rev().map(encode::entry).collect()
}

/// Some entries after this number.
pub(super) async fn page(
    server: &Server,
    transaction: &Transaction<'_>,
    after: Seq,
) -> Result<Vec<Entry>, CatalogError> {
    let asked = "select seq, line, digest from journal where seq > $1 order by seq limit $2";
    let rows = transaction.query(asked, &[&encode::number(after), &PART]).await;
    rows.map_err(|error| server.fault(&error))?.iter().map(encode::entry).collect()
}

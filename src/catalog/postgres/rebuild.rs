//! What is derived from the journal: records, indexes, histories and lengths of lists, made again from it.

use tokio_postgres::Transaction;

use super::{encode, replay::replay, server::Server};
use crate::catalog::{
    CatalogError, DatabaseError, spaces,
    store::{Entry, Seq},
};

/// Entries read at a time.
const PART: i64 = 200;

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

/// Marks what is derived as outdated: it is made again when the library is opened.
pub(super) async fn mark_outdated(server: &Server, transaction: &Transaction<'_>) -> Result<(), CatalogError> {
    let outdated = transaction.execute("update head set derived = 0", &[]).await;
    outdated.map(drop).map_err(|error| server.fault(&error).into())
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

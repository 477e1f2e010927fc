//! Forgetting: the journal is rewritten, and what is derived from it is made again, in one transaction.
//!
//! PostgreSQL keeps the old rows in its files until they are vacuumed: that is done when the library reports that the
//! work outside the store is done. Its write-ahead log and backups keep what they have; they are the operator's.

use tokio_postgres::{Client, Transaction};

use super::{encode, rebuild, server::Server};
use crate::catalog::{
    CatalogError,
    forgetting::{Ends, Forgetting, Rewrite},
    order,
    store::Seq,
};

/// Forgets; `None`, and nothing was changed, when an entry was made since the number that was read.
///
/// # Errors
/// [`CatalogError`]; nothing was changed.
pub(super) async fn forget(server: &Server, forgetting: Forgetting) -> Result<Option<Seq>, CatalogError> {
    let fault = |error: tokio_postgres::Error| CatalogError::from(server.fault(&error));
    let number = forgetting.number();
    let Forgetting { seen, mut rewrite, ends, note, afterwards } = forgetting;
    let note = order::made(number, &note)?;
    let mut client = server.connect().await?;
    let transaction = client.transaction().await.map_err(fault)?;
    let head = transaction.query_one("select seq from head for update", &[]).await.map_err(fault)?;
    if encode::get::<i64>(&head, 0)? != encode::number(seen) {
        return Ok(None);
    }
    rewritten(server, &transaction, &mut rewrite).await?;
    let line = encode::line(&note)?;
    let note = "insert into journal (seq, line, digest) values ($1, $2, $3)";
    let digest = encode::digest(&line);
    transaction.execute(note, &[&encode::number(number), &line, &digest]).await.map_err(fault)?;
    end_values(server, &transaction, ends).await?;
    let left = (!afterwards.is_empty()).then_some(afterwards);
    let head = "update head set seq = $1, afterwards = $2";
    transaction.execute(head, &[&encode::number(number), &left]).await.map_err(fault)?;
    rebuild::derive(server, &transaction).await?;
    transaction.commit().await.map_err(fault)?;
    if left.is_none() {
        sweep_files(server, &client).await;
    }
    Ok(Some(number))
}

async fn rewritten(server: &Server, transaction: &Transaction<'_>, rewrite: &mut Rewrite) -> Result<(), CatalogError> {
    let mut after = 0;
    loop {
        let page = rebuild::page(server, transaction, after).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.seq;
        for entry in page {
            let Some(new) = rewrite(&entry) else { continue };
            let line = encode::line(&new)?;
            let digest = encode::digest(&line);
            let put = "update journal set line = $2, digest = $3 where seq = $1";
            let put = transaction.execute(put, &[&encode::number(entry.seq), &line, &digest]).await;
            put.map_err(|error| server.fault(&error))?;
        }
    }
}

/// Removes the short-lived values that are to end.
async fn end_values(server: &Server, transaction: &Transaction<'_>, ends: Ends) -> Result<(), CatalogError> {
    let fault = |error: tokio_postgres::Error| CatalogError::from(server.fault(&error));
    let all = transaction.query("select space, key, value from volatile", &[]).await.map_err(fault)?;
    let mut ended = Vec::new();
    for row in all {
        let (space, key, value): (String, String, Vec<u8>) =
            (encode::get(&row, 0)?, encode::get(&row, 1)?, encode::get(&row, 2)?);
        if ends(&value) {
            ended.push((space, key));
        }
    }
    for (space, key) in ended {
        let gone = "delete from volatile where space = $1 and key = $2";
        transaction.execute(gone, &[&space, &key]).await.map_err(fault)?;
    }
    Ok(())
}

/// Has PostgreSQL write the tables anew without rows that are gone.
pub(super) async fn sweep_files(server: &Server, client: &Client) {
    for table in ["journal", "head", "volatile"] {
        if let Err(error) = client.batch_execute(&format!("vacuum full {table}")).await {
            let error = server.fault(&error);
            tracing::warn!(%error, table, "what was forgotten may still lie in this table’s file: vacuum it (vacuum full)");
        }
    }
}

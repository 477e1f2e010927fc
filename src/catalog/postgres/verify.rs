//! Whether the tables say what the journal says: the journal is replayed into empty tables beside them, and compared.

use std::fmt;

use tokio_postgres::Transaction;

use super::{encode, replay::replay, server::Server};
use crate::catalog::CatalogError;

/// Lines of the journal read at a time.
const PART: i64 = 500;
/// What is derived.
const TABLES: [&str; 4] = ["record", "index_entry", "history", "list_length"];

/// What is wrong with a catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// An entry does not match its digest, or does not read.
    Entry(i64),
    /// Entries are missing before this one.
    Gap(i64),
    /// The head names another entry as the last one.
    Head {
        /// The last entry there is.
        held: i64,
        /// The last entry by the head.
        seen: i64,
    },
    /// A derived table has other rows than the journal gives.
    Derived {
        /// The table.
        table: &'static str,
        /// Rows that the journal does not give.
        extra: i64,
        /// Rows that are missing.
        missing: i64,
    },
}

impl Flaw {
    /// Whether the journal itself is damaged, which nothing but a backup mends.
    #[must_use]
    pub const fn is_of_the_journal(&self) -> bool {
        !matches!(self, Self::Derived { .. })
    }
}

impl fmt::Display for Flaw {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Entry(seq) => write!(formatter, "entry {seq} of the journal does not match its digest"),
            Self::Gap(seq) => write!(formatter, "entries of the journal are missing before entry {seq}"),
            Self::Head { held, seen } => {
                write!(formatter, "the journal ends with entry {held}, and its head names entry {seen}")
            }
            Self::Derived { table, extra, missing } => write!(
                formatter,
                "the table {table} does not say what the journal says (rows too many: {extra}; rows missing: {missing})"
            ),
        }
    }
}

/// Compares everything. The transaction is to be rolled back.
pub(super) async fn flaws(server: &Server, transaction: &Transaction<'_>) -> Result<Vec<Flaw>, CatalogError> {
    let mut flaws = journal(server, transaction).await?;
    if !flaws.is_empty() {
        return Ok(flaws);
    }
    let fault = |error: tokio_postgres::Error| CatalogError::from(server.fault(&error));
    for table in TABLES {
        // A temporary table hides the one of the same name from the functions that write.
        let renamed = format!("create temp view kept_{table} as select * from {table}");
        let empty = format!("create temp table {table} (like {table} including all) on commit drop");
        transaction.batch_execute(&renamed).await.map_err(fault)?;
        transaction.batch_execute(&empty).await.map_err(fault)?;
    }
    replay(server, transaction).await?;
    for table in TABLES {
        let counted = format!(
            "select (select count(*) from (select * from kept_{table} except all select * from pg_temp.{table}) as extra), \
             (select count(*) from (select * from pg_temp.{table} except all select * from kept_{table}) as missing)"
        );
        let row = transaction.query_one(&counted, &[]).await.map_err(fault)?;
        let (extra, missing) = (encode::get(&row, 0)?, encode::get(&row, 1)?);
        if (extra, missing) != (0, 0) {
            flaws.push(Flaw::Derived { table, extra, missing });
        }
    }
    Ok(flaws)
}

async fn journal(server: &Server, transaction: &Transaction<'_>) -> Result<Vec<Flaw>, CatalogError> {
    let fault = |error: tokio_postgres::Error| CatalogError::from(server.fault(&error));
    let (mut flaws, mut last) = (Vec::new(), 0_i64);
    loop {
        let asked = "select seq, line, digest from journal where seq > $1 order by seq limit $2";
        let rows = transaction.query(asked, &[&last, &PART]).await.map_err(fault)?;
        if rows.is_empty() {
            break;
        }
        for row in rows {
            let (seq, line, digest): (i64, String, String) =
                (encode::get(&row, 0)?, encode::get(&row, 1)?, encode::get(&row, 2)?);
            if seq != last + 1 {
                flaws.push(Flaw::Gap(seq));
            }
            if encode::verified(seq, &line, &digest).is_none() {
                flaws.push(Flaw::Entry(seq));
            }
            last = seq;
        }
    }
    let head = transaction.query_one("select seq from head", &[]).await.map_err(fault)?;
    let seen: i64 = encode::get(&head, 0)?;
    if seen != last {
        flaws.push(Flaw::Head { held: last, seen });
    }
    Ok(flaws)
}

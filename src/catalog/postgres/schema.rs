//! The tables: made, and brought to the present version, by numbered migrations under one lock.

use tokio_postgres::{Client, error::SqlState};

use super::server::Server;
use crate::catalog::{CatalogError, DatabaseError};

/// Each migration, in order; it never changes once a version of Zef was published with it.
const MIGRATIONS: [&str; 9] = [
    include_str!("migrations/1-tables.sql"),
    include_str!("migrations/2-functions.sql"),
    include_str!("migrations/3-views.sql"),
    include_str!("migrations/4-moving.sql"),
    include_str!("migrations/5-filling.sql"),
    include_str!("migrations/6-touched.sql"),
    include_str!("migrations/7-shared.sql"),
    include_str!("migrations/8-fewer-probes.sql"),
    include_str!("migrations/9-serial-json.sql"),
];
/// The lock of whoever prepares the tables.
const LOCK: i64 = 0x7a65_6600;
/// The first version of PostgreSQL that is tested.
const OLDEST: i32 = 150_000;

/// Brings the tables to the version of this program.
///
/// # Errors
/// [`DatabaseError`]; either all migrations were made or none.
pub(super) async fn prepare(client: &mut Client, server: &Server) -> Result<(), CatalogError> {
    let fault = |error: tokio_postgres::Error| server.fault(&error);
    suits(client, server).await?;
    let transaction = client.transaction().await.map_err(fault)?;
    transaction.execute("select pg_advisory_xact_lock($1)", &[&LOCK]).await.map_err(fault)?;
    let known = i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX);
    let found: i64 = match transaction.query_opt("select to_regclass('zef_schema')::text", &[]).await.map_err(fault)? {
        Some(row) if row.try_get::<_, Option<String>>(0).is_ok_and(|there| there.is_some()) => {
            let row = transaction.query_one("select max(version) from zef_schema", &[]).await.map_err(fault)?;
            row.try_get::<_, Option<i64>>(0).map_err(fault)?.unwrap_or_default()
        }
        _ => {
            let table = "create table zef_schema (version bigint primary key, made timestamptz not null default now())";
            transaction.batch_execute(table).await.map_err(fault)?;
            0
        }
    };
    if found > known {
        return Err(DatabaseError::Newer { found, known }.into());
    }
    for (version, migration) in (1_i64..).zip(MIGRATIONS).filter(|(version, _)| *version > found) {
        transaction.batch_execute(migration).await.map_err(|error| taken(&error, server))?;
        transaction.execute("insert into zef_schema (version) values ($1)", &[&version]).await.map_err(fault)?;
        tracing::info!(version, "the tables of the catalogue were prepared");
    }
    transaction.commit().await.map_err(fault)?;
    Ok(())
}

/// Tables of another program may have these names.
fn taken(error: &tokio_postgres::Error, server: &Server) -> DatabaseError {
    match error.as_db_error() {
        Some(told) if [SqlState::DUPLICATE_TABLE, SqlState::DUPLICATE_FUNCTION].contains(told.code()) => server
            .unsuitable(format!(
                "it holds tables of another program ({}): give Zef a database of its own",
                told.message()
            )),
        _ => server.fault(error),
    }
}

/// Whether the server and the database can hold a catalogue.
pub(super) async fn suits(client: &Client, server: &Server) -> Result<(), CatalogError> {
    let asked = "select current_setting('server_version_num')::integer, current_setting('server_version'), \
                 current_setting('server_encoding')";
    let row = client.query_one(asked, &[]).await.map_err(|error| server.fault(&error))?;
    let (number, version, encoding) = (row.try_get(0), row.try_get(1), row.try_get(2));
    let (number, version, encoding): (i32, String, String) = (
        number.map_err(|error| server.fault(&error))?,
        version.map_err(|error| server.fault(&error))?,
        encoding.map_err(|error| server.fault(&error))?,
    );
    if number < OLDEST {
        let why = format!("its server is PostgreSQL {version}, and Zef needs 15 or a later one");
        return Err(server.unsuitable(why).into());
    }
    if encoding != "UTF8" {
        let why =
            format!("its texts are in {encoding}: make one in UTF8 (createdb --encoding=UTF8 --template=template0 …)");
        return Err(server.unsuitable(why).into());
    }
    Ok(())
}

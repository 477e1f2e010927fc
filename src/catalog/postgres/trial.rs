//! A database is tried out before it is used: whether it can be, and what its operator should know. Nothing is changed.

use std::fmt;

use tokio::runtime::Handle;

use super::{address::Address, encode::get, moving, schema, server::Server};
use crate::catalog::{CatalogError, DatabaseError, moving::Mark};

/// What is asked: the version, whether this connection is encrypted, whether what is written is forced to the disk, whether
/// commits wait for a copy, and how many copies there are.
const ASKED: &str = "select current_setting('server_version'), \
    coalesce((select ssl from pg_stat_ssl where pid = pg_backend_pid()), false), \
    current_setting('fsync') = 'on', current_setting('synchronous_standby_names') <> '', \
    (select count(*) from pg_stat_replication)";

/// A database that can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tried {
    /// The server, without user and password.
    pub at: String,
    /// Its version, as it tells it.
    pub version: String,
    /// Whether the connection was encrypted.
    pub is_encrypted: bool,
    /// Whether its library moves, or has moved.
    pub mark: Option<Mark>,
    /// What its operator should know.
    pub remarks: Vec<Remark>,
}

/// Something that an operator should know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remark {
    /// What is acknowledged may be lost when the server crashes.
    Unforced,
    /// What is acknowledged may be lost when one of these copies takes over.
    CopiesBehind(i64),
}

impl Remark {
    /// Whether it is to be put right, and not only to be known.
    #[must_use]
    pub const fn is_wrong(self) -> bool {
        matches!(self, Self::Unforced)
    }
}

impl fmt::Display for Remark {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unforced => formatter.write_str(
                "fsync is off: changes that were acknowledged are lost when the machine of the server stops. Set fsync = on there",
            ),
            Self::CopiesBehind(many) => write!(
                formatter,
                "{many} copies follow the server, and no change waits for one: where a copy takes over, the last changes that \
                 were acknowledged may be lost. Name it in synchronous_standby_names, or know of it"
            ),
        }
    }
}

async fn of(url: &str) -> Result<Tried, CatalogError> {
    let server = Server::new(Address::parse(url)?, Handle::current())?;
    let client = server.connect().await?;
    schema::suits(&client, &server).await?;
    let row = client.query_one(ASKED, &[]).await.map_err(|error| CatalogError::from(server.fault(&error)))?;
    let (is_forced, waits, copies): (bool, bool, i64) = (get(&row, 2)?, get(&row, 3)?, get(&row, 4)?);
    let unforced = (!is_forced).then_some(Remark::Unforced);
    let behind = (copies > 0 && !waits).then_some(Remark::CopiesBehind(copies));
    Ok(Tried {
        at: server.at().to_owned(),
        version: get(&row, 0)?,
        is_encrypted: get(&row, 1)?,
        mark: moving::mark_of(&client, &server).await?,
        remarks: unforced.into_iter().chain(behind).collect(),
    })
}

/// Tries out the database of an address.
///
/// # Errors
/// [`DatabaseError`] says what is wrong, and what to do.
pub async fn try_out(url: &str) -> Result<Tried, DatabaseError> {
    of(url).await.map_err(|error| match error {
        CatalogError::Database(error) => error,
        error => DatabaseError::Failed { what: error.to_string() },
    })
}

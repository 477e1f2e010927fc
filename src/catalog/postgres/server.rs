//! The server: its connections, and in which words its errors are told.

use std::{future::pending, pin::Pin, sync::Arc, time::Duration};

use deadpool_postgres::{Connect, Manager, ManagerConfig, Object, Pool, PoolError, RecyclingMethod, Runtime, Timeouts};
use tokio::{runtime::Handle, task::JoinHandle, time::timeout};
use tokio_postgres::{
    Client, Config, Row,
    error::{Error, SqlState},
    types::ToSql,
};

use super::{address::Address, tls::Tls};
use crate::catalog::{CatalogError, DatabaseError};

/// Connections for readers at most. Half a dozen keep two cores of a server busy.
const CONNECTIONS: usize = 12;
/// How long a reader waits for one of them, and for a new one.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long the answer to a question may take: longer than counting a million entries.
const ANSWER: Duration = Duration::from_secs(30);
/// What every connection is told first: no answer is older than the question, and planning stays cheap.
const FIRST: &str = "set default_transaction_isolation = 'read committed'; set jit = off; set client_min_messages = warning; \
    set idle_in_transaction_session_timeout = '60s'; set bytea_output = 'hex'";

/// What the database says of a change while the library moves; the message is its mark.
const MOVING: &str = "ZEF03";

/// Makes connections. They live on the threads of the catalogue, whoever asks for them: a worker that ends, or that works
/// on pixels for a second, holds none up.
#[derive(Clone)]
pub(super) struct Server {
    address: Arc<Address>,
    tls: Tls,
    threads: Handle,
}

impl Server {
    pub(super) fn new(address: Address, threads: Handle) -> Result<Self, DatabaseError> {
        let tls = Tls::of(&address)?;
        Ok(Self { address: Arc::new(address), tls, threads })
    }

    /// A connection that belongs to the caller.
    pub(super) async fn connect(&self) -> Result<Client, DatabaseError> {
        let connected = timeout(PATIENCE * 2, self.clone().make(self.address.config.clone())).await;
        match connected {
            Ok(Ok((client, _task))) => Ok(client),
            Ok(Err(error)) => Err(self.fault(&error)),
            Err(_elapsed) => Err(self.silent()),
        }
    }

    async fn make(self, config: Config) -> Result<(Client, JoinHandle<()>), Error> {
        let (tls, threads) = (self.tls.clone(), self.threads.clone());
        let connecting = self.threads.spawn(async move {
            let (client, connection) = config.connect(tls).await?;
            let task = threads.spawn(async move {
                if let Err(error) = connection.await {
                    tracing::debug!(%error, "a connection to PostgreSQL ended");
                }
            });
            client.batch_execute(FIRST).await?;
            Ok((client, task))
        });
        match connecting.await {
            Ok(connected) => connected,
            // The catalogue is being closed: whoever asked runs out of patience.
            Err(_stopped) => pending().await,
        }
    }

    /// The connections of readers.
    pub(super) fn pool(&self) -> Result<Pool, DatabaseError> {
        let manager = Manager::from_connect(
            self.address.config.clone(),
            self.clone(),
            ManagerConfig { recycling_method: RecyclingMethod::Fast },
        );
        let patience = Timeouts { wait: Some(PATIENCE), create: Some(PATIENCE), recycle: Some(PATIENCE) };
        Pool::builder(manager)
            .max_size(CONNECTIONS)
            .timeouts(patience)
            .runtime(Runtime::Tokio1)
            .build()
            .map_err(|error| DatabaseError::Failed { what: error.to_string() })
    }

    /// The error of a server that says nothing.
    pub(super) fn silent(&self) -> DatabaseError {
        DatabaseError::Unreachable { at: self.address.at.clone(), why: "it says nothing".to_owned() }
    }

    /// The error of a commit whose answer was lost.
    pub(super) fn unsure(&self) -> DatabaseError {
        DatabaseError::Unsure { at: self.address.at.clone() }
    }

    /// An error in words, by what is to be done about it.
    pub(super) fn fault(&self, error: &Error) -> DatabaseError {
        let Address { at, user, name, .. } = &*self.address;
        let (at, user, name) = (at.clone(), user.clone(), name.clone());
        let Some(told) = error.as_db_error() else { return self.without_words(error) };
        let why = told.message().to_owned();
        match told.code() {
            &(SqlState::INVALID_PASSWORD | SqlState::INVALID_AUTHORIZATION_SPECIFICATION) => {
                DatabaseError::Refused { at, user, why }
            }
            &SqlState::INVALID_CATALOG_NAME => DatabaseError::NoDatabase { at, user, name },
            &SqlState::INSUFFICIENT_PRIVILEGE => DatabaseError::NotAllowed { user, name, why },
            &SqlState::DISK_FULL => DatabaseError::Full { at },
            _ if is_lost(error) => DatabaseError::Unreachable { at, why },
            code if code.code() == MOVING => {
                serde_json::from_str(&why).map_or(DatabaseError::Failed { what: why }, DatabaseError::Moving)
            }
            code => DatabaseError::Failed { what: format!("{why} ({})", code.code()) },
        }
    }

    /// What did not come from the server.
    fn without_words(&self, error: &Error) -> DatabaseError {
        let at = self.address.at.clone();
        let why = with_cause(error);
        if why.contains("TLS") {
            DatabaseError::Unsafe { at, why }
        } else if why.contains("password") || why.contains("authentication") {
            DatabaseError::Refused { at, user: self.address.user.clone(), why }
        } else if is_lost(error) {
            DatabaseError::Unreachable { at, why }
        } else {
            DatabaseError::Failed { what: why }
        }
    }

    pub(super) fn unsuitable(&self, why: String) -> DatabaseError {
        DatabaseError::Unsuitable { name: self.address.name.clone(), why }
    }
}

impl Connect for Server {
    fn connect(
        &self,
        config: &Config,
    ) -> Pin<Box<dyn Future<Output = Result<(Client, JoinHandle<()>), Error>> + Send + '_>> {
        Box::pin(self.clone().make(config.clone()))
    }
}

/// An error with what caused it.
fn with_cause(error: &Error) -> String {
    match std::error::Error::source(error) {
        Some(cause) => format!("{error}: {cause}"),
        None => error.to_string(),
    }
}

/// Whether the connection is lost, or was never made: what was asked may be asked again on another one.
pub(super) fn is_lost(error: &Error) -> bool {
    let Some(code) = error.code() else {
        // No word from the server: the connection, or what came over it, failed; or one of our values could not be sent.
        let tells = error.to_string();
        return !tells.contains("serializing") && !tells.contains("deserializing");
    };
    let code = code.code();
    // Connection exceptions, and what a server says that stops, starts, is full of clients, or has become a copy of another.
    code.starts_with("08") || ["57P01", "57P02", "57P03", "57P05", "53300", "25006"].contains(&code)
}

/// What readers ask.
#[derive(Clone)]
pub(super) struct Readers {
    pub(super) server: Server,
    pool: Pool,
}

impl Readers {
    pub(super) fn of(server: Server) -> Result<Self, DatabaseError> {
        let pool = server.pool()?;
        Ok(Self { server, pool })
    }

    /// The rows of one statement. A connection that was lost meanwhile is replaced once: reading twice is harmless, as is
    /// what is written this way.
    pub(super) async fn rows(&self, sql: &str, values: &[&(dyn ToSql + Sync)]) -> Result<Vec<Row>, CatalogError> {
        match self.rows_once(sql, values).await {
            Err(DatabaseError::Unreachable { .. }) => Ok(self.rows_once(sql, values).await?),
            rows => Ok(rows?),
        }
    }

    async fn rows_once(&self, sql: &str, values: &[&(dyn ToSql + Sync)]) -> Result<Vec<Row>, DatabaseError> {
        let connection = self.connection().await?;
        let asked = async {
            let statement = connection.prepare_cached(sql).await?;
            connection.query(&statement, values).await
        };
        match timeout(ANSWER, asked).await {
            Ok(Ok(rows)) => Ok(rows),
            Ok(Err(error)) => Err(self.server.fault(&error)),
            Err(_elapsed) => {
                // Nobody waits for the rest of it.
                drop(Object::take(connection));
                Err(self.server.silent())
            }
        }
    }

    async fn connection(&self) -> Result<Object, DatabaseError> {
        self.pool.get().await.map_err(|error| match error {
            PoolError::Backend(error) => self.server.fault(&error),
            _ => self.server.silent(),
        })
    }

    /// Lets all connections go.
    pub(super) fn close(&self) {
        self.pool.close();
    }
}

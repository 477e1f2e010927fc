//! The server: its connections, and in which words its errors are told.

use std::{
    future::pending,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use deadpool_postgres::Connect;
use tokio::{
    runtime::Handle,
    task::JoinHandle,
    time::{sleep, timeout},
};
use tokio_postgres::{
    Client, Config,
    error::{Error, SqlState},
};

use super::{address::Address, presence::Presence, tls::Tls};
use crate::catalog::DatabaseError;

/// How long a host may take where the address does not say.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long a host may take to let a program in, beside the time that the address gives it to accept a connection.
const LETTING_IN: Duration = Duration::from_millis(500);
/// How often it is found out whether a server is there that takes long to answer.
const DOUBT: Duration = Duration::from_secs(2);
/// What every connection is told first: no answer is older than the question, and planning stays cheap.
const FIRST: &str = "set default_transaction_isolation = 'read committed'; set jit = off; set client_min_messages = warning; \
    set idle_in_transaction_session_timeout = '60s'; set bytea_output = 'hex'";

/// What is said of a server that says nothing.
const SILENT: &str = "it says nothing";
/// What the database says of a change while the library moves; the message is its mark.
const MOVING: &str = "ZEF03";

/// Makes connections, polled by the thread of the catalogue. A [`LocalConnector`] makes those that the caller polls.
#[derive(Clone)]
pub(super) struct Server {
    address: Arc<Address>,
    tls: Tls,
    threads: Handle,
    /// The place of the host that let a program in last, among those of the address.
    last: Arc<AtomicUsize>,
    pub(super) presence: Presence,
}

impl Server {
    pub(super) fn new(address: Address, threads: Handle) -> Result<Self, DatabaseError> {
        let tls = Tls::of(&address)?;
        let (last, presence) = (Arc::default(), Presence::new());
        Ok(Self { address: Arc::new(address), tls, threads, last, presence })
    }

    /// A connection that belongs to the caller. It is known afterwards whether the server is there.
    pub(super) async fn connect(&self) -> Result<Client, DatabaseError> {
        let connected = timeout(self.patience(), self.clone().make()).await;
        match &connected {
            Ok(Err(error)) if error.as_db_error().is_none() && is_lost(error) => self.presence.miss(with_cause(error)),
            Ok(_) => self.presence.found(),
            Err(_elapsed) => self.presence.miss(SILENT.to_owned()),
        }
        match connected {
            Ok(Ok((client, _task))) => Ok(client),
            Ok(Err(error)) => Err(self.fault(&error)),
            Err(_elapsed) => Err(self.silent()),
        }
    }

    /// Until the server, asked again and again on other connections, is found not to be there.
    pub(super) async fn falls_silent(&self) {
        loop {
            sleep(DOUBT).await;
            // It may refuse one more connection, and be there.
            drop(self.connect().await);
            if !self.presence.is_there() {
                return;
            }
        }
    }

    /// How long one host may take.
    fn patience_with_one(&self) -> Duration {
        self.address.config.get_connect_timeout().map_or(PATIENCE, |timeout| timeout.saturating_add(LETTING_IN))
    }

    /// How long all of them may take.
    pub(super) fn patience(&self) -> Duration {
        let hosts = u32::try_from(self.address.hosts.len()).unwrap_or(u32::MAX);
        self.patience_with_one().saturating_mul(hosts).saturating_add(LETTING_IN)
    }

    /// Asks each host, the one that let a program in last first.
    async fn make(self) -> Result<(Client, JoinHandle<()>), Error> {
        let threads = self.threads.clone();
        match threads.spawn(self.ask_each(threads.clone())).await {
            Ok(Some(connected)) => connected,
            // None of them says anything, or the catalogue is being closed: whoever asked runs out of patience.
            Ok(None) | Err(_) => pending().await,
        }
    }

    /// Connects, and has these threads poll the connection.
    async fn ask_each(self, threads: Handle) -> Option<Result<(Client, JoinHandle<()>), Error>> {
        let hosts = &self.address.hosts;
        let first = self.last.load(Ordering::Relaxed);
        let mut told = None;
        for (place, config) in hosts.iter().enumerate().cycle().skip(first).take(hosts.len()) {
            match timeout(self.patience_with_one(), self.ask(config, &threads)).await {
                Ok(Ok(connected)) => {
                    self.last.store(place, Ordering::Relaxed);
                    return Some(Ok(connected));
                }
                // A word of a server says more than that another one is not there.
                Ok(Err(error)) => match &told {
                    Some(Err(known)) if Error::as_db_error(known).is_some() => {}
                    _ => told = Some(Err(error)),
                },
                Err(_elapsed) => {}
            }
        }
        told
    }

    async fn ask(&self, config: &Config, threads: &Handle) -> Result<(Client, JoinHandle<()>), Error> {
        let (client, connection) = config.connect(self.tls.clone()).await?;
        let task = threads.spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection to PostgreSQL ended");
            }
        });
        client.batch_execute(FIRST).await?;
        Ok((client, task))
    }

    /// The error of a server that does not answer.
    pub(super) fn silent(&self) -> DatabaseError {
        DatabaseError::Unreachable {
            at: self.address.at.clone(),
            why: self.presence.why_missed().unwrap_or_else(|| SILENT.to_owned()),
        }
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
            DatabaseError::Unsafe { at, remedy: remedy(&why), why }
        } else if why.contains("password") || why.contains("authentication") {
            DatabaseError::Refused { at, user: self.address.user.clone(), why }
        } else if is_lost(error) {
            DatabaseError::Unreachable { at, why }
        } else {
            DatabaseError::Failed { what: why }
        }
    }

    pub(super) fn config(&self) -> Config {
        self.address.config.clone()
    }

    /// The servers, in words.
    pub(super) fn at(&self) -> &str {
        &self.address.at
    }

    pub(super) fn unsuitable(&self, why: String) -> DatabaseError {
        DatabaseError::Unsuitable { name: self.address.name.clone(), why }
    }
}

impl Connect for Server {
    fn connect(
        &self,
        _all: &Config,
    ) -> Pin<Box<dyn Future<Output = Result<(Client, JoinHandle<()>), Error>> + Send + '_>> {
        Box::pin(self.clone().make())
    }
}

/// Makes connections that are polled by the runtime of the caller: a query wakes no other thread, which would take longer than most
/// queries.
#[derive(Clone)]
pub(super) struct LocalConnector(pub(super) Server);

impl Connect for LocalConnector {
    fn connect(
        &self,
        _all: &Config,
    ) -> Pin<Box<dyn Future<Output = Result<(Client, JoinHandle<()>), Error>> + Send + '_>> {
        Box::pin(async {
            match self.0.clone().ask_each(Handle::current()).await {
                Some(connected) => connected,
                // No host answers: the timeout of the pool ends this.
                None => pending().await,
            }
        })
    }
}

/// What to do about a connection that is not safe, by what rustls or the protocol says of it.
fn remedy(why: &str) -> &'static str {
    if why.contains("does not support TLS") {
        "Set ssl = on there, with a certificate; in a network where nobody else listens, add ?sslmode=disable to [catalog] url"
    } else if why.contains("not valid for name") {
        "Write in [catalog] url the host as its certificate has it, or give the server a certificate whose subjectAltName has \
         the host of [catalog] url"
    } else if why.contains("CaUsedAsEndEntity") || why.contains("UnsupportedCertVersion") {
        "A server’s certificate must not be one of an authority: make one with subjectAltName and basicConstraints=CA:FALSE, as \
         docs/OPERATE.md shows, and name it in [catalog] url (?sslrootcert=/etc/zef/postgres.pem)"
    } else if why.contains("expired") || why.contains("Expired") || why.contains("valid yet") {
        "Give the server a new certificate, or set the clock of this machine right"
    } else {
        "If the server has a certificate of its own, or one of an authority of your own, name the file of it in [catalog] url \
         (?sslrootcert=/etc/zef/postgres.pem); in a network where nobody else listens, add ?sslmode=disable"
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

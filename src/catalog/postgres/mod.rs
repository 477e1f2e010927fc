//! The engine on PostgreSQL: a journal, and what is derived from it, as tables of one database.
//!
//! Each change is one call of `commit_batch` (`migrations/2-functions.sql`) with all changes that wait (`writer`); reads are single
//! statements on connections that are kept open (`reading`). Several programs may use one database; each learns of the others’
//! entries within a fifth of a second.

mod address;
mod encode;
mod fill;
mod forget;
mod moving;
mod others;
mod presence;
mod range;
mod readers;
mod reading;
mod rebuild;
mod replay;
mod schema;
mod server;
mod tls;
mod trial;
mod verify;
mod writer;

use std::{
    fmt,
    fs::File,
    path::Path,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use async_trait::async_trait;
use jiff::Timestamp;
use tokio::{
    runtime::{self, Handle, Runtime},
    sync::{mpsc, oneshot},
};
use tokio_postgres::Client;

use self::{
    address::Address,
    others::Progress,
    range::Range,
    readers::Readers,
    server::Server,
    writer::{Message, Writer},
};
pub use self::{
    address::in_words,
    moving::{DatabaseLines, DatabaseTarget},
    trial::{Remark, Tried, try_out},
    verify::Flaw,
};
use super::{
    database_error::DatabaseError,
    error::CatalogError,
    forgetting::Forgetting,
    lock,
    mark::Mark,
    order, spaces,
    stamps::Stamps,
    store::{Change, Direction, Entry, IndexHit, Key, Outcome, Record, RecordStore, Seq},
    volatile::{Rate, Volatile},
};

/// How long [`Postgres::close`] waits for what is being written.
const LAST: Duration = Duration::from_secs(5);

/// A catalogue in a PostgreSQL database. It is [closed](Self::close) when it is dropped.
pub struct Postgres {
    readers: Readers,
    progress: Arc<Progress>,
    queue: mpsc::UnboundedSender<Message>,
    threads: Threads,
    _lock: Option<File>,
}

/// The thread on which the writer and all connections live; nothing once it is closed. It never holds up who drops it.
struct Threads(Mutex<Option<Runtime>>);

impl Threads {
    fn new() -> Result<(Self, Handle), DatabaseError> {
        let threads =
            runtime::Builder::new_multi_thread().worker_threads(1).thread_name("postgres").enable_all().build();
        let threads = threads.map_err(|error| DatabaseError::Failed { what: error.to_string() })?;
        let handle = threads.handle().clone();
        Ok((Self(Mutex::new(Some(threads))), handle))
    }

    fn let_go(&self) {
        // The option is replaced as one, whatever panics.
        if let Some(threads) = self.0.lock().unwrap_or_else(PoisonError::into_inner).take() {
            threads.shutdown_background();
        }
    }
}

impl Drop for Threads {
    fn drop(&mut self) {
        self.let_go();
    }
}

impl fmt::Debug for Postgres {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The address has a password.
        formatter.debug_struct("Postgres").field("seq", &self.seq()).finish_non_exhaustive()
    }
}

/// Whether an address can be one of a database.
///
/// # Errors
/// [`DatabaseError::Address`] or [`DatabaseError::RootCertificate`], which quote no password.
pub fn check_address(url: &str) -> Result<(), DatabaseError> {
    tls::Tls::of(&Address::parse(url)?).map(drop)
}

impl Postgres {
    /// Opens the catalogue at an address, and makes its tables where there are none. With a storage folder, no other program
    /// of this machine may use that folder meanwhile.
    ///
    /// # Errors
    /// [`CatalogError::InUse`] when another program has the folder, [`DatabaseError`] with what to do.
    pub async fn open(url: &str, storage: Option<&Path>) -> Result<Self, CatalogError> {
        let lock = storage.map(lock::take).transpose()?;
        let address = Address::parse(url)?;
        let (threads, handle) = Threads::new()?;
        let server = Server::new(address, handle.clone())?;
        let (progress, writer) = Self::prepare(&server).await?;
        let (queue, waiting) = mpsc::unbounded_channel();
        handle.spawn(writer.run(waiting));
        let watched = Arc::clone(&progress);
        handle.spawn(async move { watched.watch().await });
        Ok(Self { readers: Readers::of(server)?, progress, queue, threads, _lock: lock })
    }

    /// Makes the tables, and what is derived, as this program has them.
    async fn prepare(server: &Server) -> Result<(Arc<Progress>, Writer), CatalogError> {
        let mut client = server.connect().await?;
        schema::prepare(&mut client, server).await?;
        let fault = |error: tokio_postgres::Error| CatalogError::from(server.fault(&error));
        let transaction = client.transaction().await.map_err(fault)?;
        let seq = rebuild::bring_up(server, &transaction).await?;
        transaction.commit().await.map_err(fault)?;
        let progress = Arc::new(Progress::from(seq));
        let asked = Instant::now();
        let time = client.query_one("select microseconds_now()", &[]).await.map_err(fault)?;
        progress.set_time(encode::get(&time, 0)?, asked);
        let writer = Writer::new(server.clone(), Arc::clone(&progress)).await?;
        Ok((progress, writer))
    }

    /// Makes what waits, and lets the connections go; every later call answers that the catalogue is closing.
    pub async fn close(&self) {
        let (ended, end) = oneshot::channel();
        if self.queue.send(Message::End(ended)).is_ok() {
            // What takes longer is made or not, as in a crash.
            drop(tokio::time::timeout(LAST, end).await);
        }
        self.let_go();
    }

    fn let_go(&self) {
        self.readers.close();
        self.threads.let_go();
    }

    /// Makes records, indexes, histories and lengths again from the journal; gives the number of entries.
    ///
    /// # Errors
    /// [`CatalogError`]; nothing was changed.
    pub async fn rebuild(&self) -> Result<Seq, CatalogError> {
        let mut client = self.client().await?;
        let fault = |error: tokio_postgres::Error| CatalogError::from(self.readers.server.fault(&error));
        let transaction = client.transaction().await.map_err(fault)?;
        let head = transaction.query_one("select seq from head for update", &[]).await.map_err(fault)?;
        let seq = encode::seq(encode::get(&head, 0)?);
        rebuild::derive(&self.readers.server, &transaction).await?;
        transaction.batch_execute("truncate volatile").await.map_err(fault)?;
        transaction.commit().await.map_err(fault)?;
        self.progress.stamps.touch_all(seq);
        Ok(seq)
    }

    /// Compares everything: each line of the journal with its digest, and what is derived with what the journal says. Nothing
    /// is changed. Gives what is wrong, nothing when all is well.
    ///
    /// # Errors
    /// [`CatalogError`] when the database cannot be read.
    pub async fn verify(&self) -> Result<Vec<Flaw>, CatalogError> {
        let mut client = self.client().await?;
        let fault = |error: tokio_postgres::Error| CatalogError::from(self.readers.server.fault(&error));
        let transaction = client.transaction().await.map_err(fault)?;
        // As long as it compares, nothing is written.
        transaction.query_one("select seq from head for update", &[]).await.map_err(fault)?;
        let flaws = verify::flaws(&self.readers.server, &transaction).await?;
        transaction.rollback().await.map_err(fault)?;
        Ok(flaws)
    }

    async fn client(&self) -> Result<Client, CatalogError> {
        Ok(self.readers.server.connect().await?)
    }

    /// The clock of the server, which all programs on it share.
    #[must_use]
    pub fn clock(&self) -> Arc<dyn Fn() -> Timestamp + Send + Sync> {
        let progress = Arc::clone(&self.progress);
        Arc::new(move || progress.now())
    }

    fn send(&self, message: Message) -> Result<(), CatalogError> {
        self.queue.send(message).map_err(|_stopped| CatalogError::Closing)
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        self.let_go();
    }
}

#[async_trait]
impl RecordStore for Postgres {
    async fn get(&self, keys: &[Key]) -> Result<Vec<Option<Record>>, CatalogError> {
        reading::records(&self.readers, keys).await
    }

    async fn scan(
        &self,
        prefix: &str,
        after: Option<&str>,
        limit: usize,
        direction: Direction,
    ) -> Result<Vec<Record>, CatalogError> {
        let Some(range) = Range::of(prefix, after, direction) else { return Ok(Vec::new()) };
        reading::scan(&self.readers, &range, limit, direction).await
    }

    async fn lookup(
        &self,
        prefix: &str,
        after: Option<&str>,
        limit: usize,
        direction: Direction,
    ) -> Result<Vec<IndexHit>, CatalogError> {
        let Some(range) = Range::of(prefix, after, direction) else { return Ok(Vec::new()) };
        reading::lookup(&self.readers, &range, limit, direction).await
    }

    async fn count(&self, prefix: &str) -> Result<usize, CatalogError> {
        let Some(range) = Range::of(prefix, None, Direction::Ascending) else { return Ok(0) };
        if spaces::list_of(prefix) == Some(prefix) {
            return reading::length(&self.readers, prefix).await;
        }
        reading::count(&self.readers, &range).await
    }

    async fn commit(&self, change: Change) -> Result<Outcome, CatalogError> {
        let (answer, outcome) = oneshot::channel();
        self.send(Message::Commit(Box::new(change), answer))?;
        outcome.await.map_err(|_stopped| CatalogError::Closing)?
    }

    async fn changes(&self, after: Seq, limit: usize) -> Result<Vec<Entry>, CatalogError> {
        reading::entries(&self.readers, after.saturating_add(1)..Seq::MAX, limit, Direction::Ascending).await
    }

    async fn latest(&self, before: Option<Seq>, limit: usize) -> Result<Vec<Entry>, CatalogError> {
        reading::entries(&self.readers, 1..before.unwrap_or(Seq::MAX), limit, Direction::Descending).await
    }

    async fn history(
        &self,
        key: &Key,
        after: Option<Seq>,
        limit: usize,
        direction: Direction,
    ) -> Result<Vec<Entry>, CatalogError> {
        let Some(numbers) = order::numbers_beyond(key, after, direction) else { return Ok(Vec::new()) };
        reading::history(&self.readers, key, numbers, limit, direction).await
    }

    async fn wait(&self, after: Seq) -> Result<Seq, CatalogError> {
        let mut last = self.progress.last.subscribe();
        last.wait_for(|seq| *seq > after).await.map(|seq| *seq).map_err(|_closed| CatalogError::Closing)
    }

    async fn forget(&self, forgetting: Forgetting) -> Result<Option<Seq>, CatalogError> {
        let (answer, forgotten) = oneshot::channel();
        self.send(Message::Forget(Box::new(forgetting), answer))?;
        forgotten.await.map_err(|_stopped| CatalogError::Closing)?
    }

    async fn left_to_forget(&self) -> Result<Option<String>, CatalogError> {
        let rows = self.readers.rows("select afterwards from head", &[]).await?;
        rows.first().map_or(Ok(None), |row| encode::get(row, 0))
    }

    async fn forgotten(&self) -> Result<(), CatalogError> {
        forget::sweep_files(&self.readers.server, &self.client().await?).await;
        self.readers.rows("update head set afterwards = null", &[]).await.map(drop)
    }

    async fn ready(&self) -> Result<(), CatalogError> {
        // A copy of another server answers, and takes no change.
        let rows = self.readers.rows("select seq, pg_is_in_recovery() from head", &[]).await?;
        if let Some(mark) = self.read_mark().await? {
            return Err(CatalogError::Moving(mark));
        }
        match rows.first().map(|row| encode::get(row, 1)).transpose()? {
            Some(false) => Ok(()),
            _ => Err(self.readers.server.silent().into()),
        }
    }

    async fn mark(&self, mark: Option<Mark>) -> Result<Seq, CatalogError> {
        self.set_mark(mark.as_ref()).await
    }

    async fn marked(&self) -> Result<Option<Mark>, CatalogError> {
        self.read_mark().await
    }

    async fn head(&self) -> Result<Seq, CatalogError> {
        let rows = self.readers.rows("select seq from head", &[]).await?;
        rows.first().map_or(Ok(0), |row| encode::get(row, 0).map(encode::seq))
    }

    fn seq(&self) -> Seq {
        *self.progress.last.borrow()
    }

    fn is_shared(&self) -> bool {
        true
    }

    async fn look(&self) {
        let (answer, looked) = oneshot::channel();
        // A catalogue that is closing sees no entry of others any more.
        if self.send(Message::Look(answer)).is_ok() {
            drop(looked.await);
        }
    }

    fn stamps(&self) -> &Stamps {
        &self.progress.stamps
    }
}

#[async_trait]
impl Volatile for Postgres {
    async fn put(&self, space: &str, key: &str, value: Vec<u8>, ends: Timestamp) -> Result<(), CatalogError> {
        let sql = "insert into volatile (space, key, value, ends) values ($1, $2, $3, $4) \
                   on conflict (space, key) do update set value = excluded.value, ends = excluded.ends";
        self.readers.rows(sql, &[&space, &key, &value, &ends.as_microsecond()]).await.map(drop)
    }

    async fn get(&self, space: &str, key: &str) -> Result<Option<Vec<u8>>, CatalogError> {
        let rows =
            self.readers.rows("select value from volatile where space = $1 and key = $2", &[&space, &key]).await?;
        rows.first().map(|row| encode::get(row, 0)).transpose()
    }

    async fn remove(&self, space: &str, key: &str) -> Result<(), CatalogError> {
        self.readers.rows("delete from volatile where space = $1 and key = $2", &[&space, &key]).await.map(drop)
    }

    async fn sweep(&self, now: Timestamp) -> Result<usize, CatalogError> {
        let sql = "with gone as (delete from volatile where ends <= $1 returning 1) select count(*) from gone";
        let rows = self.readers.rows(sql, &[&now.as_microsecond()]).await?;
        let gone: i64 = rows.first().map_or(Ok(0), |row| encode::get(row, 0))?;
        Ok(usize::try_from(gone).unwrap_or_default())
    }

    async fn count_try(&self, key: &str, rate: Rate) -> Result<Option<Duration>, CatalogError> {
        let (pause, burst) = (i64::try_from(rate.pause.as_micros()).unwrap_or(i64::MAX), i64::from(rate.burst));
        let rows = self.readers.rows("select count_try($1, $2, $3)", &[&key, &pause, &burst]).await?;
        let wait: i64 = rows.first().map_or(Ok(0), |row| encode::get(row, 0))?;
        // The server reads its clock before it waits for other tries of the key, which one pause is enough for.
        let wait = u64::try_from(wait).ok().filter(|wait| *wait > 0).map(Duration::from_micros);
        Ok(wait.map(|wait| wait.min(rate.pause)))
    }

    async fn take_lease(&self, work: &str, holder: &str, lasts: Duration) -> Result<bool, CatalogError> {
        let sql = "insert into lease as there (work, holder, ends) \
                   values ($1, $2, clock_timestamp() + make_interval(secs => $3)) \
                   on conflict (work) do update set holder = excluded.holder, ends = excluded.ends \
                   where there.holder = excluded.holder or there.ends <= clock_timestamp() returning 1";
        Ok(!self.readers.rows(sql, &[&work, &holder, &lasts.as_secs_f64()]).await?.is_empty())
    }

    async fn leave_lease(&self, work: &str, holder: &str) -> Result<(), CatalogError> {
        self.readers.rows("delete from lease where work = $1 and holder = $2", &[&work, &holder]).await.map(drop)
    }
}

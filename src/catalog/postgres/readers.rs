//! The connections of readers, kept open, and the statements that are asked on them.

use std::{num::NonZero, sync::Arc, thread::available_parallelism, time::Duration};

use deadpool_postgres::{
    ClientWrapper, Connect, Hook, HookError, Manager, ManagerConfig, Object, Pool, PoolError, QueueMode,
    RecyclingMethod, Runtime, Timeouts,
};
use thread_local::ThreadLocal;
use tokio::{
    runtime::{Handle, RuntimeFlavor},
    time::timeout,
};
use tokio_postgres::{Row, types::ToSql};

use super::server::{LocalConnector, Server};
use crate::catalog::{CatalogError, DatabaseError};

/// Connections for background work at most. Half a dozen keep two cores of a server busy.
const SHARED: usize = 6;
/// Connections of all web workers together, where there are not more workers, and of one of them at most.
const OF_WORKERS: usize = 12;
const OF_A_WORKER: usize = 6;
/// How long a reader waits for one of them, and for it to be found open.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long the answer to a question may take: longer than counting a million entries.
const ANSWER: Duration = Duration::from_secs(30);
/// Further settings of the connections of readers. A prepared statement is planned once, not for each value, which takes as long as
/// the answer. Every statement can use an index, and the plan must use it also when it was made while the table was small.
const PLANNED_ONCE: &str = "set plan_cache_mode = force_generic_plan; set enable_seqscan = off";

/// What readers ask.
#[derive(Clone)]
pub(super) struct Readers {
    pub(super) server: Server,
    /// The pool of background work.
    shared: Pool,
    /// A pool for each web worker.
    own: Arc<ThreadLocal<Pool>>,
}

impl Readers {
    pub(super) fn of(server: Server) -> Result<Self, DatabaseError> {
        let shared = pool(&server, server.clone(), SHARED)?;
        Ok(Self { server, shared, own: Arc::default() })
    }

    /// The pool of the calling thread. The runtime of a web worker has one thread, which polls its connections; they are closed
    /// when a worker ends.
    fn pool(&self) -> Result<&Pool, DatabaseError> {
        if Handle::current().runtime_flavor() != RuntimeFlavor::CurrentThread {
            return Ok(&self.shared);
        }
        let workers = available_parallelism().map_or(1, NonZero::get);
        let own =
            || pool(&self.server, LocalConnector(self.server.clone()), (OF_WORKERS / workers).clamp(1, OF_A_WORKER));
        self.own.get_or_try(own)
    }

    /// The rows of one statement. A connection that was lost meanwhile is replaced once: reading twice is harmless, as is
    /// what is written this way.
    pub(super) async fn rows(&self, sql: &str, values: &[&(dyn ToSql + Sync)]) -> Result<Vec<Row>, CatalogError> {
        match self.rows_once(sql, values).await {
            Err(DatabaseError::Unreachable { .. }) => Ok(self.rows_once(sql, values).await?),
            rows => Ok(rows?),
        }
    }

    /// Nobody waits for a server that is known not to answer.
    async fn rows_once(&self, sql: &str, values: &[&(dyn ToSql + Sync)]) -> Result<Vec<Row>, DatabaseError> {
        tokio::select! {
            biased;
            () = self.server.presence.lost() => Err(self.server.silent()),
            rows = self.rows_in_time(sql, values) => rows,
        }
    }

    async fn rows_in_time(&self, sql: &str, values: &[&(dyn ToSql + Sync)]) -> Result<Vec<Row>, DatabaseError> {
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
        loop {
            let connection = self.pool()?.get().await.map_err(|error| match error {
                PoolError::Backend(error) => self.server.fault(&error),
                _ => self.server.silent(),
            })?;
            // One that was made before the server was missed may lead nowhere.
            if !self.server.presence.outdates(Object::metrics(&connection).created) {
                return Ok(connection);
            }
            drop(Object::take(connection));
        }
    }

    /// Lets all connections go.
    pub(super) fn close(&self) {
        self.shared.close();
        for pool in self.own.iter() {
            pool.close();
        }
    }
}

fn pool(server: &Server, connect: impl Connect + 'static, size: usize) -> Result<Pool, DatabaseError> {
    let settings = ManagerConfig { recycling_method: RecyclingMethod::Fast };
    let manager = Manager::from_connect(server.config(), connect, settings);
    let patience = Timeouts { wait: Some(PATIENCE), create: Some(server.patience()), recycle: Some(PATIENCE) };
    let planned = Hook::async_fn(|client: &mut ClientWrapper, _| {
        Box::pin(async move { client.batch_execute(PLANNED_ONCE).await.map_err(HookError::Backend) })
    });
    Pool::builder(manager)
        .max_size(size)
        // The one that was used last: the process that serves it has its tables and plans at hand.
        .queue_mode(QueueMode::Lifo)
        .post_create(planned)
        .timeouts(patience)
        .runtime(Runtime::Tokio1)
        .build()
        .map_err(|error| DatabaseError::Failed { what: error.to_string() })
}

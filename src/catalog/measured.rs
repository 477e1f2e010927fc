//! A record store that measures how long its operations take. It wraps a store of any engine.

use std::{sync::Arc, time::Instant};

use async_trait::async_trait;

use super::{
    error::CatalogError,
    forgetting::Forgetting,
    mark::Mark,
    stamps::Stamps,
    store::{Change, Direction, Entry, IndexHit, Key, Outcome, Record, RecordStore, Seq},
};
use crate::domain::measure::{CountedDurations, Durations, UnderWay};

/// How long a store takes, since the start.
#[derive(Debug, Default)]
pub struct StoreTimes {
    /// A change, until it is on the disk.
    commit: Durations,
    /// Records of some keys.
    get: Durations,
    /// Records in order.
    scan: Durations,
    /// Entries of an index, and counts of them.
    lookup: Durations,
    /// Entries of the journal.
    journal: Durations,
    commits: UnderWay,
}

impl StoreTimes {
    /// How long each operation took, by its name.
    #[must_use]
    pub fn counted(&self) -> Vec<(&'static str, CountedDurations)> {
        let Self { commit, get, scan, lookup, journal, .. } = self;
        [("commit", commit), ("get", get), ("scan", scan), ("lookup", lookup), ("journal", journal)]
            .map(|(name, durations)| (name, durations.counted()))
            .to_vec()
    }

    /// How many changes wait to be written, or are being written.
    #[must_use]
    pub fn commits_under_way(&self) -> u64 {
        self.commits.count()
    }
}

/// A store, and how long it takes.
pub struct Measured {
    store: Arc<dyn RecordStore>,
    times: Arc<StoreTimes>,
}

impl Measured {
    /// This store, timed.
    #[must_use]
    pub fn around(store: Arc<dyn RecordStore>) -> (Arc<dyn RecordStore>, Arc<StoreTimes>) {
        let times = Arc::<StoreTimes>::default();
        (Arc::new(Self { store, times: Arc::clone(&times) }), times)
    }
}

async fn timed<T>(durations: &Durations, work: impl Future<Output = T>) -> T {
    let began = Instant::now();
    let done = work.await;
    durations.add(u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX));
    done
}

#[async_trait]
impl RecordStore for Measured {
    async fn get(&self, keys: &[Key]) -> Result<Vec<Option<Record>>, CatalogError> {
        timed(&self.times.get, self.store.get(keys)).await
    }

    async fn scan(
        &self,
        prefix: &str,
        after: Option<&str>,
        limit: usize,
        direction: Direction,
    ) -> Result<Vec<Record>, CatalogError> {
        timed(&self.times.scan, self.store.scan(prefix, after, limit, direction)).await
    }

    async fn lookup(
        &self,
        prefix: &str,
        after: Option<&str>,
        limit: usize,
        direction: Direction,
    ) -> Result<Vec<IndexHit>, CatalogError> {
        timed(&self.times.lookup, self.store.lookup(prefix, after, limit, direction)).await
    }

    async fn count(&self, prefix: &str) -> Result<usize, CatalogError> {
        timed(&self.times.lookup, self.store.count(prefix)).await
    }

    async fn commit(&self, change: Change) -> Result<Outcome, CatalogError> {
        let _one = self.times.commits.begin();
        timed(&self.times.commit, self.store.commit(change)).await
    }

    async fn changes(&self, after: Seq, limit: usize) -> Result<Vec<Entry>, CatalogError> {
        timed(&self.times.journal, self.store.changes(after, limit)).await
    }

    async fn latest(&self, before: Option<Seq>, limit: usize) -> Result<Vec<Entry>, CatalogError> {
        timed(&self.times.journal, self.store.latest(before, limit)).await
    }

    async fn history(
        &self,
        key: &Key,
        after: Option<Seq>,
        limit: usize,
        direction: Direction,
    ) -> Result<Vec<Entry>, CatalogError> {
        timed(&self.times.journal, self.store.history(key, after, limit, direction)).await
    }

    async fn wait(&self, after: Seq) -> Result<Seq, CatalogError> {
        self.store.wait(after).await
    }

    async fn forget(&self, forgetting: Forgetting) -> Result<Option<Seq>, CatalogError> {
        self.store.forget(forgetting).await
    }

    async fn left_to_forget(&self) -> Result<Option<String>, CatalogError> {
        self.store.left_to_forget().await
    }

    async fn forgotten(&self) -> Result<(), CatalogError> {
        self.store.forgotten().await
    }

    async fn mark(&self, mark: Option<Mark>) -> Result<Seq, CatalogError> {
        self.store.mark(mark).await
    }

    async fn marked(&self) -> Result<Option<Mark>, CatalogError> {
        self.store.marked().await
    }

    async fn ready(&self) -> Result<(), CatalogError> {
        self.store.ready().await
    }

    async fn head(&self) -> Result<Seq, CatalogError> {
        self.store.head().await
    }

    fn seq(&self) -> Seq {
        self.store.seq()
    }

    fn is_shared(&self) -> bool {
        self.store.is_shared()
    }

    async fn look(&self) {
        self.store.look().await;
    }

    fn stamps(&self) -> &Stamps {
        self.store.stamps()
    }
}

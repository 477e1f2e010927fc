//! A record store that counts what is read through it: the embedded one, wrapped.
//!
//! What the engine reads inside one operation is not counted here; [`served`](super::served) counts the bytes that it
//! reads.

use std::{
    mem,
    sync::{Arc, Mutex},
};

use async_trait::async_trait;
use zef::catalog::{
    CatalogError,
    embedded::Embedded,
    forgetting::Forgetting,
    moving::Mark,
    stamps::Stamps,
    store::{Change, Direction, Entry, IndexHit, Key, Outcome, Record, RecordStore, Seq},
};

/// What was read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Read {
    /// Operations.
    pub operations: u64,
    /// Records and index entries that they gave.
    pub entries: u64,
    /// Bytes of them.
    pub bytes: u64,
}

/// The wrapped store.
pub struct Counting {
    store: Arc<Embedded>,
    read: Mutex<Read>,
}

impl Counting {
    /// Counts what is read of this store.
    pub fn of(store: Arc<Embedded>) -> Self {
        Self { store, read: Mutex::default() }
    }

    /// What was read since this was asked last.
    pub fn since_last(&self) -> Read {
        mem::take(&mut *self.read.lock().unwrap())
    }

    fn add(&self, lengths: impl IntoIterator<Item = usize>) {
        let mut read = self.read.lock().unwrap();
        read.operations += 1;
        for length in lengths {
            read.entries += 1;
            read.bytes += u64::try_from(length).unwrap();
        }
    }

    fn add_entries(&self, entries: &[Entry]) {
        let records = entries.iter().flat_map(|entry| &entry.records);
        self.add(records.map(|one| one.body.as_ref().map_or(0, |body| body.get().len())));
    }
}

fn length(record: &Record) -> usize {
    record.body.get().len()
}

#[async_trait]
impl RecordStore for Counting {
    async fn get(&self, keys: &[Key]) -> Result<Vec<Option<Record>>, CatalogError> {
        let found = self.store.get(keys).await?;
        self.add(found.iter().flatten().map(length));
        Ok(found)
    }

    async fn scan(
        &self,
        prefix: &str,
        after: Option<&str>,
        limit: usize,
        direction: Direction,
    ) -> Result<Vec<Record>, CatalogError> {
        let found = self.store.scan(prefix, after, limit, direction).await?;
        self.add(found.iter().map(length));
        Ok(found)
    }

    async fn lookup(
        &self,
        prefix: &str,
        after: Option<&str>,
        limit: usize,
        direction: Direction,
    ) -> Result<Vec<IndexHit>, CatalogError> {
        let found = self.store.lookup(prefix, after, limit, direction).await?;
        self.add(found.iter().map(|hit| hit.index.as_str().len()));
        Ok(found)
    }

    async fn count(&self, prefix: &str) -> Result<usize, CatalogError> {
        self.add([]);
        self.store.count(prefix).await
    }

    async fn commit(&self, change: Change) -> Result<Outcome, CatalogError> {
        self.store.commit(change).await
    }

    async fn changes(&self, after: Seq, limit: usize) -> Result<Vec<Entry>, CatalogError> {
        let entries = self.store.changes(after, limit).await?;
        self.add_entries(&entries);
        Ok(entries)
    }

    async fn latest(&self, before: Option<Seq>, limit: usize) -> Result<Vec<Entry>, CatalogError> {
        let found = self.store.latest(before, limit).await?;
        self.add_entries(&found);
        Ok(found)
    }

    async fn history(
        &self,
        key: &Key,
        after: Option<Seq>,
        limit: usize,
        direction: Direction,
    ) -> Result<Vec<Entry>, CatalogError> {
        let entries = self.store.history(key, after, limit, direction).await?;
        self.add_entries(&entries);
        Ok(entries)
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

    async fn wait(&self, after: Seq) -> Result<Seq, CatalogError> {
        self.store.wait(after).await
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

    fn seq(&self) -> Seq {
        self.store.seq()
    }

    fn stamps(&self) -> &Stamps {
        self.store.stamps()
    }
}

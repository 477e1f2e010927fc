//! The embedded engine: a journal of plain lines under `journal/`, and a state indexed by sled under `state/`.
//!
//! The journal is the library's facts: no change rewrites it, only forgetting does (`rewrite`). The state is derived from it
//! and may be deleted at any time. One thread writes (`writer`); reads go to the state on threads that may block.

mod block;
mod copy;
mod current;
mod digest;
mod ending;
mod fault;
mod files;
mod here;
mod journal;
mod lengths;
mod line;
mod moving;
mod packed;
mod pending;
mod place;
mod private;
mod rebuild;
mod recover;
mod rewrite;
mod seal;
mod segment;
mod settings;
mod sorted_runs;
mod state;
mod stopped;
mod verify;
mod volatile_buffer;
mod writer;

use std::{
    collections::BTreeMap,
    fs::File,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError, mpsc},
    thread::{self, JoinHandle},
    time::Duration,
};

use async_trait::async_trait;
use jiff::Timestamp;
use tokio::sync::{oneshot, watch};

pub use self::{
    copy::{CopiedJournal, CopiedSegment, segments_of},
    ending::Untidy,
    fault::quiet_panics,
    moving::{FolderLines, FolderTarget},
    rewrite::Unfinished,
    settings::Settings,
    verify::Flaw,
};
use self::{
    current::{CurrentState, Failed},
    ending::Survey,
    fault::Fault,
    journal::Journal,
    state::State,
    volatile_buffer::{Known, VolatileBuffer},
    writer::{Message, Writer},
};
use super::{
    alone::Alone,
    error::CatalogError,
    forgetting::Forgetting,
    lock,
    mark::Mark,
    order::{self, EntryPage, Span},
    stamps::Stamps,
    store::{Change, Direction, Entry, IndexHit, Key, Outcome, Record, RecordStore, Seq},
    volatile::{Rate, Volatile},
};

/// A catalogue in a folder. It is [closed](Self::close) when it is dropped, if it was not before.
#[derive(Debug)]
pub struct Embedded {
    storage: PathBuf,
    journal: Arc<Journal>,
    current: Arc<CurrentState>,
    buffer: Arc<VolatileBuffer>,
    alone: Alone,
    last: Arc<watch::Sender<Seq>>,
    // Each sender waits for its answer: the queue is never longer than the number of those who ask.
    queue: mpsc::Sender<Message>,
    /// The thread that writes; nothing once it is closed.
    writer: Mutex<Option<JoinHandle<()>>>,
    _lock: File,
}

impl Embedded {
    /// Opens the catalogue of a folder, new if there is none. It may read the whole journal: call it where a thread may
    /// block.
    ///
    /// # Errors
    /// [`CatalogError::InUse`] when another process has it, [`CatalogError::Damaged`] when the journal is damaged
    /// elsewhere than in what a crash may leave at its end, [`CatalogError::Behind`] when its last entries are missing.
    pub fn open(storage: &Path, settings: Settings) -> Result<Self, CatalogError> {
        let lock = lock::take(storage)?;
        if !settings.look_only {
            rewrite::finish(storage)?;
        }
        let journal = ending::judged(storage, Survey::End, false)?;
        Self::on(journal, storage, settings, lock)
    }

    /// Opens the catalogue on a journal that was judged.
    fn on(journal: Arc<Journal>, storage: &Path, settings: Settings, lock: File) -> Result<Self, CatalogError> {
        journal.make()?;
        if !settings.look_only {
            journal.settle()?;
        }
        let tail = journal.tail(settings.quota_bytes, !settings.look_only)?;
        let current = Arc::new(CurrentState::default());
        current.put(recover::open(storage, &journal)?);
        let buffer = Arc::new(VolatileBuffer::default());
        let last = Arc::new(watch::Sender::new(journal.seq()));
        let (queue, waiting) = mpsc::channel();
        let writer = Writer {
            storage: storage.to_owned(),
            settings,
            journal: Arc::clone(&journal),
            tail,
            current: Arc::clone(&current),
            buffer: Arc::clone(&buffer),
            last: Arc::clone(&last),
            is_half_rewritten: false,
            mark: moving::marked(storage)?,
        };
        let writer = thread::Builder::new()
            .name("catalogue".to_owned())
            .spawn(move || writer.run(&waiting))
            .map_err(|source| CatalogError::io("starting the writer of", storage, source))?;
        Ok(Self {
            storage: storage.to_owned(),
            journal,
            current,
            buffer,
            alone: Alone::default(),
            last,
            queue,
            writer: Mutex::new(Some(writer)),
            _lock: lock,
        })
    }

    /// Writes what waits, closes the state and seals it; every later call answers that the catalogue is closing. To be called
    /// by the owner of a catalogue that is shared with threads that may hold it beyond the end of the process's work.
    pub fn close(&self) {
        // The option is replaced as one, whatever panics.
        let Some(writer) = self.writer.lock().unwrap_or_else(PoisonError::into_inner).take() else { return };
        // A writer that has stopped by itself reads nothing: its end tells why.
        let _ = self.queue.send(Message::End);
        if writer.join().is_err() {
            tracing::error!("the catalogue's writer stopped by itself");
            return;
        }
        if let Some(state) = self.current.take() {
            recover::close(&self.storage, &self.journal, state);
        }
    }

    /// How many records of each space there are.
    ///
    /// # Errors
    /// [`CatalogError`] when the state cannot be read.
    pub async fn record_counts(&self) -> Result<BTreeMap<String, u64>, CatalogError> {
        self.ask_state(State::record_counts).await
    }

    fn send(&self, message: Message) -> Result<(), CatalogError> {
        self.queue.send(message).map_err(|_stopped| CatalogError::Closing)
    }

    async fn mend(&self, failed: Failed) -> Result<(), CatalogError> {
        let (answer, mended) = oneshot::channel();
        self.send(Message::Mend(failed, answer))?;
        mended.await.map_err(|_stopped| CatalogError::Closing)?
    }

    /// Asks the state on a thread that may block; a state that fails is mended, and asked once more.
    async fn ask<T: Send + 'static>(
        &self,
        question: impl Fn(&CurrentState) -> Result<T, Failed> + Send + Sync + 'static,
    ) -> Result<T, CatalogError> {
        let question = Arc::new(question);
        let answer = self.ask_once(Arc::clone(&question)).await?;
        let failed = match answer {
            Ok(answer) => return Ok(answer),
            Err(failed) => failed,
        };
        self.mend(failed).await?;
        self.ask_once(question).await?.map_err(Failed::into_error)
    }

    async fn ask_once<T: Send + 'static>(
        &self,
        question: Arc<impl Fn(&CurrentState) -> Result<T, Failed> + Send + Sync + 'static>,
    ) -> Result<Result<T, Failed>, CatalogError> {
        let current = Arc::clone(&self.current);
        on_blocking_thread(move || question(&current)).await
    }

    async fn ask_state<T: Send + 'static>(
        &self,
        question: impl Fn(&State) -> Result<T, Fault> + Send + Sync + 'static,
    ) -> Result<T, CatalogError> {
        self.ask(move |current| current.ask(&question)).await
    }
}

async fn on_blocking_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, CatalogError> {
    tokio::task::spawn_blocking(work).await.map_err(|_stopped| CatalogError::Closing)
}

impl Drop for Embedded {
    fn drop(&mut self) {
        self.close();
    }
}

#[async_trait]
impl RecordStore for Embedded {
    async fn get(&self, keys: &[Key]) -> Result<Vec<Option<Record>>, CatalogError> {
        let keys = keys.to_vec();
        self.ask_state(move |state| keys.iter().map(|key| state.get(key)).collect()).await
    }

    async fn scan(
        &self,
        prefix: &str,
        after: Option<&str>,
        limit: usize,
        direction: Direction,
    ) -> Result<Vec<Record>, CatalogError> {
        let Some(span) = Span::of_records(prefix, after, direction) else { return Ok(Vec::new()) };
        self.ask_state(move |state| state.scan(&span, limit, direction)).await
    }

    async fn lookup(
        &self,
        prefix: &str,
        after: Option<&str>,
        limit: usize,
        direction: Direction,
    ) -> Result<Vec<IndexHit>, CatalogError> {
        let Some(span) = Span::of_entries(prefix, after, direction) else { return Ok(Vec::new()) };
        self.ask_state(move |state| state.lookup(&span, limit, direction)).await
    }

    async fn count(&self, prefix: &str) -> Result<usize, CatalogError> {
        let prefix = prefix.to_owned();
        self.ask_state(move |state| state.count(&prefix)).await
    }

    async fn commit(&self, change: Change) -> Result<Outcome, CatalogError> {
        let (answer, outcome) = oneshot::channel();
        self.send(Message::Commit(change, answer))?;
        outcome.await.map_err(|_stopped| CatalogError::Closing)?
    }

    async fn changes(&self, after: Seq, limit: usize) -> Result<Vec<Entry>, CatalogError> {
        let (journal, until) = (Arc::clone(&self.journal), self.seq());
        on_blocking_thread(move || {
            let mut page = EntryPage::of(limit);
            if limit > 0 && after < until {
                journal.replay(after, |entry| {
                    let is_last = entry.seq >= until;
                    Ok::<_, CatalogError>(page.take(entry) && !is_last)
                })?;
            }
            Ok(page.into_entries())
        })
        .await?
    }

    async fn latest(&self, before: Option<Seq>, limit: usize) -> Result<Vec<Entry>, CatalogError> {
        let (journal, numbers) = (Arc::clone(&self.journal), order::latest(before, self.seq(), limit));
        on_blocking_thread(move || {
            let mut page = EntryPage::of(limit);
            let mut entries = Vec::new();
            if !numbers.is_empty() {
                journal.replay(numbers.start - 1, |entry| {
                    let is_last = entry.seq + 1 >= numbers.end;
                    entries.push(entry);
                    Ok::<_, CatalogError>(!is_last)
                })?;
            }
            page.take_newest(entries.into_iter());
            Ok(page.into_entries())
        })
        .await?
    }

    async fn history(
        &self,
        key: &Key,
        after: Option<Seq>,
        limit: usize,
        direction: Direction,
    ) -> Result<Vec<Entry>, CatalogError> {
        let Some(numbers) = order::numbers_beyond(key, after, direction) else { return Ok(Vec::new()) };
        let (journal, key) = (Arc::clone(&self.journal), key.clone());
        let numbers = self.ask_state(move |state| state.history(&key, &numbers, limit, direction)).await?;
        on_blocking_thread(move || {
            let mut page = EntryPage::of(limit);
            for seq in numbers {
                let mut has_room = false;
                journal.replay(seq.saturating_sub(1), |entry| {
                    has_room = page.take(entry);
                    Ok::<_, CatalogError>(false)
                })?;
                if !has_room {
                    break;
                }
            }
            Ok(page.into_entries())
        })
        .await?
    }

    async fn wait(&self, after: Seq) -> Result<Seq, CatalogError> {
        let mut last = self.last.subscribe();
        last.wait_for(|seq| *seq > after).await.map(|seq| *seq).map_err(|_closed| CatalogError::Closing)
    }

    async fn forget(&self, forgetting: Forgetting) -> Result<Option<Seq>, CatalogError> {
        let (answer, forgotten) = oneshot::channel();
        self.send(Message::Forget(forgetting, answer))?;
        forgotten.await.map_err(|_stopped| CatalogError::Closing)?
    }

    async fn left_to_forget(&self) -> Result<Option<String>, CatalogError> {
        let storage = self.storage.clone();
        on_blocking_thread(move || rewrite::afterwards(&storage)).await?
    }

    async fn forgotten(&self) -> Result<(), CatalogError> {
        let storage = self.storage.clone();
        on_blocking_thread(move || rewrite::done(&storage)).await?
    }

    async fn mark(&self, mark: Option<Mark>) -> Result<Seq, CatalogError> {
        let (answer, marked) = oneshot::channel();
        self.send(Message::Mark(mark, answer))?;
        marked.await.map_err(|_stopped| CatalogError::Closing)?
    }

    async fn marked(&self) -> Result<Option<Mark>, CatalogError> {
        let storage = self.storage.clone();
        on_blocking_thread(move || moving::marked(&storage)).await?
    }

    async fn ready(&self) -> Result<(), CatalogError> {
        let (answer, ready) = oneshot::channel();
        self.send(Message::Ready(answer))?;
        ready.await.map_err(|_stopped| CatalogError::Closing)?
    }

    fn seq(&self) -> Seq {
        *self.last.borrow()
    }

    fn stamps(&self) -> &Stamps {
        &self.current.stamps
    }
}

#[async_trait]
impl Volatile for Embedded {
    async fn put(&self, space: &str, key: &str, value: Vec<u8>, ends: Timestamp) -> Result<(), CatalogError> {
        self.buffer.put(volatile_buffer::key(space, key), &value, ends);
        Ok(())
    }

    async fn get(&self, space: &str, key: &str) -> Result<Option<Vec<u8>>, CatalogError> {
        let key = volatile_buffer::key(space, key);
        match self.buffer.get(&key) {
            Known::Here(value) => Ok(value),
            // Written to the state since the question above, it is found by this one.
            Known::Elsewhere => {
                self.ask_state(move |state| Ok(state.volatile.get(&key)?.as_deref().and_then(volatile_buffer::value)))
                    .await
            }
        }
    }

    async fn remove(&self, space: &str, key: &str) -> Result<(), CatalogError> {
        let (answer, written) = oneshot::channel();
        self.buffer.remove(volatile_buffer::key(space, key));
        self.send(Message::WriteVolatile(answer))?;
        written.await.map_err(|_stopped| CatalogError::Closing)
    }

    async fn sweep(&self, now: Timestamp) -> Result<usize, CatalogError> {
        let (answer, swept) = oneshot::channel();
        self.send(Message::Sweep(now, answer))?;
        swept.await.map_err(|_stopped| CatalogError::Closing)?
    }

    async fn count_try(&self, key: &str, rate: Rate) -> Result<Option<Duration>, CatalogError> {
        Ok(self.alone.count_try(key, rate))
    }

    async fn take_lease(&self, work: &str, holder: &str, lasts: Duration) -> Result<bool, CatalogError> {
        Ok(self.alone.take_lease(work, holder, lasts))
    }

    async fn leave_lease(&self, work: &str, holder: &str) -> Result<(), CatalogError> {
        self.alone.leave_lease(work, holder);
        Ok(())
    }
}

//! Floor 2: what people do here, one file for each gesture. Authorisation is checked here, once.

pub mod accounts;
pub mod actions;
pub mod administrator;
pub mod backup;
pub mod browse;
pub mod budget;
pub mod change;
pub mod changes;
pub mod check;
pub mod collection_history;
pub mod collections;
pub mod complete;
pub mod condition;
pub mod contest;
pub mod coverage;
pub mod curate;
pub mod damaged;
pub mod decide_suggestion;
pub mod deliver;
pub mod deposit;
pub mod describe;
pub mod devices;
pub mod disk;
pub mod forget;
pub mod freshness;
pub mod gather;
pub mod history;
pub mod idempotency;
pub mod indexing;
pub mod invite;
pub mod known_places;
pub mod lanes;
mod lease;
pub mod legal;
mod living;
pub mod look_after;
pub mod mail_link;
pub mod mail_reset;
pub mod mailbox;
pub mod map;
pub mod measures;
pub mod moving;
pub mod name_collection;
pub mod new_password;
pub mod new_words;
pub mod news;
pub mod open_suggestions;
mod pace;
pub mod pairs;
mod panic_guard;
pub mod passwords;
pub mod person_history;
mod poster;
pub mod replace;
pub mod report;
pub mod reset_link;
pub mod review;
pub mod same_file;
pub mod scrub;
pub mod search;
pub mod select;
pub mod sessions;
pub mod set_up_code;
pub mod settings;
pub mod similar;
pub mod site;
pub mod suggest;
pub mod suspend;
pub mod tags;
pub mod take_away;
pub mod thesaurus;
mod thread_pool;
pub mod tokens;
pub mod tries;
pub mod undo_batch;
pub mod withdraw;

use std::{
    sync::{Arc, LazyLock},
    time::Duration,
};

use jiff::Timestamp;
use tokio::time::timeout;

pub use self::settings::{CurrentSettings, Settings, SignUp};
use self::thread_pool::ThreadPool;
use crate::{
    archive::{Archive, ArchiveError},
    catalog::{
        CatalogError, DatabaseError,
        collections::Collections,
        credentials::Credentials,
        gazetteer::Gazetteer,
        invitations::Invitations,
        legal::LegalTexts,
        mailboxes::Mailboxes,
        measured::{Measured, StoreTimes},
        news::News,
        people::People,
        photos::Photos,
        reports::Reports,
        site::SiteRecords,
        store::{RecordStore, Seq},
        suggestions::Suggestions,
        tags::Tags,
        tokens::Tokens,
        volatile::Volatile,
    },
    search::{Search, SearchError},
};

/// How long a node that is behind waits for a change of the reader.
const BEHIND: Duration = Duration::from_millis(300);

/// The clock; the roof supplies the real one.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;
/// A source of random bytes for secrets; the roof supplies the operating system's.
pub type Chance = Arc<dyn Fn() -> [u8; 32] + Send + Sync>;

/// A store failed: a fault, never an expected outcome.
#[derive(Debug, thiserror::Error)]
pub enum StoreFault {
    /// The catalogue.
    #[error(transparent)]
    Catalog(#[from] CatalogError),
    /// The archive.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// The search index.
    #[error("the search index did not answer")]
    Search(#[from] SearchError),
    /// The search index is being made, or is too far behind the journal.
    #[error("the search index is being made")]
    IndexBehind,
    /// Too many searches run and wait.
    #[error("too many searches run at once")]
    TooManySearches,
    /// Not enough memory became free in time.
    #[error("not enough memory is free for this photograph; try again in a minute")]
    Busy,
    /// A worker thread stopped early.
    #[error("a worker stopped before its work was done")]
    Worker,
}

impl StoreFault {
    /// Whether the cause is a full disk, which needs no restart once there is space again.
    #[must_use]
    pub const fn is_full(&self) -> bool {
        matches!(
            self,
            Self::Archive(ArchiveError::Full { .. })
                | Self::Catalog(CatalogError::Full { .. } | CatalogError::Database(DatabaseError::Full { .. }))
        )
    }

    /// Whether one change has more text than an entry of the journal holds: each text is within its limit, all together are not.
    #[must_use]
    pub const fn is_too_large(&self) -> bool {
        matches!(self, Self::Catalog(CatalogError::TooLarge { .. }))
    }

    /// Whether the storage folder is missing: nothing can be written until it is back.
    #[must_use]
    pub const fn is_gone(&self) -> bool {
        matches!(self, Self::Archive(ArchiveError::Unavailable { .. }) | Self::Catalog(CatalogError::Gone { .. }))
    }

    /// Whether the database does not answer, which passes by itself.
    #[must_use]
    pub const fn is_away(&self) -> bool {
        matches!(self, Self::Catalog(CatalogError::Database(error)) if error.is_away())
    }

    /// Whether the server of the archive does not answer or refuses, which passes without a restart.
    #[must_use]
    pub const fn is_archive_away(&self) -> bool {
        matches!(self, Self::Archive(ArchiveError::Away { .. }))
    }

    /// Whether the library moves, and takes no changes here any more.
    #[must_use]
    pub const fn is_moving(&self) -> bool {
        matches!(self, Self::Catalog(CatalogError::Moving(_) | CatalogError::Database(DatabaseError::Moving(_))))
    }

    /// Whether the library moves and is read here still, while it takes no changes.
    #[must_use]
    pub fn is_moving_and_read(&self) -> bool {
        match self {
            Self::Catalog(CatalogError::Moving(mark) | CatalogError::Database(DatabaseError::Moving(mark))) => {
                mark.may_be_served()
            }
            _ => false,
        }
    }

    /// Whether the database stopped answering before it said whether a change was made.
    #[must_use]
    pub const fn is_unsure(&self) -> bool {
        matches!(self, Self::Catalog(CatalogError::Database(DatabaseError::Unsure { .. })))
    }

    /// Whether trying again in a moment may succeed.
    #[must_use]
    pub const fn is_busy(&self) -> bool {
        matches!(self, Self::Busy | Self::Archive(ArchiveError::NoMemory))
    }
}

/// The library: its stores, and the gestures on them (one file each).
pub struct Library {
    store: Arc<dyn RecordStore>,
    store_times: Arc<StoreTimes>,
    volatile: Arc<dyn Volatile>,
    photos: Photos,
    collections: Collections,
    tags: Tags,
    people: People,
    credentials: Credentials,
    tokens: Tokens,
    reports: Reports,
    suggestions: Suggestions,
    invitations: Invitations,
    site: SiteRecords,
    legal: LegalTexts,
    gazetteer: Gazetteer,
    read_places: known_places::ReadPlaces,
    spellings: complete::Spellings,
    news: News,
    mailboxes: Mailboxes,
    archive: Archive,
    search: Arc<dyn Search>,
    indexing: indexing::Indexing,
    measuring: Arc<disk::Measuring>,
    checking: Arc<check::Checking>,
    scrubbed: scrub::ScrubCounts,
    searches: search::Turns,
    budget: budget::Budget,
    passwords: passwords::Passwords,
    clock: Clock,
    chance: Chance,
    settings: Arc<CurrentSettings>,
}

impl Library {
    /// Opens the library on stores that are already open. What administrators chose is in force once the settings are
    /// [read](Self::refresh_settings).
    #[must_use]
    pub fn new(
        store: Arc<dyn RecordStore>,
        volatile: Arc<dyn Volatile>,
        archive: Archive,
        search: Arc<dyn Search>,
        clock: Clock,
        chance: Chance,
        settings: Settings,
    ) -> Self {
        let (store, store_times) = Measured::around(store);
        Self {
            photos: Photos::new(Arc::clone(&store)),
            collections: Collections::new(Arc::clone(&store)),
            tags: Tags::new(Arc::clone(&store)),
            people: People::new(Arc::clone(&store)),
            credentials: Credentials::new(Arc::clone(&store)),
            tokens: Tokens::new(Arc::clone(&store)),
            reports: Reports::new(Arc::clone(&store)),
            suggestions: Suggestions::new(Arc::clone(&store)),
            invitations: Invitations::new(Arc::clone(&store)),
            site: SiteRecords::new(Arc::clone(&store)),
            legal: LegalTexts::new(Arc::clone(&store)),
            gazetteer: Gazetteer::new(Arc::clone(&store)),
            read_places: known_places::ReadPlaces::default(),
            spellings: complete::Spellings::default(),
            news: News::new(Arc::clone(&store)),
            mailboxes: Mailboxes::new(Arc::clone(&store)),
            indexing: indexing::Indexing::default(),
            measuring: Arc::default(),
            checking: Arc::default(),
            scrubbed: scrub::ScrubCounts::default(),
            searches: search::Turns::default(),
            budget: budget::Budget::default(),
            passwords: passwords::Passwords::default(),
            store,
            store_times,
            volatile,
            archive,
            search,
            clock,
            chance,
            settings: Arc::new(CurrentSettings::new(settings)),
        }
    }

    /// The number of the last change: what is read from here on is at least as new.
    #[must_use]
    pub fn seq(&self) -> Seq {
        self.store.seq()
    }

    /// Whether other nodes may change the library too.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        self.store.is_shared()
    }

    /// Waits a moment for a change that another node made, whose number the client names: it reads its own change everywhere.
    /// Then what is known here is answered all the same.
    pub async fn reach(&self, change: Seq) {
        if !self.is_shared() || change <= self.store.seq() {
            return;
        }
        let known = async {
            self.store.look().await;
            self.store.wait(change.saturating_sub(1)).await
        };
        drop(timeout(BEHIND, known).await);
    }

    /// Learns of what was changed on other nodes until now: without it, who changes something again at once, or has just read it
    /// on another node, would be told that somebody else changed it meanwhile. A database that is silent holds nobody up here.
    pub async fn catch_up(&self) {
        drop(timeout(BEHIND, self.store.look()).await);
    }

    /// Checks whether a photo could be given now: the stores answer, and are those that were opened.
    ///
    /// # Errors
    /// [`StoreFault`], which says what is wrong.
    pub async fn ready(&self) -> Result<(), StoreFault> {
        self.awaiting_review_count().await?;
        self.archive.ready().await?;
        self.store.ready().await?;
        self.search_is_ready().await
    }

    /// The present instant, by the library's clock.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// Random bytes for secrets.
    #[must_use]
    pub fn chance(&self) -> [u8; 32] {
        (self.chance)()
    }
}

/// One thread a core for pixels, shared by all the libraries of a process. As many photographs are decoded at a time
/// (`budget.rs`). On the blocking threads of the server's workers, a few decodes on one worker made all its pages wait
/// for seconds.
static PIXELS: LazyLock<ThreadPool> =
    LazyLock::new(|| ThreadPool::of(std::thread::available_parallelism().map_or(2, std::num::NonZero::get)));

/// Runs long work (decoding, drawing) on its own threads.
async fn on_blocking_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, StoreFault> {
    PIXELS.in_turn(work).await
}

/// Runs work that blocks a thread for a moment (building a copy, hashing it) on the threads that also read pages.
async fn briefly<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, StoreFault> {
    tokio::task::spawn_blocking(work).await.map_err(|_stopped| StoreFault::Worker)
}

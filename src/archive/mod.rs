//! Floor 1: where bytes live. Originals under their hash, renditions beside them, incoming bytes in staging.
//!
//! - [`staging`]: bytes come in, hashed as they come; whatever is not kept leaves no trace;
//! - [`layout`]: from a hash to its place;
//! - [`local`]: the file system, written so that a power cut leaves a file whole or absent;
//! - [`room`]: how much may still come in;
//! - [`outgoing`]: copies on their way out.
//!
//! The on-disk layout is described for administrators in `storage/README.md`.

mod error;
mod layout;
mod local;
mod outgoing;
mod room;
mod staging;

use std::{path::Path, sync::Arc};

use bytes::Bytes;

pub use self::{
    error::ArchiveError,
    local::{Health, Held, Leftovers},
    outgoing::{Allowance, Down, Outgoing, SettingDown, Source},
    room::{Settings, Shortage},
    staging::{Staged, Staging},
};
use self::{local::Shelves, outgoing::Holding, staging::Temporary};
use crate::domain::hash::ContentHash;

/// The archive: cheap to clone, all clones are the same one. Everything that touches the disk runs on tokio's blocking
/// threads.
#[derive(Clone, Debug)]
pub struct Archive {
    shelves: Arc<Shelves>,
    /// What copies on their way out hold.
    holding: Arc<Holding>,
}

impl Archive {
    /// Opens the archive in a folder, which is made if it is not there. Blocks for a moment: open it before serving.
    /// What an earlier run left in staging stays until [`Archive::sweep_staging`].
    ///
    /// # Errors
    /// [`ArchiveError`] when the folder cannot be made, read or measured.
    pub fn open(folder: impl AsRef<Path>, settings: Settings) -> Result<Self, ArchiveError> {
        Ok(Self { shelves: Arc::new(Shelves::open(folder.as_ref(), settings)?), holding: Arc::default() })
    }

    /// Opens a place for incoming bytes.
    ///
    /// # Errors
    /// [`ArchiveError::Full`] when nothing may come in for now.
    pub async fn stage(&self) -> Result<Staging, ArchiveError> {
        let shelves = Arc::clone(&self.shelves);
        on_blocking_thread(move || {
            shelves.room().admit(0)?;
            Temporary::create(shelves)
        })
        .await
        .map(Staging::new)
    }

    /// The bytes of a staged file, whole.
    ///
    /// # Errors
    /// [`ArchiveError::Io`] when they cannot be read back.
    pub async fn staged_bytes(&self, staged: &Staged) -> Result<Bytes, ArchiveError> {
        let path = staged.path().to_path_buf();
        on_blocking_thread(move || {
            std::fs::read(&path).map(Bytes::from).map_err(ArchiveError::at("read back a staged file", &path))
        })
        .await
    }

    /// Puts a staged file among the originals, under its hash. When it returns, the original survives a power cut.
    /// Keeping the same bytes again is no error, and puts right a copy that was damaged.
    ///
    /// # Errors
    /// [`ArchiveError`] when the disk fails; the staged file is then gone.
    pub async fn keep(&self, staged: Staged) -> Result<(), ArchiveError> {
        self.on_shelves(move |shelves| shelves.keep(staged)).await
    }

    /// The bytes of an original, verified against its hash.
    ///
    /// # Errors
    /// [`ArchiveError::Damaged`] when they are not the bytes that were kept: they are never served as good.
    pub async fn original(&self, hash: ContentHash) -> Result<Option<Bytes>, ArchiveError> {
        Ok(self.original_to_copy(hash).await?.map(|source| source.bytes().clone()))
    }

    /// An original, verified against its hash, to make copies of.
    ///
    /// # Errors
    /// As [`Archive::original`].
    pub async fn original_to_copy(&self, hash: ContentHash) -> Result<Option<Source>, ArchiveError> {
        self.on_shelves(move |shelves| shelves.original(hash)).await
    }

    /// Whether an original is there and still the bytes that were kept, without holding it in memory.
    ///
    /// # Errors
    /// [`ArchiveError::Io`] when the disk does not answer.
    pub async fn verify(&self, hash: ContentHash) -> Result<Health, ArchiveError> {
        self.on_shelves(move |shelves| shelves.verify(hash)).await
    }

    /// Originals in the order of their hashes, after one of them, `limit` at a time.
    ///
    /// # Errors
    /// [`ArchiveError::Io`] when a folder cannot be read.
    pub async fn originals(&self, after: Option<ContentHash>, limit: usize) -> Result<Vec<Held>, ArchiveError> {
        self.on_shelves(move |shelves| shelves.originals(after, limit)).await
    }

    /// Puts a rendition of an original, over the one of the same name if there is one. A name is made of `a`–`z`,
    /// `0`–`9` and `-`. It is not forced to the disk: a rendition can always be made again.
    ///
    /// # Errors
    /// [`ArchiveError`]; there is then no new rendition, and the old one stands.
    pub async fn put_rendition(&self, hash: ContentHash, name: &str, bytes: Bytes) -> Result<(), ArchiveError> {
        let shelves = Arc::clone(&self.shelves);
        let name = name.to_owned();
        on_blocking_thread(move || Shelves::put_rendition(&shelves, hash, &name, &bytes)).await
    }

    /// The bytes of a rendition, if there is a whole one of that name.
    ///
    /// # Errors
    /// [`ArchiveError::Io`] when the disk does not answer.
    pub async fn rendition(&self, hash: ContentHash, name: &str) -> Result<Option<Bytes>, ArchiveError> {
        Ok(self.rendition_to_copy(hash, name).await?.map(|source| source.bytes().clone()))
    }

    /// A rendition to make copies of, if there is a whole one of that name.
    ///
    /// # Errors
    /// As [`Archive::rendition`].
    pub async fn rendition_to_copy(&self, hash: ContentHash, name: &str) -> Result<Option<Source>, ArchiveError> {
        let name = name.to_owned();
        self.on_shelves(move |shelves| shelves.rendition(hash, &name)).await
    }

    /// Where a copy is written, to be handed on piece by piece to whoever reads slowly. What it takes from its source is
    /// not held; without an allowance, it may hold little else.
    #[must_use]
    pub const fn set_down(&self, source: Option<Source>, allowance: Option<Allowance>) -> SettingDown {
        SettingDown::new(source, allowance)
    }

    /// Waits, for a while only, until a copy may hold so many bytes of its own.
    ///
    /// # Errors
    /// [`ArchiveError::Busy`] when others held too much all that while.
    pub async fn allow(&self, bytes: u64) -> Result<Allowance, ArchiveError> {
        self.holding.allow(bytes).await
    }

    /// Removes an original and its renditions, for good, also where it was set aside. What is not there is no error.
    ///
    /// # Errors
    /// [`ArchiveError::Io`] when something could not be removed.
    pub async fn remove(&self, hash: ContentHash) -> Result<(), ArchiveError> {
        self.on_shelves(move |shelves| shelves.remove(hash)).await
    }

    /// Moves an original out of the way, into the folder `originals.set-aside`, and removes what was made of it.
    ///
    /// # Errors
    /// [`ArchiveError::Io`] when it cannot be moved.
    pub async fn set_original_aside(&self, hash: ContentHash) -> Result<(), ArchiveError> {
        self.on_shelves(move |shelves| shelves.set_original_aside(hash)).await
    }

    /// Whether the archive's folders are still where they were opened.
    ///
    /// # Errors
    /// [`ArchiveError::Gone`] when one is not.
    pub async fn is_there(&self) -> Result<(), ArchiveError> {
        self.on_shelves(Shelves::is_there).await
    }

    /// What earlier runs left in staging: deposits cut short by a crash. Only true while nothing is being received.
    ///
    /// # Errors
    /// [`ArchiveError::Io`] when the folder cannot be read.
    pub async fn staging_leftovers(&self) -> Result<Leftovers, ArchiveError> {
        self.on_shelves(Shelves::staging_leftovers).await
    }

    /// Removes what earlier runs left in staging. To be done at start, before anything is received.
    ///
    /// # Errors
    /// [`ArchiveError::Io`] when something could not be removed.
    pub async fn sweep_staging(&self) -> Result<Leftovers, ArchiveError> {
        self.on_shelves(Shelves::sweep_staging).await
    }

    async fn on_shelves<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Shelves) -> Result<T, ArchiveError> + Send + 'static,
    ) -> Result<T, ArchiveError> {
        let shelves = Arc::clone(&self.shelves);
        on_blocking_thread(move || work(&shelves)).await
    }
}

async fn on_blocking_thread<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, ArchiveError> + Send + 'static,
) -> Result<T, ArchiveError> {
    tokio::task::spawn_blocking(work).await.map_err(|_stopped| ArchiveError::Stopped)?
}

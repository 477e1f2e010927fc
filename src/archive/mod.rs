//! Floor 1: where bytes live. Originals under their hash, renditions beside them, uploads in staging.
//!
//! - [`store`]: what an engine does; [`names`]: the names of objects, the same in every engine;
//! - [`local`], [`objects`] and `s3`: the engines: a folder, written so that a power cut leaves a file whole or absent, any store of
//!   the `object_store` crate, and a bucket of an S3 server;
//! - [`upload`]: bytes come in, hashed as they come; what is not kept leaves no trace;
//! - [`copies`]: copies on their way out; [`transfer`]: originals into another archive, for backups; [`times`]: how long the archive takes;
//! - [`tiles`]: the base map of an operator, one file beside the library.
//!
//! The folder is described for administrators in `storage/README.md`.

mod blocking;
mod copies;
mod error;
mod local;
mod names;
mod objects;
#[cfg(feature = "s3")]
mod s3;
mod shortage;
mod store;
pub mod tiles;
mod times;
mod transfer;
mod upload;

use std::{
    path::Path,
    sync::Arc,
    time::{Duration, SystemTime},
};

use bytes::Bytes;

#[cfg(feature = "s3")]
pub use self::s3::{S3Settings, S3SettingsError, S3Store};
use self::times::timed;
pub use self::{
    copies::{CopyWriter, MemoryPermit, OutgoingCopy, WrittenCopy},
    error::ArchiveError,
    local::{LocalStore, Settings},
    names::{ObjectName, Prefix},
    objects::Objects,
    shortage::Shortage,
    store::{
        ArchiveStore, DiskSpace, Fetched, FolderWeight, Listed, Object, RangeReader, Seal, StagedObject, VerifiedObject,
    },
    times::ArchiveTimes,
    upload::{Staged, Upload},
};
use crate::domain::hash::ContentHash;

/// Objects listed at a time where all of them are wanted: some hundred kilobytes.
const PAGE: usize = 1_000;

/// How an original is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Health {
    /// There, and the bytes that were kept.
    Good,
    /// There, but other bytes, or some that cannot be read any more.
    Damaged,
    /// Not there.
    Missing,
}

/// An original as it is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoredOriginal {
    /// Its name, which is the hash it should have.
    pub hash: ContentHash,
    /// Its length in bytes.
    pub bytes: u64,
    /// When it came in.
    pub since: SystemTime,
}

/// What an earlier run left in staging.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Leftovers {
    /// How many files.
    pub files: u64,
    /// Their length together, in bytes.
    pub bytes: u64,
}

/// The archive, on one of its engines: cheap to clone, all clones are the same one.
#[derive(Clone, Debug)]
pub struct Archive {
    store: Arc<dyn ArchiveStore>,
    /// What copies on their way out hold.
    copies: Arc<copies::MemoryBudget>,
    times: Arc<ArchiveTimes>,
}

impl Archive {
    /// The archive on this engine.
    #[must_use]
    pub fn new(store: Arc<dyn ArchiveStore>) -> Self {
        Self { store, copies: Arc::default(), times: Arc::default() }
    }

    /// Opens the archive in a folder, which is made if it is not there. Blocks for a moment: open it before serving.
    /// What an earlier run left in staging stays until [`Archive::sweep_staging`].
    ///
    /// # Errors
    /// [`ArchiveError`] when the folder cannot be made, read or measured.
    pub fn open(folder: impl AsRef<Path>, settings: Settings) -> Result<Self, ArchiveError> {
        Ok(Self::new(Arc::new(LocalStore::open(folder.as_ref(), settings)?)))
    }

    /// The archive in a folder that holds originals, such as a backup, to be read: nothing is made or changed there. Blocks for a
    /// moment.
    ///
    /// # Errors
    /// [`ArchiveError::Unavailable`] when there are no originals.
    pub fn open_to_read(folder: &Path) -> Result<Self, ArchiveError> {
        Ok(Self::new(Arc::new(LocalStore::open_to_read(folder)?)))
    }

    /// The archive in a bucket, with staging in a folder, which is made if it is not there. Nothing is asked of the server before
    /// [`Archive::find`].
    ///
    /// # Errors
    /// [`ArchiveError`] when the folder cannot be made or the settings cannot be used.
    #[cfg(feature = "s3")]
    pub fn in_bucket(folder: &Path, settings: Settings, bucket: &S3Settings) -> Result<Self, ArchiveError> {
        Ok(Self::new(Arc::new(S3Store::new(folder, settings, bucket)?)))
    }

    /// Finds the archive where it is to be opened; where there is none, begins an empty one if it may.
    ///
    /// # Errors
    /// [`ArchiveError::Away`] says what is wrong.
    pub async fn find(&self, may_begin: bool) -> Result<(), ArchiveError> {
        self.store.find(may_begin).await
    }

    /// An empty archive in memory, which ends with its last clone.
    #[must_use]
    pub fn in_memory() -> Self {
        Self::new(Arc::new(Objects::new(Arc::new(object_store::memory::InMemory::new()))))
    }

    /// Begins to receive bytes.
    ///
    /// # Errors
    /// [`ArchiveError::Full`] when nothing may come in for now.
    pub async fn stage(&self) -> Result<Upload, ArchiveError> {
        Ok(Upload::new(self.store.stage().await?, self.times.uploads.begin()))
    }

    /// The bytes of a staged file, whole.
    ///
    /// # Errors
    /// [`ArchiveError`] when they cannot be read back.
    pub async fn staged_bytes(&self, staged: &Staged) -> Result<Bytes, ArchiveError> {
        let object = staged.object();
        object.read(0..object.length()).await
    }

    /// Puts a staged file among the originals, under its hash. When it returns, the original survives a power cut.
    /// Keeping the same bytes again is no error, and puts right a copy that was damaged.
    ///
    /// # Errors
    /// [`ArchiveError`] when the engine fails; the staged file is then gone.
    pub async fn keep(&self, staged: Staged) -> Result<(), ArchiveError> {
        let name = ObjectName::original(staged.blake3);
        timed(&self.times.keep, staged.into_object().keep(&name)).await
    }

    /// An original, verified against its hash.
    ///
    /// # Errors
    /// [`ArchiveError::Damaged`] when its bytes are not those that were kept: they are never served as good.
    pub async fn original(&self, hash: ContentHash) -> Result<Option<VerifiedObject>, ArchiveError> {
        let name = ObjectName::original(hash);
        match timed(&self.times.read, self.store.get_verified(&name, Seal::Hash(hash))).await? {
            Fetched::Sound(object) => Ok(Some(object)),
            Fetched::Damaged => Err(ArchiveError::Damaged { hash }),
            Fetched::Missing => Ok(None),
        }
    }

    /// Whether an original is there and still the bytes that were kept, without holding it in memory.
    ///
    /// # Errors
    /// [`ArchiveError`] when that cannot be told.
    pub async fn verify(&self, hash: ContentHash) -> Result<Health, ArchiveError> {
        match timed(&self.times.verify, self.store.hash(&ObjectName::original(hash))).await {
            Ok(Some(found)) if found == hash => Ok(Health::Good),
            Ok(Some(_)) | Err(ArchiveError::Unreadable { .. }) => Ok(Health::Damaged),
            Ok(None) => Ok(Health::Missing),
            Err(error) => Err(error),
        }
    }

    /// Originals in the order of their hashes, after one of them, `limit` at most.
    ///
    /// # Errors
    /// [`ArchiveError`] when they cannot be listed.
    pub async fn originals(
        &self,
        after: Option<ContentHash>,
        limit: usize,
    ) -> Result<Vec<StoredOriginal>, ArchiveError> {
        let mut after = after.map(ObjectName::original);
        loop {
            let page = self.store.list(Prefix::Originals, after.as_ref(), limit).await?;
            let Some(last) = page.last() else { return Ok(Vec::new()) };
            after = Some(last.name.clone());
            let originals = page.into_iter().filter_map(|listed| {
                let hash = listed.name.original_hash()?;
                Some(StoredOriginal { hash, bytes: listed.bytes, since: listed.modified })
            });
            let originals: Vec<_> = originals.collect();
            // A page of files that are no originals is not the end.
            if !originals.is_empty() {
                return Ok(originals);
            }
        }
    }

    /// Puts a rendition of an original, over the one of the same name if there is one. A name is made of `a`–`z`,
    /// `0`–`9` and `-`. After a power cut it may be absent: a rendition can always be made again.
    ///
    /// # Errors
    /// [`ArchiveError`]; there is then no new rendition, and the old one stands.
    pub async fn put_rendition(&self, hash: ContentHash, name: &str, bytes: Bytes) -> Result<(), ArchiveError> {
        let name = ObjectName::rendition(hash, name)?;
        timed(&self.times.put, self.store.put(&name, bytes, Seal::Trailer)).await
    }

    /// A rendition, if there is a whole one of that name.
    ///
    /// # Errors
    /// [`ArchiveError`] when that cannot be told.
    pub async fn rendition(&self, hash: ContentHash, name: &str) -> Result<Option<VerifiedObject>, ArchiveError> {
        let name = ObjectName::rendition(hash, name)?;
        match timed(&self.times.read, self.store.get_verified(&name, Seal::Trailer)).await? {
            Fetched::Sound(object) => Ok(Some(object)),
            Fetched::Damaged | Fetched::Missing => Ok(None),
        }
    }

    /// [`Archive::rendition`] of a photo that everybody may see.
    ///
    /// # Errors
    /// [`ArchiveError`] when that cannot be told.
    pub async fn hot_rendition(&self, hash: ContentHash, name: &str) -> Result<Option<VerifiedObject>, ArchiveError> {
        let name = ObjectName::rendition(hash, name)?;
        match timed(&self.times.read, self.store.get_hot(&name, Seal::Trailer)).await? {
            Fetched::Sound(object) => Ok(Some(object)),
            Fetched::Damaged | Fetched::Missing => Ok(None),
        }
    }

    /// An address at which anybody may read a rendition for so long, with its seal after its end; none where there is no such
    /// rendition, or no such address.
    ///
    /// # Errors
    /// [`ArchiveError`] when that cannot be told.
    pub async fn rendition_address(
        &self,
        hash: ContentHash,
        name: &str,
        lasts: Duration,
    ) -> Result<Option<String>, ArchiveError> {
        let name = ObjectName::rendition(hash, name)?;
        match timed(&self.times.open, self.store.open(&name)).await? {
            Some(_there) => self.store.address(&name, lasts).await,
            None => Ok(None),
        }
    }

    /// Removes what is kept near of the renditions of an original, whose photo is not for everybody any more.
    ///
    /// # Errors
    /// [`ArchiveError`] when something may still be there.
    pub async fn let_go(&self, hash: ContentHash) -> Result<(), ArchiveError> {
        self.store.let_go(hash).await
    }

    /// Removes everything that is kept near: the originals that left are not known here.
    ///
    /// # Errors
    /// [`ArchiveError`] when something may still be there.
    pub async fn let_everything_go(&self) -> Result<(), ArchiveError> {
        self.store.let_everything_go().await
    }

    /// Begins a copy to be sent piece by piece. What it takes from `source` is not held; of the rest, it holds as much as
    /// the permit says, and little without one.
    #[must_use]
    pub const fn copy_writer(&self, source: Option<VerifiedObject>, permit: Option<MemoryPermit>) -> CopyWriter {
        CopyWriter::new(source, permit)
    }

    /// Waits, for ten seconds at most, until a copy may hold so many bytes of its own.
    ///
    /// # Errors
    /// [`ArchiveError::NoMemory`] when they were not free in time.
    pub async fn reserve_memory(&self, bytes: u64) -> Result<MemoryPermit, ArchiveError> {
        self.copies.reserve(bytes).await
    }

    /// Deletes an original and its renditions, for good, also where it was set aside. What is not there is no error.
    ///
    /// # Errors
    /// [`ArchiveError`] when something may still be there.
    pub async fn remove(&self, hash: ContentHash) -> Result<(), ArchiveError> {
        self.store.delete(&ObjectName::original(hash)).await?;
        self.store.delete(&ObjectName::set_aside(hash)).await?;
        self.store.let_go(hash).await?;
        self.remove_all(Prefix::RenditionsOf(hash)).await.map(drop)
    }

    /// Moves an original out of the way, into `originals.set-aside`, and deletes its renditions, which can be made again.
    ///
    /// # Errors
    /// [`ArchiveError`] when it cannot be moved.
    pub async fn set_original_aside(&self, hash: ContentHash) -> Result<(), ArchiveError> {
        self.store.relocate(&ObjectName::original(hash), &ObjectName::set_aside(hash)).await?;
        self.store.let_go(hash).await?;
        self.remove_all(Prefix::RenditionsOf(hash)).await.map(drop)
    }

    /// How long it takes, and how many uploads come in.
    #[must_use]
    pub fn times(&self) -> &ArchiveTimes {
        &self.times
    }

    /// Changes the most bytes that the archive may hold; `None` lets it hold as many as there is room for.
    ///
    /// # Errors
    /// [`ArchiveError`] when what is there cannot be measured.
    pub async fn set_quota(&self, bytes: Option<u64>) -> Result<(), ArchiveError> {
        self.store.set_quota(bytes).await
    }

    /// The space that is free where the archive is, and what stays free of it; `None` of an engine that cannot tell.
    ///
    /// # Errors
    /// [`ArchiveError`] when the system does not tell.
    pub async fn space(&self) -> Result<Option<DiskSpace>, ArchiveError> {
        self.store.space().await
    }

    /// The bytes of each folder around the archive; none of an engine that cannot tell. It looks at every file.
    ///
    /// # Errors
    /// [`ArchiveError`] when a folder cannot be read.
    pub async fn weigh(&self) -> Result<Vec<FolderWeight>, ArchiveError> {
        self.store.weigh().await
    }

    /// Looks whether the archive is still where it was opened, and answers.
    ///
    /// # Errors
    /// [`ArchiveError::Unavailable`] when it is not or does not.
    pub async fn ready(&self) -> Result<(), ArchiveError> {
        self.store.ready().await
    }

    /// What earlier runs left in staging: uploads cut short by a crash. Only true while nothing is being received.
    ///
    /// # Errors
    /// [`ArchiveError`] when staging cannot be listed.
    pub async fn staging_leftovers(&self) -> Result<Leftovers, ArchiveError> {
        let mut left = Leftovers::default();
        let mut after = None;
        loop {
            let page = self.store.list(Prefix::Staging, after.as_ref(), PAGE).await?;
            left = page.iter().fold(left, Leftovers::with);
            let Some(last) = page.last() else { return Ok(left) };
            after = Some(last.name.clone());
        }
    }

    /// Deletes what earlier runs left in staging. To be done at start, before anything is received.
    ///
    /// # Errors
    /// [`ArchiveError`] when something could not be deleted.
    pub async fn sweep_staging(&self) -> Result<Leftovers, ArchiveError> {
        self.remove_all(Prefix::Staging).await
    }

    /// Deletes every object under a prefix, and tells what that was.
    async fn remove_all(&self, prefix: Prefix) -> Result<Leftovers, ArchiveError> {
        let mut removed = Leftovers::default();
        loop {
            let page = self.store.list(prefix, None, PAGE).await?;
            if page.is_empty() {
                return Ok(removed);
            }
            for listed in &page {
                self.store.delete(&listed.name).await?;
                removed = removed.with(listed);
            }
        }
    }
}

impl Leftovers {
    fn with(self, listed: &Listed) -> Self {
        Self { files: self.files.saturating_add(1), bytes: self.bytes.saturating_add(listed.bytes) }
    }
}

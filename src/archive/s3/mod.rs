//! The engine of the archive in a bucket of an S3 server: originals and renditions are objects there, and what is received waits in
//! the storage folder of this machine until it is kept.
//!
//! - [`settings`]: where the bucket is; [`sentences`]: what its errors mean;
//! - [`sending`]: how bytes get there, and are compared with what was stored;
//! - [`cache`]: renditions that are read often, on this machine.
//!
//! Only what every server does the same is used: no condition on a write, no list but for what is deleted or checked, no bulk
//! delete. A small object, the mark, tells an object that is absent from a bucket that is.

mod cache;
mod sending;
mod sentences;
mod settings;

use std::{
    fmt,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use bytes::Bytes;
use futures_util::TryStreamExt as _;
use object_store::{
    ObjectStore, ObjectStoreExt as _, PutPayload,
    aws::AmazonS3,
    path::Path as Key,
    prefix::PrefixStore,
    signer::{SignedUrlOptions, Signer as _},
};
use reqwest::Method;
use tokio::{sync::Semaphore, time::timeout};

pub use self::settings::{S3Settings, S3SettingsError};
use self::{cache::Cache, sentences::Sentences};
use super::{
    blocking::on_blocking_thread,
    error::ArchiveError,
    local::{LocalStore, Settings},
    names::{ObjectName, Prefix},
    objects::{Objects, path_of},
    store::{ArchiveStore, DiskSpace, Fetched, FolderWeight, Listed, Object, Seal, StagedObject},
};
use crate::domain::hash::ContentHash;

/// The name of the mark.
const MARK: &str = "zef-archive";
/// What it says to a person who finds it.
const SAID: &[u8] =
    b"The originals and renditions beside this object are the archive of a Zef library. Leave it here.\n";
/// The name of the object by which [`S3Store::try_out`] finds out what the key may do.
const TRIED: &str = "zef-try";
/// How long the server may take to tell that it is there.
const PRESENCE: Duration = Duration::from_secs(5);
/// Objects sent at once: each holds a part in memory.
const UPLOADS: usize = 4;
/// Bytes gathered before they are hashed on a thread of their own.
const GATHERED: usize = 1024 * 1024;

/// The archive in a bucket.
#[derive(Debug)]
pub struct S3Store {
    bucket: Arc<Bucket>,
    /// Where uploads wait.
    staging: LocalStore,
    /// Renditions that are read often.
    cache: Option<Arc<Cache>>,
}

/// The bucket.
struct Bucket {
    origin: String,
    name: String,
    /// What signs addresses, which have the whole names of objects.
    client: AmazonS3,
    prefix: Key,
    store: Arc<dyn ObjectStore>,
    objects: Objects,
    turns: Semaphore,
    /// Whether the server failed at the last of what it is asked most.
    is_away: AtomicBool,
}

impl fmt::Debug for Bucket {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The store has a key.
        formatter.debug_struct("Bucket").field("origin", &self.origin).field("name", &self.name).finish_non_exhaustive()
    }
}

impl S3Store {
    /// The archive in this bucket, with staging in a folder, which is made if it is not there. The server is not asked anything yet.
    ///
    /// # Errors
    /// [`ArchiveError`] when the folder cannot be made or the settings cannot be used.
    pub fn new(folder: &Path, room: Settings, settings: &S3Settings) -> Result<Self, ArchiveError> {
        let bucket = Arc::new(Bucket::of(settings)?);
        // A quota is a matter of the bucket.
        let staging = LocalStore::open_staging(folder, Settings { quota_bytes: None, ..room })?;
        let cache = Cache::open(folder, settings.cache_bytes)?.map(Arc::new);
        Ok(Self { bucket, staging, cache })
    }

    /// Does this with the cache, if there is one.
    async fn on_cache<T: Default + Send + 'static>(
        &self,
        work: impl FnOnce(&Cache) -> Result<T, ArchiveError> + Send + 'static,
    ) -> Result<T, ArchiveError> {
        let Some(cache) = self.cache.clone() else { return Ok(T::default()) };
        on_blocking_thread(move || work(&cache)).await
    }

    /// Removes a rendition that is kept near, before or after it is replaced or deleted.
    async fn uncache(&self, name: &ObjectName) -> Result<(), ArchiveError> {
        let name = name.clone();
        self.on_cache(move |cache| {
            cache.forget(&name);
            Ok(())
        })
        .await
    }

    /// Writes, reads and deletes a small object.
    ///
    /// # Errors
    /// [`ArchiveError::Away`] says what is wrong.
    pub async fn try_out(settings: &S3Settings) -> Result<(), ArchiveError> {
        let bucket = Bucket::of(settings)?;
        let key = Key::from(TRIED);
        // The mark first, whose answer says most when the key is wrong.
        bucket.mark().await?;
        let failed = |doing| bucket.objects.failed(doing, TRIED);
        bucket.store.put(&key, PutPayload::from_static(SAID)).await.map_err(failed("write an object"))?;
        let got = async { bucket.store.get(&key).await?.bytes().await }.await.map_err(failed("read an object"))?;
        bucket.store.delete(&key).await.map_err(failed("delete an object"))?;
        let listed = bucket.store.list(Some(&Key::from("originals.set-aside"))).try_next().await;
        listed.map_err(failed("list objects"))?;
        if got == SAID {
            return Ok(());
        }
        Err(ArchiveError::Away { why: format!("{} stores other bytes than it is sent", bucket.origin) })
    }
}

impl Bucket {
    fn of(settings: &S3Settings) -> Result<Self, ArchiveError> {
        let unusable = |error: S3SettingsError| ArchiveError::Away { why: error.to_string() };
        let (client, origin) = (settings.client().map_err(unusable)?, settings.origin().map_err(unusable)?);
        let (name, prefix) = (settings.bucket.clone(), Key::from(settings.prefix()));
        let store: Arc<dyn ObjectStore> = Arc::new(PrefixStore::new(client.clone(), prefix.clone()));
        let sentences = Sentences { origin: origin.clone(), bucket: name.clone() };
        let objects = Objects::explained(Arc::clone(&store), Arc::new(sentences));
        Ok(Self {
            origin,
            name,
            client,
            prefix,
            store,
            objects,
            turns: Semaphore::new(UPLOADS),
            is_away: AtomicBool::new(false),
        })
    }

    /// Whether the mark is there. It is read, since the answer to that says why where it is refused.
    async fn mark(&self) -> Result<bool, ArchiveError> {
        let read = async { self.store.get(&Key::from(MARK)).await?.bytes().await };
        let Ok(read) = timeout(PRESENCE, read).await else {
            let why = format!("{} does not answer within {} seconds", self.origin, PRESENCE.as_secs());
            return Err(ArchiveError::Away { why });
        };
        match read.map_err(self.objects.failed("find the archive", MARK)) {
            Ok(_) => Ok(true),
            Err(ArchiveError::Failed { source, .. }) if is_absence(source.as_ref()) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Tells the log that the server answers again; whoever asked in vain told it that it did not.
    fn heard<T>(&self, done: Result<T, ArchiveError>) -> Result<T, ArchiveError> {
        match &done {
            Ok(_) if self.is_away.swap(false, Ordering::Relaxed) => {
                tracing::info!(origin = self.origin, "the object server answers again");
            }
            Err(ArchiveError::Away { .. }) => self.is_away.store(true, Ordering::Relaxed),
            _ => {}
        }
        done
    }

    fn unmarked(&self) -> ArchiveError {
        let Self { origin, name, .. } = self;
        ArchiveError::Away {
            why: format!(
                "the bucket “{name}” at {origin} has no archive of Zef where [archive] says, since the object {MARK} is not \
                 there: correct bucket and prefix, or put back what was removed"
            ),
        }
    }

    /// The result for an object that is not there, unless the whole archive is not.
    async fn absent<T>(&self, nothing: T) -> Result<T, ArchiveError> {
        if self.mark().await? { Ok(nothing) } else { Err(self.unmarked()) }
    }

    /// The BLAKE3 of an object, as it comes.
    async fn hash(&self, name: &ObjectName) -> Result<Option<ContentHash>, ArchiveError> {
        let failed = || self.objects.failed("read an object", name.as_str());
        let got = match self.store.get(&path_of(name)).await {
            Ok(got) => got,
            Err(object_store::Error::NotFound { .. }) => return self.absent(None).await,
            Err(error) => return Err(failed()(error)),
        };
        let (mut stream, mut hasher, mut gathered) = (got.into_stream(), blake3::Hasher::new(), Vec::new());
        loop {
            let next = stream.try_next().await.map_err(failed())?;
            let is_last = next.is_none();
            gathered.extend_from_slice(&next.unwrap_or_default());
            if gathered.len() >= GATHERED || is_last {
                (hasher, gathered) = on_blocking_thread(move || {
                    hasher.update(&gathered);
                    gathered.clear();
                    Ok((hasher, gathered))
                })
                .await?;
            }
            if is_last {
                return Ok(Some(ContentHash::from_bytes(*hasher.finalize().as_bytes())));
            }
        }
    }
}

/// Whether an error says that there is no such object.
fn is_absence(error: &(dyn std::error::Error + Send + Sync + 'static)) -> bool {
    matches!(error.downcast_ref(), Some(object_store::Error::NotFound { .. }))
}

#[async_trait]
impl ArchiveStore for S3Store {
    async fn put(&self, name: &ObjectName, bytes: Bytes, seal: Seal) -> Result<(), ArchiveError> {
        self.bucket.heard(self.bucket.put(name, bytes, seal).await)?;
        self.uncache(name).await
    }

    async fn open(&self, name: &ObjectName) -> Result<Option<Object>, ArchiveError> {
        match self.bucket.heard(self.bucket.objects.open(name).await)? {
            None => self.bucket.absent(None).await,
            found => Ok(found),
        }
    }

    async fn get_verified(&self, name: &ObjectName, seal: Seal) -> Result<Fetched, ArchiveError> {
        let fetched = match self.bucket.heard(self.bucket.objects.get_verified(name, seal).await)? {
            // What was lost on the way is not lost in the bucket.
            Fetched::Damaged => self.bucket.objects.get_verified(name, seal).await?,
            fetched => fetched,
        };
        match fetched {
            Fetched::Missing => self.bucket.absent(Fetched::Missing).await,
            fetched => Ok(fetched),
        }
    }

    async fn get_hot(&self, name: &ObjectName, seal: Seal) -> Result<Fetched, ArchiveError> {
        let asked = name.clone();
        if let Some(kept) = self.on_cache(move |cache| Ok(cache.get(&asked))).await? {
            return Ok(Fetched::Sound(kept));
        }
        let fetch = self.cache.as_ref().map_or(0, |cache| cache.begin(name));
        let fetched = self.get_verified(name, seal).await?;
        if let (Fetched::Sound(object), Seal::Trailer) = (&fetched, seal) {
            let space = self.staging.space().await?;
            if space.is_some_and(|space| space.free > space.reserve) {
                let (name, content, hash) = (name.clone(), object.bytes().clone(), object.hash());
                let keep = move |cache: &Cache| {
                    cache.keep(&name, &content, hash, fetch);
                    Ok(())
                };
                self.on_cache(keep).await?;
            }
        }
        Ok(fetched)
    }

    async fn let_go(&self, hash: ContentHash) -> Result<(), ArchiveError> {
        self.on_cache(move |cache| cache.let_go(Some(hash))).await
    }

    async fn let_everything_go(&self) -> Result<(), ArchiveError> {
        self.on_cache(|cache| cache.let_go(None)).await
    }

    async fn address(&self, name: &ObjectName, lasts: Duration) -> Result<Option<String>, ArchiveError> {
        let bucket = &self.bucket;
        let key: Key = bucket.prefix.parts().chain(path_of(name).parts()).collect();
        // Without it, a browser would guess for how long it may use the picture.
        let kept = format!("public, max-age={}", lasts.as_secs());
        let options = SignedUrlOptions::default().with_query([("response-cache-control", kept.as_str())]);
        let signed = bucket.client.signed_url_opts(Method::GET, &key, lasts, &options).await;
        signed
            .map(|url| Some(url.into()))
            .map_err(bucket.objects.failed("sign the address of an object", name.as_str()))
    }

    async fn hash(&self, name: &ObjectName) -> Result<Option<ContentHash>, ArchiveError> {
        self.bucket.hash(name).await
    }

    async fn list(
        &self,
        prefix: Prefix,
        after: Option<&ObjectName>,
        limit: usize,
    ) -> Result<Vec<Listed>, ArchiveError> {
        if prefix == Prefix::Staging {
            return self.staging.list(prefix, after, limit).await;
        }
        let found = self.bucket.objects.list(prefix, after, limit).await?;
        if found.is_empty() { self.bucket.absent(found).await } else { Ok(found) }
    }

    async fn delete(&self, name: &ObjectName) -> Result<(), ArchiveError> {
        if name.is_staged() {
            return self.staging.delete(name).await;
        }
        self.uncache(name).await?;
        match self.bucket.store.delete(&path_of(name)).await {
            Ok(()) => Ok(()),
            Err(object_store::Error::NotFound { .. }) => self.bucket.absent(()).await,
            Err(error) => Err(self.bucket.objects.failed("delete an object", name.as_str())(error)),
        }
    }

    async fn relocate(&self, from: &ObjectName, to: &ObjectName) -> Result<(), ArchiveError> {
        let store = &self.bucket.store;
        let failed = || self.bucket.objects.failed("give another name to an object", from.as_str());
        let length = store.head(&path_of(from)).await.map_err(failed())?.size;
        store.copy(&path_of(from), &path_of(to)).await.map_err(failed())?;
        if store.head(&path_of(to)).await.map_err(failed())?.size != length {
            let why = format!("{} did not copy {from} whole", self.bucket.origin);
            return Err(ArchiveError::Away { why });
        }
        store.delete(&path_of(from)).await.map_err(failed())
    }

    async fn stage(&self) -> Result<Box<dyn StagedObject>, ArchiveError> {
        let staged = self.staging.stage().await?;
        Ok(Box::new(Waiting { staged, bucket: Arc::clone(&self.bucket) }))
    }

    async fn space(&self) -> Result<Option<DiskSpace>, ArchiveError> {
        self.staging.space().await
    }

    async fn weigh(&self) -> Result<Vec<FolderWeight>, ArchiveError> {
        self.staging.weigh().await
    }

    async fn find(&self, may_begin: bool) -> Result<(), ArchiveError> {
        if self.bucket.mark().await? {
            return Ok(());
        }
        if !may_begin {
            return Err(self.bucket.unmarked());
        }
        let marked = self.bucket.store.put(&Key::from(MARK), PutPayload::from_static(SAID)).await;
        marked.map(drop).map_err(self.bucket.objects.failed("mark the archive", MARK))
    }

    async fn ready(&self) -> Result<(), ArchiveError> {
        self.staging.ready().await?;
        self.bucket.heard(self.bucket.absent(()).await)
    }
}

/// What is received, in a file of this machine until it is in the bucket.
#[derive(Debug)]
struct Waiting {
    staged: Box<dyn StagedObject>,
    bucket: Arc<Bucket>,
}

#[async_trait]
impl StagedObject for Waiting {
    fn write(&mut self, bytes: &[u8]) -> Result<(), ArchiveError> {
        self.staged.write(bytes)
    }

    fn object(&self) -> Object {
        self.staged.object()
    }

    async fn keep(self: Box<Self>, name: &ObjectName) -> Result<(), ArchiveError> {
        let object = self.staged.object();
        self.bucket.heard(self.bucket.keep(&object, name).await)
    }
}

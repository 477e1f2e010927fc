//! The engine of the archive over any store of the `object_store` crate: its memory, for what needs no disk; and what S3 shares
//! with it.
//!
//! What is received waits in memory until it is kept: it never lies half-written in the store, and a file that is refused
//! is never sent there.

use std::{fmt::Debug, ops::Range, sync::Arc};

use async_trait::async_trait;
use bytes::Bytes;
use futures_util::{StreamExt as _, TryStreamExt as _};
use object_store::{
    GetOptions, OBJECT_STORE_COALESCE_DEFAULT, ObjectMeta, ObjectStore, ObjectStoreExt as _, PutPayload,
    coalesce_ranges, path::Path,
};

use super::{
    blocking::on_blocking_thread,
    error::ArchiveError,
    names::{ObjectName, Prefix},
    store::{ArchiveStore, Fetched, Listed, Object, RangeReader, Seal, StagedObject, VerifiedObject},
};
use crate::domain::hash::ContentHash;

/// Bytes read at a time to hash an object: few questions to the store, and little memory.
const PIECE: u64 = 1024 * 1024;

/// What the errors of a store mean.
pub(super) trait Explain: Debug + Send + Sync {
    /// The error of an operation.
    fn explain(&self, doing: &'static str, place: &str, error: object_store::Error) -> ArchiveError;
}

/// An archive in a store of the `object_store` crate. The store must list in the order of names, as memory and S3 do.
#[derive(Clone, Debug)]
pub struct Objects {
    store: Arc<dyn ObjectStore>,
    explains: Arc<dyn Explain>,
}

impl Objects {
    /// The archive in this store.
    #[must_use]
    pub fn new(store: Arc<dyn ObjectStore>) -> Self {
        Self::explained(store, Arc::new(InWords))
    }

    /// The archive in this store, whose errors mean this.
    pub(super) fn explained(store: Arc<dyn ObjectStore>, explains: Arc<dyn Explain>) -> Self {
        Self { store, explains }
    }

    /// The object of this name, open, with what the store says of it.
    fn opened(&self, meta: ObjectMeta) -> Object {
        Object::new(meta.size, Arc::new(OpenObject { objects: self.clone(), meta }))
    }

    /// The error of an operation.
    pub(super) fn failed(&self, doing: &'static str, place: &str) -> impl FnOnce(object_store::Error) -> ArchiveError {
        move |error| self.explains.explain(doing, place, error)
    }
}

#[async_trait]
impl ArchiveStore for Objects {
    async fn put(&self, name: &ObjectName, bytes: Bytes, seal: Seal) -> Result<(), ArchiveError> {
        let sealed = on_blocking_thread(move || {
            let trailer = seal.trailer(&bytes).map(|sum| Bytes::copy_from_slice(&sum));
            Ok([bytes].into_iter().chain(trailer).collect::<PutPayload>())
        });
        let written = self.store.put(&path_of(name), sealed.await?).await;
        written.map(drop).map_err(self.failed("write an object", name.as_str()))
    }

    async fn open(&self, name: &ObjectName) -> Result<Option<Object>, ArchiveError> {
        match self.store.head(&path_of(name)).await {
            Ok(meta) => Ok(Some(self.opened(meta))),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(self.failed("open an object", name.as_str())(error)),
        }
    }

    async fn get_verified(&self, name: &ObjectName, seal: Seal) -> Result<Fetched, ArchiveError> {
        let got = match self.store.get(&path_of(name)).await {
            Ok(got) => got,
            Err(object_store::Error::NotFound { .. }) => return Ok(Fetched::Missing),
            Err(error) => return Err(self.failed("read an object", name.as_str())(error)),
        };
        let object = self.opened(got.meta.clone());
        let bytes = got.bytes().await.map_err(self.failed("read an object", name.as_str()))?;
        on_blocking_thread(move || {
            Ok(seal
                .check(&bytes)
                .map_or(Fetched::Damaged, |(content, hash)| Fetched::Sound(VerifiedObject::new(content, hash, object))))
        })
        .await
    }

    async fn hash(&self, name: &ObjectName) -> Result<Option<ContentHash>, ArchiveError> {
        let Some(object) = self.open(name).await? else { return Ok(None) };
        let mut hasher = blake3::Hasher::new();
        let mut next = 0;
        while next < object.length() {
            let end = next.saturating_add(PIECE).min(object.length());
            let piece = object.read(next..end).await?;
            hasher = on_blocking_thread(move || {
                hasher.update(&piece);
                Ok(hasher)
            })
            .await?;
            next = end;
        }
        Ok(Some(ContentHash::from_bytes(*hasher.finalize().as_bytes())))
    }

    async fn list(
        &self,
        prefix: Prefix,
        after: Option<&ObjectName>,
        limit: usize,
    ) -> Result<Vec<Listed>, ArchiveError> {
        let folder = Path::from(prefix.path());
        let found = match after {
            Some(after) => self.store.list_with_offset(Some(&folder), &path_of(after)),
            None => self.store.list(Some(&folder)),
        };
        let listed = found.take(limit).map_ok(|meta| Listed {
            name: ObjectName::found(meta.location.to_string()),
            bytes: meta.size,
            modified: meta.last_modified.into(),
        });
        listed.try_collect().await.map_err(self.failed("list objects", folder.as_ref()))
    }

    async fn delete(&self, name: &ObjectName) -> Result<(), ArchiveError> {
        match self.store.delete(&path_of(name)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(self.failed("delete an object", name.as_str())(error)),
        }
    }

    async fn relocate(&self, from: &ObjectName, to: &ObjectName) -> Result<(), ArchiveError> {
        self.store
            .rename(&path_of(from), &path_of(to))
            .await
            .map_err(self.failed("give another name to an object", from.as_str()))
    }

    async fn stage(&self) -> Result<Box<dyn StagedObject>, ArchiveError> {
        Ok(Box::new(InMemory { objects: self.clone(), parts: Vec::new() }))
    }

    async fn ready(&self) -> Result<(), ArchiveError> {
        // Any question will do: one about an object that is never there costs least.
        match self.store.head(&Path::from("ready")).await {
            Ok(_) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(self.failed("ask the object store", "ready")(error)),
        }
    }
}

/// An object as it was when it was opened: one that was replaced since is an error (RFC 9110 §13.1.1, `If-Match`).
#[derive(Debug)]
struct OpenObject {
    objects: Objects,
    meta: ObjectMeta,
}

#[async_trait]
impl RangeReader for OpenObject {
    async fn read(&self, ranges: Vec<Range<u64>>) -> Result<Vec<Bytes>, ArchiveError> {
        let fetch = |range: Range<u64>| async move {
            let options = GetOptions::new().with_if_match(self.meta.e_tag.as_deref()).with_range(Some(range));
            let got = self.objects.store.get_opts(&self.meta.location, options).await?;
            // A store that does not compare sends what is there now.
            if got.meta.e_tag != self.meta.e_tag {
                let path = self.meta.location.to_string();
                return Err(object_store::Error::Precondition { path, source: "the object was replaced".into() });
            }
            got.bytes().await
        };
        let read = coalesce_ranges(&ranges, fetch, OBJECT_STORE_COALESCE_DEFAULT).await;
        read.map_err(self.objects.failed("read an object", self.meta.location.as_ref()))
    }
}

/// An object that is being received, in memory.
#[derive(Debug)]
struct InMemory {
    objects: Objects,
    parts: Vec<Bytes>,
}

#[async_trait]
impl StagedObject for InMemory {
    fn write(&mut self, bytes: &[u8]) -> Result<(), ArchiveError> {
        self.parts.push(Bytes::copy_from_slice(bytes));
        Ok(())
    }

    fn object(&self) -> Object {
        let whole = Bytes::from(self.parts.concat());
        Object::new(u64::try_from(whole.len()).unwrap_or(u64::MAX), Arc::new(Held(whole)))
    }

    async fn keep(self: Box<Self>, name: &ObjectName) -> Result<(), ArchiveError> {
        let payload = PutPayload::from_iter(self.parts);
        let kept = self.objects.store.put(&path_of(name), payload).await;
        kept.map(drop).map_err(self.objects.failed("keep an object", name.as_str()))
    }
}

/// Bytes in memory, read as an object.
#[derive(Debug)]
struct Held(Bytes);

#[async_trait]
impl RangeReader for Held {
    async fn read(&self, ranges: Vec<Range<u64>>) -> Result<Vec<Bytes>, ArchiveError> {
        let at = |position: u64| usize::try_from(position).unwrap_or(usize::MAX).min(self.0.len());
        Ok(ranges.into_iter().map(|range| self.0.slice(at(range.start)..at(range.end))).collect())
    }
}

pub(super) fn path_of(name: &ObjectName) -> Path {
    Path::from(name.as_str())
}

/// A store that does not answer is [`ArchiveError::Unavailable`].
#[derive(Debug)]
struct InWords;

impl Explain for InWords {
    fn explain(&self, doing: &'static str, place: &str, error: object_store::Error) -> ArchiveError {
        match error {
            object_store::Error::Generic { .. } => {
                ArchiveError::Unavailable { why: format!("could not {doing}: {place}: {error}") }
            }
            error => ArchiveError::Failed { doing, place: place.to_owned(), source: error.into() },
        }
    }
}

//! What an engine of the archive does: objects by name, each there whole or not at all.
//!
//! No method knows of paths, renames or open files: engines are folders of a disk, memory, and services. An engine passes
//! the contract of `tests/archive/contract.rs`. [`Archive`](super::Archive) is written once, on any of them.

use std::{
    fmt::Debug,
    ops::Range,
    sync::Arc,
    time::{Duration, SystemTime},
};

use async_trait::async_trait;
use bytes::Bytes;

use super::{
    error::ArchiveError,
    names::{ObjectName, Prefix},
};
use crate::domain::hash::ContentHash;

/// An engine of the archive.
#[async_trait]
pub trait ArchiveStore: Debug + Send + Sync {
    /// Writes an object, over the one of the same name, with what the seal adds. A reader meanwhile sees one of the
    /// two, whole. It need not survive a power cut: it is for what can be made again. [`StagedObject::keep`] is for the
    /// rest.
    ///
    /// # Errors
    /// [`ArchiveError`]; what was there before then stands.
    async fn put(&self, name: &ObjectName, bytes: Bytes, seal: Seal) -> Result<(), ArchiveError>;

    /// Opens an object, to be read by ranges.
    ///
    /// # Errors
    /// [`ArchiveError`] when that cannot be told; an object that is not there is no error.
    async fn open(&self, name: &ObjectName) -> Result<Option<Object>, ArchiveError>;

    /// Reads an object whole and compares it with its hash.
    ///
    /// # Errors
    /// [`ArchiveError`] when it cannot be read for another reason than lost bytes.
    async fn get_verified(&self, name: &ObjectName, seal: Seal) -> Result<Fetched, ArchiveError>;

    /// [`ArchiveStore::get_verified`] of an object that is read often: an engine that keeps its objects elsewhere may keep a copy
    /// near.
    ///
    /// # Errors
    /// As [`ArchiveStore::get_verified`].
    async fn get_hot(&self, name: &ObjectName, seal: Seal) -> Result<Fetched, ArchiveError> {
        self.get_verified(name, seal).await
    }

    /// Removes what is kept near of the renditions of an original.
    ///
    /// # Errors
    /// [`ArchiveError`] when something may still be there.
    async fn let_go(&self, _hash: ContentHash) -> Result<(), ArchiveError> {
        Ok(())
    }

    /// Removes everything that is kept near.
    ///
    /// # Errors
    /// [`ArchiveError`] when something may still be there.
    async fn let_everything_go(&self) -> Result<(), ArchiveError> {
        Ok(())
    }

    /// An address at which anybody may read an object for so long, from where it is kept; none of an engine that has no such
    /// addresses.
    ///
    /// # Errors
    /// [`ArchiveError`] when it cannot be made.
    async fn address(&self, _name: &ObjectName, _lasts: Duration) -> Result<Option<String>, ArchiveError> {
        Ok(None)
    }

    /// The BLAKE3 of an object, which is never held whole; none for one that is not there.
    ///
    /// # Errors
    /// [`ArchiveError::Unreadable`] when some of its bytes are lost.
    async fn hash(&self, name: &ObjectName) -> Result<Option<ContentHash>, ArchiveError>;

    /// The objects under a prefix in the order of their names, after one of them, `limit` at most. Empty at the end only.
    ///
    /// # Errors
    /// [`ArchiveError`] when they cannot be listed.
    async fn list(&self, prefix: Prefix, after: Option<&ObjectName>, limit: usize)
    -> Result<Vec<Listed>, ArchiveError>;

    /// Deletes an object, for good. One that is not there is no error.
    ///
    /// # Errors
    /// [`ArchiveError`] when it may still be there.
    async fn delete(&self, name: &ObjectName) -> Result<(), ArchiveError>;

    /// Gives an object another name, over the one that has it. When it returns, that survives a power cut.
    ///
    /// # Errors
    /// [`ArchiveError`]; the object is then under its old name, its new one, or both.
    async fn relocate(&self, from: &ObjectName, to: &ObjectName) -> Result<(), ArchiveError>;

    /// Begins to receive an object whose name is not known before its last byte. Nobody sees it until it is kept.
    ///
    /// # Errors
    /// [`ArchiveError::Full`] when nothing may come in for now.
    async fn stage(&self) -> Result<Box<dyn StagedObject>, ArchiveError>;

    /// Changes the most bytes that the archive may hold; `None` lets it hold as many as there is room for. An engine
    /// that knows no such limit ignores it.
    ///
    /// # Errors
    /// [`ArchiveError`] when what is there cannot be measured.
    async fn set_quota(&self, _bytes: Option<u64>) -> Result<(), ArchiveError> {
        Ok(())
    }

    /// The space that is free where the archive is, and what stays free of it; `None` of an engine that cannot tell.
    ///
    /// # Errors
    /// [`ArchiveError`] when the system does not tell.
    async fn space(&self) -> Result<Option<DiskSpace>, ArchiveError> {
        Ok(None)
    }

    /// The bytes of each folder around the archive, by their names; none of an engine that cannot tell. It looks at every
    /// file, which takes minutes where there are millions.
    ///
    /// # Errors
    /// [`ArchiveError`] when a folder cannot be read.
    async fn weigh(&self) -> Result<Vec<FolderWeight>, ArchiveError> {
        Ok(Vec::new())
    }

    /// Finds the archive where it is to be opened; where there is none, begins an empty one if it may.
    ///
    /// # Errors
    /// [`ArchiveError::Away`] says what is wrong.
    async fn find(&self, _may_begin: bool) -> Result<(), ArchiveError> {
        Ok(())
    }

    /// Looks whether the archive is where it was opened, and answers.
    ///
    /// # Errors
    /// [`ArchiveError::Unavailable`] when it is not or does not.
    async fn ready(&self) -> Result<(), ArchiveError>;
}

/// An object that is being received, on this machine whatever the engine: it is read again, and most often decoded,
/// before it is kept. Dropped, it leaves nothing.
#[async_trait]
pub trait StagedObject: Debug + Send {
    /// Adds bytes at its end. Blocks.
    ///
    /// # Errors
    /// [`ArchiveError::Full`] when nothing more may come in; the object is then not whole and must be dropped.
    fn write(&mut self, bytes: &[u8]) -> Result<(), ArchiveError>;

    /// The bytes so far, to be read by ranges.
    fn object(&self) -> Object;

    /// Makes it the object of this name, over the one that has it. When it returns, the object survives a power cut.
    ///
    /// # Errors
    /// [`ArchiveError`]; what had that name before then stands.
    async fn keep(self: Box<Self>, name: &ObjectName) -> Result<(), ArchiveError>;
}

/// The space of a file system, and what uploads leave of it. All in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DiskSpace {
    /// All of it.
    pub total: u64,
    /// What is free.
    pub free: u64,
    /// What uploads never use: they are refused while less is free.
    pub reserve: u64,
    /// What the archive takes and what it may take, if it has a quota.
    pub quota: Option<(u64, u64)>,
}

/// How much a folder takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FolderWeight {
    /// Its name.
    pub name: String,
    /// The bytes of all the files in it.
    pub bytes: u64,
}

/// An object as it is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its name.
    pub name: ObjectName,
    /// Its length in bytes.
    pub bytes: u64,
    /// When it was written.
    pub modified: SystemTime,
}

/// What reading an object whole found.
#[derive(Debug)]
pub enum Fetched {
    /// It is there, and the bytes that were kept.
    Sound(VerifiedObject),
    /// It is there, and its bytes are not those that were kept, or some cannot be read any more.
    Damaged,
    /// It is not there.
    Missing,
}

/// How an object is verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seal {
    /// All its bytes have this BLAKE3.
    Hash(ContentHash),
    /// Its last 32 bytes are the BLAKE3 of those before. To a program that opens such a rendition it is a JPEG all the
    /// same: what follows its end (ITU-T T.81, B.1.1.3: EOI) is not read.
    Trailer,
}

impl Seal {
    /// What follows the bytes of an object that is sealed so. Blocks for as long as hashing takes.
    pub(super) fn trailer(self, bytes: &[u8]) -> Option<[u8; blake3::OUT_LEN]> {
        match self {
            Self::Hash(_) => None,
            Self::Trailer => Some(*blake3::hash(bytes).as_bytes()),
        }
    }

    /// The bytes that were sealed and their hash, if they are still the same. Blocks for as long as hashing takes.
    pub(super) fn check(self, bytes: &Bytes) -> Option<(Bytes, ContentHash)> {
        let (content, expected) = match self {
            Self::Hash(hash) => (bytes.clone(), hash),
            Self::Trailer => {
                let (content, sum) = bytes.split_last_chunk::<{ blake3::OUT_LEN }>()?;
                (bytes.slice(..content.len()), ContentHash::from_bytes(*sum))
            }
        };
        (blake3::hash(&content).as_bytes() == expected.as_bytes()).then_some((content, expected))
    }
}

/// An object read whole and found good, and the way to its bytes once these are let go.
#[derive(Clone, Debug)]
pub struct VerifiedObject {
    bytes: Bytes,
    hash: ContentHash,
    object: Object,
}

impl VerifiedObject {
    /// `bytes`, whose hash is `hash`, are the beginning of `object`.
    pub(super) const fn new(bytes: Bytes, hash: ContentHash, object: Object) -> Self {
        Self { bytes, hash, object }
    }

    /// Its bytes.
    #[must_use]
    pub const fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// Their BLAKE3.
    pub(super) const fn hash(&self) -> ContentHash {
        self.hash
    }

    /// The object without the bytes.
    pub(super) fn into_object(self) -> Object {
        self.object
    }
}

/// An open object: read by ranges, as it was when it was opened. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Object {
    length: u64,
    reader: Arc<dyn RangeReader>,
}

/// How an engine reads an open object.
#[async_trait]
pub trait RangeReader: Debug + Send + Sync {
    /// The bytes of each range, in their order; none is empty, none ends after the object's last byte.
    ///
    /// # Errors
    /// [`ArchiveError`] when they cannot be read. An object that was replaced or deleted since is read as it was, or is
    /// an error; never are the bytes of another returned.
    async fn read(&self, ranges: Vec<Range<u64>>) -> Result<Vec<Bytes>, ArchiveError>;
}

impl Object {
    pub(super) fn new(length: u64, reader: Arc<dyn RangeReader>) -> Self {
        Self { length, reader }
    }

    /// Its length in bytes.
    #[must_use]
    pub const fn length(&self) -> u64 {
        self.length
    }

    /// The bytes of a range, all of them.
    ///
    /// # Errors
    /// [`ArchiveError::Failed`] for a range that ends after the object; [`ArchiveError`] when it cannot be read.
    pub async fn read(&self, range: Range<u64>) -> Result<Bytes, ArchiveError> {
        Ok(self.read_ranges(vec![range]).await?.pop().unwrap_or_default())
    }

    /// The bytes of several ranges, in their order, asked for at once.
    ///
    /// # Errors
    /// As [`Object::read`].
    pub async fn read_ranges(&self, ranges: Vec<Range<u64>>) -> Result<Vec<Bytes>, ArchiveError> {
        if let Some(beyond) = ranges.iter().find(|range| range.end > self.length) {
            return Err(ArchiveError::Failed {
                doing: "read past the end of an object",
                place: format!("bytes {} to {} of {}", beyond.start, beyond.end, self.length),
                source: std::io::Error::from(std::io::ErrorKind::UnexpectedEof).into(),
            });
        }
        if ranges.iter().all(|range| !range.is_empty()) {
            return self.reader.read(ranges).await;
        }
        let asked = ranges.iter().filter(|range| !range.is_empty()).cloned().collect();
        let mut read = self.reader.read(asked).await?.into_iter();
        let none_or_next = |range: &Range<u64>| if range.is_empty() { None } else { read.next() };
        Ok(ranges.iter().map(none_or_next).map(Option::unwrap_or_default).collect())
    }
}

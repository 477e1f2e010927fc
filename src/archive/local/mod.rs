//! The engine of the archive in a folder of a file system, described for administrators in `storage/README.md`.
//!
//! - [`folders`]: the folders that must be there; [`files`]: where each object lies, and how it is read, written, listed and deleted;
//! - [`temporary`]: files in staging, which become objects by a rename;
//! - [`room`]: how much may still come in.
//!
//! Why it is not `object_store`'s own: `docs/decisions/9-local-files-by-our-own-engine.md`.

mod files;
mod folders;
mod room;
mod temporary;

use std::{
    fs::File,
    io,
    ops::Range,
    os::unix::fs::FileExt as _,
    path::{Path, PathBuf},
    sync::Arc,
    thread,
};

use async_trait::async_trait;
use bytes::Bytes;
use tokio::sync::oneshot;

#[cfg(feature = "s3")]
use self::folders::STAGING_ALONE;
pub use self::room::Settings;
use self::{
    files::Files,
    folders::{FOLDERS, ORIGINALS_ALONE},
    temporary::TemporaryFile,
};
use super::{
    blocking::on_blocking_thread,
    error::ArchiveError,
    names::{ObjectName, Prefix},
    shortage::Shortage,
    store::{ArchiveStore, DiskSpace, Fetched, FolderWeight, Listed, Object, RangeReader, Seal, StagedObject},
};
use crate::domain::hash::ContentHash;

/// The archive in a folder. Everything that touches the disk runs on tokio's blocking threads.
#[derive(Debug)]
pub struct LocalStore(Arc<Files>);

impl LocalStore {
    /// Opens the archive in a folder, which is made if it is not there. Blocks for a moment: open it before serving.
    ///
    /// # Errors
    /// [`ArchiveError`] when the folder cannot be made, read or measured.
    pub fn open(folder: &Path, settings: Settings) -> Result<Self, ArchiveError> {
        Ok(Self(Arc::new(Files::open(folder, FOLDERS, settings)?)))
    }

    /// Opens the originals of a folder to be read: nothing is made there.
    ///
    /// # Errors
    /// [`ArchiveError::Unavailable`] when there are none.
    pub(super) fn open_to_read(folder: &Path) -> Result<Self, ArchiveError> {
        Ok(Self(Arc::new(Files::open_to_read(folder, ORIGINALS_ALONE)?)))
    }

    /// Opens staging alone in a folder, for an engine that keeps its objects elsewhere.
    ///
    /// # Errors
    /// As [`LocalStore::open`].
    #[cfg(feature = "s3")]
    pub(super) fn open_staging(folder: &Path, settings: Settings) -> Result<Self, ArchiveError> {
        Ok(Self(Arc::new(Files::open(folder, STAGING_ALONE, settings)?)))
    }

    async fn on_files<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Arc<Files>) -> Result<T, ArchiveError> + Send + 'static,
    ) -> Result<T, ArchiveError> {
        let files = Arc::clone(&self.0);
        on_blocking_thread(move || work(&files)).await
    }
}

#[async_trait]
impl ArchiveStore for LocalStore {
    async fn put(&self, name: &ObjectName, bytes: Bytes, seal: Seal) -> Result<(), ArchiveError> {
        let name = name.clone();
        self.on_files(move |files| {
            let mut temporary = TemporaryFile::create(Arc::clone(files))?;
            temporary.append(&bytes)?;
            seal.trailer(&bytes).map_or(Ok(()), |sum| temporary.append(&sum))?;
            temporary.become_object(&name)
        })
        .await
    }

    async fn open(&self, name: &ObjectName) -> Result<Option<Object>, ArchiveError> {
        let name = name.clone();
        self.on_files(move |files| files.open_object(&name)).await
    }

    async fn get_verified(&self, name: &ObjectName, seal: Seal) -> Result<Fetched, ArchiveError> {
        let name = name.clone();
        self.on_files(move |files| files.get_verified(&name, seal)).await
    }

    async fn hash(&self, name: &ObjectName) -> Result<Option<ContentHash>, ArchiveError> {
        let name = name.clone();
        self.on_files(move |files| files.hash(&name)).await
    }

    async fn list(
        &self,
        prefix: Prefix,
        after: Option<&ObjectName>,
        limit: usize,
    ) -> Result<Vec<Listed>, ArchiveError> {
        let after = after.cloned();
        self.on_files(move |files| files.list(prefix, after.as_ref(), limit)).await
    }

    async fn delete(&self, name: &ObjectName) -> Result<(), ArchiveError> {
        let name = name.clone();
        self.on_files(move |files| files.delete(&name)).await
    }

    async fn relocate(&self, from: &ObjectName, to: &ObjectName) -> Result<(), ArchiveError> {
        let (from, to) = (from.clone(), to.clone());
        self.on_files(move |files| files.relocate(&from, &to)).await
    }

    async fn stage(&self) -> Result<Box<dyn StagedObject>, ArchiveError> {
        self.on_files(|files| {
            files.room().admit(0)?;
            let temporary = TemporaryFile::create(Arc::clone(files))?;
            Ok::<Box<dyn StagedObject>, _>(Box::new(temporary))
        })
        .await
    }

    async fn set_quota(&self, bytes: Option<u64>) -> Result<(), ArchiveError> {
        self.on_files(move |files| files.room().set_quota(bytes)).await
    }

    async fn space(&self) -> Result<Option<DiskSpace>, ArchiveError> {
        self.on_files(|files| files.room().space().map(Some)).await
    }

    async fn weigh(&self) -> Result<Vec<FolderWeight>, ArchiveError> {
        let files = Arc::clone(&self.0);
        let (answer, weighed) = oneshot::channel();
        // Not on the runtime's threads: it would wait for this one, which may take minutes, before the process ends.
        thread::Builder::new()
            .name("weighing".to_owned())
            .spawn(move || drop(answer.send(files.room().weigh_folders())))
            .map_err(|_not_started| ArchiveError::Stopped)?;
        weighed.await.map_err(|_stopped| ArchiveError::Stopped)?
    }

    async fn ready(&self) -> Result<(), ArchiveError> {
        self.on_files(|files| files.are_there()).await
    }
}

/// A file that stays readable when its name is removed or given to another (POSIX unlink and rename).
#[derive(Debug)]
struct OpenFile {
    file: Arc<File>,
    path: PathBuf,
}

#[async_trait]
impl RangeReader for OpenFile {
    async fn read(&self, ranges: Vec<Range<u64>>) -> Result<Vec<Bytes>, ArchiveError> {
        let (file, path) = (Arc::clone(&self.file), self.path.clone());
        on_blocking_thread(move || {
            let read = ranges.into_iter().map(|range| read_range(&file, &range));
            read.collect::<io::Result<Vec<_>>>().map_err(failed("read a file", &path))
        })
        .await
    }
}

/// A file outside of the archive's folders, read whole, and the way to its bytes; nothing where there is none. Blocks.
#[cfg(feature = "s3")]
pub(super) fn read_file(path: &Path) -> Result<Option<(Bytes, Object)>, ArchiveError> {
    match files::read_whole(path) {
        Ok((bytes, file)) => {
            let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
            let file = OpenFile { file: Arc::new(file), path: path.to_path_buf() };
            Ok(Some((bytes, Object::new(length, Arc::new(file)))))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(failed("read a file", path)(error)),
    }
}

fn read_range(file: &File, range: &Range<u64>) -> io::Result<Bytes> {
    let length = usize::try_from(range.end.saturating_sub(range.start)).map_err(io::Error::other)?;
    let mut bytes = vec![0; length];
    file.read_exact_at(&mut bytes, range.start)?;
    Ok(bytes.into())
}

/// The error of an operation on a path: [`ArchiveError::Full`] for a disk or a quota that is used up,
/// [`ArchiveError::Unreadable`] for a bad block, where the file is there and its bytes are lost.
fn failed(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> ArchiveError {
    move |source| match source.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => ArchiveError::Full { why: Shortage::System },
        _ if source.raw_os_error() == Some(rustix::io::Errno::IO.raw_os_error()) => {
            ArchiveError::Unreadable { place: path.display().to_string() }
        }
        _ => ArchiveError::Failed { doing, place: path.display().to_string(), source: source.into() },
    }
}

//! The folder of the index, of which the lists of words are not mapped into memory.
//!
//! What a search maps stays in the memory of the process, though it may not be read again for days. Read, it is in
//! memory while the search lasts, and the system keeps it as long as it has room.

use std::{
    ffi::OsStr,
    fs::File,
    io,
    ops::Range,
    os::unix::fs::FileExt as _,
    path::{Path, PathBuf},
    sync::Arc,
};

use tantivy::{
    Directory, HasLen,
    directory::{
        DirectoryLock, FileHandle, Lock, MmapDirectory, OwnedBytes, WatchCallback, WatchHandle, WritePtr,
        error::{DeleteError, LockError, OpenDirectoryError, OpenReadError, OpenWriteError},
    },
};

/// What the names of the files end with that are read part by part: the lists of documents that have a word, most of the
/// index of a large library. Columns stay mapped: they are held anyway.
const READ: &str = "idx";

/// A folder of an index.
#[derive(Clone, Debug)]
pub(super) struct IndexDirectory {
    folder: PathBuf,
    mapped: MmapDirectory,
}

impl IndexDirectory {
    /// # Errors
    /// [`OpenDirectoryError`] when there is no such folder.
    pub(super) fn open(folder: &Path) -> Result<Self, OpenDirectoryError> {
        Ok(Self { folder: folder.to_owned(), mapped: MmapDirectory::open(folder)? })
    }
}

impl Directory for IndexDirectory {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        if path.extension().and_then(OsStr::to_str) != Some(READ) {
            return self.mapped.get_file_handle(path);
        }
        let opened = File::open(self.folder.join(path)).and_then(PartlyRead::new);
        let opened = opened.map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => OpenReadError::FileDoesNotExist(path.to_owned()),
            _ => OpenReadError::wrap_io_error(error, path.to_owned()),
        });
        Ok(Arc::new(opened?))
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.mapped.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.mapped.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.mapped.open_write(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.mapped.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.mapped.atomic_write(path, data)
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.mapped.sync_directory()
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        self.mapped.acquire_lock(lock)
    }

    fn watch(&self, changed: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.mapped.watch(changed)
    }
}

/// A file that is read part by part. It is never written again, and stays readable when its name is gone.
#[derive(Debug)]
struct PartlyRead {
    file: File,
    length: usize,
}

impl PartlyRead {
    fn new(file: File) -> io::Result<Self> {
        let length = usize::try_from(file.metadata()?.len()).map_err(io::Error::other)?;
        Ok(Self { file, length })
    }
}

impl HasLen for PartlyRead {
    fn len(&self) -> usize {
        self.length
    }
}

impl FileHandle for PartlyRead {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        let start = u64::try_from(range.start).map_err(io::Error::other)?;
        let mut bytes = vec![0; range.len()];
        self.file.read_exact_at(&mut bytes, start)?;
        Ok(OwnedBytes::new(bytes))
    }
}

//! One process at a time: the lock on a storage folder.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    path::Path,
    thread::sleep,
    time::{Duration, Instant},
};

use super::error::CatalogError;

/// How long a lock is asked for again: a process that is just ending lets go within this.
const PATIENCE: Duration = Duration::from_secs(1);
const PAUSE: Duration = Duration::from_millis(20);

/// Takes the lock of a storage folder, held until the file is dropped. The system lets it go when the process dies.
///
/// # Errors
/// [`CatalogError::InUse`] when another holds it.
pub fn take(storage: &Path) -> Result<File, CatalogError> {
    fs::create_dir_all(storage).map_err(|source| CatalogError::io("making", storage, source))?;
    let path = storage.join("lock");
    let fault = |source| CatalogError::io("locking", &path, source);
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(&path).map_err(fault)?;
    match patiently(&file) {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(CatalogError::InUse { folder: storage.to_owned() }),
        Err(TryLockError::Error(source)) => Err(fault(source)),
    }
}

/// Whether nobody holds this file, after a moment's wait.
pub(super) fn is_free(path: &Path) -> bool {
    File::open(path).is_ok_and(|file| patiently(&file).is_ok())
}

fn patiently(file: &File) -> Result<(), TryLockError> {
    let begun = Instant::now();
    loop {
        match file.try_lock() {
            Err(TryLockError::WouldBlock) if begun.elapsed() < PATIENCE => sleep(PAUSE),
            done => return done,
        }
    }
}

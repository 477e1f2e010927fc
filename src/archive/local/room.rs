//! How much may still come in: the reserve of the disk, and the quota of the archive.
//!
//! Uploads alone are refused. What was let in is finished, and a lost rendition is made again, out of the reserve: it is
//! for that and for the journal. The free space is asked of the system each time, so that uploads go on as soon as there
//! is room.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError, RwLock,
        atomic::{AtomicU64, Ordering},
    },
};

use super::{
    failed,
    folders::{FOLDERS, taken_away},
};
use crate::archive::{
    error::ArchiveError,
    shortage::Shortage,
    store::{DiskSpace, FolderWeight},
};

/// How much room an archive may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The most bytes of originals, renditions and staging together; without it, as much as the disk has.
    pub quota_bytes: Option<u64>,
    /// Free bytes of the disk that uploads never use.
    pub reserve_bytes: u64,
    /// The hundredths of the disk that uploads never use; the larger of the two reserves counts.
    pub reserve_percent: u64,
}

impl Default for Settings {
    /// 1 GB or 5 %: room for the journal, for renditions made again, and for what else lives on the disk, which does
    /// badly when it is full (ext4 keeps 5 % for the same reason).
    fn default() -> Self {
        Self { quota_bytes: None, reserve_bytes: 1_000_000_000, reserve_percent: 5 }
    }
}

/// The room of one archive.
#[derive(Debug)]
pub(super) struct Room {
    folder: PathBuf,
    reserve_bytes: u64,
    reserve_percent: u64,
    quota: RwLock<Option<Arc<Quota>>>,
}

#[derive(Debug)]
struct Quota {
    bytes: AtomicU64,
    /// What the archive takes: measured when the quota was set, counted since. Wraps below zero for a moment when something counted
    /// as given back was not yet counted as taken.
    used: AtomicU64,
    /// Held while the folders are measured again: once at a time, however many uploads are refused.
    measuring: Mutex<()>,
}

impl Room {
    /// Measures what is there, if there is a quota.
    pub(super) fn measure(folder: &Path, settings: Settings) -> Result<Self, ArchiveError> {
        let room = Self {
            folder: folder.to_path_buf(),
            reserve_bytes: settings.reserve_bytes,
            reserve_percent: settings.reserve_percent,
            quota: RwLock::default(),
        };
        room.set_quota(settings.quota_bytes)?;
        Ok(room)
    }

    /// Changes the quota. Blocks while the folders are measured, where there was none before.
    pub(super) fn set_quota(&self, bytes: Option<u64>) -> Result<(), ArchiveError> {
        let Some(bytes) = bytes else {
            *self.quota.write().unwrap_or_else(PoisonError::into_inner) = None;
            return Ok(());
        };
        if let Some(quota) = self.quota() {
            quota.bytes.store(bytes, Ordering::Relaxed);
            return Ok(());
        }
        // It counts before it is measured: what is written meanwhile may be counted twice, never left out, and is
        // measured again before anything is refused.
        let unlimited = AtomicU64::new(u64::MAX);
        let quota = Arc::new(Quota { bytes: unlimited, used: AtomicU64::new(0), measuring: Mutex::new(()) });
        *self.quota.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&quota));
        let used = weigh_archive(&self.folder).map_err(failed("measure the archive", &self.folder))?;
        quota.used.fetch_add(used, Ordering::Relaxed);
        quota.bytes.store(bytes, Ordering::Relaxed);
        Ok(())
    }

    fn quota(&self) -> Option<Arc<Quota>> {
        self.quota.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Whether so many bytes may come in now. Blocks for a system call.
    pub(super) fn admit(&self, incoming: u64) -> Result<(), ArchiveError> {
        self.admit_on_disk(incoming)?;
        self.quota().map_or(Ok(()), |quota| quota.admit(incoming, &self.folder))
    }

    fn admit_on_disk(&self, incoming: u64) -> Result<(), ArchiveError> {
        let DiskSpace { free, reserve, .. } = self.space()?;
        if free < reserve.saturating_add(incoming) {
            return Err(ArchiveError::Full { why: Shortage::Disk { free, reserve } });
        }
        Ok(())
    }

    /// The space of the disk, as the system tells it now, and what stays free of it. Blocks for a system call.
    pub(super) fn space(&self) -> Result<DiskSpace, ArchiveError> {
        let disk = rustix::fs::statvfs(&self.folder).map_err(|error| match io::Error::from(error) {
            gone if gone.kind() == io::ErrorKind::NotFound => taken_away(&self.folder),
            other => failed("ask for the free space", &self.folder)(other),
        })?;
        // `f_bavail`, not `f_bfree`: what an ordinary account may still write (POSIX.1-2024, <sys/statvfs.h>).
        let free = disk.f_bavail.saturating_mul(disk.f_frsize);
        let total = disk.f_blocks.saturating_mul(disk.f_frsize);
        let reserve = self.reserve_bytes.max((total / 100).saturating_mul(self.reserve_percent));
        let quota = self.quota().map(|quota| (quota.used.load(Ordering::Relaxed), quota.bytes.load(Ordering::Relaxed)));
        // Unlimited while it is measured.
        let quota = quota.filter(|(_, bytes)| *bytes < u64::MAX);
        Ok(DiskSpace { total, free, reserve, quota })
    }

    /// The bytes of each folder in the archive's own, which is that of the whole library. Blocks while all files are looked
    /// at.
    pub(super) fn weigh_folders(&self) -> Result<Vec<FolderWeight>, ArchiveError> {
        let weigh_each = || {
            let mut weights = Vec::new();
            for entry in fs::read_dir(&self.folder)? {
                let entry = entry?;
                if entry.file_type()?.is_dir() {
                    let name = entry.file_name().to_string_lossy().into_owned();
                    weights.push(FolderWeight { name, bytes: weigh(&entry.path())? });
                }
            }
            Ok(weights)
        };
        weigh_each().map_err(failed("measure the folders of", &self.folder))
    }

    /// Counts bytes that were written.
    pub(super) fn took(&self, bytes: u64) {
        if let Some(quota) = self.quota() {
            quota.used.fetch_add(bytes, Ordering::Relaxed);
        }
    }

    /// Counts bytes that were removed.
    pub(super) fn gave_back(&self, bytes: u64) {
        if let Some(quota) = self.quota() {
            quota.used.fetch_sub(bytes, Ordering::Relaxed);
        }
    }
}

impl Quota {
    fn admit(&self, incoming: u64, folder: &Path) -> Result<(), ArchiveError> {
        if self.fits(incoming) {
            return Ok(());
        }
        // An administrator may have made room by hand: look again before saying no.
        if let Ok(_alone) = self.measuring.try_lock() {
            let counted = self.used.load(Ordering::Relaxed);
            let weighed = weigh_archive(folder).map_err(failed("measure the archive", folder))?;
            // Other threads may have added to it meanwhile, which stays added.
            self.used.fetch_add(weighed.wrapping_sub(counted), Ordering::Relaxed);
        }
        if self.fits(incoming) {
            return Ok(());
        }
        let (used, quota) = (self.used.load(Ordering::Relaxed), self.bytes.load(Ordering::Relaxed));
        Err(ArchiveError::Full { why: Shortage::Quota { used, quota } })
    }

    fn fits(&self, incoming: u64) -> bool {
        self.used
            .load(Ordering::Relaxed)
            .checked_add(incoming)
            .is_some_and(|wanted| wanted <= self.bytes.load(Ordering::Relaxed))
    }
}

/// The bytes of all the files in the folders that the quota counts.
fn weigh_archive(folder: &Path) -> io::Result<u64> {
    FOLDERS.iter().try_fold(0_u64, |bytes, part| Ok(bytes.saturating_add(weigh(&folder.join(part))?)))
}

/// The bytes of all the files in a folder.
fn weigh(folder: &Path) -> io::Result<u64> {
    let mut entries = fs::read_dir(folder)?;
    let (mut folders, mut bytes) = (Vec::new(), 0_u64);
    loop {
        for entry in entries {
            let entry = entry?;
            match entry.metadata() {
                Ok(found) if found.is_dir() => folders.push(entry.path()),
                Ok(found) => bytes = bytes.saturating_add(found.len()),
                // Taken away since the folder was read: an upload that ended.
                Err(gone) if gone.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        entries = loop {
            let Some(next) = folders.pop() else { return Ok(bytes) };
            match fs::read_dir(&next) {
                // Removed since the folder around it was read: a photo that was forgotten.
                Err(gone) if gone.kind() == io::ErrorKind::NotFound => {}
                entries => break entries?,
            }
        };
    }
}

//! How much may still come in: the reserve of the disk, and the quota of the archive.
//!
//! Uploads alone are refused. What was let in is finished, and a lost rendition is made again, out of the reserve: it is
//! for that and for the journal. The free space is asked of the system each time, so that uploads go on as soon as there
//! is room.

use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
    sync::{
        Mutex,
        atomic::{AtomicU64, Ordering},
    },
};

use super::{
    failed,
    files::{FOLDERS, taken_away},
};
use crate::archive::error::ArchiveError;

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

/// What there is too little of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shortage {
    /// The disk has fewer free bytes than the reserve and what is coming in.
    Disk {
        /// Bytes that are free.
        free: u64,
        /// Bytes that must stay free.
        reserve: u64,
    },
    /// The archive has taken all the bytes it was allowed.
    Quota {
        /// Bytes that it takes.
        used: u64,
        /// Bytes that it may take.
        quota: u64,
    },
    /// The system refused to write more: no space, or the allowance of the account that runs the program.
    System,
}

/// As disks are sold, and as the configuration counts.
const MEGABYTE: u64 = 1_000_000;

impl fmt::Display for Shortage {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Disk { free, reserve } => {
                let (free, reserve) = (free / MEGABYTE, reserve / MEGABYTE);
                write!(formatter, "the disk is nearly full: {free} MB are free, and {reserve} MB are kept in reserve")
            }
            Self::Quota { used, quota } => {
                let (used, quota) = (used / MEGABYTE, quota / MEGABYTE);
                write!(formatter, "they take {used} MB, and may take {quota} MB by the quota of the configuration")
            }
            Self::System => formatter.write_str("the disk is full, or the account’s share of it"),
        }
    }
}

/// The room of one archive.
#[derive(Debug)]
pub(super) struct Room {
    folder: PathBuf,
    reserve_bytes: u64,
    reserve_percent: u64,
    quota: Option<Quota>,
}

#[derive(Debug)]
struct Quota {
    bytes: u64,
    /// What the archive takes: measured at open, counted since. Wraps below zero for a moment when something counted
    /// as given back was not yet counted as taken.
    used: AtomicU64,
    /// Held while the folders are measured again: once at a time, however many uploads are refused.
    measuring: Mutex<()>,
}

impl Room {
    /// Measures what is there, if there is a quota.
    pub(super) fn measure(folder: &Path, settings: Settings) -> Result<Self, ArchiveError> {
        let quota = match settings.quota_bytes {
            None => None,
            Some(bytes) => {
                let used = weigh(folder).map_err(failed("measure the archive", folder))?;
                Some(Quota { bytes, used: AtomicU64::new(used), measuring: Mutex::new(()) })
            }
        };
        Ok(Self {
            folder: folder.to_path_buf(),
            reserve_bytes: settings.reserve_bytes,
            reserve_percent: settings.reserve_percent,
            quota,
        })
    }

    /// Whether so many bytes may come in now. Blocks for a system call.
    pub(super) fn admit(&self, incoming: u64) -> Result<(), ArchiveError> {
        self.admit_on_disk(incoming)?;
        self.quota.as_ref().map_or(Ok(()), |quota| quota.admit(incoming, &self.folder))
    }

    fn admit_on_disk(&self, incoming: u64) -> Result<(), ArchiveError> {
        let disk = rustix::fs::statvfs(&self.folder).map_err(|error| match io::Error::from(error) {
            gone if gone.kind() == io::ErrorKind::NotFound => taken_away(&self.folder),
            other => failed("ask for the free space", &self.folder)(other),
        })?;
        // `f_bavail`, not `f_bfree`: what an ordinary account may still write (POSIX.1-2024, <sys/statvfs.h>).
        let free = disk.f_bavail.saturating_mul(disk.f_frsize);
        let whole = disk.f_blocks.saturating_mul(disk.f_frsize);
        let reserve = self.reserve_bytes.max((whole / 100).saturating_mul(self.reserve_percent));
        if free < reserve.saturating_add(incoming) {
            return Err(ArchiveError::Full { why: Shortage::Disk { free, reserve } });
        }
        Ok(())
    }

    /// Counts bytes that were written.
    pub(super) fn took(&self, bytes: u64) {
        if let Some(quota) = &self.quota {
            quota.used.fetch_add(bytes, Ordering::Relaxed);
        }
    }

    /// Counts bytes that were removed.
    pub(super) fn gave_back(&self, bytes: u64) {
        if let Some(quota) = &self.quota {
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
            let weighed = weigh(folder).map_err(failed("measure the archive", folder))?;
            // Other threads may have added to it meanwhile, which stays added.
            self.used.fetch_add(weighed.wrapping_sub(counted), Ordering::Relaxed);
        }
        if self.fits(incoming) {
            return Ok(());
        }
        Err(ArchiveError::Full { why: Shortage::Quota { used: self.used.load(Ordering::Relaxed), quota: self.bytes } })
    }

    fn fits(&self, incoming: u64) -> bool {
        self.used.load(Ordering::Relaxed).checked_add(incoming).is_some_and(|wanted| wanted <= self.bytes)
    }
}

/// The bytes of all the files that an archive's folder holds for it.
fn weigh(folder: &Path) -> io::Result<u64> {
    let mut folders: Vec<PathBuf> = FOLDERS.iter().map(|part| folder.join(part)).collect();
    let mut bytes = 0_u64;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            match entry.metadata() {
                Ok(found) if found.is_dir() => folders.push(entry.path()),
                Ok(found) => bytes = bytes.saturating_add(found.len()),
                // Taken away since the folder was read: an upload that ended.
                Err(gone) if gone.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
    }
    Ok(bytes)
}

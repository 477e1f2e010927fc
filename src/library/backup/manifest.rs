//! The manifest of a backup: which library it is of, how far it goes, and what was copied when it was last made.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::catalog::{embedded::CopiedSegment, store::Seq};

const NAME: &str = "backup.json";
/// The same while it is written.
const UNNAMED: &str = "backup.json.part";
/// The layout of backups that this program makes.
const FORMAT: u32 = 1;

/// Why a manifest cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ManifestError {
    /// There is none.
    #[error("{} is no backup: it has no file {NAME}", folder.display())]
    Absent {
        /// The folder.
        folder: PathBuf,
    },
    /// It cannot be read as one.
    #[error("{} cannot be understood: make a new backup in another folder", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        #[source]
        source: serde_json::Error,
    },
    /// A newer version of the program made it.
    #[error("{} was made by a newer version of Zef: install that version or a later one", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
    },
    /// It cannot be read or written.
    #[error("could not read or write {}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        #[source]
        source: io::Error,
    },
}

/// What stands in a backup beside the journal and the originals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupManifest {
    /// The layout of the backup.
    pub format: u32,
    /// When it was last made.
    pub made: Timestamp,
    /// When it was last made without a fault: the copy of the journal was read and replayed, and the original of each photo
    /// was there with the bytes of its hash.
    pub verified: Option<Timestamp>,
    /// The number of its last entry.
    pub seq: Seq,
    /// The instant of that entry, by which the library is known again.
    pub at: Option<Timestamp>,
    /// Its photos.
    pub photos: u64,
    /// Its originals.
    pub originals: u64,
    /// Their length together, in bytes.
    pub bytes: u64,
    /// The segments of its journal.
    pub segments: Vec<CopiedSegment>,
}

impl BackupManifest {
    /// That of a backup into which nothing was copied yet.
    #[must_use]
    pub const fn new(made: Timestamp) -> Self {
        Self {
            format: FORMAT,
            made,
            verified: None,
            seq: 0,
            at: None,
            photos: 0,
            originals: 0,
            bytes: 0,
            segments: Vec::new(),
        }
    }

    /// Whether a backup may begin in a folder: it is empty, but for a first manifest whose writing was cut short.
    ///
    /// # Errors
    /// The system's.
    pub fn may_begin_in(folder: &Path) -> io::Result<bool> {
        for entry in fs::read_dir(folder)? {
            if entry?.file_name() != UNNAMED {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Reads that of a folder.
    ///
    /// # Errors
    /// [`ManifestError`]; [`ManifestError::Absent`] when the folder is no backup.
    pub fn read(folder: &Path) -> Result<Self, ManifestError> {
        let path = folder.join(NAME);
        let text = match fs::read(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(ManifestError::Absent { folder: folder.to_owned() });
            }
            Err(source) => return Err(ManifestError::Io { path, source }),
        };
        match serde_json::from_slice::<Layout>(&text) {
            Ok(Layout { format }) if format > FORMAT => Err(ManifestError::Newer { path }),
            Ok(_) => serde_json::from_slice(&text).map_err(|source| ManifestError::Unreadable { path, source }),
            Err(source) => Err(ManifestError::Unreadable { path, source }),
        }
    }

    /// Writes it, over the one that is there: a power cut leaves one of the two.
    ///
    /// # Errors
    /// [`ManifestError::Io`].
    pub fn write(&self, folder: &Path) -> Result<(), ManifestError> {
        let (path, part) = (folder.join(NAME), folder.join(UNNAMED));
        let written = || {
            let mut file = fs::File::create(&part)?;
            serde_json::to_writer_pretty(&mut file, self)?;
            file.sync_all()?;
            fs::rename(&part, &path)?;
            fs::File::open(folder)?.sync_all()
        };
        written().map_err(|source| ManifestError::Io { path: part.clone(), source })
    }
}

/// What of a manifest every version understands.
#[derive(Deserialize)]
struct Layout {
    format: u32,
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_is_read_as_it_was_written() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(BackupManifest::read(folder.path()), Err(ManifestError::Absent { .. })));
        assert!(BackupManifest::may_begin_in(folder.path()).unwrap());
        fs::write(folder.path().join(UNNAMED), "{").unwrap();
        assert!(BackupManifest::may_begin_in(folder.path()).unwrap(), "killed while it was written");
        let manifest = BackupManifest { seq: 12, photos: 3, ..BackupManifest::new(Timestamp::UNIX_EPOCH) };
        manifest.write(folder.path()).unwrap();
        assert_eq!(BackupManifest::read(folder.path()).unwrap(), manifest);
        assert!(!BackupManifest::may_begin_in(folder.path()).unwrap());
        let newer = json_of(folder.path()).replace("\"format\": 1", "\"format\": 2");
        fs::write(folder.path().join(NAME), newer).unwrap();
        assert!(matches!(BackupManifest::read(folder.path()), Err(ManifestError::Newer { .. })));
        fs::write(folder.path().join(NAME), "{").unwrap();
        assert!(matches!(BackupManifest::read(folder.path()), Err(ManifestError::Unreadable { .. })));
    }

    fn json_of(folder: &Path) -> String {
        fs::read_to_string(folder.join(NAME)).unwrap()
    }
}

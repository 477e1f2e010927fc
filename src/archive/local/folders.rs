//! The folders of the archive, which must stay where they are.

use std::path::Path;

use crate::archive::error::ArchiveError;

/// The folders that are made when the archive is opened, that must stay where they are, and whose files the quota counts.
pub(super) const FOLDERS: &[&str] = &["originals", "renditions", "staging"];

/// Those of a backup, from which originals are read.
pub(super) const ORIGINALS_ALONE: &[&str] = &["originals"];

#[cfg(feature = "s3")]
/// Those of an archive whose objects are kept elsewhere.
pub(super) const STAGING_ALONE: &[&str] = &["staging"];

/// A folder of the archive is not there any more.
pub(super) fn taken_away(folder: &Path) -> ArchiveError {
    ArchiveError::Unavailable {
        why: format!(
            "{} is not there any more, the storage folder was moved or unmounted. Put it back and Zef goes on at once",
            folder.display()
        ),
    }
}

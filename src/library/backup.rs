//! Backups of a library: a folder with its journal, its originals and a [manifest](BackupManifest), from which all else is made
//! again. `zef backup` and `zef restore` put these parts together.

mod last;
mod manifest;
mod originals;

pub use self::{
    last::LastBackup,
    manifest::{BackupManifest, ManifestError},
    originals::{CopiedOriginals, OriginalsCopy},
};

//! The folder of the index: opened if it is undamaged and of this version, set aside otherwise.

use std::{
    fs::{self, DirBuilder, File},
    io,
    os::unix::fs::DirBuilderExt as _,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use tantivy::{
    Index, TantivyError,
    directory::{MmapDirectory, error::OpenWriteError},
};

use super::{directory::IndexDirectory, guarded, schema};
use crate::search::{Position, SearchError};

/// Free bytes below which any failure counts as a full disk: writing or merging a segment takes some megabytes.
const ROOM: u64 = 16 << 20;

/// The payload of each commit.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Payload {
    /// The version of the format.
    pub(super) version: u32,
    /// How far the journal was followed.
    #[serde(flatten)]
    pub(super) position: Position,
}

/// Why a folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unfit {
    #[error("it was made by another version")]
    Version,
    #[error("{} is not what was written", .0.display())]
    Damaged(PathBuf),
    #[error(transparent)]
    Failed(#[from] SearchError),
}

/// Opens the index of a folder; `None` where there is none.
pub(super) fn open(folder: &Path) -> Result<Option<(Index, Position)>, Unfit> {
    if !folder.is_dir() {
        return Ok(None);
    }
    let directory = guarded(folder, || Ok(IndexDirectory::open(folder)?))?;
    if !guarded(folder, || Ok(Index::exists(&directory)?))? {
        return Ok(None);
    }
    let index = guarded(folder, || Index::open(directory))?;
    let metas = guarded(folder, || index.load_metas())?;
    if metas.schema != schema::schema().0 {
        return Err(Unfit::Version);
    }
    let position = match metas.payload.as_deref().map(serde_json::from_str::<Payload>) {
        Some(Ok(payload)) if payload.version == schema::VERSION => payload.position,
        // Made, and never written to.
        None if metas.segments.is_empty() => Position::default(),
        _ => return Err(Unfit::Version),
    };
    // Every byte is read: otherwise a search would meet the damage, or nobody would notice it. A million photos take
    // 0.3 s. Mapped, since each file is read whole.
    let whole = guarded(folder, || Index::open(MmapDirectory::open(folder)?))?;
    for file in metas.list_segment_files() {
        if folder.join(&file).exists() && !guarded(folder, || Ok(whole.directory().validate_checksum(&file)?))? {
            return Err(Unfit::Damaged(file));
        }
    }
    Ok(Some((index, position)))
}

/// Makes an empty index, in place of what is there.
pub(super) fn make(folder: &Path) -> Result<Index, SearchError> {
    set_aside(folder)?;
    // Hidden values are not in it, and photos withdrawn a moment ago may be: only this account may read it.
    DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(|source| fault("making", folder, source))?;
    guarded(folder, || Index::builder().schema(schema::schema().0).open_or_create(IndexDirectory::open(folder)?))
}

fn aside(folder: &Path) -> PathBuf {
    folder.with_extension("set-aside")
}

/// Sets the folder aside, in place of the one set aside before.
pub(super) fn set_aside(folder: &Path) -> Result<(), SearchError> {
    // An empty one is not worth keeping.
    if fs::remove_dir(folder).is_ok() {
        return Ok(());
    }
    if folder.exists() {
        remove(&aside(folder))?;
    }
    match fs::rename(folder, aside(folder)) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => Err(fault("setting aside", folder, source)),
        _ => Ok(()),
    }
}

/// Removes the folder, and the one that was set aside.
pub(super) fn throw_away(folder: &Path) -> Result<(), SearchError> {
    remove(&aside(folder))?;
    remove(folder)?;
    // A power cut must not bring it back.
    let around = folder.parent().unwrap_or(folder);
    File::open(around).and_then(|around| around.sync_all()).map_err(|source| fault("writing", around, source))
}

fn remove(folder: &Path) -> Result<(), SearchError> {
    match fs::remove_dir_all(folder) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => Err(fault("removing", folder, source)),
        _ => Ok(()),
    }
}

fn fault(doing: &'static str, path: &Path, source: io::Error) -> SearchError {
    if is_full(&source) { full(path) } else { SearchError::Io { doing, path: path.to_owned(), source } }
}

fn is_full(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
}

fn full(folder: &Path) -> SearchError {
    SearchError::Full { folder: folder.to_owned() }
}

/// An error of tantivy, or a full disk.
pub(super) fn failed(folder: &Path, error: &TantivyError) -> SearchError {
    let is_full = match error {
        TantivyError::IoError(error) => is_full(error),
        TantivyError::OpenWriteError(OpenWriteError::IoError { io_error, .. }) => is_full(io_error),
        _ => false,
    };
    if is_full { full(folder) } else { failed_saying(folder, error.to_string()) }
}

/// An error message of tantivy, whose threads lose the cause of a failure.
pub(super) fn failed_saying(folder: &Path, what: String) -> SearchError {
    if has_no_room(folder) { full(folder) } else { SearchError::Failed { what } }
}

/// Whether the disk has fewer free bytes than [`ROOM`].
fn has_no_room(folder: &Path) -> bool {
    let disk = folder.ancestors().find_map(|folder| rustix::fs::statvfs(folder).ok());
    disk.is_some_and(|disk| disk.f_bavail.saturating_mul(disk.f_frsize) < ROOM)
}

//! The folder of the index: opened if it is whole and of this version, set aside if not.

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

use super::{guarded, schema};
use crate::search::{Position, SearchError};

/// Free bytes below which whatever fails is taken to fail for lack of room: a part of the index that is written or merged
/// takes some megabytes.
const ROOM: u64 = 16 << 20;

/// What each commit says of itself.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Payload {
    /// The version of what is written.
    pub(super) version: u32,
    /// How far the journal was followed.
    #[serde(flatten)]
    pub(super) position: Position,
}

/// Why a folder is of no use.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unfit {
    #[error("it was made by another version")]
    Version,
    #[error("{} is not what was written", .0.display())]
    Damaged(PathBuf),
    #[error(transparent)]
    Failed(#[from] SearchError),
}

/// Opens the index of a folder; nothing where there is none.
pub(super) fn open(folder: &Path) -> Result<Option<(Index, Position)>, Unfit> {
    if !folder.is_dir() {
        return Ok(None);
    }
    let directory = guarded(folder, || Ok(MmapDirectory::open(folder)?))?;
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
        // Made, and never filled.
        None if metas.segments.is_empty() => Position::default(),
        _ => return Err(Unfit::Version),
    };
    // Every byte is read: a file that lies would be found out by a reader, who waits, or by nobody. A million photos are
    // 0.3 s.
    for file in metas.list_segment_files() {
        if folder.join(&file).exists() && !guarded(folder, || Ok(index.directory().validate_checksum(&file)?))? {
            return Err(Unfit::Damaged(file));
        }
    }
    Ok(Some((index, position)))
}

/// Makes an empty index, in place of what is there.
pub(super) fn make(folder: &Path) -> Result<Index, SearchError> {
    set_aside(folder)?;
    // What people hide from others is not in it, and what they took back a moment ago may be: nobody else reads it.
    DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(|source| fault("making", folder, source))?;
    guarded(folder, || Index::builder().schema(schema::schema().0).create_in_dir(folder))
}

fn aside(folder: &Path) -> PathBuf {
    folder.with_extension("set-aside")
}

/// Moves the folder out of the way, in place of the one moved before.
pub(super) fn set_aside(folder: &Path) -> Result<(), SearchError> {
    // An empty one is worth nothing.
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
    // What is erased for good does not come back with a power cut.
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

/// What tantivy says, told apart when the disk is full.
pub(super) fn failed(folder: &Path, error: &TantivyError) -> SearchError {
    let is_full = match error {
        TantivyError::IoError(error) => is_full(error),
        TantivyError::OpenWriteError(OpenWriteError::IoError { io_error, .. }) => is_full(io_error),
        _ => false,
    };
    if is_full { full(folder) } else { failed_saying(folder, error.to_string()) }
}

/// What tantivy says in words alone: its threads lose the cause of what failed in them.
pub(super) fn failed_saying(folder: &Path, what: String) -> SearchError {
    if has_no_room(folder) { full(folder) } else { SearchError::Failed { what } }
}

/// Whether the disk has fewer free bytes than [`ROOM`].
fn has_no_room(folder: &Path) -> bool {
    let disk = folder.ancestors().find_map(|folder| rustix::fs::statvfs(folder).ok());
    disk.is_some_and(|disk| disk.f_bavail.saturating_mul(disk.f_frsize) < ROOM)
}

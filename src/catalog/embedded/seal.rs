//! A seal on the files of a state that was closed well: their names, lengths and times of change.
//!
//! sled checks each page that it reads, so a changed byte is met as a failure and the state is made again. A file cut
//! short, emptied, removed or brought back from elsewhere may open as an older or an emptier state, without a word: that
//! is what the seal tells, at once, whatever the size of the library. A state without a seal (after a crash), or with
//! files changed since, is walked instead.

use std::{
    fs::{self, File},
    io::{self, Write as _},
    path::{Path, PathBuf},
    time::UNIX_EPOCH,
};

use serde::{Deserialize, Serialize};

use super::journal::sync_folder;
use crate::catalog::error::CatalogError;

const NAME: &str = "seal";

/// What a seal says of a state's files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seal {
    /// They are what they were when it was closed.
    Intact,
    /// A file is missing, added, or of another length.
    Broken,
    /// There is none that holds: the state was not closed, has never been open, or its files were written since.
    Absent,
}

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Sealed {
    files: Vec<SealedFile>,
}

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct SealedFile {
    name: PathBuf,
    bytes: u64,
    /// When it was last written, in nanoseconds since 1970.
    written: u64,
}

impl Sealed {
    fn has_the_files_of(&self, other: &Self) -> bool {
        let named = |sealed: &Self| sealed.files.iter().map(|file| (file.name.clone(), file.bytes)).collect::<Vec<_>>();
        named(self) == named(other)
    }
}

/// Seals the files of a state that nobody has open.
pub(super) fn set(folder: &Path) -> Result<(), CatalogError> {
    let path = folder.join(NAME);
    let fault = |source| CatalogError::io("sealing", &path, source);
    let sealed = survey(folder).map_err(fault)?;
    let text = serde_json::to_vec(&sealed).map_err(|source| fault(source.into()))?;
    let mut file = File::create(&path).map_err(fault)?;
    file.write_all(&text).and_then(|()| file.sync_all()).map_err(fault)?;
    sync_folder(&path)
}

/// Compares the files with the seal.
pub(super) fn look(folder: &Path) -> Seal {
    let Some(sealed) = read(folder) else { return Seal::Absent };
    match survey(folder) {
        Ok(there) if there == sealed => Seal::Intact,
        Ok(there) if there.has_the_files_of(&sealed) => Seal::Absent,
        _ => Seal::Broken,
    }
}

/// Compares the files with the seal, and takes it off: from here on they change.
///
/// # Errors
/// [`CatalogError::Io`] when it cannot be taken off, since one left on would lie after the next crash.
pub(super) fn take_off(folder: &Path) -> Result<Seal, CatalogError> {
    let seal = look(folder);
    let path = folder.join(NAME);
    match fs::remove_file(&path) {
        Ok(()) => sync_folder(&path)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(source) => return Err(CatalogError::io("opening", &path, source)),
    }
    Ok(seal)
}

fn read(folder: &Path) -> Option<Sealed> {
    serde_json::from_slice(&fs::read(folder.join(NAME)).ok()?).ok()
}

fn survey(folder: &Path) -> io::Result<Sealed> {
    let mut files = Vec::new();
    survey_into(folder, Path::new(""), &mut files)?;
    files.sort_unstable_by(|a, b| a.name.cmp(&b.name));
    Ok(Sealed { files })
}

fn survey_into(root: &Path, below: &Path, files: &mut Vec<SealedFile>) -> io::Result<()> {
    for found in fs::read_dir(root.join(below))? {
        let found = found?;
        let name = below.join(found.file_name());
        if found.file_type()?.is_dir() {
            survey_into(root, &name, files)?;
        } else if name != Path::new(NAME) {
            let facts = found.metadata()?;
            let since = facts.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default();
            let written = u64::try_from(since.as_nanos()).unwrap_or(u64::MAX);
            files.push(SealedFile { name, bytes: facts.len(), written });
        }
    }
    Ok(())
}

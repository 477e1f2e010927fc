//! A seal on the files of a state that was closed well, so that the next start knows them untouched without reading
//! what is in them.
//!
//! sled checks each page that it reads, but a file cut short, emptied or removed may open as an older or an emptier
//! state, without a word. The seal tells at the speed of the disk. A state without one (after a crash) is walked instead.

use std::{
    fs::{self, File},
    io::{self, Write as _},
    path::{Path, PathBuf},
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
    /// They are not.
    Broken,
    /// There is none: the state was not closed, or has never been open.
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
    blake3: String,
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
            let mut hasher = blake3::Hasher::new();
            hasher.update_reader(File::open(found.path())?)?;
            files.push(SealedFile { name, bytes: hasher.count(), blake3: hasher.finalize().to_hex().to_string() });
        }
    }
    Ok(())
}

//! A seal on a state that was closed well: its files, and how far it had come.
//!
//! sled checks the pages that it reads, but a file cut short, emptied or removed, and even a byte changed in what was
//! written since its last snapshot, may open as a state that lacks something, without a word. The seal tells. The files of
//! a state of ordinary size are hashed; those of a very large one are known by their lengths and times of change. A state
//! without a seal (after a crash) is read whole before it is used.
//!
//! It also says what was known of the journal's files that nothing is written to any more, so that a start need not read
//! them again.

use std::{
    fs::{self, File},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use super::{
    journal::sync_folder,
    segment::{self, Summary},
    state::Progress,
};
use crate::catalog::{error::CatalogError, store::Seq};

const NAME: &str = "seal";
/// The most bytes that are hashed at each start and end: a fifth of a second's work, and some 20,000 photos.
const MOST_HASHED: u64 = 256 << 20;

/// What a seal says of a state's files, and of how far the state had come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Seal {
    /// They are what they were when it was closed: to the byte, or, too large to be hashed, by their lengths and times.
    Intact(String),
    /// A file is missing, added or changed.
    Broken,
    /// There is none that reads: the state was not closed, or has never been open.
    Absent,
}

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Sealed {
    progress: String,
    /// The last entry that the state has seen.
    applied: Seq,
    files: Vec<SealedFile>,
    /// The journal's files that nothing is written to any more.
    #[serde(default)]
    segments: Vec<Summary>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct SealedFile {
    name: PathBuf,
    bytes: u64,
    /// When it was last written, in nanoseconds since 1970.
    written: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    blake3: Option<String>,
}

/// How far a state has come, in words for its seal.
pub(super) fn words(progress: &Progress) -> String {
    format!("{progress:?}")
}

/// Seals the files of a state that nobody has open.
pub(super) fn set(folder: &Path, progress: &Progress, segments: Vec<Summary>) -> Result<(), CatalogError> {
    let path = folder.join(NAME);
    let fault = |source| CatalogError::io("sealing", &path, source);
    let mut files = survey(folder).map_err(fault)?;
    if files.iter().map(|file| file.bytes).sum::<u64>() <= MOST_HASHED {
        for file in &mut files {
            file.blake3 = Some(hash(&folder.join(&file.name)).map_err(fault)?);
        }
    }
    let sealed = Sealed { progress: words(progress), applied: progress.applied, files, segments };
    let mut text = serde_json::to_string(&sealed).map_err(|source| fault(source.into()))?;
    // Its own checksum, on a second line.
    let check = blake3::hash(text.as_bytes()).to_hex();
    text.extend(["\n", check.as_str(), "\n"]);
    let mut file = File::create(&path).map_err(fault)?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(fault)?;
    sync_folder(&path)
}

/// Compares the files with the seal.
pub(super) fn look(folder: &Path) -> Seal {
    let Some(Sealed { progress, files, .. }) = read(folder) else { return Seal::Absent };
    let named = |files: &[SealedFile]| files.iter().map(|file| (file.name.clone(), file.bytes)).collect::<Vec<_>>();
    let there = match survey(folder) {
        Ok(there) if named(&there) == named(&files) => there,
        _ => return Seal::Broken,
    };
    if files.iter().all(|file| file.blake3.is_some()) {
        let same = files.iter().all(|file| hash(&folder.join(&file.name)).ok() == file.blake3);
        return if same { Seal::Intact(progress) } else { Seal::Broken };
    }
    if there == files { Seal::Intact(progress) } else { Seal::Broken }
}

/// How far the state had come when it was sealed, even if its files were damaged since; nothing without a seal.
pub(super) fn applied(folder: &Path) -> Option<Seq> {
    read(folder).map(|sealed| sealed.applied)
}

/// What was known of the journal's files that nothing is written to any more.
pub(super) fn segments(folder: &Path) -> Vec<Summary> {
    read(folder).map(|sealed| sealed.segments).unwrap_or_default()
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
    let text = fs::read_to_string(folder.join(NAME)).ok()?;
    let (text, check) = text.split_once('\n')?;
    (blake3::hash(text.as_bytes()).to_hex().as_str() == check.trim_end()).then(|| serde_json::from_str(text).ok())?
}

fn hash(path: &Path) -> io::Result<String> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(File::open(path)?)?;
    Ok(hasher.finalize().to_hex().to_string())
}

/// Every file of a state, not hashed, in the order of their names.
fn survey(folder: &Path) -> io::Result<Vec<SealedFile>> {
    let mut files = Vec::new();
    survey_into(folder, Path::new(""), &mut files)?;
    files.sort_unstable_by(|a, b| a.name.cmp(&b.name));
    Ok(files)
}

fn survey_into(root: &Path, below: &Path, files: &mut Vec<SealedFile>) -> io::Result<()> {
    for found in fs::read_dir(root.join(below))? {
        let found = found?;
        let name = below.join(found.file_name());
        if found.file_type()?.is_dir() {
            survey_into(root, &name, files)?;
        } else if name != Path::new(NAME) {
            let facts = found.metadata()?;
            let written = segment::written(&facts);
            files.push(SealedFile { name, bytes: facts.len(), written, blake3: None });
        }
    }
    Ok(())
}

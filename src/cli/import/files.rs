//! The files to import, and those that are skipped.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

/// Folders that systems and network disks make for thumbnails, deleted files and copies, in lower case.
const FOLDERS: [&str; 8] = [
    "@eadir",
    "@recycle",
    "#recycle",
    "#snapshot",
    "$recycle.bin",
    "__macosx",
    "lost+found",
    "system volume information",
];
/// Files that systems make in folders of photographs, in lower case.
const FILES: [&str; 4] = ["thumbs.db", "ehthumbs.db", "desktop.ini", "picasa.ini"];
/// Files that accompany a photograph: descriptions and edits of Adobe's, Apple's and other programs, and thumbnails of
/// videos.
const BESIDE: [&str; 8] = ["xmp", "aae", "thm", "pp3", "dop", "cos", "nksc", "on1"];

/// The files found at the paths of an import.
#[derive(Debug, Default)]
pub(super) struct FoundFiles {
    /// Every file, each once, in the order of their paths.
    pub(super) files: BTreeSet<PathBuf>,
    /// Paths without a file, and why.
    pub(super) unreadable: Vec<(PathBuf, String)>,
    /// How many files and folders were skipped because they are not photographs.
    pub(super) passed_over: u64,
    /// How many subfolders were skipped, without `--recursive`.
    pub(super) subfolders_skipped: u64,
}

impl FoundFiles {
    /// Reads each path: imports a file given by its path, whatever its name, and lists a folder.
    pub(super) fn at(paths: &[PathBuf], recursive: bool) -> Self {
        let mut found = Self::default();
        for path in paths {
            match fs::metadata(path) {
                Ok(kind) if kind.is_dir() => found.look_into(path, recursive),
                Ok(_) => drop(found.files.insert(path.clone())),
                Err(error) => found.unreadable.push((path.clone(), cannot_be_read(&error))),
            }
        }
        found
    }

    fn look_into(&mut self, folder: &Path, recursive: bool) {
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => return self.unreadable.push((folder.to_owned(), cannot_be_read(&error))),
        };
        for entry in entries {
            // The kind of the entry itself: a symbolic link to a folder is not followed, which prevents endless loops.
            let (kind, entry) = match entry.and_then(|entry| Ok((entry.file_type()?, entry))) {
                Ok(entry) => entry,
                Err(error) => {
                    self.unreadable.push((folder.to_owned(), cannot_be_read(&error)));
                    continue;
                }
            };
            let path = entry.path();
            if kind.is_dir() {
                if is_passed_over(&path, &FOLDERS) {
                    self.passed_over += 1;
                } else if recursive {
                    self.look_into(&path, recursive);
                } else {
                    self.subfolders_skipped += 1;
                }
            } else if kind.is_file() {
                if is_passed_over(&path, &FILES) || is_beside(&path) {
                    self.passed_over += 1;
                } else {
                    self.files.insert(path);
                }
            }
        }
    }
}

/// Whether a name is one of these, or begins with a dot, as hidden files do.
fn is_passed_over(path: &Path, names: &[&str]) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    name.starts_with('.') || names.contains(&name.as_str())
}

fn is_beside(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    BESIDE.contains(&extension.as_str())
}

/// The message about a file that cannot be read.
pub(super) fn cannot_be_read(error: &io::Error) -> String {
    format!("it cannot be read ({error})")
}

//! Folders of the tests: copied, and listed.

use std::{
    fs,
    os::unix::fs::FileTypeExt as _,
    path::{Path, PathBuf},
};

/// Copies a folder and all that is in it, but sockets, which are nothing without their server.
pub fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &target);
        } else if !entry.file_type().unwrap().is_socket() {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Every file in a folder and in the folders in it, in order; sockets are no files.
pub fn files_in(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        if entry.file_type().unwrap().is_dir() {
            found.extend(files_in(&entry.path()));
        } else if !entry.file_type().unwrap().is_socket() {
            found.push(entry.path());
        }
    }
    found.sort();
    found
}

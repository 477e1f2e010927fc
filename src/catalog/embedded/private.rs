//! Folders that only the account that runs the program may enter: password hashes and exact places lie there.

use std::{fs, io, os::unix::fs::DirBuilderExt as _, path::Path};

/// Makes such a folder in one that is there. One that is there already stays as its administrator made it.
pub(super) fn make(folder: &Path) -> io::Result<()> {
    // The folder around it is not made: a storage folder that was taken away must not come back empty.
    match fs::DirBuilder::new().mode(0o700).create(folder) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && folder.is_dir() => Ok(()),
        made => made,
    }
}

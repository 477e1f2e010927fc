//! Folders that only the account that runs the program may enter: password hashes and exact places lie there.

use std::{fs, io, os::unix::fs::DirBuilderExt as _, path::Path};

/// Makes such a folder. One that is there already stays as its administrator made it.
pub(super) fn make(folder: &Path) -> io::Result<()> {
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

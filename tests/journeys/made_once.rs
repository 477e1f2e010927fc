//! What many tests need and no test changes is made once for each build of the program, whether the tests run as threads of one
//! process (`cargo test`) or each in a process of its own (`cargo nextest run`).

use std::{
    fs,
    fs::File,
    os::unix::fs::MetadataExt as _,
    path::{Path, PathBuf},
};

/// The folder of this name, filled by `fill` unless another test filled it for this build.
pub fn folder(name: &str, fill: impl FnOnce(&Path)) -> PathBuf {
    let shelf = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let folder = shelf.join(format!("{name}-{}", build()));
    let _lock = lock(name);
    if !folder.exists() {
        remove_those_of_other_builds(shelf, name);
        let incomplete = tempfile::tempdir_in(shelf).unwrap();
        fill(incomplete.path());
        // A test that was ended in the middle leaves no folder of this name.
        fs::rename(incomplete.keep(), &folder).unwrap();
    }
    folder
}

/// Waits until no other test, of this process or another, has the lock of this name. It is let go when dropped.
pub fn lock(name: &str) -> File {
    let file = File::create(Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.lock"))).unwrap();
    file.lock().unwrap();
    file
}

/// Which build of the program is tested: a new one has another time of change or another length.
fn build() -> String {
    let program = fs::metadata(env!("CARGO_BIN_EXE_zef")).unwrap();
    format!("{}-{}-{}", program.mtime(), program.mtime_nsec(), program.len())
}

fn remove_those_of_other_builds(shelf: &Path, name: &str) {
    for entry in fs::read_dir(shelf).unwrap().map(Result::unwrap) {
        if entry.file_type().unwrap().is_dir() && entry.file_name().to_str().unwrap().starts_with(&format!("{name}-")) {
            fs::remove_dir_all(entry.path()).unwrap();
        }
    }
}

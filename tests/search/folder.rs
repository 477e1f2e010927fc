//! An index in a folder survives its process; a damaged one is set aside, whatever the damage.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::json;
use zef::search::{Position, Search as _, index::FolderIndex};

use super::photos::{change, found, photo, position, put};

fn filled(folder: &Path) {
    let index = FolderIndex::of(folder);
    assert_eq!(index.open().unwrap(), Position::default());
    for seq in 1..4_u64 {
        let number = usize::try_from(seq).unwrap();
        change(&index, seq, vec![put(&photo(number, &json!({ "title": "Phare" })))]);
    }
    assert_eq!(found(&index, "phare"), [1, 2, 3]);
}

/// The files that hold something of the photos.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| fs::metadata(file).unwrap().len() > 0);
    files.sort();
    files
}

/// What happens to the bytes of a file.
type Damage = fn(&mut Vec<u8>);

#[test]
fn an_index_is_found_again_and_nobody_else_reads_it() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("search");
    filled(&folder);
    assert_eq!(fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700);
    let index = FolderIndex::of(&folder);
    assert_eq!(index.open().unwrap(), position(3));
    assert_eq!(found(&index, "phare"), [1, 2, 3]);
    index.erase().unwrap();
    assert!(!folder.exists());
    assert_eq!(index.open().unwrap(), Position::default());
}

#[test]
fn an_index_whose_files_were_damaged_is_set_aside_and_begins_again() {
    let home = tempfile::tempdir().unwrap();
    let whole = home.path().join("whole");
    filled(&whole);
    let names: Vec<String> =
        files(&whole).iter().map(|file| file.file_name().unwrap().to_str().unwrap().to_owned()).collect();
    assert!(names.len() > 5, "{names:?}");
    for (case, name) in names.iter().enumerate() {
        let damages: [(&str, Damage); 3] = [
            ("a byte changed", |bytes| bytes[0] ^= 1),
            ("cut short", |bytes| bytes.truncate(bytes.len() / 2)),
            ("emptied", Vec::clear),
        ];
        for (how, damage) in damages {
            let folder = home.path().join(format!("{case} {how}"));
            fs::create_dir(&folder).unwrap();
            for file in files(&whole) {
                fs::copy(&file, folder.join(file.file_name().unwrap())).unwrap();
            }
            let damaged = folder.join(name);
            let mut bytes = fs::read(&damaged).unwrap();
            damage(&mut bytes);
            fs::write(&damaged, bytes).unwrap();
            let index = FolderIndex::of(&folder);
            let at = index.open().unwrap_or_else(|error| unreachable!("{name} {how}: {error:?}"));
            if at == position(3) {
                // What was damaged says nothing of the photos.
                assert_eq!(found(&index, "phare"), [1, 2, 3], "{name} {how}");
            } else {
                assert_eq!(at, Position::default(), "{name} {how}");
                assert!(folder.with_extension("set-aside").exists(), "{name} {how}");
                change(&index, 1, vec![put(&photo(7, &json!({ "title": "Phare" })))]);
                assert_eq!(found(&index, "phare"), [7], "{name} {how}");
            }
        }
        // Gone altogether.
        let folder = home.path().join(format!("{case} gone"));
        fs::create_dir(&folder).unwrap();
        for file in files(&whole).iter().filter(|file| !file.ends_with(name)) {
            fs::copy(file, folder.join(file.file_name().unwrap())).unwrap();
        }
        let index = FolderIndex::of(&folder);
        let at = index.open().unwrap();
        assert!(at == Position::default() || (at == position(3) && found(&index, "phare") == [1, 2, 3]), "{name} gone");
    }
}

#[test]
fn an_index_of_another_version_is_set_aside() {
    let home = tempfile::tempdir().unwrap();
    for (written, other) in [("\\\"version\\\":6", "\\\"version\\\":999"), ("\"stem\"", "\"root\"")] {
        let folder = home.path().join(other.len().to_string());
        filled(&folder);
        let meta = folder.join("meta.json");
        let text = fs::read_to_string(&meta).unwrap();
        assert!(text.contains(written), "{text}");
        fs::write(&meta, text.replace(written, other)).unwrap();
        assert_eq!(FolderIndex::of(&folder).open().unwrap(), Position::default(), "{other}");
    }
}

//! The table of spaces and indexes: what it promises, and that the documentation says the same.

use std::{collections::BTreeSet, fmt::Write as _, fs, path::Path};

use zef::catalog::spaces::{ACTOR, BATCH, GESTURE, SPACES};

#[test]
fn every_space_and_every_index_has_a_name_of_its_own() {
    let names: Vec<&str> = SPACES.iter().map(|space| space.name).chain([BATCH, ACTOR, GESTURE]).collect();
    let indexes: Vec<&str> = SPACES.iter().flat_map(|space| space.indexes).map(|index| index.name).collect();
    for names in [names, indexes] {
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "{names:?}");
        let is_plain = |name: &str| name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
        assert!(names.iter().all(|name| !name.is_empty() && is_plain(name)), "{names:?}");
    }
    for space in SPACES {
        let older: Vec<u8> = space.older.iter().map(|(version, _)| *version).collect();
        assert_eq!(older, (1..space.version).collect::<Vec<_>>(), "{}: every older version is known", space.name);
    }
}

#[test]
fn what_holds_secrets_is_private() {
    let private: Vec<&str> = SPACES.iter().filter(|space| space.private).map(|space| space.name).collect();
    assert_eq!(
        private,
        ["credential", "token", "report", "invitation", "sign-up", "news-read", "mailbox", "suggestion"]
    );
}

/// The table as the documentation has it.
fn table() -> String {
    let mut table =
        "| space | a record is | version | followers | found by |\n| --- | --- | --- | --- | --- |\n".to_owned();
    for space in SPACES {
        let older = space.older.iter().map(|(version, _)| version.to_string()).collect::<Vec<_>>().join(", ");
        let version =
            if older.is_empty() { space.version.to_string() } else { format!("{} (reads {older})", space.version) };
        let followers = if space.private { "are not given it" } else { "yes" };
        let indexes: Vec<String> = space.indexes.iter().map(|index| format!("`{}`", index.name)).collect();
        let indexes = indexes.join(" ");
        writeln!(table, "| `{}` | {} | {version} | {followers} | {indexes} |", space.name, space.doc).unwrap();
    }
    table += "\n| index | holds |\n| --- | --- |\n";
    for index in SPACES.iter().flat_map(|space| space.indexes) {
        let unique = if index.unique { "; nobody else may have its key" } else { "" };
        writeln!(table, "| `{}` | {}{unique} |", index.name, index.doc).unwrap();
    }
    table
}

#[test]
fn the_documentation_has_the_same_table() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/ARCHITECTURE.md")).unwrap();
    let table = table();
    assert!(page.contains(&table), "docs/ARCHITECTURE.md, under “The record store”, should have:\n\n{table}");
}

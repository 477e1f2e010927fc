//! What a file says of itself, as exiftool writes and reads it: a judge that knows nothing of this library.

use std::{fs, process::Command};

use serde_json::Value;

/// What exiftool reads in these bytes.
pub fn read(bytes: &[u8]) -> Value {
    let desk = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let path = desk.path().join("taken");
    fs::write(&path, bytes).unwrap();
    let output = Command::new("exiftool").args(["-json", "-n"]).arg(&path).output();
    let output = output.expect("exiftool is installed by ./test");
    let read: Value = serde_json::from_slice(&output.stdout).unwrap();
    read[0].clone()
}

/// The same file after exiftool wrote these facts (`-TAG=VALUE`) into it.
pub fn written(bytes: &[u8], facts: &[&str]) -> Vec<u8> {
    let desk = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let path = desk.path().join("given.jpg");
    fs::write(&path, bytes).unwrap();
    let ended = Command::new("exiftool").args(["-q", "-n", "-overwrite_original"]).args(facts).arg(&path).status();
    assert!(ended.expect("exiftool is installed by ./test").success(), "{facts:?}");
    fs::read(&path).unwrap()
}

/// The names of every fact about a place that exiftool finds in these bytes, wherever they are (EXIF, XMP, IPTC).
pub fn places(bytes: &[u8]) -> Vec<String> {
    let read = read(bytes);
    let facts = read.as_object().unwrap();
    facts.keys().filter(|name| name.contains("GPS")).cloned().collect()
}

//! exiftool, the reader everyone's files are checked with.

use std::{io::Write, process::Command};

use serde_json::{Map, Value};

/// What exiftool reads in a file, by group and tag, such as `XMP-dc:Title`; values as written, not made pretty.
pub fn read(bytes: &[u8]) -> Map<String, Value> {
    let output = run(bytes, &["-json", "-a", "-G1", "-n", "-charset", "utf8", "-charset", "iptc=utf8"]);
    let Ok(Value::Array(mut files)) = serde_json::from_str(&output) else { panic!("exiftool answered {output}") };
    match files.pop() {
        Some(Value::Object(read)) => read,
        other => panic!("exiftool answered {other:?}"),
    }
}

/// A value as text; a list's, joined by `|`.
pub fn text(read: &Map<String, Value>, tag: &str) -> Option<String> {
    let plain = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    Some(match read.get(tag)? {
        Value::Array(values) => values.iter().map(plain).collect::<Vec<_>>().join("|"),
        value => plain(value),
    })
}

/// The same file after exiftool wrote these facts (`-TAG=VALUE`) into it.
pub fn written(bytes: &[u8], facts: &[&str]) -> Vec<u8> {
    let desk = tempfile::tempdir().unwrap();
    let path = desk.path().join("given.jpg");
    std::fs::write(&path, bytes).unwrap();
    let ended = Command::new("exiftool").args(["-q", "-overwrite_original"]).args(facts).arg(&path).status();
    assert!(ended.expect("exiftool is installed").success(), "{facts:?}");
    std::fs::read(&path).unwrap()
}

/// What exiftool finds wrong with a file, each warning once.
pub fn warnings(bytes: &[u8]) -> Vec<String> {
    let output = run(bytes, &["-validate", "-warning", "-error", "-a", "-s3"]);
    let mut lines: Vec<String> = output.lines().map(str::to_owned).collect();
    // The first line counts those that follow.
    lines.retain(|line| {
        line != "OK" && !line.ends_with(" Warnings") && !line.ends_with(" Warning") && !line.ends_with("minor)")
    });
    lines.sort();
    lines.dedup();
    lines
}

fn run(bytes: &[u8], arguments: &[&str]) -> String {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(bytes).unwrap();
    let output = Command::new("exiftool")
        .args(arguments)
        .arg(file.path())
        .output()
        .expect("exiftool is installed (Debian: libimage-exiftool-perl)");
    String::from_utf8(output.stdout).unwrap()
}

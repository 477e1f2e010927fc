//! The tests of the pixels with the feature `turbo`: the other JPEG decoder reads the same photographs to the same
//! pictures.

mod pixels;

/// This program is built without PostgreSQL.
#[cfg(not(feature = "postgres"))]
#[test]
fn a_program_without_postgresql_says_so() {
    let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
    let file = folder.path().join("zef.toml");
    let text = "[catalog]\nengine = \"postgres\"\nurl = \"postgres://zef:hush@db.example.org/zef\"\n";
    assert!(std::fs::write(&file, text).is_ok());
    let refused = zef::config::Config::read(Some(&file)).err().map(|error| error.to_string()).unwrap_or_default();
    assert!(refused.contains("built without PostgreSQL") && !refused.contains("hush"), "{refused}");
}

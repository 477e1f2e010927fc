//! Attributions through the public door: reviewed vectors, and every format read back by a reader of that format.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops where a reader meets what it cannot read"
)]

mod address;
mod hostile;
mod plain;
mod read_back;
mod readers;
mod rules;
mod schema_org;
mod tex;
mod typeset;
mod vectors;
mod wiki;

use zef::domain::attribution::Attribution;

/// The photograph of most examples.
fn the_bridge() -> Attribution {
    Attribution {
        title: Some("Le pont de Recouvrance".to_owned()),
        author_name: Some("Anne Le Gall".to_owned()),
        author_url: Some("https://zef.example/contributeurs/anne-le-gall".to_owned()),
        source_url: Some("https://zef.example/photos/1001".to_owned()),
        licence: "cc-by-sa-4.0".parse().ok(),
        ..Attribution::default()
    }
}

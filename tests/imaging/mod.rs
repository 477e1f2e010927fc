//! Real photographs through the doors of `imaging`: what their files say is read, what Zef writes is read back by
//! exiftool, pictures stay the same byte for byte, and strangers' files do no harm.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops there"
)]

mod compressed;
mod embed;
mod exiftool;
mod hostile;
mod inspect;
mod kinds;
mod oldest_fields;
mod personal;
mod refusals;

use zef::imaging::embed::{EmbedError, Embedding, KeepPlace};

/// Every fixture, by its name.
const FIXTURES: [(&str, &[u8]); 11] = [
    ("boats-progressive.jpg", include_bytes!("../fixtures/boats-progressive.jpg")),
    ("cups-orientation-6.jpg", include_bytes!("../fixtures/cups-orientation-6.jpg")),
    ("drop.gif", include_bytes!("../fixtures/drop.gif")),
    ("dune-display-p3.jpg", include_bytes!("../fixtures/dune-display-p3.jpg")),
    ("flower-portrait.png", include_bytes!("../fixtures/flower-portrait.png")),
    ("kermesse.jpg", include_bytes!("../fixtures/kermesse.jpg")),
    ("ladybird-cmyk.jpg", include_bytes!("../fixtures/ladybird-cmyk.jpg")),
    ("leaf.jpg", include_bytes!("../fixtures/leaf.jpg")),
    ("path-portrait.jpg", include_bytes!("../fixtures/path-portrait.jpg")),
    ("pier.tif", include_bytes!("../fixtures/pier.tif")),
    ("storm.webp", include_bytes!("../fixtures/storm.webp")),
];

/// A copy with an attribution inside, in memory.
fn copied(bytes: &[u8], embedding: &Embedding, place: KeepPlace) -> Result<Vec<u8>, EmbedError> {
    let mut copy = Vec::new();
    zef::imaging::embed::embed(bytes, embedding, place, &mut copy).map(|()| copy)
}

/// The bytes of a fixture.
fn fixture(name: &str) -> &'static [u8] {
    FIXTURES.iter().find(|(known, _)| *known == name).expect("a known fixture").1
}

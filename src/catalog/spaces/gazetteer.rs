//! The gazetteer: the places that administrators made known, some in a record.

use super::space::{Space, indexed};
use crate::{
    catalog::key::Key,
    domain::known_places::{PLACES_VERSION, PlacesRecord},
};

/// The places.
pub const SPACE: Space = Space {
    name: "gazetteer",
    doc: "some places of the gazetteer that administrators imported, with their names",
    private: false,
    version: PLACES_VERSION,
    older: &[],
    indexes: &[],
    index: |body| indexed(body, |_: &PlacesRecord| Vec::new()),
};

/// The key of a record; the first one, 0, says how many there are.
#[must_use]
pub fn key(number: u32) -> Key {
    SPACE.key(&format!("{number:04}"))
}

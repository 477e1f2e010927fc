//! Whether an answer that was kept still says what the library says: what it depends on, and whether that changed since.

use super::Library;
use crate::{
    catalog::{people, photos, photos::Shelf, stamps::Slot},
    domain::{person::Handle, photo::PhotoId, tag::Tag},
};

/// Something that an answer shows.
#[derive(Clone, Copy, Debug)]
pub enum Dependency<'a> {
    /// The record of a photo: its words, its licences, whether it is public.
    Photo(&'a PhotoId),
    /// The record of a person.
    Person(&'a Handle),
    /// Which photos are public, how many, and their records: the newest, and whatever search finds.
    PublicPhotos,
    /// The same of the photos with a tag.
    Tagged(&'a Tag),
    /// The same of the photos that one person gave.
    GivenBy(&'a Handle),
}

impl Dependency<'_> {
    fn slot(self) -> Slot {
        match self {
            Self::Photo(id) => Slot::record(&photos::key(id)),
            Self::Person(handle) => Slot::record(&people::key(handle)),
            Self::PublicPhotos => Shelf::Newest.slot(),
            Self::Tagged(tag) => Shelf::Tagged(tag.clone()).slot(),
            Self::GivenBy(handle) => Shelf::By(handle.clone()).slot(),
        }
    }
}

/// Everything of the library that an answer shows.
#[derive(Clone, Debug)]
pub struct Dependencies(Box<[Slot]>);

impl Dependencies {
    /// What an answer depends on that shows these; one that shows nothing of the library stands for ever.
    #[must_use]
    pub fn on(shown: &[Dependency<'_>]) -> Self {
        Self(shown.iter().map(|dependency| dependency.slot()).collect())
    }
}

impl Library {
    /// Whether nothing that an answer depends on changed after this change of the library. Ask for [`seq`](Self::seq) before
    /// the answer is made: what changes meanwhile then makes it old.
    #[must_use]
    pub fn are_unchanged(&self, shown: &Dependencies, since: u64) -> bool {
        self.store.stamps().are_unchanged(&shown.0, since)
    }
}

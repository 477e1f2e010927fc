//! Whether a cached answer is still current: what it depends on, and whether that changed since. Every answer depends on
//! the settings of the site too: its name is on every page.

use super::Library;
use crate::{
    catalog::{legal, people, photos, photos::Shelf, site, stamps::Slot},
    domain::{language::Language, legal::LegalPage, person::Handle, photo::PhotoId, square::Square, tag::Tag},
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
    /// The same of the photos that one person took and gave.
    By(&'a Handle),
    /// The same of the photos of other authors that one person gave.
    GivenBy(&'a Handle),
    /// The same of the photos of a place, by its name.
    OfPlace(&'a str),
    /// The same of the photos of a square of the Earth.
    Within(Square),
    /// The same of the photos of an author, by their name.
    OfAuthor(&'a str),
    /// The text of a legal page in a language.
    LegalText(LegalPage, Language),
}

impl Dependency<'_> {
    fn slot(self) -> Slot {
        match self {
            Self::Photo(id) => Slot::record(&photos::key(id)),
            Self::Person(handle) => Slot::record(&people::key(handle)),
            Self::PublicPhotos => Shelf::Newest.slot(),
            Self::Tagged(tag) => Shelf::Tagged(tag.clone()).slot(),
            Self::By(handle) => Shelf::By(handle.clone()).slot(),
            Self::GivenBy(handle) => Shelf::Given(handle.clone()).slot(),
            Self::OfPlace(name) => Shelf::Placed(name.to_owned()).slot(),
            Self::Within(square) => Shelf::Within(square).slot(),
            Self::OfAuthor(name) => Shelf::Authored(name.to_owned()).slot(),
            Self::LegalText(page, language) => Slot::record(&legal::key(page, language)),
        }
    }
}

/// All that an answer depends on.
#[derive(Clone, Debug)]
pub struct Dependencies(Box<[Slot]>);

impl Dependencies {
    /// The dependencies of an answer that shows these; one that shows nothing else depends on the settings alone.
    #[must_use]
    pub fn on(shown: &[Dependency<'_>]) -> Self {
        let settings = Slot::record(&site::key());
        Self(shown.iter().map(|dependency| dependency.slot()).chain([settings]).collect())
    }
}

impl Library {
    /// Whether nothing that an answer depends on changed after this change of the library. Ask for [`seq`](Self::seq)
    /// before the answer is made: a change meanwhile then makes it stale.
    #[must_use]
    pub fn are_unchanged(&self, shown: &Dependencies, since: u64) -> bool {
        self.store.stamps().are_unchanged(&shown.0, since)
    }
}

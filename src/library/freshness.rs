//! Whether a cached answer is still current: what it depends on, and whether that changed since. Every answer depends on
//! the settings of the site too: its name is on every page.

use jiff::civil::Date;

use super::Library;
use crate::{
    catalog::{
        collections::{self, CollectionList, Contents},
        gazetteer, legal, people, photos,
        photos::Shelf,
        site,
        stamps::Slot,
        tags,
    },
    domain::{
        collection::Slug,
        language::Language,
        legal::LegalPage,
        person::Handle,
        photo::PhotoId,
        square::Square,
        tag::{Tag, TagKey},
    },
};

/// Up to so many photos of a collection, each of them is named among what an answer depends on.
const MOST_NAMED: usize = 200;

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
    /// The same of the photos taken on a day.
    OfDay(Date),
    /// The same of the photos of a square of the Earth.
    Within(Square),
    /// The same of the photos of an author, by their name.
    OfAuthor(&'a str),
    /// The record of a collection.
    Collection(&'a Slug),
    /// Which collections are public, and their records.
    PublicCollections,
    /// The same of those inside a collection.
    CollectionsInside(&'a Slug),
    /// Which collections have a photo.
    CollectionsOf(&'a PhotoId),
    /// Which collections show a photo in a pair.
    PairsOf(&'a PhotoId),
    /// Which photos are in collections.
    CollectedPhotos,
    /// What curators say of the tag that this word is: itself, or the one that it is a synonym of.
    TagNamed(&'a TagKey),
    /// The records of all tags: their names, and which are wider or narrower.
    Vocabulary,
    /// The text of a legal page in a language.
    LegalText(LegalPage, Language),
    /// The gazetteer.
    KnownPlaces,
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
            Self::OfDay(day) => Shelf::Taken(day).slot(),
            Self::Within(square) => Shelf::Within(square).slot(),
            Self::OfAuthor(name) => Shelf::Authored(name.to_owned()).slot(),
            Self::Collection(slug) => Slot::record(&collections::key(slug)),
            Self::PublicCollections => CollectionList::Public.slot(),
            Self::CollectionsInside(parent) => CollectionList::Inside(parent.clone()).slot(),
            Self::CollectionsOf(id) => collections::with_photo_slot(id),
            Self::PairsOf(id) => collections::with_pair_slot(id),
            Self::CollectedPhotos => collections::all_items_slot(),
            Self::TagNamed(word) => tags::slot_of_name(word),
            Self::Vocabulary => tags::slot(),
            Self::LegalText(page, language) => Slot::record(&legal::key(page, language)),
            Self::KnownPlaces => gazetteer::slot(),
        }
    }
}

/// All that an answer depends on.
#[derive(Clone, Debug)]
pub struct Dependencies {
    slots: Box<[Slot]>,
    /// Whether the answer stands in for another one, which could not be made: it is not used again.
    stands_in: bool,
}

/// What a search depends on: it finds public photos by what they say, by the published collections that have them, by what
/// curators say of tags and by the other names of places.
pub const SEARCHED: [Dependency<'static>; 5] = [
    Dependency::PublicPhotos,
    Dependency::PublicCollections,
    Dependency::CollectedPhotos,
    Dependency::Vocabulary,
    Dependency::KnownPlaces,
];

/// The slots of what a search depends on.
pub(super) fn searched() -> impl IntoIterator<Item = Slot> {
    SEARCHED.map(Dependency::slot)
}

impl Dependencies {
    /// The dependencies of an answer that shows these; one that shows nothing else depends on the settings alone.
    #[must_use]
    pub fn on(shown: &[Dependency<'_>]) -> Self {
        let settings = Slot::record(&site::key());
        let slots = shown.iter().map(|dependency| dependency.slot()).chain([settings]).collect();
        Self { slots, stands_in: false }
    }

    /// These, and another one.
    #[must_use]
    pub fn and(self, shown: &Dependency<'_>) -> Self {
        Self { slots: self.slots.into_iter().chain([shown.slot()]).collect(), ..self }
    }

    /// These, and the photos of a collection. Of a large collection, the answer depends on all public photos, and not on
    /// each of those that it has: a cached page would otherwise be smaller than what it depends on.
    #[must_use]
    pub fn and_contents(self, contents: &Contents) -> Self {
        let mut slots = self.slots.into_vec();
        slots.extend_from_slice(contents.lists());
        if contents.slots().len() <= MOST_NAMED {
            slots.extend_from_slice(contents.slots());
        } else {
            slots.push(Shelf::Newest.slot());
        }
        Self { slots: slots.into(), stands_in: self.stands_in || contents.stands_in }
    }
}

impl Library {
    /// Whether nothing that an answer depends on changed after this change of the library. Ask for [`seq`](Self::seq)
    /// before the answer is made: a change meanwhile then makes it stale.
    #[must_use]
    pub fn are_unchanged(&self, shown: &Dependencies, since: u64) -> bool {
        !shown.stands_in && self.store.stamps().are_unchanged(&shown.slots, since)
    }

    /// Whether all changes of a moment ago are known here. A node that is cut off from the others does not know.
    #[must_use]
    pub fn knows_changes(&self) -> bool {
        !self.store.stamps().are_doubted()
    }
}

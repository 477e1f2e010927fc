//! Collections as cards: a picture, the title, how many photos there are and who gathered them.

use super::counted;
use crate::{
    domain::{
        collection::{CollectionRecord, Slug},
        photo::PhotoId,
        stored::Stored,
    },
    library::{
        Library,
        collections::Contents,
        freshness::{Dependencies, Dependency},
    },
    web::{
        frame::layout::Frame,
        pages::{card::Card, list::card},
        problem::Problem,
    },
};

/// Collections that the home page shows, and how many are read to find as many with a photo.
const ON_HOME: usize = 3;
const READ_FOR_HOME: usize = 9;

/// A collection in a list.
#[derive(Clone, Debug)]
pub struct CollectionCard {
    /// Its name in addresses.
    pub slug: Slug,
    /// Its title.
    pub title: String,
    /// How many photos it has, and who gathered them, in a sentence.
    pub about: String,
    /// Its picture, if it has a photo.
    pub cover: Option<Card>,
    /// Whether it is a draft.
    pub is_draft: bool,
}

/// The photo that stands for a collection: the one that was chosen while everyone may see it, else its first one.
#[must_use]
pub fn cover<'a>(collection: &'a CollectionRecord, contents: &'a Contents) -> Option<&'a PhotoId> {
    let chosen = collection.cover.as_ref().filter(|cover| contents.position(cover).is_some());
    chosen.or_else(|| contents.photos.first().map(|shown| &shown.id))
}

/// The same as a card.
///
/// # Errors
/// [`Problem`] when the library does not answer.
pub async fn cover_card(
    collection: &CollectionRecord,
    contents: &Contents,
    library: &Library,
) -> Result<Option<Card>, Problem> {
    let position = cover(collection, contents).and_then(|cover| contents.position(cover));
    let shown = position.and_then(|at| contents.photos.get(at..at.saturating_add(1))).unwrap_or_default();
    let photos = library.shown_photos(shown).await?;
    Ok(photos.first().map(|photo| card(&photo.record)))
}

/// Who gathered a collection, by the name that they show; nobody where they have no account any more.
///
/// # Errors
/// [`Problem`] when the library does not answer.
pub async fn gathered_by(collection: &CollectionRecord, library: &Library) -> Result<Option<String>, Problem> {
    Ok(library.person(&collection.by).await?.map(|person| person.name))
}

/// How many photos a collection has, and who gathered them.
#[must_use]
pub fn about(photos: usize, by: Option<&str>, frame: &Frame) -> String {
    let count = counted(photos);
    by.map_or_else(|| frame.t.photo_count(count), |name| frame.t.collection_about(count, name))
}

/// These collections as cards; what they depend on is added.
///
/// # Errors
/// [`Problem`] when the library does not answer.
pub async fn cards(
    collections: &[Stored<CollectionRecord>],
    mut shown: Dependencies,
    library: &Library,
    frame: &Frame,
) -> Result<(Vec<CollectionCard>, Dependencies), Problem> {
    let mut cards = Vec::with_capacity(collections.len());
    for Stored { record, .. } in collections {
        let contents = library.contents_at_hand(&record.slug).await?;
        shown = shown.and(&Dependency::Person(&record.by)).and_contents(&contents);
        let by = gathered_by(record, library).await?;
        cards.push(CollectionCard {
            slug: record.slug.clone(),
            title: record.title.as_str().to_owned(),
            about: about(contents.len(), by.as_deref(), frame),
            cover: cover_card(record, &contents, library).await?,
            is_draft: !record.is_public(),
        });
    }
    Ok((cards, shown))
}

/// The newest published collections that have a photo, for the home page, and how many published collections there are.
///
/// # Errors
/// [`Problem`] when the library does not answer.
pub async fn newest(
    shown: Dependencies,
    library: &Library,
    frame: &Frame,
) -> Result<(Vec<CollectionCard>, u64, Dependencies), Problem> {
    let shown = shown.and(&Dependency::PublicCollections);
    let page = library.newest_collections(None, READ_FOR_HOME).await?;
    let (mut cards, shown) = cards(&page.collections, shown, library, frame).await?;
    cards.retain(|card| card.cover.is_some());
    cards.truncate(ON_HOME);
    Ok((cards, counted(page.total), shown))
}

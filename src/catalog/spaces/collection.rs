//! Collections, and the photos of each in their order.

use std::collections::BTreeSet;

use super::{
    photo::sortable,
    space::{Space, indexed},
};
use crate::{
    catalog::key::{Index, IndexKey, Key},
    domain::{
        collection::{COLLECTION_VERSION, CollectionItem, CollectionRecord, CollectionState, ITEM_VERSION, Slug},
        person::Handle,
        photo::PhotoId,
    },
};

/// Collections.
pub const SPACE: Space = Space {
    name: "collection",
    doc: "a collection: its words, who edits it, where it stands",
    private: false,
    version: COLLECTION_VERSION,
    older: &[],
    indexes: &[PUBLIC, DRAFT, MEMBER, CHILD, PAIRED],
    index: |body| indexed(body, index),
};

/// The photos of collections.
pub const ITEMS: Space = Space {
    name: "collection-item",
    doc: "a photo of a collection: its place in the order",
    private: false,
    version: ITEM_VERSION,
    older: &[],
    indexes: &[IN_COLLECTION, COLLECTIONS_OF, NEWS, TOLD],
    index: |body| indexed(body, index_item),
};

/// `public-collection/INSTANT/SLUG`.
pub const PUBLIC: Index = Index {
    name: "public-collection",
    doc: "published collections, by when they were first published",
    unique: false,
    list: Some(1),
};
/// `draft-collection/INSTANT/SLUG`.
pub const DRAFT: Index = Index {
    name: "draft-collection",
    doc: "collections that are drafts, by when they were made",
    unique: false,
    list: Some(1),
};
/// `collection-member/HANDLE/INSTANT/SLUG`.
pub const MEMBER: Index = Index {
    name: "collection-member",
    doc: "collections that a person made or edits as a member, by when they were made",
    unique: false,
    list: Some(2),
};
/// `collection-child/PARENT/INSTANT/SLUG`.
pub const CHILD: Index = Index {
    name: "collection-child",
    doc: "collections inside another one, by when they were made",
    unique: false,
    list: None,
};
/// `collection-pair/PHOTO/SLUG`.
pub const PAIRED: Index = Index {
    name: "collection-pair",
    doc: "the collections that show a photo as one of a pair of then and now",
    unique: false,
    list: None,
};
/// `in-collection/SLUG/RANK/PHOTO`.
pub const IN_COLLECTION: Index = Index {
    name: "in-collection",
    doc: "photos of a collection, public or not, in its order",
    unique: false,
    list: Some(2),
};
/// `collections-of/PHOTO/SLUG`.
pub const COLLECTIONS_OF: Index =
    Index { name: "collections-of", doc: "the collections that a photo is in", unique: false, list: None };
/// `collection-news/HANDLE/INSTANT/PHOTO/SLUG`.
pub const NEWS: Index = Index {
    name: "collection-news",
    doc: "photos of a contributor that collections show, by when the contributor was told",
    unique: false,
    list: None,
};
/// `collection-told/SLUG/HANDLE/PHOTO`.
pub const TOLD: Index =
    Index { name: "collection-told", doc: "the contributors whom a collection told", unique: false, list: None };

/// The key of a collection.
#[must_use]
pub fn key(slug: &Slug) -> Key {
    SPACE.key(slug.as_str())
}

/// The key of a photo of a collection.
#[must_use]
pub fn item_key(slug: &Slug, photo: &PhotoId) -> Key {
    ITEMS.key(&format!("{slug}/{photo}"))
}

/// What the index keys of the photos of a collection begin with.
#[must_use]
pub fn items_of(slug: &Slug) -> String {
    IN_COLLECTION.prefix(&format!("{slug}/"))
}

/// What the index keys of the collections of a photo begin with.
#[must_use]
pub fn with_photo(photo: &PhotoId) -> String {
    COLLECTIONS_OF.prefix(&format!("{photo}/"))
}

/// What the index keys of the collections that show a photo in a pair begin with.
#[must_use]
pub fn with_pair(photo: &PhotoId) -> String {
    PAIRED.prefix(&format!("{photo}/"))
}

/// What the index keys of the news of a person begin with.
#[must_use]
pub fn news_of(person: &Handle) -> String {
    NEWS.prefix(&format!("{person}/"))
}

/// What the index key that says that a collection told a person begins with.
#[must_use]
pub fn told(slug: &Slug, person: &Handle) -> String {
    TOLD.prefix(&format!("{slug}/{person}/"))
}

fn index(collection: &CollectionRecord) -> Vec<IndexKey> {
    let slug = &collection.slug;
    let made = sortable(collection.created);
    let mut keys = vec![match collection.state {
        CollectionState::Published => {
            let at = sortable(collection.published.unwrap_or(collection.created));
            IndexKey::new(&PUBLIC, &format!("{at}/{slug}"))
        }
        CollectionState::Draft => IndexKey::new(&DRAFT, &format!("{made}/{slug}")),
    }];
    let people = std::iter::once(&collection.by).chain(collection.members.iter().filter(|one| **one != collection.by));
    keys.extend(people.map(|person| IndexKey::new(&MEMBER, &format!("{person}/{made}/{slug}"))));
    keys.extend(collection.parent.iter().map(|parent| IndexKey::new(&CHILD, &format!("{parent}/{made}/{slug}"))));
    let paired: BTreeSet<&PhotoId> = collection.pairs.iter().flat_map(|pair| [&pair.then, &pair.now]).collect();
    keys.extend(paired.into_iter().map(|photo| IndexKey::new(&PAIRED, &format!("{photo}/{slug}"))));
    keys
}

fn index_item(item: &CollectionItem) -> Vec<IndexKey> {
    let CollectionItem { collection, photo, rank, told: news, .. } = item;
    let mut keys = vec![
        IndexKey::written(&format!("{}{rank}/{photo}", items_of(collection))),
        IndexKey::written(&format!("{}{collection}", with_photo(photo))),
    ];
    if let Some(news) = news {
        let at = sortable(news.at);
        keys.push(IndexKey::written(&format!("{}{at}/{photo}/{collection}", news_of(&news.person))));
        keys.push(IndexKey::written(&format!("{}{photo}", told(collection, &news.person))));
    }
    keys
}

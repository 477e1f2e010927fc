//! The addresses of collections.

use super::{Urls, encoded};
use crate::{
    catalog::store::Seq,
    domain::{
        collection::{Pair, SavedSearch, Slug},
        photo::PhotoId,
    },
};

/// The published collections (GET, and POST to make one).
pub const COLLECTIONS: &str = "/collections";
/// The form that makes one: `?ids=` of its first photos.
pub const COLLECTION_NEW: &str = "/collections/new";
/// A collection.
pub const COLLECTION: &str = "/collections/{slug}";
/// The form that changes its words, who edits it and where it stands (GET and POST).
pub const COLLECTION_EDIT: &str = "/collections/{slug}/edit";
/// The list on which its photos are moved and removed (GET and POST).
pub const COLLECTION_ORDER: &str = "/collections/{slug}/order";
/// What changed of it: `?before=` of the number of an entry.
pub const COLLECTION_HISTORY: &str = "/collections/{slug}/history";
/// A field of it, taken back (POST).
pub const COLLECTION_REVERT: &str = "/collections/{slug}/revert";
/// Its pairs of then and now, and the form that makes one (GET and POST).
pub const COLLECTION_PAIRS: &str = "/collections/{slug}/pairs";
/// A pair of then and now, one photo over the other.
pub const COLLECTION_PAIR: &str = "/collections/{slug}/pairs/{pair}";
/// Its end (POST).
pub const COLLECTION_DELETE: &str = "/collections/{slug}/delete";
/// Up to two hundred of its photos as a basket: `?part=`.
pub const COLLECTION_TAKE: &str = "/collections/{slug}/take";
/// Its photos as an Atom feed.
pub const COLLECTION_FEED: &str = "/collections/{slug}/feed.atom";
/// Its photos one by one, for an exhibition: `?photo=` of the number of one.
pub const SLIDESHOW: &str = "/collections/{slug}/slideshow";
/// A collection framed by other sites.
pub const COLLECTION_EMBED: &str = "/embed/collections/{slug}";
/// A photo, put into a collection (POST).
pub const COLLECT: &str = "/photos/{id}/collect";
/// Where those of a basket are (POST).
pub const BASKET_COLLECT: &str = "/basket/collect";

/// What the query of a list begins with that is a collection: `?in=collection%3Dports`.
const LIST: &str = "collection=";

/// The collection that the query of a list names, if it names one and nothing else.
#[must_use]
pub fn listed(list: &str) -> Option<Slug> {
    list.strip_prefix(LIST)?.parse().ok()
}

/// The collection whose address a text is: of any of its pages, in any language, whole or from its path on.
#[must_use]
pub fn at_address(text: &str) -> Option<Slug> {
    let (_, rest) = text.split_once("/collections/")?;
    rest.split(['/', '?', '#']).next()?.trim().parse().ok()
}

/// The path of a collection without a language: what names it where its title does not.
#[must_use]
pub fn path_of(slug: &Slug) -> String {
    COLLECTION.replace("{slug}", slug.as_str())
}

impl Urls {
    /// The published collections.
    #[must_use]
    pub fn collections(self) -> String {
        self.page(COLLECTIONS)
    }

    /// The form that makes a collection.
    #[must_use]
    pub fn collection_new(self) -> String {
        self.page(COLLECTION_NEW)
    }

    /// The same, for one that begins with these photos.
    #[must_use]
    pub fn collection_new_with(self, photos: &[PhotoId]) -> String {
        let ids: Vec<&str> = photos.iter().map(PhotoId::as_str).collect();
        format!("{}?ids={}", self.collection_new(), ids.join(","))
    }

    /// The same, for one that a search fills: its query, as an address has it.
    #[must_use]
    pub fn collection_of_search(self, query: &str) -> String {
        format!("{}?query={}", self.collection_new(), encoded(query))
    }

    /// The search that a living collection keeps.
    #[must_use]
    pub fn saved_search(self, search: &SavedSearch) -> String {
        format!("{}?{search}", self.search_page())
    }

    /// What changed of it.
    #[must_use]
    pub fn collection_history(self, slug: &Slug) -> String {
        self.of_collection(COLLECTION_HISTORY, slug)
    }

    /// The changes before this entry.
    #[must_use]
    pub fn collection_history_before(self, slug: &Slug, before: Seq) -> String {
        format!("{}?before={before}", self.collection_history(slug))
    }

    /// Where a field of it is taken back.
    #[must_use]
    pub fn collection_revert(self, slug: &Slug) -> String {
        self.of_collection(COLLECTION_REVERT, slug)
    }

    /// Its pairs of then and now, for those who edit it.
    #[must_use]
    pub fn collection_pairs(self, slug: &Slug) -> String {
        self.of_collection(COLLECTION_PAIRS, slug)
    }

    /// One of them.
    #[must_use]
    pub fn collection_pair(self, slug: &Slug, pair: &Pair) -> String {
        self.of_collection(&COLLECTION_PAIR.replace("{pair}", &pair.name()), slug)
    }

    /// Its photos on the map.
    #[must_use]
    pub fn map_of_collection(self, slug: &Slug) -> String {
        self.map_of(&self.list_of_collection(slug))
    }

    /// A collection.
    #[must_use]
    pub fn collection(self, slug: &Slug) -> String {
        self.of_collection(COLLECTION, slug)
    }

    /// The form that changes it.
    #[must_use]
    pub fn collection_edit(self, slug: &Slug) -> String {
        self.of_collection(COLLECTION_EDIT, slug)
    }

    /// The list on which its photos are moved.
    #[must_use]
    pub fn collection_order(self, slug: &Slug) -> String {
        self.of_collection(COLLECTION_ORDER, slug)
    }

    /// Its end.
    #[must_use]
    pub fn collection_delete(self, slug: &Slug) -> String {
        self.of_collection(COLLECTION_DELETE, slug)
    }

    /// A part of its photos as a basket, from 1.
    #[must_use]
    pub fn collection_take(self, slug: &Slug, part: usize) -> String {
        format!("{}?part={part}", self.of_collection(COLLECTION_TAKE, slug))
    }

    /// Its slideshow.
    #[must_use]
    pub fn slideshow(self, slug: &Slug) -> String {
        self.of_collection(SLIDESHOW, slug)
    }

    /// Its slideshow at the photo of this number, from 1.
    #[must_use]
    pub fn slideshow_at(self, slug: &Slug, number: usize) -> String {
        format!("{}?photo={number}", self.slideshow(slug))
    }

    /// The frame that other sites show, in this language.
    #[must_use]
    pub fn collection_embed(self, slug: &Slug) -> String {
        format!("{}?lang={}", COLLECTION_EMBED.replace("{slug}", slug.as_str()), self.language.code())
    }

    /// Its feed.
    #[must_use]
    pub fn collection_feed(self, slug: &Slug) -> String {
        self.of_collection(COLLECTION_FEED, slug)
    }

    /// The query of a list that is a collection.
    #[must_use]
    pub fn list_of_collection(self, slug: &Slug) -> String {
        format!("{LIST}{slug}")
    }

    /// Where a photo is put into a collection.
    #[must_use]
    pub fn collect(self, id: &PhotoId) -> String {
        self.page(&COLLECT.replace("{id}", id.as_str()))
    }

    /// Where the photos of a basket are put into a collection.
    #[must_use]
    pub fn basket_collect(self) -> String {
        self.page(BASKET_COLLECT)
    }

    fn of_collection(self, pattern: &str, slug: &Slug) -> String {
        self.page(&pattern.replace("{slug}", slug.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_collection_is_known_by_the_address_of_any_of_its_pages() {
        for text in [
            "/collections/ports-du-soir",
            "https://photos.example/en/collections/ports-du-soir/edit",
            " https://photos.example/collections/ports-du-soir?part=2#photos ",
        ] {
            assert_eq!(at_address(text).as_ref().map(path_of).as_deref(), Some("/collections/ports-du-soir"), "{text}");
        }
        for text in ["ports-du-soir", "/collections/new", "/collections", "/collections/Ports du soir"] {
            assert_eq!(at_address(text), None, "{text}");
        }
    }
}

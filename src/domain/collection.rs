//! A collection: published photos that people gathered and put in order, with a title and a text.
//!
//! A draft is seen and edited by the person who made it, by its members and by curators; a published one is seen by
//! everyone. A collection may stand inside another one ([`MOST_DEPTH`] levels at most).
//!
//! A *living* one keeps a search ([`SavedSearch`]): it shows the photos that people put into it, then those that the search
//! finds, without the exceptions.

pub mod field;
pub mod order;
mod pair;
mod saved_search;
mod slug;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use self::order::Rank;
pub use self::{
    pair::{MOST_PAIRS, NotAPair, Pair},
    saved_search::{NotASavedSearch, SavedSearch},
    slug::{NotASlug, Slug},
};
use super::{
    group::{Group, GroupKind, Groups},
    lengths,
    person::{Handle, Role},
    photo::{PhotoId, Title},
    photo_text::text_type,
    reader::Reader,
    stored::UnknownMembers,
    text::{self, TooLong},
};

/// The layout version of [`CollectionRecord`] that this code writes.
pub const COLLECTION_VERSION: u8 = 1;
/// The layout version of [`CollectionItem`] that this code writes.
pub const ITEM_VERSION: u8 = 1;

/// The most photos of one collection. All of them are read when the collection changed, which takes some tenths of a
/// second for this many.
pub const MOST_PHOTOS: usize = 10_000;
/// The most photos that one gesture adds.
pub const MOST_AT_ONCE: usize = 1_000;
/// The most members of one collection, beside the person who made it.
pub const MOST_MEMBERS: usize = 50;
/// How many levels of collections may stand inside one another.
pub const MOST_DEPTH: usize = 8;
/// The most collections inside one.
pub const MOST_CHILDREN: usize = 200;
/// The most photos that a living collection leaves out: their ids are part of its record.
pub const MOST_EXCEPTIONS: usize = 500;
/// The most collections that a contributor makes. Curators make as many as they need.
pub const MOST_OWN: usize = 100;

text_type! {
    /// The text of a collection, in Markdown.
    CollectionText, lengths::COLLECTION_TEXT, text::clean_markdown
}

text_type! {
    /// The time that a collection is about, in words: "1944–1952".
    CollectionDates, lengths::COLLECTION_DATES, text::clean_line
}

text_type! {
    /// The place that a collection is about.
    CollectionPlace, lengths::PLACE_NAME, text::clean_line
}

/// Whether everyone sees a collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CollectionState {
    /// It is being prepared.
    Draft,
    /// Everyone sees it.
    Published,
}

impl CollectionState {
    /// Its name in the journal and in the API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Published => "published",
        }
    }
}

/// A collection, as the journal keeps it. Which photos it has, and their order, are in its [items](CollectionItem).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CollectionRecord {
    /// The version of this layout.
    pub v: u8,
    /// Its name in addresses, which stays when the title changes.
    pub slug: Slug,
    /// The person who made it.
    pub by: Handle,
    /// Whether everyone sees it.
    pub state: CollectionState,
    /// Its title.
    pub title: Title,
    /// Its text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<CollectionText>,
    /// The time that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dates: Option<CollectionDates>,
    /// The place that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<CollectionPlace>,
    /// The photo that stands for it, if one was chosen; else its first one does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cover: Option<PhotoId>,
    /// The collection that it stands inside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<Slug>,
    /// Who edits it, beside the person who made it and curators.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<Handle>,
    /// The search that fills it, if it is a living one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub query: Option<SavedSearch>,
    /// Photos that the search finds and that are left out, unless somebody put them in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub except: Vec<PhotoId>,
    /// Pairs of photos of the same place at different times.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pairs: Vec<Pair>,
    /// When it was made.
    pub created: Timestamp,
    /// When it was last changed, its photos left aside.
    pub updated: Timestamp,
    /// When it was first published, if it ever was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Timestamp>,
    /// Members that a later version added: a rewrite keeps them.
    #[serde(flatten)]
    pub unknown: UnknownMembers,
}

impl CollectionRecord {
    /// Whether everyone sees it.
    #[must_use]
    pub fn is_public(&self) -> bool {
        self.state == CollectionState::Published
    }

    /// The one rule: pages, API and feeds all ask here.
    #[must_use]
    pub fn is_seen_by(&self, reader: &Reader) -> bool {
        self.is_public() || self.is_edited_by(reader) || self.is_shown_to_group_of(reader)
    }

    /// Whether this reader may change its words and its photos.
    #[must_use]
    pub fn is_edited_by(&self, reader: &Reader) -> bool {
        self.is_managed_by(reader) || reader.handle().is_some_and(|handle| self.members.contains(handle))
    }

    /// Whether this reader may choose its members and where it stands, and delete it.
    #[must_use]
    pub fn is_managed_by(&self, reader: &Reader) -> bool {
        reader.is_at_least(Role::Curator) || reader.handle() == Some(&self.by)
    }

    /// Whether this reader may publish it: what they write themselves becomes public without review too.
    #[must_use]
    pub fn is_published_by(&self, reader: &Reader) -> bool {
        let is_trusted =
            matches!(reader, Reader::Person { role, trusted, .. } if *trusted || *role > Role::Contributor);
        self.is_managed_by(reader) && is_trusted
    }

    /// Whether the reader proved to be a member of its group.
    fn is_shown_to_group_of(&self, reader: &Reader) -> bool {
        let Ok(id) = self.slug.as_str().parse() else { return false };
        let own: Groups = [Group { kind: GroupKind::Collection, id }].into_iter().collect();
        reader.groups().is_some_and(|groups| groups.shared_with(&own).next().is_some())
    }
}

/// A photo of a collection, as the journal keeps it: a record of its own, so that adding or moving one photo writes
/// some two hundred bytes, however many photos the collection has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CollectionItem {
    /// The version of this layout.
    pub v: u8,
    /// The collection.
    pub collection: Slug,
    /// The photo.
    pub photo: PhotoId,
    /// Its place in the order.
    pub rank: Rank,
    /// When it was added.
    pub added: Timestamp,
    /// Whom it tells that a photo of theirs is in the collection, and since when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<Told>,
    /// Members that a later version added: a rewrite keeps them.
    #[serde(flatten)]
    pub unknown: UnknownMembers,
}

/// The contributor who is told that a photo of theirs is in a collection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Who.
    pub person: Handle,
    /// When the collection first showed it.
    pub at: Timestamp,
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]
mod tests {
    use serde_json::json;

    use super::*;

    fn collection(state: &str) -> CollectionRecord {
        let at = "2026-12-01T04:00:00Z";
        let written = json!({
            "v": 1, "slug": "ports", "by": "marc", "state": state, "title": "Ports", "members": ["louise"],
            "created": at, "updated": at,
        });
        serde_json::from_value(written).unwrap()
    }

    fn person(handle: &str, role: Role, trusted: bool) -> Reader {
        Reader::Person { handle: handle.parse().unwrap(), role, trusted, groups: Groups::NONE }
    }

    #[test]
    fn a_draft_is_for_its_maker_its_members_and_curators() {
        let of_group = |name: &str| Reader::Guest { groups: [name.parse::<Group>().unwrap()].into_iter().collect() };
        for (reader, sees, edits, manages, publishes) in [
            (Reader::Visitor, false, false, false, false),
            (of_group("collection/ports"), true, false, false, false),
            (of_group("collection/other"), false, false, false, false),
            (of_group("workshop/ports"), false, false, false, false),
            (person("anne", Role::Contributor, true), false, false, false, false),
            (person("louise", Role::Contributor, true), true, true, false, false),
            (person("marc", Role::Contributor, false), true, true, true, false),
            (person("marc", Role::Contributor, true), true, true, true, true),
            (person("anne", Role::Curator, false), true, true, true, true),
        ] {
            let draft = collection("draft");
            let seen = [draft.is_seen_by(&reader), draft.is_edited_by(&reader)];
            assert_eq!(seen, [sees, edits], "{reader:?}");
            let may = [draft.is_managed_by(&reader), draft.is_published_by(&reader)];
            assert_eq!(may, [manages, publishes], "{reader:?}");
            assert!(collection("published").is_seen_by(&reader), "{reader:?}");
            assert_eq!(collection("published").is_edited_by(&reader), edits, "{reader:?}");
        }
    }
}

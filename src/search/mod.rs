//! Floor 1: what published photos are found by. Words, places, dates, uses, and how many there are of each.
//!
//! Two engines pass the same contract (`tests/search/contract.rs`): [`index`] (tantivy, in a folder that may be
//! deleted) and [`memory`] (a plain scan, for tests). The follower of the journal gives both the photos to index; the
//! caller compares what they find with the records before it is shown.

mod clusters;
mod completion;
mod document;
mod error;
pub mod index;
mod key;
pub mod memory;
mod plan;
mod rollup;
mod span;
mod spelling;
pub mod tokenizer;
mod traits;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use self::{
    clusters::{Cluster, Clusters, radius},
    completion::{Completion, CompletionKind},
    document::Document,
    error::SearchError,
    spelling::letters_apart,
};
use crate::domain::{
    facets::Facets,
    likeness::LookAlike,
    photo::PhotoId,
    place::{Bounds, Coordinates},
    query::{PhotoQuery, SortOrder},
    tag::vocabulary::Vocabulary,
};

/// How far an index follows the journal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// The number of the last entry it has indexed; 0 before the first.
    pub seq: u64,
    /// A digest of that entry, which tells it from the same number in another journal.
    pub mark: String,
}

/// What changed of one photo.
#[derive(Clone, Debug)]
pub enum Update {
    /// It is published: its document.
    Put(Box<Document>),
    /// It is not published, or no longer.
    Remove(PhotoId),
}

/// How many photos a rounded point has whose places are named so.
#[derive(Clone, Debug, PartialEq)]
pub struct PointCount {
    /// The point.
    pub point: Coordinates,
    /// The names in the names of their places.
    pub places: Vec<String>,
    /// How many there are.
    pub photos: usize,
}

/// A request to an index.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The query.
    pub query: PhotoQuery,
    /// The order.
    pub order: SortOrder,
    /// The cursor that an earlier page gave.
    pub after: Option<String>,
    /// How many at most.
    pub limit: usize,
    /// Whether to count them by kind.
    pub facets: bool,
    /// What curators say of tags: a tag finds what its synonyms and narrower tags find, and counts so.
    pub vocabulary: Arc<Vocabulary>,
}

/// The result of a request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hits {
    /// The photos of this page, in order.
    pub ids: Vec<PhotoId>,
    /// The cursor of the next page, if there is one.
    pub next: Option<String>,
    /// How many there are in all.
    pub total: usize,
    /// How many of each, if that was asked.
    pub facets: Option<Facets>,
}

/// A search engine for published photos. Every call may block its thread for as long as a disk takes.
pub trait Search: Send + Sync {
    /// Opens what an earlier run left, and returns how far it follows the journal. An index that cannot be used
    /// (another version, damage) is set aside, and an empty one is made: position 0. An index that is open already is
    /// opened again.
    ///
    /// # Errors
    /// [`SearchError`] when not even an empty one can be made.
    fn open(&self) -> Result<Position, SearchError>;

    /// Sets the index aside and makes an empty one.
    ///
    /// # Errors
    /// [`SearchError`] when not even an empty one can be made.
    fn start_again(&self) -> Result<(), SearchError>;

    /// Removes the index, and one that was set aside: until it is [opened](Self::open) again, nothing is found.
    ///
    /// # Errors
    /// [`SearchError::Io`] when something could not be removed.
    fn erase(&self) -> Result<(), SearchError>;

    /// Writes changes, in order. They are found once they are [committed](Self::commit). Returns whether there is
    /// anything to commit: removing a photo that was never there is not a change.
    ///
    /// # Errors
    /// [`SearchError`]; the index must then be [opened](Self::open) again.
    fn write(&self, updates: Vec<Update>) -> Result<bool, SearchError>;

    /// Makes all that was written findable, and records how far the journal was followed.
    ///
    /// # Errors
    /// [`SearchError`]; the index must then be [opened](Self::open) again.
    fn commit(&self, position: &Position) -> Result<(), SearchError>;

    /// Closes the files: nothing is found any more.
    fn close(&self);

    /// The photos that meet the whole query.
    ///
    /// # Errors
    /// [`SearchError::NotOpen`] before it is opened, another one when the index fails.
    fn find(&self, request: &Request) -> Result<Hits, SearchError>;

    /// A query whose words are each one letter away from those of this one, and that finds something. To be called when
    /// the query itself finds nothing.
    ///
    /// # Errors
    /// As [`find`](Self::find).
    fn suggest(&self, query: &PhotoQuery) -> Result<Option<PhotoQuery>, SearchError>;

    /// The photos that meet the whole query and have a point that everyone may read, as the marks of a map of this zoom.
    ///
    /// # Errors
    /// As [`find`](Self::find).
    fn clusters(&self, query: &PhotoQuery, vocabulary: &Vocabulary, zoom: u8) -> Result<Clusters, SearchError>;

    /// How many published photos each point of a box has, the points rounded as places are, apart by the names of their places; in
    /// no order.
    ///
    /// # Errors
    /// As [`find`](Self::find).
    fn count_by_point(&self, bounds: Bounds) -> Result<Vec<PointCount>, SearchError>;

    /// The tags, places, authors and words of published photos that begin as a text does, the most frequent of each kind first.
    /// A text of one letter has none.
    ///
    /// # Errors
    /// As [`find`](Self::find).
    fn complete(&self, text: &str) -> Result<Vec<Completion>, SearchError>;

    /// Published photos whose perceptual hash differs from this one in at most `distance` bits, the nearest first.
    ///
    /// # Errors
    /// As [`find`](Self::find).
    fn alike(&self, look: u64, distance: u32, limit: usize) -> Result<Vec<LookAlike>, SearchError>;

    /// All tags of published photos that begin with this folded text, each as it is written, with how many have it.
    ///
    /// # Errors
    /// As [`find`](Self::find).
    fn tags(&self, beginning: &str) -> Result<Vec<(String, usize)>, SearchError>;
}

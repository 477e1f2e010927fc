//! How many of the photos found there are of each kind: by licence, use, shape, size for print, colour, tag, place, author,
//! year and collection.

use std::collections::BTreeMap;

use super::{aspect::Aspect, colour::Colour, licence::LicenceId, permitted_uses::PermittedUses, print_size::PrintSize};

/// How many values of tags, places, authors and years are told: those that most photos have.
pub const MOST_VALUES: usize = 10;

/// Counts over all the photos that a query finds, not only those of one page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// Photos by licence; licences that none has are left out. A photo under two licences counts for both.
    pub licences: BTreeMap<LicenceId, usize>,
    /// Photos that allow each single use.
    pub uses: Vec<(PermittedUses, usize)>,
    /// Photos by aspect.
    pub aspects: Vec<(Aspect, usize)>,
    /// Photos with enough pixels for each sheet of paper.
    pub prints: Vec<(PrintSize, usize)>,
    /// Photos by dominant colour.
    pub colours: Vec<(Colour, usize)>,
    /// The tags that most photos have, and how many have each. Here and below, of two values with as many photos, the first
    /// in the order of their letters comes first.
    pub tags: Vec<(String, usize)>,
    /// The contexts that curators chose, and how many photos are found by each; those of none are left out.
    pub contexts: Vec<(String, usize)>,
    /// The names in the names of places: `Brest` and `Recouvrance` of `Brest, Recouvrance`. Case and accents do not count; a
    /// name is written as most photos have it.
    pub places: Vec<(String, usize)>,
    /// The names of authors, as places.
    pub authors: Vec<(String, usize)>,
    /// The years in which they were taken.
    pub years: Vec<(u16, usize)>,
    /// The decades in which they were taken, each as its first year: all of them, in their order.
    pub decades: Vec<(u16, usize)>,
    /// The published collections that have most of them, by their names in addresses.
    pub collections: Vec<(String, usize)>,
}

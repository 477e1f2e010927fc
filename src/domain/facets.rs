//! How many of the photos found there are under each licence, for each use and of each aspect.

use std::collections::BTreeMap;

use super::{aspect::Aspect, licence::LicenceId, permitted_uses::PermittedUses};

/// Counts over all the photos that a query finds, not only those of one page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// Photos by licence; licences that none has are left out. A photo under two licences counts for both.
    pub licences: BTreeMap<LicenceId, usize>,
    /// Photos that allow each single use.
    pub uses: Vec<(PermittedUses, usize)>,
    /// Photos by aspect.
    pub aspects: Vec<(Aspect, usize)>,
}

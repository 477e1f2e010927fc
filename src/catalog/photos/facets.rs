//! How many of the photos sought there are under each licence, and for each use.

use std::{collections::BTreeMap, sync::Arc};

use super::found::{Found, Place, Walk};
use crate::{
    catalog::{
        error::CatalogError,
        store::{Direction, RecordStore},
    },
    domain::{licence::LicenceId, uses::Uses},
};

/// Index keys of the licences that published photos were given under.
const LICENCES: &str = "licence/";

/// What the photos sought divide into. A photo under two licences counts for both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// Photos by licence; those that none has are left out.
    pub licences: BTreeMap<LicenceId, usize>,
    /// Photos that allow each single use.
    pub uses: Vec<(Uses, usize)>,
}

impl Facets {
    /// Of all published photos: the store knows the length of each list.
    pub(super) async fn of_all(store: &Arc<dyn RecordStore>) -> Result<Self, CatalogError> {
        let mut facets = Self::default();
        let mut after: Option<String> = None;
        // One leap through the index a licence.
        while let Some(hit) = store.lookup(LICENCES, after.as_deref(), 1, Direction::Ascending).await?.pop() {
            let id = hit.index.strip_prefix(LICENCES).and_then(|rest| rest.split('/').next()).unwrap_or_default();
            if let Ok(licence) = LicenceId::parse(id) {
                facets.licences.insert(licence, store.count(&format!("{LICENCES}{licence}/")).await?);
            }
            // “~” stands after every digit that an instant begins with.
            after = Some(format!("{LICENCES}{id}/~"));
        }
        for uses in Uses::single() {
            facets.uses.push((uses, store.count(&format!("may/{uses}/")).await?));
        }
        Ok(facets)
    }

    /// Of the photos found.
    pub(super) async fn of(store: &Arc<dyn RecordStore>, found: &Found) -> Result<Self, CatalogError> {
        let mut facets = Self::default();
        let uses: Vec<Uses> = Uses::single().collect();
        // For each photo, which uses some licence of it allows: one bit each.
        let mut allowed = vec![0_u8; found.len()];
        let mut count = |index: &str| {
            let licence = index.strip_prefix(LICENCES).and_then(|rest| LicenceId::parse(rest.split('/').next()?).ok());
            let Some((licence, photo)) = licence.zip(Place::of(index).and_then(|place| found.number(place))) else {
                return;
            };
            *facets.licences.entry(licence).or_default() += 1;
            if let Some(allowed) = allowed.get_mut(photo) {
                for (bit, _) in uses.iter().enumerate().filter(|(_, uses)| uses.allowed_by(licence)) {
                    *allowed |= 1 << bit;
                }
            }
        };
        if found.are_few() {
            for photo in found.records(store).await? {
                for key in super::index(&photo.record) {
                    count(key.as_str());
                }
            }
        } else {
            let mut walk = Walk::new(store, LICENCES, None);
            loop {
                let part = walk.part().await?;
                if part.is_empty() {
                    break;
                }
                for hit in &part {
                    count(&hit.index);
                }
            }
        }
        let allow = |bit: usize| allowed.iter().filter(|allowed| *allowed >> bit & 1 == 1).count();
        facets.uses = uses.into_iter().enumerate().map(|(bit, uses)| (uses, allow(bit))).collect();
        Ok(facets)
    }
}

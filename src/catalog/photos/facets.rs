//! How many of the photos sought there are under each licence, and for each use.

use std::collections::BTreeMap;

use super::{
    Photos, Sought,
    sought::{MOST_FOUND, Meeting, place_in_time},
};
use crate::{
    catalog::{error::CatalogError, store::Direction},
    domain::{licence::LicenceId, uses::Uses},
};

/// What the photos sought divide into. A photo under two licences counts for both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// Photos by licence; those that none has are left out.
    pub licences: BTreeMap<LicenceId, usize>,
    /// Photos that allow each single use.
    pub uses: Vec<(Uses, usize)>,
}

impl Photos {
    /// Counts the photos that meet every condition, by licence and by use.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn facets(&self, sought: &Sought) -> Result<Facets, CatalogError> {
        let conditions = sought.conditions();
        let _turn = self.searches.acquire().await.map_err(|_closed| CatalogError::Closing)?;
        let found = if conditions.is_empty() { None } else { Some(self.meeting(&conditions).await?) };
        let mut facets = Facets::default();
        for licence in self.licences_in_use().await? {
            let count = self.count_within(&format!("licence/{licence}/"), found.as_ref()).await?;
            if count > 0 {
                facets.licences.insert(licence, count);
            }
        }
        for uses in Uses::single() {
            facets.uses.push((uses, self.count_within(&format!("may/{uses}/"), found.as_ref()).await?));
        }
        Ok(facets)
    }

    /// The licences that published photos have: one leap through the index a licence.
    async fn licences_in_use(&self) -> Result<Vec<LicenceId>, CatalogError> {
        const ALL: &str = "licence/";
        let mut licences = Vec::new();
        let mut after: Option<String> = None;
        while let Some(hit) = self.store.lookup(ALL, after.as_deref(), 1, Direction::Ascending).await?.pop() {
            let id = hit.index.strip_prefix(ALL).and_then(|rest| rest.split('/').next()).unwrap_or_default();
            licences.extend(LicenceId::parse(id));
            // “~” stands after every digit that an instant begins with.
            after = Some(format!("{ALL}{id}/~"));
        }
        Ok(licences)
    }

    async fn count_within(&self, prefix: &str, found: Option<&Meeting>) -> Result<usize, CatalogError> {
        let Some(found) = found else { return self.store.count(prefix).await };
        let hits = self.store.lookup(prefix, None, MOST_FOUND, Direction::Descending).await?;
        Ok(hits.into_iter().filter_map(place_in_time).filter(|(place, _)| found.contains_key(place)).count())
    }
}

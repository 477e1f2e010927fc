//! The lanes of curators: published photos that lack something, with how many there are.

use super::{Library, StoreFault, browse::LookError, indexing::IndexProgress};
use crate::{
    catalog::photos::Shelf,
    domain::{
        lane::Lane,
        page::Page,
        person::Role,
        query::{PhotoQuery, SortOrder},
        reader::Reader,
    },
};

impl Library {
    /// Published photos that lack something, newest first; for curators only.
    ///
    /// # Errors
    /// [`LookError::Unknown`] for a reader who is no curator.
    pub async fn lane(
        &self,
        reader: &Reader,
        lane: Lane,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Page, LookError> {
        curator(reader)?;
        if lane == Lane::Collection {
            return Ok(self.search(&uncollected(), SortOrder::Newest, after, limit).await?);
        }
        Ok(self.photos.shelf(&Shelf::Lacking(lane), after, limit).await?)
    }

    /// How many published photos each lane has; for curators only. While the search index is not ready, the lane that it
    /// knows is left out.
    ///
    /// # Errors
    /// [`LookError::Unknown`] for a reader who is no curator.
    pub async fn lane_counts(&self, reader: &Reader) -> Result<Vec<(Lane, usize)>, LookError> {
        curator(reader)?;
        let mut counts = Vec::new();
        for lane in Lane::ALL {
            if lane == Lane::Collection {
                if !matches!(self.indexing.progress(), IndexProgress::At(_)) {
                    continue;
                }
                match self.search(&uncollected(), SortOrder::Newest, None, 1).await {
                    Ok(page) => counts.push((lane, page.total)),
                    Err(StoreFault::IndexBehind | StoreFault::TooManySearches) => {}
                    Err(fault) => return Err(fault.into()),
                }
                continue;
            }
            let count = self.photos.count(&Shelf::Lacking(lane)).await.map_err(StoreFault::from)?;
            counts.push((lane, count));
        }
        Ok(counts)
    }
}

fn uncollected() -> PhotoQuery {
    PhotoQuery { uncollected: true, ..PhotoQuery::default() }
}

fn curator(reader: &Reader) -> Result<(), LookError> {
    if reader.is_at_least(Role::Curator) { Ok(()) } else { Err(LookError::Unknown) }
}

//! The lanes of curators: published photos that lack something, with how many there are.

use super::{Library, StoreFault, browse::LookError};
use crate::{
    catalog::photos::Shelf,
    domain::{lane::Lane, page::Page, person::Role, reader::Reader},
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
        Ok(self.photos.shelf(&Shelf::Lacking(lane), after, limit).await?)
    }

    /// How many published photos each lane has; for curators only.
    ///
    /// # Errors
    /// [`LookError::Unknown`] for a reader who is no curator.
    pub async fn lane_counts(&self, reader: &Reader) -> Result<Vec<(Lane, usize)>, LookError> {
        curator(reader)?;
        let mut counts = Vec::new();
        for lane in Lane::ALL {
            let count = self.photos.count(&Shelf::Lacking(lane)).await.map_err(StoreFault::from)?;
            counts.push((lane, count));
        }
        Ok(counts)
    }
}

fn curator(reader: &Reader) -> Result<(), LookError> {
    if reader.is_at_least(Role::Curator) { Ok(()) } else { Err(LookError::Unknown) }
}

//! The map: published photos by where they are, as precisely as everyone may know that.

use super::{Library, StoreFault};
use crate::{domain::query::PhotoQuery, search::Clusters};

impl Library {
    /// The photos that meet the whole query and have a public place, as the marks of a map of this zoom.
    ///
    /// # Errors
    /// Those of [`search`](Self::search).
    pub async fn clusters(&self, query: &PhotoQuery, zoom: u8) -> Result<Clusters, StoreFault> {
        let query = query.clone();
        self.ask_index(move |search| search.clusters(&query, zoom)).await
    }
}

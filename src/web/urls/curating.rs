//! The addresses of what changed of photos, and of changing many together.

use super::{Urls, encoded};
use crate::{
    catalog::store::{BatchId, Seq},
    domain::photo::PhotoId,
};

/// What changed of a photo: `?before=`.
pub const HISTORY: &str = "/photos/{id}/history";
/// Taking one field of a photo back (POST).
pub const REVERT: &str = "/photos/{id}/revert";
/// The workbench: a lane, one's own photos or a search (GET, and POST of what to change).
pub const CURATE: &str = "/curate";
/// The batches that one made last.
pub const BATCHES: &str = "/curate/batches";
/// A batch that was made: `?from=`.
pub const BATCH: &str = "/curate/batches/{batch}";
/// Undoing it (POST).
pub const BATCH_UNDO: &str = "/curate/batches/{batch}/undo";

impl Urls {
    /// What changed of a photo, before the entry of this number.
    #[must_use]
    pub fn history_before(self, id: &PhotoId, before: Seq) -> String {
        format!("{}?before={before}", self.history(id))
    }

    /// The workbench with the photos of a list, by the query of a search.
    #[must_use]
    pub fn curate_list(self, query: &str) -> String {
        if query.is_empty() { self.curate() } else { format!("{}?{query}", self.curate()) }
    }

    /// The batches that one made last.
    #[must_use]
    pub fn batches(self) -> String {
        self.page(BATCHES)
    }

    /// A batch, and the list that one comes back to.
    #[must_use]
    pub fn batch(self, batch: &BatchId, from: &str) -> String {
        format!("{}?from={}", self.page(&BATCH.replace("{batch}", batch.as_str())), encoded(from))
    }

    /// Undoing a batch.
    #[must_use]
    pub fn batch_undo(self, batch: &BatchId) -> String {
        self.page(&BATCH_UNDO.replace("{batch}", batch.as_str()))
    }
}

//! The condition of the library, for administrators: what waits for somebody, and whether the stores take changes. Each value
//! is one that the stores keep: none is counted over all photos.

use jiff::Timestamp;

use super::{
    Library, StoreFault,
    administrator::{AdministrationError, administrator},
    indexing::IndexProgress,
};
use crate::{
    catalog::{photos::Shelf, reports::ReportList, store::Seq, suggestions::SuggestionList},
    domain::{
        photo::{PhotoRecord, State},
        reader::Reader,
    },
};

/// What waits for somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Photos that wait for a moderator.
    pub photos: usize,
    /// Since when the first of them waits.
    pub oldest_photo: Option<Timestamp>,
    /// Better files of published photos that wait for a moderator.
    pub files: usize,
    /// Suggestions that wait for a decision, of contributors or of curators.
    pub suggestions: usize,
    /// Reports that wait for a decision.
    pub reports: usize,
    /// Since when the first of them waits.
    pub oldest_report: Option<Timestamp>,
    /// Letters to send.
    pub letters: usize,
}

/// Whether the stores take changes, and how far they are.
#[derive(Debug)]
pub struct Condition {
    /// Why no change is taken now, if none is.
    pub refuses: Option<StoreFault>,
    /// The last entry of the journal, and its instant.
    pub last_entry: Option<(Seq, Timestamp)>,
    /// How far the search index has come.
    pub index: IndexProgress,
}

impl Library {
    /// What waits for somebody.
    ///
    /// # Errors
    /// [`AdministrationError`].
    pub async fn waiting(&self, reader: &Reader) -> Result<Waiting, AdministrationError> {
        administrator(reader)?;
        let photos = self.photos.shelf(&Shelf::Submitted, None, 1).await?;
        let reports = self.reports.list(ReportList::Open, None, 1).await?;
        Ok(Waiting {
            photos: photos.total,
            oldest_photo: photos.photos.first().map(|kept| submitted(&kept.record)),
            files: self.photos.count(&Shelf::Replacing).await?,
            suggestions: self.suggestions.count(&SuggestionList::All).await?,
            reports: self.reports.count(ReportList::Open).await?,
            oldest_report: reports.reports.first().map(|kept| kept.record.at),
            letters: self.mailboxes.count_due().await?,
        })
    }

    /// Whether the stores take changes, and how far they are.
    ///
    /// # Errors
    /// [`AdministrationError`].
    pub async fn condition(&self, reader: &Reader) -> Result<Condition, AdministrationError> {
        administrator(reader)?;
        let last = self.store.latest(None, 1).await?;
        let archive = self.archive.ready().await.map_err(StoreFault::from);
        let refuses = match archive {
            Ok(()) => self.store.ready().await.map_err(StoreFault::from).err(),
            Err(fault) => Some(fault),
        };
        let last_entry = last.first().map(|entry| (entry.seq, entry.at));
        Ok(Condition { refuses, last_entry, index: self.indexing.progress() })
    }
}

/// Since when a photo waits.
fn submitted(photo: &PhotoRecord) -> Timestamp {
    let step = photo.steps.iter().rev().find(|step| step.state == State::Submitted);
    step.map_or(photo.updated, |step| step.at)
}

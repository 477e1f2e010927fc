//! What a monitoring program asks of the library: whether changes are taken, what waits, how far search is behind, the disk, and
//! when the library was last checked, read again and backed up. All of it is kept by the stores: none is counted over all photos.

use std::sync::atomic::Ordering;

use jiff::Timestamp;

use super::{Library, StoreFault, indexing::IndexProgress, scrub::Scrub};
use crate::{
    archive::DiskSpace,
    catalog::{photos::Shelf, reports::ReportList, store::Seq},
    domain::measure::CountedDurations,
};

/// How long a store takes for each of its operations, by their names.
pub type Times = Vec<(&'static str, CountedDurations)>;

/// What this node does, and what waits in it.
#[derive(Clone, Debug, Default)]
pub struct WorkMeasures {
    /// How long the catalogue takes.
    pub catalogue: Times,
    /// How long the archive takes.
    pub archive: Times,
    /// Changes that wait to be on the disk.
    pub commits: u64,
    /// Uploads that are being received.
    pub uploads: u64,
    /// Photographs that wait for their turn, for memory or for a core.
    pub waiting: u64,
    /// Changes of other nodes that this one has not learned of; none where the catalogue does not tell.
    pub behind: Option<u64>,
}

/// What the scrub reads and finds.
#[derive(Clone, Debug, Default)]
pub struct ScrubMeasures {
    /// Originals that this node read since its start.
    pub read_here: u64,
    /// How many of them it copied from the backup.
    pub healed_here: u64,
    /// Originals that are known to be lost or damaged, whoever found them.
    pub damaged: usize,
    /// How far it is, if it ever began.
    pub scrub: Option<Scrub>,
}

/// How the library is. It says nothing of a person.
#[derive(Clone, Debug)]
pub struct Measures {
    /// The number of the last change.
    pub seq: Seq,
    /// Whether changes are taken.
    pub takes_changes: bool,
    /// How far the search index has come.
    pub index: IndexProgress,
    /// Photos that wait for a moderator.
    pub photos_waiting: usize,
    /// Reports that wait for a decision.
    pub reports_open: usize,
    /// Letters to send.
    pub letters_due: usize,
    /// The space of the archive, where it can be told.
    pub space: Option<DiskSpace>,
    /// When the last check ended, and how many photos had a lost or damaged original then.
    pub check: Option<(Timestamp, u64)>,
    /// When the last backup was made, and when one was last made without a fault.
    pub backup: Option<(Timestamp, Option<Timestamp>)>,
    /// What the scrub reads and finds.
    pub scrub: ScrubMeasures,
    /// What this node does.
    pub work: WorkMeasures,
}

impl Library {
    /// How the library is.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue does not answer at all.
    pub async fn measures(&self) -> Result<Measures, StoreFault> {
        let archive_is_ready = self.archive.ready().await.is_ok();
        Ok(Measures {
            seq: self.seq(),
            takes_changes: archive_is_ready && self.store.ready().await.is_ok(),
            index: self.indexing.progress(),
            photos_waiting: self.photos.shelf(&Shelf::Submitted, None, 1).await?.total,
            reports_open: self.reports.count(ReportList::Open).await?,
            letters_due: self.mailboxes.count_due().await?,
            space: self.archive.space().await.unwrap_or_default(),
            check: self.remembered_check().await?.map(|last| (last.at, last.damaged)),
            backup: self.remembered_backup().await?.map(|last| (last.at, last.verified)),
            scrub: ScrubMeasures {
                read_here: self.scrubbed.read.load(Ordering::Relaxed),
                healed_here: self.scrubbed.healed.load(Ordering::Relaxed),
                damaged: self.known_damaged().await?.len(),
                scrub: self.remembered_scrub().await?,
            },
            work: self.work_measures().await,
        })
    }

    async fn work_measures(&self) -> WorkMeasures {
        // Asked before it is compared: what this node learns of meanwhile makes it less, never more.
        let head = self.store.head().await.ok();
        WorkMeasures {
            catalogue: self.store_times.counted(),
            archive: self.archive.times().counted(),
            commits: self.store_times.commits_under_way(),
            uploads: self.archive.times().uploads_under_way(),
            waiting: self.budget.waiting(),
            behind: head.map(|head| head.saturating_sub(self.seq())),
        }
    }
}

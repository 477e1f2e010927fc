//! The scrub, as the library remembers it, for all nodes. It is a value that may be lost, not a record: reading changes no photo.

use std::path::PathBuf;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::round::Round;
use crate::{
    domain::reader::Reader,
    library::{
        Library, StoreFault,
        administrator::{AdministrationError, administrator},
    },
};

/// Where it is among the values that may be lost.
const SPACE: &str = "scrub";
const KEY: &str = "place";

/// How originals are read again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScrubSettings {
    /// Within how many days all of them are; 0 reads none.
    pub days: u32,
    /// The hour at which a night begins, in UTC.
    pub hour: u8,
    /// A folder with `originals` in it, from which those that are lost or damaged are copied.
    pub backup: Option<PathBuf>,
}

impl Default for ScrubSettings {
    /// Within a month, which is sooner than a backup of old files is overwritten; from 1:00, in the night of western Europe and
    /// before most backups.
    fn default() -> Self {
        Self { days: 30, hour: 1, backup: None }
    }
}

/// How far the scrub is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scrub {
    /// The number of the last night whose slice was read.
    pub night: i64,
    /// When that was; none before the first.
    pub at: Option<Timestamp>,
    /// The round that is under way.
    pub round: Round,
    /// The last round that ended.
    pub last: Option<EndedRound>,
}

/// A round that ended: all originals were read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndedRound {
    /// When it ended.
    pub at: Timestamp,
    /// Originals read.
    pub read: u64,
    /// How many of them were lost or damaged.
    pub damaged: u64,
    /// Originals copied from the backup meanwhile, those that were known to be damaged before among them.
    pub healed: u64,
}

impl Scrub {
    /// One that goes on after this night.
    pub(super) fn after(night: i64) -> Self {
        Self { night, at: None, round: Round::beginning(night.saturating_add(1)), last: None }
    }
}

impl Library {
    /// How far the scrub is, if it ever began.
    ///
    /// # Errors
    /// [`AdministrationError`].
    pub async fn scrub(&self, reader: &Reader) -> Result<Option<Scrub>, AdministrationError> {
        administrator(reader)?;
        Ok(self.remembered_scrub().await?)
    }

    pub(in crate::library) async fn remembered_scrub(&self) -> Result<Option<Scrub>, StoreFault> {
        let body = self.volatile.get(SPACE, KEY).await?;
        Ok(body.and_then(|body| serde_json::from_slice(&body).ok()))
    }

    pub(super) async fn remember_scrub(&self, scrub: &Scrub) -> Result<(), StoreFault> {
        let body = serde_json::to_vec(scrub).map_err(|_unwritable| StoreFault::Worker)?;
        Ok(self.volatile.put(SPACE, KEY, body, Timestamp::MAX).await?)
    }
}

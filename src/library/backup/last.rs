//! The last backup, as the library remembers it. It is a value that may be lost, not a record: a backup changes no photo.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    domain::reader::Reader,
    library::{
        Library, StoreFault,
        administrator::{AdministrationError, administrator},
    },
};

/// Where it is among the values that may be lost.
const SPACE: &str = "backup";
const KEY: &str = "last";

/// A backup that was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastBackup {
    /// When it was made.
    pub at: Timestamp,
    /// When one was last made without a fault.
    pub verified: Option<Timestamp>,
    /// Its photos.
    pub photos: u64,
    /// Its originals.
    pub originals: u64,
    /// Their length together, in bytes.
    pub bytes: u64,
    /// How many photos lack their original in it.
    pub faults: u64,
}

impl Library {
    /// Remembers a backup.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn remember_backup(&self, backup: LastBackup) -> Result<(), StoreFault> {
        let earlier = self.remembered_backup().await?.and_then(|earlier| earlier.verified);
        let backup = LastBackup { verified: backup.verified.or(earlier), ..backup };
        let body = serde_json::to_vec(&backup).map_err(|_unwritable| StoreFault::Worker)?;
        Ok(self.volatile.put(SPACE, KEY, body, Timestamp::MAX).await?)
    }

    /// The last backup, if one is remembered.
    ///
    /// # Errors
    /// [`AdministrationError`].
    pub async fn last_backup(&self, reader: &Reader) -> Result<Option<LastBackup>, AdministrationError> {
        administrator(reader)?;
        Ok(self.remembered_backup().await?)
    }

    /// The last backup, if one is remembered, whoever asks.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn remembered_backup(&self) -> Result<Option<LastBackup>, StoreFault> {
        let body = self.volatile.get(SPACE, KEY).await?;
        Ok(body.and_then(|body| serde_json::from_slice(&body).ok()))
    }
}

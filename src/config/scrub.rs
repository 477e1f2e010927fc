//! `[scrub]`: how originals are read again each night.

use std::path::PathBuf;

use serde::Deserialize;

use crate::library::scrub::ScrubSettings;

/// How originals are read again, as the file says it.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Scrub {
    /// Within how many days all of them are; 0 reads none.
    pub days: u32,
    /// The hour at which a night begins, in UTC.
    pub hour: u8,
    /// A folder with `originals` in it, from which those that are lost or damaged are copied.
    pub backup: Option<PathBuf>,
}

impl Default for Scrub {
    fn default() -> Self {
        let ScrubSettings { days, hour, backup } = ScrubSettings::default();
        Self { days, hour, backup }
    }
}

impl Scrub {
    /// What the library needs of it.
    pub(super) fn library(&self) -> ScrubSettings {
        ScrubSettings { days: self.days, hour: self.hour, backup: self.backup.clone() }
    }
}

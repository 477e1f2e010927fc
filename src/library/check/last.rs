//! The last check, as the library remembers it. It is a value that may be lost, not a record: a check changes no photo.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Checked, Fault};
use crate::{
    domain::{hash::ContentHash, photo::PhotoId, reader::Reader},
    library::{
        Library, StoreFault,
        administrator::{AdministrationError, administrator},
        damaged::DamagedOriginal,
    },
};

/// Where it is among the values that may be lost.
const SPACE: &str = "check";
const KEY: &str = "last";
/// The most photos that are remembered with what is wrong with their original; the others are counted.
const MOST: usize = 100;

/// A check that ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastCheck {
    /// When it ended.
    pub at: Timestamp,
    /// Whether it repaired what can be repaired.
    pub repair: bool,
    /// Photos checked.
    pub photos: u64,
    /// Originals compared with their hash.
    pub originals: u64,
    /// What was wrong and was repaired.
    pub mended: u64,
    /// What was wrong and was left so.
    pub left: u64,
    /// How many photos have an original that is lost or damaged.
    pub damaged: u64,
    /// These photos, the first hundred.
    pub photos_damaged: Vec<PhotoId>,
}

impl LastCheck {
    /// What a check found that ended at this instant, after so many repairs of the catalogue.
    fn of(checked: &Checked, repair: bool, repairs: u64, at: Timestamp) -> Self {
        let faults = checked.findings.iter().filter(|finding| !finding.fault.is_a_note());
        let (mended, left): (Vec<_>, Vec<_>) = faults.partition(|finding| finding.mended);
        let damaged: Vec<&PhotoId> =
            left.iter().filter_map(|finding| original_of(&finding.fault)).map(|(photo, _)| photo).collect();
        Self {
            at,
            repair,
            photos: checked.photos,
            originals: checked.originals,
            mended: number(mended.len()).saturating_add(repairs),
            left: number(left.len()),
            damaged: number(damaged.len()),
            photos_damaged: damaged.into_iter().take(MOST).cloned().collect(),
        }
    }
}

/// The photo whose original is lost or damaged, and the hash of that, if the fault is that.
const fn original_of(fault: &Fault) -> Option<(&PhotoId, ContentHash)> {
    match fault {
        Fault::OriginalMissing { photo, hash }
        | Fault::OriginalDamaged { photo, hash }
        | Fault::OriginalUnreadable { photo, hash, .. } => Some((photo, *hash)),
        _ => None,
    }
}

fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

impl Library {
    /// Remembers a check that ends now, before which the catalogue needed so many repairs.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn remember_check(&self, checked: &Checked, repair: bool, repairs: u64) -> Result<(), StoreFault> {
        let now = self.now();
        let last = LastCheck::of(checked, repair, repairs, now);
        let left = checked.findings.iter().filter(|finding| !finding.mended);
        let damaged = left.filter_map(|finding| original_of(&finding.fault));
        let damaged = damaged.map(|(photo, hash)| DamagedOriginal { hash, photo: photo.clone(), since: now });
        self.know_damaged(damaged.collect()).await?;
        let body = serde_json::to_vec(&last).map_err(|_unwritable| StoreFault::Worker)?;
        Ok(self.volatile.put(SPACE, KEY, body, Timestamp::MAX).await?)
    }

    /// The last check that ended, if one is remembered.
    ///
    /// # Errors
    /// [`AdministrationError`].
    pub async fn last_check(&self, reader: &Reader) -> Result<Option<LastCheck>, AdministrationError> {
        administrator(reader)?;
        Ok(self.remembered_check().await?)
    }

    pub(in crate::library) async fn remembered_check(&self) -> Result<Option<LastCheck>, StoreFault> {
        let body = self.volatile.get(SPACE, KEY).await?;
        Ok(body.and_then(|body| serde_json::from_slice(&body).ok()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{domain::hash::ContentHash, library::check::Finding};

    #[test]
    fn what_is_remembered_counts_faults_and_no_notes() {
        let (photo, hash) = (PhotoId::from_random([1; 8]), ContentHash::from_bytes([0; 32]));
        let rendition = Fault::RenditionMissing { photo: photo.clone(), name: "640".to_owned() };
        let checked = Checked {
            findings: vec![
                Finding { fault: Fault::OriginalDamaged { photo: photo.clone(), hash }, mended: false },
                Finding { fault: rendition.clone(), mended: true },
                Finding { fault: rendition, mended: false },
                Finding { fault: Fault::YoungOrphan { hash, bytes: 1, sound: true }, mended: false },
            ],
            ..Checked::default()
        };
        let last = LastCheck::of(&checked, true, 2, Timestamp::UNIX_EPOCH);
        assert_eq!((last.mended, last.left, last.damaged), (3, 2, 1));
        assert_eq!(last.photos_damaged, [photo]);
    }
}

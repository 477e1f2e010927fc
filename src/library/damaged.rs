//! The originals that are known to be lost or damaged: a check or the nightly scrub found them so, and they are told until one of
//! the two finds them good. It is a value that may be lost, not a record: the next round finds them again.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{
    Library, StoreFault,
    administrator::{AdministrationError, administrator},
};
use crate::domain::{hash::ContentHash, photo::PhotoId, reader::Reader};

/// Where they are among the values that may be lost.
const SPACE: &str = "damaged";
const KEY: &str = "originals";
/// The most that are remembered: some hundred kilobytes. A disk that lost more is replaced, and `zef check` names them all.
const MOST: usize = 1_000;

/// An original that is lost or damaged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DamagedOriginal {
    /// The hash that it should have, which is its name.
    pub hash: ContentHash,
    /// A photo that has it.
    pub photo: PhotoId,
    /// When it was found so.
    pub since: Timestamp,
}

impl Library {
    /// The originals that are known to be lost or damaged, a thousand at most.
    ///
    /// # Errors
    /// [`AdministrationError`].
    pub async fn damaged_originals(&self, reader: &Reader) -> Result<Vec<DamagedOriginal>, AdministrationError> {
        administrator(reader)?;
        Ok(self.known_damaged().await?)
    }

    pub(super) async fn known_damaged(&self) -> Result<Vec<DamagedOriginal>, StoreFault> {
        let body = self.volatile.get(SPACE, KEY).await?;
        Ok(body.and_then(|body| serde_json::from_slice(&body).ok()).unwrap_or_default())
    }

    /// Remembers that these are all that are known, each once. Those that were known before keep their instant.
    pub(super) async fn know_damaged(&self, found: Vec<DamagedOriginal>) -> Result<(), StoreFault> {
        let before = self.known_damaged().await?;
        let now = all_known(&before, found);
        if now == before {
            return Ok(());
        }
        let body = serde_json::to_vec(&now).map_err(|_unwritable| StoreFault::Worker)?;
        Ok(self.volatile.put(SPACE, KEY, body, Timestamp::MAX).await?)
    }
}

fn all_known(before: &[DamagedOriginal], mut found: Vec<DamagedOriginal>) -> Vec<DamagedOriginal> {
    found.sort_by_key(|damaged| damaged.hash);
    found.dedup_by_key(|damaged| damaged.hash);
    for damaged in &mut found {
        if let Some(known) = before.iter().find(|known| known.hash == damaged.hash) {
            damaged.since = known.since;
        }
    }
    found.truncate(MOST);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_known_once_and_since_it_was_first_found() {
        let damaged = |number: u8, second: i64| DamagedOriginal {
            hash: ContentHash::from_bytes([number; 32]),
            photo: PhotoId::from_random([number; 8]),
            since: Timestamp::from_second(second).unwrap_or_default(),
        };
        let before = [damaged(1, 1), damaged(2, 1)];
        assert_eq!(
            all_known(&before, vec![damaged(3, 2), damaged(2, 2), damaged(3, 2)]),
            [damaged(2, 1), damaged(3, 2)]
        );
    }
}

//! The originals of a backup, on either way: a backup is made of a library, and a library of a backup.
//!
//! 1. **list** what is there, and with `verify`, compare each with its hash;
//! 2. **copy** what is missing or damaged, each verified on its way;
//! 3. **compare** with the records: each photo has its original;
//! 4. **remove** what neither the other archive nor any entry of the journal has any more: it was forgotten.

use std::collections::HashMap;

use crate::{
    archive::{Archive, ArchiveError, Health},
    catalog::{photos, records, store::Direction},
    domain::{hash::ContentHash, photo::PhotoRecord},
    library::{
        Library, StoreFault,
        check::{Fault, Progress},
    },
};

/// Originals and records read at a time.
const PAGE: usize = 256;

/// How originals are copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OriginalsCopy {
    /// Whether those that are there already are compared with their hash.
    pub verify: bool,
}

/// What was copied, and what is there now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CopiedOriginals {
    /// The photos of the copy.
    pub photos: u64,
    /// Its originals.
    pub originals: u64,
    /// Their length together, in bytes.
    pub bytes: u64,
    /// How many were copied now.
    pub copied: u64,
    /// How many were removed, since they were forgotten.
    pub removed: u64,
    /// The photos without their original.
    pub faults: Vec<Fault>,
}

impl Library {
    /// Copies the originals of another archive into that of this library, which has the same journal. `progress` is called
    /// after each original.
    ///
    /// # Errors
    /// [`StoreFault`] when a store does not answer or is full; a damaged original is a [`Fault`].
    pub async fn copy_originals(
        &self,
        source: &Archive,
        copy: OriginalsCopy,
        mut progress: impl FnMut(Progress),
    ) -> Result<CopiedOriginals, StoreFault> {
        let mut there = self.sound_originals(copy.verify).await?;
        let theirs = originals_of(source).await?;
        let mut copied = CopiedOriginals::default();
        let total = number(theirs.len());
        let mut damaged = HashMap::new();
        for (done, (hash, bytes)) in (1..).zip(&theirs) {
            if there.get(hash) != Some(bytes) {
                match source.copy_original(*hash, &self.archive).await {
                    Ok(Some(bytes)) => {
                        copied.copied += 1;
                        there.insert(*hash, bytes);
                    }
                    // Forgotten since they were listed.
                    Ok(None) => {}
                    Err(ArchiveError::Damaged { .. }) => drop(damaged.insert(*hash, None)),
                    Err(error @ ArchiveError::Unreadable { .. }) => {
                        damaged.insert(*hash, Some(error.to_string()));
                    }
                    Err(error) => return Err(error.into()),
                }
            }
            progress(Progress { done, total });
        }
        self.compare_with_records(&there, &damaged, &mut copied).await?;
        let gone: Vec<ContentHash> = there.keys().filter(|hash| !theirs.contains_key(hash)).copied().collect();
        if !gone.is_empty() {
            let named = self.originals_ever_named().await?;
            for hash in gone.into_iter().filter(|hash| !named.contains(hash)) {
                self.archive.remove(hash).await?;
                there.remove(&hash);
                copied.removed += 1;
            }
        }
        copied.originals = number(there.len());
        copied.bytes = there.values().sum();
        Ok(copied)
    }

    async fn sound_originals(&self, verify: bool) -> Result<HashMap<ContentHash, u64>, StoreFault> {
        let mut there = originals_of(&self.archive).await?;
        if verify {
            let mut sound = HashMap::new();
            for (hash, bytes) in there {
                if self.archive.verify(hash).await? == Health::Good {
                    sound.insert(hash, bytes);
                }
            }
            there = sound;
        }
        Ok(there)
    }

    async fn compare_with_records(
        &self,
        there: &HashMap<ContentHash, u64>,
        damaged: &HashMap<ContentHash, Option<String>>,
        copied: &mut CopiedOriginals,
    ) -> Result<(), StoreFault> {
        let mut after: Option<String> = None;
        loop {
            let prefix = photos::SPACE.prefix();
            let page = self.store.scan(&prefix, after.as_deref(), PAGE, Direction::Ascending).await?;
            let Some(last) = page.last() else { return Ok(()) };
            after = Some(last.key.as_str().to_owned());
            for record in &page {
                copied.photos += 1;
                let kept = match records::read::<PhotoRecord>(record) {
                    Ok(kept) => kept.record,
                    Err(error) => {
                        let (key, why) = (record.key.to_string(), error.to_string());
                        copied.faults.push(Fault::RecordUnreadable { key, why });
                        continue;
                    }
                };
                for hash in kept.kept_hashes().filter(|hash| !there.contains_key(hash)) {
                    let photo = kept.id.clone();
                    copied.faults.push(match damaged.get(&hash) {
                        None => Fault::OriginalMissing { photo, hash },
                        Some(None) => Fault::OriginalDamaged { photo, hash },
                        Some(Some(why)) => Fault::OriginalUnreadable { photo, hash, why: why.clone() },
                    });
                }
            }
        }
    }
}

/// The originals of an archive, each with its length in bytes.
async fn originals_of(archive: &Archive) -> Result<HashMap<ContentHash, u64>, StoreFault> {
    let (mut all, mut after) = (HashMap::new(), None);
    loop {
        let page = archive.originals(after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(all) };
        after = Some(last.hash);
        all.extend(page.iter().map(|original| (original.hash, original.bytes)));
    }
}

fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

//! Checks the whole library, and repairs what can be made again: the work of `zef check [--repair]`, and of the check that an
//! administrator begins while the library is served (`check/served.rs`).
//!
//! 1. **read** every record as its type;
//! 2. **verify** the original of every photo against its hash, and look at each of its renditions;
//! 3. **repair**, if asked: an original that is lost or damaged is copied from a backup, if there is one; renditions are made
//!    again from an original that is good;
//! 4. **list** the originals that no photo has; those that are older than a day and that no entry of the journal ever
//!    named are set aside, if asked;
//! 5. **look** into staging, and sweep it if asked.
//!
//! A photo that is being received looks like an orphan that is younger than a day, and its upload like what is left in staging:
//! while the library is served, nothing is repaired, and step 5 is left out.

mod fault;
mod findings;
mod last;
mod served;

use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};

use bytes::Bytes;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use tokio::time::Instant;

pub(super) use self::served::Checking;
pub use self::{
    fault::Fault,
    findings::{Checked, Finding, Progress},
    last::LastCheck,
    served::{CheckTurn, RunningCheck},
};
use super::{
    Library, StoreFault,
    browse::{LookError, PLACEHOLDER},
    on_blocking_thread,
    pace::give_way,
};
use crate::{
    archive::{Archive, ArchiveError, Health, Leftovers, StoredOriginal},
    catalog::{
        photos, records, spaces,
        store::{Direction, Record},
    },
    domain::{
        hash::ContentHash,
        photo::{PhotoRecord, Rendition},
    },
    imaging::{inspect, limits::Limits},
};

/// How old an original without a photo is before it is reported: an interrupted deposit leaves one, and the same
/// deposit made again uses it. A day leaves time to run an import again.
const ORPHAN_AGE: SignedDuration = SignedDuration::from_hours(24);
/// Entries of the journal read at a time.
const ENTRIES: usize = 500;

/// Records and originals read from a store at a time: a page of them is a few hundred kilobytes.
const PAGE: usize = 256;

/// The part of a photo's record that names its originals.
#[derive(Deserialize)]
struct Naming {
    original: NamedOriginal,
    replacement: Option<NamedReplacement>,
}

#[derive(Deserialize)]
struct NamedReplacement {
    original: NamedOriginal,
}

#[derive(Deserialize)]
struct NamedOriginal {
    blake3: ContentHash,
}

/// What is known of an original once it was verified.
#[derive(Clone)]
pub(super) enum Verified {
    Good,
    Missing,
    Damaged,
    Unreadable(String),
}

impl Verified {
    fn fault(self, photo: &PhotoRecord, hash: ContentHash) -> Option<Fault> {
        let photo = photo.id.clone();
        match self {
            Self::Good => None,
            Self::Missing => Some(Fault::OriginalMissing { photo, hash }),
            Self::Damaged => Some(Fault::OriginalDamaged { photo, hash }),
            Self::Unreadable(why) => Some(Fault::OriginalUnreadable { photo, hash, why }),
        }
    }
}

/// How a check is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Manner {
    /// Of a library that nobody else uses, as fast as the disk allows.
    Alone,
    /// Of a library that is served: readers need the disk too.
    Served,
}

/// What is repaired.
#[derive(Clone, Copy, Debug)]
pub struct Repairs<'a> {
    /// Whether what can be made again is, and staging is emptied.
    pub made_again: bool,
    /// From where originals that are lost or damaged are copied.
    pub backup: Option<&'a Archive>,
}

impl Repairs<'_> {
    /// None: the check only looks.
    pub const NONE: Self = Self { made_again: false, backup: None };
}

impl Library {
    /// Checks everything, and repairs what is asked for. `progress` is called after each photo.
    ///
    /// # Errors
    /// [`StoreFault`] when a store does not answer at all; an error about one record or file is a [`Fault`].
    pub async fn check(&self, repairs: Repairs<'_>, progress: impl FnMut(Progress)) -> Result<Checked, StoreFault> {
        self.check_in(Manner::Alone, repairs, progress).await
    }

    async fn check_in(
        &self,
        manner: Manner,
        repairs: Repairs<'_>,
        mut progress: impl FnMut(Progress),
    ) -> Result<Checked, StoreFault> {
        let repair = repairs.made_again;
        let mut checked = Checked::default();
        self.read_every_record(&mut checked).await?;
        let total = checked.photos;
        let mut verified = HashMap::new();
        let mut after = None;
        let mut done = 0;
        loop {
            let page = self.records(&photos::SPACE.prefix(), after.as_deref()).await?;
            let Some(last) = page.last() else { break };
            after = Some(last.key.as_str().to_owned());
            // A record that cannot be read was reported above.
            for kept in page.iter().filter_map(|record| records::read::<PhotoRecord>(record).ok()) {
                let began = Instant::now();
                self.check_photo(&kept.record, repairs, &mut verified, &mut checked).await?;
                if manner == Manner::Served {
                    give_way(began, Duration::ZERO).await;
                }
                done += 1;
                progress(Progress { done, total });
            }
        }
        self.list_orphans(repair, &verified, &mut checked).await?;
        if manner != Manner::Served {
            self.look_into_staging(repair, &mut checked).await?;
        }
        Ok(checked)
    }

    /// Removes what an earlier run left in staging. Called at start, before anything is received.
    ///
    /// # Errors
    /// [`StoreFault`] when the archive fails.
    pub async fn sweep_staging(&self) -> Result<Leftovers, StoreFault> {
        Ok(self.archive.sweep_staging().await?)
    }

    async fn records(&self, prefix: &str, after: Option<&str>) -> Result<Vec<Record>, StoreFault> {
        Ok(self.store.scan(prefix, after, PAGE, Direction::Ascending).await?)
    }

    async fn read_every_record(&self, checked: &mut Checked) -> Result<(), StoreFault> {
        let mut after: Option<String> = None;
        loop {
            let page = self.records("", after.as_deref()).await?;
            let Some(last) = page.last() else { return Ok(()) };
            after = Some(last.key.as_str().to_owned());
            for record in &page {
                checked.records += 1;
                match reads(record) {
                    Ok(()) if record.key.space() == photos::SPACE.name => checked.photos += 1,
                    Ok(()) => {}
                    Err(why) => checked.found(Fault::RecordUnreadable { key: record.key.to_string(), why }),
                }
            }
        }
    }

    async fn check_photo(
        &self,
        photo: &PhotoRecord,
        repairs: Repairs<'_>,
        verified: &mut HashMap<ContentHash, (Verified, bool)>,
        checked: &mut Checked,
    ) -> Result<(), StoreFault> {
        let mut good = false;
        for hash in photo.kept_hashes() {
            let (original, is_healed) = if let Some(known) = verified.get(&hash) {
                known.clone()
            } else {
                checked.originals += 1;
                let found = self.verify(hash).await?;
                let is_healed = !matches!(found, Verified::Good) && self.heal(hash, repairs.backup).await?;
                verified.insert(hash, (found.clone(), is_healed));
                (found, is_healed)
            };
            good |= hash == photo.original.blake3 && (is_healed || matches!(original, Verified::Good));
            let fault = original.fault(photo, hash);
            checked.findings.extend(fault.map(|fault| Finding { fault, mended: is_healed }));
        }
        let faults = self.look_at_renditions(photo, checked).await?;
        if faults.is_empty() {
            return Ok(());
        }
        let mended = repairs.made_again && good && self.mend(photo).await?;
        checked.findings.extend(faults.into_iter().map(|fault| Finding { fault, mended }));
        Ok(())
    }

    /// Copies an original from a backup, if that has it and it is good there.
    pub(super) async fn heal(&self, hash: ContentHash, backup: Option<&Archive>) -> Result<bool, StoreFault> {
        let Some(backup) = backup else { return Ok(false) };
        match backup.copy_original(hash, &self.archive).await {
            Ok(copied) => Ok(copied.is_some()),
            Err(ArchiveError::Damaged { .. } | ArchiveError::Unreadable { .. }) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    pub(super) async fn verify(&self, hash: ContentHash) -> Result<Verified, StoreFault> {
        match self.archive.verify(hash).await {
            Ok(Health::Good) => Ok(Verified::Good),
            Ok(Health::Damaged) => Ok(Verified::Damaged),
            Ok(Health::Missing) => Ok(Verified::Missing),
            Err(ArchiveError::Failed { source, .. }) => Ok(Verified::Unreadable(source.to_string())),
            Err(error) => Err(error.into()),
        }
    }

    async fn look_at_renditions(&self, photo: &PhotoRecord, checked: &mut Checked) -> Result<Vec<Fault>, StoreFault> {
        let mut faults = Vec::new();
        let named = photo.renditions.iter().map(|made| (made.edge.to_string(), Some(*made)));
        for (name, made) in named.chain([(PLACEHOLDER.to_owned(), None)]) {
            checked.renditions += 1;
            let photo_id = photo.id.clone();
            match self.archive.rendition(photo.original.blake3, &name).await {
                Ok(None) => faults.push(Fault::RenditionMissing { photo: photo_id, name }),
                Ok(Some(rendition)) => {
                    if let Some(why) = on_blocking_thread(move || flaw(rendition.bytes(), made)).await? {
                        faults.push(Fault::RenditionDamaged { photo: photo_id, name, why });
                    }
                }
                Err(ArchiveError::Failed { source, .. }) => {
                    faults.push(Fault::RenditionDamaged { photo: photo_id, name, why: source.to_string() });
                }
                Err(error) => return Err(error.into()),
            }
        }
        Ok(faults)
    }

    /// Makes a photo's renditions again, and checks them.
    async fn mend(&self, photo: &PhotoRecord) -> Result<bool, StoreFault> {
        match self.make_renditions_again(photo).await {
            Ok(()) => Ok(self.look_at_renditions(photo, &mut Checked::default()).await?.is_empty()),
            Err(LookError::Fault(fault)) if fault.is_full() => Err(fault),
            Err(error) => {
                tracing::warn!(photo = %photo.id, %error, "renditions could not be made again");
                Ok(false)
            }
        }
    }

    async fn list_orphans(
        &self,
        repair: bool,
        known: &HashMap<ContentHash, (Verified, bool)>,
        checked: &mut Checked,
    ) -> Result<(), StoreFault> {
        let mut orphans = Vec::new();
        let mut after = None;
        loop {
            let page = self.archive.originals(after, PAGE).await?;
            let Some(last) = page.last() else { break };
            after = Some(last.hash);
            orphans.extend(page.into_iter().filter(|original| !known.contains_key(&original.hash)));
        }
        if orphans.is_empty() {
            return Ok(());
        }
        let once_named = self.originals_ever_named().await?;
        for StoredOriginal { hash, bytes, since } in orphans {
            checked.originals += 1;
            let sound = matches!(self.verify(hash).await?, Verified::Good);
            let age = Timestamp::try_from(since).map_or(SignedDuration::ZERO, |since| self.now().duration_since(since));
            if once_named.contains(&hash) {
                checked.found(Fault::FormerOriginal { hash, bytes, sound });
            } else if age < ORPHAN_AGE {
                checked.found(Fault::YoungOrphan { hash, bytes, sound });
            } else {
                if repair {
                    self.archive.set_original_aside(hash).await?;
                }
                checked.findings.push(Finding { fault: Fault::Orphan { hash, bytes, sound }, mended: repair });
            }
        }
        Ok(())
    }

    /// The originals that any entry of the journal names, including those of removed photos.
    pub(super) async fn originals_ever_named(&self) -> Result<HashSet<ContentHash>, StoreFault> {
        let (mut named, mut after) = (HashSet::new(), 0);
        loop {
            let entries = self.store.changes(after, ENTRIES).await?;
            let Some(last) = entries.last() else { return Ok(named) };
            after = last.seq;
            let bodies = entries.iter().flat_map(|entry| &entry.records).filter_map(|written| written.body.as_ref());
            named.extend(
                bodies
                    .filter_map(|body| serde_json::from_str::<Naming>(body.get()).ok())
                    .flat_map(|body| [Some(body.original), body.replacement.map(|file| file.original)])
                    .flatten()
                    .map(|original| original.blake3),
            );
        }
    }

    async fn look_into_staging(&self, repair: bool, checked: &mut Checked) -> Result<(), StoreFault> {
        let Leftovers { files, bytes } = self.archive.staging_leftovers().await?;
        if files > 0 {
            if repair {
                self.archive.sweep_staging().await?;
            }
            checked.findings.push(Finding { fault: Fault::StagingLeftovers { files, bytes }, mended: repair });
        }
        Ok(())
    }
}

/// Reads a record as the type of its space.
fn reads(record: &Record) -> Result<(), String> {
    spaces::check(&record.key, record.body.get()).map_err(|unreadable| unreadable.to_string())
}

/// What is wrong with a rendition's bytes: it must be an image of the size in the record.
fn flaw(bytes: &Bytes, expected: Option<Rendition>) -> Option<String> {
    // Fixed limits, not the operator's: those are for untrusted files.
    match inspect::inspect(bytes, &Limits::of_kept()) {
        Err(refusal) => Some(refusal.to_string()),
        Ok(seen) => expected.filter(|made| (made.width, made.height) != (seen.width, seen.height)).map(|made| {
            format!("it is {} × {} pixels and should be {} × {}", seen.width, seen.height, made.width, made.height)
        }),
    }
}

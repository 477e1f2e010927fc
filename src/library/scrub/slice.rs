//! A night's reading: what is known to be damaged first, then the originals of its slice.

use std::{
    path::PathBuf,
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use tokio::time::Instant;

use super::{
    remembered::{EndedRound, Scrub, ScrubSettings},
    round::{Round, night},
};
use crate::{
    archive::Archive,
    domain::{causes::Causes, hash::ContentHash, photo::PhotoId},
    library::{Library, StoreFault, check::Verified, damaged::DamagedOriginal, lease::Lease, pace::give_way},
};

/// Hashes read from the index at a time.
const PAGE: usize = 256;
/// The least time between two originals: a disk with small files is left to readers too. A slice of 30,000 takes half an hour.
const PAUSE: Duration = Duration::from_millis(50);
/// How often the place is remembered: what a killed node read since then is read again.
const REMEMBERED: Duration = Duration::from_secs(1);

/// What this node read since its start.
#[derive(Debug, Default)]
pub(in crate::library) struct ScrubCounts {
    /// Originals compared with their hash.
    pub read: AtomicU64,
    /// How many were copied from the backup.
    pub healed: AtomicU64,
}

/// How the reading of a slice ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SliceEnd {
    /// It was read.
    Read,
    /// Another node has the lease.
    LostTurn,
    /// There is no original at all: the disk is not there.
    NoOriginals,
}

/// How an original was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    Good,
    /// No photo has it any more.
    Forgotten,
    /// It was lost or damaged, and was copied from the backup.
    Healed,
    Damaged,
    /// It is not there, and neither is any other.
    NoneThere,
}

/// A slice that is being read.
pub(super) struct Slice<'a> {
    library: &'a Library,
    lease: &'a Lease,
    scrub: Scrub,
    night: i64,
    /// The last hash of it; none where all that are left are read.
    last: Option<ContentHash>,
    backup: Backup,
    known: Vec<DamagedOriginal>,
    remembered: Instant,
}

/// The folder that heals, opened when it is needed first.
struct Backup {
    folder: Option<PathBuf>,
    opened: Option<Archive>,
}

impl Backup {
    fn archive(&mut self) -> Option<&Archive> {
        if let (None, Some(folder)) = (&self.opened, &self.folder) {
            match Archive::open_to_read(folder) {
                Ok(archive) => self.opened = Some(archive),
                Err(error) => tracing::warn!(cause = %Causes(&error), "the backup that heals originals cannot be read"),
            }
        }
        self.opened.as_ref()
    }
}

impl<'a> Slice<'a> {
    /// That of this night.
    pub(super) async fn begin(library: &'a Library, lease: &'a Lease) -> Result<Self, StoreFault> {
        let ScrubSettings { days, hour, backup } = library.settings().scrub.clone();
        let night = night(library.now(), hour);
        let mut scrub = library.remembered_scrub().await?.unwrap_or_else(|| Scrub::after(night.saturating_sub(1)));
        let last = scrub.round.last_of(night, days);
        let known = library.known_damaged().await?;
        let backup = Backup { folder: backup, opened: None };
        Ok(Self { library, lease, scrub, night, last, backup, known, remembered: Instant::now() })
    }

    /// Reads it to its end, as long as this node has the lease.
    pub(super) async fn read(mut self) -> Result<SliceEnd, StoreFault> {
        let before = self.scrub.round.clone();
        let after = before.place.map(ContentHash::to_hex);
        tracing::info!(after, until = self.last.map(ContentHash::to_hex), "originals are read again");
        for damaged in self.known.clone() {
            match self.look_at(damaged.hash, &damaged.photo).await? {
                Ok(found) => self.scrub.round.healed += u64::from(found == Found::Healed),
                Err(ended) => return Ok(ended),
            }
        }
        while let Some(page) = self.next_page().await? {
            for (hash, photo) in page {
                let found = match self.look_at(hash, &photo).await? {
                    Ok(found) => found,
                    Err(ended) => return Ok(ended),
                };
                self.count(hash, found);
                if self.remembered.elapsed() >= REMEMBERED {
                    self.library.remember_scrub(&self.scrub).await?;
                    self.remembered = Instant::now();
                }
            }
        }
        let Round { read, damaged, healed, .. } = &self.scrub.round;
        let (read, damaged, healed) = (read - before.read, damaged - before.damaged, healed - before.healed);
        tracing::info!(
            read,
            damaged,
            healed,
            is_whole_round = self.last.is_none(),
            "the originals of this night were read"
        );
        self.end().await?;
        Ok(SliceEnd::Read)
    }

    /// The next originals of the slice, each with a photo that has it; none at its end.
    async fn next_page(&self) -> Result<Option<Vec<(ContentHash, PhotoId)>>, StoreFault> {
        let mut page = self.library.photos.originals(self.scrub.round.place, PAGE).await?;
        page.retain(|(hash, _)| self.last.is_none_or(|last| *hash <= last));
        Ok(Some(page).filter(|page| !page.is_empty()))
    }

    fn count(&mut self, hash: ContentHash, found: Found) {
        let round = &mut self.scrub.round;
        round.place = Some(hash);
        round.read += u64::from(found != Found::Forgotten);
        round.damaged += u64::from(matches!(found, Found::Healed | Found::Damaged));
        round.healed += u64::from(found == Found::Healed);
    }

    /// Compares an original with its hash, tells what was found, and leaves the disk to others for a while.
    async fn look_at(&mut self, hash: ContentHash, photo: &PhotoId) -> Result<Result<Found, SliceEnd>, StoreFault> {
        if !self.lease.is_held() {
            return Ok(Err(SliceEnd::LostTurn));
        }
        let began = Instant::now();
        let found = self.compare(hash, photo).await?;
        self.library.scrubbed.read.fetch_add(1, Ordering::Relaxed);
        if found == Found::NoneThere {
            return Ok(Err(SliceEnd::NoOriginals));
        }
        self.tell(hash, photo, found).await?;
        give_way(began, PAUSE).await;
        Ok(Ok(found))
    }

    async fn compare(&mut self, hash: ContentHash, photo: &PhotoId) -> Result<Found, StoreFault> {
        let verified = self.library.verify(hash).await?;
        if matches!(verified, Verified::Good) {
            return Ok(Found::Good);
        }
        if !self.library.photos.has_original(hash).await? {
            return Ok(Found::Forgotten);
        }
        // The folder of a disk that is not mounted is empty. Nothing is lost, and nothing is written there.
        if matches!(verified, Verified::Missing) && self.library.archive.originals(None, 1).await?.is_empty() {
            return Ok(Found::NoneThere);
        }
        let healed = match self.library.heal(hash, self.backup.archive()).await {
            Ok(is_healed) => is_healed,
            Err(fault) => {
                tracing::warn!(%photo, %hash, cause = %Causes(&fault), "an original could not be copied from the backup");
                false
            }
        };
        Ok(if healed { Found::Healed } else { Found::Damaged })
    }

    /// Remembers and logs what was found.
    async fn tell(&mut self, hash: ContentHash, photo: &PhotoId, found: Found) -> Result<(), StoreFault> {
        let is_known = self.known.iter().any(|known| known.hash == hash);
        match found {
            Found::Healed => {
                self.library.scrubbed.healed.fetch_add(1, Ordering::Relaxed);
                tracing::warn!(%photo, %hash, "an original was lost or damaged, and was copied from the backup");
            }
            Found::Damaged if is_known => tracing::warn!(%photo, %hash, "an original is still lost or damaged"),
            Found::Damaged => {
                tracing::error!(%photo, %hash, "an original is lost or damaged: restore it from a backup");
            }
            Found::Good if is_known => tracing::info!(%photo, %hash, "an original is good again"),
            Found::Good | Found::Forgotten | Found::NoneThere => {}
        }
        let is_damaged = found == Found::Damaged;
        if is_damaged != is_known {
            // A check may have changed it meanwhile.
            let mut known = self.library.known_damaged().await?;
            known.retain(|known| known.hash != hash);
            if is_damaged {
                known.push(DamagedOriginal { hash, photo: photo.clone(), since: self.library.now() });
            }
            self.library.know_damaged(known.clone()).await?;
            self.known = known;
        }
        Ok(())
    }

    /// Remembers that the slice was read.
    async fn end(&mut self) -> Result<(), StoreFault> {
        let (now, scrub) = (self.library.now(), &mut self.scrub);
        (scrub.night, scrub.at) = (self.night, Some(now));
        if let Some(last) = self.last {
            scrub.round.place = Some(last);
        } else {
            let Round { read, damaged, healed, .. } = scrub.round;
            scrub.last = Some(EndedRound { at: now, read, damaged, healed });
            scrub.round = Round::beginning(self.night.saturating_add(1));
        }
        self.library.remember_scrub(scrub).await
    }
}

//! The scrub: while the library is served, a slice of the originals is read again each night and compared with its hash, so that
//! all of them are within so many days. Disks lose bits in silence; whoever notices soon still has the backup.
//!
//! 1. **wait** until a night begins whose slice was not read yet (`round.rs`);
//! 2. **take the lease**: one node reads at a time; when it is killed, another one goes on at the place that it remembered
//!    (`remembered.rs`);
//! 3. **read**, at half speed at most, those that are known to be damaged first (`slice.rs`); what is lost or damaged is copied
//!    from a backup, as `zef check --repair --backup` does it, or is told until it is found good (`damaged.rs`).

mod remembered;
mod round;
mod slice;

use std::time::Duration;

use tokio::{sync::watch, time::sleep};

pub(super) use self::slice::ScrubCounts;
pub use self::{
    remembered::{EndedRound, Scrub, ScrubSettings},
    round::Round,
};
use self::{
    round::{is_at_night, night},
    slice::{Slice, SliceEnd},
};
use super::{Library, StoreFault, lease::Lease};
use crate::{catalog::CatalogError, domain::causes::Causes};

/// How often to look whether a night has begun.
const LOOK: Duration = Duration::from_mins(1);
/// How soon to look again for a disk that is not there.
const AWAY: Duration = Duration::from_mins(10);

impl Library {
    /// Reads originals again each night until the process ends, whenever no other node does.
    pub async fn scrub_nightly(&self, mut ends: watch::Receiver<bool>) {
        if self.settings().scrub.days == 0 {
            return;
        }
        let mut has_failed = false;
        while !*ends.borrow_and_update() {
            let scrubbed =
                async { if self.is_scrub_due().await? { self.scrub_in_turn().await } else { Ok(SliceEnd::Read) } };
            let ended = tokio::select! {
                ended = scrubbed => ended,
                // The lease ends by itself.
                _ = ends.wait_for(|is_ending| *is_ending) => return,
            };
            let has_failed_before = std::mem::replace(&mut has_failed, ended.is_err());
            let pause = match ended {
                Ok(SliceEnd::Read | SliceEnd::LostTurn) => LOOK,
                Ok(SliceEnd::NoOriginals) => {
                    tracing::error!(
                        "there is no original at all: is the disk of the originals mounted? Nothing is read until it is"
                    );
                    AWAY
                }
                Err(StoreFault::Catalog(CatalogError::Closing)) => return,
                Err(fault) => {
                    // A store that is away says so itself.
                    if !has_failed_before {
                        tracing::warn!(cause = %Causes(&fault), "originals could not be read again: it is tried each minute");
                    }
                    LOOK
                }
            };
            tokio::select! {
                () = sleep(pause) => {}
                _ = ends.changed() => {}
            }
        }
    }

    /// Whether the slice of this night, or of one that was missed, is to be read.
    async fn is_scrub_due(&self) -> Result<bool, StoreFault> {
        let (now, hour) = (self.now(), self.settings().scrub.hour);
        let tonight = night(now, hour);
        match self.remembered_scrub().await? {
            Some(scrub) => Ok(scrub.night != tonight),
            None if is_at_night(now, hour) => Ok(true),
            None => {
                self.remember_scrub(&Scrub::after(tonight)).await?;
                Ok(false)
            }
        }
    }

    /// Reads the slice of this night once this node has the lease, unless another one read it meanwhile.
    async fn scrub_in_turn(&self) -> Result<SliceEnd, StoreFault> {
        let lease = Lease::of("scrub", self);
        let (end, ends) = watch::channel(false);
        let reading = async {
            lease.held().await;
            let ended = if self.is_scrub_due().await? {
                Slice::begin(self, &lease).await?.read().await?
            } else {
                SliceEnd::Read
            };
            Ok(ended)
        };
        let reading = async {
            let ended = reading.await;
            end.send_replace(true);
            ended
        };
        let ((), ended) = tokio::join!(lease.keep(self, ends), reading);
        lease.leave(self).await;
        ended
    }
}

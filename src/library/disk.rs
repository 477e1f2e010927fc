//! How much space the library has, and how much it takes, for administrators.
//!
//! The free space is asked of the system each time. The folders hold millions of files: they are measured in the background,
//! once at a time whoever asks, and the last measurement is kept with its instant.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use jiff::{SignedDuration, Timestamp};
use tokio::{sync::watch, time::timeout};

use super::{
    Library,
    administrator::{AdministrationError, administrator},
};
pub use crate::archive::{DiskSpace, FolderWeight};
use crate::{
    archive::ArchiveError,
    domain::{causes::Causes, reader::Reader},
};

/// A measurement is used for so long: figures of a disk are for deciding in days.
const LEAST_AGE: SignedDuration = SignedDuration::from_mins(10);
/// One that took long is used for so many times as long: measuring takes a fiftieth of the disk's time at most.
const AGE_OF_LONG: i32 = 50;
/// How long a reader waits for the first measurement: a library of some thousands of photos is measured by then.
const PATIENCE: Duration = Duration::from_secs(1);

/// How much each folder of the library takes.
#[derive(Debug)]
pub struct Usage {
    /// When that was measured.
    pub at: Timestamp,
    /// The folders.
    pub folders: Vec<FolderWeight>,
}

/// Measures the folders.
#[derive(Debug)]
pub(super) struct Measuring {
    last: watch::Sender<Option<Arc<Usage>>>,
    next: Mutex<Next>,
}

#[derive(Clone, Copy, Debug)]
enum Next {
    /// A measurement is being made.
    Running,
    /// None is made before this instant.
    From(Timestamp),
}

impl Default for Measuring {
    fn default() -> Self {
        Self { last: watch::Sender::new(None), next: Mutex::new(Next::From(Timestamp::MIN)) }
    }
}

impl Measuring {
    /// Whether a measurement begins now: it does once, and the caller makes it.
    fn begins(&self, now: Timestamp) -> bool {
        // Each of these lines replaces one value.
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        let begins = matches!(*next, Next::From(instant) if instant <= now);
        if begins {
            *next = Next::Running;
        }
        begins
    }

    fn ended(&self, weighed: Result<Vec<FolderWeight>, ArchiveError>, began: Timestamp, now: Timestamp) {
        match weighed {
            Ok(folders) => drop(self.last.send_replace(Some(Arc::new(Usage { at: now, folders })))),
            Err(error) => tracing::warn!(cause = %Causes(&error), "the folders of the library could not be measured"),
        }
        let age = now.duration_since(began).saturating_mul(AGE_OF_LONG).max(LEAST_AGE);
        let next = Next::From(now.saturating_add(age).unwrap_or(Timestamp::MAX));
        *self.next.lock().unwrap_or_else(PoisonError::into_inner) = next;
    }
}

impl Library {
    /// The space of the disk that the library is on; `None` of an archive that cannot tell.
    ///
    /// # Errors
    /// [`AdministrationError`].
    pub async fn space(&self, reader: &Reader) -> Result<Option<DiskSpace>, AdministrationError> {
        administrator(reader)?;
        Ok(self.archive.space().await?)
    }

    /// How much each folder takes, as it was last measured; `None` while the first measurement is being made.
    ///
    /// # Errors
    /// [`AdministrationError`].
    pub async fn usage(&self, reader: &Reader) -> Result<Option<Arc<Usage>>, AdministrationError> {
        administrator(reader)?;
        let began = self.now();
        if self.measuring.begins(began) {
            let (archive, measuring, clock) = (self.archive.clone(), self.measuring.clone(), self.clock.clone());
            tokio::spawn(async move { measuring.ended(archive.weigh().await, began, clock()) });
        }
        let mut last = self.measuring.last.subscribe();
        // The outer error is that of time, the inner one that of a library that ends.
        let measured = timeout(PATIENCE, last.wait_for(Option::is_some)).await;
        Ok(measured.ok().and_then(Result::ok).and_then(|usage| usage.clone()))
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(seconds).unwrap()
    }

    #[test]
    fn folders_are_measured_once_at_a_time_and_not_again_for_some_minutes() {
        let measuring = Measuring::default();
        assert!(measuring.begins(at(0)) && !measuring.begins(at(0)));
        measuring.ended(Ok(Vec::new()), at(0), at(2));
        assert!(!measuring.begins(at(601)) && measuring.begins(at(602)));
        assert_eq!(measuring.last.borrow().as_ref().map(|usage| usage.at), Some(at(2)));
    }

    #[test]
    fn a_measurement_that_took_long_is_used_longer_and_one_that_failed_is_made_again() {
        let measuring = Measuring::default();
        assert!(measuring.begins(at(0)));
        measuring.ended(Err(ArchiveError::Stopped), at(0), at(100));
        assert!(!measuring.begins(at(5_099)) && measuring.begins(at(5_100)));
        assert!(measuring.last.borrow().is_none());
    }
}

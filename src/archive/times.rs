//! How long the operations of the archive take, on any engine, and how many uploads are being received.

use std::time::Instant;

use crate::domain::measure::{CountedDurations, Durations, UnderWay};

/// How long an archive takes, since the start.
#[derive(Debug, Default)]
pub struct ArchiveTimes {
    /// An original, from staging until it survives a power cut.
    pub(super) keep: Durations,
    /// A rendition.
    pub(super) put: Durations,
    /// An object that is opened and not read yet.
    pub(super) open: Durations,
    /// An object, whole and compared with its hash.
    pub(super) read: Durations,
    /// An original that is compared with its hash and not held.
    pub(super) verify: Durations,
    pub(super) uploads: UnderWay,
}

impl ArchiveTimes {
    /// How long each operation took, by its name.
    #[must_use]
    pub fn counted(&self) -> Vec<(&'static str, CountedDurations)> {
        let Self { keep, put, open, read, verify, .. } = self;
        [("keep", keep), ("put", put), ("open", open), ("read", read), ("verify", verify)]
            .map(|(name, durations)| (name, durations.counted()))
            .to_vec()
    }

    /// How many uploads are being received.
    #[must_use]
    pub fn uploads_under_way(&self) -> u64 {
        self.uploads.count()
    }
}

/// Does the work, and counts how long it took.
pub(super) async fn timed<T>(durations: &Durations, work: impl Future<Output = T>) -> T {
    let began = Instant::now();
    let done = work.await;
    durations.add(u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX));
    done
}

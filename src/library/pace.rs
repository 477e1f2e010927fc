//! The pace of what reads all originals while the library is served: readers need the disk too.

use std::time::Duration;

use tokio::time::{Instant, sleep};

/// Waits as long as the work that began then took, and for this long at least: half of the disk's time is left to readers.
pub(super) async fn give_way(began: Instant, at_least: Duration) {
    sleep(began.elapsed().max(at_least)).await;
}

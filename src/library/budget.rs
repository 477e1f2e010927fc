//! The memory budget of the whole server: files read whole, and pixels decoded.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, Weak},
    time::Duration,
};

use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};

use super::StoreFault;
use crate::domain::{measure::UnderWay, person::Handle};

const KIB: u64 = 1024;
/// Bytes of files read whole at one time: two of the largest allowed.
const FILES: u64 = 100 * KIB * KIB;
/// Bytes of decoded pixels at one time. With the files, the store's cache and the program itself, the server stays
/// under 512 MiB whatever sixteen people send at once.
const PIXELS: u64 = 300 * KIB * KIB;

/// How long a download waits for memory: about as long as people wait for a page.
const PATIENCE: Duration = Duration::from_secs(10);

/// Two weighted semaphores, always taken in this order: a task that holds a share for pixels never waits for one for
/// files, so no two tasks can wait for each other.
pub(super) struct Budget {
    files: Arc<Semaphore>,
    pixels: Arc<Semaphore>,
    /// One permit a core: decoding more photographs at a time would only hold memory longer.
    cores: Arc<Semaphore>,
    /// One permit for each person whose photographs are being processed.
    turns: Mutex<HashMap<Handle, Weak<Semaphore>>>,
    /// Those that wait for one of these.
    waiting: UnderWay,
}

/// A share of the budget, released when dropped.
#[derive(Debug)]
pub struct Share(#[expect(dead_code, reason = "held for its drop")] Vec<OwnedSemaphorePermit>);

impl Default for Budget {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        Self {
            files: Arc::new(Semaphore::new(permits_in(FILES))),
            pixels: Arc::new(Semaphore::new(permits_in(PIXELS))),
            cores: Arc::new(Semaphore::new(cores)),
            turns: Mutex::default(),
            waiting: UnderWay::default(),
        }
    }
}

/// One permit is one KiB: bytes would overflow tokio's 32-bit weights.
fn permits_in(bytes: u64) -> usize {
    usize::try_from(bytes.div_ceil(KIB)).unwrap_or(Semaphore::MAX_PERMITS)
}

impl Budget {
    /// Waits for a person's turn: their photographs are processed one after the other, alternating with those of
    /// others, so that one account does not occupy every core. The turn is taken before any memory, so a task that
    /// waits for it holds none.
    pub(super) async fn turn(&self, person: &Handle) -> Option<Share> {
        let _waits = self.waiting.begin();
        Some(Share(vec![self.turn_of(person).acquire_owned().await.ok()?]))
    }

    /// How many photographs wait for a turn, for memory or for a core.
    pub(super) fn waiting(&self) -> u64 {
        self.waiting.count()
    }

    fn turn_of(&self, person: &Handle) -> Arc<Semaphore> {
        let mut turns = self.turns.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(turn) = turns.get(person).and_then(Weak::upgrade) {
            return turn;
        }
        turns.retain(|_, turn| turn.strong_count() > 0);
        let turn = Arc::new(Semaphore::new(1));
        turns.insert(person.clone(), Arc::downgrade(&turn));
        turn
    }

    /// Waits for memory for a file of so many bytes.
    pub(super) async fn file(&self, bytes: u64) -> Option<Share> {
        let _waits = self.waiting.begin();
        Some(Share(vec![take(&self.files, bytes.min(FILES)).await?]))
    }

    /// Waits for memory for a file of so many bytes, for a limited time.
    pub(super) async fn file_soon(&self, bytes: u64) -> Result<Share, StoreFault> {
        soon(self.file(bytes)).await
    }

    /// Waits for memory for so many bytes of decoded pixels, and for a core, for a limited time.
    pub(super) async fn pixels_soon(&self, bytes: u64) -> Result<Share, StoreFault> {
        soon(self.pixels(bytes)).await
    }

    /// Waits for memory for so many bytes of decoded pixels, and for a core; `None` when they can never fit.
    pub(super) async fn pixels(&self, bytes: u64) -> Option<Share> {
        if bytes > PIXELS {
            return None;
        }
        let _waits = self.waiting.begin();
        let room = take(&self.pixels, bytes).await?;
        let core = Arc::clone(&self.cores).acquire_owned().await.ok()?;
        Some(Share(vec![room, core]))
    }
}

async fn soon(share: impl Future<Output = Option<Share>>) -> Result<Share, StoreFault> {
    timeout(PATIENCE, share).await.map_err(|_elapsed| StoreFault::Busy)?.ok_or(StoreFault::Worker)
}

async fn take(semaphore: &Arc<Semaphore>, bytes: u64) -> Option<OwnedSemaphorePermit> {
    let permits = u32::try_from(permits_in(bytes)).ok()?;
    Arc::clone(semaphore).acquire_many_owned(permits).await.ok()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]
mod tests {
    use futures_util::FutureExt as _;

    use super::*;

    #[tokio::test]
    async fn what_could_never_fit_is_said_at_once() {
        assert!(Budget::default().pixels(PIXELS + 1).await.is_none());
    }

    #[tokio::test]
    async fn one_person_takes_turns_and_others_pass_between() {
        let budget = Budget::default();
        let [anne, bran] = ["anne", "bran"].map(|handle| handle.parse::<Handle>().unwrap());
        let first = budget.turn(&anne).await;
        let mut second = Box::pin(budget.turn(&anne));
        assert!(second.as_mut().now_or_never().is_none(), "two at once for one person");
        assert!(budget.turn(&bran).await.is_some());
        drop(first);
        assert!(second.await.is_some());
        // Nothing is kept of people without a task.
        drop(budget.turn(&anne).await);
        assert_eq!(budget.turns.lock().unwrap().len(), 1);
    }

    #[tokio::test]
    async fn a_share_comes_back_when_dropped() {
        let budget = Budget::default();
        for _ in 0..5 {
            assert!(budget.pixels(PIXELS).await.is_some());
        }
    }
}

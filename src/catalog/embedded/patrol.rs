//! A large state after a crash is walked while it is in use: the library starts at once, and whatever is wrong in the
//! files is mended soon after.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::Sender,
    },
    thread::{self, JoinHandle},
    time::Duration,
};

use tokio::sync::oneshot;

use super::{
    live::{Failed, Live},
    state::{Fault, State, guarded},
    writer::Message,
};

/// How long to wait for a quieter moment when the state changed during a walk.
const PAUSE: Duration = Duration::from_secs(5);

/// A walk under way, on a thread of its own.
#[derive(Debug)]
pub(super) struct Patrol {
    ended: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Patrol {
    /// Begins to walk the state in use.
    ///
    /// # Errors
    /// What the system says when it gives no thread.
    pub(super) fn begin(live: Arc<Live>, queue: Sender<Message>) -> std::io::Result<Self> {
        let ended = Arc::new(AtomicBool::new(false));
        let seen = Arc::clone(&ended);
        let walk = move || {
            while !seen.load(Ordering::Relaxed) {
                let Ok((state, turn)) = live.state() else { return };
                match guarded(|| is_sound(&state, &|| !seen.load(Ordering::Relaxed))) {
                    Ok(Some(true)) => {
                        return tracing::info!("the catalogue's state was walked after a crash and is sound");
                    }
                    Ok(None) => {}
                    Ok(Some(false)) => {
                        return mend(&queue, turn, Fault::Broken("its content is not what was written".to_owned()));
                    }
                    Err(why) => return mend(&queue, turn, why),
                }
                drop(state);
                thread::park_timeout(PAUSE);
            }
        };
        let thread = thread::Builder::new().name("patrol".to_owned()).spawn(walk)?;
        Ok(Self { ended, thread: Some(thread) })
    }
}

impl Drop for Patrol {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            thread.thread().unpark();
            // A panic of sled's is caught inside; there is nothing else to learn from how it ended.
            let _ = thread.join();
        }
    }
}

/// Whether the content is what was written; nothing when that could not be told, because it changed or time ran out.
pub(super) fn is_sound(state: &State, go_on: &(dyn Fn() -> bool + Sync)) -> Result<Option<bool>, Fault> {
    let before = state.progress()?;
    let Some(digest) = state.digest(go_on)? else { return Ok(None) };
    let after = state.progress()?;
    Ok((before == after).then_some(digest == after.digest))
}

fn mend(queue: &Sender<Message>, turn: u64, why: Fault) {
    // Nobody waits for the answer: readers ask on, of the state that will be there.
    let (answer, _) = oneshot::channel();
    let _ = queue.send(Message::Mend(Failed { turn, why }, answer));
}

//! Whether the server answers, as this program found out last: nobody waits for one that says nothing.

use std::{
    future::pending,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Instant,
};

use tokio::sync::watch;

/// Shared by the writer, who looks all the time, and readers, who would wait.
#[derive(Clone, Debug)]
pub(super) struct Presence(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    is_there: watch::Sender<bool>,
    /// When it was not there last, and why: connections that were made before may lead nowhere.
    missed: Mutex<Option<(Instant, String)>>,
}

impl Presence {
    /// It answered a moment ago.
    pub(super) fn new() -> Self {
        Self(Arc::new(Shared { is_there: watch::Sender::new(true), missed: Mutex::default() }))
    }

    /// It answered.
    pub(super) fn found(&self) {
        self.set(true);
    }

    /// It did not answer.
    pub(super) fn miss(&self, why: String) {
        *self.missed() = Some((Instant::now(), why));
        self.set(false);
    }

    fn set(&self, is_there: bool) {
        self.0.is_there.send_if_modified(|known| std::mem::replace(known, is_there) != is_there);
    }

    /// Why it is not there; nothing where it is.
    pub(super) fn why_missed(&self) -> Option<String> {
        let missed = self.missed();
        missed.as_ref().filter(|_| !self.is_there()).map(|(_, why)| why.clone())
    }

    pub(super) fn is_there(&self) -> bool {
        *self.0.is_there.borrow()
    }

    /// Until it does not answer.
    pub(super) async fn lost(&self) {
        if self.0.is_there.subscribe().wait_for(|is_there| !is_there).await.is_err() {
            // Its sender is held here.
            pending::<()>().await;
        }
    }

    /// Whether a connection of this age is of a time before it was missed last.
    pub(super) fn outdates(&self, made: Instant) -> bool {
        self.missed().as_ref().is_some_and(|(missed, _)| made < *missed)
    }

    /// A panic cannot leave the value half written.
    fn missed(&self) -> MutexGuard<'_, Option<(Instant, String)>> {
        self.0.missed.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

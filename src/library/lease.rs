//! Leases: work that one node of a library does at a time. Whoever has the lease of a work renews it all the time; when a node is
//! killed, another one has it some seconds later.
//!
//! A node that stops for longer than its lease, and then goes on, works beside another one for a moment. What must not be done
//! twice is therefore claimed in the journal too (`deliver.rs`).

use std::time::{Duration, Instant};

use tokio::{
    sync::watch,
    time::{sleep, timeout},
};

use super::{Library, sessions::Secret};

/// How long a lease lasts.
const LASTS: Duration = Duration::from_secs(5);
/// How often it is renewed, or asked for again.
const AGAIN: Duration = Duration::from_secs(1);
/// How long a holder works without renewing it: less, so that it stops before another one begins.
const WORKS: Duration = Duration::from_secs(4);

/// A node's turn at a work.
#[derive(Debug)]
pub(super) struct Lease {
    work: &'static str,
    /// This node, for as long as it runs.
    holder: String,
    /// Until when this node has it; nothing while another one does.
    until: watch::Sender<Option<Instant>>,
}

impl Lease {
    /// The lease of a work, not taken yet.
    pub(super) fn of(work: &'static str, library: &Library) -> Self {
        let holder = Secret::from_chance(library.chance()).as_str().to_owned();
        Self { work, holder, until: watch::Sender::new(None) }
    }

    /// Whether this node has it.
    pub(super) fn is_held(&self) -> bool {
        self.until.borrow().is_some_and(|until| until > Instant::now())
    }

    /// Waits until this node has it.
    pub(super) async fn held(&self) {
        let mut until = self.until.subscribe();
        // The sender is here.
        let _ = until.wait_for(|until| until.is_some_and(|until| until > Instant::now())).await;
    }

    /// Takes it whenever nobody else has it, and keeps it, until the process ends.
    pub(super) async fn keep(&self, library: &Library, mut ends: watch::Receiver<bool>) {
        while !*ends.borrow_and_update() {
            let asked = Instant::now();
            let taking = library.volatile.take_lease(self.work, &self.holder, LASTS);
            match timeout(LASTS, taking).await {
                Ok(Ok(is_held)) => {
                    let was_held = self.is_held();
                    self.until.send_replace(is_held.then(|| asked + WORKS));
                    if is_held != was_held {
                        tracing::debug!(work = self.work, is_held, "a lease");
                    }
                }
                // It ends by itself.
                Ok(Err(error)) => tracing::debug!(work = self.work, %error, "a lease was not renewed"),
                Err(_elapsed) => {}
            }
            tokio::select! {
                () = sleep(AGAIN) => {}
                _ = ends.changed() => {}
            }
        }
    }

    /// Leaves it to another node.
    pub(super) async fn leave(&self, library: &Library) {
        self.until.send_replace(None);
        // Otherwise it ends by itself.
        drop(timeout(LASTS, library.volatile.leave_lease(self.work, &self.holder)).await);
    }
}

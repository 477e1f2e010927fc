//! How connections are closed when the server is stopped, so that a request on an accepted connection is answered.
//!
//! 1. No connection is accepted any more, and each answer says that it is the last one of its connection (`Connection: close`,
//!    RFC 9112 §9.6): busy clients go, and send their next request to another node or to the next run.
//! 2. A moment later, connections on which nothing was asked meanwhile are closed.

use std::time::Duration;

use tokio::{sync::watch, time::sleep};

/// How long a connection that was accepted just before may take to ask: its request is sent, and was not read yet.
const LAST_REQUESTS: Duration = Duration::from_millis(100);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Phase {
    Open,
    LastAnswers,
    Closed,
}

/// What connections know of the end.
#[derive(Clone, Debug)]
pub struct Closing(watch::Receiver<Phase>);

/// What ends them.
#[derive(Debug)]
pub struct Close(watch::Sender<Phase>);

/// Both sides.
#[must_use]
pub fn channel() -> (Close, Closing) {
    let (close, closing) = watch::channel(Phase::Open);
    (Close(close), Closing(closing))
}

impl Close {
    /// Ends all connections. `stop_accepting` has been called, and is waited for, when this resolves.
    pub async fn all<F: Future<Output = ()>>(self, stop_accepting: impl FnOnce() -> F) {
        self.0.send_replace(Phase::LastAnswers);
        let stopped = stop_accepting();
        sleep(LAST_REQUESTS).await;
        self.0.send_replace(Phase::Closed);
        stopped.await;
    }
}

impl Closing {
    /// Whether each answer is the last one of its connection.
    #[must_use]
    pub fn is_last_answer(&self) -> bool {
        *self.0.borrow() >= Phase::LastAnswers
    }

    /// Resolves when idle connections are to be closed.
    pub async fn closed(mut self) {
        // A sender that is gone ends them too.
        let _ = self.0.wait_for(|phase| *phase == Phase::Closed).await;
    }
}

//! How far a long command is: a bar on a terminal; elsewhere a line of the log now and then.

use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use indicatif::ProgressBar;

use crate::library::check::Progress;

/// The pause between two lines of the log. A command that ends sooner writes none.
const PAUSE: Duration = Duration::from_secs(30);

/// The progress of one step of a command, until it is dropped.
pub(super) struct Meter {
    doing: &'static str,
    bar: ProgressBar,
    /// When the next line is due.
    next: Mutex<Instant>,
}

impl Meter {
    /// Says what is done, such as "copying originals".
    pub(super) fn new(doing: &'static str) -> Self {
        Self { doing, bar: ProgressBar::no_length(), next: Mutex::new(Instant::now() + PAUSE) }
    }

    /// Shows how much is done, of a whole that is known.
    pub(super) fn show(&self, progress: Progress) {
        self.bar.set_length(progress.total);
        self.bar.set_position(progress.done);
        if self.bar.is_hidden() && self.is_due(Instant::now()) {
            tracing::info!("{}: {} of {}", self.doing, progress.done, progress.total);
        }
    }

    /// Shows how much is done, of a whole that is not known.
    pub(super) fn count(&self, done: u64) {
        self.bar.set_position(done);
        if self.bar.is_hidden() && self.is_due(Instant::now()) {
            tracing::info!("{}: {done}", self.doing);
        }
    }

    /// Does something that writes a line, which a bar must not stand in.
    pub(super) fn suspend<T>(&self, write: impl FnOnce() -> T) -> T {
        self.bar.suspend(write)
    }

    fn is_due(&self, now: Instant) -> bool {
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        let is_due = now >= *next;
        if is_due {
            *next = now + PAUSE;
        }
        is_due
    }
}

impl Drop for Meter {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_due_after_each_pause() {
        let meter = Meter::new("copying originals");
        let start = Instant::now();
        let due = [1, 29, 31, 32, 60, 62].map(|seconds| meter.is_due(start + Duration::from_secs(seconds)));
        assert_eq!(due, [false, false, true, false, false, true]);
    }
}

//! What programs on one catalogue share beside records, for an engine that one program has to itself: it is in memory.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use super::volatile::Rate;

/// Keys of tries kept at most before those that are spent no longer are removed.
const MOST_TRIES: usize = 10_000;

/// Counted tries, and who does what one does at a time. Each lock is held for one change of one value.
#[derive(Debug, Default)]
pub(super) struct Alone {
    /// Until when the tries of a key were spent.
    spent: Mutex<HashMap<String, Instant>>,
    /// By work, its holder and until when.
    leases: Mutex<HashMap<String, (String, Instant)>>,
}

impl Alone {
    /// See [`Volatile::count_try`](super::volatile::Volatile::count_try).
    pub(super) fn count_try(&self, key: &str, rate: Rate) -> Option<Duration> {
        let (now, mut spent) = (Instant::now(), self.spent.lock().unwrap_or_else(PoisonError::into_inner));
        if spent.len() > MOST_TRIES {
            spent.retain(|_, until| *until > now);
        }
        let from = spent.get(key).map_or(now, |until| now.max(*until));
        let (until, last) = (from + rate.pause, now + rate.pause.saturating_mul(rate.burst));
        if until > last {
            return Some(until - last);
        }
        spent.insert(key.to_owned(), until);
        None
    }

    /// See [`Volatile::take_lease`](super::volatile::Volatile::take_lease).
    pub(super) fn take_lease(&self, work: &str, holder: &str, lasts: Duration) -> bool {
        let (now, mut leases) = (Instant::now(), self.leases.lock().unwrap_or_else(PoisonError::into_inner));
        if leases.get(work).is_some_and(|(other, ends)| other != holder && *ends > now) {
            return false;
        }
        leases.insert(work.to_owned(), (holder.to_owned(), now + lasts));
        true
    }

    /// See [`Volatile::leave_lease`](super::volatile::Volatile::leave_lease).
    pub(super) fn leave_lease(&self, work: &str, holder: &str) {
        let mut leases = self.leases.lock().unwrap_or_else(PoisonError::into_inner);
        if leases.get(work).is_some_and(|(other, _)| other == holder) {
            leases.remove(work);
        }
    }
}

//! One making at a time of each answer: those who ask for the same one meanwhile wait for it and share it.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

/// The answers being made, by their key.
pub struct SingleFlight<T>(Mutex<HashMap<String, Arc<Flight<T>>>>);

/// One answer being made.
struct Flight<T> {
    /// What was made last. Locked by the one who makes it; the next waiter takes over when that one fails, panics or goes away.
    last: tokio::sync::Mutex<Option<T>>,
    /// The last making failed: those who wait then make their own, all at once. One after another, the last of them would wait
    /// for as many failures, of some seconds each where a time limit was reached.
    failed: AtomicBool,
}

impl<T> Default for SingleFlight<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T: Clone> SingleFlight<T> {
    /// The answer of this key: one that is `kept` or that another request has made meanwhile, if it `serves`; else made now.
    ///
    /// # Errors
    /// Whatever making it fails with.
    pub async fn answer<E>(
        &self,
        key: &str,
        kept: impl Fn() -> Option<T>,
        serves: impl Fn(&T) -> bool,
        make: impl Future<Output = Result<T, E>>,
    ) -> Result<T, E> {
        let seat = self.seat(key);
        let mut last = seat.flight.last.lock().await;
        if let Some(answer) = last.clone().into_iter().chain(kept()).find(|answer| serves(answer)) {
            return Ok(answer);
        }
        if seat.flight.failed.load(Ordering::Acquire) {
            drop(last);
            let made = make.await?;
            seat.flight.failed.store(false, Ordering::Release);
            return Ok(made);
        }
        let made = make.await;
        seat.flight.failed.store(made.is_err(), Ordering::Release);
        *last = made.as_ref().ok().cloned();
        made
    }

    fn seat(&self, key: &str) -> Seat<'_, T> {
        let mut flights = self.flights();
        let begun = || Arc::new(Flight { last: tokio::sync::Mutex::new(None), failed: AtomicBool::new(false) });
        let flight = Arc::clone(flights.entry(key.to_owned()).or_insert_with(begun));
        Seat { all: self, key: key.to_owned(), flight }
    }
}

impl<T> SingleFlight<T> {
    // Every line that holds the lock leaves the map whole.
    fn flights(&self) -> MutexGuard<'_, HashMap<String, Arc<Flight<T>>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One request's part in a flight. The last to leave takes the flight out of the map.
struct Seat<'a, T> {
    all: &'a SingleFlight<T>,
    key: String,
    flight: Arc<Flight<T>>,
}

impl<T> Drop for Seat<'_, T> {
    fn drop(&mut self) {
        let mut flights = self.all.flights();
        // The map's own and this one: nobody else takes one without the lock.
        if Arc::strong_count(&self.flight) == 2 {
            flights.remove(&self.key);
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]
mod tests {
    use std::sync::atomic::AtomicUsize;

    use futures_util::future::join_all;
    use tokio::sync::Notify;

    use super::*;

    #[tokio::test]
    async fn many_who_ask_at_once_share_one_making() {
        let (flights, begun, go) = (SingleFlight::default(), AtomicUsize::new(0), Notify::new());
        let ask = || {
            flights.answer("page", || None, |_| true, async {
                begun.fetch_add(1, Ordering::Relaxed);
                go.notified().await;
                Ok::<_, ()>(7)
            })
        };
        let (answers, ()) = tokio::join!(join_all((0..50).map(|_| ask())), async { go.notify_one() });
        assert_eq!(answers, vec![Ok(7); 50]);
        assert_eq!((begun.load(Ordering::Relaxed), flights.flights().len()), (1, 0));
    }

    #[tokio::test]
    async fn after_a_failure_each_tries_and_nobody_waits_for_another() {
        let (flights, trying, go) = (SingleFlight::<u8>::default(), AtomicUsize::new(0), Notify::new());
        let ask = || {
            flights.answer("page", || None, |_| true, async {
                // The first fails alone; the others are let go once all of them have begun.
                match trying.fetch_add(1, Ordering::Relaxed) {
                    0 => tokio::task::yield_now().await,
                    49 => go.notify_waiters(),
                    _ => go.notified().await,
                }
                Err::<u8, _>("full")
            })
        };
        assert_eq!(join_all((0..50).map(|_| ask())).await, vec![Err("full"); 50]);
        assert_eq!((trying.load(Ordering::Relaxed), flights.flights().len()), (50, 0));
    }

    #[tokio::test]
    async fn who_waits_for_one_that_panics_or_goes_away_is_next() {
        let flights = Arc::new(SingleFlight::<u8>::default());
        let doomed = |ends: bool| {
            let flights = Arc::clone(&flights);
            tokio::spawn(async move {
                let make = async move {
                    assert!(!ends, "a maker that panics");
                    std::future::pending::<Result<u8, ()>>().await
                };
                flights.answer("page", || None, |_| true, make).await
            })
        };
        let waits_for_ever = doomed(false);
        while flights.flights().is_empty() {
            tokio::task::yield_now().await;
        }
        let panics = doomed(true);
        let patient = flights.answer("page", || None, |_| true, async { Ok::<_, ()>(3) });
        let (answer, ()) = tokio::join!(patient, async { waits_for_ever.abort() });
        assert_eq!(answer, Ok(3));
        drop(panics.await);
        assert_eq!(flights.answer("page", || None, |_| true, async { Ok::<_, ()>(4) }).await.unwrap(), 4);
    }
}

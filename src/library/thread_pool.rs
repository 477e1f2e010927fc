//! Threads that do one kind of long work and nothing else, so that what is short never waits behind it.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Mutex, PoisonError, mpsc},
    thread,
};

use tokio::sync::oneshot;

use super::StoreFault;

/// A few threads, and a queue of work for them. They are always the same ones: the allocator keeps, for each thread that
/// asked for memory, much of what that thread gave back.
pub(super) struct ThreadPool {
    jobs: mpsc::Sender<Job>,
}

type Job = Box<dyn FnOnce() + Send>;

impl ThreadPool {
    /// A crew of so many threads, which leave when it is dropped.
    pub(super) fn of(threads: usize) -> Self {
        let (jobs, waiting) = mpsc::channel::<Job>();
        let waiting = Arc::new(Mutex::new(waiting));
        for _ in 0..threads {
            let waiting = Arc::clone(&waiting);
            thread::spawn(move || {
                loop {
                    let next = waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    let Ok(job) = next else { return };
                    job();
                }
            });
        }
        Self { jobs }
    }

    /// Waits until the work is done. Work whose caller is gone when its turn comes is not started.
    pub(super) async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, StoreFault> {
        let (answer, done) = oneshot::channel();
        let job: Job = Box::new(move || {
            if answer.is_closed() {
                return;
            }
            // A decoder that panics on a hostile file ends its work, not the thread: there would soon be none.
            if let Ok(result) = catch_unwind(AssertUnwindSafe(work)) {
                drop(answer.send(result));
            }
        });
        self.jobs.send(job).map_err(|_stopped| StoreFault::Worker)?;
        done.await.map_err(|_panicked| StoreFault::Worker)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::panic, reason = "a test stops where its example is wrong")]
mod tests {
    use futures_util::FutureExt as _;

    use super::*;
    use crate::library::briefly;

    #[tokio::test]
    async fn long_work_of_all_the_crew_keeps_nobody_else_waiting() {
        let crew = ThreadPool::of(2);
        let (end, ends) = mpsc::channel::<()>();
        let ends = Arc::new(Mutex::new(ends));
        let long = || {
            let ends = Arc::clone(&ends);
            crew.in_turn(move || ends.lock().unwrap().recv().is_ok())
        };
        let mut both = Box::pin(futures_util::future::join(long(), long()));
        assert!(both.as_mut().now_or_never().is_none());
        assert_eq!(briefly(|| 7).await.unwrap(), 7);
        assert!(both.as_mut().now_or_never().is_none());
        end.send(()).unwrap();
        end.send(()).unwrap();
        assert!(matches!(both.await, (Ok(true), Ok(true))));
    }

    #[tokio::test]
    async fn work_that_panics_is_a_fault_and_the_crew_goes_on() {
        let crew = ThreadPool::of(1);
        for _ in 0..3 {
            assert!(matches!(crew.in_turn(|| panic!("a hostile file")).await, Err::<(), _>(StoreFault::Worker)));
        }
        assert_eq!(crew.in_turn(|| 7).await.unwrap(), 7);
    }

    #[tokio::test]
    async fn work_that_nobody_waits_for_any_more_is_not_begun() {
        let crew = ThreadPool::of(1);
        let (end, ends) = mpsc::channel::<()>();
        let (begin, begun) = mpsc::channel::<()>();
        let first = crew.in_turn(move || ends.recv().is_ok());
        let mut first = Box::pin(first);
        assert!(first.as_mut().now_or_never().is_none());
        let mut given_up = Box::pin(crew.in_turn(move || begin.send(()).is_ok()));
        assert!(given_up.as_mut().now_or_never().is_none());
        drop(given_up);
        end.send(()).unwrap();
        assert!(first.await.unwrap());
        assert!(begun.recv().is_err(), "it was done all the same");
    }
}

//! What is counted of the program itself while it runs: how long something takes, and how many things are under way. Counting costs
//! some nanoseconds; nothing here reads a clock.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

/// The upper ends of the classes of durations, in microseconds: a record from memory takes some microseconds, one that is forced to
/// a disk some milliseconds, an object of a bucket tens of them.
const CLASSES: [u64; 14] =
    [50, 100, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 5_000_000];

/// How long something took, each time since the start.
#[derive(Debug, Default)]
pub struct Durations {
    counts: [AtomicU64; CLASSES.len()],
    /// Those above the last class.
    longer: AtomicU64,
    /// All of them together, in microseconds.
    sum: AtomicU64,
}

/// Durations as they were at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CountedDurations {
    /// The upper end of each class in microseconds, and how many were in it; the last one has no end.
    pub classes: Vec<(Option<u64>, u64)>,
    /// All of them together, in microseconds.
    pub sum: u64,
}

impl Durations {
    /// Counts one of so many microseconds.
    pub fn add(&self, microseconds: u64) {
        let class = CLASSES.iter().position(|end| microseconds <= *end);
        class.and_then(|class| self.counts.get(class)).unwrap_or(&self.longer).fetch_add(1, Ordering::Relaxed);
        self.sum.fetch_add(microseconds, Ordering::Relaxed);
    }

    /// Those that were counted.
    #[must_use]
    pub fn counted(&self) -> CountedDurations {
        let ends = CLASSES.into_iter().map(Some).chain([None]);
        let counts = self.counts.iter().chain([&self.longer]).map(|count| count.load(Ordering::Relaxed));
        CountedDurations { classes: ends.zip(counts).collect(), sum: self.sum.load(Ordering::Relaxed) }
    }
}

/// How many things of a kind are under way.
#[derive(Clone, Debug, Default)]
pub struct UnderWay(Arc<AtomicU64>);

/// One of them; dropped, it is over.
#[derive(Debug)]
pub struct OneUnderWay(Arc<AtomicU64>);

impl UnderWay {
    /// Begins one.
    #[must_use]
    pub fn begin(&self) -> OneUnderWay {
        self.0.fetch_add(1, Ordering::Relaxed);
        OneUnderWay(Arc::clone(&self.0))
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

impl Drop for OneUnderWay {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_duration_is_in_one_class() {
        let durations = Durations::default();
        for microseconds in [0, 50, 51, 5_000_000, 5_000_001] {
            durations.add(microseconds);
        }
        let CountedDurations { classes, sum } = durations.counted();
        assert_eq!(sum, 10_000_102);
        assert_eq!(
            classes.iter().filter(|(_, count)| *count > 0).copied().collect::<Vec<_>>(),
            [(Some(50), 2), (Some(100), 1), (Some(5_000_000), 1), (None, 1)]
        );
        assert!(classes.is_sorted_by_key(|(end, _)| end.unwrap_or(u64::MAX)));
    }

    #[test]
    fn what_is_over_is_not_under_way() {
        let uploads = UnderWay::default();
        let (first, second) = (uploads.begin(), uploads.begin());
        assert_eq!(uploads.count(), 2);
        drop((first, second));
        assert_eq!(uploads.count(), 0);
    }
}

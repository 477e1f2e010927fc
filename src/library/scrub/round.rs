//! The round of the scrub: which originals a night reads.
//!
//! Hashes are spread evenly, so that a share of all hashes holds the same share of all originals. A round of `n` days reads the
//! hashes from the first to the last one, an `n`th of them each night. Nights that were missed are made up for: the slice of a
//! night ends where the round should be by then.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::hash::ContentHash;

/// Seconds of a day.
const DAY: i64 = 86_400;
/// How many hours a night has: a library that is served for the first time by day waits for the next night.
const NIGHT_HOURS: i64 = 6;

/// A round that is under way.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// The number of its first night.
    pub first_night: i64,
    /// The last hash that was read, or that need not be read any more.
    pub place: Option<ContentHash>,
    /// Originals read.
    pub read: u64,
    /// How many of them were lost or damaged.
    pub damaged: u64,
    /// Originals copied from the backup meanwhile, those that were known to be damaged before among them.
    pub healed: u64,
}

/// The night of an instant, which begins at this hour (UTC) and lasts until the next one begins: its number.
pub(super) fn night(at: Timestamp, hour: u8) -> i64 {
    since_hour(at, hour).div_euclid(DAY)
}

/// Whether people sleep, most likely: it is soon after this hour.
pub(super) fn is_at_night(at: Timestamp, hour: u8) -> bool {
    since_hour(at, hour).rem_euclid(DAY) < NIGHT_HOURS * 3_600
}

fn since_hour(at: Timestamp, hour: u8) -> i64 {
    at.as_second() - i64::from(hour) * 3_600
}

impl Round {
    /// A round that begins with this night.
    pub(super) fn beginning(first_night: i64) -> Self {
        Self { first_night, ..Self::default() }
    }

    /// How much of it is done, in thousandths.
    #[must_use]
    pub fn thousandths(&self) -> u64 {
        self.parts_done(1_000)
    }

    /// The last hash that this night reads, in a round of so many days; none where it reads all that are left.
    pub(super) fn last_of(&mut self, night: i64, days: u32) -> Option<ContentHash> {
        let days = u64::from(days.max(1));
        // It is never ahead of its nights: the clock was set back, or the number of days was raised.
        let done = i64::try_from(self.parts_done(days)).unwrap_or_default();
        self.first_night = self.first_night.min(night.saturating_sub(done));
        let nights = night.saturating_sub(self.first_night).saturating_add(1).unsigned_abs();
        if nights >= days {
            return None;
        }
        // The first hash of the part after it, less one.
        let ends = (u128::from(nights) << 64).div_ceil(u128::from(days)).saturating_sub(1);
        let mut bytes = [u8::MAX; 32];
        for (byte, of_end) in bytes.iter_mut().zip(u64::try_from(ends).unwrap_or(u64::MAX).to_be_bytes()) {
            *byte = of_end;
        }
        Some(ContentHash::from_bytes(bytes))
    }

    /// How many of so many equal parts of all hashes are done.
    fn parts_done(&self, parts: u64) -> u64 {
        let Some(place) = self.place else { return 0 };
        let first = place.as_bytes().first_chunk::<8>().map_or(0, |bytes| u64::from_be_bytes(*bytes));
        let done = (u128::from(first).saturating_add(1).saturating_mul(u128::from(parts))) >> 64;
        u64::try_from(done).unwrap_or(u64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap_or_default()
    }

    #[test]
    fn a_night_begins_at_its_hour() {
        let [before, begins, next] =
            ["2026-12-01T22:59:59Z", "2026-12-01T23:00:00Z", "2026-12-02T23:00:00Z"].map(|text| night(at(text), 23));
        assert_eq!((begins - before, next - begins), (1, 1));
        let is_at_night = |text| is_at_night(at(text), 23);
        assert!(is_at_night("2026-12-02T04:59:59Z") && !is_at_night("2026-12-02T05:00:00Z"));
        assert!(!is_at_night("2026-12-02T22:59:59Z") && is_at_night("2026-12-02T23:00:00Z"));
    }

    #[test]
    fn all_hashes_are_read_in_as_many_nights_as_days() {
        for days in [1, 2, 3, 7, 30, 365] {
            let mut round = Round::beginning(100);
            let mut nights = 0;
            let mut before = None;
            while let Some(last) = round.last_of(100 + nights, days) {
                assert!(Some(last) > before, "{days}");
                before = Some(last);
                round.place = before;
                nights += 1;
            }
            assert_eq!(nights + 1, i64::from(days));
            assert_eq!(round.first_night, 100, "it kept its pace");
        }
    }

    #[test]
    fn missed_nights_are_made_up_for() {
        let mut round = Round::beginning(100);
        let third = Round::beginning(100).last_of(102, 30);
        assert_eq!(round.last_of(102, 30), third);
        round.place = third;
        assert_eq!(round.thousandths(), 100);
        assert_eq!(round.last_of(129, 30), None);
    }

    #[test]
    fn a_clock_set_back_and_more_days_leave_a_part_for_each_night() {
        let mut round = Round::beginning(100);
        round.place = round.last_of(114, 30);
        assert_eq!(round.thousandths(), 500);
        for (night, days) in [(3, 30), (115, 300)] {
            let mut round = round.clone();
            let last = round.last_of(night, days);
            assert!(last > round.place && last.is_some(), "{night} {days}");
        }
    }
}

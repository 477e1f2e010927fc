//! When a photo was taken, as searches compare it: from its first second to its last.
//!
//! A date that is known to within eleven years is in every range that it may belong to: a photo of `195X` is found in 1953 and
//! in 1950..1960, and is counted in each of its years. A vaguer one (`18XX`, `../1913`) is in those ranges only that hold all
//! of it: it would be in each year of a century, and say nothing of any.

use crate::{
    domain::taken::Taken,
    search::key::{self, year_of},
};

/// The most years that a date may span to count in each of them: a decade with the year at its end.
const MOST_YEARS: u64 = 11;
/// One year in the numbers of [`key::instant`]: month, day, hour, minute and second have two digits each.
const YEAR: u64 = 10_000_000_000;
/// One day in these numbers.
const DAY: u64 = 1_000_000;

/// The first and the last second, as [`key::instant`] writes them; both 0 when nothing is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct TakenSpan {
    /// 1 where only the end is known.
    pub(super) first: u64,
    /// [`u64::MAX`] where only the beginning is known.
    pub(super) last: u64,
}

impl TakenSpan {
    pub(super) fn of(taken: Option<&Taken>) -> Self {
        let Some(taken) = taken else { return Self::default() };
        let instant = |at: jiff::civil::DateTime| key::instant(&at.to_string()).max(1);
        Self { first: taken.first().map_or(1, instant), last: taken.last().map_or(u64::MAX, instant) }
    }

    /// Whether it counts in each of its years.
    fn is_near(self) -> bool {
        self.last / YEAR < self.first / YEAR + MOST_YEARS
    }

    /// Whether it is in the range of these instants, both included. What is not known is in none.
    pub(super) fn is_within(self, range: Self) -> bool {
        if self.first == 0 {
            return false;
        }
        if self.is_near() {
            self.first <= range.last && self.last >= range.first
        } else {
            self.first >= range.first && self.last <= range.last
        }
    }

    /// Whether it begins and ends on the same day.
    pub(super) const fn is_in_a_day(self) -> bool {
        self.first / DAY == self.last / DAY
    }

    /// The first second of the day on which it begins; 1 of a range without a beginning.
    pub(super) fn day_of_first(self) -> u64 {
        (self.first - self.first % DAY).max(1)
    }

    /// The earliest first second of what may be in a range that begins at this one's.
    pub(super) fn earliest(self) -> u64 {
        self.first.saturating_sub(MOST_YEARS * YEAR).max(1)
    }

    /// The years in which it is counted.
    pub(super) fn years(self) -> impl Iterator<Item = u16> {
        let years = year_of(self.first).zip(year_of(self.last)).filter(|_| self.is_near());
        years.into_iter().flat_map(|(first, last)| first..=last)
    }

    /// The decades in which it is counted, each as its first year.
    pub(super) fn decades(self) -> impl Iterator<Item = u16> {
        let mut years = self.years();
        let first = years.next();
        let last = years.last().or(first);
        let decades = first.zip(last).map(|(first, last)| first / 10..=last / 10);
        decades.into_iter().flatten().map(|decade| decade * 10)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]
mod tests {
    use super::*;

    fn span(text: &str) -> TakenSpan {
        TakenSpan::of(Some(&text.parse().unwrap()))
    }

    #[test]
    fn a_near_date_is_where_it_may_belong_and_a_vague_one_where_all_of_it_does() {
        for (date, range, is_within) in [
            ("1953", "1953", true),
            ("1953", "1954", false),
            ("1953-07", "1953", true),
            ("1953", "1953-07", true),
            ("195X", "1953", true),
            ("195X", "1960", false),
            ("1950/1960", "1960", true),
            ("1950/1961", "1960", false),
            ("1950/1961", "1950/1961", true),
            ("19XX", "1953", false),
            ("19XX", "1900/..", true),
            ("../1913", "1913", false),
            ("../1913", "../1914", true),
            ("1946/..", "1946", false),
            ("1946/..", "1940/..", true),
        ] {
            assert_eq!(span(date).is_within(span(range)), is_within, "{date} in {range}");
        }
        assert!(!TakenSpan::default().is_within(TakenSpan { first: 1, last: u64::MAX }));
    }

    #[test]
    fn a_date_counts_in_the_years_in_which_it_is_found() {
        for (date, years) in [
            ("1953-07-14", vec![1953]),
            ("1950/1952", vec![1950, 1951, 1952]),
            ("18XX", vec![]),
            ("../1913", vec![]),
            ("1946/..", vec![]),
        ] {
            assert_eq!(span(date).years().collect::<Vec<_>>(), years, "{date}");
        }
        assert_eq!(span("195X").years().count(), 10);
        assert_eq!(TakenSpan::default().years().count(), 0);
        assert_eq!(span("1953").decades().collect::<Vec<_>>(), [1950]);
        assert_eq!(span("1950/1960").decades().collect::<Vec<_>>(), [1950, 1960]);
        assert_eq!(span("../1913").decades().count(), 0);
    }
}

//! When a photo was taken, as precisely as it is known (EDTF, ISO 8601-2, level 0 and the `~` and `?` of level 1).

use std::{fmt, str::FromStr};

use jiff::{
    Timestamp,
    civil::{Date, DateTime},
    tz::Offset,
};
use serde::{Deserialize, Serialize};

/// A date as written: `1912`, `1912-07`, `1912-07-14`, `2024-05-03T14:22:10`, with `~` (about) or `?` (uncertain).
/// `14/07/1912` and `07/1912`, as people here write it, are read too, day first, and kept as `1912-07-14` and `1912-07`;
/// `vers 1912`, `about 1912`, `ca. 1912` and `~1912` are kept as `1912~`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Taken(String);

/// Why a text is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotADate {
    /// It is none of the forms understood.
    #[error("a date is written 1912, 1912-07, 1912-07-14 or 2024-05-03T14:22:10, with ~ for about or ? for uncertain")]
    Unread,
    /// It is well written, of a month that has not that many days.
    #[error("this month has not that many days")]
    NoSuchDay,
}

impl Taken {
    /// As written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The year, for attributions and sorting.
    #[must_use]
    pub fn year(&self) -> Option<i16> {
        self.0.get(..4).and_then(|year| year.parse().ok())
    }

    /// The date without its time or marks: `1912`, `1912-07` or `1912-07-14`.
    #[must_use]
    pub fn day(&self) -> &str {
        let bare = self.0.trim_end_matches(['~', '?']);
        bare.split_once('T').map_or(bare, |(day, _)| day)
    }

    /// The first day it can be, with its time if that is known: it sorts as text, offsets to UTC left aside.
    #[must_use]
    pub fn sortable(&self) -> String {
        let bare = self.0.trim_end_matches(['~', '?']);
        match bare.len() {
            4 => format!("{bare}-01-01"),
            7 => format!("{bare}-01"),
            // `2024-05-03T14:22:10` has nineteen; an offset comes after.
            _ => bare.get(..19).unwrap_or(bare).to_owned(),
        }
    }

    /// As written, without its time: `2024-05-03`, `1912~`.
    #[must_use]
    pub fn without_hour(&self) -> String {
        let mark = self.0.get(self.0.trim_end_matches(['~', '?']).len()..).unwrap_or_default();
        format!("{}{mark}", self.day())
    }

    /// Whether its first day is still to come, wherever on Earth one is at that instant: no photo was taken then.
    #[must_use]
    pub fn is_to_come(&self, now: Timestamp) -> bool {
        // By the clock of Greenwich it may be tomorrow somewhere already, and never the day after.
        let tomorrow = Offset::UTC.to_datetime(now).date().tomorrow().unwrap_or(Date::MAX);
        self.sortable().get(..10) > Some(tomorrow.to_string().as_str())
    }

    /// Whether it is marked as approximate or uncertain.
    #[must_use]
    pub fn is_uncertain(&self) -> bool {
        self.0.ends_with(['~', '?'])
    }
}

impl FromStr for Taken {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Self, NotADate> {
        let text = year_first(&mark_last(text.trim()));
        let text = text.as_str();
        let bare = text.strip_suffix(['~', '?']).unwrap_or(text);
        let (day, time) = bare.split_once('T').map_or((bare, None), |(day, time)| (day, Some(time)));
        let whole_day = match day.len() {
            4 => format!("{day}-01-01"),
            7 => format!("{day}-01"),
            10 => day.to_owned(),
            _ => return Err(NotADate::Unread),
        };
        // The shape is checked first: jiff would also read the basic form 19120714.
        let shaped = whole_day
            .bytes()
            .enumerate()
            .all(|(i, byte)| if matches!(i, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() });
        if !shaped {
            return Err(NotADate::Unread);
        }
        if whole_day.parse::<Date>().is_err() {
            let month = whole_day.get(..8).map(|month| format!("{month}01"));
            let known = month.is_some_and(|first| first.parse::<Date>().is_ok()) && !whole_day.ends_with("00");
            return Err(if known { NotADate::NoSuchDay } else { NotADate::Unread });
        }
        let sound = time.is_none_or(|time| {
            let clock = time.get(..8).unwrap_or(time);
            day.len() == 10
                && format!("{day}T{clock}").parse::<DateTime>().is_ok()
                && is_offset(time.get(8..).unwrap_or(""))
        });
        if sound { Ok(Self(text.to_owned())) } else { Err(NotADate::Unread) }
    }
}

/// What people write before a date that is approximate, in French and in English.
const ABOUT: [&str; 10] = ["~", "vers", "environ", "env.", "about", "around", "circa", "ca.", "ca", "c."];

/// `vers 1912` with its mark last, as `1912~`; any other text as it is.
fn mark_last(text: &str) -> String {
    let small = text.to_lowercase();
    let about = ABOUT.iter().find_map(|word| {
        let date = small.strip_prefix(word)?;
        // `vers1912` is no word, `~1912` and `ca.1912` are.
        let apart = date.starts_with(char::is_whitespace) || !word.ends_with(char::is_alphabetic);
        apart.then(|| date.trim_start())
    });
    about.map_or_else(|| text.to_owned(), |date| format!("{}~", date.trim_end_matches(['~', '?', ' ']).to_uppercase()))
}

/// `14/07/1912` and `07/1912` with the year first; any other text as it is. A year of two digits is no year.
fn year_first(text: &str) -> String {
    let (bare, mark) = text.split_at(text.trim_end_matches(['~', '?']).len());
    let parts: Vec<&str> = bare.split('/').map(str::trim).collect();
    match parts.as_slice() {
        [month, year] if year.len() == 4 => format!("{year}-{month:0>2}{mark}"),
        [day, month, year] if year.len() == 4 => format!("{year}-{month:0>2}-{day:0>2}{mark}"),
        _ => text.to_owned(),
    }
}

/// Nothing, `Z`, or an offset such as `+02:00` (EXIF 2.31 `OffsetTimeOriginal`).
fn is_offset(text: &str) -> bool {
    matches!(text, "" | "Z")
        || (text.len() == 6
            && text.starts_with(['+', '-'])
            && text
                .bytes()
                .skip(1)
                .enumerate()
                .all(|(i, byte)| if i == 2 { byte == b':' } else { byte.is_ascii_digit() }))
}

impl fmt::Display for Taken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl From<Taken> for String {
    fn from(taken: Taken) -> Self {
        taken.0
    }
}

impl TryFrom<String> for Taken {
    type Error = NotADate;

    fn try_from(text: String) -> Result<Self, NotADate> {
        text.parse()
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]
mod tests {
    use super::*;

    #[test]
    fn dates_are_as_precise_as_known() {
        for text in [
            "1912",
            "1912-07",
            "1912-07-14",
            "1912~",
            "1912?",
            "2024-05-03T14:22:10",
            "2024-05-03T14:22:10+02:00",
            "2024-05-03T14:22:10Z",
        ] {
            assert!(text.parse::<Taken>().is_ok_and(|taken| taken.year().is_some()), "{text}");
        }
    }

    #[test]
    fn dates_sort_by_their_first_day() {
        for (text, sorted) in [
            ("1912~", "1912-01-01"),
            ("1912-07", "1912-07-01"),
            ("1912-07-14?", "1912-07-14"),
            ("2024-05-03T14:22:10+02:00", "2024-05-03T14:22:10"),
        ] {
            assert_eq!(text.parse::<Taken>().map(|taken| taken.sortable()), Ok(sorted.to_owned()), "{text}");
        }
    }

    #[test]
    fn a_date_written_day_first_is_kept_year_first() {
        for (text, kept) in [("14/07/1912", "1912-07-14"), ("3/5/2024~", "2024-05-03~"), ("07/1912", "1912-07")] {
            assert_eq!(text.parse::<Taken>().map(String::from), Ok(kept.to_owned()), "{text}");
        }
    }

    #[test]
    fn a_date_said_to_be_approximate_keeps_its_mark_last() {
        for (text, kept) in [
            ("~1912", "1912~"),
            ("vers 1912", "1912~"),
            ("Vers\u{a0}07/1912", "1912-07~"),
            ("about 1912-07-14", "1912-07-14~"),
            ("ca. 1912", "1912~"),
            ("c.1912", "1912~"),
            ("circa 1912~", "1912~"),
            ("environ 2024-05-03T14:22:10", "2024-05-03T14:22:10~"),
        ] {
            assert_eq!(text.parse::<Taken>().map(String::from), Ok(kept.to_owned()), "{text}");
        }
    }

    #[test]
    fn the_day_is_told_without_its_hour_and_with_its_mark() {
        for (text, told) in [("2024-05-03T14:22:10+02:00", "2024-05-03"), ("1912~", "1912~")] {
            assert_eq!(text.parse::<Taken>().map(|taken| taken.without_hour()), Ok(told.to_owned()), "{text}");
        }
    }

    #[test]
    fn nonsense_is_not_a_date() {
        for text in [
            "",
            "0000:00:00",
            "1912-13",
            "hier",
            "07/14/1912",
            "14/07/12",
            "/07/1912",
            "2024-05T14:22",
            "2024-05-03T25:00:00",
            "1912-07-14T14:22:10+2:00",
            "éééé",
            "vers",
            "vers hier",
            "vers1912",
            "vers vers 1912",
            "~",
        ] {
            assert_eq!(text.parse::<Taken>(), Err(NotADate::Unread), "{text}");
        }
    }

    #[test]
    fn a_day_that_its_month_has_not_is_said_to_be_none() {
        for text in ["1912-02-30", "31/02/2020", "vers 32/07/1912", "2023-02-29T10:00:00"] {
            assert_eq!(text.parse::<Taken>(), Err(NotADate::NoSuchDay), "{text}");
        }
    }

    #[test]
    fn what_begins_after_tomorrow_is_to_come() {
        let now: Timestamp = "2026-03-31T23:30:00Z".parse().unwrap();
        for (text, to_come) in [
            ("1912~", false),
            ("2026-03-31T23:59:59", false),
            ("2026-04-01", false),
            ("2026-04", false),
            ("2026-04-02", true),
            ("2026-05?", true),
            ("2027", true),
            ("2031-01-01T00:00:00", true),
        ] {
            assert_eq!(text.parse::<Taken>().map(|taken| taken.is_to_come(now)), Ok(to_come), "{text}");
        }
    }
}

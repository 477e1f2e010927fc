//! When a photo was taken, as precisely as it is known (EDTF, ISO 8601-2, level 1).

pub mod edtf;
mod written;

use std::{fmt, str::FromStr};

use jiff::{
    Timestamp,
    civil::{Date, DateTime},
    tz::Offset,
};
use serde::{Deserialize, Serialize};

use self::edtf::{Edtf, Mark, Point, Unit};

/// A date of EDTF level 1: `1912`, `1912-07`, `1912-07-14`, `2024-05-03T14:22:10`, `195X`, `19XX`, `1962-21` (a season),
/// with `~` (about), `?` (uncertain) or `%` (both); and intervals of these, `1905/1910`, `../1913`, `1946/..`.
/// It is also read as people here write it ([`written`]): `14/07/1912`, `vers 1912`, `années 50`, `before 1914`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Taken {
    /// As EDTF writes it; the hour as its file does.
    text: String,
    date: Edtf,
}

/// Why a text is not a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotADate {
    /// It has none of the accepted forms.
    #[error(
        "a date is written 1912, 1912-07, 1912-07-14, 195X, 1962-21 or 1905/1910, with ~ for about or ? for uncertain"
    )]
    Unread,
    /// Its month has fewer days.
    #[error("this month has not that many days")]
    NoSuchDay,
    /// It ends before it begins.
    #[error("the second date is before the first one")]
    Backwards,
}

impl Taken {
    /// As EDTF writes it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What it says.
    #[must_use]
    pub const fn date(&self) -> &Edtf {
        &self.date
    }

    /// The year, where it is within one.
    #[must_use]
    pub fn year(&self) -> Option<i16> {
        let unit = &self.date.single()?.unit;
        let year = unit.first().year();
        (unit.last().year() == year).then_some(year)
    }

    /// The date without its hour and marks, where it is one year, month or day: `1912`, `1912-07` or `1912-07-14`.
    #[must_use]
    pub fn calendar_date(&self) -> Option<String> {
        match &self.date.single()?.unit {
            Unit::Instant(at, _) => Some(at.date().to_string()),
            unit @ (Unit::Year(_) | Unit::Month(..) | Unit::Day(_)) => Some(unit.to_string()),
            Unit::Century(_) | Unit::Decade(_) | Unit::Season(..) => None,
        }
    }

    /// The day, where it is known to be one and marked neither as approximate nor as uncertain.
    #[must_use]
    pub fn one_day(&self) -> Option<Date> {
        let point = self.date.single().filter(|point| point.mark == Mark::default())?;
        match &point.unit {
            Unit::Day(day) => Some(*day),
            Unit::Instant(at, _) => Some(at.date()),
            _ => None,
        }
    }

    /// The day and hour as its file or its contributor says them, where the hour is known and not marked as approximate or
    /// uncertain; without an offset to UTC.
    #[must_use]
    pub fn hour(&self) -> Option<DateTime> {
        match self.date.single()? {
            Point { unit: Unit::Instant(at, _), mark } if *mark == Mark::default() => Some(*at),
            _ => None,
        }
    }

    /// The first second that it can be, without an offset to UTC; none where only the end is known.
    #[must_use]
    pub fn first(&self) -> Option<DateTime> {
        match &self.date {
            Edtf::Single(point) | Edtf::Between(point, _) | Edtf::Since(point) => Some(point.unit.first()),
            Edtf::Until(_) => None,
        }
    }

    /// The last second that it can be, without an offset to UTC; none where only the beginning is known.
    #[must_use]
    pub fn last(&self) -> Option<DateTime> {
        match &self.date {
            Edtf::Single(point) | Edtf::Between(_, point) | Edtf::Until(point) => Some(point.unit.last()),
            Edtf::Since(_) => None,
        }
    }

    /// As EDTF writes it, without its hour: `2024-05-03`, `1912~`.
    #[must_use]
    pub fn without_hour(&self) -> String {
        match &self.date {
            Edtf::Single(Point { unit: Unit::Instant(at, _), mark }) => {
                Point { unit: Unit::Day(at.date()), mark: *mark }.to_string()
            }
            _ => self.text.clone(),
        }
    }

    /// Whether its first day is still to come, wherever on Earth one is at that instant: no photo was taken then. Of a
    /// date whose beginning is not known, its last day.
    #[must_use]
    pub fn is_to_come(&self, now: Timestamp) -> bool {
        // At this instant in UTC, it may already be tomorrow somewhere, and never the day after.
        let tomorrow = Offset::UTC.to_datetime(now).date().tomorrow().unwrap_or(Date::MAX);
        self.first().or_else(|| self.last()).is_some_and(|day| day.date() > tomorrow)
    }

    /// Whether one of its dates is marked as approximate or uncertain.
    #[must_use]
    pub fn is_uncertain(&self) -> bool {
        self.date.points().any(|point| point.mark != Mark::default())
    }
}

impl FromStr for Taken {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Self, NotADate> {
        let text = text.trim();
        let date = match Edtf::parse(text) {
            Err(NotADate::Unread) => written::read(text)?,
            read => read?,
        };
        let has_hour = date.single().is_some_and(|point| matches!(point.unit, Unit::Instant(..)));
        let is_edtf = has_hour && Edtf::parse(text).is_ok();
        Ok(Self { text: if is_edtf { text.to_owned() } else { date.to_string() }, date })
    }
}

impl fmt::Display for Taken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

impl From<Taken> for String {
    fn from(taken: Taken) -> Self {
        taken.text
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
    use proptest::prelude::*;

    use super::*;

    fn kept(text: &str) -> Result<String, NotADate> {
        text.parse().map(|taken: Taken| taken.to_string())
    }

    #[test]
    fn dates_of_edtf_are_kept_as_they_are() {
        for text in [
            "1912",
            "1912-07",
            "1912-07-14",
            "1912~",
            "1912?",
            "1912-07%",
            "2024-05-03T14:22:10",
            "2024-05-03T14:22:10+02:00",
            "2024-05-03T14:22:10Z",
            "2024-05-03T14:22",
            "195X",
            "195X~",
            "18XX",
            "1962-21",
            "1962-24?",
            "1905/1910",
            "1905~/1910-03-02?",
            "195X/1962-22",
            "../1913",
            "1946/..",
        ] {
            assert_eq!(kept(text).as_deref(), Ok(text));
        }
    }

    #[test]
    fn forms_of_edtf_that_say_the_same_are_kept_in_one_form() {
        for (text, form) in [
            ("1912-07-XX", "1912-07"),
            ("1912-XX", "1912"),
            ("1912-XX-XX", "1912"),
            ("195x", "195X"),
            ("/1913", "../1913"),
            ("1946/", "1946/.."),
        ] {
            assert_eq!(kept(text).as_deref(), Ok(form), "{text}");
        }
    }

    #[test]
    fn dates_are_read_as_people_write_them() {
        for (text, form) in [
            ("14/07/1912", "1912-07-14"),
            ("3/5/2024~", "2024-05-03~"),
            ("07/1912", "1912-07"),
            ("~1912", "1912~"),
            ("vers 1912", "1912~"),
            ("Vers\u{a0}07/1912", "1912-07~"),
            ("about 1912-07-14", "1912-07-14~"),
            ("ca. 1912", "1912~"),
            ("c.1912", "1912~"),
            ("circa 1912~", "1912~"),
            ("vers 1912 ?", "1912%"),
            ("environ 2024-05-03T14:22:10", "2024-05-03T14:22:10~"),
            ("1912 (?)", "1912?"),
            ("peut-être en 1912", "1912?"),
            ("années 50", "195X"),
            ("Les années 1950", "195X"),
            ("annees 20 ?", "192X?"),
            ("vers les années 60", "196X~"),
            ("1950s", "195X"),
            ("the 1950’s", "195X"),
            ("XIXᵉ siècle", "18XX"),
            ("au 19e siècle", "18XX"),
            ("the 20th century", "19XX"),
            ("XXIe siècle", "20XX"),
            ("été 1962 ?", "1962-22?"),
            ("l’hiver 1962", "1962-24"),
            ("summer of 1962", "1962-22"),
            ("automne de 1962", "1962-23"),
            ("14 juillet 1912", "1912-07-14"),
            ("le 1er mai 1936", "1936-05-01"),
            ("juill. 1912", "1912-07"),
            ("aout 1912", "1912-08"),
            ("July 14, 1912", "1912-07-14"),
            ("14th of July 1912", "1912-07-14"),
            ("4 Sept 1912", "1912-09-04"),
            ("avant 1914", "../1913"),
            ("before 1914 ?", "../1913?"),
            ("avant le 01/03/1912", "../1912-02-29"),
            ("avant les années 50", "../194X"),
            ("jusqu’en 1914", "../1914"),
            ("until July 1914", "../1914-07"),
            ("après 1945", "1946/.."),
            ("after December 1945", "1946-01/.."),
            ("depuis vers 1945", "1945~/.."),
            ("from 1945 on", "1945/.."),
            ("entre 1905 et 1910", "1905/1910"),
            ("between 1905 and about 1910", "1905/1910~"),
            ("vers 1905-1910", "1905~/1910~"),
            ("1905–1910 ?", "1905?/1910?"),
            ("du 3 mai 1912 au 5 juin 1912", "1912-05-03/1912-06-05"),
            ("de 1905 à 1910", "1905/1910"),
            ("from 1905 to 1910", "1905/1910"),
            ("1905 / 1910", "1905/1910"),
            ("entre l’été 1962 et les années 1970", "1962-22/197X"),
        ] {
            assert_eq!(kept(text).as_deref(), Ok(form), "{text}");
        }
    }

    #[test]
    fn a_date_lasts_from_its_first_second_to_its_last() {
        for (text, first, last) in [
            ("1912~", Some("1912-01-01T00:00:00"), Some("1912-12-31T23:59:59")),
            ("1912-02", Some("1912-02-01T00:00:00"), Some("1912-02-29T23:59:59")),
            ("1912-07-14?", Some("1912-07-14T00:00:00"), Some("1912-07-14T23:59:59")),
            ("2024-05-03T14:22:10+02:00", Some("2024-05-03T14:22:10"), Some("2024-05-03T14:22:10")),
            ("195X", Some("1950-01-01T00:00:00"), Some("1959-12-31T23:59:59")),
            ("18XX", Some("1800-01-01T00:00:00"), Some("1899-12-31T23:59:59")),
            ("1962-22", Some("1962-06-01T00:00:00"), Some("1962-09-30T23:59:59")),
            ("1905/1910-03", Some("1905-01-01T00:00:00"), Some("1910-03-31T23:59:59")),
            ("../1913", None, Some("1913-12-31T23:59:59")),
            ("1946/..", Some("1946-01-01T00:00:00"), None),
        ] {
            let taken: Taken = text.parse().unwrap();
            let told = |at: Option<DateTime>| at.map(|at| at.to_string());
            assert_eq!((told(taken.first()).as_deref(), told(taken.last()).as_deref()), (first, last), "{text}");
        }
    }

    #[test]
    fn the_year_is_known_where_there_is_one() {
        for (text, year) in [
            ("1912-07-14~", Some(1912)),
            ("1962-21", Some(1962)),
            ("195X", None),
            ("1905/1905", None),
            ("../1913", None),
        ] {
            assert_eq!(text.parse::<Taken>().unwrap().year(), year, "{text}");
        }
    }

    #[test]
    fn the_day_is_told_without_its_hour_and_with_its_mark() {
        for (text, told) in
            [("2024-05-03T14:22:10+02:00", "2024-05-03"), ("1912~", "1912~"), ("1905/1910?", "1905/1910?")]
        {
            assert_eq!(text.parse::<Taken>().map(|taken| taken.without_hour()), Ok(told.to_owned()), "{text}");
        }
    }

    #[test]
    fn nonsense_is_not_a_date() {
        for text in [
            "",
            "0000:00:00",
            "1912-13",
            "1912-00",
            "1912-25",
            "21/1962",
            "hier",
            "07/14/1912",
            "14/07/12",
            "/07/1912",
            "2024-05T14:22",
            "2024-05-03T25:00:00",
            "1912-07-14T14:22:10+2:00",
            "1912-XX-14",
            "1XXX",
            "19X5",
            "éééé",
            "vers",
            "vers hier",
            "vers1912",
            "vers vers 1912",
            "années 10",
            "années 55",
            "été",
            "25e siècle",
            "-e siècle",
            "~",
            "/",
            "../..",
            "1912/hier",
            "avant",
            "avant l’été 1962",
            "before 2024-05-03T14:22:10",
            "2024-05-03T14:22:10/2024-05-04",
            "entre 1905",
            "jui 1912",
        ] {
            assert_eq!(text.parse::<Taken>(), Err(NotADate::Unread), "{text}");
        }
    }

    #[test]
    fn an_interval_ends_after_it_begins() {
        for text in ["1910/1905", "entre 1910 et 1905", "1910-1905"] {
            assert_eq!(kept(text), Err(NotADate::Backwards), "{text}");
        }
        assert_eq!(kept("1905/1905-03").as_deref(), Ok("1905/1905-03"));
    }

    proptest! {
        #[test]
        fn what_is_kept_reads_back(text in "(avant |entre |vers |été |~)?[0-9X]{2,4}[-/ .à?~]{0,4}[0-9X]{0,4}[-/]?[0-9]{0,2}[?~%]?") {
            if let Ok(taken) = text.parse::<Taken>() {
                prop_assert_eq!(taken.as_str().parse(), Ok(taken.clone()));
                prop_assert!(taken.first().zip(taken.last()).is_none_or(|(first, last)| first <= last));
            }
        }

        #[test]
        fn no_text_is_too_odd_to_be_read(text in ".*") {
            let _date = text.parse::<Taken>();
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
            ("202X", false),
            ("203X", true),
            ("../2027", true),
            ("2020/..", false),
        ] {
            assert_eq!(text.parse::<Taken>().map(|taken| taken.is_to_come(now)), Ok(to_come), "{text}");
        }
    }
}

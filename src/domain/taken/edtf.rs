//! Dates of EDTF (ISO 8601-2:2019, level 1), as far as a photo can have them: years of four digits.

use std::fmt;

use jiff::civil::{Date, DateTime};

use super::NotADate;

/// What a date says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edtf {
    /// One date, on one level of precision.
    Single(Point),
    /// Some time from the first to the last: `1905/1910`.
    Between(Point, Point),
    /// Then or at any time before: `../1913`.
    Until(Point),
    /// Then or at any time after: `1946/..`.
    Since(Point),
}

/// A date on one level of precision, and how sure it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// What it names.
    pub unit: Unit,
    /// How sure it is.
    pub mark: Mark,
}

/// What a date names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unit {
    /// The hundred years that begin with these two digits: `19XX`.
    Century(i16),
    /// The ten years that begin with these three digits: `195X`.
    Decade(i16),
    /// `1912`.
    Year(i16),
    /// `1962-21`.
    Season(i16, Season),
    /// A year and a month from 1 to 12: `1912-07`.
    Month(i16, i8),
    /// `1912-07-14`.
    Day(Date),
    /// `2024-05-03T14:22:10+02:00`; the offset is nothing, `Z` or `+02:00`.
    Instant(DateTime, String),
}

/// The seasons of EDTF, "independent of location": 21 to 24.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Season {
    /// 21.
    Spring,
    /// 22.
    Summer,
    /// 23.
    Autumn,
    /// 24.
    Winter,
}

impl Season {
    /// All of them, in their order.
    pub const ALL: [Self; 4] = [Self::Spring, Self::Summer, Self::Autumn, Self::Winter];

    const fn number(self) -> i8 {
        match self {
            Self::Spring => 21,
            Self::Summer => 22,
            Self::Autumn => 23,
            Self::Winter => 24,
        }
    }

    /// The first and the last month that a photo of the season can be from. A winter has months of two years, and EDTF
    /// does not say which year it is named after: it may be at either end of this one.
    const fn months(self) -> (i8, i8) {
        match self {
            Self::Spring => (3, 6),
            Self::Summer => (6, 9),
            Self::Autumn => (9, 12),
            Self::Winter => (1, 12),
        }
    }
}

/// How sure a date is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// `~`: about then.
    pub approximate: bool,
    /// `?`: perhaps then.
    pub uncertain: bool,
}

impl Mark {
    const fn sign(self) -> &'static str {
        match (self.approximate, self.uncertain) {
            (false, false) => "",
            (true, false) => "~",
            (false, true) => "?",
            (true, true) => "%",
        }
    }

    const fn of_sign(sign: char) -> Option<Self> {
        match sign {
            '~' => Some(Self { approximate: true, uncertain: false }),
            '?' => Some(Self { approximate: false, uncertain: true }),
            '%' => Some(Self { approximate: true, uncertain: true }),
            _ => None,
        }
    }
}

impl Edtf {
    /// Reads EDTF and nothing else.
    ///
    /// # Errors
    /// [`NotADate`].
    pub fn parse(text: &str) -> Result<Self, NotADate> {
        let Some((first, last)) = text.split_once('/') else { return Point::parse(text).map(Self::Single) };
        // An end that is not known (nothing) and one that is open (`..`) say the same of a photo.
        match (matches!(first, "" | ".."), matches!(last, "" | "..")) {
            (true, true) => Err(NotADate::Unread),
            (true, false) => Ok(Self::Until(Point::parse_day(last)?)),
            (false, true) => Ok(Self::Since(Point::parse_day(first)?)),
            (false, false) => Self::between(Point::parse_day(first)?, Point::parse_day(last)?),
        }
    }

    /// From one date to another.
    ///
    /// # Errors
    /// [`NotADate::Backwards`].
    pub fn between(first: Point, last: Point) -> Result<Self, NotADate> {
        if last.unit.last() < first.unit.first() { Err(NotADate::Backwards) } else { Ok(Self::Between(first, last)) }
    }

    /// Its date, unless it is an interval.
    #[must_use]
    pub const fn single(&self) -> Option<&Point> {
        match self {
            Self::Single(point) => Some(point),
            Self::Between(..) | Self::Until(_) | Self::Since(_) => None,
        }
    }

    /// The dates it names.
    pub fn points(&self) -> impl Iterator<Item = &Point> {
        let (one, other) = match self {
            Self::Single(point) | Self::Until(point) | Self::Since(point) => (point, None),
            Self::Between(first, last) => (first, Some(last)),
        };
        std::iter::once(one).chain(other)
    }

    /// The same with `mark` added to each of its dates.
    #[must_use]
    pub fn marked(mut self, mark: Mark) -> Self {
        let mark_one = |point: &mut Point| {
            point.mark.approximate |= mark.approximate;
            point.mark.uncertain |= mark.uncertain;
        };
        match &mut self {
            Self::Single(point) | Self::Until(point) | Self::Since(point) => mark_one(point),
            Self::Between(first, last) => {
                mark_one(first);
                mark_one(last);
            }
        }
        self
    }
}

impl Point {
    fn parse(text: &str) -> Result<Self, NotADate> {
        let mark = text.chars().last().and_then(Mark::of_sign);
        let bare = if mark.is_some() { text.get(..text.len() - 1).unwrap_or_default() } else { text };
        Ok(Self { unit: Unit::parse(bare)?, mark: mark.unwrap_or_default() })
    }

    /// The same without an hour: intervals are of days (ISO 8601-2 allows no hours in those of level 1).
    fn parse_day(text: &str) -> Result<Self, NotADate> {
        let point = Self::parse(text)?;
        if matches!(point.unit, Unit::Instant(..)) { Err(NotADate::Unread) } else { Ok(point) }
    }
}

impl Unit {
    /// Reads a date without marks.
    ///
    /// # Errors
    /// [`NotADate`].
    pub fn parse(text: &str) -> Result<Self, NotADate> {
        if let Some((day, time)) = text.split_once('T') {
            let Self::Day(_) = Self::parse(day)? else { return Err(NotADate::Unread) };
            // Seconds may be left out (ISO 8601-1 §5.3.1.3).
            let (clock, offset) = time.split_at_checked(8).unwrap_or((time, ""));
            let instant = format!("{day}T{clock}").parse().ok().filter(|_| is_offset(offset));
            return instant.map(|at| Self::Instant(at, offset.to_owned())).ok_or(NotADate::Unread);
        }
        let mut parts = text.split('-');
        let year = parts.next().unwrap_or_default();
        let (month, day) = (parts.next(), parts.next());
        if parts.next().is_some() {
            return Err(NotADate::Unread);
        }
        let unsaid = |part: Option<&str>| part.is_none_or(|part| part.eq_ignore_ascii_case("XX"));
        match (digits(year, 4), month.filter(|_| !unsaid(month)), day.filter(|_| !unsaid(day))) {
            (Some(year), None, None) => Ok(Self::Year(year)),
            (Some(year), Some(month), None) => Self::month(year, month, day.is_some()),
            (Some(year), Some(month), Some(day)) => Self::day(year, month, day),
            (None, None, None) if month.is_none() && day.is_none() => Self::years(year),
            _ => Err(NotADate::Unread),
        }
    }

    /// `195X`, `19XX`.
    fn years(text: &str) -> Result<Self, NotADate> {
        let text = text.to_ascii_uppercase();
        let decade = text.strip_suffix('X').and_then(|decade| digits(decade, 3)).map(Self::Decade);
        let century = || text.strip_suffix("XX").and_then(|century| digits(century, 2)).map(Self::Century);
        decade.or_else(century).ok_or(NotADate::Unread)
    }

    /// `1912-07`, `1962-21`; with an unsaid day (`1912-07-XX`), a month only.
    fn month(year: i16, month: &str, has_day: bool) -> Result<Self, NotADate> {
        let number: i8 = digits(month, 2).and_then(|month| month.try_into().ok()).ok_or(NotADate::Unread)?;
        let season = Season::ALL.into_iter().find(|season| season.number() == number).filter(|_| !has_day);
        match season {
            Some(season) => Ok(Self::Season(year, season)),
            None if (1..=12).contains(&number) => Ok(Self::Month(year, number)),
            None => Err(NotADate::Unread),
        }
    }

    fn day(year: i16, month: &str, day: &str) -> Result<Self, NotADate> {
        let of = |text| digits(text, 2).and_then(|number| i8::try_from(number).ok()).filter(|number| *number > 0);
        let (Some(month), Some(day)) = (of(month), of(day)) else { return Err(NotADate::Unread) };
        if month > 12 {
            return Err(NotADate::Unread);
        }
        Date::new(year, month, day).map(Self::Day).map_err(|_too_short| NotADate::NoSuchDay)
    }

    /// The first instant that it can be, without an offset to UTC.
    #[must_use]
    pub fn first(&self) -> DateTime {
        let of = |year, month| Date::new(year, month, 1).unwrap_or(Date::MIN);
        match self {
            Self::Century(century) => of(century * 100, 1),
            Self::Decade(decade) => of(decade * 10, 1),
            Self::Year(year) => of(*year, 1),
            Self::Season(year, season) => of(*year, season.months().0),
            Self::Month(year, month) => of(*year, *month),
            Self::Day(day) => *day,
            Self::Instant(at, _) => return *at,
        }
        .at(0, 0, 0, 0)
    }

    /// The last second that it can be, without an offset to UTC.
    #[must_use]
    pub fn last(&self) -> DateTime {
        let of = |year, month| Date::new(year, month, 1).map_or(Date::MAX, Date::last_of_month);
        match self {
            Self::Century(century) => of(century * 100 + 99, 12),
            Self::Decade(decade) => of(decade * 10 + 9, 12),
            Self::Year(year) => of(*year, 12),
            Self::Season(year, season) => of(*year, season.months().1),
            Self::Month(year, month) => of(*year, *month),
            Self::Day(day) => *day,
            Self::Instant(at, _) => return *at,
        }
        .at(23, 59, 59, 0)
    }

    /// The one that ends where this one begins; none for a season or an hour.
    #[must_use]
    pub fn previous(&self) -> Option<Self> {
        let before = self.first().date().yesterday().ok()?;
        self.at(before)
    }

    /// The one that begins where this one ends; none for a season or an hour.
    #[must_use]
    pub fn next(&self) -> Option<Self> {
        let after = self.last().date().tomorrow().ok()?;
        self.at(after)
    }

    /// The one of the same precision that has this day.
    fn at(&self, day: Date) -> Option<Self> {
        let year = day.year();
        // Years have four digits.
        if year < 0 {
            return None;
        }
        match self {
            Self::Century(_) => Some(Self::Century(year / 100)),
            Self::Decade(_) => Some(Self::Decade(year / 10)),
            Self::Year(_) => Some(Self::Year(year)),
            Self::Month(..) => Some(Self::Month(year, day.month())),
            Self::Day(_) => Some(Self::Day(day)),
            Self::Season(..) | Self::Instant(..) => None,
        }
    }
}

/// So many ASCII digits as a number.
fn digits(text: &str, many: usize) -> Option<i16> {
    let sound = text.len() == many && text.bytes().all(|byte| byte.is_ascii_digit());
    sound.then(|| text.parse().ok()).flatten()
}

/// Nothing, `Z`, or an offset such as `+02:00` (EXIF 2.31 `OffsetTimeOriginal`).
fn is_offset(text: &str) -> bool {
    let is_digit = |(place, byte): (usize, u8)| if place == 2 { byte == b':' } else { byte.is_ascii_digit() };
    matches!(text, "" | "Z")
        || (text.len() == 6 && text.starts_with(['+', '-']) && text.bytes().skip(1).enumerate().all(is_digit))
}

/// As EDTF writes it.
impl fmt::Display for Edtf {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Single(point) => point.fmt(formatter),
            Self::Between(first, last) => write!(formatter, "{first}/{last}"),
            Self::Until(last) => write!(formatter, "../{last}"),
            Self::Since(first) => write!(formatter, "{first}/.."),
        }
    }
}

/// As EDTF writes it.
impl fmt::Display for Point {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}{}", self.unit, self.mark.sign())
    }
}

/// As EDTF writes it.
impl fmt::Display for Unit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Century(century) => write!(formatter, "{century:02}XX"),
            Self::Decade(decade) => write!(formatter, "{decade:03}X"),
            Self::Year(year) => write!(formatter, "{year:04}"),
            Self::Season(year, season) => write!(formatter, "{year:04}-{}", season.number()),
            Self::Month(year, month) => write!(formatter, "{year:04}-{month:02}"),
            Self::Day(day) => write!(formatter, "{day}"),
            Self::Instant(at, offset) => write!(formatter, "{}{offset}", at.strftime("%Y-%m-%dT%H:%M:%S")),
        }
    }
}

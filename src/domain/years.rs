//! A year, or a range of years, as a search asks for it.

use std::{fmt, str::FromStr};

/// One year, some years, or all those from one on or up to one; both ends are included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Years {
    first: Option<u16>,
    last: Option<u16>,
}

/// A text that names no years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("years are written 1950, 1950..1960, 1950.. or ..1960")]
pub struct NotYears;

impl Years {
    /// The first one, unless there is none.
    #[must_use]
    pub const fn first(self) -> Option<u16> {
        self.first
    }

    /// The last one, unless there is none.
    #[must_use]
    pub const fn last(self) -> Option<u16> {
        self.last
    }
}

/// As it reads back: `1950`, `1950..1960`, `1950..` or `..1960`.
impl fmt::Display for Years {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(first) = self.first {
            write!(formatter, "{first:04}")?;
        }
        if self.first != self.last {
            formatter.write_str("..")?;
            if let Some(last) = self.last {
                write!(formatter, "{last:04}")?;
            }
        }
        Ok(())
    }
}

impl FromStr for Years {
    type Err = NotYears;

    fn from_str(text: &str) -> Result<Self, NotYears> {
        let year = |text: &str| match text.trim() {
            "" => Ok(None),
            // A year of two digits is no year: 50 may be 1950 or 2050.
            digits if digits.len() == 4 && digits.bytes().all(|digit| digit.is_ascii_digit()) => {
                digits.parse().map(Some).map_err(|_not_a_number| NotYears)
            }
            _ => Err(NotYears),
        };
        let (first, last) = match text.split_once("..") {
            Some((first, last)) => (year(first)?, year(last)?),
            None => (year(text)?, year(text)?),
        };
        match (first, last) {
            (None, None) => Err(NotYears),
            // The other way round, the same years are meant.
            (Some(first), Some(last)) if first > last => Ok(Self { first: Some(last), last: Some(first) }),
            (first, last) => Ok(Self { first, last }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_read_back() {
        for (text, read) in [
            ("1950", "1950"),
            ("1950..1960", "1950..1960"),
            (" 1950 .. 1960 ", "1950..1960"),
            ("1960..1950", "1950..1960"),
            ("1950..1950", "1950"),
            ("1950..", "1950.."),
            ("..1960", "..1960"),
            ("0800", "0800"),
        ] {
            assert_eq!(text.parse::<Years>().map(|years| years.to_string()), Ok(read.to_owned()), "{text}");
        }
        for text in ["", "..", "abc", "50", "19500", "1950...1960", "1950-1960", "１９５０", "+195", "1950..soon"] {
            assert_eq!(text.parse::<Years>(), Err(NotYears), "{text}");
        }
    }
}

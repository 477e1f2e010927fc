//! Sheets of paper, and whether an image has enough pixels to fill one.

use std::str::FromStr;

/// A sheet of the A series (ISO 216), smallest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PrintSize {
    /// 148 × 210 mm.
    A5,
    /// 210 × 297 mm.
    A4,
    /// 297 × 420 mm.
    A3,
}

/// A text that names none of the sheets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("print is a5, a4 or a3")]
pub struct UnknownPrintSize;

impl PrintSize {
    /// All of them, smallest first.
    pub const ALL: [Self; 3] = [Self::A5, Self::A4, Self::A3];

    /// The name in the API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::A5 => "a5",
            Self::A4 => "a4",
            Self::A3 => "a3",
        }
    }

    /// The short and the long side in pixels at 300 dots per inch, the usual resolution of print: the sides of ISO 216 ÷ 25.4
    /// mm × 300, to the nearest pixel.
    #[must_use]
    pub const fn pixels(self) -> (u32, u32) {
        match self {
            Self::A5 => (1748, 2480),
            Self::A4 => (2480, 3508),
            Self::A3 => (3508, 4961),
        }
    }

    /// Whether an image of this width and height fills it, either way round.
    #[must_use]
    pub fn is_filled_by(self, width: u32, height: u32) -> bool {
        let (short, long) = self.pixels();
        width.min(height) >= short && width.max(height) >= long
    }

    /// The largest sheet that an image of this width and height fills, either way round.
    #[must_use]
    pub fn largest_of(width: u32, height: u32) -> Option<Self> {
        Self::ALL.into_iter().rev().find(|size| size.is_filled_by(width, height))
    }
}

impl FromStr for PrintSize {
    type Err = UnknownPrintSize;

    fn from_str(text: &str) -> Result<Self, UnknownPrintSize> {
        Self::ALL.into_iter().find(|size| size.name().eq_ignore_ascii_case(text)).ok_or(UnknownPrintSize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_is_filled_either_way_round_or_not_at_all() {
        for ((width, height), largest) in [
            ((3508, 2480), Some(PrintSize::A4)),
            ((2480, 3508), Some(PrintSize::A4)),
            ((3508, 2479), Some(PrintSize::A5)),
            ((6000, 2000), Some(PrintSize::A5)),
            ((6000, 1747), None),
            ((4961, 3508), Some(PrintSize::A3)),
            ((40, 30), None),
        ] {
            assert_eq!(PrintSize::largest_of(width, height), largest, "{width} × {height}");
        }
    }

    #[test]
    fn sides_are_those_of_the_standard_at_300_dots_per_inch() {
        for (size, short, long) in
            [(PrintSize::A5, 148.0, 210.0), (PrintSize::A4, 210.0, 297.0), (PrintSize::A3, 297.0, 420.0)]
        {
            let dots = |millimetres: f64| millimetres / 25.4 * 300.0;
            let (short_dots, long_dots) = size.pixels();
            assert!((f64::from(short_dots) - dots(short)).abs() <= 0.5, "{size:?}");
            assert!((f64::from(long_dots) - dots(long)).abs() <= 0.5, "{size:?}");
        }
    }
}

//! A square of the Earth, along its meridians and parallels, in which photos are counted.

use std::{fmt, str::FromStr};

use super::place::Coordinates;

/// Height of a square, in degrees of latitude.
const HEIGHT: f64 = 0.05;
/// Width of a square, in degrees of longitude: as wide as high at 60° north, where a degree of longitude is half as long.
const WIDTH: f64 = 0.1;
/// Edges stand half a hundredth of a degree beside whole hundredths: a position that is published rounded is on none.
const BESIDE: f64 = 0.005;
/// Squares around the Earth.
const COLUMNS: u32 = 3_600;
/// The southernmost and the northernmost row, which end at the poles.
const LAST_ROW: u32 = 3_600;

/// One of the squares that cover the Earth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Square {
    row: u32,
    column: u32,
}

impl Square {
    /// The square of a point.
    #[must_use]
    #[expect(
        clippy::as_conversions,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "rows and columns of points of the Earth are small and not negative"
    )]
    pub fn of(point: Coordinates) -> Self {
        let row = ((point.latitude() + 90.0 + BESIDE) / HEIGHT).floor() as u32;
        let column = ((point.longitude() + 180.0 + BESIDE) / WIDTH).floor() as u32;
        Self { row: row.min(LAST_ROW), column: column % COLUMNS }
    }

    /// The square so many columns to the east and rows to the north; nothing beyond the poles.
    #[must_use]
    pub fn beside(self, east: i32, north: i32) -> Option<Self> {
        let row = self.row.checked_add_signed(north).filter(|row| *row <= LAST_ROW)?;
        let column = (i64::from(self.column) + i64::from(east)).rem_euclid(i64::from(COLUMNS));
        Some(Self { row, column: u32::try_from(column).ok()? })
    }

    /// Its southern edge, in degrees.
    #[must_use]
    pub fn south(self) -> f64 {
        (f64::from(self.row) * HEIGHT - 90.0 - BESIDE).max(-90.0)
    }

    /// Its northern edge, in degrees.
    #[must_use]
    pub fn north(self) -> f64 {
        (f64::from(self.row + 1) * HEIGHT - 90.0 - BESIDE).min(90.0)
    }

    /// Its western edge, in degrees.
    #[must_use]
    pub fn west(self) -> f64 {
        on_earth(f64::from(self.column) * WIDTH - 180.0 - BESIDE)
    }

    /// Its eastern edge, in degrees.
    #[must_use]
    pub fn east(self) -> f64 {
        on_earth(f64::from(self.column + 1) * WIDTH - 180.0 - BESIDE)
    }

    /// Where a point of this square stands in it, as shares of its width from the west and of its height from the north.
    #[must_use]
    pub fn position(self, point: Coordinates) -> (f64, f64) {
        let from_west = (point.longitude() - self.west()).rem_euclid(360.0) / WIDTH;
        let from_north = (f64::from(self.row + 1) * HEIGHT - 90.0 - BESIDE - point.latitude()) / HEIGHT;
        (from_west.clamp(0.0, 1.0), from_north.clamp(0.0, 1.0))
    }
}

/// West of the 180th meridian is east of it.
fn on_earth(longitude: f64) -> f64 {
    if longitude < -180.0 { longitude + 360.0 } else { longitude }
}

/// As index keys and addresses name it: its row from the south pole, its column from the 180th meridian.
impl fmt::Display for Square {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}-{}", self.row, self.column)
    }
}

/// The text names no square of the Earth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoSquare;

/// Each square has one name: `2768-1755`, and not `02768-1755`.
impl FromStr for Square {
    type Err = NoSquare;

    fn from_str(text: &str) -> Result<Self, NoSquare> {
        let (row, column) = text.split_once('-').ok_or(NoSquare)?;
        let number = |text: &str| text.parse().map_err(|_no_number| NoSquare);
        let square = Self { row: number(row)?, column: number(column)? };
        let is_there = square.row <= LAST_ROW && square.column < COLUMNS && square.to_string() == text;
        if is_there { Ok(square) } else { Err(NoSquare) }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(latitude: f64, longitude: f64) -> Coordinates {
        Coordinates::new(latitude, longitude).unwrap()
    }

    #[test]
    fn squares_meet_around_the_earth_and_end_at_the_poles() {
        let home = Square::of(at(48.39, -4.49));
        assert_eq!(home.beside(1, 0).unwrap().beside(-1, 0), Some(home));
        assert!((home.beside(1, 0).unwrap().west() - home.east()).abs() < 1e-9);
        assert!((home.beside(0, 1).unwrap().south() - home.north()).abs() < 1e-9);
        let fiji = Square::of(at(-17.0, 179.97));
        assert_eq!(fiji.beside(1, 0), Some(Square::of(at(-17.0, -179.95))));
        assert!(fiji.beside(1, 0).unwrap().west() > 179.0);
        assert_eq!(Square::of(at(0.0, 180.0)), Square::of(at(0.0, -180.0)));
        assert_eq!((Square::of(at(90.0, 0.0)).beside(0, 1), Square::of(at(-90.0, 0.0)).beside(0, -1)), (None, None));
    }

    #[test]
    fn a_square_has_one_name() {
        let home = Square::of(at(48.39, -4.49));
        assert_eq!((home.to_string().as_str(), "2767-1755".parse()), ("2767-1755", Ok(home)));
        assert!("0-0".parse::<Square>().is_ok() && "3600-3599".parse::<Square>().is_ok());
        for name in ["", "-", "2767", "02767-1755", "+2767-1755", "2767-1755-1", "3601-0", "0-3600", "-1-0", "a-b"] {
            assert_eq!(name.parse::<Square>(), Err(NoSquare), "{name}");
        }
    }

    proptest! {
        #[test]
        fn a_rounded_point_is_inside_its_square(latitude in -90.0..=90.0, longitude in -180.0..=180.0) {
            let point = at(latitude, longitude).rounded();
            let square = Square::of(point);
            prop_assert!(square.south() <= point.latitude() && point.latitude() <= square.north());
            let from_west = (point.longitude() - square.west()).rem_euclid(360.0);
            prop_assert!(from_west > 0.004 && from_west < 0.096, "{from_west}");
        }
    }
}

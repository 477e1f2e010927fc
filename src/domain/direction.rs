//! In which direction a photo looks, as its camera measured it or as people write it.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::fold::fold;

/// The points of a compass by their letters, clockwise from north, each 22.5° after the one before. West is `w` here.
const POINTS: [&str; 16] =
    ["n", "nne", "ne", "ene", "e", "ese", "se", "sse", "s", "ssw", "sw", "wsw", "w", "wnw", "nw", "nnw"];
/// The four winds in French and in English, the longer names first.
const WINDS: [(&str, char); 7] =
    [("north", 'n'), ("nord", 'n'), ("south", 's'), ("sud", 's'), ("ouest", 'w'), ("west", 'w'), ("east", 'e')];
/// Words that people write before the point that they mean.
const BEFORE: [&str; 9] = ["vers", "le", "la", "l", "au", "a", "to", "the", "towards"];

/// A text that is no direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a direction is a number of degrees from 0 to 359, or a point of the compass")]
pub struct NotADirection;

/// From which north an angle is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum North {
    /// The geographic one.
    True,
    /// That of a compass, which differs by the declination of the place: a degree or two in France.
    Magnetic,
}

/// One of eight directions of the horizon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sector {
    /// North.
    North,
    /// North-east.
    NorthEast,
    /// East.
    East,
    /// South-east.
    SouthEast,
    /// South.
    South,
    /// South-west.
    SouthWest,
    /// West.
    West,
    /// North-west.
    NorthWest,
}

/// The direction in which a photo looks (EXIF 2.32, 4.6.6, `GPSImgDirection` and `GPSImgDirectionRef`).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Direction {
    /// Degrees clockwise from north: 0 to less than 360, to a hundredth.
    degrees: f64,
    /// From which north; nothing where the file does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    north: Option<North>,
}

impl Direction {
    /// A direction of this angle; nothing for one that is not between 0° and 360°, which cameras without a compass write.
    #[must_use]
    pub fn new(degrees: f64, north: Option<North>) -> Option<Self> {
        let degrees = (degrees * 100.0).round() / 100.0;
        // The standard ends at 359.99; some cameras write 360 for north.
        (0.0..=360.0).contains(&degrees).then(|| Self { degrees: degrees % 360.0, north })
    }

    /// Reads what a person typed: degrees (`315`, `47,25°`) or a point of the compass in French or English (`nord-ouest`, `NW`).
    /// Blank is none.
    ///
    /// # Errors
    /// [`NotADirection`].
    pub fn parse(typed: &str) -> Result<Option<Self>, NotADirection> {
        if typed.trim().is_empty() { Ok(None) } else { typed.parse().map(Some) }
    }

    /// This direction where it is another one than before. Who sends the same angle again does not say from which north it is.
    #[must_use]
    pub fn after(self, before: Option<Self>) -> Self {
        before.filter(|before| self.north.is_none() && before.degrees.total_cmp(&self.degrees).is_eq()).unwrap_or(self)
    }

    /// Degrees clockwise from north.
    #[must_use]
    pub const fn degrees(self) -> f64 {
        self.degrees
    }

    /// From which north; nothing where the file does not say.
    #[must_use]
    pub const fn north(self) -> Option<North> {
        self.north
    }

    /// The nearest of eight directions.
    #[must_use]
    pub fn sector(self) -> Sector {
        use Sector::{East, North, NorthEast, NorthWest, South, SouthEast, SouthWest, West};
        let bounds = [
            (22.5, North),
            (67.5, NorthEast),
            (112.5, East),
            (157.5, SouthEast),
            (202.5, South),
            (247.5, SouthWest),
            (292.5, West),
            (337.5, NorthWest),
        ];
        bounds.into_iter().find(|(end, _)| self.degrees < *end).map_or(North, |(_, sector)| sector)
    }
}

/// Its degrees, then `T` or `M` where it says from which north, as EXIF does.
impl fmt::Display for Direction {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let north = match self.north {
            None => "",
            Some(North::True) => " T",
            Some(North::Magnetic) => " M",
        };
        write!(formatter, "{}{north}", self.degrees)
    }
}

impl FromStr for Direction {
    type Err = NotADirection;

    fn from_str(text: &str) -> Result<Self, NotADirection> {
        let folded = fold(text);
        let text = folded.trim();
        if !text.starts_with(|first: char| first.is_ascii_digit()) {
            return point(text).and_then(|degrees| Self::new(degrees, None)).ok_or(NotADirection);
        }
        let (number, north) = match text.rsplit_once(' ') {
            Some((number, "t")) => (number, Some(North::True)),
            Some((number, "m")) => (number, Some(North::Magnetic)),
            _ => (text, None),
        };
        let units = ["degres", "degrees", "deg", "°"];
        let number = units.iter().find_map(|unit| number.strip_suffix(unit)).unwrap_or(number);
        let number = number.trim().replace(',', ".");
        let is_plain = number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let degrees = number.parse().ok().filter(|_| is_plain).ok_or(NotADirection)?;
        Self::new(degrees, north).ok_or(NotADirection)
    }
}

/// The degrees of a point of the compass.
fn point(text: &str) -> Option<f64> {
    let words =
        text.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty() && !BEFORE.contains(word));
    let mut letters = String::new();
    for mut word in words {
        while !word.is_empty() {
            let (letter, rest) = wind(word)?;
            letters.push(letter);
            word = rest;
        }
    }
    let at = POINTS.iter().position(|point| *point == letters)?;
    u32::try_from(at).ok().map(|at| f64::from(at) * 22.5)
}

/// The wind that a word begins with, by its name or by its letter, and the rest of the word.
fn wind(word: &str) -> Option<(char, &str)> {
    // “est” is a name, and not east, south and something else.
    let named =
        WINDS.iter().chain(&[("est", 'e')]).find_map(|(name, letter)| Some((*letter, word.strip_prefix(name)?)));
    named.or_else(|| {
        let first = word.chars().next()?;
        let letter = match first {
            'n' | 's' | 'e' | 'w' => first,
            'o' => 'w',
            _ => return None,
        };
        Some((letter, word.get(first.len_utf8()..)?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_direction_is_read_as_people_write_it() {
        for (typed, degrees) in [
            ("315", 315.0),
            (" 47,25° ", 47.25),
            ("47.25 M", 47.25),
            ("90 degrés", 90.0),
            ("360", 0.0),
            ("nord-ouest", 315.0),
            ("Nord Ouest", 315.0),
            ("NO", 315.0),
            ("NW", 315.0),
            ("northwest", 315.0),
            ("vers l’est", 90.0),
            ("à l'ouest", 270.0),
            ("South-South-West", 202.5),
            ("SSO", 202.5),
            ("ese", 112.5),
            ("Sud-Est", 135.0),
            ("towards the north", 0.0),
        ] {
            assert_eq!(typed.parse().map(Direction::degrees), Ok(degrees), "{typed}");
        }
        for typed in ["400", "-10", "12 km", "haut", "nord-sud", "est-nord", "nnn", "°", "vers", "NaN", "1e3"] {
            assert_eq!(typed.parse::<Direction>(), Err(NotADirection), "{typed}");
        }
        assert_eq!(Direction::parse("  "), Ok(None));
    }

    #[test]
    fn a_direction_reads_back_and_keeps_its_north() {
        for (degrees, north) in [(47.25, Some(North::Magnetic)), (0.0, Some(North::True)), (202.5, None)] {
            let Some(direction) = Direction::new(degrees, north) else { continue };
            assert_eq!(direction.to_string().parse(), Ok(direction));
            assert_eq!(Direction::new(degrees, None).map(|sent| sent.after(Some(direction))), Some(direction));
        }
        let before = Direction::new(47.25, Some(North::Magnetic));
        assert_eq!(Direction::new(47.0, None).map(|sent| sent.after(before)), Direction::new(47.0, None));
    }

    #[test]
    fn an_angle_is_one_of_eight_directions() {
        let sector = |degrees| Direction::new(degrees, None).map(Direction::sector);
        for (degrees, expected) in [
            (0.0, Sector::North),
            (22.49, Sector::North),
            (22.5, Sector::NorthEast),
            (90.0, Sector::East),
            (225.0, Sector::SouthWest),
            (337.49, Sector::NorthWest),
            (359.99, Sector::North),
            (360.0, Sector::North),
        ] {
            assert_eq!(sector(degrees), Some(expected), "{degrees}");
        }
    }

    #[test]
    fn what_is_no_angle_is_nothing() {
        for degrees in [-0.01, 360.01, 65_535.0, f64::NAN, f64::INFINITY] {
            assert_eq!(Direction::new(degrees, None), None, "{degrees}");
        }
        assert_eq!(Direction::new(360.0, None).map(Direction::degrees), Some(0.0));
        assert_eq!(Direction::new(45.678, Some(North::Magnetic)).map(Direction::degrees), Some(45.68));
    }
}

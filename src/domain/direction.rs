//! In which direction a photo looks, as its camera measured it.

use serde::{Deserialize, Serialize};

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

#[cfg(test)]
mod tests {
    use super::*;

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

//! Where a photo was taken, and how precisely its contributor lets it be told.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::text;

/// How precisely a place may be told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// As measured.
    Exact,
    /// Rounded to about one kilometre: the default.
    #[default]
    Area,
    /// No coordinates at all.
    Hidden,
}

/// A precision that is none of the three.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("place_precision is exact, area or hidden")]
pub struct UnknownPrecision;

impl Precision {
    /// The name in forms and in the API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Area => "area",
            Self::Hidden => "hidden",
        }
    }
}

impl FromStr for Precision {
    type Err = UnknownPrecision;

    fn from_str(text: &str) -> Result<Self, UnknownPrecision> {
        [Self::Exact, Self::Area, Self::Hidden].into_iter().find(|p| p.name() == text).ok_or(UnknownPrecision)
    }
}

/// A point of the Earth in WGS 84 degrees.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Coordinates {
    /// Degrees north, −90 to 90.
    latitude: f64,
    /// Degrees east, −180 to 180.
    longitude: f64,
}

impl Coordinates {
    /// Takes finite degrees within their ranges, else nothing.
    #[must_use]
    pub fn new(latitude: f64, longitude: f64) -> Option<Self> {
        let sound = (-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude);
        sound.then_some(Self { latitude, longitude })
    }

    /// Degrees north.
    #[must_use]
    pub const fn latitude(self) -> f64 {
        self.latitude
    }

    /// Degrees east.
    #[must_use]
    pub const fn longitude(self) -> f64 {
        self.longitude
    }

    /// Rounded to 0.01°: 1.1 km north to south, less east to west.
    #[must_use]
    pub fn rounded(self) -> Self {
        let round = |degrees: f64| (degrees * 100.0).round() / 100.0;
        Self { latitude: round(self.latitude), longitude: round(self.longitude) }
    }
}

/// A place as kept: what is public is [`Place::public_coordinates`] alone.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Its name in words.
    pub name: Option<String>,
    /// Where, as measured or given.
    pub coordinates: Option<Coordinates>,
    /// What may be told of it.
    pub precision: Precision,
}

impl Place {
    /// The most characters of a place's name.
    pub const NAME_LIMIT: usize = 200;

    /// The coordinates that everyone may read.
    #[must_use]
    pub fn public_coordinates(&self) -> Option<Coordinates> {
        match self.precision {
            Precision::Exact => self.coordinates,
            Precision::Area => self.coordinates.map(Coordinates::rounded),
            Precision::Hidden => None,
        }
    }

    /// Cleans a place's name; blank is nothing.
    ///
    /// # Errors
    /// [`text::TooLong`] past [`Self::NAME_LIMIT`] characters.
    pub fn parse_name(name: &str) -> Result<Option<String>, text::TooLong> {
        let clean = text::clean_line(name);
        text::within(&clean, Self::NAME_LIMIT)?;
        Ok(if clean.is_empty() { None } else { Some(clean) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_told_no_more_precisely_than_allowed() {
        let home = Coordinates::new(48.390_394, -4.486_076);
        let place = |precision| Place { name: None, coordinates: home, precision };
        assert_eq!(place(Precision::Exact).public_coordinates(), home);
        assert_eq!(place(Precision::Area).public_coordinates(), Coordinates::new(48.39, -4.49));
        assert_eq!(place(Precision::Hidden).public_coordinates(), None);
    }

    #[test]
    fn impossible_degrees_are_nothing() {
        assert_eq!(Coordinates::new(91.0, 0.0), None);
        assert_eq!(Coordinates::new(f64::NAN, 0.0), None);
        assert_eq!(Coordinates::new(0.0, f64::INFINITY), None);
    }
}

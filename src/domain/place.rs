//! Where a photo was taken, and how precisely that is published.

mod typed;

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::{lengths, text};

/// The side of the squares to which points are rounded, in degrees: about a kilometre from south to north.
pub const SQUARE: f64 = 0.01;

/// How precisely a place is published; each value is less precise than those before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Coordinates {
    /// Degrees north, −90 to 90.
    latitude: f64,
    /// Degrees east, −180 to 180.
    longitude: f64,
}

impl Coordinates {
    /// A point of finite degrees within their ranges, else nothing.
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

    /// How far another point is, along the ground, on a round Earth: half a percent off at most.
    #[must_use]
    pub fn kilometres_to(self, other: Self) -> f64 {
        // The mean radius of the Earth (GRS 80).
        const RADIUS: f64 = 6_371.0;
        let half_chord = |from: f64, to: f64| ((to - from).to_radians() / 2.0).sin().powi(2);
        let across = self.latitude.to_radians().cos() * other.latitude.to_radians().cos();
        let square = half_chord(self.latitude, other.latitude) + across * half_chord(self.longitude, other.longitude);
        2.0 * RADIUS * square.clamp(0.0, 1.0).sqrt().asin()
    }

    /// Rounded to 0.01°: 1.1 km north to south, less east to west.
    #[must_use]
    pub fn rounded(self) -> Self {
        let round = |degrees: f64| (degrees * 100.0).round() / 100.0;
        Self { latitude: round(self.latitude), longitude: round(self.longitude) }
    }

    /// The square whose points are rounded to this one, which is rounded.
    #[must_use]
    pub fn square(self) -> Bounds {
        // Just inside of half a step: a point on the edge is of one square.
        let half = SQUARE / 2.0 - 1e-7;
        let corner = |sign: f64| {
            let to = |degrees: f64, most: f64| (((degrees + sign * half) * 1e7).round() / 1e7).clamp(-most, most);
            Self { latitude: to(self.latitude, 90.0), longitude: to(self.longitude, 180.0) }
        };
        Bounds { south_west: corner(-1.0), north_east: corner(1.0) }
    }
}

/// Degrees north, a comma, degrees east: as many decimals as there are, so that it reads back.
impl fmt::Display for Coordinates {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{},{}", self.latitude, self.longitude)
    }
}

/// A text that is no point of the Earth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a point is latitude,longitude in degrees")]
pub struct NotAPoint;

impl FromStr for Coordinates {
    type Err = NotAPoint;

    fn from_str(text: &str) -> Result<Self, NotAPoint> {
        let (latitude, longitude) = text.split_once(',').ok_or(NotAPoint)?;
        let degrees = |text: &str| text.trim().parse().map_err(|_no_number| NotAPoint);
        Self::new(degrees(latitude)?, degrees(longitude)?).ok_or(NotAPoint)
    }
}

/// A box on the Earth, along its parallels and meridians.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    south_west: Coordinates,
    north_east: Coordinates,
}

/// A text that is no box.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a box is west,south,east,north in degrees, its south no further north than its north")]
pub struct NotABox;

impl Bounds {
    /// All of the Earth.
    pub const EARTH: Self = Self {
        south_west: Coordinates { latitude: -90.0, longitude: -180.0 },
        north_east: Coordinates { latitude: 90.0, longitude: 180.0 },
    };

    /// A box between two corners, unless the first is north of the second.
    #[must_use]
    pub fn new(south_west: Coordinates, north_east: Coordinates) -> Option<Self> {
        (south_west.latitude <= north_east.latitude).then_some(Self { south_west, north_east })
    }

    /// The smallest box that has both, neither of which crosses the 180th meridian.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self {
            south_west: Coordinates {
                latitude: self.south_west.latitude.min(other.south_west.latitude),
                longitude: self.south_west.longitude.min(other.south_west.longitude),
            },
            north_east: Coordinates {
                latitude: self.north_east.latitude.max(other.north_east.latitude),
                longitude: self.north_east.longitude.max(other.north_east.longitude),
            },
        }
    }

    /// The box of one point.
    #[must_use]
    pub const fn of(point: Coordinates) -> Self {
        Self { south_west: point, north_east: point }
    }

    /// Whether two boxes that do not cross the 180th meridian have a point in common.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        self.south_west.latitude <= other.north_east.latitude
            && other.south_west.latitude <= self.north_east.latitude
            && self.south_west.longitude <= other.north_east.longitude
            && other.south_west.longitude <= self.north_east.longitude
    }

    /// The south-western corner and the north-eastern one. West of the 180th meridian, the first is east of the second.
    #[must_use]
    pub const fn corners(self) -> (Coordinates, Coordinates) {
        (self.south_west, self.north_east)
    }

    /// Whether a point is inside or on the edge.
    #[must_use]
    pub fn contains(&self, point: Coordinates) -> bool {
        let (west, east) = (self.south_west.longitude, self.north_east.longitude);
        let after_west = west <= point.longitude;
        let before_east = point.longitude <= east;
        // West of the 180th meridian and east of it (RFC 7946 §5.2).
        let crosses = west > east;
        (self.south_west.latitude..=self.north_east.latitude).contains(&point.latitude)
            && if crosses { after_west || before_east } else { after_west && before_east }
    }
}

/// As it is read.
impl fmt::Display for Bounds {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, last) = (self.south_west, self.north_east);
        write!(formatter, "{},{},{},{}", first.longitude, first.latitude, last.longitude, last.latitude)
    }
}

/// `west,south,east,north`, in the order of `GeoJSON` (RFC 7946 §5).
impl FromStr for Bounds {
    type Err = NotABox;

    fn from_str(text: &str) -> Result<Self, NotABox> {
        let degrees: Vec<f64> =
            text.split(',').map(|side| side.trim().parse().map_err(|_no_number| NotABox)).collect::<Result<_, _>>()?;
        let [west, south, east, north] = degrees.try_into().map_err(|_other_count| NotABox)?;
        let south_west = Coordinates::new(south, west).ok_or(NotABox)?;
        let north_east = Coordinates::new(north, east).ok_or(NotABox)?;
        if south > north { Err(NotABox) } else { Ok(Self { south_west, north_east }) }
    }
}

/// A place as kept: what is public is [`Place::public_coordinates`] alone.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Its name in words.
    pub name: Option<String>,
    /// Where, as measured or given.
    pub coordinates: Option<Coordinates>,
    /// How precisely it is published.
    pub precision: Precision,
}

impl Place {
    /// The most characters of a place's name.
    pub const NAME_LIMIT: usize = lengths::PLACE_NAME;

    /// This place, unless it is empty. A place that is only marked as hidden is kept, so that what is added to it later
    /// is hidden too.
    #[must_use]
    pub fn kept(self) -> Option<Self> {
        let says_something = self.name.is_some() || self.coordinates.is_some() || self.precision == Precision::Hidden;
        says_something.then_some(self)
    }

    /// What everyone may read of it, and nothing more.
    #[must_use]
    pub fn public(self) -> Option<Self> {
        Self { coordinates: self.public_coordinates(), ..self }.kept()
    }

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

/// The names in the name of a place, which is often written `Brest, Recouvrance`: the parts between its commas, and all of
/// it where there are none.
#[must_use]
pub fn names_in(place: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for part in place.split(',').map(text::clean_line).filter(|part| !part.is_empty()) {
        if !names.contains(&part) {
            names.push(part);
        }
    }
    names
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
    fn a_box_holds_what_is_between_its_sides() {
        let holds = |bounds: &str, latitude, longitude| {
            let point = Coordinates::new(latitude, longitude);
            bounds.parse::<Bounds>().ok().zip(point).map(|(bounds, point)| bounds.contains(point))
        };
        let brest = "-4.6,48.3, -4.4,48.45";
        assert_eq!(holds(brest, 48.39, -4.49), Some(true));
        assert_eq!(holds(brest, 48.3, -4.4), Some(true));
        assert_eq!(holds(brest, 48.2, -4.49), Some(false));
        assert_eq!(holds(brest, 48.39, -4.7), Some(false));
        let around_fiji = "177,-20,-178,-15";
        assert_eq!(holds(around_fiji, -17.0, 179.0), Some(true));
        assert_eq!(holds(around_fiji, -17.0, -179.0), Some(true));
        assert_eq!(holds(around_fiji, -17.0, 0.0), Some(false));
        for no_box in ["", "1,2,3", "1,2,3,4,5", "-4.6,48.45,-4.4,48.3", "0,0,181,1", "a,b,c,d", "NaN,0,1,1"] {
            assert_eq!(no_box.parse::<Bounds>(), Err(NotABox), "{no_box}");
        }
    }

    #[test]
    fn a_point_written_as_text_reads_back() {
        let brest = Coordinates::new(48.390_394, -4.486_076);
        assert_eq!(brest.and_then(|point| point.to_string().parse().ok()), brest);
        for no_point in ["", "48.4", "91,0", "a,b"] {
            assert_eq!(no_point.parse::<Coordinates>(), Err(NotAPoint), "{no_point}");
        }
    }

    #[test]
    fn distances_are_those_of_the_map() {
        let far = |from: (f64, f64), to: (f64, f64)| {
            Coordinates::new(from.0, from.1).zip(Coordinates::new(to.0, to.1)).map(|(from, to)| from.kilometres_to(to))
        };
        let (brest, paris) = ((48.39, -4.486), (48.8566, 2.3522));
        assert!(far(brest, paris).is_some_and(|far| (500.0..510.0).contains(&far)), "{:?}", far(brest, paris));
        assert_eq!(far(brest, brest), Some(0.0));
        // Across the 180th meridian, and from pole to pole.
        assert!(far((0.0, 179.9), (0.0, -179.9)).is_some_and(|far| far < 23.0));
        assert!(far((90.0, 0.0), (-90.0, 120.0)).is_some_and(|far| (20_000.0..20_030.0).contains(&far)));
    }

    #[test]
    fn impossible_degrees_are_nothing() {
        assert_eq!(Coordinates::new(91.0, 0.0), None);
        assert_eq!(Coordinates::new(f64::NAN, 0.0), None);
        assert_eq!(Coordinates::new(0.0, f64::INFINITY), None);
    }
}

//! The land of the Earth as a coarse outline (`assets/coast`), for a map that needs nobody else.

use std::sync::LazyLock;

use super::{mercator::position, place::Coordinates};

/// The outline; `assets/coast/make-coast.py` says how it is written.
static COAST: &[u8] = include_bytes!("../../assets/coast/coast.bin");
/// Its numbers are thousandths of a degree.
const THOUSAND: f64 = 1_000.0;

/// The outlines, read when a map is drawn for the first time.
static RINGS: LazyLock<Vec<Ring>> = LazyLock::new(|| read(COAST));

/// A point, as shares of the square of a map from its west and from its north.
pub type Place = (f64, f64);

/// A part of a map, as shares of its square.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Window {
    /// Its western side.
    pub west: f64,
    /// Its northern side.
    pub north: f64,
    /// Its eastern side.
    pub east: f64,
    /// Its southern side.
    pub south: f64,
}

/// An outline of land, or of water in it.
struct Ring {
    points: Vec<Place>,
    around: Window,
}

/// The outlines of the land in a window, cut at its sides. Points nearer to one another than `grain` are left out.
#[must_use]
pub fn land_within(window: Window, grain: f64) -> Vec<Vec<Place>> {
    let near = RINGS.iter().filter(|ring| ring.around.meets(&window));
    let drawn = near.map(|ring| {
        let coarse = coarse(&ring.points, grain);
        if window.has(&ring.around) { coarse } else { cut(coarse, &window) }
    });
    drawn.filter(|ring| ring.len() > 2).collect()
}

/// Whether a point is inside of outlines: a line from it to the east crosses them an odd number of times.
#[must_use]
pub fn is_inside(rings: &[Vec<Place>], (x, y): Place) -> bool {
    let crossings = rings.iter().flat_map(|ring| {
        let before = ring.iter().skip(ring.len().saturating_sub(1)).chain(ring);
        before.zip(ring).filter(|((from_x, from_y), (to_x, to_y))| {
            (*from_y > y) != (*to_y > y) && x < from_x + (y - from_y) / (to_y - from_y) * (to_x - from_x)
        })
    });
    crossings.count() % 2 == 1
}

impl Window {
    fn meets(&self, other: &Self) -> bool {
        self.west <= other.east && other.west <= self.east && self.north <= other.south && other.north <= self.south
    }

    fn has(&self, other: &Self) -> bool {
        self.west <= other.west && other.east <= self.east && self.north <= other.north && other.south <= self.south
    }
}

/// A ring with fewer points.
fn coarse(points: &[Place], grain: f64) -> Vec<Place> {
    let mut kept: Vec<Place> = Vec::new();
    for (x, y) in points.iter().copied() {
        let is_near =
            kept.last().is_some_and(|(last_x, last_y)| (x - last_x).abs() < grain && (y - last_y).abs() < grain);
        if !is_near {
            kept.push((x, y));
        }
    }
    kept
}

/// A ring cut at the four sides of a window (Sutherland and Hodgman, 1974).
fn cut(ring: Vec<Place>, window: &Window) -> Vec<Place> {
    let Window { west, north, east, south } = *window;
    // How far inside a side a point is.
    let sides: [&dyn Fn(Place) -> f64; 4] =
        [&|(x, _)| x - west, &|(x, _)| east - x, &|(_, y)| y - north, &|(_, y)| south - y];
    sides.into_iter().fold(ring, |ring, inside| cut_at(&ring, inside))
}

fn cut_at(ring: &[Place], inside: &dyn Fn(Place) -> f64) -> Vec<Place> {
    let Some(mut before) = ring.last().copied() else { return Vec::new() };
    let mut kept = Vec::new();
    for point in ring.iter().copied() {
        let (from, to) = (inside(before), inside(point));
        if (from < 0.0) != (to < 0.0) {
            let share = from / (from - to);
            kept.push((before.0 + share * (point.0 - before.0), before.1 + share * (point.1 - before.1)));
        }
        if to >= 0.0 {
            kept.push(point);
        }
        before = point;
    }
    kept
}

fn read(bytes: &[u8]) -> Vec<Ring> {
    let mut numbers = Numbers(bytes.iter());
    let mut rings = Vec::new();
    while let Some(ring) = numbers.ring() {
        rings.push(ring);
    }
    rings
}

/// The numbers of the outline, one after the other.
struct Numbers<'a>(std::slice::Iter<'a, u8>);

impl Numbers<'_> {
    fn ring(&mut self) -> Option<Ring> {
        let count = self.next()?;
        let (mut east, mut north) = (0_i32, 0_i32);
        let mut points = Vec::new();
        for _ in 0..count {
            east = east.saturating_add(self.signed()?);
            north = north.saturating_add(self.signed()?);
            let point = Coordinates::new(f64::from(north) / THOUSAND, f64::from(east) / THOUSAND)?;
            points.push(position(point));
        }
        let nothing = Window { west: 1.0, north: 1.0, east: 0.0, south: 0.0 };
        let around = points.iter().fold(nothing, |around, (x, y)| Window {
            west: around.west.min(*x),
            north: around.north.min(*y),
            east: around.east.max(*x),
            south: around.south.max(*y),
        });
        Some(Ring { points, around })
    }

    fn signed(&mut self) -> Option<i32> {
        let number = self.next()?;
        let half = i32::try_from(number >> 1).ok()?;
        Some(if number & 1 == 0 { half } else { -1 - half })
    }

    /// The next number, in groups of seven bits, the lowest first (LEB128).
    fn next(&mut self) -> Option<u32> {
        let mut number = 0_u32;
        for shift in (0..32).step_by(7) {
            let byte = *self.0.next()?;
            number |= u32::from(byte & 0x7F).checked_shl(shift)?;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: Window = Window { west: 0.0, north: 0.0, east: 1.0, south: 1.0 };

    #[test]
    fn the_outline_is_read_to_its_end() {
        assert!(RINGS.len() > 3_000 && RINGS.iter().all(|ring| ring.points.len() > 2), "{}", RINGS.len());
        let read: usize = RINGS.iter().map(|ring| ring.points.len()).sum();
        assert!(read > 150_000, "{read}");
    }

    #[test]
    fn the_whole_earth_is_drawn_with_few_points_and_a_bay_with_those_it_has() {
        let far: usize = land_within(ALL, 1.0 / 512.0).iter().map(Vec::len).sum();
        assert!((500..12_000).contains(&far), "{far}");
        let side =
            |longitude: f64, latitude: f64| Coordinates::new(latitude, longitude).map(position).unwrap_or_default();
        let ((west, north), (east, south)) = (side(-5.0, 48.6), side(-4.0, 48.1));
        let bay = Window { west, north, east, south };
        let near = land_within(bay, 0.0);
        assert!(near.iter().map(Vec::len).sum::<usize>() > 40, "{near:?}");
        let slack = 1e-12;
        let is_in =
            |(x, y): &Place| (west - slack..=east + slack).contains(x) && (north - slack..=south + slack).contains(y);
        assert!(near.iter().flatten().all(is_in));
    }

    #[test]
    fn land_and_sea_are_told_apart() {
        let side =
            |longitude: f64, latitude: f64| Coordinates::new(latitude, longitude).map(position).unwrap_or_default();
        let ((west, north), (east, south)) = (side(-6.0, 49.0), side(-3.0, 48.0));
        let rings = land_within(Window { west, north, east, south }, 0.0);
        assert!(is_inside(&rings, side(-4.0, 48.4)), "Landivisiau is on land");
        assert!(!is_inside(&rings, side(-5.5, 48.2)), "the Iroise is sea");
    }

    #[test]
    fn a_ring_is_cut_at_the_sides() {
        let square = vec![(-1.0, -1.0), (2.0, -1.0), (2.0, 2.0), (-1.0, 2.0)];
        let mut corners = cut(square, &ALL);
        corners.dedup();
        assert_eq!(corners.len(), 4, "{corners:?}");
        assert_eq!(cut(vec![(2.0, 2.0), (3.0, 2.0), (3.0, 3.0)], &ALL), []);
    }
}

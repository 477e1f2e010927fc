//! The map as a drawing of the server: land, meridians and parallels, the clusters with their counts, and their names where these
//! meet nothing. Browsers with scripts put a map that moves in its place.

use std::f64::consts::LN_2;

use super::chart;
use crate::{
    domain::{
        coast::{self, Window},
        direction::Direction,
        mercator::{MOST_ZOOM, TILE, point_at, position},
        place::{Bounds, Coordinates},
    },
    search::radius,
    web::i18n::Messages,
};

/// Width of the drawing.
pub const WIDTH: f64 = 820.0;
/// Height of the drawing.
pub const HEIGHT: f64 = 470.0;
/// The border around it.
const BORDER: f64 = 9.0;
/// The least number of units between two meridians.
const LEAST_STEP: f64 = 110.0;
/// Minutes of a degree between two meridians.
const STEPS: [u32; 11] = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1_800];
/// How many radii of its mark a photo looks far.
const LOOK: f64 = 2.6;
/// From this zoom on, directions are shown: one sees what photos look at.
pub const LOOKS_FROM: u8 = 14;
/// Units that a letter takes.
const LETTER: f64 = 7.4;
/// Height of a line of text.
const LINE: f64 = 17.0;
/// The widest part of the Earth that is drawn, as a share of it.
const ALL: f64 = 1.0;
/// The least width that is drawn: some four kilometres.
const LEAST: f64 = 0.000_1;

/// The part of the Earth that is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    /// The western and the northern side of the frame, as shares of the square of maps; the western one may be less than 0.
    west: f64,
    north: f64,
    /// Units of the whole square.
    scale: f64,
}

impl Frame {
    /// The frame around a box: as large as fits.
    #[must_use]
    pub fn around(bounds: Bounds) -> Self {
        let (south_west, north_east) = bounds.corners();
        let ((west, south), (east, north)) = (position(south_west), position(north_east));
        let east = if east < west { east + 1.0 } else { east };
        let width = (east - west).clamp(LEAST, ALL);
        let height = (south - north).clamp(LEAST * HEIGHT / WIDTH, ALL);
        let scale = (WIDTH / width).min(HEIGHT / height);
        let middle = (f64::midpoint(west, east), f64::midpoint(north, south));
        Self { west: middle.0 - WIDTH / scale / 2.0, north: middle.1 - HEIGHT / scale / 2.0, scale }
    }

    /// The box that it shows.
    #[must_use]
    pub fn bounds(self) -> Bounds {
        let (width, height) = (WIDTH / self.scale, HEIGHT / self.scale);
        let (north, south) = (self.north.clamp(0.0, 1.0), (self.north + height).clamp(0.0, 1.0));
        let (west, east) =
            if width >= ALL { (0.0, 1.0) } else { (self.west.rem_euclid(1.0), (self.west + width).rem_euclid(1.0)) };
        let (first, last) = (point_at(west, south), point_at(east, north));
        // The poles are beyond what is drawn.
        let (lowest, highest) = (
            if south > 1.0 - EDGE { -90.0 } else { first.latitude() },
            if north < EDGE { 90.0 } else { last.latitude() },
        );
        // A hundred-thousandth of a degree is a metre; sides are rounded outwards.
        let down = |degrees: f64, least: f64| ((degrees * 1e5).floor() / 1e5).max(least);
        let up = |degrees: f64, most: f64| ((degrees * 1e5).ceil() / 1e5).min(most);
        let south_west = Coordinates::new(down(lowest, -90.0), down(first.longitude(), -180.0));
        let north_east = Coordinates::new(up(highest, 90.0), up(last.longitude(), 180.0));
        south_west.zip(north_east).and_then(|(first, last)| Bounds::new(first, last)).unwrap_or(Bounds::EARTH)
    }

    /// The zoom of maps on the web that draws as large.
    #[must_use]
    pub fn zoom(self) -> u8 {
        let zoom = ((self.scale / TILE).ln() / LN_2).floor();
        (0..=MOST_ZOOM).rev().find(|known| f64::from(*known) <= zoom).unwrap_or(0)
    }

    /// The same middle, so many times as near.
    #[must_use]
    pub fn nearer(self, times: f64) -> Self {
        let scale = (self.scale * times).clamp(HEIGHT, WIDTH / LEAST);
        let shift = |side: f64, length: f64| side + length / self.scale / 2.0 - length / scale / 2.0;
        Self { west: shift(self.west, WIDTH), north: shift(self.north, HEIGHT), scale }
    }

    /// Where a point is drawn.
    fn place(self, point: Coordinates) -> (f64, f64) {
        let (x, y) = position(point);
        // West of the 180th meridian is east of it.
        let from_west = (x - self.west).rem_euclid(1.0);
        (from_west * self.scale, (y - self.north) * self.scale)
    }
}

/// What is nearer to the edge of the square of maps is at the edge.
const EDGE: f64 = 1e-6;

/// A cluster to draw.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Where.
    pub center: Coordinates,
    /// How many photos.
    pub count: usize,
    /// Its name.
    pub name: String,
    /// Where its list is.
    pub address: String,
    /// Whether its list is open.
    pub open: bool,
    /// In which direction its one photo looks, where that is shown.
    pub looks: Option<Direction>,
}

/// A cluster as it is drawn.
#[derive(Clone, Debug)]
pub struct Mark {
    /// From the west.
    pub x: i32,
    /// From the north.
    pub y: i32,
    /// Its radius.
    pub radius: i32,
    /// Where its name is written, if it meets nothing there: from the west, from the north, and which end of it that is.
    pub written: Option<(i32, i32, &'static str)>,
    /// Its latitude and its longitude, for a map that moves.
    pub at: String,
    /// The light of the open one, as a path.
    pub flare: String,
    /// What its one photo looks at, as a path.
    pub look: Option<String>,
    /// The number of its photos, as a message takes it.
    pub photos: u64,
    /// What it stands for.
    pub shown: Shown,
}

impl Mark {
    /// Whether it is in the eastern half.
    #[must_use]
    pub fn is_eastern(&self) -> bool {
        f64::from(self.x) > WIDTH / 2.0
    }
}

/// A text of the drawing.
#[derive(Clone, Debug)]
pub struct Written {
    /// From the west.
    pub x: i32,
    /// From the north.
    pub y: i32,
    /// The words.
    pub text: String,
}

/// The drawing.
#[derive(Clone, Debug)]
pub struct Drawing {
    /// The land, as a path.
    pub land: String,
    /// Meridians and parallels, as a path.
    pub grid: String,
    /// Their degrees.
    pub degrees: Vec<Written>,
    /// The clusters, the largest first.
    pub marks: Vec<Mark>,
}

impl Drawing {
    /// What is in a frame.
    #[must_use]
    pub fn of(frame: Frame, clusters: Vec<Shown>, t: Messages) -> Self {
        let (grid, degrees) = graticule(frame, t);
        Self { land: land(frame), grid, degrees, marks: marks(frame, clusters) }
    }
}

/// The greatest zoom at which the land has tiles: its outline is not known better.
pub const NEAREST_TILE: u8 = 9;

/// The land of a tile of maps on the web, as a path in units of 256 a side.
#[must_use]
pub fn land_of_tile(zoom: u8, column: u32, row: u32) -> String {
    let count = f64::from(1_u32 << zoom);
    path(f64::from(column) / count, f64::from(row) / count, TILE * count, (TILE, TILE))
}

fn land(frame: Frame) -> String {
    // What is beyond the 180th meridian is drawn from the other side.
    let beside = [-1.0, 0.0, 1.0].into_iter();
    let parts = beside.map(|turn| path(frame.west + turn, frame.north, frame.scale, (WIDTH, HEIGHT)));
    parts.collect()
}

fn path(west: f64, north: f64, scale: f64, (width, height): (f64, f64)) -> String {
    /// Sides are cut outside of what is seen.
    const BEYOND: f64 = 4.0;
    let window = Window {
        west: west - BEYOND / scale,
        north: north - BEYOND / scale,
        east: west + (width + BEYOND) / scale,
        south: north + (height + BEYOND) / scale,
    };
    let mut path = String::new();
    for ring in coast::land_within(window, 0.7 / scale) {
        for (number, (x, y)) in ring.into_iter().enumerate() {
            let (x, y) = (tenths((x - west) * scale), tenths((y - north) * scale));
            path.push(if number == 0 { 'M' } else { 'L' });
            path.extend([x.to_string(), " ".to_owned(), y.to_string()]);
        }
        path.push('z');
    }
    path
}

/// A length to a tenth of a unit.
fn tenths(length: f64) -> f64 {
    (length * 10.0).round() / 10.0 + 0.0
}

fn graticule(frame: Frame, t: Messages) -> (String, Vec<Written>) {
    let bounds = frame.bounds();
    let (south_west, north_east) = bounds.corners();
    let minute = frame.scale / 360.0 / 60.0;
    let step = STEPS.into_iter().find(|step| f64::from(*step) * minute >= LEAST_STEP).unwrap_or(1_800);
    let (mut grid, mut degrees) = (String::new(), Vec::new());
    for minutes in multiples(180 * 60, step) {
        let longitude = f64::from(minutes) / 60.0;
        let Some(point) = Coordinates::new(south_west.latitude(), longitude) else { continue };
        let x = frame.place(point).0;
        if (BORDER * 3.0..WIDTH - BORDER * 3.0).contains(&x) && longitude < 180.0 {
            grid.extend([format!("M{} {BORDER}V{}", whole(x), HEIGHT - BORDER)]);
            let side = if minutes < 0 { t.map_west() } else { t.map_east() };
            degrees.push(Written { x: whole(x + 4.0), y: whole(HEIGHT - 15.0), text: degrees_of(minutes, side) });
        }
    }
    for minutes in multiples(80 * 60, step) {
        let latitude = f64::from(minutes) / 60.0;
        let Some(point) = Coordinates::new(latitude, north_east.longitude()) else { continue };
        let y = frame.place(point).1;
        if (BORDER * 3.0..HEIGHT - BORDER * 4.0).contains(&y) {
            grid.extend([format!("M{BORDER} {}H{}", whole(y), WIDTH - BORDER)]);
            let side = if minutes < 0 { t.map_south() } else { t.map_north() };
            degrees.push(Written { x: 15, y: whole(y - 5.0), text: degrees_of(minutes, side) });
        }
    }
    (grid, degrees)
}

/// The multiples of a step between a number below zero and the same above.
fn multiples(most: i32, step: u32) -> impl Iterator<Item = i32> {
    let step = i32::try_from(step).unwrap_or(most).max(1);
    let times = most / step;
    (-times..=times).map(move |number| number * step)
}

/// `4° 30′ O`.
fn degrees_of(minutes: i32, side: &str) -> String {
    let (degrees, rest) = (minutes.abs() / 60, minutes.abs() % 60);
    let rest = if rest == 0 { String::new() } else { format!("\u{a0}{rest:02}′") };
    if minutes == 0 { "0°".to_owned() } else { format!("{degrees}°{rest}\u{a0}{side}") }
}

/// A part of the drawing that is taken.
#[derive(Clone, Copy)]
struct Taken {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Taken {
    fn meets(&self, other: &Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    fn is_inside(&self) -> bool {
        self.left > BORDER && self.top > BORDER && self.right < WIDTH - BORDER && self.bottom < HEIGHT - BORDER * 3.0
    }
}

fn marks(frame: Frame, clusters: Vec<Shown>) -> Vec<Mark> {
    let placed: Vec<(f64, f64, f64, Shown)> = clusters
        .into_iter()
        .map(|shown| {
            let (x, y) = frame.place(shown.center);
            (x.clamp(0.0, WIDTH), y.clamp(0.0, HEIGHT), radius(shown.count), shown)
        })
        .collect();
    let around = |(x, y, radius, _): &(f64, f64, f64, Shown)| Taken {
        left: x - radius,
        top: y - radius,
        right: x + radius,
        bottom: y + radius,
    };
    let mut taken: Vec<Taken> = placed.iter().map(around).collect();
    // The largest first: where two names meet, its name is written.
    let marks = placed.into_iter().map(|(x, y, radius, shown)| {
        let width = LETTER * f64::from(u32::try_from(shown.name.chars().count()).unwrap_or(u32::MAX));
        let places = [
            (x + radius + 5.0, y + 5.0, "start"),
            (x - radius - 5.0, y + 5.0, "end"),
            (x, y - radius - 6.0, "middle"),
            (x, y + radius + 15.0, "middle"),
        ];
        let written = places.into_iter().find_map(|(at, foot, end)| {
            let left = match end {
                "start" => at,
                "end" => at - width,
                _ => at - width / 2.0,
            };
            let own = Taken { left, top: foot - LINE + 4.0, right: left + width, bottom: foot + 4.0 };
            let is_free = own.is_inside() && !taken.iter().any(|other| other.meets(&own));
            is_free.then(|| {
                taken.push(own);
                (whole(at), whole(foot), end)
            })
        });
        let look = shown.looks.map(|direction| chart::beam((x, y), radius * LOOK, direction));
        let (x, y) = (whole(x), whole(y));
        Mark {
            look,
            x,
            y,
            radius: whole(radius),
            written,
            at: format!("{},{}", shown.center.latitude(), shown.center.longitude()),
            photos: u64::try_from(shown.count).unwrap_or(u64::MAX),
            flare: format!("M{x} {y}l{} -32a12 12 0 0 1 6 22z", whole(radius * 2.3)),
            shown,
        }
    });
    marks.collect()
}

#[expect(clippy::as_conversions, clippy::cast_possible_truncation, reason = "a drawing has some hundreds of units")]
fn whole(length: f64) -> i32 {
    length.round() as i32
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::language::Language;

    fn shown(name: &str, latitude: f64, longitude: f64, count: usize) -> Shown {
        let center = Coordinates::new(latitude, longitude).unwrap_or_default();
        Shown { center, count, name: name.to_owned(), address: String::new(), open: false, looks: None }
    }

    #[test]
    fn names_meet_neither_marks_nor_one_another() {
        let bounds = "-4.8,48.2,-4.2,48.6".parse().unwrap_or(Bounds::EARTH);
        let clusters = vec![
            shown("Brest, centre", 48.39, -4.49, 228),
            shown("Le Relecq-Kerhuon", 48.40, -4.41, 54),
            shown("Plougastel-Daoulas", 48.37, -4.37, 41),
        ];
        let drawing = Drawing::of(Frame::around(bounds), clusters, Messages::new(Language::French));
        assert_eq!(drawing.marks.len(), 3);
        assert!(drawing.marks.iter().any(|mark| mark.written.is_some()) && !drawing.grid.is_empty());
        assert!(drawing.degrees.iter().any(|degree| degree.text.ends_with('O')), "{:?}", drawing.degrees);
        assert!(drawing.land.starts_with('M'), "{}", drawing.land);
        let zoom = Frame::around(bounds).zoom();
        assert!((9..=11).contains(&zoom), "{zoom}");
    }

    #[test]
    fn what_is_drawn_nearer_is_a_smaller_part() {
        let frame = Frame::around("-4.8,48.2,-4.2,48.6".parse().unwrap_or(Bounds::EARTH));
        assert_eq!(frame.nearer(2.0).zoom(), frame.zoom() + 1);
        assert_eq!(Frame::around(Bounds::EARTH).nearer(0.5).bounds(), Frame::around(Bounds::EARTH).bounds());
    }

    proptest! {
        #[test]
        fn a_frame_shows_the_box_that_it_is_around(
            sides in (-80.0..=80.0, -180.0..=180.0, -80.0..=80.0, -180.0..=180.0),
            point in (-80.0..=80.0, -180.0..=180.0),
        ) {
            let at = |latitude, longitude| Coordinates::new(latitude, longitude).unwrap_or_default();
            let (south, north) = (f64::min(sides.0, sides.2), f64::max(sides.0, sides.2));
            let bounds = Bounds::new(at(south, sides.1), at(north, sides.3)).unwrap_or(Bounds::EARTH);
            let point = at(point.0, point.1);
            let frame = Frame::around(bounds);
            prop_assert!(!bounds.contains(point) || frame.bounds().contains(point), "{:?}", frame.bounds());
            let drawing = Drawing::of(frame, vec![shown("Lieu", point.latitude(), point.longitude(), 3)], Messages::new(Language::French));
            prop_assert!(!drawing.land.contains("NaN") && !drawing.land.contains("inf"));
        }
    }
}

//! Charts: squares of the Earth with the number of photos in each, like soundings, and where a photo is among them. They are
//! drawn from positions alone, never more precisely than these are published; nothing comes from elsewhere.
//!
//! The squares and their numbers are a picture, which is the same for all photos of a square. The page of a photo lays the mark
//! of that photo over it, so that photos published around it do not change the page.

use askama::Template;

use crate::{
    domain::{
        direction::Direction,
        language::Language,
        place::{Coordinates, Precision},
        square::Square,
    },
    web::i18n::Messages,
};

/// Columns of squares, and rows.
const COLUMNS: i32 = 5;
const ROWS: i32 = 3;
/// Width of a square, in units of the drawing.
const SIDE: f64 = 80.0;
/// The border around the squares.
const BORDER: f64 = 8.0;
/// Kilometres of a tenth of a degree of longitude, at the equator.
const TENTH: f64 = 11.13;
/// The least cosine of a latitude that is drawn to scale: further north, squares would be too high.
const LEAST: f64 = 1.0 / 3.0;
/// Where a number ends in its square, from the east, and its foot from the north. A mark rarely covers that corner; the
/// north-western one has the rounded point of Brest.
const NUMBER: (f64, f64) = (6.0, 17.0);

/// The picture of a chart: the squares around one, with their numbers of photos. It has no words, and is the same in every
/// language. Lengths are units of the drawing.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/chart.svg")]
pub struct Chart {
    /// Its width.
    pub width: i32,
    /// Its height.
    pub height: i32,
    /// The meridians and parallels between squares, as a path.
    pub grid: String,
    /// The dark parts of its border, as a path.
    pub border: String,
    /// The numbers of photos.
    pub soundings: Vec<Sounding>,
    /// The bar that shows the scale: its width, and what it stands for.
    pub scale: (i32, String),
}

/// The number of photos of a square, where it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sounding {
    /// Its right end, from the west.
    pub x: i32,
    /// Its foot, from the north.
    pub y: i32,
    /// The number, as people read it.
    pub number: String,
}

/// Where a photo is on the chart of its square (`parts/chart.html`).
#[derive(Clone, Debug)]
pub struct PlaceOnChart {
    /// The square in the middle of the chart.
    pub square: Square,
    /// What the chart and the mark show, in words.
    pub label: String,
    /// The width of the chart.
    pub width: i32,
    /// Its height.
    pub height: i32,
    /// Where the photo is: from the west, and from the north.
    pub mark: (i32, i32),
    /// The radius of the area that it is in; nothing where its point is published.
    pub area: Option<i32>,
    /// The light of that point, as a path.
    pub flare: String,
    /// The chart as a search has it: `west,south,east,north` in degrees.
    pub bounds: String,
    /// The same place on the map of OpenStreetMap.
    pub elsewhere: String,
}

/// A square of the chart: its column from the west, its row from the north.
#[derive(Clone, Copy, Debug)]
pub struct Drawn {
    column: i32,
    row: i32,
    /// The square of the Earth.
    pub square: Square,
}

/// The squares of the chart around this one, from the north-west.
pub fn squares(middle: Square) -> impl Iterator<Item = Drawn> {
    let places = (0..ROWS).flat_map(|row| (0..COLUMNS).map(move |column| (column, row)));
    places.filter_map(move |(column, row)| {
        let square = middle.beside(column - COLUMNS / 2, ROWS / 2 - row)?;
        Some(Drawn { column, row, square })
    })
}

/// How large a chart is drawn at the latitude of its middle.
#[derive(Clone, Copy, Debug)]
struct Scale {
    /// The height of a square: it is a tenth of a degree wide, and half a tenth high.
    high: f64,
    /// The length of a kilometre.
    kilometre: f64,
    /// The eastern edge of its squares.
    right: f64,
    /// Their southern edge.
    bottom: f64,
}

impl Scale {
    fn at(middle: Square) -> Self {
        let cosine = f64::midpoint(middle.south(), middle.north()).to_radians().cos().max(LEAST);
        let high = SIDE / 2.0 / cosine;
        let (right, bottom) = (BORDER + SIDE * f64::from(COLUMNS), BORDER + high * f64::from(ROWS));
        Self { high, kilometre: SIDE / (TENTH * cosine), right, bottom }
    }

    fn size(self) -> (i32, i32) {
        (whole(self.right + BORDER), whole(self.bottom + BORDER))
    }
}

impl Chart {
    /// The chart around a square, with the number of photos of each of its [`squares`].
    #[must_use]
    pub fn of(middle: Square, counts: &[(Drawn, usize)]) -> Self {
        let scale = Scale::at(middle);
        let Scale { high, kilometre, right, bottom } = scale;
        // Thousands stand apart by a space, which no language reads as a decimal sign.
        let number = |count: usize| Messages::new(Language::French).number(u64::try_from(count).unwrap_or(u64::MAX));
        let soundings = counts.iter().filter(|(_, count)| *count > 0).map(|(drawn, count)| {
            let x = BORDER + SIDE * f64::from(drawn.column + 1) - NUMBER.0;
            let y = BORDER + high * f64::from(drawn.row) + NUMBER.1;
            Sounding { x: whole(x), y: whole(y), number: number(*count) }
        });
        let meridians = (1..COLUMNS)
            .map(|column| format!("M{} {}V{}", whole(BORDER + SIDE * f64::from(column)), whole(BORDER), whole(bottom)));
        let parallels = (1..ROWS)
            .map(|row| format!("M{} {}H{}", whole(BORDER), whole(BORDER + high * f64::from(row)), whole(right)));
        let half = whole(SIDE / 2.0);
        let border = (0..COLUMNS).flat_map(|column| {
            let x = whole(BORDER + SIDE * f64::from(column));
            [3, whole(bottom)].map(|y| format!("M{x} {y}h{half}v5h-{half}z"))
        });
        let bar = [10.0, 5.0, 2.0].into_iter().find(|length| length * kilometre < 1.5 * SIDE).unwrap_or(2.0);
        let (width, height) = scale.size();
        Self {
            width,
            height,
            grid: meridians.chain(parallels).collect(),
            border: border.collect(),
            soundings: soundings.collect(),
            scale: (whole(bar * kilometre), format!("{bar}\u{a0}km")),
        }
    }
}

impl PlaceOnChart {
    /// A published position on the chart of its square.
    #[must_use]
    pub fn of(point: Coordinates, precision: Precision, direction: Option<Direction>, t: Messages) -> Self {
        let square = Square::of(point);
        let scale = Scale::at(square);
        let (from_west, from_north) = square.position(point);
        let x = BORDER + SIDE * (f64::from(COLUMNS / 2) + from_west);
        let y = BORDER + scale.high * (f64::from(ROWS / 2) + from_north);
        let area = (precision != Precision::Exact).then_some(scale.kilometre);
        // The light turns away from the north-eastern corners of squares, where their numbers stand.
        let flare = direction.map_or_else(
            || flare((whole(x), whole(y)), from_west < 0.3, from_north < 0.65),
            |direction| beam((x, y), LOOK, direction),
        );
        let kilometres = |length: f64| (length / scale.kilometre).round().to_string();
        let (wide, tall) = (kilometres(SIDE * f64::from(COLUMNS)), kilometres(scale.high * f64::from(ROWS)));
        let (width, height) = scale.size();
        let label = if area.is_some() { t.chart_label_area(&tall, &wide) } else { t.chart_label(&tall, &wide) };
        Self {
            square,
            label: direction.map_or(label.clone(), |direction| format!("{label} · {}", t.looks(direction))),
            width,
            height,
            mark: (whole(x), whole(y)),
            area: area.map(whole),
            flare,
            bounds: bounds(square),
            elsewhere: elsewhere(point, area.is_some()),
        }
    }
}

/// How far the beam of a photo that looks somewhere reaches.
const LOOK: f64 = 38.0;
/// Half of its angle: of some photographs more is seen, and of others less.
const HALF: f64 = 24.0;

/// What a photo at a point looks at: a sector around its direction, north being up.
#[must_use]
pub fn beam((x, y): (f64, f64), length: f64, direction: Direction) -> String {
    let tenth = |length: f64| (length * 10.0).round() / 10.0 + 0.0;
    let at = |side: f64| {
        let angle = (direction.degrees() + side).to_radians();
        (tenth(x + length * angle.sin()), tenth(y - length * angle.cos()))
    };
    let ((left_x, left_y), (right_x, right_y)) = (at(-HALF), at(HALF));
    let (x, y) = (tenth(x), tenth(y));
    format!("M{x} {y}L{left_x} {left_y}A{length} {length} 0 0 1 {right_x} {right_y}z")
}

/// A beam of light from a point.
fn flare((x, y): (i32, i32), to_east: bool, to_south: bool) -> String {
    let (east, south) = (if to_east { 1 } else { -1 }, if to_south { 1 } else { -1 });
    let sweep = u8::from(to_east != to_south);
    format!("M{x} {y}l{} {}a6.5 6.5 0 0 {sweep} {} {}z", 29 * east, 16 * south, 3 * east, -10 * south)
}

/// The edges of all the squares.
fn bounds(middle: Square) -> String {
    let (mut first, mut last) = (middle, middle);
    for drawn in squares(middle) {
        first = if (drawn.row, drawn.column) == (0, 0) { drawn.square } else { first };
        last = drawn.square;
    }
    format!("{:.3},{:.3},{:.3},{:.3}", first.west(), last.south(), last.east(), first.north())
}

/// A point is marked there; an area is not.
fn elsewhere(point: Coordinates, is_area: bool) -> String {
    let (latitude, longitude) = (point.latitude(), point.longitude());
    if is_area {
        format!("https://www.openstreetmap.org/#map=13/{latitude}/{longitude}")
    } else {
        format!("https://www.openstreetmap.org/?mlat={latitude}&mlon={longitude}#map=16/{latitude}/{longitude}")
    }
}

/// A length in whole units.
#[expect(clippy::as_conversions, clippy::cast_possible_truncation, reason = "a drawing has some hundreds of units")]
fn whole(length: f64) -> i32 {
    length.round() as i32
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]
mod tests {
    use super::*;

    fn at(latitude: f64, longitude: f64) -> Coordinates {
        Coordinates::new(latitude, longitude).unwrap()
    }

    fn place(latitude: f64, longitude: f64, precision: Precision) -> PlaceOnChart {
        PlaceOnChart::of(at(latitude, longitude), precision, None, Messages::new(Language::French))
    }

    fn chart(middle: Square, count: impl Fn(Square) -> usize) -> Chart {
        let counts: Vec<(Drawn, usize)> = squares(middle).map(|drawn| (drawn, count(drawn.square))).collect();
        Chart::of(middle, &counts)
    }

    #[test]
    fn a_rounded_place_is_an_area_of_a_kilometre_and_an_exact_one_a_point() {
        let area = place(48.39, -4.49, Precision::Area);
        // A bar of 10 km is 10 times as long as the radius, but for what rounding takes.
        let (bar, words) = chart(area.square, |_| 0).scale;
        assert_eq!((area.area, bar, words.as_str()), (Some(11), 108, "10\u{a0}km"));
        assert!(!area.elsewhere.contains("mlat"), "{}", area.elsewhere);
        let exact = place(48.390_394, -4.486_076, Precision::Exact);
        assert_eq!((exact.area, exact.square), (None, area.square));
        assert!(exact.elsewhere.contains("mlat=48.390394&mlon=-4.486076"), "{}", exact.elsewhere);
        assert!(exact.label.contains("37 km sur 17"), "{}", exact.label);
    }

    #[test]
    fn each_square_has_its_number_and_all_are_in_the_frame_that_is_searched() {
        let here = place(48.39, -4.49, Precision::Area);
        let east = here.square.beside(1, 0).unwrap();
        let drawn =
            chart(here.square, |square| if square == here.square { 1_200 } else { usize::from(square == east) * 3 });
        let numbers: Vec<(i32, &str)> =
            drawn.soundings.iter().map(|sounding| (sounding.x, sounding.number.as_str())).collect();
        assert_eq!(numbers, [(242, "1\u{202f}200"), (322, "3")]);
        assert_eq!(here.bounds, "-4.705,48.295,-4.205,48.445");
        let (x, y) = here.mark;
        assert!((168..=248).contains(&x) && (60..=130).contains(&y), "{x}, {y}");
        assert_eq!((drawn.width, drawn.height), (here.width, here.height));
    }

    #[test]
    fn a_chart_is_drawn_everywhere_on_the_earth() {
        for (latitude, longitude) in [(90.0, 0.0), (-90.0, 180.0), (0.0, 179.99), (78.2, 15.6)] {
            let here = place(latitude, longitude, Precision::Area);
            let drawn = chart(here.square, |_| 1);
            assert!(drawn.height <= 400 && drawn.width == 416, "{drawn:?}");
            assert_eq!((drawn.width, drawn.height), (here.width, here.height));
            assert!(drawn.soundings.len() >= 10 && here.bounds.split(',').count() == 4, "{here:?}");
        }
    }

    #[test]
    fn the_picture_has_the_colours_of_pages() {
        let tokens = include_str!("../../../assets/css/11-tokens.css");
        let (light, dark) = tokens.split_once("prefers-color-scheme: dark").unwrap();
        let drawn = chart(Square::of(at(48.39, -4.49)), |_| 1).render().unwrap();
        let (in_light, in_dark) = drawn.split_once("prefers-color-scheme: dark").unwrap();
        for (theirs, ours) in [(light, in_light), (dark, in_dark)] {
            for name in ["--ink", "--paper", "--line"] {
                let (_, value) = theirs.split_once(&format!("{name}: ")).unwrap();
                let value = value.split(';').next().unwrap();
                assert!(ours.contains(value), "{name} is {value}");
            }
        }
    }
}

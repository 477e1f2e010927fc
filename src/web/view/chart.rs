//! The chart of a photo's place: squares of the Earth with the number of photos in each, like soundings, and where this
//! photo is. It is drawn from positions alone, never more precisely than they are published; nothing comes from elsewhere.

use crate::{
    domain::{
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
/// Half the width and height of what no number may cover: a point and its light.
const LIGHT: (f64, f64) = (46.0, 22.0);

/// A chart, ready to be drawn (`parts/chart.html`). Lengths are units of the drawing.
#[derive(Clone, Debug)]
pub struct Chart {
    /// What it shows, in words.
    pub label: String,
    /// Its width.
    pub width: i32,
    /// Its height.
    pub height: i32,
    /// The meridians and parallels between squares, as a path.
    pub grid: String,
    /// The dark parts of its border, as a path.
    pub border: String,
    /// Where the photo is: from the west, and from the north.
    pub mark: (i32, i32),
    /// The radius of the area that it is in; nothing where its point is published.
    pub area: Option<i32>,
    /// The light of that point, as a path.
    pub flare: String,
    /// The numbers of photos.
    pub soundings: Vec<Sounding>,
    /// The bar that shows the scale: its width, and what it stands for.
    pub scale: (i32, String),
    /// How many photos are on the chart.
    pub total: u64,
    /// The chart as a search has it: `west,south,east,north` in degrees.
    pub bounds: String,
    /// The same place on the map of OpenStreetMap.
    pub elsewhere: String,
}

/// The number of photos of a square, where it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sounding {
    /// Its middle, from the west.
    pub x: i32,
    /// Its foot, from the north.
    pub y: i32,
    /// The number, as people read it.
    pub number: String,
}

/// A square of the chart: its column from the west, its row from the north.
#[derive(Clone, Copy, Debug)]
pub struct Drawn {
    column: i32,
    row: i32,
    /// The square of the Earth.
    pub square: Square,
}

/// The squares of the chart of a point, from the north-west.
pub fn squares(point: Coordinates) -> impl Iterator<Item = Drawn> {
    let middle = Square::of(point);
    let places = (0..ROWS).flat_map(|row| (0..COLUMNS).map(move |column| (column, row)));
    places.filter_map(move |(column, row)| {
        let square = middle.beside(column - COLUMNS / 2, ROWS / 2 - row)?;
        Some(Drawn { column, row, square })
    })
}

impl Chart {
    /// The chart of a published position, with the number of photos of each of its [`squares`].
    #[must_use]
    pub fn of(point: Coordinates, precision: Precision, counts: &[(Drawn, usize)], t: Messages) -> Self {
        let middle = Square::of(point);
        let cosine = f64::midpoint(middle.south(), middle.north()).to_radians().cos().max(LEAST);
        // A square is a tenth of a degree wide, and half a tenth high.
        let high = SIDE / 2.0 / cosine;
        let kilometre = SIDE / (TENTH * cosine);
        let (right, bottom) = (BORDER + SIDE * f64::from(COLUMNS), BORDER + high * f64::from(ROWS));
        let (from_west, from_north) = middle.position(point);
        let x = BORDER + SIDE * (f64::from(COLUMNS / 2) + from_west);
        let y = BORDER + high * (f64::from(ROWS / 2) + from_north);
        let area = (precision != Precision::Exact).then_some(kilometre);
        let (wide, tall) = area.map_or(LIGHT, |radius| (radius + 26.0, radius + 12.0));
        // The light turns away from the middle of the square to the north or south, where its number stands.
        let (to_east, to_south) = (from_west < 0.5, from_north > 0.5);
        let soundings = counts.iter().filter(|(_, count)| *count > 0).map(|(drawn, count)| {
            let number = t.number(u64::try_from(*count).unwrap_or(u64::MAX));
            let middle_x = BORDER + SIDE * (f64::from(drawn.column) + 0.5);
            let middle_y = BORDER + high * (f64::from(drawn.row) + 0.5);
            let is_covered = (middle_x - x).abs() < wide && (middle_y - y).abs() < tall && drawn.square == middle;
            let beside = if to_south { -tall } else { tall };
            let room = high / 2.0 - 7.0;
            let within = (y + beside).clamp(middle_y - room, middle_y + room);
            let y = if is_covered { within } else { middle_y };
            Sounding { x: whole(middle_x), y: whole(y + 4.5), number }
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
        let kilometres = |length: f64| (length / kilometre).round().to_string();
        let (wide, tall) = (kilometres(SIDE * f64::from(COLUMNS)), kilometres(high * f64::from(ROWS)));
        Self {
            label: if area.is_some() { t.chart_label_area(&tall, &wide) } else { t.chart_label(&tall, &wide) },
            width: whole(right + BORDER),
            height: whole(bottom + BORDER),
            grid: meridians.chain(parallels).collect(),
            border: border.collect(),
            mark: (whole(x), whole(y)),
            area: area.map(whole),
            flare: flare((whole(x), whole(y)), to_east, to_south),
            soundings: soundings.collect(),
            scale: (whole(bar * kilometre), format!("{bar}\u{a0}km")),
            total: counts.iter().map(|(_, count)| u64::try_from(*count).unwrap_or_default()).sum(),
            bounds: bounds(counts),
            elsewhere: elsewhere(point, area.is_some()),
        }
    }
}

/// A beam of light from a point.
fn flare((x, y): (i32, i32), to_east: bool, to_south: bool) -> String {
    let (east, south) = (if to_east { 1 } else { -1 }, if to_south { 1 } else { -1 });
    let sweep = u8::from(to_east != to_south);
    format!("M{x} {y}l{} {}a6.5 6.5 0 0 {sweep} {} {}z", 29 * east, 16 * south, 3 * east, -10 * south)
}

/// The edges of all the squares.
fn bounds(counts: &[(Drawn, usize)]) -> String {
    let (Some((first, _)), Some((last, _))) = (counts.first(), counts.last()) else { return String::new() };
    let (first, last) = (first.square, last.square);
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
#[expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where its example is wrong")]
mod tests {
    use super::*;
    use crate::domain::language::Language;

    fn drawn(latitude: f64, longitude: f64, precision: Precision, counts: impl Fn(Square) -> usize) -> Chart {
        let point = Coordinates::new(latitude, longitude).unwrap();
        let counts: Vec<(Drawn, usize)> = squares(point).map(|drawn| (drawn, counts(drawn.square))).collect();
        Chart::of(point, precision, &counts, Messages::new(Language::French))
    }

    #[test]
    fn a_rounded_place_is_an_area_of_a_kilometre_and_an_exact_one_a_point() {
        let area = drawn(48.39, -4.49, Precision::Area, |_| 0);
        // A bar of 5 km is 5 times as long as the radius, but for what rounding takes.
        let (bar, words) = &area.scale;
        assert_eq!((area.area, *bar, words.as_str()), (Some(11), 108, "10\u{a0}km"));
        assert!(!area.elsewhere.contains("mlat"), "{}", area.elsewhere);
        let exact = drawn(48.390_394, -4.486_076, Precision::Exact, |_| 0);
        assert_eq!(exact.area, None);
        assert!(exact.elsewhere.contains("mlat=48.390394&mlon=-4.486076"), "{}", exact.elsewhere);
        assert!(exact.label.contains("37 km sur 17"), "{}", exact.label);
    }

    #[test]
    fn each_square_has_its_number_and_all_are_in_the_frame_that_is_searched() {
        let home = Square::of(Coordinates::new(48.39, -4.49).unwrap());
        let east = home.beside(1, 0).unwrap();
        let counts = |square| if square == home { 1_200 } else { usize::from(square == east) * 3 };
        let chart = drawn(48.39, -4.49, Precision::Area, counts);
        assert_eq!(chart.total, 1_203);
        let numbers: Vec<&str> = chart.soundings.iter().map(|sounding| sounding.number.as_str()).collect();
        assert_eq!(numbers, ["1\u{202f}200", "3"]);
        assert_eq!(chart.bounds, "-4.705,48.295,-4.205,48.445");
        assert_eq!(chart.soundings.last().map(|sounding| sounding.x), Some(288));
        let (x, y) = chart.mark;
        assert!((168..=248).contains(&x) && (60..=130).contains(&y), "{x}, {y}");
    }

    #[test]
    fn a_number_never_stands_on_its_photo_and_stays_in_its_square() {
        for (latitude, longitude) in [(48.29, -4.27), (48.31, -4.25), (48.32, -4.26), (48.30, -4.22), (48.34, -4.3)] {
            for precision in [Precision::Area, Precision::Exact] {
                let chart = drawn(latitude, longitude, precision, |_| 1);
                let number = &chart.soundings[7];
                let (x, y) = chart.mark;
                let foot = if (number.x - x).abs() < 15 { (number.y - 5 - y).abs() } else { 30 };
                assert!(foot > 15, "{chart:?}");
                assert!((chart.height / 3..=chart.height * 2 / 3).contains(&(number.y - 4)), "{chart:?}");
            }
        }
    }

    #[test]
    fn a_chart_is_drawn_everywhere_on_the_earth() {
        for (latitude, longitude) in [(90.0, 0.0), (-90.0, 180.0), (0.0, 179.99), (78.2, 15.6)] {
            let chart = drawn(latitude, longitude, Precision::Area, |_| 1);
            assert!(chart.height <= 400 && chart.width == 416, "{chart:?}");
            assert!(!chart.bounds.is_empty() && chart.total >= 10, "{chart:?}");
        }
    }
}

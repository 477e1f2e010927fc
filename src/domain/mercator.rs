//! The Earth as maps on the web draw it (Web Mercator, EPSG:3857): a square of 2³² units a side, halved again and again into
//! cells.

use std::f64::consts::PI;

use super::place::{Bounds, Coordinates};

/// Units of the square, a side.
const SIDE: f64 = 4_294_967_296.0;
/// Times that the square is halved until a cell is one unit.
pub const FINEST: u8 = 32;
/// Pixels of the whole square at zoom 0.
pub const TILE: f64 = 256.0;
/// The greatest zoom: some four centimetres a pixel at the equator.
pub const MOST_ZOOM: u8 = 22;
/// Latitudes further north, or as far south, are drawn at the edge of the square.
const LAST_LATITUDE: f64 = 85.051_128;

/// A point of the square: units from its western edge, and from its northern one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// From the west.
    pub x: u32,
    /// From the north.
    pub y: u32,
}

impl Spot {
    /// Where a point of the Earth is drawn. A point further east or south than another is never drawn west or north of it.
    #[must_use]
    pub fn of(point: Coordinates) -> Self {
        let (x, y) = position(point);
        Self { x: units(x), y: units(y) }
    }

    /// A number that has the cells of every size one after the other: the bits of `x` and `y` in turn.
    #[must_use]
    pub fn code(self) -> u64 {
        spread(self.x) | spread(self.y) << 1
    }
}

/// Where a point of the Earth is drawn, as shares of the square from its west and from its north.
#[must_use]
pub fn position(point: Coordinates) -> (f64, f64) {
    let latitude = point.latitude().clamp(-LAST_LATITUDE, LAST_LATITUDE).to_radians();
    let y = 0.5 - latitude.tan().asinh() / (2.0 * PI);
    ((point.longitude() + 180.0) / 360.0, y.clamp(0.0, 1.0))
}

/// The point of the Earth that is drawn there.
#[must_use]
pub fn point_at(x: f64, y: f64) -> Coordinates {
    let latitude = (PI * (1.0 - 2.0 * y)).sinh().atan().to_degrees().clamp(-90.0, 90.0);
    let longitude = (x * 360.0 - 180.0).clamp(-180.0, 180.0);
    Coordinates::new(latitude, longitude).unwrap_or_default()
}

/// The width and the height of a box, as shares of the square.
#[must_use]
pub fn extent(bounds: Bounds) -> (f64, f64) {
    let (south_west, north_east) = bounds.corners();
    let ((west, south), (east, north)) = (position(south_west), position(north_east));
    let width = east - west;
    (if width < 0.0 { width + 1.0 } else { width }, south - north)
}

/// The greatest zoom at which a box is no wider and no higher than so many pixels.
#[must_use]
pub fn zoom_to_fit(bounds: Bounds, width: f64, height: f64) -> u8 {
    let (wide, high) = extent(bounds);
    let fits = |zoom: &u8| {
        let side = TILE * f64::from(1_u32 << zoom);
        wide * side <= width && high * side <= height
    };
    (0..=MOST_ZOOM).rev().find(fits).unwrap_or(0)
}

#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share is between 0 and 1; a float beyond the largest number becomes it"
)]
fn units(share: f64) -> u32 {
    (share * SIDE) as u32
}

/// The bits of a number, each with a zero before it.
fn spread(bits: u32) -> u64 {
    let mut spread = u64::from(bits);
    for (shift, mask) in [
        (16, 0x0000_FFFF_0000_FFFF),
        (8, 0x00FF_00FF_00FF_00FF),
        (4, 0x0F0F_0F0F_0F0F_0F0F),
        (2, 0x3333_3333_3333_3333),
        (1, 0x5555_5555_5555_5555),
    ] {
        spread = (spread | spread << shift) & mask;
    }
    spread
}

/// One of the cells that a level divides the square into: level 0 is the square, and each further one halves its cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Cell {
    /// How often the square was halved, [`FINEST`] at most.
    level: u8,
    /// From the west.
    column: u32,
    /// From the north.
    row: u32,
}

/// How a cell and a box meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meeting {
    /// No point of the cell is in the box.
    Apart,
    /// Some points may be.
    Partly,
    /// All are.
    Inside,
}

impl Cell {
    /// The square itself.
    pub const ALL: Self = Self { level: 0, column: 0, row: 0 };

    /// The cell of a level that has this spot.
    #[must_use]
    pub fn of(spot: Spot, level: u8) -> Self {
        let level = level.min(FINEST);
        let shifted = |units: u32| units.checked_shr(u32::from(FINEST - level)).unwrap_or(0);
        Self { level, column: shifted(spot.x), row: shifted(spot.y) }
    }

    /// How often the square was halved.
    #[must_use]
    pub const fn level(self) -> u8 {
        self.level
    }

    /// Its column and its row.
    #[must_use]
    pub const fn place(self) -> (u32, u32) {
        (self.column, self.row)
    }

    /// Its four quarters, in the order of codes; none of a cell of one unit.
    #[must_use]
    pub fn quarters(self) -> Option<[Self; 4]> {
        let level = self.level.checked_add(1).filter(|level| *level <= FINEST)?;
        let (column, row) = (self.column << 1, self.row << 1);
        Some([(0, 0), (1, 0), (0, 1), (1, 1)].map(|(east, south)| Self {
            level,
            column: column | east,
            row: row | south,
        }))
    }

    /// The code of its last spot.
    #[must_use]
    pub fn last_code(self) -> u64 {
        let (last_x, last_y) = (self.last(self.column), self.last(self.row));
        Spot { x: last_x, y: last_y }.code()
    }

    fn first(self, number: u32) -> u32 {
        number.checked_shl(u32::from(FINEST - self.level)).unwrap_or(0)
    }

    fn last(self, number: u32) -> u32 {
        let below = u32::MAX.checked_shr(u32::from(self.level)).unwrap_or(0);
        self.first(number) | below
    }

    /// How it meets a frame.
    #[must_use]
    pub fn meets(self, frame: &Framed) -> Meeting {
        let (north, south) = (self.first(self.row), self.last(self.row));
        let (west, east) = (self.first(self.column), self.last(self.column));
        if south < frame.north || north > frame.south {
            return Meeting::Apart;
        }
        let mut meeting = Meeting::Apart;
        for (from, to) in frame.spans.iter().copied().flatten() {
            if west > from && east < to && north > frame.north && south < frame.south {
                return Meeting::Inside;
            }
            if east >= from && west <= to {
                meeting = Meeting::Partly;
            }
        }
        meeting
    }
}

/// A box as it is drawn: one span from west to east, or two where it crosses the 180th meridian.
#[derive(Clone, Copy, Debug)]
pub struct Framed {
    north: u32,
    south: u32,
    spans: [Option<(u32, u32)>; 2],
}

impl Framed {
    /// A box as it is drawn.
    #[must_use]
    pub fn of(bounds: Bounds) -> Self {
        let (south_west, north_east) = bounds.corners();
        let (first, last) = (Spot::of(south_west), Spot::of(north_east));
        let crosses = south_west.longitude() > north_east.longitude();
        let spans =
            if crosses { [Some((first.x, u32::MAX)), Some((0, last.x))] } else { [Some((first.x, last.x)), None] };
        Self { north: last.y, south: first.y, spans }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(latitude: f64, longitude: f64) -> Coordinates {
        Coordinates::new(latitude, longitude).unwrap_or_default()
    }

    #[test]
    fn brest_is_where_maps_have_it() {
        let brest = Spot::of(at(48.390_394, -4.486_076));
        // Tile 10/499/354 of every map on the web.
        assert_eq!(Cell::of(brest, 10).place(), (499, 354));
        assert_eq!(Cell::of(Spot::of(at(90.0, 180.0)), 1).place(), (1, 0));
        assert_eq!(Cell::of(Spot::of(at(-90.0, -180.0)), 1).place(), (0, 1));
        assert_eq!(Cell::of(brest, 0), Cell::ALL);
    }

    #[test]
    fn quarters_follow_one_another_in_the_order_of_codes() {
        let mut last = None;
        for cell in Cell::ALL.quarters().into_iter().flatten().filter_map(Cell::quarters).flatten() {
            assert!(last.is_none_or(|last| last < cell.last_code()), "{cell:?}");
            last = Some(cell.last_code());
        }
        assert_eq!((last, Cell::of(Spot { x: 0, y: 0 }, FINEST).quarters()), (Some(u64::MAX), None));
    }

    #[test]
    fn a_box_is_drawn_as_large_as_fits() {
        let bounds = |text: &str| text.parse::<Bounds>();
        assert_eq!(bounds("-180,-85,180,85").map(|all| zoom_to_fit(all, 256.0, 256.0)), Ok(0));
        assert_eq!(bounds("-4.6,48.3,-4.4,48.45").map(|brest| zoom_to_fit(brest, 820.0, 470.0)), Ok(11));
        assert_eq!(bounds("1,1,1,1").map(|point| zoom_to_fit(point, 820.0, 470.0)), Ok(MOST_ZOOM));
        assert_eq!(bounds("179,-20,-179,-15").map(|fiji| zoom_to_fit(fiji, 820.0, 470.0)), Ok(6));
    }

    proptest! {
        #[test]
        fn a_point_reads_back_from_where_it_is_drawn(latitude in -85.0..=85.0, longitude in -180.0..=180.0) {
            let (x, y) = position(at(latitude, longitude));
            let back = point_at(x, y);
            prop_assert!((back.latitude() - latitude).abs() < 1e-9 && (back.longitude() - longitude).abs() < 1e-9);
        }

        #[test]
        fn what_is_in_a_box_is_in_no_cell_apart_from_it(
            sides in (-90.0..=90.0, -180.0..=180.0, -90.0..=90.0, -180.0..=180.0),
            point in (-90.0..=90.0, -180.0..=180.0),
            level in 0_u8..=32,
        ) {
            let (south, north) = (f64::min(sides.0, sides.2), f64::max(sides.0, sides.2));
            let bounds = Bounds::new(at(south, sides.1), at(north, sides.3));
            let point = at(point.0, point.1);
            let meeting = bounds.map(|bounds| (bounds.contains(point), Cell::of(Spot::of(point), level).meets(&Framed::of(bounds))));
            prop_assert!(!matches!(meeting, Some((true, Meeting::Apart) | (false, Meeting::Inside)) | None), "{meeting:?}");
        }
    }
}

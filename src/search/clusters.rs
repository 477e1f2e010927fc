//! Photos of a map, put together where their marks would touch.
//!
//! 1. Each point is in one cell of a grid, some sixty pixels wide at the zoom of the map.
//! 2. The photos of a cell are one cluster, with the smallest box around their points.
//! 3. Clusters whose marks would touch become one, unless a third one has points in the box around both: so the box of a
//!    cluster has its photos and no other.
//!
//! Points are those that everyone may read, rounded where the place is; what is computed of them reveals nothing more.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
};

use super::key::SortKey;
use crate::domain::{
    mercator::{self, Cell, MOST_ZOOM, Spot, TILE},
    photo::PhotoId,
    place::{Bounds, Coordinates},
};

/// Maps by the cells of a view, whose numbers are small and nobody chooses: a view of some thousand cells asks them ten thousand
/// times.
type ByCell<K, V> = HashMap<K, V, BuildHasherDefault<OfCells>>;

/// Mixes the numbers of a cell (Fibonacci hashing).
#[derive(Default)]
struct OfCells(u64);

impl Hasher for OfCells {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u8(&mut self, number: u8) {
        self.write_u64(u64::from(number));
    }

    fn write_u32(&mut self, number: u32) {
        self.write_u64(u64::from(number));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = (self.0.rotate_left(26) ^ number).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}

/// Cells of a grid across the tile of its zoom, as a power of two: a cell is 64 pixels wide.
const FINER: u8 = 2;
/// The most cells that a view has from west to east, and from north to south: a screen of 3,072 pixels.
const MOST_ACROSS: f64 = 48.0;
/// The pixels left between two marks.
const BETWEEN: f64 = 2.0;
/// Cells that a cluster reaches across at most.
const MOST_CELLS: u32 = 3;

/// Photos that stand together on a map.
#[derive(Clone, Debug, PartialEq)]
pub struct Cluster {
    /// The middle of their points.
    pub center: Coordinates,
    /// The smallest box that has all of them; it has no other photo that meets the query.
    pub bounds: Bounds,
    /// How many there are.
    pub count: usize,
    /// The last published.
    pub newest: PhotoId,
}

/// The clusters of a view.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Clusters {
    /// The clusters, the largest first.
    pub clusters: Vec<Cluster>,
    /// How many photos they have in all.
    pub total: usize,
}

/// The radius in pixels of the mark of so many photos.
#[must_use]
pub fn radius(count: usize) -> f64 {
    let count = f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    (15.0 + 0.7 * count.sqrt()).min(30.0)
}

/// The level of the cells of a view. A box that would have too many cells has larger ones.
pub(super) fn level(bounds: Option<Bounds>, zoom: u8) -> u8 {
    let (width, height) = mercator::extent(bounds.unwrap_or(Bounds::EARTH));
    let fits = |level: &u8| {
        let cells = f64::from(1_u32 << level);
        width * cells <= MOST_ACROSS && height * cells <= MOST_ACROSS
    };
    (FINER..=zoom.min(MOST_ZOOM) + FINER).rev().find(fits).unwrap_or(FINER)
}

/// The photos of a cell so far.
#[derive(Clone, Debug)]
pub(super) struct Gathered {
    count: usize,
    bounds: Bounds,
    /// Sums of degrees.
    latitude: f64,
    longitude: f64,
    newest: SortKey,
}

impl Gathered {
    /// One photo; `newest` is its place in the order of publication.
    pub(super) const fn one(point: Coordinates, newest: SortKey) -> Self {
        Self { count: 1, bounds: Bounds::of(point), latitude: point.latitude(), longitude: point.longitude(), newest }
    }

    /// With the place of its newest photo in the order of publication.
    pub(super) fn newest(self, newest: SortKey) -> Self {
        Self { newest, ..self }
    }

    /// With one more photo, which is not its newest.
    pub(super) fn add(&mut self, point: Coordinates) {
        self.count += 1;
        self.bounds = self.bounds.with(Bounds::of(point));
        self.latitude += point.latitude();
        self.longitude += point.longitude();
    }

    /// With some others.
    pub(super) fn with(&mut self, other: &Self) {
        self.count += other.count;
        self.bounds = self.bounds.with(other.bounds);
        self.latitude += other.latitude;
        self.longitude += other.longitude;
        self.newest = self.newest.max(other.newest);
    }

    /// The middle of its points; between the degrees of its box, whatever rounding makes of the sums.
    fn center(&self) -> Coordinates {
        let (south_west, north_east) = self.bounds.corners();
        let count = f64::from(u32::try_from(self.count).unwrap_or(u32::MAX));
        let middle = |sum: f64, from: f64, to: f64| {
            // A tenth of a metre is enough.
            let middle = (sum / count * 1e6).round() / 1e6;
            middle.clamp(from, to)
        };
        let latitude = middle(self.latitude, south_west.latitude(), north_east.latitude());
        let longitude = middle(self.longitude, south_west.longitude(), north_east.longitude());
        Coordinates::new(latitude, longitude).unwrap_or(south_west)
    }
}

/// The cells of a view with their photos.
pub(super) struct Grid {
    level: u8,
    cells: ByCell<Cell, Gathered>,
}

impl Grid {
    pub(super) fn new(level: u8) -> Self {
        Self { level, cells: ByCell::default() }
    }

    pub(super) fn add(&mut self, cell: Cell, photos: &Gathered) {
        self.cells.entry(cell).and_modify(|known| known.with(photos)).or_insert_with(|| photos.clone());
    }

    /// The clusters of all that was added.
    pub(super) fn clusters(self) -> Clusters {
        let total = self.cells.values().map(|cell| cell.count).sum();
        let mut cells: Vec<(Cell, Gathered)> = self.cells.into_iter().collect();
        cells.sort_unstable_by(|(one, of_one), (other, of_other)| {
            of_other.count.cmp(&of_one.count).then(one.cmp(other))
        });
        let mut clusters: Vec<Cluster> = Joining::of(cells, self.level)
            .joined()
            .into_iter()
            .map(|photos| Cluster {
                center: photos.center(),
                bounds: photos.bounds,
                count: photos.count,
                newest: photos.newest.photo(),
            })
            .collect();
        // Stable: of two that are as large, the order of cells decides.
        clusters.sort_by_key(|cluster| std::cmp::Reverse(cluster.count));
        Clusters { clusters, total }
    }
}

/// Joins clusters whose marks would touch.
struct Joining {
    level: u8,
    /// Each cluster, until it becomes part of another one.
    all: Vec<Option<Gathered>>,
    /// The cluster of each cell that has photos.
    of_cell: ByCell<(u32, u32), usize>,
    /// The cells of each cluster.
    cells: Vec<Vec<(u32, u32)>>,
    /// Where each is drawn, as shares of the square of maps: it costs more than all else.
    drawn: Vec<(f64, f64)>,
}

impl Joining {
    fn of(cells: Vec<(Cell, Gathered)>, level: u8) -> Self {
        let of_cell = cells.iter().enumerate().map(|(number, (cell, _))| (cell.place(), number)).collect();
        let places = cells.iter().map(|(cell, _)| vec![cell.place()]).collect();
        let drawn = cells.iter().map(|(_, photos)| mercator::position(photos.center())).collect();
        Self { level, all: cells.into_iter().map(|(_, photos)| Some(photos)).collect(), of_cell, cells: places, drawn }
    }

    fn joined(mut self) -> Vec<Gathered> {
        for number in 0..self.all.len() {
            while let Some((other, both)) = self.touching(number) {
                let moved = self.cells.get_mut(other).map(std::mem::take).unwrap_or_default();
                for cell in &moved {
                    self.of_cell.insert(*cell, number);
                }
                self.cells.get_mut(number).into_iter().for_each(|own| own.extend(&moved));
                self.all.get_mut(other).into_iter().for_each(|slot| *slot = None);
                self.drawn.get_mut(number).into_iter().for_each(|at| *at = mercator::position(both.center()));
                self.all.get_mut(number).into_iter().for_each(|slot| *slot = Some(both.clone()));
            }
        }
        self.all.into_iter().flatten().collect()
    }

    /// A cluster that a cluster can be joined with, and both.
    fn touching(&self, number: usize) -> Option<(usize, Gathered)> {
        let own = self.all.get(number)?.as_ref()?;
        let near = self.cells.get(number)?.iter().flat_map(|cell| beside(*cell));
        let mut near: Vec<usize> = near.filter_map(|cell| self.of_cell.get(&cell).copied()).collect();
        near.sort_unstable();
        near.dedup();
        near.into_iter().filter(|other| *other != number).find_map(|other| {
            let theirs = self.all.get(other)?.as_ref()?;
            let reach = radius(own.count) + radius(theirs.count) + BETWEEN;
            if self.pixels(number, other)? >= reach {
                return None;
            }
            let mut both = own.clone();
            both.with(theirs);
            self.is_alone(&both, [number, other]).then_some((other, both))
        })
    }

    /// Whether no other cluster reaches into this box.
    fn is_alone(&self, both: &Gathered, numbers: [usize; 2]) -> bool {
        let (south_west, north_east) = both.bounds.corners();
        let (first, last) = (self.cell(south_west), self.cell(north_east));
        let (west, east, north, south) = (first.0, last.0, last.1, first.1);
        if east.saturating_sub(west) >= MOST_CELLS || south.saturating_sub(north) >= MOST_CELLS {
            return false;
        }
        let cells = (west..=east).flat_map(|column| (north..=south).map(move |row| (column, row)));
        cells.filter_map(|cell| self.of_cell.get(&cell)).filter(|number| !numbers.contains(number)).all(|number| {
            let other = self.all.get(*number).and_then(Option::as_ref);
            other.is_none_or(|other| !other.bounds.meets(&both.bounds))
        })
    }

    fn cell(&self, point: Coordinates) -> (u32, u32) {
        Cell::of(Spot::of(point), self.level).place()
    }

    fn pixels(&self, one: usize, other: usize) -> Option<f64> {
        let ((x, y), (other_x, other_y)) = (self.drawn.get(one)?, self.drawn.get(other)?);
        let side = TILE * f64::from(1_u32 << self.level.saturating_sub(FINER));
        Some((x - other_x).hypot(y - other_y) * side)
    }
}

/// The cells around a cell.
fn beside((column, row): (u32, u32)) -> impl Iterator<Item = (u32, u32)> {
    let around = |number: u32| number.saturating_sub(1)..=number.saturating_add(1);
    around(column).flat_map(move |column| around(row).map(move |row| (column, row)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn clusters(points: &[Coordinates], level: u8) -> Clusters {
        let mut grid = Grid::new(level);
        for (number, point) in (0..).zip(points) {
            let key = SortKey { first: 0, published: number, id: number };
            grid.add(Cell::of(Spot::of(*point), level), &Gathered::one(*point, key));
        }
        grid.clusters()
    }

    #[test]
    fn a_view_has_no_more_cells_than_a_screen() {
        assert_eq!((level(None, 0), level(None, 22)), (2, 5));
        let brest = "-4.6,48.3,-4.4,48.45".parse().ok();
        assert_eq!((level(brest, 12), level(brest, 3), level(brest, 255)), (14, 5, 16));
        assert_eq!(level("1,1,1,1".parse().ok(), 22), 24);
    }

    #[test]
    fn marks_grow_slowly_and_not_for_ever() {
        assert!(radius(1) < radius(2) && radius(100) < 23.0 && radius(usize::MAX) <= 30.0);
    }

    proptest! {
        #[test]
        fn the_box_of_a_cluster_has_its_photos_and_no_other(
            points in proptest::collection::vec((40.0..50.0, -5.0..5.0), 1..200),
            level in 2_u8..20,
        ) {
            let points: Vec<Coordinates> =
                points.into_iter().filter_map(|(latitude, longitude)| Coordinates::new(latitude, longitude)).collect();
            let Clusters { clusters, total } = clusters(&points, level);
            prop_assert_eq!(total, points.len());
            for cluster in &clusters {
                let inside = points.iter().filter(|point| cluster.bounds.contains(**point)).count();
                prop_assert_eq!(inside, cluster.count);
                prop_assert!(cluster.bounds.contains(cluster.center));
            }
            prop_assert_eq!(clusters.iter().map(|cluster| cluster.count).sum::<usize>(), total);
            prop_assert!(clusters.is_sorted_by_key(|cluster| std::cmp::Reverse(cluster.count)));
        }
    }
}

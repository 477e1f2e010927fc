//! The points of a segment's documents in the order of the cells of maps, of every size: the documents of a cell follow one
//! another.

use tantivy::{DocId, SegmentReader};

use super::schema::column;
use crate::domain::{
    mercator::{Cell, FINEST, Framed, Meeting, Spot},
    place::{Bounds, Coordinates},
};

/// So few points are compared with a box one by one.
const FEW: usize = 32;

/// A document with its point.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dot {
    code: u64,
    /// Where it is.
    pub(super) point: Coordinates,
    /// How many documents of its segment were published after it.
    pub(super) rank: u32,
    /// The document.
    pub(super) document: DocId,
}

/// The points of a segment.
pub(super) struct Points(Vec<Dot>);

impl Points {
    pub(super) fn read(segment: &SegmentReader, by_published: &[DocId]) -> tantivy::Result<Self> {
        let columns = segment.fast_fields();
        let [latitude, longitude] = [column::LATITUDE, column::LONGITUDE].map(|name| columns.column_opt::<f64>(name));
        let (Some(latitude), Some(longitude)) = (latitude?, longitude?) else { return Ok(Self(Vec::new())) };
        let dot = |(rank, document): (u32, &DocId)| {
            let point = Coordinates::new(latitude.first(*document)?, longitude.first(*document)?)?;
            Some(Dot { code: Spot::of(point).code(), point, rank, document: *document })
        };
        let mut dots: Vec<Dot> = (0..).zip(by_published).filter_map(dot).collect();
        dots.sort_unstable_by_key(|dot| (dot.code, dot.document));
        Ok(Self(dots))
    }

    /// The documents whose point is in a box.
    pub(super) fn within(&self, bounds: Bounds, mut found: impl FnMut(&Dot)) {
        let frame = Framed::of(bounds);
        let end =
            |cell: Cell, dots: usize, meeting| meeting == Meeting::Inside || dots <= FEW || cell.level() == FINEST;
        visit(&self.0, Cell::ALL, &frame, &end, &mut |_, dots, meeting| {
            let is_in = |dot: &&Dot| meeting == Meeting::Inside || bounds.contains(dot.point);
            dots.iter().filter(is_in).for_each(&mut found);
        });
    }

    /// The documents of each cell of this level, as far as their points are in the box.
    pub(super) fn by_cell(
        &self,
        bounds: Bounds,
        level: u8,
        mut found: impl FnMut(Cell, &mut dyn Iterator<Item = &Dot>),
    ) {
        let frame = Framed::of(bounds);
        let end = |cell: Cell, _, _| cell.level() >= level;
        visit(&self.0, Cell::ALL, &frame, &end, &mut |cell, dots, meeting| {
            let is_in = |dot: &&Dot| meeting == Meeting::Inside || bounds.contains(dot.point);
            found(cell, &mut dots.iter().filter(is_in));
        });
    }
}

/// Goes down from a cell to its quarters until `is_last` says so of a cell, its number of dots and how it meets the frame;
/// cells without a dot, and those apart from the frame, are left out.
fn visit<'a>(
    dots: &'a [Dot],
    cell: Cell,
    frame: &Framed,
    is_last: &dyn Fn(Cell, usize, Meeting) -> bool,
    found: &mut dyn FnMut(Cell, &'a [Dot], Meeting),
) {
    let meeting = cell.meets(frame);
    if dots.is_empty() || meeting == Meeting::Apart {
        return;
    }
    let quarters = if is_last(cell, dots.len(), meeting) { None } else { cell.quarters() };
    let Some(quarters) = quarters else { return found(cell, dots, meeting) };
    let mut rest = dots;
    for quarter in quarters {
        let last = quarter.last_code();
        let (inside, after) = rest.split_at(rest.partition_point(|dot| dot.code <= last));
        visit(inside, quarter, frame, is_last, found);
        rest = after;
    }
}

//! Whether a JPEG's data codes as many blocks as its header announces: a walk over the codes, without any arithmetic.
//!
//! Decoders go on with zeros where data ends, and a picture cut in the middle then looks whole to them. Clauses cited are
//! those of ITU-T T.81 (ISO/IEC 10918-1).

use super::bits::{Bits, Stop, Table};
use crate::imaging::{
    jpeg::{self, Piece},
    octets::u16_be,
};

/// Whether the data of some scan ends before its last block, or a progression was never completed. What can't be followed
/// for another reason isn't short.
pub(super) fn is_short(bytes: &[u8]) -> bool {
    let mut counter = BlockCounter::default();
    jpeg::pieces(bytes)
        .is_ok_and(|pieces| pieces.iter().any(|piece| counter.step(piece) == Err(Stop::Short)) || counter.is_pending())
}

#[derive(Debug, Default)]
struct BlockCounter {
    progressive: bool,
    components: Vec<Component>,
    /// Blocks of 8 × 8 in a unit, across and down; pixels.
    unit: (usize, usize),
    size: (usize, usize),
    /// Those for DC in the first half, those for AC in the second (B.2.4.2).
    tables: [Option<Table>; 8],
    restart: usize,
    scan: Option<Scan>,
}

#[derive(Debug)]
struct Component {
    id: u8,
    factors: (usize, usize),
    /// Which coefficients of each block are known not to be zero, where they come in passes.
    known: Vec<u64>,
    /// The lowest bit still to come of each coefficient begun (G.1.1.1.2).
    pending: [u8; 64],
}

#[derive(Clone, Debug)]
struct Scan {
    /// Component, DC table, AC table.
    parts: Vec<(usize, usize, usize)>,
    first: u32,
    last: u32,
    refines: bool,
}

impl BlockCounter {
    fn step(&mut self, piece: &Piece<'_>) -> Result<(), Stop> {
        match piece {
            Piece::Segment(marker @ 0xC0..=0xC2, frame) => self.frame(*marker == 0xC2, frame).ok_or(Stop::Nonsense),
            Piece::Segment(0xC4, tables) => self.tables(tables).ok_or(Stop::Nonsense),
            // B.2.4.4
            Piece::Segment(0xDD, interval) => {
                self.restart = usize::from(u16_be(interval, 0).unwrap_or_default());
                Ok(())
            }
            Piece::Segment(0xDA, header) => {
                self.scan = self.header(header);
                Ok(())
            }
            Piece::Segment(..) => Ok(()),
            Piece::Scan(data) => self.scan.take().map_or(Err(Stop::Nonsense), |scan| self.blocks(&scan, data)),
        }
    }

    /// Some coefficient was begun and never came to its last bit.
    fn is_pending(&self) -> bool {
        self.components.iter().any(|component| component.pending.iter().any(|bit| *bit > 0))
    }

    /// The frame header (B.2.2).
    fn frame(&mut self, progressive: bool, frame: &[u8]) -> Option<()> {
        self.progressive = progressive;
        self.size = (usize::from(u16_be(frame, 3)?), usize::from(u16_be(frame, 1)?));
        self.components.clear();
        for part in frame.get(6..)?.chunks_exact(3).take(4) {
            let (id, both) = (*part.first()?, *part.get(1)?);
            let factors = (usize::from(both >> 4).clamp(1, 4), usize::from(both & 15).clamp(1, 4));
            self.components.push(Component { id, factors, known: Vec::new(), pending: [0; 64] });
        }
        let most = |side: fn(&Component) -> usize| self.components.iter().map(side).max();
        self.unit = (most(|part| part.factors.0)?, most(|part| part.factors.1)?);
        Some(())
    }

    /// Huffman tables (B.2.4.2).
    fn tables(&mut self, mut rest: &[u8]) -> Option<()> {
        while let Some((which, body)) = rest.split_first() {
            let (counts, body) = body.split_at_checked(16)?;
            let (symbols, after) = body.split_at_checked(counts.iter().copied().map(usize::from).sum())?;
            let place = usize::from(which >> 4) * 4 + usize::from(which & 3);
            *self.tables.get_mut(place)? = Some(Table::new(counts, symbols));
            rest = after;
        }
        Some(())
    }

    /// The scan header (B.2.3).
    fn header(&mut self, header: &[u8]) -> Option<Scan> {
        let (count, rest) = header.split_first()?;
        let (parts, passes) = rest.split_at_checked(usize::from(*count) * 2)?;
        let &[first, last, bits] = passes.get(..3)? else { return None };
        let whole = !self.progressive;
        let (first, last, bits) = if whole { (0, 63, 0) } else { (first, last.min(63), bits) };
        let mut scan =
            Scan { parts: Vec::new(), first: u32::from(first), last: u32::from(last), refines: bits >> 4 != 0 };
        for part in parts.chunks_exact(2) {
            let (id, tables) = (*part.first()?, *part.get(1)?);
            let place = self.components.iter().position(|component| component.id == id)?;
            scan.parts.push((place, usize::from(tables >> 4) & 3, 4 + (usize::from(tables) & 3)));
            let component = self.components.get_mut(place)?;
            component.pending.get_mut(usize::from(first)..=usize::from(last))?.fill(bits & 15);
        }
        Some(scan)
    }

    /// Reads every block of a scan.
    fn blocks(&mut self, scan: &Scan, data: &[u8]) -> Result<(), Stop> {
        let (units, each) = self.layout(scan).ok_or(Stop::Nonsense)?;
        let mut known = Vec::new();
        if let (&[(place, ..)], 1..) = (scan.parts.as_slice(), scan.first) {
            let component = self.components.get_mut(place).ok_or(Stop::Nonsense)?;
            known = std::mem::take(&mut component.known);
            known.resize(units, 0);
        }
        let mut bits = Bits::new(data);
        let interval = if self.restart == 0 { units } else { self.restart };
        let mut done = 0;
        let outcome = loop {
            let next = units.min(done + interval);
            let outcome = self.interval(scan, &each, &mut bits, done..next, &mut known);
            done = next;
            // What is broken inside an interval ends with it (E.2.4); only the end of all data is the end.
            let goes_on = bits.restart();
            if done >= units || !goes_on {
                break if done < units { Err(Stop::Short) } else { outcome };
            }
        };
        if let (&[(place, ..)], 1..) = (scan.parts.as_slice(), scan.first)
            && let Some(component) = self.components.get_mut(place)
        {
            component.known = known;
        }
        outcome
    }

    /// How many units a scan has, and the tables of each block of one: a component alone comes block by block (A.2.2),
    /// several come in units of all of them (A.2.3).
    fn layout(&self, scan: &Scan) -> Option<(usize, Vec<(usize, usize)>)> {
        let (width, height) = self.size;
        let mut each = Vec::new();
        if let &[(place, dc, ac)] = scan.parts.as_slice() {
            let (across, down) = self.components.get(place)?.factors;
            each.push((dc, ac));
            let blocks = |side: usize, factor: usize, most: usize| (side * factor).div_ceil(most).div_ceil(8);
            return Some((blocks(width, across, self.unit.0) * blocks(height, down, self.unit.1), each));
        }
        for &(place, dc, ac) in &scan.parts {
            let (across, down) = self.components.get(place)?.factors;
            each.extend(std::iter::repeat_n((dc, ac), across * down));
        }
        Some((width.div_ceil(8 * self.unit.0) * height.div_ceil(8 * self.unit.1), each))
    }

    fn interval(
        &self,
        scan: &Scan,
        each: &[(usize, usize)],
        bits: &mut Bits<'_>,
        units: std::ops::Range<usize>,
        known: &mut [u64],
    ) -> Result<(), Stop> {
        let table = |place: usize| self.tables.get(place).and_then(Option::as_ref).ok_or(Stop::Nonsense);
        let mut run = 0;
        for unit in units {
            for &(dc, ac) in each {
                if !self.progressive {
                    bits.difference(table(dc)?)?;
                    bits.rest_of_block(table(ac)?)?;
                } else if scan.first > 0 {
                    let block = known.get_mut(unit).ok_or(Stop::Nonsense)?;
                    let band = scan.first..scan.last + 1;
                    if scan.refines {
                        bits.refine(table(ac)?, band, &mut run, block)?;
                    } else {
                        bits.begin(table(ac)?, band, &mut run, block)?;
                    }
                } else if scan.refines {
                    // One bit a block, uncoded (G.1.2.1).
                    bits.one()?;
                } else {
                    bits.difference(table(dc)?)?;
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::indexing_slicing, clippy::as_conversions, reason = "a test fails by panicking")]
    use proptest::prelude::*;

    use super::*;

    const PASSES: &[u8] = include_bytes!("../../../tests/fixtures/boats-progressive.jpg");
    const INKS: &[u8] = include_bytes!("../../../tests/fixtures/ladybird-cmyk.jpg");
    const LEAF: &[u8] = include_bytes!("../../../tests/fixtures/leaf.jpg");

    #[test]
    fn whole_photographs_are_not_short_and_closed_halves_are() {
        for whole in [PASSES, INKS, LEAF] {
            assert!(!is_short(whole));
            for part in 10..40 {
                let cut = [&whole[..whole.len() * part / 40], &[0xFF, 0xD9]].concat();
                // Cut inside a segment, it has no end of image.
                assert!(jpeg::pieces(&cut).is_err() || is_short(&cut), "{part} of {}", whole.len());
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn broken_photographs_never_stop_the_walk(
            which in 0..3_usize,
            changes in prop::collection::vec((any::<u32>(), any::<u8>(), any::<bool>()), 1..12),
        ) {
            let mut bytes = [PASSES, INKS, LEAF][which].to_vec();
            for (at, value, early) in changes {
                let among = if early { 4096.min(bytes.len()) } else { bytes.len() };
                bytes[at as usize % among] = value;
            }
            is_short(&bytes);
        }
    }
}

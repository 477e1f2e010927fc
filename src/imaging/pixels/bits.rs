//! The codes of a JPEG scan, read one after another and passed over: Huffman tables, and the bits between markers.
//!
//! Clauses cited are those of ITU-T T.81 (ISO/IEC 10918-1).

use std::ops::Range;

/// Codes of up to so many bits are found at once; longer ones are rare.
const QUICK: u32 = 10;

/// Why no further code is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// The data ends.
    Short,
    /// No such code, table or component.
    Nonsense,
}

/// A Huffman table.
#[derive(Debug)]
pub(super) struct Table {
    /// By the next [`QUICK`] bits: length of the code (0: it's longer), and what it stands for.
    quick: Vec<(u8, u8)>,
    /// By length: one past the last code, and what to add to a code for its place among the symbols.
    ends: Vec<(u32, i64)>,
    symbols: Vec<u8>,
}

impl Table {
    /// Codes of one length are consecutive numbers, and go on from the shorter ones (C.2).
    pub(super) fn new(counts: &[u8], symbols: &[u8]) -> Self {
        let mut quick = Vec::with_capacity(1 << QUICK);
        let mut ends = Vec::new();
        let (mut code, mut place) = (0_u32, 0_u32);
        for (count, length) in counts.iter().zip(1_u8..) {
            let offset = i64::from(place) - i64::from(code);
            for _ in 0..*count {
                let symbol = usize::try_from(place).ok().and_then(|at| symbols.get(at)).copied().unwrap_or_default();
                if u32::from(length) <= QUICK && quick.len() < 1 << QUICK {
                    quick.resize(quick.len() + (1 << (QUICK - u32::from(length))), (length, symbol));
                }
                place += 1;
            }
            code += u32::from(*count);
            ends.push((code, offset));
            code <<= 1;
        }
        quick.resize(1 << QUICK, (0, 0));
        Self { quick, ends, symbols: symbols.to_vec() }
    }
}

/// The bits of a scan, highest first (F.2.2.5).
#[derive(Debug, Default)]
pub(super) struct Bits<'a> {
    data: &'a [u8],
    /// The next bits at the top, zeros after them.
    held: u64,
    count: u32,
}

impl<'a> Bits<'a> {
    pub(super) const fn new(data: &'a [u8]) -> Self {
        Self { data, held: 0, count: 0 }
    }

    /// Takes in bytes up to the next marker.
    fn fill(&mut self) {
        // Four at once, as nearly always.
        if self.count <= 32
            && let Some((four, rest)) = self.data.split_first_chunk::<4>()
            && four.iter().all(|byte| *byte != 0xFF)
        {
            self.held |= u64::from(u32::from_be_bytes(*four)) << (32 - self.count);
            self.count += 32;
            self.data = rest;
            return;
        }
        while self.count <= 56 {
            let (byte, rest) = match self.data {
                // A zero after it says that it is data (F.1.2.3).
                [0xFF, 0, rest @ ..] => (0xFF, rest),
                // Any number of them may come before a marker (B.1.1.2).
                [0xFF, 0xFF, ..] => {
                    self.data = self.data.get(1..).unwrap_or_default();
                    continue;
                }
                [0xFF, ..] | [] => return,
                [byte, rest @ ..] => (*byte, rest),
            };
            self.data = rest;
            self.held |= u64::from(byte) << (56 - self.count);
            self.count += 8;
        }
    }

    /// Passes over what is left before the next restart marker and over that (F.2.1.3.1, E.2.4); false at the end.
    pub(super) fn restart(&mut self) -> bool {
        (self.held, self.count) = (0, 0);
        let marker = memchr::memchr_iter(0xFF, self.data).find(|at| matches!(self.data.get(at + 1), Some(0xD0..=0xD7)));
        self.data = marker.and_then(|at| self.data.get(at + 2..)).unwrap_or_default();
        marker.is_some()
    }

    /// At most 16 bits.
    fn take(&mut self, length: u32) -> Result<u64, Stop> {
        if self.count < length {
            self.fill();
        }
        self.count = self.count.checked_sub(length).ok_or(Stop::Short)?;
        let taken = self.held.checked_shr(64 - length).unwrap_or_default();
        self.held <<= length;
        Ok(taken)
    }

    /// A code (F.2.2.3).
    fn code(&mut self, table: &Table) -> Result<u8, Stop> {
        if self.count < 16 {
            self.fill();
        }
        let quick = usize::try_from(self.held >> (64 - QUICK)).ok().and_then(|next| table.quick.get(next));
        let &(length, symbol) = quick.ok_or(Stop::Nonsense)?;
        if length > 0 {
            return self.take(u32::from(length)).map(|_code| symbol);
        }
        for (&(end, offset), length) in table.ends.iter().zip(1_u32..).skip(10) {
            let code = self.held >> (64 - length);
            if code < u64::from(end) {
                let place = i64::try_from(code).ok().and_then(|code| usize::try_from(code + offset).ok());
                self.take(length)?;
                return place.and_then(|place| table.symbols.get(place)).copied().ok_or(Stop::Nonsense);
            }
        }
        Err(if self.count < 16 { Stop::Short } else { Stop::Nonsense })
    }

    /// A bit as it is (G.1.2.1, G.1.2.3).
    pub(super) fn one(&mut self) -> Result<(), Stop> {
        self.take(1).map(|_bit| ())
    }

    /// The difference to the block before (F.2.2.1).
    pub(super) fn difference(&mut self, table: &Table) -> Result<(), Stop> {
        let size = self.code(table)?;
        self.take(u32::from(size.min(16))).map(|_value| ())
    }

    /// The other 63 coefficients of a sequential block (F.2.2.2).
    pub(super) fn rest_of_block(&mut self, table: &Table) -> Result<(), Stop> {
        let mut at = 1;
        while at < 64 {
            let code = self.code_with_value(table)?;
            let (zeros, size) = (u32::from(code >> 4), u32::from(code & 15));
            if size == 0 && zeros < 15 {
                break;
            }
            at += zeros + 1;
        }
        Ok(())
    }

    /// A code, and past the bits that it announces. Most of the time of a walk is spent here, hence both in one step where
    /// enough bits are held: up to ten of a code, up to fifteen after it.
    fn code_with_value(&mut self, table: &Table) -> Result<u8, Stop> {
        if self.count < 32 {
            self.fill();
        }
        let quick = usize::try_from(self.held >> (64 - QUICK)).ok().and_then(|next| table.quick.get(next));
        if let Some(&(length @ 1.., symbol)) = quick
            && self.count >= 32
        {
            let both = u32::from(length) + u32::from(symbol & 15);
            self.held <<= both;
            self.count -= both;
            return Ok(symbol);
        }
        let symbol = self.code(table)?;
        self.take(u32::from(symbol & 15))?;
        Ok(symbol)
    }

    /// A band of a block for the first time (G.1.2.2). `run` blocks yet are without any more.
    pub(super) fn begin(
        &mut self,
        table: &Table,
        band: Range<u32>,
        run: &mut u64,
        known: &mut u64,
    ) -> Result<(), Stop> {
        if *run > 0 {
            *run -= 1;
            return Ok(());
        }
        let mut at = band.start;
        while at < band.end {
            let code = self.code(table)?;
            let (zeros, size) = (u32::from(code >> 4), u32::from(code & 15));
            if size == 0 && zeros < 15 {
                *run = (1 << zeros) + self.take(zeros)? - 1;
                break;
            }
            self.take(size)?;
            at += zeros;
            if size > 0 && at < band.end {
                *known |= 1 << at;
            }
            at += 1;
        }
        Ok(())
    }

    /// One more bit of a band (G.1.2.3): those known have a bit each, between the codes for those that begin here.
    pub(super) fn refine(
        &mut self,
        table: &Table,
        band: Range<u32>,
        run: &mut u64,
        known: &mut u64,
    ) -> Result<(), Stop> {
        let mut at = band.start;
        while *run == 0 && at < band.end {
            let code = self.code(table)?;
            let (mut zeros, size) = (u32::from(code >> 4), u32::from(code & 15));
            if size == 0 && zeros < 15 {
                *run = (1 << zeros) + self.take(zeros)?;
                break;
            }
            self.take(size.min(1))?;
            while at < band.end {
                if *known >> at & 1 == 1 {
                    self.one()?;
                } else if zeros == 0 {
                    break;
                } else {
                    zeros -= 1;
                }
                at += 1;
            }
            if size > 0 && at < band.end {
                *known |= 1 << at;
            }
            at += 1;
        }
        if *run > 0 {
            *run -= 1;
            for place in at..band.end {
                if *known >> place & 1 == 1 {
                    self.one()?;
                }
            }
        }
        Ok(())
    }
}

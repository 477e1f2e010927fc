//! Writing a copy: what it takes from its source is noted as a range, and only the rest is held.

use std::{
    io::{self, Write},
    mem,
};

use bytes::Bytes;

use super::{
    MemoryPermit, OutgoingCopy,
    memory::FREE,
    parts::{Part, Parts},
};
use crate::{archive::store::VerifiedObject, domain::hash::ContentHash};

/// A range of the source is worth noting from so many bytes on: less than a few times a [`Part`] is held as it is.
const WORTH_A_RANGE: usize = 4 * size_of::<Part>();

/// A copy that is being written. Dropped, it leaves nothing.
#[derive(Debug)]
pub struct CopyWriter {
    source: Option<VerifiedObject>,
    permit: Option<MemoryPermit>,
    parts: Vec<Part>,
    own: Vec<u8>,
    /// Where in the source the last range ends, while nothing else was written since.
    end: Option<usize>,
    length: u64,
    /// What the parts take in memory. Beyond what is allowed, nothing more is held: it is only counted.
    weight: u64,
}

/// A copy once it is written.
#[derive(Debug)]
pub enum WrittenCopy {
    /// It can be sent.
    Ready(OutgoingCopy),
    /// It takes so many bytes of memory, which must be reserved first
    /// ([`Archive::reserve_memory`](crate::archive::Archive::reserve_memory)): write it again with the permit.
    NeedsMemory(u64),
}

impl CopyWriter {
    /// Begins a copy. What it takes from `source` is not held; of the rest, it holds as much as the permit says, and
    /// little without one.
    pub(in crate::archive) const fn new(source: Option<VerifiedObject>, permit: Option<MemoryPermit>) -> Self {
        Self { source, permit, parts: Vec::new(), own: Vec::new(), end: None, length: 0, weight: 0 }
    }

    /// Ends the copy. Blocks for as long as hashing what it holds takes.
    #[must_use]
    pub fn finish(self) -> WrittenCopy {
        if !self.fits() {
            return WrittenCopy::NeedsMemory(self.weight);
        }
        let identity = self.identity();
        // Without the spare capacity of a list that grew.
        let own = Bytes::from(self.own.into_boxed_slice());
        let parts = Parts::new(self.parts, own, self.source.map(VerifiedObject::into_object));
        WrittenCopy::Ready(OutgoingCopy::new(parts, self.length, identity, self.permit))
    }

    /// A hash of the copy's own bytes, of its ranges and of the source: copies that share it are the same bytes.
    fn identity(&self) -> ContentHash {
        let mut hasher = blake3::Hasher::new();
        if let Some(source) = &self.source {
            hasher.update(source.hash().as_bytes());
        }
        for part in &self.parts {
            let (kind, from, length) = match *part {
                Part::Own(length) => (0_u64, 0, length),
                Part::Range { from, length } => (1, from, length),
            };
            for number in [kind, from, u64::try_from(length).unwrap_or(u64::MAX)] {
                hasher.update(&number.to_be_bytes());
            }
        }
        hasher.update(&self.own);
        ContentHash::from_bytes(*hasher.finalize().as_bytes())
    }

    fn fits(&self) -> bool {
        self.weight <= self.permit.as_ref().map_or(FREE, MemoryPermit::bytes)
    }

    /// Where in the source these very bytes lie, if they follow the last range or are worth one of their own.
    fn place(&self, bytes: &[u8]) -> Option<usize> {
        let source = self.source.as_ref()?.bytes().as_ref();
        let there = |from: usize| source.get(from..from.checked_add(bytes.len())?).filter(|there| *there == bytes);
        if let Some(end) = self.end.filter(|end| there(*end).is_some()) {
            return Some(end);
        }
        if bytes.len() < WORTH_A_RANGE {
            return None;
        }
        // The address is a guess, and what lies there is compared: bytes that were not taken from the source itself are
        // only not found.
        let from = bytes.as_ptr().addr().checked_sub(source.as_ptr().addr())?;
        there(from).map(|_same| from)
    }

    fn add_range(&mut self, from: usize, length: usize) {
        let goes_on = self.end == Some(from);
        self.end = from.checked_add(length);
        if goes_on {
            if let Some(Part::Range { length: before, .. }) = self.parts.last_mut() {
                *before = before.saturating_add(length);
            }
        } else {
            let from = u64::try_from(from).unwrap_or(u64::MAX);
            self.count(size_of::<Part>());
            self.hold(Part::Range { from, length }, &[]);
        }
    }

    fn add_own(&mut self, bytes: &[u8]) {
        self.end = None;
        self.count(bytes.len());
        if let Some(Part::Own(before)) = self.parts.last_mut() {
            *before = before.saturating_add(bytes.len());
            if self.fits() {
                self.own.extend_from_slice(bytes);
            }
        } else {
            self.count(size_of::<Part>());
            self.hold(Part::Own(bytes.len()), bytes);
        }
    }

    fn count(&mut self, bytes: usize) {
        self.weight = self.weight.saturating_add(u64::try_from(bytes).unwrap_or(u64::MAX));
        if !self.fits() {
            drop((mem::take(&mut self.parts), mem::take(&mut self.own)));
        }
    }

    fn hold(&mut self, part: Part, own: &[u8]) {
        if self.fits() {
            self.parts.push(part);
            self.own.extend_from_slice(own);
        }
    }
}

impl Write for CopyWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !bytes.is_empty() {
            self.length = self.length.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
            match self.place(bytes) {
                Some(from) => self.add_range(from, bytes.len()),
                None => self.add_own(bytes),
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

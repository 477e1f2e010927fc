//! The parts of a copy: bytes of its own, and ranges of the object it is made of, read when they are sent.

use std::{collections::VecDeque, mem, ops::Range};

use bytes::Bytes;

use crate::archive::{error::ArchiveError, store::Object};

/// The next bytes of a copy.
#[derive(Clone, Copy, Debug)]
pub(super) enum Part {
    /// So many of its own.
    Own(usize),
    /// A range of its source.
    Range { from: u64, length: usize },
}

impl Part {
    const fn length(self) -> usize {
        match self {
            Self::Own(length) | Self::Range { length, .. } => length,
        }
    }

    /// The first bytes of the part, at most `most`, and the rest.
    fn split(self, most: usize) -> (Self, Self) {
        let first = if self.length() < most { self.length() } else { most };
        let rest = self.length() - first;
        match self {
            Self::Own(_) => (Self::Own(first), Self::Own(rest)),
            Self::Range { from, .. } => {
                let further = from.saturating_add(u64::try_from(first).unwrap_or(u64::MAX));
                (Self::Range { from, length: first }, Self::Range { from: further, length: rest })
            }
        }
    }
}

/// What is left of a copy.
#[derive(Clone, Debug)]
pub(super) struct Parts {
    left: VecDeque<Part>,
    own: Bytes,
    source: Option<Object>,
}

impl Parts {
    pub(super) fn new(parts: Vec<Part>, own: Bytes, source: Option<Object>) -> Self {
        Self { left: parts.into(), own, source }
    }

    /// The next part, `most` bytes of it at most.
    fn pop(&mut self, most: usize) -> Option<Part> {
        let (first, rest) = self.left.pop_front()?.split(most);
        if rest.length() > 0 {
            self.left.push_front(rest);
        }
        Some(first)
    }

    fn take_own(&mut self, length: usize) -> Bytes {
        self.own.split_to(length.min(self.own.len()))
    }

    /// The next bytes, `most` of them unless fewer are left; none after the last.
    pub(super) async fn next(&mut self, most: usize) -> Result<Bytes, ArchiveError> {
        let (mut pieces, mut length) = (Vec::new(), 0);
        while length < most
            && let Some(part) = self.pop(most - length)
        {
            length += part.length();
            pieces.push(match part {
                Part::Own(length) => Piece::Own(self.take_own(length)),
                Part::Range { from, length } => {
                    Piece::Range(from..from.saturating_add(u64::try_from(length).unwrap_or(u64::MAX)))
                }
            });
        }
        let mut read = self.read(&pieces).await?.into_iter();
        let mut bytes = pieces.into_iter().map(|piece| match piece {
            Piece::Own(own) => own,
            Piece::Range(_) => read.next().unwrap_or_default(),
        });
        // One range, as most often, is passed on without being copied.
        let first = bytes.next().unwrap_or_default();
        if first.len() == length {
            return Ok(first);
        }
        let mut joined = Vec::with_capacity(length);
        joined.extend_from_slice(&first);
        bytes.for_each(|more| joined.extend_from_slice(&more));
        Ok(joined.into())
    }

    /// The bytes of all ranges among these pieces, asked for at once.
    async fn read(&self, pieces: &[Piece]) -> Result<Vec<Bytes>, ArchiveError> {
        let ranges: Vec<Range<u64>> = pieces
            .iter()
            .filter_map(|piece| if let Piece::Range(range) = piece { Some(range.clone()) } else { None })
            .collect();
        match &self.source {
            Some(source) if !ranges.is_empty() => source.read_ranges(ranges).await,
            _ => Ok(Vec::new()),
        }
    }

    /// Leaves out so many bytes at the beginning.
    pub(super) fn skip(&mut self, mut bytes: u64) {
        while bytes > 0
            && let Some(part) = self.pop(usize::try_from(bytes).unwrap_or(usize::MAX))
        {
            if let Part::Own(length) = part {
                drop(self.take_own(length));
            }
            bytes = bytes.saturating_sub(u64::try_from(part.length()).unwrap_or(u64::MAX));
        }
    }

    /// Leaves out what follows so many bytes, and tells how many are left.
    pub(super) fn truncate(&mut self, bytes: u64) -> u64 {
        let mut left = bytes;
        let mut kept = VecDeque::new();
        for part in mem::take(&mut self.left) {
            let (part, _) = part.split(usize::try_from(left).unwrap_or(usize::MAX));
            if part.length() == 0 {
                break;
            }
            left = left.saturating_sub(u64::try_from(part.length()).unwrap_or(u64::MAX));
            kept.push_back(part);
        }
        self.left = kept;
        bytes - left
    }
}

/// A part of what is sent next.
enum Piece {
    Own(Bytes),
    Range(Range<u64>),
}

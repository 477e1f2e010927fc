//! Look-alikes among the documents of a segment, by multi-index hashing (Norouzi, Punjani, Fleet 2012): of two hashes that differ
//! in at most ten bits, one of their four quarters differs in at most two. The documents are sorted by each quarter, and those
//! are compared whose quarter is one of the 137 within two bits of the wanted one: of a million, some thousands.

use tantivy::DocId;

use super::{Reading, guarded};
use crate::{
    domain::{
        likeness::{LookAlike, MOST_DISTANT, distance, nearest},
        photo::PhotoId,
    },
    search::SearchError,
};

/// Bits of a quarter.
const QUARTER: u32 = 16;
/// Of more look-alikes in a segment, these are as good as others: thousands of scans of one form have the same hash.
const MOST_COMPARED: usize = 1_000;

/// The perceptual hashes of the documents of a segment.
pub(super) struct Looks {
    /// The hash of each document.
    looks: Vec<u64>,
    /// The documents by the value of each quarter.
    by_quarter: [Vec<(u16, DocId)>; 4],
}

// In more bits, each quarter could differ in three.
const _: () = assert!(MOST_DISTANT < 12, "two look-alikes share no quarter within two bits");

impl Looks {
    pub(super) fn new(looks: Vec<u64>) -> Self {
        let by_quarter = [0, 1, 2, 3].map(|number| {
            let mut documents: Vec<(u16, DocId)> = looks.iter().map(|look| quarter(*look, number)).zip(0..).collect();
            documents.sort_unstable();
            documents
        });
        Self { looks, by_quarter }
    }

    /// The documents that look like this, with the bits in which they differ; some of them several times.
    fn alike(&self, look: u64) -> impl Iterator<Item = (DocId, u32)> {
        let quarters = self.by_quarter.iter().zip(0..);
        let candidates = quarters.flat_map(move |(documents, number)| {
            within_two_bits(quarter(look, number)).flat_map(move |value| {
                let begin = documents.partition_point(|(other, _)| *other < value);
                let same =
                    documents.get(begin..).unwrap_or_default().iter().take_while(move |(other, _)| *other == value);
                same.map(|(_, document)| *document)
            })
        });
        candidates.filter_map(move |document| {
            let own = self.looks.get(usize::try_from(document).ok()?)?;
            Some((document, distance(look, *own)?))
        })
    }
}

/// One of the four quarters of a hash.
fn quarter(look: u64, number: u32) -> u16 {
    u16::try_from(look >> (QUARTER * number) & u64::from(u16::MAX)).unwrap_or_default()
}

/// A value and all those that differ from it in one or two bits.
fn within_two_bits(value: u16) -> impl Iterator<Item = u16> {
    let bits = || (0..QUARTER).map(|bit| 1_u16 << bit);
    let two = (0..QUARTER).flat_map(move |one| (0..one).map(move |other| 1 << one | 1 << other));
    std::iter::once(0).chain(bits()).chain(two).map(move |change: u16| value ^ change)
}

impl Reading {
    pub(super) fn alike(&self, look: u64, limit: usize) -> Result<Vec<LookAlike>, SearchError> {
        guarded(&self.folder, || {
            let searcher = self.reader.searcher();
            let mut found = Vec::new();
            for segment in searcher.segment_readers() {
                let view = self.views.of(segment)?;
                let alike = view.columns.looks.alike(look).filter(|(document, _)| view.alive.has(*document));
                let alike = alike.take(MOST_COMPARED);
                found.extend(alike.map(|(document, distance)| LookAlike {
                    id: PhotoId::from_number(view.columns.id.get_val(document)),
                    distance,
                }));
            }
            Ok(nearest(found, limit))
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn there_are_137_values_within_two_bits() {
        let values: BTreeSet<u16> = within_two_bits(0xa5a5).collect();
        assert_eq!(values.len(), 137);
        assert!(values.iter().all(|value| (value ^ 0xa5a5).count_ones() <= 2));
    }

    proptest! {
        #[test]
        fn every_look_alike_is_found(look: u64, changes in proptest::collection::vec(any::<[u8; 14]>(), 1..200)) {
            // Hashes that differ from it in up to fourteen bits.
            let looks: Vec<u64> =
                changes.iter().map(|bits| bits.iter().fold(look, |look, bit| look ^ 1 << (bit % 64))).collect();
            let expected: BTreeSet<(DocId, u32)> =
                (0..).zip(&looks).filter_map(|(document, own)| Some((document, distance(look, *own)?))).collect();
            prop_assert_eq!(Looks::new(looks).alike(look).collect::<BTreeSet<_>>(), expected);
        }
    }
}

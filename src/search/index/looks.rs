//! Look-alikes among the documents of a segment, by multi-index hashing (Norouzi, Punjani, Fleet 2012): of two hashes that differ
//! in at most ten bits, one of their four quarters differs in at most two; of two that differ in at most five, in at most one. The
//! documents are sorted by each quarter, and those are compared whose quarter is one of the 137, or of the 17, so near the wanted
//! one: of a million, some thousands.

use std::sync::Arc;

use tantivy::{DocId, columnar::ColumnValues};

use super::{Reading, guarded};
use crate::{
    domain::{
        likeness::{self, LookAlike, MOST_DISTANT, nearest},
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
    looks: Arc<dyn ColumnValues<u64>>,
    /// The documents by each quarter.
    by_quarter: [Buckets; 4],
}

/// Documents by the first bits of a value, as many of them as make about a bucket for each document.
struct Buckets {
    bits: u32,
    /// Where each bucket begins, and the end of the last one.
    starts: Vec<u32>,
    documents: Vec<DocId>,
}

impl Buckets {
    fn new(documents: u32, value: impl Fn(DocId) -> u16) -> Self {
        let bits = (u32::BITS - documents.leading_zeros()).min(QUARTER);
        let mut buckets = Self { bits, starts: vec![0; (1 << bits) + 1], documents: vec![0; index(documents)] };
        // A counting sort: first how many each bucket has, then where it ends, then each document before the last one.
        for document in 0..documents {
            let number = buckets.number(value(document));
            buckets.starts.get_mut(number).into_iter().for_each(|count| *count += 1);
        }
        let mut end = 0;
        for count in &mut buckets.starts {
            end += *count;
            *count = end;
        }
        for document in (0..documents).rev() {
            let number = buckets.number(value(document));
            if let Some(start) = buckets.starts.get_mut(number) {
                *start -= 1;
                let place = index(*start);
                buckets.documents.get_mut(place).into_iter().for_each(|there| *there = document);
            }
        }
        buckets
    }

    fn number(&self, value: u16) -> usize {
        usize::from(value.checked_shr(QUARTER - self.bits).unwrap_or_default())
    }

    /// The documents whose value begins as this one does, but for so many bits, two at most.
    fn within(&self, bits: u32, value: u16) -> impl Iterator<Item = DocId> {
        changes(bits, self.bits).flat_map(move |change| {
            let number = self.number(value) ^ usize::from(change);
            let ends = self.starts.get(number).zip(self.starts.get(number + 1));
            let span = ends.map(|(start, end)| index(*start)..index(*end)).unwrap_or_default();
            self.documents.get(span).unwrap_or_default().iter().copied()
        })
    }
}

fn index(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

// In more bits, each quarter could differ in three.
const _: () = assert!(MOST_DISTANT < 12, "two look-alikes share no quarter within two bits");

impl Looks {
    /// The hashes of so many documents.
    pub(super) fn new(looks: Arc<dyn ColumnValues<u64>>, documents: u32) -> Self {
        let by_quarter =
            [0, 1, 2, 3].map(|number| Buckets::new(documents, |document| quarter(looks.get_val(document), number)));
        Self { looks, by_quarter }
    }

    /// The documents whose hash differs from this one in at most so many bits, [`MOST_DISTANT`] at most, and in how many;
    /// some of them several times.
    fn alike(&self, look: u64, distance: u32) -> impl Iterator<Item = (DocId, u32)> {
        let quarters = self.by_quarter.iter().zip(0..);
        // One of four quarters has a quarter of the bits at most.
        let candidates =
            quarters.flat_map(move |(buckets, number)| buckets.within(distance / 4, quarter(look, number)));
        candidates.filter_map(move |document| {
            Some((document, likeness::distance(look, self.looks.get_val(document), distance)?))
        })
    }
}

/// One of the four quarters of a hash.
fn quarter(look: u64, number: u32) -> u16 {
    u16::try_from(look >> (QUARTER * number) & u64::from(u16::MAX)).unwrap_or_default()
}

/// No change, and all changes of so many bits, two at most, among the lowest ones of so many.
fn changes(bits: u32, among: u32) -> impl Iterator<Item = u16> {
    let one = (0..among).map(|bit| 1_u16 << bit).filter(move |_| bits > 0);
    let two = (0..among).flat_map(|one| (0..one).map(move |other| 1 << one | 1 << other)).filter(move |_| bits > 1);
    std::iter::once(0).chain(one).chain(two)
}

impl Reading {
    pub(super) fn alike(&self, look: u64, distance: u32, limit: usize) -> Result<Vec<LookAlike>, SearchError> {
        guarded(&self.folder, || {
            let searcher = self.reader.searcher();
            let mut found = Vec::new();
            for segment in searcher.segment_readers() {
                let view = self.views.of(segment)?;
                let alike = view.columns.looks.alike(look, distance).filter(|(document, _)| view.alive.has(*document));
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
    use tantivy::columnar::column_values::VecColumn;

    use super::*;

    #[test]
    fn changes_are_counted() {
        for (bits, among, number) in [(0, 16, 1), (1, 16, 17), (2, 16, 137), (2, 3, 7), (1, 0, 1)] {
            let all: BTreeSet<u16> = changes(bits, among).collect();
            assert_eq!(all.len(), number);
            assert!(all.iter().all(|change| change.count_ones() <= bits && u32::from(*change) < 1 << among));
        }
    }

    proptest! {
        #[test]
        fn every_look_alike_is_found(
            look: u64,
            most in 0..=MOST_DISTANT,
            changes in proptest::collection::vec(any::<[u8; 14]>(), 1..200),
        ) {
            // Hashes that differ from it in up to fourteen bits.
            let looks: Vec<u64> =
                changes.iter().map(|bits| bits.iter().fold(look, |look, bit| look ^ 1 << (bit % 64))).collect();
            let expected: BTreeSet<(DocId, u32)> =
                (0..).zip(&looks).filter_map(|(document, own)| Some((document, likeness::distance(look, *own, most)?))).collect();
            let documents = u32::try_from(looks.len()).unwrap_or_default();
            let looks = Looks::new(Arc::new(VecColumn::from(looks)), documents);
            prop_assert_eq!(looks.alike(look, most).collect::<BTreeSet<_>>(), expected);
        }
    }
}

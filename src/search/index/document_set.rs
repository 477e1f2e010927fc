//! A set of documents of one segment, as one bit for each document of the segment.
//!
//! Sets are combined 64 documents at a time: the time that a query takes follows from the lengths of the lists it reads,
//! not from how they overlap.

use tantivy::DocId;

/// A set of the documents of one segment. Two sets that are combined are of the same segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DocumentSet {
    words: Vec<u64>,
}

/// The word of a document, and its bit in that word.
fn place(document: DocId) -> (usize, u32) {
    (usize::try_from(document / u64::BITS).unwrap_or(usize::MAX), document % u64::BITS)
}

impl DocumentSet {
    /// No document, in a segment that has this many.
    pub(super) fn none(documents: u32) -> Self {
        Self { words: vec![0; place(documents.next_multiple_of(u64::BITS)).0] }
    }

    /// Every document of a segment that has this many.
    pub(super) fn all(documents: u32) -> Self {
        let mut all = Self { words: vec![u64::MAX; place(documents.next_multiple_of(u64::BITS)).0] };
        let (last, used) = place(documents);
        if let Some(last) = all.words.get_mut(last) {
            *last = (1 << used) - 1;
        }
        all
    }

    pub(super) fn insert(&mut self, document: DocId) {
        let (word, bit) = place(document);
        if let Some(word) = self.words.get_mut(word) {
            *word |= 1 << bit;
        }
    }

    pub(super) fn remove(&mut self, document: DocId) {
        let (word, bit) = place(document);
        if let Some(word) = self.words.get_mut(word) {
            *word &= !(1 << bit);
        }
    }

    pub(super) fn has(&self, document: DocId) -> bool {
        let (word, bit) = place(document);
        self.words.get(word).is_some_and(|word| word >> bit & 1 == 1)
    }

    pub(super) fn len(&self) -> usize {
        self.words.iter().map(|word| usize::try_from(word.count_ones()).unwrap_or(0)).sum()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    pub(super) fn unite(&mut self, other: &Self) {
        self.combine(other, |one, other| one | other);
    }

    pub(super) fn intersect(&mut self, other: &Self) {
        self.combine(other, |one, other| one & other);
    }

    pub(super) fn subtract(&mut self, other: &Self) {
        self.combine(other, |one, other| one & !other);
    }

    fn combine(&mut self, other: &Self, combined: impl Fn(u64, u64) -> u64) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word = combined(*word, *other);
        }
    }

    /// Adds the two sets as binary digits: this one becomes the sum's digit, the other one the carry.
    pub(super) fn add_digit(&mut self, carry: &mut Self) {
        for (digit, carry) in self.words.iter_mut().zip(&mut carry.words) {
            (*digit, *carry) = (*digit ^ *carry, *digit & *carry);
        }
    }

    /// The documents, in their order.
    pub(super) fn iter(&self) -> impl Iterator<Item = DocId> {
        (0..).step_by(64).zip(&self.words).flat_map(|(first, word)| bits(*word).map(move |bit| first + bit))
    }

    /// Processes the values of its documents; `values` has one for each document of the segment.
    pub(super) fn for_each_of<T: Copy>(&self, values: &[T], mut process: impl FnMut(T)) {
        for (word, values) in self.words.iter().zip(values.chunks(64)) {
            if *word == u64::MAX {
                for value in values {
                    process(*value);
                }
            } else {
                let of_bits = bits(*word).filter_map(|bit| values.get(usize::try_from(bit).ok()?));
                of_bits.for_each(|value| process(*value));
            }
        }
    }

    /// Keeps the documents whose values are wanted; `values` has one for each document of the segment.
    pub(super) fn keep<T: Copy>(&mut self, values: &[T], is_wanted: impl Fn(T) -> bool) {
        for (word, values) in self.words.iter_mut().zip(values.chunks(64)) {
            if *word != 0 {
                let wanted = (0_u32..).zip(values).map(|(bit, value)| u64::from(is_wanted(*value)) << bit);
                *word &= wanted.fold(0, |all, one| all | one);
            }
        }
    }
}

/// The bits that are set, from the lowest.
fn bits(mut word: u64) -> impl Iterator<Item = u32> {
    std::iter::from_fn(move || {
        let lowest = (word != 0).then(|| word.trailing_zeros())?;
        word &= word - 1;
        Some(lowest)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(documents: u32, of: &[DocId]) -> DocumentSet {
        let mut set = DocumentSet::none(documents);
        for document in of {
            set.insert(*document);
        }
        set
    }

    #[test]
    fn all_are_as_many_as_the_segment_has() {
        for documents in [0, 1, 63, 64, 65, 128, 1_000] {
            let all = DocumentSet::all(documents);
            assert!(all.iter().eq(0..documents), "{documents}");
            assert_eq!(u32::try_from(all.len()), Ok(documents));
            assert_eq!(all.is_empty(), documents == 0);
            assert!(!all.has(documents) && DocumentSet::none(documents).is_empty());
        }
    }

    #[test]
    fn sets_combine_document_by_document() {
        let (one, other) = (set(130, &[0, 63, 64, 129]), set(130, &[1, 63, 129]));
        let combined = |combine: fn(&mut DocumentSet, &DocumentSet)| {
            let mut set = one.clone();
            combine(&mut set, &other);
            set.iter().collect::<Vec<DocId>>()
        };
        assert_eq!(combined(DocumentSet::unite), [0, 1, 63, 64, 129]);
        assert_eq!(combined(DocumentSet::intersect), [63, 129]);
        assert_eq!(combined(DocumentSet::subtract), [0, 64]);
    }

    #[test]
    fn values_are_those_of_its_documents() {
        let values: Vec<u32> = (1_000..1_200).collect();
        let mut some = DocumentSet::all(64);
        some.words.resize(4, 0);
        some.insert(70);
        some.insert(199);
        let mut seen = Vec::new();
        some.for_each_of(&values, |value| seen.push(value));
        assert!(seen.into_iter().eq((1_000..1_064).chain([1_070, 1_199])));
        some.keep(&values, |value| value % 2 == 1);
        assert!(some.iter().eq((1..64).step_by(2).chain([199])));
    }
}

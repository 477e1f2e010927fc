//! Counts of tags by what searches for them find: a photo counts for its tags, for the tags that these are synonyms of, and for
//! all wider ones, once for each.
//!
//! 1. **bound**: from how many photos carry each tag, the most that a search for each tag could find;
//! 2. **choose** the tags of which most can be found, and all contexts: one bit each;
//! 3. **count** exactly, in one pass over the photos: the bits of a photo are those of its tags together.

use std::collections::HashMap;

use crate::domain::{
    facets::MOST_VALUES,
    tag::{Tag, TagKey, record::MOST_CONTEXTS, vocabulary::Vocabulary},
};

/// How many tags are counted exactly, of which the first [`MOST_VALUES`] are told.
const MOST_COUNTED: usize = 64;
/// The bits of tags, then those of contexts.
const BITS: usize = MOST_COUNTED + MOST_CONTEXTS;

/// The counts of all bits.
pub(super) type BitCounts = [usize; BITS];

/// Which tags are counted, each with its bit.
pub(super) struct Rollup<'a> {
    vocabulary: &'a Vocabulary,
    tags: Vec<(TagKey, String)>,
    bits: HashMap<TagKey, u128>,
}

impl<'a> Rollup<'a> {
    /// Steps 1 and 2: tags as photos carry them, each with how many do.
    pub(super) fn of(vocabulary: &'a Vocabulary, carried: impl IntoIterator<Item = (String, usize)>) -> Self {
        // The most that could be found, how it is written, and of how many photos that is.
        let mut most: HashMap<TagKey, (usize, String, usize)> = HashMap::new();
        for (text, count) in carried {
            for key in vocabulary.with_wider(&vocabulary.canonical(&TagKey::of(&text))) {
                let shown = vocabulary.record(&key).map_or(&*text, |record| record.tag.as_str());
                let (bound, written, of_written) = most.entry(key).or_insert_with(|| (0, shown.to_owned(), 0));
                *bound = bound.saturating_add(count);
                if count > *of_written || (count == *of_written && shown < written.as_str()) {
                    (*written, *of_written) = (shown.to_owned(), count);
                }
            }
        }
        let mut tags: Vec<(usize, TagKey, String)> =
            most.into_iter().map(|(key, (bound, written, _))| (bound, key, written)).collect();
        tags.sort_unstable_by(|(one, _, of_one), (other, _, of_other)| {
            other.cmp(one).then_with(|| of_one.cmp(of_other))
        });
        tags.truncate(MOST_COUNTED);
        let tags: Vec<(TagKey, String)> = tags.into_iter().map(|(_, key, written)| (key, written)).collect();
        let mut bits: HashMap<TagKey, u128> = HashMap::new();
        let of_tags = tags.iter().map(|(key, _)| key).zip(0..MOST_COUNTED);
        let of_contexts = vocabulary.contexts().iter().zip(MOST_COUNTED..BITS);
        for (key, bit) in of_tags.chain(of_contexts) {
            *bits.entry(key.clone()).or_default() |= 1 << bit;
        }
        Self { vocabulary, tags, bits }
    }

    /// The bits of a tag as photos carry it.
    pub(super) fn bits_of(&self, tag: &str) -> u128 {
        let wider = self.vocabulary.with_wider(&self.vocabulary.canonical(&TagKey::of(tag)));
        wider.iter().filter_map(|key| self.bits.get(key)).fold(0, |all, bits| all | bits)
    }

    /// Counts of nothing yet.
    pub(super) const fn nothing() -> BitCounts {
        [0; BITS]
    }

    /// Adds a photo of these bits.
    pub(super) fn add(counts: &mut BitCounts, mut bits: u128) {
        while bits != 0 {
            let bit = usize::try_from(bits.trailing_zeros()).unwrap_or(BITS);
            if let Some(count) = counts.get_mut(bit) {
                *count += 1;
            }
            bits &= bits - 1;
        }
    }

    /// The tags that most of the photos are found by, and the contexts that any is found by.
    pub(super) fn told(&self, counts: &BitCounts) -> [Vec<(String, usize)>; 2] {
        let (of_tags, of_contexts) = counts.split_at(MOST_COUNTED);
        let tags = self.tags.iter().map(|(_, written)| written.clone()).zip(of_tags.iter().copied());
        let names = self.vocabulary.contexts().iter().map(|key| Tag::to_string(&self.vocabulary.tag(key)));
        let mut tags = in_order(tags);
        tags.truncate(MOST_VALUES);
        [tags, in_order(names.zip(of_contexts.iter().copied()))]
    }
}

fn in_order(counted: impl Iterator<Item = (String, usize)>) -> Vec<(String, usize)> {
    let mut counted: Vec<(String, usize)> = counted.filter(|(_, count)| *count > 0).collect();
    counted.sort_unstable_by(|(one, of_one), (other, of_other)| of_other.cmp(of_one).then_with(|| one.cmp(other)));
    counted
}

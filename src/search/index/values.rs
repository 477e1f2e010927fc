//! Values of which each document has none, one or several (tags, places, authors, years): kept in memory by segment, and
//! counted exactly for any set of documents.
//!
//! Values have one number each for all segments, so that the counts of segments add up. Of a set that holds more than half of a
//! segment, the other documents are counted and subtracted from the counts of the whole segment: at most half of the documents
//! are read.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{Arc, PoisonError, RwLock},
};

use tantivy::{SegmentReader, columnar::StrColumn};

use super::document_set::DocumentSet;
use crate::{
    domain::facets::MOST_VALUES,
    search::{
        completion::beginnings,
        rollup::{BitCounts, Rollup},
    },
};

/// No value, where each document has one at most.
const NONE: u32 = u32::MAX;

/// How many documents have each value, by the value's number.
#[derive(Default)]
pub(super) struct Counts(Vec<u32>);

impl Counts {
    fn change(&mut self, value: u32, by: impl Fn(u32) -> u32) {
        let place = usize::try_from(value).unwrap_or(usize::MAX);
        if let Some(count) = self.0.get_mut(place) {
            *count = by(*count);
        }
    }
}

/// The values of the documents of one segment.
pub(super) struct Values {
    layout: Layout,
    /// How many documents of the segment have each value, deleted ones included.
    totals: Vec<(u32, u32)>,
    /// How many values had a number when this was read.
    known: usize,
}

enum Layout {
    /// The value of each document, or [`NONE`]; nothing where no document has one.
    One(Vec<u32>),
    /// Where the values of each document begin, and all of them.
    Many(Vec<u32>, Vec<u32>),
}

impl Values {
    /// Reads the values of a column.
    pub(super) fn read(segment: &SegmentReader, column: &str, names: &Names) -> tantivy::Result<Self> {
        let column = segment.fast_fields().str(column)?;
        let numbers = column.as_ref().map(|column| numbers(column, names)).transpose()?.unwrap_or_default();
        let of = |document| {
            let ords = column.iter().flat_map(move |column| column.ords().values_for_doc(document));
            ords.filter_map(|ord| numbers.get(usize::try_from(ord).ok()?).copied())
        };
        Ok(Self::new(segment.max_doc(), of, names))
    }

    /// The values of so many documents.
    pub(super) fn new<I: Iterator<Item = u32>>(documents: u32, of: impl Fn(u32) -> I, names: &Names) -> Self {
        let mut counts: HashMap<u32, u32> = HashMap::new();
        let (mut starts, mut all) = (Vec::new(), Vec::new());
        let mut is_single = true;
        for document in 0..documents {
            let start = all.len();
            starts.push(u32::try_from(start).unwrap_or(u32::MAX));
            for value in of(document) {
                *counts.entry(value).or_default() += 1;
                all.push(value);
            }
            is_single &= all.len() <= start + 1;
        }
        starts.push(u32::try_from(all.len()).unwrap_or(u32::MAX));
        let layout = if all.is_empty() {
            Layout::One(Vec::new())
        } else if is_single {
            let one = |pair: &[u32]| match pair {
                [start, end] if start < end => usize::try_from(*start).ok().and_then(|start| all.get(start).copied()),
                _ => None,
            };
            Layout::One(starts.windows(2).map(|pair| one(pair).unwrap_or(NONE)).collect())
        } else {
            all.shrink_to_fit();
            Layout::Many(starts, all)
        };
        Self { layout, totals: counts.into_iter().collect(), known: names.len() }
    }

    /// Adds how many of these documents have each value.
    pub(super) fn count(&self, documents: &DocumentSet, rest: &Rest, counts: &mut Counts) {
        if counts.0.len() < self.known {
            counts.0.resize(self.known, 0);
        }
        if let Rest::Fewer(rest) = rest {
            self.totals.iter().for_each(|(value, total)| counts.change(*value, |count| count.wrapping_add(*total)));
            self.for_each(rest, |value| counts.change(value, |count| count.wrapping_sub(1)));
        } else {
            self.for_each(documents, |value| counts.change(value, |count| count.wrapping_add(1)));
        }
    }

    /// Adds each of these documents to what it is counted for: `bits` has that of each value, by its number.
    pub(super) fn count_bits(&self, documents: &DocumentSet, bits: &HashMap<u32, u128>, counts: &mut BitCounts) {
        let of = |value: &u32| bits.get(value).copied().unwrap_or_default();
        match &self.layout {
            Layout::One(values) => documents.for_each_of(values, |value| Rollup::add(counts, of(&value))),
            Layout::Many(..) => {
                for document in documents.iter() {
                    Rollup::add(counts, self.values_of(document).iter().fold(0, |all, value| all | of(value)));
                }
            }
        }
    }

    /// The values of one document.
    pub(super) fn of(&self, document: u32) -> &[u32] {
        match &self.layout {
            Layout::One(values) => {
                let at = usize::try_from(document).unwrap_or(usize::MAX);
                values.get(at..at.saturating_add(1)).filter(|value| *value != [NONE]).unwrap_or_default()
            }
            Layout::Many(..) => self.values_of(document),
        }
    }

    /// The values of a document, where each may have several.
    fn values_of(&self, document: u32) -> &[u32] {
        let Layout::Many(starts, values) = &self.layout else { return &[] };
        let first = usize::try_from(document).unwrap_or(usize::MAX);
        let Some([start, end]) = starts.get(first..first.saturating_add(2)) else { return &[] };
        let [start, end] = [start, end].map(|at| usize::try_from(*at).unwrap_or(usize::MAX));
        values.get(start..end).unwrap_or_default()
    }

    fn for_each(&self, documents: &DocumentSet, mut process: impl FnMut(u32)) {
        match &self.layout {
            Layout::One(values) => documents.for_each_of(values, |value| {
                if value != NONE {
                    process(value);
                }
            }),
            Layout::Many(..) => {
                for document in documents.iter() {
                    self.values_of(document).iter().for_each(|value| process(*value));
                }
            }
        }
    }
}

/// The documents of a segment that are not in a set, where they are fewer than those that are.
pub(super) enum Rest {
    Fewer(DocumentSet),
    More,
}

impl Rest {
    pub(super) fn of(documents: &DocumentSet, all: u32) -> Self {
        if documents.len() <= usize::try_from(all / 2).unwrap_or(usize::MAX) {
            return Self::More;
        }
        let mut rest = DocumentSet::all(all);
        rest.subtract(documents);
        Self::Fewer(rest)
    }
}

fn numbers(column: &StrColumn, names: &Names) -> tantivy::Result<Vec<u32>> {
    let mut numbers = Vec::with_capacity(column.num_terms());
    let mut text = String::new();
    for ord in (0..).take(column.num_terms()) {
        text.clear();
        column.ord_to_str(ord, &mut text)?;
        numbers.push(names.number(&text));
    }
    Ok(numbers)
}

/// The values of one kind met so far, each with its number. Values that no document has any more keep theirs until the index is
/// opened again.
pub(super) struct Names {
    /// What makes two values the same.
    group: fn(&str) -> String,
    // Locked to look values up, never while documents are read.
    known: RwLock<Known>,
}

#[derive(Default)]
struct Known {
    numbers: HashMap<Arc<str>, u32>,
    texts: Vec<Arc<str>>,
    /// The group of each value, as the number of its first value.
    groups: Vec<u32>,
    group_of: HashMap<String, u32>,
    /// The values by each of their words and what follows it, folded.
    beginnings: BTreeMap<String, Vec<u32>>,
}

impl Names {
    /// No value yet; those with the same group are counted as one.
    pub(super) fn grouped_by(group: fn(&str) -> String) -> Self {
        Self { group, known: RwLock::default() }
    }

    fn len(&self) -> usize {
        self.known.read().unwrap_or_else(PoisonError::into_inner).texts.len()
    }

    /// The number of a value.
    pub(super) fn number(&self, text: &str) -> u32 {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(number) = known.numbers.get(text) {
            return *number;
        }
        drop(known);
        let group = (self.group)(text);
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        // Another thread may have come first.
        if let Some(number) = known.numbers.get(text) {
            return *number;
        }
        let number = u32::try_from(known.texts.len()).unwrap_or(NONE);
        let text: Arc<str> = text.into();
        for beginning in beginnings(&text) {
            known.beginnings.entry(beginning).or_default().push(number);
        }
        known.numbers.insert(text.clone(), number);
        known.texts.push(text);
        let group = *known.group_of.entry(group).or_insert(number);
        known.groups.push(group);
        number
    }

    /// These values, by their numbers.
    pub(super) fn texts(&self, numbers: &[u32]) -> Vec<String> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        let text = |number: &u32| known.texts.get(usize::try_from(*number).ok()?).map(|text| (**text).to_owned());
        numbers.iter().filter_map(text).collect()
    }

    /// The values that most documents have, with their counts; those of one group as one, written as most documents have it.
    pub(super) fn most(&self, counts: &Counts) -> Vec<(String, usize)> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        most_of(
            known.texts.iter().zip(&known.groups).zip(&counts.0).map(|((text, group), count)| (text, *group, *count)),
        )
    }

    /// All values that documents have, with their counts, in the order of their letters.
    pub(super) fn all(&self, counts: &Counts) -> Vec<(String, usize)> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        let counted = known.texts.iter().zip(&counts.0).filter(|(_, count)| **count > 0);
        let mut all: Vec<(String, usize)> =
            counted.map(|(text, count)| (text.to_string(), usize::try_from(*count).unwrap_or(usize::MAX))).collect();
        all.sort_unstable();
        all
    }

    /// The values that documents have, each with its number and its count.
    pub(super) fn carried(&self, counts: &Counts) -> Vec<(u32, String, usize)> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        let counted = (0..).zip(known.texts.iter().zip(&counts.0)).filter(|(_, (_, count))| **count > 0);
        let size = |count: &u32| usize::try_from(*count).unwrap_or(usize::MAX);
        counted.map(|(number, (text, count))| (number, (**text).to_owned(), size(count))).collect()
    }

    /// The most frequent of those of which a word, and what follows it, begins with this folded text.
    pub(super) fn most_beginning(&self, beginning: &str, counts: &Counts) -> Vec<(String, usize)> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        let found = known.beginnings.range(beginning.to_owned()..).take_while(|(text, _)| text.starts_with(beginning));
        // A value may have several such words.
        let numbers: BTreeSet<u32> = found.flat_map(|(_, numbers)| numbers).copied().collect();
        most_of(numbers.into_iter().filter_map(|number| {
            let place = usize::try_from(number).ok()?;
            Some((known.texts.get(place)?, *known.groups.get(place)?, *counts.0.get(place)?))
        }))
    }
}

/// The most frequent of some values, each with its group and its count.
fn most_of<'a>(values: impl Iterator<Item = (&'a Arc<str>, u32, u32)>) -> Vec<(String, usize)> {
    // By group: how many there are, and the most frequent value with its count.
    let mut groups: HashMap<u32, (u32, &Arc<str>, u32)> = HashMap::new();
    for (text, group, count) in values.filter(|(_, _, count)| *count > 0) {
        let (sum, most, of_most) = groups.entry(group).or_insert((0, text, 0));
        *sum += count;
        if count > *of_most || (count == *of_most && text < *most) {
            (*most, *of_most) = (text, count);
        }
    }
    let mut most: Vec<(u32, &str)> = groups.into_values().map(|(sum, text, _)| (sum, &**text)).collect();
    let order = |one: &(u32, &str), other: &(u32, &str)| other.0.cmp(&one.0).then(one.1.cmp(other.1));
    if most.len() > MOST_VALUES {
        most.select_nth_unstable_by(MOST_VALUES, order);
        most.truncate(MOST_VALUES);
    }
    most.sort_unstable_by(order);
    most.into_iter().map(|(count, text)| (text.to_owned(), usize::try_from(count).unwrap_or(usize::MAX))).collect()
}

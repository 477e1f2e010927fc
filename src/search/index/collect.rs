//! What is taken of the documents found, in one pass: the first ones in an order, how many there are, how many of each.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BinaryHeap},
    sync::Arc,
};

use tantivy::{
    DocId, Score, SegmentReader,
    collector::{Collector, SegmentCollector},
    columnar::{ColumnValues, StrColumn},
};

use super::schema::column;
use crate::{
    domain::{facets::Facets, licence::LicenceId, query::SortOrder},
    search::{document::traits, key::SortKey},
};

/// What to take.
pub(super) struct Ranking {
    pub(super) order: SortOrder,
    /// Whether scores are grades.
    pub(super) graded: bool,
    pub(super) after: Option<SortKey>,
    pub(super) limit: usize,
    pub(super) facets: bool,
}

/// What was taken.
#[derive(Default)]
pub(super) struct Ranked {
    /// The first ones, in order, one more than asked if there are more.
    pub(super) first: Vec<SortKey>,
    pub(super) total: usize,
    licences: BTreeMap<String, usize>,
    traits: Vec<usize>,
}

impl Ranked {
    pub(super) fn facets(&self) -> Facets {
        let licences = self.licences.iter().filter_map(|(id, count)| Some((LicenceId::parse(id).ok()?, *count)));
        let mut facets = Facets { licences: licences.collect(), ..Facets::default() };
        traits::count(&mut facets, &self.traits);
        facets
    }
}

type Values = Arc<dyn ColumnValues<u64>>;

/// The same, of one segment.
pub(super) struct OfSegment {
    order: SortOrder,
    graded: bool,
    after: Option<SortKey>,
    /// One more than asked, which tells that there are more; none at all when none is asked.
    most: usize,
    id: Values,
    published: Values,
    taken: Values,
    /// The least of them on top.
    first: BinaryHeap<Reverse<SortKey>>,
    total: usize,
    counts: Option<Counts>,
}

struct Counts {
    traits: Values,
    of_traits: Vec<usize>,
    licence: Option<StrColumn>,
    of_licences: Vec<usize>,
}

impl Collector for Ranking {
    type Fruit = Ranked;
    type Child = OfSegment;

    fn for_segment(&self, _segment: u32, reader: &SegmentReader) -> tantivy::Result<OfSegment> {
        let columns = reader.fast_fields();
        let values = |name| columns.column_first_or_default::<u64>(name);
        let counts = if self.facets {
            let licence = columns.str(column::LICENCE)?;
            let of_licences = vec![0; licence.as_ref().map_or(0, |column| column.num_terms())];
            let of_traits = vec![0; traits::COUNT];
            Some(Counts { traits: values(column::TRAITS)?, of_traits, licence, of_licences })
        } else {
            None
        };
        Ok(OfSegment {
            order: self.order,
            graded: self.graded,
            after: self.after,
            most: if self.limit == 0 { 0 } else { self.limit.saturating_add(1) },
            id: values(column::ID)?,
            published: values(column::PUBLISHED)?,
            taken: values(column::TAKEN)?,
            first: BinaryHeap::new(),
            total: 0,
            counts,
        })
    }

    fn requires_scoring(&self) -> bool {
        self.graded
    }

    fn merge_fruits(&self, segments: Vec<Ranked>) -> tantivy::Result<Ranked> {
        let mut all = Ranked { traits: vec![0; traits::COUNT], ..Ranked::default() };
        for segment in segments {
            all.total += segment.total;
            all.first.extend(segment.first);
            for (id, count) in segment.licences {
                *all.licences.entry(id).or_default() += count;
            }
            for (sum, count) in all.traits.iter_mut().zip(segment.traits) {
                *sum += count;
            }
        }
        all.first.sort_unstable_by_key(|key| Reverse(*key));
        all.first.truncate(self.limit.saturating_add(1));
        Ok(all)
    }
}

impl SegmentCollector for OfSegment {
    type Fruit = Ranked;

    fn collect(&mut self, document: DocId, score: Score) {
        self.total += 1;
        if let Some(counts) = &mut self.counts {
            counts.count(document);
        }
        if self.most == 0 {
            return;
        }
        let first = match self.order {
            SortOrder::Newest => 0,
            SortOrder::Taken => self.taken.get_val(document),
            SortOrder::Relevance => grade(self.graded, score),
        };
        // The id is read only of those that may be among the first.
        let place = (first, self.published.get_val(document));
        let is_full = self.first.len() >= self.most;
        let least = self.first.peek().filter(|_| is_full);
        if least.is_some_and(|Reverse(least)| place < (least.first, least.published))
            || self.after.is_some_and(|after| place > (after.first, after.published))
        {
            return;
        }
        let key = SortKey { first, published: place.1, id: self.id.get_val(document) };
        if self.after.is_some_and(|after| key >= after) || least.is_some_and(|Reverse(least)| key < *least) {
            return;
        }
        if is_full {
            self.first.pop();
        }
        self.first.push(Reverse(key));
    }

    fn harvest(self) -> Ranked {
        let counts = self.counts.map(Counts::named).unwrap_or_default();
        let first = self.first.into_iter().map(|Reverse(key)| key).collect();
        Ranked { first, total: self.total, licences: counts.0, traits: counts.1 }
    }
}

#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a sum of grades is a small whole number, and conversions from floats saturate"
)]
const fn grade(graded: bool, score: Score) -> u64 {
    if graded { score as u64 } else { 0 }
}

impl Counts {
    fn count(&mut self, document: DocId) {
        let traits = usize::try_from(self.traits.get_val(document)).ok();
        if let Some(count) = traits.and_then(|traits| self.of_traits.get_mut(traits)) {
            *count += 1;
        }
        for licence in self.licence.iter().flat_map(|column| column.term_ords(document)) {
            if let Some(count) = usize::try_from(licence).ok().and_then(|licence| self.of_licences.get_mut(licence)) {
                *count += 1;
            }
        }
    }

    /// Counts by licence, and by traits.
    fn named(self) -> (BTreeMap<String, usize>, Vec<usize>) {
        let mut licences = BTreeMap::new();
        for (ord, count) in (0_u64..).zip(self.of_licences).filter(|(_, count)| *count > 0) {
            let mut id = String::new();
            // A dictionary that does not read was found out when the index was opened.
            if self.licence.as_ref().is_some_and(|column| column.ord_to_str(ord, &mut id).unwrap_or(false)) {
                licences.insert(id, count);
            }
        }
        (licences, self.of_traits)
    }
}

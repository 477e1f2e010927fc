//! The first documents of those that match, in an order; how many there are, and how many of each kind.

use std::{cmp::Reverse, collections::HashMap, iter, sync::Arc};

use tantivy::DocId;

use super::{
    columns::{AllNames, Columns},
    document_set::DocumentSet,
    matching::Matches,
    values::{Counts, Rest},
};
use crate::{
    domain::{facets::Facets, query::SortOrder, tag::vocabulary::Vocabulary},
    search::{key::SortKey, rollup::Rollup, traits},
};

/// What is wanted of the documents that match.
pub(super) struct Ranking {
    pub(super) order: SortOrder,
    pub(super) after: Option<SortKey>,
    pub(super) limit: usize,
    pub(super) facets: bool,
    /// Whether tags count for wider ones.
    pub(super) rolls_up: bool,
}

/// The same, of all segments so far.
#[derive(Default)]
pub(super) struct Ranked {
    /// The first ones, in order, one more than asked if there are more.
    pub(super) first: Vec<SortKey>,
    pub(super) total: usize,
    facets: Option<(Facets, NameCounts)>,
    /// What matches in each segment, where tags count for wider ones.
    matching: Vec<(Arc<Columns>, DocumentSet)>,
}

/// How many documents have each value.
#[derive(Default)]
pub(super) struct NameCounts {
    pub(super) tags: Counts,
    pub(super) places: Counts,
    pub(super) authors: Counts,
    pub(super) years: Counts,
    pub(super) decades: Counts,
    pub(super) collections: Counts,
}

impl NameCounts {
    /// Adds those of some documents of a segment.
    pub(super) fn add(&mut self, documents: &DocumentSet, columns: &Columns) {
        let rest = Rest::of(documents, columns.documents());
        columns.tags.count(documents, &rest, &mut self.tags);
        columns.places.count(documents, &rest, &mut self.places);
        columns.authors.count(documents, &rest, &mut self.authors);
        columns.years.count(documents, &rest, &mut self.years);
        columns.decades.count(documents, &rest, &mut self.decades);
        columns.collections.count(documents, &rest, &mut self.collections);
    }
}

impl Ranked {
    /// The facets, if they were asked for.
    pub(super) fn facets(self, names: &AllNames, vocabulary: &Vocabulary) -> Option<Facets> {
        let (facets, values) = self.facets?;
        let years = |counted: Vec<(String, usize)>| {
            counted.into_iter().filter_map(|(year, count)| Some((year.parse().ok()?, count))).collect()
        };
        let [tags, contexts] = if vocabulary.is_empty() {
            [names.tags.most(&values.tags), Vec::new()]
        } else {
            let carried = names.tags.carried(&values.tags);
            let rollup = Rollup::of(vocabulary, carried.iter().map(|(_, text, count)| (text.clone(), *count)));
            let bits: HashMap<u32, u128> =
                carried.iter().map(|(number, text, _)| (*number, rollup.bits_of(text))).collect();
            let mut counts = Rollup::nothing();
            for (columns, documents) in &self.matching {
                columns.tags.count_bits(documents, &bits, &mut counts);
            }
            rollup.told(&counts)
        };
        Some(Facets {
            tags,
            contexts,
            places: names.places.most(&values.places),
            authors: names.authors.most(&values.authors),
            collections: names.collections.most(&values.collections),
            years: years(names.years.most(&values.years)),
            decades: years(names.decades.all(&values.decades)),
            ..facets
        })
    }
}

impl Ranking {
    /// What was found before the first segment.
    pub(super) fn nothing_yet(&self) -> Ranked {
        let facets = self.facets.then(|| {
            let mut facets = Facets::default();
            traits::count(&mut facets, iter::empty());
            (facets, NameCounts::default())
        });
        Ranked { facets, ..Ranked::default() }
    }

    /// Adds what matches in a segment to what was found in others.
    pub(super) fn add(&self, found: &mut Ranked, matches: Matches, columns: &Arc<Columns>) {
        found.total += matches.documents.len();
        if let Some((facets, values)) = &mut found.facets {
            count(facets, &matches.documents, columns);
            values.add(&matches.documents, columns);
        }
        if self.limit > 0 {
            // One more tells whether there are more.
            let most = self.limit.saturating_add(1);
            found.first.extend(self.first(&matches, columns, most));
            found.first.sort_unstable_by_key(|key| Reverse(*key));
            found.first.truncate(most);
        }
        if self.facets && self.rolls_up {
            found.matching.push((Arc::clone(columns), matches.documents));
        }
    }

    fn first(&self, matches: &Matches, columns: &Columns, most: usize) -> Vec<SortKey> {
        let documents = &matches.documents;
        let of = |first, document| SortKey {
            first,
            published: columns.published.get_val(document),
            id: columns.id.get_val(document),
        };
        match (self.order, &matches.grades) {
            (SortOrder::Taken, _) => first_of(documents, &columns.by_taken, self.after, most, |document| {
                of(columns.taken.get_val(document), document)
            }),
            (SortOrder::Relevance, Some(grades)) => {
                let mut first = Vec::new();
                // Better ones were shown before.
                let highest = self.after.map_or(u64::MAX, |after| after.first).min(grades.highest());
                for grade in (0..=highest).rev() {
                    let left = most.saturating_sub(first.len());
                    if left == 0 {
                        break;
                    }
                    let graded = grades.with(grade, documents);
                    first.extend(first_of(&graded, &columns.by_published, self.after, left, |document| {
                        of(grade, document)
                    }));
                }
                first
            }
            (SortOrder::Newest | SortOrder::Relevance, _) => {
                first_of(documents, &columns.by_published, self.after, most, |document| of(0, document))
            }
        }
    }
}

/// The first of some documents; `in_order` has all documents of the segment in the order of their keys.
fn first_of(
    documents: &DocumentSet,
    in_order: &[DocId],
    after: Option<SortKey>,
    most: usize,
    key: impl Fn(DocId) -> SortKey,
) -> Vec<SortKey> {
    let number = documents.len();
    if number == 0 {
        return Vec::new();
    }
    // Looking through the order meets one of them in so many steps; sorting all of them takes a step for each.
    let steps = in_order.len().saturating_mul(most) / number;
    if steps < number {
        let begin = after.map_or(0, |after| in_order.partition_point(|document| key(*document) >= after));
        let rest = in_order.get(begin..).unwrap_or_default().iter();
        return rest.filter(|document| documents.has(**document)).take(most).map(|document| key(*document)).collect();
    }
    let is_after = |key: &SortKey| after.is_none_or(|after| *key < after);
    let mut keys: Vec<SortKey> = documents.iter().map(key).filter(is_after).collect();
    keys.sort_unstable_by_key(|key| Reverse(*key));
    keys.truncate(most);
    keys
}

/// Counts documents by licence, use, aspect, size for print and colour: first by class, of which there are few.
fn count(facets: &mut Facets, documents: &DocumentSet, columns: &Columns) {
    let mut of_classes = vec![0_usize; columns.classes.len()];
    documents.for_each_of(&columns.class_of, |class| {
        if let Some(count) = usize::try_from(class).ok().and_then(|class| of_classes.get_mut(class)) {
            *count += 1;
        }
    });
    let counted = || columns.classes.iter().zip(&of_classes).filter(|(_, count)| **count > 0);
    for (class, count) in counted() {
        for licence in &class.licences {
            *facets.licences.entry(*licence).or_default() += count;
        }
    }
    traits::count(facets, counted().map(|(class, count)| (class.traits, *count)));
}

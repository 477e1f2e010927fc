//! Collects from the matching documents, in one pass: the first ones in an order, their number, and the facets.
//!
//! Documents come in blocks, and each column is read a block at a time: a call for each document would take longer than
//! processing it.

use std::{
    cmp::{Ordering, Reverse},
    collections::BTreeMap,
    mem,
    sync::Arc,
};

use tantivy::{
    COLLECT_BLOCK_BUFFER_LEN, DocId, Score, SegmentReader,
    collector::{Collector, SegmentCollector},
    columnar::{ColumnValues, StrColumn},
    query::Weight,
};

use super::schema::column;
use crate::{
    domain::{facets::Facets, licence::LicenceId, query::SortOrder},
    search::{
        document::traits::{self, WantedTraits},
        key::SortKey,
    },
};

/// How many documents more than requested are kept before they are reduced to the first ones: selecting among many at
/// once is faster than inserting each in order.
const SPARE: usize = 1_024;

/// What to collect.
pub(super) struct Ranking {
    pub(super) order: SortOrder,
    /// Whether scores are relevance grades.
    pub(super) graded: bool,
    /// The traits of the documents to collect; others are left out as if they did not match.
    pub(super) wanted: WantedTraits,
    pub(super) after: Option<SortKey>,
    pub(super) limit: usize,
    pub(super) facets: bool,
}

/// What was collected.
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
    after: Option<SortKey>,
    published: Values,
    taken: Values,
    /// Which traits are wanted, by their number; nothing where all are.
    wanted: Option<Vec<bool>>,
    /// Read when traits are counted or some are wanted.
    traits: Option<Values>,
    block: Block,
    first: First,
    total: usize,
    counts: Option<Counts>,
}

/// Some documents, and what was read of each of them.
#[derive(Default)]
struct Block {
    documents: Vec<DocId>,
    grades: Vec<u64>,
    traits: Vec<u64>,
    is_wanted: Vec<bool>,
    published: Vec<u64>,
    taken: Vec<u64>,
}

struct Counts {
    of_traits: Vec<usize>,
    licence: Option<StrColumn>,
    of_licences: Vec<usize>,
    /// Documents, rows and values of a block: a photo may have several licences.
    rows: (Vec<DocId>, Vec<u32>, Vec<u64>),
}

/// The first documents in an order.
struct First {
    /// One more than asked, which tells that there are more; none at all when none is asked.
    most: usize,
    id: Values,
    candidates: Vec<Candidate>,
    /// What the last of `most` documents has: what comes after it is none of the first.
    last: Option<(u64, u64)>,
}

#[derive(Clone, Copy)]
struct Candidate {
    /// What the order goes by: [`SortKey::first`] and [`SortKey::published`].
    place: (u64, u64),
    document: DocId,
}

impl First {
    fn add(&mut self, place: (u64, u64), document: DocId) {
        if self.last.is_some_and(|last| place < last) {
            return;
        }
        self.candidates.push(Candidate { place, document });
        if self.candidates.len() >= self.most.saturating_add(SPARE) {
            self.drop_others();
        }
    }

    /// Adds a document, unless it stands before the end of what was shown already.
    fn add_after(&mut self, after: Option<SortKey>, place: (u64, u64), document: DocId) {
        let is_shown = after.is_some_and(|after| match place.cmp(&(after.first, after.published)) {
            Ordering::Equal => self.id.get_val(document) >= after.id,
            order => order.is_gt(),
        });
        if !is_shown {
            self.add(place, document);
        }
    }

    fn drop_others(&mut self) {
        let Some(last) = self.most.checked_sub(1).filter(|last| *last < self.candidates.len()) else { return };
        let id = &self.id;
        // The id is read only where nothing else decides.
        let in_order = |one: &Candidate, other: &Candidate| match other.place.cmp(&one.place) {
            Ordering::Equal => id.get_val(other.document).cmp(&id.get_val(one.document)),
            decided => decided,
        };
        let (_, last, _) = self.candidates.select_nth_unstable_by(last, in_order);
        self.last = Some(last.place);
        self.candidates.truncate(self.most);
    }

    fn into_keys(mut self) -> Vec<SortKey> {
        self.drop_others();
        let id = &self.id;
        let key =
            |Candidate { place: (first, published), document }| SortKey { first, published, id: id.get_val(document) };
        self.candidates.into_iter().map(key).collect()
    }
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
            Some(Counts {
                of_traits: vec![0; traits::COUNT],
                licence,
                of_licences,
                rows: (Vec::new(), Vec::new(), Vec::new()),
            })
        } else {
            None
        };
        let wanted = self.wanted.table();
        let reads_traits = wanted.is_some() || self.facets;
        Ok(OfSegment {
            order: self.order,
            after: self.after,
            published: values(column::PUBLISHED)?,
            taken: values(column::TAKEN)?,
            wanted,
            traits: reads_traits.then(|| values(column::TRAITS)).transpose()?,
            block: Block::default(),
            first: First {
                most: if self.limit == 0 { 0 } else { self.limit.saturating_add(1) },
                id: values(column::ID)?,
                candidates: Vec::new(),
                last: None,
            },
            total: 0,
            counts,
        })
    }

    fn collect_segment(&self, weight: &dyn Weight, segment: u32, reader: &SegmentReader) -> tantivy::Result<Ranked> {
        let mut taken = self.for_segment(segment, reader)?;
        let is_alive = |document: DocId| reader.alive_bitset().is_none_or(|alive| alive.is_alive(document));
        if self.graded {
            weight.for_each(reader, &mut |document, score| {
                if is_alive(document) {
                    taken.collect(document, score);
                }
            })?;
        } else if reader.has_deletes() {
            weight.for_each_no_score(reader, &mut |documents| {
                taken.block.documents.extend(documents.iter().copied().filter(|document| is_alive(*document)));
                taken.take_block();
            })?;
        } else {
            weight.for_each_no_score(reader, &mut |documents| taken.collect_block(documents))?;
        }
        Ok(taken.harvest())
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
        self.block.documents.push(document);
        self.block.grades.push(grade(score));
        if self.block.documents.len() >= COLLECT_BLOCK_BUFFER_LEN {
            self.take_block();
        }
    }

    fn collect_block(&mut self, documents: &[DocId]) {
        self.block.documents.extend_from_slice(documents);
        self.take_block();
    }

    fn harvest(mut self) -> Ranked {
        self.take_block();
        let counts = self.counts.map(Counts::named).unwrap_or_default();
        Ranked { first: self.first.into_keys(), total: self.total, licences: counts.0, traits: counts.1 }
    }
}

impl OfSegment {
    /// Collects from the current block, and empties it.
    fn take_block(&mut self) {
        let mut block = mem::take(&mut self.block);
        if let Some(traits) = &self.traits {
            read(traits, &block.documents, &mut block.traits);
            if let Some(wanted) = &self.wanted {
                block.keep(wanted);
            }
        }
        self.total += block.documents.len();
        if let Some(counts) = &mut self.counts {
            counts.count(&block);
        }
        if self.first.most > 0 {
            self.rank(&mut block);
        }
        block.documents.clear();
        block.grades.clear();
        self.block = block;
    }

    fn rank(&mut self, block: &mut Block) {
        read(&self.published, &block.documents, &mut block.published);
        let of_block = block.documents.iter().zip(&block.published);
        match self.order {
            SortOrder::Taken => {
                read(&self.taken, &block.documents, &mut block.taken);
                of_block.zip(&block.taken).for_each(|((document, published), taken)| {
                    self.first.add_after(self.after, (*taken, *published), *document);
                });
            }
            SortOrder::Relevance if !block.grades.is_empty() => {
                of_block.zip(&block.grades).for_each(|((document, published), grade)| {
                    self.first.add_after(self.after, (*grade, *published), *document);
                });
            }
            SortOrder::Newest | SortOrder::Relevance => of_block.for_each(|(document, published)| {
                self.first.add_after(self.after, (0, *published), *document);
            }),
        }
    }
}

impl Block {
    /// Drops documents with other traits.
    fn keep(&mut self, wanted: &[bool]) {
        let is_wanted =
            |traits: &u64| usize::try_from(*traits).ok().and_then(|traits| wanted.get(traits)) == Some(&true);
        self.is_wanted.clear();
        self.is_wanted.extend(self.traits.iter().map(is_wanted));
        retain(&mut self.documents, &self.is_wanted);
        retain(&mut self.grades, &self.is_wanted);
        retain(&mut self.traits, &self.is_wanted);
    }
}

fn retain<T>(values: &mut Vec<T>, kept: &[bool]) {
    let mut kept = kept.iter();
    values.retain(|_| kept.next() == Some(&true));
}

/// Reads a column for these documents.
fn read(column: &Values, documents: &[DocId], values: &mut Vec<u64>) {
    values.resize(documents.len(), 0);
    column.get_vals(documents, values);
}

#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a sum of grades is a small whole number, and conversions from floats saturate"
)]
const fn grade(score: Score) -> u64 {
    score as u64
}

impl Counts {
    fn count(&mut self, block: &Block) {
        for traits in &block.traits {
            if let Some(count) = usize::try_from(*traits).ok().and_then(|traits| self.of_traits.get_mut(traits)) {
                *count += 1;
            }
        }
        let Some(licence) = &self.licence else { return };
        let (documents, rows, ords) = &mut self.rows;
        documents.clear();
        rows.clear();
        licence.ords().row_ids_for_docs(&block.documents, documents, rows);
        read(&licence.ords().values, rows, ords);
        for licence in ords {
            if let Some(count) = usize::try_from(*licence).ok().and_then(|licence| self.of_licences.get_mut(licence)) {
                *count += 1;
            }
        }
    }

    /// Counts by licence, and by traits.
    fn named(self) -> (BTreeMap<String, usize>, Vec<usize>) {
        let mut licences = BTreeMap::new();
        for (ord, count) in (0_u64..).zip(self.of_licences).filter(|(_, count)| *count > 0) {
            let mut id = String::new();
            // A damaged dictionary was found when the index was opened.
            if self.licence.as_ref().is_some_and(|column| column.ord_to_str(ord, &mut id).unwrap_or(false)) {
                licences.insert(id, count);
            }
        }
        (licences, self.of_traits)
    }
}

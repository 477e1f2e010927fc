//! What searches read of every document of a segment, kept in memory: orders, points, classes of documents, and values that are
//! counted.
//!
//! A segment never changes, and is read once: when a commit or a start has made it, before searches see it. A million
//! photos with five tags each take some 120 MB by the sizes of these types. Which documents are deleted changes with commits, and is kept beside it.

use std::{
    collections::{BTreeSet, HashMap},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tantivy::{
    DocId, Opstamp, Searcher, SearcherGeneration, SegmentReader, Warmer,
    columnar::{ColumnValues, StrColumn},
    index::SegmentId,
    schema::Field,
};

use super::{
    document_set::DocumentSet,
    frequent::FrequentWords,
    looks::Looks,
    points::Points,
    schema::column,
    values::{Names, Values},
};
use crate::{
    domain::{fold::fold, licence::LicenceId, place::Bounds},
    search::span::TakenSpan,
};

type Numbers = Arc<dyn ColumnValues<u64>>;

/// What is counted of a document. Many documents have the same.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Class {
    pub(super) traits: u64,
    pub(super) licences: Vec<LicenceId>,
}

/// The columns of one segment.
pub(super) struct Columns {
    pub(super) id: Numbers,
    pub(super) published: Numbers,
    pub(super) taken: Numbers,
    /// The documents, the last published first.
    pub(super) by_published: Vec<DocId>,
    /// The documents, the last taken first; those without a date are the last.
    pub(super) by_taken: Vec<DocId>,
    taken_last: Numbers,
    /// The documents whose date is vaguer than a day, the first to begin first.
    spans: Vec<(TakenSpan, DocId)>,
    /// Their perceptual hashes.
    pub(super) looks: Looks,
    /// The points of the documents that have one.
    pub(super) points: Points,
    /// The different classes of the documents.
    pub(super) classes: Vec<Class>,
    /// The class of each document, as its number in `classes`.
    pub(super) class_of: Vec<u32>,
    pub(super) tags: Values,
    pub(super) places: Values,
    pub(super) authors: Values,
    pub(super) years: Values,
    pub(super) decades: Values,
    pub(super) collections: Values,
    /// Its most frequent words.
    pub(super) frequent: FrequentWords,
}

/// The values that are counted, for all segments.
pub(super) struct AllNames {
    pub(super) tags: Names,
    pub(super) places: Names,
    pub(super) authors: Names,
    pub(super) years: Names,
    pub(super) decades: Names,
    pub(super) collections: Names,
}

impl Default for AllNames {
    fn default() -> Self {
        let [years, decades, collections] = [(); 3].map(|()| Names::grouped_by(str::to_owned));
        let [tags, places, authors] = [(); 3].map(|()| Names::grouped_by(fold));
        Self { tags, places, authors, years, decades, collections }
    }
}

impl Columns {
    fn read(segment: &SegmentReader, names: &AllNames, word: Field) -> tantivy::Result<Self> {
        let columns = segment.fast_fields();
        let values = |name| columns.column_first_or_default::<u64>(name);
        let (id, published, taken) = (values(column::ID)?, values(column::PUBLISHED)?, values(column::TAKEN)?);
        let documents = segment.max_doc();
        let of = |document| (published.get_val(document), id.get_val(document));
        // Few documents have the same, and only of those is the rest read.
        let in_order = |first: &Numbers| {
            let mut keyed: Vec<(u64, DocId)> =
                (0..documents).map(|document| (first.get_val(document), document)).collect();
            keyed.sort_unstable_by(|one, other| other.0.cmp(&one.0).then_with(|| of(other.1).cmp(&of(one.1))));
            keyed.into_iter().map(|(_, document)| document).collect::<Vec<DocId>>()
        };
        let (by_published, by_taken) = (in_order(&published), in_order(&taken));
        let (classes, class_of) = classes(&values(column::TRAITS)?, columns.str(column::LICENCE)?.as_ref(), documents)?;
        let taken_last = values(column::TAKEN_LAST)?;
        let span = |document| TakenSpan { first: taken.get_val(document), last: taken_last.get_val(document) };
        let years = |document| span(document).years().map(|year| names.years.number(&format!("{year:04}")));
        let decades = |document| span(document).decades().map(|year| names.decades.number(&format!("{year:04}")));
        let mut spans: Vec<(TakenSpan, DocId)> =
            (0..documents).map(|document| (span(document), document)).filter(|(span, _)| !span.is_in_a_day()).collect();
        spans.sort_unstable_by_key(|(span, _)| span.first);
        Ok(Self {
            looks: Looks::new(values(column::LOOK)?, documents),
            points: Points::read(segment, &by_published)?,
            tags: Values::read(segment, column::TAG, &names.tags)?,
            places: Values::read(segment, column::PLACE_NAME, &names.places)?,
            authors: Values::read(segment, column::AUTHOR_NAME, &names.authors)?,
            years: Values::new(documents, years, &names.years),
            decades: Values::new(documents, decades, &names.decades),
            collections: Values::read(segment, column::COLLECTION, &names.collections)?,
            frequent: FrequentWords::read(segment.inverted_index(word)?.as_ref())?,
            id,
            published,
            taken,
            by_published,
            by_taken,
            taken_last,
            spans,
            classes,
            class_of,
        })
    }

    /// The documents taken in this range.
    pub(super) fn taken_within(&self, range: TakenSpan) -> DocumentSet {
        let mut within = self.none();
        // Those that begin in it, but for vague dates that end after it.
        let begin = self.by_taken.partition_point(|document| self.taken.get_val(*document) > range.last);
        let end = self.by_taken.partition_point(|document| self.taken.get_val(*document) >= range.first);
        self.by_taken.get(begin..end).unwrap_or_default().iter().for_each(|document| within.insert(*document));
        // Those of the day in which the range begins.
        let day = self.by_taken.partition_point(|document| self.taken.get_val(*document) >= range.day_of_first());
        for document in self.by_taken.get(end..day).unwrap_or_default() {
            let [first, last] = [&self.taken, &self.taken_last].map(|column| column.get_val(*document));
            if (TakenSpan { first, last }).is_within(range) {
                within.insert(*document);
            }
        }
        let from = |first| self.spans.partition_point(|(span, _)| span.first < first);
        let until = self.spans.partition_point(|(span, _)| span.first <= range.last);
        for (span, document) in self.spans.get(from(range.first)..until).unwrap_or_default() {
            if !span.is_within(range) {
                within.remove(*document);
            }
        }
        // Those that begin before it and end in it.
        for (span, document) in self.spans.get(from(range.earliest())..from(range.first)).unwrap_or_default() {
            if span.is_within(range) {
                within.insert(*document);
            }
        }
        within
    }

    /// The documents whose point is in this box.
    pub(super) fn within(&self, bounds: Bounds) -> DocumentSet {
        let mut within = self.none();
        self.points.within(bounds, |dot| within.insert(dot.document));
        within
    }

    /// How many documents the segment has, deleted ones included.
    pub(super) fn documents(&self) -> u32 {
        u32::try_from(self.class_of.len()).unwrap_or(u32::MAX)
    }

    pub(super) fn none(&self) -> DocumentSet {
        DocumentSet::none(self.documents())
    }
}

fn classes(traits: &Numbers, licences: Option<&StrColumn>, documents: u32) -> tantivy::Result<(Vec<Class>, Vec<u32>)> {
    let mut names = Vec::new();
    if let Some(column) = licences {
        for ord in (0..).take(column.num_terms()) {
            let mut name = String::new();
            column.ord_to_str(ord, &mut name)?;
            names.push(LicenceId::parse(&name).ok());
        }
    }
    let mut numbers: HashMap<(u64, Vec<u64>), u32> = HashMap::new();
    let mut classes = Vec::new();
    let mut class_of = Vec::new();
    for document in 0..documents {
        let ords: Vec<u64> = licences.iter().flat_map(|column| column.ords().values_for_doc(document)).collect();
        let number = *numbers.entry((traits.get_val(document), ords)).or_insert_with_key(|(traits, ords)| {
            let named = ords.iter().filter_map(|ord| names.get(usize::try_from(*ord).ok()?).copied().flatten());
            classes.push(Class { traits: *traits, licences: named.collect() });
            u32::try_from(classes.len() - 1).unwrap_or(u32::MAX)
        });
        class_of.push(number);
    }
    Ok((classes, class_of))
}

/// Documents for each deleted one from which on these are few: a jump in a list takes as long as reading a hundred of its entries.
const MANY_A_DELETED: u32 = 256;

/// A segment as searches see it.
#[derive(Clone)]
pub(super) struct SegmentView {
    pub(super) columns: Arc<Columns>,
    /// The documents that were not deleted.
    pub(super) alive: Arc<DocumentSet>,
    /// Those that were, in order, where they are few.
    pub(super) few_deleted: Option<Arc<[DocId]>>,
    /// The deletion that `alive` follows, if there was one.
    deleted: Option<Opstamp>,
}

impl SegmentView {
    fn read(segment: &SegmentReader, columns: Arc<Columns>) -> Self {
        let alive = match segment.alive_bitset() {
            None => DocumentSet::all(segment.max_doc()),
            Some(alive) => {
                let mut set = columns.none();
                alive.iter_alive().for_each(|document| set.insert(document));
                set
            }
        };
        let few_deleted = (segment.num_deleted_docs() <= segment.max_doc() / MANY_A_DELETED).then(|| {
            let mut deleted = DocumentSet::all(segment.max_doc());
            deleted.subtract(&alive);
            deleted.iter().collect()
        });
        Self { columns, alive: Arc::new(alive), few_deleted, deleted: segment.delete_opstamp() }
    }
}

/// The segments that searches read.
pub(super) struct SegmentViews {
    pub(super) names: AllNames,
    /// The field of words.
    word: Field,
    // Locked to look one up, never while one is read.
    known: Mutex<HashMap<SegmentId, SegmentView>>,
}

impl SegmentViews {
    pub(super) fn new(word: Field) -> Self {
        Self { names: AllNames::default(), word, known: Mutex::default() }
    }

    fn known(&self) -> MutexGuard<'_, HashMap<SegmentId, SegmentView>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The view of a segment: known from the warming of its searcher, or read.
    pub(super) fn of(&self, segment: &SegmentReader) -> tantivy::Result<SegmentView> {
        let known = self.known().get(&segment.segment_id()).cloned();
        let columns = match known {
            Some(known) if known.deleted == segment.delete_opstamp() => return Ok(known),
            Some(known) => known.columns,
            None => Arc::new(Columns::read(segment, &self.names, self.word)?),
        };
        let view = SegmentView::read(segment, columns);
        self.known().insert(segment.segment_id(), view.clone());
        Ok(view)
    }
}

impl Warmer for SegmentViews {
    fn warm(&self, searcher: &Searcher) -> tantivy::Result<()> {
        searcher.segment_readers().iter().try_for_each(|segment| self.of(segment).map(drop))
    }

    fn garbage_collect(&self, live: &[&SearcherGeneration]) {
        let live: BTreeSet<&SegmentId> = live.iter().flat_map(|generation| generation.segments().keys()).collect();
        self.known().retain(|segment, _| live.contains(segment));
    }
}

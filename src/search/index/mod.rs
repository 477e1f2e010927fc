//! The index in a folder, by tantivy. It holds nothing that the journal does not.
//!
//! One thread writes, at the pace of the journal's follower; searches see the last commit. A new index is filled by two
//! threads and holds nothing until its first commit.

mod columns;
mod completing;
mod directory;
mod document_set;
mod folder;
mod frequent;
mod grades;
mod looks;
mod mapping;
mod matching;
mod points;
mod ranking;
mod schema;
mod values;

use std::{
    any::Any,
    collections::{HashMap, HashSet},
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, Weak},
    thread::sleep,
    time::Duration,
};

use tantivy::{
    Index, IndexReader, IndexWriter, ReloadPolicy, Searcher, TantivyError, Term, Warmer,
    collector::Count,
    directory::error::LockError,
    indexer::IndexWriterOptions,
    query::{FuzzyTermQuery, TermQuery},
    schema::IndexRecordOption,
};

use self::{
    columns::SegmentViews,
    folder::{Payload, Unfit},
    matching::Segment,
    ranking::{NameCounts, Ranked, Ranking},
    schema::Fields,
};
use super::{
    Clusters, Completion, Hits, PointCount, Position, Request, Search, SearchError, Update,
    key::SortKey,
    plan::{Plan, Word},
    spelling::{self, Vocabulary},
    tokenizer::{KnownStems, stems},
};
use crate::domain::{
    likeness::LookAlike,
    place::Bounds,
    query::{PhotoQuery, SortOrder},
    tag::vocabulary::Vocabulary as TagVocabulary,
};

/// Bytes that the writer may hold before it writes a segment: the smallest budget of tantivy.
const HEAP: usize = 15_000_000;
/// The same for each of the two threads that fill a new index: segments of some 20,000 photos.
const HEAP_TO_FILL: usize = 24_000_000;

/// Every search goes through every segment: so many are merged into one, in the background, when the index is opened or was filled.
/// Merging as changes come in leaves fewer.
const MANY_SEGMENTS: usize = 12;

/// How often a writer is opened again while another process holds its lock, and how long is waited before each time: a second
/// in all, as for the state.
const LOCK_TRIES: u32 = 20;
const LOCK_PAUSE: Duration = Duration::from_millis(50);

/// The search index of a folder.
pub struct FolderIndex {
    folder: PathBuf,
    // Locked while it is replaced, never while it is searched.
    reading: RwLock<Option<Arc<Reading>>>,
    // Locked while something is written.
    writing: Mutex<Option<Writing>>,
}

struct Reading {
    folder: PathBuf,
    reader: IndexReader,
    fields: Fields,
    /// Read by the reader whenever it is made or reloaded.
    views: Arc<SegmentViews>,
    /// How many documents have each name.
    counted: Counted,
}

/// The counts of names of the last commit that was asked about.
#[derive(Default)]
struct Counted(Mutex<Option<(u64, Arc<NameCounts>)>>);

impl Counted {
    fn last(&self) -> MutexGuard<'_, Option<(u64, Arc<NameCounts>)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn of(&self, generation: u64) -> Option<Arc<NameCounts>> {
        self.last().as_ref().filter(|(known, _)| *known == generation).map(|(_, counts)| Arc::clone(counts))
    }

    fn keep(&self, generation: u64, counts: NameCounts) -> Arc<NameCounts> {
        let counts = Arc::new(counts);
        *self.last() = Some((generation, Arc::clone(&counts)));
        counts
    }
}

struct Writing {
    index: Index,
    fields: Fields,
    writer: IndexWriter,
    /// Photos written since the last commit, which searches do not find yet.
    written: HashSet<u64>,
    known: KnownStems,
    /// Whether a new index is being filled: nothing was ever committed to it.
    filling: bool,
}

impl FolderIndex {
    /// The index of this folder, not open yet.
    #[must_use]
    pub fn of(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), reading: RwLock::default(), writing: Mutex::default() }
    }

    fn writing(&self) -> MutexGuard<'_, Option<Writing>> {
        self.writing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn reading(&self) -> Result<Arc<Reading>, SearchError> {
        let reading = self.reading.read().unwrap_or_else(PoisonError::into_inner);
        reading.clone().ok_or(SearchError::NotOpen)
    }

    fn use_this(&self, index: Index, is_new: bool) -> Result<(), SearchError> {
        let (_, fields) = schema::schema();
        let views = Arc::new(SegmentViews::new(fields.word));
        let warmer: Weak<dyn Warmer> = Arc::<SegmentViews>::downgrade(&views);
        let reader = guarded(&self.folder, || {
            index.reader_builder().reload_policy(ReloadPolicy::Manual).warmers(vec![warmer]).try_into()
        })?;
        // A missing file is noticed only when its field is read.
        guarded(&self.folder, || reader.searcher().segment_readers().iter().try_for_each(|part| fields.try_all(part)))?;
        // Before the writer, which cannot be opened on a full disk: what was committed is still found.
        let reading = Reading { folder: self.folder.clone(), reader, fields, views, counted: Counted::default() };
        *self.reading.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(reading));
        let mut writer = self.writer(&index, is_new)?;
        self.merge_many(&index, &mut writer)?;
        *self.writing() = Some(Writing {
            index,
            fields,
            writer,
            written: HashSet::new(),
            known: KnownStems::default(),
            filling: is_new,
        });
        Ok(())
    }

    fn writer(&self, index: &Index, is_new: bool) -> Result<IndexWriter, SearchError> {
        let (threads, heap) = if is_new { (2, HEAP_TO_FILL) } else { (1, HEAP) };
        let options = IndexWriterOptions::builder()
            .num_worker_threads(threads)
            .memory_budget_per_thread(heap)
            .num_merge_threads(1)
            .build();
        guarded(&self.folder, || {
            // The lock of a writer that was closed is held for a moment more by a process that was being started meanwhile: it
            // has inherited the file until it begins its own program.
            for _ in 0..LOCK_TRIES {
                match index.writer_with_options(options.clone()) {
                    Err(TantivyError::LockFailure(LockError::LockBusy, _)) => sleep(LOCK_PAUSE),
                    opened => return opened,
                }
            }
            index.writer_with_options(options)
        })
    }

    fn merge_many(&self, index: &Index, writer: &mut IndexWriter) -> Result<(), SearchError> {
        guarded(&self.folder, || {
            let segments = index.searchable_segment_ids()?;
            if segments.len() > MANY_SEGMENTS {
                // What fails is logged by tantivy, and leaves the segments as they are.
                drop(writer.merge(&segments));
            }
            Ok(())
        })
    }

    fn end_writing(&self) {
        let writing = self.writing().take();
        // The threads of a failed writer may panic while they end; that is caught here.
        drop(catch_unwind(AssertUnwindSafe(|| drop(writing))));
    }

    /// The same before the folder may be deleted: a merge that went on would write into the one that takes its place.
    fn end_merging(&self) {
        if let Some(writing) = self.writing().take() {
            // One that failed is known by its writes.
            drop(catch_unwind(AssertUnwindSafe(|| writing.writer.wait_merging_threads())));
        }
    }

    fn make(&self) -> Result<(), SearchError> {
        self.use_this(folder::make(&self.folder)?, true)
    }
}

impl Drop for FolderIndex {
    fn drop(&mut self) {
        self.close();
    }
}

impl Search for FolderIndex {
    fn open(&self) -> Result<Position, SearchError> {
        // The reader stays until another one replaces it: on a full disk, searches go on with it.
        self.end_merging();
        let why = match folder::open(&self.folder) {
            Ok(None) => {
                self.make()?;
                return Ok(Position::default());
            }
            Ok(Some((index, position))) => match self.use_this(index, position.seq == 0) {
                Ok(()) => return Ok(position),
                Err(error @ SearchError::Full { .. }) => return Err(error),
                Err(error) => error.into(),
            },
            // An index that fails on a full disk may be undamaged.
            Err(Unfit::Failed(error @ SearchError::Full { .. })) => return Err(error),
            Err(why) => why,
        };
        tracing::warn!(%why, "the search index is made again from the journal");
        self.start_again()?;
        Ok(Position::default())
    }

    fn start_again(&self) -> Result<(), SearchError> {
        self.end_merging();
        self.close();
        self.make()
    }

    fn erase(&self) -> Result<(), SearchError> {
        self.end_merging();
        self.close();
        folder::throw_away(&self.folder)
    }

    fn write(&self, updates: Vec<Update>) -> Result<bool, SearchError> {
        let mut writing = self.writing();
        let Writing { fields, writer, written, known, filling, .. } = writing.as_mut().ok_or(SearchError::NotOpen)?;
        let committed = if *filling { None } else { Some(self.reading()?.reader.searcher()) };
        guarded(&self.folder, || {
            let mut changed = false;
            for update in updates {
                let (id, document) = match &update {
                    Update::Put(document) => (document.id.number(), Some(fields.document(document, known))),
                    Update::Remove(id) => (id.number(), None),
                };
                let photo = Term::from_field_u64(fields.id, id);
                let is_there = written.contains(&id)
                    || match &committed {
                        Some(searcher) => is_found(searcher, &photo)?,
                        None => false,
                    };
                changed |= is_there || document.is_some();
                if is_there {
                    writer.delete_term(photo);
                }
                if let Some(document) = document {
                    writer.add_document(document)?;
                    written.insert(id);
                }
            }
            Ok(changed)
        })
    }

    fn commit(&self, position: &Position) -> Result<(), SearchError> {
        let mut writing = self.writing();
        let Some(open) = writing.as_mut() else { return Err(SearchError::NotOpen) };
        let payload = Payload { version: schema::VERSION, position: position.clone() };
        let payload =
            serde_json::to_string(&payload).map_err(|error| SearchError::Failed { what: error.to_string() })?;
        guarded(&self.folder, || {
            let mut commit = open.writer.prepare_commit()?;
            commit.set_payload(&payload);
            commit.commit()
        })?;
        open.written = HashSet::new();
        if open.filling {
            let (index, fields) = (open.index.clone(), open.fields);
            // The writer that filled it releases its lock first.
            *writing = None;
            let mut writer = self.writer(&index, false)?;
            self.merge_many(&index, &mut writer)?;
            *writing = Some(Writing {
                index,
                fields,
                writer,
                written: HashSet::new(),
                known: KnownStems::default(),
                filling: false,
            });
        }
        drop(writing);
        let reading = self.reading()?;
        guarded(&self.folder, || reading.reader.reload())
    }

    fn close(&self) {
        self.reading.write().unwrap_or_else(PoisonError::into_inner).take();
        self.end_writing();
    }

    fn find(&self, request: &Request) -> Result<Hits, SearchError> {
        let order = request.order;
        let ranking = Ranking {
            order,
            after: request.after.as_deref().and_then(|after| SortKey::parse(after, order)),
            limit: request.limit,
            facets: request.facets,
            rolls_up: !request.vocabulary.is_empty(),
        };
        let reading = self.reading()?;
        let mut found = reading.ranked(&Plan::of(&request.query, &request.vocabulary), &ranking)?;
        let more = found.first.len() > request.limit;
        found.first.truncate(request.limit);
        Ok(Hits {
            ids: found.first.iter().map(SortKey::photo).collect(),
            next: found.first.last().filter(|_| more).map(|last| last.text(order)),
            total: found.total,
            facets: found.facets(&reading.views.names, &request.vocabulary),
        })
    }

    fn clusters(&self, query: &PhotoQuery, vocabulary: &TagVocabulary, zoom: u8) -> Result<Clusters, SearchError> {
        self.reading()?.clusters(query, vocabulary, zoom)
    }

    fn count_by_point(&self, bounds: Bounds) -> Result<Vec<PointCount>, SearchError> {
        self.reading()?.count_by_point(bounds)
    }

    fn complete(&self, text: &str) -> Result<Vec<Completion>, SearchError> {
        self.reading()?.complete(text)
    }

    fn alike(&self, look: u64, distance: u32, limit: usize) -> Result<Vec<LookAlike>, SearchError> {
        self.reading()?.alike(look, distance, limit)
    }

    fn suggest(&self, query: &PhotoQuery) -> Result<Option<PhotoQuery>, SearchError> {
        spelling::suggest(query, &*self.reading()?)
    }

    fn tags(&self, beginning: &str) -> Result<Vec<(String, usize)>, SearchError> {
        self.reading()?.tags(beginning)
    }
}

impl Reading {
    /// What matches in each segment, one after the other.
    fn ranked(&self, plan: &Plan, ranking: &Ranking) -> Result<Ranked, SearchError> {
        let graded = ranking.order == SortOrder::Relevance && !plan.words.is_empty();
        guarded(&self.folder, || {
            let searcher = self.reader.searcher();
            let mut found = ranking.nothing_yet();
            for reader in searcher.segment_readers() {
                let view = self.views.of(reader)?;
                let segment = Segment { fields: self.fields, searcher: &searcher, reader, view: &view };
                ranking.add(&mut found, segment.matches(plan, graded)?, &view.columns);
            }
            Ok(found)
        })
    }

    /// Whether any photo meets the whole plan.
    fn has_any(&self, plan: &Plan) -> Result<bool, SearchError> {
        let number = Ranking { order: SortOrder::Newest, after: None, limit: 0, facets: false, rolls_up: false };
        Ok(self.ranked(plan, &number)?.total > 0)
    }
}

impl Vocabulary for Reading {
    fn has(&self, word: &str) -> Result<bool, SearchError> {
        let word = Word { text: word.to_owned(), stems: stems(word), named: Vec::new() };
        self.has_any(&Plan { words: vec![word], ..Plan::default() })
    }

    fn near(&self, word: &str) -> Result<Vec<String>, SearchError> {
        let mut near: Vec<(String, u32)> = guarded(&self.folder, || near(&self.reader.searcher(), self.fields, word))?
            .into_iter()
            .filter(|(known, _)| known != word)
            .collect();
        near.sort_unstable_by(|(one, of_one), (other, of_other)| of_other.cmp(of_one).then(one.cmp(other)));
        Ok(near.into_iter().map(|(word, _)| word).collect())
    }

    fn finds(&self, query: &PhotoQuery) -> Result<bool, SearchError> {
        self.has_any(&Plan::of(query, &TagVocabulary::default()))
    }
}

/// Whether a photo is found by its id: a dictionary still has those that were removed.
fn is_found(searcher: &Searcher, photo: &Term) -> tantivy::Result<bool> {
    Ok(searcher.search(&TermQuery::new(photo.clone(), IndexRecordOption::Basic), &Count)? > 0)
}

/// The words of the dictionary at most one letter away, each with how many photos have it.
fn near(searcher: &Searcher, fields: Fields, word: &str) -> tantivy::Result<HashMap<String, u32>> {
    let mut photos: HashMap<String, u32> = HashMap::new();
    let automaton = FuzzyTermQuery::new(Term::from_field_text(fields.word, word), 1, true).automaton()?;
    for segment in searcher.segment_readers() {
        let inverted = segment.inverted_index(fields.word)?;
        let mut found = inverted.terms().search(&automaton).into_stream()?;
        while found.advance() {
            if let Ok(known) = std::str::from_utf8(found.key()) {
                *photos.entry(known.to_owned()).or_default() += found.value().doc_freq;
            }
        }
    }
    Ok(photos)
}

/// Calls tantivy, which panics on some damage.
fn guarded<T>(folder: &Path, work: impl FnOnce() -> tantivy::Result<T>) -> Result<T, SearchError> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(done) => done.map_err(|error| folder::failed(folder, &error)),
        Err(panic) => Err(folder::failed_saying(folder, words_of(&*panic))),
    }
}

fn words_of(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "a panic without words".to_owned())
}

//! A plain scan over photos in memory, for tests: slow and short, the reference for what the index must find.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard},
};

use super::{
    Clusters, Completion, CompletionKind, Hits, PointCount, Position, Request, Search, SearchError, Update,
    clusters::{self, Gathered, Grid},
    completion::{self, beginnings, completed, is_proposed, most_frequent},
    document::Document,
    key::SortKey,
    plan::{Clause, Filled, Plan, Word, grade},
    rollup::Rollup,
    spelling::{self, Vocabulary, letters_apart},
    tokenizer::stems,
    traits,
};
use crate::domain::{
    facets::{Facets, MOST_VALUES},
    fold::fold,
    likeness::{self, LookAlike, nearest},
    mercator::{Cell, Spot},
    photo::PhotoId,
    place::{Bounds, Coordinates},
    query::{PhotoQuery, SortOrder},
    tag::vocabulary::Vocabulary as TagVocabulary,
};

/// Published photos in memory.
#[derive(Debug, Default)]
pub struct Memory {
    // It is consistent after each line below, even after a panic.
    kept: RwLock<Contents>,
}

#[derive(Debug, Default)]
struct Contents {
    position: Position,
    written: BTreeMap<PhotoId, Photo>,
    /// The committed photos, which are found.
    found: BTreeMap<PhotoId, Photo>,
}

#[derive(Clone, Debug)]
struct Photo {
    document: Document,
    /// Each of its words once, with its stems.
    words: Vec<Word>,
}

impl Photo {
    fn new(document: Document) -> Self {
        let words: BTreeSet<&String> = document.texts.iter().flatten().collect();
        let words =
            words.into_iter().map(|text| Word { stems: stems(text), text: text.clone(), named: Vec::new() }).collect();
        Self { document, words }
    }
}

impl Memory {
    fn read(&self) -> RwLockReadGuard<'_, Contents> {
        self.kept.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self) -> RwLockWriteGuard<'_, Contents> {
        self.kept.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Search for Memory {
    fn open(&self) -> Result<Position, SearchError> {
        let mut kept = self.change();
        kept.written = kept.found.clone();
        Ok(kept.position.clone())
    }

    fn start_again(&self) -> Result<(), SearchError> {
        *self.change() = Contents::default();
        Ok(())
    }

    fn erase(&self) -> Result<(), SearchError> {
        self.start_again()
    }

    fn write(&self, updates: Vec<Update>) -> Result<bool, SearchError> {
        let mut kept = self.change();
        let mut changed = false;
        for update in updates {
            changed |= match update {
                Update::Put(document) => {
                    kept.written.insert(document.id.clone(), Photo::new(*document));
                    true
                }
                Update::Remove(id) => kept.written.remove(&id).is_some(),
            };
        }
        Ok(changed)
    }

    fn commit(&self, position: &Position) -> Result<(), SearchError> {
        let mut kept = self.change();
        kept.found = kept.written.clone();
        kept.position = position.clone();
        Ok(())
    }

    fn close(&self) {}

    fn find(&self, request: &Request) -> Result<Hits, SearchError> {
        Ok(self.read().find(request))
    }

    fn clusters(&self, query: &PhotoQuery, vocabulary: &TagVocabulary, zoom: u8) -> Result<Clusters, SearchError> {
        Ok(self.read().clusters(query, vocabulary, zoom))
    }

    fn count_by_point(&self, bounds: Bounds) -> Result<Vec<PointCount>, SearchError> {
        let kept = self.read();
        let mut counts: Vec<PointCount> = Vec::new();
        for document in kept.found.values().map(|photo| &photo.document) {
            let Some(point) = document.point.filter(|point| bounds.contains(*point)).map(Coordinates::rounded) else {
                continue;
            };
            match counts.iter_mut().find(|known| known.point == point && known.places == document.places) {
                Some(known) => known.photos += 1,
                None => counts.push(PointCount { point, places: document.places.clone(), photos: 1 }),
            }
        }
        drop(kept);
        Ok(counts)
    }

    fn complete(&self, text: &str) -> Result<Vec<Completion>, SearchError> {
        Ok(completed(text).map(|text| self.read().complete(&text)).unwrap_or_default())
    }

    fn alike(&self, look: u64, distance: u32, limit: usize) -> Result<Vec<LookAlike>, SearchError> {
        let contents = self.read();
        let alike = contents.found.values().filter_map(|photo| {
            let document = &photo.document;
            Some(LookAlike { id: document.id.clone(), distance: likeness::distance(look, document.look, distance)? })
        });
        Ok(nearest(alike.collect(), limit))
    }

    fn tags(&self, beginning: &str) -> Result<Vec<(String, usize)>, SearchError> {
        let kept = self.read();
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for tag in kept.found.values().flat_map(|photo| &photo.document.tags) {
            if fold(tag).starts_with(beginning) {
                *counts.entry(tag.clone()).or_default() += 1;
            }
        }
        Ok(counts.into_iter().collect())
    }

    fn suggest(&self, query: &PhotoQuery) -> Result<Option<PhotoQuery>, SearchError> {
        spelling::suggest(query, &*self.read())
    }
}

impl Contents {
    fn find(&self, request: &Request) -> Hits {
        let plan = Plan::of(&request.query, &request.vocabulary);
        let order = request.order;
        let mut found: Vec<(SortKey, &Document)> = Vec::new();
        for photo in self.found.values() {
            if let Some(relevance) = relevance(&plan, photo) {
                let document = &photo.document;
                let first = match order {
                    SortOrder::Newest => 0,
                    SortOrder::Taken => document.taken.first,
                    SortOrder::Relevance => relevance,
                };
                found.push((SortKey { first, published: document.published, id: document.id.number() }, document));
            }
        }
        found.sort_unstable_by(|(one, _), (other, _)| other.cmp(one));
        let after = request.after.as_deref().and_then(|after| SortKey::parse(after, order));
        let begin = after.map_or(0, |after| found.partition_point(|(key, _)| *key >= after));
        let rest: Vec<SortKey> = found.iter().skip(begin).map(|(key, _)| *key).collect();
        let shown: Vec<SortKey> = rest.iter().take(request.limit).copied().collect();
        Hits {
            next: shown.last().filter(|_| rest.len() > shown.len()).map(|last| last.text(order)),
            ids: shown.iter().map(SortKey::photo).collect(),
            total: found.len(),
            facets: request.facets.then(|| {
                let found: Vec<&Document> = found.iter().map(|(_, document)| *document).collect();
                facets(&found, &request.vocabulary)
            }),
        }
    }
}

impl Contents {
    fn clusters(&self, query: &PhotoQuery, vocabulary: &TagVocabulary, zoom: u8) -> Clusters {
        let plan = Plan::of(query, vocabulary);
        let level = clusters::level(query.bounds, zoom);
        let mut grid = Grid::new(level);
        for photo in self.found.values().filter(|photo| relevance(&plan, photo).is_some()) {
            let document = &photo.document;
            if let Some(point) = document.point {
                let key = SortKey { first: 0, published: document.published, id: document.id.number() };
                grid.add(Cell::of(Spot::of(point), level), &Gathered::one(point, key));
            }
        }
        grid.clusters()
    }

    fn complete(&self, text: &str) -> Vec<Completion> {
        let documents = || self.found.values().map(|photo| &photo.document);
        let begins = |name: &&String| beginnings(name).iter().any(|beginning| beginning.starts_with(text));
        let words = self.found.values().flat_map(|photo| &photo.words).map(|word| &word.text);
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for word in words.filter(|word| word.starts_with(text) && is_proposed(word)) {
            *counts.entry(word.clone()).or_default() += 1;
        }
        completion::all([
            (CompletionKind::Tag, most(documents().flat_map(|one| &one.tags).filter(begins), fold)),
            (CompletionKind::Place, most(documents().flat_map(|one| &one.places).filter(begins), fold)),
            (CompletionKind::Author, most(documents().filter_map(|one| one.author.as_ref()).filter(begins), fold)),
            (CompletionKind::Word, most_frequent(counts, completion::MOST_OF_A_KIND)),
        ])
    }
}

fn facets(documents: &[&Document], vocabulary: &TagVocabulary) -> Facets {
    let tags = || documents.iter().flat_map(|document| &document.tags);
    let [tags, contexts] = if vocabulary.is_empty() {
        [most(tags(), fold), Vec::new()]
    } else {
        let rollup = Rollup::of(vocabulary, tags().map(|tag| (tag.clone(), 1)));
        let mut counts = Rollup::nothing();
        for document in documents {
            Rollup::add(&mut counts, document.tags.iter().fold(0, |all, tag| all | rollup.bits_of(tag)));
        }
        rollup.told(&counts)
    };
    let mut facets = Facets {
        tags,
        contexts,
        places: most(documents.iter().flat_map(|document| &document.places), fold),
        authors: most(documents.iter().filter_map(|document| document.author.as_ref()), fold),
        collections: most(documents.iter().flat_map(|document| &document.collections), str::to_owned),
        ..Facets::default()
    };
    let years: Vec<String> = documents.iter().flat_map(|document| document.taken.years()).map(padded).collect();
    let years = most(years.iter(), str::to_owned);
    facets.years = years.into_iter().filter_map(|(year, count)| Some((year.parse().ok()?, count))).collect();
    let mut decades: BTreeMap<u16, usize> = BTreeMap::new();
    for decade in documents.iter().flat_map(|document| document.taken.decades()) {
        *decades.entry(decade).or_default() += 1;
    }
    facets.decades = decades.into_iter().collect();
    for licence in documents.iter().flat_map(|document| &document.licences) {
        *facets.licences.entry(*licence).or_default() += 1;
    }
    traits::count(&mut facets, documents.iter().map(|document| (document.traits, 1)));
    facets
}

fn padded(year: u16) -> String {
    format!("{year:04}")
}

/// The values that most photos have; those of one group are one, written as most photos have it.
fn most<'a>(values: impl Iterator<Item = &'a String>, group: impl Fn(&str) -> String) -> Vec<(String, usize)> {
    let mut groups: BTreeMap<String, BTreeMap<&str, usize>> = BTreeMap::new();
    for value in values {
        *groups.entry(group(value)).or_default().entry(value).or_default() += 1;
    }
    let written = |forms: BTreeMap<&str, usize>| {
        let sum = forms.values().sum();
        let most = forms.into_iter().rev().max_by_key(|(_, count)| *count);
        most.map(|(form, _)| (form.to_owned(), sum))
    };
    let mut most: Vec<(String, usize)> = groups.into_values().filter_map(written).collect();
    most.sort_by(|(one, of_one), (other, of_other)| of_other.cmp(of_one).then_with(|| one.cmp(other)));
    most.truncate(MOST_VALUES);
    most
}

/// The relevance of a photo that meets the whole plan.
fn relevance(plan: &Plan, photo: &Photo) -> Option<u64> {
    let document = &photo.document;
    let point = || plan.bounds.is_none_or(|bounds| document.point.is_some_and(|point| bounds.contains(point)));
    let meets = !plan.impossible
        && plan.keywords.iter().all(|keyword| document.keywords.contains(keyword))
        && plan.traits.are_met_by(document.traits)
        && plan.clauses.iter().all(|clause| holds(document, clause))
        && !plan.without.iter().any(|clause| holds(document, clause))
        && plan.phrases.iter().all(|phrase| has_phrase(document, &phrase.words) || is_named(document, &phrase.named))
        && !plan.excluded.iter().any(|unwanted| has_unwanted(photo, unwanted))
        && plan.filled.as_ref().is_none_or(|filled| is_in(filled, photo))
        && point();
    if !meets {
        return None;
    }
    let by_words: Option<u64> = plan.words.iter().map(|word| graded(photo, word).map(u64::from)).sum();
    by_words.or_else(|| is_placed(document, &plan.else_placed).then_some(0))
}

/// Whether a living collection has a photo.
fn is_in(filled: &Filled, photo: &Photo) -> bool {
    let is_found = || !filled.except.contains(&photo.document.id) && relevance(&filled.search, photo).is_some();
    photo.document.keywords.contains(&filled.keyword) || is_found()
}

fn holds(document: &Document, clause: &Clause) -> bool {
    match clause {
        Clause::Keyword(any) => any.iter().any(|keyword| document.keywords.contains(keyword)),
        Clause::Place(names) => is_placed(document, names),
        Clause::Taken(range) => document.taken.is_within(*range),
    }
}

/// Whether its place has one of these names.
fn is_placed(document: &Document, names: &[Vec<String>]) -> bool {
    names.iter().any(|words| words.iter().all(|beginning| has_in_place(document, beginning)))
}

fn has_in_place(document: &Document, beginning: &str) -> bool {
    document.place.iter().any(|word| word.starts_with(beginning))
}

/// Whether a photo has a tag of the name that was typed.
fn is_named(document: &Document, named: &[String]) -> bool {
    named.iter().any(|keyword| document.keywords.contains(keyword))
}

fn graded(photo: &Photo, word: &Word) -> Option<u8> {
    if is_named(&photo.document, &word.named) {
        return Some(grade::WORD);
    }
    let grades = photo.words.iter().filter_map(|own| {
        if own.text == word.text {
            Some(grade::WORD)
        } else if has_a_stem(own, &word.stems) {
            Some(grade::STEM)
        } else {
            own.text.starts_with(&word.text).then_some(grade::BEGINNING)
        }
    });
    grades.max()
}

fn has_a_stem(word: &Word, stems: &[String]) -> bool {
    word.stems.iter().any(|stem| stems.contains(stem))
}

fn has_phrase(document: &Document, phrase: &[String]) -> bool {
    document.texts.iter().any(|text| text.windows(phrase.len()).any(|words| words == phrase))
}

fn has_unwanted(photo: &Photo, unwanted: &[String]) -> bool {
    match unwanted {
        [word] => {
            let unwanted = stems(word);
            photo.words.iter().any(|own| own.text == *word || has_a_stem(own, &unwanted))
        }
        phrase => has_phrase(&photo.document, phrase),
    }
}

impl Vocabulary for Contents {
    fn has(&self, word: &str) -> Result<bool, SearchError> {
        let word = Word { text: word.to_owned(), stems: stems(word), named: Vec::new() };
        Ok(self.found.values().any(|photo| graded(photo, &word).is_some()))
    }

    fn near(&self, word: &str) -> Result<Vec<String>, SearchError> {
        let mut photos: BTreeMap<&str, usize> = BTreeMap::new();
        for known in self.found.values().flat_map(|photo| &photo.words) {
            if letters_apart(&known.text, word) == 1 {
                *photos.entry(&known.text).or_default() += 1;
            }
        }
        let mut near: Vec<(&str, usize)> = photos.into_iter().collect();
        near.sort_by(|(one, of_one), (other, of_other)| of_other.cmp(of_one).then(one.cmp(other)));
        Ok(near.into_iter().map(|(word, _)| word.to_owned()).collect())
    }

    fn finds(&self, query: &PhotoQuery) -> Result<bool, SearchError> {
        let plan = Plan::of(query, &TagVocabulary::default());
        Ok(self.found.values().any(|photo| relevance(&plan, photo).is_some()))
    }
}

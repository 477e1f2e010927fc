//! Search: what the index finds, compared with the records before it is shown.
//!
//! 1. **wait** until the index has reached the last change before the query (`indexing.rs`), so that a photo is found
//!    as soon as it is published, and no longer once it is withdrawn;
//! 2. **queue**: as many searches run at a time as there are cores, few wait, and none for long;
//! 3. **ask** the index for the photos of one page;
//! 4. **read** their records, and leave out those that are not public any more (one rule of sight).

use std::{sync::Arc, time::Duration};

use tokio::{sync::Semaphore, time::timeout};

use super::{Library, StoreFault, briefly};
use crate::{
    domain::{
        facets::Facets,
        page::Page,
        photo::{AuthorName, Description, PhotoId, PhotoRecord, State, Title},
        query::{PhotoQuery, SortOrder, Term},
        reader::{Reader, Sight},
        stored::Stored,
        tag::Tag,
        text,
    },
    search::{Hits, Request, Search, SearchError, tokenizer},
};

/// The most searches that wait: at some milliseconds each, they are done within a second.
const MOST_WAITING: usize = 128;
/// How long a search may take, including its wait.
const PATIENCE: Duration = Duration::from_secs(3);

/// Photos of a list whose position is counted: some thirteen pages of it.
const MOST_COUNTED: usize = 500;

/// Where a photo stands in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// Its number, from 1 on.
    pub number: usize,
    /// How many photos the list has.
    pub total: usize,
    /// The photo before it.
    pub previous: Option<PhotoId>,
    /// The photo after it.
    pub next: Option<PhotoId>,
}

/// The queue of searches.
pub(super) struct Turns {
    /// One permit a core.
    threads: Arc<Semaphore>,
    /// Permits to run or to wait.
    queue: Semaphore,
}

impl Default for Turns {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        Self { threads: Arc::new(Semaphore::new(cores)), queue: Semaphore::new(cores.saturating_add(MOST_WAITING)) }
    }
}

impl Library {
    /// Whether a query names a context that curators did not choose: it would find nothing, and nobody would know why.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn lacks_context(&self, query: &PhotoQuery) -> Result<bool, StoreFault> {
        let Some(context) = &query.context else { return Ok(false) };
        let vocabulary = self.vocabulary().await?;
        Ok(!vocabulary.contexts().contains(&vocabulary.canonical(&context.key())))
    }

    /// Published photos that meet the whole query, in this order; without any condition, all of them.
    ///
    /// # Errors
    /// [`StoreFault::IndexBehind`] while the index is being made, [`StoreFault::TooManySearches`] when too many run.
    pub async fn search(
        &self,
        query: &PhotoQuery,
        order: SortOrder,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Page, StoreFault> {
        Ok(self.found(query, order, after, limit, false).await?.0)
    }

    /// The same photos, and the facets of all those that meet the query.
    ///
    /// # Errors
    /// Those of [`search`](Self::search).
    pub async fn search_with_facets(
        &self,
        query: &PhotoQuery,
        order: SortOrder,
        after: Option<&str>,
        limit: usize,
    ) -> Result<(Page, Facets), StoreFault> {
        let (page, facets) = self.found(query, order, after, limit, true).await?;
        Ok((page, facets.unwrap_or_default()))
    }

    /// How many photos each of these queries finds.
    ///
    /// # Errors
    /// Those of [`search`](Self::search).
    pub async fn count_found(&self, queries: Vec<PhotoQuery>) -> Result<Vec<usize>, StoreFault> {
        let vocabulary = self.vocabulary().await?;
        let mut requests = Vec::new();
        for query in queries {
            let query = self.as_asked(&query).await?;
            requests.push(Request { query, vocabulary: Arc::clone(&vocabulary), ..Request::default() });
        }
        self.ask_index(move |search| {
            requests.iter().map(|request| search.find(request).map(|hits| hits.total)).collect()
        })
        .await
    }

    /// A suggestion for a query that finds nothing, as it would be typed: its words corrected by one letter each.
    ///
    /// # Errors
    /// Those of [`search`](Self::search).
    pub async fn suggestion(&self, query: &PhotoQuery) -> Result<Option<String>, StoreFault> {
        let asked = query.clone();
        let Some(mut suggested) = self.ask_index(move |search| search.suggest(&asked)).await? else { return Ok(None) };
        let page = self.search(&suggested, SortOrder::Relevance, None, 1).await?;
        if let Some(photo) = page.photos.first() {
            for (term, asked) in suggested.terms.iter_mut().zip(&query.terms).filter(|(term, asked)| term != asked) {
                spell_as(term, asked, &photo.record);
            }
        }
        Ok(Some(suggested.typed()))
    }

    /// Where a published photo stands among those that meet a query, and the ones beside it; nothing when it is not among the
    /// first [`MOST_COUNTED`].
    ///
    /// # Errors
    /// Those of [`search`](Self::search).
    pub async fn position_of(
        &self,
        photo: &PhotoId,
        query: &PhotoQuery,
        order: SortOrder,
    ) -> Result<Option<Position>, StoreFault> {
        let (query, vocabulary) = (self.as_asked(query).await?, self.vocabulary().await?);
        let request = Request { query, order, after: None, limit: MOST_COUNTED, facets: false, vocabulary };
        let Hits { ids, total, .. } = self.ask_index(move |search| search.find(&request)).await?;
        let Some(before) = ids.iter().position(|id| id == photo) else { return Ok(None) };
        let beside = [before.checked_sub(1), before.checked_add(1)].map(|at| at.and_then(|at| ids.get(at)).cloned());
        let mut seen = Vec::new();
        for id in beside.iter().flatten() {
            // A change made meanwhile.
            let kept = self.photos.get(id).await?;
            seen.extend(kept.filter(|kept| everyone_sees(&kept.record)).map(|kept| kept.record.id.clone()));
        }
        let [previous, next] = beside.map(|id| id.filter(|id| seen.contains(id)));
        Ok(Some(Position { number: before.saturating_add(1), total, previous, next }))
    }

    async fn found(
        &self,
        query: &PhotoQuery,
        order: SortOrder,
        after: Option<&str>,
        limit: usize,
        facets: bool,
    ) -> Result<(Page, Option<Facets>), StoreFault> {
        let (query, vocabulary) = (self.as_asked(query).await?, self.vocabulary().await?);
        let request = Request { query, order, after: after.map(str::to_owned), limit, facets, vocabulary };
        let Hits { ids, next, total, facets } = self.ask_index(move |search| search.find(&request)).await?;
        let photos = self.photos.get_many(&ids).await?;
        let photos: Vec<Stored<PhotoRecord>> = photos.into_iter().filter(|kept| everyone_sees(&kept.record)).collect();
        let gone = ids.len() - photos.len();
        let mut facets = facets;
        if let Some(facets) = &mut facets {
            Box::pin(self.without_living(facets)).await?;
        }
        Ok((Page { photos, next, total: total.saturating_sub(gone) }, facets))
    }

    pub(super) async fn ask_index<T: Send + 'static>(
        &self,
        question: impl FnOnce(&dyn Search) -> Result<T, SearchError> + Send + 'static,
    ) -> Result<T, StoreFault> {
        self.indexing.reach(self.store.seq()).await?;
        // On the heap: it would be part of the future of every request that searches.
        Box::pin(self.ask_index_as_it_is(question)).await
    }

    /// The same, without waiting until the index has the last changes: for what stands beside the content of a page.
    pub(super) async fn ask_index_as_it_is<T: Send + 'static>(
        &self,
        question: impl FnOnce(&dyn Search) -> Result<T, SearchError> + Send + 'static,
    ) -> Result<T, StoreFault> {
        let _place = self.searches.queue.try_acquire().map_err(|_full| StoreFault::TooManySearches)?;
        let answer = timeout(PATIENCE, async {
            let turn = self.searches.threads.clone().acquire_owned().await.map_err(|_closed| StoreFault::Worker)?;
            let search = self.search.clone();
            briefly(move || {
                // Held until the search is done, even if the request is gone.
                let _turn = turn;
                question(&*search)
            })
            .await
        });
        let answer = answer.await.map_err(|_elapsed| StoreFault::TooManySearches)??;
        answer.map_err(|error| self.indexing.failed(error))
    }
}

fn everyone_sees(photo: &PhotoRecord) -> bool {
    photo.state == State::Published && Reader::Visitor.sight_of(photo) == Sight::Whole
}

/// A folded word with the accents that it has in a photo that it finds.
pub(super) fn spelt_as(word: &str, photo: &PhotoRecord) -> String {
    let term = |text: &str| Term { text: text.to_owned(), quoted: false, excluded: false };
    let mut spelt = term(word);
    spell_as(&mut spelt, &term(""), photo);
    spelt.text
}

/// Gives the words of a suggestion the accents that they have in a photo that it finds: `eglise` → `église`. Correct
/// words stay as they were typed.
fn spell_as(term: &mut Term, asked: &Term, photo: &PhotoRecord) {
    let place = photo.place.as_ref().and_then(|place| place.name.as_deref());
    let author = photo.credited();
    let texts = [
        Some(asked.text.as_str()),
        photo.title.as_ref().map(Title::as_str),
        photo.description.as_ref().map(Description::as_str),
        place,
        author.name.as_ref().map(AuthorName::as_str),
    ];
    let tags = photo.tags.iter().map(Tag::as_str);
    let texts: Vec<&str> = texts.into_iter().flatten().chain(tags).collect();
    // `L’Église` is found as `Église`, and `c’hoari` whole.
    let parts = texts.iter().flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
    let whole = texts.iter().flat_map(|text| text.split(|c: char| !c.is_alphanumeric() && !APOSTROPHES.contains(&c)));
    let written: Vec<&str> = parts.chain(whole).collect();
    let spelt = term.text.split(' ').map(|word| {
        let known = written.iter().find(|written| tokenizer::words(written).iter().eq([word]));
        known.map_or_else(|| word.to_owned(), |known| known.to_lowercase())
    });
    term.text = text::clean_line(&spelt.collect::<Vec<_>>().join(" "));
}

/// Those of Breton’s `c’h`.
const APOSTROPHES: [char; 3] = ['\'', '’', 'ʼ'];

//! Living collections: the photos that people put into one, then those that its search finds now, without the exceptions.
//!
//! Nothing that the search finds is stored: it is asked of the index, and kept in memory until something changes that a
//! search depends on. At most as many photos are read as a collection may have, and again only those whose record changed
//! since.

use std::{collections::HashMap, collections::HashSet, sync::Arc};

use super::{Library, StoreFault, freshness};
use crate::{
    catalog::{
        collections::{Contents, ShownFacts},
        photos,
        stamps::Slot,
    },
    domain::{
        collection::{CollectionRecord, MOST_PHOTOS, Slug},
        facets::Facets,
        photo::PhotoId,
        query::{Filling, PhotoQuery, SortOrder},
        search_query::SearchQuery,
    },
    search::{Hits, Request},
};

/// How many records are read at a time.
const PART: usize = 200;

impl Library {
    /// The photos of a collection that everyone may see, in its order.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails, or, of a living collection, the index: see [`search`](Self::search).
    pub async fn contents(&self, slug: &Slug) -> Result<Arc<Contents>, StoreFault> {
        // On the heap: it would be part of the future of every page that shows a collection.
        Box::pin(self.read_contents(slug)).await
    }

    async fn read_contents(&self, slug: &Slug) -> Result<Arc<Contents>, StoreFault> {
        // Before all that is read: a change meanwhile makes it stale.
        let since = self.store.seq();
        let by_hand = self.collections.contents(slug).await?;
        let Some(record) = self.collections.get(slug).await?.map(|kept| kept.record) else { return Ok(by_hand) };
        let Some(search) = record.query.as_ref().map(|_| kept_by(&record)) else { return Ok(by_hand) };
        let kept = self.collections.filled(slug);
        if let Some(kept) = kept.as_ref().filter(|kept| kept.is_current(self.store.stamps())) {
            return Ok(Arc::clone(kept));
        }
        let mut ids: Vec<PhotoId> = Vec::new();
        let mut total = 0;
        if let Some(search) = search {
            let limit = MOST_PHOTOS.saturating_add(record.except.len());
            let Hits { ids: found, total: all, .. } = self.found_by(&search, limit).await?;
            (ids, total) = (found, all);
        }
        let seen = ids.len();
        let left_out: HashSet<&PhotoId> =
            record.except.iter().chain(by_hand.photos.iter().map(|shown| &shown.id)).collect();
        ids.retain(|id| !left_out.contains(id));
        let room = MOST_PHOTOS.saturating_sub(by_hand.len());
        let beyond = total.saturating_sub(seen).saturating_add(ids.len().saturating_sub(room));
        ids.truncate(room);
        let facts = self.facts_of(&ids, kept.as_deref()).await?;
        let found = ids.into_iter().filter_map(|id| facts.get(&id).copied().map(|facts| (id, facts)));
        let lists = freshness::searched().into_iter().chain([Slot::record(&crate::catalog::collections::key(slug))]);
        let contents = Arc::new(by_hand.filled(found, beyond, lists, since));
        self.collections.keep_filled(slug, Arc::clone(&contents));
        Ok(contents)
    }

    /// The same for what stands among other things: while the index is being made or too many search, a living collection is as
    /// it was last read, or has the photos that people put into it alone. What is shown of it is compared with the records.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue or the index fails.
    pub async fn contents_at_hand(&self, slug: &Slug) -> Result<Arc<Contents>, StoreFault> {
        match self.contents(slug).await {
            Err(StoreFault::IndexBehind | StoreFault::TooManySearches) => {
                let kept = match self.collections.filled(slug) {
                    Some(kept) => kept,
                    None => self.collections.contents(slug).await?,
                };
                Ok(Arc::new(kept.standing_in()))
            }
            read => read,
        }
    }

    /// Whether the search of a living collection finds a photo, and shows it.
    pub(super) async fn is_found_by(&self, slug: &Slug, photo: &PhotoId) -> Result<bool, StoreFault> {
        let contents = self.contents(slug).await?;
        Ok(contents.position(photo).is_some_and(|at| at >= contents.by_hand))
    }

    async fn found_by(&self, search: &SearchQuery, limit: usize) -> Result<Hits, StoreFault> {
        let (query, vocabulary) = (self.with_other_names(&search.query).await?, self.vocabulary().await?);
        let order = search.order.unwrap_or(SortOrder::Newest);
        let request = Request { query, order, after: None, limit, facets: false, vocabulary };
        self.ask_index(move |index| index.find(&request)).await
    }

    /// What is shown of these photos: as it was read before, where their record did not change since; of those that stopped
    /// being public, nothing.
    async fn facts_of(
        &self,
        ids: &[PhotoId],
        kept: Option<&Contents>,
    ) -> Result<HashMap<PhotoId, ShownFacts>, StoreFault> {
        let mut facts: HashMap<PhotoId, ShownFacts> = HashMap::with_capacity(ids.len());
        if let Some(kept) = kept {
            let is_same =
                |id: &PhotoId| self.store.stamps().are_unchanged(&[Slot::record(&photos::key(id))], kept.since());
            let found = kept.photos.iter().skip(kept.by_hand).filter(|shown| is_same(&shown.id));
            facts.extend(found.map(|shown| {
                let facts = ShownFacts { licence: shown.licence, published: shown.added, placed: shown.placed };
                (shown.id.clone(), facts)
            }));
        }
        let new: Vec<PhotoId> = ids.iter().filter(|id| !facts.contains_key(*id)).cloned().collect();
        for part in new.chunks(PART) {
            let read = self.photos.get_many(part).await?;
            facts.extend(read.iter().filter_map(|kept| Some((kept.record.id.clone(), ShownFacts::of(&kept.record)?))));
        }
        Ok(facts)
    }

    /// A query as the index is asked: with the other names of the places that it names, and with what fills the collection that
    /// it is narrowed to.
    pub(super) async fn as_asked(&self, query: &PhotoQuery) -> Result<PhotoQuery, StoreFault> {
        // On the heap, as what follows: they would be part of the future of every request that searches.
        Box::pin(self.filled_in(query)).await
    }

    async fn filled_in(&self, query: &PhotoQuery) -> Result<PhotoQuery, StoreFault> {
        let mut asked = self.with_other_names(query).await?;
        let Some(slug) = &query.collection else { return Ok(asked) };
        let kept = self.collections.get(slug).await?.map(|kept| kept.record);
        let Some(record) = kept.filter(|record| record.is_public()) else { return Ok(asked) };
        if let Some(search) = kept_by(&record) {
            let query = self.with_other_names(&search.query).await?;
            asked.filled = Some(Box::new(Filling { query, except: record.except.clone() }));
        }
        Ok(asked)
    }

    /// Leaves living collections out of the counts by collection: the index knows only the photos that people put into them.
    pub(super) async fn without_living(&self, facets: &mut Facets) -> Result<(), StoreFault> {
        let mut counted = Vec::with_capacity(facets.collections.len());
        for (name, count) in std::mem::take(&mut facets.collections) {
            let kept = match name.parse::<Slug>() {
                Ok(slug) => self.collections.get(&slug).await?,
                Err(_) => None,
            };
            if kept.is_none_or(|kept| kept.record.query.is_none()) {
                counted.push((name, count));
            }
        }
        facets.collections = counted;
        Ok(())
    }
}

/// The search that a collection keeps; nothing where it keeps none, or one that this program does not understand: that finds
/// nothing.
fn kept_by(record: &CollectionRecord) -> Option<SearchQuery> {
    let read = record.query.as_ref()?.read();
    if let Err(error) = &read {
        tracing::warn!(collection = %record.slug, %error, "the search of a living collection is not understood");
    }
    read.ok()
}

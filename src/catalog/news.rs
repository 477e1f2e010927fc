//! The news of each person in the catalogue, and how far they have read them.

use std::sync::Arc;

pub use super::spaces::news_read::key;
use super::{
    error::CatalogError,
    recent::Recent,
    spaces::{collection, photo::NEWS, suggestion},
    store::{Direction, IndexHit, RecordStore},
};
use crate::domain::{
    news::{NewsPlace, NewsReadRecord},
    person::Handle,
    stored::Stored,
};

/// Records in memory, less than 200 bytes each: those of the people signed in.
const RECENT: usize = 1_000;

/// Lookups of news.
#[derive(Clone)]
pub struct News {
    store: Arc<dyn RecordStore>,
    recent: Recent<NewsReadRecord>,
}

impl News {
    /// Lookups in this store.
    #[must_use]
    pub fn new(store: Arc<dyn RecordStore>) -> Self {
        Self { store, recent: Recent::of(RECENT) }
    }

    /// How far a person has read.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn read_by(&self, person: &Handle) -> Result<Option<Stored<NewsReadRecord>>, CatalogError> {
        let kept = self.recent.one(&self.store, key(person)).await?;
        Ok(kept.map(|Stored { revision, record }| Stored { revision, record: NewsReadRecord::clone(&record) }))
    }

    /// How many events a person has after this place; counted up to `most`.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn count_after(&self, person: &Handle, place: &NewsPlace, most: usize) -> Result<usize, CatalogError> {
        let own = self.lookup(person, Some(place), most, Direction::Ascending).await?;
        let of_others = self.of_others(person, Some(place), most, Direction::Ascending).await?;
        let mut all = [places(&prefix(person), &own), of_others].concat();
        all.sort_unstable();
        all.dedup();
        Ok(all.len().min(most))
    }

    /// Up to so many places of a person's events after this one, oldest first: those that are told by e-mail, which
    /// collections of their photos are not.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn after(
        &self,
        person: &Handle,
        place: &NewsPlace,
        limit: usize,
    ) -> Result<Vec<NewsPlace>, CatalogError> {
        let own = self.lookup(person, Some(place), limit, Direction::Ascending).await?;
        let prefix_of = suggestion::news_of(person);
        // The name of a suggestion follows the place: `~` comes after every name.
        let beyond = format!("{prefix_of}{place}/~");
        let suggested = self.store.lookup(&prefix_of, Some(&beyond), limit, Direction::Ascending).await?;
        let mut all = [places(&prefix(person), &own), places(&prefix_of, &suggested)].concat();
        all.sort_unstable();
        all.dedup();
        all.truncate(limit);
        Ok(all)
    }

    /// Up to so many places of a person's events, newest first, those before this one.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn newest(
        &self,
        person: &Handle,
        before: Option<&NewsPlace>,
        limit: usize,
    ) -> Result<Vec<NewsPlace>, CatalogError> {
        let own = self.lookup(person, before, limit, Direction::Descending).await?;
        let of_others = self.of_others(person, before, limit, Direction::Descending).await?;
        let mut all = [places(&prefix(person), &own), of_others].concat();
        all.sort_unstable_by(|one, other| other.cmp(one));
        all.dedup();
        all.truncate(limit);
        Ok(all)
    }

    /// The places at which collections told a person of their photos, and those of suggestions.
    async fn of_others(
        &self,
        person: &Handle,
        beyond: Option<&NewsPlace>,
        limit: usize,
        direction: Direction,
    ) -> Result<Vec<NewsPlace>, CatalogError> {
        // The name of a collection or of a suggestion follows the place: `~` comes after every name.
        let end = if direction == Direction::Ascending { "/~" } else { "" };
        let mut all = Vec::new();
        for prefix in [collection::news_of(person), suggestion::news_of(person)] {
            let beyond = beyond.map(|place| format!("{prefix}{place}{end}"));
            all.extend(places(&prefix, &self.store.lookup(&prefix, beyond.as_deref(), limit, direction).await?));
        }
        Ok(all)
    }

    async fn lookup(
        &self,
        person: &Handle,
        beyond: Option<&NewsPlace>,
        limit: usize,
        direction: Direction,
    ) -> Result<Vec<IndexHit>, CatalogError> {
        let prefix = prefix(person);
        let beyond = beyond.map(|place| format!("{prefix}{place}"));
        self.store.lookup(&prefix, beyond.as_deref(), limit, direction).await
    }
}

/// What the index keys of a person's news begin with.
fn prefix(person: &Handle) -> String {
    NEWS.prefix(&format!("{person}/"))
}

/// The places among the news in these entries: an instant and a photo, which more may follow.
fn places(prefix: &str, hits: &[IndexHit]) -> Vec<NewsPlace> {
    let place = |hit: &IndexHit| {
        let rest = hit.index.as_str().strip_prefix(prefix)?;
        let end = rest.match_indices('/').nth(1).map_or(rest.len(), |(end, _)| end);
        rest.get(..end)?.parse().ok()
    };
    hits.iter().filter_map(place).collect()
}

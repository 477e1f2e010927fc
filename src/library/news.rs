//! The news of a person: what others did with their photos, and how far they have read it.
//!
//! The events are those of the photos' records ([`PhotoRecord::events`]), found by an index, the collections that show
//! their photos, and suggestions that wait or were decided; only the last one that was
//! read is stored, in a private record. A badge reads [`MOST_COUNTED`] index entries at most, a page as many as it shows.

use std::{collections::BTreeMap, sync::Arc};

use jiff::SignedDuration;

use super::{Library, StoreFault, change::Gesture};
use crate::{
    catalog::{
        news::key,
        store::{Expectation, Outcome},
    },
    domain::{
        collection::CollectionRecord,
        news::{NEWS_READ_VERSION, NewsPlace, NewsReadRecord},
        person::Handle,
        photo::{PhotoId, PhotoRecord},
        reader::{Reader, Sight},
        stored::{Stored, UnknownMembers},
        suggestion::SuggestionRecord,
    },
};

/// Unread events are counted up to this number.
pub const MOST_COUNTED: usize = 100;
/// What counts as unread for a person who never read their news: those of an account of many years are not all new.
const NEW: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Some of a person's news, newest first.
#[derive(Clone, Debug, Default)]
pub struct NewsPage {
    /// Each place, with its photo.
    pub items: Vec<NewsItem>,
    /// Where the next page begins, if there is one.
    pub next: Option<NewsPlace>,
    /// How many are unread on all pages, counted up to [`MOST_COUNTED`].
    pub unread: usize,
}

/// What happened to a photo at one instant: [`PhotoRecord::events_at`] has the events.
#[derive(Clone, Debug)]
pub struct NewsItem {
    /// Its place among the person's news.
    pub place: NewsPlace,
    /// The photo as it is now.
    pub photo: PhotoRecord,
    /// The public collections that told of it then.
    pub collections: Vec<Arc<CollectionRecord>>,
    /// The suggestions that wait for the person, or on which somebody decided.
    pub suggestions: Vec<SuggestionRecord>,
    /// Whether the person gave the photo; of other photos, only what was decided on suggestions is told.
    pub is_own: bool,
    /// Whether the person may read its title and see its picture.
    pub is_visible: bool,
    /// Whether the person has not read it.
    pub is_unread: bool,
}

impl Library {
    /// How many events a person has not read, counted up to [`MOST_COUNTED`].
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn unread_news(&self, person: &Handle) -> Result<usize, StoreFault> {
        let read = self.last_read(person).await?;
        Ok(self.news.count_after(person, &read, MOST_COUNTED).await?)
    }

    /// A page of a person's news: those before this place, or the newest.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn news(
        &self,
        person: &Handle,
        before: Option<&NewsPlace>,
        limit: usize,
    ) -> Result<NewsPage, StoreFault> {
        let read = self.last_read(person).await?;
        let mut places = self.news.newest(person, before, limit.saturating_add(1)).await?;
        let more = places.len() > limit;
        places.truncate(limit);
        let next = places.last().filter(|_| more).cloned();
        let mut items = self.news_at(places).await?;
        for item in &mut items {
            item.is_unread = item.place > read;
            item.is_own = item.photo.contributor == *person;
            item.is_visible = item.is_own || Reader::Visitor.sight_of(&item.photo) == Sight::Whole;
            if item.is_own {
                let told = self.collections.news_at(person, &item.place).await?;
                item.collections = self.public_collections(told).await?;
            }
            let told = self.suggestions.news_at(person, &item.place).await?;
            item.suggestions = told.into_iter().map(|kept| kept.record).collect();
        }
        let unread = self.news.count_after(person, &read, MOST_COUNTED).await?;
        Ok(NewsPage { items, next, unread })
    }

    /// The photos at these places, in this order; those that were forgotten meanwhile are left out.
    pub(super) async fn news_at(&self, places: Vec<NewsPlace>) -> Result<Vec<NewsItem>, StoreFault> {
        let mut ids: Vec<PhotoId> = places.iter().filter_map(|place| place.photo().cloned()).collect();
        ids.sort_unstable();
        ids.dedup();
        let photos = self.photos.get_many(&ids).await?;
        let photos: BTreeMap<PhotoId, PhotoRecord> =
            photos.into_iter().map(|kept| (kept.record.id.clone(), kept.record)).collect();
        let item = |place: NewsPlace| {
            let photo = photos.get(place.photo()?)?.clone();
            Some(NewsItem {
                place,
                photo,
                collections: Vec::new(),
                suggestions: Vec::new(),
                is_own: true,
                is_visible: true,
                is_unread: false,
            })
        };
        Ok(places.into_iter().filter_map(item).collect())
    }

    /// Marks the reader's news as read up to this place, and never less than before. A place of the future marks what
    /// there is now.
    ///
    /// # Errors
    /// [`StoreFault`] when a store fails.
    pub async fn read_news(&self, reader: &Reader, up_to: NewsPlace) -> Result<(), StoreFault> {
        let Some(person) = reader.handle() else { return Ok(()) };
        let up_to = up_to.min(NewsPlace::before(self.now()));
        loop {
            let kept = self.news.read_by(person).await?;
            if kept.as_ref().is_some_and(|kept| kept.record.read >= up_to) {
                return Ok(());
            }
            let expected = match &kept {
                Some(kept) => Expectation::Revision(key(person), kept.revision),
                None => Expectation::RecordAbsent(key(person)),
            };
            let record = match kept {
                Some(Stored { record, .. }) => NewsReadRecord { read: up_to.clone(), ..record },
                None => NewsReadRecord {
                    v: NEWS_READ_VERSION,
                    person: person.clone(),
                    read: up_to.clone(),
                    unknown: UnknownMembers::new(),
                },
            };
            let gesture = Gesture { actor: Some(person), name: "read-news", note: None, expect: vec![expected] };
            if let Outcome::Done(_) = self.put(key(person), &record, gesture).await? {
                return Ok(());
            }
        }
    }

    /// The last event that a person read, or the one from which on events are new to somebody who never looked.
    async fn last_read(&self, person: &Handle) -> Result<NewsPlace, StoreFault> {
        let kept = self.news.read_by(person).await?;
        Ok(kept.map_or_else(
            || NewsPlace::before(self.now().saturating_sub(NEW).unwrap_or(jiff::Timestamp::UNIX_EPOCH)),
            |kept| kept.record.read,
        ))
    }
}

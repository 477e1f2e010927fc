//! The gazetteer: imported by those who run the library; read when names of places are searched, typed, or counted.

use std::sync::{Arc, PoisonError, RwLock};

use super::{Library, StoreFault, change::Gesture};
use crate::{
    catalog::{
        CatalogError,
        batch::Edit,
        gazetteer::key,
        parts, records,
        store::{Key, Outcome, Seq},
    },
    domain::{
        communes,
        condition::Fact,
        known_places::{IN_A_RECORD, KnownPlace, KnownPlaces, MOST_PLACES, PLACES_VERSION, PlacesRecord},
        place::{Bounds, Coordinates},
        query::PhotoQuery,
    },
};

/// The most names that a form proposes: some 10 KB.
const MOST_PROPOSED: usize = 500;

/// The gazetteer as it was read last, and before which change.
#[derive(Debug, Default)]
pub(super) struct ReadPlaces(RwLock<(Option<Seq>, Arc<KnownPlaces>)>);

/// Why places were not made known.
#[derive(Debug, thiserror::Error)]
pub enum PlacesError {
    /// There would be too many.
    #[error("a gazetteer has {MOST_PLACES} places at most")]
    TooMany,
    /// Somebody else imports at the same time.
    #[error("another import is under way: try again once it is done")]
    Stale,
    /// A store failed.
    #[error(transparent)]
    Fault(#[from] StoreFault),
}

impl From<CatalogError> for PlacesError {
    fn from(error: CatalogError) -> Self {
        Self::Fault(error.into())
    }
}

impl Library {
    /// The gazetteer as it is; empty where none was imported.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn known_places(&self) -> Result<Arc<KnownPlaces>, StoreFault> {
        let (since, places) = self.read_places.0.read().unwrap_or_else(PoisonError::into_inner).clone();
        if since.is_some_and(|since| self.gazetteer.is_unchanged(since)) {
            return Ok(places);
        }
        // Read before the records: a change meanwhile makes them old, never wrongly current.
        let seq = self.store.seq();
        let records = self.gazetteer.records().await?;
        let places = records.into_iter().flat_map(|kept| kept.record.places).collect();
        let places = Arc::new(KnownPlaces::new(places));
        *self.read_places.0.write().unwrap_or_else(PoisonError::into_inner) = (Some(seq), Arc::clone(&places));
        Ok(places)
    }

    /// Names of places to propose where one is typed, communes first; those of a large gazetteer are too many for a page. Without a
    /// gazetteer, the communes around most photos.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn places_to_propose(&self) -> Result<Vec<String>, StoreFault> {
        let known = self.known_places().await?;
        if known.all().is_empty() {
            let Some(middle) = self.middle_of_most().await? else { return Ok(Vec::new()) };
            let around = communes::nearest(middle, MOST_PROPOSED / 2);
            return Ok(around.iter().flat_map(KnownPlace::names).map(str::to_owned).take(MOST_PROPOSED).collect());
        }
        let mut places: Vec<&KnownPlace> = known.all().iter().collect();
        places.sort_by_key(|place| place.kind);
        let names = places
            .into_iter()
            .flat_map(|place| std::iter::once(place.in_full()).chain(place.names().skip(1).map(str::to_owned)));
        Ok(names.take(MOST_PROPOSED).collect())
    }

    /// The middle of where most photos are; nothing where none has a public place, or while the index is not ready.
    async fn middle_of_most(&self) -> Result<Option<Coordinates>, StoreFault> {
        match self.where_most_are(&PhotoQuery::default()).await {
            Ok(found) => Ok(found.and_then(|(bounds, _)| middle(bounds))),
            Err(StoreFault::IndexBehind | StoreFault::TooManySearches) => Ok(None),
            Err(fault) => Err(fault),
        }
    }

    /// Makes places known: in the place of those that were, or beside them. Returns how many there are now.
    ///
    /// # Errors
    /// [`PlacesError`]; nothing was changed, unless a store failed or somebody else imported meanwhile: then some of the new
    /// places are among the others, until the import is made again.
    pub async fn import_places(&self, places: Vec<KnownPlace>, in_place: bool) -> Result<usize, PlacesError> {
        let kept = self.gazetteer.records().await?;
        let before = u32::try_from(kept.len()).unwrap_or(u32::MAX);
        let mut all: Vec<KnownPlace> = Vec::new();
        if !in_place {
            all.extend(kept.into_iter().flat_map(|kept| kept.record.places));
        }
        all.extend(places);
        let count = all.len();
        if count > MOST_PLACES {
            return Err(PlacesError::TooMany);
        }
        let parts = parts::split(all, 0, IN_A_RECORD, KnownPlace::bytes);
        let records = u32::try_from(parts.len()).unwrap_or(u32::MAX);
        let mut bodies = Vec::with_capacity(parts.len());
        for (number, places) in (0..).zip(parts) {
            let record = PlacesRecord { v: PLACES_VERSION, records, places, ..PlacesRecord::default() };
            bodies.push((key(number), Some(records::write(&key(number), &record)?)));
        }
        // The first record, which says how many there are, comes last: what is read in memory stays until it is there. Those
        // that are no more go after it.
        let first = 1.min(bodies.len());
        bodies.rotate_left(first);
        bodies.extend((records.max(1)..before).map(|number| (key(number), None)));
        let keys: Vec<Key> = bodies.iter().map(|(key, _)| key.clone()).collect();
        let there = self.store.get(&keys).await?;
        let edits = bodies.into_iter().zip(there).map(|((key, body), there)| Edit {
            key,
            revision: there.map(|record| record.revision),
            body,
            keeps_claims: true,
        });
        let note = Some(format!("{count} places"));
        let gesture = Gesture { actor: None, name: "import-places", note, expect: Vec::new() };
        match self.commit_parts(edits.collect(), gesture, None).await? {
            Outcome::Done(_) => Ok(count),
            Outcome::Conflict(_) => Err(PlacesError::Stale),
        }
    }

    /// A query with the other names of the places that it names.
    pub(super) async fn with_other_names(&self, query: &PhotoQuery) -> Result<PhotoQuery, StoreFault> {
        if query.is_empty() {
            return Ok(query.clone());
        }
        let imported = self.known_places().await?;
        let known = if imported.all().is_empty() { communes::of_two_names() } else { &*imported };
        let facts = query.conditions.iter().filter_map(|condition| match &condition.fact {
            Fact::Place(text) => Some(text.clone()),
            _ => None,
        });
        let words = query.words_alone();
        let texts = facts.chain([query.place.clone()]).chain(query.place_name.clone()).chain(words);
        let also = texts.map(|text| (known.other_names(&text), text)).filter(|(others, _)| !others.is_empty());
        Ok(PhotoQuery { also: also.map(|(others, text)| (text, others)).collect(), ..query.clone() })
    }
}

/// The middle of a box, on its own side of the Earth where it crosses the 180th meridian.
fn middle(bounds: Bounds) -> Option<Coordinates> {
    let (south_west, north_east) = bounds.corners();
    let (west, east) = (south_west.longitude(), north_east.longitude());
    let longitude = if west <= east { f64::midpoint(west, east) } else { west };
    Coordinates::new(f64::midpoint(south_west.latitude(), north_east.latitude()), longitude)
}

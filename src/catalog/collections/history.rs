//! The history of a collection: the entries of the journal that wrote its record, or the places of its photos.

use jiff::Timestamp;

use super::{Collections, ITEMS, key};
use crate::{
    catalog::{
        error::CatalogError,
        records,
        spaces::collected_key,
        store::{BatchId, Direction, Entry, Record, Seq},
    },
    domain::{
        collection::{CollectionRecord, Slug},
        photo::PhotoId,
        stored::Stored,
    },
};

/// Changes that are read at a time to find when a collection became public.
const PART: usize = 50;

/// An entry of the journal that changed a collection, or several that one gesture made together.
#[derive(Clone, Debug)]
pub struct CollectionVersion {
    /// Its number; of several, that of the one that wrote the record, or else of the last one.
    pub seq: Seq,
    /// The number of the first one.
    pub first: Seq,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: String,
    /// The name of the gesture.
    pub gesture: String,
    /// The batch that it belongs to.
    pub batch: Option<BatchId>,
    /// Why, in words.
    pub note: Option<String>,
    /// The record since, where it wrote it.
    pub record: Option<CollectionRecord>,
    /// The photos whose place in it was written.
    pub put: Vec<PhotoId>,
    /// The photos that lost their place in it.
    pub removed: Vec<PhotoId>,
}

impl CollectionVersion {
    /// Whether one gesture made both.
    fn is_of_gesture_of(&self, earlier: &Self) -> bool {
        self.batch.is_some() && self.batch == earlier.batch && self.gesture == earlier.gesture
    }

    /// Takes in what an earlier entry of the same gesture wrote.
    fn join(&mut self, earlier: Self) {
        self.first = earlier.first;
        if self.record.is_none() && earlier.record.is_some() {
            (self.seq, self.record) = (earlier.seq, earlier.record);
        }
        self.put.splice(..0, earlier.put);
        self.removed.splice(..0, earlier.removed);
    }
}

/// A part of the history of a collection, the latest change first.
#[derive(Clone, Debug, Default)]
pub struct CollectionVersions {
    /// The changes.
    pub versions: Vec<CollectionVersion>,
    /// Whether there may be earlier ones.
    pub more: bool,
}

impl Collections {
    /// Up to `limit` changes of a collection before this entry number, the latest first. Those of an earlier
    /// collection of the same name, which was deleted, are not among them.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn history(
        &self,
        slug: &Slug,
        before: Option<Seq>,
        limit: usize,
    ) -> Result<CollectionVersions, CatalogError> {
        let group = collected_key(slug);
        let mut found = CollectionVersions::default();
        let mut before = before;
        // A page of entries is bounded by its bytes: those of many photos are large. The last change may have earlier entries.
        while found.versions.len() < limit || found.versions.last().is_some_and(|last| last.batch.is_some()) {
            let left = limit.saturating_sub(found.versions.len()).max(1);
            let page = self.store.history(&group, before, left, Direction::Descending).await?;
            let Some(last) = page.last() else { return Ok(found) };
            before = Some(last.seq);
            for entry in page {
                let Some(version) = version(entry, slug)? else { return Ok(found) };
                let is_first = version.gesture == MAKE && version.record.is_some();
                let is_full = found.versions.len() >= limit;
                match found.versions.last_mut().filter(|last| last.is_of_gesture_of(&version)) {
                    Some(last) => last.join(version),
                    None if !is_full => found.versions.push(version),
                    None => {
                        found.more = true;
                        return Ok(found);
                    }
                }
                if is_first {
                    return Ok(found);
                }
            }
        }
        found.more = true;
        Ok(found)
    }

    /// The record of a collection before this entry; nothing where the entry made it.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn before(&self, slug: &Slug, seq: Seq) -> Result<Option<CollectionRecord>, CatalogError> {
        let page = self.store.history(&key(slug), Some(seq), 1, Direction::Descending).await?;
        Ok(page.into_iter().next().map(|entry| version(entry, slug)).transpose()?.flatten().and_then(|it| it.record))
    }

    /// The entry by which a collection that is public became so last.
    ///
    /// # Errors
    /// [`CatalogError`] when the store does not answer.
    pub async fn public_since(&self, slug: &Slug) -> Result<Option<Seq>, CatalogError> {
        let own = key(slug);
        let (mut before, mut since) = (None, None);
        loop {
            let page = self.store.history(&own, before, PART, Direction::Descending).await?;
            let Some(last) = page.last() else { return Ok(since) };
            before = Some(last.seq);
            for entry in page {
                let seq = entry.seq;
                let record = version(entry, slug)?.and_then(|version| version.record);
                if !record.is_some_and(|record| record.is_public()) {
                    return Ok(since);
                }
                since = Some(seq);
            }
        }
    }
}

/// The gesture that makes a collection.
const MAKE: &str = "make-collection";

/// What an entry says of a collection; nothing where it removed it.
fn version(entry: Entry, slug: &Slug) -> Result<Option<CollectionVersion>, CatalogError> {
    let own = key(slug);
    let (mut record, mut put, mut removed) = (None, Vec::new(), Vec::new());
    for written in entry.records {
        if written.key == own {
            let Some(body) = written.body else { return Ok(None) };
            let kept: Stored<CollectionRecord> =
                records::read(&Record { key: own.clone(), revision: entry.seq, body })?;
            record = Some(kept.record);
        } else if written.key.space() == ITEMS.name
            && let Some((of, photo)) = written.key.name().split_once('/')
            && of == slug.as_str()
            && let Ok(photo) = photo.parse()
        {
            if written.body.is_some() { put.push(photo) } else { removed.push(photo) }
        }
    }
    Ok(Some(CollectionVersion {
        seq: entry.seq,
        first: entry.seq,
        at: entry.at,
        actor: entry.actor,
        gesture: entry.gesture.into_owned(),
        batch: entry.batch,
        note: entry.note,
        record,
        put,
        removed,
    }))
}

//! Undoing a batch: what it changed is taken back in every photo that nobody changed since.
//!
//! Who made a batch undoes it, and so do moderators. Each photo is taken back as its reader could change it by hand: an
//! undo does not loosen what protects a person (`domain/protection.rs`), and what a contributor did to protect themselves
//! is taken back by nobody else. Such photos are left as they are and reported. A collection that the batch made goes with it
//! ([`collection`]). An undo is a batch too, and can be undone.

mod collection;
pub mod recent;

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::{
    Library, StoreFault,
    change::SYSTEM,
    curate::{CURATE, photo_of},
    describe::described,
    tags::{IMPORT, RETAGS},
};
use crate::{
    catalog::{
        CatalogError,
        batch::{self, AsLeft, Restored},
        collections::{self, ITEMS},
        records,
        spaces::batch_key,
        store::{BatchId, Direction, Entry, Key, Record, Seq},
        tags,
    },
    domain::{
        collection::Slug,
        field::Field,
        person::{Handle, Role},
        photo::{PhotoId, PhotoRecord},
        place::Place,
        reader::Reader,
        rewording::Rewording,
    },
};

/// The name of the gesture.
pub(super) const UNDO: &str = "undo-batch";

/// What was undone.
#[derive(Clone, Debug)]
pub struct Undone {
    /// The batch that the undo is.
    pub batch: BatchId,
    /// Photos that were taken back.
    pub undone: Vec<PhotoId>,
    /// Photos that were left as they are.
    pub kept: Vec<PhotoId>,
}

/// A batch that was made.
#[derive(Clone, Debug)]
pub struct BatchMade {
    /// When.
    pub at: Timestamp,
    /// Who made it.
    pub actor: Option<Handle>,
    /// Why, in words.
    pub note: Option<String>,
    /// Whether it undoes another.
    pub is_undo: bool,
    /// How many photos it changed.
    pub changed: usize,
    /// The first of them.
    pub first: Vec<PhotoId>,
    /// The collection that it put photos into or took them out of, if it did.
    pub collection: Option<Slug>,
}

/// Why a batch is not undone.
#[derive(Debug, thiserror::Error)]
pub enum UndoError {
    /// There is no such batch.
    #[error("no such batch")]
    Unknown,
    /// Another person made it.
    #[error("a batch is undone by who made it and by moderators")]
    NotAllowed,
    /// A store failed; what was taken back until then stays so.
    #[error(transparent)]
    Fault(#[from] StoreFault),
}

impl From<CatalogError> for UndoError {
    fn from(error: CatalogError) -> Self {
        Self::Fault(error.into())
    }
}

/// The photos of a batch that are named.
const NAMED: usize = 24;
/// Entries that are read at a time to count the photos of a batch.
const PART: usize = 8;

impl Library {
    /// A batch, for those who may undo it.
    ///
    /// # Errors
    /// [`UndoError`].
    pub async fn batch(&self, reader: &Reader, batch: &BatchId) -> Result<BatchMade, UndoError> {
        let mut made = self.first_of_batch(reader, batch).await?;
        let mut seen = BTreeSet::new();
        let keys = self.keys_of_batch(batch).await?;
        let item = keys.iter().find(|key| key.space() == ITEMS.name);
        made.collection = item.and_then(|key| key.name().split_once('/')?.0.parse().ok());
        for photo in keys.iter().filter_map(photo_of) {
            if seen.insert(photo.clone()) && made.first.len() < NAMED {
                made.first.push(photo);
            }
        }
        made.changed = seen.len();
        Ok(made)
    }

    /// The records that a batch wrote or removed, in its order.
    async fn keys_of_batch(&self, batch: &BatchId) -> Result<Vec<Key>, CatalogError> {
        let mut keys = Vec::new();
        let mut after: Option<Seq> = None;
        loop {
            let part = self.store.history(&batch_key(batch), after, PART, Direction::Ascending).await?;
            let Some(last) = part.last() else { return Ok(keys) };
            after = Some(last.seq);
            keys.extend(part.iter().flat_map(|entry| &entry.records).map(|written| written.key.clone()));
        }
    }

    /// Takes back what a batch changed.
    ///
    /// # Errors
    /// [`UndoError`].
    pub async fn undo_batch(&self, reader: &Reader, batch: &BatchId) -> Result<Undone, UndoError> {
        let made = self.first_of_batch(reader, batch).await?;
        let who = reader.handle().ok_or(UndoError::NotAllowed)?;
        let gesture = self.batch_gesture(who, UNDO, None);
        let by = made.actor.as_ref();
        self.bring_back_collections(batch, &gesture).await?;
        let items = self.keys_of_batch(batch).await?;
        let items: Vec<Key> = items.into_iter().filter(|key| key.space() == ITEMS.name).collect();
        let editable = self.editable_items(reader, &items).await?;
        let restore = |left: AsLeft<'_>| {
            if left.key.space() == ITEMS.name {
                // A photo comes out of the collection, or back into it.
                return Ok(if editable.contains(left.key) { batch::as_before(left) } else { Restored::Kept });
            }
            if left.key.space() == collections::SPACE.name {
                // Once its photos are out of it, or before they come back.
                return Ok(Restored::Kept);
            }
            if tags::is_one(left.key) {
                // What was said of a tag before.
                return Ok(batch::as_before(left));
            }
            let record = |body: &serde_json::value::RawValue| {
                let record = Record { key: left.key.clone(), revision: 0, body: body.to_owned() };
                records::read::<PhotoRecord>(&record).map(|kept| kept.record)
            };
            let (Some(before), Some(now)) = (left.before.map(record).transpose()?, left.now.map(record).transpose()?)
            else {
                return Ok(Restored::Kept);
            };
            Ok(match taken_back(reader, who, by, &before, &now, gesture.at) {
                Some(photo) => Restored::Rewritten(records::write(left.key, &photo)?),
                None => Restored::Kept,
            })
        };
        let report = batch::undo(&self.store, batch, &gesture, restore).await?;
        self.remove_made_collections(reader, batch, &gesture).await?;
        Ok(Undone { batch: gesture.batch.clone(), undone: photos_of(&report.changed), kept: photos_of(&report.kept) })
    }

    /// Whether a batch is one that is undone as a whole.
    pub(super) async fn is_undoable(&self, batch: &BatchId) -> Result<bool, CatalogError> {
        Ok(self.undoable_entry(batch).await?.is_some())
    }

    /// The first entry of a batch by the gesture that is undone.
    async fn undoable_entry(&self, batch: &BatchId) -> Result<Option<Entry>, CatalogError> {
        // The first entry may be that of the collection that it made.
        let page = self.store.history(&batch_key(batch), None, 2, Direction::Ascending).await?;
        Ok(page.into_iter().find(|entry| is_undoable(&entry.gesture)))
    }

    /// Who made a batch and when, for those who may undo it.
    async fn first_of_batch(&self, reader: &Reader, batch: &BatchId) -> Result<BatchMade, UndoError> {
        let entry = self.undoable_entry(batch).await?.ok_or(UndoError::Unknown)?;
        let actor = Some(entry.actor).filter(|actor| actor != SYSTEM).and_then(|actor| Handle::try_from(actor).ok());
        let is_own = actor.is_some() && reader.handle() == actor.as_ref();
        if !is_own && !reader.is_at_least(Role::Moderator) {
            return Err(UndoError::NotAllowed);
        }
        let (at, note, is_undo) = (entry.at, entry.note, entry.gesture == UNDO);
        Ok(BatchMade { at, actor, note, is_undo, changed: 0, first: Vec::new(), collection: None })
    }
}

/// Whether batches of this gesture are undone.
fn is_undoable(gesture: &str) -> bool {
    [CURATE, UNDO, IMPORT].contains(&gesture) || RETAGS.contains(&gesture)
}

/// The photos of these records, each once.
fn photos_of(keys: &[Key]) -> Vec<PhotoId> {
    let mut seen = BTreeSet::new();
    keys.iter().filter_map(photo_of).filter(|id| seen.insert(id.clone())).collect()
}

/// A photo taken back to what it said before a batch of this person; nothing where it is to be left as it is.
fn taken_back(
    reader: &Reader,
    who: &Handle,
    by: Option<&Handle>,
    before: &PhotoRecord,
    now: &PhotoRecord,
    at: Timestamp,
) -> Option<PhotoRecord> {
    if !reader.may_describe(now) {
        return None;
    }
    let change = Rewording::back_to(before, now);
    let is_guarded = || change.differing(now).iter().any(|field| Field::GUARDED.contains(field));
    if by == Some(&now.contributor) && !reader.gave(now) && is_guarded() {
        // Perhaps a place or a name that its contributor removed to protect themselves.
        return None;
    }
    let change = change.asked_by(reader, now).ok()?;
    let mut back = described(now, change, who, at);
    // What was answered was about that name and that position.
    let where_is = |place: &Option<Place>| place.as_ref().map(|place| (place.name.clone(), place.coordinates));
    if where_is(&back.place) == where_is(&before.place) {
        back.place_confirmed = before.place_confirmed;
    }
    if back == *now {
        return None;
    }
    back.updated = at;
    Some(back)
}

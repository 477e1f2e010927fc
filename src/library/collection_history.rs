//! The history of a collection: what changed, who did it, when and why, as its reader may know it; and taking one field back.
//!
//! | reader | changes | names |
//! | --- | --- | --- |
//! | who edits it | all | all |
//! | everyone else | those since it was last published, without who edits it and which photos are left out | of who made it |
//!
//! A value that names a photo or a collection which the reader may not see is not told.

use std::collections::HashSet;

use jiff::Timestamp;

pub use super::gather::ORDER;
use super::{
    Library, StoreFault,
    browse::LookError,
    change::SYSTEM,
    collections::VisibleCollection,
    curate::CURATE,
    gather::{CollectionChange, GatherError},
    undo_batch::UNDO,
};
use crate::{
    catalog::{
        collections::CollectionVersion,
        store::{BatchId, Seq},
    },
    domain::{
        collection::{CollectionRecord, Pair, Slug, field::CollectionField},
        person::{Handle, Role},
        photo::PhotoId,
        reader::Reader,
        stored::Stored,
    },
};

/// The name of the gesture that takes a field back.
const REVERT: &str = "revert-collection";
/// The gestures that write the places of photos and change no place.
const TELLING: [&str; 1] = ["publish-collection"];
/// The gestures whose note is of the photos that they changed.
const OF_PHOTOS: [&str; 2] = [CURATE, UNDO];

/// A field of a collection that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CollectionTurn {
    /// Which one.
    pub field: CollectionField,
    /// What it said; nothing where it was empty or is not told.
    pub old: Option<String>,
    /// What it says since; nothing where it is empty or is not told.
    pub new: Option<String>,
    /// Whether the reader is told both.
    pub is_told: bool,
    /// Whether the reader may take the field back to what it said.
    pub may_revert: bool,
}

/// A change of a collection, as a reader may know it.
#[derive(Clone, Debug)]
pub struct CollectionEvent {
    /// The number of its entry.
    pub seq: Seq,
    /// When.
    pub at: Timestamp,
    /// Who, where the reader may know.
    pub actor: Option<Handle>,
    /// The name of the gesture.
    pub gesture: String,
    /// What changed.
    pub fields: Vec<CollectionTurn>,
    /// The photos that were put into it and that the reader may see.
    pub added: Vec<PhotoId>,
    /// The photos that were taken out of it and that the reader may see.
    pub removed: Vec<PhotoId>,
    /// Why, in words.
    pub note: Option<String>,
    /// The batch that it belongs to.
    pub batch: Option<BatchId>,
}

/// A part of a history, the latest change first.
#[derive(Clone, Debug, Default)]
pub struct CollectionHistory {
    /// The changes.
    pub events: Vec<CollectionEvent>,
    /// Before which entry the next part begins, if there may be one.
    pub next: Option<Seq>,
}

impl Library {
    /// Up to `limit` changes of a collection before this entry number, the latest first.
    ///
    /// # Errors
    /// [`LookError::Unknown`] for a collection that is not there for this reader.
    pub async fn collection_history(
        &self,
        reader: &Reader,
        slug: &Slug,
        before: Option<Seq>,
        limit: usize,
    ) -> Result<CollectionHistory, LookError> {
        let now = self.collection(reader, slug).await?;
        let since = if now.is_edited_by(reader) {
            0
        } else {
            self.collections.public_since(slug).await?.ok_or(LookError::Unknown)?
        };
        let found = self.collections.history(slug, before, limit).await?;
        let mut history = CollectionHistory::default();
        for (place, version) in found.versions.iter().enumerate() {
            if version.seq < since {
                return Ok(CollectionHistory { next: None, ..history });
            }
            let earlier = match &version.record {
                Some(_) => {
                    let known = found.versions.iter().skip(place.saturating_add(1)).find_map(|it| it.record.clone());
                    match known {
                        Some(known) => Some(known),
                        None => self.collections.before(slug, version.seq).await?,
                    }
                }
                None => None,
            };
            let is_begun = version.seq == since;
            history.events.extend(self.event(reader, &now, version, earlier.as_ref(), is_begun).await?);
            history.next = Some(version.first).filter(|_| found.more);
        }
        Ok(history)
    }

    /// A change as this reader may know it; nothing where nothing is told of it. Of the one that made a collection public,
    /// others than those who edit it are told just that.
    async fn event(
        &self,
        reader: &Reader,
        now: &VisibleCollection,
        version: &CollectionVersion,
        earlier: Option<&CollectionRecord>,
        is_begun: bool,
    ) -> Result<Option<CollectionEvent>, StoreFault> {
        let edits = now.is_edited_by(reader);
        let mut fields = Vec::new();
        if let Some(after) = &version.record {
            for turn in turns(earlier, after) {
                let is_of_others = turn.field.is_for_editors() || (is_begun && turn.field != CollectionField::State);
                if edits || !is_of_others {
                    fields.push(self.as_told(reader, now, earlier, after, turn).await?);
                }
            }
        }
        let is_moved = TELLING.contains(&version.gesture.as_str()) || version.gesture == ORDER;
        let put = if is_moved || (is_begun && !edits) { &[] } else { version.put.as_slice() };
        let added = self.those_seen(reader, put).await?;
        let removed = self.those_seen(reader, &version.removed).await?;
        let is_staff = reader.is_at_least(Role::Curator);
        let is_told = !OF_PHOTOS.contains(&version.gesture.as_str()) || is_staff;
        let note = version.note.clone().filter(|_| is_told);
        if fields.is_empty() && added.is_empty() && removed.is_empty() && version.gesture != ORDER {
            return Ok(None);
        }
        // The entries of one gesture share an id too, where it needs several: such a batch is not undone as a whole.
        let batch = match version.batch.as_ref().filter(|_| is_staff) {
            Some(batch) if self.is_undoable(batch).await? => Some(batch.clone()),
            _ => None,
        };
        let actor: Option<Handle> =
            Some(&version.actor).filter(|actor| *actor != SYSTEM).and_then(|it| it.parse().ok());
        Ok(Some(CollectionEvent {
            seq: version.seq,
            at: version.at,
            actor: actor.filter(|actor| !actor.is_nobody() && (edits || *actor == now.by)),
            gesture: version.gesture.clone(),
            fields,
            added,
            removed,
            note,
            batch,
        }))
    }

    /// A change of a field, without values that the reader may not know.
    async fn as_told(
        &self,
        reader: &Reader,
        now: &VisibleCollection,
        earlier: Option<&CollectionRecord>,
        after: &CollectionRecord,
        turn: CollectionTurn,
    ) -> Result<CollectionTurn, StoreFault> {
        let records = || earlier.into_iter().chain([after]);
        let is_told = match turn.field {
            CollectionField::Parent => {
                let mut all = true;
                for parent in records().filter_map(|record| record.parent.as_ref()) {
                    let kept = self.collections.get(parent).await?;
                    all &= kept.is_some_and(|kept| kept.record.is_seen_by(reader));
                }
                all
            }
            CollectionField::Cover | CollectionField::Pairs | CollectionField::Except => {
                let named: HashSet<PhotoId> = records().flat_map(|record| photos_in(turn.field, record)).collect();
                let named: Vec<PhotoId> = named.into_iter().collect();
                self.those_seen(reader, &named).await?.len() == named.len()
            }
            _ => true,
        };
        if !is_told {
            return Ok(CollectionTurn { old: None, new: None, is_told, may_revert: false, ..turn });
        }
        let may = match turn.field {
            // It is published, and made a draft, by its own buttons.
            CollectionField::State => false,
            CollectionField::Parent | CollectionField::Members => now.is_managed_by(reader),
            _ => now.is_edited_by(reader),
        };
        Ok(CollectionTurn { may_revert: may && earlier.is_some(), ..turn })
    }

    /// Those of these photos that a reader may see, in their order.
    async fn those_seen(&self, reader: &Reader, photos: &[PhotoId]) -> Result<Vec<PhotoId>, StoreFault> {
        if photos.is_empty() {
            return Ok(Vec::new());
        }
        Ok(self.whole_photos(reader, photos).await?.into_iter().map(|photo| photo.id.clone()).collect())
    }

    /// Takes a field back to what it said before this entry of the collection's history.
    ///
    /// # Errors
    /// [`GatherError`]; nothing was changed. A change that the reader is not shown is [`LookError::Unknown`].
    pub async fn revert_collection(
        &self,
        reader: &Reader,
        slug: &Slug,
        seq: Seq,
        field: CollectionField,
    ) -> Result<Stored<CollectionRecord>, GatherError> {
        let now = self.collection(reader, slug).await?;
        if !now.is_edited_by(reader) {
            return Err(GatherError::NotAllowed);
        }
        let from = seq.checked_add(1).ok_or(LookError::Unknown)?;
        let found = self.collections.history(slug, Some(from), 1).await?;
        let version = found.versions.into_iter().next().filter(|version| version.seq == seq);
        let after = version.and_then(|version| version.record).ok_or(LookError::Unknown)?;
        let earlier = self.collections.before(slug, seq).await?.ok_or(LookError::Unknown)?;
        let turn = turns(Some(&earlier), &after).into_iter().find(|turn| turn.field == field);
        let turn = self.as_told(reader, &now, Some(&earlier), &after, turn.ok_or(LookError::Unknown)?).await?;
        if !turn.may_revert {
            return Err(GatherError::NotAllowed);
        }
        self.change_collection_by(reader, slug, back_to(field, earlier), None, REVERT).await
    }
}

/// The fields in which two successive records differ; of the first one, those that say something.
fn turns(before: Option<&CollectionRecord>, after: &CollectionRecord) -> Vec<CollectionTurn> {
    let turn = |field: CollectionField| {
        let (old, new) = (before.and_then(|before| field.of(before)), field.of(after));
        CollectionTurn { field, old, new, is_told: true, may_revert: false }
    };
    CollectionField::ALL.into_iter().map(turn).filter(|turn| turn.old != turn.new).collect()
}

/// The photos that a field names.
fn photos_in(field: CollectionField, record: &CollectionRecord) -> Vec<PhotoId> {
    match field {
        CollectionField::Cover => record.cover.iter().cloned().collect(),
        CollectionField::Except => record.except.clone(),
        CollectionField::Pairs => {
            record.pairs.iter().flat_map(|pair: &Pair| [pair.then.clone(), pair.now.clone()]).collect()
        }
        _ => Vec::new(),
    }
}

/// The change that makes a field say what it said in this record.
fn back_to(field: CollectionField, record: CollectionRecord) -> CollectionChange {
    let mut change = CollectionChange::default();
    match field {
        CollectionField::State => change.state = Some(record.state),
        CollectionField::Title => change.title = Some(record.title),
        CollectionField::Text => change.text = Some(record.text),
        CollectionField::Dates => change.dates = Some(record.dates),
        CollectionField::Place => change.place = Some(record.place),
        CollectionField::Cover => change.cover = Some(record.cover),
        CollectionField::Parent => change.parent = Some(record.parent),
        CollectionField::Members => change.members = Some(record.members),
        CollectionField::Query => change.query = Some(record.query),
        CollectionField::Except => change.except = Some(record.except),
        CollectionField::Pairs => change.pairs = Some(record.pairs),
    }
    change
}

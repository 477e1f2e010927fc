//! What was said of a tag, by whom and when; and taking one field back.

use jiff::Timestamp;

use super::{
    TagError,
    change::{CHANGE, curator},
};
use crate::{
    catalog::store::{BatchId, Seq},
    domain::{
        person::Handle,
        reader::Reader,
        stored::Stored,
        tag::{
            Tag,
            change::{TagChange, TagField},
            record::TagRecord,
        },
    },
    library::{Library, StoreFault, change::SYSTEM},
};

/// A field that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldTurn {
    /// Which one.
    pub field: TagField,
    /// What it said, as it is typed.
    pub old: Option<String>,
    /// What it says since.
    pub new: Option<String>,
}

/// A change of what is said of a tag.
#[derive(Clone, Debug)]
pub struct TagEvent {
    /// The number of its entry.
    pub seq: Seq,
    /// When.
    pub at: Timestamp,
    /// Who; nobody on the command line.
    pub actor: Option<Handle>,
    /// The name of the gesture.
    pub gesture: String,
    /// What changed.
    pub fields: Vec<FieldTurn>,
    /// Why, in words.
    pub note: Option<String>,
    /// The batch that it belongs to.
    pub batch: Option<BatchId>,
}

/// A part of a history, the latest change first.
#[derive(Clone, Debug, Default)]
pub struct TagHistory {
    /// The changes.
    pub events: Vec<TagEvent>,
    /// Before which entry the next part begins, if there may be one.
    pub next: Option<Seq>,
}

impl Library {
    /// Up to so many changes of what is said of a tag, the latest first, those before this number of an entry.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn tag_history(&self, tag: &Tag, before: Option<Seq>, limit: usize) -> Result<TagHistory, StoreFault> {
        let key = self.vocabulary().await?.canonical(&tag.key());
        // One more: the record before the earliest of them.
        let versions = self.tags.history(&key, before, limit.saturating_add(1)).await?;
        let mut history = TagHistory::default();
        for (place, version) in versions.iter().take(limit).enumerate() {
            let earlier = versions.get(place.saturating_add(1));
            let old = earlier.and_then(|earlier| earlier.record.as_ref());
            history.events.push(TagEvent {
                seq: version.seq,
                at: version.at,
                actor: Some(&version.actor).filter(|actor| *actor != SYSTEM).and_then(|actor| actor.parse().ok()),
                gesture: version.gesture.clone(),
                fields: turns(old, version.record.as_ref()),
                note: version.note.clone(),
                // Several entries of one change share an id too, and are not undone as a whole.
                batch: version.batch.clone().filter(|_| version.gesture != CHANGE),
            });
            history.next = earlier.map(|_| version.seq);
        }
        Ok(history)
    }

    /// Takes a field back to what it said before this entry of the tag's history.
    ///
    /// # Errors
    /// [`TagError`]; nothing was changed. [`TagError::Stale`] where the entry changed no such field.
    pub async fn revert_tag(
        &self,
        reader: &Reader,
        tag: &Tag,
        seq: Seq,
        field: TagField,
    ) -> Result<Stored<TagRecord>, TagError> {
        curator(reader)?;
        let key = self.vocabulary().await?.canonical(&tag.key());
        let from = seq.checked_add(1).ok_or(TagError::Stale)?;
        let versions = self.tags.history(&key, Some(from), 2).await?;
        let mut versions = versions.into_iter();
        let version = versions.next().filter(|version| version.seq == seq).ok_or(TagError::Stale)?;
        let before = versions.next().and_then(|earlier| earlier.record);
        let is_changed = turns(before.as_ref(), version.record.as_ref()).iter().any(|turn| turn.field == field);
        if !is_changed {
            return Err(TagError::Stale);
        }
        let before = before.unwrap_or_else(|| TagRecord::new(tag.clone(), version.at));
        self.change_tag(reader, &key.as_tag(), TagChange::back_to(field, &before), None).await
    }
}

/// The fields in which two successive records differ.
fn turns(before: Option<&TagRecord>, after: Option<&TagRecord>) -> Vec<FieldTurn> {
    let said = |field: TagField, record: Option<&TagRecord>| record.and_then(|record| field.of(record));
    let turn = |field| FieldTurn { field, old: said(field, before), new: said(field, after) };
    TagField::ALL.into_iter().map(turn).filter(|turn| turn.old != turn.new).collect()
}

//! The history of a photo: what changed, when, by whom and why, as its reader may know it; and taking one field back.
//!
//! The journal has the whole record of each change; what a reader may know of two successive ones is decided in
//! `domain/history.rs`.

use jiff::Timestamp;

use super::{
    Library, StoreFault,
    browse::{LookError, VisiblePhoto},
    change::{Gesture, SYSTEM},
    curate::CURATE,
    decide_suggestion::ACCEPT,
    describe::{DescribeError, described},
    replace::REPLACE,
    undo_batch::UNDO,
};
use crate::{
    catalog::{
        photos::{self, PhotoVersion},
        store::{BatchId, Expectation, Outcome, Seq},
    },
    domain::{
        field::Field,
        history::{Change, ChangedField, FieldChange},
        person::{Handle, Role},
        photo::{PhotoId, PhotoRecord},
        protection::Loosening,
        reader::Reader,
        stored::Stored,
    },
};

/// The name of the gesture that takes a field back.
const REVERT: &str = "revert";
/// The name of the gesture that changes a description.
const DESCRIBE: &str = "describe";
/// What is said of the gesture by which a photo was published, to those who do not follow it.
const PUBLISH: &str = "publish";
/// The gestures whose note is a word about the photo.
const WITH_A_NOTE: [&str; 2] = [CURATE, "contest"];

/// A change of a photo, as a reader may know it.
#[derive(Clone, Debug)]
pub struct HistoryItem {
    /// The number of its entry in the journal.
    pub seq: Seq,
    /// When.
    pub at: Timestamp,
    /// Who, where the reader may know.
    pub actor: Option<Handle>,
    /// The name of the gesture.
    pub gesture: String,
    /// What changed.
    pub fields: Vec<FieldChange>,
    /// Why, in words.
    pub note: Option<String>,
    /// The batch that it belongs to.
    pub batch: Option<BatchId>,
    /// Who suggested it, if somebody did.
    pub suggested: Option<Suggester>,
}

/// Who suggested a change that was accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Suggester {
    /// A person with an account.
    Person(Handle),
    /// Somebody without one.
    Reader,
}

/// A part of a history, the latest change first.
#[derive(Clone, Debug, Default)]
pub struct PhotoHistory {
    /// The changes.
    pub items: Vec<HistoryItem>,
    /// Before which entry the next part begins, if there may be one.
    pub next: Option<Seq>,
}

impl Library {
    /// Up to so many changes of a photo, the latest first, those before this number of an entry.
    ///
    /// # Errors
    /// [`LookError`].
    pub async fn photo_history(
        &self,
        reader: &Reader,
        id: &PhotoId,
        before: Option<Seq>,
        limit: usize,
    ) -> Result<PhotoHistory, LookError> {
        let now = self.whole_photo(reader, id).await?;
        // One more: the record before the earliest of them.
        let versions = self.photos.history(id, before, limit.saturating_add(1)).await?;
        let mut history = PhotoHistory::default();
        for (place, version) in versions.iter().take(limit).enumerate() {
            let earlier = versions.get(place.saturating_add(1));
            let actor = person(&version.actor);
            let change = change(&now, earlier, version, actor.as_ref());
            if !change.is_shown_to(reader) {
                // Everything before is of an earlier time.
                history.next = None;
                break;
            }
            history.items.extend(item(reader, version, &change));
            history.next = earlier.map(|_| version.seq);
        }
        self.name_suggesters(id, &mut history).await?;
        Ok(history)
    }

    /// Says who suggested the changes that were accepted: the suggestion and the photo were written in one entry. Nothing of
    /// a suggestion that was forgotten is left.
    async fn name_suggesters(&self, id: &PhotoId, history: &mut PhotoHistory) -> Result<(), StoreFault> {
        if history.items.iter().all(|item| item.gesture != ACCEPT) {
            return Ok(());
        }
        for decided in self.suggestions.about(id).await? {
            if let Some(item) = history.items.iter_mut().find(|item| item.seq == decided.revision) {
                item.suggested = Some(decided.record.by.map_or(Suggester::Reader, Suggester::Person));
            }
        }
        Ok(())
    }

    /// Takes a field back to what it said before this entry of the photo's history.
    ///
    /// # Errors
    /// [`DescribeError`]; nothing was changed. A change that the reader is not shown is [`LookError::Unknown`].
    pub async fn revert(
        &self,
        reader: &Reader,
        id: &PhotoId,
        seq: Seq,
        field: Field,
    ) -> Result<Stored<PhotoRecord>, DescribeError> {
        let now = self.whole_photo(reader, id).await?;
        let who = reader.handle().filter(|_| reader.may_describe(&now)).ok_or(DescribeError::NotAllowed)?;
        let from = seq.checked_add(1).ok_or(LookError::Unknown)?;
        let versions = self.photos.history(id, Some(from), 2).await.map_err(StoreFault::from)?;
        let mut versions = versions.into_iter();
        let version = versions.next().filter(|version| version.seq == seq).ok_or(LookError::Unknown)?;
        let earlier = versions.next();
        let actor = person(&version.actor);
        let change = change(&now, earlier.as_ref(), &version, actor.as_ref());
        let fields = change.fields_for(reader);
        let asked = fields.iter().find(|changed| changed.field == ChangedField::Described(field));
        let asked = asked.ok_or(LookError::Unknown)?;
        let before = change.before.ok_or(LookError::Unknown)?;
        let back = change.reverting(reader, field, before).filter(|_| asked.is_told());
        let back = back.ok_or(DescribeError::Loosening(Loosening(field)))?;
        let mut changed = described(&now, back, who, self.now());
        if changed == *now.record {
            return Ok(Stored { revision: now.revision, record: changed });
        }
        changed.updated = self.now();
        let key = photos::key(id);
        let expect = vec![Expectation::Revision(key.clone(), now.revision)];
        match self.put(key, &changed, Gesture { actor: Some(who), name: REVERT, note: None, expect }).await? {
            Outcome::Done(revision) => Ok(Stored { revision, record: changed }),
            Outcome::Conflict(_) => Err(DescribeError::Stale),
        }
    }
}

fn change<'a>(
    now: &'a VisiblePhoto,
    earlier: Option<&'a PhotoVersion>,
    version: &'a PhotoVersion,
    actor: Option<&'a Handle>,
) -> Change<'a> {
    Change { before: earlier.map(|earlier| &earlier.photo), after: &version.photo, now: &now.record, actor }
}

/// The person who acted, if it was one.
fn person(actor: &str) -> Option<Handle> {
    Some(actor).filter(|actor| *actor != SYSTEM).and_then(|actor| actor.parse().ok())
}

/// A change as this reader may know it; nothing where nothing is told of it.
fn item(reader: &Reader, version: &PhotoVersion, change: &Change<'_>) -> Option<HistoryItem> {
    let fields = change.fields_for(reader);
    let follows = reader.is_involved(change.now) || reader.is_at_least(Role::Curator);
    let own = version.note.as_deref().filter(|_| follows && WITH_A_NOTE.contains(&version.gesture.as_str()));
    let note = own.or_else(|| change.reason_for(reader)).map(str::to_owned);
    if fields.is_empty() && note.is_none() {
        return None;
    }
    // What was decided about a photo, and contested, is for those who follow it.
    let gesture = match version.gesture.as_str() {
        REPLACE => REPLACE,
        _ if change.is_step() && !reader.is_involved(change.now) => PUBLISH,
        gesture if follows || [CURATE, UNDO, REVERT, ACCEPT].contains(&gesture) => gesture,
        _ => DESCRIBE,
    };
    Some(HistoryItem {
        seq: version.seq,
        at: version.at,
        actor: change.actor_for(reader).cloned(),
        gesture: gesture.to_owned(),
        note,
        fields,
        batch: version.batch.clone().filter(|_| follows),
        suggested: None,
    })
}

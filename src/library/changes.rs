//! What changed of the public photos since an entry of the journal, for those who keep a copy: each photo once, at its last
//! change, as it is now. One that was public and is no more is a tombstone; one that never was is not told. A forgotten one is a
//! tombstone too, public or not: nothing but its id is known any more, and no copy should keep it.

use std::collections::HashMap;

use super::{Library, StoreFault, forget};
use crate::{
    catalog::{photos, store::Seq},
    domain::{
        photo::{PhotoId, PhotoRecord},
        reader::{Reader, Sight},
        stored::Stored,
    },
};

/// The most entries of the journal that one call reads: most of them may be about what is not public.
const MOST_READ: usize = 5_000;
/// Entries read at a time.
const AT_ONCE: usize = 500;

/// A change of a photo that is public, or was.
#[derive(Clone, Debug)]
pub struct PublicChange {
    /// The number of its last change.
    pub seq: Seq,
    /// The photo.
    pub id: PhotoId,
    /// The photo as it is, or nothing when it is not public any more.
    pub photo: Option<Stored<PhotoRecord>>,
}

/// Some changes, in order.
#[derive(Clone, Debug, Default)]
pub struct PublicChanges {
    /// The changes.
    pub changes: Vec<PublicChange>,
    /// The number of the last entry that was read: the next call begins after it.
    pub reached: Seq,
    /// Whether there are entries after it.
    pub more: bool,
}

impl Library {
    /// The changes of public photos after this entry, at most about as many as `limit`.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn public_changes(&self, after: Seq, limit: usize) -> Result<PublicChanges, StoreFault> {
        let mut told = PublicChanges { reached: after, more: true, ..PublicChanges::default() };
        let mut read = 0;
        while told.changes.len() < limit && read < MOST_READ {
            // An entry has one photo, seldom some hundreds.
            let wanted = AT_ONCE.min(limit.saturating_sub(told.changes.len()));
            let entries = self.store.changes(told.reached, wanted).await?;
            let Some(last) = entries.last() else {
                told.more = false;
                break;
            };
            read += entries.len();
            let reached = last.seq;
            let written = entries.iter().flat_map(|entry| {
                entry.records.iter().filter_map(move |written| Some((entry.seq, photos::id_of(&written.key)?)))
            });
            let written: Vec<(Seq, PhotoId)> = written.collect();
            let ids: Vec<PhotoId> = written.iter().map(|(_, id)| id.clone()).collect();
            let now = self.photos.get_many(&ids).await?;
            let now: HashMap<PhotoId, Stored<PhotoRecord>> =
                now.into_iter().map(|kept| (kept.record.id.clone(), kept)).collect();
            // What is told is the last change of each photo: earlier ones may have said more than is public now.
            let last = written.iter().filter_map(|(seq, id)| now.get(id).filter(|kept| kept.revision == *seq));
            let forgotten = entries.iter().flat_map(|entry| forget::photos_gone(entry).map(|id| (entry.seq, id)));
            let forgotten = forgotten.map(|(seq, id)| PublicChange { seq, id, photo: None });
            let mut part: Vec<PublicChange> = last.filter_map(change).chain(forgotten).collect();
            part.sort_by_key(|change| change.seq);
            told.changes.extend(part);
            told.reached = reached;
        }
        told.more &= self.store.seq() > told.reached;
        Ok(told)
    }
}

fn change(kept: &Stored<PhotoRecord>) -> Option<PublicChange> {
    let (seq, id) = (kept.revision, kept.record.id.clone());
    match Reader::Visitor.sight_of(&kept.record) {
        Sight::Whole => Some(PublicChange { seq, id, photo: Some(kept.clone()) }),
        // Hidden after a report, or withdrawn: the tombstone does not say which.
        Sight::Tombstone | Sight::Nothing if kept.record.published.is_some() => {
            Some(PublicChange { seq, id, photo: None })
        }
        Sight::Tombstone | Sight::Nothing => None,
    }
}

//! Commits the records of a gesture, with the expectations and the actor of its entry.

use std::borrow::Cow;

use serde::Serialize;

use super::{Library, StoreFault};
use crate::{
    catalog::{
        batch::Edit,
        entry::bytes_around,
        parts, records,
        store::{BatchId, Change, Expectation, Key, Outcome},
    },
    domain::person::Handle,
};

/// The actor of an entry when no person acts: the command line, the first run.
pub(super) const SYSTEM: &str = "zef";

/// A gesture about to be committed.
pub(super) struct Gesture<'a> {
    pub(super) actor: Option<&'a Handle>,
    pub(super) name: &'static str,
    pub(super) note: Option<String>,
    pub(super) expect: Vec<Expectation>,
}

impl Library {
    /// Commits a record, or returns the expectation that did not hold.
    pub(super) async fn put<T: Serialize>(
        &self,
        key: Key,
        record: &T,
        gesture: Gesture<'_>,
    ) -> Result<Outcome, StoreFault> {
        let body = records::write(&key, record)?;
        self.commit(vec![(key, body)], Vec::new(), gesture).await
    }

    /// Removes a record, or returns the expectation that did not hold.
    pub(super) async fn remove(&self, key: Key, gesture: Gesture<'_>) -> Result<Outcome, StoreFault> {
        self.commit(Vec::new(), vec![key], gesture).await
    }

    /// Commits records in their order, in as many entries as they need; several share the id of a batch. What the gesture
    /// expects must hold at each of them, and of each record what its edit says. Gives the outcome of the last one, or the
    /// expectation that did not hold: the entries before it stay.
    pub(super) async fn commit_parts(
        &self,
        edits: Vec<Edit>,
        gesture: Gesture<'_>,
        batch: Option<&BatchId>,
    ) -> Result<Outcome, StoreFault> {
        let Gesture { actor, name, note, expect } = gesture;
        let parts = parts::split(edits, around(actor, name, note.as_deref()), usize::MAX, Edit::bytes);
        let own = (parts.len() > 1).then(|| BatchId::from_random(self.chance()));
        let mut outcome = Outcome::Done(self.store.seq());
        for part in parts {
            let expect = expect.iter().cloned().chain(part.iter().map(Edit::expectation)).collect();
            let (mut put, mut remove) = (Vec::new(), Vec::new());
            for Edit { key, body, .. } in part {
                match body {
                    Some(body) => put.push((key, body)),
                    None => remove.push(key),
                }
            }
            let gesture = Gesture { actor, name, note: note.clone(), expect };
            outcome = self.commit_in(put, remove, gesture, batch.or(own.as_ref())).await?;
            if matches!(outcome, Outcome::Conflict(_)) {
                break;
            }
        }
        Ok(outcome)
    }

    /// Commits several records together, or returns the expectation that did not hold.
    pub(super) async fn commit(
        &self,
        put: Vec<(Key, Box<serde_json::value::RawValue>)>,
        remove: Vec<Key>,
        gesture: Gesture<'_>,
    ) -> Result<Outcome, StoreFault> {
        self.commit_in(put, remove, gesture, None).await
    }

    /// The same, as an entry of a batch.
    pub(super) async fn commit_in(
        &self,
        put: Vec<(Key, Box<serde_json::value::RawValue>)>,
        remove: Vec<Key>,
        gesture: Gesture<'_>,
        batch: Option<&BatchId>,
    ) -> Result<Outcome, StoreFault> {
        let change = Change {
            expect: gesture.expect,
            put,
            remove,
            at: self.now(),
            actor: gesture.actor.map_or(SYSTEM, Handle::as_str).to_owned(),
            gesture: Cow::Borrowed(gesture.name),
            batch: batch.cloned(),
            note: gesture.note,
        };
        Ok(self.store.commit(change).await?)
    }
}

/// The bytes of the line of an entry of this gesture, without its records.
pub(super) fn around(actor: Option<&Handle>, name: &str, note: Option<&str>) -> usize {
    bytes_around(actor.map_or(SYSTEM, Handle::as_str), name, note)
}

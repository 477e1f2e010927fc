//! Committing one record after a gesture: the common end of them all.

use std::borrow::Cow;

use serde::Serialize;

use super::{Library, StoreFault};
use crate::{
    catalog::{
        records,
        store::{Change, Expectation, Key, Outcome},
    },
    domain::person::Handle,
};

/// Who acts when no person does: the command line, the first run.
pub(super) const SYSTEM: &str = "zef";

/// A gesture about to be committed.
pub(super) struct Gesture<'a> {
    pub(super) actor: Option<&'a Handle>,
    pub(super) name: &'static str,
    pub(super) note: Option<String>,
    pub(super) expect: Vec<Expectation>,
}

impl Library {
    /// Commits a record whole, or tells which expectation did not hold.
    pub(super) async fn put<T: Serialize>(
        &self,
        key: Key,
        record: &T,
        gesture: Gesture<'_>,
    ) -> Result<Outcome, StoreFault> {
        let body = records::write(&key, record)?;
        self.commit(vec![(key, body)], Vec::new(), gesture).await
    }

    /// Removes a record, or tells which expectation did not hold.
    pub(super) async fn remove(&self, key: Key, gesture: Gesture<'_>) -> Result<Outcome, StoreFault> {
        self.commit(Vec::new(), vec![key], gesture).await
    }

    /// Commits several records together, or tells which expectation did not hold.
    pub(super) async fn commit(
        &self,
        put: Vec<(Key, Box<serde_json::value::RawValue>)>,
        remove: Vec<Key>,
        gesture: Gesture<'_>,
    ) -> Result<Outcome, StoreFault> {
        let change = Change {
            expect: gesture.expect,
            put,
            remove,
            at: self.now(),
            actor: gesture.actor.map_or(SYSTEM, Handle::as_str).to_owned(),
            gesture: Cow::Borrowed(gesture.name),
            batch: None,
            note: gesture.note,
        };
        Ok(self.store.commit(change).await?)
    }
}

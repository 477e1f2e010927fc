//! An entry as it lies in its line: its records are pieces of the line, but for those of older versions, which are made anew.

use std::{borrow::Cow, collections::BTreeSet};

use serde::Deserialize;
use serde_json::value::RawValue;

use super::{
    line::{Flaw, UNREADABLE},
    place::{Place, RecordPointer},
    segment::LineAt,
};
use crate::catalog::{
    error::CatalogError,
    order, spaces,
    store::{BatchId, Key, Seq, Written},
};

#[derive(Deserialize)]
struct Line<'a> {
    #[serde(borrow)]
    actor: Cow<'a, str>,
    #[serde(borrow)]
    gesture: Cow<'a, str>,
    #[serde(default)]
    batch: Option<BatchId>,
    #[serde(borrow)]
    records: Vec<Record<'a>>,
}

#[derive(Deserialize)]
struct Record<'a> {
    #[serde(borrow)]
    key: Cow<'a, str>,
    #[serde(borrow, default)]
    body: Option<&'a RawValue>,
}

/// An entry.
#[derive(Debug)]
pub(super) struct EntryHere<'a> {
    actor: Cow<'a, str>,
    gesture: Cow<'a, str>,
    batch: Option<BatchId>,
    /// What it wrote, in order, as the present version has it.
    pub(super) records: Vec<RecordHere<'a>>,
}

/// A record that an entry wrote, or removed when it has no body.
#[derive(Debug)]
pub(super) struct RecordHere<'a> {
    pub(super) key: Key,
    pub(super) body: Option<Body<'a>>,
}

/// The JSON of a record.
#[derive(Debug)]
pub(super) struct Body<'a> {
    /// As the line has it.
    raw: &'a RawValue,
    /// What the present version makes of it, with the key under which the line has it; nothing where it is as it was.
    made: Option<(Key, Box<RawValue>)>,
}

impl Body<'_> {
    /// As the present version has it.
    pub(super) fn get(&self) -> &str {
        self.made.as_ref().map_or(self.raw, |(_, body)| body.as_ref()).get()
    }

    /// What the state keeps of it, when this entry wrote it in this line.
    pub(super) fn kept(&self, revision: Seq, line: &LineAt<'_>) -> RecordPointer {
        let source = self.made.as_ref().map(|(key, _)| key.clone());
        RecordPointer { revision, place: Place::of(line, self.raw), source }
    }
}

impl EntryHere<'_> {
    /// The keys in whose history it stands: those of its records, of their collections, of its actor, of its gesture and of its batch.
    pub(super) fn in_history_of(&self) -> BTreeSet<Key> {
        let records = self.records.iter().map(|record| &record.key);
        order::with_groups(records, &self.actor, &self.gesture, self.batch.as_ref())
    }
}

/// Reads the entry of a line that was [verified](super::line::verify), without a copy.
///
/// # Errors
/// What `damaged` makes of a line that is no entry, [`CatalogError::Newer`].
pub(super) fn entry(line: &[u8], damaged: impl Fn(Flaw) -> CatalogError) -> Result<EntryHere<'_>, CatalogError> {
    let Line { actor, gesture, batch, records } =
        serde_json::from_slice(line).map_err(|_not_an_entry| damaged(UNREADABLE))?;
    let mut here = Vec::with_capacity(records.len());
    for Record { key, body } in records {
        let key = Key::written(&key);
        let Some(raw) = body else {
            here.push(RecordHere { key, body: None });
            continue;
        };
        match spaces::migrated(&key, raw.get())? {
            None => here.push(RecordHere { key, body: Some(Body { raw, made: None }) }),
            Some(records) => here.extend(records.into_iter().map(|Written { key: of, body }| {
                let body = body.map(|body| Body { raw, made: Some((key.clone(), body)) });
                RecordHere { key: of, body }
            })),
        }
    }
    Ok(EntryHere { actor, gesture, batch, records: here })
}

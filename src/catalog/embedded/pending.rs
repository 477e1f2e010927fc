//! Entries on their way into the state: what each one meets is what those before it left.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{
    digest::Digest,
    fault::Fault,
    here::{self, RecordHere},
    line,
    packed::Edits,
    place::RecordPointer,
    segment::LineAt,
    state::{self, Batch, State},
};
use crate::catalog::{
    error::CatalogError,
    order::{self, Span, Standing},
    spaces,
    store::{IndexKey, Key, Seq},
};

/// A record as an entry left it, and its index entries; nothing where it was removed.
type Left = Option<(RecordPointer, BTreeSet<Vec<u8>>)>;

/// The state with some entries more.
pub(super) struct Pending<'a> {
    state: &'a State,
    records: HashMap<Key, Left>,
    /// Entries of indexes that are there and were not, or are not and were.
    index: BTreeMap<Vec<u8>, bool>,
    history: Edits,
    /// Entries of indexes that stay as they were, of records that were written again.
    rewritten: Vec<Vec<u8>>,
    lines: Vec<(Seq, Vec<u8>)>,
    applied: Seq,
}

impl<'a> Pending<'a> {
    /// Begins from a state that has come so far.
    pub(super) fn on(state: &'a State, applied: Seq) -> Self {
        Self {
            state,
            records: HashMap::new(),
            index: BTreeMap::new(),
            history: Edits::new(),
            rewritten: Vec::new(),
            lines: Vec::new(),
            applied,
        }
    }

    /// Adds an entry, by its line.
    pub(super) fn add(&mut self, seq: Seq, line: &LineAt<'_>) -> Result<(), Fault> {
        let entry = here::entry(line.bytes, |flaw| CatalogError::State { what: flaw.to_owned() })?;
        self.history.extend(entry.in_history_of().iter().map(|key| (state::history_row(key, seq), Some(Vec::new()))));
        for RecordHere { key, body } in entry.records {
            let left = body.map(|body| (body.kept(seq, line), entries(&key, body.get())));
            self.set(key, left)?;
        }
        self.lines.push((seq, line::without_long_note(line.bytes)));
        self.applied = seq;
        Ok(())
    }

    fn set(&mut self, key: Key, left: Left) -> Result<(), Fault> {
        let before = match self.records.get(&key) {
            Some(left) => left.as_ref().map(|(_, entries)| entries.clone()),
            None => match self.state.kept(&key)? {
                Some(kept) => Some(entries(&key, self.state.body(&key, &kept)?.get())),
                None => None,
            },
        };
        let (before, none) = (before.unwrap_or_default(), BTreeSet::new());
        let after = left.as_ref().map_or(&none, |(_, entries)| entries);
        for gone in before.difference(after) {
            self.turn(gone, false);
        }
        for come in after.difference(&before) {
            self.turn(come, true);
        }
        self.rewritten.extend(before.intersection(after).cloned());
        self.records.insert(key, left);
        Ok(())
    }

    /// An entry that turns twice is as it was.
    fn turn(&mut self, entry: &[u8], there: bool) {
        if self.index.remove(entry).is_some() {
            self.rewritten.push(entry.to_vec());
        } else {
            self.index.insert(entry.to_vec(), there);
        }
    }

    /// How many records it has touched.
    pub(super) fn len(&self) -> usize {
        self.records.len()
    }

    /// What is to be done to the state.
    pub(super) fn into_batch(self) -> Batch {
        let record =
            |(key, left): (Key, Left)| (key.as_str().as_bytes().to_vec(), left.map(|(kept, _)| kept.to_bytes()));
        Batch {
            records: self.records.into_iter().map(record).collect(),
            index: self.index.into_iter().map(|(entry, there)| (entry, there.then(Vec::new))).collect(),
            history: self.history,
            rewritten: self.rewritten,
            lines: self.lines,
            applied: self.applied,
            filled: Digest::default(),
        }
    }
}

impl Standing for Pending<'_> {
    type Fault = Fault;

    fn revision(&self, key: &Key) -> Result<Option<u64>, Fault> {
        match self.records.get(key) {
            Some(left) => Ok(left.as_ref().map(|(kept, _)| kept.revision)),
            None => Ok(self.state.kept(key)?.map(|kept| kept.revision)),
        }
    }

    fn indexed(&self, prefix: &IndexKey) -> Result<bool, Fault> {
        let span = Span::of_prefix(prefix.as_str());
        if self.index.range(span.start.clone()..span.end.clone()).any(|(_, there)| *there) {
            return Ok(true);
        }
        for entry in self.state.entries(&span) {
            // Not there any more, once what is pending is applied.
            if !self.index.contains_key(entry?.as_slice()) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// The index entries of a record.
pub(super) fn entries(key: &Key, body: &str) -> BTreeSet<Vec<u8>> {
    spaces::index_keys(key, body).iter().map(|index| order::entry(index, key)).collect()
}

//! Entries on their way into the state: what each one meets is what those before it left.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{
    digest::{Digest, Set},
    state::{self, Batch, Fault, State},
};
use crate::catalog::{
    order::{self, Span, Standing},
    spaces,
    store::{Entry, IndexKey, Key},
};

/// The state with some entries more.
pub(super) struct Pending<'a> {
    state: &'a State,
    digest: Digest,
    records: HashMap<Key, Option<Vec<u8>>>,
    /// Entries of indexes that are there and were not, or are not and were.
    index: BTreeMap<Vec<u8>, bool>,
    history: Vec<Vec<u8>>,
    /// Entries of indexes that stay as they were, of records that were written again.
    rewritten: Vec<Vec<u8>>,
}

impl<'a> Pending<'a> {
    /// Begins from a state and its digest.
    pub(super) fn on(state: &'a State, digest: Digest) -> Self {
        Self {
            state,
            digest,
            records: HashMap::new(),
            index: BTreeMap::new(),
            history: Vec::new(),
            rewritten: Vec::new(),
        }
    }

    /// Adds an entry.
    pub(super) fn add(&mut self, entry: &Entry) -> Result<(), Fault> {
        for written in &entry.records {
            let new = written.body.as_ref().map(|body| state::value(entry.seq, body.get()));
            self.set(&written.key, new)?;
        }
        self.history.extend(order::in_history_of(entry).iter().map(|key| state::history_row(key, entry.seq)));
        Ok(())
    }

    fn set(&mut self, key: &Key, new: Option<Vec<u8>>) -> Result<(), Fault> {
        let name = key.as_str().as_bytes();
        let old = self.value(key)?;
        let (before, after) = (entries(key, old.as_deref())?, entries(key, new.as_deref())?);
        if let Some(old) = &old {
            self.digest.leave(Set::Records, name, old);
        }
        if let Some(new) = &new {
            self.digest.enter(Set::Records, name, new);
        }
        for gone in before.difference(&after) {
            self.digest.leave(Set::Index, gone, &[]);
            self.turn(gone, false);
        }
        for come in after.difference(&before) {
            self.digest.enter(Set::Index, come, &[]);
            self.turn(come, true);
        }
        self.rewritten.extend(before.intersection(&after).cloned());
        self.records.insert(key.clone(), new);
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

    fn value(&self, key: &Key) -> Result<Option<Vec<u8>>, Fault> {
        match self.records.get(key) {
            Some(pending) => Ok(pending.clone()),
            None => Ok(self.state.value(key)?.map(|value| value.to_vec())),
        }
    }

    /// How many records it has touched.
    pub(super) fn len(&self) -> usize {
        self.records.len()
    }

    /// What is to be done to the state, and its digest after that.
    pub(super) fn into_batch(self) -> (Batch, Digest) {
        let records = self.records.into_iter().map(|(key, value)| (key.as_str().as_bytes().to_vec(), value)).collect();
        let index = self.index.into_iter().collect();
        (Batch { records, index, history: self.history, rewritten: self.rewritten }, self.digest)
    }
}

impl Standing for Pending<'_> {
    type Fault = Fault;

    fn revision(&self, key: &Key) -> Result<Option<u64>, Fault> {
        self.value(key)?.map(|value| Ok(state::parts(&value)?.0)).transpose()
    }

    fn indexed(&self, prefix: &IndexKey) -> Result<bool, Fault> {
        let span = Span::of_prefix(prefix.as_str());
        if self.index.range(span.start.clone()..span.end.clone()).any(|(_, there)| *there) {
            return Ok(true);
        }
        for entry in self.state.entries(&span) {
            // Not there any more, once what is pending is applied.
            if !self.index.contains_key(entry?.as_ref()) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// The index entries of a record's value.
pub(super) fn entries(key: &Key, value: Option<&[u8]>) -> Result<BTreeSet<Vec<u8>>, Fault> {
    let Some(value) = value else { return Ok(BTreeSet::new()) };
    let (_, body) = state::parts(value)?;
    Ok(spaces::index_keys(key, body).iter().map(|index| order::entry(index, key)).collect())
}

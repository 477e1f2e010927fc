//! The lines of a journal, one after another, with what is counted of them on the way.

use std::collections::{BTreeMap, HashMap};

use super::{Line, ReadLines};
use crate::catalog::{
    error::CatalogError,
    spaces,
    store::{Entry, Key, Seq},
};

/// Walks through a journal.
pub(super) struct Walk<'a> {
    journal: &'a mut dyn ReadLines,
    after: Seq,
    ready: std::vec::IntoIter<Line>,
}

impl<'a> Walk<'a> {
    /// From the line after this number on.
    pub(super) fn after(journal: &'a mut dyn ReadLines, after: Seq) -> Self {
        Self { journal, after, ready: Vec::new().into_iter() }
    }

    /// The next line; nothing at the end.
    pub(super) async fn next(&mut self) -> Result<Option<Line>, CatalogError> {
        if self.ready.len() == 0 {
            self.ready = self.journal.lines(self.after).await?.into_iter();
        }
        let next = self.ready.next();
        if let Some(line) = &next {
            self.after = line.seq;
        }
        Ok(next)
    }
}

/// What a journal says, in a few numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Digested {
    /// The number of its last entry.
    pub seq: Seq,
    /// The BLAKE3 of all its lines, in hexadecimal.
    pub blake3: String,
    /// How many records of each space there are.
    pub counts: BTreeMap<String, u64>,
}

/// Counts what lines say.
#[derive(Default)]
pub(super) struct Tally {
    hasher: blake3::Hasher,
    seq: Seq,
    /// The space of each record that is there, by a short hash of its key: of a billion keys, no two have the same by accident.
    there: HashMap<u128, usize>,
    spaces: Vec<String>,
}

impl Tally {
    /// Counts a line in.
    pub(super) fn add(&mut self, line: &Line) -> Result<(), CatalogError> {
        line.hash(&mut self.hasher);
        self.seq = line.seq;
        let entry: Entry = entry_of(line)?;
        for written in spaces::present(entry.records)? {
            let hash = short_hash(&written.key);
            if written.body.is_some() {
                let space = self.space(&written.key);
                self.there.insert(hash, space);
            } else {
                self.there.remove(&hash);
            }
        }
        Ok(())
    }

    fn space(&mut self, key: &Key) -> usize {
        let found = self.spaces.iter().position(|space| space == key.space());
        found.unwrap_or_else(|| {
            self.spaces.push(key.space().to_owned());
            self.spaces.len() - 1
        })
    }

    /// What was counted.
    pub(super) fn digested(self) -> Digested {
        let mut counts = BTreeMap::new();
        for space in self.there.values().filter_map(|space| self.spaces.get(*space)) {
            *counts.entry(space.clone()).or_default() += 1;
        }
        Digested { seq: self.seq, blake3: self.hasher.finalize().to_hex().to_string(), counts }
    }
}

fn entry_of(line: &Line) -> Result<Entry, CatalogError> {
    let rest = line.text.strip_prefix('{').unwrap_or(&line.text);
    serde_json::from_str(&format!("{{\"seq\":{},{rest}", line.seq))
        .map_err(|source| CatalogError::Record { key: line.in_words(), source })
}

fn short_hash(key: &Key) -> u128 {
    let mut half = [0; 16];
    half.iter_mut().zip(blake3::hash(key.as_str().as_bytes()).as_bytes()).for_each(|(to, from)| *to = *from);
    u128::from_be_bytes(half)
}

/// Reads a journal to its end.
///
/// # Errors
/// [`CatalogError`] when it is damaged or cannot be read.
pub async fn digest_of(journal: &mut dyn ReadLines) -> Result<Digested, CatalogError> {
    let (mut walk, mut tally) = (Walk::after(journal, 0), Tally::default());
    while let Some(line) = walk.next().await? {
        tally.add(&line)?;
    }
    Ok(tally.digested())
}

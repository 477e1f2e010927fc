//! How many index entries begin so, remembered: a list says its length on every page, and counting walks it all.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use super::packed::Edits;

/// Prefixes remembered at most; one more, and all are forgotten.
const MOST: usize = 10_000;

/// Lengths of lists, kept true as the state changes.
#[derive(Debug, Default)]
pub(super) struct Counts {
    // Never held while the state is read or written.
    kept: Mutex<CountTable>,
}

#[derive(Debug, Default)]
struct CountTable {
    /// Raised when the state begins to change, and again when it has: odd in between.
    turn: u64,
    counts: HashMap<String, usize>,
}

impl Counts {
    // Every line below leaves the map whole.
    fn kept(&self) -> MutexGuard<'_, CountTable> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The length of a list, if it is known; if not, the turn at which it is about to be counted.
    pub(super) fn get(&self, prefix: &str) -> Result<usize, u64> {
        let kept = self.kept();
        kept.counts.get(prefix).copied().ok_or(kept.turn)
    }

    /// Remembers a length counted since that turn, unless the state changed meanwhile.
    pub(super) fn remember(&self, prefix: &str, count: usize, turn: u64) {
        let mut kept = self.kept();
        if prefix.ends_with('/') && turn.is_multiple_of(2) && kept.turn == turn {
            if kept.counts.len() >= MOST {
                kept.counts.clear();
            }
            kept.counts.insert(prefix.to_owned(), count);
        }
    }

    /// The state begins to change.
    pub(super) fn begin(&self) {
        self.kept().turn += 1;
    }

    /// The state has changed, by these entries come or gone.
    pub(super) fn follow(&self, index: &Edits) {
        let mut kept = self.kept();
        kept.turn += 1;
        if kept.counts.is_empty() {
            return;
        }
        for (entry, value) in index {
            let key = entry.split(|byte| *byte == 0).next().and_then(|key| std::str::from_utf8(key).ok());
            let Some(key) = key else { continue };
            for (end, _) in key.match_indices('/') {
                if let Some(count) = key.get(..=end).and_then(|prefix| kept.counts.get_mut(prefix)) {
                    *count = if value.is_some() { count.saturating_add(1) } else { count.saturating_sub(1) };
                }
            }
        }
    }

    /// The state was replaced while it changed.
    pub(super) fn forget(&self) {
        let mut kept = self.kept();
        kept.turn += 2 - kept.turn % 2;
        kept.counts.clear();
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]
mod tests {
    use super::*;

    #[test]
    fn a_length_counted_while_the_state_changes_is_not_remembered() {
        let counts = Counts::default();
        let turn = counts.get("newest/").unwrap_err();
        counts.begin();
        counts.remember("newest/", 5, turn);
        let during = counts.get("newest/").unwrap_err();
        counts.remember("newest/", 6, during);
        counts.follow(&Edits::from([(b"newest/1/a\0photo/a".to_vec(), Some(Vec::new()))]));
        assert_eq!(counts.get("newest/"), Err(2));
        counts.remember("newest/", 6, 2);
        counts.begin();
        counts.follow(&Edits::from([
            (b"newest/1/a\0photo/a".to_vec(), None),
            (b"by/anne/1/a\0photo/a".to_vec(), Some(Vec::new())),
        ]));
        assert_eq!(counts.get("newest/"), Ok(5));
    }
}

//! What happened to a photo, newest first: its states, and what staff changed of its credit.

use jiff::Timestamp;

use crate::{
    domain::{
        photo::{PhotoRecord, State},
        reader::Reader,
    },
    web::{
        i18n::Messages,
        pages::credit::{EntryView, LedgerView},
        view::grants,
    },
};

/// One thing that happened.
#[derive(Clone, Debug)]
pub struct Past {
    /// When, exactly (RFC 3339).
    pub at: String,
    /// The same, as people read it.
    pub day: String,
    /// The state reached, if it is one.
    pub state: Option<State>,
    /// The reason given with it, or the answer to one.
    pub said: Option<String>,
    /// What staff changed of its credit, or what was contested of that.
    pub entry: Option<EntryView>,
}

/// All of it, as this reader may know it: a review is between the contributor and moderators, and another curator learns
/// only when the photo was published.
#[must_use]
pub fn of(photo: &PhotoRecord, reader: &Reader, ledger: Option<LedgerView>, t: Messages) -> Vec<Past> {
    let is_involved = reader.is_involved(photo);
    let known = photo.steps.iter().filter(|step| is_involved || step.state == State::Published);
    let steps = known.map(|step| {
        let past = Past {
            at: step.at.to_string(),
            day: grants::day(step.at, t),
            state: Some(step.state),
            said: step.reason.clone().filter(|_| is_involved),
            entry: None,
        };
        (step.at, past)
    });
    let entries = ledger.map(|ledger| ledger.entries).unwrap_or_default().into_iter().map(|entry| {
        let at = entry.at.parse::<Timestamp>().unwrap_or(photo.created);
        (at, Past { at: entry.at.clone(), day: entry.day.clone(), state: None, said: None, entry: Some(entry) })
    });
    let mut all: Vec<(Timestamp, Past)> = steps.chain(entries).collect();
    all.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    all.into_iter().map(|(_, past)| past).collect()
}

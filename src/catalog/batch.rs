//! Batches: one gesture over thousands of records, as entries of bounded size that share one id.
//!
//! Each entry is committed with its own expectations: a record that changed since it was read, or whose key in a unique
//! index is taken, is left as it is and reported, and the others are written. [`undo`] goes through the records of a
//! batch that did not change since, and writes what its caller makes of each, as another batch; all other records are left
//! as they are and reported. After a crash, a batch is complete up to some entry; those entries can be undone, and the
//! same gesture made again changes the other records.

use std::{borrow::Cow, collections::HashSet, sync::Arc};

use jiff::Timestamp;
use serde_json::value::RawValue;

use super::{
    entry::{bytes_around, written_bytes},
    error::CatalogError,
    parts, spaces,
    store::{BatchId, Change, Direction, Entry, Expectation, IndexKey, Key, Outcome, Record, RecordStore, Seq},
};

/// The most records that one entry of a batch writes: a line of the journal stays small enough to be read for the
/// history of one of them.
const ENTRY_RECORDS: usize = 100;

/// The actor, gesture, instant and note of a batch.
#[derive(Clone, Debug)]
pub struct Gesture {
    /// The id that the entries share.
    pub batch: BatchId,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: String,
    /// The name of the gesture.
    pub name: Cow<'static, str>,
    /// Why, in words.
    pub note: Option<String>,
}

/// The change of one record in a batch.
#[derive(Clone, Debug)]
pub struct Edit {
    /// Its key.
    pub key: Key,
    /// The revision that was read; `None` for a new record.
    pub revision: Option<u64>,
    /// The record to write; `None` removes it.
    pub body: Option<Box<RawValue>>,
    /// Whether it has the keys in unique indexes that the record had: then they are not compared.
    pub keeps_claims: bool,
}

/// The result of a batch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Records written or removed, in the order given.
    pub changed: Vec<Key>,
    /// Records left as they are, since they had changed or since another record has their unique index key.
    pub kept: Vec<Key>,
}

/// Makes these changes, each record once, as entries that share one id.
///
/// # Errors
/// [`CatalogError`] when the store fails; entries made until then stay.
pub async fn commit(store: &Arc<dyn RecordStore>, gesture: &Gesture, edits: Vec<Edit>) -> Result<Report, CatalogError> {
    let mut report = Report::default();
    for part in parts::split(edits, around(gesture), ENTRY_RECORDS, Edit::bytes) {
        commit_part(store, gesture, part, &mut report).await?;
    }
    Ok(report)
}

fn around(gesture: &Gesture) -> usize {
    bytes_around(&gesture.actor, &gesture.name, gesture.note.as_deref())
}

impl Edit {
    /// Its bytes in the line of an entry.
    #[must_use]
    pub fn bytes(&self) -> usize {
        written_bytes(&self.key, self.body.as_deref())
    }

    /// What must hold of its record.
    #[must_use]
    pub fn expectation(&self) -> Expectation {
        match self.revision {
            Some(revision) => Expectation::Revision(self.key.clone(), revision),
            None => Expectation::RecordAbsent(self.key.clone()),
        }
    }
}

/// Commits one entry: tried again without the record whose expectation did not hold, until all the others hold.
async fn commit_part(
    store: &Arc<dyn RecordStore>,
    gesture: &Gesture,
    mut part: Vec<Edit>,
    report: &mut Report,
) -> Result<(), CatalogError> {
    while !part.is_empty() {
        let mut expected = expected_of_each(store, &part).await?;
        leave_second_claims(&mut part, &mut expected, report);
        let change = change(gesture, &part, expected.iter().flatten().cloned().collect());
        let unmet = match store.commit(change).await? {
            Outcome::Done(_) => {
                report.changed.extend(part.into_iter().map(|edit| edit.key));
                return Ok(());
            }
            Outcome::Conflict(unmet) => unmet,
        };
        let mut expected = expected.into_iter();
        part.retain(|edit| {
            let is_met = expected.next().is_none_or(|expected| !expected.contains(&unmet));
            if !is_met {
                report.kept.push(edit.key.clone());
            }
            is_met
        });
    }
    Ok(())
}

/// Leaves out the edits that claim a unique index key claimed by an earlier edit of the same entry.
fn leave_second_claims(part: &mut Vec<Edit>, expected: &mut Vec<Vec<Expectation>>, report: &mut Report) {
    let mut claimed: HashSet<IndexKey> = HashSet::new();
    let mut is_first = |expected: &[Expectation]| {
        let claims = expected.iter().filter_map(|expectation| match expectation {
            Expectation::Unclaimed(key) => Some(key.clone()),
            _ => None,
        });
        // All its keys are recorded, even after one that is taken.
        claims.filter(|key| !claimed.insert(key.clone())).count() == 0
    };
    let firsts: Vec<bool> = expected.iter().map(|expected| is_first(expected)).collect();
    let second = part.iter().zip(&firsts).filter(|(_, is_first)| !**is_first).map(|(edit, _)| edit.key.clone());
    report.kept.extend(second);
    let (mut of_part, mut of_expected) = (firsts.iter(), firsts.iter());
    part.retain(|_| of_part.next() == Some(&true));
    expected.retain(|_| of_expected.next() == Some(&true));
}

/// The expectations of each edit: its record is at the revision that was read, and the unique index keys that it newly
/// claims are unclaimed.
async fn expected_of_each(store: &Arc<dyn RecordStore>, part: &[Edit]) -> Result<Vec<Vec<Expectation>>, CatalogError> {
    let keys: Vec<Key> = part.iter().filter(|edit| !edit.keeps_claims).map(|edit| edit.key.clone()).collect();
    let mut there = if keys.is_empty() { Vec::new() } else { store.get(&keys).await? }.into_iter();
    let mut record_of = |edit: &Edit| if edit.keeps_claims { None } else { there.next().flatten() };
    let records: Vec<Option<Record>> = part.iter().map(&mut record_of).collect();
    // What one record of the entry gives up, another one may claim: the first is expected at its revision.
    let claims =
        |key: &Key, body: Option<&RawValue>| body.map_or_else(Vec::new, |body| spaces::unique_keys(key, body.get()));
    let given_up = part.iter().zip(&records).filter_map(|(edit, record)| Some((edit, record.as_ref()?)));
    let given_up: HashSet<IndexKey> = given_up
        .filter(|(edit, record)| edit.revision == Some(record.revision))
        .flat_map(|(edit, record)| {
            let kept = claims(&edit.key, edit.body.as_deref());
            claims(&edit.key, Some(&record.body)).into_iter().filter(move |key| !kept.contains(key))
        })
        .collect();
    Ok(part.iter().zip(&records).map(|(edit, record)| expected_of(edit, record.as_ref(), &given_up)).collect())
}

fn expected_of(edit: &Edit, there: Option<&Record>, given_up: &HashSet<IndexKey>) -> Vec<Expectation> {
    let mut expected = vec![edit.expectation()];
    if edit.keeps_claims {
        return expected;
    }
    let keys = |body: Option<&RawValue>| body.map_or_else(Vec::new, |body| spaces::unique_keys(&edit.key, body.get()));
    let had = keys(there.map(|record| &*record.body));
    let claimed = keys(edit.body.as_deref()).into_iter().filter(|key| !had.contains(key) && !given_up.contains(key));
    expected.extend(claimed.map(Expectation::Unclaimed));
    expected
}

fn change(gesture: &Gesture, part: &[Edit], expect: Vec<Expectation>) -> Change {
    let put = part.iter().filter_map(|edit| edit.body.clone().map(|body| (edit.key.clone(), body)));
    let removed = part.iter().filter(|edit| edit.body.is_none()).map(|edit| edit.key.clone());
    Change {
        expect,
        put: put.collect(),
        remove: removed.collect(),
        at: gesture.at,
        actor: gesture.actor.clone(),
        gesture: gesture.name.clone(),
        batch: Some(gesture.batch.clone()),
        note: gesture.note.clone(),
    }
}

/// A record that a batch wrote or removed, and that did not change since.
#[derive(Clone, Copy, Debug)]
pub struct AsLeft<'a> {
    /// Its key.
    pub key: &'a Key,
    /// Its body before the batch; `None` where it was not there.
    pub before: Option<&'a RawValue>,
    /// Its body after the batch; `None` where the batch removed it.
    pub now: Option<&'a RawValue>,
}

/// What an undo makes of a record.
#[derive(Clone, Debug)]
pub enum Restored {
    /// It is written so; `None` removes it.
    Written(Option<Box<RawValue>>),
    /// It is written so, with the keys in unique indexes that it has.
    Rewritten(Box<RawValue>),
    /// It is left as it is, and reported.
    Kept,
}

/// The record as it was before the batch.
#[must_use]
pub fn as_before(left: AsLeft<'_>) -> Restored {
    Restored::Written(left.before.map(ToOwned::to_owned))
}

/// Undoes a batch where nothing changed since, as another batch: `restore` says what becomes of each record.
///
/// # Errors
/// [`CatalogError`] when the store or `restore` fails; records written until then stay.
pub async fn undo(
    store: &Arc<dyn RecordStore>,
    batch: &BatchId,
    gesture: &Gesture,
    restore: impl Fn(AsLeft<'_>) -> Result<Restored, CatalogError> + Send + Sync,
) -> Result<Report, CatalogError> {
    let mut report = Report::default();
    let key = spaces::batch_key(batch);
    let mut after = None;
    loop {
        // One entry at a time: with the earlier records, some hundred kilobytes; of an earlier version, a few megabytes.
        let page = store.history(&key, after, 1, Direction::Ascending).await?;
        let Some(entry) = page.into_iter().next() else { return Ok(report) };
        after = Some(entry.seq);
        let edits = inverse(store, &entry, &restore, &mut report).await?;
        if edits.iter().all(|edit| edit.keeps_claims) {
            let Report { changed, kept } = commit(store, gesture, edits).await?;
            report.changed.extend(changed);
            report.kept.extend(kept);
        } else {
            commit_renamed(store, gesture, edits, &mut report).await?;
        }
    }
}

/// Commits edits by which names go from one record to another: as one entry where it is small enough. Otherwise, a record
/// whose name another one still has waits for the entry in which that one gives it up.
async fn commit_renamed(
    store: &Arc<dyn RecordStore>,
    gesture: &Gesture,
    edits: Vec<Edit>,
    report: &mut Report,
) -> Result<(), CatalogError> {
    let mut left = edits;
    loop {
        let mut made = Report::default();
        let parts = parts::split(left.clone(), around(gesture), usize::MAX, Edit::bytes);
        let is_one = parts.len() <= 1;
        for part in parts {
            commit_part(store, gesture, part, &mut made).await?;
        }
        let is_over = is_one || made.changed.is_empty();
        report.changed.extend(made.changed);
        if is_over {
            report.kept.extend(made.kept);
            return Ok(());
        }
        left.retain(|edit| made.kept.contains(&edit.key));
    }
}

/// The edits that undo an entry, for the records that did not change since.
async fn inverse(
    store: &Arc<dyn RecordStore>,
    entry: &Entry,
    restore: &(impl Fn(AsLeft<'_>) -> Result<Restored, CatalogError> + Send + Sync),
    report: &mut Report,
) -> Result<Vec<Edit>, CatalogError> {
    let keys: Vec<Key> = entry.records.iter().map(|written| written.key.clone()).collect();
    let there = store.get(&keys).await?;
    let mut edits = Vec::new();
    for (written, there) in entry.records.iter().zip(there) {
        let is_as_left = match (&written.body, &there) {
            (Some(_), Some(record)) => record.revision == entry.seq,
            (None, None) => latest(store, &written.key).await? == Some(entry.seq),
            _ => false,
        };
        if !is_as_left {
            report.kept.push(written.key.clone());
            continue;
        }
        let before = body_before(store, &written.key, entry.seq).await?;
        let now = there.as_ref().map(|record| &*record.body);
        match restore(AsLeft { key: &written.key, before: before.as_deref(), now })? {
            Restored::Kept => report.kept.push(written.key.clone()),
            // Removed, and not there before.
            Restored::Written(None) if there.is_none() => {}
            Restored::Written(body) => {
                let revision = there.map(|record| record.revision);
                edits.push(Edit { key: written.key.clone(), revision, body, keeps_claims: false });
            }
            Restored::Rewritten(body) => {
                let revision = there.map(|record| record.revision);
                edits.push(Edit { key: written.key.clone(), revision, body: Some(body), keeps_claims: true });
            }
        }
    }
    Ok(edits)
}

/// The number of the entry that last wrote or removed a record.
async fn latest(store: &Arc<dyn RecordStore>, key: &Key) -> Result<Option<Seq>, CatalogError> {
    let last = store.history(key, None, 1, Direction::Descending).await?;
    Ok(last.first().map(|entry| entry.seq))
}

/// The body of a record before this entry, if it was there.
///
/// # Errors
/// [`CatalogError`] when the journal cannot be read.
pub async fn body_before(
    store: &Arc<dyn RecordStore>,
    key: &Key,
    seq: Seq,
) -> Result<Option<Box<RawValue>>, CatalogError> {
    let entries = store.history(key, Some(seq), 1, Direction::Descending).await?;
    let Some(entry) = entries.into_iter().next() else { return Ok(None) };
    let written = entry.records.into_iter().rfind(|written| written.key == *key);
    Ok(written.and_then(|written| written.body))
}

//! The last backup, as administrators read about it: when it was, what it holds, what to do.

use jiff::{SignedDuration, Timestamp};

use super::Fact;
use crate::{
    domain::reader::Reader,
    library::{Library, backup::LastBackup},
    web::{i18n::Messages, problem::Problem, view::grants::minute},
};

/// A backup is made each night where a library is looked after: after a week without one, something is wrong.
const OLD: SignedDuration = SignedDuration::from_hours(7 * 24);

/// The last backup.
#[derive(Clone, Debug, Default)]
pub struct BackupView {
    /// When it was, and what it holds.
    pub facts: Vec<Fact>,
    /// What is wrong, and what to do.
    pub wrong: Vec<String>,
}

/// The last backup.
///
/// # Errors
/// [`Problem`] for anyone but an administrator, or when the library does not answer.
pub async fn view(reader: &Reader, library: &Library, t: Messages) -> Result<BackupView, Problem> {
    let last = library.last_backup(reader).await?;
    Ok(last.map(|last| BackupView::of(&last, library.now(), t)).unwrap_or_default())
}

impl BackupView {
    fn of(last: &LastBackup, now: Timestamp, t: Messages) -> Self {
        let mut facts = vec![Fact::new(t.backup_last(), minute(last.at, t))];
        if last.verified != Some(last.at) {
            let verified = last.verified.map_or_else(|| t.backup_unverified().to_owned(), |at| minute(at, t));
            facts.push(Fact::new(t.backup_verified(), verified));
        }
        facts.push(Fact::new(t.backup_holds(), t.backup_holds_is(last.originals, last.photos, &t.weight(last.bytes))));
        let mut wrong = Vec::new();
        if last.faults > 0 {
            wrong.push(t.backup_faults(last.faults));
        }
        if now.duration_since(last.at) > OLD {
            wrong.push(t.backup_old().to_owned());
        }
        Self { facts, wrong }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::Language;

    const T: Messages = Messages::new(Language::English);

    #[test]
    fn a_backup_says_what_is_wrong_with_it() {
        let at = Timestamp::UNIX_EPOCH;
        let sound = LastBackup { at, verified: Some(at), photos: 2, originals: 1, bytes: 1_000_000, faults: 0 };
        let view = BackupView::of(&sound, at + OLD, T);
        assert_eq!((view.facts.len(), view.wrong.len()), (2, 0), "{view:?}");
        let view = BackupView::of(&sound, at + OLD + SignedDuration::from_secs(1), T);
        assert_eq!(view.wrong, [T.backup_old()]);
        let view = BackupView::of(&LastBackup { verified: None, faults: 1, ..sound }, at, T);
        assert_eq!(view.facts.get(1).map(|fact| fact.value.as_str()), Some(T.backup_unverified()));
        assert_eq!(view.wrong, [T.backup_faults(1)]);
    }
}

//! The one writer: a thread that takes what waits in the queue and makes it true together.
//!
//! 1. **check** the expectations of each change, in order, against the state and the changes before it;
//! 2. **append** their entries to the journal, all in one write, and wait once for the disk;
//! 3. **apply** them to the state in one transaction;
//! 4. **answer** all who wait, those who lost a race too: what they lost to can be read by then.

use std::{
    path::PathBuf,
    sync::{
        Arc,
        mpsc::{Receiver, RecvTimeoutError},
    },
    time::{Duration, Instant},
};

use jiff::Timestamp;
use tokio::sync::{oneshot, watch};

use super::{
    Settings,
    digest::Digest,
    fleeting::Fleeting,
    journal::{Journal, Tail},
    line,
    live::{Failed, Live},
    pending::Pending,
    recover,
    state::{Batch, Fault, State},
};
use crate::catalog::{
    error::CatalogError,
    order,
    store::{Change, Entry, Outcome, Seq},
};

/// Changes made true together at most: beyond this the last to come would wait for too much.
const AT_ONCE: usize = 512;
/// Values that may be lost are written this often.
const FLEETING_PAUSE: Duration = Duration::from_secs(1);

type Answer<T> = oneshot::Sender<Result<T, CatalogError>>;

/// What the writer is asked.
pub(super) enum Message {
    /// Make a change.
    Commit(Change, Answer<Outcome>),
    /// A state failed a reader: open it again, or make it again.
    Mend(Failed, Answer<()>),
    /// Tell whether a commit would find the journal.
    Ready(Answer<()>),
    /// Forget the values that ended.
    Sweep(Timestamp, Answer<usize>),
    /// Finish what came before, and stop.
    End,
}

/// Everything the writer works on.
pub(super) struct Writer {
    pub(super) storage: PathBuf,
    pub(super) settings: Settings,
    pub(super) journal: Arc<Journal>,
    pub(super) tail: Tail,
    pub(super) live: Arc<Live>,
    pub(super) fleeting: Arc<Fleeting>,
    pub(super) last: Arc<watch::Sender<Seq>>,
}

/// Changes checked and written as lines, not yet in the journal.
struct Checked {
    outcomes: Vec<Result<Outcome, CatalogError>>,
    lines: Vec<Vec<u8>>,
    batch: Batch,
    digest: Digest,
    seq: Seq,
}

impl Writer {
    /// Works until it is asked to end.
    pub(super) fn run(mut self, queue: &Receiver<Message>) {
        let (mut written, mut ended) = (Instant::now(), false);
        while !ended {
            let mut commits = Vec::new();
            let mut next = match queue.recv_timeout(FLEETING_PAUSE) {
                Ok(message) => Some(message),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => break,
            };
            while let Some(message) = next.take() {
                match message {
                    Message::Commit(change, answer) => commits.push((change, answer)),
                    Message::Mend(failed, answer) => send(answer, self.mend(&failed)),
                    Message::Ready(answer) => send(answer, self.journal.is_there(&self.tail)),
                    Message::Sweep(now, answer) => send(answer, self.sweep(now)),
                    Message::End => ended = true,
                }
                if !ended && commits.len() < AT_ONCE {
                    next = queue.try_recv().ok();
                }
            }
            if !commits.is_empty() {
                self.make(commits);
            }
            if written.elapsed() >= FLEETING_PAUSE {
                self.write_fleeting();
                written = Instant::now();
            }
        }
        self.write_fleeting();
    }

    fn write_fleeting(&self) {
        if let Err(failed) = self.live.ask(|state| self.fleeting.write(state)) {
            // They wait in memory, and go with a later second.
            tracing::warn!(why = %failed.why, "short-lived values could not be written yet");
        }
    }

    fn sweep(&self, now: Timestamp) -> Result<usize, CatalogError> {
        let swept = self.live.ask(|state| self.fleeting.sweep(state, now));
        swept.map_err(|failed| CatalogError::State { what: failed.why.to_string() })
    }

    fn make(&mut self, commits: Vec<(Change, Answer<Outcome>)>) {
        let (changes, answers): (Vec<Change>, Vec<Answer<Outcome>>) = commits.into_iter().unzip();
        let outcomes = self.check_mended(&changes).and_then(|checked| self.make_true(checked));
        match outcomes {
            Ok(outcomes) => answers.into_iter().zip(outcomes).for_each(|(answer, outcome)| send(answer, outcome)),
            Err(error) => answers.into_iter().for_each(|answer| send(answer, Err(error.again()))),
        }
    }

    /// Step 1, a second time when the state failed and could be mended.
    fn check_mended(&self, changes: &[Change]) -> Result<Checked, CatalogError> {
        let failed = match self.live.ask(|state| self.check(state, changes)) {
            Ok(checked) => return Ok(checked),
            Err(failed) => failed,
        };
        self.mend(&failed)?;
        let again = self.live.ask(|state| self.check(state, changes));
        again.map_err(|failed| CatalogError::State { what: failed.why.to_string() })
    }

    fn check(&self, state: &State, changes: &[Change]) -> Result<Checked, Fault> {
        let mut pending = Pending::on(state, state.progress()?.digest);
        let (mut outcomes, mut lines) = (Vec::with_capacity(changes.len()), Vec::with_capacity(changes.len()));
        let mut seq = self.journal.seq();
        for change in changes {
            if let Some(key) = order::unmet(&pending, change)? {
                outcomes.push(Ok(Outcome::Conflict(key)));
                continue;
            }
            let entry = Entry::of(seq + 1, change);
            match line::write(&entry) {
                Ok(line) => {
                    pending.add(&entry)?;
                    lines.push(line);
                    seq = entry.seq;
                    outcomes.push(Ok(Outcome::Done(seq)));
                }
                Err(source) => outcomes.push(Err(CatalogError::Record { key: change.gesture.to_string(), source })),
            }
        }
        let (batch, digest) = pending.into_batch();
        Ok(Checked { outcomes, lines, batch, digest, seq })
    }

    /// Steps 2 and 3.
    fn make_true(&mut self, checked: Checked) -> Result<Vec<Result<Outcome, CatalogError>>, CatalogError> {
        if checked.lines.is_empty() {
            return Ok(checked.outcomes);
        }
        self.ask_for_room()?;
        self.journal.append(&mut self.tail, &checked.lines)?;
        self.live.counts.begin();
        let applied = self.live.ask(|state| state.apply(&checked.batch, checked.seq, checked.digest));
        self.live.counts.follow(&checked.batch.index);
        if let Err(failed) = applied {
            // The changes are true, since the journal has them: the state follows as soon as it can.
            if let Err(error) = self.mend(&failed) {
                tracing::error!(%error, "the catalogue's state could not follow the journal");
            }
        }
        let Batch { records, index, rewritten } = &checked.batch;
        let moved = index.iter().map(|(entry, _)| entry);
        let records = records.iter().map(|(key, _)| key.as_slice());
        self.live.stamps.follow(checked.seq, records, moved.chain(rewritten).map(Vec::as_slice));
        self.last.send_replace(checked.seq);
        Ok(checked.outcomes)
    }

    /// sled does not outlive a full disk well, and frees nothing: the journal stops a little earlier.
    fn ask_for_room(&self) -> Result<(), CatalogError> {
        if recover::is_short_of_room(&self.storage, self.settings.reserve_bytes) {
            return Err(CatalogError::Full { folder: self.storage.clone() });
        }
        Ok(())
    }

    /// Replaces a state that failed by one that says what the journal says.
    fn mend(&self, failed: &Failed) -> Result<(), CatalogError> {
        if self.live.state().is_ok_and(|(_, turn)| turn != failed.turn) {
            return Ok(());
        }
        tracing::warn!(why = %failed.why, "the catalogue's state failed and is opened again");
        if let Some(state) = self.live.take() {
            recover::let_go(state);
        }
        // What failed once is walked whole.
        self.live.put(recover::open(&self.storage, &self.journal, None)?.state);
        Ok(())
    }
}

/// Whoever does not wait any more needs no answer.
fn send<T>(answer: Answer<T>, outcome: Result<T, CatalogError>) {
    drop(answer.send(outcome));
}

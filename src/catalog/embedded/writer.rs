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
    current::{CurrentState, Failed},
    fault::Fault,
    journal::{Journal, Tail},
    line, moving,
    pending::Pending,
    recover, rewrite,
    segment::{LineAt, length},
    settings::Settings,
    state::{Batch, State},
    volatile_buffer::{self, VolatileBuffer},
};
use crate::catalog::{
    error::CatalogError,
    forgetting::{Ends, Forgetting},
    mark::Mark,
    order,
    store::{Change, Outcome, Seq},
};

/// Changes made true together at most: beyond this the last to come would wait for too much.
const AT_ONCE: usize = 512;
/// Values that may be lost are written this often.
const VOLATILE_PAUSE: Duration = Duration::from_secs(1);

type Answer<T> = oneshot::Sender<Result<T, CatalogError>>;

/// What the writer is asked.
pub(super) enum Message {
    /// Make a change.
    Commit(Change, Answer<Outcome>),
    /// Rewrite the journal without what is to be forgotten.
    Forget(Forgetting, Answer<Option<Seq>>),
    /// A state failed a reader: open it again, or make it again.
    Mend(Failed, Answer<()>),
    /// Mark the library as one that moves, or take the mark away.
    Mark(Option<Mark>, Answer<Seq>),
    /// Tell whether a commit would find the journal.
    Ready(Answer<()>),
    /// Write the short-lived values that wait in memory to the files, so that a crash leaves them as they are.
    WriteVolatile(oneshot::Sender<()>),
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
    pub(super) current: Arc<CurrentState>,
    pub(super) buffer: Arc<VolatileBuffer>,
    pub(super) last: Arc<watch::Sender<Seq>>,
    /// A rewriting of the journal was begun, and is to be finished before anything else.
    pub(super) is_half_rewritten: bool,
    /// Whether the library moves: then nothing is changed.
    pub(super) mark: Option<Mark>,
}

/// Changes checked and written as lines, not yet in the journal.
struct Checked {
    outcomes: Vec<Result<Outcome, CatalogError>>,
    lines: Vec<Vec<u8>>,
    batch: Batch,
    seq: Seq,
}

impl Writer {
    /// Works until it is asked to end.
    pub(super) fn run(mut self, queue: &Receiver<Message>) {
        let (mut written, mut ended) = (Instant::now(), false);
        while !ended {
            let mut commits = Vec::new();
            let mut next = match queue.recv_timeout(VOLATILE_PAUSE) {
                Ok(message) => Some(message),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => break,
            };
            while let Some(message) = next.take() {
                match message {
                    Message::Commit(change, answer) => commits.push((change, answer)),
                    Message::Forget(forgetting, answer) => {
                        self.make(std::mem::take(&mut commits));
                        send(answer, self.forget(forgetting));
                    }
                    Message::Mark(mark, answer) => {
                        self.make(std::mem::take(&mut commits));
                        send(answer, self.set_mark(mark));
                    }
                    Message::Mend(failed, answer) => send(answer, self.mend(&failed)),
                    Message::Ready(answer) => {
                        send(answer, self.stays().and_then(|()| self.journal.is_there(&self.tail)));
                    }
                    Message::WriteVolatile(answer) => {
                        self.write_volatile();
                        self.flush();
                        // The caller may have stopped waiting.
                        let _ = answer.send(());
                    }
                    Message::Sweep(now, answer) => send(answer, self.sweep(now)),
                    Message::End => ended = true,
                }
                if !ended && commits.len() < AT_ONCE {
                    next = queue.try_recv().ok();
                }
            }
            self.make(commits);
            if written.elapsed() >= VOLATILE_PAUSE {
                self.write_volatile();
                written = Instant::now();
            }
        }
        self.write_volatile();
    }

    fn write_volatile(&self) {
        if let Err(failed) = self.current.ask(|state| self.buffer.write(state)) {
            // They wait in memory, and go with a later second.
            tracing::warn!(why = %failed.why, "short-lived values could not be written yet");
        }
    }

    /// Has sled write what it still holds in memory.
    fn flush(&self) {
        if let Err(failed) = self.current.ask(State::flush) {
            tracing::warn!(why = %failed.why, "short-lived values could not be written yet");
        }
    }

    fn sweep(&self, now: Timestamp) -> Result<usize, CatalogError> {
        let swept = self.current.ask(|state| self.buffer.sweep(state, now));
        swept.map_err(Failed::into_error)
    }

    fn make(&mut self, commits: Vec<(Change, Answer<Outcome>)>) {
        if commits.is_empty() {
            return;
        }
        let (changes, answers): (Vec<Change>, Vec<Answer<Outcome>>) = commits.into_iter().unzip();
        let outcomes = self
            .stays()
            .and_then(|()| self.finish_rewriting())
            .and_then(|()| self.check_mended(&changes))
            .and_then(|checked| self.make_true(checked));
        match outcomes {
            Ok(outcomes) => answers.into_iter().zip(outcomes).for_each(|(answer, outcome)| send(answer, outcome)),
            Err(error) => answers.into_iter().for_each(|answer| send(answer, Err(error.again()))),
        }
    }

    /// Whether the library does not move.
    fn stays(&self) -> Result<(), CatalogError> {
        self.mark.clone().map_or(Ok(()), |mark| Err(CatalogError::Moving(mark)))
    }

    fn set_mark(&mut self, mark: Option<Mark>) -> Result<Seq, CatalogError> {
        moving::mark(&self.storage, mark.as_ref())?;
        self.mark = mark;
        Ok(self.journal.seq())
    }

    /// Step 1, a second time when the state failed and could be mended.
    fn check_mended(&mut self, changes: &[Change]) -> Result<Checked, CatalogError> {
        let failed = match self.current.ask(|state| self.check(state, changes)) {
            Ok(checked) => return Ok(checked),
            Err(failed) => failed,
        };
        self.mend(&failed)?;
        self.current.ask(|state| self.check(state, changes)).map_err(Failed::into_error)
    }

    fn check(&self, state: &State, changes: &[Change]) -> Result<Checked, Fault> {
        let mut pending = Pending::on(state, self.journal.seq());
        let (mut outcomes, mut lines) = (Vec::with_capacity(changes.len()), Vec::with_capacity(changes.len()));
        let mut seq = self.journal.seq();
        let (segment, mut offset) = self.journal.next_place();
        for change in changes {
            if let Some(unmet) = order::unmet(&pending, change)? {
                outcomes.push(Ok(Outcome::Conflict(unmet)));
                continue;
            }
            let entry = match order::made(seq + 1, change) {
                Ok(entry) => entry,
                Err(error) => {
                    outcomes.push(Err(error));
                    continue;
                }
            };
            match line::write(&entry) {
                Ok(line) => {
                    pending.add(entry.seq, &LineAt { segment, offset, bytes: &line })?;
                    offset += length(&line);
                    lines.push(line);
                    seq = entry.seq;
                    outcomes.push(Ok(Outcome::Done(seq)));
                }
                Err(source) => outcomes.push(Err(CatalogError::Record { key: change.gesture.to_string(), source })),
            }
        }
        Ok(Checked { outcomes, lines, batch: pending.into_batch(), seq })
    }

    /// Steps 2 and 3.
    fn make_true(&mut self, checked: Checked) -> Result<Vec<Result<Outcome, CatalogError>>, CatalogError> {
        if checked.lines.is_empty() {
            return Ok(checked.outcomes);
        }
        self.ask_for_room()?;
        self.journal.append(&mut self.tail, &checked.lines)?;
        let applied = self.current.ask(|state| state.apply(&checked.batch));
        if let Err(failed) = applied {
            // The changes are true, since the journal has them: the state follows as soon as it can.
            if let Err(error) = self.mend(&failed) {
                tracing::error!(%error, "the catalogue's state could not follow the journal");
            }
        }
        let Batch { records, index, rewritten, .. } = &checked.batch;
        let moved = index.keys();
        let records = records.keys().map(Vec::as_slice);
        self.current.stamps.follow(checked.seq, records, moved.chain(rewritten).map(Vec::as_slice));
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
    fn mend(&mut self, failed: &Failed) -> Result<(), CatalogError> {
        if let Fault::Journal(error) = &failed.why {
            // Another state would meet the same.
            return Err(error.again());
        }
        self.finish_rewriting()?;
        if self.current.state().is_ok_and(|(_, turn)| turn != failed.turn) {
            return Ok(());
        }
        tracing::warn!(why = %failed.why, "the catalogue's state failed and is opened again");
        if let Some(state) = self.current.take() {
            recover::let_go(state);
        }
        self.current.put(recover::open_again(&self.storage, &self.journal)?);
        Ok(())
    }
}

/// Forgetting, by the one who writes: nothing is entered meanwhile.
impl Writer {
    fn forget(&mut self, forgetting: Forgetting) -> Result<Option<Seq>, CatalogError> {
        self.stays()?;
        self.finish_rewriting()?;
        let number = forgetting.number();
        let Forgetting { seen, rewrite, ends, note, afterwards } = forgetting;
        if self.journal.seq() != seen {
            return Ok(None);
        }
        if self.settings.look_only {
            return Err(CatalogError::io("writing", &self.storage, std::io::ErrorKind::PermissionDenied.into()));
        }
        self.journal.is_there(&self.tail)?;
        let needed = self.journal.bytes().saturating_add(self.settings.reserve_bytes);
        if recover::is_short_of_room(&self.storage, needed) {
            return Err(CatalogError::Full { folder: self.storage.clone() });
        }
        let note = order::made(number, &note)?;
        let decided = rewrite::decide(&self.storage, &self.journal, rewrite, &note, afterwards);
        // Also when that failed: what the disk says now is what a start would find.
        self.is_half_rewritten = true;
        self.write_volatile();
        let carried = self.carried(&ends);
        self.finish_rewriting()?;
        decided?;
        for (key, value) in carried {
            if let Err(failed) = self.current.ask(|state| Ok(state.volatile.insert(&key, &value)?)) {
                tracing::warn!(why = %failed.why, "a short-lived value was lost");
            }
        }
        Ok(Some(number))
    }

    /// The short-lived values that stay.
    fn carried(&self, ends: &Ends) -> Vec<(sled::IVec, sled::IVec)> {
        let all = self.current.ask(|state| Ok(state.volatile.iter().filter_map(Result::ok).collect::<Vec<_>>()));
        let stays =
            |(_, value): &(sled::IVec, sled::IVec)| volatile_buffer::value(value).is_some_and(|value| !ends(&value));
        all.unwrap_or_default().into_iter().filter(stays).collect()
    }

    /// Brings a rewriting that was begun to its end, whichever that is, and uses the journal and the state that it leaves.
    fn finish_rewriting(&mut self) -> Result<(), CatalogError> {
        if !self.is_half_rewritten {
            return Ok(());
        }
        if let Some(state) = self.current.take() {
            recover::let_go(state);
        }
        {
            let _alone = self.journal.keep_readers_out();
            rewrite::finish(&self.storage)?;
            self.journal.survey_again()?;
        }
        self.tail = self.journal.tail(self.settings.quota_bytes, true)?;
        self.current.put(recover::open(&self.storage, &self.journal)?);
        self.is_half_rewritten = false;
        self.current.stamps.touch_all(self.journal.seq());
        self.last.send_replace(self.journal.seq());
        Ok(())
    }
}

/// Sends an answer, unless the caller has stopped waiting.
fn send<T>(answer: Answer<T>, outcome: Result<T, CatalogError>) {
    drop(answer.send(outcome));
}

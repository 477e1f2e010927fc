//! Opening the state so that it says what the journal says, whatever became of its files.
//!
//! 1. Its **seal** tells whether the files are what they were when it was closed; if not, they are not even opened.
//! 2. sled **opens** it, and its progress says whether this code made it and how far it came: as far as the seal says.
//! 3. Without a seal (after a crash), its whole content is **walked** and compared with the digest kept beside it; what
//!    takes too long goes on while the state is in use ([`patrol`](super::patrol)).
//! 4. It **catches up** with the journal.
//!
//! Whenever one of these fails the files are set aside, and the state is made again from the journal: it holds nothing
//! that the journal does not.

use std::{
    borrow::Borrow,
    fs, io,
    path::{Path, PathBuf},
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

use super::{
    digest::Digest,
    journal::Journal,
    lock, patrol,
    pending::Pending,
    seal::{self, Seal},
    state::{Batch, Fault, Progress, State, guarded},
};
use crate::catalog::{error::CatalogError, store::Seq};

/// Records written to the state at once while it catches up: enough to be quick, few enough to stay small in memory.
const AT_ONCE: usize = 1_000;
/// How long a state that failed is waited for while it lets its files go.
const PATIENCE: Duration = Duration::from_secs(1);

/// Free bytes below which a state that does not open is taken for one that found no room: some dozens of sled's segments of
/// 512 KB. On a full disk, sled tells of damage.
pub(super) const ROOM: u64 = 32 << 20;

/// Whether the disk has fewer free bytes than these.
pub(super) fn is_short_of_room(storage: &Path, bytes: u64) -> bool {
    rustix::fs::statvfs(storage).is_ok_and(|disk| disk.f_bavail.saturating_mul(disk.f_frsize) < bytes)
}

/// The folder of the state.
pub(super) fn folder(storage: &Path) -> PathBuf {
    storage.join("state")
}

fn aside(storage: &Path) -> PathBuf {
    storage.join("state.set-aside")
}

/// A state ready for use.
pub(super) struct Opened {
    pub(super) state: State,
    /// Its content is known to be what was written; if not, it is still to be walked.
    pub(super) is_sound: bool,
}

/// Opens the state, made again if need be. A walk gives up after `patience`, if there is one.
///
/// # Errors
/// [`CatalogError::Damaged`] when the journal is, [`CatalogError::State`] when even a new state fails.
pub(super) fn open(storage: &Path, journal: &Journal, patience: Option<Duration>) -> Result<Opened, CatalogError> {
    let folder = folder(storage);
    let seal = seal::take_off(&folder)?;
    let (why, carried) = match seal {
        Seal::Broken => (Fault::Broken("its files are not what they were when it was closed".to_owned()), Vec::new()),
        seal => match open_in_place(&folder, journal, &seal, patience)? {
            Fitness::Fit(Opened { state, is_sound }) if seal == Seal::Absent => match afresh(storage, state) {
                Ok(state) => return Ok(Opened { state, is_sound }),
                Err(why) => (why, Vec::new()),
            },
            Fitness::Fit(opened) => return Ok(opened),
            Fitness::Unfit(why, carried) => (why, carried),
        },
    };
    if matches!(why, Fault::Full) || is_short_of_room(storage, ROOM) {
        // What fails on a full disk may be good; and to make another would need more room.
        return Err(unusable(storage, &Fault::Full));
    }
    tracing::warn!(%why, "the catalogue's state is made again from the journal");
    set_aside(storage)?;
    let state = State::open(&folder).map_err(|why| unusable(storage, &why))?;
    for (key, value) in carried {
        guarded(|| Ok(state.volatile.insert(key, value)?)).map_err(|why| unusable(storage, &why))?;
    }
    match catch_up(&state, journal) {
        Ok(()) => {
            let state = afresh(storage, state).map_err(|why| unusable(storage, &why))?;
            Ok(Opened { state, is_sound: true })
        }
        Err(CaughtUp::Journal(error)) => Err(error),
        Err(CaughtUp::State(why)) => {
            let_go(state);
            Err(unusable(storage, &why))
        }
    }
}

/// How far a state had come that a crash left: nothing when there is none, when it was closed well, or when it cannot be
/// read. To be asked only where it matters: sled opens it for that.
pub(super) fn cut_off_at(storage: &Path) -> Option<Seq> {
    let folder = folder(storage);
    if !folder.join("db").exists() || seal::applied(&folder).is_some() {
        return None;
    }
    let stands = State::open_to_walk(&folder).and_then(|state| {
        let progress = guarded(|| state.progress());
        let_go(state);
        progress
    });
    stands.ok().map(|progress| progress.applied)
}

/// The journal ends before what the state has seen.
pub(super) fn behind(journal: &Journal, seen: Seq) -> CatalogError {
    CatalogError::Behind { segment: journal.end(), held: journal.seq(), seen }
}

fn unusable(storage: &Path, why: &Fault) -> CatalogError {
    match why {
        Fault::Broken(_) if is_short_of_room(storage, ROOM) => CatalogError::Full { folder: storage.to_owned() },
        Fault::Full => CatalogError::Full { folder: storage.to_owned() },
        Fault::Broken(what) => CatalogError::State { what: what.clone() },
    }
}

enum Fitness {
    Fit(Opened),
    /// Why, and the volatile values that could be saved from it.
    Unfit(Fault, Vec<(sled::IVec, sled::IVec)>),
}

fn open_in_place(
    folder: &Path,
    journal: &Journal,
    seal: &Seal,
    patience: Option<Duration>,
) -> Result<Fitness, CatalogError> {
    // A file that sled takes for an empty one may hold remains of another state, which must not mix with a new one.
    let is_new = !fs::read_dir(folder).is_ok_and(|mut files| files.next().is_some());
    let opened = if *seal == Seal::Absent && !is_new { State::open_to_walk(folder) } else { State::open(folder) };
    let state = match opened {
        Ok(state) => state,
        Err(why) => return Ok(Fitness::Unfit(why, Vec::new())),
    };
    let failed = |state, why| {
        let_go(state);
        Ok(Fitness::Unfit(why, Vec::new()))
    };
    let progress = match guarded(|| state.progress()) {
        Ok(progress) => progress,
        Err(why) => return failed(state, why),
    };
    if progress.applied > journal.seq() {
        // What it has seen was answered, and is in no other place.
        let_go(state);
        return Err(behind(journal, progress.applied));
    }
    if !progress.current {
        let carried = guarded(|| Ok(state.volatile.iter().filter_map(Result::ok).collect())).unwrap_or_default();
        let_go(state);
        return Ok(Fitness::Unfit(Fault::Broken("it was made by another version".to_owned()), carried));
    }
    if !is_new && progress.applied == 0 && journal.seq() > 0 {
        return failed(state, Fault::Broken("it is empty".to_owned()));
    }
    let (sealed, patience) = match seal {
        Seal::Intact(sealed) => (Some(sealed), None),
        Seal::Likely(sealed) => (Some(sealed), Some(Duration::ZERO)),
        Seal::Broken | Seal::Absent => (None, patience),
    };
    if sealed.is_some_and(|sealed| *sealed != seal::words(&progress)) {
        return failed(state, Fault::Broken("it does not open as it was closed".to_owned()));
    }
    let mut is_sound = is_new || matches!(seal, Seal::Intact(_));
    if !is_sound {
        let begun = Instant::now();
        match guarded(|| patrol::is_sound(&state, &|| patience.is_none_or(|patience| begun.elapsed() < patience))) {
            Ok(Some(true)) => is_sound = true,
            Ok(None) => {}
            Ok(Some(false)) => return failed(state, Fault::Broken("its content is not what was written".to_owned())),
            Err(why) => return failed(state, why),
        }
    }
    match catch_up(&state, journal) {
        Ok(()) => Ok(Fitness::Fit(Opened { state, is_sound })),
        Err(CaughtUp::Journal(error)) => Err(error),
        Err(CaughtUp::State(why)) => failed(state, why),
    }
}

/// Opens a state again after all of it was read or written: what sled kept of that in memory goes.
fn afresh(storage: &Path, state: State) -> Result<State, Fault> {
    let before = guarded(|| {
        state.flush()?;
        state.progress()
    });
    drop(guarded(|| {
        drop(state);
        Ok(())
    }));
    let before = before?;
    let state = State::open(&folder(storage))?;
    match guarded(|| state.progress()) {
        Ok(after) if after == before => Ok(state),
        _ => {
            let_go(state);
            Err(Fault::Broken("it does not open as it was closed".to_owned()))
        }
    }
}

/// Why a state did not catch up.
enum CaughtUp {
    Journal(CatalogError),
    State(Fault),
}

impl From<CatalogError> for CaughtUp {
    fn from(error: CatalogError) -> Self {
        Self::Journal(error)
    }
}

impl From<Fault> for CaughtUp {
    fn from(fault: Fault) -> Self {
        Self::State(fault)
    }
}

/// Brings a state to the end of the journal: one that lags behind in whole batches; an empty one a write at a time, much
/// quicker, its progress last.
fn catch_up(state: &State, journal: &Journal) -> Result<(), CaughtUp> {
    let progress = guarded(|| state.progress())?;
    if progress.applied > 0 {
        let apply = |batch, applied, digest| state.apply(&batch, applied, digest);
        return follow(state, journal, progress, apply).map(drop);
    }
    let digest = follow(state, journal, progress, |batch, _, _| state.pour(batch))?;
    guarded(|| state.apply(&Batch::default(), journal.seq(), digest))?;
    Ok(())
}

fn follow(
    state: &State,
    journal: &Journal,
    from: Progress,
    apply: impl Fn(Batch, Seq, Digest) -> Result<(), Fault>,
) -> Result<Digest, CaughtUp> {
    let Progress { mut applied, mut digest, .. } = from;
    while applied < journal.seq() {
        let mut pending = Pending::on(state, digest);
        let begun = applied;
        journal.replay(begun, |entry| {
            guarded(|| pending.add(&entry))?;
            applied = entry.seq;
            Ok::<_, CaughtUp>(pending.len() < AT_ONCE)
        })?;
        let (batch, after) = pending.into_batch();
        guarded(|| apply(batch, applied, after))?;
        digest = after;
    }
    Ok(digest)
}

/// Drops a state that failed. sled may wait for ever for a thread of its own that panicked: a thread of its own waits.
pub(super) fn let_go<T: Send + 'static>(state: T) {
    let (gone, told) = mpsc::channel();
    thread::spawn(move || {
        drop(guarded(|| {
            drop(state);
            Ok(())
        }));
        // Nobody listens any more when it took too long.
        let _ = gone.send(());
    });
    // Whether it let go or not, its files are moved away: another state is made in their place.
    let _ = told.recv_timeout(PATIENCE);
}

/// Closes a state and seals its files. What goes wrong is only told: without a seal the next start looks closer.
pub(super) fn close<T: Borrow<State>>(storage: &Path, state: T) {
    let folder = folder(storage);
    let flushed = guarded(|| {
        state.borrow().flush()?;
        state.borrow().progress()
    });
    drop(guarded(|| {
        drop(state);
        Ok(())
    }));
    match flushed {
        Err(why) => tracing::warn!(%why, "the catalogue's state was not closed well"),
        Ok(_) if !lock::is_free(&folder.join("db")) => {
            tracing::warn!("the catalogue's state is still being read and was not sealed");
        }
        Ok(progress) => {
            if let Err(error) = seal::set(&folder, &progress) {
                tracing::warn!(%error, "the catalogue's state was not sealed");
            }
        }
    }
}

/// Moves the state's files out of the way, in place of those moved before.
///
/// # Errors
/// [`CatalogError::Io`].
pub(super) fn set_aside(storage: &Path) -> Result<(), CatalogError> {
    let (folder, aside) = (folder(storage), aside(storage));
    remove(&aside)?;
    match fs::rename(&folder, &aside) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => {
            Err(CatalogError::io("setting aside", &folder, source))
        }
        _ => Ok(()),
    }
}

/// Removes a folder and all in it, if it is there.
fn remove(folder: &Path) -> Result<(), CatalogError> {
    match fs::remove_dir_all(folder) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => Err(CatalogError::io("removing", folder, source)),
        _ => Ok(()),
    }
}

/// Removes the state, and what was set aside of earlier ones.
///
/// # Errors
/// [`CatalogError::Io`].
pub(super) fn throw_away(storage: &Path) -> Result<(), CatalogError> {
    remove(&aside(storage))?;
    remove(&folder(storage))
}

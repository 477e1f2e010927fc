//! Opening the state so that it says what the journal says, whatever became of its files.
//!
//! 1. Its **seal** tells whether the files are what they were when it was closed.
//! 2. sled **opens** it, and its progress says whether this code made it and how far it came: as far as the seal says.
//! 3. After a crash, which leaves no seal, all of it is read, and its **digest** compared with the one that the last change
//!    left: a state that is whole may be used, however it came to its end.
//! 4. It **catches up** with the journal.
//!
//! Whenever one of these fails, the state is made again from the journal: it holds nothing that the journal does not, and to
//! make it takes less than a minute for a million photos.

use std::{
    borrow::Borrow,
    fs, io,
    path::{Path, PathBuf},
    sync::{Arc, mpsc},
    thread,
    time::Duration,
};

use super::{
    fault::{Fault, guarded},
    journal::Journal,
    pending::Pending,
    rebuild,
    seal::{self, Seal},
    state::State,
};
use crate::catalog::{error::CatalogError, lock, store::Seq};

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

/// Opens the state, made again if need be.
///
/// # Errors
/// [`CatalogError::Damaged`] when the journal is, [`CatalogError::Behind`] when it lacks what the state has seen,
/// [`CatalogError::State`] when even a new state fails.
pub(super) fn open(storage: &Path, journal: &Arc<Journal>) -> Result<State, CatalogError> {
    open_unless(storage, journal, None)
}

/// Opens the state anew after it failed while it was in use: one that is not sealed is made again, whatever its digest says,
/// since it may say what its last change left and still not what the journal says.
///
/// # Errors
/// Those of [`open`].
pub(super) fn open_again(storage: &Path, journal: &Arc<Journal>) -> Result<State, CatalogError> {
    open_unless(storage, journal, Some("it failed while it was in use"))
}

/// Opens the state; one that is not sealed is not used if there is a reason not to.
fn open_unless(storage: &Path, journal: &Arc<Journal>, reason: Option<&str>) -> Result<State, CatalogError> {
    let folder = folder(storage);
    if !fs::read_dir(&folder).is_ok_and(|mut files| files.next().is_some()) {
        return make(storage, journal, Vec::new());
    }
    let seal = seal::take_off(&folder)?;
    let Unfit { why, is_read, carried } = match open_in_place(&folder, journal, &seal, reason)? {
        Ok(state) => return Ok(state),
        Err(unfit) => unfit,
    };
    if matches!(why, Fault::Full) || is_short_of_room(storage, ROOM) {
        // What fails on a full disk may be good; and to make another would need more room.
        return Err(unusable(storage, &Fault::Full));
    }
    if is_read {
        tracing::info!(%why, "the catalogue's state is made again from the journal");
        remove(&folder)?;
    } else {
        tracing::warn!(%why, "the catalogue's state is made again from the journal");
        set_aside(storage)?;
    }
    make(storage, journal, carried)
}

/// Makes the state from the journal, with these volatile values.
fn make(storage: &Path, journal: &Arc<Journal>, carried: Vec<(sled::IVec, sled::IVec)>) -> Result<State, CatalogError> {
    let folder = folder(storage);
    let failed = |why: Fault| unusable(storage, &why);
    let state = State::open(&folder, journal).map_err(failed)?;
    let made = guarded(|| {
        for (key, value) in carried {
            state.volatile.insert(key, value)?;
        }
        rebuild::fill(&state, journal, &folder)?;
        state.flush()
    });
    if made.is_ok() && journal.seq() == 0 {
        return Ok(state);
    }
    // Opened again: what sled kept in memory of all that was written goes.
    let_go(state);
    made.and_then(|()| State::open(&folder, journal)).map_err(failed)
}

/// How far a state had come that a crash left: nothing when there is none, when it was closed well, or when it cannot be
/// read. To be asked only where it matters: sled opens it for that.
pub(super) fn cut_off_at(storage: &Path, journal: &Arc<Journal>) -> Option<Seq> {
    let folder = folder(storage);
    if !folder.join("db").exists() || seal::applied(&folder).is_some() {
        return None;
    }
    let stands = State::open(&folder, journal).and_then(|state| {
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
        Fault::Journal(error) => error.again(),
        Fault::Broken(_) if is_short_of_room(storage, ROOM) => CatalogError::Full { folder: storage.to_owned() },
        Fault::Full => CatalogError::Full { folder: storage.to_owned() },
        Fault::Broken(what) => CatalogError::State { what: what.clone() },
    }
}

/// A state that is not to be used.
struct Unfit {
    why: Fault,
    /// Whether all that is worth keeping of it was read.
    is_read: bool,
    /// Its volatile values, if it was read.
    carried: Vec<(sled::IVec, sled::IVec)>,
}

impl Unfit {
    fn because(what: &str) -> Self {
        Fault::Broken(what.to_owned()).into()
    }

    /// With the volatile values of this state, which is let go of.
    fn carrying(self, state: State) -> Self {
        let carried = guarded(|| Ok(state.volatile.iter().filter_map(Result::ok).collect())).unwrap_or_default();
        let_go(state);
        Self { carried, is_read: true, ..self }
    }
}

impl From<Fault> for Unfit {
    fn from(why: Fault) -> Self {
        Self { why, is_read: false, carried: Vec::new() }
    }
}

fn open_in_place(
    folder: &Path,
    journal: &Arc<Journal>,
    seal: &Seal,
    reason: Option<&str>,
) -> Result<Result<State, Unfit>, CatalogError> {
    if *seal == Seal::Broken {
        return Ok(Err(Unfit::because("its files are not what they were when it was closed")));
    }
    let state = match State::open(folder, journal) {
        Ok(state) => state,
        Err(why) => return Ok(Err(why.into())),
    };
    let failed = |state, unfit| {
        let_go(state);
        Ok(Err(unfit))
    };
    let progress = match guarded(|| state.progress()) {
        Ok(progress) => progress,
        Err(why) => return failed(state, why.into()),
    };
    if progress.applied > journal.seq() {
        // What it has seen was answered, and may be in no other place.
        let_go(state);
        return Err(behind(journal, progress.applied));
    }
    if !progress.current {
        return Ok(Err(Unfit::because("it was made by another version").carrying(state)));
    }
    match seal {
        Seal::Intact(sealed) if *sealed != seal::words(&progress) => {
            return failed(state, Unfit::because("it does not open as it was closed"));
        }
        Seal::Intact(_) if progress.applied == 0 && journal.seq() > 0 => {
            return failed(state, Unfit::because("it is empty"));
        }
        Seal::Intact(_) => {}
        // Without room for another, it is better than none; it is not sealed, and made again as soon as there is.
        _ if is_short_of_room(folder, ROOM) => state.distrust(),
        _ if reason.is_some() => {
            return Ok(Err(Unfit::because(reason.unwrap_or_default()).carrying(state)));
        }
        _ if progress.applied == 0 && journal.seq() > 0 => {
            return Ok(Err(Unfit::because("it is empty").carrying(state)));
        }
        _ => match guarded(|| state.is_whole()) {
            Ok(true) => {
                let (applied, last) = (progress.applied, journal.seq());
                tracing::info!(
                    applied,
                    last,
                    "the catalogue's state was not closed, and is whole: it follows the journal"
                );
            }
            Ok(false) => return Ok(Err(Unfit::because("it is not what was written to it").carrying(state))),
            Err(why) => return failed(state, why.into()),
        },
    }
    match catch_up(&state, journal) {
        Ok(()) => Ok(Ok(state)),
        Err(Fault::Journal(error)) => Err(error.again()),
        Err(why) => failed(state, why.into()),
    }
}

/// Brings a state to the end of the journal.
fn catch_up(state: &State, journal: &Journal) -> Result<(), Fault> {
    let mut applied = guarded(|| state.progress())?.applied;
    while applied < journal.seq() {
        let mut pending = Pending::on(state, applied);
        journal.replay_lines(applied, |seq, line| {
            guarded(|| pending.add(seq, line))?;
            applied = seq;
            Ok::<_, Fault>(pending.len() < AT_ONCE)
        })?;
        guarded(|| state.apply(&pending.into_batch()))?;
    }
    Ok(())
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

/// Closes a state and seals its files. What goes wrong is only told: without a seal the next start makes the state again.
pub(super) fn close<T: Borrow<State>>(storage: &Path, journal: &Journal, state: T) {
    let folder = folder(storage);
    let is_trusted = state.borrow().is_trusted();
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
        Ok(_) if !is_trusted => {}
        Ok(progress) => {
            if let Err(error) = seal::set(&folder, &progress, journal.closed()) {
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

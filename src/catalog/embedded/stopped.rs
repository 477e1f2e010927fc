//! What is done with the catalogue of a storage folder without serving it: made again, verified, repaired, copied, looked at.

use std::path::Path;

use jiff::Timestamp;

use super::{
    CopiedJournal, CopiedSegment, Embedded, Flaw, Settings, Unfinished, copy,
    ending::{self, Survey},
    moving, recover, rewrite, verify,
};
use crate::catalog::{
    error::CatalogError,
    lock,
    mark::Mark,
    store::{RecordStore as _, Seq},
};

impl Embedded {
    /// Throws the state of a stopped library away and makes it again from the journal; gives the number of entries.
    ///
    /// # Errors
    /// Those of [`open`](Self::open).
    pub fn rebuild(storage: &Path, settings: Settings) -> Result<Seq, CatalogError> {
        let lock = lock::take(storage)?;
        rewrite::finish(storage)?;
        // A damaged journal, and one that lacks what the state has seen, is found before anything is thrown away.
        let journal = ending::judged(storage, Survey::Whole, true)?;
        // Nor is it where there is no room for another.
        if recover::is_short_of_room(storage, settings.reserve_bytes) {
            return Err(CatalogError::Full { folder: storage.to_owned() });
        }
        recover::throw_away(storage)?;
        Ok(Self::on(journal, storage, settings, lock)?.seq())
    }

    /// Compares everything in a stopped library's catalogue: each line of the journal with its checksum, and the state
    /// with what the journal says. Gives what is wrong, nothing when all is well.
    ///
    /// # Errors
    /// [`CatalogError::InUse`] when another process has it, [`CatalogError::Io`] when a file cannot be read at all.
    pub fn verify(storage: &Path) -> Result<Vec<Flaw>, CatalogError> {
        let _lock = lock::take(storage)?;
        verify::verify(storage)
    }

    /// Puts the end of a stopped library's journal right, as a start would, and puts entries back that are missing there
    /// and that the state has seen. Tells what was done, a line each.
    ///
    /// # Errors
    /// [`CatalogError::InUse`] when another process has it, [`CatalogError::Damaged`] when the journal is damaged
    /// elsewhere, [`CatalogError::NotPutBack`] when the state does not hold what is missing.
    pub fn repair(storage: &Path) -> Result<Vec<String>, CatalogError> {
        let _lock = lock::take(storage)?;
        rewrite::finish(storage)?;
        ending::repair(storage)
    }

    /// Copies the journal of one storage folder into another one, as far as it has changed since it was copied last; `known` are
    /// the segments of that time. Another process may write to the journal meanwhile.
    ///
    /// # Errors
    /// [`CatalogError::Rewriting`] when the journal is being rewritten all the time, [`CatalogError::Full`] or
    /// [`CatalogError::Io`] when a file cannot be read or written.
    pub fn copy_journal(from: &Path, to: &Path, known: &[CopiedSegment]) -> Result<CopiedJournal, CatalogError> {
        let copied = copy::copy(from, to, known)?;
        copy::keep_only(to, &copied.segments)?;
        Ok(copied)
    }

    /// Whether these segments of a backup are still the bytes that were copied.
    ///
    /// # Errors
    /// [`CatalogError::Io`] when one cannot be read.
    pub fn has_copied(storage: &Path, segments: &[CopiedSegment]) -> Result<bool, CatalogError> {
        copy::are_whole(storage, segments)
    }

    /// The instant of the entry of this number; none when the journal of a folder has no such entry.
    ///
    /// # Errors
    /// [`CatalogError`] when the journal cannot be read.
    pub fn instant_of(storage: &Path, seq: Seq) -> Result<Option<Timestamp>, CatalogError> {
        copy::instant_of(storage, seq)
    }

    /// The number and the instant of the last entry of a folder's journal, which another process may have open; none of an empty
    /// one.
    ///
    /// # Errors
    /// [`CatalogError::Io`] when it cannot be read.
    pub fn last_entry(storage: &Path) -> Result<Option<(Seq, Timestamp)>, CatalogError> {
        copy::last(storage)
    }

    /// What a forgetting that was cut short left in a stopped library. [Opening](Self::open) it finishes that.
    ///
    /// # Errors
    /// [`CatalogError::InUse`] when another process has it, [`CatalogError::Damaged`] when what was decided does not read.
    pub fn unfinished(storage: &Path) -> Result<Option<Unfinished>, CatalogError> {
        let _lock = lock::take(storage)?;
        rewrite::unfinished(storage)
    }

    /// Moves the state of a stopped library out of the way: the next opening makes it again from the journal.
    ///
    /// # Errors
    /// [`CatalogError::InUse`] when another process has it, [`CatalogError::Io`] when it cannot be moved.
    pub fn set_state_aside(storage: &Path) -> Result<(), CatalogError> {
        let _lock = lock::take(storage)?;
        recover::set_aside(storage)
    }

    /// The mark of a storage folder, which may be open in another process.
    ///
    /// # Errors
    /// [`CatalogError::Io`] when it cannot be read.
    pub fn marked_in(storage: &Path) -> Result<Option<Mark>, CatalogError> {
        moving::marked(storage)
    }
}

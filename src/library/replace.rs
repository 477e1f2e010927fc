//! A better file for a published photo: proposed, compared, sent and, where its contributor is not trusted, decided on by a moderator.
//!
//! Its contributor alone replaces it: the licence is granted on the bytes of a file (CC BY 4.0 §1(g) speaks of the licensed
//! material), and nobody grants it in their place.

use bytes::Bytes;

use super::{
    Library, StoreFault,
    browse::{LookError, VisiblePhoto},
    change::Gesture,
    deposit::{self, DepositError},
};
use crate::{
    archive::Staged,
    catalog::{
        photos::{self, Shelf, own_bytes, public_bytes},
        store::{Expectation, Outcome},
    },
    domain::{
        grant::Grant,
        hash::ContentHash,
        lengths,
        page::Page,
        person::{Handle, Role},
        photo::{FileDecision, PhotoId, PhotoRecord, Replacement, State},
        reader::Reader,
        stored::Stored,
        text,
    },
};

/// The name of the gesture by which a file takes the place of another.
pub(super) const REPLACE: &str = "replace-file";

/// Why a file did not take the place of another.
#[derive(Debug, thiserror::Error)]
pub enum ReplaceError {
    /// The photo is not there for this reader.
    #[error(transparent)]
    Look(#[from] LookError),
    /// They see it, and may not do this.
    #[error("only its contributor replaces the file of a photo, and moderators decide on it")]
    NotAllowed,
    /// Only the file of a published photo is replaced; and what is decided on must be there.
    #[error("the photo is not published, or no file was proposed for it")]
    WrongState,
    /// It has this file already.
    #[error("the photo has this file already")]
    SameFile,
    /// Another photo has it.
    #[error("another photo has this file: {0}")]
    AlreadyHeld(PhotoId),
    /// The file itself is refused.
    #[error(transparent)]
    File(#[from] DepositError),
    /// The ledger of its licences has no room: each file is given under one, and each that was granted stays.
    #[error("the photo has no room for another licence")]
    LedgerFull,
    /// A refusal says why.
    #[error("a refusal needs a reason")]
    ReasonMissing,
    /// The reason is too long.
    #[error(transparent)]
    ReasonTooLong(#[from] text::TooLong),
    /// Someone changed it meanwhile.
    #[error("the photo was changed meanwhile")]
    Stale,
    /// A store failed.
    #[error(transparent)]
    Fault(#[from] StoreFault),
}

impl<E> From<E> for ReplaceError
where
    E: Into<crate::catalog::CatalogError>,
{
    fn from(error: E) -> Self {
        Self::Fault(StoreFault::Catalog(error.into()))
    }
}

/// What a moderator decides on a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileVerdict {
    /// It takes the place of the other.
    Accept,
    /// It does not, for this reason.
    Refuse(String),
}

impl FileVerdict {
    /// Reads a decision as forms and the API write it: `publish` or `refuse`; nothing for another word.
    ///
    /// # Errors
    /// [`ReplaceError::ReasonMissing`], [`ReplaceError::ReasonTooLong`].
    pub fn parse(name: &str, reason: &str) -> Result<Option<Self>, ReplaceError> {
        let reason = text::clean_block(reason);
        text::within(&reason, lengths::REASON)?;
        match name {
            "publish" => Ok(Some(Self::Accept)),
            "refuse" if reason.is_empty() => Err(ReplaceError::ReasonMissing),
            "refuse" => Ok(Some(Self::Refuse(reason))),
            _ => Ok(None),
        }
    }
}

impl Library {
    /// Proposes a file, by the contributor of a published photo: read, kept, and shown to them beside the other. It takes the place of
    /// one that they proposed before.
    ///
    /// # Errors
    /// [`ReplaceError`]; nothing was changed.
    pub async fn propose_file(
        &self,
        reader: &Reader,
        id: &PhotoId,
        staged: Staged,
    ) -> Result<Stored<PhotoRecord>, ReplaceError> {
        let (found, who) = self.replaceable(reader, id).await?;
        let _turn = self.budget.turn(&who).await.ok_or(StoreFault::Worker)?;
        let hash = staged.blake3;
        if found.original.blake3 == hash {
            return Err(ReplaceError::SameFile);
        }
        if !found.has_room_for_grant() {
            return Err(ReplaceError::LedgerFull);
        }
        if let Some(other) = self.held_as(&who, hash).await?.filter(|other| other != id) {
            return Err(ReplaceError::AlreadyHeld(other));
        }
        let ready = self.make_ready(&staged).await?;
        let file = Replacement {
            original: ready.original(&staged),
            camera: deposit::camera(&ready.inspected),
            direction: ready.inspected.direction,
            renditions: ready.renditions(),
            dominant: ready.derived.dominant.to_string(),
            suggestions: deposit::suggestions(&ready.inspected),
            at: self.now(),
            grant: None,
        };
        self.keep(staged, ready.derived).await?;
        let mut record = PhotoRecord::clone(&found.record);
        // One that was proposed before stays in the archive, since the journal names it, until the photo is forgotten.
        record.replacement = Some(Box::new(file));
        record.remove_refused_files();
        let mut expect = vec![Expectation::Revision(photos::key(id), found.revision)];
        if !found.kept_hashes().any(|known| known == hash) {
            expect.push(Expectation::Unclaimed(own_bytes(&who, hash)));
        }
        let gesture = Gesture { actor: Some(&who), name: "propose-file", note: None, expect };
        self.put_photo(record, gesture).await
    }

    /// Sends the proposed file: the licence in force is granted on it, and it takes the place of the other at once, or waits for a
    /// moderator. `unseen` where the wording of the licence was not shown.
    ///
    /// # Errors
    /// [`ReplaceError`]; nothing was changed.
    pub async fn send_file(
        &self,
        reader: &Reader,
        id: &PhotoId,
        seen: Option<u64>,
        unseen: bool,
    ) -> Result<Stored<PhotoRecord>, ReplaceError> {
        let (found, who) = self.replaceable(reader, id).await?;
        if seen.is_some_and(|seen| seen != found.revision) {
            return Err(ReplaceError::Stale);
        }
        let mut record = PhotoRecord::clone(&found.record);
        let licence = record.licence().ok_or(ReplaceError::WrongState)?;
        let proposed = record.with_proposed().ok_or(ReplaceError::WrongState)?;
        let file = record.replacement.as_mut().filter(|file| !file.is_sent()).ok_or(ReplaceError::WrongState)?;
        let hash = file.original.blake3;
        file.grant = Some(Grant::on(&proposed, licence, self.now(), unseen));
        file.at = self.now();
        // A withdrawn file is not published again without a review, whoever gives it.
        let is_trusted = reader.publishes_at_once() && self.photos.withdrawn(hash).await?.is_none();
        let mut expect = vec![Expectation::Revision(photos::key(id), found.revision)];
        if is_trusted {
            expect.extend(Self::unclaimed(&found, hash));
            record.take_proposed(self.now());
        }
        let name = if is_trusted { REPLACE } else { "send-file" };
        let gesture = Gesture { actor: Some(&who), name, note: None, expect };
        self.put_photo(record, gesture).await
    }

    /// Gives a proposed file up, by the contributor of the photo; where there is none, removes what is said of refused ones.
    ///
    /// # Errors
    /// [`ReplaceError`]; nothing was changed.
    pub async fn drop_file(&self, reader: &Reader, id: &PhotoId) -> Result<Stored<PhotoRecord>, ReplaceError> {
        let (found, who) = self.replaceable(reader, id).await?;
        let mut record = PhotoRecord::clone(&found.record);
        if record.replacement.take().is_none() && !record.remove_refused_files() {
            return Err(ReplaceError::WrongState);
        }
        let expect = vec![Expectation::Revision(photos::key(id), found.revision)];
        let gesture = Gesture { actor: Some(&who), name: "drop-file", note: None, expect };
        self.put_photo(record, gesture).await
    }

    /// A moderator decides on a file that was sent, as they saw it.
    ///
    /// # Errors
    /// [`ReplaceError`]; nothing was changed.
    pub async fn decide_file(
        &self,
        reader: &Reader,
        id: &PhotoId,
        verdict: FileVerdict,
        seen: Option<u64>,
    ) -> Result<Stored<PhotoRecord>, ReplaceError> {
        let found = self.whole_photo(reader, id).await?;
        let Some(who) = reader.handle().filter(|_| reader.is_at_least(Role::Moderator)).cloned() else {
            return Err(ReplaceError::NotAllowed);
        };
        if seen.is_some_and(|seen| seen != found.revision) {
            return Err(ReplaceError::Stale);
        }
        let mut record = PhotoRecord::clone(&found.record);
        let waits = record.replacement.as_ref().filter(|file| file.is_sent() && found.state == State::Published);
        let hash = waits.ok_or(ReplaceError::WrongState)?.original.blake3;
        let now = self.now();
        let mut expect = vec![Expectation::Revision(photos::key(id), found.revision)];
        let name = match verdict {
            FileVerdict::Accept => {
                expect.extend(Self::unclaimed(&found, hash));
                record.take_proposed(now);
                // Looked at by a moderator, as a photo that is left public is.
                record.step(State::Published, who.clone(), now, None);
                record.keep_file_decision(FileDecision { at: now, actor: who.clone(), reason: None });
                REPLACE
            }
            FileVerdict::Refuse(reason) => {
                record.replacement = None;
                record.keep_file_decision(FileDecision { at: now, actor: who.clone(), reason: Some(reason) });
                "refuse-file"
            }
        };
        let gesture = Gesture { actor: Some(&who), name, note: None, expect };
        self.put_photo(record, gesture).await
    }

    /// Photos with a file that waits for a moderator, oldest first; nothing for anybody else.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn waiting_files(&self, reader: &Reader, after: Option<&str>, limit: usize) -> Result<Page, StoreFault> {
        if !reader.is_at_least(Role::Moderator) {
            return Ok(Page { photos: Vec::new(), next: None, total: 0 });
        }
        Ok(self.photos.shelf(&Shelf::Replacing, after, limit).await?)
    }

    /// A size of the file that is proposed for a photo, for who may see it. `beginning` of its hash, where one file is meant.
    ///
    /// # Errors
    /// [`LookError::Unknown`] for anybody else, where there is none, and where it is another file.
    pub async fn proposed_rendition(
        &self,
        reader: &Reader,
        id: &PhotoId,
        name: &str,
        beginning: Option<&str>,
    ) -> Result<Bytes, LookError> {
        let found = self.whole_photo(reader, id).await?;
        if !may_see_proposed(reader, &found.record) {
            return Err(LookError::Unknown);
        }
        let proposed = found.with_proposed().ok_or(LookError::Unknown)?;
        let hash = proposed.original.blake3;
        if beginning.is_some_and(|beginning| hash.short() != beginning) {
            return Err(LookError::Unknown);
        }
        self.rendition(&proposed, name).await
    }

    /// A published photo whose file this reader may replace.
    async fn replaceable(&self, reader: &Reader, id: &PhotoId) -> Result<(VisiblePhoto, Handle), ReplaceError> {
        let found = self.whole_photo(reader, id).await?;
        let who = reader.handle().filter(|_| reader.gave(&found.record)).ok_or(ReplaceError::NotAllowed)?.clone();
        if found.state == State::Published { Ok((found, who)) } else { Err(ReplaceError::WrongState) }
    }

    /// The photo of this file: the person's own, or the one that is public. Those of others that are not public are not told.
    async fn held_as(&self, who: &Handle, hash: ContentHash) -> Result<Option<PhotoId>, StoreFault> {
        let own = self.photos.own(who, hash).await?;
        let held = if own.is_some() { own } else { self.photos.public(hash).await? };
        Ok(held.map(|held| held.record.id))
    }

    /// That nobody made the file public meanwhile; its own earlier file is its own.
    fn unclaimed(photo: &PhotoRecord, hash: ContentHash) -> Option<Expectation> {
        let is_own = photo.file_hashes().any(|own| own == hash);
        (!is_own).then(|| Expectation::Unclaimed(public_bytes(hash)))
    }

    async fn put_photo(
        &self,
        mut record: PhotoRecord,
        gesture: Gesture<'_>,
    ) -> Result<Stored<PhotoRecord>, ReplaceError> {
        record.fit();
        let key = photos::key(&record.id);
        let hash = record.replacement.as_ref().map_or(record.original.blake3, |file| file.original.blake3);
        let contributor = record.contributor.clone();
        match self.put(key.clone(), &record, gesture).await? {
            Outcome::Done(revision) => Ok(Stored { revision, record }),
            Outcome::Conflict(unmet) if unmet.record() == Some(&key) => Err(ReplaceError::Stale),
            Outcome::Conflict(_) => match self.held_as(&contributor, hash).await?.filter(|other| *other != record.id) {
                Some(other) => Err(ReplaceError::AlreadyHeld(other)),
                None => Err(ReplaceError::Stale),
            },
        }
    }
}

/// Whether this reader may see a file that is proposed for a photo: its contributor, and moderators once it was sent.
#[must_use]
pub fn may_see_proposed(reader: &Reader, photo: &PhotoRecord) -> bool {
    photo
        .replacement
        .as_ref()
        .is_some_and(|file| reader.gave(photo) || (file.is_sent() && reader.is_at_least(Role::Moderator)))
}

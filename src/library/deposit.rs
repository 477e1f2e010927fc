//! A deposit: a photo from its first byte to its journal entry.
//!
//! 1. **receive**: the bytes stream to staging and are hashed as they come ([`Library::receive`], the archive's work);
//! 2. **recognise** the same bytes, early and cheap;
//! 3. **inspect** them: type, limits, metadata;
//! 4. **derive** renditions and fingerprints within the shared budget;
//! 5. **keep** the original under its hash, and its renditions beside it;
//! 6. **enter** one journal entry, which makes the deposit; the same bytes are looked up again, since another request
//!    may have entered them;
//! 7. **index** follows the journal inside the catalogue;
//! 8. **show**: every page shows the record.
//!
//! A crash before 6 leaves at most an orphan file, which `zef check` finds.

use jiff::Timestamp;

use super::{
    Library, StoreFault,
    change::Gesture,
    panic_guard::{Panicked, on_a_file},
    tags::GivenTagError,
};
use crate::{
    archive::{Staged, Upload},
    catalog::{
        photos::{self as shelf, own_bytes, public_bytes, withdrawn_bytes},
        store::{Expectation, Outcome},
    },
    domain::{
        arrival::Arrival,
        grant::Grant,
        group::Groups,
        hash::ContentHash,
        licence::{LicenceId, Mention},
        person::{Handle, Role},
        photo::{
            AltText, Author, Camera, Description, Original, PhotoId, PhotoRecord, Provenance, RECORD_VERSION,
            Rendition, State, Step, Title,
        },
        place::{Coordinates, Place},
        reader::Reader,
        stored::{Stored, UnknownMembers},
        suggestions::Suggestions,
        tag::{Tag, vocabulary::BannedTag},
        taken::Taken,
        text,
    },
    imaging::{
        inspect::{self, Inspected, Refusal},
        pixels::{self, Derived, PixelsError},
    },
};

/// What a contributor says of a photo while giving it.
#[derive(Clone, Debug, Default)]
pub struct Wishes {
    /// The licence granted; required to submit, not to draft.
    pub licence: Option<LicenceId>,
    /// A title.
    pub title: Option<Title>,
    /// A description.
    pub description: Option<Description>,
    /// A text alternative.
    pub alt: Option<AltText>,
    /// Who is credited; without a name, the contributor's own choice stands.
    pub author: Author,
    /// Tags.
    pub tags: Vec<Tag>,
    /// When it was taken, if better known than the camera knows.
    pub taken: Option<Taken>,
    /// Where it was taken, and how precisely that is published. Coordinates of the file are used when none are given.
    pub place: Place,
    /// Where the right to give it comes from.
    pub source: Provenance,
    /// Which archive it comes from.
    pub archive: Option<String>,
    /// How the file arrived.
    pub arrival: Arrival,
    /// Whether the licence was named without its wording being shown, as on the command line.
    pub unseen: bool,
    /// Whether it goes to review (or to the public) now, or stays a draft.
    pub submit: bool,
}

/// How a deposit ends well.
#[derive(Debug)]
pub enum Deposited {
    /// A new photo.
    New(Box<Stored<PhotoRecord>>),
    /// The same person gave the same bytes before: that photo.
    AlreadyHeld(Box<Stored<PhotoRecord>>),
    /// Someone else's photo of the same bytes is public.
    AlreadyPublished(PhotoId),
}

/// Why a deposit was refused.
#[derive(Debug, thiserror::Error)]
pub enum DepositError {
    /// Only people with an account give photos.
    #[error("nobody is signed in")]
    NotSignedIn,
    /// Submitting needs a licence.
    #[error("no licence was chosen")]
    MissingLicence,
    /// This library does not offer that licence to this person.
    #[error("{} is not offered here", .0.label())]
    LicenceNotOffered(LicenceId),
    /// The file is not accepted.
    #[error("the file was refused")]
    Refused(#[source] Refusal),
    /// The picture cannot be decoded within the memory the library allows.
    #[error("decoding would need {bytes} bytes of memory, more than this library allows")]
    TooLargeToDecode {
        /// How many.
        bytes: u64,
    },
    /// The picture's data ends early.
    #[error("the image data ends early")]
    Truncated,
    /// The picture does not decode.
    #[error(transparent)]
    Undecodable(PixelsError),
    /// A tag may not be given.
    #[error(transparent)]
    Tag(BannedTag),
    /// A store failed.
    #[error(transparent)]
    Fault(#[from] StoreFault),
}

impl From<GivenTagError> for DepositError {
    fn from(error: GivenTagError) -> Self {
        match error {
            GivenTagError::Banned(banned) => Self::Tag(banned),
            GivenTagError::Fault(fault) => Self::Fault(fault),
        }
    }
}

impl<E> From<E> for DepositError
where
    E: Into<crate::catalog::CatalogError>,
{
    fn from(error: E) -> Self {
        Self::Fault(StoreFault::Catalog(error.into()))
    }
}

/// A decoder that panics could not decode.
fn undecodable(panicked: Panicked) -> DepositError {
    DepositError::Undecodable(PixelsError::Undecodable { source: panicked.into() })
}

/// A photograph read, inspected and decoded, ready to be kept and entered.
pub(super) struct Ready {
    pub(super) inspected: Inspected,
    pub(super) derived: Derived,
}

impl Ready {
    /// The file, as its record says it.
    pub(super) fn original(&self, staged: &Staged) -> Original {
        Original {
            blake3: staged.blake3,
            sha256: staged.sha256,
            bytes: staged.bytes,
            media_type: self.inspected.format.media_type().to_owned(),
            width: self.inspected.width,
            height: self.inspected.height,
            pixels: self.derived.pixels,
            look: self.derived.look,
        }
    }

    /// The sizes made of it.
    pub(super) fn renditions(&self) -> Vec<Rendition> {
        let rendition = |made: &pixels::Made| Rendition {
            edge: made.width.max(made.height),
            width: made.width,
            height: made.height,
            bytes: u64::try_from(made.bytes.len()).unwrap_or(u64::MAX),
        };
        self.derived.renditions.iter().map(rendition).collect()
    }
}

impl Library {
    /// Begins to receive bytes: step 1.
    ///
    /// # Errors
    /// [`StoreFault`] when the disk is full or fails, or when the library moves.
    pub async fn receive(&self) -> Result<Upload, StoreFault> {
        self.takes_changes().await?;
        Ok(self.archive.stage().await?)
    }

    /// Steps 2 to 8 for bytes received whole, each person's photographs one after the other.
    ///
    /// # Errors
    /// [`DepositError`] says why the photo was refused; nothing of it is left.
    pub async fn deposit_in_turn(
        &self,
        reader: &Reader,
        staged: Staged,
        wishes: Wishes,
    ) -> Result<Deposited, DepositError> {
        let contributor = reader.handle().ok_or(DepositError::NotSignedIn)?;
        let _turn = self.budget.turn(contributor).await.ok_or(StoreFault::Worker)?;
        self.deposit(reader, staged, wishes).await
    }

    /// The same without waiting for a turn, for an import, which has the library alone and every core.
    ///
    /// # Errors
    /// [`DepositError`] says why the photo was refused; nothing of it is left.
    pub async fn deposit(&self, reader: &Reader, staged: Staged, wishes: Wishes) -> Result<Deposited, DepositError> {
        let contributor = reader.handle().ok_or(DepositError::NotSignedIn)?;
        if let Some(known) = self.recognise(contributor, staged.blake3).await? {
            return Ok(known);
        }
        self.permit_licence(reader, &wishes)?;
        let tags = self.as_given(wishes.tags, &[]).await?;
        let wishes = Wishes { tags, ..wishes };
        let ready = self.make_ready(&staged).await?;
        let record = self.compose(reader, contributor, &staged, wishes, &ready).await?;
        self.keep(staged, ready.derived).await?;
        self.enter(record).await
    }

    /// Step 2; again when step 6 finds that another request entered the same bytes.
    async fn recognise(&self, contributor: &Handle, hash: ContentHash) -> Result<Option<Deposited>, StoreFault> {
        if let Some(own) = self.photos.own(contributor, hash).await? {
            return Ok(Some(Deposited::AlreadyHeld(Box::new(own))));
        }
        Ok(self.photos.public(hash).await?.map(|public| {
            // Their own photo, entered since the lookup before.
            if public.record.contributor == *contributor {
                Deposited::AlreadyHeld(Box::new(public))
            } else {
                Deposited::AlreadyPublished(public.record.id)
            }
        }))
    }

    fn permit_licence(&self, reader: &Reader, wishes: &Wishes) -> Result<(), DepositError> {
        match wishes.licence {
            None if wishes.submit => Err(DepositError::MissingLicence),
            Some(licence) if !self.offers(reader, licence) => Err(DepositError::LicenceNotOffered(licence)),
            _ => Ok(()),
        }
    }

    /// Whether this person may give photos under this licence here. The Public Domain Mark states a fact about old
    /// works, so it is for curators.
    #[must_use]
    pub fn offers(&self, reader: &Reader, licence: LicenceId) -> bool {
        self.settings().offered.contains(&licence)
            || (licence.as_str() == "pdm-1.0" && reader.is_at_least(Role::Curator))
    }

    /// Steps 3 and 4. The file's share of the budget is taken before the pixels' share, never after.
    pub(super) async fn make_ready(&self, staged: &Staged) -> Result<Ready, DepositError> {
        let limits = self.settings().limits.clone();
        if staged.bytes > limits.file_bytes {
            return Err(DepositError::Refused(Refusal::TooLarge { most: limits.file_bytes }));
        }
        let file = self.budget.file(staged.bytes).await.ok_or(StoreFault::Worker)?;
        let bytes = self.archive.staged_bytes(staged).await.map_err(StoreFault::from)?;
        let inspected = {
            let bytes = bytes.clone();
            let inspected = on_a_file(staged.blake3, move || inspect::inspect(&bytes, &limits)).await?;
            inspected.map_err(undecodable)?.map_err(DepositError::Refused)?
        };
        let cost = inspected.decode_bytes;
        let pixels = self.budget.pixels(cost).await.ok_or(DepositError::TooLargeToDecode { bytes: cost })?;
        let done = on_a_file(staged.blake3, move || {
            // Held until the work is done, even if the client has left.
            let _shares = (file, pixels);
            let derived = pixels::derive(&inspected.source(&bytes));
            (inspected, derived)
        });
        let (inspected, derived) = done.await?.map_err(undecodable)?;
        let derived = derived.map_err(|error| match error {
            PixelsError::Truncated => DepositError::Truncated,
            error @ PixelsError::Undecodable { .. } => DepositError::Undecodable(error),
        })?;
        Ok(Ready { inspected, derived })
    }

    /// The record that step 6 will enter.
    async fn compose(
        &self,
        reader: &Reader,
        contributor: &Handle,
        staged: &Staged,
        wishes: Wishes,
        ready: &Ready,
    ) -> Result<PhotoRecord, StoreFault> {
        let now = self.now();
        let Ready { inspected, derived } = ready;
        let state = match reader {
            _ if !wishes.submit => State::Draft,
            // A withdrawn file is not published again without a review, whoever gives it.
            _ if self.photos.withdrawn(staged.blake3).await?.is_some() => State::Submitted,
            Reader::Person { role, trusted, .. } if *trusted || *role > Role::Contributor => State::Published,
            _ => State::Submitted,
        };
        let author = match wishes.author {
            author if author.name.is_some() || wishes.source != Provenance::Own => author,
            _ => self.people.get(contributor).await?.map(|person| person.record.author).unwrap_or_default(),
        };
        let place = Place {
            coordinates: wishes.place.coordinates.or_else(|| {
                inspected.coordinates.and_then(|(latitude, longitude)| Coordinates::new(latitude, longitude))
            }),
            ..wishes.place
        };
        let mut record = PhotoRecord {
            v: RECORD_VERSION,
            id: self.new_id(),
            groups: Groups::NONE,
            contributor: contributor.clone(),
            state,
            steps: vec![Step { state, actor: contributor.clone(), at: now, reason: None }],
            earlier_steps: 0,
            title: wishes.title,
            description: wishes.description,
            alt: wishes.alt,
            author,
            author_withheld: false,
            erased: false,
            source: wishes.source,
            archive: wishes.archive.filter(|_| wishes.source == Provenance::Archive),
            grants: Vec::new(),
            vouched: None,
            credit_ledger: Vec::new(),
            edits: Vec::new(),
            place_confirmed: None,
            // Nobody should be able to find the photo by it.
            arrival: if state == State::Published { Arrival::default() } else { wishes.arrival },
            tags: wishes.tags,
            taken: wishes.taken.or_else(|| taken(inspected, now)),
            place: place.kept(),
            direction: inspected.direction,
            original: ready.original(staged),
            earlier: Vec::new(),
            replacement: None,
            file_decisions: Vec::new(),
            camera: camera(inspected),
            renditions: ready.renditions(),
            dominant: derived.dominant.to_string(),
            suggestions: suggestions(inspected),
            created: now,
            updated: now,
            published: (state == State::Published).then_some(now),
            unknown: UnknownMembers::new(),
        };
        let granted = wishes.licence.map(|licence| Grant::on(&record, licence, now, wishes.unseen));
        record.grants.extend(granted);
        record.fit();
        Ok(record)
    }

    fn new_id(&self) -> PhotoId {
        let chance = self.chance();
        let mut eight = [0; 8];
        for (to, from) in eight.iter_mut().zip(chance) {
            *to = from;
        }
        PhotoId::from_random(eight)
    }

    /// Step 5: renditions first, since they can be made again; the original last, so that a kept original has them.
    pub(super) async fn keep(&self, staged: Staged, derived: Derived) -> Result<(), StoreFault> {
        self.put_derived(staged.blake3, derived).await?;
        self.archive.keep(staged).await?;
        Ok(())
    }

    /// Step 6: one entry. When another request entered the same bytes first, this one gets that photo; after any other
    /// conflict, it tries again.
    async fn enter(&self, mut record: PhotoRecord) -> Result<Deposited, DepositError> {
        let hash = record.original.blake3;
        loop {
            let key = shelf::key(&record.id);
            let own = own_bytes(&record.contributor, hash);
            let mut expect = vec![Expectation::RecordAbsent(key.clone()), Expectation::Unclaimed(own)];
            if record.state == State::Published {
                expect.push(Expectation::Unclaimed(public_bytes(hash)));
                expect.push(Expectation::Unclaimed(withdrawn_bytes(hash)));
            }
            let gesture = Gesture { actor: Some(&record.contributor), name: "deposit", note: None, expect };
            match self.put(key.clone(), &record, gesture).await? {
                Outcome::Done(revision) => return Ok(Deposited::New(Box::new(Stored { revision, record }))),
                Outcome::Conflict(unmet) if unmet.record() == Some(&key) => record.id = self.new_id(),
                Outcome::Conflict(Expectation::Unclaimed(claimed)) if claimed == withdrawn_bytes(hash) => {
                    record.state = State::Submitted;
                    record.published = None;
                    record.steps.iter_mut().for_each(|step| step.state = State::Submitted);
                }
                Outcome::Conflict(_) => {
                    if let Some(known) = self.recognise(&record.contributor, hash).await? {
                        return Ok(known);
                    }
                }
            }
        }
    }
}

/// When the file says it was taken; a date in the future, from a camera with a wrong clock, is ignored.
fn taken(inspected: &Inspected, now: Timestamp) -> Option<Taken> {
    inspected.taken.as_deref()?.parse().ok().filter(|taken: &Taken| !taken.is_to_come(now))
}

pub(super) fn camera(inspected: &Inspected) -> Camera {
    let said = |fact: &Option<String>| fact.as_deref().map(text::clean_line).filter(|fact| !fact.is_empty());
    let seen = &inspected.camera;
    Camera {
        make: said(&seen.make),
        model: said(&seen.model),
        lens: said(&seen.lens),
        aperture: said(&seen.aperture),
        exposure: said(&seen.exposure),
        iso: said(&seen.iso),
        focal_length: said(&seen.focal_length),
    }
}

pub(super) fn suggestions(inspected: &Inspected) -> Suggestions {
    let read = &inspected.suggestions;
    let statements: Vec<String> =
        read.licence_texts.iter().map(|statement| text::clean_line(&statement.text)).collect();
    let licences = Mention::of(&statements).licences;
    Suggestions {
        title: read.title.as_deref().map(text::clean_line),
        creator: read.creator.as_deref().map(text::clean_line),
        description: read.description.as_deref().map(text::clean_block),
        keywords: read.keywords.iter().map(|word| text::clean_line(word)).collect(),
        more_keywords: read.more_keywords,
        rights: read.rights.as_deref().map(text::clean_line),
        licences,
        statements,
        authorship: read.authorship.clone(),
    }
    .bounded()
}

//! One change of many photos, by a curator or by who gave them: shown before it is made, made as one batch.
//!
//! 1. **read** the photos, a part at a time, so that a batch of any size needs little memory;
//! 2. **ask** of each whether this reader may change it so: the rules are those of one photo (`describe.rs`); a photo that
//!    is refused leaves the others as they are;
//! 3. **commit** those that change (`catalog/batch.rs`), unless it was only to be shown.

use std::{collections::BTreeSet, mem};

use super::{
    Library, StoreFault, describe::described, gather::CollectionChange, gather::GatherError,
    idempotency::IdempotencyKey, tags::GivenTagError,
};
use crate::{
    catalog::{
        batch::{self, Edit, Report},
        collections::ITEMS,
        photos, records,
        store::{BatchId, Key},
    },
    domain::{
        batch_change::{BatchChange, TooManyTags},
        collection::MOST_PHOTOS,
        field::Field,
        person::Handle,
        photo::{PhotoId, PhotoRecord, State},
        protection::Loosening,
        reader::{Reader, Sight},
        tag::{Tag, vocabulary::BannedTag},
    },
};

/// The most photos of one batch.
pub const MOST: usize = 2_000;
/// The name of the gesture.
pub(super) const CURATE: &str = "curate";
/// Photos that are read at a time: some hundreds of kilobytes of records.
pub(super) const PART: usize = 100;

/// Why a photo of a batch is left as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Refused {
    /// There is no such photo for this reader.
    Unknown,
    /// It was withdrawn.
    Withdrawn,
    /// They see it, and may not change it.
    NotAllowed,
    /// It would loosen what protects a person.
    Protected,
    /// It would have too many tags.
    TooManyTags,
    /// A collection takes public photos only.
    NotPublic,
    /// The collection has no room for it.
    CollectionFull,
    /// Somebody changed it at the same time.
    Stale,
}

impl Refused {
    /// Every reason.
    pub const ALL: [Self; 8] = [
        Self::Unknown,
        Self::Withdrawn,
        Self::NotAllowed,
        Self::Protected,
        Self::TooManyTags,
        Self::NotPublic,
        Self::CollectionFull,
        Self::Stale,
    ];

    /// The name in the API.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unknown => "not-found",
            Self::Withdrawn => "withdrawn",
            Self::NotAllowed => "not-allowed",
            Self::Protected => "protected",
            Self::TooManyTags => "too-many-tags",
            Self::NotPublic => "not-public",
            Self::CollectionFull => "collection-full",
            Self::Stale => "stale",
        }
    }
}

/// What became of the photos of a batch, or what would become of them.
#[derive(Clone, Debug, Default)]
pub struct Curated {
    /// The id of the batch, if anything was changed.
    pub batch: Option<BatchId>,
    /// Those that changed.
    pub changed: Vec<PhotoId>,
    /// Those that say so already.
    pub unchanged: Vec<PhotoId>,
    /// Those that are left as they are, and why.
    pub refused: Vec<(PhotoId, Refused)>,
    /// Of a change that is only shown: each field of a photo that says something, and would say something else.
    pub replaced: Vec<Field>,
}

/// Fields of one value, which a change replaces: what they said is then in the history alone. Tags are added and removed by name.
const REPLACED: [Field; 6] =
    [Field::Title, Field::Taken, Field::PlaceName, Field::Description, Field::Alt, Field::AuthorName];

/// Why there is no batch.
#[derive(Debug, thiserror::Error)]
pub enum CurateError {
    /// Only people with an account change photos.
    #[error("nobody is signed in")]
    NotSignedIn,
    /// A tag may not be given.
    #[error(transparent)]
    Tag(BannedTag),
    /// Too many photos.
    #[error("a batch has at most {MOST} photos")]
    TooMany,
    /// The collection cannot be changed so.
    #[error(transparent)]
    Gather(#[from] GatherError),
    /// A store failed; what was committed until then stays.
    #[error(transparent)]
    Fault(#[from] StoreFault),
}

impl From<GivenTagError> for CurateError {
    fn from(error: GivenTagError) -> Self {
        match error {
            GivenTagError::Banned(banned) => Self::Tag(banned),
            GivenTagError::Fault(fault) => Self::Fault(fault),
        }
    }
}

impl Library {
    /// Changes photos together. The same change with the same key is the same batch, and makes no second collection.
    ///
    /// # Errors
    /// [`CurateError`].
    pub async fn curate(
        &self,
        reader: &Reader,
        ids: &[PhotoId],
        change: &BatchChange,
        note: Option<String>,
        key: Option<IdempotencyKey>,
    ) -> Result<Curated, CurateError> {
        let who = reader.handle().ok_or(CurateError::NotSignedIn)?;
        let mut gesture = self.batch_gesture(who, CURATE, note);
        gesture.batch = key.map_or(gesture.batch, |key| key.batch(who, &(ids, change, &gesture.note)));
        let mut change = self.with_tags_as_given(change).await?;
        let mut room = self.room_in(reader, &change).await?;
        let mut curated = Curated::default();
        for part in once_each(ids)?.chunks(PART) {
            let mut planned = self.plan(reader, who, part, &change, &mut room).await?;
            let gathered = mem::take(&mut planned.gathered);
            if let Some(title) = change.collection_new.take_if(|_| !gathered.is_empty()) {
                let (plain, batch) = (CollectionChange::default(), Some(&gesture.batch));
                let made = self.make_collection_in(reader, title, plain, &[], batch).await?;
                change.collection_add = Some(made.record.slug);
            }
            let mut changed = self.commit_planned(planned, &gesture, &mut curated).await?;
            if let Some(slug) = &change.collection_add {
                changed.extend(self.gather_in_batch(reader, slug, &gathered, &gesture).await?);
            }
            curated.changed.extend(part.iter().filter(|id| changed.contains(id)).cloned());
        }
        curated.batch = (!curated.changed.is_empty()).then_some(gesture.batch);
        Ok(curated)
    }

    /// Changes what a part of the photos of a batch says.
    pub(super) async fn curate_part(
        &self,
        reader: &Reader,
        who: &Handle,
        part: &[PhotoId],
        change: &BatchChange,
        gesture: &batch::Gesture,
        curated: &mut Curated,
    ) -> Result<(), StoreFault> {
        let planned = self.plan(reader, who, part, change, &mut 0).await?;
        let changed = self.commit_planned(planned, gesture, curated).await?;
        curated.changed.extend(part.iter().filter(|id| changed.contains(id)).cloned());
        Ok(())
    }

    /// Step 3, of a part: the photos whose records changed.
    async fn commit_planned(
        &self,
        planned: Planned,
        gesture: &batch::Gesture,
        curated: &mut Curated,
    ) -> Result<BTreeSet<PhotoId>, StoreFault> {
        curated.unchanged.extend(planned.unchanged);
        curated.refused.extend(planned.refused);
        let Report { changed, kept } = batch::commit(&self.store, gesture, planned.edits).await?;
        curated.refused.extend(kept.iter().filter_map(photo_of).map(|id| (id, Refused::Stale)));
        Ok(changed.iter().filter_map(photo_of).collect())
    }

    /// What changing what a part of the photos of a batch says would do.
    pub(super) async fn preview_part(
        &self,
        reader: &Reader,
        who: &Handle,
        part: &[PhotoId],
        change: &BatchChange,
        curated: &mut Curated,
    ) -> Result<(), StoreFault> {
        let planned = self.plan(reader, who, part, change, &mut 0).await?;
        add_planned(planned, part, curated);
        Ok(())
    }

    /// A change whose tags are those that photos may be given; to remove a tag is to remove its synonyms too.
    async fn with_tags_as_given(&self, change: &BatchChange) -> Result<BatchChange, CurateError> {
        let mut change = change.clone();
        change.tags_add = self.as_given(change.tags_add, &[]).await?;
        if let Some(tags) = change.fields.tags.take() {
            change.fields.tags = Some(self.as_given(tags, &[]).await?);
        }
        let vocabulary = self.vocabulary().await?;
        let removed = change.tags_remove.iter().map(|tag| vocabulary.canonical(&tag.key()));
        let named: Vec<Tag> = removed
            .filter_map(|key| vocabulary.record(&key))
            .flat_map(|record| record.claims())
            .map(|key| key.as_tag())
            .collect();
        change.tags_remove.extend(named);
        Ok(change)
    }

    /// What changing photos together would do.
    ///
    /// # Errors
    /// [`CurateError`].
    pub async fn preview_batch(
        &self,
        reader: &Reader,
        ids: &[PhotoId],
        change: &BatchChange,
    ) -> Result<Curated, CurateError> {
        let who = reader.handle().ok_or(CurateError::NotSignedIn)?;
        let change = self.with_tags_as_given(change).await?;
        let mut room = self.room_in(reader, &change).await?;
        let mut curated = Curated::default();
        for part in once_each(ids)?.chunks(PART) {
            let planned = self.plan(reader, who, part, &change, &mut room).await?;
            add_planned(planned, part, &mut curated);
        }
        Ok(curated)
    }

    /// How many photos the collection of a change takes still.
    async fn room_in(&self, reader: &Reader, change: &BatchChange) -> Result<usize, CurateError> {
        match &change.collection_add {
            Some(slug) => Ok(self.room_in_collection(reader, slug).await?),
            None => Ok(MOST_PHOTOS),
        }
    }

    /// Steps 1 and 2, of a part.
    async fn plan(
        &self,
        reader: &Reader,
        who: &Handle,
        part: &[PhotoId],
        change: &BatchChange,
        room: &mut usize,
    ) -> Result<Planned, StoreFault> {
        let kept = self.photos.get_many(part).await?;
        let mut planned = Planned::default();
        let found: BTreeSet<&PhotoId> = kept.iter().map(|kept| &kept.record.id).collect();
        let missing = part.iter().filter(|id| !found.contains(id)).cloned();
        planned.refused.extend(missing.map(|id| (id, Refused::Unknown)));
        let has = match &change.collection_add {
            Some(slug) => self.those_in_collection(slug, part).await?,
            None => BTreeSet::new(),
        };
        for stored in &kept {
            let photo = &stored.record;
            let is_new = change.gathers() && !has.contains(&photo.id);
            let is_public = photo.state == State::Published && photo.licence().is_some();
            let is_there = reader.sight_of(photo) == Sight::Whole;
            if is_new && is_there && (!is_public || *room == 0) {
                let why = if is_public { Refused::CollectionFull } else { Refused::NotPublic };
                planned.refused.push((photo.id.clone(), why));
                continue;
            }
            let gathered = planned.gathered.len();
            match self.planned_for(reader, who, photo, change) {
                Err(refused) => planned.refused.push((photo.id.clone(), refused)),
                Ok(None) if is_new => planned.gathered.push(photo.id.clone()),
                Ok(None) => planned.unchanged.push(photo.id.clone()),
                Ok(Some(changed)) => {
                    let key = photos::key(&photo.id);
                    let body = records::write(&key, &*changed)?;
                    planned.replaced.extend(replaced(photo, &changed));
                    // State, contributor and file stay: what they claim does too.
                    let revision = Some(stored.revision);
                    planned.edits.push(Edit { key, revision, body: Some(body), keeps_claims: true });
                    planned.gathered.extend(is_new.then(|| photo.id.clone()));
                }
            }
            *room = room.saturating_sub(planned.gathered.len().saturating_sub(gathered));
        }
        Ok(planned)
    }

    /// The photo after the change; nothing where it says so already.
    fn planned_for(
        &self,
        reader: &Reader,
        who: &Handle,
        photo: &PhotoRecord,
        change: &BatchChange,
    ) -> Result<Option<Box<PhotoRecord>>, Refused> {
        match reader.sight_of(photo) {
            Sight::Nothing => return Err(Refused::Unknown),
            Sight::Tombstone => return Err(Refused::Withdrawn),
            Sight::Whole => {}
        }
        if !change.describes() {
            return Ok(None);
        }
        if !reader.may_describe(photo) {
            return Err(Refused::NotAllowed);
        }
        let change = change.of(photo).map_err(|TooManyTags| Refused::TooManyTags)?;
        let change = change.asked_by(reader, photo).map_err(|Loosening(_)| Refused::Protected)?;
        let mut changed = described(photo, change, who, self.now());
        if changed == *photo {
            return Ok(None);
        }
        changed.updated = self.now();
        Ok(Some(Box::new(changed)))
    }

    /// A batch that this person makes now.
    pub(super) fn batch_gesture(&self, who: &Handle, name: &'static str, note: Option<String>) -> batch::Gesture {
        batch::Gesture {
            batch: BatchId::from_random(self.chance()),
            at: self.now(),
            actor: who.as_str().to_owned(),
            name: name.into(),
            note,
        }
    }
}

/// What is to be done with a part of a batch.
#[derive(Default)]
struct Planned {
    edits: Vec<Edit>,
    /// Photos that come into the collection.
    gathered: Vec<PhotoId>,
    unchanged: Vec<PhotoId>,
    refused: Vec<(PhotoId, Refused)>,
    replaced: Vec<Field>,
}

/// The fields that say something else after a change, and said something before.
fn replaced(before: &PhotoRecord, after: &PhotoRecord) -> impl Iterator<Item = Field> {
    REPLACED.into_iter().filter(|field| {
        let old = field.of(before);
        old.is_some() && old != field.of(after)
    })
}

/// These ids, each once, in the order given.
fn once_each(ids: &[PhotoId]) -> Result<Vec<PhotoId>, CurateError> {
    let mut seen = BTreeSet::new();
    let ids: Vec<PhotoId> = ids.iter().filter(|id| seen.insert(*id)).cloned().collect();
    if ids.len() > MOST { Err(CurateError::TooMany) } else { Ok(ids) }
}

/// What a batch would do to a part of its photos, added to what it would do to those before.
fn add_planned(planned: Planned, part: &[PhotoId], curated: &mut Curated) {
    let described = planned.edits.iter().filter_map(|edit| photo_of(&edit.key));
    let changed: BTreeSet<PhotoId> = described.chain(planned.gathered).collect();
    curated.changed.extend(part.iter().filter(|id| changed.contains(id)).cloned());
    curated.unchanged.extend(planned.unchanged);
    curated.refused.extend(planned.refused);
    curated.replaced.extend(planned.replaced);
}

/// The photo of a record's key: its own record, or its place in a collection. A batch may write the records of tags too.
pub(super) fn photo_of(key: &Key) -> Option<PhotoId> {
    let is_of_photo = [photos::SPACE.name, ITEMS.name].contains(&key.space());
    is_of_photo.then(|| key.name().rsplit('/').next()?.parse().ok()).flatten()
}

//! Reading photos: one by one, in lists, and their renditions, each through the one rule of sight.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Deref,
    sync::Arc,
};

use bytes::Bytes;
use futures_util::future::try_join_all;
use jiff::civil::Date;

use super::{Library, StoreFault, panic_guard::on_a_file};
use crate::{
    archive::{ArchiveError, VerifiedObject},
    catalog::photos::Shelf,
    domain::{
        doubt::TOGETHER,
        hash::ContentHash,
        licence::LicenceId,
        page::Page,
        person::{Handle, PersonRecord, Role},
        photo::{PhotoId, PhotoRecord, State},
        reader::{Reader, Sight},
        square::Square,
        tag::Tag,
    },
    imaging::{
        inspect,
        limits::Limits,
        pixels::{self, Derived},
    },
};

/// The name of the blurred placeholder among a photo's renditions.
pub const PLACEHOLDER: &str = "tiny";

/// A photo that its reader may see whole.
#[derive(Clone, Debug)]
pub struct VisiblePhoto {
    /// The revision to expect when changing it.
    pub revision: u64,
    /// The record.
    pub record: Arc<PhotoRecord>,
}

/// Public photos in the order of their ids.
#[derive(Clone, Debug)]
pub struct PublicPhotos {
    /// The photos.
    pub photos: Vec<PhotoRecord>,
    /// The photo after which more may come, public or not.
    pub last: Option<PhotoId>,
}

impl Deref for VisiblePhoto {
    type Target = PhotoRecord;

    fn deref(&self) -> &PhotoRecord {
        &self.record
    }
}

/// Why a photo is not shown.
#[derive(Debug, thiserror::Error)]
pub enum LookError {
    /// There is no such photo, or this reader may not see it: the answer is the same.
    #[error("no such photo")]
    Unknown,
    /// It was public and was withdrawn.
    #[error("the photo was withdrawn")]
    Withdrawn(Box<PhotoRecord>),
    /// A store failed.
    #[error(transparent)]
    Fault(#[from] StoreFault),
}

impl From<crate::catalog::CatalogError> for LookError {
    fn from(error: crate::catalog::CatalogError) -> Self {
        Self::Fault(error.into())
    }
}

impl From<crate::archive::ArchiveError> for LookError {
    fn from(error: crate::archive::ArchiveError) -> Self {
        Self::Fault(error.into())
    }
}

impl Library {
    /// A photo, if this reader may see it.
    ///
    /// # Errors
    /// [`LookError`].
    pub async fn whole_photo(&self, reader: &Reader, id: &PhotoId) -> Result<VisiblePhoto, LookError> {
        let kept = self.photos.get(id).await?.ok_or(LookError::Unknown)?;
        match reader.sight_of(&kept.record) {
            Sight::Whole => Ok(VisiblePhoto { revision: kept.revision, record: kept.record }),
            Sight::Tombstone => Err(LookError::Withdrawn(Box::new(PhotoRecord::clone(&kept.record)))),
            Sight::Nothing => Err(LookError::Unknown),
        }
    }

    /// Those of these photos that this reader may see, in the order asked.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn whole_photos(&self, reader: &Reader, ids: &[PhotoId]) -> Result<Vec<VisiblePhoto>, StoreFault> {
        let kept = self.photos.get_many(ids).await?;
        Ok(kept
            .into_iter()
            .filter(|kept| reader.sight_of(&kept.record) == Sight::Whole)
            .map(|kept| VisiblePhoto { revision: kept.revision, record: Arc::new(kept.record) })
            .collect())
    }

    /// Published photos, newest first.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn newest(&self, after: Option<&str>, limit: usize) -> Result<Page, StoreFault> {
        Ok(self.photos.shelf(&Shelf::Newest, after, limit).await?)
    }

    /// Public photos whose ids begin with these digits, in the order of their ids, from the one after `last` on.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn public_photos_from(
        &self,
        digits: &str,
        last: Option<&PhotoId>,
        limit: usize,
    ) -> Result<PublicPhotos, StoreFault> {
        let found = self.photos.by_id(digits, last, limit).await?;
        let last = found.last().filter(|_| found.len() == limit).map(|kept| kept.record.id.clone());
        let photos = found.into_iter().map(|kept| kept.record);
        Ok(PublicPhotos {
            photos: photos.filter(|photo| Reader::Visitor.sight_of(photo) == Sight::Whole).collect(),
            last,
        })
    }

    /// The photos withdrawn last that were public, latest first.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn withdrawn_lately(&self, limit: usize) -> Result<Vec<PhotoRecord>, StoreFault> {
        let page = self.photos.shelf(&Shelf::Withdrawn, None, limit).await?;
        let photos = page.photos.into_iter().map(|kept| kept.record);
        Ok(photos.filter(|photo| Reader::Visitor.sight_of(photo) == Sight::Tombstone).collect())
    }

    /// How many published photos carry a tag itself.
    pub(super) async fn count_with_tag(&self, tag: Tag) -> Result<usize, StoreFault> {
        Ok(self.photos.count(&Shelf::Tagged(tag)).await?)
    }

    /// Published photos that carry a tag itself, however it is written, newest first.
    pub(super) async fn with_tag(&self, tag: Tag, after: Option<&str>, limit: usize) -> Result<Page, StoreFault> {
        Ok(self.photos.shelf(&Shelf::Tagged(tag), after, limit).await?)
    }

    /// Published photos of the place of this name, newest first. Another place whose name has the same hash may be among
    /// them: compare the names.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn of_place(&self, name: &str, limit: usize) -> Result<Page, StoreFault> {
        Ok(self.photos.shelf(&Shelf::Placed(name.to_owned()), None, limit).await?)
    }

    /// The newest published photos of the place of this name, `limit` at most, without this one.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn others_of_place(
        &self,
        name: &str,
        photo: &PhotoId,
        limit: usize,
    ) -> Result<Vec<PhotoRecord>, StoreFault> {
        Ok(self.photos.others(&Shelf::Placed(name.to_owned()), photo, limit).await?)
    }

    /// The newest published photos that were taken on this day, `limit` at most, without this one.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn others_of_day(
        &self,
        day: Date,
        photo: &PhotoId,
        limit: usize,
    ) -> Result<Vec<PhotoRecord>, StoreFault> {
        Ok(self.photos.others(&Shelf::Taken(day), photo, limit).await?)
    }

    /// How many published photos a square of the Earth has, by their public positions.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn count_within(&self, square: Square) -> Result<usize, StoreFault> {
        Ok(self.photos.count(&Shelf::Within(square)).await?)
    }

    /// The newest published photos of the author of this name, `limit` at most, without this one. Another author whose name
    /// has the same hash may be among them: compare the names.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn others_of_author(
        &self,
        name: &str,
        photo: &PhotoId,
        limit: usize,
    ) -> Result<Vec<PhotoRecord>, StoreFault> {
        Ok(self.photos.others(&Shelf::Authored(name.to_owned()), photo, limit).await?)
    }

    /// The newest published photos of one contributor who is their author, `limit` at most, without this one.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn others_by(&self, who: &Handle, photo: &PhotoId, limit: usize) -> Result<Vec<PhotoRecord>, StoreFault> {
        Ok(self.photos.others(&Shelf::By(who.clone()), photo, limit).await?)
    }

    /// Published photos of one contributor who is their author, newest first.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn photos_by(&self, who: Handle, after: Option<&str>, limit: usize) -> Result<Page, StoreFault> {
        Ok(self.photos.shelf(&Shelf::By(who), after, limit).await?)
    }

    /// Published photos of other authors that one contributor gave, newest first.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn given_by(&self, who: Handle, after: Option<&str>, limit: usize) -> Result<Page, StoreFault> {
        Ok(self.photos.shelf(&Shelf::Given(who), after, limit).await?)
    }

    /// All the photos of this reader, latest received first.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn mine(&self, who: Handle, after: Option<&str>, limit: usize) -> Result<Page, StoreFault> {
        Ok(self.photos.shelf(&Shelf::Mine(who), after, limit).await?)
    }

    /// The licence that this person granted last, among their latest photos: what "as last time" means.
    ///
    /// # Errors
    /// [`StoreFault`].
    pub async fn last_licence(&self, who: &Handle) -> Result<Option<LicenceId>, StoreFault> {
        // Drafts without licence may come first; a licence further back is too old to propose.
        let latest = self.photos.shelf(&Shelf::Mine(who.clone()), None, 50).await?;
        Ok(latest.photos.iter().find_map(|kept| kept.record.licence()))
    }

    /// Photos that wait for review, oldest first; for moderators only.
    ///
    /// # Errors
    /// [`LookError::Unknown`] for a reader who is no moderator.
    pub async fn awaiting_review(&self, reader: &Reader, after: Option<&str>, limit: usize) -> Result<Page, LookError> {
        if !reader.is_at_least(Role::Moderator) {
            return Err(LookError::Unknown);
        }
        Ok(self.photos.shelf(&Shelf::Submitted, after, limit).await?)
    }

    /// The photos that the contributor gave together with this one, itself included: they help a moderator judge its
    /// position. None when it has no place name or no position.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn given_together(&self, photo: &PhotoRecord) -> Result<Vec<PhotoRecord>, StoreFault> {
        let is_placed = photo.place.as_ref().is_some_and(|place| place.name.is_some() && place.coordinates.is_some());
        if !is_placed {
            // They would not help.
            return Ok(Vec::new());
        }
        Ok(self.photos.given_around(&photo.contributor, photo.created, TOGETHER).await?)
    }

    /// Public photos that no moderator reviewed and whose file contradicts their contributor, oldest first; for
    /// moderators only.
    ///
    /// # Errors
    /// [`LookError::Unknown`] for a reader who is no moderator.
    pub async fn doubtful(&self, reader: &Reader, limit: usize) -> Result<Page, LookError> {
        if !reader.is_at_least(Role::Moderator) {
            return Err(LookError::Unknown);
        }
        Ok(self.photos.shelf(&Shelf::Doubtful, None, limit).await?)
    }

    /// Photos whose contributor contests what staff changed of its credit, oldest first; for moderators only.
    ///
    /// # Errors
    /// [`LookError::Unknown`] for a reader who is no moderator.
    pub async fn contested(&self, reader: &Reader, after: Option<&str>, limit: usize) -> Result<Page, LookError> {
        if !reader.is_at_least(Role::Moderator) {
            return Err(LookError::Unknown);
        }
        Ok(self.photos.shelf(&Shelf::Contested, after, limit).await?)
    }

    /// How many photos wait for a moderator.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn awaiting_review_count(&self) -> Result<u64, StoreFault> {
        let mut waiting = 0;
        for shelf in [Shelf::Submitted, Shelf::Doubtful, Shelf::Contested] {
            waiting += self.photos.count(&shelf).await?;
        }
        Ok(u64::try_from(waiting).unwrap_or(u64::MAX))
    }

    /// A person as everyone may know them.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn person(&self, handle: &Handle) -> Result<Option<PersonRecord>, StoreFault> {
        Ok(self.people.get(handle).await?.map(|kept| kept.record))
    }

    /// Several people at once, as everyone may know them.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn people<'a>(
        &self,
        handles: impl Iterator<Item = &'a Handle>,
    ) -> Result<BTreeMap<Handle, PersonRecord>, StoreFault> {
        let once: BTreeSet<&Handle> = handles.collect();
        let found = self.people.several(once).await?;
        Ok(found.into_iter().map(|kept| (kept.record.handle.clone(), kept.record)).collect())
    }

    /// The bytes of a rendition by its name; a lost one is made again from the original.
    ///
    /// # Errors
    /// [`LookError::Unknown`] when the photo never had such a size.
    pub async fn rendition(&self, photo: &PhotoRecord, name: &str) -> Result<Bytes, LookError> {
        Ok(self.verified_rendition(photo, name).await?.bytes().clone())
    }

    /// A rendition by its name, with the object that copies of it are read from; made again as [`Library::rendition`]
    /// says.
    pub(super) async fn verified_rendition(
        &self,
        photo: &PhotoRecord,
        name: &str,
    ) -> Result<VerifiedObject, LookError> {
        let known = name == PLACEHOLDER || photo.renditions.iter().any(|made| made.edge.to_string() == name);
        if !known {
            return Err(LookError::Unknown);
        }
        let hash = photo.original.blake3;
        // What everybody may see is read often.
        let found = match photo.state {
            State::Published => self.archive.hot_rendition(hash, name).await?,
            _ => self.archive.rendition(hash, name).await?,
        };
        if let Some(rendition) = found {
            return Ok(rendition);
        }
        self.make_renditions_again(photo).await?;
        self.archive.rendition(photo.original.blake3, name).await?.ok_or(LookError::Unknown)
    }

    /// Derives everything again from an original, which is verified first.
    ///
    /// # Errors
    /// [`LookError::Unknown`] when the original is not there any more.
    pub async fn make_renditions_again(&self, photo: &PhotoRecord) -> Result<(), LookError> {
        let hash = photo.original.blake3;
        let file = self.budget.file(photo.original.bytes).await.ok_or(StoreFault::Worker)?;
        let bytes = self.archive.original(hash).await?.ok_or(LookError::Unknown)?.bytes().clone();
        let inspected = {
            let bytes = bytes.clone();
            let inspected = on_a_file(hash, move || inspect::inspect(&bytes, &Limits::of_kept())).await?;
            inspected.map_err(|_panicked| LookError::Unknown)?.map_err(|_refused| LookError::Unknown)?
        };
        let pixels = self.budget.pixels(inspected.decode_bytes).await.ok_or(StoreFault::Worker)?;
        let derived = on_a_file(hash, move || {
            // Held until the work is done, even if the request was cancelled.
            let _shares = (file, pixels);
            pixels::derive(&inspected.source(&bytes))
        });
        let derived =
            derived.await?.map_err(|_panicked| LookError::Unknown)?.map_err(|_undecodable| LookError::Unknown)?;
        self.put_derived(hash, derived).await?;
        Ok(())
    }

    /// Puts all that is derived from an original, at once: on a server of objects, each takes a way there and back.
    pub(super) async fn put_derived(&self, hash: ContentHash, derived: Derived) -> Result<(), ArchiveError> {
        let named = derived.renditions.into_iter().map(|made| (made.width.max(made.height).to_string(), made.bytes));
        let all = named.chain([(PLACEHOLDER.to_owned(), derived.placeholder)]);
        let puts =
            all.map(|(name, bytes)| async move { self.archive.put_rendition(hash, &name, Bytes::from(bytes)).await });
        try_join_all(puts).await?;
        Ok(())
    }
}

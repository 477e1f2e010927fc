//! Photos like one photo: the same picture in another file, and look-alikes.
//!
//! 1. **same pixels**: all photos whose decoded samples are the same, by an exact index of the catalogue;
//! 2. **look-alikes**: the search index compares the perceptual hashes of published photos, the catalogue those of photos that
//!    are not public yet, which are few;
//! 3. **sight**: of all of them, this reader learns of published photos and of those that they may read; of drafts, only of
//!    their own.

use std::collections::BTreeSet;

use super::{Library, StoreFault};
use crate::{
    catalog::photos::Shelf,
    domain::{
        likeness::{LookAlike, MOST_DISTANT, NEAR, is_telling, nearest},
        photo::{PhotoId, PhotoRecord, State},
        reader::{Reader, Sight},
    },
};

/// How many of each are shown.
const MOST: usize = 12;
/// How many are looked through: some may be of no concern to the reader.
const LOOKED_THROUGH: usize = 60;

/// What is like a photo.
#[derive(Clone, Debug, Default)]
pub struct Similar {
    /// The same picture in another file, or in the same file given by somebody else.
    pub same_pixels: Vec<PhotoRecord>,
    /// Pictures that look like it, the nearest first, each with the bits in which its hash differs.
    pub look_alikes: Vec<(PhotoRecord, u32)>,
}

impl Similar {
    /// All of them, the same picture first.
    pub fn photos(&self) -> impl Iterator<Item = &PhotoRecord> {
        self.same_pixels.iter().chain(self.look_alikes.iter().map(|(photo, _)| photo))
    }
}

impl Library {
    /// The same picture in other files, as far as this reader may know, public ones first.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue fails.
    pub async fn same_pixels(&self, reader: &Reader, photo: &PhotoRecord) -> Result<Vec<PhotoRecord>, StoreFault> {
        let pixels = Shelf::Pixels(photo.original.pixels);
        let mut told = self.photos.others(&pixels, &photo.id, LOOKED_THROUGH).await?;
        told.retain(|other| is_told(reader, other));
        // What is public already comes first.
        told.sort_by_key(|other| (other.state != State::Published, other.created));
        told.truncate(MOST);
        Ok(told)
    }

    /// What is like this photo, as far as this reader may know.
    ///
    /// # Errors
    /// Those of [`search`](Self::search).
    pub async fn similar(&self, reader: &Reader, photo: &PhotoRecord) -> Result<Similar, StoreFault> {
        let look = photo.original.look;
        let published = if is_telling(look) {
            self.ask_index(move |search| search.alike(look, MOST_DISTANT, LOOKED_THROUGH)).await?
        } else {
            Vec::new()
        };
        self.similar_among(reader, photo, published).await
    }

    /// The same for a page that has it beside its content: it does not wait for the index, and has no published look-alikes while
    /// the index is being made or too many search.
    ///
    /// # Errors
    /// [`StoreFault`] when the catalogue or the index fails.
    pub async fn similar_if_indexed(&self, reader: &Reader, photo: &PhotoRecord) -> Result<Similar, StoreFault> {
        let published = self.published_alike_if_indexed(photo, MOST_DISTANT).await?;
        self.similar_among(reader, photo, published).await
    }

    /// What everyone may know of them, as far as it is most probably the same picture: the others are advice to people who
    /// compare them. They are found in less time.
    ///
    /// # Errors
    /// As [`similar_if_indexed`](Self::similar_if_indexed).
    pub async fn near_if_indexed(&self, photo: &PhotoRecord) -> Result<Similar, StoreFault> {
        let published = self.published_alike_if_indexed(photo, NEAR).await?;
        self.similar_among(&Reader::Visitor, photo, published).await
    }

    async fn published_alike_if_indexed(
        &self,
        photo: &PhotoRecord,
        distance: u32,
    ) -> Result<Vec<LookAlike>, StoreFault> {
        let look = photo.original.look;
        if !is_telling(look) {
            return Ok(Vec::new());
        }
        match self.ask_index_as_it_is(move |search| search.alike(look, distance, LOOKED_THROUGH)).await {
            Err(StoreFault::IndexBehind | StoreFault::TooManySearches) => Ok(Vec::new()),
            published => published,
        }
    }

    /// Steps 1 to 3, with the published look-alikes that the index found.
    async fn similar_among(
        &self,
        reader: &Reader,
        photo: &PhotoRecord,
        published: Vec<LookAlike>,
    ) -> Result<Similar, StoreFault> {
        let same_pixels = self.same_pixels(reader, photo).await?;
        let mut alike = published;
        // A visitor reads none of those that wait.
        if reader.handle().is_some() && is_telling(photo.original.look) {
            alike.extend(self.photos.unpublished_alike(photo.original.look, LOOKED_THROUGH).await?);
        }
        let known: BTreeSet<&PhotoId> = same_pixels.iter().map(|other| &other.id).chain([&photo.id]).collect();
        alike.retain(|one| !known.contains(&one.id));
        let alike = nearest(alike, LOOKED_THROUGH);
        let ids: Vec<PhotoId> = alike.iter().map(|one| one.id.clone()).collect();
        let mut look_alikes = Vec::new();
        for kept in self.photos.get_many(&ids).await? {
            let other = kept.record;
            let distance = alike.iter().find(|one| one.id == other.id).map(|LookAlike { distance, .. }| *distance);
            if let (Some(distance), true) = (distance, is_told(reader, &other)) {
                look_alikes.push((other, distance));
            }
        }
        look_alikes.truncate(MOST);
        Ok(Similar { same_pixels, look_alikes })
    }
}

fn is_told(reader: &Reader, other: &PhotoRecord) -> bool {
    let is_current = match other.state {
        State::Published | State::Submitted | State::ChangeRequested => true,
        State::Draft => reader.gave(other),
        State::Refused | State::Withdrawn | State::Hidden => false,
    };
    is_current && reader.sight_of(other) == Sight::Whole
}

//! Downloading a photo: its attribution as a record, and a copy of its file with the attribution inside.

use std::time::Duration;

use bytes::Bytes;

use super::{Library, StoreFault, briefly, browse::LookError, budget::Share};
use crate::{
    archive::{ArchiveError, MemoryPermit, OutgoingCopy, VerifiedObject, WrittenCopy},
    domain::{
        attribution::{Attribution, Format, snippet},
        file_name::FileName,
        language::Language,
        licence::LicenceId,
        photo::{AuthorName, PhotoId, PhotoRecord, Provenance, State, Title},
        place::{Coordinates, Precision},
        reader::Reader,
        taken::Taken,
        text::uri,
    },
    imaging::{
        embed::{self, EmbedError, Embedding, KeepPlace},
        inspect,
        limits::Limits,
        poster::PosterError,
    },
};

/// The long edge in pixels from which a rendition carries its attribution inside: smaller ones are for grids, where a
/// few kilobytes more in each would slow the page.
const LARGE: u32 = 1_280;

/// Which file is downloaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// The original's pixels.
    Original,
    /// A rendition, by its long edge in pixels.
    Edge(u32),
}

impl Size {
    /// The size that a photo has for it: one smaller than asked is whole in its original only, since no rendition is
    /// larger than it.
    pub(super) fn on(self, photo: &PhotoRecord) -> Self {
        match self {
            Self::Edge(asked) if photo.original.width.max(photo.original.height) < asked => Self::Original,
            size => size,
        }
    }
}

/// What is downloaded: which file, and the licence that it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The file.
    pub size: Size,
    /// A licence of the photo's ledger, each of which remains valid (CC BY 4.0 §2(a)(1)); without one, that in
    /// force.
    pub licence: Option<LicenceId>,
}

impl Wanted {
    /// This size, under the licence in force.
    #[must_use]
    pub const fn of(size: Size) -> Self {
        Self { size, licence: None }
    }

    /// The licence that the copy of this photo names.
    ///
    /// # Errors
    /// [`TakeAwayError::NotGranted`] for one that its ledger has not.
    pub(super) fn licence_of(self, photo: &PhotoRecord) -> Result<Option<LicenceId>, TakeAwayError> {
        match self.licence {
            Some(licence) if photo.has_granted(licence) => Ok(Some(licence)),
            Some(licence) => Err(TakeAwayError::NotGranted(licence)),
            None => Ok(photo.licence()),
        }
    }
}

/// A size that is none of those that are offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("size is original, 2000, 1280 or 640")]
pub struct UnknownSize;

impl std::str::FromStr for Size {
    type Err = UnknownSize;

    fn from_str(text: &str) -> Result<Self, UnknownSize> {
        match text {
            "original" => Ok(Self::Original),
            // Listed one by one: another number must not silently give another size.
            "2000" => Ok(Self::Edge(2_000)),
            "1280" => Ok(Self::Edge(1_280)),
            "640" => Ok(Self::Edge(640)),
            _ => Err(UnknownSize),
        }
    }
}

/// A file ready to download.
pub struct Copy {
    /// Its name: title, author, licence, id.
    pub file_name: FileName,
    /// Its media type.
    pub media_type: &'static str,
    /// Its bytes, with the attribution and without personal metadata; the image data is read while it is sent, so that
    /// a slow download holds no memory.
    pub outgoing: OutgoingCopy,
    /// The licence that goes with it.
    pub licence: Option<LicenceId>,
}

/// Why a photo cannot be downloaded.
#[derive(Debug, thiserror::Error)]
pub enum TakeAwayError {
    /// The photo is not there for this reader.
    #[error(transparent)]
    Look(#[from] LookError),
    /// It was never given under the licence that its copy is to name.
    #[error("the photo was never given under {0}")]
    NotGranted(LicenceId),
    /// The original is damaged or lost.
    #[error("the original of {0} is damaged or lost")]
    Damaged(PhotoId),
    /// Its attribution could not be written into the file.
    #[error("the attribution could not be written into the file")]
    Embed(#[from] EmbedError),
    /// Its attribution could not be drawn under the picture.
    #[error("the attribution could not be drawn under the picture")]
    Strip(#[from] PosterError),
}

impl TakeAwayError {
    /// Whether trying again in a moment may succeed.
    #[must_use]
    pub const fn is_busy(&self) -> bool {
        matches!(self, Self::Look(LookError::Fault(fault)) if fault.is_busy())
    }
}

impl From<StoreFault> for TakeAwayError {
    fn from(fault: StoreFault) -> Self {
        Self::Look(LookError::Fault(fault))
    }
}

/// A photo's attribution, before any format. `page` and `image` are absolute addresses.
#[must_use]
pub fn attribution(photo: &PhotoRecord, page: &str, image: &str) -> Attribution {
    let author = photo.credited();
    Attribution {
        title: photo.title.as_ref().map(|title| title.as_str().to_owned()),
        author_name: author.name.as_ref().map(|name| name.as_str().to_owned()),
        author_url: author.url,
        author_withheld: photo.author_withheld,
        source_url: Some(page.to_owned()),
        image_url: Some(image.to_owned()),
        width: Some(photo.original.width),
        height: Some(photo.original.height),
        year: photo.taken.as_ref().and_then(Taken::year).map(|year| year.to_string()),
        date: photo.taken.as_ref().map(ToString::to_string),
        description: photo.description.as_ref().map(|words| words.as_str().to_owned()),
        copyright_notice: photo.suggestions.authorship.notice(),
        licence: photo.licence(),
        ..Attribution::default()
    }
}

impl Library {
    /// A copy of a photo to download, with its attribution written inside.
    ///
    /// # Errors
    /// [`TakeAwayError`]; a damaged original is never served.
    pub async fn take_away(
        &self,
        reader: &Reader,
        id: &PhotoId,
        wanted: Wanted,
        page: &str,
    ) -> Result<Copy, TakeAwayError> {
        let photo = self.whole_photo(reader, id).await?;
        let licence = wanted.licence_of(&photo)?;
        let size = wanted.size.on(&photo);
        let media_type = if size == Size::Original { media_type_of(&photo.original.media_type) } else { "image/jpeg" };
        let mut permit = None;
        let outgoing = loop {
            // The share of the budget is released before waiting for anything else.
            let (file, share) = self.file_to_copy(&photo, size).await?;
            let keep = self.keep_place(&photo, file.bytes().clone()).await?;
            let picture = Picture::Kept(file, share);
            match self.write_copy(picture, embedding(&photo, licence, page), keep, permit.take()).await? {
                WrittenCopy::Ready(outgoing) => break outgoing,
                WrittenCopy::NeedsMemory(bytes) => permit = Some(self.reserve_memory(bytes).await?),
            }
        };
        let file_name = file_name(&photo, licence, media_type);
        Ok(Copy { file_name, media_type, outgoing, licence })
    }

    /// Waits until a copy may hold so many bytes of its own.
    pub(super) async fn reserve_memory(&self, bytes: u64) -> Result<MemoryPermit, StoreFault> {
        Ok(self.archive.reserve_memory(bytes).await?)
    }

    /// The file that a copy is made of, held whole, with its share of the budget.
    pub(super) async fn file_to_copy(
        &self,
        photo: &PhotoRecord,
        size: Size,
    ) -> Result<(VerifiedObject, Share), TakeAwayError> {
        match size {
            Size::Original => {
                // Read whole, since its hash is verified before a byte of it is sent.
                let share = self.budget.file_soon(photo.original.bytes).await?;
                match self.archive.original(photo.original.blake3).await {
                    Ok(Some(file)) => Ok((file, share)),
                    Ok(None) | Err(ArchiveError::Damaged { .. }) => Err(TakeAwayError::Damaged(photo.id.clone())),
                    Err(error) => Err(StoreFault::from(error).into()),
                }
            }
            Size::Edge(edge) => {
                let file = self.verified_rendition(photo, &best_edge(photo, edge)?.to_string()).await?;
                // Taken after it was read: making a lost rendition again takes a share, and a task that holds a share
                // must not wait for another.
                let share = self.budget.file_soon(length_of(file.bytes())).await?;
                Ok((file, share))
            }
        }
    }

    /// The place in the file stays only if it is exactly the one that is public, and so does the direction.
    async fn keep_place(&self, photo: &PhotoRecord, bytes: Bytes) -> Result<KeepPlace, StoreFault> {
        let exact = photo.place.as_ref().filter(|place| place.precision == Precision::Exact);
        let Some(told) = exact.and_then(|place| place.coordinates) else { return Ok(KeepPlace::No) };
        let held = briefly(move || inspect::inspect(&bytes, &Limits::of_kept()).ok()).await?;
        let looks = held.as_ref().and_then(|inspected| inspected.direction);
        let held = held.and_then(|inspected| inspected.coordinates);
        let held = held.and_then(|(latitude, longitude)| Coordinates::new(latitude, longitude));
        Ok(match (held == Some(told), looks == photo.direction) {
            (true, true) => KeepPlace::Yes,
            (true, false) => KeepPlace::WithoutDirection,
            (false, _) => KeepPlace::No,
        })
    }

    /// Writes a copy with its attribution inside.
    pub(super) async fn write_copy(
        &self,
        picture: Picture,
        embedding: Embedding,
        keep: KeepPlace,
        permit: Option<MemoryPermit>,
    ) -> Result<WrittenCopy, TakeAwayError> {
        let (file, bytes, share) = match picture {
            Picture::Kept(file, share) => (Some(file.clone()), file.bytes().clone(), Some(share)),
            Picture::Drawn(bytes, share) => (None, bytes, share),
        };
        let mut copy = self.archive.copy_writer(file, permit);
        let written = briefly(move || {
            // Released once the file is no longer held, even if the request is gone.
            let _share = share;
            embed::embed(&bytes, &embedding, keep, &mut copy).map(|()| copy.finish())
        });
        Ok(written.await??)
    }

    /// An address at which anybody may read a public rendition for so long, from where the archive keeps it; nothing for one that has
    /// its attribution inside, which is written as it is served, and where the archive has no such addresses.
    ///
    /// # Errors
    /// [`TakeAwayError`].
    pub async fn public_address(
        &self,
        photo: &PhotoRecord,
        name: &str,
        lasts: Duration,
    ) -> Result<Option<String>, TakeAwayError> {
        let is_small = photo.renditions.iter().any(|made| made.edge < LARGE && made.edge.to_string() == name);
        if photo.state != State::Published || !(is_small || name == super::browse::PLACEHOLDER) {
            return Ok(None);
        }
        let hash = photo.original.blake3;
        if let Some(address) = self.archive.rendition_address(hash, name, lasts).await.map_err(StoreFault::from)? {
            return Ok(Some(address));
        }
        // A lost one is made again.
        self.make_renditions_again(photo).await?;
        Ok(self.archive.rendition_address(hash, name, lasts).await.map_err(StoreFault::from)?)
    }

    /// A rendition as it is served to the public: from 1,280 px on, with its attribution inside.
    ///
    /// # Errors
    /// [`TakeAwayError`].
    pub async fn public_rendition(&self, photo: &PhotoRecord, name: &str, page: &str) -> Result<Bytes, TakeAwayError> {
        let bytes = self.rendition(photo, name).await?;
        if name.parse().is_ok_and(|edge: u32| edge < LARGE) || name == super::browse::PLACEHOLDER {
            return Ok(bytes);
        }
        let embedding = embedding(photo, photo.licence(), page);
        Ok(briefly(move || {
            let mut copy = Vec::with_capacity(bytes.len());
            embed::embed(&bytes, &embedding, KeepPlace::No, &mut copy).map(|()| Bytes::from(copy))
        })
        .await??)
    }
}

/// The source of a copy.
pub(super) enum Picture {
    /// A file of the archive, which the copy reads again; held whole while it is written, with its share of the budget.
    Kept(VerifiedObject, Share),
    /// Bytes that are in no file, with a share of the budget where they still have one.
    Drawn(Bytes, Option<Share>),
}

fn length_of(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

/// The smallest rendition at least as large as asked, or the largest there is.
pub(super) fn best_edge(photo: &PhotoRecord, asked: u32) -> Result<u32, LookError> {
    let edges = photo.renditions.iter().map(|made| made.edge);
    edges.clone().filter(|edge| *edge >= asked).min().or_else(|| edges.max()).ok_or(LookError::Unknown)
}

fn media_type_of(kept: &str) -> &'static str {
    ["image/jpeg", "image/png", "image/webp", "image/gif", "image/tiff"]
        .into_iter()
        .find(|known| *known == kept)
        .unwrap_or("application/octet-stream")
}

fn extension(media_type: &str) -> &'static str {
    match media_type {
        "image/png" => "png",
        "image/webp" => "webp",
        "image/gif" => "gif",
        "image/tiff" => "tif",
        _ => "jpg",
    }
}

/// `le-pont-de-recouvrance-anne-le-gall-cc-by-sa-4.0-k7m2b9xq.jpg`.
pub(super) fn file_name(photo: &PhotoRecord, licence: Option<LicenceId>, media_type: &str) -> FileName {
    let author = photo.credited().name;
    let texts = [photo.title.as_ref().map(Title::as_str), author.as_ref().map(AuthorName::as_str)];
    let texts: Vec<&str> = texts.into_iter().flatten().collect();
    let licence = licence.map(|licence| format!("{}-", licence.as_str())).unwrap_or_default();
    FileName::new(&texts, &format!("{licence}{}.{}", photo.id, extension(media_type)))
}

pub(super) fn embedding(photo: &PhotoRecord, licence: Option<LicenceId>, page: &str) -> Embedding {
    let record = Attribution { licence, ..attribution(photo, page, page) };
    Embedding {
        title: record.title.clone(),
        creator: record.author_name.clone(),
        // An author who gave their own photo is credited as they wish; an archive's or a friend's photo keeps the names
        // it came with.
        creator_alone: photo.source == Provenance::Own,
        before: photo.suggestions.authorship.clone(),
        creator_url: record.author_url.as_deref().and_then(uri),
        description: photo.description.as_ref().map(|words| words.as_str().to_owned()),
        // The language that readers of metadata the world over expect (docs/decisions/6-rights-in-one-language.md).
        rights: licence.map(|_| snippet(&record, Format::Text, Language::English)),
        licence_deed: licence.map(|licence| licence.deed().to_owned()),
        photo_page: Some(page.to_owned()),
        public_domain: licence.is_some_and(LicenceId::is_public_domain),
        keywords: photo.tags.iter().map(ToString::to_string).collect(),
    }
}

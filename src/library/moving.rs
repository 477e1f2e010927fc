//! Moving a library: originals into the archive of another one, and what is said of the library meanwhile.
//!
//! The library is the target here; the source is an archive of which only originals are read. Nothing is passed over: the
//! first original that is lost or damaged ends the move, with its name.

use std::collections::HashMap;

use futures_util::{StreamExt as _, TryStreamExt as _, stream};

pub use crate::catalog::moving::{Mark, MoveStage};
use crate::{
    archive::{Archive, ArchiveError, Health},
    catalog::{
        photos::{self, Shelf},
        records,
        store::{Direction, Seq},
    },
    domain::{hash::ContentHash, photo::PhotoRecord},
    library::{Library, StoreFault, check::Progress},
};

/// Originals and records read at a time.
const PAGE: usize = 256;
/// Originals that are copied, or read, at once: an answer of a server far away takes longer than the bytes.
const AT_ONCE: usize = 4;

/// Where an original is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// From where the library moves.
    Source,
    /// To where it moves.
    Target,
}

impl std::fmt::Display for End {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Source => "source",
            Self::Target => "target",
        })
    }
}

/// Why originals were not moved.
#[derive(Debug, thiserror::Error)]
pub enum OriginalsError {
    /// One is other bytes than those that were kept.
    #[error("the original {hash}{of} is damaged at the {at}: {}", advice(*at))]
    Damaged {
        /// Its hash.
        hash: ContentHash,
        /// The photo that has it, in words.
        of: String,
        /// Where.
        at: End,
    },
    /// One is not there.
    #[error("the original {hash}{of} is missing at the {at}: {}", advice(*at))]
    Missing {
        /// Its hash.
        hash: ContentHash,
        /// The photo that has it, in words.
        of: String,
        /// Where.
        at: End,
    },
    /// A record does not read.
    #[error("the record “{key}” of the target does not read: {why}")]
    Record {
        /// Its key.
        key: String,
        /// What is wrong.
        why: String,
    },
    /// The target has an original that is not of this library.
    #[error(
        "the target has the original {hash}, which the source does not have and no entry names: name a folder or a bucket \
         without originals of another library, or remove it there"
    )]
    Foreign {
        /// Its hash.
        hash: ContentHash,
    },
    /// A store failed.
    #[error(transparent)]
    Fault(#[from] StoreFault),
}

const fn advice(at: End) -> &'static str {
    match at {
        End::Source => "restore it there (“zef check --repair --backup DIR”), then move again",
        End::Target => "remove what is there of it, then move again",
    }
}

impl From<ArchiveError> for OriginalsError {
    fn from(error: ArchiveError) -> Self {
        Self::Fault(error.into())
    }
}

impl From<crate::catalog::CatalogError> for OriginalsError {
    fn from(error: crate::catalog::CatalogError) -> Self {
        Self::Fault(error.into())
    }
}

/// What was moved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MovedOriginals {
    /// The originals that are there now.
    pub originals: u64,
    /// Their length together, in bytes.
    pub bytes: u64,
    /// How many were copied now.
    pub copied: u64,
    /// How many were removed, since they were forgotten.
    pub removed: u64,
}

impl Library {
    /// Marks the library as one that moves, so that no more change is made, or takes the mark away. Gives the number of the last
    /// entry.
    ///
    /// # Errors
    /// [`StoreFault`] when that cannot be written.
    pub async fn mark(&self, mark: Option<Mark>) -> Result<Seq, StoreFault> {
        Ok(self.store.mark(mark).await?)
    }

    /// Whether the library takes changes: one that moves does not.
    ///
    /// # Errors
    /// [`StoreFault`] with its mark.
    pub async fn takes_changes(&self) -> Result<(), StoreFault> {
        match self.store.marked().await? {
            Some(mark) => Err(crate::catalog::CatalogError::Moving(mark).into()),
            None => Ok(()),
        }
    }

    /// Copies the originals of the source that are not here yet, each compared with its hash on its way and again once it is
    /// here, with their renditions, and removes those that were forgotten there. `progress` is called after each.
    ///
    /// # Errors
    /// [`OriginalsError`].
    pub async fn move_originals(
        &self,
        source: &Archive,
        mut progress: impl FnMut(Progress),
    ) -> Result<MovedOriginals, OriginalsError> {
        let (theirs, mut there) = (originals_of(source).await?, originals_of(&self.archive).await?);
        let mut missing: Vec<ContentHash> =
            theirs.iter().filter(|(hash, bytes)| there.get(*hash) != Some(*bytes)).map(|(hash, _)| *hash).collect();
        missing.sort_unstable();
        let (mut moved, mut done, total) = (MovedOriginals::default(), 0, number(missing.len()));
        let copying = missing.into_iter().map(|hash| async move {
            let bytes = self.move_original(source, hash).await?;
            Ok::<_, OriginalsError>((hash, bytes))
        });
        let mut copying = stream::iter(copying).buffer_unordered(AT_ONCE);
        while let Some((hash, bytes)) = copying.try_next().await? {
            // Without bytes, it was forgotten since they were listed; what the records name is compared at the end.
            if let Some(bytes) = bytes {
                there.insert(hash, bytes);
                moved.copied += 1;
            }
            done += 1;
            progress(Progress { done, total });
        }
        drop(copying);
        moved.removed = self.remove_forgotten(&theirs, &mut there).await?;
        moved.originals = number(there.len());
        moved.bytes = there.values().sum();
        Ok(moved)
    }

    async fn move_original(&self, source: &Archive, hash: ContentHash) -> Result<Option<u64>, OriginalsError> {
        match source.copy_original(hash, &self.archive).await {
            Ok(None) => Ok(None),
            Ok(Some(bytes)) => {
                self.compare_original(hash).await?;
                source.copy_renditions(hash, &self.archive).await?;
                Ok(Some(bytes))
            }
            Err(ArchiveError::Damaged { .. } | ArchiveError::Unreadable { .. }) => {
                Err(OriginalsError::Damaged { hash, of: self.photo_of(hash).await?, at: End::Source })
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Reads an original here, and compares it with its hash.
    async fn compare_original(&self, hash: ContentHash) -> Result<(), OriginalsError> {
        let at = End::Target;
        match self.archive.verify(hash).await? {
            Health::Good => Ok(()),
            Health::Damaged => Err(OriginalsError::Damaged { hash, of: self.photo_of(hash).await?, at }),
            Health::Missing => Err(OriginalsError::Missing { hash, of: self.photo_of(hash).await?, at }),
        }
    }

    /// The photo that has an original, in words.
    async fn photo_of(&self, hash: ContentHash) -> Result<String, OriginalsError> {
        let page = self.photos.shelf(&Shelf::Bytes(hash), None, 1).await?;
        Ok(page.photos.first().map(|photo| format!(" of the photo {}", photo.record.id)).unwrap_or_default())
    }

    /// Removes originals that the source does not have any more and that no entry names any more.
    async fn remove_forgotten(
        &self,
        theirs: &HashMap<ContentHash, u64>,
        there: &mut HashMap<ContentHash, u64>,
    ) -> Result<u64, OriginalsError> {
        let gone: Vec<ContentHash> = there.keys().filter(|hash| !theirs.contains_key(hash)).copied().collect();
        if gone.is_empty() {
            return Ok(0);
        }
        let (named, mut removed) = (self.originals_ever_named().await?, 0);
        for hash in gone.into_iter().filter(|hash| !named.contains(hash)) {
            self.archive.remove(hash).await?;
            there.remove(&hash);
            removed += 1;
        }
        Ok(removed)
    }

    /// Reads every original here and compares it with its hash: those that the source has, and those that photos have.
    ///
    /// # Errors
    /// [`OriginalsError`] with the first that is lost or damaged.
    pub async fn compare_originals(
        &self,
        source: &Archive,
        mut progress: impl FnMut(Progress),
    ) -> Result<(), OriginalsError> {
        let mut all: Vec<ContentHash> = originals_of(source).await?.into_keys().collect();
        all.sort_unstable();
        let total = number(all.len());
        let mut comparing = stream::iter(all.iter().map(|hash| self.compare_original(*hash))).buffered(AT_ONCE);
        let mut done = 0;
        while comparing.try_next().await?.is_some() {
            done += 1;
            progress(Progress { done, total });
        }
        let mut after: Option<String> = None;
        loop {
            let page = self.store.scan(&photos::SPACE.prefix(), after.as_deref(), PAGE, Direction::Ascending).await?;
            let Some(last) = page.last() else { return Ok(()) };
            after = Some(last.key.as_str().to_owned());
            for record in &page {
                let photo = records::read::<PhotoRecord>(record)
                    .map_err(|error| OriginalsError::Record { key: record.key.to_string(), why: error.to_string() })?;
                for hash in photo.record.kept_hashes().filter(|hash| all.binary_search(hash).is_err()) {
                    self.compare_original(hash).await?;
                }
            }
        }
    }
}

/// Looks whether an archive that is to be filled has nothing but what the source has too: what it has beside that is not
/// touched.
///
/// # Errors
/// [`OriginalsError::Foreign`].
pub async fn has_nothing_else(target: &Archive, source: &Archive) -> Result<(), OriginalsError> {
    // In this order: one archive may be both, and receives others meanwhile.
    let there = originals_of(target).await?;
    if there.is_empty() {
        return Ok(());
    }
    let theirs = originals_of(source).await?;
    match there.into_keys().find(|hash| !theirs.contains_key(hash)) {
        Some(hash) => Err(OriginalsError::Foreign { hash }),
        None => Ok(()),
    }
}

/// The originals of an archive, each with its length in bytes.
async fn originals_of(archive: &Archive) -> Result<HashMap<ContentHash, u64>, ArchiveError> {
    let (mut all, mut after) = (HashMap::new(), None);
    loop {
        let page = archive.originals(after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(all) };
        after = Some(last.hash);
        all.extend(page.iter().map(|original| (original.hash, original.bytes)));
    }
}

fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

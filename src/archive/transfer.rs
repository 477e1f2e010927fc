//! Copies an original from one archive into another, verified on its way, and the renditions made of it.

use super::{Archive, ArchiveError, Fetched, ObjectName, Prefix, Seal, times::timed};
use crate::domain::hash::ContentHash;

/// Renditions listed at a time: more than an original has.
const PAGE: usize = 100;
/// Bytes read at a time.
const PIECE: u64 = 4 << 20;

impl Archive {
    /// Copies an original into another archive, over a copy that is there; gives its length in bytes, nothing when this archive
    /// does not have it. When it returns, the copy survives a power cut.
    ///
    /// # Errors
    /// [`ArchiveError::Damaged`] when its bytes are not those that were kept: nothing was copied. [`ArchiveError`] when one of
    /// the archives fails.
    pub async fn copy_original(&self, hash: ContentHash, to: &Self) -> Result<Option<u64>, ArchiveError> {
        let name = ObjectName::original(hash);
        let Some(object) = timed(&self.times.open, self.store.open(&name)).await? else { return Ok(None) };
        let mut upload = to.stage().await?;
        let mut start = 0;
        while start < object.length() {
            let end = start.saturating_add(PIECE).min(object.length());
            upload.write(&object.read(start..end).await?).await?;
            start = end;
        }
        let staged = upload.finish().await?;
        if staged.blake3 != hash {
            return Err(ArchiveError::Damaged { hash });
        }
        let bytes = staged.bytes;
        to.keep(staged).await?;
        Ok(Some(bytes))
    }

    /// Copies the renditions of an original into another archive. One that is lost or damaged is left out: it is made again when
    /// it is next asked for.
    ///
    /// # Errors
    /// [`ArchiveError`] when one of the archives fails.
    pub async fn copy_renditions(&self, hash: ContentHash, to: &Self) -> Result<(), ArchiveError> {
        for listed in self.store.list(Prefix::RenditionsOf(hash), None, PAGE).await? {
            if let Fetched::Sound(rendition) = self.store.get_verified(&listed.name, Seal::Trailer).await? {
                to.store.put(&listed.name, rendition.bytes().clone(), Seal::Trailer).await?;
            }
        }
        Ok(())
    }
}

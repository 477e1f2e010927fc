//! Taking a photo away with its attribution drawn under the picture as well as written inside: for posters.

use bytes::Bytes;

use super::{
    Library, briefly,
    budget::Share,
    panic_guard::on_a_file,
    take_away::{Copy, Picture, Size, TakeAwayError, Wanted, attribution, best_edge, embedding, file_name},
};
use crate::{
    archive::WrittenCopy,
    domain::{
        attribution::{Attribution, Format, snippet},
        language::Language,
        licence::LicenceId,
        photo::{PhotoId, PhotoRecord},
        reader::Reader,
    },
    imaging::{
        embed::KeepPlace,
        inspect,
        limits::Limits,
        poster::{self, PosterError},
    },
};

impl Library {
    /// A copy of a photo with its attribution drawn under the picture as well as written inside. The original's has all
    /// its pixels, upright and in sRGB, unless it is too large to be decoded whole (`imaging/pixels/cost.rs`).
    ///
    /// # Errors
    /// [`TakeAwayError`]; a damaged original is never served as good, nor an attribution that cannot be read.
    pub async fn take_away_with_strip(
        &self,
        reader: &Reader,
        id: &PhotoId,
        wanted: Wanted,
        page: &str,
        language: Language,
    ) -> Result<Copy, TakeAwayError> {
        let photo = self.whole_photo(reader, id).await?;
        let licence = wanted.licence_of(&photo)?;
        let size = wanted.size.on(&photo);
        let sentence = sentence(&photo, licence, page, language);
        if !poster::has_letters_for(&sentence)? {
            return Err(PosterError::Letters.into());
        }
        // What is drawn is in no file: the copy holds it. Reserved before the pixels: nothing that holds these may wait.
        let permit = self.reserve_memory(weight(&photo, size)?).await?;
        let (drawn, share) = match self.draw(&photo, size, sentence.clone()).await {
            // With its strip it would be higher than JPEG can say: its largest rendition never is.
            Err(TakeAwayError::Strip(PosterError::TooLarge)) if size == Size::Original => {
                self.draw(&photo, Size::Edge(u32::MAX), sentence).await?
            }
            drawn => drawn?,
        };
        let (mut permit, mut share) = (Some(permit), Some(share));
        let outgoing = loop {
            // The share of the pixels, which are gone, is that of the drawn file beside its copy.
            let picture = Picture::Drawn(drawn.clone(), share.take());
            match self.write_copy(picture, embedding(&photo, licence, page), KeepPlace::No, permit.take()).await? {
                WrittenCopy::Ready(outgoing) => break outgoing,
                WrittenCopy::NeedsMemory(bytes) => permit = Some(self.reserve_memory(bytes).await?),
            }
        };
        let media_type = "image/jpeg";
        let file_name = file_name(&photo, licence, media_type);
        Ok(Copy { file_name, media_type, outgoing, licence })
    }

    /// The sentence drawn under the picture, and the share of the budget that this took.
    async fn draw(&self, photo: &PhotoRecord, size: Size, sentence: String) -> Result<(Bytes, Share), TakeAwayError> {
        let (file, file_share) = self.file_to_copy(photo, size).await?;
        let bytes = file.bytes().clone();
        let inspected = briefly(move || inspect::inspect(&bytes, &Limits::of_kept())).await?;
        // It was taken in once, and its bytes are the same.
        let damaged = || TakeAwayError::Damaged(photo.id.clone());
        let inspected = inspected.map_err(|_refused| damaged())?;
        let pixels_share = self.budget.pixels_soon(inspected.decode_bytes).await?;
        let drawn = on_a_file(photo.original.blake3, move || {
            let drawn = poster::draw_under(&inspected.source(file.bytes()), &sentence).map(Bytes::from);
            // Held until the work is done, even if the request is gone.
            drop((file, file_share));
            (drawn, pixels_share)
        });
        let (drawn, pixels_share) = drawn.await?.map_err(|_panicked| damaged())?;
        Ok((drawn?, pixels_share))
    }
}

/// What is drawn under a picture.
fn sentence(photo: &PhotoRecord, licence: Option<LicenceId>, page: &str, language: Language) -> String {
    let record = Attribution { licence, ..attribution(photo, page, page) };
    snippet(&record, Format::Print, language)
}

/// What the copy weighs, about: half a byte a pixel, as a photograph full of leaves does. One that weighs more asks again.
fn weight(photo: &PhotoRecord, size: Size) -> Result<u64, TakeAwayError> {
    let (width, height) = match size {
        Size::Original => (photo.original.width, photo.original.height),
        Size::Edge(asked) => {
            let edge = best_edge(photo, asked)?;
            (edge, edge)
        }
    };
    Ok(u64::from(width) * u64::from(height) / 2)
}

//! Photos that are like one photo, shown beside it as advice to who gave it and to moderators. While the search index cannot
//! be asked, nothing is shown of them.

use super::{card::Card, list};
use crate::{
    domain::{
        photo::{PhotoRecord, State},
        reader::Reader,
    },
    library::{Library, StoreFault, similar::Similar},
    web::{i18n::Messages, urls::Urls},
};

/// One of them.
#[derive(Clone, Debug)]
pub struct AlikeView {
    /// The photo.
    pub card: Card,
    /// How alike it is.
    pub sentence: &'static str,
    /// Its state, unless it is published.
    pub state: Option<State>,
}

/// All of them, the same picture first.
#[must_use]
pub fn views(similar: &Similar, t: Messages) -> Vec<AlikeView> {
    let same = similar.same_pixels.len();
    let view = |(place, photo): (usize, &PhotoRecord)| AlikeView {
        card: list::card(photo),
        sentence: if place < same { t.alike_same() } else { t.alike_looks() },
        state: Some(photo.state).filter(|state| *state != State::Published),
    };
    similar.photos().enumerate().map(view).collect()
}

/// A sentence about the photo that is most like this one, and the address of that photo.
///
/// # Errors
/// [`StoreFault`] when the catalogue or the index fails.
pub async fn note(
    library: &Library,
    reader: &Reader,
    photo: &PhotoRecord,
    t: Messages,
    urls: Urls,
) -> Result<Option<(String, String)>, StoreFault> {
    let similar = library.similar_if_indexed(reader, photo).await?;
    Ok(views(&similar, t).into_iter().next().map(|nearest| {
        let title = nearest.card.heading(t);
        let is_same = !similar.same_pixels.is_empty();
        let sentence = if is_same { t.alike_is_same(title) } else { t.alike_resembles(title) };
        (sentence, urls.photo(&nearest.card.id))
    }))
}

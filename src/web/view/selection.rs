//! The photos of a selection that readers may have.

use crate::{
    domain::selection::Selection,
    library::{
        Library,
        select::{Gone, Selected},
    },
    web::problem::Problem,
};

/// The photos of a selection of which at least one is public.
///
/// # Errors
/// [`Problem::Gone`] when all were withdrawn, with the tombstone of the first; [`Problem::NotFound`] for any other
/// selection without a public photo.
pub async fn public_photos(library: &Library, selection: &Selection) -> Result<Selected, Problem> {
    let selected = library.selected(selection).await?;
    if !selected.photos.is_empty() {
        return Ok(selected);
    }
    let all_withdrawn = selected.gone.iter().all(|gone| matches!(gone, Gone::Withdrawn(_)));
    Err(match selected.gone.first() {
        Some(Gone::Withdrawn(photo)) if all_withdrawn => Problem::Gone(Box::new(photo.as_ref().clone())),
        _ => Problem::NotFound,
    })
}

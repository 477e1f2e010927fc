//! What pages say of the search that a living collection keeps.

use crate::{
    domain::{collection::CollectionRecord, facets::Facets},
    library::{Library, collections::Contents},
    web::{frame::layout::Frame, pages::filters::SearchRequest, problem::Problem},
};

/// The search that a living collection keeps.
#[derive(Clone, Debug)]
pub struct KeptSearch {
    /// In words.
    pub words: String,
    /// Its address.
    pub address: String,
    /// How many more photos it finds than a collection shows.
    pub beyond: u64,
}

impl KeptSearch {
    /// That of a collection; nothing where it keeps none.
    ///
    /// # Errors
    /// [`Problem`] when the library does not answer.
    pub async fn of(
        collection: &CollectionRecord,
        contents: &Contents,
        library: &Library,
        frame: &Frame,
    ) -> Result<Option<Self>, Problem> {
        let Some(saved) = &collection.query else { return Ok(None) };
        let address = frame.urls.saved_search(saved);
        let words = in_words(&address, library, frame).await?;
        Ok(Some(Self { words, address, beyond: super::counted(contents.beyond) }))
    }
}

/// A search in words, by its address.
///
/// # Errors
/// [`Problem`] when the library does not answer.
pub async fn in_words(address: &str, library: &Library, frame: &Frame) -> Result<String, Problem> {
    let mut asked = SearchRequest::at(address);
    asked.titles = library.titles_of(asked.search.query.collection.as_ref(), &Facets::default()).await?;
    Ok(asked.in_words(frame))
}

//! A field that names a collection, by its title or its address.

use std::collections::BTreeMap;

use crate::{
    domain::{collection::Slug, fold::fold, reader::Reader},
    library::{Library, name_collection::NamedCollection},
    web::{
        problem::{CollectionProblem, Problem},
        urls::collections::{at_address, path_of},
    },
};

/// The name of the field in forms.
pub const FIELD: &str = "collection_add";

/// The collection that was named, among those that the reader may change.
///
/// # Errors
/// [`CollectionProblem::NoneCalled`], [`CollectionProblem::SeveralCalled`], or a failure of the library.
pub async fn named(typed: &str, reader: &Reader, library: &Library) -> Result<Slug, Problem> {
    let found = match at_address(typed) {
        Some(slug) => library.collection_at(reader, &slug).await?,
        None => library.collection_called(reader, typed).await?,
    };
    match found {
        NamedCollection::One(slug) => Ok(slug),
        NamedCollection::Unknown => Err(Problem::Collection(CollectionProblem::NoneCalled(typed.to_owned()))),
        NamedCollection::Several(slugs) => {
            Err(Problem::Collection(CollectionProblem::SeveralCalled(slugs.iter().map(path_of).collect())))
        }
    }
}

/// What the field proposes before anything is typed: what names a collection, and its title. So many collections of each kind
/// that a reader may change, and that `keeps` keeps.
///
/// # Errors
/// [`Problem`] when the library does not answer.
pub async fn proposed(
    reader: &Reader,
    limit: usize,
    keeps: impl Fn(&Slug) -> bool,
    library: &Library,
) -> Result<Vec<(String, String)>, Problem> {
    let editable = library.editable_collections(reader, limit).await?.into_iter().map(|kept| kept.record);
    let titles: Vec<(Slug, String)> = editable
        .filter(|collection| keeps(&collection.slug))
        .map(|collection| (collection.slug, collection.title.as_str().to_owned()))
        .collect();
    let mut namesakes: BTreeMap<String, usize> = BTreeMap::new();
    for (_, title) in &titles {
        let count = namesakes.entry(fold(title)).or_default();
        *count = count.saturating_add(1);
    }
    let names = |(slug, title): (Slug, String)| {
        let has_namesake = namesakes.get(&fold(&title)).is_some_and(|count| *count > 1);
        (if has_namesake { path_of(&slug) } else { title.clone() }, title)
    };
    Ok(titles.into_iter().map(names).collect())
}

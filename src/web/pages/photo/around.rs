//! What stands around a photo: the list that the reader came from, the chart of its place, photos of the same author, photos
//! of the same place.
//!
//! `GET /photos/{id}?in=…`: the query of a search, as `/search` and `GET /api/v1/photos` read it, with its signs escaped
//! (`in=tag%3Dphare`). It is in the address, so that the page is the same for everyone who asks for it.

use std::collections::BTreeSet;

use actix_web::web::Query;

use crate::{
    domain::{
        collection::Slug,
        person::Handle,
        photo::{AuthorName, PhotoId, PhotoRecord},
        print_size::PrintSize,
        query::{PhotoQuery, SortOrder},
        reader::Reader,
        search_query::SearchQuery,
        taken::Taken,
    },
    library::{
        Library, StoreFault,
        browse::LookError,
        freshness::{Dependency, SEARCHED},
    },
    web::{
        frame::layout::Frame,
        pages::{
            gallery::{Beside, Gallery},
            list::card,
            strip::{SHOWN, Strip},
        },
        problem::FormValues,
        urls::{self, Urls},
        view::chart::PlaceOnChart,
    },
};

/// Photos looked through for a strip: those that it shows, and the photo itself. Each may be read from the disk; the strip is
/// shorter where some are credited to another name or stand in the strip before.
const LOOKED_THROUGH: usize = SHOWN + 1;

/// The list that the reader came from, and the photos beside this one in it.
#[derive(Clone, Debug)]
pub struct Neighbours {
    /// The address of the photo before it.
    pub previous: Option<String>,
    /// The address of the photo after it.
    pub next: Option<String>,
    /// Its number in the list, and how many photos the list has.
    pub position: String,
    /// What the list is called.
    pub name: String,
    /// The address of the list.
    pub list: String,
}

fn author_name(photo: &PhotoRecord) -> Option<String> {
    photo.credited().name.as_ref().map(|name| AuthorName::as_str(name).to_owned())
}

fn place_name(photo: &PhotoRecord) -> Option<&str> {
    photo.place.as_ref()?.name.as_deref()
}

/// Where the author's photos are listed: on their own page, or found by their name when they have none.
pub(super) fn photos_of_author(photo: &PhotoRecord, urls: Urls) -> Option<String> {
    let name = author_name(photo)?;
    let found = || format!("{}?author_name={}", urls.search_page(), urls::encoded(&name));
    Some(photo.author_account().map_or_else(found, |handle| urls.person(handle)))
}

/// Where the photos of its place are listed.
pub(super) fn photos_of_place(photo: &PhotoRecord, urls: Urls) -> Option<String> {
    Some(format!("{}?place={}", urls.search_page(), urls::encoded(place_name(photo)?)))
}

/// What the page depends on beside the photo and its contributor.
pub(super) fn dependencies(photo: &PhotoRecord, listed: bool) -> impl Iterator<Item = Dependency<'_>> {
    let day = photo.taken.as_ref().and_then(Taken::one_day).map(Dependency::OfDay);
    let author = match photo.author_account() {
        Some(handle) => Some(Dependency::By(handle)),
        None if photo.author_withheld => None,
        None => photo.author.name.as_ref().map(|name| Dependency::OfAuthor(name.as_str())),
    };
    let place = place_name(photo).map(Dependency::OfPlace);
    author.into_iter().chain(place).chain(day).chain(SEARCHED.into_iter().filter(move |_| listed))
}

/// The strips under a photo.
#[derive(Default)]
pub(super) struct Related {
    /// In the order of the page.
    pub(super) strips: Vec<Strip>,
    /// The look-alikes among their photos, which the page depends on.
    pub(super) alike: Vec<PhotoId>,
}

/// Its place on the chart. The photos around it are in the picture of the chart, so that the page does not depend on them.
pub(super) fn chart(photo: &PhotoRecord, frame: &Frame) -> Option<PlaceOnChart> {
    let place = photo.place.as_ref()?;
    Some(PlaceOnChart::of(place.public_coordinates()?, place.precision, photo.public_direction(), frame.t))
}

/// Photos that look like it, then others of the same author, of the same place and of the same day. These are read from lists, and
/// not searched: what is published elsewhere changes nothing here, and a library that grows makes the page no slower. Of
/// look-alikes, the page depends on those that it shows: another one is shown when the page is next made.
///
/// # Errors
/// [`StoreFault`] when the catalogue fails.
pub(super) async fn related(photo: &PhotoRecord, library: &Library, frame: &Frame) -> Result<Related, StoreFault> {
    let (author, place) = (author_name(photo), place_name(photo));
    let day = photo.taken.as_ref().and_then(Taken::one_day);
    // At once: each waits for a thread that reads.
    let (similar, of_author, of_place, of_day) = tokio::try_join!(
        library.near_if_indexed(photo),
        if_some(author.as_deref(), |name| async move {
            match photo.author_account() {
                Some(handle) => library.others_by(handle, &photo.id, LOOKED_THROUGH).await,
                None => library.others_of_author(name, &photo.id, LOOKED_THROUGH).await,
            }
        }),
        if_some(place, |name| library.others_of_place(name, &photo.id, LOOKED_THROUGH)),
        if_some(day, |day| library.others_of_day(day, &photo.id, LOOKED_THROUGH)),
    )?;
    let mut strips = Vec::new();
    let mut shown = BTreeSet::from([photo.id.clone()]);
    let alike: Vec<PhotoId> = similar.photos().take(SHOWN).map(|other| other.id.clone()).collect();
    if !alike.is_empty() {
        let gallery = Gallery::new(similar.photos().take(SHOWN).map(card).collect(), Beside::Nothing);
        let title = frame.t.related_alike().to_owned();
        strips.push(Strip { title, all: String::new(), all_name: String::new(), gallery });
        shown.extend(alike.iter().cloned());
    }
    if let (Some(name), Some(others), Some(all)) = (&author, of_author, photos_of_author(photo, frame.urls)) {
        let gallery = strip(&others, &mut shown, |other| author_name(other) == author);
        if !gallery.is_empty() {
            let title = frame.t.related_author(name);
            strips.push(Strip { title, all, all_name: frame.t.related_author_all().to_owned(), gallery });
        }
    }
    if let (Some(name), Some(others), Some(all)) = (place, of_place, photos_of_place(photo, frame.urls)) {
        let gallery = strip(&others, &mut shown, |other| place_name(other) == Some(name));
        if !gallery.is_empty() {
            let all_name = frame.t.related_place_all().to_owned();
            strips.push(Strip { title: frame.t.related_place().to_owned(), all, all_name, gallery });
        }
    }
    if let (Some(day), Some(others)) = (day, of_day) {
        let gallery = strip(&others, &mut shown, |_| true);
        if !gallery.is_empty() {
            let all = format!("{}?taken_after={day}&taken_before={day}", frame.urls.search_page());
            let (title, all_name) = (frame.t.related_day().to_owned(), frame.t.related_day_all().to_owned());
            strips.push(Strip { title, all, all_name, gallery });
        }
    }
    Ok(Related { strips, alike })
}

/// What is asked about a value, where there is one.
async fn if_some<V, T, F: Future<Output = Result<T, StoreFault>>>(
    value: Option<V>,
    asked: impl FnOnce(V) -> F,
) -> Result<Option<T>, StoreFault> {
    match value {
        Some(value) => Ok(Some(asked(value).await?)),
        None => Ok(None),
    }
}

/// Nothing while the index is being made or too many search.
fn or_default<T: Default>(answer: Result<T, StoreFault>) -> Result<T, StoreFault> {
    match answer {
        Err(StoreFault::IndexBehind | StoreFault::TooManySearches) => Ok(T::default()),
        answer => answer,
    }
}

/// The first photos that belong to a strip and were not `shown` before.
fn strip(others: &[PhotoRecord], shown: &mut BTreeSet<PhotoId>, belongs: impl Fn(&PhotoRecord) -> bool) -> Gallery {
    let photos = others.iter().filter(|photo| belongs(photo));
    let cards = photos.filter(|photo| shown.insert(photo.id.clone())).take(SHOWN).map(card).collect();
    Gallery::new(cards, Beside::Nothing)
}

/// The photos before and after this one in the list that `listed` describes; nothing when it describes none, or one that
/// this photo is not in.
///
/// # Errors
/// [`StoreFault`] when the index fails.
pub(super) async fn neighbours(
    photo: &PhotoRecord,
    listed: &str,
    giver: Option<&(Handle, String)>,
    library: &Library,
    frame: &Frame,
) -> Result<Option<Neighbours>, StoreFault> {
    let Ok(parameters) = Query::<FormValues>::from_query(listed) else { return Ok(None) };
    let mut search = SearchQuery::default();
    if parameters.iter().any(|(name, value)| search.add(name, value).is_err()) {
        return Ok(None);
    }
    let order = search.order.unwrap_or(SortOrder::Newest);
    let Some(at) = or_default(library.position_of(&photo.id, &search.query, order).await)? else { return Ok(None) };
    let address = |id| frame.urls.photo_within(&id, None, listed);
    let (name, list) = list_of(&parameters, &search.query, giver, frame);
    Ok(Some(Neighbours {
        previous: at.previous.map(address),
        next: at.next.map(address),
        position: frame.t.walk_position(counted(at.number), counted(at.total)),
        name,
        list,
    }))
}

/// The photos before and after this one in a collection; nothing when the reader may not see it, or it does not show this
/// photo.
///
/// # Errors
/// [`StoreFault`] when the catalogue fails.
pub(super) async fn in_collection(
    photo: &PhotoRecord,
    slug: &Slug,
    reader: &Reader,
    library: &Library,
    frame: &Frame,
) -> Result<Option<Neighbours>, StoreFault> {
    let collection = match library.collection(reader, slug).await {
        Ok(collection) => collection,
        Err(LookError::Fault(fault)) => return Err(fault),
        Err(_) => return Ok(None),
    };
    let Some(at) = library.beside_in_collection(slug, &photo.id).await? else { return Ok(None) };
    let list = frame.urls.list_of_collection(slug);
    let address = |id| frame.urls.photo_within(&id, None, &list);
    Ok(Some(Neighbours {
        previous: at.previous.map(address),
        next: at.next.map(address),
        position: frame.t.walk_position(counted(at.number), counted(at.total)),
        name: collection.title.as_str().to_owned(),
        list: frame.urls.collection(slug),
    }))
}

/// The sheet that the photos of a search are to fill, if it says one.
pub(super) fn print_of(listed: &str) -> Option<PrintSize> {
    let parameters = Query::<FormValues>::from_query(listed).ok()?;
    parameters.iter().find(|(name, _)| name == "print")?.1.parse().ok()
}

/// A number, as messages take it.
fn counted(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}

/// What a list is called, and its address: a tag's page, one of a person's pages, or a search.
fn list_of(
    parameters: &[(String, String)],
    query: &PhotoQuery,
    giver: Option<&(Handle, String)>,
    frame: &Frame,
) -> (String, String) {
    if parameters.is_empty() {
        return (frame.t.door_newest().to_owned(), frame.urls.search_page());
    }
    let alone = parameters.len() == 1;
    if let Some(tag) = query.tag.as_ref().filter(|_| alone) {
        return (tag.to_string(), frame.urls.tag(tag));
    }
    if let Some((handle, name)) = giver.filter(|(handle, _)| alone && query.author.as_ref() == Some(handle)) {
        return (name.clone(), frame.urls.person(handle));
    }
    if let Some((handle, name)) = giver.filter(|(handle, _)| alone && query.giver.as_ref() == Some(handle)) {
        return (frame.t.given_title(name), frame.urls.given(handle));
    }
    let pairs = parameters.iter().map(|(name, value)| format!("{}={}", urls::encoded(name), urls::encoded(value)));
    let address = format!("{}?{}", frame.urls.search_page(), pairs.collect::<Vec<_>>().join("&"));
    let words = parameters.iter().find(|(name, value)| name == "q" && !value.trim().is_empty());
    let name = words.map_or_else(|| frame.t.list_of_search().to_owned(), |(_, words)| frame.t.title_quoted(words));
    (name, address)
}

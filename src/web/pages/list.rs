//! Lists of photos as pages show them: cards, paging, totals.

use super::card::{Card, Paging};
use crate::{
    domain::{
        page::Page,
        permitted_uses::PermittedUses,
        photo::{PhotoRecord, State},
        place::Place,
    },
    web::{
        typeset,
        urls::{self, Urls},
    },
};

/// How many photos a page of a list shows: some six rows on a wide screen.
pub const PART: usize = 40;

/// A photo in a gallery, its title as it is set on a page.
#[must_use]
pub fn card(photo: &PhotoRecord) -> Card {
    Card {
        id: photo.id.clone(),
        title: photo.title.as_ref().map(|title| typeset::tied(title.as_str())),
        alt: photo.alt.as_ref().map(|alt| alt.as_str().to_owned()),
        author: photo.credited().name.as_ref().map(|name| name.as_str().to_owned()),
        licence: photo.licence().map(|licence| licence.label().to_owned()),
        under: None,
        width: photo.original.width,
        height: photo.original.height,
        edges: edges(photo),
        colour: photo.dominant.clone(),
    }
}

/// The public photos of a list as cards: one that was withdrawn since the list was made is left out.
#[must_use]
pub fn cards(page: &Page) -> Vec<Card> {
    page.photos.iter().filter(|kept| kept.record.state == State::Published).map(|kept| card(&kept.record)).collect()
}

/// The same for a search by permitted uses: a photo found by an earlier licence, which remains valid, is shown with
/// that one, and its link leads there.
#[must_use]
pub fn cards_for(page: &Page, uses: PermittedUses) -> Vec<Card> {
    let mut cards = cards(page);
    for card in &mut cards {
        let photo = page.photos.iter().map(|kept| &kept.record).find(|photo| photo.id == card.id);
        let in_force = photo.and_then(PhotoRecord::licence);
        let earlier = photo.map(PhotoRecord::freer_licences).unwrap_or_default();
        if in_force.is_some_and(|licence| !uses.allowed_by(licence))
            && let Some(licence) = earlier.into_iter().find(|licence| uses.allowed_by(*licence))
        {
            card.licence = Some(licence.label().to_owned());
            card.under = Some(licence);
        }
    }
    cards
}

/// Whether one of the photos of a page has a public place: then a map shows something.
#[must_use]
pub fn has_places(page: &Page) -> bool {
    let place = |photo: &PhotoRecord| photo.place.as_ref().and_then(Place::public_coordinates);
    page.photos.iter().any(|kept| kept.record.state == State::Published && place(&kept.record).is_some())
}

/// The map of a search, by the address of that search, where one of the photos of a page has a public place.
#[must_use]
pub fn map_of(page: &Page, search: &str, urls: Urls) -> Option<String> {
    has_places(page).then(|| urls.map_of(search.split_once('?').map_or("", |(_, query)| query)))
}

/// The long edges that exist, smallest first.
#[must_use]
pub fn edges(photo: &PhotoRecord) -> Vec<u32> {
    let mut edges: Vec<u32> = photo.renditions.iter().map(|made| made.edge).collect();
    edges.sort_unstable();
    edges
}

/// The links to the previous and the next page of a list: previous is the first page, since a cursor only goes forward.
#[must_use]
pub fn paging(page: &Page, address: &str, cursor: Option<&str>) -> Paging {
    let joint = if address.contains('?') { '&' } else { '?' };
    Paging {
        previous: cursor.map(|_| address.to_owned()),
        next: page.next.as_ref().map(|next| format!("{address}{joint}cursor={}", urls::encoded(next))),
    }
}

/// A total, as messages take it.
#[must_use]
pub fn total(page: &Page) -> u64 {
    u64::try_from(page.total).unwrap_or(u64::MAX)
}

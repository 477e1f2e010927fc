//! Parts that several pages share: cards, paging, sentences about doubts.

use super::card::{Card, Paging};
use crate::{
    domain::{
        doubt::Doubt,
        page::Page,
        permitted_uses::PermittedUses,
        person::Handle,
        photo::{PhotoRecord, State},
    },
    library::review::WithdrawnBefore,
    web::{frame::layout::Frame, i18n::Messages, typeset, urls, view::grants::day},
};

/// How many photos a page of a list shows: some eight rows on a wide screen.
pub const PART: usize = 40;

/// What somebody without an account is called: their handle, unless they were forgotten.
#[must_use]
pub fn handle(handle: &Handle, t: Messages) -> String {
    if handle.is_nobody() { t.person_forgotten().to_owned() } else { handle.to_string() }
}

/// A photo in a grid, its title as it is set on a page.
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

/// The same for a search by permitted uses: a photo found by an earlier licence, which remains valid, is shown with that
/// one, and its link leads there.
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

/// A question that a photo raises, as a sentence.
#[must_use]
pub fn doubt(doubt: &Doubt, t: Messages) -> String {
    match doubt {
        Doubt::OtherAuthor(name) => t.doubt_author(name),
        Doubt::OtherClaim(words) => t.doubt_claim(words),
        Doubt::OtherLicence(licence) => t.doubt_licence(licence.label()),
        Doubt::SeveralLicences(licences) => {
            let labels: Vec<&str> = licences.iter().map(|licence| licence.label()).collect();
            t.doubt_several(&labels.join(", "))
        }
        Doubt::Reserved(words) => t.doubt_reserved(words),
        Doubt::Unclear(words) => t.doubt_unclear(words),
        Doubt::Statement(name) => t.doubt_statement(name),
        Doubt::FarPlace { name, kilometres } => t.doubt_far_place((*kilometres).into(), name),
        Doubt::FarFromOthers { name, kilometres } => t.doubt_far_from_others((*kilometres).into(), name),
    }
}

/// That a photo's file was withdrawn before, as a sentence, and the address of its tombstone.
#[must_use]
pub fn withdrawn_before(before: &WithdrawnBefore, frame: &Frame) -> (String, String) {
    let withdrawn = day(before.at, frame.t);
    let sentence = match &before.reason {
        Some(reason) => frame.t.review_withdrawn(&withdrawn, reason),
        None => frame.t.review_withdrawn_unsaid(&withdrawn),
    };
    (sentence, frame.urls.photo(&before.photo))
}

//! Records as pages show them.

use actix_web::{
    HttpResponse,
    http::{StatusCode, header},
};
use askama::Template;
use jiff::{Timestamp, tz::TimeZone};

use super::{
    card::{Card, Paging},
    frame::Frame,
    licence::LicenceView,
};
use crate::{
    domain::{
        doubt::Doubt,
        grant::Grant,
        licence::LicenceId,
        page::Page,
        permitted_uses::PermittedUses,
        photo::{PhotoRecord, State},
        taken::Taken,
    },
    library::review::WithdrawnBefore,
    web::{
        cache::Made, context::RequestContext, i18n::Messages, pages::photo::GrantView, problem::Problem, typeset, urls,
    },
};

/// How many photos a page of a list shows: some eight rows on a wide screen.
pub const PART: usize = 40;

/// A page as HTML.
///
/// # Errors
/// [`Problem::Fault`] when a template cannot be written.
pub fn made(page: &impl Template) -> Result<Made, Problem> {
    let body = page.render().map_err(|error| Problem::Fault(Box::new(error)))?;
    Ok(Made { body: body.into(), link: None })
}

/// A page for one reader only, never kept by any cache.
///
/// # Errors
/// [`Problem::Fault`] when a template cannot be written.
pub fn personal(status: StatusCode, page: &impl Template) -> Result<HttpResponse, Problem> {
    let body = made(page)?.body;
    Ok(HttpResponse::build(status)
        .insert_header((header::CONTENT_TYPE, "text/html; charset=utf-8"))
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        .body(body))
}

/// A page with a form for people who are not signed in yet: their browser first gets the secret that its form proves
/// itself with.
///
/// # Errors
/// Whatever making the page fails with.
pub fn door(
    context: &RequestContext,
    chance: [u8; 32],
    page: impl FnOnce(&RequestContext) -> Result<HttpResponse, Problem>,
) -> Result<HttpResponse, Problem> {
    let (context, cookie) = context.with_visit(chance);
    let mut response = page(&context)?;
    if let Some(cookie) = cookie {
        response.add_cookie(&cookie).map_err(|error| Problem::Fault(Box::new(error)))?;
    }
    Ok(response)
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

/// The photos of a list that are public, as cards: an old cursor never shows what was withdrawn since.
#[must_use]
pub fn cards(page: &Page) -> Vec<Card> {
    page.photos.iter().filter(|kept| kept.record.state == State::Published).map(|kept| card(&kept.record)).collect()
}

/// The same for whoever means to do something with them: a photo found by an earlier licence, which stands, is shown and
/// led to with that one.
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

/// The doors to the pages of a list before and after: back is to its beginning, since a cursor only looks forward.
#[must_use]
pub fn paging(page: &Page, address: &str, cursor: Option<&str>) -> Paging {
    let joint = if address.contains('?') { '&' } else { '?' };
    Paging {
        previous: cursor.map(|_| address.to_owned()),
        next: page.next.as_ref().map(|next| format!("{address}{joint}cursor={}", urls::encoded(next))),
    }
}

/// A total as messages count.
#[must_use]
pub fn total(page: &Page) -> u64 {
    u64::try_from(page.total).unwrap_or(u64::MAX)
}

/// A licence in plain words.
#[must_use]
pub fn licence(id: LicenceId) -> LicenceView {
    let facts = id.licence();
    LicenceView {
        id: id.as_str().to_owned(),
        label: id.label().to_owned(),
        deed: id.deed().to_owned(),
        attribution: facts.requires_attribution,
        commercial: facts.allows_commercial,
        derivatives: facts.allows_sharing_derivatives,
        share_alike: facts.requires_share_alike,
        public_domain: id.is_public_domain(),
    }
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

/// That a photo's file was withdrawn before, as a sentence, and the address of what stays of it.
#[must_use]
pub fn withdrawn_before(before: &WithdrawnBefore, frame: &Frame) -> (String, String) {
    let withdrawn = day(before.at, frame.t);
    let sentence = match &before.reason {
        Some(reason) => frame.t.review_withdrawn(&withdrawn, reason),
        None => frame.t.review_withdrawn_unsaid(&withdrawn),
    };
    (sentence, frame.urls.photo(&before.photo))
}

/// The grants of a photo with their days, in their order.
#[must_use]
pub fn grants(grants: &[Grant], t: Messages) -> Vec<GrantView> {
    let ends = grants.iter().skip(1).map(|next| day(next.at, t)).chain(std::iter::once(String::new()));
    grants
        .iter()
        .zip(ends)
        .map(|(grant, until)| GrantView { licence: licence(grant.licence), since: day(grant.at, t), until })
        .collect()
}

/// The day of an instant, as people read it, by the clock of Greenwich: close enough for a day.
#[must_use]
pub fn day(at: Timestamp, t: Messages) -> String {
    let date = TimeZone::UTC.to_datetime(at).date().to_string();
    date.parse::<Taken>().map_or(date, |taken| t.taken(&taken))
}

//! The photos that wait for a moderator. Each form posts to `/photos/{id}/review`: `csrf`, `decision` =
//! `publish|request-change|refuse`, `ready` (a ready reason, or empty) and `reason` (free words): the author reads both.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Form, Path, Query},
};
use askama::Template;

use super::{
    card::{Card, Paging},
    frame::Frame,
    home::From,
    licence::LicenceView,
    view,
};
use crate::{
    catalog::noun::Kept,
    domain::{
        doubt::Doubt,
        person::Handle,
        photo::{PhotoId, PhotoRecord, Source, State},
        place::Place,
    },
    library::{Library, review::Decision},
    web::{
        api::photos::photo_id,
        asking::{Asking, see_other},
        done::Done,
        i18n::Messages,
        intake::{Incoming, Words},
        problem::Problem,
        site::Site,
    },
};

/// How many photos are shown to review at a time: large pictures, so few.
const PART: usize = 12;

/// Photos sent to review, oldest first.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/review.html")]
pub struct ReviewPage {
    /// What every page has.
    pub frame: Frame,
    /// The photos of this page of the list.
    pub photos: Vec<ToReview>,
    /// The pages before and after.
    pub paging: Paging,
    /// How many wait in all.
    pub total: u64,
    /// What stopped a decision about a photo that is not on this page of the list.
    pub error: Option<String>,
    /// The photo whose decision was stopped and that is no longer on this page.
    pub link: Option<String>,
    /// The reason typed for it.
    pub reason: String,
}

/// A photo to review.
#[derive(Clone, Debug)]
pub struct ToReview {
    /// The revision shown: a decision counts for it alone.
    pub revision: u64,
    /// The photo.
    pub card: Card,
    /// Its description.
    pub description: Option<String>,
    /// Who gave it: their account's name, and the one they show.
    pub contributor: (Handle, String),
    /// Where the right to give it comes from.
    pub source: Source,
    /// The licence granted.
    pub licence: Option<LicenceView>,
    /// When it was taken, as people read it.
    pub taken: Option<String>,
    /// The camera.
    pub camera: Option<String>,
    /// The place.
    pub place: Option<String>,
    /// Its point, as precisely as it will be shown.
    pub coordinates: Option<String>,
    /// Its tags, with commas.
    pub tags: String,
    /// When it was received, as people read it.
    pub received: String,
    /// Whether it is public already, published by its contributor alone.
    pub published: bool,
    /// What deserves a second look: what the file says that the contributor did not.
    pub warnings: Vec<String>,
    /// Whether the contributor, asked about it, answered that they may give the photo.
    pub vouched: bool,
    /// What the latest earlier decision asked for, if there was one.
    pub earlier: Option<String>,
    /// What stopped the decision, if anything.
    pub error: Option<String>,
    /// The photo that it is about, if it is another one.
    pub link: Option<String>,
    /// The reason as typed.
    pub reason: String,
}

impl ToReview {
    /// The long edge in pixels of the rendition to look at: large enough to judge.
    #[must_use]
    pub fn large(&self) -> u32 {
        self.card
            .edges
            .iter()
            .copied()
            .find(|edge| *edge >= 1_000)
            .or_else(|| self.card.edges.last().copied())
            .unwrap_or(320)
    }
}

/// `GET /review`.
///
/// # Errors
/// [`Problem::NotSignedIn`]; [`Problem::NotFound`] for who does not review.
pub async fn show(
    asking: Asking,
    from: Query<From>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    view::personal(StatusCode::OK, &page(&asking, from.cursor.as_deref(), &library, &site).await?)
}

async fn page(asking: &Asking, cursor: Option<&str>, library: &Library, site: &Site) -> Result<ReviewPage, Problem> {
    asking.person()?;
    let page = library.awaiting_review(&asking.reader, cursor, PART).await?;
    let mut frame = site.frame(asking, "");
    frame.entitle(frame.t.review_title());
    frame.indexed = false;
    // What is public with a doubt about its rights comes first, on the first page.
    let most = if cursor.is_none() { PART } else { 0 };
    let doubtful = library.doubtful(&asking.reader, most).await?.photos;
    let all = || doubtful.iter().chain(&page.photos);
    let givers = library.people(all().map(|kept| &kept.record.contributor)).await?;
    let named = |handle: &Handle| givers.get(handle).map_or_else(|| handle.to_string(), |person| person.name.clone());
    let photos = all().map(|kept| to_review(kept, named(&kept.record.contributor), frame.t)).collect();
    Ok(ReviewPage {
        photos,
        paging: view::paging(&page, &frame.urls.review(), cursor),
        total: view::total(&page),
        error: None,
        link: None,
        reason: String::new(),
        frame,
    })
}

/// `POST /photos/{id}/review`.
///
/// # Errors
/// [`Problem`]; nothing was decided.
pub async fn decide(
    asking: Asking,
    id: Path<String>,
    form: Form<Words>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let form = Incoming::proved(&asking, form.into_inner())?;
    let reasons: Vec<&str> = ["ready", "reason"].into_iter().filter_map(|name| form.word(name)).collect();
    let id = photo_id(&id)?;
    let decision = match Decision::parse(form.word("decision").unwrap_or_default(), &reasons.join("\n")) {
        Ok(decision) => decision,
        Err(unclear) => return again(&asking, &id, &form, &unclear.into(), &library, &site).await,
    };
    let done = match decision {
        Decision::Publish => Done::ReviewedPublished,
        Decision::RequestChange(_) => Done::ReviewedChange,
        Decision::Refuse(_) => Done::ReviewedRefused,
    };
    // What was shown is what is decided on: words changed meanwhile are looked at first.
    let seen = form.word("revision").and_then(|revision| revision.parse().ok());
    if let Err(error) = library.review(&asking.reader, &id, decision, seen).await {
        let problem = Problem::from(error);
        // The reason that was typed is not lost.
        return if problem.is_about_the_form() {
            again(&asking, &id, &form, &problem, &library, &site).await
        } else {
            Err(problem)
        };
    }
    Ok(see_other(&done.at(&site.frame_urls(asking.language).review())))
}

/// The list again, with what is missing said beside the photo.
async fn again(
    asking: &Asking,
    id: &PhotoId,
    form: &Incoming,
    problem: &Problem,
    library: &Library,
    site: &Site,
) -> Result<HttpResponse, Problem> {
    let mut page = page(asking, None, library, site).await?;
    let sentence = Some(problem.sentence(page.frame.t));
    let reason = form.sent("reason").unwrap_or_default();
    let link = problem.photo().map(|other| page.frame.urls.photo(other));
    if let Some(photo) = page.photos.iter_mut().find(|photo| photo.card.id == *id) {
        photo.error = sentence;
        photo.link = link;
        reason.clone_into(&mut photo.reason);
    } else {
        page.error = sentence;
        page.link = Some(page.frame.urls.photo(id));
        reason.clone_into(&mut page.reason);
    }
    view::personal(problem.status(), &page)
}

fn to_review(kept: &Kept<PhotoRecord>, name: String, t: Messages) -> ToReview {
    let photo = &kept.record;
    ToReview {
        revision: kept.revision,
        card: view::card(photo),
        description: photo.description.as_ref().map(|words| words.as_str().to_owned()),
        contributor: (photo.contributor.clone(), name),
        source: photo.source,
        licence: photo.licence().map(view::licence),
        taken: photo.taken.as_ref().map(|taken| t.taken(taken)),
        camera: photo.camera.name(),
        coordinates: photo
            .place
            .as_ref()
            .and_then(Place::public_coordinates)
            .map(|point| t.degrees(point.latitude(), point.longitude())),
        error: None,
        link: None,
        reason: String::new(),
        place: photo.place.as_ref().and_then(|place| place.name.clone()),
        tags: photo.tags.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        received: view::day(photo.created, t),
        published: photo.state == State::Published,
        warnings: Doubt::about(photo).iter().map(|doubt| view::doubt(doubt, t)).collect(),
        vouched: photo.vouched.is_some(),
        earlier: photo.steps.iter().rev().skip(1).find_map(|step| step.reason.clone()),
    }
}

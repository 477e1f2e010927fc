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
        photo::{PhotoRecord, Source},
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
    /// Who gave it.
    pub contributor: Handle,
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
    /// Its tags, with commas.
    pub tags: String,
    /// When it was received, as people read it.
    pub received: String,
    /// What deserves a second look: what the file says that the contributor did not.
    pub warnings: Vec<String>,
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
    asking.person()?;
    let page = library.awaiting_review(&asking.reader, from.cursor.as_deref(), PART).await?;
    let mut frame = site.frame(&asking, "");
    frame.entitle(frame.t.review_title());
    frame.indexed = false;
    let page = ReviewPage {
        photos: page.photos.iter().map(|kept| to_review(kept, frame.t)).collect(),
        paging: view::paging(&page, &frame.urls.review(), from.cursor.as_deref()),
        total: view::total(&page),
        frame,
    };
    view::personal(StatusCode::OK, &page)
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
    let decision = Decision::parse(form.word("decision").unwrap_or_default(), &reasons.join("\n"))?;
    // What was shown is what is decided on: words changed meanwhile are looked at first.
    let seen = form.word("revision").and_then(|revision| revision.parse().ok());
    library.review(&asking.reader, &photo_id(&id)?, decision, seen).await?;
    Ok(see_other(&Done::Decided.at(&site.frame_urls(asking.language).review())))
}

fn to_review(kept: &Kept<PhotoRecord>, t: Messages) -> ToReview {
    let photo = &kept.record;
    ToReview {
        revision: kept.revision,
        card: view::card(photo),
        description: photo.description.as_ref().map(|words| words.as_str().to_owned()),
        contributor: photo.contributor.clone(),
        source: photo.source,
        licence: photo.licence().map(view::licence),
        taken: photo.taken.as_ref().map(|taken| t.taken(taken)),
        camera: photo.camera.name(),
        place: photo.place.as_ref().and_then(|place| place.name.clone()),
        tags: photo.tags.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        received: view::day(photo.created, t),
        warnings: Doubt::about(photo).iter().map(|doubt| view::doubt(doubt, t)).collect(),
    }
}

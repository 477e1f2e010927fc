//! The review page: one photo at a time of those that wait for a moderator, and the film of the others.
//!
//! `GET /review?photo=ID&cursor=…`. Each form posts to `/photos/{id}/review`: `csrf`, `decision` =
//! `publish|request-change|refuse`, `ready` (ready reasons, any number) and `reason` (free words): the author reads both;
//! `revision`: what was seen; `cursor`: where the list began; `next`: the photo to come; `onward`: where the list goes on.

mod case;

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path, Query},
};
use askama::Template;
use serde::Deserialize;

pub use case::{SameFileView, StoppedVerdict, ToReview, Verdict};

use super::{
    card::{Card, Paging},
    credit::{self, ContestedView},
    list,
};
use crate::{
    domain::{
        photo::{PhotoId, PhotoRecord, Provenance, State},
        stored::Stored,
    },
    library::{Library, review::Decision},
    web::{
        frame::{answer, flash::FlashCode, layout::Frame},
        problem::Problem,
        request::{context::RequestContext, intake::ReceivedForm, parameters::photo_id, sent_form::SentForm},
        site::Site,
    },
};

/// How many photos the film of a page shows.
const PART: usize = 24;

/// One photo to decide on, above the film of what waits.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/review.html")]
pub struct ReviewPage {
    /// What every page has.
    pub frame: Frame,
    /// What waits on this page of the list: contested credits, photos that are public without review, then those sent to
    /// review, oldest first.
    pub film: Vec<Waiting>,
    /// The photo shown, when its credit is contested.
    pub contested: Option<ContestedView>,
    /// The photo shown, when it is to be decided on.
    pub photo: Option<ToReview>,
    /// What the photo shown is among, and how many there are of those.
    pub among: String,
    /// Its place in the whole list, and how many there are in all; nothing after the first page.
    pub position: Option<(u64, u64)>,
    /// The address of the photo before it.
    pub previous: Option<String>,
    /// The address of the photo after it, or of the next page of the list.
    pub following: Option<String>,
    /// The photo to come after a decision, if there is another one on this page.
    pub next: Option<PhotoId>,
    /// Where this page of the list begins, to come back to it.
    pub cursor: String,
    /// Where the list goes on after the last photo of this page.
    pub onward: String,
    /// The first page, and the one after this.
    pub paging: Paging,
    /// Why a decision was refused that is about no reason, or about a photo that does not wait any more.
    pub error: Option<String>,
    /// The photo that this is about, where it is another one.
    pub link: Option<String>,
    /// The reason typed for it.
    pub reason: String,
    /// How many better files of published photos wait.
    pub files: u64,
}

/// A photo on the film.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// The photo.
    pub card: Card,
    /// The address at which it is shown.
    pub address: String,
    /// Whether it is the one shown.
    pub current: bool,
}

impl ReviewPage {
    /// The photo shown.
    #[must_use]
    pub fn shown(&self) -> Option<&Card> {
        self.photo.as_ref().map(|photo| &photo.card).or(self.contested.as_ref().map(|photo| &photo.card))
    }

    /// How many reports wait for a decision, if any.
    #[must_use]
    pub fn reports(&self) -> Option<u64> {
        self.frame.person.as_ref().map(|person| person.reports).filter(|count| *count > 0)
    }

    /// Its title, or that it has none.
    #[must_use]
    pub fn title<'a>(&self, card: &'a Card) -> &'a str {
        card.title.as_deref().unwrap_or_else(|| self.frame.t.photo_untitled())
    }

    /// The ways to send a photo back.
    #[must_use]
    pub fn verdicts(&self) -> [Verdict; 2] {
        Verdict::both(self.frame.t)
    }
}

/// The parameters of the list.
#[derive(Deserialize)]
pub struct ReviewQuery {
    /// The cursor that the page before gave.
    cursor: Option<String>,
    /// The photo to show; without it, or when it does not wait any more, the first one.
    photo: Option<String>,
}

/// `GET /review`.
///
/// # Errors
/// [`AccessProblem::NotSignedIn`]; [`Problem::NotFound`] for a reader who does not review.
pub async fn show(
    context: RequestContext,
    query: Query<ReviewQuery>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let photo = query.photo.as_ref().and_then(|id| id.parse().ok());
    let mut page = page(&context, query.cursor.as_deref(), photo.as_ref(), &library, &site).await?;
    // The photo that was just decided on.
    let about = FlashCode::of(&context).and_then(|(_, photo)| photo);
    if let (Some(flash), Some(id)) = (page.frame.flash.as_mut(), about) {
        let found = library.whole_photos(&context.reader, std::slice::from_ref(&id)).await?;
        let title = found.first().map(|found| list::card(found).title);
        let words = title.map(|title| title.unwrap_or_else(|| page.frame.t.photo_untitled().to_owned()));
        flash.forgets = format!("review-{id}-");
        flash.photo = words.map(|words| (page.frame.urls.photo(&id), words));
    }
    answer::personal(StatusCode::OK, &page)
}

async fn page(
    context: &RequestContext,
    cursor: Option<&str>,
    asked: Option<&PhotoId>,
    library: &Library,
    site: &Site,
) -> Result<ReviewPage, Problem> {
    context.person()?;
    let mut list = library.awaiting_review(&context.reader, cursor, PART).await?;
    // Once the last photo of the last page is decided on, the list goes on from its beginning.
    let cursor = cursor.filter(|_| !list.photos.is_empty());
    if cursor.is_none() {
        list = library.awaiting_review(&context.reader, None, PART).await?;
    }
    let mut frame = site.frame(context, "");
    frame.entitle(frame.t.review_title());
    frame.indexed = false;
    let t = frame.t;
    // Contested credits and public photos with a doubt about their rights come first, on the first page.
    let contested = library.contested(&context.reader, None, if cursor.is_none() { PART } else { 0 }).await?;
    let unseen = library.doubtful(&context.reader, if cursor.is_none() { PART } else { 0 }).await?;
    let totals = [list::total(&contested), list::total(&unseen), list::total(&list)];
    let mut all: Vec<(usize, &Stored<PhotoRecord>)> = Vec::new();
    for (kind, photos) in [&contested.photos, &unseen.photos, &list.photos].into_iter().enumerate() {
        for kept in photos {
            // A photo that waits for two reasons is shown for the first, then for the other.
            if all.iter().all(|(_, other)| other.record.id != kept.record.id) {
                all.push((kind, kept));
            }
        }
    }
    let at = all.iter().position(|(_, kept)| Some(&kept.record.id) == asked).unwrap_or_default();
    let (before, after) = (at.checked_sub(1).and_then(|place| all.get(place)), all.get(at + 1));
    let address = |(_, kept): &(usize, &Stored<PhotoRecord>)| frame.urls.review_at(cursor, Some(&kept.record.id));
    let paging = list::paging(&list, &frame.urls.review(), cursor);
    let mut page = ReviewPage {
        film: all
            .iter()
            .enumerate()
            .map(|(place, waiting)| Waiting {
                card: list::card(&waiting.1.record),
                address: address(waiting),
                current: place == at,
            })
            .collect(),
        contested: None,
        photo: None,
        among: String::new(),
        position: u64::try_from(at + 1).ok().filter(|_| cursor.is_none()).map(|place| (place, totals.iter().sum())),
        previous: before.map(address),
        following: after.map(address).or_else(|| paging.next.clone()),
        next: after.map(|(_, kept)| kept.record.id.clone()),
        cursor: cursor.unwrap_or_default().to_owned(),
        onward: list.next.clone().filter(|_| after.is_none()).unwrap_or_default(),
        paging,
        error: None,
        link: None,
        reason: String::new(),
        files: list::total(&library.waiting_files(&context.reader, None, 0).await?),
        frame: frame.clone(),
    };
    if let Some((kind, kept)) = all.get(at) {
        page.among = match kind {
            0 => t.review_contested(totals[0]),
            1 => t.review_unseen(totals[1]),
            _ => t.review_count(totals[2]),
        };
        if *kind == 0 {
            let names = credit::names(library, [&kept.record]).await?;
            page.contested = Some(credit::contested(&kept.record, &context.reader, &names, t));
        } else {
            page.photo = Some(case::whole(kept, &context.reader, library, &frame).await?);
        }
    }
    Ok(page)
}

/// `POST /photos/{id}/review`.
///
/// # Errors
/// [`Problem`]; nothing was decided.
pub async fn decide(
    context: RequestContext,
    id: Path<String>,
    form: SentForm,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let form = ReceivedForm::proved(&context, form.into_inner())?;
    let reasons: Vec<&str> =
        form.values("ready").chain(form.value("reason")).filter(|words| !words.trim().is_empty()).collect();
    let id = photo_id(&id)?;
    let decision = match Decision::parse(form.value("decision").unwrap_or_default(), &reasons.join("\n")) {
        Ok(decision) => decision,
        Err(unclear) => return again(&context, &id, &form, &unclear.into(), &library, &site).await,
    };
    let mut done = match decision {
        Decision::Publish => FlashCode::ReviewedPublished,
        Decision::RequestChange(_) => FlashCode::ReviewedChange,
        Decision::Refuse(_) => FlashCode::ReviewedRefused,
    };
    // A decision applies to what was shown: if the photo changed meanwhile, it is shown again first.
    let seen = form.value("revision").and_then(|revision| revision.parse().ok());
    match library.review(&context.reader, &id, decision, seen).await.map_err(Problem::from) {
        Ok(kept) if was_public(&kept.record) => done = FlashCode::ReviewedLeftPublic,
        Ok(_) => {}
        // The reason that was typed is kept.
        Err(problem) if problem.is_about_the_form() => {
            return again(&context, &id, &form, &problem, &library, &site).await;
        }
        Err(problem) => return Err(problem),
    }
    // On to the next photo of the same page of the list; after its last one, to the next page.
    let next: Option<PhotoId> = form.value("next").and_then(|id| id.parse().ok());
    let cursor = form.value("onward").filter(|_| next.is_none()).or(form.value("cursor"));
    let on = site.frame_urls(context.language).review_at(cursor, next.as_ref());
    Ok(done.see_other_about(&context, &on, &id))
}

/// Whether a photo was public already before its latest step.
fn was_public(photo: &PhotoRecord) -> bool {
    photo.steps.iter().rev().nth(1).is_some_and(|step| step.state == State::Published)
}

/// The list again, with the problem beside its photo.
async fn again(
    context: &RequestContext,
    id: &PhotoId,
    form: &ReceivedForm,
    problem: &Problem,
    library: &Library,
    site: &Site,
) -> Result<HttpResponse, Problem> {
    let mut page = page(context, form.value("cursor"), Some(id), library, site).await?;
    let error = problem.sentence(page.frame.t);
    let link = problem.photo().map(|other| page.frame.urls.photo(other));
    let reason = form.sent("reason").unwrap_or_default().to_owned();
    let decision = form.value("decision").unwrap_or_default().to_owned();
    match page.photo.as_mut().filter(|photo| photo.card.id == *id) {
        Some(photo) if !photo.published && decision != "publish" => {
            let ready = form.values("ready").map(str::to_owned).collect();
            photo.stopped = Some(StoppedVerdict { decision, error, link, ready, reason });
        }
        found => {
            page.link = if found.is_some() { link } else { Some(page.frame.urls.photo(id)) };
            page.error = Some(error);
            page.reason = reason;
        }
    }
    answer::personal(problem.status(), &page)
}

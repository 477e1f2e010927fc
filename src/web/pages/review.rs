//! The review page: the photos that wait for a moderator. Each form posts to `/photos/{id}/review`: `csrf`, `decision`
//! = `publish|request-change|refuse`, `ready` (a ready reason, or empty) and `reason` (free words): the author reads
//! both; `cursor`: where the list began.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Form, Path, Query},
};
use askama::Template;
use serde::Deserialize;

use super::{
    card::{Card, Paging},
    credit::{self, ContestedView},
    doubts, list, sentences,
};
use crate::{
    domain::{
        doubt,
        person::{Handle, PersonRecord},
        photo::{PhotoId, PhotoRecord, Provenance, State},
        place::Place,
        reader::Reader,
        stored::Stored,
    },
    library::{Library, review::Decision},
    web::{
        frame::{answer, flash::FlashCode, layout::Frame},
        i18n::Messages,
        problem::{FormValues, Problem},
        request::{
            context::{RequestContext, see_other},
            intake::ReceivedForm,
            parameters::photo_id,
        },
        site::Site,
        urls,
        view::{grants, licence::LicenceView},
    },
};

/// How many photos a page shows: the pictures are large.
const PART: usize = 12;

/// Photos sent to review, oldest first.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/review.html")]
pub struct ReviewPage {
    /// What every page has.
    pub frame: Frame,
    /// Photos that are public without review, then those that wait: each with how many there are in all.
    pub parts: Vec<Part>,
    /// Photos whose contributor contests a change of their credit, on the first page.
    pub contested: Vec<ContestedView>,
    /// How many are public without review, on the pages after the first, which do not show them.
    pub unseen_elsewhere: Option<u64>,
    /// Where this page of the list begins, to come back to it.
    pub cursor: String,
    /// The first page, and the one after this.
    pub paging: Paging,
    /// Why a decision about a photo that is not on this page was refused.
    pub error: Option<String>,
    /// The photo of that decision.
    pub link: Option<String>,
    /// The reason typed for it.
    pub reason: String,
}

impl ReviewPage {
    /// How many contests there are on the page.
    #[must_use]
    pub fn contests(&self) -> u64 {
        u64::try_from(self.contested.len()).unwrap_or(u64::MAX)
    }
}

/// Photos to review for one reason.
#[derive(Clone, Debug)]
pub struct Part {
    /// The reason and how many there are.
    pub title: String,
    /// Those of this page.
    pub photos: Vec<ToReview>,
}

/// A photo to review.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a sentence of the page, shown or not")]
pub struct ToReview {
    /// The revision shown: a decision applies to it only.
    pub revision: u64,
    /// The photo.
    pub card: Card,
    /// Its description.
    pub description: Option<String>,
    /// Who gave it: their account's name, and the one they show.
    pub contributor: (Handle, String),
    /// Where the right to give it comes from; nothing where a program gave it and did not say.
    pub source: Option<Provenance>,
    /// The licence granted.
    pub licence: Option<LicenceView>,
    /// When it was taken, as people read it.
    pub taken: Option<String>,
    /// The camera.
    pub camera: Option<String>,
    /// The place.
    pub place: Option<String>,
    /// Its coordinates, as precisely as they will be published.
    pub coordinates: Option<String>,
    /// Its tags, with commas.
    pub tags: String,
    /// When it was received, as people read it.
    pub received: String,
    /// Whether it is public without review, as published by its contributor.
    pub published: bool,
    /// That its file was withdrawn before: a sentence, and the address of the tombstone.
    pub withdrawn_before: Option<(String, String)>,
    /// The photos that others made of the same file, each with the facts to compare.
    pub same_file: Vec<SameFileView>,
    /// Whether the account of who gave it is suspended.
    pub giver_suspended: bool,
    /// Whether the author asked not to be named.
    pub author_withheld: bool,
    /// What to check: what the file says and the contributor did not.
    pub warnings: Vec<String>,
    /// Whether the contributor, asked about it, answered that they may give the photo.
    pub vouched: bool,
    /// Whether they answered that the place and the position are both right.
    pub place_confirmed: bool,
    /// What the latest earlier decision asked for, if there was one.
    pub earlier: Option<String>,
    /// What its contributor answers to it.
    pub reply: Option<String>,
    /// Why the decision was refused, if it was.
    pub error: Option<String>,
    /// The other photo that this is about, if there is one.
    pub link: Option<String>,
    /// The reason as typed.
    pub reason: String,
}

/// A photo that somebody else made of the same file as a photo to review.
#[derive(Clone, Debug)]
pub struct SameFileView {
    /// Its state, in a sentence.
    pub sentence: String,
    /// The address of its page.
    pub address: String,
    /// What is claimed of it and of the photo to review: the name of a fact, that of this one, that of the other.
    pub claims: Vec<(&'static str, String, String)>,
    /// The reason with which it was refused or withdrawn.
    pub reason: Option<String>,
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

/// The parameters of the list.
#[derive(Deserialize)]
pub struct ReviewQuery {
    /// The cursor that the page before gave.
    cursor: Option<String>,
    /// The photo that was just decided on.
    about: Option<String>,
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
    let mut page = page(&context, query.cursor.as_deref(), &library, &site).await?;
    if let (Some(flash), Some(id)) = (page.frame.flash.as_mut(), query.about.as_ref().and_then(|id| id.parse().ok())) {
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
    library: &Library,
    site: &Site,
) -> Result<ReviewPage, Problem> {
    context.person()?;
    let mut page = library.awaiting_review(&context.reader, cursor, PART).await?;
    // Once the last photo of the last page is decided on, the list goes on from its beginning.
    let cursor = cursor.filter(|_| !page.photos.is_empty());
    if cursor.is_none() {
        page = library.awaiting_review(&context.reader, None, PART).await?;
    }
    let mut frame = site.frame(context, "");
    frame.entitle(frame.t.review_title());
    frame.indexed = false;
    // Public photos with a doubt about their rights come first, on the first page.
    let unseen = library.doubtful(&context.reader, if cursor.is_none() { PART } else { 0 }).await?;
    let contested = library.contested(&context.reader, None, if cursor.is_none() { PART } else { 0 }).await?;
    let names = credit::names(library, contested.photos.iter().map(|kept| &kept.record)).await?;
    let givers = library.people(unseen.photos.iter().chain(&page.photos).map(|kept| &kept.record.contributor)).await?;
    let mut parts = Vec::new();
    for (photos, title) in [
        (&unseen.photos, frame.t.review_unseen(list::total(&unseen))),
        (&page.photos, frame.t.review_count(list::total(&page))),
    ] {
        let mut shown = Vec::new();
        for kept in photos {
            let before = library.withdrawn_before(&context.reader, &kept.record).await?;
            let beside = library.given_together(&kept.record).await?;
            let mut photo = to_review(kept, &beside, givers.get(&kept.record.contributor), &context.reader, frame.t);
            let others = library.same_file(&context.reader, &kept.record).await?;
            let theirs = library.people(others.iter().map(|other| &other.contributor)).await?;
            let view =
                |other| same_file(&kept.record, other, &photo.contributor.1, theirs.get(&other.contributor), &frame);
            photo.same_file = others.iter().map(view).collect();
            // A withdrawal listed with the others is not listed twice.
            let before = before.filter(|before| others.iter().all(|other| other.id != before.photo));
            photo.withdrawn_before = before.map(|before| sentences::withdrawn_before(&before, &frame));
            shown.push(photo);
        }
        if !shown.is_empty() {
            parts.push(Part { title, photos: shown });
        }
    }
    Ok(ReviewPage {
        parts,
        contested: contested
            .photos
            .iter()
            .map(|kept| credit::contested(&kept.record, &context.reader, &names, frame.t))
            .collect(),
        unseen_elsewhere: Some(list::total(&unseen)).filter(|total| cursor.is_some() && *total > 0),
        cursor: cursor.unwrap_or_default().to_owned(),
        paging: list::paging(&page, &frame.urls.review(), cursor),
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
    context: RequestContext,
    id: Path<String>,
    form: Form<FormValues>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let form = ReceivedForm::proved(&context, form.into_inner())?;
    let reasons: Vec<&str> = ["ready", "reason"].into_iter().filter_map(|name| form.value(name)).collect();
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
    // Back to the same page of the list, not to its beginning.
    let list = site.frame_urls(context.language).review();
    let here = form.value("cursor").map(|cursor| format!("{list}?cursor={}", urls::encoded(cursor)));
    Ok(see_other(&done.at_about(&here.unwrap_or(list), &id)))
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
    let mut page = page(context, form.value("cursor"), library, site).await?;
    let sentence = Some(problem.sentence(page.frame.t));
    let reason = form.sent("reason").unwrap_or_default();
    let link = problem.photo().map(|other| page.frame.urls.photo(other));
    if let Some(photo) = page.parts.iter_mut().flat_map(|part| &mut part.photos).find(|photo| photo.card.id == *id) {
        photo.error = sentence;
        photo.link = link;
        reason.clone_into(&mut photo.reason);
    } else {
        page.error = sentence;
        page.link = Some(page.frame.urls.photo(id));
        reason.clone_into(&mut page.reason);
    }
    answer::personal(problem.status(), &page)
}

fn to_review(
    kept: &Stored<PhotoRecord>,
    beside: &[PhotoRecord],
    giver: Option<&PersonRecord>,
    reader: &Reader,
    t: Messages,
) -> ToReview {
    let photo = &kept.record;
    let name = giver.map_or_else(|| sentences::handle(&photo.contributor, t), |giver| giver.name.clone());
    let another = giver.and_then(|giver| doubt::credits_another(photo, giver));
    let warnings = another.map(|author| t.review_credits_another(author, &name)).into_iter();
    let mut decisions = photo.steps.iter().rev().skip(1).filter(|step| step.state != State::Submitted);
    ToReview {
        revision: kept.revision,
        card: list::card(photo),
        description: photo.description.as_ref().map(|words| words.as_str().to_owned()),
        contributor: (photo.contributor.clone(), name),
        source: photo.said_source(),
        licence: photo.licence().map(LicenceView::of),
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
        received: grants::day(photo.created, t),
        published: photo.state == State::Published,
        withdrawn_before: None,
        same_file: Vec::new(),
        giver_suspended: giver.is_some_and(PersonRecord::is_suspended),
        author_withheld: photo.author_withheld,
        warnings: warnings.chain(doubts::sentences(photo, beside, reader, t)).collect(),
        vouched: photo.vouched.is_some(),
        place_confirmed: photo.place_confirmed.is_some(),
        earlier: decisions.find_map(|step| step.reason.clone()),
        reply: photo.reply().map(str::to_owned),
    }
}

/// The facts about two photos of one file, side by side.
fn same_file(
    photo: &PhotoRecord,
    other: &PhotoRecord,
    giver: &str,
    their_giver: Option<&PersonRecord>,
    frame: &Frame,
) -> SameFileView {
    let t = frame.t;
    let sentence = match other.state {
        State::Published => t.same_file_published().to_owned(),
        State::Refused => t.same_file_refused().to_owned(),
        State::Withdrawn => t.same_file_withdrawn().to_owned(),
        State::Draft | State::Submitted | State::ChangeRequested => t.same_file_waiting().to_owned(),
    };
    let author = |photo: &PhotoRecord| match photo.credited().name {
        Some(name) => name.as_str().to_owned(),
        None if photo.author_withheld => t.review_author_withheld().to_owned(),
        None => t.photo_author_unknown().to_owned(),
    };
    let licence = |photo: &PhotoRecord| {
        photo.licence().map_or_else(|| t.review_no_licence().to_owned(), |id| id.label().to_owned())
    };
    let their_giver = match their_giver {
        _ if other.erased => t.same_file_name_erased().to_owned(),
        Some(person) => person.name.clone(),
        None => sentences::handle(&other.contributor, t),
    };
    let took = |photo: &PhotoRecord| {
        photo.said_source().map_or_else(|| t.receipt_source_unasked(), |source| credit::took(source, t)).to_owned()
    };
    SameFileView {
        sentence,
        address: frame.urls.photo(&other.id),
        claims: vec![
            (t.fact_contributor(), giver.to_owned(), their_giver),
            (t.same_file_given(), grants::day(photo.created, t), grants::day(other.created, t)),
            (t.fact_author(), author(photo), author(other)),
            (t.named_source(), took(photo), took(other)),
            (t.field_licence(), licence(photo), licence(other)),
        ],
        reason: other.reason().map(str::to_owned),
    }
}

//! The form that changes one photo (`POST` to the same address, urlencoded).
//!
//! Fields: `csrf`, `revision` (the one that was shown), `title`, `description`, `alt`, `tags`, `taken`, `author_name`,
//! `author_url`, `place_name`, `coordinates` (as people write a point), `place_precision`, `author_withheld`; `license` and `narrow` add another licence; its
//! contributor also sends `source`; while no licence is granted also `modify`, `sell`, `as_last_time`, `license`.
//! `reply` answers a review that asked for something, when it is sent again; `submit` = `true` sends it to review (or
//! publishes, when trusted), `false` only saves; `seen` and `choice.FIELD` = `mine|now` settle a conflict with somebody
//! else's change (`edit/conflict.rs`).

mod conflict;
mod history;

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use askama::Template;

pub use conflict::{Conflict, Differing};
pub use history::Past;

use super::{
    credit,
    doubts::Doubts,
    fields::{LicenceQuestions, PhotoFields, SharedFields, Stopped},
    list,
};
use crate::{
    domain::{
        doubt::{self, Doubt, Subject},
        licence::LicenceId,
        photo::{PhotoId, Provenance, State},
        place::{Place, Precision},
    },
    library::{
        Library,
        browse::VisiblePhoto,
        describe::{Rewording, reworded},
        review,
    },
    web::{
        frame::{answer, flash::FlashCode, layout::Frame},
        problem::{AccessProblem, CreditProblem, Problem, StateProblem},
        request::{
            context::RequestContext, form_fields, intake::ReceivedForm, parameters::photo_id, sent_form::SentForm,
        },
        site::Site,
        view::licence::LicenceView,
    },
};

/// The form of one photo.
#[derive(Clone, Debug, Template)]
#[expect(clippy::struct_excessive_bools, reason = "each is one door of the form, open or not")]
#[template(path = "pages/edit.html")]
pub struct EditPage {
    /// What every page has.
    pub frame: Frame,
    /// The photo.
    pub id: PhotoId,
    /// The revision that the form was opened with: a newer one is overwritten only where the person chooses so.
    pub revision: u64,
    /// Its state.
    pub state: State,
    /// The reason of the latest decision.
    pub reason: Option<String>,
    /// Whether it returns to a review that asked for a change, which can be answered.
    pub may_reply: bool,
    /// The answer as typed.
    pub reply: String,
    /// The address of a rendition.
    pub picture: String,
    /// The contexts, as photos carry them.
    pub contexts: Vec<String>,
    /// Its own fields.
    pub fields: PhotoFields,
    /// Author and place.
    pub shared: SharedFields,
    /// Where it was taken, as typed or as the reader may read it; nothing where that is hidden from them.
    pub coordinates: Option<String>,
    /// Whether that point is rounded for this reader.
    pub rounded: bool,
    /// In which direction it looks, as typed; nothing for a reader who may not read it.
    pub direction: Option<String>,
    /// Names of places to propose.
    pub places: Vec<String>,
    /// The licence granted, if one is.
    pub licence: Option<LicenceView>,
    /// The three questions, asked while none is.
    pub questions: LicenceQuestions,
    /// Whether the author asked not to be named.
    pub author_withheld: bool,
    /// Whether the reader may grant another licence: only its contributor.
    pub may_grant: bool,
    /// Whether it may be sent to review now.
    pub may_submit: bool,
    /// Whether sending it publishes it.
    pub publishes_at_once: bool,
    /// Whether the reader is its contributor and its author.
    pub own: bool,
    /// The name under which its contributor is credited.
    pub credit: String,
    /// What its contributor should check and has not answered yet.
    pub doubts: Doubts,
    /// Whether the box that lets a licence allow less is ticked.
    pub narrow: bool,
    /// Why the form was refused, if it was.
    pub error: Option<Stopped>,
    /// The differences from somebody else's change, if there are any.
    pub conflict: Option<Conflict>,
    /// Its title, as it is kept.
    pub title: Option<String>,
    /// What happened to it, newest first.
    pub history: Vec<Past>,
}

impl EditPage {
    /// What its state means for who changes it.
    #[must_use]
    pub fn lead(&self) -> &'static str {
        let t = self.frame.t;
        match self.state {
            State::Draft => t.edit_lead_draft(),
            State::Submitted => t.edit_lead_submitted(),
            State::ChangeRequested | State::Refused => t.edit_lead_sent_back(),
            State::Published | State::Withdrawn | State::Hidden => t.edit_lead_published(),
        }
    }
}

/// `GET /photos/{id}/edit`.
///
/// # Errors
/// [`AccessProblem::NotSignedIn`], [`AccessProblem::NotAllowed`], [`Problem::NotFound`].
pub async fn show(
    context: RequestContext,
    id: Path<String>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let photo = to_edit(&context, &photo_id(&id)?, &library).await?;
    let page = page(&context, &photo, &library, &site).await?;
    answer::personal(StatusCode::OK, &page)
}

/// `POST /photos/{id}/edit`.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn save(
    context: RequestContext,
    id: Path<String>,
    form: SentForm,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let form = ReceivedForm::proved(&context, form.into_inner())?;
    let id = photo_id(&id)?;
    let photo = to_edit(&context, &id, &library).await?;
    match change(&context, &photo, &form, &library).await {
        Ok(done) => Ok(done.see_other(&context, &site.frame_urls(context.language).photo(&id))),
        Err(problem) if problem.is_about_the_form() => {
            // As it is now: it may have been changed while the form was read.
            let photo = to_edit(&context, &id, &library).await?;
            let mut page = page(&context, &photo, &library, &site).await?;
            if context.reader.gave(&photo) {
                // The place that was typed may contradict the position; an answer is not taken for one yet.
                let change = form_fields::rewording_of(&form, "", &photo, library.now()).unwrap_or_default();
                let coordinates = change.coordinates.filter(|_| form.value("place_answer").is_none());
                let change = Rewording { coordinates, place_confirmed: false, ..change };
                let asked = reworded(&photo, change, library.now());
                page.doubts = Doubts::open(&asked, &[], page.frame.t).ticked(&form, "");
            }
            page.fields = PhotoFields::typed(&form, "");
            page.shared = SharedFields::typed(&form, "").guarded(&photo, &context.reader);
            page.coordinates = form.sent("coordinates").map(str::to_owned).or(page.coordinates);
            page.direction = form.sent("direction").map(str::to_owned).or(page.direction);
            page.author_withheld =
                form.values("author_withheld").last().map_or(photo.author_withheld, |said| said == "yes");
            // Whatever stopped it, the form stays the one that was opened then; one that does not say when stays old.
            page.revision = conflict::opened_with(&form).unwrap_or_default();
            if matches!(problem, Problem::State(StateProblem::Stale))
                && let Ok(change) = form_fields::rewording_of(&form, "", &photo, library.now())
            {
                page.conflict = conflict::between(&form, &photo, &change, &context.reader, page.frame.t);
            }
            page.questions.answer(&form);
            form.sent("reply").unwrap_or_default().clone_into(&mut page.reply);
            page.narrow = form.value("narrow").is_some();
            page.fields.wrong = problem.field();
            page.error = Some(match &page.conflict {
                Some(_) => Stopped { sentence: page.frame.t.conflict_lead().to_owned(), door: None },
                None => Stopped::by(&problem, page.frame.t),
            });
            answer::personal(problem.status(), &page)
        }
        Err(problem) => Err(problem),
    }
}

async fn to_edit(context: &RequestContext, id: &PhotoId, library: &Library) -> Result<VisiblePhoto, Problem> {
    context.person()?;
    let found = library.whole_photo(&context.reader, id).await?;
    if !context.reader.may_describe(&found) {
        return Err(Problem::Access(AccessProblem::NotAllowed));
    }
    Ok(found)
}

async fn change(
    context: &RequestContext,
    photo: &VisiblePhoto,
    form: &ReceivedForm,
    library: &Library,
) -> Result<FlashCode, Problem> {
    let said = form_fields::rewording_of(form, "", photo, library.now())?;
    let mut changes = conflict::settle(form, photo, said, &context.reader)?;
    let reply = review::reply(form.value("reply").unwrap_or_default()).map_err(Problem::too_long("reply"))?;
    let submit = form_fields::flag(form, "submit", false)? && context.reader.gave(photo);
    changes.licence = if photo.licence().is_some() {
        form.value("license").map(LicenceId::parse).transpose()?
    } else {
        form_fields::granted(form, library.last_licence(&photo.contributor).await?, submit, 1)?
    };
    let answered = changes.source.is_some_and(|source| source != photo.source);
    if submit || answered || (photo.licence().is_none() && changes.licence.is_some()) {
        form_fields::named_author_after(&changes, photo, context.person()?, 1)?;
    }
    let after = reworded(photo, changes.clone(), library.now());
    let is_open = |doubt: &Doubt| doubt.subject() != Subject::Rights || !changes.vouched;
    if submit && doubt::unanswered(&after, &[]).iter().any(is_open) {
        return Err(Problem::Credit(CreditProblem::UnansweredDoubt));
    }
    library.describe(&context.reader, &photo.id, changes, Some(photo.revision)).await?;
    if !submit {
        return Ok(FlashCode::Saved);
    }
    let submitted = library.submit_replying(&context.reader, &photo.id, reply).await?;
    Ok(if submitted.record.state == State::Published { FlashCode::Published } else { FlashCode::Sent })
}

async fn page(
    context: &RequestContext,
    photo: &VisiblePhoto,
    library: &Library,
    site: &Site,
) -> Result<EditPage, Problem> {
    let mut frame = site.frame(context, "");
    frame.entitle(frame.t.edit_title());
    frame.indexed = false;
    let gave = context.reader.gave(photo);
    let last = library.last_licence(&photo.contributor).await?;
    let publishes_at_once = context.person()?.publishes_at_once() && photo.state != State::Refused;
    let is_sent_back = matches!(photo.state, State::ChangeRequested | State::Refused);
    let mut questions = LicenceQuestions::new(&context.reader, library, last, 1);
    // Who took the photo is asked with the licence and, once it is granted, next to the author: its contributor can
    // correct it at any time.
    if photo.licence().is_some() {
        photo.source.name().clone_into(&mut questions.source);
        questions.archive = photo.archive.clone().unwrap_or_default();
    } else if let Some(proposed) = doubt::proposed_licence(photo) {
        proposed.as_str().clone_into(&mut questions.proposed);
    }
    Ok(EditPage {
        id: photo.id.clone(),
        revision: photo.revision,
        state: photo.state,
        reason: photo.reason().map(str::to_owned),
        may_reply: gave && is_sent_back && !publishes_at_once,
        reply: String::new(),
        picture: frame.urls.media(&photo.id, list::card(photo).edge()),
        // A draft not described yet is offered what its file says.
        fields: if photo.state == State::Draft { PhotoFields::proposed(photo) } else { PhotoFields::kept(photo) }
            .offering(&library.offered_tags(&context.reader, photo).await?, frame.t),
        contexts: library.contexts().await?,
        shared: SharedFields::kept_for(photo, &context.reader),
        coordinates: coordinates_typed(photo, gave),
        rounded: !gave && photo.place_precision() == Precision::Area,
        direction: direction_typed(photo, gave),
        places: library.places_to_propose().await?,
        licence: photo.licence().map(LicenceView::of),
        questions,
        author_withheld: photo.author_withheld,
        may_grant: gave,
        own: gave && photo.source == Provenance::Own,
        credit: SharedFields::of(context.person()?).author_name,
        may_submit: gave && matches!(photo.state, State::Draft | State::ChangeRequested | State::Refused),
        publishes_at_once,
        doubts: if gave { Doubts::open(photo, &[], frame.t) } else { Doubts::default() },
        narrow: false,
        error: None,
        conflict: None,
        title: list::card(photo).title,
        history: {
            let ledger = credit::of_page(photo, &context.reader, library, &frame).await?;
            history::of(photo, &context.reader, ledger, frame.t)
        },
        frame,
    })
}

/// The point as the form shows it: to who gave the photo as it is kept, to others as everyone reads it.
fn coordinates_typed(photo: &VisiblePhoto, gave: bool) -> Option<String> {
    let place = photo.place.as_ref();
    let point =
        if gave { place.and_then(|place| place.coordinates) } else { place.and_then(Place::public_coordinates) };
    let is_read = gave || photo.place_precision() != Precision::Hidden;
    is_read.then(|| point.map(|point| point.to_string().replace(',', ", ")).unwrap_or_default())
}

/// The direction as the form shows it; nothing for a reader who may not read it.
fn direction_typed(photo: &VisiblePhoto, gave: bool) -> Option<String> {
    let is_unsaid = photo.direction.is_none() && photo.place_precision() == Precision::Exact;
    let is_read = gave || is_unsaid || photo.public_direction().is_some();
    is_read.then(|| photo.direction.map(|direction| direction.degrees().to_string()).unwrap_or_default())
}

//! `POST /upload/details`: describes and submits photos already received.
//!
//! 1. all fields are read before anything is submitted: with mistakes, the page is shown again as typed with all of them, and
//!    the valid fields are saved with the drafts;
//! 2. each photo is described, then submitted, unless it is kept as a draft;
//! 3. a photo that could not be submitted is shown again with the reason; the others are done.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Form},
};

use super::{FileProblem, UploadPage, show};
use crate::{
    domain::{
        doubt::{self, Doubt, Subject},
        photo::{PhotoId, PhotoRecord, State},
    },
    library::{
        Library,
        describe::{Rewording, reworded},
    },
    web::{
        frame::{answer, flash::FlashCode},
        pages::fields::{PhotoFields, SharedFields, Stopped},
        problem::{CreditProblem, FieldProblem, FormValues, Problem},
        request::{
            context::{RequestContext, see_other},
            form_fields,
            intake::Incoming,
            valid_fields,
        },
        site::Site,
    },
};

/// `POST /upload/details`.
///
/// # Errors
/// [`Problem`] when the failure is not about what was typed.
pub async fn details(
    context: RequestContext,
    form: Form<FormValues>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let form = Incoming::proved(&context, form.into_inner())?;
    let photos = show::drafts(&context, &show::ids(form.values("ids")), &library).await?;
    if photos.is_empty() {
        let mut page = typed(&context, &form, &photos, &library, &site).await?;
        say(&mut page, &[(None, Problem::Field(FieldProblem::MissingFile))]);
        return answer::personal(Problem::Field(FieldProblem::MissingFile).status(), &page);
    }
    let (changes, submit) = match read(&context, &form, &photos, &library).await {
        Ok(read) => read,
        Err(Stop::Fault(problem)) => return Err(problem),
        Err(Stop::Mistakes(mistakes)) => {
            keep(&context, &form, &photos, &library).await?;
            let mut page = typed(&context, &form, &photos, &library, &site).await?;
            say(&mut page, &mistakes);
            return answer::personal(status(&mistakes), &page);
        }
    };
    let mut done = FlashCode::Drafts;
    let mut left = Vec::new();
    let mut mistakes = Vec::new();
    for (photo, change) in photos.into_iter().zip(changes) {
        let sent = submit && !is_aside(&form, &photo.id);
        match settle(&context, &photo.id, change, sent, &library).await {
            Ok(State::Published) => done = FlashCode::Published,
            Ok(_) if sent && done == FlashCode::Drafts => done = FlashCode::Sent,
            Ok(_) => {}
            Err(problem) if problem.is_about_the_form() => {
                mistakes.push((Some(photo.id.clone()), problem));
                left.push(photo);
            }
            Err(problem) => return Err(problem),
        }
    }
    if mistakes.is_empty() {
        return Ok(see_other(&done.at(&site.frame_urls(context.language).my_photos())));
    }
    let mut page = typed(&context, &form, &left, &library, &site).await?;
    say(&mut page, &mistakes);
    answer::personal(status(&mistakes), &page)
}

/// What is wrong with what was typed, and with which photo, if it is one.
type Mistake = (Option<PhotoId>, Problem);

/// Why nothing was sent.
enum Stop {
    /// The form can be corrected: everything that is wrong with it.
    Mistakes(Vec<Mistake>),
    /// It is not about what was typed.
    Fault(Problem),
}

impl From<Problem> for Stop {
    fn from(problem: Problem) -> Self {
        if problem.is_about_the_form() { Self::Mistakes(vec![(None, problem)]) } else { Self::Fault(problem) }
    }
}

/// The status of the first of some mistakes.
fn status(mistakes: &[Mistake]) -> StatusCode {
    mistakes.first().map_or(StatusCode::UNPROCESSABLE_ENTITY, |(_, problem)| problem.status())
}

/// Whether this photo is kept as a draft though the others are sent.
fn is_aside(form: &Incoming, id: &PhotoId) -> bool {
    form.value(&format!("{}aside", prefix(id))) == Some("yes")
}

/// Reads what was typed about each photo, and whether they are to be sent.
async fn read(
    context: &RequestContext,
    form: &Incoming,
    photos: &[PhotoRecord],
    library: &Library,
) -> Result<(Vec<Rewording>, bool), Stop> {
    let person = context.person()?;
    let submit = form_fields::flag(form, "submit", true)?;
    let last = library.last_licence(&person.handle).await.map_err(Problem::from)?;
    // A photo sent back for a correction has its licence already.
    let needed = submit && photos.iter().any(|photo| photo.licence().is_none() && !is_aside(form, &photo.id));
    let mut mistakes: Vec<Mistake> = Vec::new();
    let count = u64::try_from(photos.len()).unwrap_or(u64::MAX);
    let licence = form_fields::granted(form, last, needed, count).unwrap_or_else(|problem| {
        mistakes.push((None, problem));
        None
    });
    let mut changes = Vec::new();
    for photo in photos {
        let sent = submit && !is_aside(form, &photo.id);
        let change =
            form_fields::rewording_of(form, &prefix(&photo.id), photo, library.now()).unwrap_or_else(|problem| {
                mistakes.push((Some(photo.id.clone()), problem));
                // The answers below are read all the same: everything to correct is shown at once.
                Rewording { vouched: has_vouched(form, &photo.id), ..Rewording::default() }
            });
        // What is put aside is granted when it is sent.
        let change = Rewording { licence: licence.filter(|_| sent || !submit), ..change };
        if (change.licence.is_some() || (sent && photo.licence().is_some()))
            && let Err(problem) = form_fields::named_author_after(&change, photo, person, count)
            // A problem of all photos together is shown once.
            && mistakes.iter().all(|(photo, _)| photo.is_some())
        {
            mistakes.push((None, problem));
        }
        changes.push(change);
    }
    // Each beside the others, as they will be: one of them may be where the others are not.
    let after: Vec<PhotoRecord> =
        photos.iter().zip(&changes).map(|(photo, change)| reworded(photo, change.clone(), library.now())).collect();
    for (photo, change) in after.iter().zip(&changes) {
        let is_open = |doubt: &Doubt| doubt.subject() != Subject::Rights || !change.vouched;
        let sent = submit && !is_aside(form, &photo.id);
        if sent && doubt::unanswered(photo, &after).iter().any(is_open) {
            mistakes.push((Some(photo.id.clone()), Problem::Credit(CreditProblem::UnansweredDoubt)));
        }
    }
    if let Some(fault) = mistakes.iter().position(|(_, problem)| !problem.is_about_the_form()) {
        return Err(Stop::Fault(mistakes.swap_remove(fault).1));
    }
    if mistakes.is_empty() { Ok((changes, submit)) } else { Err(Stop::Mistakes(mistakes)) }
}

/// Whether the box below what this photo's file says is ticked.
fn has_vouched(form: &Incoming, id: &PhotoId) -> bool {
    form.value(&format!("{}vouched", prefix(id))) == Some("yes")
}

/// Saves the valid fields with the drafts: a person who leaves now finds them again.
async fn keep(
    context: &RequestContext,
    form: &Incoming,
    photos: &[PhotoRecord],
    library: &Library,
) -> Result<(), Problem> {
    for photo in photos {
        let change = unanswered(valid_fields::rewording(form, &prefix(&photo.id), photo, library.now()));
        match library.describe(&context.reader, &photo.id, change, None).await.map_err(Problem::from) {
            Err(problem) if !problem.is_about_the_form() => return Err(problem),
            // Changed elsewhere at this very moment: what was typed is still on the page.
            _ => {}
        }
    }
    Ok(())
}

/// A change without what was answered below the doubts: an answer counts when it is sent.
fn unanswered(change: Rewording) -> Rewording {
    Rewording { vouched: false, place_confirmed: false, coordinates: None, ..change }
}

async fn settle(
    context: &RequestContext,
    id: &PhotoId,
    change: Rewording,
    submit: bool,
    library: &Library,
) -> Result<State, Problem> {
    let described = library.describe(&context.reader, id, change, None).await?;
    if !submit {
        return Ok(described.record.state);
    }
    Ok(library.submit(&context.reader, id).await?.record.state)
}

/// The page again, as it was typed.
async fn typed(
    context: &RequestContext,
    form: &Incoming,
    photos: &[PhotoRecord],
    library: &Library,
    site: &Site,
) -> Result<UploadPage, Problem> {
    let mut page = show::empty(context, library, site).await?;
    page.shared = SharedFields::typed(form);
    page.questions.answer(form);
    page.problems = FileProblem::said_before(form);
    let as_typed = |photo: &PhotoRecord| {
        let change = valid_fields::rewording(form, &prefix(&photo.id), photo, library.now());
        reworded(photo, unanswered(change), library.now())
    };
    let asked: Vec<PhotoRecord> = photos.iter().map(as_typed).collect();
    for photo in &asked {
        let mut received = show::received(photo, &asked, &page.frame);
        let tags_left_out = received.fields.tags_left_out;
        received.fields = PhotoFields { tags_left_out, ..PhotoFields::typed(form, &prefix(&photo.id)) };
        received.doubts = received.doubts.ticked(form, &prefix(&photo.id));
        received.aside = is_aside(form, &photo.id);
        page.received.push(received);
    }
    page.questions.propose(&page.received);
    Ok(page)
}

/// Shows each mistake at its field, and above, how many photos need correcting: they may be far down.
fn say(page: &mut UploadPage, mistakes: &[Mistake]) {
    let t = page.frame.t;
    for (photo, problem) in mistakes {
        match page.received.iter_mut().find(|received| Some(&received.id) == photo.as_ref()) {
            Some(received) => {
                let sentence = problem.sentence(t);
                received.error =
                    Some(received.error.take().map_or(sentence.clone(), |one| format!("{one} {sentence}")));
                if received.fields.wrong.is_empty() {
                    received.fields.wrong = problem.field();
                }
            }
            None => drop(page.error.get_or_insert_with(|| Stopped::by(problem, t))),
        }
    }
    let mut wrong = page.received.iter().filter(|received| received.error.is_some());
    if let Some(first) = wrong.next() {
        let count = u64::try_from(wrong.count()).unwrap_or(u64::MAX).saturating_add(1);
        page.error.get_or_insert_with(|| Stopped::at(first, count, t));
    }
}

fn prefix(id: &PhotoId) -> String {
    format!("photo.{id}.")
}

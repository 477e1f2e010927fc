//! `POST /upload/details`: describes and submits photos already received.
//!
//! 1. all fields are read before anything is submitted: with mistakes, the page is shown again as typed with all of
//!    them, and the valid fields are saved with the drafts;
//! 2. each photo is described, then submitted, unless it is kept as a draft;
//! 3. a photo that could not be submitted is shown again with the reason; the others are done.

use actix_web::{HttpResponse, http::StatusCode, web::Data};

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
        problem::{CreditProblem, FieldProblem, Problem},
        request::{
            context::RequestContext, fill::filled, form_fields, intake::ReceivedForm, sent_form::SentForm, valid_fields,
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
    form: SentForm,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let form = ReceivedForm::proved(&context, form.into_inner())?;
    let ids = show::ids(form.values("ids"));
    let photos = show::drafts(&context, &ids, &library).await?;
    if photos.is_empty() {
        // The same form again, sent by a second press of the button: what it asks for is done.
        if let Some(done) = done_before(&context, &ids, &library).await? {
            return Ok(done.see_other(&context, &site.frame_urls(context.language).my_photos()));
        }
        let mut page = typed(&context, &form, &photos, &library, &site).await?;
        say(&mut page, &form, &[(None, Problem::Field(FieldProblem::MissingFile))]);
        return answer::personal(Problem::Field(FieldProblem::MissingFile).status(), &page);
    }
    if form.value("apply") == Some("yes") {
        return apply(&context, &form, &photos, &library, &site).await;
    }
    let (changes, submit) = match read(&context, &form, &photos, &library).await {
        Ok(read) => read,
        Err(Stop::Fault(problem)) => return Err(problem),
        Err(Stop::Mistakes(mistakes)) => {
            keep(&context, &form, &photos, &library).await?;
            let mut page = typed(&context, &without_wrong(&form, &mistakes), &photos, &library, &site).await?;
            say(&mut page, &form, &mistakes);
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
                // Sent meanwhile by the same form: two presses may arrive at once.
                if let Some(before) = done_before(&context, std::slice::from_ref(&photo.id), &library).await? {
                    done = before;
                } else {
                    mistakes.push((Some(photo.id.clone()), problem));
                    left.push(photo);
                }
            }
            Err(problem) => return Err(problem),
        }
    }
    if mistakes.is_empty() {
        return Ok(done.see_other(&context, &site.frame_urls(context.language).my_photos()));
    }
    let mut page = typed(&context, &form, &left, &library, &site).await?;
    say(&mut page, &form, &mistakes);
    answer::personal(status(&mistakes), &page)
}

/// What was done with these photos, if they are this person's and all were sent already.
async fn done_before(
    context: &RequestContext,
    ids: &[PhotoId],
    library: &Library,
) -> Result<Option<FlashCode>, Problem> {
    let photos = library.whole_photos(&context.reader, ids).await?;
    let is_sent =
        |photo: &PhotoRecord| context.reader.gave(photo) && matches!(photo.state, State::Submitted | State::Published);
    if ids.is_empty() || photos.len() != ids.len() || !photos.iter().all(|photo| is_sent(photo)) {
        return Ok(None);
    }
    let is_public = photos.iter().any(|photo| photo.state == State::Published);
    Ok(Some(if is_public { FlashCode::Published } else { FlashCode::Sent }))
}

/// Fills in what is for several photos, keeps it with the drafts, and shows the page again.
async fn apply(
    context: &RequestContext,
    form: &ReceivedForm,
    photos: &[PhotoRecord],
    library: &Library,
    site: &Site,
) -> Result<HttpResponse, Problem> {
    let mut mistakes: Vec<Mistake> = Vec::new();
    for photo in photos {
        let (_, problems) = valid_fields::rewording(form, &prefix(&photo.id), photo, library.now());
        mistakes.extend(problems.into_iter().map(|problem| mistake(form, &photo.id, problem)));
    }
    keep(context, form, photos, library).await?;
    let mut page = typed(context, &without_wrong(form, &mistakes), photos, library, site).await?;
    page.filled = mistakes.is_empty();
    let status = if mistakes.is_empty() { StatusCode::OK } else { status(&mistakes) };
    say(&mut page, form, &mistakes);
    answer::personal(status, &page)
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

/// A problem with the fields of a photo, or with what is filled in for several.
fn mistake(form: &ReceivedForm, id: &PhotoId, problem: Problem) -> Mistake {
    let is_shared = filled(form, &prefix(id), problem.field()).is_some();
    ((!is_shared).then(|| id.clone()), problem)
}

/// The fields that are filled in once for several photos.
const SHARED: [&str; 7] = ["title", "description", "tags", "taken", "author_name", "author_url", "place_name"];

/// The form without what is wrong among the fields for several photos: it goes into the fields of none.
fn without_wrong(form: &ReceivedForm, mistakes: &[Mistake]) -> ReceivedForm {
    let wrong = mistakes.iter().filter(|(photo, _)| photo.is_none()).map(|(_, problem)| problem.field());
    form.without(&wrong.filter(|field| SHARED.contains(field)).collect::<Vec<_>>())
}

/// The status of the first of some mistakes.
fn status(mistakes: &[Mistake]) -> StatusCode {
    mistakes.first().map_or(StatusCode::UNPROCESSABLE_ENTITY, |(_, problem)| problem.status())
}

/// Whether this photo is kept as a draft though the others are sent.
fn is_aside(form: &ReceivedForm, id: &PhotoId) -> bool {
    form.value(&format!("{}aside", prefix(id))) == Some("yes")
}

/// Reads what was typed about each photo, and whether they are to be sent.
async fn read(
    context: &RequestContext,
    form: &ReceivedForm,
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
    let mut is_credit_wrong = false;
    let mut changes = Vec::new();
    for photo in photos {
        let sent = submit && !is_aside(form, &photo.id);
        let (change, problems) = valid_fields::rewording(form, &prefix(&photo.id), photo, library.now());
        mistakes.extend(problems.into_iter().map(|problem| mistake(form, &photo.id, problem)));
        // What is put aside is granted when it is sent.
        let change = Rewording { licence: licence.filter(|_| sent || !submit), ..change };
        if (change.licence.is_some() || (sent && photo.licence().is_some()))
            && let Err(problem) = form_fields::named_author_after(&change, photo, person, count)
            // A problem of all photos together is shown once.
            && !is_credit_wrong
        {
            is_credit_wrong = true;
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

/// Saves the valid fields with the drafts: a person who leaves now finds them again.
async fn keep(
    context: &RequestContext,
    form: &ReceivedForm,
    photos: &[PhotoRecord],
    library: &Library,
) -> Result<(), Problem> {
    for photo in photos {
        let change = unanswered(valid_fields::rewording(form, &prefix(&photo.id), photo, library.now()).0);
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

/// The page again, as it was typed; what was filled in for several photos is in the fields of each.
async fn typed(
    context: &RequestContext,
    form: &ReceivedForm,
    photos: &[PhotoRecord],
    library: &Library,
    site: &Site,
) -> Result<UploadPage, Problem> {
    let mut page = show::empty(context, library, site).await?;
    page.questions.answer(form);
    page.list(FileProblem::said_before(form));
    let as_typed = |photo: &PhotoRecord| {
        let (change, _) = valid_fields::rewording(form, &prefix(&photo.id), photo, library.now());
        reworded(photo, unanswered(change), library.now())
    };
    let asked: Vec<PhotoRecord> = photos.iter().map(as_typed).collect();
    for photo in &asked {
        let prefix = prefix(&photo.id);
        let mut received = show::received(photo, &asked, &page.frame);
        let tags_left_out = received.fields.tags_left_out;
        received.fields = PhotoFields { tags_left_out, ..PhotoFields::typed(form, &prefix) };
        // A form that lacks these fields leaves them as they are.
        if ["author_name", "author_url", "place_name"]
            .iter()
            .any(|name| form.sent(&format!("{prefix}{name}")).is_some())
        {
            received.shared = SharedFields::typed(form, &prefix);
        }
        received.doubts = received.doubts.ticked(form, &prefix);
        received.aside = is_aside(form, &photo.id);
        received.picked = form.values("pick").any(|id| id == photo.id.as_str());
        page.received.push(received);
    }
    show::complete(&mut page);
    Ok(page)
}

/// Shows each mistake at its field, and above, all of them: they may be far down.
fn say(page: &mut UploadPage, form: &ReceivedForm, mistakes: &[Mistake]) {
    let t = page.frame.t;
    let mut shared = SharedFields::default();
    for (photo, problem) in mistakes {
        let sentence = problem.sentence(t);
        let id = photo.as_ref().map_or("", PhotoId::as_str);
        if let Some(received) = page.received.iter_mut().find(|received| received.id == id) {
            received.errors.add(problem, t);
            page.errors.push(Stopped::at(received, problem, t));
        } else if !page.errors.iter().any(|said| said.sentence == sentence) {
            page.errors.push(Stopped::by(problem, t));
            page.panel.errors.add(problem, t);
            // What is wrong with it stays where it was typed, and is nobody's.
            let typed = form.value(problem.field()).unwrap_or_default().to_owned();
            match problem.field() {
                "title" => page.panel.fields.title = typed,
                "description" => page.panel.fields.description = typed,
                "tags" => page.panel.fields.tags = typed,
                "taken" => page.panel.fields.taken = typed,
                "author_name" => shared.author_name = typed,
                "author_url" => shared.author_url = typed,
                "place_name" => shared.place_name = typed,
                _ => {}
            }
        }
    }
    page.panel.shared = shared;
}

fn prefix(id: &PhotoId) -> String {
    format!("photo.{id}.")
}

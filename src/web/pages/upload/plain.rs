//! `POST /upload`: the plain form, files and words together, for who has no script.

use actix_multipart::Multipart;
use actix_web::{HttpResponse, web::Data};

use super::{FileProblem, show};
use crate::{
    archive::Staged,
    domain::{
        arrival::Arrival,
        doubt,
        photo::{PhotoRecord, State},
    },
    library::{
        Library,
        deposit::{Deposited, Wishes},
    },
    web::{
        frame::{answer, flash::FlashCode},
        pages::fields::{PhotoFields, SharedFields, Stopped},
        problem::{FieldProblem, Problem, StateProblem},
        request::{
            context::{RequestContext, see_other},
            form_fields,
            intake::{Incoming, MOST_FILES},
            valid_fields,
        },
        site::Site,
    },
};

/// `POST /upload`.
///
/// # Errors
/// [`Problem`] when the failure is neither about the files nor about what was typed.
pub async fn plain(
    context: RequestContext,
    body: Multipart,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let mut form = Incoming::receive(body, &context, &library, MOST_FILES).await?;
    let files = std::mem::take(&mut form.files);
    if files.is_empty() {
        return again(
            &context,
            &form,
            Vec::new(),
            Vec::new(),
            Some(&Problem::Field(FieldProblem::MissingFile)),
            &library,
            &site,
        )
        .await;
    }
    let alone = files.len() == 1;
    let (mut wishes, mistake) = match read(&context, &form, alone, &library).await {
        Ok(wishes) => (wishes, None),
        // The files are kept as drafts even so, with the valid fields: nobody uploads two hundred files twice for a
        // date.
        Err(problem) if problem.is_about_the_form() => (valid_fields::wishes(&form, library.now()), Some(problem)),
        Err(problem) => return Err(problem),
    };
    // One photo's words are not those of each: they are kept with the first.
    let of_first = wishes.clone();
    if !alone {
        (wishes.title, wishes.description, wishes.alt, wishes.taken) = (None, None, None, None);
    }
    let opened = library.now();
    // Several photos each get their own words on the next page before they are sent; one alone is sent once its file has been
    // read, if that raises no question.
    let sends = wishes.submit && alone;
    let mut drafts = Vec::new();
    let mut problems = Vec::new();
    let mut done = None;
    for (place, (file_name, staged)) in (0_u32..).zip(files) {
        let arrival = Arrival::named(&file_name).at(opened, place);
        let wishes = if drafts.is_empty() { &of_first } else { &wishes };
        match deposit(&context, staged, Wishes { arrival, submit: false, ..wishes.clone() }, &library).await {
            Ok(Deposited::New(photo)) if sends && !doubt::is_unanswered(&photo.record) => {
                let sent = library.submit(&context.reader, &photo.record.id).await?;
                done = Some(if sent.record.state == State::Published { FlashCode::Published } else { FlashCode::Sent });
            }
            Ok(Deposited::New(photo)) => drafts.push(photo.record),
            Ok(Deposited::AlreadyHeld(photo))
                if drafts.iter().any(|draft: &PhotoRecord| draft.id == photo.record.id) =>
            {
                let message = site.frame(&context, "").t.queue_here().to_owned();
                problems.push(FileProblem { file_name, message, url: None, place });
            }
            Ok(Deposited::AlreadyHeld(mut photo)) if photo.record.state == State::Draft => {
                // In this list it has the name and the place that it has now.
                photo.record.arrival = Arrival::named(&file_name).at(opened, place);
                drafts.push(photo.record);
            }
            Ok(Deposited::AlreadyHeld(photo)) => {
                let message = FlashCode::AlreadyHeld.flash(site.frame(&context, "").t).text;
                let url = Some(site.frame_urls(context.language).photo(&photo.record.id));
                problems.push(FileProblem { file_name, message, url, place });
            }
            Ok(Deposited::AlreadyPublished(id)) => {
                let url = Some(site.frame_urls(context.language).photo(&id));
                let message = Problem::State(StateProblem::AlreadyHeld(id)).sentence(site.frame(&context, "").t);
                problems.push(FileProblem { file_name, message, url, place });
            }
            Err(problem) if problem.is_about_the_file() => {
                let message = problem.sentence(site.frame(&context, "").t);
                problems.push(FileProblem { file_name, message, url: None, place });
            }
            Err(problem) => return Err(problem),
        }
    }
    let kept_as_asked = alone && mistake.is_none() && !form_fields::flag(&form, "submit", true)? && problems.is_empty();
    if let Some(done) = done.or(kept_as_asked.then_some(FlashCode::Drafts)) {
        return Ok(see_other(&done.at(&site.frame_urls(context.language).my_photos())));
    }
    again(&context, &form, drafts, problems, mistake.as_ref(), &library, &site).await
}

/// What was typed for all; the words of one photo only when there is one.
async fn read(context: &RequestContext, form: &Incoming, alone: bool, library: &Library) -> Result<Wishes, Problem> {
    let person = context.person()?;
    let last = library.last_licence(&person.handle).await?;
    let mut wishes = form_fields::wishes(form, library.now())?;
    // One, or as many as there are.
    let count = if alone { 1 } else { 2 };
    wishes.licence = form_fields::granted(form, last, alone && wishes.submit, count)?;
    if wishes.licence.is_some() {
        form_fields::named_author(wishes.source, wishes.author.name.as_ref(), person, count)?;
    }
    Ok(wishes)
}

async fn deposit(
    context: &RequestContext,
    staged: Result<Staged, Problem>,
    wishes: Wishes,
    library: &Library,
) -> Result<Deposited, Problem> {
    Ok(library.deposit_in_turn(&context.reader, staged?, wishes).await?)
}

/// The page again, with the photos received to describe and what became of the other files.
async fn again(
    context: &RequestContext,
    form: &Incoming,
    drafts: Vec<PhotoRecord>,
    problems: Vec<FileProblem>,
    mistake: Option<&Problem>,
    library: &Library,
    site: &Site,
) -> Result<HttpResponse, Problem> {
    let mut page = show::empty(context, library, site).await?;
    page.shared = SharedFields::typed(form);
    page.questions.answer(form);
    let alone = drafts.len() == 1;
    page.received = drafts.iter().map(|photo| show::received(photo, &drafts, &page.frame)).collect();
    // The texts typed for one photo are put in the fields of the first, with what is wrong in them.
    let typed = PhotoFields::typed(form, "");
    let is_typed = !typed.is_blank();
    if let Some(first) = page.received.first_mut().filter(|_| (alone && mistake.is_some()) || (!alone && is_typed)) {
        first.fields = typed.or(&first.fields);
        first.fields.wrong = mistake.map_or("", Problem::field);
        page.moved = !alone;
    }
    if mistake.is_some() || !problems.is_empty() {
        page.kept = u64::try_from(page.received.len()).unwrap_or(u64::MAX);
    }
    if page.received.is_empty() {
        page.fields = PhotoFields::typed(form, "");
    }
    page.questions.propose(&page.received);
    page.problems = problems;
    page.error = mistake.map(|problem| Stopped::by(problem, page.frame.t));
    let status = mistake.map_or(actix_web::http::StatusCode::OK, Problem::status);
    answer::personal(status, &page)
}

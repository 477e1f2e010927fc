//! `POST /upload`: the plain form, files and words together, for who has no script.

use actix_multipart::Multipart;
use actix_web::{HttpResponse, web::Data};

use super::{FileProblem, show};
use crate::{
    archive::Staged,
    domain::{
        arrival::Arrival,
        doubt,
        photo::{PhotoId, PhotoRecord, State},
    },
    library::{
        Library,
        deposit::{Deposited, Wishes},
    },
    web::{
        frame::{answer, flash::FlashCode},
        pages::{
            field_errors::FieldErrors,
            fields::{PhotoFields, SharedFields, Stopped},
        },
        problem::{FieldProblem, Problem, StateProblem},
        request::{
            context::{RequestContext, see_other},
            form_fields,
            intake::{MOST_FILES, ReceivedForm},
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
    let mut form = ReceivedForm::receive(body, &context, &library, MOST_FILES).await?;
    let files = std::mem::take(&mut form.files);
    if files.is_empty() {
        let missing = [Problem::Field(FieldProblem::MissingFile)];
        return again(&context, &form, Vec::new(), Vec::new(), &missing, &library, &site).await;
    }
    let alone = files.len() == 1;
    // The first of four steps: what the photos show is said on the next page.
    let files_only = form.value("step") == Some("files");
    // With mistakes, the files are kept as drafts even so, with the valid fields: nobody uploads two hundred files twice for a
    // date.
    let (mut wishes, mistakes) =
        if files_only { (Wishes::default(), Vec::new()) } else { read(&context, &form, alone, &library).await? };
    // One photo's words are not those of each: they are kept with the first.
    let of_first = wishes.clone();
    if !alone {
        (wishes.title, wishes.description, wishes.alt, wishes.taken) = (None, None, None, None);
    }
    let opened = library.now();
    // Several photos each get their own words on the next page before they are sent; one alone is sent once its file has been
    // read, if that raises no question.
    let sends = wishes.submit && alone && !files_only && mistakes.is_empty();
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
                problems.push(FileProblem { file_name, message, held: true, url: None, place });
            }
            Ok(Deposited::AlreadyHeld(mut photo)) if photo.record.state == State::Draft => {
                // In this list it has the name and the place that it has now.
                photo.record.arrival = Arrival::named(&file_name).at(opened, place);
                drafts.push(photo.record);
            }
            Ok(Deposited::AlreadyHeld(photo)) => {
                let message = FlashCode::AlreadyHeld.flash(site.frame(&context, "").t).text;
                let url = Some(site.frame_urls(context.language).photo(&photo.record.id));
                problems.push(FileProblem { file_name, message, held: true, url, place });
            }
            Ok(Deposited::AlreadyPublished(id)) => {
                let url = Some(site.frame_urls(context.language).photo(&id));
                let message = Problem::State(StateProblem::AlreadyHeld(id)).sentence(site.frame(&context, "").t);
                problems.push(FileProblem { file_name, message, held: true, url, place });
            }
            Err(problem) if problem.is_about_the_file() => {
                let message = problem.sentence(site.frame(&context, "").t);
                problems.push(FileProblem { file_name, message, held: false, url: None, place });
            }
            Err(problem) => return Err(problem),
        }
    }
    let urls = site.frame_urls(context.language);
    let kept_as_asked = alone
        && !files_only
        && mistakes.is_empty()
        && !form_fields::flag(&form, "submit", true)?
        && problems.is_empty();
    if let Some(done) = done.or(kept_as_asked.then_some(FlashCode::Drafts)) {
        return Ok(done.see_other(&context, &urls.my_photos()));
    }
    if files_only && problems.is_empty() {
        let ids: Vec<PhotoId> = drafts.into_iter().map(|draft| draft.id).collect();
        return Ok(see_other(&urls.upload_of(&ids)));
    }
    again(&context, &form, drafts, problems, &mistakes, &library, &site).await
}

/// What was typed for all, without what is wrong; the words of one photo only when there is one.
async fn read(
    context: &RequestContext,
    form: &ReceivedForm,
    alone: bool,
    library: &Library,
) -> Result<(Wishes, Vec<Problem>), Problem> {
    let person = context.person()?;
    let last = library.last_licence(&person.handle).await?;
    let (mut wishes, mut mistakes) = valid_fields::wishes(form, library.now());
    wishes.submit = form_fields::flag(form, "submit", true)?;
    // One, or as many as there are.
    let count = if alone { 1 } else { 2 };
    match form_fields::granted(form, last, alone && wishes.submit, count) {
        Ok(licence) => wishes.licence = licence,
        Err(problem) => mistakes.push(problem),
    }
    if wishes.licence.is_some()
        && let Err(problem) = form_fields::named_author(wishes.source, wishes.author.name.as_ref(), person, count)
    {
        mistakes.push(problem);
    }
    if let Some(fault) = mistakes.iter().position(|problem| !problem.is_about_the_form()) {
        return Err(mistakes.swap_remove(fault));
    }
    if !mistakes.is_empty() {
        // Nothing is granted before everything is right.
        wishes.licence = None;
    }
    Ok((wishes, mistakes))
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
    form: &ReceivedForm,
    drafts: Vec<PhotoRecord>,
    problems: Vec<FileProblem>,
    mistakes: &[Problem],
    library: &Library,
    site: &Site,
) -> Result<HttpResponse, Problem> {
    let mut page = show::empty(context, library, site).await?;
    page.questions.answer(form);
    let alone = drafts.len() == 1;
    page.received = drafts.iter().map(|photo| show::received(photo, &drafts, &page.frame)).collect();
    // The texts typed for one photo are put in the fields of the first, with what is wrong in them.
    let typed = PhotoFields::typed(form, "");
    let is_typed = !typed.is_blank();
    for problem in mistakes {
        page.errors.push(Stopped::by(problem, page.frame.t));
    }
    if let Some(first) = page.received.first_mut().filter(|_| (alone && !mistakes.is_empty()) || (!alone && is_typed)) {
        first.fields = typed.or(&first.fields);
        first.shared =
            SharedFields { place_precision: first.shared.place_precision.clone(), ..SharedFields::typed(form, "") }
                .or(&first.shared);
        first.errors = FieldErrors::of(mistakes, page.frame.t);
        page.moved = !alone;
    }
    if !mistakes.is_empty() || !problems.is_empty() {
        page.kept = page.count();
    }
    show::complete(&mut page);
    page.list(problems);
    let status = mistakes.first().map_or(actix_web::http::StatusCode::OK, Problem::status);
    answer::personal(status, &page)
}

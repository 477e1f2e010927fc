//! A better file of a published photo: proposed, sent, given up, decided on.

use actix_multipart::Multipart;
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Bytes, Data, Path},
};

use super::{
    photos::{answer, expected_revision},
    review::{DECIDE, read_body},
};
use crate::{
    library::{Library, replace::FileVerdict},
    web::{
        problem::{FieldProblem, Problem, StateProblem, Why},
        request::{context::RequestContext, form_fields, intake::ReceivedForm, parameters::photo_id},
        site::Site,
    },
};

/// The fields of the form.
pub const REPLACE: [&str; 2] = ["file", "send"];

/// `PUT /photos/{id}/file`: the file takes the place of the other, or waits for a moderator; with `send=false`, it is only proposed.
///
/// # Errors
/// [`Problem`] with the code of what was wrong.
pub async fn propose(
    context: RequestContext,
    id: Path<String>,
    body: Multipart,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let id = photo_id(&id)?;
    let mut form = ReceivedForm::receive(body, &context, &library, 1).await?;
    form_fields::all_among(form.all().iter().map(|(name, _)| name), |name| name == "csrf" || REPLACE.contains(&name))?;
    let sends = form_fields::flag(&form, "send", true)?;
    let Some((_, staged)) = form.files.pop() else { return Err(Problem::Field(FieldProblem::MissingFile)) };
    let mut kept = library.propose_file(&context.reader, &id, staged?).await?;
    if sends {
        // A program does not show the wording of our pages.
        kept = library.send_file(&context.reader, &id, Some(kept.revision), true).await?;
    }
    Ok(answer(&kept, &site, &context.reader))
}

/// `POST /photos/{id}/file/send`: what was proposed is sent.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn send(
    request: HttpRequest,
    context: RequestContext,
    id: Path<String>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    context.person()?;
    context.check_csrf(None)?;
    let id = photo_id(&id)?;
    let seen = expected_revision(&request, &context.reader, &id, &library).await?;
    let kept = library.send_file(&context.reader, &id, seen, true).await.map_err(|error| told(error.into(), seen))?;
    Ok(answer(&kept, &site, &context.reader))
}

/// `DELETE /photos/{id}/file`: what was proposed is given up.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn give_up(
    context: RequestContext,
    id: Path<String>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    context.person()?;
    context.check_csrf(None)?;
    let kept = library.drop_file(&context.reader, &photo_id(&id)?).await?;
    Ok(answer(&kept, &site, &context.reader))
}

/// `POST /photos/{id}/file/review`: a moderator decides.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn decide(
    request: HttpRequest,
    context: RequestContext,
    id: Path<String>,
    body: Bytes,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    context.person()?;
    context.check_csrf(None)?;
    let body = read_body(&body, &DECIDE)?;
    let verdict = FileVerdict::parse(&body.decision, &body.reason)?;
    let verdict = verdict.ok_or(Problem::Field(FieldProblem::Invalid("decision", Why::Choice)))?;
    let id = photo_id(&id)?;
    let seen = expected_revision(&request, &context.reader, &id, &library).await?;
    let decided = library.decide_file(&context.reader, &id, verdict, seen).await;
    let kept = decided.map_err(|error| told(error.into(), seen))?;
    Ok(answer(&kept, &site, &context.reader))
}

/// Of a change against a revision that the client named, RFC 9110 has its own status.
fn told(problem: Problem, seen: Option<u64>) -> Problem {
    match problem {
        Problem::State(StateProblem::Stale) if seen.is_some() => Problem::State(StateProblem::PreconditionFailed),
        problem => problem,
    }
}

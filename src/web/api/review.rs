//! Submitting, deciding, withdrawing, and the list of what waits.

use actix_web::{
    HttpRequest, HttpResponse,
    web::{Bytes, Data, Path},
};
use serde::Deserialize;

use super::{
    body::Body,
    photos::{answer, cursor, expected_revision, part, part_length},
};
use crate::{
    domain::person::Role,
    library::{
        Library,
        browse::LookError,
        review::{self, Decision},
    },
    web::{
        problem::{AccessProblem, FieldProblem, Problem, StateProblem, Why},
        request::{
            context::RequestContext,
            parameters::{Parameters, photo_id},
        },
        site::Site,
        view::json,
    },
};

/// `POST /photos/{id}/submit`, with an answer to the review where there is one.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn submit(
    context: RequestContext,
    id: Path<String>,
    body: Bytes,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    context.person()?;
    context.check_csrf(None)?;
    let reply = review::reply(&read_body(&body, &SUBMIT)?.reply).map_err(Problem::too_long("reply"))?;
    let kept = library.submit_replying(&context.reader, &photo_id(&id)?, reply).await?;
    Ok(answer(&kept, &site, &context.reader))
}

/// What may be said when a photo is submitted.
pub const SUBMIT: [&str; 1] = ["reply"];
/// What may be said with a decision.
pub const DECIDE: [&str; 2] = ["decision", "reason"];
/// The members of the body of a withdrawal.
pub const WITHDRAW: [&str; 2] = ["reason", "forget_words"];

/// The body of a call about a review.
pub struct ReviewBody {
    /// What is decided.
    pub decision: String,
    /// Why.
    pub reason: String,
    forget_words: bool,
    reply: String,
}

/// Reads the body. Unknown members are refused: if a misspelt `forget_words` were ignored, a name would stay.
///
/// # Errors
/// [`Problem`] names the member that is wrong.
pub fn read_body(body: &Bytes, members: &[&str]) -> Result<ReviewBody, Problem> {
    let mut body = Body::read(body, members)?;
    let mut text = |name| body.take::<String>(name, Why::Text).map(Option::unwrap_or_default);
    let (decision, reason, reply) = (text("decision")?, text("reason")?, text("reply")?);
    Ok(ReviewBody { decision, reason, reply, forget_words: body.take("forget_words", Why::Flag)?.unwrap_or_default() })
}

/// `POST /photos/{id}/review`.
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
    let decision = Decision::parse(&body.decision, &body.reason)?;
    let id = photo_id(&id)?;
    let seen = expected_revision(&request, &context.reader, &id, &library).await?;
    let kept =
        library.review(&context.reader, &id, decision, seen).await.map_err(|error| match Problem::from(error) {
            Problem::State(StateProblem::Stale) if seen.is_some() => Problem::State(StateProblem::PreconditionFailed),
            problem => problem,
        })?;
    Ok(answer(&kept, &site, &context.reader))
}

/// `POST /photos/{id}/withdraw`: answers with the photo one last time; from now on its address answers 410.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn withdraw(
    context: RequestContext,
    id: Path<String>,
    body: Bytes,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    context.person()?;
    context.check_csrf(None)?;
    let body = read_body(&body, &WITHDRAW)?;
    let kept = library.withdraw(&context.reader, &photo_id(&id)?, &body.reason, body.forget_words).await?;
    Ok(answer(&kept, &site, &context.reader))
}

/// What the review list is asked for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QueueQuery {
    cursor: Option<String>,
    limit: Option<String>,
    contested: Option<String>,
    files: Option<String>,
}

/// Not a photo: a reader who may not see the list gets 403, not 404.
fn not_theirs(error: LookError) -> Problem {
    match Problem::from(error) {
        Problem::NotFound => Problem::Access(AccessProblem::NotAllowed),
        problem => problem,
    }
}

/// `GET /review`.
///
/// # Errors
/// [`AccessProblem::NotSignedIn`], [`AccessProblem::NotAllowed`].
pub async fn list(
    context: RequestContext,
    query: Parameters<QueueQuery>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    context.person()?;
    let limit = part_length(query.limit.as_ref())?;
    let flag = |value: Option<&str>, name| match value {
        None | Some("false") => Ok(false),
        Some("true") => Ok(true),
        Some(_) => Err(Problem::Field(FieldProblem::Invalid(name, Why::Flag))),
    };
    let contested = flag(query.contested.as_deref(), "contested")?;
    if flag(query.files.as_deref(), "files")? {
        if !context.reader.is_at_least(Role::Moderator) {
            return Err(AccessProblem::NotAllowed.into());
        }
        let page = library.waiting_files(&context.reader, cursor(query.cursor.as_ref())?, limit).await?;
        let kept = [("files", "true")];
        return Ok(HttpResponse::Ok().json(part(&page, "/api/v1/review", &kept, limit, &site, &context)));
    }
    if contested {
        let page =
            library.contested(&context.reader, cursor(query.cursor.as_ref())?, limit).await.map_err(not_theirs)?;
        let kept = [("contested", "true")];
        return Ok(HttpResponse::Ok().json(part(&page, "/api/v1/review", &kept, limit, &site, &context)));
    }
    let page =
        library.awaiting_review(&context.reader, cursor(query.cursor.as_ref())?, limit).await.map_err(not_theirs)?;
    let mut list = part(&page, "/api/v1/review", &[], limit, &site, &context);
    let givers = library.people(page.photos.iter().map(|kept| &kept.record.contributor)).await?;
    for (item, kept) in list.items.iter_mut().zip(&page.photos) {
        let before = library.withdrawn_before(&context.reader, &kept.record).await?;
        json::add_withdrawn_before(item, before.as_ref(), &site);
        json::add_contributor_suspended(item, givers.get(&kept.record.contributor));
        json::add_same_file(item, &library.same_file(&context.reader, &kept.record).await?, &site);
    }
    Ok(HttpResponse::Ok().json(list))
}

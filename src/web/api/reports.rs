//! Reports: anybody makes them, moderators read them and decide.

use actix_web::{
    HttpRequest, HttpResponse,
    web::{Bytes, Data, Path},
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    body::Body,
    photos::{cursor, part_length},
};
use crate::{
    domain::{
        hash::ContentHash,
        language::Language,
        person::Role,
        report::{ReportRecord, Subject},
        stored::Stored,
    },
    library::{
        Library,
        report::{DecideError, List, NewDecision, NewReport},
    },
    web::{
        problem::{AccessProblem, FieldProblem, Problem, Why},
        request::{
            context::{RequestContext, from_address},
            parameters::Parameters,
        },
        site::Site,
        urls::{self, Urls},
    },
};

/// The members of a report.
pub const REPORT: [&str; 5] = ["photo", "person", "reason", "text", "contact"];
/// The members of a decision.
pub const DECIDE: [&str; 3] = ["decision", "reason", "forget_words"];

/// `POST /reports`: the answer has the address at which the reporter follows the report.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn make(
    request: HttpRequest,
    context: RequestContext,
    body: Bytes,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    // Without an account there is no anti-forgery token: what another site sends through its visitors' browsers is refused.
    if context.is_from_another_site() {
        return Err(Problem::Access(AccessProblem::Forged));
    }
    let mut body = Body::read(&body, &REPORT)?;
    let mut member = |name| body.take::<String>(name, Why::Text);
    let subject = match (member("photo")?, member("person")?) {
        (Some(id), None) => Subject::Photo(id.parse().map_err(|_not_an_id| Problem::NotFound)?),
        (None, Some(handle)) => Subject::Person(handle.parse().map_err(|_not_a_handle| Problem::NotFound)?),
        _ => return Err(Problem::Field(FieldProblem::Invalid("photo", Why::Choice))),
    };
    let mut text = |name| member(name).map(Option::unwrap_or_default);
    let new = NewReport::parse(subject, &text("reason")?, &text("text")?, &text("contact")?);
    let new = new.map_err(|unclear| unclear.first().copied().map_or(Problem::NotFound, Problem::from))?;
    site.count_report(from_address(&request)).await.map_err(Problem::of_report)?;
    let reported = library.report(&context.reader, new, None).await?;
    let address = Urls::new(context.language).report_status(reported.secret.as_str());
    let made = json!({ "status_url": site.absolute(&address), "hidden": reported.is_hidden });
    Ok(HttpResponse::Created().json(made))
}

/// The query of the list.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportsQuery {
    cursor: Option<String>,
    limit: Option<String>,
    decided: Option<String>,
}

/// `GET /reports`: those that wait for a decision, or those with one.
///
/// # Errors
/// [`AccessProblem::NotSignedIn`], [`AccessProblem::NotAllowed`].
pub async fn list(
    context: RequestContext,
    query: Parameters<ReportsQuery>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    moderator(&context)?;
    let limit = part_length(query.limit.as_ref())?;
    let (list, rest) = match query.decided.as_deref() {
        None | Some("false") => (List::Open, ""),
        Some("true") => (List::Decided, "&decided=true"),
        Some(_) => return Err(Problem::Field(FieldProblem::Invalid("decided", Why::Flag))),
    };
    let page = library.reports(&context.reader, list, cursor(query.cursor.as_ref())?, limit).await?;
    let next = page.next.map(|next| {
        site.absolute(&format!("{}/reports?limit={limit}&cursor={}{rest}", urls::API, urls::encoded(&next)))
    });
    let items: Vec<Value> = page.reports.iter().map(|stored| report(stored, &site)).collect();
    Ok(HttpResponse::Ok().json(json!({ "items": items, "next": next, "total": library.report_count(list).await? })))
}

/// `POST /reports/{report}/decide`.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn decide(
    context: RequestContext,
    id: Path<String>,
    body: Bytes,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    moderator(&context)?;
    context.check_csrf(None)?;
    let mut body = Body::read(&body, &DECIDE)?;
    let mut text = |name| body.take::<String>(name, Why::Text).map(Option::unwrap_or_default);
    let (verdict, reason) = (text("decision")?, text("reason")?);
    let forget_words = body.take("forget_words", Why::Flag)?.unwrap_or_default();
    let new = NewDecision::parse(&verdict, &reason, forget_words).map_err(DecideError::from)?;
    let hash: ContentHash = id.parse().map_err(|_not_a_hash| Problem::NotFound)?;
    let stored = library.decide(&context.reader, hash, new, None).await?;
    Ok(HttpResponse::Ok().json(report(&stored, &site)))
}

fn moderator(context: &RequestContext) -> Result<(), Problem> {
    context.person()?;
    if context.reader.is_at_least(Role::Moderator) { Ok(()) } else { Err(Problem::Access(AccessProblem::NotAllowed)) }
}

/// A report as moderators read it.
pub(super) fn report(stored: &Stored<ReportRecord>, site: &Site) -> Value {
    let report = &stored.record;
    let urls = Urls::new(Language::French);
    let (kind, name, address) = match &report.subject {
        Subject::Photo(id) => ("photo", id.to_string(), urls.photo(id)),
        Subject::Person(handle) => ("person", handle.to_string(), urls.person(handle)),
    };
    json!({
        "id": report.hash,
        "subject": { kind: name, "url": site.absolute(&address) },
        "reason": report.reason,
        "text": report.text,
        "contact": report.contact,
        "at": report.at.to_string(),
        "hidden_at_once": report.hidden_at_once,
        "decisions": report.decisions,
        "revision": stored.revision,
    })
}

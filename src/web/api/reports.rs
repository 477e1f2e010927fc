//! Reports: made by anybody, read and decided on by moderators.

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
    domain::{hash::ContentHash, kept::Kept, language::Language, person::Role, report::ReportRecord, report::Subject},
    library::{
        Library,
        report::{List, NewReport, NewRuling},
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
pub const REPORT: [&str; 5] = ["photo", "person", "ground", "words", "contact"];
/// The members of a decision.
pub const RULE: [&str; 3] = ["verdict", "reason", "forget_words"];

/// `POST /reports`: answers with the address where the report is followed.
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
    // It needs no account, so that there is no anti-forgery token: another site may not report with its visitors' browsers.
    if context.is_from_another_site() {
        return Err(Problem::Access(AccessProblem::Forged));
    }
    let mut body = Body::read(&body, &REPORT)?;
    let mut text = |name| body.take::<String>(name, Why::Text);
    let subject = match (text("photo")?, text("person")?) {
        (Some(id), None) => Subject::Photo(id.parse().map_err(|_not_an_id| Problem::NotFound)?),
        (None, Some(handle)) => Subject::Person(handle.parse().map_err(|_not_a_handle| Problem::NotFound)?),
        _ => return Err(Problem::Field(FieldProblem::Invalid("photo", Why::Choice))),
    };
    let mut said = |name| text(name).map(Option::unwrap_or_default);
    let new = NewReport::parse(subject, &said("ground")?, &said("words")?, &said("contact")?)?;
    site.count_report(from_address(&request))?;
    let reported = library.report(&context.reader, new).await?;
    let address = Urls::new(context.language).report_status(reported.secret.as_str());
    let made = json!({ "url": site.absolute(&address), "hidden": reported.is_hidden });
    Ok(HttpResponse::Created().json(made))
}

/// What the list is asked for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportsQuery {
    cursor: Option<String>,
    limit: Option<String>,
    decided: Option<String>,
}

/// `GET /reports`: those that wait for a decision, or those decided on.
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
    let (list, kept) = match query.decided.as_deref() {
        None | Some("false") => (List::Open, ""),
        Some("true") => (List::Decided, "&decided=true"),
        Some(_) => return Err(Problem::Field(FieldProblem::Invalid("decided", Why::Flag))),
    };
    let page = library.reports(&context.reader, list, cursor(query.cursor.as_ref())?, limit).await?;
    let next = page.next.map(|next| {
        site.absolute(&format!("{}/reports?limit={limit}&cursor={}{kept}", urls::API, urls::encoded(&next)))
    });
    let items: Vec<Value> = page.reports.iter().map(|kept| report(kept, &site)).collect();
    Ok(HttpResponse::Ok().json(json!({ "items": items, "next": next, "total": library.report_count(list).await? })))
}

/// `POST /reports/{report}/ruling`.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn rule(
    context: RequestContext,
    id: Path<String>,
    body: Bytes,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    moderator(&context)?;
    context.check_csrf(None)?;
    let mut body = Body::read(&body, &RULE)?;
    let mut text = |name| body.take::<String>(name, Why::Text).map(Option::unwrap_or_default);
    let (verdict, reason) = (text("verdict")?, text("reason")?);
    let forget_words = body.take("forget_words", Why::Flag)?.unwrap_or_default();
    let ruling = NewRuling::parse(&verdict, &reason, forget_words)?;
    let hash: ContentHash = id.parse().map_err(|_not_a_hash| Problem::NotFound)?;
    let kept = library.rule(&context.reader, hash, ruling, None).await?;
    Ok(HttpResponse::Ok().json(report(&kept, &site)))
}

fn moderator(context: &RequestContext) -> Result<(), Problem> {
    context.person()?;
    if context.reader.is_at_least(Role::Moderator) { Ok(()) } else { Err(Problem::Access(AccessProblem::NotAllowed)) }
}

/// A report as moderators read it.
pub(super) fn report(kept: &Kept<ReportRecord>, site: &Site) -> Value {
    let report = &kept.record;
    let urls = Urls::new(Language::French);
    let (kind, name, address) = match &report.subject {
        Subject::Photo(id) => ("photo", id.to_string(), urls.photo(id)),
        Subject::Person(handle) => ("person", handle.to_string(), urls.person(handle)),
    };
    json!({
        "id": report.hash,
        "subject": { kind: name, "url": site.absolute(&address) },
        "ground": report.ground,
        "words": report.words,
        "contact": report.contact,
        "at": report.at.to_string(),
        "hid_at_once": report.hid_at_once,
        "rulings": report.rulings,
        "revision": kept.revision,
    })
}

//! Submitting, deciding, withdrawing, and the list of what waits.

use actix_web::{
    HttpRequest, HttpResponse,
    web::{Bytes, Data, Path, Query},
};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::{
    photos::{answer, cursor, expected_revision, part, part_length, photo_id},
    view,
};
use crate::{
    library::{
        Library,
        browse::LookError,
        review::{self, Decision},
    },
    web::{asking::Asking, problem::Problem, site::Site, words},
};

/// `POST /photos/{id}/submit`, with an answer to the review where there is one.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn submit(
    asking: Asking,
    id: Path<String>,
    body: Bytes,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    asking.person()?;
    asking.check_csrf(None)?;
    let reply = review::reply(&said(&body)?.reply).map_err(Problem::too_long("reply"))?;
    let kept = library.submit_replying(&asking.reader, &photo_id(&id)?, reply).await?;
    Ok(answer(&kept, &site, &asking.reader))
}

/// The members of [`Said`].
const MEMBERS: [&str; 4] = ["decision", "reason", "forget_words", "reply"];

/// The body of a step: what is said with it.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Said {
    decision: String,
    reason: String,
    forget_words: bool,
    reply: String,
}

fn said(body: &Bytes) -> Result<Said, Problem> {
    if body.is_empty() {
        Ok(Said::default())
    } else {
        let said: Map<String, Value> = serde_json::from_slice(body).map_err(|_not_json| Problem::BadRequest)?;
        // Passed over in silence, a name misspelt in `forget_words` would stay.
        words::all_among(said.keys(), |member| MEMBERS.contains(&member))?;
        serde_json::from_value(Value::Object(said)).map_err(|_unclear| Problem::BadRequest)
    }
}

/// `POST /photos/{id}/review`.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn decide(
    request: HttpRequest,
    asking: Asking,
    id: Path<String>,
    body: Bytes,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    asking.person()?;
    asking.check_csrf(None)?;
    let said = said(&body)?;
    let decision = Decision::parse(&said.decision, &said.reason)?;
    let id = photo_id(&id)?;
    let seen = expected_revision(&request, &asking.reader, &id, &library).await?;
    let kept =
        library.review(&asking.reader, &id, decision, seen).await.map_err(|error| match Problem::from(error) {
            Problem::Stale if seen.is_some() => Problem::PreconditionFailed,
            problem => problem,
        })?;
    Ok(answer(&kept, &site, &asking.reader))
}

/// `POST /photos/{id}/withdraw`: answers with the photo one last time; from now on its address answers 410.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn withdraw(
    asking: Asking,
    id: Path<String>,
    body: Bytes,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    asking.person()?;
    asking.check_csrf(None)?;
    let said = said(&body)?;
    let kept = library.withdraw(&asking.reader, &photo_id(&id)?, &said.reason, said.forget_words).await?;
    Ok(answer(&kept, &site, &asking.reader))
}

/// What the review list is asked for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    cursor: Option<String>,
    limit: Option<usize>,
    contested: Option<bool>,
}

/// A list is no photo: whoever may not read it is told so.
fn not_theirs(error: LookError) -> Problem {
    match Problem::from(error) {
        Problem::NotFound => Problem::NotAllowed,
        problem => problem,
    }
}

/// `GET /review`.
///
/// # Errors
/// [`Problem::NotSignedIn`], [`Problem::NotAllowed`].
pub async fn list(
    asking: Asking,
    asked: Query<Asked>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    asking.person()?;
    let limit = part_length(asked.limit);
    if asked.contested == Some(true) {
        let page =
            library.contested(&asking.reader, cursor(asked.cursor.as_ref())?, limit).await.map_err(not_theirs)?;
        let kept = [("contested", "true")];
        return Ok(HttpResponse::Ok().json(part(&page, "/api/v1/review", &kept, limit, &site, &asking.reader)));
    }
    let page =
        library.awaiting_review(&asking.reader, cursor(asked.cursor.as_ref())?, limit).await.map_err(not_theirs)?;
    let mut list = part(&page, "/api/v1/review", &[], limit, &site, &asking.reader);
    for (item, kept) in list.items.iter_mut().zip(&page.photos) {
        let before = library.withdrawn_before(&asking.reader, &kept.record).await?;
        view::add_withdrawn_before(item, before.as_ref(), &site);
        view::add_same_file(item, &library.same_file(&asking.reader, &kept.record).await?, &site);
    }
    Ok(HttpResponse::Ok().json(list))
}

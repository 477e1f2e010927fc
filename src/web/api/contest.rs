//! Contesting what staff changed of a photo's credit, and reading a contest.

use actix_web::{
    HttpResponse,
    web::{Bytes, Data, Path},
};

use super::{body::Body, photos::answer};
use crate::{
    library::{Library, review},
    web::{
        problem::{Problem, Why},
        request::{context::RequestContext, parameters::photo_id},
        site::Site,
    },
};

/// What may be said with a contest.
pub const CONTEST: [&str; 1] = ["note"];

/// `POST /photos/{id}/contest`: the contributor's own words are put back.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn contest(
    context: RequestContext,
    id: Path<String>,
    body: Bytes,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    context.person()?;
    context.check_csrf(None)?;
    let note: Option<String> = Body::read(&body, &CONTEST)?.take("note", Why::Text)?.flatten();
    let note = review::reply(&note.unwrap_or_default()).map_err(Problem::too_long("note"))?;
    let kept = library.contest(&context.reader, &photo_id(&id)?, note).await?;
    Ok(answer(&kept, &site, &context.reader))
}

/// `POST /photos/{id}/contest/read`: staff have read it.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn read(
    context: RequestContext,
    id: Path<String>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    context.person()?;
    context.check_csrf(None)?;
    let kept = library.read_contests(&context.reader, &photo_id(&id)?).await?;
    Ok(answer(&kept, &site, &context.reader))
}

//! Contesting what staff changed of a photo's credit, and reading a contest.

use actix_web::{
    HttpResponse,
    web::{Bytes, Data, Path},
};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::photos::{answer, photo_id};
use crate::{
    library::{Library, review},
    web::{asking::Asking, problem::Problem, site::Site, words},
};

/// The body of a contest.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Said {
    note: Option<String>,
}

/// `POST /photos/{id}/contest`: the contributor's own words are put back.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn contest(
    asking: Asking,
    id: Path<String>,
    body: Bytes,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    asking.person()?;
    asking.check_csrf(None)?;
    let said: Map<String, Value> = if body.is_empty() {
        Map::new()
    } else {
        serde_json::from_slice(&body).map_err(|_not_json| Problem::BadRequest)?
    };
    words::all_among(said.keys(), |member| member == "note")?;
    let said: Said = serde_json::from_value(Value::Object(said)).map_err(|_unclear| Problem::BadRequest)?;
    let note = review::reply(&said.note.unwrap_or_default()).map_err(Problem::too_long("note"))?;
    let kept = library.contest(&asking.reader, &photo_id(&id)?, note).await?;
    Ok(answer(&kept, &site, &asking.reader))
}

/// `POST /photos/{id}/contest/read`: staff have read it.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn read(
    asking: Asking,
    id: Path<String>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    asking.person()?;
    asking.check_csrf(None)?;
    let kept = library.read_contests(&asking.reader, &photo_id(&id)?).await?;
    Ok(answer(&kept, &site, &asking.reader))
}

//! The history of a photo, and taking one field back.

use actix_web::{
    HttpRequest, HttpResponse,
    web::{Bytes, Data, Path},
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    body::Body,
    photos::{answer, part_length},
};
use crate::{
    catalog::store::Seq,
    domain::field::Field,
    library::{
        Library,
        history::{HistoryItem, Suggester},
    },
    web::{
        problem::{FieldProblem, Problem, Why},
        request::{
            context::{RequestContext, from_address},
            parameters::{Parameters, photo_id},
        },
        site::Site,
        urls,
    },
};

/// What is taken back.
pub const REVERT: [&str; 2] = ["seq", "field"];

/// The query of a history.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HistoryQuery {
    cursor: Option<String>,
    limit: Option<String>,
}

/// `GET /photos/{id}/history`: the latest change first.
///
/// # Errors
/// [`Problem::NotFound`] for a photo that is not there for this reader.
pub async fn list(
    request: HttpRequest,
    context: RequestContext,
    id: Path<String>,
    query: Parameters<HistoryQuery>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let limit = part_length(query.limit.as_ref())?;
    let cursor = query.cursor.as_deref().filter(|cursor| !cursor.is_empty());
    let before: Option<Seq> = cursor
        .map(|cursor| cursor.parse().map_err(|_no_number| Problem::Field(FieldProblem::Invalid("cursor", Why::Cursor))))
        .transpose()?;
    let id = photo_id(&id)?;
    // It reads the journal, which takes longer than reading a photo.
    site.count_search(from_address(&request))?;
    let history = library.photo_history(&context.reader, &id, before, limit).await?;
    let next = history
        .next
        .map(|next| site.absolute(&format!("{}/photos/{id}/history?limit={limit}&cursor={next}", urls::API)));
    let items: Vec<Value> = history.items.iter().map(view).collect();
    Ok(HttpResponse::Ok().json(json!({ "items": items, "next": next, "total": null })))
}

/// A change.
#[must_use]
pub fn view(item: &HistoryItem) -> Value {
    let fields: Vec<Value> = item
        .fields
        .iter()
        .map(|change| {
            json!({
                "field": change.field.name(),
                "old": change.old,
                "new": change.new,
                "told": change.is_told,
                "may_revert": change.may_revert,
            })
        })
        .collect();
    json!({
        "seq": item.seq,
        "at": item.at.to_string(),
        "actor": item.actor,
        "gesture": item.gesture,
        "fields": fields,
        "note": item.note,
        "batch": item.batch,
        "suggested": item.suggested.is_some(),
        "suggested_by": match &item.suggested {
            Some(Suggester::Person(handle)) => Some(handle),
            Some(Suggester::Reader) | None => None,
        },
    })
}

/// `POST /photos/{id}/revert`: a field says again what it said before a change.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn revert(
    context: RequestContext,
    id: Path<String>,
    body: Bytes,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    context.person()?;
    context.check_csrf(None)?;
    let mut body = Body::read(&body, &REVERT)?;
    let missing = |name| Problem::Field(FieldProblem::Invalid(name, Why::Blank));
    let seq: Seq = body.take("seq", Why::Number)?.ok_or_else(|| missing("seq"))?;
    let field: Field = body.take("field", Why::Choice)?.ok_or_else(|| missing("field"))?;
    let kept = library.revert(&context.reader, &photo_id(&id)?, seq, field).await?;
    Ok(answer(&kept, &site, &context.reader))
}

//! Batches: one change of many photos, shown before it is made, and undone.

use actix_web::{
    HttpResponse,
    web::{Bytes, Data, Path},
};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{
    body::Body,
    patch::{self, CHANGEABLE},
};
use crate::{
    catalog::store::BatchId,
    domain::{batch_change::BatchChange, photo::PhotoId},
    library::{
        Library,
        curate::{Curated, MOST},
        review,
    },
    web::{
        problem::{FieldProblem, Problem, Why},
        request::{context::RequestContext, form_fields, parameters::Parameters},
    },
};

/// The members of a batch.
pub const BATCH: [&str; 3] = ["ids", "change", "note"];
/// The members of a change beside those of one photo.
pub const OF_BATCHES: [&str; 3] = ["tags_add", "tags_remove", "collection_add"];
/// The members of a change of one photo that batches do not have: a licence is granted on each photo by itself.
pub const NOT_OF_BATCHES: [&str; 2] = ["license", "narrow"];

/// The query of a batch.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BatchQuery {
    preview: Option<String>,
}

/// `POST /batches`; with `?preview=true`, nothing is changed.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn make(
    context: RequestContext,
    query: Parameters<BatchQuery>,
    body: Bytes,
    library: Data<Library>,
) -> Result<HttpResponse, Problem> {
    context.person()?;
    context.check_csrf(None)?;
    let is_preview = match query.preview.as_deref() {
        None | Some("false") => false,
        Some("true") => true,
        Some(_) => return Err(Problem::Field(FieldProblem::Invalid("preview", Why::Flag))),
    };
    let mut body = Body::read(&body, &BATCH)?;
    let ids: Vec<PhotoId> = body.take("ids", Why::Photos)?.unwrap_or_default();
    if ids.is_empty() {
        return Err(Problem::Field(FieldProblem::Invalid("ids", Why::Photos)));
    }
    if ids.len() > MOST {
        return Err(Problem::Field(FieldProblem::Invalid("ids", Why::TooMany(MOST))));
    }
    let change: Option<Map<String, Value>> = body.take("change", Why::Choice)?;
    let change = change.ok_or(Problem::Field(FieldProblem::Invalid("change", Why::Blank)))?;
    let change = batch_change(change, &library)?;
    let note: Option<String> = body.take("note", Why::Text)?.flatten();
    let note = review::reply(&note.unwrap_or_default()).map_err(Problem::too_long("note"))?;
    let curated = if is_preview {
        library.preview_batch(&context.reader, &ids, &change).await?
    } else {
        library.curate(&context.reader, &ids, &change, note, None).await?
    };
    Ok(HttpResponse::Ok().json(view(&curated)))
}

fn batch_change(mut members: Map<String, Value>, library: &Library) -> Result<BatchChange, Problem> {
    let is_known =
        |name: &str| OF_BATCHES.contains(&name) || (CHANGEABLE.contains(&name) && !NOT_OF_BATCHES.contains(&name));
    form_fields::all_among(members.keys(), is_known)?;
    let mut tags = |name| members.remove(name).as_ref().map(patch::tags).transpose().map(Option::unwrap_or_default);
    let (tags_add, tags_remove) = (tags("tags_add")?, tags("tags_remove")?);
    let collection_add = match members.remove("collection_add") {
        None | Some(Value::Null) => None,
        Some(named) => {
            let slug = named.as_str().and_then(|slug| slug.parse().ok());
            Some(slug.ok_or(Problem::Field(FieldProblem::Invalid("collection_add", Why::Choice)))?)
        }
    };
    Ok(BatchChange {
        fields: patch::rewording(&members, library.now())?,
        tags_add,
        tags_remove,
        collection_add,
        collection_new: None,
        turn: None,
    })
}

/// What became of the photos.
#[must_use]
pub fn view(curated: &Curated) -> Value {
    let refused: Vec<Value> = curated.refused.iter().map(|(id, why)| json!({ "id": id, "code": why.code() })).collect();
    json!({
        "batch": curated.batch,
        "changed": curated.changed.len(),
        "unchanged": curated.unchanged.len(),
        "refused": refused,
    })
}

/// `POST /batches/{batch}/undo`.
///
/// # Errors
/// [`Problem::NotFound`] for an unknown batch, [`AccessProblem`](crate::web::problem::AccessProblem) for anyone but who
/// made it and moderators.
pub async fn undo(
    context: RequestContext,
    batch: Path<String>,
    library: Data<Library>,
) -> Result<HttpResponse, Problem> {
    context.person()?;
    context.check_csrf(None)?;
    let batch = BatchId::parse(&batch).ok_or(Problem::NotFound)?;
    let undone = library.undo_batch(&context.reader, &batch).await?;
    let batch = (!undone.undone.is_empty()).then_some(&undone.batch);
    Ok(HttpResponse::Ok().json(json!({ "undone": undone.undone.len(), "kept": undone.kept, "batch": batch })))
}

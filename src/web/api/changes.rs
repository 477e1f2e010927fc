//! What changed of the public photos, for those who keep a copy of the library.

use actix_web::{HttpResponse, web::Data};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::photos::length_of;
use crate::{
    domain::reader::Reader,
    library::{Library, changes::PublicChange},
    web::{
        problem::{FieldProblem, Problem, Why},
        request::parameters::Parameters,
        site::Site,
        urls,
        view::json,
    },
};

/// How many changes a part has unless asked otherwise, and at the most.
const PART: usize = 100;
const LARGEST_PART: usize = 500;

/// The parameters.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangesQuery {
    after: Option<String>,
    limit: Option<String>,
}

/// A part of the changes.
#[derive(Serialize)]
struct Changes {
    items: Vec<Value>,
    /// The address of the next part; nothing at the end.
    next: Option<String>,
    total: Option<usize>,
    /// What to ask for next time, once the end is reached.
    reached: u64,
}

/// `GET /changes?after=SEQ&limit=`.
///
/// # Errors
/// [`FieldProblem::Invalid`] for a number that is none.
pub async fn list(
    parameters: Parameters<ChangesQuery>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let limit = length_of(parameters.limit.as_ref(), PART, LARGEST_PART)?;
    let after = match parameters.after.as_deref().map(str::trim).filter(|after| !after.is_empty()) {
        Some(after) if !after.bytes().all(|digit| digit.is_ascii_digit()) => {
            return Err(FieldProblem::Invalid("after", Why::Number).into());
        }
        // A number that is too large is after every entry.
        Some(after) => after.parse().unwrap_or(u64::MAX),
        None => 0,
    };
    let found = library.public_changes(after, limit).await?;
    let next =
        found.more.then(|| site.absolute(&format!("{}/changes?after={}&limit={limit}", urls::API, found.reached)));
    let items = found.changes.iter().map(|change| item(change, &site)).collect();
    Ok(HttpResponse::Ok().json(Changes { items, next, total: None, reached: found.reached }))
}

/// A tombstone says nothing but that the photo is not public any more.
fn item(change: &PublicChange, site: &Site) -> Value {
    let PublicChange { seq, id, photo } = change;
    let view = photo.as_ref().map(|kept| json::photo(&kept.record, kept.revision, site, &Reader::Visitor));
    let mut item = json!({ "seq": seq, "id": id, "url": site.photo_url(id), "deleted": photo.is_none() });
    if let (Some(view), Some(members)) = (view, item.as_object_mut()) {
        members.insert("photo".to_owned(), view);
    }
    item
}

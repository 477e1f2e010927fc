//! Merging, renaming, splitting and banning tags: shown before it is made (`?preview=true`), made as one batch, and undone by
//! `POST /batches/{batch}/undo`.

use actix_web::{
    HttpResponse,
    web::{Bytes, Data},
};
use serde::Deserialize;
use serde_json::Value;

use super::{batches, body::Body};
use crate::{
    domain::{
        photo::PhotoId,
        tag::{MOST_TAGS, Tag, label::TagLabel},
    },
    library::{Library, curate, review, tags::Retag},
    web::{
        problem::{FieldProblem, Problem, Why},
        request::{context::RequestContext, parameters::Parameters},
    },
};

/// The members of a merge.
pub const MERGE: [&str; 3] = ["from", "into", "note"];
/// The members of a renaming.
pub const RENAME: [&str; 3] = ["tag", "to", "note"];
/// The members of a split.
pub const SPLIT: [&str; 4] = ["tag", "into", "ids", "note"];
/// The members of a ban.
pub const BAN: [&str; 3] = ["tags", "instead", "note"];
/// The photos that are named of those that change.
const EXAMPLES: usize = 24;

/// The query of these calls.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RetagQuery {
    preview: Option<String>,
}

/// `POST /tags/merge` `{"from", "into"}`.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn merge(
    context: RequestContext,
    query: Parameters<RetagQuery>,
    body: Bytes,
    library: Data<Library>,
) -> Result<HttpResponse, Problem> {
    let mut body = Body::read(&body, &MERGE)?;
    let (from, into) = (tags(&mut body, "from")?, tag(&mut body, "into")?);
    done(&context, &query, body, &Retag::Merge { from, into }, &library).await
}

/// `POST /tags/rename` `{"tag", "to"}`.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn rename(
    context: RequestContext,
    query: Parameters<RetagQuery>,
    body: Bytes,
    library: Data<Library>,
) -> Result<HttpResponse, Problem> {
    let mut body = Body::read(&body, &RENAME)?;
    let tag = tag(&mut body, "tag")?;
    let to: String = body.take("to", Why::Tag)?.unwrap_or_default();
    let to = TagLabel::parse(&to).ok().flatten().ok_or(FieldProblem::Invalid("to", Why::Tag))?;
    done(&context, &query, body, &Retag::Rename { tag, to }, &library).await
}

/// `POST /tags/split` `{"tag", "into", "ids"}`.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn split(
    context: RequestContext,
    query: Parameters<RetagQuery>,
    body: Bytes,
    library: Data<Library>,
) -> Result<HttpResponse, Problem> {
    let mut body = Body::read(&body, &SPLIT)?;
    let (tag, into) = (tag(&mut body, "tag")?, tags(&mut body, "into")?);
    let ids: Option<Option<Vec<PhotoId>>> = body.take("ids", Why::Photos)?;
    let only = match ids.flatten() {
        // No list means all photos; an empty one is a mistake that would change them all.
        Some(ids) if ids.is_empty() => return Err(FieldProblem::Invalid("ids", Why::Photos).into()),
        Some(ids) if ids.len() > curate::MOST => {
            return Err(FieldProblem::Invalid("ids", Why::TooMany(curate::MOST)).into());
        }
        ids => ids.unwrap_or_default(),
    };
    done(&context, &query, body, &Retag::Split { tag, into, only }, &library).await
}

/// `POST /tags/ban` `{"tags", "instead"}`.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn ban(
    context: RequestContext,
    query: Parameters<RetagQuery>,
    body: Bytes,
    library: Data<Library>,
) -> Result<HttpResponse, Problem> {
    let mut body = Body::read(&body, &BAN)?;
    let banned = tags(&mut body, "tags")?;
    let instead: Option<Option<String>> = body.take("instead", Why::Tag)?;
    let instead = match instead.flatten().filter(|text| !text.trim().is_empty()) {
        Some(text) => Some(parsed(&text, "instead")?),
        None => None,
    };
    done(&context, &query, body, &Retag::Ban { tags: banned, instead }, &library).await
}

async fn done(
    context: &RequestContext,
    query: &RetagQuery,
    mut body: Body,
    retag: &Retag,
    library: &Library,
) -> Result<HttpResponse, Problem> {
    context.person()?;
    context.check_csrf(None)?;
    let note: Option<String> = body.take("note", Why::Text)?.flatten();
    let note = review::reply(&note.unwrap_or_default()).map_err(Problem::too_long("note"))?;
    let done = match query.preview.as_deref() {
        None | Some("false") => library.retag(&context.reader, retag, note).await?,
        Some("true") => library.preview_retag(&context.reader, retag).await?,
        Some(_) => return Err(FieldProblem::Invalid("preview", Why::Flag).into()),
    };
    let mut view = batches::view(&done);
    if let Some(members) = view.as_object_mut() {
        let examples: Vec<Value> = done.changed.iter().take(EXAMPLES).map(|id| id.as_str().into()).collect();
        members.insert("examples".to_owned(), examples.into());
    }
    Ok(HttpResponse::Ok().json(view))
}

/// Some tags, one at least.
fn tags(body: &mut Body, name: &'static str) -> Result<Vec<Tag>, Problem> {
    let words: Vec<String> = body.take(name, Why::Tag)?.unwrap_or_default();
    if words.len() > MOST_TAGS {
        return Err(FieldProblem::Invalid(name, Why::TooManyTags(MOST_TAGS)).into());
    }
    let tags = Tag::parse_list(&words.join(",")).map_err(|_not_tags| FieldProblem::Invalid(name, Why::Tag))?;
    if tags.is_empty() { Err(FieldProblem::Invalid(name, Why::Blank).into()) } else { Ok(tags) }
}

fn tag(body: &mut Body, name: &'static str) -> Result<Tag, Problem> {
    let text: String = body.take(name, Why::Tag)?.unwrap_or_default();
    parsed(&text, name)
}

fn parsed(text: &str, name: &'static str) -> Result<Tag, Problem> {
    Tag::parse(text).ok().flatten().ok_or_else(|| FieldProblem::Invalid(name, Why::Tag).into())
}

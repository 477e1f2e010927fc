//! The history of a photo, of a tag and of a collection, and taking one field back.

use actix_web::{
    HttpRequest, HttpResponse,
    web::{Bytes, Data, Path},
};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, json};

use super::{
    body::Body,
    collections,
    photos::{answer, part_length},
    tags::{self, named},
};
use crate::{
    catalog::store::Seq,
    domain::{field::Field, person::Role, tag::change::TagField},
    library::{
        Library,
        collection_history::{CollectionEvent, CollectionTurn},
        history::{HistoryItem, Suggester},
        tags::{FieldTurn, TagEvent},
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

impl HistoryQuery {
    /// How many changes are asked for, and before which entry.
    fn part(&self) -> Result<(usize, Option<Seq>), Problem> {
        let cursor = self.cursor.as_deref().filter(|cursor| !cursor.is_empty());
        let not_one = |_no_number| Problem::Field(FieldProblem::Invalid("cursor", Why::Cursor));
        Ok((part_length(self.limit.as_ref())?, cursor.map(|cursor| cursor.parse().map_err(not_one)).transpose()?))
    }
}

/// A part of a history, and where the next one is.
fn listed(items: &[Value], next: Option<Seq>, of: &str, limit: usize, site: &Site) -> HttpResponse {
    let next = next.map(|next| site.absolute(&format!("{}{of}/history?limit={limit}&cursor={next}", urls::API)));
    HttpResponse::Ok().json(json!({ "items": items, "next": next, "total": null }))
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
    let (limit, before) = query.part()?;
    let id = photo_id(&id)?;
    // It reads the journal, which takes longer than reading a photo.
    site.count_search(from_address(&request))?;
    let history = library.photo_history(&context.reader, &id, before, limit).await?;
    let items: Vec<Value> = history.items.iter().map(view).collect();
    Ok(listed(&items, history.next, &format!("/photos/{id}"), limit, &site))
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
                "old": change.old.text(),
                "new": change.new.text(),
                "told": change.is_told(),
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
    let (seq, field): (Seq, Field) = taken_back(&body)?;
    let kept = library.revert(&context.reader, &photo_id(&id)?, seq, field).await?;
    Ok(answer(&kept, &site, &context.reader))
}

/// The entry, and the field, that a call takes back.
fn taken_back<T: DeserializeOwned>(body: &Bytes) -> Result<(Seq, T), Problem> {
    let mut body = Body::read(body, &REVERT)?;
    let missing = |name| Problem::Field(FieldProblem::Invalid(name, Why::Blank));
    let seq: Seq = body.take("seq", Why::Number)?.ok_or_else(|| missing("seq"))?;
    let field: T = body.take("field", Why::Choice)?.ok_or_else(|| missing("field"))?;
    Ok((seq, field))
}

/// `GET /tags/{tag}/history`: the latest change first.
///
/// # Errors
/// [`Problem::NotFound`] for what cannot be a tag.
pub async fn of_tag(
    request: HttpRequest,
    context: RequestContext,
    tag: Path<String>,
    query: Parameters<HistoryQuery>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let (limit, before) = query.part()?;
    let tag = named(&tag)?;
    site.count_search(from_address(&request))?;
    let history = library.tag_history(&tag, before, limit).await?;
    if history.events.is_empty() {
        tags::check_known(&tag, &library).await?;
    }
    let curates = context.reader.is_at_least(Role::Curator);
    let items: Vec<Value> = history.events.iter().map(|event| tag_change(event, curates)).collect();
    Ok(listed(&items, history.next, &format!("/tags/{}", urls::encoded(tag.as_str())), limit, &site))
}

/// A change of what is said of a tag. Curators take any of its fields back.
#[must_use]
pub fn tag_change(event: &TagEvent, curates: bool) -> Value {
    let field = |turn: &FieldTurn| json!({ "field": turn.field.name(), "old": turn.old, "new": turn.new, "told": true, "may_revert": curates });
    json!({
        "seq": event.seq,
        "at": event.at.to_string(),
        "actor": event.actor,
        "gesture": event.gesture,
        "fields": event.fields.iter().map(field).collect::<Vec<Value>>(),
        "note": event.note,
        "batch": event.batch,
    })
}

/// `POST /tags/{tag}/revert`: a field says again what it said before a change.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn revert_tag(
    context: RequestContext,
    tag: Path<String>,
    body: Bytes,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    context.person()?;
    context.check_csrf(None)?;
    let (seq, field): (Seq, String) = taken_back(&body)?;
    let field = TagField::ALL.into_iter().find(|known| known.name() == field);
    let field = field.ok_or(Problem::Field(FieldProblem::Invalid("field", Why::Choice)))?;
    let tag = named(&tag)?;
    library.revert_tag(&context.reader, &tag, seq, field).await?;
    tags::answer(&tag, &context, &library, &site).await
}

/// `GET /collections/{slug}/history`: the latest change first.
///
/// # Errors
/// [`Problem::NotFound`] for a collection that is not there for this reader.
pub async fn of_collection(
    request: HttpRequest,
    context: RequestContext,
    name: Path<String>,
    query: Parameters<HistoryQuery>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let (limit, before) = query.part()?;
    let slug = collections::slug(&name)?;
    library.collection(&context.reader, &slug).await?;
    site.count_search(from_address(&request))?;
    let history = library.collection_history(&context.reader, &slug, before, limit).await?;
    let items: Vec<Value> = history.events.iter().map(collection_change).collect();
    Ok(listed(&items, history.next, &format!("/collections/{slug}"), limit, &site))
}

/// A change of a collection.
#[must_use]
pub fn collection_change(event: &CollectionEvent) -> Value {
    let field = |turn: &CollectionTurn| {
        json!({
            "field": turn.field.name(),
            "old": turn.old,
            "new": turn.new,
            "told": turn.is_told,
            "may_revert": turn.may_revert,
        })
    };
    json!({
        "seq": event.seq,
        "at": event.at.to_string(),
        "actor": event.actor,
        "gesture": event.gesture,
        "fields": event.fields.iter().map(field).collect::<Vec<Value>>(),
        "added": event.added,
        "removed": event.removed,
        "note": event.note,
        "batch": event.batch,
    })
}

/// `POST /collections/{slug}/revert`: a field says again what it said before a change.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn revert_collection(
    context: RequestContext,
    name: Path<String>,
    body: Bytes,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    context.person()?;
    context.check_csrf(None)?;
    let (seq, field): (Seq, String) = taken_back(&body)?;
    let field = field.parse().map_err(|_unknown| Problem::Field(FieldProblem::Invalid("field", Why::Choice)))?;
    let slug = collections::slug(&name)?;
    let kept = library.revert_collection(&context.reader, &slug, seq, field).await?;
    collections::answer(HttpResponse::Ok(), &kept, &context, &library, &site).await
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its example is wrong")]
mod tests {
    use std::collections::BTreeSet;

    use jiff::Timestamp;

    use super::*;
    use crate::{domain::collection::field::CollectionField, web::api::openapi::DOCUMENT};

    fn names(members: &Value) -> BTreeSet<String> {
        members.as_object().unwrap().keys().cloned().collect()
    }

    fn described(schema: &str) -> BTreeSet<String> {
        let document: Value = serde_json::from_str(DOCUMENT).unwrap();
        names(document.pointer(&format!("/components/schemas/{schema}/properties")).unwrap())
    }

    #[test]
    fn changes_of_tags_and_collections_say_what_their_schemas_say() {
        let (seq, at, gesture) = (1, Timestamp::UNIX_EPOCH, "change".to_owned());
        let fields = vec![FieldTurn { field: TagField::Text, old: None, new: None }];
        let event = TagEvent { seq, at, actor: None, gesture: gesture.clone(), fields, note: None, batch: None };
        let told = tag_change(&event, true);
        assert_eq!(names(&told), described("TagHistoryItem"));
        assert_eq!(told.pointer("/fields/0/may_revert"), Some(&json!(true)));
        let (field, is_told, may_revert) = (CollectionField::Text, true, false);
        let fields = vec![CollectionTurn { field, old: None, new: None, is_told, may_revert }];
        let (added, removed) = (Vec::new(), Vec::new());
        let event = CollectionEvent { seq, at, actor: None, gesture, fields, added, removed, note: None, batch: None };
        assert_eq!(names(&collection_change(&event)), described("CollectionHistoryItem"));
    }
}

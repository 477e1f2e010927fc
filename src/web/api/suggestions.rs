//! Suggestions: anybody makes them, who gave the photo and curators read them and decide.

use actix_web::{
    HttpRequest, HttpResponse,
    web::{Bytes, Data, Path},
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    body::Body,
    photos::{cursor, length_of},
};
use crate::{
    domain::{
        person::Role,
        reader::Reader,
        stored::Stored,
        suggestion::{SuggestedField, SuggestionId, SuggestionRecord},
    },
    library::{
        Library,
        decide_suggestion::{DecideSuggestionError, NewVerdict},
        open_suggestions::{MOST_LISTED, OpenSuggestion},
        suggest::NewSuggestions,
    },
    web::{
        problem::{AccessProblem, FieldProblem, Problem, Why},
        request::{
            context::{RequestContext, from_address},
            parameters::{Parameters, photo_id},
            suggested,
        },
        site::Site,
        urls,
    },
};

/// The members of a suggestion.
pub const SUGGEST: [&str; 4] = ["field", "new", "why", "contact"];
/// The members of a decision.
pub const DECIDE: [&str; 3] = ["decision", "reason", "value"];

/// `POST /photos/{id}/suggestions`.
///
/// # Errors
/// [`Problem`]; nothing was suggested.
pub async fn make(
    request: HttpRequest,
    context: RequestContext,
    id: Path<String>,
    body: Bytes,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    // Without an account there is no anti-forgery token: what another site sends through its visitors' browsers is refused.
    if context.person.is_some() {
        context.check_csrf(None)?;
    } else if context.is_from_another_site() {
        return Err(Problem::Access(AccessProblem::Forged));
    }
    let id = photo_id(&id)?;
    let mut body = Body::read(&body, &SUGGEST)?;
    let field: SuggestedField =
        body.take("field", Why::Choice)?.ok_or(Problem::Field(FieldProblem::Invalid("field", Why::Choice)))?;
    let mut text = |name| body.take::<String>(name, Why::Text).map(Option::unwrap_or_default);
    let (new, why, contact) = (text("new")?, text("why")?, text("contact")?);
    // What is not public answers like an unknown photo, whatever is suggested.
    library.suggestible(&context.reader, &id).await?;
    let value = suggested::value(field, &new, library.now())?;
    let new = NewSuggestions::parse(&context.reader, vec![(field, value)], &why, &contact);
    let new = new.map_err(|unclear| unclear.first().copied().map_or(Problem::NotFound, Problem::from))?;
    site.count_suggestion(context.reader.handle(), from_address(&request)).await?;
    let suggested = library.suggest(&context.reader, &id, new).await?;
    let kept = suggested.made.into_iter().next().ok_or(Problem::NotFound)?;
    let mut view = told(&kept, &site);
    if let (Some(secret), Some(members)) = (suggested.secret, view.as_object_mut()) {
        let address = site.absolute(&site.frame_urls(context.language).suggestion_status(secret.as_str()));
        members.insert("status_url".to_owned(), address.into());
    }
    Ok(HttpResponse::Created().json(view))
}

/// A suggestion, for who made it.
#[must_use]
pub fn told(kept: &Stored<SuggestionRecord>, site: &Site) -> Value {
    let suggestion = &kept.record;
    json!({
        "id": suggestion.id,
        "photo": suggestion.photo,
        "url": site.photo_url(&suggestion.photo),
        "field": suggestion.field,
        "old": suggestion.old,
        "new": suggestion.new,
        "why": suggestion.why,
        "by": suggestion.by,
        "at": suggestion.at.to_string(),
        "state": suggestion.state(),
        "decision": null,
        "revision": kept.revision,
    })
}

/// The query of the list.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SuggestionsQuery {
    field: Option<String>,
    waiting: Option<String>,
    decided: Option<String>,
    cursor: Option<String>,
    limit: Option<String>,
}

/// `GET /suggestions`: those on which the reader may decide; with `waiting=true`, those on which the photo's contributor
/// decides first.
///
/// # Errors
/// [`AccessProblem::NotSignedIn`].
pub async fn list(
    context: RequestContext,
    query: Parameters<SuggestionsQuery>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    context.person()?;
    let field: Option<SuggestedField> = query
        .field
        .as_deref()
        .filter(|field| !field.is_empty())
        .map(|field| field.parse().map_err(|_unknown| Problem::Field(FieldProblem::Invalid("field", Why::Choice))))
        .transpose()?;
    let flag = |value: Option<&str>, name| match value {
        None | Some("false") => Ok(false),
        Some("true") => Ok(true),
        Some(_) => Err(Problem::Field(FieldProblem::Invalid(name, Why::Flag))),
    };
    let waiting = flag(query.waiting.as_deref(), "waiting")?;
    let is_decided = flag(query.decided.as_deref(), "decided")?;
    let limit = length_of(query.limit.as_ref(), MOST_LISTED, MOST_LISTED)?;
    let after = cursor(query.cursor.as_ref())?;
    let is_of_field = |open: &OpenSuggestion| field.is_none_or(|field| open.kept.record.field == field);
    let (found, next) = if is_decided {
        let (found, next) = library.decided_suggestions(&context.reader, after, limit).await?;
        (found.into_iter().filter(is_of_field).collect::<Vec<_>>(), next)
    } else {
        let all = library.open_suggestions_from(&context.reader, after).await?;
        // A part that is full may have more after it.
        let whole = all.last().map(OpenSuggestion::place).filter(|_| all.len() >= MOST_LISTED);
        let mut asked = all.into_iter().filter(|open| open.may_decide != waiting && is_of_field(open));
        let found: Vec<OpenSuggestion> = asked.by_ref().take(limit).collect();
        let more = asked.next().is_some();
        let next = if more { found.last().map(OpenSuggestion::place) } else { whole };
        (found, next)
    };
    let items: Vec<Value> = found.iter().map(|open| view(open, &context.reader, &site)).collect();
    let total = (next.is_none() && after.is_none()).then_some(items.len());
    let next = next.map(|next| {
        let path = format!("{}/suggestions?limit={limit}&cursor={}", urls::API, urls::encoded(&next));
        let mut address = site.absolute(&path);
        for (name, value) in [("field", &query.field), ("waiting", &query.waiting), ("decided", &query.decided)] {
            if let Some(value) = value {
                address.extend(["&", name, "=", &urls::encoded(value)]);
            }
        }
        address
    });
    Ok(HttpResponse::Ok().json(json!({ "items": items, "next": next, "total": total })))
}

/// `POST /suggestions/{suggestion}/decide`.
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
    context.person()?;
    context.check_csrf(None)?;
    let id: SuggestionId = id.parse().map_err(|_not_an_id| Problem::NotFound)?;
    let mut body = Body::read(&body, &DECIDE)?;
    let mut text = |name| body.take::<String>(name, Why::Text);
    let (verdict, reason) = (text("decision")?.unwrap_or_default(), text("reason")?.unwrap_or_default());
    let value = match text("value")? {
        Some(value) => {
            let field = library.suggestion_to_decide(&context.reader, &id).await?.kept.record.field;
            Some(suggested::value(field, &value, library.now())?)
        }
        None => None,
    };
    let new = NewVerdict::parse(&verdict, &reason, value).map_err(DecideSuggestionError::from)?;
    let decided = library.decide_suggestion(&context.reader, &id, new, None).await?;
    Ok(HttpResponse::Ok().json(view(&decided, &context.reader, &site)))
}

/// A suggestion, for those who may decide on it. How to reach somebody without an account is for curators.
#[must_use]
pub fn view(open: &OpenSuggestion, reader: &Reader, site: &Site) -> Value {
    let suggestion = &open.kept.record;
    let is_staff = reader.is_at_least(Role::Curator);
    json!({
        "id": suggestion.id,
        "photo": suggestion.photo,
        "url": site.photo_url(&suggestion.photo),
        "field": suggestion.field,
        "old": suggestion.old_shown(&open.photo),
        "current": open.current(),
        "new": suggestion.new,
        "why": suggestion.why,
        "by": suggestion.by,
        "contact": suggestion.contact.as_ref().filter(|_| is_staff),
        "at": suggestion.at.to_string(),
        "state": suggestion.state(),
        "curators_from": open.curators_from.to_string(),
        "may_decide": open.may_decide,
        "decision": suggestion.decision.as_ref().map(|decision| json!({
            "by": decision.by,
            "at": decision.at.to_string(),
            "reason": decision.reason,
            "value": decision.value,
        })),
        "revision": open.kept.revision,
    })
}

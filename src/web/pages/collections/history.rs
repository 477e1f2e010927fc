//! What changed of a collection, the latest change first, and the form that takes one field back.
//!
//! `POST /collections/{slug}/revert`: `csrf`, `seq` (the entry of the journal that changed it), `field`.

use std::collections::BTreeMap;

use actix_web::{
    HttpRequest, HttpResponse,
    http::StatusCode,
    web::{Data, Path, Query},
};
use askama::Template;
use serde::Deserialize;

use super::found;
use crate::{
    catalog::store::Seq,
    domain::{
        collection::{CollectionState, Slug, field::CollectionField},
        photo::PhotoId,
    },
    library::{
        Library,
        collection_history::{CollectionEvent, CollectionTurn},
    },
    web::{
        frame::{answer, flash::FlashCode, layout::Frame},
        i18n::Messages,
        pages::{
            changes::{ChangeView, FieldView},
            list::card,
        },
        problem::{FieldProblem, Problem, Why},
        request::{
            context::{RequestContext, from_address},
            intake::ReceivedForm,
            sent_form::SentForm,
        },
        site::Site,
        view::grants::minute,
    },
};

/// How many changes a page shows.
const PART: usize = 30;
/// How many photos of a change are named by their titles.
const NAMED: usize = 8;

/// The history of a collection.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/collection_history.html")]
pub struct HistoryPage {
    /// What every page has.
    pub frame: Frame,
    /// The collection's name in addresses.
    pub slug: Slug,
    /// Its title.
    pub title: String,
    /// Whether the reader is told all of it.
    pub is_whole: bool,
    /// Its changes, the latest first.
    pub changes: Vec<ChangeView>,
    /// Where earlier ones are, if there may be any.
    pub earlier: Option<String>,
}

/// The parameters of the page.
#[derive(Deserialize)]
pub struct HistoryQuery {
    before: Option<String>,
}

/// `GET /collections/{slug}/history?before=`.
///
/// # Errors
/// [`Problem::NotFound`] for a collection that is not there for this reader.
pub async fn show(
    request: HttpRequest,
    context: RequestContext,
    name: Path<String>,
    query: Query<HistoryQuery>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let found = found(&name, &context, &library).await?;
    let before = query.before.as_deref().and_then(|before| before.parse().ok());
    // It reads the journal, which takes longer than reading a record.
    site.count_search(from_address(&request))?;
    let history = library.collection_history(&context.reader, &found.slug, before, PART).await?;
    let names = library.people(history.events.iter().filter_map(|event| event.actor.as_ref())).await?;
    let mut frame = site.frame(&context, "");
    let title = frame.t.collection_history_title(found.title.as_str());
    frame.entitle(&title);
    frame.indexed = false;
    let titles = titles(&history.events, &context, &library, frame.t).await?;
    let by = |event: &CollectionEvent| {
        event.actor.as_ref().map(|actor| names.get(actor).map_or_else(|| actor.to_string(), |it| it.name.clone()))
    };
    let view = |event: &CollectionEvent| ChangeView {
        seq: event.seq,
        what: what(&event.gesture, frame.t),
        by: by(event),
        suggested: None,
        at: event.at.to_string(),
        minute: minute(event.at, frame.t),
        fields: fields(event, &titles, frame.t),
        note: event.note.clone(),
    };
    let page = HistoryPage {
        slug: found.slug.clone(),
        title: found.title.as_str().to_owned(),
        is_whole: found.is_edited_by(&context.reader),
        changes: history.events.iter().map(view).collect(),
        earlier: history.next.map(|before| frame.urls.collection_history_before(&found.slug, before)),
        frame,
    };
    answer::personal(StatusCode::OK, &page)
}

/// `POST /collections/{slug}/revert`.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn revert(
    context: RequestContext,
    name: Path<String>,
    form: SentForm,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let form = ReceivedForm::proved(&context, form.into_inner())?;
    let found = super::edited(&name, &context, &library).await?;
    let invalid = |field, why| Problem::Field(FieldProblem::Invalid(field, why));
    let seq: Seq = form.value("seq").and_then(|seq| seq.parse().ok()).ok_or_else(|| invalid("seq", Why::Number))?;
    let field = form.value("field").unwrap_or_default();
    let field: CollectionField = field.parse().map_err(|_unknown| invalid("field", Why::Choice))?;
    library.revert_collection(&context.reader, &found.slug, seq, field).await?;
    let address = site.frame_urls(context.language).collection_history(&found.slug);
    Ok(FlashCode::Reverted.see_other(&context, &address))
}

/// The titles of the photos that these changes name.
async fn titles(
    events: &[CollectionEvent],
    context: &RequestContext,
    library: &Library,
    t: Messages,
) -> Result<BTreeMap<PhotoId, String>, Problem> {
    let mut named: Vec<PhotoId> = Vec::new();
    for event in events {
        named.extend(event.added.iter().take(NAMED).cloned());
        named.extend(event.removed.iter().take(NAMED).cloned());
        let values = event.fields.iter().filter(|turn| names_photos(turn.field));
        let values = values.flat_map(|turn| [&turn.old, &turn.new]).flatten();
        named.extend(values.flat_map(|value| value.split([',', '-', ' '])).filter_map(|id| id.parse().ok()));
    }
    named.sort_unstable();
    named.dedup();
    let photos = library.whole_photos(&context.reader, &named).await?;
    Ok(photos.iter().map(|photo| (photo.id.clone(), card(&photo.record).heading(t).to_owned())).collect())
}

const fn names_photos(field: CollectionField) -> bool {
    matches!(field, CollectionField::Cover | CollectionField::Except | CollectionField::Pairs)
}

/// The fields of a change, and its photos as one more.
fn fields(event: &CollectionEvent, titles: &BTreeMap<PhotoId, String>, t: Messages) -> Vec<FieldView> {
    let mut fields: Vec<FieldView> = event.fields.iter().map(|turn| field_view(turn, titles, t)).collect();
    let photos = |label, old: &[PhotoId], new: &[PhotoId]| FieldView {
        name: "photos",
        label,
        old: Some(listed(old, titles, t)),
        new: Some(listed(new, titles, t)),
        may_revert: false,
    };
    if !event.added.is_empty() {
        fields.push(photos(t.collection_turn_added(), &[], &event.added));
    }
    if !event.removed.is_empty() {
        fields.push(photos(t.collection_turn_removed(), &event.removed, &[]));
    }
    fields
}

/// The first of these photos by their titles, and how many others there are.
fn listed(photos: &[PhotoId], titles: &BTreeMap<PhotoId, String>, t: Messages) -> String {
    if photos.is_empty() {
        return t.value_nothing().to_owned();
    }
    let named: Vec<&str> =
        photos.iter().take(NAMED).map(|photo| titles.get(photo).map_or(photo.as_str(), String::as_str)).collect();
    let others = photos.len().saturating_sub(NAMED);
    let named = named.join(", ");
    if others > 0 { t.collection_turn_others(super::counted(others), &named) } else { named }
}

fn field_view(turn: &CollectionTurn, titles: &BTreeMap<PhotoId, String>, t: Messages) -> FieldView {
    let titled = |value: &str| {
        let title =
            |id: &str| id.parse().ok().and_then(|id: PhotoId| titles.get(&id)).map_or(id, String::as_str).to_owned();
        let words = value.split(", ").map(|item| item.split('-').map(title).collect::<Vec<_>>().join(" / "));
        words.collect::<Vec<_>>().join(", ")
    };
    let shown = |value: &Option<String>| match (turn.field, value.as_deref()) {
        (_, None) => t.value_nothing().to_owned(),
        (CollectionField::State, Some(state)) if state == CollectionState::Published.name() => {
            t.history_publish().to_owned()
        }
        (CollectionField::State, Some(_)) => t.collection_draft().to_owned(),
        (field, Some(value)) if names_photos(field) => titled(value),
        (_, Some(value)) => value.to_owned(),
    };
    FieldView {
        name: turn.field.name(),
        label: label(turn.field, t),
        old: turn.is_told.then(|| shown(&turn.old)),
        new: turn.is_told.then(|| shown(&turn.new)),
        may_revert: turn.may_revert,
    }
}

/// What was done, in a few words.
fn what(gesture: &str, t: Messages) -> &'static str {
    match gesture {
        "make-collection" => t.collection_did_make(),
        "publish-collection" => t.history_publish(),
        "unpublish-collection" => t.collection_did_unpublish(),
        "add-to-collection" => t.collection_turn_added(),
        "remove-from-collection" => t.collection_turn_removed(),
        "order-collection" => t.collection_did_order(),
        "revert-collection" => t.history_revert(),
        "curate" => t.collection_did_batch(),
        "undo-batch" => t.history_undo(),
        _ => t.collection_did_change(),
    }
}

fn label(field: CollectionField, t: Messages) -> &'static str {
    match field {
        CollectionField::State => t.history_state(),
        CollectionField::Title => t.field_title(),
        CollectionField::Text => t.collection_text(),
        CollectionField::Dates => t.collection_dates(),
        CollectionField::Place => t.field_place(),
        CollectionField::Cover => t.collection_cover(),
        CollectionField::Parent => t.collection_parent(),
        CollectionField::Members => t.collection_members(),
        CollectionField::Query => t.collection_query(),
        CollectionField::Except => t.collection_except(),
        CollectionField::Pairs => t.pairs_title(),
    }
}

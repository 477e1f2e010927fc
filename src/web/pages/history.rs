//! What changed of a photo, the latest change first, and the form that takes one field back.
//!
//! `POST /photos/{id}/revert`: `csrf`, `seq` (the entry of the journal that changed it), `field`.

use actix_web::{
    HttpRequest, HttpResponse,
    http::StatusCode,
    web::{Data, Path, Query},
};
use askama::Template;
use serde::Deserialize;

use super::{
    changes::{ChangeView, FieldView},
    credit::{Names, value_of},
    list, sentences,
};
use crate::{
    catalog::store::Seq,
    domain::{
        field::Field,
        history::{ChangedField, FieldChange, Told},
        licence::LicenceId,
        person::Handle,
        photo::{PhotoId, PhotoRecord},
    },
    library::{
        Library,
        decide_suggestion::ACCEPT,
        history::{HistoryItem, PhotoHistory, Suggester},
    },
    web::{
        frame::{answer, flash::FlashCode, layout::Frame},
        i18n::Messages,
        problem::{FieldProblem, Problem, Why},
        request::{
            context::{RequestContext, from_address},
            intake::ReceivedForm,
            parameters::photo_id,
            sent_form::SentForm,
        },
        site::Site,
        view::grants::minute,
    },
};

/// How many changes a page shows.
const PART: usize = 30;

/// The history of a photo.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/history.html")]
pub struct HistoryPage {
    /// What every page has.
    pub frame: Frame,
    /// The photo.
    pub id: PhotoId,
    /// Its title, or that it has none.
    pub heading: String,
    /// Whether its reader follows the photo, and reads all of its history.
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

/// `GET /photos/{id}/history?before=`.
///
/// # Errors
/// [`Problem::NotFound`] when the reader may not see the photo, [`Problem::Gone`] for a withdrawn one.
pub async fn show(
    request: HttpRequest,
    context: RequestContext,
    id: Path<String>,
    query: Query<HistoryQuery>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let id = photo_id(&id)?;
    let before = query.before.as_deref().and_then(|before| before.parse().ok());
    // It reads the journal, which takes longer than reading a photo.
    site.count_search(from_address(&request))?;
    let found = library.whole_photo(&context.reader, &id).await?;
    let history = library.photo_history(&context.reader, &id, before, PART).await?;
    let mut frame = site.frame(&context, "");
    frame.entitle(frame.t.history_title());
    frame.indexed = false;
    let heading = list::card(&found).heading(frame.t).to_owned();
    let suggesters = history.items.iter().filter_map(|item| match &item.suggested {
        Some(Suggester::Person(handle)) => Some(handle),
        Some(Suggester::Reader) | None => None,
    });
    let people = history.items.iter().filter_map(|item| item.actor.as_ref()).chain(suggesters);
    let names = library.people(people).await?;
    let page = HistoryPage {
        heading,
        is_whole: context.reader.is_involved(&found),
        changes: views(&history, &names, &found, frame.t),
        earlier: history.next.map(|before| frame.urls.history_before(&id, before)),
        id,
        frame,
    };
    answer::personal(StatusCode::OK, &page)
}

/// `POST /photos/{id}/revert`.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn revert(
    context: RequestContext,
    id: Path<String>,
    form: SentForm,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let form = ReceivedForm::proved(&context, form.into_inner())?;
    context.person()?;
    let invalid = |field, why| Problem::Field(FieldProblem::Invalid(field, why));
    let seq: Seq = form.value("seq").and_then(|seq| seq.parse().ok()).ok_or_else(|| invalid("seq", Why::Number))?;
    let named = form.value("field").unwrap_or_default();
    let field = Field::ALL.into_iter().find(|field| field.name() == named);
    let field = field.ok_or_else(|| invalid("field", Why::Choice))?;
    let id = photo_id(&id)?;
    library.revert(&context.reader, &id, seq, field).await?;
    Ok(FlashCode::Reverted.see_other(&context, &site.frame_urls(context.language).history(&id)))
}

fn views(history: &PhotoHistory, names: &Names, photo: &PhotoRecord, t: Messages) -> Vec<ChangeView> {
    let named =
        |handle: &Handle| names.get(handle).map_or_else(|| sentences::handle(handle, t), |person| person.name.clone());
    let view = |item: &HistoryItem| ChangeView {
        seq: item.seq,
        what: what(&item.gesture, t),
        by: item.actor.as_ref().map(named),
        suggested: item.suggested.as_ref().map(|suggester| match suggester {
            Suggester::Person(handle) => t.history_suggested_by(&named(handle)),
            Suggester::Reader => t.history_suggested_by_reader().to_owned(),
        }),
        at: item.at.to_string(),
        minute: minute(item.at, t),
        // What was done says that a file was replaced; its hash, which the API has, says nothing to people.
        fields: item
            .fields
            .iter()
            .filter(|change| change.field != ChangedField::File)
            .map(|change| field_view(change, photo, t))
            .collect(),
        note: item.note.clone(),
    };
    history.items.iter().map(view).collect()
}

/// What was done, in a few words.
fn what(gesture: &str, t: Messages) -> &'static str {
    match gesture {
        "deposit" => t.history_deposit(),
        "submit" => t.history_submit(),
        "publish" => t.history_publish(),
        "review" => t.history_review(),
        "curate" | "merge-tags" | "rename-tag" | "split-tag" | "ban-tags" => t.history_curate(),
        "undo-batch" => t.history_undo(),
        "revert" => t.history_revert(),
        ACCEPT => t.history_accept_suggestion(),
        "contest" => t.history_contest(),
        "propose-file" | "send-file" | "drop-file" => t.history_file_proposed(),
        "replace-file" => t.history_file_replaced(),
        "refuse-file" => t.history_file_refused(),
        "withdraw" | "withdraw-reported" => t.history_withdraw(),
        _ => t.history_describe(),
    }
}

fn field_view(change: &FieldChange, photo: &PhotoRecord, t: Messages) -> FieldView {
    // A program gave the photo, and did not say who took it; its receipt says so too.
    let unasked = photo.said_source().is_none().then_some(photo.source.name());
    let shown = |value: &Told| {
        value.is_value().then(|| match (change.field, value.text()) {
            (ChangedField::Described(Field::Provenance), text) if text.is_some() && text == unasked => {
                t.receipt_source_unasked().to_owned()
            }
            (field, text) => shown(field, text, t),
        })
    };
    FieldView {
        name: change.field.name(),
        label: label(change.field, t),
        old: shown(&change.old),
        new: shown(&change.new),
        may_revert: change.may_revert,
    }
}

fn label(field: ChangedField, t: Messages) -> &'static str {
    match field {
        ChangedField::State => t.history_state(),
        ChangedField::Licence => t.field_licence(),
        ChangedField::Archive => t.field_archive(),
        ChangedField::File => t.field_file(),
        ChangedField::Described(field) => t.field_name_of(field),
    }
}

/// A value as people read it.
fn shown(field: ChangedField, value: Option<&str>, t: Messages) -> String {
    let state = |name: &str| match name {
        "draft" => t.state_draft(),
        "submitted" => t.state_submitted(),
        "change-requested" => t.state_change_requested(),
        "refused" => t.state_refused(),
        "withdrawn" => t.state_withdrawn(),
        "hidden" => t.state_hidden(),
        _ => t.state_published(),
    };
    match (field, value) {
        (ChangedField::State, Some(name)) => state(name).to_owned(),
        (ChangedField::Licence, Some(id)) => {
            LicenceId::parse(id).map_or_else(|_unknown| id.to_owned(), |licence| licence.label().to_owned())
        }
        (ChangedField::Described(field), value) => value_of(field, value, t),
        (_, None) => t.value_nothing().to_owned(),
        (ChangedField::Archive | ChangedField::File, Some(text)) => text.to_owned(),
    }
}

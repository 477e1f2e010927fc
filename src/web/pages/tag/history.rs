//! What was said of a tag, the latest change first, and the form that takes one field back.
//!
//! `POST /tags/{tag}/revert`: `csrf`, `seq` (the entry of the journal that changed it), `field`.

use actix_web::{
    HttpRequest, HttpResponse,
    http::StatusCode,
    web::{Data, Path, Query},
};
use askama::Template;
use serde::Deserialize;

use super::{
    super::changes::{ChangeView, FieldView},
    edit::curates,
    known, named,
};
use crate::{
    catalog::store::Seq,
    domain::tag::{Tag, change::TagField},
    library::{
        Library,
        tags::{FieldTurn, TagEvent},
    },
    web::{
        frame::{answer, flash::FlashCode, layout::Frame},
        i18n::Messages,
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

/// The history of a tag.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/tag_history.html")]
pub struct HistoryPage {
    /// What every page has.
    pub frame: Frame,
    /// The tag.
    pub tag: Tag,
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

/// `GET /tags/{tag}/history?before=`.
///
/// # Errors
/// [`Problem::NotFound`] for what is no tag.
pub async fn show(
    request: HttpRequest,
    context: RequestContext,
    tag: Path<String>,
    query: Query<HistoryQuery>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let tag = named(&tag)?;
    let before = query.before.as_deref().and_then(|before| before.parse().ok());
    // It reads the journal, which takes longer than reading a record.
    site.count_search(from_address(&request))?;
    let history = library.tag_history(&tag, before, PART).await?;
    if history.events.is_empty() {
        known(&tag, &library).await?;
    }
    let names = library.people(history.events.iter().filter_map(|event| event.actor.as_ref())).await?;
    let mut frame = site.frame(&context, "");
    let title = frame.t.tag_history_title(tag.as_str());
    frame.entitle(&title);
    frame.indexed = false;
    let may_revert = frame.curates();
    let view = |event: &TagEvent| ChangeView {
        seq: event.seq,
        what: what(&event.gesture, frame.t),
        by: event.actor.as_ref().map(|actor| names.get(actor).map_or_else(|| actor.to_string(), |it| it.name.clone())),
        suggested: None,
        at: event.at.to_string(),
        minute: minute(event.at, frame.t),
        fields: event.fields.iter().map(|turn| field_view(turn, may_revert, frame.t)).collect(),
        note: event.note.clone(),
    };
    let page = HistoryPage {
        changes: history.events.iter().map(view).collect(),
        earlier: history.next.map(|before| frame.urls.tag_history_before(&tag, before)),
        tag,
        frame,
    };
    answer::personal(StatusCode::OK, &page)
}

/// `POST /tags/{tag}/revert`.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn revert(
    context: RequestContext,
    tag: Path<String>,
    form: SentForm,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let form = ReceivedForm::proved(&context, form.into_inner())?;
    curates(&context)?;
    let invalid = |field, why| Problem::Field(FieldProblem::Invalid(field, why));
    let seq: Seq = form.value("seq").and_then(|seq| seq.parse().ok()).ok_or_else(|| invalid("seq", Why::Number))?;
    let asked = form.value("field").unwrap_or_default();
    let field = TagField::ALL.into_iter().find(|field| field.name() == asked);
    let field = field.ok_or_else(|| invalid("field", Why::Choice))?;
    let tag = named(&tag)?;
    library.revert_tag(&context.reader, &tag, seq, field).await?;
    Ok(FlashCode::Reverted.see_other(&context, &site.frame_urls(context.language).tag_history(&tag)))
}

/// What was done, in a few words.
fn what(gesture: &str, t: Messages) -> &'static str {
    match gesture {
        "merge-tags" => t.tag_changed_merge(),
        "rename-tag" => t.tag_changed_rename(),
        "ban-tags" => t.tag_changed_ban(),
        "undo-batch" => t.tag_changed_undo(),
        "import-tags" => t.tag_changed_import(),
        _ => t.tag_changed_change(),
    }
}

fn field_view(turn: &FieldTurn, may_revert: bool, t: Messages) -> FieldView {
    let shown = |value: &Option<String>| match (turn.field, value) {
        (TagField::Banned | TagField::Context, Some(_)) => t.tag_value_yes().to_owned(),
        (_, Some(value)) => value.clone(),
        (_, None) => t.value_nothing().to_owned(),
    };
    FieldView {
        name: turn.field.name(),
        label: label(turn.field, t),
        old: Some(shown(&turn.old)),
        new: Some(shown(&turn.new)),
        may_revert,
    }
}

fn label(field: TagField, t: Messages) -> &'static str {
    match field {
        TagField::Label => t.tag_label(),
        TagField::French => t.tag_label_fr(),
        TagField::Breton => t.tag_label_br(),
        TagField::English => t.tag_label_en(),
        TagField::Synonyms => t.tag_synonyms(),
        TagField::Broader => t.tag_broader(),
        TagField::Related => t.tag_related(),
        TagField::Text => t.tag_text(),
        TagField::Links => t.tag_elsewhere(),
        TagField::Banned => t.tag_is_banned(),
        TagField::Instead => t.tag_instead(),
        TagField::Context => t.tag_is_context(),
    }
}

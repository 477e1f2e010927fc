//! A batch that was made: what it changed, and the button that undoes it.
//!
//! `POST /curate/batches/{batch}/undo`: `csrf`, `from` (the query of the list to go back to), `to` = `list` to go there at once.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path, Query},
};
use askama::Template;
use serde::Deserialize;

use super::{Contact, made::MadeView, preview::shown, worklist::Worklist};
use crate::{
    catalog::store::BatchId,
    library::Library,
    web::{
        frame::{answer, flash::FlashCode, layout::Frame},
        problem::Problem,
        request::{
            context::{RequestContext, see_other},
            intake::ReceivedForm,
            sent_form::SentForm,
        },
        site::Site,
        urls::TAGS_LIST,
        view::grants::minute,
    },
};

/// A batch.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/batch.html")]
pub struct BatchPage {
    /// What every page has.
    pub frame: Frame,
    /// Its id.
    pub batch: BatchId,
    /// The query of the list that one comes from.
    pub from: String,
    /// The address of that list.
    pub back: String,
    /// How many photos it changed.
    pub changed: u64,
    /// The first of them, those that the reader may see.
    pub first: Vec<Contact>,
    /// When, exactly (RFC 3339).
    pub at: String,
    /// The same, as people read it.
    pub minute: String,
    /// Who made it, when it was somebody else.
    pub by: Option<String>,
    /// Why, in words.
    pub note: Option<String>,
    /// Whether it undoes another.
    pub is_undo: bool,
    /// How many photos the undo left as they are.
    pub kept: u64,
}

/// The parameters of the page.
#[derive(Deserialize)]
pub struct BatchQuery {
    from: Option<String>,
    kept: Option<String>,
}

/// `GET /curate/batches/{batch}`.
///
/// # Errors
/// [`Problem::NotFound`] for an unknown batch; [`Problem`] for anyone but who made it and moderators.
pub async fn show(
    context: RequestContext,
    batch: Path<String>,
    query: Query<BatchQuery>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    context.person()?;
    let batch = BatchId::parse(&batch).ok_or(Problem::NotFound)?;
    let made = library.batch(&context.reader, &batch).await?;
    let list = Worklist::read_query(query.from.as_deref().unwrap_or_default()).unwrap_or_default();
    let is_of_tags = query.from.as_deref() == Some(TAGS_LIST);
    let mut frame = site.frame(&context, "");
    frame.entitle(if made.is_undo { frame.t.batch_undone_title() } else { frame.t.batch_title() });
    frame.indexed = false;
    let others = made.actor.as_ref().filter(|actor| context.reader.handle() != Some(*actor));
    let by = match others {
        Some(actor) => Some(library.person(actor).await?.map_or_else(|| actor.to_string(), |person| person.name)),
        None => None,
    };
    let page = BatchPage {
        from: if is_of_tags { TAGS_LIST.to_owned() } else { list.query() },
        back: if is_of_tags { frame.urls.tags() } else { list.here(frame.urls) },
        changed: u64::try_from(made.changed).unwrap_or(u64::MAX),
        first: shown(&made.first, &context, &library).await?,
        at: made.at.to_string(),
        minute: minute(made.at, frame.t),
        by,
        note: made.note,
        is_undo: made.is_undo,
        kept: query.kept.as_deref().and_then(|kept| kept.parse().ok()).unwrap_or_default(),
        batch,
        frame,
    };
    answer::personal(StatusCode::OK, &page)
}

/// `POST /curate/batches/{batch}/undo`.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn undo(
    context: RequestContext,
    batch: Path<String>,
    form: SentForm,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let form = ReceivedForm::proved(&context, form.into_inner())?;
    context.person()?;
    let batch = BatchId::parse(&batch).ok_or(Problem::NotFound)?;
    let from = form.sent("from").unwrap_or_default();
    let list = Worklist::read_query(from).unwrap_or_default();
    let undone = library.undo_batch(&context.reader, &batch).await?;
    if form.value("to") == Some("list") {
        let here = list.here(site.frame_urls(context.language));
        return Ok(if undone.undone.is_empty() {
            FlashCode::NothingUndone.see_other(&context, &here)
        } else {
            MadeView::see_other(&context, &here, &undone.batch, undone.kept.len())
        });
    }
    // Where nothing could be taken back, the page of the batch says so.
    let shown = if undone.undone.is_empty() { &batch } else { &undone.batch };
    let page =
        site.frame_urls(context.language).batch(shown, &if from == TAGS_LIST { from.to_owned() } else { list.query() });
    let kept = undone.kept.len();
    Ok(see_other(&if kept == 0 { page } else { format!("{page}&kept={kept}") }))
}

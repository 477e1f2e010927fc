//! The batches that one made last, each with the way to its page, where it is undone: `GET /curate/batches`.

use actix_web::{HttpResponse, http::StatusCode, web::Data};
use askama::Template;

use crate::{
    library::Library,
    web::{
        frame::{answer, layout::Frame},
        problem::{AccessProblem, Problem},
        request::context::RequestContext,
        site::Site,
        view::grants::minute,
    },
};

/// How many are shown.
const SHOWN: usize = 20;

/// The batches.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/batches.html")]
pub struct BatchesPage {
    /// What every page has.
    pub frame: Frame,
    /// The batches, newest first.
    pub batches: Vec<BatchLine>,
}

/// One of them.
#[derive(Clone, Debug)]
pub struct BatchLine {
    /// Its page.
    pub path: String,
    /// How many photos it changed.
    pub sentence: String,
    /// When, exactly (RFC 3339).
    pub at: String,
    /// The same, as people read it.
    pub minute: String,
    /// Why, in words.
    pub note: Option<String>,
}

/// `GET /curate/batches`.
///
/// # Errors
/// [`AccessProblem::NotSignedIn`]; [`Problem`] when the catalogue fails.
pub async fn show(context: RequestContext, library: Data<Library>, site: Data<Site>) -> Result<HttpResponse, Problem> {
    context.person()?;
    let who = context.reader.handle().ok_or(Problem::Access(AccessProblem::NotSignedIn))?;
    let recent = library.recent_batches(who, SHOWN).await?;
    let mut frame = site.frame(&context, "");
    frame.entitle(frame.t.batches_title());
    frame.indexed = false;
    let (t, urls) = (frame.t, frame.urls);
    let line = |one: crate::library::undo_batch::recent::RecentBatch| {
        let changed = u64::try_from(one.changed).unwrap_or(u64::MAX);
        BatchLine {
            path: urls.batch(&one.batch, ""),
            sentence: if one.is_undo { t.batch_undone(changed) } else { t.batch_changed(changed) },
            at: one.at.to_string(),
            minute: minute(one.at, t),
            note: one.note,
        }
    };
    let page = BatchesPage { batches: recent.into_iter().map(line).collect(), frame };
    answer::personal(StatusCode::OK, &page)
}

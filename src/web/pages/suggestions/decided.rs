//! The suggestions that were decided on: for those who decide, `GET /suggestions/decided?cursor=`; for somebody without an account, at
//! the secret address that they were given, `GET /suggestions/follow/{code}`.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path, Query},
};
use askama::Template;
use serde::Deserialize;

use super::{shown, tags_between};
use crate::{
    domain::{
        page::is_cursor,
        person::Handle,
        photo::{PhotoId, PhotoRecord, Title},
        suggestion::{SuggestedField, SuggestionRecord, SuggestionState},
    },
    library::{Library, open_suggestions::OpenSuggestion, sessions::Secret},
    web::{
        frame::{answer, layout::Frame},
        i18n::Messages,
        pages::{card::Paging, sentences, suggest::label},
        problem::Problem,
        request::context::RequestContext,
        site::Site,
        view::grants::day,
    },
};

/// How many a page has.
const PART: usize = 50;

/// Suggestions with what was decided.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/suggestions_decided.html")]
pub struct DecidedPage {
    /// What every page has.
    pub frame: Frame,
    /// What the page says first.
    pub lead: &'static str,
    /// The suggestions.
    pub decided: Vec<DecidedView>,
    /// The address at which its reader follows them; nothing for those who decide.
    pub address: Option<String>,
    /// The pages before and after.
    pub paging: Paging,
}

/// A suggestion with what was decided.
#[derive(Clone, Debug)]
pub struct DecidedView {
    /// Its photo, while it is public.
    pub photo: Option<PhotoId>,
    /// The title of the photo, or that it has none or is not public.
    pub name: String,
    /// What the field is called.
    pub label: &'static str,
    /// What went.
    pub old: Vec<String>,
    /// What came, or would have come.
    pub new: Vec<String>,
    /// What was decided.
    pub state: &'static str,
    /// What the photo says instead.
    pub instead: Option<String>,
    /// Who suggested it, and when.
    pub by: String,
    /// Who decided, and when.
    pub decided: Option<String>,
    /// Why.
    pub reason: Option<String>,
}

/// Where the list begins.
#[derive(Deserialize)]
pub struct DecidedQuery {
    cursor: Option<String>,
}

/// `GET /suggestions/decided`.
///
/// # Errors
/// [`AccessProblem::NotSignedIn`](crate::web::problem::AccessProblem::NotSignedIn).
pub async fn show(
    context: RequestContext,
    query: Query<DecidedQuery>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    context.person()?;
    let cursor = query.cursor.as_deref().filter(|cursor| is_cursor(cursor));
    let (found, next) = library.decided_suggestions(&context.reader, cursor, PART).await?;
    let deciders = found.iter().filter_map(|open| open.kept.record.decision.as_ref()).map(|decision| &decision.by);
    let people = found.iter().filter_map(|open| open.kept.record.by.as_ref()).chain(deciders);
    let names = library.people(people).await?;
    let mut frame = site.frame(&context, "");
    let t = frame.t;
    frame.entitle(t.suggestions_decided_title());
    frame.indexed = false;
    let name =
        |handle: &Handle| names.get(handle).map_or_else(|| sentences::handle(handle, t), |person| person.name.clone());
    let one = |open: &OpenSuggestion| {
        let suggestion = &open.kept.record;
        let who = suggestion.by.as_ref().map_or_else(|| t.suggestions_without_account().to_owned(), name);
        let decision = suggestion.decision.as_ref();
        DecidedView {
            by: t.suggestions_by(&day(suggestion.at, t), &who),
            decided: decision.map(|decision| t.suggestions_decided_by(&day(decision.at, t), &name(&decision.by))),
            ..view(suggestion, Some(&open.photo), t)
        }
    };
    let page = DecidedPage {
        lead: if found.is_empty() { t.suggestions_decided_none() } else { t.suggestions_decided_lead() },
        decided: found.iter().map(one).collect(),
        address: None,
        paging: Paging {
            previous: cursor.map(|_| frame.urls.suggestions_decided(None)),
            next: next.as_deref().map(|next| frame.urls.suggestions_decided(Some(next))),
        },
        frame,
    };
    answer::personal(StatusCode::OK, &page)
}

/// `GET /suggestions/follow/{code}`. It tells no name: whoever has the address may have passed it on.
///
/// # Errors
/// [`Problem::NotFound`] for any other code.
pub async fn follow(
    context: RequestContext,
    code: Path<String>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let secret = Secret::parse(&code).ok_or(Problem::NotFound)?;
    let found = library.followed_suggestions(&secret).await?;
    let mut frame = site.frame(&context, "");
    let t = frame.t;
    frame.entitle(t.suggestion_status_title());
    frame.indexed = false;
    let page = DecidedPage {
        lead: if found.iter().any(|one| one.suggestion.is_open()) {
            t.suggestion_status_lead()
        } else {
            t.suggestion_status_done()
        },
        decided: found.iter().map(|one| view(&one.suggestion, one.photo.as_deref(), t)).collect(),
        address: Some(site.absolute(&frame.urls.suggestion_status(secret.as_str()))),
        paging: Paging { previous: None, next: None },
        frame,
    };
    answer::personal(StatusCode::OK, &page)
}

/// A suggestion as everybody who may read it knows it. Who is in a photo, and where, is told while the photo tells it.
fn view(suggestion: &SuggestionRecord, photo: Option<&PhotoRecord>, t: Messages) -> DecidedView {
    let field = suggestion.field;
    let is_told = photo.is_some_and(|photo| field.withheld_from_staff_by(photo).is_none()) && !field.is_note();
    let old = photo.filter(|_| is_told).and_then(|photo| suggestion.old_shown(photo));
    let new = suggestion.new.as_deref();
    let (gone, come) = match field {
        _ if !is_told => (Vec::new(), Vec::new()),
        SuggestedField::Tags => tags_between(old.as_deref(), new),
        _ => (old.iter().map(|old| shown(field, Some(old), t)).collect(), vec![shown(field, new, t)]),
    };
    let decision = suggestion.decision.as_ref();
    let instead = decision.and_then(|decision| decision.value.as_deref()).filter(|_| is_told);
    let untitled = || t.photo_untitled().to_owned();
    DecidedView {
        photo: photo.map(|photo| photo.id.clone()),
        name: photo.map_or_else(
            || t.suggestion_status_gone().to_owned(),
            |photo| photo.title.as_ref().map_or_else(untitled, |title| Title::as_str(title).to_owned()),
        ),
        label: label(field, t),
        old: gone,
        new: come,
        state: match suggestion.state() {
            SuggestionState::Open => t.suggestion_status_waits(),
            SuggestionState::Accepted => t.news_suggestion_accepted(),
            SuggestionState::AcceptedInPart => t.news_suggestion_in_part(),
            SuggestionState::Refused => t.news_suggestion_refused(),
        },
        instead: instead.map(|value| shown(field, Some(value), t)),
        by: t.suggestion_status_made(&day(suggestion.at, t)),
        decided: decision.map(|decision| t.suggestion_status_decided(&day(decision.at, t))),
        reason: decision.and_then(|decision| decision.reason.clone()),
    }
}

//! The list of reports, for moderators. `GET /admin/reports?list=decided&cursor=`; `POST /admin/reports`: `csrf`, `report`
//! (its hash), `revision`, `verdict` = `keep|hide|withdraw|restore`, `reason`, `forget_words`.

use std::collections::BTreeMap;

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Form, Query},
};
use askama::Template;
use serde::Deserialize;

use super::{
    card::{Card, Paging},
    statements::{self, RulingView, ground, rulings},
    view,
};
use crate::{
    domain::{
        hash::ContentHash,
        kept::Kept,
        person::{Handle, PersonRecord, Role},
        photo::{PhotoId, State},
        report::{ReportRecord, Subject, Verdict},
    },
    library::{
        Library,
        browse::VisiblePhoto,
        report::{List, NewRuling, possible},
    },
    web::{
        frame::{answer, flash::FlashCode, layout::Frame},
        problem::{AccessProblem, FormValues, Problem, StateProblem},
        request::{
            context::{RequestContext, see_other},
            intake::Incoming,
        },
        site::Site,
        urls,
        view::grants,
    },
};

/// How many reports a page shows: each has a form.
const PART: usize = 20;

/// The reports of one list.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/reports.html")]
pub struct ReportsPage {
    /// What every page has.
    pub frame: Frame,
    /// Whether these are the reports on which staff decided.
    pub decided: bool,
    /// How many wait.
    pub open_count: u64,
    /// How many are decided.
    pub decided_count: u64,
    /// The reports of this page.
    pub reports: Vec<ReportView>,
    /// The first page, and the one after this.
    pub paging: Paging,
    /// Why a decision on a report that is not on this page was refused.
    pub error: Option<String>,
}

/// A report as staff read it.
#[derive(Clone, Debug)]
pub struct ReportView {
    /// Its hash, which names it in the form.
    pub id: String,
    /// Its revision: a decision applies to it only.
    pub revision: u64,
    /// The page that is reported.
    pub address: String,
    /// What that is called.
    pub name: String,
    /// The picture, where there is one to be seen.
    pub picture: Option<Card>,
    /// The photo's state; none for a person's page.
    pub state: Option<State>,
    /// Who gave the photo.
    pub giver: Option<String>,
    /// The ground.
    pub ground: &'static str,
    /// The reporter's words.
    pub words: String,
    /// How the reporter can be reached.
    pub contact: Option<String>,
    /// When it was made, as people read it.
    pub at: String,
    /// Whether it hid the photo at once.
    pub hid_at_once: bool,
    /// What was decided, oldest first.
    pub rulings: Vec<RulingView>,
    /// What can be decided now.
    pub possible: &'static [Verdict],
    /// The reason as typed, when a decision was refused.
    pub reason: String,
    /// Why a decision was refused.
    pub error: Option<String>,
}

/// What the list is asked for.
#[derive(Default, Deserialize)]
pub struct ListQuery {
    list: Option<String>,
    cursor: Option<String>,
}

/// `GET /admin/reports`.
///
/// # Errors
/// [`AccessProblem`] for who is no moderator.
pub async fn show(
    context: RequestContext,
    query: Query<ListQuery>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let page = page(&context, &query, &library, &site).await?;
    answer::personal(StatusCode::OK, &page)
}

/// `POST /admin/reports`: back to the list with what was done, or with why it was not.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn rule(
    context: RequestContext,
    form: Form<FormValues>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let form = Incoming::proved(&context, form.into_inner())?;
    let id = form.value("report").unwrap_or_default();
    match ruled(&context, id, &form, &library).await {
        Ok(_) => Ok(see_other(&FlashCode::ReportDecided.at(&site.frame_urls(context.language).reports()))),
        Err(problem) if problem.is_about_the_form() || matches!(problem, Problem::State(_)) => {
            let mut page = page(&context, &ListQuery::default(), &library, &site).await?;
            let sentence = problem.sentence(page.frame.t);
            match page.reports.iter_mut().find(|report| report.id == id) {
                Some(report) => {
                    form.sent("reason").unwrap_or_default().clone_into(&mut report.reason);
                    report.error = Some(sentence);
                }
                None => page.error = Some(sentence),
            }
            answer::personal(problem.status(), &page)
        }
        Err(problem) => Err(problem),
    }
}

async fn ruled(
    context: &RequestContext,
    id: &str,
    form: &Incoming,
    library: &Library,
) -> Result<Kept<ReportRecord>, Problem> {
    if !context.reader.is_at_least(Role::Moderator) {
        return Err(Problem::Access(AccessProblem::NotAllowed));
    }
    let hash: ContentHash = id.parse().map_err(|_not_a_hash| Problem::NotFound)?;
    let said = |name| form.value(name).unwrap_or_default();
    let ruling = NewRuling::parse(said("verdict"), said("reason"), form.value("forget_words").is_some())?;
    let seen = form.value("revision").map(str::parse).transpose();
    let seen = seen.map_err(|_not_a_number| Problem::State(StateProblem::Stale))?;
    Ok(library.rule(&context.reader, hash, ruling, seen).await?)
}

async fn page(
    context: &RequestContext,
    query: &ListQuery,
    library: &Library,
    site: &Site,
) -> Result<ReportsPage, Problem> {
    context.person()?;
    if !context.reader.is_at_least(Role::Moderator) {
        return Err(Problem::Access(AccessProblem::NotAllowed));
    }
    let decided = query.list.as_deref() == Some("decided");
    let list = if decided { List::Decided } else { List::Open };
    let part = library.reports(&context.reader, list, query.cursor.as_deref(), PART).await?;
    let subjects: Vec<&Subject> = part.reports.iter().map(|kept| &kept.record.subject).collect();
    let ids: Vec<PhotoId> = subjects
        .iter()
        .filter_map(|subject| match subject {
            Subject::Photo(id) => Some(id.clone()),
            Subject::Person(_) => None,
        })
        .collect();
    let photos = library.whole_photos(&context.reader, &ids).await?;
    let photos: BTreeMap<&PhotoId, &VisiblePhoto> = photos.iter().map(|photo| (&photo.id, photo)).collect();
    let reported = subjects.iter().filter_map(|subject| match subject {
        Subject::Person(handle) => Some(handle),
        Subject::Photo(_) => None,
    });
    let people = library.people(reported.chain(photos.values().map(|photo| &photo.contributor))).await?;
    let mut frame = site.frame(context, "");
    frame.entitle(frame.t.reports_title());
    frame.indexed = false;
    let address = if decided { frame.urls.reports_decided() } else { frame.urls.reports() };
    let joint = if decided { '&' } else { '?' };
    Ok(ReportsPage {
        decided,
        open_count: library.report_count(List::Open).await?,
        decided_count: library.report_count(List::Decided).await?,
        reports: part.reports.iter().map(|kept| report_view(kept, &photos, &people, &frame)).collect(),
        paging: Paging {
            previous: query.cursor.as_ref().map(|_| address.clone()),
            next: part.next.map(|next| format!("{address}{joint}cursor={}", urls::encoded(&next))),
        },
        error: None,
        frame,
    })
}

fn report_view(
    kept: &Kept<ReportRecord>,
    photos: &BTreeMap<&PhotoId, &VisiblePhoto>,
    people: &BTreeMap<Handle, PersonRecord>,
    frame: &Frame,
) -> ReportView {
    let t = frame.t;
    let report = &kept.record;
    let named =
        |handle: &Handle| people.get(handle).map_or_else(|| view::handle(handle, t), |person| person.name.clone());
    let photo = match &report.subject {
        Subject::Photo(id) => photos.get(id),
        Subject::Person(_) => None,
    };
    let picture = photo.map(|photo| view::card(&photo.record));
    let (name, state) = match &report.subject {
        Subject::Photo(_) => {
            let title = picture.as_ref().and_then(|card| card.title.clone());
            // One that even a moderator does not see is withdrawn.
            let state = photo.map_or(State::Withdrawn, |photo| photo.state);
            (title.unwrap_or_else(|| t.photo_untitled().to_owned()), Some(state))
        }
        Subject::Person(handle) => (named(handle), None),
    };
    ReportView {
        id: report.hash.to_hex(),
        revision: kept.revision,
        address: statements::address_of(&report.subject, frame),
        name,
        picture,
        state,
        giver: photo.map(|photo| named(&photo.contributor)),
        ground: ground(report.ground, t),
        words: report.words.clone(),
        contact: report.contact.as_ref().map(|contact| contact.as_str().to_owned()),
        at: grants::day(report.at, t),
        hid_at_once: report.hid_at_once,
        rulings: rulings(report, t),
        possible: possible(state),
        reason: String::new(),
        error: None,
    }
}

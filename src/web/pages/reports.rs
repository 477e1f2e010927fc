//! The reports, for moderators. `GET /admin/reports?list=decided&cursor=`; `POST /admin/reports`: `csrf`, `report` (its hash),
//! `revision`, `decision` = `keep|hide|withdraw|restore`, `reason`, `forget_words`, `list`.

use std::collections::BTreeMap;

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Query},
};
use askama::Template;
use serde::Deserialize;

use super::{
    card::{Card, Paging},
    list, sentences,
    statements::{self, DecisionView, decisions, reason_for},
};
use crate::{
    domain::{
        hash::ContentHash,
        person::{Handle, PersonRecord, Role},
        photo::{PhotoId, PhotoRecord, State},
        report::{ReportRecord, Subject, Verdict},
        stored::Stored,
    },
    library::{
        Library,
        browse::LookError,
        report::{DecideError, List, NewDecision, possible},
    },
    web::{
        frame::{answer, flash::FlashCode, layout::Frame},
        problem::{AccessProblem, Problem, StateProblem},
        request::{context::RequestContext, intake::ReceivedForm, sent_form::SentForm},
        site::Site,
        urls,
        view::grants,
    },
};

/// How many reports a page shows: each has a form.
const PART: usize = 20;

/// The list that the form and the query name.
const DECIDED: &str = "decided";

/// A page of a list of reports.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/reports.html")]
pub struct ReportsPage {
    /// What every page has.
    pub frame: Frame,
    /// Whether these are the reports with a decision.
    pub decided: bool,
    /// How many reports wait.
    pub open_count: u64,
    /// How many have a decision.
    pub decided_count: u64,
    /// The reports of this page.
    pub reports: Vec<ReportView>,
    /// The first page, and the next one.
    pub paging: Paging,
    /// Why a decision on a report that is not on this page was refused, and its reason as typed.
    pub stopped: Option<(String, String)>,
}

/// A report, for moderators.
#[derive(Clone, Debug)]
pub struct ReportView {
    /// Its hash, by which the form names it.
    pub id: String,
    /// Its revision: a decision applies to this one only.
    pub revision: u64,
    /// The reported page.
    pub address: String,
    /// The photo's title, or the person's name.
    pub name: String,
    /// The photo; none when it was withdrawn, and for a person's page.
    pub picture: Option<Card>,
    /// The photo's state; none for a person's page.
    pub state: Option<State>,
    /// Who gave the photo.
    pub giver: Option<String>,
    /// What is wrong.
    pub reason: &'static str,
    /// The reporter's text.
    pub text: String,
    /// How to reach the reporter.
    pub contact: Option<String>,
    /// The day of the report.
    pub at: String,
    /// Whether the report hid the photo at once.
    pub hidden_at_once: bool,
    /// The decisions, oldest first.
    pub decisions: Vec<DecisionView>,
    /// The verdicts that are possible now.
    pub possible: Vec<Verdict>,
    /// The reason of a refused decision, as typed.
    pub typed: String,
    /// Whether a refused decision was to remove the photo's texts and names.
    pub forgets: bool,
    /// Why a decision was refused.
    pub error: Option<String>,
}

/// The query of the list.
#[derive(Default, Deserialize)]
pub struct ListQuery {
    list: Option<String>,
    cursor: Option<String>,
}

impl ListQuery {
    fn is_decided(&self) -> bool {
        self.list.as_deref() == Some(DECIDED)
    }
}

/// `GET /admin/reports`.
///
/// # Errors
/// [`AccessProblem`] for readers who are not moderators.
pub async fn show(
    context: RequestContext,
    query: Query<ListQuery>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let page = page(&context, &query, &library, &site).await?;
    answer::personal(StatusCode::OK, &page)
}

/// `POST /admin/reports`: shows the list again, with the outcome.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn decide(
    context: RequestContext,
    form: SentForm,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let form = ReceivedForm::proved(&context, form.into_inner())?;
    let id = form.value("report").unwrap_or_default();
    let query = ListQuery { list: form.value("list").map(str::to_owned), cursor: None };
    match decided(&context, id, &form, &library).await {
        Ok(()) => {
            let urls = site.frame_urls(context.language);
            let list = if query.is_decided() { urls.reports_decided() } else { urls.reports() };
            Ok(FlashCode::ReportDecided.see_other(&context, &list))
        }
        Err(problem) if problem.is_about_the_form() => {
            let mut page = page(&context, &query, &library, &site).await?;
            let sentence = problem.sentence(page.frame.t);
            let typed = form.sent("reason").unwrap_or_default().to_owned();
            match page.reports.iter_mut().find(|report| report.id == id) {
                Some(report) => {
                    report.typed = typed;
                    report.forgets = form.value("forget_words").is_some();
                    report.error = Some(sentence);
                }
                None => page.stopped = Some((sentence, typed)),
            }
            answer::personal(problem.status(), &page)
        }
        Err(problem) => Err(problem),
    }
}

async fn decided(context: &RequestContext, id: &str, form: &ReceivedForm, library: &Library) -> Result<(), Problem> {
    if !context.reader.is_at_least(Role::Moderator) {
        return Err(Problem::Access(AccessProblem::NotAllowed));
    }
    let hash: ContentHash = id.parse().map_err(|_not_a_hash| Problem::NotFound)?;
    let sent = |name| form.value(name).unwrap_or_default();
    let new = NewDecision::parse(sent("decision"), sent("reason"), form.value("forget_words").is_some());
    let seen = form.value("revision").map(str::parse).transpose();
    let seen = seen.map_err(|_not_a_number| Problem::State(StateProblem::ReportStale))?;
    library.decide(&context.reader, hash, new.map_err(DecideError::from)?, seen).await?;
    Ok(())
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
    let decided = query.is_decided();
    let list = if decided { List::Decided } else { List::Open };
    let part = library.reports(&context.reader, list, query.cursor.as_deref(), PART).await?;
    let subjects: Vec<&Subject> = part.reports.iter().map(|stored| &stored.record.subject).collect();
    let mut photos = BTreeMap::new();
    for subject in &subjects {
        match library.reportable(&context.reader, subject).await {
            Ok(Some(photo)) => {
                photos.insert(photo.id.clone(), photo);
            }
            Ok(None) | Err(LookError::Unknown) => {}
            Err(error) => return Err(error.into()),
        }
    }
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
        reports: part.reports.iter().map(|stored| report_view(stored, &photos, &people, &frame)).collect(),
        paging: Paging {
            previous: query.cursor.as_ref().map(|_| address.clone()),
            next: part.next.map(|next| format!("{address}{joint}cursor={}", urls::encoded(&next))),
        },
        stopped: None,
        frame,
    })
}

fn report_view(
    stored: &Stored<ReportRecord>,
    photos: &BTreeMap<PhotoId, PhotoRecord>,
    people: &BTreeMap<Handle, PersonRecord>,
    frame: &Frame,
) -> ReportView {
    let t = frame.t;
    let report = &stored.record;
    let named =
        |handle: &Handle| people.get(handle).map_or_else(|| sentences::handle(handle, t), |person| person.name.clone());
    let photo = match &report.subject {
        Subject::Photo(id) => photos.get(id),
        Subject::Person(_) => None,
    };
    let card = photo.map(list::card);
    let (name, state) = match &report.subject {
        Subject::Photo(_) => {
            let title = card.as_ref().and_then(|card| card.title.clone());
            // A photo that moderators do not see is withdrawn.
            let state = photo.map_or(State::Withdrawn, |photo| photo.state);
            (title.unwrap_or_else(|| t.photo_untitled().to_owned()), Some(state))
        }
        Subject::Person(handle) => (named(handle), None),
    };
    // Deciding again is for what changes.
    let changes = |verdict: &Verdict| match verdict {
        Verdict::Keep => false,
        Verdict::Hide => state != Some(State::Hidden),
        Verdict::Withdraw | Verdict::Restore => true,
    };
    let verdicts = possible(state).iter().copied().filter(|verdict| report.is_open() || changes(verdict));
    ReportView {
        id: report.hash.to_hex(),
        revision: stored.revision,
        address: statements::address_of(&report.subject, frame),
        name,
        picture: card.filter(|_| state != Some(State::Withdrawn)),
        state,
        giver: photo.map(|photo| named(&photo.contributor)),
        reason: reason_for(report.reason, &report.subject, t),
        text: report.text.clone(),
        contact: report.contact.as_ref().map(|contact| contact.as_str().to_owned()),
        at: grants::day(report.at, t),
        hidden_at_once: report.hidden_at_once,
        decisions: decisions(report, t),
        possible: verdicts.collect(),
        typed: String::new(),
        forgets: false,
        error: None,
    }
}

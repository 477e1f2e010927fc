//! One person, as administrators look after them. `GET /admin/people/{handle}?before=N`. Its forms, each with `csrf`:
//!
//! | to | fields |
//! | --- | --- |
//! | `…/role` | `revision`, `role`, `trusted` |
//! | `…/suspend` | `revision`, `why` |
//! | `…/restore` | `revision` |
//! | `…/end-sessions` | none |
//! | `…/reset-link` | `revision` |
//!
//! `revision` is that of the record that was shown: when somebody changed it meanwhile, nothing is done, and the page says so.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path, Query},
};
use askama::Template;
use serde::Deserialize;

use super::{RoleChoice, events::EventView, number, role_name, roles};
use crate::{
    domain::{
        invitation::InvitationRecord,
        language::Language,
        person::{Handle, PersonRecord, Role},
        stored::Stored,
    },
    library::{
        Library,
        look_after::{By, Member, PersonChange},
        person_history::PersonHistory,
    },
    web::{
        frame::{answer, flash::FlashCode, layout::Frame},
        pages::field_errors::FieldErrors,
        problem::{AccountProblem, FieldProblem, Problem, Why},
        request::{
            context::{RequestContext, see_other_with},
            intake::ReceivedForm,
            sent_form::SentForm,
        },
        site::Site,
        view::grants,
    },
};

/// How many things that were done to a person a page shows.
const EVENTS: usize = 30;

/// One person.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/people_person.html")]
pub struct PersonPage {
    /// What every page has.
    pub frame: Frame,
    /// Their handle.
    pub handle: Handle,
    /// Their name.
    pub name: String,
    /// Their role.
    pub role: &'static str,
    /// Since when they have an account.
    pub since: String,
    /// How many photos they gave.
    pub photos: u64,
    /// Who invited them, and for whom the invitation was.
    pub invited: Option<(String, Option<String>)>,
    /// The revision that the page shows.
    pub revision: u64,
    /// Whether it is the administrator who reads the page.
    pub is_oneself: bool,
    /// The roles to choose from.
    pub roles: Vec<RoleChoice>,
    /// Whether their photos are public without review.
    pub trusted: bool,
    /// Since when they are suspended, and why.
    pub suspended: Option<(String, Option<String>)>,
    /// The reason of a suspension, as typed.
    pub why: String,
    /// Who made the reset link that is open, and until when it works.
    pub reset: Option<(Handle, String)>,
    /// The reset link just made: shown once.
    pub link: Option<String>,
    /// What was done to them, the latest first.
    pub events: Vec<EventView>,
    /// Where earlier things are.
    pub earlier: Option<String>,
    /// What stopped a form.
    pub errors: FieldErrors,
}

/// What the page is asked for.
#[derive(Deserialize)]
pub struct PersonQuery {
    before: Option<u64>,
}

/// `GET /admin/people/{handle}`, with the reset link just made, if one was: it is shown this once.
///
/// # Errors
/// [`AccessProblem`](crate::web::problem::AccessProblem) for anyone but an administrator; [`Problem::NotFound`].
pub async fn show(
    context: RequestContext,
    handle: Path<String>,
    query: Query<PersonQuery>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let handle = parsed(&handle)?;
    let mut page = page(&context, &library, &site, &handle, query.before).await?;
    let Some(secret) = context.fresh(&fresh(&handle)) else { return answer::personal(StatusCode::OK, &page) };
    // Without a language: whoever receives it is led to that of their browser.
    page.link = Some(site.absolute(&site.frame_urls(Language::French).reset(secret.as_str())));
    let mut response = answer::personal(StatusCode::OK, &page)?;
    response.add_cookie(&context.no_fresh_cookie()).map_err(|error| Problem::Fault(Box::new(error)))?;
    Ok(response)
}

/// What the reset link of this person is among the secrets that are shown once.
fn fresh(handle: &Handle) -> String {
    format!("reset-{handle}")
}

fn parsed(handle: &str) -> Result<Handle, Problem> {
    handle.parse().map_err(|_not_a_handle| Problem::NotFound)
}

/// The revision that a form was opened with; none that exists where it does not say.
fn seen(form: &ReceivedForm) -> u64 {
    form.value("revision").and_then(|revision| revision.parse().ok()).unwrap_or_default()
}

/// `POST /admin/people/{handle}/role`.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn role(
    context: RequestContext,
    handle: Path<String>,
    form: SentForm,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let (handle, form) = (parsed(&handle)?, ReceivedForm::proved(&context, form.into_inner())?);
    let by = By::Admin { reader: &context.reader, seen: seen(&form) };
    let done = match form.value("role").unwrap_or_default().parse::<Role>() {
        Ok(role) => {
            let change = PersonChange { name: None, role: Some(role), trusted: Some(form.value("trusted").is_some()) };
            library.set_person(by, &handle, change).await.map_err(Problem::from)
        }
        Err(_unknown) => Err(Problem::Field(FieldProblem::Invalid("role", Why::Choice))),
    };
    answer(&context, &library, &site, &handle, &form, done.map(|_| FlashCode::Saved)).await
}

/// `POST /admin/people/{handle}/suspend`.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn suspend(
    context: RequestContext,
    handle: Path<String>,
    form: SentForm,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let (handle, form) = (parsed(&handle)?, ReceivedForm::proved(&context, form.into_inner())?);
    let by = By::Admin { reader: &context.reader, seen: seen(&form) };
    let done = library.suspend(by, &handle, form.value("why").unwrap_or_default()).await;
    let done = done.map(|_| FlashCode::Suspended).map_err(Problem::from);
    answer(&context, &library, &site, &handle, &form, done).await
}

/// `POST /admin/people/{handle}/restore`.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn restore(
    context: RequestContext,
    handle: Path<String>,
    form: SentForm,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let (handle, form) = (parsed(&handle)?, ReceivedForm::proved(&context, form.into_inner())?);
    let by = By::Admin { reader: &context.reader, seen: seen(&form) };
    let done = library.restore(by, &handle).await.map(|_| FlashCode::Restored).map_err(Problem::from);
    answer(&context, &library, &site, &handle, &form, done).await
}

/// `POST /admin/people/{handle}/end-sessions`.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn end_sessions(
    context: RequestContext,
    handle: Path<String>,
    form: SentForm,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let (handle, form) = (parsed(&handle)?, ReceivedForm::proved(&context, form.into_inner())?);
    let done = library.end_sessions(&context.reader, &handle).await;
    let done = done.map(|_| FlashCode::TheirSessionsEnded).map_err(Problem::from);
    answer(&context, &library, &site, &handle, &form, done).await
}

/// `POST /admin/people/{handle}/reset-link`: leads to the page that shows the link.
///
/// # Errors
/// [`Problem`]; nothing was changed.
pub async fn reset_link(
    context: RequestContext,
    handle: Path<String>,
    form: SentForm,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let (handle, form) = (parsed(&handle)?, ReceivedForm::proved(&context, form.into_inner())?);
    match library.make_reset_link(&context.reader, seen(&form), &handle).await {
        Ok(secret) => {
            let to = site.frame_urls(context.language).people_person(&handle);
            Ok(see_other_with(&to).cookie(context.fresh_cookie(&fresh(&handle), &secret)).finish())
        }
        Err(error) => answer(&context, &library, &site, &handle, &form, Err(error.into())).await,
    }
}

/// Back to the page with what was done, or the page as it is now with what stopped the form and what was typed.
async fn answer(
    context: &RequestContext,
    library: &Library,
    site: &Site,
    handle: &Handle,
    form: &ReceivedForm,
    done: Result<FlashCode, Problem>,
) -> Result<HttpResponse, Problem> {
    let problem = match done {
        Ok(done) => return Ok(done.see_other(context, &site.frame_urls(context.language).people_person(handle))),
        Err(problem) if !problem.is_about_the_form() => return Err(problem),
        Err(problem) => problem,
    };
    let mut page = page(context, library, site, handle, None).await?;
    if let Some(why) = form.sent("why") {
        why.clone_into(&mut page.why);
    }
    // What somebody else changed meanwhile is shown as it is now: a role is chosen again on purpose.
    if let (Some(role), false) = (form.sent("role"), matches!(problem, Problem::Account(AccountProblem::PersonChanged)))
    {
        page.roles = roles(role, page.frame.t);
        page.trusted = form.value("trusted").is_some();
    }
    page.errors.add(&problem, page.frame.t);
    answer::personal(problem.status(), &page)
}

async fn page(
    context: &RequestContext,
    library: &Library,
    site: &Site,
    handle: &Handle,
    before: Option<u64>,
) -> Result<PersonPage, Problem> {
    let reader = &context.reader;
    let Stored { revision, record: Member { person, photos } } = library.member(reader, handle).await?;
    let PersonHistory { events, earlier } = library.person_history(reader, handle, before, EVENTS).await?;
    let invitation = library.invitation_by_which_joined(reader, handle).await?;
    let reset = library.open_reset_link(reader, handle).await?;
    let PersonRecord { name, role, trusted, created, suspended, .. } = person;
    let mut frame = site.frame(context, "");
    frame.entitle(&name);
    frame.indexed = false;
    let t = frame.t;
    Ok(PersonPage {
        role: role_name(role, t),
        since: grants::day(created, t),
        photos: number(photos),
        invited: invitation.map(|InvitationRecord { by, note, .. }| {
            (if by.is_nobody() { t.event_by_forgotten().to_owned() } else { by.to_string() }, note)
        }),
        revision,
        is_oneself: reader.handle() == Some(handle),
        roles: roles(role.name(), t),
        trusted,
        suspended: suspended.map(|suspension| (grants::day(suspension.at, t), suspension.reason)),
        why: String::new(),
        reset: reset.map(|link| (link.by, grants::day(link.expires, t))),
        link: None,
        events: events.into_iter().map(|event| EventView::of(event, t)).collect(),
        earlier: earlier.map(|before| frame.urls.people_person_before(handle, before)),
        errors: FieldErrors::default(),
        handle: handle.clone(),
        name,
        frame,
    })
}

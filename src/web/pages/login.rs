//! Signing in and out. `POST /login`: `csrf`, `handle`, `password`, `back`; with `resume` and `kept.…`, a form that
//! waits (see [`interrupted`]). `POST /logout`: `csrf`.

use actix_web::{
    HttpRequest, HttpResponse,
    http::StatusCode,
    web::{Data, Query},
};
use askama::Template;
use serde::Deserialize;

use crate::{
    domain::person::Role,
    library::{Library, sessions::SignIn},
    web::{
        frame::{answer, flash::FlashCode, interrupted, layout::Frame},
        problem::{AccessProblem, AccountProblem, Problem},
        request::{
            context::{RequestContext, from_address, see_other, see_other_keeping},
            intake::ReceivedForm,
            sent_form::SentForm,
        },
        site::Site,
        urls,
    },
};

/// The form to sign in.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/login.html")]
pub struct LoginPage {
    /// What every page has.
    pub frame: Frame,
    /// The account's name as typed.
    pub handle: String,
    /// The path to go back to afterwards.
    pub back: String,
    /// Whether they were on their way to give photos.
    pub to_give: bool,
    /// What stopped the form, if anything.
    pub error: Option<String>,
    /// Whether that was what they typed, not how often they tried or whose account it is.
    pub mistyped: bool,
}

/// The parameters of the page.
#[derive(Deserialize)]
pub struct LoginQuery {
    back: Option<String>,
}

/// `GET /login?back=`; a person who is signed in is redirected there at once, or to their account.
///
/// # Errors
/// [`Problem`] when the page cannot be written.
pub async fn show(
    context: RequestContext,
    query: Query<LoginQuery>,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let back = query.into_inner().back.unwrap_or_default();
    if context.person().is_ok() {
        let account = site.frame_urls(context.language).account();
        return Ok(see_other(urls::inside(&back).unwrap_or(&account)));
    }
    answer::door(&context, library.chance(), |context| {
        let frame = titled(site.frame(context, ""));
        let to_give = gives(&back, &frame);
        answer::personal(
            StatusCode::OK,
            &LoginPage { frame, handle: String::new(), back, to_give, error: None, mistyped: false },
        )
    })
}

/// `POST /login`: always a new session. Without a page to go back to, moderators begin with the review list.
///
/// # Errors
/// [`AccessProblem::Forged`], or an error of the library.
pub async fn enter(
    request: HttpRequest,
    context: RequestContext,
    form: SentForm,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let form = ReceivedForm::of_values(form.into_inner());
    context.check_csrf(form.value("csrf"))?;
    let handle = form.value("handle").unwrap_or_default();
    let device = library.known_device(context.device(), handle).await?;
    if let Err(limited) = site.count_login(from_address(&request), handle, device).await {
        return refused(&context, &form, &limited.into(), &site);
    }
    let password = form.sent("password").unwrap_or_default().to_owned();
    let back = form.value("back").unwrap_or_default();
    let secret = match library.log_in(handle, password).await? {
        SignIn::Opened(secret) => secret,
        SignIn::Wrong => return refused(&context, &form, &AccountProblem::WrongPassword.into(), &site),
        SignIn::Suspended => return refused(&context, &form, &AccountProblem::Suspended.into(), &site),
    };
    let person = library.session(&secret).await?.ok_or(Problem::Access(AccessProblem::NotSignedIn))?;
    let cookies = context.cookies_of(&secret, &person, &library).await?;
    if let Some(mut page) = interrupted::go_on(&context, &form, &secret, &library, &site).await? {
        for cookie in &cookies {
            page.add_cookie(cookie).map_err(|error| Problem::Fault(Box::new(error)))?;
        }
        return Ok(page);
    }
    let urls = site.frame_urls(context.language);
    let start = || if person.role >= Role::Moderator { urls.review() } else { urls.home() };
    let target = urls::inside(back).map_or_else(start, str::to_owned);
    Ok(see_other_keeping(&target, cookies))
}

/// Shows the page again after a failed sign-in, with the form that waits behind it if there is one.
fn refused(
    context: &RequestContext,
    form: &ReceivedForm,
    problem: &Problem,
    site: &Site,
) -> Result<HttpResponse, Problem> {
    if let Some(page) = interrupted::again(context, form, problem, site) {
        return page;
    }
    let frame = titled(site.frame(context, ""));
    let error = Some(problem.sentence(frame.t));
    let mistyped = problem.was_mistyped();
    let value = |name| form.value(name).unwrap_or_default().to_owned();
    let back = value("back");
    let to_give = gives(&back, &frame);
    answer::waiting(problem, &LoginPage { frame, handle: value("handle"), back, to_give, error, mistyped })
}

/// `POST /logout`: ends the session on the server.
///
/// # Errors
/// [`AccessProblem::Forged`], or an error of the library.
pub async fn leave(
    context: RequestContext,
    form: SentForm,
    library: Data<Library>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let form = ReceivedForm::of_values(form.into_inner());
    let home = site.frame_urls(context.language).home();
    let Some(session) = context.session() else { return Ok(see_other(&home)) };
    context.check_csrf(form.value("csrf"))?;
    library.log_out(session).await?;
    let done = FlashCode::SignedOut.cookie(&context);
    Ok(see_other_keeping(&home, [context.no_session_cookie(), done]))
}

/// Whether this path is where photos are given.
fn gives(back: &str, frame: &Frame) -> bool {
    back.split('?').next() == Some(frame.urls.upload().as_str())
}

fn titled(mut frame: Frame) -> Frame {
    frame.entitle(frame.t.login_title());
    frame.indexed = false;
    frame
}
